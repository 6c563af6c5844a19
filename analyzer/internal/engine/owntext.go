package engine

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// An Overwrite is a challenge that a framework's answer replaces by the text of
// the error that it is given.
type Overwrite struct {
	Set token.Pos     // the call that set it
	By  *ast.CallExpr // the answer
}

// ownChallenge carries out that a call sends a challenge itself: one that is not
// known, or the text of the error v, which is written over any.
func (in *interp) ownChallenge(s *state, l Loc, c *ast.CallExpr, v Value, r model.Row) {
	text := domain.Top
	if r.Value.Kind != model.None {
		text = in.challengeText(s, v, 0)
		if len(text.Atoms) == 0 && !text.Top {
			return // an error that the framework sends no challenge for
		}
		if q := s.at(l); q.ch == ChSet && q.sent != SentYes {
			if o := (Overwrite{q.setPos, c}); !slices.Contains(in.overwrites, o) {
				in.overwrites = append(in.overwrites, o)
			}
		}
	}
	if text.Top {
		in.vouchLoc(s, l)
		return
	}
	in.setHeader(s, l, challengeHeader, text, headerSet, c)
}

// challengeText is the text of the errors in v that stand for 401 by their code,
// on which a framework makes it a challenge. That of others is not known.
func (in *interp) challengeText(s *state, v Value, depth int) Value {
	out := Value{Top: v.Top || depth > 3}
	for _, a := range v.Atoms {
		if a.Kind == AtomNil {
			continue
		}
		if a.Kind != AtomRef || a.Loc.Root.Kind != RootSite || out.Top {
			return domain.Top
		}
		if text, ok := s.env.Get(a.Loc.Then(textStep)); ok {
			st, _ := s.env.Val(a.Loc.Then(statusStep)).Single()
			switch {
			case st.Kind == AtomInt && st.Int != 401:
			case st.Kind != AtomInt, slices.ContainsFunc(text.Atoms, func(a Atom) bool { return a.Kind != AtomStr && a.Kind != AtomFormat }):
				return domain.Top
			default:
				out = domain.Join(out, text)
			}
			continue
		}
		_, r, ok := in.objectStatus(s, a)
		if !ok || r.Value.Kind != model.Field {
			return domain.Top
		}
		out = domain.Join(out, in.challengeText(s, in.memberField(s, a, r.Value.Text), depth+1))
	}
	return out
}
