package syntax

import (
	"go/ast"
	"iter"
)

// Returns goes through the return statements of a function or a body, in the order
// of the source, and not through those of the literals in it.
func Returns(fn ast.Node) iter.Seq[*ast.ReturnStmt] {
	return func(yield func(*ast.ReturnStmt) bool) {
		more := true
		ast.Inspect(fn, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return more && n == fn
			case *ast.ReturnStmt:
				more = more && yield(n)
			}
			return more
		})
	}
}
