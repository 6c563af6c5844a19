package syntax

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

// Each use of v is followed by a comment with the expressions that it may hold,
// and by the one that nothing changes.
func TestDefinitions(t *testing.T) {
	for _, test := range []struct{ name, body, holds, only string }{
		{"declared", `v := "a"; use(v)`, `"a"`, `"a"`},
		{"with a type", `var v string = "a"; use(v)`, `"a"`, `"a"`},
		{"assigned again", `v := "a"; v = "b"; use(v)`, `"b"`, ""},
		{"assigned in a branch", `v := "a"; if c { v = "b" }; use(v)`, `"b" "a"`, ""},
		{"added to", `v := "a"; v += "b"; use(v)`, `"b"`, ""},
		{"pointed to", `v := "a"; p := &v; *p = "b"; use(v)`, `"a"`, ""},
		{"an element", `for _, v := range l { use(v) }`, `l`, ""},
		{"a key that is assigned", `v := 1; for v = range l {}; use(v)`, `1`, ""},
		{"one of two results", `v, ok := two(); _ = ok; use(v)`, `two()`, ""},
		{"nothing", `var v string; use(v)`, ``, ""},
		{"a parameter", `use(given)`, ``, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, "a.go", "package a\nfunc use(any)\nfunc two() (string, bool)\nfunc f(given string, c bool, l []string) {"+test.body+"}", 0)
			if err != nil {
				t.Fatal(err)
			}
			info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}}
			pkg, err := new(types.Config).Check("a", fset, []*ast.File{f}, info)
			if err != nil {
				t.Fatal(err)
			}
			defs := NewDefinitions(pkg, info, []*ast.File{f})
			var id *ast.Ident
			ast.Inspect(f, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok && types.ExprString(c.Fun) == "use" {
					id = c.Args[0].(*ast.Ident)
				}
				return true
			})
			holds, only := "", ""
			for i, d := range defs.Of(id, id.Pos()) {
				if i > 0 {
					holds += " "
				}
				holds += types.ExprString(d.Expr)
			}
			if e := defs.Only(id); e != nil {
				only = types.ExprString(e)
			}
			if holds != test.holds || only != test.only {
				t.Errorf("it holds %s and only %s, want %s and %s", holds, only, test.holds, test.only)
			}
		})
	}
}
