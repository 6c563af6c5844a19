package rule

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/fix"
	"github.com/authstatus/authstatus/analyzer/internal/know"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A server may be made in one function, or package, and be given a middleware in
// another, as code generators write it. What answers is settled where it is
// made, so the finding stands there.

// A HandsFact says which middlewares a function gives to what it is handed.
type HandsFact struct{ Given []Given }

// Given is a middleware that a parameter is given.
type Given struct {
	Param int
	Call  string // what makes the middleware
	In    string // the function that calls it
}

// AFact makes it a fact.
func (*HandsFact) AFact() {}

// hands is what a package gives to what it is handed.
type hands struct {
	*Package
	byCall    map[string]*know.Middleware
	mentioned map[string]bool // headers
	uses      usesOf
	given     map[*types.Func][]Given
}

// fill finds the middlewares that functions of the package give to what they
// are handed.
func (p *hands) fill() {
	for again := true; again; { // until calls inside the package say no more
		again = false
		for _, f := range p.Pass.Files {
			for _, d := range f.Decls {
				fd, ok := d.(*ast.FuncDecl)
				if !ok || fd.Body == nil {
					continue
				}
				fn, ok := p.Pass.TypesInfo.Defs[fd.Name].(*types.Func)
				if !ok {
					continue
				}
				for _, g := range p.in(fd, fn) {
					if !slices.Contains(p.given[fn], g) {
						p.given[fn], again = append(p.given[fn], g), true
					}
				}
			}
		}
	}
}

// in finds what one function gives to its parameters. A middleware counts for
// the parameter that its call mentions, or the next around it, and that is of the
// type which is made with it.
func (p *hands) in(fd *ast.FuncDecl, fn *types.Func) []Given {
	var out []Given
	sig := fn.Signature()
	param := func(n ast.Node, m *know.Middleware) int {
		for i := range sig.Params().Len() {
			if v := sig.Params().At(i); p.madeWith(m, v.Type()) && p.names(n, v) {
				return i
			}
		}
		return -1
	}
	ast.PreorderStack(fd.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		callee := syntax.Callee(p.Pass.TypesInfo, c)
		if callee == nil {
			return true
		}
		for _, g := range p.by(callee) {
			if m := p.byCall[g.Call]; m != nil && g.Param < len(c.Args) && p.variable(c.Args[g.Param]) != nil {
				if i := param(c.Args[g.Param], m); i >= 0 {
					out = append(out, Given{i, g.Call, g.In})
				}
			}
		}
		m := p.byCall[callee.FullName()]
		if m == nil || len(m.With) == 0 || p.mentions(p.file(c.Pos()), m.With) {
			return true // what is made and used in one file is looked at there
		}
		if h, _ := header(m.Status); p.mentioned[h] || p.idle(m, c) || !p.uses.leave(m) {
			return true
		}
		for _, around := range slices.Backward(append(stack, c)) {
			if _, ok := around.(*ast.CallExpr); !ok {
				continue
			}
			if i := param(around, m); i >= 0 {
				out = append(out, Given{i, callee.FullName(), fd.Name.Name})
				break
			}
		}
		return true
	})
	return out
}

// madeWith tells whether one of the calls that a middleware goes with returns a
// value of the type.
func (p *Package) madeWith(m *know.Middleware, t types.Type) bool {
	for _, imp := range p.Pass.Pkg.Imports() {
		for _, w := range m.With {
			name, ok := strings.CutPrefix(w, imp.Path()+".")
			if !ok {
				continue
			}
			if fn, ok := imp.Scope().Lookup(name).(*types.Func); ok && fn.Signature().Results().Len() > 0 && types.Identical(fn.Signature().Results().At(0).Type(), t) {
				return true
			}
		}
	}
	return false
}

// by lists what a function gives to its parameters.
func (p *hands) by(fn *types.Func) []Given {
	fn = fn.Origin()
	if fn.Pkg() == nil || fn.Pkg() == p.Pass.Pkg {
		return p.given[fn]
	}
	var fact HandsFact
	if p.Pass.ImportObjectFact != nil && fix.SameProject(fn.Pkg().Path(), p.Pass.Pkg.Path()) && p.Pass.ImportObjectFact(fn, &fact) {
		return fact.Given
	}
	return nil
}

// names tells whether a node mentions a variable.
func (p *Package) names(n ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && p.Pass.TypesInfo.Uses[id] == v
		return !found
	})
	return found
}

// variable is what an expression names, if that is a variable.
func (p *Package) variable(e ast.Expr) *types.Var {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, _ := p.Pass.TypesInfo.Uses[id].(*types.Var)
	return v
}

// handedMiddlewares finds servers that are made without a word on what answers,
// and handed to functions that give them such a middleware.
func (p *Package) handedMiddlewares(byCall map[string]*know.Middleware, mentioned map[string]bool, uses usesOf) []middlewareUse {
	if !slices.ContainsFunc(know.Middlewares(), func(m *know.Middleware) bool { return len(m.With) > 0 && byCall[m.Calls[0]] != nil }) {
		return nil
	}
	h := &hands{p, byCall, mentioned, uses, map[*types.Func][]Given{}}
	h.fill()
	if p.Pass.ExportObjectFact != nil {
		for fn, given := range h.given {
			if fn.Exported() {
				p.Pass.ExportObjectFact(fn, &HandsFact{given})
			}
		}
	}
	type server struct {
		maker *ast.CallExpr
		m     *know.Middleware
	}
	done := map[server]bool{}
	var out []middlewareUse
	for _, file := range p.Pass.Files {
		if p.skip(file) {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			callee := syntax.Callee(p.Pass.TypesInfo, c)
			if callee == nil {
				return true
			}
			for _, g := range h.by(callee) {
				m := byCall[g.Call]
				if m == nil || g.Param >= len(c.Args) {
					continue
				}
				maker := p.madeBy(c.Args[g.Param], m.With)
				if maker == nil || done[server{maker, m}] || !h.leavesDefault(maker, m) {
					continue
				}
				done[server{maker, m}] = true
				out = append(out, middlewareUse{row: m, node: maker, name: shortKey(g.Call) + ", which " + g.In + " gives it,"})
			}
			return true
		})
	}
	return out
}

// madeBy is the call of one of the functions that made what an expression is:
// the expression itself, or what its variable was defined with and only that.
func (p *Package) madeBy(e ast.Expr, makers []string) *ast.CallExpr {
	is := func(e ast.Expr) *ast.CallExpr {
		if c, ok := ast.Unparen(e).(*ast.CallExpr); ok {
			if fn := syntax.Callee(p.Pass.TypesInfo, c); fn != nil && slices.Contains(makers, fn.FullName()) {
				return c
			}
		}
		return nil
	}
	v := p.variable(e)
	if v == nil || v.Pkg() != p.Pass.Pkg {
		return is(e)
	}
	var maker *ast.CallExpr
	sets := 0
	set := func(l, r ast.Expr) {
		if id, ok := l.(*ast.Ident); ok && p.Pass.TypesInfo.ObjectOf(id) == v {
			sets++
			if r != nil {
				maker = is(r)
			}
		}
	}
	ast.Inspect(p.file(v.Pos()), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt, *ast.ValueSpec:
			for l, d := range syntax.Given(n) {
				set(l, d.Expr)
			}
		}
		return true
	})
	if sets != 1 || v.Parent() == p.Pass.Pkg.Scope() && v.Exported() {
		return nil
	}
	return maker
}

// leavesDefault tells whether a call that makes a server leaves the middleware
// its default error handling, and all options that it is given are in view.
func (p *hands) leavesDefault(maker *ast.CallExpr, m *know.Middleware) bool {
	fn := syntax.Callee(p.Pass.TypesInfo, maker)
	if h, _ := header(m.Status); p.mentioned[h] || maker.Ellipsis.IsValid() {
		return false
	}
	if fn.Signature().Variadic() {
		for _, a := range maker.Args[min(fn.Signature().Params().Len()-1, len(maker.Args)):] {
			c, ok := ast.Unparen(a).(*ast.CallExpr)
			if !ok {
				return false
			}
			opt := syntax.Callee(p.Pass.TypesInfo, c)
			if opt == nil || opt.Pkg() != fn.Pkg() || slices.Contains(m.Options, opt.FullName()) {
				return false
			}
		}
	}
	uses := p.uses
	uses.funcs = maps.Clone(uses.funcs)
	for _, o := range m.Options {
		delete(uses.funcs, o) // it configures another server
	}
	return uses.leave(m)
}
