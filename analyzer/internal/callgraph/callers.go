package callgraph

import (
	"go/ast"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Callers say who may call a function of the package. At most one of None, Shared
// and InView is set; none of them is where nothing is known.
type Callers struct {
	None   bool // nothing mentions it, and no importer or interface can
	Shared bool // calls in this package, and importers
	InView bool // calls in this package alone: they decide what it does
	Passed bool // it is handed on as a value, to a router mostly
	Once   bool // InView, in one call: it is a part of that caller
}

// Callers says who may call a function.
func (g *Graph) Callers(f *types.Func) Callers {
	calls := len(g.Sites.Of(f))
	byInterface := g.abstract()[f.Name()]
	switch {
	case g.Sites.Valued(f):
		return Callers{Passed: true}
	case calls == 0:
		return Callers{None: !f.Exported() && !byInterface}
	case f.Exported() && g.Pkg.Name() != "main":
		return Callers{Shared: true}
	case f.Signature().Recv() != nil && (f.Exported() || byInterface):
		return Callers{}
	}
	in := f.Name() != "main" && f.Name() != "init"
	return Callers{InView: in, Once: in && calls == 1}
}

// maxMethods bounds the methods that a call of an interface's one is said to run.
const maxMethods = 8

// CallsOf lists the calls that may run a function of the package, in the order of
// the source: of its name, and of the methods of interfaces that it may be.
func (g *Graph) CallsOf(f *types.Func) []*ast.CallExpr { return g.calls()[f.Origin()] }

func (g *Graph) findCalls() map[*types.Func][]*ast.CallExpr {
	out := map[*types.Func][]*ast.CallExpr{}
	for _, file := range g.Files {
		for _, s := range g.Sites.In(file) {
			for _, f := range g.Called(s.Func) {
				out[f] = append(out[f], s.Call)
			}
		}
	}
	return out
}

// Called lists what a call of a function's name may run: the function or, of an
// interface's method, what implements it here, nothing where that is much.
func (g *Graph) Called(f *types.Func) []*types.Func {
	if !syntax.IsAbstract(f) {
		return []*types.Func{f}
	}
	if fs := g.Implementations(f); len(fs) <= maxMethods {
		return fs
	}
	return nil
}

// Decl is the declaration of a function of the package, nil where it has no body
// that is read.
func (g *Graph) Decl(f *types.Func) *ast.FuncDecl { return g.declared()[f] }

// Initial is the declaration of a package-level variable of the package, likewise.
func (g *Graph) Initial(v *types.Var) *ast.ValueSpec { return g.initial()[v] }
