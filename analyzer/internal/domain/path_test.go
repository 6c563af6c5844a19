package domain

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var names = []string{"A", "Status", "Unwrap", "", "a.b", `quo"ted`, "x[0]", "example.org/p.T"}

func anyPath(r *rand.Rand) Path {
	var p Path
	for range r.IntN(5) {
		s := Step{Kind: 1 + StepKind(r.IntN(int(stepKinds)-1))}
		if s.Kind <= VarKey || s.Kind == Slot {
			s.Name = names[r.IntN(len(names))]
		}
		p = p.Then(s)
	}
	return p
}

// TestPaths holds the laws by which the engine takes paths apart.
func TestPaths(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		p, q := anyPath(r), anyPath(r)
		if before, last := p.Cut(); p.Empty() != (last.Kind == NoStep) || !p.Empty() && before.Then(last) != p {
			t.Errorf("%s is not what it is cut into: %s and %s", p, before, last)
		}
		steps := slices.Collect(p.Steps())
		if len(steps) > 0 && (p.First() != steps[0] || p.Last() != steps[len(steps)-1]) {
			t.Errorf("%s: first %s, last %s of %v", p, p.First(), p.Last(), steps)
		}
		both := p.Concat(q)
		if rest, ok := both.After(p); !ok || rest != q {
			t.Errorf("%s after %s is %s", both, p, rest)
		}
		if both.Before(q) != p {
			t.Errorf("%s before %s is %s", both, q, both.Before(q))
		}
		if rest, ok := q.After(p); ok && p.Concat(rest) != q {
			t.Errorf("%s after %s is %s", q, p, rest)
		}
		if both.Below(p) == q.Empty() || p.Below(both) {
			t.Errorf("%s below %s: %v", both, p, both.Below(p))
		}
		if both.Depth() != p.Depth()+q.Depth() {
			t.Errorf("depth of %s is %d, and of its parts %d and %d", both, both.Depth(), p.Depth(), q.Depth())
		}
		if c := p.Compare(q); c != strings.Compare(p.String(), q.String()) || c != -q.Compare(p) {
			t.Errorf("%s and %s compare as %d", p, q, c)
		}
		data, err := p.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var back Path
		if err := back.UnmarshalBinary(data); err != nil || back != p {
			t.Errorf("%s comes back from a fact as %s, %v", p, back, err)
		}
		if len(data) > 0 && back.UnmarshalBinary(data[:len(data)-1]) == nil && data[len(data)-1] != 0 && back.Last() == p.Last() {
			t.Errorf("%s is read from what was cut short", p)
		}
	}
	for _, bad := range []string{"\x00", "\x00\x00", "\xff\x01a", "\x01\x05a", "\x01"} {
		if new(Path).UnmarshalBinary([]byte(bad)) == nil {
			t.Errorf("%q is read as a path", bad)
		}
	}
}

// TestFixed holds which locations stand for one thing while a function runs.
func TestFixed(t *testing.T) {
	param := Loc{Root: Root{Kind: RootParam}}
	for l, want := range map[Loc]bool{
		param:                           true,
		param.Then(MethodStep("Code")):  true,
		param.Then(Step{As, "p.T"}):     true,
		param.Then(FieldStep("Status")): false,
		param.Then(AnyElem):             false,
		param.Then(FieldStep("Err")).Then(MethodStep("Code")): false,
		{Root: Root{Kind: RootVar}}:                           false,
		{Root: Root{Kind: RootOpaque}}:                        true,
		{Root: Root{Kind: RootGlobal}}:                        false,
	} {
		if l.Fixed() != want {
			t.Errorf("%v%s: %v", l.Root.Kind, l.Path, l.Fixed())
		}
	}
}

// TestDeep holds that there is a bound, and that marks are no steps.
func TestDeep(t *testing.T) {
	l := Loc{}
	for range MaxDepth {
		l = l.Then(FieldStep("F"))
	}
	if l.TooDeep() || l.Then(Changed).TooDeep() || !l.Then(FieldStep("F")).TooDeep() {
		t.Errorf("a path of %d fields: too deep %v, with a mark %v, with one more %v", MaxDepth, l.TooDeep(), l.Then(Changed).TooDeep(), l.Then(FieldStep("F")).TooDeep())
	}
}
