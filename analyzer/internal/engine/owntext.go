package engine

import (
	"go/ast"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A challenge may be set only where a text is not empty that somebody out of
// sight made:
//
//	if p.Challenge != "" { header.Set("WWW-Authenticate", p.Challenge) }
//
// They decide then whether there is a challenge, so where the text is empty
// nothing is known of the response either.

// noteTexts notes which texts are known not to be empty where a challenge is
// set.
func (in *interp) noteTexts(s *state) {
	for _, c := range s.conds {
		if c.Op == domain.NeStr && c.Str == "" && in.madeElsewhere(c.Loc) {
			if in.asked == nil {
				in.asked = map[Loc]bool{}
			}
			in.asked[c.Loc] = true
		}
	}
}

// madeElsewhere tells whether what is at a location was made by a function out
// of view, other than those that hand on what the request has.
func (p *pkg) madeElsewhere(l Loc) bool {
	c, ok := l.Root.Obj.(*ast.CallExpr)
	if l.Root.Kind != RootOpaque || !ok {
		return false
	}
	f := syntax.Callee(p.info, c)
	return f == nil || f.Pkg() != nil && p.fns[f.Origin()] == nil && !slices.Contains([]string{"net/http", "net/textproto", "net/url"}, f.Pkg().Path())
}

// unlessEmpty is what is known of a challenge that is not set, in a state that
// may know that such a text is empty.
func (in *interp) unlessEmpty(s *state, ch Challenge) Challenge {
	if ch != ChNone && ch != ChEntry || in.asked == nil {
		return ch
	}
	for _, c := range s.conds {
		if c.Op == domain.EqStr && c.Str == "" && in.asked[c.Loc] {
			return ChUnknown
		}
	}
	return ch
}
