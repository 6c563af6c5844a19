package check

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/playground/internal/bundle"
)

// bare completes a file that has no package clause, as a handler that was
// pasted: with one, and with the imports that its names ask for, all before the
// first line. It returns the imports, and false for a file that has a clause.
func bare(f *file, store *bundle.Store) (imports []string, ok bool) {
	if _, err := parser.ParseFile(token.NewFileSet(), "", f.data, parser.PackageClauseOnly); err == nil || len(strings.TrimSpace(string(f.data))) == 0 {
		return nil, false
	}
	head := "package api; "
	syntax, _ := parser.ParseFile(token.NewFileSet(), "", head+string(f.data), parser.SkipObjectResolution)
	if syntax == nil || len(syntax.Decls) == 0 {
		return nil, false
	}
	if len(syntax.Imports) == 0 {
		ast.Inspect(syntax, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.IsExported() {
				if x, ok := sel.X.(*ast.Ident); ok {
					if path := store.Named(x.Name); path != "" && !slices.Contains(imports, path) {
						imports = append(imports, path)
					}
				}
			}
			return true
		})
		for _, path := range imports {
			head += fmt.Sprintf("import %q; ", path)
		}
	}
	f.data, f.head = append([]byte(head), f.data...), len(head)
	return imports, true
}
