package engine

import (
	"go/ast"
	"go/types"
	"strconv"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// rows finds what the models say of a call: see [roles.Roles.MethodRows].
func (in *interp) rows(ce callee, f *types.Func) (rows []model.Row, depth int) {
	if ce.recv == nil {
		return in.roles.Rows(f), -1
	}
	return in.roles.MethodRows(ce.sel, f)
}

// argument is what a row's attribute denotes in a call.
func (in *interp) argument(s *state, c *ast.CallExpr, a model.Arg, recv Value, args []Value) Value {
	switch a.Kind {
	case model.Index:
		if a.N >= len(args) {
			return Value{}
		}
		v := args[a.N]
		if sig, ok := in.info.TypeOf(c.Fun).(*types.Signature); ok && sig.Variadic() && a.N == sig.Params().Len()-1 && !c.Ellipsis.IsValid() {
			if len(c.Args) <= a.N {
				return Value{}
			}
			v = in.elements(s, v)
		}
		if a.Text != "" {
			v = in.member(s, v, a.Text)
		}
		return v
	case model.Int:
		return domain.One(Atom{Kind: AtomInt, Int: int64(a.N), Pos: c.Pos()})
	case model.Text:
		return domain.One(Atom{Kind: AtomStr, Str: a.Text, Pos: c.Pos()})
	case model.Field:
		if a.Text == "" {
			return recv
		}
		return in.member(s, recv, a.Text)
	}
	return Value{}
}

// statusArg is the status that a row's attribute denotes: of an error the one
// that it carries, of a code or of digits the one they stand for.
func (in *interp) statusArg(s *state, c *ast.CallExpr, ce callee, a model.Arg, recv Value, args []Value) Value {
	v := in.argument(s, c, a, recv, args)
	var t types.Type
	switch {
	case a.Text != "":
		return in.translated(v, nil)
	case a.Kind == model.Index && a.N < len(c.Args):
		t = in.info.TypeOf(c.Args[a.N])
	case a.Kind == model.Field && ce.sel != nil:
		t = ce.sel.Recv()
	}
	if _, carries := in.roles.ErrorRow(t); carries || syntax.IsError(t) {
		return in.errorStatus(s, v, 0)
	}
	if t != nil && types.IsInterface(t) {
		if st := in.errorStatus(s, v.Filter(func(a Atom) bool {
			_, _, ok := in.objectStatus(s, a)
			return ok
		}), 0); len(st.Atoms) > 0 {
			return st
		}
	}
	return in.translated(v, t)
}

// translated turns digits, and the codes of a type, into statuses.
func (in *interp) translated(v Value, t types.Type) Value {
	coded := in.roles.IsCode(t)
	out := Value{Top: v.Top}
	for _, a := range v.Atoms {
		switch {
		case coded && (a.Kind == AtomInt || a.Kind == AtomStr):
			if n := in.roles.CodeStatus(a, t); n != 0 {
				a = Atom{Kind: AtomInt, Int: n, Pos: a.Pos, Ext: a.Ext}
			}
		case a.Kind == AtomStr:
			if n, err := strconv.Atoi(a.Str); err == nil {
				a = Atom{Kind: AtomInt, Int: int64(n), Pos: a.Pos, Ext: a.Ext}
			}
		}
		out = domain.Join(out, domain.One(a))
	}
	return out
}

// member is a field or niladic method of a value, by name.
func (in *interp) member(s *state, v Value, name string) Value {
	out := Value{Top: v.Top}
	for _, a := range v.Atoms {
		if a.Kind != AtomRef {
			continue
		}
		t := in.types[a.Loc]
		if t != nil {
			obj, index, _ := types.LookupFieldOrMethod(t, true, in.tpkg, name)
			switch obj := obj.(type) {
			case *types.Var:
				out = domain.Join(out, in.field(s, domain.One(a), t, index))
				continue
			case *types.Func:
				out = domain.Join(out, in.accessor(s, a, obj.Origin()))
				continue
			}
		}
		out = domain.Join(out, in.read(s, a.Loc.Then(domain.FieldStep(name))))
	}
	return out
}

// applyRows carries out what the models say of a call.
func (in *interp) applyRows(s *state, c *ast.CallExpr, ce callee, f *types.Func, rows []model.Row, recv Value, args []Value) []*state {
	in.opaque(s, c, f)
	ss := []*state{s}
	for _, r := range rows {
		var next []*state
		for _, s := range ss {
			next = append(next, in.applyRow(s, c, ce, f, r, recv, args)...)
		}
		ss = next
	}
	return ss
}

func (in *interp) applyRow(s *state, c *ast.CallExpr, ce callee, f *types.Func, r model.Row, recv Value, args []Value) []*state {
	on := recv
	if r.On.Kind != model.None {
		on = in.argument(s, c, r.On, recv, args)
	}
	switch r.Verb {
	case model.Exit:
		// The framework recovers, and sends what was recorded.
		for l, r := range s.resps {
			if r.sent != SentYes {
				in.lazyEvent(s, l, r)
			}
		}
		return nil
	case model.Error:
		in.frameworkError(s, c, r, s.masked(in.statusArg(s, c, ce, r.Status, recv, args)))
		if r.Header.Kind != model.None {
			ch, _ := in.mapChallenge(s, in.argument(s, c, r.Header, recv, args), c)
			for _, a := range s.env.Val(tmp(c, 0)).Atoms {
				s.env.Set(a.Loc.Then(challengeStep), domain.One(Atom{Kind: AtomInt, Int: int64(ch)}))
			}
		}
		return []*state{s}
	case model.Set, model.Add, model.Delete:
		ss := in.copies(s, r, in.argument(s, c, r.Value, recv, args))
		if r.Verb != model.Delete && r.Key.Kind != model.None {
			ss = in.keyed(s, on, in.argument(s, c, r.Key, recv, args))
		}
		for _, s := range ss {
			in.headerRow(s, c, r, on, recv, args)
			if r.Chain {
				s.env.Set(tmp(c, 0), recv)
			}
		}
		return ss
	}
	if r.Needs.Kind == model.Index && r.Needs.N < len(args) {
		if a, ok := args[r.Needs.N].Single(); ok && a.Kind == AtomNil {
			return []*state{s}
		}
	}
	ss := []*state{s}
	if r.Calls.Kind == model.Index && r.Calls.N < len(args) {
		ss = in.runMethod(s, c, args[r.Calls.N], r.Calls.Text, args)
	}
	for _, s := range ss {
		st := Value{}
		if r.Status.Kind != model.None {
			st = in.statusArg(s, c, ce, r.Status, recv, args)
		}
		for _, l := range in.respLocs(s, on) {
			if r.Own || in.wrapperVouches(ce, f) {
				in.setHeaderUnknown(s, l) // the call, or the writer, adds it
			}
			if r.Clear {
				q := s.at(l)
				if q.sent != SentYes {
					q.ch, q.proxy, q.val = ChNone, ChNone, ""
				}
			}
			switch r.Verb {
			case model.Send:
				at := in.siteAt(c, false)
				if r.Status.Kind == model.None {
					var by *site
					if st, by = in.recorded(s, l, args); by != nil {
						at = by
					}
					if q := s.at(l); q.sent != SentYes {
						q.flushed = q.flushed || !q.over
					}
				}
				in.sendHeader(s, c, r, l, recv, args)
				if r.Status.Kind == model.Index && r.Status.N < len(args) {
					for _, a := range args[r.Status.N].Atoms {
						if a.Kind == AtomRef && a.Loc.Root.Kind == RootSite && in.broughtAlong(s, a) != ChNone {
							in.setHeaderUnknown(s, l)
						}
					}
				}
				in.send(s, l, st, at, c)
			case model.Record:
				in.record(s, l, st, in.siteAt(c, true), c, r.Framework)
			case model.Write:
				if in.roles.Commit(r.Framework) != model.AtReturn {
					in.flush(s, l, c, args)
				}
			case model.Headers:
				s.env.Set(tmp(c, 0), domain.Join(headerOnly(s.env.Val(tmp(c, 0))), domain.One(Atom{Kind: AtomHeader, Loc: l})))
			case model.Same:
				s.env.Set(tmp(c, 0), domain.Ref(l))
			}
		}
		if r.Chain {
			s.env.Set(tmp(c, 0), recv)
		}
	}
	return ss
}
