package rule

import (
	"go/ast"
	"go/types"
	"slices"
)

// idle tells whether a middleware never refuses anybody where it is used: what
// it asks says yes to all. What the call itself is given decides, or else what
// the package gives to any.
func (p *Package) idle(m *middleware, c *ast.CallExpr) bool {
	if len(m.asks) == 0 {
		return false
	}
	var given []ast.Expr
	if c != nil {
		given = p.valuesOf(m.asks, c)
	}
	if len(given) == 0 {
		for _, f := range p.Pass.Files {
			given = append(given, p.valuesOf(m.asks, f)...)
		}
	}
	return len(given) > 0 && !slices.ContainsFunc(given, func(e ast.Expr) bool { return !p.saysYes(e, m) })
}

// valuesOf lists what fields are set to inside a node.
func (p *Package) valuesOf(fields []string, n ast.Node) []ast.Expr {
	var out []ast.Expr
	is := func(id *ast.Ident) bool {
		v, ok := p.Pass.TypesInfo.Uses[id].(*types.Var)
		return ok && v.IsField() && slices.ContainsFunc(fields, func(name string) bool { return p.fieldVar(name) == v })
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok && is(id) {
				out = append(out, n.Value)
			}
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if sel, ok := ast.Unparen(l).(*ast.SelectorExpr); ok && is(sel.Sel) && len(n.Lhs) == len(n.Rhs) {
					out = append(out, n.Rhs[i])
				}
			}
		}
		return true
	})
	return out
}

// saysYes tells whether a function in view only ever returns a nil error, or is
// one of the library's that does.
func (p *Package) saysYes(e ast.Expr, m *middleware) bool {
	var body *ast.BlockStmt
	switch e := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		body = e.Body
	case *ast.Ident:
		body = p.bodyOf(p.Pass.TypesInfo.Uses[e])
	case *ast.SelectorExpr:
		o := p.Pass.TypesInfo.Uses[e.Sel]
		if f, ok := o.(*types.Func); ok && slices.Contains(m.idle, f.FullName()) {
			return true
		}
		body = p.bodyOf(o)
	}
	if body == nil {
		return false
	}
	yes := true
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			yes = yes && len(n.Results) > 0 && p.Pass.TypesInfo.Types[n.Results[len(n.Results)-1]].IsNil()
		}
		return yes
	})
	return yes
}

// bodyOf is the body of a function of this package, nil for others.
func (p *Package) bodyOf(o types.Object) *ast.BlockStmt {
	f, ok := o.(*types.Func)
	if !ok || f.Pkg() != p.Pass.Pkg {
		return nil
	}
	if fd := p.enclosingDecl(f.Pos()); fd != nil {
		return fd.Body
	}
	return nil
}
