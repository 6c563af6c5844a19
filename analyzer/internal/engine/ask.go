package engine

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Part is a parameter of a function, or what a few steps from it lead to:
// fields, and methods without parameters.
type Part struct {
	Idx  int // -1 is the receiver
	Path string
}

// IsResponse tells whether a value of a type is a response, or what writes one.
func (r *Result) IsResponse(t types.Type) bool { return r.pkg.roles.IsResponse(t) }

// IsMiddleware tells whether a function wraps a handler, or gives what does.
func (r *Result) IsMiddleware(sig *types.Signature) bool { return r.pkg.roles.IsMiddleware(sig) }

// Sends says what a call answers with, as far as all that it sends agrees: the
// part that is the response, and the part that is the status.
func (r *Result) Sends(c *ast.CallExpr) (resp, status Part, ok bool) { return sends(r.pkg, c) }

func sends(p *pkg, c *ast.CallExpr) (resp, status Part, ok bool) {
	f := syntax.Callee(p.info, c)
	if f == nil {
		return Part{}, Part{}, false
	}
	m := p.summaryOf(f.Origin())
	if m == nil || m.unknown {
		return Part{}, Part{}, false
	}
	note := func(l Loc, v Value) bool {
		for _, a := range v.Atoms {
			if a.Kind != AtomRef || a.Loc.Root.Kind != RootParam || l.Root.Kind != RootParam {
				continue
			}
			q, s := Part{l.Root.Idx, l.Path.String()}, Part{a.Loc.Root.Idx, a.Loc.Path.String()}
			if ok && (q != resp || s != status) {
				return false
			}
			resp, status, ok = q, s, true
		}
		return true
	}
	for _, e := range m.events {
		if !note(e.resp, e.status) {
			return Part{}, Part{}, false
		}
	}
	for _, x := range m.exits {
		for _, q := range x.resps {
			if !note(q.loc, pendingValue(q.pending)) {
				return Part{}, Part{}, false
			}
		}
	}
	return resp, status, ok
}

// StatusOf is the 401 or 403 that every call of a function answers or returns,
// or that a package-level error stands for; 0 where there is none.
func (r *Result) StatusOf(o types.Object) int64 {
	switch o := o.(type) {
	case *types.Func:
		return r.pkg.alwaysStatus(o.Origin())
	case *types.Var:
		return r.pkg.standsFor(o)
	case *types.TypeName:
		return r.pkg.statusOfType(o.Type())
	}
	return 0
}

// Challenges401 tells whether all 401s that a function sends carry a challenge.
func (r *Result) Challenges401(f *types.Func) bool {
	m := r.pkg.summaryOf(f.Origin())
	if m == nil || m.unknown {
		return false
	}
	found := false
	for _, e := range m.events {
		for _, a := range e.status.Atoms {
			if a.Kind == AtomInt && a.Int == 401 {
				if e.ch != ChSet {
					return false
				}
				found = true
			}
		}
	}
	if m.sends != 401 {
		return found
	}
	// Another package's: its events stay there.
	for _, x := range m.exits {
		for _, q := range x.resps {
			if q.ch != ChSet {
				return false
			}
			found = true
		}
	}
	return found
}

// mend notes of each responder what an edit of it has to know.
func (p *pkg) mend(rs []*Responder) {
	by := map[ast.Node]*Responder{}
	for _, r := range rs {
		by[r.Node] = r
		r.Always, r.Direct = true, true // until something else is found
	}
	params := map[*Responder][]Loc{}
	own := map[*Responder]bool{} // its function is seen to send something
	for _, f := range p.functions() {
		if f.sum == nil || len(by) == 0 {
			continue
		}
		for _, e := range f.sum.events {
			r := by[e.site.node]
			if r == nil {
				continue
			}
			r.Direct = false
			r.Always = r.Always && !e.others
			r.Sets = r.Sets || e.ch == ChSet && f == e.site.fn
			r.Wiped = r.Wiped || e.ch == ChNone && (e.resp.Root.Kind == RootParam || e.resp.Root.Kind == RootCaptured)
			for _, a := range e.status.Atoms {
				r.Always = r.Always && a.Kind == AtomInt && len(r.Lacking) > 0 && a.Int == r.Lacking[0].Status
				if f != e.site.fn {
					continue
				}
				own[r] = true
				q := Loc{}
				if a.Kind == AtomRef && a.Loc.Root.Kind == RootParam && a.Loc.Root.Obj == any(f) {
					q = a.Loc
				}
				params[r] = append(params[r], q)
			}
		}
	}
	for _, r := range by {
		c, _ := r.Node.(*ast.CallExpr)
		r.Wiped = r.Wiped && c != nil && p.wipes(c)
		r.Always = r.Always && (r.Direct || own[r])
	}
	for r, qs := range params {
		q := qs[0]
		named := !q.Path.Has(func(s domain.Step) bool { return s.Kind != domain.Field && s.Kind != domain.Method })
		if named && q.Root.Kind == RootParam && !slices.ContainsFunc(qs, func(o Loc) bool { return o != q }) {
			r.Param, r.Status = p.paramOf(r.Node, q.Root.Idx), Part{q.Root.Idx, q.Path.String()}
		}
	}
}

// wipes tells whether a call itself removes what the header had.
func (p *pkg) wipes(c *ast.CallExpr) bool {
	f := syntax.Callee(p.info, c)
	if f == nil {
		return false
	}
	if slices.ContainsFunc(p.roles.Rows(f.Origin()), func(r model.Row) bool { return r.Clear }) {
		return true
	}
	return p.summaryOf(f.Origin()).touches(func(l Loc, ch Challenge, _ []domain.Pred) bool { return ch == ChNone && l.Root.Kind == RootParam })
}

// paramOf is parameter i of the innermost function around a node.
func (p *pkg) paramOf(n ast.Node, i int) *types.Var {
	s := p.sites[n]
	if s == nil || s.fn == nil || s.fn.sig == nil {
		return nil
	}
	if i < 0 {
		return s.fn.sig.Recv()
	}
	if i < s.fn.sig.Params().Len() {
		return s.fn.sig.Params().At(i)
	}
	return nil
}
