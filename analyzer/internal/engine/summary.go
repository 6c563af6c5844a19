package engine

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// summary is what calling a function does, on the conditions that hold at
// each of its exits. Locations start at its parameters, at variables that it
// captures, at globals, or at objects that it makes.
type summary struct {
	exits   []*exit
	events  []*event
	unknown bool  // too large, or not analysed: anything may happen
	renders int64 // of another package: what its method sends that is reported nowhere
	sends   int64 // of another package: the 401 or 403 that every call sends
	vouches bool  // adds the challenge in a way that can't be seen
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
}

// captures tells whether the summary speaks of captured variables.
func (m *summary) captures() bool {
	if m == nil {
		return false
	}
	for _, e := range m.events {
		if e.resp.Root.Kind == RootCaptured {
			return true
		}
	}
	for _, x := range m.exits {
		for _, r := range x.resps {
			if r.loc.Root.Kind == RootCaptured {
				return true
			}
		}
		for _, b := range x.stores {
			if b.Loc.Root.Kind == RootCaptured {
				return true
			}
		}
	}
	return false
}

// sets tells whether a function sets a challenge somewhere.
func (m *summary) sets() bool {
	if m == nil {
		return false
	}
	for _, e := range m.events {
		if e.ch == ChSet && !byKey(e.conds) {
			return true
		}
	}
	for _, x := range m.exits {
		for _, r := range x.resps {
			if r.ch == ChSet && !byKey(x.conds) {
				return true
			}
		}
	}
	return m.vouches
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
	in.notePassed(s)
	x := &exit{exact: true, results: make([]Value, len(vals)), byText: in.byText(s)}
	for i, v := range vals {
		x.results[i] = x.text(in.close(s, s.some(v)).Bare())
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
		if r.key() == "000" && len(r.pending) == 0 {
			continue
		}
		pending := slices.Clone(r.pending)
		for i := range pending {
			pending[i].val = s.live(pending[i].val).Bare()
		}
		x.resps = append(x.resps, respEffect{l, r.ch, r.proxy, r.sent, r.val, r.setPos, pending, r.over, r.flushed, r.after})
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
	if !in.isResponse(in.types[l]) {
		// A status kept with a request is no response yet.
		if _, literal := in.literalRow(in.types[l]); !literal || l.Root.Kind != RootParam {
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
		return isHeader(t)
	case *types.Pointer, *types.Struct:
		return in.isResponse(t) || in.holds(t) || in.carriesType(t)
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
	return !ok || in.carriesIn(t, f)
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
	var keep []domain.Pred
	for _, c := range x.conds {
		for _, d := range y.conds {
			if c == d {
				keep = append(keep, c)
				break
			}
		}
	}
	if len(keep) != len(x.conds) || len(keep) != len(y.conds) {
		x.exact = false
	}
	x.exact = x.exact && y.exact
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
	m := &summary{vouches: in.fn.vouched}
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
	out := &summary{vouches: m.vouches || o.vouches, exits: joinExits(slices.Concat(m.exits, o.exits), maxExits), events: slices.Clone(m.events)}
	for _, e := range o.events {
		i := slices.IndexFunc(out.events, func(f *event) bool { return e.same(f) })
		if i < 0 {
			out.events = append(out.events, e)
			continue
		}
		both := *out.events[i]
		both.status, both.guards, both.others = domain.Join(both.status, e.status), commonGuards(both.guards, e.guards), both.others || e.others
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
	return m.unknown == o.unknown && m.vouches == o.vouches && slices.EqualFunc(m.exits, o.exits, (*exit).equal) && slices.EqualFunc(m.events, o.events, (*event).equal)
}

func (x *exit) equal(y *exit) bool {
	return x.exact == y.exact && x.byText == y.byText && slices.Equal(x.conds, y.conds) && slices.EqualFunc(x.results, y.results, domain.Equal) &&
		slices.EqualFunc(x.resps, y.resps, respEffect.equal) && slices.EqualFunc(x.stores, y.stores, equalBindings) && slices.EqualFunc(x.objs, y.objs, equalBindings)
}

func (r respEffect) equal(q respEffect) bool {
	return r.loc == q.loc && r.ch == q.ch && r.proxy == q.proxy && r.sent == q.sent && r.val == q.val && r.over == q.over && r.flushed == q.flushed &&
		slices.EqualFunc(r.pending, q.pending, recorded.equal)
}

func equalBindings(a, b domain.Binding) bool { return a.Loc == b.Loc && domain.Equal(a.Val, b.Val) }

func (e *event) equal(o *event) bool {
	return e.same(o) && e.val == o.val && e.done == o.done && e.others == o.others && slices.Equal(e.late, o.late) && domain.Equal(e.status, o.status)
}

// A frameOf a call maps a callee's locations to the caller's values.
type callFrame struct {
	in   *interp
	s    *state
	call *ast.CallExpr
	f    *types.Func // nil for a literal
	recv Value
	args []Value
	objs map[Root]Loc
	x    *exit
	exit int // its number: what different exits make are different objects
}

// loc is the value at a callee's location, in the caller.
func (fr *callFrame) loc(l Loc) Value {
	var v Value
	switch l.Root.Kind {
	case RootParam:
		switch {
		case l.Root.Idx < 0:
			v = fr.recv
		case l.Root.Idx < len(fr.args):
			v = fr.args[l.Root.Idx]
		default:
			return Value{}
		}
	case RootCaptured:
		obj := l.Root.Obj.(*types.Var)
		var ok bool
		if v, ok = fr.capturedValue(obj); !ok {
			v = fr.in.read(fr.s, fr.in.varLoc(obj))
		}
	case RootGlobal:
		return fr.in.read(fr.s, l)
	case RootSite:
		return domain.Ref(fr.object(l.Root).Root.At(l.Path))
	default:
		return domain.Top
	}
	if l.Path.Empty() {
		return v
	}
	return fr.in.walk(fr.s, v, Loc{Root: l.Root}, l.Path)
}

// value is a callee's value, in the caller.
func (fr *callFrame) value(v Value) Value {
	out := domain.Union{Value: Value{Top: v.Top}}
	for _, a := range v.Atoms {
		switch a.Kind {
		case AtomRef:
			out.Add(fr.loc(a.Loc).Without(a.Int))
		case AtomHeader:
			for _, b := range fr.in.respLocs(fr.s, fr.loc(a.Loc)) {
				out.Add(domain.One(Atom{Kind: AtomHeader, Loc: b}))
			}
		case AtomLit:
			if a.Loc != (Loc{}) {
				a.Loc = Loc{Root: fr.object(a.Loc.Root).Root}
			}
			out.Add(domain.One(a))
		case AtomExpr:
			out.Top = true
		default:
			if a.Text && !fr.passesOn() {
				out.Top = true // nothing says that this error's text is such
				continue
			}
			out.Add(domain.One(a))
		}
	}
	return out.Value
}

// objsPerExit is more than an exit has objects.
const objsPerExit = 128

// object is the caller's object for one that the callee made: each call makes
// its own.
func (fr *callFrame) object(r Root) Loc {
	if l, ok := fr.objs[r]; ok {
		return l
	}
	t, d := fr.in.types[Loc{Root: r}], fr.in.dyns[Loc{Root: r}]
	l := Loc{Root: Root{Kind: RootSite, Idx: fr.exit*objsPerExit + len(fr.objs) + 1, Obj: fr.call}}
	for fr.taken(l, t, d) {
		l.Root.Idx++
	}
	fr.in.setType(l, t)
	if d.known() {
		fr.in.dyns[l] = d
	}
	if fr.objs == nil {
		fr.objs = map[Root]Loc{}
	}
	fr.objs[r] = l
	return l
}

// taken tells whether a location is that of another object of this call, or of
// one that another exit makes and that has another type.
func (fr *callFrame) taken(l Loc, t types.Type, d dyn) bool {
	for _, o := range fr.objs {
		if o == l {
			return true
		}
	}
	if l.Root.Idx%objsPerExit == objsPerExit-1 {
		return false
	}
	if u, ok := fr.in.types[l]; ok {
		return t == nil || !types.Identical(t, u)
	}
	e, ok := fr.in.dyns[l]
	return ok && (t != nil || e.text(fr.in.typeTexts) != d.text(fr.in.typeTexts))
}

// walk follows the steps of a path from v; at is the callee's location, whose
// types guide the way.
func (in *interp) walk(s *state, v Value, at Loc, path domain.Path) Value {
	for step := range path.Steps() {
		at = at.Then(step)
		t := in.types[at]
		switch {
		case step.TypeTest():
			if t == nil {
				return domain.Top
			}
			out := Value{Top: v.Top}
			for _, a := range v.Atoms {
				if a.Kind == AtomRef {
					if got, ok := in.asType(s, a, t, step.Kind == domain.As, 0); ok {
						out = domain.Join(out, got)
					}
				}
			}
			v = out
		case step.Kind == domain.Method:
			v = in.callByName(s, v, step.Name, t)
		case isMark(step):
			v = in.marked(s, v, step)
		default:
			v = in.step(s, v, step, t)
		}
		if v.Empty() {
			return v
		}
	}
	return v
}

// callByName is the result of a niladic method of what v may be.
func (in *interp) callByName(s *state, v Value, name string, t types.Type) Value {
	out := domain.Union{Value: Value{Top: v.Top}}
	for _, a := range v.Atoms {
		if a.Kind != AtomRef {
			continue
		}
		l := a.Loc.Then(domain.MethodStep(name))
		if w, ok := s.env.Get(l); ok {
			out.Add(w.Of(a))
			continue
		}
		if w, ok := in.genv.Get(l); ok {
			out.Add(w.Of(a))
			continue
		}
		if m := in.method(a.Loc, name); m != nil {
			out.Add(in.accessor(s, a, m).Of(a))
			continue
		}
		if l.TooDeep() {
			out.Top = true
			continue
		}
		in.setType(l, t)
		out.Add(in.read(s, l).Of(a))
	}
	return out.Value
}

// method finds a method of the concrete type of what is at a location.
func (in *interp) method(l Loc, name string) *types.Func {
	d := in.dynType(l)
	if d.t == nil || types.IsInterface(d.t) {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(ptrTo(d.t), true, in.tpkg, name)
	f, _ := obj.(*types.Func)
	if f == nil {
		return nil
	}
	if r := f.Signature().Recv(); r != nil && types.IsInterface(r.Type()) {
		return nil
	}
	return f.Origin()
}

func ptrTo(t types.Type) types.Type {
	if _, ok := t.Underlying().(*types.Pointer); ok {
		return t
	}
	return types.NewPointer(t)
}

// accessor is the first result of a method without parameters, by its summary.
func (in *interp) accessor(s *state, a Atom, m *types.Func) Value {
	if m.Signature().Params().Len() > 0 || m.Signature().Results().Len() == 0 {
		return domain.Top
	}
	sum := in.summaryOf(m)
	if sum == nil || sum.unknown {
		return in.symbolicAccessor(a, m)
	}
	fr := &callFrame{in: in, s: s, f: m, recv: domain.One(a)}
	out := Value{}
	for _, x := range sum.exits {
		if !fr.possible(x.conds) || len(x.results) == 0 {
			continue
		}
		out = domain.Join(out, fr.value(x.results[0]))
	}
	return out
}

// symbolicAccessor is the result of a method that can't be seen through.
func (in *interp) symbolicAccessor(a Atom, m *types.Func) Value {
	l := a.Loc.Then(domain.MethodStep(m.Name()))
	if l.TooDeep() || a.Loc.Root.Kind == RootSite {
		return domain.Top
	}
	in.setType(l, m.Signature().Results().At(0).Type())
	return domain.Ref(l)
}

// possible tells whether conditions can hold of the arguments, without noting
// them.
func (fr *callFrame) possible(cs []domain.Pred) bool {
	for _, c := range cs {
		if fr.decide(c) < 0 {
			return false
		}
	}
	return true
}

// decide says whether a callee's condition holds of the arguments: 1 yes, -1
// no, 0 unknown.
func (fr *callFrame) decide(c domain.Pred) int {
	if fr.panics(c.Loc) {
		return -1
	}
	v := fr.loc(c.Loc)
	if v.Empty() {
		return 0
	}
	yes, no, maybe := 0, 0, 0
	if v.Top {
		maybe++
	}
	for _, a := range v.Atoms {
		switch fr.in.atomHolds(fr.s, a, c) {
		case 1:
			yes++
		case -1:
			no++
		default:
			maybe++
		}
	}
	switch {
	case yes > 0 && no == 0 && maybe == 0:
		return 1
	case no > 0 && yes == 0 && maybe == 0:
		return -1
	}
	return 0
}

// panics tells whether a location is a field of what a nil pointer points to.
func (fr *callFrame) panics(l Loc) bool {
	if first := l.Path.First(); first.Kind != domain.Field && first.Kind != domain.Slot || isMark(first) {
		return false
	}
	a, ok := fr.loc(Loc{Root: l.Root}).Single()
	return ok && fr.s.isNil(a)
}

// atomHolds says whether a condition holds of one thing.
func (in *interp) atomHolds(s *state, a Atom, c domain.Pred) int {
	if ofKey(c) && a.Kind == AtomStr && strings.EqualFold(a.Str, c.Str) {
		a.Str = c.Str // names of headers have no case
	}
	if known := c.Of(a); known != 0 {
		return known
	}
	tell := func(b bool) int {
		if b {
			return 1
		}
		return -1
	}
	switch {
	case a.Kind != AtomRef:
	case c.Op == domain.IsNil || c.Op == domain.NotNil:
		if in.neverNil(a) {
			return tell(c.Op == domain.NotNil)
		}
	case c.Op == domain.IsErr || c.Op == domain.NotErr:
		if k := a.Loc.Root.Kind; (k == RootGlobal || k == RootSite) && a.Loc.Path.Empty() {
			return tell(in.wraps(s, a, c.Str, 0) == (c.Op == domain.IsErr))
		}
	case c.Op == domain.HasType || c.Op == domain.NotType:
		if d := in.dynType(a.Loc); d.known() {
			if text := d.text(in.typeTexts); text == c.Str || "*"+text == c.Str || text == "*"+c.Str {
				return tell(c.Op == domain.HasType)
			}
			if t := in.typeByName(c.Str); t != nil && types.IsInterface(t) && d.is(t, in.typeTexts) {
				return tell(c.Op == domain.HasType)
			}
			if a.Loc.Root.Kind == RootSite && !in.wrapsAny(s, a) && !strings.Contains(c.Str, "interface") {
				return tell(c.Op == domain.NotType)
			}
			return 0
		}
	}
	if a.Kind == AtomRef {
		c.Loc = a.Loc
		return s.holds(c)
	}
	return 0
}

// wraps tells whether a is, or wraps, the sentinel of that name.
func (in *interp) wraps(s *state, a Atom, name string, depth int) bool {
	if a.Kind != AtomRef {
		return false
	}
	if a.Loc.Root.Kind == RootGlobal && a.Loc.Path.Empty() && globalName(a.Loc.Root.Obj.(*types.Var)) == name {
		return true
	}
	if depth > 3 {
		return false
	}
	inner := in.unwrapped(s, a)
	for _, b := range inner.Atoms {
		if in.wraps(s, b, name, depth+1) {
			return true
		}
	}
	return false
}

func (in *interp) wrapsAny(s *state, a Atom) bool {
	v := in.unwrapped(s, a)
	return !v.Empty()
}

// applySummary carries out a call of a function with a known summary. With
// maybe, it is a literal that something unknown may call.
func (in *interp) applySummary(s *state, c *ast.CallExpr, f *types.Func, m *summary, recv Value, args []Value, maybe int) []*state {
	sig := in.sigOf(c)
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
		if !fr.assume(x.conds) {
			continue
		}
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
			w = t.opened(w, Loc{Root: Root{Kind: RootOpaque, Idx: i, Obj: c}})
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
// that a caller knows not to be nil.
func (s *state) some(v Value) Value {
	out := v
	for i, a := range v.Atoms {
		if a.Kind == AtomRef && a.Loc.Root.Kind == RootOpaque && (a.Int&domain.KnownNonNil != 0 || s.holds(domain.Pred{Loc: a.Loc, Op: domain.NotNil}) > 0) {
			if len(out.Atoms) > 0 && &out.Atoms[0] == &v.Atoms[0] {
				out.Atoms = slices.Clone(v.Atoms)
			}
			out.Atoms[i] = Atom{Kind: AtomSome, If: a.If}
		}
	}
	return out
}

// opened is its opposite: in the caller it is the opaque result of the call, or
// anything, where the call may return others too.
func (s *state) opened(v Value, l Loc) Value {
	if v.Find(Atom{Kind: AtomSome}) < 0 {
		return v
	}
	if len(v.Atoms) == 1 && !v.Top {
		s.add(domain.Pred{Loc: l, Op: domain.NotNil})
		return domain.One(Atom{Kind: AtomRef, Loc: l, Int: domain.KnownNonNil})
	}
	v = v.Filter(func(a Atom) bool { return a.Kind != AtomSome })
	v.Top = true
	return v
}

// splits tells whether some possible exits set a response's challenge and
// others don't, for reasons that this caller can't tell.
func (in *interp) splits(fr *callFrame, m *summary) bool {
	set, not, inexact := false, false, false
	for _, x := range m.exits {
		if !fr.possible(x.conds) {
			continue
		}
		s := false
		for _, r := range x.resps {
			s = s || r.ch == ChSet || r.ch == ChUnknown
		}
		if s {
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
			v := fr.loc(c.Loc)
			if a, ok := v.Single(); ok && a.Kind == AtomRef {
				c.Loc = a.Loc
				if !fr.s.add(c) {
					return false
				}
			} else {
				fr.narrow(c)
			}
		}
	}
	return true
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
			case ch == ChEntry:
				if split {
					*to = ChUnknown
				}
			case ch == ChSet && split:
				*to = ChUnknown
			default:
				*to = ch
			}
		}
		apply(&q.ch, r.ch)
		apply(&q.proxy, r.proxy)
		if r.ch == ChSet {
			q.val, q.setPos = r.val, r.setPos
			if fr.call != nil {
				in.noteSet(fr.call, s.guards)
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

// derive notes what a callee sends, as this function sees it.
func (in *interp) derive(fr *callFrame, e *event) {
	if e.atExit || !fr.possible(e.conds) || fr.unnamed(e.conds) {
		return // what is only recorded is an effect of the exit
	}
	in.handedOver(fr, e)
	s := fr.s
	for _, l := range in.respLocs(s, fr.loc(e.resp)) {
		r := s.peek(l)
		if r.sent == SentYes {
			continue
		}
		ch, proxy := e.ch, e.proxy
		twinCh, twinProxy, others := fr.same(e, l)
		if ch == ChEntry {
			ch = twinCh
		}
		if proxy == ChEntry {
			proxy = twinProxy
		}
		if ch == ChEntry {
			ch = r.ch
		}
		if proxy == ChEntry {
			proxy = r.proxy
		}
		if l.Root.Kind == RootSite && s.resps[l] == nil {
			if ch == ChEntry {
				ch = ChNone
			}
			if proxy == ChEntry {
				proxy = ChNone
			}
		}
		st, own := Value{Top: e.status.Top}, Value{}
		var more []domain.Pred
		foreign := !in.mine(e.site)
		for _, a := range e.status.Atoms {
			switch a.Kind {
			case AtomInt:
				// The callee reports its own constants, unless it leaves
				// that to its callers.
				if !foreign && e.fn != nil && e.fn.deferred && e.asked(a.Int) == ChEntry {
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
		for _, c := range e.conds {
			if a, ok := fr.loc(c.Loc).Single(); ok && a.Kind == AtomRef {
				c.Loc = a.Loc
				more = append(more, c)
			}
		}
		note := func(st Value, from ast.Node, about ...domain.Pred) {
			if len(st.Atoms) == 0 {
				return
			}
			d := in.eventWith(others, s, l, st, at, via, from, ch, proxy, slices.Concat(more, about)...)
			if d == nil {
				return
			}
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

// together is the value at a callee's location, without the objects for which
// a condition on another of their fields, given as another argument, fails.
// With it come the conditions, as they speak of objects that are not known.
func (fr *callFrame) together(cs []domain.Pred, l Loc) (Value, []domain.Pred) {
	v := fr.loc(l)
	if !l.Path.Empty() && l.Root.Kind == RootParam {
		return fr.siblings(cs, l, v), nil
	}
	arg := func(l Loc) (*ast.SelectorExpr, *ast.Ident) {
		if !l.Path.Empty() || l.Root.Kind != RootParam || l.Root.Idx < 0 || fr.call == nil || l.Root.Idx >= len(fr.call.Args) || len(fr.call.Args) != len(fr.args) {
			return nil, nil
		}
		sel, ok := unparen(fr.call.Args[l.Root.Idx]).(*ast.SelectorExpr)
		if !ok {
			return nil, nil
		}
		id, _ := unparen(sel.X).(*ast.Ident)
		return sel, id
	}
	sel, id := arg(l)
	if id == nil {
		return v, nil
	}
	in := fr.in
	base := in.eval(fr.s, id)
	if in.info.Selections[sel] == nil || len(base.Atoms) == 0 {
		return v, nil
	}
	var about []domain.Pred
	out := Value{Top: base.Top}
	for _, o := range base.Atoms {
		fits := true
		for _, c := range cs {
			other, oid := arg(c.Loc)
			if oid == nil || in.info.ObjectOf(oid) != in.info.ObjectOf(id) {
				continue
			}
			f := in.fieldOf(fr.s, o, other)
			if a, ok := f.Single(); ok && a.Kind == AtomRef {
				c.Loc = a.Loc
				about = append(about, c)
			}
			if !f.Top && f.Filter(func(a Atom) bool { return in.atomHolds(fr.s, a, c) >= 0 }).Empty() {
				fits = false
			}
		}
		if fits {
			out = domain.Join(out, in.fieldOf(fr.s, o, sel))
		}
	}
	return out, about
}

// siblings is the value at a path below a parameter, without the objects for
// which a condition on another path below it fails.
func (fr *callFrame) siblings(cs []domain.Pred, l Loc, v Value) Value {
	root := Loc{Root: l.Root}
	base := fr.loc(root)
	if len(base.Atoms) < 2 {
		return v
	}
	out := domain.Union{Value: Value{Top: base.Top}}
	for _, o := range base.Atoms {
		fits := true
		for _, c := range cs {
			if c.Loc.Root != l.Root || c.Loc.Path.Empty() {
				continue
			}
			f := fr.in.walk(fr.s, domain.One(o), root, c.Loc.Path)
			if !f.Empty() && !f.Top && f.Filter(func(a Atom) bool { return fr.in.atomHolds(fr.s, a, c) >= 0 }).Empty() {
				fits = false
			}
		}
		if fits {
			out.Add(fr.in.walk(fr.s, domain.One(o), root, l.Path))
		}
	}
	return out.Value
}

// applyInterface is a call of an interface's method: of the implementations
// in view, or of something unknown.
func (in *interp) applyInterface(s *state, c *ast.CallExpr, f *types.Func, recv Value, args []Value) []*state {
	// What the receiver is may be known.
	var impls []*types.Func
	known := !recv.Top && len(recv.Atoms) > 0
	for _, a := range recv.Atoms {
		if a.Kind == AtomNil {
			continue
		}
		if a.Kind != AtomRef {
			known = false
			break
		}
		m := in.method(a.Loc, f.Name())
		if m == nil {
			known = false
			break
		}
		impls = append(impls, m)
	}
	if f.Signature().Params().Len() == 0 && f.Signature().Results().Len() == 1 && len(recv.Atoms) > 0 && !known {
		// An accessor: its result is a step from the receiver.
		in.opaque(s, c, f)
		if v := in.callByName(s, recv, f.Name(), f.Signature().Results().At(0).Type()); !v.Empty() && !(v.Top && len(v.Atoms) == 0) {
			s.env.Set(tmp(c, 0), v)
		}
		return []*state{s}
	}
	if !known {
		impls = in.implementations(f)
	}
	if !known && len(impls) == 0 {
		if m := in.foreignSummary(f); m != nil {
			out := in.applySummary(s, c, f, m, recv, args, 0)
			in.openResults(out, c, f)
			return out
		}
	}
	if len(impls) == 0 || len(impls) > 4 {
		in.unknownDynamic(s, c, f.Signature(), args)
		in.loseResponses(s, recv, f.Signature().Recv().Type())
		return in.runLits(s, c, args)
	}
	var out []*state
	if len(impls) > 1 {
		for _, m := range impls {
			if in.summaryOf(m).sets() {
				in.vouch(s, args) // it may be the one that is meant
			}
		}
	}
	for _, m := range impls {
		sum := in.summaryOf(m)
		if sum == nil {
			t := s.clone()
			in.unknownDynamic(t, c, f.Signature(), args)
			out = append(out, t)
			continue
		}
		r := recv
		if !known {
			r = in.asImpl(s, recv, m)
		}
		out = append(out, in.applySummary(s.clone(), c, m, sum, r, args, 0)...)
	}
	if !known {
		in.openResults(out, c, f)
	}
	return in.joinStates(out)
}

// openResults keeps a call's results open: others may implement the method
// too.
func (in *interp) openResults(ss []*state, c *ast.CallExpr, f *types.Func) {
	for _, t := range ss {
		for i := range f.Signature().Results().Len() {
			if v := in.result(t, c, i); !v.Top {
				t.env.Set(tmp(c, i), domain.Join(v, domain.Ref(Loc{Root: Root{Kind: RootOpaque, Idx: i, Obj: c}})))
			}
		}
	}
}

// asImpl is the receiver seen as the type that implements a method.
func (in *interp) asImpl(s *state, recv Value, m *types.Func) Value {
	out := Value{Top: recv.Top}
	t := m.Signature().Recv().Type()
	for _, a := range recv.Atoms {
		if a.Kind == AtomRef {
			l := a.Loc.Then(domain.Step{Kind: domain.Is, Name: in.typeTexts.Of(t)})
			if l.TooDeep() {
				out.Top = true
				continue
			}
			in.setType(l, t)
			out = domain.Join(out, domain.Ref(l))
		}
	}
	return out
}
