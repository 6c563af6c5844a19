package engine

import (
	"go/ast"
	"strings"
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

// apart finds a test that came out differently in two states, the nearest
// first; nil where there is none. In a loop a location stands for another
// value each time round, so nothing is remembered there.
func (in *interp) apart(s, t *state) (x, y *branch) {
	if in.loops > 0 {
		return nil, nil
	}
	for i := len(s.conds) - 1; i >= 0; i-- {
		c := s.conds[i]
		if !c.loc.fixed() {
			continue
		}
		for j := len(t.conds) - 1; j >= 0; j-- {
			if d := t.conds[j]; d.loc == c.loc && c.contradicts(d) {
				return in.branchOf(branchKey{cond: c}, fact{}), in.branchOf(branchKey{cond: d}, fact{})
			}
		}
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

// fixed tells whether a location holds one thing for as long as the function
// runs: a parameter's or a call's value, or a type test or accessor of it.
func (l Loc) fixed() bool {
	switch l.Root.Kind {
	case RootParam, RootOpaque:
	default:
		return false
	}
	for p := l.Path; p != ""; {
		step := firstStep(p)
		p = p[len(step):]
		if !strings.HasSuffix(step, ")") {
			return false
		}
	}
	return true
}

// exitOf stands for the exit by which a call returned.
func exitOf(c *ast.CallExpr) Loc { return Loc{Root: Root{Kind: RootExit, Obj: c}} }

// apartJoin joins the values of one location in two states.
func apartJoin(v, w Value, x, y *branch) Value {
	if x == nil {
		return join(v, w)
	}
	return join(v.only(w, x), w.only(v, y))
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
