package engine

import (
	"go/ast"
	"go/types"
	"strconv"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// composite makes the object of a literal.
func (in *interp) composite(ss []*state, e *ast.CompositeLit) []*state {
	for _, el := range e.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			if _, isID := kv.Key.(*ast.Ident); !isID {
				ss = in.calls(ss, kv.Key)
			}
			ss = in.calls(ss, kv.Value)
			continue
		}
		ss = in.calls(ss, el)
	}
	t := in.info.TypeOf(e)
	if t == nil {
		return ss
	}
	base := in.site(e, t)
	for _, s := range ss {
		s.forget(base.Root)
		s.forgetFields(base)
		s.env.Del(base.Then(domain.Changed))
		st, isStruct := syntax.Deref(t).Underlying().(*types.Struct)
		for i, el := range e.Elts {
			kv, keyed := el.(*ast.KeyValueExpr)
			switch {
			case isStruct && keyed:
				if l, ok := in.keyField(base, t, kv.Key); ok {
					s.env.Set(l, in.copied(s, kv.Value, in.eval(s, kv.Value)))
				}
			case isStruct:
				if i < st.NumFields() {
					s.env.Set(base.Then(domain.FieldStep(st.Field(i).Name())), in.copied(s, el, in.eval(s, el)))
				}
			default:
				v := el
				key := domain.AnyElem
				if keyed {
					v = kv.Value
					if key = in.keyStep(s, kv.Key); key == domain.AnyElem {
						s.env.Set(base.Then(domain.AnyKey), domain.Bool(true))
					}
				}
				val := in.eval(s, v)
				if keyed && in.idleCode(kv.Key) {
					val = val.MarkIdle()
				}
				if key != domain.AnyElem {
					s.env.Set(base.Then(key), val)
				}
				s.env.Set(base.Then(domain.AnyElem), domain.Join(s.env.Val(base.Then(domain.AnyElem)), val))
			}
		}
	}
	return ss
}

// keyField is the field of a literal's object that a key names.
func (in *interp) keyField(base Loc, t types.Type, key ast.Expr) (Loc, bool) {
	path := syntax.KeyPath(t, in.tpkg, key)
	for _, f := range path {
		base = base.Then(domain.FieldStep(f.Name()))
		in.setType(base, f.Type())
	}
	return base, path != nil
}

// keyStep is the step to a map's or slice's element, by key where known.
func (in *interp) keyStep(s *state, e ast.Expr) domain.Step { return stepTo(in.eval(s, e)) }

// stepTo is the same for a key that was evaluated.
func stepTo(key Value) domain.Step {
	if a, ok := key.Single(); ok {
		switch {
		case a.Kind == AtomStr && len(a.Str) < 80:
			return domain.Step{Kind: domain.Key, Name: a.Str}
		case a.Kind == AtomInt:
			return domain.Step{Kind: domain.Index, Name: strconv.FormatInt(a.Int, 10)}
		case a.Kind == AtomRef && a.Loc.Root.Kind == RootGlobal && a.Loc.Path.Empty():
			return domain.Step{Kind: domain.VarKey, Name: syntax.GlobalName(a.Loc.Root.Obj.(*types.Var))}
		}
	}
	return domain.AnyElem
}
