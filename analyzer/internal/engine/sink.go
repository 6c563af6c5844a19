package engine

import (
	"go/ast"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

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

// sinkOf says which carrier a location reads its status from.
func (in *pkg) sinkOf(l Loc) (typ string, iface []string, path domain.Path, ok bool) {
	base, last := l.Cut()
	if last.Kind != domain.Field && last.Kind != domain.Method && (last.Kind != domain.Slot || last == statusStep) {
		return "", nil, path, false // that an error may be any error says too little
	}
	t := in.types[base]
	path = path.Then(last)
	// An embedded struct belongs to the type that embeds it.
	for {
		b, step := base.Cut()
		if step.Kind != domain.Field {
			break
		}
		if u := in.types[b]; u == nil || syntax.NamedOf(u) == nil {
			break
		} else if st, ok := syntax.Deref(u).Underlying().(*types.Struct); !ok || embedded(st, step.Name) == nil {
			break
		} else {
			base, t, path = b, u, domain.Path{}.Then(step).Concat(path)
		}
	}
	if t == nil {
		return "", nil, path, false
	}
	n := syntax.NamedOf(t)
	if n == nil {
		if it, ok := types.Unalias(t).(*types.Interface); ok && it.NumMethods() > 0 {
			return in.typeTexts.Of(t), methodSet(it), path, true
		}
		return "", nil, path, false
	}
	if it, isIface := n.Underlying().(*types.Interface); isIface {
		return in.typeTexts.Of(n), methodSet(it), path, true
	}
	return in.typeTexts.Of(n), nil, path, true
}

// embedded is the type of the struct that another embeds under a name, or nil.
func embedded(st *types.Struct, name string) types.Type {
	for f := range st.Fields() {
		if f.Embedded() && f.Name() == name {
			return f.Type()
		}
	}
	return nil
}
