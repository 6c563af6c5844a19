package engine

import (
	"go/ast"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Middlewares lists the functions of the package that wrap a handler and add a
// challenge to what passes through it: what a user might name as challenger.
// One that only answers with a 401 of its own adds none to other responses.
func (r *Result) Middlewares() []*ast.FuncDecl {
	p := r.pkg
	if len(p.fns) == 0 { // nothing here to do with HTTP
		return nil
	}
	var out []*ast.FuncDecl
	for f, d := range syntax.Functions(p.info, p.pass.Files) {
		if p.roles.IsMiddleware(f.Signature()) && !p.skippedAt(d.Pos()) && !r.answersWithin(d) && p.addsWithin(d) {
			out = append(out, d)
		}
	}
	return out
}

// answersWithin tells whether a challenge leaves with a status inside a
// declaration, there or in a function called there.
func (r *Result) answersWithin(d *ast.FuncDecl) bool {
	within := func(n ast.Node) bool { return n != nil && d.Pos() <= n.Pos() && n.Pos() < d.End() }
	for _, resp := range r.Responders {
		for _, h := range resp.Covered {
			if within(resp.Node) || within(h.Via) || d.Pos() <= h.Pos && h.Pos < d.End() {
				return true
			}
		}
	}
	return false
}

// addsWithin tells whether a declaration sets a challenge and goes on, or makes
// a writer that sets one. What sets one and returns has answered the request
// itself.
func (p *pkg) addsWithin(d *ast.FuncDecl) bool {
	found := false
	ast.PreorderStack(d, nil, func(n ast.Node, path []ast.Node) bool {
		path = append(path, n)
		adds := false
		if _, ok := p.sets[n]; ok {
			adds = true
		} else if id, ok := n.(*ast.Ident); ok {
			switch o := p.info.Uses[id].(type) {
			case *types.Func:
				sum := p.summaryOf(o.Origin())
				adds = sum.sets() && len(sum.events) == 0
			case *types.TypeName:
				found = found || p.writerVouches(o)
			}
		}
		found = found || adds && !returnsAfter(path)
		return true
	})
	return found
}

// returnsAfter tells whether the innermost block around a node ends in a
// return, and is not all that its function does.
func returnsAfter(path []ast.Node) bool {
	for i := len(path) - 1; i > 0; i-- {
		var list []ast.Stmt
		switch n := path[i].(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		case *ast.BlockStmt:
			switch path[i-1].(type) {
			case *ast.FuncLit, *ast.FuncDecl:
				return false
			}
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		default:
			continue
		}
		if len(list) > 0 {
			_, returns := list[len(list)-1].(*ast.ReturnStmt)
			return returns
		}
	}
	return false
}
