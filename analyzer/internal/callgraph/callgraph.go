// Package callgraph tells who calls whom in a package: what an interface's method
// may be, what a field of a function type may hold, which callers a function has,
// and in which order functions are analysed.
//
// It reads syntax and types alone, once, on the first question.
//
//   - A call of an interface's method may run every method of that name in a type
//     of this package that implements the interface (class hierarchy analysis).
//     Other packages may implement it too: who needs to know all of them asks
//     whether an interface can call a function ([Graph.Callers]).
//   - A call of a function value is followed where all that is ever put there is
//     in view: a variable that keeps its literal, a field of which every write is
//     a function. What has its address taken, or is exported, is not.
//   - An order has callees before callers, but for those that call one another:
//     these are one group ([Graph.Groups]).
package callgraph

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"math"
	"slices"
	"sync"

	"github.com/authstatus/authstatus/analyzer/internal/boundary"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Config is what the call graph of a package rests on.
type Config struct {
	Pkg      *types.Package
	Info     *types.Info
	Files    []*ast.File
	Sites    *Sites
	Writes   *syntax.Writes
	Analysed func(*types.Package) bool // tells whether an import was analysed too
	Known    func(*types.Package) bool // tells whether a package is one of the module
	Error    boundary.Report
}

// Graph answers for one package. It serves one goroutine.
type Graph struct {
	Config
	steps int

	methods  map[*types.Func][]*types.Func
	types    map[*types.Interface][]*types.Named
	concrete func() []*types.Named
	abstract func() map[string]bool // names of the methods of the package's interfaces
	calls    func() map[*types.Func][]*ast.CallExpr
	literals func() literals
	fields   func() map[*types.Var]*Held
	served   func() map[*ast.FuncLit]bool
	declared func() map[*types.Func]*ast.FuncDecl
	initial  func() map[*types.Var]*ast.ValueSpec
	values   func() map[string]*signed
	handed   func() []*types.Func
	reaches  map[any]*Reach // by call, or by function where it is handed none
	edges    map[ast.Node]*edges
}

// New is about a package that was type-checked.
func New(c Config) *Graph {
	g := &Graph{Config: c, methods: map[*types.Func][]*types.Func{}, types: map[*types.Interface][]*types.Named{}, reaches: map[any]*Reach{}, edges: map[ast.Node]*edges{}}
	g.concrete = once(g, g.findConcrete)
	g.abstract = once(g, g.findAbstract)
	g.calls = once(g, g.findCalls)
	g.literals = once(g, g.findLiterals)
	g.fields = once(g, g.findFields)
	g.served = once(g, g.findServed)
	g.declared = once(g, func() map[*types.Func]*ast.FuncDecl { return maps.Collect(syntax.Functions(c.Info, c.Files)) })
	g.initial = once(g, func() map[*types.Var]*ast.ValueSpec { return maps.Collect(syntax.Globals(c.Info, c.Files)) })
	g.values = once(g, g.findValues)
	g.handed = once(g, g.findHanded)
	return g
}

// once finds something on the first question. Where that fails it is an error, and
// nothing was found.
func once[T any](g *Graph, find func() T) func() T {
	return sync.OnceValue(func() (out T) {
		g.Error.Run(g.pos(), "package "+g.Pkg.Name(), func() { out = find() })
		return out
	})
}

// pos is where an error about all of the package is reported.
func (g *Graph) pos() token.Pos {
	if len(g.Files) == 0 {
		return token.NoPos
	}
	return g.Files[0].Name.Pos()
}

// Steps counts the nodes and edges that were followed.
func (g *Graph) Steps() int { return g.steps }

// Groups lists functions of the package, those together that call one another,
// callees first. What a function mentions, it may call. An interface's method
// has a node of its own, from which edges lead to what implements it: calls and
// implementations add up, where edges between them would multiply.
func (g *Graph) Groups(funcs []*types.Func, mentions func(*types.Func) []*types.Func) (out [][]*types.Func) {
	own := map[*types.Func]bool{}
	for _, f := range funcs {
		own[f] = true
	}
	next := func(f *types.Func) (out []*types.Func) {
		all := g.Implementations
		if own[f] {
			all = mentions
		}
		g.Error.Run(f.Pos(), syntax.FuncName(f), func() {
			for _, callee := range all(f) {
				if own[callee] || own[f] && syntax.IsAbstract(callee) {
					out = append(out, callee)
				}
			}
		})
		g.steps += 1 + len(out)
		return out
	}
	for _, fs := range components(funcs, next) {
		if fs = slices.DeleteFunc(fs, func(f *types.Func) bool { return !own[f] }); len(fs) > 0 {
			slices.SortFunc(fs, func(a, b *types.Func) int { return int(a.Pos() - b.Pos()) })
			out = append(out, fs)
		}
	}
	return out
}

// components are the strongly connected components of a graph in reverse
// topological order, what is reached before what leads there (Tarjan).
func components[N comparable](nodes []N, next func(N) []N) (out [][]N) {
	index := map[N]int{} // when a node was met; once its component is known it is no bound any more
	var stack []N
	var visit func(n N) (low int)
	visit = func(n N) int {
		met, at := len(index)+1, len(stack)
		low := met // the first node that n reaches without leaving the stack
		index[n] = met
		stack = append(stack, n)
		for _, m := range next(n) {
			if index[m] == 0 {
				low = min(low, visit(m))
			} else {
				low = min(low, index[m])
			}
		}
		if low == met { // nothing behind n leads to what was met before it
			for _, m := range stack[at:] {
				index[m] = math.MaxInt
			}
			out = append(out, slices.Clone(stack[at:]))
			stack = stack[:at]
		}
		return low
	}
	for _, n := range nodes {
		if index[n] == 0 {
			visit(n)
		}
	}
	return out
}

// CallsItself tells whether a function that mentions others may call itself: its
// summary is then a fixed point, and no group of its own shows it.
func (g *Graph) CallsItself(f *types.Func, mentions []*types.Func) bool {
	return slices.ContainsFunc(mentions, func(o *types.Func) bool {
		return o == f || syntax.IsAbstract(o) && o.Name() == f.Name() && slices.Contains(g.Implementations(o), f)
	})
}
