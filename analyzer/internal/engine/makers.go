package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// makesError tells whether a function returns an error, and never nil: by what
// it returns, where that is in view or a fact says so. Of other packages'
// functions the name says it: New, Errorf, BadRequestError, if they are no
// methods, which may return what was kept, and are given no error, which they
// may hand back.
func (p *pkg) makesError(f *types.Func) bool {
	sig := f.Signature()
	if sig.Results().Len() != 1 || !syntax.IsError(sig.Results().At(0).Type()) {
		return false
	}
	if g := p.fns[f]; g != nil {
		return p.returnsSome(g)
	}
	if p.hasFacts(f.Pkg()) {
		return p.imported.makers[f.FullName()]
	}
	if sig.Recv() != nil || sig.Params().Len() == 0 {
		return false
	}
	for v := range sig.Params().Variables() {
		if syntax.IsError(v.Type()) {
			return false
		}
	}
	name := strings.ToLower(f.Name())
	return strings.HasPrefix(name, "new") || strings.HasPrefix(name, "err") || strings.HasSuffix(name, "error") || strings.HasSuffix(name, "errorf")
}

// returnsSome tells whether no return statement of a function may return nil.
func (p *pkg) returnsSome(g *fn) bool {
	if b, ok := p.makers[g]; ok {
		return b
	}
	if p.makers == nil {
		p.makers = map[*fn]bool{}
	}
	p.makers[g] = true // one that returns its own result adds nothing
	p.work++
	some, found := true, false
	values := syntax.Assigned(p.info, g.body)
	ast.Inspect(g.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = true
			some = some && len(n.Results) == 1 && p.isSome(n.Results[0], g.sig.Results().At(0).Type(), values)
		}
		return some
	})
	p.makers[g] = some && found
	return some && found
}

// isSome tells whether an expression that becomes a value of type t is not nil.
func (p *pkg) isSome(e ast.Expr, t types.Type, values map[types.Object][]ast.Expr) bool {
	e = ast.Unparen(e)
	tv := p.info.Types[e]
	if tv.Type == nil || tv.IsNil() {
		return false
	}
	if !types.IsInterface(tv.Type) && (types.IsInterface(t) || !nilable(tv.Type)) {
		return true // an interface that holds a nil pointer is not nil
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		return e.Op == token.AND
	case *ast.CompositeLit:
		return true
	case *ast.CallExpr:
		if tv := p.info.Types[e.Fun]; tv.IsBuiltin() || tv.IsType() {
			return tv.IsBuiltin() || len(e.Args) == 1 && p.isSome(e.Args[0], t, values)
		}
		f := syntax.Callee(p.info, e)
		return f != nil && p.makesError(f.Origin())
	case *ast.Ident, *ast.SelectorExpr:
		v := p.varOf(e)
		if v == nil || v.IsField() {
			return false
		}
		if v.Parent() == v.Pkg().Scope() {
			return p.globalNonNil(Loc{Root: Root{Kind: RootGlobal, Obj: v}})
		}
		all := values[v]
		return len(all) > 0 && !slices.ContainsFunc(all, func(x ast.Expr) bool {
			if x == nil {
				return true
			}
			_, plain := ast.Unparen(x).(*ast.Ident)
			return plain || !p.isSome(x, v.Type(), values)
		})
	}
	return false
}

// varOf is the variable that an expression names, or nil.
func (p *pkg) varOf(e ast.Expr) *types.Var {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, _ := p.info.Uses[e].(*types.Var)
		return v
	case *ast.SelectorExpr:
		v, _ := p.info.Uses[e.Sel].(*types.Var)
		return v
	}
	return nil
}

// nilable tells whether nil is a value of a type.
func nilable(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() == types.UnsafePointer || u.Kind() == types.UntypedNil
	case *types.Struct, *types.Array:
		return false
	}
	return true
}

// exportedMakers names the exported functions that always return an error.
func (p *pkg) exportedMakers() []string {
	var out []string
	for _, f := range p.decls {
		if f.obj.Exported() && len(out) < maxCarriers && p.makesError(f.obj) {
			out = append(out, f.obj.FullName())
		}
	}
	slices.Sort(out)
	return out
}
