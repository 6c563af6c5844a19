package route

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// Some frameworks run middlewares not around a handler but around what it hands
// them, and select which ones by a name that the handler has.

// An inner is middlewares that stand around what a handler runs inside of it.
type inner struct{ with []values }

// An inside is what a handler runs so.
type inside struct{ of values }

// A selection is middlewares around handlers with some names.
type selection struct {
	with         []values
	names, under []string
	match        []values // functions that tell
	loose        bool     // and others, which can't be told
}

// narrowed has a selection take more handlers.
func (f *frame) narrowed(c *ast.CallExpr, r model.Row, recv values, args []values) {
	for _, s := range all[*selection](recv) {
		s.loose = s.loose || r.Loose
		for _, v := range f.each(c, r.Pattern, recv, args) {
			s.names = s.add(s.names, v)
		}
		for _, v := range f.each(c, r.Under, recv, args) {
			s.under = s.add(s.under, v)
		}
		s.match = append(s.match, f.each(c, r.Runs, recv, args)...)
	}
}

func (s *selection) add(to []string, v values) []string {
	t, ok := one[text](v)
	if !ok {
		s.loose = true
		return to
	}
	return append(to, string(t))
}

// takes tells whether a handler of a name is selected; sure is false where that
// can't be told.
func (m *machine) takes(s *selection, name string) (is, sure bool) {
	if name == "" {
		return false, false
	}
	if slices.Contains(s.names, name) || slices.ContainsFunc(s.under, func(p string) bool { return strings.HasPrefix(name, p) }) {
		return true, true
	}
	sure = !s.loose
	for _, v := range s.match {
		fn, _ := one[*function](v)
		if fn == nil {
			sure = false
			continue
		}
		args := make([]values, m.signature(fn).Params().Len())
		for i := range args {
			args[i] = unknown
			if i == len(args)-1 {
				args[i] = just(text(name))
			}
		}
		got := m.frame(nil).apply(fn, args)
		if len(got) == 0 {
			sure = false
			continue
		}
		t, told := one[truth](got[0])
		if told && bool(t) {
			return true, true
		}
		sure = sure && told
	}
	return false, sure
}

// inside follows a way to what a handler runs behind the inner middlewares of its
// route.
func (w *walk) inside(v *inside, s way) {
	c := &chain{vals: v.of}
	add := func(vals values, maybe bool) { c = &chain{vals: vals, maybe: maybe, tail: c} }
	for _, u := range slices.Backward(s.inner) {
		sel, ok := one[*selection](u.with)
		if !ok {
			add(u.with, u.maybe)
			continue
		}
		is, sure := w.takes(sel, s.named)
		for _, v := range slices.Backward(sel.with) {
			if is || !sure {
				add(v, u.maybe || !sure)
			}
		}
	}
	s.inner = nil
	w.chain(c, s)
}
