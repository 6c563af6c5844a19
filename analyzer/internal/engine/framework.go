package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Values that models speak of: errors that carry a status, structs that are a
// response by themselves, and functions that a framework calls.

// rowStatus is the status of an error by its row.
func (in *interp) rowStatus(s *state, a Atom, r model.Row) Value {
	switch r.Status.Kind {
	case model.Int:
		return domain.One(Atom{Kind: AtomInt, Int: int64(r.Status.N)})
	case model.Field:
		v := domain.One(a)
		for name := range strings.SplitSeq(r.Status.Text, ".") {
			v = in.member(s, v, name)
		}
		return in.translated(v, nil)
	}
	return Value{}
}

// objectStatus is the status that an object made in view carries by its row,
// or by the row of an interface; ok tells whether there is one.
func (in *interp) objectStatus(s *state, a Atom) (Value, model.Row, bool) {
	t := in.dynType(a.Loc).t
	if t == nil {
		t = in.types[a.Loc]
	}
	if r, ok := in.roles.ErrorRow(t); ok && r.Status.Kind != model.None {
		return in.rowStatus(s, a, r), r, true
	}
	for _, r := range in.roles.ErrorInterfaces(t) {
		if r.Status.Kind != model.None {
			return in.rowStatus(s, a, r), r, true
		}
	}
	return Value{}, model.Row{}, false
}

// statusRead adds the status of what was made in view to the result of a method
// that can't be seen through and that a row calls the status of its type.
func (in *interp) statusRead(ss []*state, c *ast.CallExpr, ce callee, f *types.Func, recv Value) []*state {
	if ce.sel == nil || f.Signature().Params().Len() > 0 {
		return ss
	}
	r, ok := in.roles.ErrorRow(ce.sel.Recv())
	if !ok || r.Status.Kind != model.Field || r.Status.Text != f.Name() {
		return ss
	}
	made := recv.Filter(func(a Atom) bool {
		return a.Kind == AtomRef && (a.Loc.Root.Kind == RootSite || a.Loc.Root.Kind == RootGlobal)
	})
	for _, s := range ss {
		st := in.errorStatus(s, made, 0)
		if len(st.Atoms) == 0 {
			continue
		}
		if len(made.Atoms) < len(recv.Atoms) || recv.Top {
			st = domain.Join(st, s.env.Val(tmp(c, 0)))
		}
		s.env.Set(tmp(c, 0), st)
	}
	return ss
}

// broughtAlong is what is known of the challenge that an error brings along.
func (in *interp) broughtAlong(s *state, a Atom) Challenge {
	if ch, ok := s.env.Val(a.Loc.Then(challengeStep)).Single(); ok && ch.Kind == AtomInt {
		return Challenge(ch.Int)
	}
	if r := s.resps[a.Loc]; r != nil && !r.ch.lacks() {
		return r.ch
	}
	t := in.dynType(a.Loc).t
	if r, ok := in.roles.ErrorRow(t); ok && r.Header.Kind == model.Field || in.roles.HasHeaders(t) {
		return ChUnknown
	}
	return ChNone
}

// mapChallenge is what is known of the challenges in header maps.
func (in *interp) mapChallenge(s *state, v Value, n ast.Node) (ch, proxy Challenge) {
	scratch := Loc{Root: Root{Kind: RootSite, Obj: n}}.Then(challengeStep)
	delete(s.resps, scratch)
	for _, a := range v.Atoms {
		switch {
		case a.Kind == AtomNil:
		case a.Kind == AtomRef && a.Loc.Root.Kind == RootSite && stringMap(in.types[a.Loc]):
			in.copyHeaders(s, scratch, a.Loc, n)
		default:
			in.setHeaderUnknown(s, scratch)
		}
	}
	if v.Top {
		in.setHeaderUnknown(s, scratch)
	}
	r := s.at(scratch)
	delete(s.resps, scratch)
	return r.ch, r.proxy
}

// sentErrors notes the errors in v that the framework itself answers.
func (in *interp) sentErrors(s *state, node ast.Node, v Value, wrapped bool, depth int) {
	if depth > 3 {
		return
	}
	endpoint := in.endpoints.Has(in.fn.sig)
	helper := in.fn.sig.Results().Len() > 1 && !endpoint
	for _, a := range v.Atoms {
		hit := func(w Value) {
			for _, b := range s.statusesOf(w) {
				if b.Told == domain.Untold {
					h := in.hitHere(s, node, b)
					h.err = true
					if ch := in.broughtAlong(s, a); ch != ChNone {
						h.ch, h.proxy = ch, ch
					}
					in.direct = append(in.direct, h)
				}
			}
		}
		if a.Kind != AtomRef {
			continue
		}
		switch a.Loc.Root.Kind {
		case RootGlobal:
			if a.Loc.Path.Empty() {
				gv := a.Loc.Root.Obj.(*types.Var)
				if r, ok := in.roles.VarRow(gv); ok {
					if helper && in.roles.ErrorOnly(r.Framework) {
						continue
					}
					if r.Sent && !r.Own && !(wrapped && r.NoWrap) {
						hit(domain.One(Atom{Kind: AtomInt, Int: int64(r.Status.N), Pos: node.Pos()}))
					}
					continue
				}
				in.sentErrors(s, node, in.globalOf(gv).val, wrapped, depth+1)
			}
		case RootSite:
			if helper && !in.read(s, a.Loc.Then(aloneStep)).Top {
				continue
			}
			st := in.read(s, a.Loc.Then(statusStep))
			if sent, ok := in.read(s, a.Loc.Then(sentStep)).Single(); ok && sent.Kind == AtomBool && len(st.Atoms) > 0 {
				if !wrapped || sent.Int == 1 {
					hit(st)
				}
				continue
			}
			if st, r, ok := in.objectStatus(s, a); ok && r.Sent && !r.Own {
				if helper && in.roles.ErrorOnly(r.Framework) {
					continue
				}
				// A method of a framework's says little outside a handler.
				if _, own := in.roles.ErrorRow(in.types[a.Loc]); !(wrapped && r.NoWrap) && (own || endpoint || in.roles.Handles(in.fn.sig)) {
					hit(st)
				}
				continue
			}
			if inner := in.unwrapped(s, a); !inner.Empty() {
				in.sentErrors(s, node, inner, true, depth+1)
			}
		}
	}
}

// sentLiterals notes the responses among the results of a function.
func (in *interp) sentLiterals(s *state, node ast.Node, v Value) {
	for _, a := range v.Atoms {
		if a.Kind != AtomRef || a.Loc.Root.Kind != RootSite {
			continue
		}
		r, ok := in.roles.LiteralRow(in.types[a.Loc])
		if !ok {
			continue
		}
		h := directHit{fn: in.fn, node: node, guards: s.guards, ch: ChNone, proxy: ChNone, conds: s.conds[:len(s.conds):len(s.conds)]}
		if r.Header.Kind == model.Field {
			h.ch, h.proxy = in.mapChallenge(s, in.memberField(s, a, r.Header.Text), node)
		}
		if q := s.resps[a.Loc]; q != nil {
			if q.ch != ChNone && q.ch != ChEntry {
				h.ch = q.ch
			}
			if q.proxy != ChNone && q.proxy != ChEntry {
				h.proxy = q.proxy
			}
		}
		for _, b := range s.statusesOf(in.memberField(s, a, r.Status.Text)) {
			hit := h
			hit.val = b
			in.direct = append(in.direct, &hit)
		}
	}
}

// memberField is a field of an object, or of a field of it, whatever models say.
func (in *interp) memberField(s *state, a Atom, name string) Value {
	if first, rest, more := strings.Cut(name, "."); more {
		if b, ok := in.memberField(s, a, first).Single(); ok && b.Kind == AtomRef {
			return in.memberField(s, b, rest)
		}
		return domain.Top
	}
	path := syntax.FieldPath(in.types[a.Loc], in.tpkg, name)
	if path == nil {
		return in.read(s, a.Loc.Then(domain.FieldStep(name)))
	}
	v := domain.One(a)
	for _, f := range path {
		v = in.step(s, v, domain.FieldStep(f.Name()), f.Type())
	}
	return v
}

// unreported is the 401 or 407 that a method sends on the response it is given,
// without a challenge, where nothing is reported: in generated code, or in a
// dependency.
func (p *pkg) unreported(f *fn) int64 {
	if f.sig.Recv() == nil || !p.roles.Renders(f.sig) || f.sum == nil || f.sum.sets() {
		return 0
	}
	for _, e := range f.sum.events {
		if !e.ch.lacks() || e.resp.Root.Kind != RootParam || e.resp.Root.Idx != 0 {
			continue
		}
		if !p.dependency() && !p.skippedAt(e.site.node.Pos()) {
			continue
		}
		for _, a := range e.status.Atoms {
			if a.Kind == AtomInt && (a.Int == 401 || a.Int == 407 && e.proxy.lacks()) {
				return a.Int
			}
		}
	}
	return 0
}

// skippedAt tells whether nothing is reported in the file of a position.
func (p *pkg) skippedAt(pos token.Pos) bool {
	f := syntax.FileAt(p.pass.Files, pos)
	return f != nil && p.Skip != nil && p.Skip(f)
}

// sentRenderers notes results of an interface type that write themselves to a
// response, as generated response types do: what calls them reports nothing.
func (in *interp) sentRenderers(s *state, node ast.Node, v Value, t types.Type) {
	it, ok := t.Underlying().(*types.Interface)
	if !ok {
		return
	}
	for m := range it.Methods() {
		if !in.roles.Renders(m.Signature()) {
			continue
		}
		for _, a := range v.Atoms {
			if a.Kind != AtomRef {
				continue
			}
			f := in.method(a.Loc, m.Name())
			if f == nil || a.Told != domain.Untold {
				continue
			}
			var n int64
			if g := in.fns[f]; g != nil {
				n = in.unreported(g)
			} else if sum := in.foreignSummary(f); sum != nil {
				n = sum.renders
			}
			if n != 0 {
				in.direct = append(in.direct, &directHit{fn: in.fn, node: node, guards: s.guards, ch: ChNone, proxy: ChNone, val: Atom{Kind: AtomInt, Int: n, Pos: node.Pos()}})
			}
		}
	}
}

// sentResult notes result i of a handler whose framework sends it as the
// status.
func (in *interp) sentResult(s *state, node ast.Node, i int, v Value) {
	var key any = in.fn.lit
	if in.fn.lit == nil {
		key = in.fn.obj
	}
	r, ok := in.roles.HandlerRow(key)
	if !ok || r.Status.Kind != model.Index || r.Status.N != i || in.fn.sig.Results().Len() > 2 {
		return
	}
	for _, b := range v.Atoms {
		if b.IsStatus() {
			in.direct = append(in.direct, in.hitHere(s, node, b))
		}
	}
}

// hitHere is a status that the framework sends after the function has
// returned, with the headers of the responses in view.
func (in *interp) hitHere(s *state, node ast.Node, b Atom) *directHit {
	h := &directHit{fn: in.fn, node: node, val: b, guards: s.guards, conds: s.conds[:len(s.conds):len(s.conds)]}
	for _, r := range s.resps {
		if !r.ch.lacks() {
			h.ch = r.ch
		}
		if !r.proxy.lacks() {
			h.proxy = r.proxy
		}
	}
	return h
}

// promotedField honours the models of a field by the type that the selection
// names: one that promotes the field, or another view of the same response.
func (in *interp) promotedField(s *state, e *ast.SelectorExpr, sel *types.Selection, v Value) {
	index := sel.Index()
	t, base := sel.Recv(), in.eval(s, e.X)
	for k := range len(index) {
		for _, a := range base.Atoms {
			if a.Kind == AtomRef && (k < len(index)-1 || syntax.NamedOf(in.types[a.Loc]) != syntax.NamedOf(t)) {
				in.fieldRow(s, t, a.Loc, domain.FieldStep(sel.Obj().Name()), v, e)
			}
		}
		base = in.field(s, base, t, index[k:k+1])
		st, ok := syntax.Deref(t).Underlying().(*types.Struct)
		if !ok {
			return
		}
		t = st.Field(index[k]).Type()
	}
}
