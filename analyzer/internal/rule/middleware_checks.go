package rule

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/know"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// idle tells whether a middleware never refuses anybody where it is used: what
// it asks says yes to all. What the call itself is given decides, or else what
// the package gives to any.
func (p *Package) idle(m *know.Middleware, c *ast.CallExpr) bool {
	if len(m.Asks) == 0 {
		return false
	}
	var given []ast.Expr
	if c != nil {
		given = p.askedBy(m, c)
	}
	if len(given) == 0 {
		for _, f := range p.Pass.Files {
			given = append(given, p.valuesOf(m.Asks, f)...)
		}
	}
	return len(given) > 0 && !slices.ContainsFunc(given, func(e ast.Expr) bool { return !p.saysYes(e, m) })
}

// askedBy lists what a call says that a middleware asks: in the fields of a
// literal, of a variable that it is handed, or as an argument of their type.
func (p *Package) askedBy(m *know.Middleware, c *ast.CallExpr) []ast.Expr {
	info := p.Pass.TypesInfo
	out := p.valuesOf(m.Asks, c)
	for _, arg := range c.Args {
		if slices.ContainsFunc(m.Asks, func(name string) bool {
			f, t := p.fieldVar(name), info.TypeOf(arg)
			return f != nil && t != nil && types.AssignableTo(t, f.Type()) && !info.Types[arg].IsNil()
		}) {
			out = append(out, arg)
			continue
		}
		if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && u.Op == token.AND {
			arg = u.X
		}
		id, _ := ast.Unparen(arg).(*ast.Ident)
		v, _ := info.Uses[id].(*types.Var)
		if v == nil || v.Kind() != types.LocalVar {
			continue
		}
		ast.Inspect(p.enclosingDecl(v.Pos()), func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && slices.ContainsFunc(a.Lhs, func(l ast.Expr) bool { return p.partOf(l, v) }) {
				out = append(out, p.valuesOf(m.Asks, a)...)
			}
			return true
		})
	}
	return out
}

// partOf tells whether an expression names a variable or a field of it.
func (p *Package) partOf(e ast.Expr, v *types.Var) bool {
	for {
		sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
		if !ok {
			break
		}
		e = sel.X
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && p.Pass.TypesInfo.ObjectOf(id) == v
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
			for l, d := range syntax.Given(n) {
				if sel, ok := ast.Unparen(l).(*ast.SelectorExpr); ok && is(sel.Sel) && d.Of == 1 {
					out = append(out, d.Expr)
				}
			}
		}
		return true
	})
	return out
}

// saysYes tells whether a function in view only ever returns a nil error, beside
// true if it returns a bool too, or is one of the library's that does.
func (p *Package) saysYes(e ast.Expr, m *know.Middleware) bool {
	var body *ast.BlockStmt
	switch e := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		body = e.Body
	case *ast.Ident:
		body = p.bodyOf(p.Pass.TypesInfo.Uses[e])
	case *ast.SelectorExpr:
		o := p.Pass.TypesInfo.Uses[e.Sel]
		if f, ok := o.(*types.Func); ok && slices.Contains(m.Idle, f.FullName()) {
			return true
		}
		body = p.bodyOf(o)
	}
	if body == nil {
		return false
	}
	for r := range syntax.Returns(body) {
		if len(r.Results) == 0 || slices.ContainsFunc(r.Results, func(e ast.Expr) bool {
			tv := p.Pass.TypesInfo.Types[e]
			return !tv.IsNil() && (tv.Value == nil || tv.Value.Kind() != constant.Bool || !constant.BoolVal(tv.Value))
		}) {
			return false
		}
	}
	return true
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

// leaves tells whether a call leaves a middleware its own answer to a failure: by
// the argument that says otherwise, and by what its validator returns.
func (p *Package) leaves(m *know.Middleware, c *ast.CallExpr) bool {
	if m.Failure > 0 && (c == nil || len(c.Args) < m.Failure || !p.Pass.TypesInfo.Types[c.Args[m.Failure-1]].IsNil()) {
		return false
	}
	return len(m.Refuses) == 0 || len(m.Beside) > 0 || c != nil && p.refusesWith(c, m.Refuses)
}

// stands tells whether a middleware is one in a file: what it needs beside it is
// there, or the package gives the library something that refuses.
func (p *Package) stands(m *know.Middleware, file *ast.File) bool {
	if len(m.With) == 0 || p.mentions(file, m.With) {
		return true
	}
	found := false
	for _, f := range p.Pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok && !found {
				fn := syntax.Callee(p.Pass.TypesInfo, c)
				found = fn != nil && slices.Contains(m.Beside, fn.FullName()) && p.refusesWith(c, m.Refuses)
			}
			return !found
		})
	}
	return found
}

// refusesWith tells whether a function that a call is given, as it stands or by
// the name of one of this package, or what that calls, returns an error with
// status 401 of those that are named; or whether the call is given such an error.
func (p *Package) refusesWith(c *ast.CallExpr, errors []string) bool {
	info := p.Pass.TypesInfo
	found := false
	made := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			id := calledIdent(n)
			fn, ok := info.Uses[id].(*types.Func)
			found = found || id != nil && ok && slices.Contains(errors, fn.FullName()) && p.says401(n)
		case *ast.Ident:
			v, ok := info.Uses[n].(*types.Var)
			found = found || ok && v.Pkg() != nil && slices.Contains(errors, v.Pkg().Path()+"."+v.Name())
		}
		return !found
	}
	var bodies []*ast.BlockStmt
	add := func(b *ast.BlockStmt) {
		if b != nil && !slices.Contains(bodies, b) {
			bodies = append(bodies, b)
		}
	}
	for _, e := range c.Args {
		ast.Inspect(e, made)
		ast.Inspect(e, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				add(n.Body)
			case *ast.Ident:
				add(p.bodyOf(info.Uses[n]))
			}
			return true
		})
	}
	for i := 0; i < len(bodies) && !found; i++ {
		ast.Inspect(bodies[i], func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ReturnStmt:
				for _, e := range n.Results {
					ast.Inspect(e, made)
				}
			case *ast.CallExpr:
				if fn := syntax.Callee(info, n); fn != nil && returnsError(fn) {
					add(p.bodyOf(fn))
				}
			}
			return !found
		})
	}
	return found
}

// returnsError tells whether the last result of a function is an error.
func returnsError(f *types.Func) bool {
	r := f.Signature().Results()
	return r.Len() > 0 && types.Identical(r.At(r.Len()-1).Type(), types.Universe.Lookup("error").Type())
}

// says401 tells whether a call is given the status 401, or a code that stands for
// it, and no challenge for a text.
func (p *Package) says401(c *ast.CallExpr) bool {
	found := false
	for _, e := range c.Args {
		tv := p.Pass.TypesInfo.Types[e]
		if tv.Value == nil {
			continue
		}
		if v := tv.Value; v.Kind() == constant.String {
			if cs, err := challenge.Parse(constant.StringVal(v)); err == nil && len(cs) > 0 && len(cs[0].Params) > 0 {
				return false
			}
		}
		found = found || tv.Value.ExactString() == "401" || p.fixes.IsStatus(e, 401)
	}
	return found
}

// literalUse is the use of a middleware that is made by a literal, nil for other
// literals and for one whose realm has the quotes that the library leaves out.
func (p *Package) literalUse(lit *ast.CompositeLit, byCall map[string]*know.Middleware) *middlewareUse {
	n, ok := types.Unalias(p.Pass.TypesInfo.TypeOf(lit)).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || lit.Type == nil {
		return nil
	}
	m := byCall[n.Obj().Pkg().Path()+"."+n.Obj().Name()]
	if m == nil {
		return nil
	}
	for _, el := range lit.Elts {
		kv, ok := el.(*ast.KeyValueExpr)
		if !ok {
			return nil
		}
		if id, ok := kv.Key.(*ast.Ident); ok && id.Name == m.Realm {
			if v := p.Pass.TypesInfo.Types[kv.Value].Value; v != nil && v.Kind() == constant.String && strings.HasPrefix(constant.StringVal(v), `"`) {
				return nil
			}
		}
	}
	return &middlewareUse{row: m, node: lit, name: types.ExprString(lit.Type)}
}

// returnsLiteral tells whether a function of this package returns nothing but
// known configurations.
func (p *Package) returnsLiteral(o types.Object, pkg *types.Package, depth int) bool {
	body := p.bodyOf(o)
	if body == nil {
		return false
	}
	found := false
	for r := range syntax.Returns(body) {
		if found = len(r.Results) > 0 && p.knownConfig(r.Results[0], pkg, depth); !found {
			break
		}
	}
	return found
}
