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

type branchKey struct {
	cond  domain.Pred
	test  string
	truth bool
}

// apart finds what each of two states knows and the other does not, the nearest
// first; nil where there is nothing. What only one of them may hold, it holds
// under that condition. In a loop a location stands for another value each time
// round, so nothing is remembered there.
func (in *interp) apart(s, t *state) (x, y *domain.Branch) {
	if in.loops > 0 {
		return nil, nil
	}
	x, y = in.own(s, t), in.own(t, s)
	if in.kept != nil && (x == nil || y == nil || !x.Pred.Contradicts(y.Pred)) {
		if a, b := in.keptApart(s, t); a != nil {
			return a, b
		}
	}
	if x != nil || y != nil {
		return x, y
	}
	best := ""
	for k, f := range s.bools {
		if g, ok := t.bools[k]; ok && g.Truth != f.Truth && (best == "" || k < best) {
			best = k
		}
	}
	if best == "" {
		return nil, nil
	}
	f, g := s.bools[best], t.bools[best]
	return in.branchOf(branchKey{test: best, truth: f.Truth}, f), in.branchOf(branchKey{test: best, truth: g.Truth}, g)
}

// own is the nearest condition of s that t lacks; one that says what something
// is comes before those that say what it is not.
func (in *interp) own(s, t *state) *domain.Branch {
	best := -1
	for i := len(s.conds) - 1; i >= 0; i-- {
		c := s.conds[i]
		if !in.fixed(c.Loc) && !asGiven(c.Loc) || slices.Contains(t.conds, c) {
			continue
		}
		if c.Affirms() {
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
	also := slices.DeleteFunc(in.common([]*state{s}), func(c domain.Pred) bool { return slices.Contains(t.conds, c) })
	return branchWith(in, s.conds[best], also)
}

// branchWith is the branch of a condition, which remembers what else was known
// wherever it was taken.
func branchWith(in *interp, c domain.Pred, also []domain.Pred) *domain.Branch {
	k := branchKey{cond: c}
	_, again := in.branches[k]
	b := in.branchOf(k, domain.Outcome{})
	if again {
		also = slices.DeleteFunc(slices.Clone(b.Also), func(c domain.Pred) bool { return !slices.Contains(also, c) })
	}
	b.Also = also
	return b
}

// asGiven tells whether a location stands for what a caller had put into a field
// below a parameter, or what a call gave in a field of an error of a type, whatever
// is stored there later.
func asGiven(l Loc) bool {
	of := func(kinds ...domain.StepKind) bool {
		return !l.Path.Has(func(step domain.Step) bool { return !step.TypeTest() && !slices.Contains(kinds, step.Kind) })
	}
	switch l.Root.Kind {
	case RootParam:
		return of(domain.Field) || l.Path.Has(domain.Step.TypeTest) && of(domain.Field, domain.Method)
	case RootOpaque:
		return l.Path.Has(domain.Step.TypeTest) && of(domain.Field, domain.Method)
	}
	return false
}

func (in *interp) branchOf(k branchKey, f domain.Outcome) *domain.Branch {
	b := in.branches[k]
	if b == nil {
		b = &domain.Branch{Pred: k.cond, Test: k.test, Outcome: f}
		if in.branches == nil {
			in.branches = map[branchKey]*domain.Branch{}
		}
		in.branches[k] = b
	}
	return b
}

// keptApart tells two states apart by how a test came out that is kept in a
// variable.
func (in *interp) keptApart(s, t *state) (x, y *domain.Branch) {
	outcome := func(s *state) *domain.Branch {
		for _, c := range slices.Backward(s.conds) {
			if c.Loc.Root.Kind == RootExit && c.Loc.Root.Obj == in.kept {
				return in.branchOf(branchKey{cond: c}, domain.Outcome{})
			}
		}
		return nil
	}
	if x, y = outcome(s), outcome(t); x == nil || y == nil || x == y {
		return nil, nil
	}
	return x, y
}

// outcomes joins the states in which a test came out true, or false. The truth,
// which is left at a location, remembers what else is known where it is that:
// whoever keeps it in a variable and asks later knows as much as who asks now.
func (in *interp) outcomes(test ast.Node, truth Loc, yes, no []*state) []*state {
	at := exitOf(test)
	for outcome, ss := range [...][]*state{no, yes} {
		v := domain.Bool(outcome == 1)
		if in.loops == 0 && len(ss) > 0 {
			took := domain.Pred{Loc: at, Op: domain.EqInt, Int: int64(outcome)}
			v = v.Only(Value{}, branchWith(in, took, in.common(ss)))
			for _, s := range ss {
				s.add(took)
			}
		}
		for _, s := range ss {
			s.env.Set(truth, v)
		}
	}
	outer := in.kept
	in.kept = test
	out := in.joinStates(append(yes, no...))
	in.kept = outer
	for _, s := range out {
		s.conds = slices.DeleteFunc(slices.Clone(s.conds), func(c domain.Pred) bool { return c.Loc == at })
	}
	return out
}

// maxKept bounds what an outcome remembers.
const maxKept = 8

// common lists what is known in all of several states of things that stay what
// they are.
func (in *interp) common(ss []*state) (out []domain.Pred) {
	for _, c := range slices.Backward(ss[0].conds) {
		if (in.fixed(c.Loc) || asGiven(c.Loc)) && len(out) < maxKept && !slices.ContainsFunc(ss[1:], func(s *state) bool { return !slices.Contains(s.conds, c) }) {
			out = append(out, c)
		}
	}
	return out
}

// exitOf stands for the exit by which a call returned, or the outcome of a test.
func exitOf(c ast.Node) Loc { return Loc{Root: Root{Kind: RootExit, Obj: c}} }

// maxSplit bounds the exits that one return is split into.
const maxSplit = 6

// statusBranches lists the conditions on parameters under which a returned
// value, or an object that it names, holds one of the statuses: a caller that
// knows its arguments knows which. So does one that looks at another result, if
// both are those of one call. Which map of headers was kept is told apart too.
func (in *interp) statusBranches(s *state, vals []Value) []*domain.Branch {
	var out []*domain.Branch
	note := func(b *domain.Branch) {
		if b == nil || b.Test != "" {
			return
		}
		kind := b.Pred.Loc.Root.Kind
		kept := kind == RootParam || kind == RootCaptured || kind == RootExit && len(vals) > 1
		if kept && !slices.Contains(out, b) && len(out) < maxSplit {
			out = append(out, b)
		}
	}
	// made is the branch of the object that holds the value, if it does.
	statuses := func(v Value, made *domain.Branch) {
		for _, a := range v.Atoms {
			if a.IsStatus() {
				note(a.If)
				note(made)
			}
		}
	}
	var object func(v Value, depth int)
	object = func(v Value, depth int) {
		for _, a := range v.Atoms {
			if a.Kind != AtomRef || a.Loc.Root.Kind != RootSite || depth > 1 {
				continue
			}
			s.env.Under(a.Loc.Root, func(_ domain.Path, w Value) {
				statuses(w, a.If)
				object(w, depth+1)
			})
		}
	}
	for _, v := range vals {
		statuses(v, nil)
		object(v, 0)
	}
	s.env.Each(func(l Loc, v Value) {
		if l.Root.Kind == RootParam && in.headersAt(l) {
			for _, a := range v.Atoms {
				note(a.If)
			}
		}
	})
	slices.SortFunc(out, func(a, b *domain.Branch) int { return compareConds([]domain.Pred{a.Pred}, []domain.Pred{b.Pred}) })
	return out
}

// live drops the members of a value whose branch was not taken.
func (s *state) live(v Value) Value {
	for _, a := range v.Atoms {
		if a.If != nil && s.took(a.If) < 0 {
			if w := v.Filter(func(a Atom) bool { return a.If == nil || s.took(a.If) >= 0 }); !w.Empty() {
				return w
			}
			return v
		}
	}
	return v
}

// took says whether a state took a branch: 1 yes, -1 no, 0 unknown.
func (s *state) took(b *domain.Branch) int {
	if b.Test == "" {
		return s.holds(b.Pred)
	}
	f, ok := s.bools[b.Test]
	switch {
	case !ok:
		return 0
	case f.Truth == b.Outcome.Truth:
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
	if slices.ContainsFunc(got.Atoms, func(a Atom) bool { return a.If != b }) {
		return s.addAll(ofAll(got.Atoms))
	}
	if !s.addAll(b.Also) {
		return false
	}
	if b.Test == "" {
		return s.add(b.Pred)
	}
	if f, ok := s.bools[b.Test]; ok {
		return f.Truth == b.Outcome.Truth
	}
	if s.bools == nil {
		s.bools = map[string]domain.Outcome{}
	}
	s.bools[b.Test] = b.Outcome
	return true
}

// ofAll is what is known whichever of several members with different branches
// a value is.
func ofAll(as []Atom) (out []domain.Pred) {
	for i, a := range as {
		if a.If == nil || a.If.Test != "" {
			return nil
		}
		all := append(slices.Clone(a.If.Also), a.If.Pred)
		if i == 0 {
			out = all
			continue
		}
		if out = domain.JoinPreds(out, all); len(out) == 0 {
			return nil
		}
	}
	return out
}

// addAll adds several conditions; it reports whether the state stays possible.
func (s *state) addAll(cs []domain.Pred) bool {
	return !slices.ContainsFunc(cs, func(c domain.Pred) bool { return !s.add(c) })
}
