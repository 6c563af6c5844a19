package engine

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
)

// headerOnly keeps what rows have put into a result so far.
func headerOnly(v Value) Value {
	return Value{Atoms: v.Filter(func(a Atom) bool { return a.Kind == AtomHeader }).Atoms}
}

// sendHeader honours a call that takes headers as an argument.
func (in *interp) sendHeader(s *state, c *ast.CallExpr, r model.Row, l Loc, recv Value, args []Value) {
	if r.Header.Kind == model.None {
		return
	}
	v := in.argument(s, c, r.Header, recv, args)
	for _, a := range v.Atoms {
		if a.Kind != AtomRef {
			continue
		}
		if a.Loc.Root.Kind != RootSite {
			in.setHeaderUnknown(s, l)
			continue
		}
		in.copyHeaders(s, l, a.Loc, c)
	}
	if v.Top {
		in.setHeaderUnknown(s, l)
	}
}

// headerRow carries out set, add and del.
func (in *interp) headerRow(s *state, c *ast.CallExpr, r model.Row, on, recv Value, args []Value) {
	mode := headerSet
	switch r.Verb {
	case model.Add:
		mode = headerAdd
	case model.Delete:
		mode = headerDel
	}
	var locs []Loc
	for _, a := range on.Atoms {
		if a.Kind == AtomHeader || a.Kind == AtomRef && a.Loc.Root.Kind != RootSite && in.headersAt(a.Loc) {
			locs = append(locs, a.Loc)
		}
	}
	if len(locs) == 0 {
		// A header map that belongs to no response in view.
		if k := in.argument(s, c, r.Key, recv, args); roles.IsHeader(in.info.TypeOf(c.Fun)) || in.isHeaderValue(on) {
			in.setMap(s, on, k, in.argument(s, c, r.Value, recv, args), mode)
			return
		}
		locs = in.respLocs(s, on)
	}
	for _, l := range locs {
		if r.Key.Kind == model.None {
			// The whole map is copied in, or what is set is not known.
			v := domain.Top
			if r.Value.Kind != model.None {
				v = in.argument(s, c, r.Value, recv, args)
			}
			for _, a := range v.Atoms {
				in.copyAny(s, l, a, c)
			}
			if v.Top {
				in.setHeaderUnknown(s, l)
			}
			continue
		}
		keys := in.argument(s, c, r.Key, recv, args)
		k, ok := keys.Single()
		if ok && k.Kind == AtomRef {
			if k = in.keyFound(s, k); k.Kind == AtomNil {
				continue
			}
			if m, last := k.Loc.Cut(); last == someKey {
				in.copyMap(s, l, m, c)
				continue
			}
		}
		if !ok || k.Kind != AtomStr {
			if !otherHeaders(keys) {
				in.setHeaderUnknown(s, l)
			}
			continue
		}
		v := in.argument(s, c, r.Value, recv, args)
		m := mode
		if a, ok := v.Single(); ok && r.EmptyDeletes && a.Kind == AtomStr && a.Str == "" {
			m = headerDel
		}
		in.setHeader(s, l, k.Str, v, m, c)
	}
}

// isHeaderValue tells whether a value is a header map in view.
func (in *interp) isHeaderValue(v Value) bool {
	return v.Top && len(v.Atoms) == 0 || slices.ContainsFunc(v.Atoms, func(a Atom) bool { return a.Kind == AtomRef && roles.IsHeader(in.types[a.Loc]) })
}

// setMap sets a key of a header map that belongs to no response yet.
func (in *interp) setMap(s *state, on, key, v Value, mode headerMode) {
	for _, a := range on.Atoms {
		if a.Kind != AtomRef || a.Loc.Root.Kind != RootSite {
			continue
		}
		k, ok := key.Single()
		if !ok || k.Kind != AtomStr {
			s.env.Set(a.Loc.Then(domain.AnyElem), domain.Top)
			continue
		}
		l := a.Loc.Then(domain.Step{Kind: domain.Key, Name: k.Str})
		if mode == headerDel {
			s.env.Del(l)
			continue
		}
		s.env.Set(l, v)
		s.env.Set(a.Loc.Then(domain.AnyElem), domain.Join(s.env.Val(a.Loc.Then(domain.AnyElem)), v))
	}
}

// copyHeaders copies the challenge of a header map into a response.
func (in *interp) copyHeaders(s *state, to, from Loc, n ast.Node) {
	seen := false
	s.env.Under(from.Root, func(path domain.Path, v Value) {
		if key := keyAt(path, from.Path); roles.NeededBy(key) != "" {
			if w := in.elements(s, v); !w.Empty() && len(w.Atoms) > 0 {
				v = w
			}
			in.setHeader(s, to, key, v, headerSet, n)
			seen = true
		}
	})
	if _, unknown := s.env.Get(from.Then(domain.AnyElem)); unknown && !seen {
		if s.env.Val(from.Then(domain.AnyElem)).Top {
			in.setHeaderUnknown(s, to)
		}
	}
	if _, ok := s.env.Get(changed(from.Root)); ok {
		in.setHeaderUnknown(s, to)
		return
	}
	if !seen {
		in.copyMap(s, to, from, n)
	}
}

// copyAny copies one of the things that may be copied to a response.
func (in *interp) copyAny(s *state, to Loc, a Atom, n ast.Node) {
	switch {
	case a.Kind == AtomNil:
	case a.Kind == AtomRef && a.Loc.Root.Kind == RootSite:
		in.copyHeaders(s, to, a.Loc, n)
	case a.Kind == AtomRef && a.Loc.Root.Kind == RootParam && stringMap(in.types[a.Loc]):
		in.copyMap(s, to, a.Loc, n)
	default:
		in.setHeaderUnknown(s, to)
	}
}

type headerMode uint8

const (
	headerSet headerMode = iota
	headerAdd
	headerDel
)

// changed marks that any part of an object may have been changed.
func changed(r Root) Loc { return Loc{Root: r}.Then(domain.Changed) }

// keyAt is the string key of the element that a path leads to, from a map.
func keyAt(path, of domain.Path) string {
	if before, last := path.Cut(); last.Kind == domain.Key && before == of {
		return last.Name
	}
	return ""
}

// setHeader sets, adds or removes a header field of a response.
func (in *interp) setHeader(s *state, l Loc, key string, v Value, mode headerMode, n ast.Node) {
	which := roles.NeededBy(key)
	if which == "" {
		return
	}
	if mode != headerDel {
		in.challengeSet(v, n, key)
	}
	r := s.at(l)
	if r.sent == SentYes {
		if mode != headerDel {
			for _, e := range r.events {
				e.addLate(n.Pos())
			}
		}
		return
	}
	ch := ChSet
	if mode == headerDel {
		ch = ChNone
	}
	r.setPos = n.Pos()
	if ch == ChSet {
		r.after = s.sentGiven()
		in.noteSet(n, s.guards)
		in.noteTexts(s)
	}
	if which == "407" {
		r.proxy = ch
		return
	}
	r.ch = ch
	r.val = ""
	if a, ok := v.Single(); ok && (a.Kind == AtomStr || a.Kind == AtomFormat) {
		r.val = a.Str
	}
}

func (e *event) addLate(p token.Pos) {
	if !slices.Contains(e.late, p) {
		e.late = append(e.late, p)
	}
}

// setHeaderUnknown sets a field that may be the challenge, or leaves a response to
// what may set it.
func (in *interp) setHeaderUnknown(s *state, l Loc) {
	r := s.at(l)
	if r.sent != SentYes {
		r.ch, r.proxy = ChUnknown, ChUnknown
	}
}

// otherHeaders tells whether a value is one of several known header names,
// none of them that of a challenge.
func otherHeaders(v Value) bool {
	return !v.Top && len(v.Atoms) > 0 && !slices.ContainsFunc(v.Atoms, func(a Atom) bool { return a.Kind != AtomStr || roles.NeededBy(a.Str) != "" })
}
