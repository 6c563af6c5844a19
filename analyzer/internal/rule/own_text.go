package rule

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Some frameworks answer an error with code Unauthenticated by a challenge that
// is the text of the error, over any that is set, as grpc-gateway's default
// handler. The engine takes the challenge of such an answer for unknown; what is
// sent can be told where the error is made in the call.

// ownTexts calls see for each answer of a framework that sends the text of an
// error as a challenge.
func (p *Package) ownTexts(see func(call *ast.CallExpr, err ast.Expr)) {
	for _, f := range p.Pass.Files {
		if p.skip(f) {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				if e := p.fixes.OwnText(c); e != nil {
					see(c, ast.Unparen(e))
				}
			}
			return true
		})
	}
}

// overwritten finds challenges that are set on the way to such an answer.
func (p *Package) overwritten() []analysis.Diagnostic {
	var out []analysis.Diagnostic
	p.ownTexts(func(c *ast.CallExpr, err ast.Expr) {
		if lit := literalOf(err); lit != nil {
			if _, _, own := p.fixes.Inner(lit); own {
				return // with a status of its own the challenge may stay
			}
		}
		for _, u := range p.Challenges {
			if !strings.EqualFold(u.Key, "WWW-Authenticate") || !p.leadsTo(u.Node, c) {
				continue
			}
			d := diagnostic(idLate, c, "challenge [late-challenge]: %s writes the error's text over the WWW-Authenticate that is set on line %d: answer a 401 without it, or make the challenge the text of the error (RFC 9110 §11.6.1)", types.ExprString(c.Fun), p.line(u.Node.Pos()))
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: u.Node.Pos(), End: u.Node.End(), Message: "set here, and written over"})
			out = append(out, d)
			return
		}
	})
	return out
}

// malformedTexts finds texts that such an answer sends and that are no challenges.
func (p *Package) malformedTexts() []analysis.Diagnostic {
	var out []analysis.Diagnostic
	p.ownTexts(func(c *ast.CallExpr, err ast.Expr) {
		made, ok := err.(*ast.CallExpr)
		if !ok {
			return
		}
		text, status := p.fixes.ErrorText(made)
		if text == nil || status == nil || !p.fixes.IsStatus(status, 401) {
			return
		}
		tv := p.Pass.TypesInfo.Types[text]
		if tv.Value == nil || tv.Value.Kind() != constant.String {
			return
		}
		for _, q := range challenge.CheckPartial(parts(holes(constant.StringVal(tv.Value)), true), 401) {
			out = append(out, diagnostic(idInvalid, text, "challenge [invalid-challenge]: %s sends this text as a challenge, and %s (%s; %s)", types.ExprString(c.Fun), q.Text, q.RFC, q.Clients))
			return
		}
	})
	return out
}

// textless finds 401s of an error that has the status by itself, around one of
// another code, for which such an answer sends no challenge.
func (p *Package) textless() []analysis.Diagnostic {
	var out []analysis.Diagnostic
	p.ownTexts(func(c *ast.CallExpr, err ast.Expr) {
		lit := literalOf(err)
		if lit == nil {
			return
		}
		status, inner, ok := p.fixes.Inner(lit)
		if !ok || !p.fixes.IsStatus(status, 401) || p.setsIn(c) {
			return
		}
		if inner != nil && !p.Pass.TypesInfo.Types[inner].IsNil() {
			made, ok := ast.Unparen(inner).(*ast.CallExpr)
			if !ok {
				return
			}
			text, code := p.fixes.ErrorText(made)
			if text == nil || code == nil || p.Pass.TypesInfo.Types[code].Value == nil || p.fixes.IsStatus(code, 401) {
				return
			}
		}
		out = append(out, diagnostic(idMissing, c, "401 [missing-challenge]: %s sends no WWW-Authenticate for an error whose code is not Unauthenticated: set a challenge before it (RFC 9110 §15.5.2)", types.ExprString(c.Fun)))
	})
	return out
}

// literalOf is the literal that an expression is, or points to; nil for others.
func literalOf(e ast.Expr) *ast.CompositeLit {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok {
		e = u.X
	}
	lit, _ := ast.Unparen(e).(*ast.CompositeLit)
	return lit
}

// setsIn tells whether the function around a node sets a challenge.
func (p *Package) setsIn(n ast.Node) bool {
	f := p.enclosingFunc(n.Pos())
	for _, u := range p.Challenges {
		if f != nil && f.Pos() <= u.Node.Pos() && u.Node.Pos() < f.End() {
			return true
		}
	}
	return false
}

// leadsTo tells whether control goes from one node to a later one of the same
// function: both are under one list of statements, and nothing behind the first
// returns before.
func (p *Package) leadsTo(from, to ast.Node) bool {
	if from.End() > to.Pos() || p.enclosingFunc(from.Pos()) != p.enclosingFunc(to.Pos()) {
		return false
	}
	path := syntax.PathTo(p.file(from.Pos()), from.Pos())
	for i := len(path) - 1; i >= 0; i-- {
		list := syntax.Statements(path[i])
		if list == nil && path[i].End() > to.Pos() {
			return false // the other branch
		}
		for _, st := range list {
			switch {
			case st.Pos() <= from.Pos() && to.Pos() < st.End():
				return false // the other clause
			case st.Pos() <= to.Pos() && to.Pos() < st.End():
				return syntax.Statements(st) == nil || isBlock(st) // not another clause
			case st.Pos() >= from.End() && returns(st):
				return false
			}
		}
	}
	return false
}

func isBlock(st ast.Stmt) bool {
	_, ok := st.(*ast.BlockStmt)
	return ok
}

// returns tells whether a statement has one in it that leaves its function or the
// list that it stands in.
func returns(st ast.Stmt) bool {
	found := false
	ast.Inspect(st, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt, *ast.BranchStmt:
			found = true
		}
		return !found
	})
	return found
}
