package engine

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// applySummary carries out a call of a function with a known summary. With
// maybe, it is a literal that something unknown may call.
func (in *interp) applySummary(s *state, c *ast.CallExpr, f *types.Func, m *summary, recv Value, args []Value, maybe int) []*state {
	sig := syntax.Signature(in.info, c)
	if f != nil {
		sig = f.Signature()
	}
	if m == nil || m.unknown {
		in.unknownDynamic(s, c, sig, args)
		if recv.Atoms != nil && sig != nil && sig.Recv() != nil {
			in.loseResponses(s, recv, sig.Recv().Type())
		}
		return []*state{s}
	}
	// Results that nothing else is known of.
	in.opaque(s, c, f)
	if m.vouches {
		in.vouchAt(s, append([]Value{recv}, args...), c)
	}
	for i, v := range args {
		if m.keeps>>i&1 == 1 {
			keepsIn(in, s, v)
		}
	}
	base := callFrame{in: in, s: s, call: c, f: f, recv: recv, args: args}
	in.work += len(m.events)
	for _, e := range m.events {
		in.derive(&base, e)
	}
	var out []*state
	split := in.splits(&base, m)
	for n, x := range m.exits {
		if !in.spend(1) {
			return nil
		}
		t := s.clone()
		fr := base
		fr.s, fr.x, fr.exit, fr.objs = t, x, n, nil
		vague := fr.unnamed(x.conds)
		if fr.panicsAt(x.derefs) || !fr.assume(x.conds) {
			continue
		}
		t.derefs |= fr.derefs(x.derefs)
		for _, b := range x.objs {
			l := fr.object(b.Loc.Root).Root.At(b.Loc.Path)
			if ty := in.types[b.Loc]; ty != nil {
				in.setType(l, ty)
			}
		}
		for _, o := range fr.objs {
			t.forget(o.Root)
			t.forgetFields(Loc{Root: o.Root})
			t.env.Del(o.Then(domain.Changed))
		}
		for _, b := range x.objs {
			t.env.Set(fr.object(b.Loc.Root).Root.At(b.Loc.Path), fr.value(b.Val))
		}
		// What one result is tells which exit it was, and so the others, and
		// what was stored.
		var by *domain.Branch
		if len(m.exits) > 1 && in.loops == 0 && len(x.results) > 0 {
			by = in.branchOf(branchKey{cond: domain.Pred{Loc: exitOf(c), Op: domain.EqInt, Int: int64(n)}}, domain.Outcome{})
		}
		for _, b := range x.stores {
			fr.store(b, by)
		}
		fr.effects(x.resps, split)
		if vague {
			in.vouch(t, append([]Value{recv}, args...))
		}
		far := fr.farfetched(x)
		for i, v := range x.results {
			w := fr.value(v)
			if far {
				w = w.Without(domain.AnyStatus)
			}
			if w.Top && len(w.Atoms) == 0 {
				continue // stays opaque
			}
			if w.Empty() {
				w = domain.Top
			}
			w = opened(in, t, w, Loc{Root: Root{Kind: RootOpaque, Idx: i, Obj: c}})
			if by != nil && (len(x.results) > 1 || len(x.stores) > 0) {
				w = w.Only(Value{}, by)
			}
			t.env.Set(tmp(c, i), w)
		}
		out = append(out, t)
	}
	if maybe == 0 {
		out2 := out[:0:0]
		for _, t := range out {
			for _, u := range in.runLits(t, c, args) {
				out2 = append(out2, in.configure(u, c, args)...)
			}
		}
		out = out2
	}
	return in.joinStates(out)
}

// some makes of what a call returned, and was found not to be nil, something
// that a caller knows not to be nil. What becomes an interface here, as result i,
// is never nil, and the caller knows its type; if others than callers in view are
// given it, it is reported here.
func some(in *interp, s *state, i int, v Value) Value {
	out := v
	for k, a := range v.Atoms {
		if a.Kind != AtomRef || a.Loc.Root.Kind != RootOpaque {
			continue
		}
		typ := boxed(in, a.Loc, i)
		if typ == "" && a.Int&domain.KnownNonNil == 0 && s.holds(domain.Pred{Loc: a.Loc, Op: domain.NotNil}) <= 0 {
			continue
		}
		if len(out.Atoms) > 0 && &out.Atoms[0] == &v.Atoms[0] {
			out.Atoms = slices.Clone(v.Atoms)
		}
		some := Atom{Kind: AtomSome, Str: typ, If: a.If}
		if typ != "" {
			if some.Told = a.Told; !in.fn.deferred {
				some.Told = domain.ToldObject
			}
		}
		out.Atoms[k] = some
	}
	return out
}

// boxed names the type of what is at a location, if that is a named one which
// becomes an interface as result i of the function; else it is "".
func boxed(in *interp, l Loc, i int) string {
	t, res := in.types[l], in.fn.sig.Results()
	if t == nil || i >= res.Len() || !types.IsInterface(res.At(i).Type()) || types.IsInterface(t) {
		return ""
	}
	name := in.typeTexts.Of(t)
	if u := in.typeByName(name); u == nil || !types.Identical(u, t) {
		return ""
	}
	return name
}

// opened is its opposite: in the caller it is the opaque result of the call, or
// that as a type, or anything, where the call may return others too.
func opened(in *interp, s *state, v Value, l Loc) Value {
	isSome := func(a Atom) bool { return a.Kind == AtomSome }
	if !slices.ContainsFunc(v.Atoms, isSome) {
		return v
	}
	if a, ok := v.Single(); ok && a.Str == "" {
		s.add(domain.Pred{Loc: l, Op: domain.NotNil})
		return domain.One(Atom{Kind: AtomRef, Loc: l, Int: domain.KnownNonNil})
	}
	out := domain.Union{Value: v.Filter(func(a Atom) bool { return !isSome(a) })}
	for _, a := range v.Atoms {
		switch t := in.typeByName(a.Str); {
		case !isSome(a):
		case a.Str == "" || t == nil:
			out.Top = true
		default:
			as := l.Then(domain.Step{Kind: domain.Is, Name: a.Str})
			in.setType(as, t)
			out.Add(domain.One(Atom{Kind: AtomRef, Loc: as, Int: domain.KnownNonNil, If: a.If, Told: a.Told}))
		}
	}
	return out.Value
}

// splits tells whether some possible exits set a response's challenge and
// others don't, for reasons that this caller can't tell.
func (in *interp) splits(fr *callFrame, m *summary) bool {
	set, not, inexact := false, false, false
	for _, x := range m.exits {
		if !fr.possible(x.conds) {
			continue
		}
		if slices.ContainsFunc(x.resps, func(r respEffect) bool { return !r.ch.lacks() }) {
			set = true
		} else {
			not = true
		}
		inexact = inexact || !x.exact
	}
	return set && not && inexact
}

// assume notes conditions of an exit; it reports whether they can hold.
func (fr *callFrame) assume(cs []domain.Pred) bool {
	for _, c := range cs {
		switch fr.decide(c) {
		case -1:
			return false
		case 0:
			if a, ok := fr.only(c); ok {
				c.Loc = a.Loc // said last: it is the nearest that tells exits apart
				if !fr.s.narrowed(domain.One(a)) || !fr.s.add(c) {
					return false
				}
			} else {
				fr.narrow(c)
			}
		}
	}
	return true
}

// only is the one thing at a callee's location of which a condition can hold, if that
// is not known in view: of an error that was found in the one given, or else made
// here, the one whose code is not a constant. Where it holds, it is that one.
func (fr *callFrame) only(c domain.Pred) (Atom, bool) {
	v := fr.loc(c.Loc)
	a, ok := v.Filter(func(a Atom) bool { return fr.in.atomHolds(fr.s, a, c) >= 0 }).Single()
	return a, ok && a.Kind == AtomRef
}

// narrow keeps the things an argument may be of which a condition can hold.
func (fr *callFrame) narrow(c domain.Pred) {
	if !c.Loc.Path.Empty() || c.Loc.Root.Kind != RootParam || c.Loc.Root.Idx < 0 || c.Loc.Root.Idx >= len(fr.args) {
		return
	}
	v := fr.args[c.Loc.Root.Idx]
	w := v.Filter(func(a Atom) bool { return fr.in.atomHolds(fr.s, a, c) >= 0 })
	if len(w.Atoms) != len(v.Atoms) {
		args := append([]Value(nil), fr.args...)
		args[c.Loc.Root.Idx] = w
		fr.args = args
		if fr.call != nil && c.Loc.Root.Idx < len(fr.call.Args) && len(fr.call.Args) == len(fr.args) {
			fr.in.rebind(fr.s, fr.call.Args[c.Loc.Root.Idx], w)
		}
	}
}

// store carries out a callee's assignment in the caller, of the branch by.
func (fr *callFrame) store(b domain.Binding, by *domain.Branch) {
	in, s := fr.in, fr.s
	val := fr.value(b.Val)
	if by != nil {
		val = val.Only(Value{}, by)
	}
	if b.Loc.Root.Kind == RootCaptured && b.Loc.Path.Empty() {
		in.assignVar(s, b.Loc.Root.Obj.(*types.Var), val)
		return
	}
	before, last := b.Loc.Cut()
	base := fr.loc(before)
	strong := !base.Top
	for _, a := range base.Atoms {
		if a.Kind != AtomRef {
			continue
		}
		l := a.Loc.Then(last)
		if l.TooDeep() {
			continue
		}
		in.setType(l, in.types[b.Loc])
		if a.Loc.Root.Kind != RootSite && !in.fn.deferred {
			in.escapes(s, val)
		}
		s.forgetBelow(l)
		if strong {
			s.env.Set(l, val)
		} else {
			s.env.Set(l, domain.Join(in.read(s, l), val))
		}
	}
}

// effect carries out what an exit does to a response.
func (fr *callFrame) effect(r respEffect, split bool) {
	in, s := fr.in, fr.s
	for _, l := range in.respLocs(s, fr.loc(r.loc)) {
		q := s.at(l)
		q.stops = q.stops || r.stops && !split
		if q.sent == SentYes {
			if r.ch == ChSet && r.sent == SentNo && fr.call != nil {
				for _, e := range q.events {
					e.addLate(fr.call.Pos())
				}
			}
			continue
		}
		apply := func(to *Challenge, ch Challenge) {
			switch {
			case split && (ch == ChEntry || ch == ChSet):
				*to = ChUnknown
			case ch != ChEntry:
				*to = ch
			}
		}
		apply(&q.ch, r.ch)
		apply(&q.proxy, r.proxy)
		if r.ch == ChSet {
			q.val, q.setPos = r.val, r.setPos
			if fr.call != nil {
				in.noteSet(fr.call, s.guards)
				in.noteTexts(s)
			}
		}
		before := q.pending
		if len(r.pending) > 0 && fr.call != nil {
			if r.over {
				q.pending, q.over = nil, true
			}
			for _, p := range r.pending {
				at := p.site
				if !in.mine(at) {
					at = in.siteAt(fr.call, true)
				}
				q.pending = joinRecorded(q.pending, []recorded{{fr.value(p.val), at, fr.call, p.only}})
			}
		}
		if r.sent != SentNo {
			q.sent = r.sent
			q.pending = nil
			q.events = nil
			if r.flushed && r.sent == SentYes && fr.call != nil {
				if !q.over {
					q.flushed = true
				}
				for _, p := range before {
					if e := in.event(s, l, p.val, p.site, fr.call, fr.call, q.ch, q.proxy); e != nil {
						e.val, e.setPos = q.val, q.setPos
					}
				}
			}
			for _, e := range in.byVia[fr.call] {
				if e.resp == l {
					q.events = append(q.events, e)
				}
			}
		}
	}
}

// mine tells whether a responder stands in this package.
func (in *interp) mine(x *site) bool { return x != nil && x.fn != nil && x.fn.sum != fromFact }

// fromFact marks the functions of other packages.
var fromFact = &summary{}

// carried are the conditions of a callee, about what it was handed. Of several things
// the one that brings the status has no type that was asked for before: where it is
// another, nobody asks.
func carried(fr *callFrame, conds []domain.Pred) (out []domain.Pred) {
	for _, c := range conds {
		v := fr.loc(c.Loc)
		_, alone := v.Single()
		for _, a := range v.Atoms {
			if a.Kind == AtomRef && (alone || c.Op == domain.NotType && a.Loc.Root.Kind == RootOpaque) {
				c.Loc = a.Loc
				out = append(out, c)
			}
		}
	}
	return out
}

// derive notes what a callee sends, as this function sees it.
func (in *interp) derive(fr *callFrame, e *event) {
	if e.atExit || !fr.possible(e.conds) || fr.unnamed(e.conds) || fr.panicsAt(e.derefs) {
		return // what is only recorded is an effect of the exit
	}
	in.handedOver(fr, e)
	s := fr.s
	for _, l := range in.respLocs(s, fr.loc(e.resp)) {
		r := s.peek(l)
		if r.sent == SentYes {
			continue
		}
		twinCh, twinProxy, others := fr.same(e, l)
		fresh := ChEntry
		if l.Root.Kind == RootSite && s.resps[l] == nil {
			fresh = ChNone
		}
		ch, proxy := cmp.Or(e.ch, twinCh, r.ch, fresh), cmp.Or(e.proxy, twinProxy, r.proxy, fresh)
		st, own := Value{Top: e.status.Top}, Value{}
		var more []domain.Pred
		foreign := !in.mine(e.site)
		for _, a := range e.status.Atoms {
			switch a.Kind {
			case AtomInt:
				// The callee reports its own constants, or its callers do.
				// In a part of its caller words decide as they do there.
				if a.Text && fr.once() && !fr.passesOn() {
					continue
				}
				if !foreign && e.fn != nil && (e.fn.deferred && e.asked(a.Int) == ChEntry || fr.lent(e)) {
					own = domain.Join(own, domain.One(a))
				}
			case AtomRef:
				if a.Loc.Root.Kind == RootOpaque {
					// What a call in the callee returned stays what it is.
					if !foreign && e.fn != nil && e.fn.deferred && (e.ch == ChEntry || e.proxy == ChEntry) {
						own = domain.Join(own, domain.One(a))
						for _, c := range e.conds {
							if c.Loc.Root == a.Loc.Root {
								more = append(more, c)
							}
						}
					}
					continue
				}
				v, about := fr.together(e.conds, a.Loc)
				st = domain.Join(st, v.Without(a.Int|e.done))
				more = append(more, about...)
			}
		}
		at := e.site
		if foreign {
			at = in.siteAt(fr.call, false)
		}
		var via ast.Node = fr.call
		more = append(more, carried(fr, e.conds)...)
		note := func(st Value, from ast.Node, about ...domain.Pred) {
			if len(st.Atoms) == 0 {
				return
			}
			before := s.derefs
			s.derefs |= fr.derefs(e.derefs)
			d := in.eventWith(others, s, l, st, at, via, from, ch, proxy, slices.Concat(more, about)...)
			s.derefs = before
			if d == nil {
				return
			}
			d.common = d.common || !foreign && (e.common || !fr.once())
			d.val, d.setPos = e.val, e.setPos
			if e.ch == ChEntry {
				d.val, d.setPos = r.val, r.setPos
			}
			for _, p := range e.late {
				if !foreign {
					d.addLate(p)
				}
			}
		}
		note(own, e.origin)
		st, bs := in.byParam(s, st)
		for _, b := range bs {
			note(b.val, via, b.cond)
		}
		note(st, via)
	}
}
