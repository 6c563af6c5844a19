package engine

import (
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

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
	if a.Loc.Root.Kind == RootGlobal && a.Loc.Path.Empty() && syntax.GlobalName(a.Loc.Root.Obj.(*types.Var)) == name {
		return true
	}
	if depth > 3 {
		return false
	}
	inner := in.unwrapped(s, a)
	return slices.ContainsFunc(inner.Atoms, func(b Atom) bool { return in.wraps(s, b, name, depth+1) })
}

func (in *interp) wrapsAny(s *state, a Atom) bool {
	v := in.unwrapped(s, a)
	return !v.Empty()
}
