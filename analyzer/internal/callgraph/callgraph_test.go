package callgraph

import (
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/checktest"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

func newGraph(t *testing.T, src string) (*checktest.Package, *Graph) {
	t.Helper()
	p := checktest.Check(t, src)
	files := []*ast.File{p.File}
	return p, New(Config{Pkg: p.Types, Info: p.Info, Files: files, Sites: NewSites(p.Types, p.Info, files), Writes: syntax.NewWrites(p.Types, p.Info, files), Analysed: func(*types.Package) bool { return false }, Known: func(*types.Package) bool { return false }})
}

// TestComponents holds, of graphs drawn by chance, that each node is in one
// component, that two are in one exactly if each reaches the other, and that what
// is reached comes first.
func TestComponents(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		n := 1 + r.IntN(9)
		edges := map[int][]int{}
		for range r.IntN(2 * n) {
			from := r.IntN(n)
			edges[from] = append(edges[from], r.IntN(n))
		}
		reach := make([][]bool, n) // the transitive closure
		for i := range n {
			reach[i] = make([]bool, n)
			reach[i][i] = true
			for _, j := range edges[i] {
				reach[i][j] = true
			}
		}
		for k := range n {
			for i := range n {
				for j := range n {
					reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
				}
			}
		}
		nodes := r.Perm(n)
		at := map[int]int{}
		for i, c := range components(nodes, func(n int) []int { return edges[n] }) {
			for _, m := range c {
				if _, twice := at[m]; twice {
					t.Fatalf("%d is in two components of %v", m, edges)
				}
				at[m] = i
			}
		}
		for i := range n {
			for j := range n {
				if together := reach[i][j] && reach[j][i]; (at[i] == at[j]) != together {
					t.Errorf("%d and %d of %v: together %t", i, j, edges, !together)
				}
				if reach[i][j] && at[j] > at[i] {
					t.Errorf("%d is reached from %d in %v, and comes after it", j, i, edges)
				}
			}
		}
	}
}

// TestDeep holds that a chain of calls may be long.
func TestDeep(t *testing.T) {
	const n = 200_000
	nodes := make([]int, n)
	for i := range nodes {
		nodes[i] = i
	}
	if got := len(components(nodes, func(i int) []int { return []int{(i + 1) % n} })); got != 1 {
		t.Errorf("a circle of %d functions has %d components", n, got)
	}
}

const program = `package p

import (
	"net/http"
	"net/http/httptest"
)

type asker interface{ ask() }
type one struct{}
func (one) ask() { alone() }
type two struct{ one }
type three struct{}
func (*three) ask() { circle1(nil) }
type generic[T any] struct{}
func (generic[T]) ask() {}

func circle1(a asker) { a.ask() }
func circle2(n int) { circle3(n) }
func circle3(n int) { circle2(n) }
func self() { self() }
func alone() {}
func unused() {}
func passed() {}
func Shared() { alone(); unusedLater() }
func unusedLater() {}
func top() { circle1(one{}); circle2(1); self(); Shared(); _ = passed }
func (one) other() {}
func init() { top() }

func double() *httptest.Server { return httptest.NewServer(http.HandlerFunc(answers)) }
func answers(w http.ResponseWriter, r *http.Request) { helper(w) }
func helper(w http.ResponseWriter) { common(w) }
func common(w http.ResponseWriter) {}
func real(w http.ResponseWriter) { common(w) }
`

// mentionsIn lists the functions that a body mentions.
func mentionsIn(p *checktest.Package, body ast.Node) (out []*types.Func) {
	ast.Inspect(body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if f, ok := p.Info.Uses[id].(*types.Func); ok {
				out = append(out, f.Origin())
			}
		}
		return true
	})
	return out
}

func TestGroups(t *testing.T) {
	p, g := newGraph(t, program)
	bodies := maps.Collect(syntax.Functions(p.Info, []*ast.File{p.File}))
	var funcs []*types.Func
	for f := range syntax.Functions(p.Info, []*ast.File{p.File}) {
		funcs = append(funcs, f)
	}
	mentions := func(f *types.Func) []*types.Func { return mentionsIn(p, bodies[f].Body) }
	at := map[string]int{}
	total := 0
	for i, fs := range g.Groups(funcs, mentions) {
		for _, f := range fs {
			at[syntax.FuncName(f)] = i
			total++
		}
	}
	if total != len(funcs) {
		t.Errorf("%d functions in groups, want %d", total, len(funcs))
	}
	for _, together := range [][2]string{{"circle1", "(*three).ask"}, {"circle2", "circle3"}} {
		if at[together[0]] != at[together[1]] {
			t.Errorf("%s and %s are apart", together[0], together[1])
		}
	}
	for _, before := range [][2]string{{"alone", "one.ask"}, {"one.ask", "circle1"}, {"circle1", "top"}, {"circle2", "top"}, {"top", "init"}} {
		if at[before[0]] >= at[before[1]] {
			t.Errorf("%s is not before %s", before[0], before[1])
		}
	}
	for name, want := range map[string]bool{"self": true, "circle2": false, "alone": false, "three.ask": false} {
		f := p.Func(t, name)
		if got := g.CallsItself(f, mentions(f)); got != want {
			t.Errorf("%s calls itself: %t", name, got)
		}
	}
	var impls []string
	for _, m := range g.Implementations(p.Func(t, "asker.ask")) {
		impls = append(impls, syntax.FuncName(m))
	}
	if got, want := strings.Join(impls, " "), "one.ask (*three).ask one.ask"; got != want {
		t.Errorf("implementations are %s, want %s", got, want)
	}
}

func TestCallers(t *testing.T) {
	p, g := newGraph(t, program)
	for name, want := range map[string]Callers{
		"unused": {None: true}, "unusedLater": {InView: true, Once: true}, "passed": {Passed: true}, "alone": {InView: true}, "Shared": {Shared: true},
		"top": {InView: true, Once: true}, "one.other": {None: true}, "one.ask": {}, "circle3": {InView: true, Once: true},
	} {
		if got := g.Callers(p.Func(t, name)); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
	p, g = newGraph(t, strings.Replace(program, "package p", "package main", 1)+"\nfunc main() {}")
	if got := g.Callers(p.Func(t, "Shared")); !got.InView {
		t.Errorf("nobody imports a command: %+v", got)
	}
}

func TestDoubles(t *testing.T) {
	_, g := newGraph(t, program)
	var got []string
	for f := range g.Doubles() {
		got = append(got, f.Name())
	}
	slices.Sort(got)
	if want := "answers double helper"; strings.Join(got, " ") != want {
		t.Errorf("doubles are %s, want %s", got, want)
	}
}

// TestValues asks of each line's call what it runs: as many functions and literals
// as the comment says, or nothing that is known.
func TestValues(t *testing.T) {
	p, g := newGraph(t, `package p

type t struct {
	set, twice, copied, pointed, unset, converted, nilled func()
	Open func()
}
type T struct{ Open func() }
type fn func()
func f() {}
func h() {}
func use(x t, y T, given func()) {
	x = t{set: f, twice: f, converted: fn(f), Open: f, nilled: nil}
	y = T{Open: f}
	x.twice = h
	x.copied = given
	_ = &x.pointed
	x.set() // 1
	x.twice() // 2
	x.copied() // unknown
	x.pointed() // unknown
	x.unset() // unknown
	x.converted() // 1
	x.nilled() // 0
	x.Open() // 1
	y.Open() // unknown
}
`)
	said := p.Comments()
	asked := 0
	ast.Inspect(p.File, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || said[p.Fset.Position(n.Pos()).Line] == "" {
			return true
		}
		sel := c.Fun.(*ast.SelectorExpr)
		got := "unknown"
		if h := g.HeldBy(p.Info.Uses[sel.Sel].(*types.Var)); h != nil {
			got = fmt.Sprint(len(h.Funcs) + len(h.Literals))
		}
		if want := said[p.Fset.Position(c.Pos()).Line]; got != want {
			t.Errorf("%s runs %s, want %s", types.ExprString(c), got, want)
		}
		asked++
		return true
	})
	if asked != 9 {
		t.Errorf("%d calls", asked)
	}
}

// TestLiterals asks of each literal whether it is only called.
func TestLiterals(t *testing.T) {
	p, g := newGraph(t, `package p

import "net/http/httptest"

func use(func()) {}
func f() {
	func() {}() // called
	a := func() {} // called
	a()
	a()
	b := func() {} // -
	b()
	use(b)
	c := func() {} // -
	c = nil
	c()
	d := func() {} // -
	_ = d
	use(func() {}) // -
	var e = func() {} // called
	e()
	defer func() {}() // called
	_ = httptest.NewServer
}
`)
	said := p.Comments()
	ast.Inspect(p.File, func(n ast.Node) bool {
		if l, ok := n.(*ast.FuncLit); ok {
			line := p.Fset.Position(l.Pos()).Line
			if got, want := g.OnlyCalled(l), said[line] == "called"; got != want || said[line] == "" {
				t.Errorf("line %d: only called is %t", line, got)
			}
		}
		return true
	})
}
