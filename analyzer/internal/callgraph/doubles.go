package callgraph

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A package that starts servers of net/http/httptest outside its tests has doubles
// of other servers, and nothing is reported in these: in the functions that start
// one, and in what only they mention, be it directly or not.

// serves is the package whose servers are for tests.
const serves = "net/http/httptest"

// importsTestServer tells whether a package can start one.
func importsTestServer(p *types.Package) bool {
	return slices.ContainsFunc(p.Imports(), func(q *types.Package) bool { return q.Path() == serves })
}

// named is what a function names of its package.
type named struct {
	funcs  []*types.Func
	types  []*types.TypeName
	starts bool // a test server
}

// Doubles finds the functions of test doubles: first all that those which start a
// server lead to, then less what others lead to.
func (g *Graph) Doubles() map[*types.Func]bool {
	out := map[*types.Func]bool{}
	if !importsTestServer(g.Pkg) {
		return out
	}
	of := map[*types.Func]named{}
	methods := map[*types.TypeName][]*types.Func{}
	var funcs []*types.Func
	for f, d := range syntax.Functions(g.Info, g.Files) {
		funcs = append(funcs, f)
		of[f] = g.namedIn(d.Body)
		if n := syntax.NamedOf(syntax.Param(f.Signature(), -1)); n != nil {
			methods[n.Obj()] = append(methods[n.Obj()], f)
		}
	}
	doubled := map[*types.TypeName]bool{}
	var reach func(f *types.Func)
	reach = func(f *types.Func) {
		if out[f] {
			return
		}
		out[f] = true
		for _, g := range of[f].funcs {
			reach(g)
		}
		for _, t := range of[f].types {
			doubled[t] = true
			for _, m := range methods[t] {
				reach(m)
			}
		}
	}
	for _, f := range funcs {
		if of[f].starts {
			reach(f)
		}
	}
	// What others mention serves them too, and so does what that mentions.
	var spare func(m named)
	drop := func(f *types.Func) {
		if out[f] && !of[f].starts {
			delete(out, f)
			spare(of[f])
		}
	}
	spare = func(m named) {
		for _, g := range m.funcs {
			drop(g)
		}
		for _, t := range m.types {
			if doubled[t] {
				delete(doubled, t)
				for _, g := range methods[t] {
					drop(g)
				}
			}
		}
	}
	for _, f := range funcs {
		if !out[f] {
			spare(of[f])
		} else if f.Exported() && f.Signature().Recv() == nil {
			drop(f) // for importers
		}
	}
	return out
}

// namedIn reads a body. A type that it names may have its methods called by what is
// handed on: they count as mentioned.
func (g *Graph) namedIn(body ast.Node) named {
	var m named
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			f := syntax.Callee(g.Info, n)
			m.starts = m.starts || f != nil && f.Pkg() != nil && f.Pkg().Path() == serves && strings.HasSuffix(f.Name(), "Server")
		case *ast.Ident:
			switch o := g.Info.Uses[n].(type) {
			case *types.Func:
				if o.Pkg() == g.Pkg && !syntax.IsAbstract(o) {
					m.funcs = append(m.funcs, o.Origin())
				}
			case *types.TypeName:
				if o.Pkg() == g.Pkg {
					m.types = append(m.types, o)
				}
			}
		}
		return true
	})
	return m
}

// InTestServer tells whether a literal is handed to a test server.
func (g *Graph) InTestServer(l *ast.FuncLit) bool { return g.served()[l] }

// findServed reads the arguments of the package's functions, and what stands inside
// them.
func (g *Graph) findServed() map[*ast.FuncLit]bool {
	out := map[*ast.FuncLit]bool{}
	if !importsTestServer(g.Pkg) {
		return out
	}
	for _, file := range g.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if f := syntax.Callee(g.Info, c); f == nil || f.Pkg() == nil || f.Pkg().Path() != serves {
				return true
			}
			for _, a := range c.Args {
				ast.Inspect(a, func(n ast.Node) bool {
					if l, ok := n.(*ast.FuncLit); ok {
						out[l] = true
					}
					return true
				})
			}
			return true
		})
	}
	return out
}

// IsTestHelper tells whether a function is a test's: it is given a *testing.T.
func IsTestHelper(sig *types.Signature) bool {
	return syntax.AnyOf(sig.Params(), func(t types.Type) bool {
		n := syntax.NamedOf(t)
		return n != nil && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "testing"
	})
}
