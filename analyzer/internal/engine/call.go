package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// callee is what a call runs.
type callee struct {
	static *types.Func // a function or a method of a concrete type
	iface  *types.Func // a method of an interface
	values []Atom      // what a function value may be
	recv   ast.Expr
	sel    *types.Selection
}

func (in *interp) resolve(s *state, c *ast.CallExpr) callee {
	var ce callee
	f := syntax.Generic(c.Fun)
	if sel, ok := f.(*ast.SelectorExpr); ok {
		if ce.sel = in.info.Selections[sel]; ce.sel != nil && ce.sel.Kind() == types.MethodVal {
			ce.recv = sel.X
		}
	}
	if fn := syntax.Callee(in.info, c); fn != nil {
		fn = fn.Origin()
		if r := fn.Signature().Recv(); r != nil && types.IsInterface(r.Type()) {
			ce.iface = fn
		} else {
			ce.static = fn
		}
		return ce
	}
	v := in.eval(s, f)
	if lit, ok := f.(*ast.FuncLit); ok {
		v = domain.One(Atom{Kind: AtomLit, Obj: lit})
	}
	if v.Top {
		return callee{values: in.throughField(f)}
	}
	for _, a := range v.Atoms {
		switch a.Kind {
		case AtomLit, AtomFunc:
			ce.values = append(ce.values, a)
		case AtomNil:
		default:
			return callee{values: in.throughField(f)}
		}
	}
	return ce
}

// receiver is the value a method is called on, behind the embedded fields
// that promote it.
func (in *interp) receiver(s *state, ce callee) Value {
	if ce.recv == nil {
		return domain.Top
	}
	idx := ce.sel.Index()
	return in.field(s, in.eval(s, ce.recv), ce.sel.Recv(), idx[:len(idx)-1])
}

// args are the values of a call's arguments, a variadic tail as one slice.
func (in *interp) args(s *state, c *ast.CallExpr, sig *types.Signature) []Value {
	var vals []Value
	if len(c.Args) == 1 {
		if t, ok := in.info.TypeOf(c.Args[0]).(*types.Tuple); ok {
			vals = in.tuple(s, c.Args[0], t.Len())
		}
	}
	if vals == nil {
		for i, a := range c.Args {
			if v, ok := s.env.Get(deferred(c, i)); ok {
				vals = append(vals, v)
				continue
			}
			vals = append(vals, in.copied(s, a, in.eval(s, a)))
		}
	}
	if sig == nil || !sig.Variadic() || c.Ellipsis.IsValid() {
		return vals
	}
	n := sig.Params().Len() - 1
	if len(vals) < n {
		return vals
	}
	rest := Value{}
	for _, v := range vals[n:] {
		rest = domain.Join(rest, v)
	}
	l := in.site(variadic{c}, sig.Params().At(n).Type())
	s.forgetFields(l)
	if !rest.Empty() {
		s.env.Set(l.Then(domain.AnyElem), rest)
	}
	for i, v := range vals[n:] {
		if i < 4 {
			s.env.Set(l.Then(domain.Step{Kind: domain.Index, Name: strconv.Itoa(i)}), v)
		}
	}
	return append(vals[:n:n], domain.Ref(l))
}

// variadic is the slice that a call makes of its last arguments.
type variadic struct{ c *ast.CallExpr }

// apply carries out a call whose parts have been evaluated.
func (in *interp) apply(ss []*state, c *ast.CallExpr) []*state {
	if !in.spend(len(ss)) {
		return nil
	}
	if tv, ok := in.info.Types[c.Fun]; ok {
		if tv.IsType() {
			return ss // its result is its operand
		}
		if tv.IsBuiltin() {
			return in.builtin(ss, c)
		}
	}
	if in.errorsTest(c) != "" {
		return in.truth(ss, c)
	}
	var out []*state
	for _, s := range ss {
		done := in.applyOne(s, c)
		for _, t := range done {
			in.recall(t, c)
		}
		out = append(out, done...)
	}
	return out
}

func (in *interp) applyOne(s *state, c *ast.CallExpr) []*state {
	ce := in.resolve(s, c)
	f := ce.static
	if f == nil {
		f = ce.iface
	}
	if f != nil {
		sig := f.Signature()
		args := in.args(s, c, sig)
		recv := in.receiver(s, ce)
		rows, depth := in.rows(c, ce, f)
		if rows == nil && syntax.NeverReturns(f) {
			for _, v := range args {
				in.escapes(s, v)
			}
			return nil
		}
		if in.challengers[in.names.Of(f)] {
			in.vouchAt(s, append([]Value{recv}, args...), c)
			in.opaque(s, c, f)
			return []*state{s}
		}
		if rows != nil {
			if depth >= 0 && depth < len(ce.sel.Index())-1 {
				recv = in.field(s, in.eval(s, ce.recv), ce.sel.Recv(), ce.sel.Index()[:depth])
			}
			return in.applyRows(s, c, ce, f, rows, recv, args)
		}
		if in.names.Of(f) == "errors.AsType" {
			return in.asTypeCall(s, c, args)
		}
		in.handsOn(s, c, recv, args)
		if in.wires(f, model.Next) {
			return in.runNext(s, c, f, recv)
		}
		if done := in.std(s, c, f, recv, args); done {
			return []*state{s}
		}
		if ce.static != nil {
			if sum := in.summaryOf(f); sum != nil {
				return in.applySummary(s, c, f, sum, recv, args, 0)
			}
			return in.statusRead(in.unknownStatic(s, c, f, recv, args), c, ce, f, recv)
		}
		return in.statusRead(in.applyInterface(s, c, f, recv, args), c, ce, f, recv)
	}
	sig := in.sigOf(c)
	in.handsOn(s, c, domain.Top, in.args(s, c, sig))
	if v := syntax.GlobalVar(in.info, c.Fun); v != nil {
		if rows := in.table.Rows(globalName(v)); rows != nil {
			return in.applyRows(s, c, callee{}, nil, rows, domain.Top, in.args(s, c, sig))
		}
		if m := in.foreignSummary(v); m != nil {
			return in.applySummary(s, c, nil, m, domain.Top, in.args(s, c, sig), 0)
		}
	}
	if n := len(ce.values); n > 0 && n <= 4 {
		args := in.args(s, c, sig)
		var out []*state
		for _, a := range ce.values {
			out = append(out, in.callValue(s.clone(), c, a, args)...)
		}
		return out
	}
	args := in.args(s, c, sig)
	in.unknownDynamic(s, c, sig, args)
	return []*state{s}
}

// applyMaybe carries out a call that runs at some time, or never.
func (in *interp) applyMaybe(ss []*state, c *ast.CallExpr) []*state {
	did := in.clean(in.apply(clones(ss), c))
	return in.joinStates(append(ss, did...))
}

func (in *interp) builtin(ss []*state, c *ast.CallExpr) []*state {
	name := ""
	switch f := unparen(c.Fun).(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	switch name {
	case "panic":
		for _, s := range ss {
			in.escapes(s, in.eval(s, c.Args[0]))
			in.panics(s, c)
		}
		return nil
	case "new", "make":
		for _, s := range ss {
			if t := in.info.TypeOf(c); t != nil {
				if name == "new" {
					t = deref(t)
				}
				l := in.site(c, t)
				s.forget(l.Root)
				s.forgetFields(l)
				s.env.Del(l.Then(domain.Changed))
				s.env.Set(tmp(c, 0), domain.Ref(l))
			}
		}
	case "append":
		for _, s := range ss {
			v := in.eval(s, c.Args[0])
			elems := Value{}
			if !c.Ellipsis.IsValid() {
				for _, a := range c.Args[1:] {
					elems = domain.Join(elems, in.eval(s, a))
				}
			} else {
				elems = in.elements(s, in.eval(s, c.Args[1]))
			}
			if t := in.info.TypeOf(c); t != nil {
				l := in.site(c, t)
				s.env.Set(l.Then(domain.AnyElem), domain.Join(s.env.Val(l.Then(domain.AnyElem)), domain.Join(in.elements(s, v), elems)))
				v = domain.Ref(l)
			}
			s.env.Set(tmp(c, 0), v)
		}
	case "delete":
		for _, s := range ss {
			for _, a := range in.eval(s, c.Args[0]).Atoms {
				if a.Kind != AtomHeader {
					continue
				}
				if k, ok := in.eval(s, c.Args[1]).Single(); ok && k.Kind == AtomStr {
					in.setHeader(s, a.Loc, k.Str, Value{}, headerDel, c)
				}
			}
		}
	case "min", "max":
		for _, s := range ss {
			v := Value{}
			for _, a := range c.Args {
				v = domain.Join(v, in.eval(s, a))
			}
			s.env.Set(tmp(c, 0), v)
		}
	}
	return ss
}

// panics ends a path: deferred calls run, and may answer.
func (in *interp) panics(s *state, c *ast.CallExpr) {
	ds := s.defers
	s.defers = nil
	ss := []*state{s}
	for i := len(ds) - 1; i >= 0; i-- {
		ss = in.clean(in.joinStates(in.runDeferred(ss, ds[i].Call)))
	}
}

// rows finds what the models say of a call. The receiver type of the
// selection decides, then the types that promote the method, then the one
// that declares it; a method of any http.ResponseWriter comes last.
// depth counts the embedded fields between what is called and the type that
// has the rows; -1 is all of them.
func (in *interp) rows(c *ast.CallExpr, ce callee, f *types.Func) (rows []model.Row, depth int) {
	if ce.recv == nil {
		return in.rowsOf(f), -1
	}
	for i, t := range promoting(ce.sel) {
		if r := in.methodRows(t, f.Name()); r != nil {
			return r, i
		}
	}
	if r := in.rowsOf(f); r != nil {
		return r, -1
	}
	switch f.Name() {
	case "WriteHeader", "Write", "Header":
		if in.isWriter(ce.sel.Recv()) && f.Signature().Params().Len() < 2 {
			return in.table.Rows("(net/http.ResponseWriter)." + f.Name()), -1
		}
	}
	return nil, -1
}

// rowsOf finds the rows of a function.
func (p *pkg) rowsOf(f *types.Func) []model.Row { return p.table.Rows(p.names.Of(f)) }

// methodRows finds the rows of a method by the type that is named.
func (p *pkg) methodRows(t types.Type, name string) []model.Row {
	n := namedOf(t)
	if n == nil || n.Obj().Pkg() == nil {
		return nil
	}
	full := n.Obj().Pkg().Path() + "." + n.Obj().Name()
	if r := p.table.Rows("(*" + full + ")." + name); r != nil {
		return r
	}
	return p.table.Rows("(" + full + ")." + name)
}

// promoting lists the types through which a selection reaches its method,
// outermost first.
func promoting(sel *types.Selection) []types.Type {
	ts := []types.Type{sel.Recv()}
	t := sel.Recv()
	idx := sel.Index()
	for _, i := range idx[:len(idx)-1] {
		st, ok := deref(t).Underlying().(*types.Struct)
		if !ok || i >= st.NumFields() {
			break
		}
		t = st.Field(i).Type()
		ts = append(ts, t)
	}
	return ts
}

func namedOf(t types.Type) *types.Named {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
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
	if _, carries := in.errorRow(t); carries || isError(t) {
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

// constant is the atom of a constant. One of a type of codes is the status that
// it stands for, wherever it goes.
func (p *pkg) constant(tv types.TypeAndValue, pos token.Pos) (Atom, bool) {
	a, ok := domain.Constant(tv.Value, pos)
	if n := p.statusOfCode(a, tv.Type); ok && n != 0 {
		a = Atom{Kind: AtomInt, Int: n, Pos: pos}
	}
	return a, ok
}

// statusOfCode is the status that a constant of a type of codes stands for, or
// 0.
func (p *pkg) statusOfCode(a Atom, t types.Type) int64 {
	switch a.Kind {
	case AtomInt:
		return p.table.CodeStatus(typeName(t), a.Int)
	case AtomStr:
		return p.table.CodeStatus(typeName(t), a.Str)
	}
	return 0
}

// translated turns digits, and the codes of a type, into statuses.
func (in *interp) translated(v Value, t types.Type) Value {
	coded := in.coded(t)
	out := Value{Top: v.Top}
	for _, a := range v.Atoms {
		switch {
		case coded && (a.Kind == AtomInt || a.Kind == AtomStr):
			if n := in.statusOfCode(a, t); n != 0 {
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

// coded tells whether constants of a type stand for statuses.
func (p *pkg) coded(t types.Type) bool { return len(p.table.Codes(typeName(t))) > 0 }

// typeName is the full name of a type, as the models have it; "" for one that
// has none.
func typeName(t types.Type) string {
	n := namedOf0(t)
	if n == nil || n.Obj().Pkg() == nil {
		return ""
	}
	return n.Obj().Pkg().Path() + "." + n.Obj().Name()
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
			if in.wrapperVouches(ce, f) {
				in.vouchLoc(s, l) // the writer itself adds it
			}
			if r.Own {
				in.vouchLoc(s, l)
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
							in.vouchLoc(s, l)
						}
					}
				}
				in.send(s, l, st, at, c)
			case model.Record:
				in.record(s, l, st, in.siteAt(c, true), c, r.Framework)
			case model.Write:
				if in.commitOf(r.Framework) != model.AtReturn {
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
		if k := in.argument(s, c, r.Key, recv, args); isHeader(in.info.TypeOf(c.Fun)) || in.isHeaderValue(on) {
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
			switch in.keyFound(s, k.Loc) {
			case "401":
				k = Atom{Kind: AtomStr, Str: challengeHeader}
			case "407":
				k = Atom{Kind: AtomStr, Str: proxyHeader}
			case "other":
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
	for _, a := range v.Atoms {
		if a.Kind == AtomRef && isHeader(in.types[a.Loc]) {
			return true
		}
	}
	return v.Top && len(v.Atoms) == 0
}

// isHeader tells whether a type is a header map.
func isHeader(t types.Type) bool {
	n := namedOf0(t)
	if n == nil || n.Obj().Pkg() == nil {
		return false
	}
	p, name := n.Obj().Pkg().Path(), n.Obj().Name()
	return p == "net/http" && name == "Header" || p == "net/textproto" && name == "MIMEHeader"
}

func namedOf0(t types.Type) *types.Named {
	if t == nil {
		return nil
	}
	return namedOf(t)
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
		if key := keyAt(path, from.Path); challengeKey(key) != "" {
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

// challengeKey returns "401" or "407" for the header that those need.
func challengeKey(key string) string {
	switch strings.ToLower(key) {
	case "www-authenticate":
		return "401"
	case "proxy-authenticate":
		return "407"
	}
	return ""
}

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
	which := challengeKey(key)
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
	for _, q := range e.late {
		if p == q {
			return
		}
	}
	e.late = append(e.late, p)
}

// setHeaderUnknown sets a field that may be the challenge.
func (in *interp) setHeaderUnknown(s *state, l Loc) {
	r := s.at(l)
	if r.sent != SentYes {
		r.ch, r.proxy = ChUnknown, ChUnknown
	}
}

// otherHeaders tells whether a value is one of several known header names,
// none of them that of a challenge.
func otherHeaders(v Value) bool {
	for _, a := range v.Atoms {
		if a.Kind != AtomStr || challengeKey(a.Str) != "" {
			return false
		}
	}
	return !v.Top && len(v.Atoms) > 0
}

// recorded is the status that was recorded for a response, or for one of the
// things it is sent with. Where a function of its own records it, as the method
// of what is rendered, that is the responder: one edit there mends all calls.
func (in *interp) recorded(s *state, l Loc, args []Value) (Value, *site) {
	if rs := s.peek(l).pending; len(rs) > 0 {
		return pendingValue(rs), in.recordingMethod(rs)
	}
	for _, v := range args {
		for _, a := range v.Atoms {
			if a.Kind == AtomRef {
				if rs := s.peek(a.Loc).pending; len(rs) > 0 {
					return pendingValue(rs), in.recordingMethod(rs)
				}
				if v := in.contextStatus(s, a.Loc); !v.Empty() {
					return v, nil
				}
			}
		}
	}
	return domain.One(Atom{Kind: AtomInt, Int: 200}), nil
}

// recordingMethod is the one call in another function of this package that recorded
// a status, or nil.
func (in *interp) recordingMethod(rs []recorded) *site {
	at := rs[0].site
	for _, r := range rs {
		if r.site != at {
			return nil
		}
	}
	if !in.mine(at) || at.fn == in.fn || at.fn.obj == nil || at.fn.sig.Recv() == nil {
		return nil
	}
	return at
}

// record notes a status that leaves later.
func (in *interp) record(s *state, l Loc, st Value, at *site, via ast.Node, framework string) {
	r := s.at(l)
	if r.sent == SentYes || st.Empty() {
		return
	}
	r.pending, r.over = []recorded{{st, at, via, in.commitOf(framework) == model.AtCall && in.isResponse(in.types[l])}}, true
}

// flush sends the recorded status, or 200.
func (in *interp) flush(s *state, l Loc, c *ast.CallExpr, args []Value) {
	r := s.at(l)
	if r.sent == SentYes {
		return
	}
	pending := r.pending
	r.sent, r.pending, r.events = SentYes, nil, nil
	r.flushed = r.flushed || !r.over
	for _, p := range pending {
		if e := in.event(s, l, p.val, p.site, c, c, r.ch, r.proxy); e != nil {
			e.val, e.setPos = r.val, r.setPos
			r.events = append(r.events, e)
		}
	}
}

// send sends a status line.
func (in *interp) send(s *state, l Loc, st Value, at *site, via ast.Node) {
	r := s.at(l)
	if r.sent == SentYes {
		return
	}
	informational := !st.Top && len(st.Atoms) > 0
	for _, a := range st.Atoms {
		informational = informational && a.Kind == AtomInt && a.Int >= 100 && a.Int < 200 && a.Int != 101
	}
	if informational {
		return
	}
	ch, proxy := r.ch, r.proxy
	r.sent = SentYes
	r.pending = nil
	r.events = nil
	note := func(v Value, more ...domain.Pred) {
		if e := in.event(s, l, v, at, via, via, ch, proxy, more...); e != nil {
			e.val, e.setPos = r.val, r.setPos
			r.events = append(r.events, e)
		}
	}
	st, bs := in.byParam(s, st)
	for _, b := range bs {
		note(b.val, b.cond)
	}
	if len(bs) == 0 || !st.Empty() {
		note(st)
	}
}

// A conditional value is a part of one, and the condition on a parameter under
// which it is that.
type conditional struct {
	val  Value
	cond domain.Pred
}

// byParam takes out of a value the statuses that it holds under a condition on a
// parameter: a caller knows whether it is met.
func (in *interp) byParam(s *state, v Value) (rest Value, out []conditional) {
	if !in.fn.deferred {
		return v, nil // no caller is asked
	}
	for _, a := range s.live(v).Atoms {
		b := a.If
		if a.Kind != AtomInt || !domain.IsStatus(a.Int) || b == nil || b.Test != "" || b.Pred.Loc.Root.Kind != RootParam || len(out) == maxSplit {
			continue
		}
		out = append(out, conditional{domain.One(a), b.Pred})
	}
	if len(out) == 0 {
		return v, nil
	}
	taken := func(a Atom) bool {
		return slices.ContainsFunc(out, func(c conditional) bool { return c.val.Atoms[0] == a })
	}
	return v.Filter(func(a Atom) bool { return !taken(a) }), out
}

// event notes that a status leaves.
func (in *interp) event(s *state, l Loc, st Value, at *site, via, from ast.Node, ch, proxy Challenge, more ...domain.Pred) *event {
	return in.eventWith(nil, s, l, st, at, via, from, ch, proxy, more...)
}

// eventWith is event for what a callee sends, which knows others of its responses.
func (in *interp) eventWith(known []twin, s *state, l Loc, st Value, at *site, via, from ast.Node, ch, proxy Challenge, more ...domain.Pred) *event {
	in.work += 1 + len(st.Atoms)
	interesting := Value{Top: st.Top}
	others := st.Top
	for _, a := range s.masked(s.live(st).Bare()).Atoms {
		if a.Kind == AtomInt && domain.IsStatus(a.Int) || a.Kind == AtomRef {
			interesting.Atoms = append(interesting.Atoms, a)
		} else {
			others = true
		}
	}
	all := append(s.conds[:len(s.conds):len(s.conds)], more...)
	conds := exportable(all)
	for _, a := range interesting.Atoms {
		if a.Kind != AtomRef || a.Loc.Root.Kind == RootParam || a.Loc.Root.Kind == RootCaptured {
			continue
		}
		// What is known of the object that brings the status.
		n := 0
		for _, c := range all {
			if c.Loc.Root == a.Loc.Root && n < maxConds {
				conds = append(conds, c)
				n++
			}
		}
	}
	twins := in.twins(s, l, known)
	k := evKey{site: at, via: via, from: from, resp: l, ch: ch, proxy: proxy, conds: condsKey(conds), twins: twinsKey(twins)}
	e := in.events[k]
	if e == nil {
		if len(in.events) >= in.fn.maxEvents() {
			return nil
		}
		e = &event{fn: in.fn, resp: l, ch: ch, proxy: proxy, site: at, via: via, origin: from, conds: conds, guards: s.guards, twins: twins}
		in.events[k] = e
		in.sends = append(in.sends, e)
		if in.byVia == nil {
			in.byVia = map[ast.Node][]*event{}
		}
		in.byVia[via] = append(in.byVia[via], e)
	} else {
		e.guards = commonGuards(e.guards, s.guards)
	}
	e.status = domain.Join(e.status, interesting)
	e.others = e.others || others
	return e
}

// maxEvents bounds the events of a function: in a large recursive group each
// has those of all others.
func (f *fn) maxEvents() int {
	for f.outer != nil {
		f = f.outer
	}
	if f.group != nil && len(f.group.fns) > manyFuncs {
		return 64
	}
	return 512
}

// siteAt is the responder that a call is.
func (in *interp) siteAt(c ast.Node, lazy bool) *site {
	if x := in.sites[c]; x != nil {
		return x
	}
	x := &site{node: c, fn: in.fn, lazy: lazy}
	switch c := c.(type) {
	case *ast.CallExpr:
		x.name = types.ExprString(c.Fun)
	case ast.Expr:
		x.name = types.ExprString(c)
	}
	in.sites[c] = x
	return x
}

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
		if f != nil && in.makesError(f) {
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
	if in.wires(f, model.Raise) {
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
				if _, ok := t.Underlying().(*types.Pointer); ok {
					for _, a := range v.Atoms {
						if a.Kind == AtomRef && a.Loc.Root.Kind == RootSite {
							in.blur(s, a.Loc)
						}
					}
				}
			}
			if u, ok := unparen(c.Args[i]).(*ast.UnaryExpr); ok && u.Op == token.AND {
				if id, ok := unparen(u.X).(*ast.Ident); ok {
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
	name := ""
	switch f := unparen(c.Fun).(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident:
		name = f.Name
	}
	for _, p := range []string{"Log", "Debug", "Info", "Warn", "Error", "Print", "Trace", "Fatal", "Notice"} {
		if strings.HasPrefix(name, p) && !strings.HasPrefix(name, "ErrorH") {
			return true
		}
	}
	return false
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
	if t == nil || !in.isResponse(t) {
		return
	}
	for i, v := range args {
		if i < len(c.Args) && in.isResponse(in.info.TypeOf(c.Args[i])) {
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
			t = paramType(sig, min(i, sig.Params().Len()-1))
		}
		if adapted && t != nil && in.isResponse(t) {
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
	} else if n := namedOf0(in.info.TypeOf(c.Fun)); n != nil && n.Obj().Pkg() != in.tpkg {
		return false
	}
	returns := false
	for i := range sig.Results().Len() {
		t := sig.Results().At(i).Type()
		_, object := deref(t).Underlying().(*types.Struct)
		returns = returns || isInt(t) || isError(t) || object && in.findCarries(t, 0, in.holdsIn) && !in.isResponse(t)
	}
	if !returns {
		return false
	}
	return !in.handlersSet(in.sigText(sig))
}

// handlersSet tells whether a function of that signature sets the challenge.
// All of them are looked at, in the order of the source, so that what is known
// when does not depend on chance.
func (p *pkg) handlersSet(sig string) bool {
	if b, ok := p.setBySig[sig]; ok {
		return b
	}
	p.setBySig[sig] = false
	set := false
	for _, g := range p.decls {
		if !g.running && g.text() == sig && p.summaryOf(g.obj).sets() {
			set = true
		}
	}
	p.setBySig[sig] = set
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
		in.vouchLoc(s, l)
		s.at(l).sent = SentUnknown
	}
}

// reachable lists the responses that can be written through a value.
func (in *interp) reachable(s *state, v Value, t types.Type, depth int) []Loc {
	if in.isResponse(t) {
		return in.respLocs(s, v)
	}
	st, ok := deref(t).Underlying().(*types.Struct)
	if !ok || depth > 2 {
		return nil
	}
	var out []Loc
	for i := range st.NumFields() {
		f := st.Field(i)
		if in.isResponse(f.Type()) || in.holds(f.Type()) {
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
			in.vouchLoc(s, l)
		}
		for _, a := range v.Atoms {
			if a.Kind == AtomRef {
				if t := in.types[a.Loc]; t != nil && !in.isResponse(t) {
					for _, l := range in.reachable(s, domain.One(a), t, 0) {
						in.vouchLoc(s, l)
					}
				}
			}
			if a.Kind == AtomHeader {
				in.vouchLoc(s, a.Loc)
			}
		}
	}
}

func (in *interp) vouchLoc(s *state, l Loc) {
	r := s.at(l)
	if r.sent != SentYes {
		r.ch, r.proxy = ChUnknown, ChUnknown
	}
}
