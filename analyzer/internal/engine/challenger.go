package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A challenger is a function that the user says adds the challenge. One that
// is given the response acts where it is called. One that is not (a
// middleware, an error handler that a framework calls) covers every response
// of the server, because how routes are wired can't be seen.

// Unproven is a challenger in view that sets no challenge anybody can see.
type Unproven struct {
	Name string
	Pos  token.Pos
}

// coverage tells whether a challenger covers the whole server, and which of
// those declared here set no challenge.
func (p *pkg) coverage() (all bool, unproven []Unproven) {
	for name := range p.challengers {
		f := p.funcByName(name)
		if f == nil || !p.roles.Takes(f.Signature()) {
			all = true
		}
		if g := p.fns[f]; g != nil && !p.setsWithin(g.decl) {
			unproven = append(unproven, Unproven{name, g.decl.Name.Pos()})
		}
	}
	return all, unproven
}

// funcByName finds path.Func or (*path.Type).Method among what is in view.
func (p *pkg) funcByName(name string) *types.Func {
	for f := range p.fns {
		if f.FullName() == name {
			return f
		}
	}
	if recv, method, ok := strings.Cut(name, ")."); ok {
		t := p.typeByName(strings.TrimPrefix(recv, "("))
		if t == nil {
			return nil
		}
		obj, _, _ := types.LookupFieldOrMethod(t, true, p.tpkg, method)
		f, _ := obj.(*types.Func)
		return f
	}
	f, _ := p.objByName(name).(*types.Func)
	return f
}

// setsWithin tells whether a challenge is set inside a declaration, by what it
// calls, or by a writer that it makes.
func (p *pkg) setsWithin(d *ast.FuncDecl) bool {
	for n := range p.sets {
		if d.Pos() <= n.Pos() && n.Pos() < d.End() {
			return true
		}
	}
	for n := range ast.Preorder(d) {
		id, _ := n.(*ast.Ident)
		switch o := p.info.Uses[id].(type) {
		case *types.Func:
			if p.summaryOf(o.Origin()).sets() {
				return true
			}
		case *types.TypeName:
			if p.writerVouches(o) {
				return true
			}
		}
	}
	return false
}

// writerVouches tells whether a type is a writer that sets a challenge itself.
func (p *pkg) writerVouches(o *types.TypeName) bool {
	nt, ok := o.Type().(*types.Named)
	return ok && p.roles.IsWriter(types.NewPointer(nt)) && p.typeVouches(nt)
}
