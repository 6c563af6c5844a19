package engine

import (
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/errorset"
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
		known := -1
		for _, name := range c.Sentinels() {
			known = max(known, in.wraps(s, a, name, 0))
		}
		return known * tell(c.Op == domain.IsErr)
	case c.Op == domain.HasType || c.Op == domain.NotType:
		if neverGives(in.pkg, a.Loc, errorset.TypeName(in.typeByName(c.Str))) {
			return tell(c.Op == domain.NotType)
		}
		if d := in.dynType(a.Loc); d.known() {
			if text := d.text(in.typeTexts); text == c.Str || "*"+text == c.Str || text == "*"+c.Str {
				return tell(c.Op == domain.HasType)
			}
			if t := in.typeByName(c.Str); t != nil && types.IsInterface(t) && d.is(t, in.typeTexts) {
				return tell(c.Op == domain.HasType)
			}
			if a.Loc.Root.Kind == RootSite && !strings.Contains(c.Str, "interface") && !in.mayWrap(s, a, c.Str, 0) {
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

// mayWrap tells whether an object may wrap one of that type.
func (in *interp) mayWrap(s *state, a Atom, name string, depth int) bool {
	inner := in.unwrapped(s, a)
	return inner.Top || depth > 3 || slices.ContainsFunc(inner.Atoms, func(b Atom) bool {
		if d := in.dynType(b.Loc); b.Loc.Root.Kind == RootSite && d.known() && strings.TrimPrefix(d.text(in.typeTexts), "*") != strings.TrimPrefix(name, "*") {
			return in.mayWrap(s, b, name, depth+1)
		}
		return in.atomHolds(s, b, domain.Pred{Op: domain.HasType, Str: name}) >= 0
	})
}

// wraps says whether a is, or wraps, the sentinel of that name: 1 yes, -1 no, 0
// where what it wraps is not in view.
func (in *interp) wraps(s *state, a Atom, name string, depth int) int {
	if a.Kind != AtomRef {
		return -1
	}
	switch k := a.Loc.Root.Kind; {
	case neverGives(in.pkg, a.Loc, name):
		return -1
	case !a.Loc.Path.Empty() || k != RootGlobal && k != RootSite:
		return s.holds(domain.Pred{Loc: a.Loc, Op: domain.IsErr, Str: name})
	case k == RootGlobal && syntax.GlobalName(a.Loc.Root.Obj.(*types.Var)) == name:
		return 1
	case depth > 3:
		return 0
	}
	inner := in.unwrapped(s, a)
	res := -1
	if inner.Top {
		res = 0
	}
	for _, b := range inner.Atoms {
		res = max(res, in.wraps(s, b, name, depth+1))
	}
	return res
}
