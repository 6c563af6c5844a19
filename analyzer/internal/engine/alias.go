package engine

import (
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A function may be given one response twice: as itself and as its header map,
// under two types, or in an object that holds it. Inside, these are two, and a
// challenge that is set on the one is noted with what leaves through the other:
// callers know whether they are one. Where no caller is asked they may be.

// twin is another response of the caller's, which has a challenge or may have
// one.
type twin struct {
	loc       Loc
	ch, proxy Challenge
}

// maxTwins bounds the twins of a response.
const maxTwins = 4

// twins lists the responses that may be the one at a location, with what a callee
// knew of others.
func (in *interp) twins(s *state, l Loc, more []twin) []twin {
	if !given(l) {
		return nil
	}
	out := slices.Clone(more)
	for m, r := range s.resps {
		if m != l && given(m) && !in.ofRequest(m) && (!r.ch.lacks() || !r.proxy.lacks()) {
			out = append(out, twin{m, r.ch, r.proxy})
		}
	}
	slices.SortFunc(out, func(a, b twin) int { return compareLocs(a.loc, b.loc) })
	out = slices.CompactFunc(out, func(a, b twin) bool { return a.loc == b.loc })
	return out[:min(len(out), maxTwins)]
}

// given tells whether a caller knows what is at a location.
func given(l Loc) bool { return l.Root.Kind == RootParam || l.Root.Kind == RootCaptured }

// ofRequest tells whether a location is the header map of a request, or of a
// response that another server sent.
func (in *interp) ofRequest(l Loc) bool {
	of, last := l.Cut()
	if last.Kind != domain.Field {
		return false
	}
	switch syntax.TypeName(in.types[of]) {
	case "net/http.Request", "net/http.Response":
		return true
	}
	return false
}

// twinsKey is a text in which equal twins agree.
func twinsKey(ts []twin) string {
	var b strings.Builder
	for _, t := range ts {
		b.Write(appendLoc(nil, t.loc))
		b.WriteByte('0' + byte(t.ch))
		b.WriteByte('0' + byte(t.proxy))
	}
	return b.String()
}

// same says what the twins of a callee's response, found to be the response at l,
// tell of its challenges; the others may still be that for this function's
// callers.
func (fr *callFrame) same(e *event, l Loc) (ch, proxy Challenge, others []twin) {
	for _, t := range e.twins {
		for _, m := range fr.in.respLocs(fr.s, fr.loc(t.loc)) {
			if m != l {
				if !fr.in.ofRequest(m) {
					others = append(others, twin{m, t.ch, t.proxy})
				}
				continue
			}
			if t.ch != ChEntry {
				ch = t.ch
			}
			if t.proxy != ChEntry {
				proxy = t.proxy
			}
		}
	}
	return ch, proxy, others
}

// twinned tells whether a challenge that a status needs is set on what may be the
// response that it leaves through.
func (e *event) twinned(status int64) bool {
	return slices.ContainsFunc(e.twins, func(t twin) bool { return !askedOf(status, t.ch, t.proxy).lacks() })
}

// effects carries out what an exit does to responses, where two of a callee's may
// be one: those that only set come first, but for what was set when a response
// had been sent.
func (fr *callFrame) effects(rs []respEffect, split bool) {
	turn := func(r respEffect) int {
		switch {
		case r.sent != SentNo:
			return 1
		case r.after:
			return 2
		}
		return 0
	}
	for at := range 3 {
		for _, r := range rs {
			if turn(r) == at {
				fr.effect(r, split)
			}
		}
	}
}

// sentGiven tells whether a response of the caller's has been sent.
func (s *state) sentGiven() bool {
	for l, r := range s.resps {
		if given(l) && r.sent == SentYes {
			return true
		}
	}
	return false
}
