package engine

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A package that starts servers of net/http/httptest outside its tests has doubles
// of other servers, and nothing is reported in these: in the functions that start
// one, and in what only they mention, be it directly or not.

// mentioned is what a function names of its package.
type mentioned struct {
	funcs  []*fn
	types  []*types.TypeName
	starts bool // a test server
}

// doubles finds the functions of test doubles.
func (p *pkg) doubles() map[*fn]bool {
	out := map[*fn]bool{}
	if !importsPath(p.tpkg, "net/http/httptest") {
		return out
	}
	of := map[*fn]mentioned{}
	methods := map[*types.TypeName][]*fn{}
	for _, f := range p.decls {
		of[f] = p.mentionsOf(f.body)
		if n := syntax.NamedOf(syntax.Param(f.sig, -1)); n != nil {
			methods[n.Obj()] = append(methods[n.Obj()], f)
		}
	}
	doubled := map[*types.TypeName]bool{}
	var reach func(f *fn)
	reach = func(f *fn) {
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
	for _, f := range p.decls {
		if of[f].starts {
			reach(f)
		}
	}
	// What others mention serves them too, and so does what that mentions.
	var spare func(m mentioned)
	drop := func(f *fn) {
		if out[f] && !of[f].starts {
			delete(out, f)
			spare(of[f])
		}
	}
	spare = func(m mentioned) {
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
	for _, f := range p.decls {
		if !out[f] {
			spare(of[f])
		} else if f.obj.Exported() && f.sig.Recv() == nil {
			drop(f) // for importers
		}
	}
	return out
}

// mentionsOf reads a body.
func (p *pkg) mentionsOf(body ast.Node) mentioned {
	var m mentioned
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			f := syntax.Callee(p.info, n)
			m.starts = m.starts || f != nil && f.Pkg() != nil && f.Pkg().Path() == "net/http/httptest" && strings.HasSuffix(f.Name(), "Server")
		case *ast.Ident:
			switch o := p.info.Uses[n].(type) {
			case *types.Func:
				if g := p.fns[o.Origin()]; g != nil {
					m.funcs = append(m.funcs, g)
				}
			case *types.TypeName:
				if o.Pkg() == p.tpkg {
					m.types = append(m.types, o)
				}
			}
		}
		return true
	})
	return m
}

// importsPath tells whether a package imports another.
func importsPath(p *types.Package, path string) bool {
	for _, q := range p.Imports() {
		if q.Path() == path {
			return true
		}
	}
	return false
}

// testHelper tells whether a function is a test's: it is given a *testing.T.
func testHelper(f *fn) bool {
	for v := range f.sig.Params().Variables() {
		if n := syntax.NamedOf(v.Type()); n != nil && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "testing" {
			return true
		}
	}
	return false
}
