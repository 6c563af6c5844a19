package engine

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// tidies tells whether a call of an interface's method is given the response and
// not the request, returns nothing, and stands elsewhere in this package right
// before a constant status that asks for no credentials: it has nothing to judge
// by, answers nobody, and sets no challenge, as one that clears a session's cookie.
func (p *pkg) tidies(c *ast.CallExpr) bool {
	f := p.asideMethod(c)
	if f == nil {
		return false
	}
	if p.tidy == nil {
		p.tidy = map[*types.Func]bool{}
		for _, file := range p.files {
			ast.Inspect(file, func(n ast.Node) bool {
				p.noteTidy(syntax.Statements(n))
				return true
			})
		}
	}
	return p.tidy[f]
}

// asideMethod is the method of an interface that a call is of, if it is given a
// response, and nothing that it could answer by.
func (p *pkg) asideMethod(c *ast.CallExpr) *types.Func {
	f := syntax.Callee(p.info, c)
	if f == nil || f.Signature().Recv() == nil || !types.IsInterface(f.Signature().Recv().Type()) || f.Signature().Results().Len() > 0 {
		return nil
	}
	given := false
	for v := range f.Signature().Params().Variables() {
		if roles.IsRequest(v.Type()) || roles.IsHeader(v.Type()) || syntax.IsInt(v.Type()) || syntax.IsError(v.Type()) {
			return nil
		}
		given = given || p.roles.IsResponse(v.Type())
	}
	if !given {
		return nil
	}
	return f.Origin()
}

// noteTidy notes the methods that are called in a list of statements, where what
// is done to a response next, but for its header, is that another status is sent.
func (p *pkg) noteTidy(list []ast.Stmt) {
	var open []*types.Func
	for _, stmt := range list {
		calls, sends, asks, touches := p.aside(stmt)
		for _, f := range open {
			if sends && !asks {
				p.tidy[f] = true
			}
		}
		if sends || touches {
			open = nil
		}
		if _, plain := stmt.(*ast.ExprStmt); plain {
			open = append(open, calls...)
		}
	}
}

// aside lists the calls in a statement that may tidy a response, and tells
// whether it has a constant status, one that asks for credentials, and another
// use of a response.
func (p *pkg) aside(stmt ast.Stmt) (calls []*types.Func, sends, asks, touches bool) {
	ast.Inspect(stmt, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		if c, ok := e.(*ast.CallExpr); ok {
			if f := p.asideMethod(c); f != nil {
				calls = append(calls, f)
				return false
			}
		}
		tv := p.info.Types[e]
		if tv.Value == nil {
			touches = touches || tv.IsValue() && p.roles.IsResponse(tv.Type)
			return tv.Type == nil || !roles.IsHeader(tv.Type)
		}
		if n, exact := constant.Int64Val(constant.ToInt(tv.Value)); exact && 100 <= n && n <= 599 {
			sends, asks = true, asks || n == 401 || n == 407
		}
		return true
	})
	return calls, sends, asks, touches
}

// bodyCode tells whether a constant is one of a family of codes of which others
// are no statuses: such codes are written into bodies. A family are the
// constants of a type that was declared, or those of a plain one that stand side
// by side.
func bodyCode(c *types.Const) bool {
	if c.Pkg() == nil || c.Parent() != c.Pkg().Scope() {
		return false
	}
	var all []types.Object
	for _, name := range c.Pkg().Scope().Names() {
		all = append(all, c.Pkg().Scope().Lookup(name))
	}
	like := func(o types.Object) bool {
		k, ok := o.(*types.Const)
		return ok && types.Identical(k.Type(), c.Type())
	}
	from, to := 0, len(all)
	if _, plain := types.Unalias(c.Type()).(*types.Basic); plain {
		slices.SortFunc(all, func(a, b types.Object) int { return cmp.Compare(a.Pos(), b.Pos()) })
		from = slices.Index(all, types.Object(c))
		for to = from; from > 0 && like(all[from-1]); from-- {
		}
		for to < len(all) && like(all[to]) {
			to++
		}
	}
	return slices.ContainsFunc(all[from:to], func(o types.Object) bool {
		if !like(o) {
			return false
		}
		n, exact := constant.Int64Val(constant.ToInt(o.(*types.Const).Val()))
		return exact && maxStatus < n && n < maxBodyCode
	})
}

// Codes that are written into bodies have more digits than a status, and fewer
// than sizes.
const (
	maxStatus   = 999
	maxBodyCode = 1_000_000
)

// givesBodyCode tells whether an expression takes a 401 or 403 from such a family.
func (p *pkg) givesBodyCode(e ast.Expr) bool {
	for n := range ast.Preorder(e) {
		id, _ := n.(*ast.Ident)
		if c, ok := p.info.Uses[id].(*types.Const); ok && c.Val().Kind() == constant.Int {
			if n, _ := constant.Int64Val(c.Val()); IsChoice(n) && bodyCode(c) {
				return true
			}
		}
	}
	return false
}
