package engine

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// summary is what calling a function does, on the conditions that hold at
// each of its exits. Locations start at its parameters, at variables that it
// captures, at globals, or at objects that it makes.
type summary struct {
	exits   []*exit
	events  []*event
	unknown bool   // too large, or not analysed: anything may happen
	renders int64  // of another package: what its method sends that is reported nowhere
	sends   int64  // of another package: the 401 or 403 that every call sends
	vouches bool   // adds the challenge in a way that can't be seen
	keeps   uint64 // the parameters that a package-level variable holds afterwards, a bit each
}

// exit is one way of leaving a function.
type exit struct {
	conds   []domain.Pred
	exact   bool // the conditions are all there is: nothing was left out
	resps   []respEffect
	stores  []domain.Binding
	results []Value
	objs    []domain.Binding // what is known of the objects that results and stores name
	byText  bool             // taken because of what the text of an error says
	derefs  uint64           // the parameters that are surely not nil
}

type respEffect struct {
	loc     Loc
	ch      Challenge
	proxy   Challenge
	sent    Sent
	val     string
	setPos  token.Pos
	pending []recorded
	over    bool
	flushed bool
	after   bool // the challenge was set when another response had been sent
	stops   bool
}

// captures tells whether the summary speaks of captured variables.
func (m *summary) captures() bool {
	captured := func(l Loc) bool { return l.Root.Kind == RootCaptured }
	return m.touches(func(l Loc, _ Challenge, _ []domain.Pred) bool { return captured(l) }) ||
		m != nil && slices.ContainsFunc(m.exits, func(x *exit) bool {
			return slices.ContainsFunc(x.stores, func(b domain.Binding) bool { return captured(b.Loc) })
		})
}

// touches tells whether an event of the summary, or what an exit does to a
// response, is such: of which response, with which challenge, on what conditions.
func (m *summary) touches(is func(l Loc, ch Challenge, conds []domain.Pred) bool) bool {
	return m != nil && (slices.ContainsFunc(m.events, func(e *event) bool { return is(e.resp, e.ch, e.conds) }) ||
		slices.ContainsFunc(m.exits, func(x *exit) bool {
			return slices.ContainsFunc(x.resps, func(r respEffect) bool { return is(r.loc, r.ch, x.conds) })
		}))
}

// sets tells whether a function sets a challenge somewhere.
func (m *summary) sets() bool {
	return m != nil && (m.vouches || m.touches(func(_ Loc, ch Challenge, conds []domain.Pred) bool { return ch == ChSet && !byKey(conds) }))
}

// exportable keeps the conditions that a caller can decide.
func exportable(cs []domain.Pred) []domain.Pred {
	var out []domain.Pred
	for _, c := range cs {
		switch c.Loc.Root.Kind {
		case RootParam, RootCaptured:
			out = append(out, c)
		}
	}
	if len(out) > maxConds {
		// The last ones are the nearest; those that challenges rest on stay.
		slices.SortStableFunc(out, func(a, b domain.Pred) int {
			switch {
			case ofKey(a) == ofKey(b):
				return 0
			case ofKey(a):
				return 1
			}
			return -1
		})
		out = out[len(out)-maxConds:]
	}
	return out
}

// maxConds bounds the conditions of an effect.
const maxConds = 4

// maxStores bounds the assignments of an exit.
const maxStores = 48

// maxExits bounds the exits of a summary.
const maxExits = 24

// exit records that the function is left: once for each condition on a
// parameter that decides about a status.
func (in *interp) exit(s *state, at ast.Node, vals []Value) {
	bs := in.statusBranches(s, vals)
	if len(bs) == 0 {
		in.exitAs(s, at, vals)
		return
	}
	split := func(t *state) {
		live := make([]Value, len(vals))
		for i, v := range vals {
			live[i] = t.live(v)
		}
		in.exitAs(t, at, live)
	}
	rest, ok := s.clone(), true
	for _, b := range bs {
		if t := s.clone(); t.add(b.Pred) {
			split(t)
		}
		ok = ok && rest.add(b.Pred.Negate())
	}
	if ok {
		split(rest)
	}
}

func (in *interp) exitAs(s *state, at ast.Node, vals []Value) {
	in.notePassed(s, at)
	x := &exit{exact: true, results: make([]Value, len(vals)), byText: in.byText(s), derefs: s.derefs}
	for i, v := range vals {
		x.results[i] = x.text(in.close(s, some(in, s, i, v)).Bare())
	}
	x.conds = exportable(s.conds)
	x.exact = len(x.conds) == len(s.conds) && len(s.bools) == 0
	for _, l := range s.responses() {
		r := s.resps[l]
		if r.sent != SentYes {
			in.lazyEvent(s, l, r)
		}
		switch l.Root.Kind {
		case RootParam, RootCaptured:
		default:
			continue
		}
		if r.key() == "000" && len(r.pending) == 0 && !r.stops {
			continue
		}
		pending := slices.Clone(r.pending)
		for i := range pending {
			pending[i].val = s.live(pending[i].val).Bare()
		}
		x.resps = append(x.resps, respEffect{l, r.ch, r.proxy, r.sent, r.val, r.setPos, pending, r.over, r.flushed, r.after, r.stops})
	}
	slices.SortFunc(x.resps, func(a, b respEffect) int { return compareLocs(a.loc, b.loc) })
	if !in.fn.deferred && !in.fn.dead && !x.byText {
		for i, v := range vals {
			in.leaves(s, at, i, v, vals)
		}
	}
	s.env.Each(func(l Loc, v Value) {
		switch l.Root.Kind {
		case RootParam:
			if !l.Path.Empty() && in.writable(l) && in.storable(l) {
				x.stores = append(x.stores, domain.Binding{Loc: l, Val: s.live(v).Bare()})
			}
		case RootCaptured:
			x.stores = append(x.stores, domain.Binding{Loc: l, Val: s.live(v).Bare()})
		}
	})
	slices.SortFunc(x.stores, compareBindings)
	if len(x.stores) > maxStores {
		x.stores = x.stores[:maxStores]
	}
	in.noteMaps(s)
	in.objects(s, x)
	if in.fn.obj != nil && in.fn.obj.Exported() {
		in.accessors(s, x)
	}
	in.exits = append(in.exits, x)
	if len(in.exits) > 4*maxExits {
		in.exits = joinExits(in.exits, maxExits)
	}
}

// lazyEvent notes a recorded status that leaves when the function returns.
func (in *interp) lazyEvent(s *state, l Loc, r *resp) {
	if len(r.pending) == 0 {
		return
	}
	if !in.roles.IsResponse(in.types[l]) {
		// A status kept with a request is no response yet.
		if _, literal := in.roles.LiteralRow(in.types[l]); !literal || l.Root.Kind != RootParam {
			return
		}
	}
	if l.Root.Kind == RootSite {
		return // made here, and given to nobody that sends it
	}
	for _, p := range r.pending {
		if p.only {
			continue
		}
		if e := in.event(s, l, p.val, p.site, p.via, p.via, r.ch, r.proxy); e != nil {
			e.val, e.setPos = r.val, r.setPos
			e.atExit = true
		}
	}
}

// storable tells whether what a location holds can matter to a caller.
func (in *interp) storable(l Loc) bool {
	t := in.types[l]
	if t == nil {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsInteger|types.IsString) != 0 && in.statusAt(l)
	case *types.Slice, *types.Chan, *types.Signature:
		return false
	case *types.Map:
		return in.headersAt(l)
	case *types.Pointer, *types.Struct:
		return in.roles.IsResponse(t) || in.roles.Holds(t) || in.places.Carries(t)
	}
	return true
}

// statusAt tells whether a number or text at a location may be a status.
func (in *interp) statusAt(l Loc) bool {
	of, last := l.Cut()
	if last.Kind != domain.Field {
		return last == statusStep
	}
	t := in.types[of]
	if t == nil {
		return true
	}
	o, _, _ := types.LookupFieldOrMethod(t, true, in.tpkg, last.Name)
	f, ok := o.(*types.Var)
	return !ok || in.places.FieldCarries(t, f)
}

// writable tells whether a store below a parameter reaches the caller.
func (in *interp) writable(l Loc) bool {
	t := in.types[Loc{Root: l.Root}]
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Map, *types.Slice:
		return true
	}
	return false
}

// objects collects what is known of the objects that an exit names.
func (in *interp) objects(s *state, x *exit) {
	want := map[Root]bool{}
	var queue []Root
	need := func(v Value) {
		for _, a := range v.Atoms {
			if (a.Kind == AtomRef || a.Kind == AtomLit) && a.Loc.Root.Kind == RootSite && !want[a.Loc.Root] && len(want) < 32 {
				want[a.Loc.Root] = true
				queue = append(queue, a.Loc.Root)
			}
		}
	}
	for _, v := range x.results {
		need(v)
	}
	for _, b := range x.stores {
		need(b.Val)
	}
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		s.env.Under(r, func(p domain.Path, v Value) {
			if len(x.objs) < 200 {
				v = s.live(v).Bare()
				x.objs = append(x.objs, domain.Binding{Loc: r.At(p), Val: x.text(v)})
				need(v)
			}
		})
	}
	slices.SortFunc(x.objs, compareBindings)
}

// shape is the part of an exit in which joined exits agree.
func (x *exit) shape() string {
	var buf [128]byte
	b := buf[:0]
	flag := func(set bool) {
		if set {
			b = append(b, '1')
		} else {
			b = append(b, '0')
		}
	}
	for _, r := range x.resps {
		b = append(appendLoc(b, r.loc), '=', '0'+byte(r.ch), '0'+byte(r.proxy), '0'+byte(r.sent))
		flag(r.over)
		flag(r.stops)
	}
	for _, v := range x.results {
		b = append(b, '|')
		nils, others, ints := false, v.Top, false
		bools := 0
		for _, a := range v.Atoms {
			switch a.Kind {
			case AtomNil:
				nils = true
			case AtomBool:
				bools |= 1 << a.Int
			case AtomInt:
				if domain.IsStatus(a.Int) {
					b = append(strconv.AppendInt(b, a.Int, 10), ',')
				}
				ints = true
			default:
				others = true
			}
		}
		flag(nils)
		flag(others)
		flag(ints)
		b = append(b, '0'+byte(bools))
	}
	return string(b)
}

// joinExits joins exits of one shape and, while there are few, one condition.
func joinExits(xs []*exit, limit int) []*exit {
	for _, withConds := range []bool{true, false} {
		by := map[string]*exit{}
		var order []string
		for _, x := range xs {
			k := x.shape()
			if withConds {
				k += "?" + condsKey(x.conds)
			}
			y := by[k]
			if y == nil {
				c := *x
				by[k] = &c
				order = append(order, k)
				continue
			}
			y.join(x)
		}
		xs = xs[:0:0]
		for _, k := range order {
			xs = append(xs, by[k])
		}
		if len(xs) <= limit {
			break
		}
	}
	return xs
}

func (x *exit) join(y *exit) {
	keep := domain.JoinPreds(x.conds, y.conds)
	x.exact = x.exact && y.exact && slices.Equal(keep, x.conds) && len(keep) == len(y.conds)
	x.derefs &= y.derefs
	x.conds = keep
	results := make([]Value, len(x.results))
	for i := range results {
		results[i] = x.results[i]
		if i < len(y.results) {
			results[i] = domain.Join(results[i], y.results[i])
		}
	}
	x.results = results
	resps := append([]respEffect(nil), x.resps...)
	for i := range resps {
		if i < len(y.resps) {
			resps[i].pending = joinRecorded(resps[i].pending, y.resps[i].pending)
			resps[i].over = resps[i].over && y.resps[i].over
			resps[i].flushed = resps[i].flushed || y.resps[i].flushed
			resps[i].stops = resps[i].stops && y.resps[i].stops
			if resps[i].val != y.resps[i].val {
				resps[i].val = ""
			}
		}
	}
	x.resps = resps
	x.stores = joinBindings(x.stores, y.stores, true)
	x.objs = joinBindings(x.objs, y.objs, false)
}

// joinBindings joins two lists; a store that only one side makes may not
// happen.
func joinBindings(a, b []domain.Binding, maybe bool) []domain.Binding {
	out := append([]domain.Binding(nil), a...)
	at := map[Loc]int{}
	for i, x := range out {
		at[x.Loc] = i
	}
	for _, y := range b {
		if i, ok := at[y.Loc]; ok {
			out[i].Val = domain.Join(out[i].Val, y.Val)
			continue
		}
		if maybe {
			y.Val.Top = true
		}
		out = append(out, y)
	}
	if len(out) > 300 {
		out = out[:300]
	}
	return out
}

// summarize makes the function's summary.
func (in *interp) summarize() *summary {
	m := &summary{vouches: in.fn.vouched, keeps: in.keeps}
	m.exits = joinExits(in.exits, maxExits)
	m.events = slices.Clone(in.sends)
	slices.SortStableFunc(m.events, func(a, b *event) int {
		return cmp.Or(cmp.Compare(a.via.Pos(), b.via.Pos()), cmp.Compare(a.site.node.Pos(), b.site.node.Pos()),
			cmp.Compare(a.ch, b.ch), compareLocs(a.resp, b.resp), compareConds(a.conds, b.conds))
	})
	return m
}

// join is what either of two summaries of a function says.
func (m *summary) join(o *summary) *summary {
	if m == nil || o == nil || m.unknown || o.unknown {
		return &summary{unknown: true}
	}
	out := &summary{vouches: m.vouches || o.vouches, keeps: m.keeps | o.keeps, exits: joinExits(slices.Concat(m.exits, o.exits), maxExits), events: slices.Clone(m.events)}
	for _, e := range o.events {
		i := slices.IndexFunc(out.events, func(f *event) bool { return e.same(f) })
		if i < 0 {
			out.events = append(out.events, e)
			continue
		}
		both := *out.events[i]
		both.status, both.guards, both.others = domain.Join(both.status, e.status), commonGuards(both.guards, e.guards), both.others || e.others
		both.common, both.derefs = both.common || e.common, both.derefs&e.derefs
		out.events[i] = &both
	}
	return out
}

// same tells whether two events are one way in which a status leaves.
func (e *event) same(o *event) bool {
	return e.site == o.site && e.via == o.via && e.origin == o.origin && e.resp == o.resp && e.ch == o.ch && e.proxy == o.proxy &&
		e.atExit == o.atExit && slices.Equal(e.conds, o.conds)
}

// equal tells whether two summaries of a function say the same.
func (m *summary) equal(o *summary) bool {
	if m == nil || o == nil {
		return m == o
	}
	return m.unknown == o.unknown && m.vouches == o.vouches && m.keeps == o.keeps && slices.EqualFunc(m.exits, o.exits, (*exit).equal) && slices.EqualFunc(m.events, o.events, (*event).equal)
}

func (x *exit) equal(y *exit) bool {
	return x.exact == y.exact && x.byText == y.byText && x.derefs == y.derefs && slices.Equal(x.conds, y.conds) && slices.EqualFunc(x.results, y.results, domain.Equal) &&
		slices.EqualFunc(x.resps, y.resps, respEffect.equal) && slices.EqualFunc(x.stores, y.stores, equalBindings) && slices.EqualFunc(x.objs, y.objs, equalBindings)
}

func (r respEffect) equal(q respEffect) bool {
	return r.loc == q.loc && r.ch == q.ch && r.proxy == q.proxy && r.sent == q.sent && r.val == q.val && r.over == q.over && r.flushed == q.flushed && r.stops == q.stops &&
		slices.EqualFunc(r.pending, q.pending, recorded.equal)
}

func equalBindings(a, b domain.Binding) bool { return a.Loc == b.Loc && domain.Equal(a.Val, b.Val) }

func (e *event) equal(o *event) bool {
	return e.same(o) && e.val == o.val && e.done == o.done && e.others == o.others && e.common == o.common && e.derefs == o.derefs && slices.Equal(e.late, o.late) && domain.Equal(e.status, o.status)
}
