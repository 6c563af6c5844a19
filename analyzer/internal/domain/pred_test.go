package domain

import (
	"testing"
)

// models are things of which it is known which predicates hold.
type model struct {
	name                string
	n                   int64
	s                   string
	isInt, isStr, isNil bool
	is                  string // the sentinel that it is, or that it wraps
	typ                 string
	truth               int // 0 is no truth value
}

func models() (out []model) {
	for n := int64(-2); n < 5; n++ {
		out = append(out, model{name: "int", n: n, isInt: true, typ: "int"})
	}
	for _, s := range []string{"", "a", "b"} {
		out = append(out, model{name: "string", s: s, isStr: true, typ: "string"})
	}
	return append(out, model{name: "nil", isNil: true}, model{name: "sentinel", is: "io.EOF", typ: "*p.T"}, model{name: "error", typ: "*p.T"},
		model{name: "true", truth: 1, typ: "bool"}, model{name: "false", truth: -1, typ: "bool"})
}

// satisfies says whether a predicate holds of a model, and whether it speaks of
// such things at all.
func satisfies(m model, p Pred) (holds, speaks bool) {
	switch p.Op {
	case EqInt:
		return m.n == p.Int, m.isInt
	case NeInt:
		return m.n != p.Int, m.isInt
	case LtInt:
		return m.n < p.Int, m.isInt
	case GeInt:
		return m.n >= p.Int, m.isInt
	case EqStr:
		return m.s == p.Str, m.isStr
	case NeStr:
		return m.s != p.Str, m.isStr
	case IsNil:
		return m.isNil, true
	case NotNil:
		return !m.isNil, true
	case IsTrue:
		return m.truth > 0, m.truth != 0
	case IsFalse:
		return m.truth < 0, m.truth != 0
	case IsErr:
		return m.is == p.Str, true
	case NotErr:
		return m.is != p.Str, true
	case HasType:
		return m.typ == p.Str, true
	case NotType:
		return m.typ != p.Str, true
	}
	panic(p.Op)
}

func preds() (out []Pred) {
	for op := range ops {
		switch {
		case op <= GeInt:
			for n := int64(-1); n < 4; n++ {
				out = append(out, Pred{Op: op, Int: n})
			}
		case op <= NeStr:
			out = append(out, Pred{Op: op, Str: "a"}, Pred{Op: op, Str: "b"})
		case op <= IsFalse:
			out = append(out, Pred{Op: op})
		case op <= NotErr:
			out = append(out, Pred{Op: op, Str: "io.EOF"})
		default:
			out = append(out, Pred{Op: op, Str: "*p.T"}, Pred{Op: op, Str: "int"})
		}
	}
	return out
}

// TestPreds holds the laws of predicates: of all pairs, against all models.
func TestPreds(t *testing.T) {
	for _, p := range preds() {
		n := p.Negate()
		if n.Negate() != p || n == p {
			t.Errorf("%+v twice negated is %+v", p, n.Negate())
		}
		if !p.Contradicts(n) || p.Contradicts(p) {
			t.Errorf("%+v contradicts its negation: %v, and itself: %v", p, p.Contradicts(n), p.Contradicts(p))
		}
		if p.Affirms() == n.Affirms() && p.Op != LtInt && p.Op != GeInt {
			t.Errorf("%+v and its negation both affirm, or both don't", p)
		}
		for _, m := range models() {
			if is, ok := satisfies(m, p); ok {
				if not, _ := satisfies(m, n); is == not {
					t.Errorf("%+v and its negation agree on %+v", p, m)
				}
			}
		}
		for _, q := range preds() {
			if p.Contradicts(q) != q.Contradicts(p) {
				t.Errorf("%+v and %+v: not symmetric", p, q)
			}
			both, interval := false, p.Op <= GeInt && q.Op <= GeInt && p.Op != NeInt && q.Op != NeInt
			for _, m := range models() {
				x, xok := satisfies(m, p)
				y, yok := satisfies(m, q)
				if x && y && xok && yok {
					both = true
				}
			}
			if both && p.Contradicts(q) {
				t.Errorf("%+v contradicts %+v, and something satisfies both", p, q)
			}
			if interval && !both && !p.Contradicts(q) {
				t.Errorf("%+v does not contradict %+v, and no number satisfies both", p, q)
			}
			far := q
			far.Loc.Root.Idx = 7
			if p.Contradicts(far) {
				t.Errorf("%+v contradicts what is said of another location", p)
			}
		}
	}
}

// atom is a model as the engine has it, if it has such.
func (m model) atom() (Atom, bool) {
	switch {
	case m.isInt:
		return Atom{Kind: AtomInt, Int: m.n}, true
	case m.isStr:
		return Atom{Kind: AtomStr, Str: m.s}, true
	case m.isNil:
		return Atom{Kind: AtomNil}, true
	case m.truth != 0:
		return Bool(m.truth > 0).Atoms[0], true
	}
	return Atom{}, false
}

// TestOf holds what predicates say of constants to what they mean, and that a
// predicate and its negation never agree.
func TestOf(t *testing.T) {
	said := 0
	for _, p := range preds() {
		for _, m := range models() {
			a, ok := m.atom()
			if !ok {
				continue
			}
			got := p.Of(a)
			if got != 0 {
				said++
				if want, speaks := satisfies(m, p); !speaks || want != (got > 0) {
					t.Errorf("%+v of %+v: %d", p, m, got)
				}
			}
			if p.Negate().Of(a) != -got {
				t.Errorf("%+v of %+v: %d, and its negation %d", p, m, got, p.Negate().Of(a))
			}
		}
		for _, a := range []Atom{{Kind: AtomRef}, {Kind: AtomExpr}, {Kind: AtomFormat}} {
			if p.Of(a) != 0 {
				t.Errorf("%+v is said of what is not known: %d", p, p.Of(a))
			}
		}
	}
	if said == 0 {
		t.Error("nothing is said")
	}
	for n, want := range map[Pred]int64{
		{Op: EqInt, Int: 401}: MaskOf(403) | MaskOf(407), {Op: NeInt, Int: 401}: MaskOf(401), {Op: LtInt, Int: 403}: MaskOf(403) | MaskOf(407),
		{Op: GeInt, Int: 407}: MaskOf(401) | MaskOf(403), {Op: IsNil}: AnyStatus,
	} {
		if got := n.Excludes(); got != want {
			t.Errorf("%+v excludes %b, want %b", n, got, want)
		}
	}
}

// TestJoinPreds holds that what a join says is true of all that either side is true
// of, whichever side comes first, and that a denial stays which one side implies.
func TestJoinPreds(t *testing.T) {
	all := preds()
	for _, p := range all {
		for _, q := range all {
			out := JoinPreds([]Pred{p}, []Pred{q})
			if back := JoinPreds([]Pred{q}, []Pred{p}); len(back) != len(out) {
				t.Errorf("%+v and %+v give %v, and the other way round %v", p, q, out, back)
			}
			for _, m := range models() {
				x, xok := satisfies(m, p)
				y, yok := satisfies(m, q)
				for _, c := range out {
					if z, ok := satisfies(m, c); ok && !z && (x && xok || y && yok) {
						t.Errorf("%+v joined with %+v says %+v, which is not true of %+v", p, q, c, m)
					}
				}
			}
		}
	}
	l := all[0].Loc
	one, notTwo := Pred{Loc: l, Op: EqInt, Int: 1}, Pred{Loc: l, Op: NeInt, Int: 2}
	if out := JoinPreds([]Pred{one}, []Pred{notTwo}); len(out) != 1 || out[0] != notTwo {
		t.Errorf("what is 1 or is not 2 is %v", out)
	}
}
