package engine

import (
	"go/ast"
	"go/types"
	"strconv"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/know"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// std carries out the calls of std, and those that handle errors, whose results the engine looks into; it reports whether f is one.
func (in *interp) std(s *state, c *ast.CallExpr, f *types.Func, recv Value, args []Value) bool {
	if f.Pkg() == nil {
		return false
	}
	arg := func(i int) Value {
		if i < len(args) {
			return args[i]
		}
		return domain.Top
	}
	if in.errorCall(s, c, f, arg) {
		return true
	}
	switch f.Pkg().Path() + "." + f.Name() {
	case "cmp.Or":
		var v Value
		for i, e := range c.Args {
			a := in.eval(s, e)
			if b, ok := a.Single(); i == 0 && ok && b.Kind == AtomInt && b.Int != 0 {
				v = a
				break
			}
			v = domain.Join(v, a)
		}
		if v.Empty() || c.Ellipsis.IsValid() {
			v = domain.Top
		}
		s.env.Set(tmp(c, 0), v)
	case "context.WithValue":
		l := in.site(c, in.info.TypeOf(c))
		s.env.Drop(l.Root)
		s.env.Set(l.Then(domain.FieldStep("parent")), arg(0))
		if len(c.Args) == 3 {
			s.env.Set(l.Then(in.keyStep(s, c.Args[1])), arg(2))
		}
		s.env.Set(tmp(c, 0), domain.Ref(l))
	case "context.Value":
		in.opaque(s, c, f)
		if v := in.contextValue(s, recv, in.keyStep(s, c.Args[0]), 0); !v.Empty() {
			s.env.Set(tmp(c, 0), v)
		}
	case "net/http.WithContext":
		l := in.site(c, in.info.TypeOf(c))
		s.env.Drop(l.Root)
		s.env.Set(l.Then(domain.Changed), domain.Top)
		s.env.Set(l.Then(domain.MethodStep("Context")), arg(0))
		s.env.Set(tmp(c, 0), domain.Ref(l))
	case "net/http.Context":
		in.opaque(s, c, f)
		v := Value{}
		for _, a := range recv.Atoms {
			if a.Kind == AtomRef {
				v = domain.Join(v, s.env.Val(a.Loc.Then(domain.MethodStep("Context"))))
			}
		}
		if !v.Empty() {
			s.env.Set(tmp(c, 0), v)
		}
	case "fmt.Sprintf":
		s.env.Set(tmp(c, 0), in.sprintf(s, c, arg(0)))
	case "net/http.HandlerFunc.ServeHTTP":
		return false
	default:
		if f.Name() == "ServeHTTP" && in.summaryOf(f) == nil {
			in.unknownDynamic(s, c, f.Signature(), args)
			return true
		}
		if r := f.Signature().Recv(); r != nil && types.IsInterface(r.Type()) && f.Pkg() != in.tpkg && in.roles.IsResponse(r.Type()) && in.summaryOf(f) == nil {
			// A framework's method without a row has no effect.
			in.opaque(s, c, f)
			in.given(s, c, f.Signature(), args, true)
			return true
		}
		return false
	}
	return true
}

// errorCall carries out a call that makes an error or gives what one wraps; it
// reports whether this is one.
func (in *interp) errorCall(s *state, c *ast.CallExpr, f *types.Func, arg func(int) Value) bool {
	switch know.ErrorCall(f) {
	case "new":
		in.newError(s, c, Value{})
	case "format":
		inner := Value{}
		if a, ok := arg(0).Single(); !ok || a.Kind != AtomStr || strings.Contains(a.Str, "%w") {
			for i, e := range c.Args {
				if i > 0 && syntax.IsError(in.info.TypeOf(e)) {
					inner = domain.Join(inner, in.eval(s, e))
				}
			}
		}
		in.newError(s, c, inner)
	case "join":
		in.newError(s, c, in.anyOf(s, c.Args))
	case "wrap":
		in.newError(s, c, arg(0))
	case "unwrap":
		out := Value{}
		for _, a := range arg(0).Atoms {
			if a.Kind == AtomRef {
				out = domain.Join(out, in.unwrapped(s, a))
			}
		}
		in.opaque(s, c, f)
		if !out.Empty() {
			s.env.Set(tmp(c, 0), out)
		}
	case "cause":
		in.opaque(s, c, f)
		out := Value{}
		for _, a := range arg(0).Atoms {
			if a.Kind == AtomRef {
				w := in.unwrapped(s, a)
				if w.Empty() {
					w = domain.One(a)
				}
				out = domain.Join(out, w)
			}
		}
		if !out.Empty() {
			s.env.Set(tmp(c, 0), out)
		}
	default:
		return false
	}
	return true
}

// newError makes an error object that wraps inner.
func (in *interp) newError(s *state, c *ast.CallExpr, inner Value) {
	l := Loc{Root: Root{Kind: RootSite, Obj: c}}
	in.dyns[l] = dyn{str: "error value", ms: []string{"Error() string"}}
	s.forget(l.Root)
	s.forgetFields(l)
	if !inner.Empty() {
		s.env.Set(l.Then(domain.MethodStep("Unwrap")), inner)
	}
	s.env.Set(tmp(c, 0), domain.Ref(l))
}

// contextValue is what a context made in view holds under a key.
func (in *interp) contextValue(s *state, ctx Value, key domain.Step, depth int) Value {
	out := Value{}
	if depth > 6 {
		return out
	}
	for _, a := range ctx.Atoms {
		if a.Kind != AtomRef || a.Loc.Root.Kind != RootSite {
			continue
		}
		if v, ok := s.env.Get(a.Loc.Then(key)); ok {
			out = domain.Join(out, v)
			continue
		}
		out = domain.Join(out, in.contextValue(s, s.env.Val(a.Loc.Then(domain.FieldStep("parent"))), key, depth+1))
	}
	return out
}

// contextStatus is the status that a framework finds in a request's context,
// under a key that its model names.
func (in *interp) contextStatus(s *state, request Loc) Value {
	out := Value{}
	for _, a := range s.env.Val(request.Then(domain.MethodStep("Context"))).Atoms {
		if a.Kind != AtomRef || a.Loc.Root.Kind != RootSite {
			continue
		}
		s.env.Under(a.Loc.Root, func(path domain.Path, v Value) {
			key, ok := path.Single()
			if !ok || key.Kind != domain.VarKey {
				return
			}
			for _, r := range in.Table.Rows(key.Name) {
				if r.Verb == model.Record {
					out = domain.Join(out, v)
				}
			}
		})
	}
	return out
}

// sprintf is a formatted string, with holes for what is not known.
func (in *interp) sprintf(s *state, c *ast.CallExpr, format Value) Value {
	a, ok := format.Single()
	if !ok || a.Kind != AtomStr || len(a.Str) > 300 {
		return domain.Top
	}
	var b strings.Builder
	n := 1
	f := a.Str
	known := true
	for i := 0; i < len(f); i++ {
		if f[i] != '%' {
			b.WriteByte(f[i])
			continue
		}
		j := i + 1
		for j < len(f) && strings.IndexByte("+-# 0123456789.*[]", f[j]) >= 0 {
			j++
		}
		if j >= len(f) {
			return domain.Top
		}
		if f[j] == '%' {
			b.WriteByte('%')
			i = j
			continue
		}
		done := false
		if n < len(c.Args) && strings.IndexByte("svq", f[j]) >= 0 && j == i+1 {
			if v, ok := in.eval(s, c.Args[n]).Single(); ok && v.Kind == AtomStr {
				if f[j] == 'q' {
					v.Str = strconv.Quote(v.Str)
				}
				b.WriteString(v.Str)
				done = true
			}
		}
		if !done {
			known = false
			b.WriteString(hole + string(f[j]))
		}
		n++
		i = j
	}
	out := Atom{Kind: AtomFormat, Str: b.String(), Pos: c.Args[0].Pos()}
	if known {
		out.Kind = AtomStr
	}
	return domain.One(out)
}

// frameworkError makes the error value that a framework's constructor returns.
func (in *interp) frameworkError(s *state, c *ast.CallExpr, r model.Row, st Value) {
	t := in.info.TypeOf(c)
	if tup, ok := t.(*types.Tuple); ok && tup.Len() > 0 {
		t = tup.At(0).Type()
	}
	if syntax.IsInt(t) {
		s.env.Set(tmp(c, 0), st) // the status itself
		return
	}
	l := Loc{Root: Root{Kind: RootSite, Obj: c}}
	if t != nil && !types.IsInterface(t) {
		in.setType(l, t)
	} else {
		in.dyns[l] = dyn{str: "error value", ms: []string{"Error() string"}}
	}
	s.forget(l.Root)
	s.forgetFields(l)
	s.env.Set(l.Then(domain.Changed), domain.Top)
	if f, ok := in.statusField(l); ok {
		s.env.Set(l.Then(f), st)
	}
	s.env.Set(l.Then(statusStep), st)
	if r.Sent && !r.Own {
		s.env.Set(l.Then(sentStep), domain.Bool(!r.NoWrap))
		if in.roles.ErrorOnly(r.Framework) {
			s.env.Set(l.Then(aloneStep), domain.Bool(true))
		}
	}
	if len(c.Args) > 0 {
		for _, e := range c.Args {
			if syntax.IsError(in.info.TypeOf(e)) {
				s.env.Set(l.Then(domain.MethodStep("Unwrap")), in.eval(s, e))
			}
		}
	}
	s.env.Set(tmp(c, 0), domain.Ref(l))
}

// statusField is the step to the status of an error of a framework's type.
func (in *interp) statusField(l Loc) (domain.Step, bool) {
	r, ok := in.roles.ErrorRow(in.types[l])
	if ok && r.Status.Kind == model.Field {
		return domain.FieldStep(r.Status.Text), true
	}
	return domain.Step{}, false
}

// errorStatus is the status that an error value carries, for calls that are
// given the error and send its status.
func (in *interp) errorStatus(s *state, v Value, depth int) Value {
	out := Value{Top: v.Top}
	if depth > 3 {
		return out
	}
	for _, a := range v.Atoms {
		if a.IsStatus() {
			out = domain.Join(out, domain.One(a)) // a number that is an error by itself
			continue
		}
		if a.Kind != AtomRef {
			continue
		}
		switch a.Loc.Root.Kind {
		case RootSite:
			l := a.Loc.Then(statusStep)
			st, ok := s.env.Get(l)
			if !ok {
				st, ok = in.genv.Get(l) // an object made at package level
			}
			if ok {
				out = domain.Join(out, st)
			} else if st, _, ok := in.objectStatus(s, a); ok {
				out = domain.Join(out, st)
			} else {
				out = domain.Join(out, in.errorStatus(s, in.unwrapped(s, a), depth+1))
			}
		case RootGlobal:
			gv := a.Loc.Root.Obj.(*types.Var)
			if r, ok := in.roles.VarRow(gv); ok {
				out = domain.Join(out, domain.One(Atom{Kind: AtomInt, Int: int64(r.Status.N)}))
			} else {
				out = domain.Join(out, in.errorStatus(s, in.globalOf(gv).val, depth+1))
			}
		default:
			l := a.Loc.Then(statusStep)
			if !l.TooDeep() {
				in.setType(l, types.Typ[types.Int])
				out = domain.Join(out, domain.Ref(l))
			}
		}
	}
	return out
}

// runMethod runs the method that a framework calls first.
func (in *interp) runMethod(s *state, c *ast.CallExpr, v Value, name string, args []Value) []*state {
	a, ok := v.Single()
	if !ok || a.Kind != AtomRef {
		return []*state{s}
	}
	m := in.method(a.Loc, name)
	if m == nil {
		return []*state{s}
	}
	sum := in.summaryOf(m)
	if sum == nil || m.Signature().Params().Len() > len(args) {
		return []*state{s}
	}
	saved := s.env.Val(tmp(c, 0))
	out := in.applySummary(s, c, m, sum, v, args[:m.Signature().Params().Len()], 1)
	for _, t := range out {
		t.env.Set(tmp(c, 0), saved)
	}
	if len(out) == 0 {
		return []*state{s}
	}
	return out
}

// fieldStored honours the models of fields.
func (in *interp) fieldStored(s *state, base Loc, step domain.Step, v Value, at ast.Expr) {
	in.fieldRow(s, in.types[base], base, step, v, at)
}

// fieldRow honours the model of one field of a type.
func (in *interp) fieldRow(s *state, t types.Type, base Loc, step domain.Step, v Value, at ast.Expr) {
	if step.Kind != domain.Field {
		return
	}
	for _, r := range in.roles.FieldRows(t, step.Name) {
		switch {
		case r.Verb == model.Record && base.Root.Kind != RootSite:
			for _, l := range in.respLocs(s, domain.Ref(base)) {
				in.record(s, l, v, in.siteAt(at, true), at, r.Framework)
			}
		case r.Verb == model.Headers:
			for _, l := range in.respLocs(s, domain.Ref(base)) {
				for _, a := range v.Atoms {
					switch {
					case a.Kind == AtomNil:
					case a.Kind == AtomRef && a.Loc.Root.Kind == RootSite:
						in.copyHeaders(s, l, a.Loc, at)
					default:
						in.setHeaderUnknown(s, l)
					}
				}
				if v.Top {
					in.setHeaderUnknown(s, l)
				}
			}
		}
	}
}
