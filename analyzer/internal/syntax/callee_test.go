package syntax_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// TestCallee holds what a call calls, as the comment behind it says: the name
// of a function, "var" and the name of a package-level variable, or nothing;
// with "!" where control goes no further.
func TestCallee(t *testing.T) {
	const src = `package p
import ("errors"; "log"; "os"; "runtime")
type T struct{ field func() }
func (*T) m() {}
type I interface{ m() }
type G[A any] struct{}
func (G[A]) m() {}
func one[A any]() {}
func two[A, B any]() {}
var global = func() {}
var table = map[string]func(){}
func f(t *T, i I, g G[int], local func(), l *log.Logger) {
	f(t, i, g, local, l) // p.f
	(f)(t, i, g, local, l) // p.f
	errors.New("x") // errors.New
	t.m() // (*p.T).m
	(*T).m(t) // (*p.T).m
	i.m() // (p.I).m
	g.m() // (p.G[int]).m
	one[int]() // p.one
	(two[int, string])() // p.two
	global() // var global
	table["a"]() // var table
	t.field() // -
	local() // -
	func() {}() // -
	len("x") // -
	panic(1) // - !
	os.Exit(1) // os.Exit !
	log.Fatalf("x") // log.Fatalf !
	l.Panicln() // (*log.Logger).Panicln !
	log.Print() // log.Print
	runtime.Goexit() // runtime.Goexit !
}
func panics(panic func(int)) { panic(1) } // -
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{}, Selections: map[*ast.SelectorExpr]*types.Selection{}}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil), Error: func(error) {}} // len is not used
	conf.Check("p", fset, []*ast.File{file}, info)
	calls := map[int]*ast.CallExpr{}
	ast.Inspect(file, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && calls[fset.Position(c.Pos()).Line] == nil {
			calls[fset.Position(c.Pos()).Line] = c
		}
		return true
	})
	for _, g := range file.Comments {
		c := calls[fset.Position(g.Pos()).Line]
		got := "-"
		if f := syntax.Callee(info, c); f != nil {
			got = f.FullName()
		} else if v := syntax.GlobalVar(info, c.Fun); v != nil {
			got = "var " + v.Name()
		}
		if syntax.EndsHere(info, c) {
			got += " !"
		}
		if want := strings.TrimSpace(g.Text()); got != want {
			t.Errorf("%s calls %s, want %s", types.ExprString(c), got, want)
		}
	}
	if len(file.Comments) < 20 {
		t.Errorf("%d calls", len(file.Comments))
	}
}
