package engine

import (
	"go/ast"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Errors that a handler returns may be answered by a function in place of its
// framework. Which function that is, the wiring tells.

// Roles are what types and functions of the package have to do with answers.
func (v *View) Roles() *roles.Roles { return v.p.roles }

// AnswersErrors tells whether a function, a *ast.FuncDecl or a *ast.FuncLit, which
// answers errors or makes those that are answered, adds the challenge, may do so, or
// is reported itself among some responders.
func (v *View) AnswersErrors(n ast.Node, makes bool, rs []*Responder) bool {
	if makes {
		return v.p.roles.ReturnHeaders(n, len(v.p.challengeNames()) > 0)
	}
	for _, f := range v.p.functions() {
		if f.node() == n && f.sum != nil && !f.sum.unknown && !f.sum.sets() {
			return slices.ContainsFunc(rs, func(r *Responder) bool {
				return len(r.Lacking) > 0 && n.Pos() <= r.Node.Pos() && r.Node.Pos() < n.End()
			})
		}
	}
	return true
}

// RunsFirst is the variable whose function a library's function, by its full name, runs
// first with the response; or "".
func (v *View) RunsFirst(name string) string {
	for _, r := range v.p.Table.Rows(name) {
		if r.Calls.Kind == model.Text {
			return r.Calls.Text
		}
	}
	return ""
}

// MaySet tells whether a function, a *ast.FuncDecl or a *ast.FuncLit, sets a challenge on
// a response that it is given, or may do so.
func (v *View) MaySet(n ast.Node) bool {
	for _, f := range v.p.functions() {
		if f.node() == n {
			return f.sum != nil && (f.sum.unknown || f.sum.vouches || f.sum.touches(func(_ Loc, ch Challenge, _ []domain.Pred) bool { return !ch.lacks() }))
		}
	}
	return true
}

// setFirst tells whether what sends a status first runs a function of the program that
// sets the challenge, or may.
func setFirst(p *pkg, e *event) (set bool) {
	if e.site == nil {
		return false
	}
	c, ok := e.site.node.(*ast.CallExpr)
	if !ok {
		return false
	}
	f := syntax.Callee(p.info, c)
	if f == nil || !slices.ContainsFunc(p.roles.Rows(f), func(r model.Row) bool { return r.Calls.Kind == model.Text }) {
		return false
	}
	if w := p.wiring(); w != nil {
		p.stage(func() { set = w.SetsFirst(f.FullName()) })
	}
	return set
}

// An Answer is what becomes of the errors that a function returns to its framework.
type Answer struct {
	Caught bool   // a function answers them, and adds the challenge, or may
	Way    string // a way on which none does, where on others one does
}

// answered is what becomes of the errors that a function returns.
func (p *pkg) answered(f *fn, rs []*Responder) (a Answer) {
	if w := p.wiring(); w != nil {
		p.stage(func() { a = w.Answered(f.node(), rs) })
	}
	return a
}
