package engine

import (
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// A helper may be given the name of the header that it sets. What it does then
// depends on that name, which callers know: it is split into the cases that
// the name is a challenge's, and that it is another.

// The header fields of challenges.
const (
	challengeHeader = "WWW-Authenticate"
	proxyHeader     = "Proxy-Authenticate"
)

// ofKey tells whether a condition is about the name of a challenge's header.
func (c cond) ofKey() bool {
	return (c.op == condEqStr || c.op == condNeStr) && challengeKey(c.s) != ""
}

// keyed splits a state by what a parameter that names a header is.
func (in *interp) keyed(s *state, r model.Row, on, key Value) []*state {
	k, ok := key.single()
	if r.Verb == model.Delete || !ok || k.Kind != AtomRef || k.Loc.Root.Kind != RootParam || !k.Loc.Path.Empty() || in.loops > 0 || in.fn.obj == nil {
		return []*state{s}
	}
	for _, l := range in.respLocs(s, on) {
		if s.peek(l).sent != SentNo {
			return []*state{s} // too late for any
		}
	}
	var out []*state
	split := func(t *state, cs ...cond) {
		for _, c := range cs {
			if !t.add(c) {
				return
			}
		}
		out = append(out, t)
	}
	is, proxy := cond{loc: k.Loc, op: condEqStr, s: challengeHeader}, cond{loc: k.Loc, op: condEqStr, s: proxyHeader}
	split(s.clone(), is)
	split(s.clone(), proxy)
	split(s, is.negate(), proxy.negate())
	return out
}

// keyFound is the challenge that a header's name, which is a parameter, was
// found to be the field of: "401", "407", "other", or "" where it is not known.
func (in *interp) keyFound(s *state, l Loc) string {
	is := s.holds(cond{loc: l, op: condEqStr, s: challengeHeader})
	proxy := s.holds(cond{loc: l, op: condEqStr, s: proxyHeader})
	switch {
	case is > 0:
		return "401"
	case proxy > 0:
		return "407"
	case is < 0 && proxy < 0:
		return "other"
	}
	return ""
}

// byKey tells whether conditions rest on the name of a header.
func byKey(cs []cond) bool { return slices.ContainsFunc(cs, cond.ofKey) }

// unnamed tells whether a call gives, where conditions ask for the name of a
// header, one that is not known, nor its own caller's to know.
func (fr *callFrame) unnamed(cs []cond) bool {
	for _, c := range cs {
		if !c.ofKey() || fr.decide(c) != 0 {
			continue
		}
		if a, ok := fr.loc(c.loc).single(); !ok || a.Kind != AtomRef || a.Loc.Root.Kind != RootParam {
			return true
		}
	}
	return false
}
