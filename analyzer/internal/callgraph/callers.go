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

// mentions count how a function is mentioned.
type mentions struct{ calls, others int }

// Callers says who may call a function.
func (g *Graph) Callers(f *types.Func) Callers {
	m, found := g.mentioned()[f]
	byInterface := g.abstract()[f.Name()]
	switch {
	case !found:
		return Callers{None: !f.Exported() && !byInterface}
	case m.others > 0:
		return Callers{Passed: true}
	case f.Exported() && g.Pkg.Name() != "main":
		return Callers{Shared: true}
	case f.Signature().Recv() != nil && (f.Exported() || byInterface):
		return Callers{}
	}
	in := f.Name() != "main" && f.Name() != "init"
	return Callers{InView: in, Once: in && m.calls == 1}
}

// Mentions in files that are not read count too, and never as calls: whoever is
// there may do anything.
//
// findMentions counts the calls of the package's functions, and the other mentions.
func (g *Graph) findMentions() map[*types.Func]mentions {
	called := map[*ast.Ident]bool{}
	for _, file := range g.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				if id := syntax.Ident(c.Fun); id != nil {
					called[id] = true
				}
			}
			return true
		})
	}
	out := map[*types.Func]mentions{}
	for id, obj := range g.Info.Uses {
		f, ok := obj.(*types.Func)
		if !ok || f.Pkg() != g.Pkg {
			continue
		}
		m := out[f.Origin()]
		if called[id] {
			m.calls++
		} else {
			m.others++
		}
		out[f.Origin()] = m
	}
	return out
}
