package normal_test

import (
	"bytes"
	"go/ast"
	"go/printer"
	"go/token"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/checktest"
	"github.com/authstatus/authstatus/analyzer/internal/normal"
)

// TestPass holds what functions look like in normal form. Each function of a pair
// is followed by what it becomes, under the name with an n behind.
func TestPass(t *testing.T) {
	const src = `package p

type T struct{ n int }

func load(int) (*T, error)
func fail() error

func one() (err error)  { err = fail(); return }
func onen() (err error) { return fail() }

func call(a int) (t *T, err error) {
	t, err = load(a)
	return
}
func calln(a int) (t *T, err error) {
	return load(a)
}

func part(a int) (t *T, err error) {
	t, err = load(a)
	if err != nil {
		return
	}
	if t.n > a {
		err = fail()
		return
	} else if t.n == a {
		t = nil
		return
	}
	return t, nil
}
func partn(a int) (t *T, err error) {
	t, err = load(a)
	if err != nil {
		return t, err
	}
	if t.n > a {
		return t, fail()
	} else if t.n == a {
		return nil, err
	}
	return t, nil
}

func both(a int) (n int, ok bool) {
	n = a
	ok = true
	return
}
func bothn(a int) (n int, ok bool) {
	return a, true
}

// What is assigned later reads what is assigned before: that stays.
func reads(a int) (n int, ok bool) {
	n = a
	ok = n > 1
	return
}
func readsn(a int) (n int, ok bool) {
	n = a
	return n, n > 1
}

// Calls stay in their order.
func order() (a, b error) {
	b = fail()
	a = fail()
	return
}
func ordern() (a, b error) {
	b = fail()
	return fail(), b
}

func swapped(a int) (t *T, err error) {
	err, t = fail(), nil
	return
}
func swappedn(a int) (t *T, err error) {
	return nil, fail()
}

func deep(x any, c chan int) (n int, err error) {
again:
	for range 3 {
		switch x := x.(type) {
		case int:
			n, err = x, nil
			return
		}
		select {
		case n = <-c:
			return
		default:
			goto again
		}
	}
	return
}
func deepn(x any, c chan int) (n int, err error) {
again:
	for range 3 {
		switch x := x.(type) {
		case int:
			return x, nil
		}
		select {
		case n = <-c:
			return n, err
		default:
			goto again
		}
	}
	return n, err
}

// Others stay.
func blank() (_ int, err error)  { err = fail(); return }
func blankn() (_ int, err error) { err = fail(); return }

func nothing(a *int)  { *a = 1; return }
func nothingn(a *int) { *a = 1; return }

func literal() func() (err error)  { return func() (err error) { err = fail(); return } }
func literaln() func() (err error) { return func() (err error) { err = fail(); return } }
`
	p := checktest.Check(t, src)
	before := text(t, p.Fset, p.File)
	pass := &analysis.Pass{Fset: p.Fset, Files: []*ast.File{p.File}, Pkg: p.Types, TypesInfo: p.Info}
	got := normal.Pass(pass)
	if now := text(t, p.Fset, p.File); now != before {
		t.Errorf("the file that was handed over has become\n%s", now)
	}
	funcs := map[string]*ast.FuncDecl{}
	for _, d := range got.Files[0].Decls {
		if fd, ok := d.(*ast.FuncDecl); ok {
			funcs[fd.Name.Name] = fd
		}
	}
	compared := 0
	for name, fd := range funcs {
		if want := funcs[name+"n"]; want != nil && fd.Body != nil {
			compared++
			if g, w := body(t, fd), body(t, want); g != w {
				t.Errorf("%s has become\n%s\nand not\n%s", name, g, w)
			}
		}
	}
	if compared != 11 {
		t.Errorf("%d functions were compared", compared)
	}
	// Whatever is read has its meaning.
	for n := range ast.Preorder(got.Files[0]) {
		if id, ok := n.(*ast.Ident); ok && got.TypesInfo.ObjectOf(id) == nil && id.Name != "p" && id.Name != "x" {
			t.Errorf("%s at %s means nothing", id.Name, p.Fset.Position(id.Pos()))
		}
		if c, ok := n.(*ast.CaseClause); ok && got.TypesInfo.Implicits[c] == nil {
			t.Error("the variable of a type switch is lost")
		}
	}
}

// TestPassSame holds that a package that is in normal form is left alone.
func TestPassSame(t *testing.T) {
	p := checktest.Check(t, "package p\n\nfunc f() (err error) { return nil }\n")
	pass := &analysis.Pass{Fset: p.Fset, Files: []*ast.File{p.File}, Pkg: p.Types, TypesInfo: p.Info}
	if normal.Pass(pass) != pass {
		t.Error("it is another pass")
	}
}

func text(t *testing.T, fset *token.FileSet, n any) string {
	t.Helper()
	var out bytes.Buffer
	if err := printer.Fprint(&out, fset, n); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// body is a function's body without the places of its lines.
func body(t *testing.T, fd *ast.FuncDecl) string {
	t.Helper()
	return strings.Join(strings.Fields(text(t, token.NewFileSet(), fd.Body)), " ")
}
