package engine

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// recorded is the status that was recorded for a response, or for one of the
// things it is sent with. Where a function of its own records it, as the method
// of what is rendered, that is the responder: one edit there mends all calls.
func (in *interp) recorded(s *state, l Loc, args []Value) (Value, *site) {
	if rs := s.peek(l).pending; len(rs) > 0 {
		return pendingValue(rs), in.recordingMethod(rs)
	}
	for _, v := range args {
		for _, a := range v.Atoms {
			if a.Kind == AtomRef {
				if rs := s.peek(a.Loc).pending; len(rs) > 0 {
					return pendingValue(rs), in.recordingMethod(rs)
				}
				if v := in.contextStatus(s, a.Loc); !v.Empty() {
					return v, nil
				}
			}
		}
	}
	return domain.One(Atom{Kind: AtomInt, Int: 200}), nil
}

// recordingMethod is the one call in another function of this package that recorded
// a status, or nil.
func (in *interp) recordingMethod(rs []recorded) *site {
	at := rs[0].site
	for _, r := range rs {
		if r.site != at {
			return nil
		}
	}
	if !in.mine(at) || at.fn == in.fn || at.fn.obj == nil || at.fn.sig.Recv() == nil {
		return nil
	}
	return at
}

// record notes a status that leaves later.
func (in *interp) record(s *state, l Loc, st Value, at *site, via ast.Node, framework string) {
	r := s.at(l)
	if r.sent == SentYes || st.Empty() {
		return
	}
	r.pending, r.over = []recorded{{st, at, via, in.roles.Commit(framework) == model.AtCall && in.roles.IsResponse(in.types[l])}}, true
}

// flush sends the recorded status, or 200.
func (in *interp) flush(s *state, l Loc, c *ast.CallExpr, args []Value) {
	r := s.at(l)
	if r.sent == SentYes {
		return
	}
	pending := r.pending
	r.sent, r.pending, r.events = SentYes, nil, nil
	r.flushed = r.flushed || !r.over
	for _, p := range pending {
		if e := in.event(s, l, p.val, p.site, c, c, r.ch, r.proxy); e != nil {
			e.val, e.setPos = r.val, r.setPos
			r.events = append(r.events, e)
		}
	}
}

// send sends a status line.
func (in *interp) send(s *state, l Loc, st Value, at *site, via ast.Node) {
	r := s.at(l)
	if r.sent == SentYes {
		return
	}
	informational := !st.Top && len(st.Atoms) > 0
	for _, a := range st.Atoms {
		informational = informational && a.Kind == AtomInt && a.Int >= 100 && a.Int < 200 && a.Int != 101
	}
	if informational {
		return
	}
	ch, proxy := r.ch, r.proxy
	r.sent = SentYes
	r.pending = nil
	r.events = nil
	note := func(v Value, more ...domain.Pred) {
		if e := in.event(s, l, v, at, via, via, ch, proxy, more...); e != nil {
			e.val, e.setPos = r.val, r.setPos
			r.events = append(r.events, e)
		}
	}
	st, bs := in.byParam(s, st)
	for _, b := range bs {
		note(b.val, b.cond)
	}
	if len(bs) == 0 || !st.Empty() {
		note(st)
	}
}

// A conditional value is a part of one, and the condition on a parameter under
// which it is that.
type conditional struct {
	val  Value
	cond domain.Pred
}

// byParam takes out of a value the statuses that it holds under a condition on a
// parameter: a caller knows whether it is met.
func (in *interp) byParam(s *state, v Value) (rest Value, out []conditional) {
	if !in.fn.deferred {
		return v, nil // no caller is asked
	}
	for _, a := range s.live(v).Atoms {
		b := a.If
		if a.Kind != AtomInt || !domain.IsStatus(a.Int) || b == nil || b.Test != "" || b.Pred.Loc.Root.Kind != RootParam || len(out) == maxSplit {
			continue
		}
		out = append(out, conditional{domain.One(a), b.Pred})
	}
	if len(out) == 0 {
		return v, nil
	}
	taken := func(a Atom) bool {
		return slices.ContainsFunc(out, func(c conditional) bool { return c.val.Atoms[0] == a })
	}
	return v.Filter(func(a Atom) bool { return !taken(a) }), out
}

// event notes that a status leaves.
func (in *interp) event(s *state, l Loc, st Value, at *site, via, from ast.Node, ch, proxy Challenge, more ...domain.Pred) *event {
	return in.eventWith(nil, s, l, st, at, via, from, ch, proxy, more...)
}

// eventWith is event for what a callee sends, which knows others of its responses.
func (in *interp) eventWith(known []twin, s *state, l Loc, st Value, at *site, via, from ast.Node, ch, proxy Challenge, more ...domain.Pred) *event {
	in.work += 1 + len(st.Atoms)
	ch, proxy = in.unlessEmpty(s, ch), in.unlessEmpty(s, proxy)
	interesting := Value{Top: st.Top}
	others := st.Top
	for _, a := range s.masked(s.live(st).Bare()).Atoms {
		if a.IsStatus() || a.Kind == AtomRef {
			interesting.Atoms = append(interesting.Atoms, a)
		} else {
			others = true
		}
	}
	all := append(s.conds[:len(s.conds):len(s.conds)], more...)
	conds := exportable(all)
	for _, a := range interesting.Atoms {
		if a.Kind != AtomRef || a.Loc.Root.Kind == RootParam || a.Loc.Root.Kind == RootCaptured {
			continue
		}
		// What is known of the object that brings the status.
		n := 0
		for _, c := range all {
			if c.Loc.Root == a.Loc.Root && n < maxConds {
				conds = append(conds, c)
				n++
			}
		}
	}
	twins := in.twins(s, l, known)
	k := evKey{site: at, via: via, from: from, resp: l, ch: ch, proxy: proxy, conds: condsKey(conds), twins: twinsKey(twins)}
	e := in.events[k]
	if e == nil {
		if len(in.events) >= in.fn.maxEvents() {
			return nil
		}
		e = &event{fn: in.fn, resp: l, ch: ch, proxy: proxy, site: at, via: via, origin: from, conds: conds, guards: s.guards, twins: twins, derefs: s.derefs}
		e.common = at.lazy && at.fn != in.fn && !at.fn.once // recorded by a callee
		in.events[k] = e
		in.sends = append(in.sends, e)
		if in.byVia == nil {
			in.byVia = map[ast.Node][]*event{}
		}
		in.byVia[via] = append(in.byVia[via], e)
	} else {
		e.guards, e.derefs = commonGuards(e.guards, s.guards), e.derefs&s.derefs
	}
	e.status = domain.Join(e.status, interesting)
	e.others = e.others || others
	return e
}

// maxEvents bounds the events of a function: in a large recursive group each
// has those of all others.
func (f *fn) maxEvents() int {
	for f.outer != nil {
		f = f.outer
	}
	if f.group != nil && len(f.group.fns) > manyFuncs {
		return 64
	}
	return 512
}

// siteAt is the responder that a call is.
func (in *interp) siteAt(c ast.Node, lazy bool) *site {
	if x := in.sites[c]; x != nil {
		return x
	}
	x := &site{node: c, fn: in.fn, lazy: lazy}
	switch c := c.(type) {
	case *ast.CallExpr:
		x.name = types.ExprString(c.Fun)
	case ast.Expr:
		x.name = types.ExprString(c)
	}
	in.sites[c] = x
	return x
}
