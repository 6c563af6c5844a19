package engine

import (
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
)

// A helper may be given the name of the header that it sets. What it does then
// depends on that name, which callers know: it is split into the cases that
// the name is a challenge's, and that it is another.

// ofKey tells whether a condition is about the name of a challenge's header, or
// about a map that may have one.
func ofKey(c domain.Pred) bool {
	return (c.Op == domain.EqStr || c.Op == domain.NeStr) && roles.NeededBy(c.Str) != "" || isMark(c.Loc.Path.Last())
}

// keyed splits a state by what a parameter that names a header is.
func (in *interp) keyed(s *state, on, key Value) []*state {
	k, ok := key.Single()
	if !ok || k.Kind != AtomRef || k.Loc.Root.Kind != RootParam || !k.Loc.Path.Empty() || in.loops > 0 || in.fn.obj == nil {
		return []*state{s}
	}
	for _, l := range in.respLocs(s, on) {
		if s.peek(l).sent != SentNo {
			return []*state{s} // too late for any
		}
	}
	return s.cases(domain.Pred{Loc: k.Loc, Op: domain.EqStr, Str: roles.Challenge}, domain.Pred{Loc: k.Loc, Op: domain.EqStr, Str: roles.Proxy})
}

// keyFound is what a header's name, which is a parameter, was found to be: that of
// a challenge, nil where it is another, and itself where it is not known.
func (in *interp) keyFound(s *state, k Atom) Atom {
	is := s.holds(domain.Pred{Loc: k.Loc, Op: domain.EqStr, Str: roles.Challenge})
	proxy := s.holds(domain.Pred{Loc: k.Loc, Op: domain.EqStr, Str: roles.Proxy})
	switch {
	case is > 0:
		return Atom{Kind: AtomStr, Str: roles.Challenge}
	case proxy > 0:
		return Atom{Kind: AtomStr, Str: roles.Proxy}
	case is < 0 && proxy < 0:
		return Atom{Kind: AtomNil}
	}
	return k
}

// byKey tells whether conditions rest on the name of a header.
func byKey(cs []domain.Pred) bool { return slices.ContainsFunc(cs, ofKey) }

// unnamed tells whether a call gives, where conditions ask for the name of a
// header, one that is not known, nor its own caller's to know.
func (fr *callFrame) unnamed(cs []domain.Pred) bool {
	for _, c := range cs {
		if !ofKey(c) || fr.decide(c) != 0 {
			continue
		}
		if a, ok := fr.loc(c.Loc).Single(); !ok || a.Kind != AtomRef || a.Loc.Root.Kind != RootParam {
			return true
		}
	}
	return false
}
