package engine

import (
	"go/ast"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// Where two states are joined, a variable may hold one thing on the one branch
// and another on the other. Its members then remember their branch, so that
// finding out which of them it is also tells what the branch had found out:
// after v, ok := x.(T), that ok is false says that v is nil.

// branch is the outcome of a test by which two joined states differed: a
// condition, or the truth of an expression. Equal ones are one pointer.
type branch struct {
	cond cond
	test string // where it is no condition
	fact fact
}

type branchKey struct {
	cond  cond
	test  string
	truth bool
}

// apart finds what each of two states knows and the other does not, the nearest
// first; nil where there is nothing. What only one of them may hold, it holds
// under that condition. In a loop a location stands for another value each time
// round, so nothing is remembered there.
func (in *interp) apart(s, t *state) (x, y *branch) {
	if in.loops > 0 {
		return nil, nil
	}
	if x, y = in.own(s, t), in.own(t, s); x != nil || y != nil {
		return x, y
	}
	best := ""
	for k, f := range s.bools {
		if g, ok := t.bools[k]; ok && g.truth != f.truth && (best == "" || k < best) {
			best = k
		}
	}
	if best == "" {
		return nil, nil
	}
	f, g := s.bools[best], t.bools[best]
	return in.branchOf(branchKey{test: best, truth: f.truth}, f), in.branchOf(branchKey{test: best, truth: g.truth}, g)
}

// own is the nearest condition of s that t lacks; one that says what something
// is comes before those that say what it is not.
func (in *interp) own(s, t *state) *branch {
	best := -1
	for i := len(s.conds) - 1; i >= 0; i-- {
		c := s.conds[i]
		if !c.loc.Fixed() || slices.Contains(t.conds, c) {
			continue
		}
		if c.affirms() {
			best = i
			break
		}
		if best < 0 {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	return in.branchOf(branchKey{cond: s.conds[best]}, fact{})
}

// affirms tells whether a condition says what something is.
func (c cond) affirms() bool {
	switch c.op {
	case condEqInt, condEqStr, condNil, condTrue, condIs, condType:
		return true
	}
	return false
}

func (in *interp) branchOf(k branchKey, f fact) *branch {
	b := in.branches[k]
	if b == nil {
		b = &branch{cond: k.cond, test: k.test, fact: f}
		if in.branches == nil {
			in.branches = map[branchKey]*branch{}
		}
		in.branches[k] = b
	}
	return b
}

// exitOf stands for the exit by which a call returned.
func exitOf(c *ast.CallExpr) Loc { return Loc{Root: Root{Kind: RootExit, Obj: c}} }

// apartJoin joins the values of one location in two states.
func apartJoin(v, w Value, x, y *branch) Value {
	if x != nil {
		v = v.only(w, x)
	}
	if y != nil {
		w = w.only(v, y)
	}
	return join(v, w)
}

// maxSplit bounds the exits that one return is split into.
const maxSplit = 6

// statusBranches lists the conditions on parameters under which a returned
// value, or an object that it names, holds one of the statuses: a caller that
// knows its arguments knows which. So does one that looks at another result, if
// both are those of one call.
func (in *interp) statusBranches(s *state, vals []Value) []*branch {
	var out []*branch
	note := func(b *branch) {
		kept := b != nil && b.test == "" && (b.cond.loc.Root.Kind == RootParam || b.cond.loc.Root.Kind == RootExit && len(vals) > 1)
		if kept && !slices.Contains(out, b) && len(out) < maxSplit {
			out = append(out, b)
		}
	}
	// made is the branch of the object that holds the value, if it does.
	statuses := func(v Value, made *branch) {
		for _, a := range v.Atoms {
			if a.Kind == AtomInt && status(a.Int) {
				note(a.If)
				note(made)
			}
		}
	}
	for _, v := range vals {
		statuses(v, nil)
		for _, a := range v.Atoms {
			if a.Kind == AtomRef && a.Loc.Root.Kind == RootSite {
				s.env.under(a.Loc.Root, func(_ domain.Path, w Value) { statuses(w, a.If) })
			}
		}
	}
	slices.SortFunc(out, func(a, b *branch) int { return compareConds([]cond{a.cond}, []cond{b.cond}) })
	return out
}

// only marks the members of v that w lacks as those of a branch.
func (v Value) only(w Value, b *branch) Value {
	if w.Top {
		return v
	}
	out := v
	copied := false
	for i, a := range v.Atoms {
		if a.If != nil || w.find(a) >= 0 {
			continue
		}
		if !copied {
			out.Atoms = append([]Atom(nil), v.Atoms...)
			copied = true
		}
		out.Atoms[i].If = b
	}
	return out
}

// of marks what was read from a member of a value as the member is marked: it is
// read only where that was the one.
func (v Value) of(a Atom) Value {
	if a.If == nil {
		return v
	}
	return v.only(Value{}, a.If)
}

// live drops the members of a value whose branch was not taken.
func (s *state) live(v Value) Value {
	for _, a := range v.Atoms {
		if a.If != nil && s.took(a.If) < 0 {
			if w := v.filter(func(a Atom) bool { return a.If == nil || s.took(a.If) >= 0 }); !w.empty() {
				return w
			}
			return v
		}
	}
	return v
}

// took says whether a state took a branch: 1 yes, -1 no, 0 unknown.
func (s *state) took(b *branch) int {
	if b.test == "" {
		return s.holds(b.cond)
	}
	f, ok := s.bools[b.test]
	switch {
	case !ok:
		return 0
	case f.truth == b.fact.truth:
		return 1
	}
	return -1
}

// narrowed notes what is known once a value with several members is found to
// be got; it reports whether the state stays possible.
func (s *state) narrowed(got Value) bool {
	if got.Top || len(got.Atoms) == 0 || got.Atoms[0].If == nil {
		return true
	}
	b := got.Atoms[0].If
	for _, a := range got.Atoms {
		if a.If != b {
			return true
		}
	}
	if b.test == "" {
		return s.add(b.cond)
	}
	if f, ok := s.bools[b.test]; ok {
		return f.truth == b.fact.truth
	}
	if s.bools == nil {
		s.bools = map[string]fact{}
	}
	s.bools[b.test] = b.fact
	return true
}
