package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// Challenge is what is known of the challenge in a response's header.
type Challenge uint8

const (
	ChEntry   Challenge = iota // as it was when the function was entered
	ChNone                     // surely not set
	ChSet                      // set
	ChUnknown                  // can't be known
)

// lacks tells whether none is known to be set, nor may be, beyond what the function
// was given.
func (c Challenge) lacks() bool { return c == ChEntry || c == ChNone }

// Sent is what is known of the status line.
type Sent uint8

const (
	SentNo Sent = iota
	SentYes
	SentUnknown
)

// resp is the state of one response at a program point.
type resp struct {
	ch      Challenge
	proxy   Challenge // Proxy-Authenticate
	sent    Sent
	val     string     // the constant challenge, where one is known
	setPos  token.Pos  // where it was set
	pending []recorded // statuses recorded but not sent yet
	over    bool       // on all paths: what the caller had recorded is replaced
	flushed bool       // what the caller had recorded has left
	after   bool       // the challenge was set when another response of the caller's had been sent
	stops   bool       // what stands behind the middleware is kept from running
	events  []*event   // what was sent, for late challenges
}

func (r resp) headers() Headers { return r.ch.Of() | r.proxy.Of()<<Proxied }

// recorded is a status that leaves later.
type recorded struct {
	val  Value
	site *site
	via  ast.Node // the call in this function that recorded it
	only bool     // it leaves with a write only, and not when the handler returns
}

// pendingValue is what may be recorded.
func pendingValue(rs []recorded) Value {
	v := Value{}
	for _, r := range rs {
		v = domain.Join(v, r.val)
	}
	return v
}

// sameRecords compares what is recorded for a response, whose key is compared
// with the state's.
func sameRecords(a, b *resp) bool {
	return a.over == b.over && a.flushed == b.flushed && slices.EqualFunc(a.pending, b.pending, recorded.equal)
}

func (r recorded) equal(q recorded) bool {
	return r.site == q.site && r.via == q.via && r.only == q.only && domain.Equal(r.val, q.val)
}

// joinRecorded joins two lists, by where statuses were recorded.
func joinRecorded(a, b []recorded) []recorded {
	out := a[:len(a):len(a)]
	for _, y := range b {
		i := slices.IndexFunc(out, func(x recorded) bool { return x.site == y.site && x.via == y.via })
		if i < 0 && len(out) < 32 {
			out = append(out, y)
		} else if i >= 0 && !domain.Equal(out[i].val, y.val) {
			out = slices.Clone(out)
			out[i].val = domain.Join(out[i].val, y.val)
		}
	}
	return out
}

// key separates the states that must not be joined: what the rules ask about.
func (r *resp) key() string {
	return string([]byte{'0' + byte(r.ch), '0' + byte(r.proxy), '0' + byte(r.sent)})
}

// memo is a result of an accessor, with the variables that it rests on.
type memo struct {
	val  Value
	vars []any
}

// A state is what holds at a program point on a set of paths.
type state struct {
	env    domain.Env
	conds  []domain.Pred
	bools  map[string]domain.Outcome
	memo   map[string]memo // results of accessors that a test looked at
	resps  map[Loc]*resp
	guards *Guard
	defers []*ast.DeferStmt
	derefs uint64 // the parameters that a field was selected from: deref.go
}

func newState() *state {
	return &state{env: domain.NewEnv()}
}

func (s *state) clone() *state {
	c := &state{env: s.env.Clone(), guards: s.guards, derefs: s.derefs}
	c.conds = s.conds[:len(s.conds):len(s.conds)]
	if len(s.bools) > 0 {
		c.bools = maps.Clone(s.bools)
	}
	if len(s.memo) > 0 {
		c.memo = maps.Clone(s.memo)
	}
	if len(s.resps) > 0 {
		c.resps = make(map[Loc]*resp, len(s.resps))
		for k, v := range s.resps {
			r := *v
			c.resps[k] = &r
		}
	}
	c.defers = s.defers[:len(s.defers):len(s.defers)]
	return c
}

// at returns the state of a response, made on first use.
func (s *state) at(l Loc) *resp {
	r := s.resps[l]
	if r == nil {
		r = &resp{}
		if l.Root.Kind == RootSite {
			r.ch, r.proxy = ChNone, ChNone
		}
		if s.resps == nil {
			s.resps = map[Loc]*resp{}
		}
		s.resps[l] = r
	}
	return r
}

// peek is at without making it.
func (s *state) peek(l Loc) resp {
	if r := s.resps[l]; r != nil {
		return *r
	}
	return resp{}
}

// left tells whether the response that the function was handed has its status, and
// so have all.
func (s *state) left() (any bool) {
	for l, r := range s.resps {
		if l.Root.Kind == RootParam || l.Root.Kind == RootCaptured {
			if any = r.sent == SentYes; !any {
				return false
			}
		}
	}
	return any
}

// key is the part of a state in which joined states must agree.
func (s *state) key() string {
	if len(s.resps) == 0 {
		return ""
	}
	var parts []string
	for l, r := range s.resps {
		k := r.key()
		if r.over {
			k += "o"
		}
		if r.stops {
			k += "s"
		}
		if k != "000" {
			var buf [128]byte
			parts = append(parts, string(append(append(appendLoc(buf[:0], l), '='), k...)))
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "|")
}

// responses lists the responses that a state knows, in the order of the
// source.
func (s *state) responses() []Loc {
	if len(s.resps) == 0 {
		return nil
	}
	ls := make([]Loc, 0, len(s.resps))
	for l := range s.resps {
		ls = append(ls, l)
	}
	slices.SortFunc(ls, compareLocs)
	return ls
}

// add notes a condition; it reports whether the state stays possible.
func (s *state) add(c domain.Pred) bool {
	for _, d := range s.conds {
		if d == c {
			return true
		}
		if c.Contradicts(d) {
			return false
		}
	}
	if len(s.conds) < 64 {
		s.conds = append(s.conds[:len(s.conds):len(s.conds)], c)
	}
	return true
}

// holds says what the conditions tell about c: 1 true, -1 false, 0 unknown.
func (s *state) holds(c domain.Pred) int {
	n := c.Negate()
	for _, d := range s.conds {
		if d.Loc != c.Loc {
			continue
		}
		if d == c || n.Contradicts(d) {
			return 1
		}
		if c.Contradicts(d) {
			return -1
		}
	}
	return 0
}

// forget drops what is known of a root, because it was assigned.
func (s *state) forget(r Root) {
	s.dropConds(func(l Loc) bool { return l.Root == r })
	for k, f := range s.bools {
		if slices.Contains(f.Vars, r.Obj) {
			delete(s.bools, k)
		}
	}
	for k, m := range s.memo {
		if slices.Contains(m.vars, r.Obj) {
			delete(s.memo, k)
		}
	}
}

// dropConds drops the conditions on some locations. Other states may share them.
func (s *state) dropConds(on func(Loc) bool) {
	about := func(c domain.Pred) bool { return on(c.Loc) }
	if slices.ContainsFunc(s.conds, about) {
		s.conds = slices.DeleteFunc(slices.Clone(s.conds), about)
	}
}

// forgetFields drops the bindings below a location.
func (s *state) forgetFields(l Loc) {
	if l.Path.Empty() {
		if v, ok := s.env.Get(l); ok {
			s.env.Drop(l.Root)
			s.env.Set(l, v)
		} else {
			s.env.Drop(l.Root)
		}
		return
	}
	s.env.Under(l.Root, func(p domain.Path, _ Value) {
		if p.Below(l.Path) {
			s.env.Del(l.Root.At(p))
		}
	})
}

// masks lists what s knows to be no 401, 403 or 407, and t does not.
func (s *state) masks(t *state) domain.Masks {
	var m domain.Masks
	same := 0 // both began with these
	for same < len(s.conds) && same < len(t.conds) && s.conds[same] == t.conds[same] {
		same++
	}
	for _, c := range s.conds[same:] {
		switch c.Op {
		case domain.EqInt, domain.NeInt, domain.LtInt, domain.GeInt:
		default:
			continue
		}
		if t.holds(c) > 0 {
			continue
		}
		for i, n := range domain.Statuses {
			if s.holds(domain.Pred{Loc: c.Loc, Op: domain.EqInt, Int: n}) < 0 {
				if m == nil {
					m = domain.Masks{}
				}
				m[c.Loc] |= 1 << i
			}
		}
	}
	return m
}

// merge joins t into s; both have the same key.
func (in *interp) merge(s, t *state) *state {
	in.budget -= 1 + s.env.Len/8
	in.work += 1 + len(s.conds) + len(s.bools) + len(s.memo)
	out := s.clone()
	ms, mt := s.masks(t), t.masks(s)
	bs, bt := in.apart(s, t)
	mixed := func(k Loc, v, w Value) {
		if j := domain.JoinApart(ms.Mask(v), mt.Mask(w), bs, bt); !domain.Equal(j, v) {
			out.env.Set(k, j)
		}
	}
	for _, b := range s.env.Tmps {
		w, ok := t.env.Get(b.Loc)
		if !ok {
			w = domain.Top
		}
		mixed(b.Loc, b.Val, w)
	}
	for _, b := range t.env.Tmps {
		if _, ok := s.env.Get(b.Loc); !ok {
			out.env.Set(b.Loc, domain.JoinApart(domain.Top, mt.Mask(b.Val), bs, bt))
		}
	}
	s.env.Both(&t.env, ms != nil || mt != nil, func(r Root, x, y *domain.Cell) {
		in.work++
		if y == nil && made(r) {
			return // an object that only this side has
		}
		if x == nil && made(r) {
			for i, p := range y.Paths {
				out.env.Set(r.At(p), y.Vals[i])
			}
			return
		}
		if x != nil {
			for i, p := range x.Paths {
				k := r.At(p)
				w, ok := Value{}, false
				if y != nil {
					if j := y.Find(p); j >= 0 {
						w, ok = y.Vals[j], true
					}
				}
				if !ok {
					w = in.unboundIn(t, k)
				}
				mixed(k, x.Vals[i], w)
			}
		}
		if y != nil {
			for i, p := range y.Paths {
				if x == nil || x.Find(p) < 0 {
					k := r.At(p)
					out.env.Set(k, domain.JoinApart(ms.Mask(in.unboundIn(s, k)), mt.Mask(y.Vals[i]), bs, bt))
				}
			}
		}
	})
	out.conds = domain.JoinPreds(s.conds, t.conds)
	for k, f := range s.bools {
		if g, ok := t.bools[k]; !ok || g.Truth != f.Truth {
			delete(out.bools, k)
		}
	}
	for k, x := range s.memo {
		if y, ok := t.memo[k]; ok {
			v, w := x.val, y.val
			if in.kept != nil && !domain.Equal(v, w) { // the test that is kept is the one that tells them apart
				v, w = v.Bare(), w.Bare()
			}
			out.memo[k] = memo{domain.JoinApart(ms.Mask(v), mt.Mask(w), bs, bt), x.vars}
		} else {
			delete(out.memo, k)
		}
	}
	for l, o := range out.resps {
		r := t.peek(l)
		o.over = o.over && r.over
		o.flushed = o.flushed || r.flushed
	}
	for l, r := range t.resps {
		o := out.at(l)
		if o.val != r.val {
			o.val = ""
		}
		o.flushed, o.after = o.flushed || r.flushed, o.after || r.after
		o.pending = joinRecorded(o.pending, r.pending)
		if o.setPos == 0 {
			o.setPos = r.setPos
		}
		for _, e := range r.events {
			if len(o.events) < 16 && !slices.Contains(o.events, e) {
				o.events = append(o.events[:len(o.events):len(o.events)], e)
			}
		}
	}
	out.guards, out.derefs = commonGuards(s.guards, t.guards), s.derefs&t.derefs
	for _, d := range t.defers {
		if !slices.Contains(out.defers, d) {
			out.defers = append(out.defers, d)
		}
	}
	return out
}

// made tells whether a root is an object that an expression makes, and not a
// variable's zero value.
func made(r Root) bool {
	if r.Kind != RootSite {
		return false
	}
	_, isVar := r.Obj.(*types.Var)
	return !isVar
}

// maxStates bounds the states kept apart at one point.
const maxStates = 12

// joinStates joins the states that agree in what the rules ask about.
func (in *interp) joinStates(ss []*state) []*state {
	if len(ss) < 2 {
		return ss
	}
	byKey := map[string]int{}
	var out []*state
	for _, s := range ss {
		k := s.key()
		if i, ok := byKey[k]; ok {
			out[i] = in.merge(out[i], s)
			continue
		}
		if len(out) >= maxStates {
			// Too many to keep apart: what they differ in is unknown.
			o := out[len(out)-1]
			for l := range s.resps {
				o.at(l)
			}
			for _, r := range o.resps {
				r.ch, r.proxy, r.sent = ChUnknown, ChUnknown, SentUnknown
			}
			out[len(out)-1] = in.merge(o, s)
			continue
		}
		byKey[k] = len(out)
		out = append(out, s)
	}
	return out
}
