package engine

import (
	"go/ast"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/roles"
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
