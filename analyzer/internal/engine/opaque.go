package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// opaque gives a call results that nothing is known of.
func (in *interp) opaque(s *state, c *ast.CallExpr, f *types.Func) {
	t := in.info.TypeOf(c)
	set := func(i int, t types.Type) {
		l := Loc{Root: Root{Kind: RootOpaque, Idx: i, Obj: c}}
		in.setType(l, t)
		s.forget(l.Root)
		s.forgetFields(l)
		s.env.Set(tmp(c, i), domain.Ref(l))
	}
	switch t := t.(type) {
	case nil:
	case *types.Tuple:
		for i := range t.Len() {
			set(i, t.At(i).Type())
		}
	default:
		set(0, t)
		if f != nil && in.makers.Makes(f) {
			s.add(domain.Pred{Loc: Loc{Root: Root{Kind: RootOpaque, Obj: c}}, Op: domain.NotNil})
		}
	}
}

// unknownStatic is a call of a declared function that nothing is known of: it
// has no effect on responses, but may keep, fill in or call what it is given.
func (in *interp) unknownStatic(s *state, c *ast.CallExpr, f *types.Func, recv Value, args []Value) []*state {
	in.opaque(s, c, f)
	in.aliasResult(s, c, args)
	in.given(s, c, f.Signature(), args, quiet(f))
	if in.roles.Wires(f, model.Raise) {
		for _, v := range args {
			in.escapes(s, v)
		}
	}
	return in.runLits(s, c, args)
}

// quiet tells whether a function only looks at its arguments.
func quiet(f *types.Func) bool {
	if f.Pkg() == nil {
		return true
	}
	switch p := f.Pkg().Path(); p {
	case "fmt", "log", "log/slog", "errors", "strings", "strconv", "context", "encoding/json", "encoding/json/v2", "encoding/json/jsontext", "reflect", "time", "bytes", "encoding/xml", "sync":
		return true
	}
	return false
}

// given lets the arguments of an unknown function escape.
func (in *interp) given(s *state, c *ast.CallExpr, sig *types.Signature, args []Value, quiet bool) {
	for i, v := range args {
		if !quiet && !loggerish(c) {
			in.escapes(s, v)
		}
		if i < len(c.Args) {
			if t := in.info.TypeOf(c.Args[i]); t != nil {
				if _, ok := t.Underlying().(*types.Pointer); ok || !quiet && syntax.Is[*types.Map](t) {
					for _, a := range v.Atoms {
						if a.Kind == AtomRef && a.Loc.Root.Kind == RootSite {
							in.blur(s, a.Loc)
						}
					}
				}
			}
			if u, ok := ast.Unparen(c.Args[i]).(*ast.UnaryExpr); ok && u.Op == token.AND {
				if id, ok := ast.Unparen(u.X).(*ast.Ident); ok {
					if obj, ok := in.info.Uses[id].(*types.Var); ok {
						if _, isStruct := obj.Type().Underlying().(*types.Struct); !isStruct {
							in.assignVar(s, obj, domain.Join(in.read(s, in.varLoc(obj)), domain.Top))
						}
					}
				}
			}
		}
	}
}

// loggerish tells whether a call's name says that it only writes a log.
func loggerish(c *ast.CallExpr) bool {
	if _, element := ast.Unparen(c.Fun).(*ast.IndexExpr); element || syntax.Ident(c.Fun) == nil {
		return false
	}
	name := syntax.Ident(c.Fun).Name
	starts := func(p string) bool { return strings.HasPrefix(name, p) }
	return !starts("ErrorH") && slices.ContainsFunc([]string{"Log", "Debug", "Info", "Warn", "Error", "Print", "Trace", "Fatal", "Notice"}, starts)
}

// blur adds "others" to all that is known of an object.
func (in *interp) blur(s *state, l Loc) {
	s.env.Under(l.Root, func(p domain.Path, v Value) {
		if k := l.Root.At(p); !p.Empty() && !v.Top {
			s.env.Set(k, Value{Atoms: v.Atoms, Top: true})
		}
	})
	s.env.Set(changed(l.Root), domain.Top)
}

// aliasResult makes a result that is a response the response given.
func (in *interp) aliasResult(s *state, c *ast.CallExpr, args []Value) {
	t := in.info.TypeOf(c)
	if t == nil || !in.roles.IsResponse(t) {
		return
	}
	for i, v := range args {
		if i < len(c.Args) && in.roles.IsResponse(in.info.TypeOf(c.Args[i])) {
			if ls := in.respLocs(s, v); len(ls) > 0 {
				s.env.Set(tmp(c, 0), domain.Ref(ls[0]))
				return
			}
		}
	}
}

// runLits runs function literals that are handed to a call: each may run.
func (in *interp) runLits(s *state, c *ast.CallExpr, args []Value) []*state {
	ss := []*state{s}
	for _, v := range args {
		for _, a := range v.Atoms {
			if a.Kind != AtomLit {
				continue
			}
			lf := in.litFn(a.Obj.(*ast.FuncLit))
			lf.applied = true
			if !lf.summary().captures() {
				continue
			}
			var did []*state
			for _, s := range clones(ss) {
				params := make([]Value, lf.sig.Params().Len())
				for i := range params {
					params[i] = domain.Top
				}
				saved := s.env.Val(tmp(c, 0))
				for _, t := range in.applySummary(s, c, nil, lf.summary(), domain.Top, params, 1) {
					t.env.Set(tmp(c, 0), saved)
					did = append(did, t)
				}
			}
			ss = in.joinStates(append(ss, did...))
		}
	}
	return ss
}

// unknownDynamic is a call of something that can't be known: a response it is
// given may have been answered.
func (in *interp) unknownDynamic(s *state, c *ast.CallExpr, sig *types.Signature, args []Value) {
	in.opaque(s, c, nil)
	in.given(s, c, sig, args, false)
	adapted := in.adapts(c, sig) || in.tidies(c)
	for i, v := range args {
		var t types.Type
		if sig != nil {
			t = syntax.Param(sig, min(i, sig.Params().Len()-1))
		}
		if adapted && t != nil && in.roles.IsResponse(t) {
			for _, l := range in.respLocs(s, v) {
				if r := s.at(l); r.sent != SentYes {
					r.sent = SentUnknown
				}
			}
			continue
		}
		in.loseResponses(s, v, t)
	}
}

// adapts tells whether a dynamic call is that of an adapter: it calls a
// handler, of a function type or an interface of this package, that returns a
// status, an error or an object with a status for the adapter to answer with.
// Such handlers leave the header alone, unless one of them in view sets the
// challenge.
func (in *interp) adapts(c *ast.CallExpr, sig *types.Signature) bool {
	if sig == nil {
		return false
	}
	if f := syntax.Callee(in.info, c); f != nil {
		if f.Pkg() != in.tpkg {
			return false // another package's interface
		}
	} else if n := syntax.NamedOf(in.info.TypeOf(c.Fun)); n != nil && n.Obj().Pkg() != in.tpkg {
		return false
	}
	returns := false
	for v := range sig.Results().Variables() {
		t := v.Type()
		_, object := syntax.Deref(t).Underlying().(*types.Struct)
		returns = returns || syntax.IsInt(t) || syntax.IsError(t) || object && in.places.CarriesOwn(t) && !in.roles.IsResponse(t)
	}
	if !returns {
		return false
	}
	return !in.handlersSet(sig)
}

// handlersSet tells whether a function of that signature, or of an instance of it,
// sets the challenge.
// All of them are looked at, in the order of the source, so that what is known
// when does not depend on chance.
func (p *pkg) handlersSet(sig *types.Signature) bool {
	text := p.signatures.Of(sig)
	if b, ok := p.setBySig[text]; ok {
		return b
	}
	p.setBySig[text] = false
	set, parametric := false, syntax.Parametric(sig)
	for _, g := range p.decls {
		of := p.signatures.Of(g.sig) == text || parametric && syntax.MayBeInstance(g.sig, sig)
		if !g.running && of && p.summaryOf(g.obj).sets() {
			set = true
		}
	}
	p.setBySig[text] = set
	return set
}

// loseResponses makes the responses that a value of type t can write unknown.
func (in *interp) loseResponses(s *state, v Value, t types.Type) {
	if t == nil {
		return
	}
	if sl, ok := t.Underlying().(*types.Slice); ok {
		t = sl.Elem()
		v = in.elements(s, v)
	}
	for _, l := range in.reachable(s, v, t, 0) {
		in.setHeaderUnknown(s, l)
		s.at(l).sent = SentUnknown
	}
}

// reachable lists the responses that can be written through a value.
func (in *interp) reachable(s *state, v Value, t types.Type, depth int) []Loc {
	if in.roles.IsResponse(t) {
		return in.respLocs(s, v)
	}
	st, ok := syntax.Deref(t).Underlying().(*types.Struct)
	if !ok || depth > 2 {
		return nil
	}
	var out []Loc
	for f := range st.Fields() {
		if in.roles.IsResponse(f.Type()) || in.roles.Holds(f.Type()) {
			out = append(out, in.reachable(s, in.step(s, v, domain.FieldStep(f.Name()), f.Type()), f.Type(), depth+1)...)
		}
	}
	return out
}

// vouchAt is vouch for a call that is said to set the challenge: after the
// status it is late.
func (in *interp) vouchAt(s *state, vs []Value, c *ast.CallExpr) {
	for _, v := range vs {
		for _, l := range in.respLocs(s, v) {
			if r := s.peek(l); r.sent == SentYes {
				for _, e := range r.events {
					e.addLate(c.Pos())
				}
			}
		}
	}
	in.vouch(s, vs)
}

// vouch makes the challenge of every response among the values unknown, which
// is silent.
func (in *interp) vouch(s *state, vs []Value) {
	for _, v := range vs {
		for _, l := range in.respLocs(s, v) {
			in.setHeaderUnknown(s, l)
		}
		for _, a := range v.Atoms {
			if a.Kind == AtomRef {
				if t := in.types[a.Loc]; t != nil && !in.roles.IsResponse(t) {
					for _, l := range in.reachable(s, domain.One(a), t, 0) {
						in.setHeaderUnknown(s, l)
					}
				}
			}
			if a.Kind == AtomHeader {
				in.setHeaderUnknown(s, a.Loc)
			}
		}
	}
}
