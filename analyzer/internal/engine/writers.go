package engine

import (
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
	"go/ast"
	"go/token"
	"go/types"
)

// What functions a field can hold, where all that writes it is in view: then a
// call through the field can be followed.

// maxCallees bounds the functions that a call through a field is followed to.
const maxCallees = 4

// held are the functions that a field can hold.
type held struct {
	lits  []*ast.FuncLit
	funcs []*types.Func
	open  bool // it may hold others
}

// heldBy tells what a field of a function type can hold; nil where that is not
// known.
func (p *pkg) heldBy(v *types.Var) *held {
	if p.fields == nil {
		p.fields = map[*types.Var]*held{}
		p.eachDecl(func(d ast.Decl) {
			ast.Inspect(d, func(n ast.Node) bool {
				p.noteWrites(n)
				return true
			})
		})
	}
	h := p.fields[v]
	if h == nil || h.open || len(h.lits)+len(h.funcs) > maxCallees {
		return nil
	}
	return h
}

func (p *pkg) noteWrites(n ast.Node) {
	switch n := n.(type) {
	case *ast.CompositeLit:
		p.noteLiteral(n)
	case *ast.AssignStmt:
		for i, l := range n.Lhs {
			sel, ok := ast.Unparen(l).(*ast.SelectorExpr)
			if !ok {
				continue
			}
			if v, ok := p.info.Uses[sel.Sel].(*types.Var); ok && v.IsField() {
				if len(n.Lhs) == len(n.Rhs) {
					p.noteWrite(v, n.Rhs[i])
				} else {
					p.noteWrite(v, nil)
				}
			}
		}
	case *ast.UnaryExpr:
		if sel, ok := ast.Unparen(n.X).(*ast.SelectorExpr); ok && n.Op == token.AND {
			if v, ok := p.info.Uses[sel.Sel].(*types.Var); ok && v.IsField() {
				p.noteWrite(v, nil)
			}
		}
	}
}

func (p *pkg) noteLiteral(n *ast.CompositeLit) {
	t := p.info.TypeOf(n)
	if t == nil {
		return
	}
	st, ok := syntax.Deref(t).Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok {
				if v, ok := p.info.Uses[id].(*types.Var); ok {
					p.noteWrite(v, kv.Value)
				}
			}
		} else if i < st.NumFields() {
			p.noteWrite(st.Field(i), e)
		}
	}
}

// noteWrite notes that a field may hold what an expression gives; nil is
// anything.
func (p *pkg) noteWrite(v *types.Var, e ast.Expr) {
	if _, ok := v.Type().Underlying().(*types.Signature); !ok {
		return
	}
	v = v.Origin()
	h := p.fields[v]
	if h == nil {
		h = &held{open: v.Exported() && p.tpkg.Name() != "main" && p.ofExported(v)}
		p.fields[v] = h
	}
	if c, ok := e.(*ast.CallExpr); ok && len(c.Args) == 1 && p.info.Types[c.Fun].IsType() {
		e = ast.Unparen(c.Args[0])
	}
	switch x := e.(type) {
	case *ast.FuncLit:
		h.lits = append(h.lits, x)
		return
	case *ast.Ident:
		if f, ok := p.info.Uses[x].(*types.Func); ok {
			h.funcs = append(h.funcs, f.Origin())
			return
		}
		if p.info.Types[x].IsNil() {
			return
		}
	case *ast.SelectorExpr:
		if f, ok := p.info.Uses[x.Sel].(*types.Func); ok && p.info.Selections[x] == nil {
			h.funcs = append(h.funcs, f.Origin())
			return
		}
	}
	h.open = true
}

// ofExported tells whether a field is one of a type that other packages can
// name, or that has none.
func (p *pkg) ofExported(v *types.Var) bool {
	scope := p.tpkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		if st, ok := tn.Type().Underlying().(*types.Struct); ok {
			for f := range st.Fields() {
				if f == v {
					return tn.Exported()
				}
			}
		}
	}
	return true
}

// throughField lists the functions that a call of a field runs; nil where they
// are not known.
func (in *interp) throughField(f ast.Expr) []Atom {
	sel, ok := f.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	v, ok := in.info.Uses[sel.Sel].(*types.Var)
	if !ok || !v.IsField() {
		return nil
	}
	h := in.heldBy(v.Origin())
	if h == nil {
		return nil
	}
	var out []Atom
	for _, l := range h.lits {
		if in.ownerOf(l) == nil {
			return nil
		}
		out = append(out, Atom{Kind: AtomLit, Obj: l})
	}
	for _, g := range h.funcs {
		out = append(out, Atom{Kind: AtomFunc, Obj: g})
	}
	return out
}

// ownerOf is the function that a literal stands in, analysed or not; nil at
// package level.
func (p *pkg) ownerOf(l *ast.FuncLit) *fn {
	if f := p.lits[l]; f != nil {
		return f
	}
	for _, d := range p.decls {
		if d.body.Pos() > l.Pos() || l.End() > d.body.End() {
			continue
		}
		owner := d
		ast.Inspect(d.body, func(n ast.Node) bool {
			if x, ok := n.(*ast.FuncLit); ok && x != l && x.Pos() <= l.Pos() && l.End() <= x.End() {
				owner = nil // of another literal, which is analysed with its own owner
			}
			return owner != nil
		})
		return owner
	}
	return nil
}

// litOf is a literal as a function, wherever it stands.
func (in *interp) litOf(l *ast.FuncLit) *fn {
	if in.lits[l] == nil {
		if owner := in.ownerOf(l); owner != nil && owner != in.fn {
			return (&interp{pkg: in.pkg, fn: owner, budget: in.budget}).litFn(l)
		}
	}
	return in.litFn(l)
}
