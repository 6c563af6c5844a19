package syntax_test

import (
	"go/ast"
	"go/types"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/checktest"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// TestWrites asks of each variable what the comment where it is declared says.
func TestWrites(t *testing.T) {
	p := checktest.Check(t, `package p

var kept = 1 // -
var global = 1 // again
var table = map[string]int{} // element
var counted = []int{1} // element
func use(...any) {}
func f() {
	global = 2
	table["a"] = 1
	counted[0]++
	a := 1 // -
	b := 1 // again
	b++
	c := 1 // again
	use(&c)
	d := 1 // again closure
	e := 1 // -
	func() { d = 2; e := 2 /* -*/; use(e) }()
	var g int // again
	for g = range 3 {
	}
	h, i := 1, 2 // -
	h2, i := 1, 3 // -
	j := []int{1} // element
	use(&j[0])
	k := struct{ n int }{} // -
	k.n = 1
	use(a, d, e, g, h, i, h2, k)
}
`)
	w := syntax.NewWrites(p.Types, p.Info, []*ast.File{p.File})
	said := p.Comments()
	for id, o := range p.Info.Defs {
		v, ok := o.(*types.Var)
		want := said[p.Fset.Position(id.Pos()).Line]
		if !ok || v.IsField() || want == "" || v.Name() == "i" {
			continue
		}
		is := []string{}
		if w.Again(v) {
			is = append(is, "again")
		}
		if w.Element(v) {
			is = append(is, "element")
		}
		if len(w.Closures(v)) > 0 {
			is = append(is, "closure")
		}
		if len(is) == 0 {
			is = append(is, "-")
		}
		if got := strings.Join(is, " "); got != want {
			t.Errorf("%s: %s, want %s", id.Name, got, want)
		}
	}
}
