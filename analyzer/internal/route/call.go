package route

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// call carries out a call, and returns its results.
func (f *frame) call(c *ast.CallExpr) []values {
	if tv := f.typed(c.Fun); tv.Type != nil {
		switch {
		case tv.IsType() && len(c.Args) == 1:
			return []values{f.adapted(f.eval(c.Args[0]), tv.Type)} // http.HandlerFunc(f)
		case tv.IsBuiltin():
			return []values{f.builtin(c)}
		}
	}
	fn, _ := f.callee(c)
	if c := f.concrete(fn, c); c != nil {
		fn = c
	}
	if fn != nil {
		if rows := f.wiringOf(fn); rows != nil && rows[0].Verb != model.Authenticates {
			return f.rows(c, fn, rows)
		}
	}
	if f.givesResponse(c) {
		f.handOn(c, fn)
		return nil
	}
	if fn == nil {
		return f.dynamic(c)
	}
	if v, ok := f.std(c, fn); ok {
		return []values{v}
	}
	if f.decls[fn] != nil {
		args := f.args(c)
		if !f.wires[fn] {
			if k := f.kind(f.typeOf(c)); k == handler || k == middleware {
				return []values{f.around(c, args)}
			}
			return nil
		}
		return f.apply(f.function(fn, f.receiver(c)), args)
	}
	return f.foreign(c)
}

// adapted are functions as values of a type of theirs that answers by a method
// in view: that is what serves them.
func (f *frame) adapted(v values, t types.Type) values {
	if t == nil || v.empty() {
		return v
	}
	if _, ok := t.Underlying().(*types.Signature); !ok {
		return v
	}
	by := f.serves(t)
	if by == nil || f.decls[by] == nil {
		return v
	}
	out := values{other: v.other}
	for _, x := range v.set {
		if fn, ok := x.(*function); ok && fn.obj != by {
			x = f.function(by, just(fn))
		}
		out = out.join(just(x))
	}
	return out
}

// args are the values of a call's arguments.
func (f *frame) args(c *ast.CallExpr) []values {
	if len(c.Args) == 1 {
		if t, ok := f.typeOf(c.Args[0]).(*types.Tuple); ok && t.Len() > 1 {
			return f.evalAll(c.Args[0])
		}
	}
	out := make([]values, len(c.Args))
	for i, a := range c.Args {
		out[i] = f.adapted(f.eval(a), f.typeOf(a))
	}
	if c.Ellipsis.IsValid() {
		return out
	}
	sig, ok := f.typeOf(c.Fun).(*types.Signature)
	if !ok || !sig.Variadic() || len(out) < sig.Params().Len()-1 {
		return out
	}
	n := sig.Params().Len() - 1
	return append(out[:n:n], just(&list{elems: slices.Clone(out[n:])}))
}

// receiver is what a method is called on.
func (f *frame) receiver(c *ast.CallExpr) values {
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return values{}
	}
	s := f.selection(sel)
	if s == nil || s.Kind() != types.MethodVal {
		return values{}
	}
	return f.promoted(s, f.eval(sel.X))
}

// concrete is the method in view that a call of an interface's method runs, nil
// where that is not known.
func (f *frame) concrete(fn *types.Func, c *ast.CallExpr) *types.Func {
	if fn == nil || fn.Signature().Recv() == nil || !types.IsInterface(fn.Signature().Recv().Type()) || f.wiringOf(fn) != nil {
		return nil
	}
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok || f.kind(f.typeOf(sel.X)) == handler {
		return nil
	}
	o, ok := one[*object](f.eval(sel.X))
	if !ok {
		return nil
	}
	return f.method(o, fn.Name())
}

// method is a method in view of an object's type.
func (m *machine) method(o *object, name string) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(ptr(o.typ), true, nil, name)
	if obj == nil {
		if n, ok := types.Unalias(o.typ).(*types.Named); ok {
			obj, _, _ = types.LookupFieldOrMethod(ptr(o.typ), true, n.Obj().Pkg(), name)
		}
	}
	if fn, ok := obj.(*types.Func); ok && m.decls[fn.Origin()] != nil {
		return fn.Origin()
	}
	return nil
}

// apply carries out a function in view.
func (f *frame) apply(fn *function, args []values) []values {
	if len(f.stack) > maxDepth || slices.Contains(f.stack, fn.node()) || f.steps > maxSteps {
		return nil
	}
	f.stack = append(f.stack, fn.node())
	defer func() { f.stack = f.stack[:len(f.stack)-1] }()
	if fn.obj != nil {
		f.ran[fn.obj] = true
	}
	in := &frame{machine: f.machine, env: newEnv(fn.env), sig: f.signature(fn), into: f.into, maybe: f.maybe, base: f.maybe}
	f.part(f.declOf(fn.block()), func() {
		in.bind(fn, args)
		in.block(fn.block().List)
	})
	return in.results
}

// signature is a function's signature.
func (m *machine) signature(fn *function) *types.Signature {
	if fn.obj != nil {
		return fn.obj.Signature()
	}
	sig, _ := m.typeOf(fn.lit).(*types.Signature)
	if sig == nil {
		sig = types.NewSignatureType(nil, nil, nil, nil, nil, false)
	}
	return sig
}

// bind gives parameters and receiver their values.
func (f *frame) bind(fn *function, args []values) {
	sig := f.sig
	if r := sig.Recv(); r != nil {
		f.env.vars[r] = fn.recv
		if fn.recv.empty() {
			f.env.vars[r] = unknown
		}
	}
	for i := range sig.Params().Len() {
		v := unknown
		if i < len(args) {
			v = args[i]
		}
		if f.kind(sig.Params().At(i).Type()) == handler {
			for _, r := range all[*router](v) {
				r.held = true
			}
		}
		f.env.vars[sig.Params().At(i)] = v
	}
	for v := range sig.Results().Variables() {
		if v.Name() != "" {
			f.env.vars[v] = values{}
		}
	}
}

func (f *frame) builtin(c *ast.CallExpr) values {
	name := ""
	if id, ok := ast.Unparen(c.Fun).(*ast.Ident); ok {
		name = id.Name
	}
	switch name {
	case "panic":
		f.eval(c.Args[0])
		f.done = true
		return values{}
	case "len":
		v := f.eval(c.Args[0])
		if l, ok := one[*list](v); ok && !l.more {
			return just(number(len(l.elems)))
		}
		if v.isNil() {
			return just(number(0))
		}
		return unknown
	case "append":
		return f.appended(c)
	case "make", "new":
		t := f.typeOf(c)
		if t == nil {
			return unknown
		}
		switch deref(t).Underlying().(type) {
		case *types.Map:
			return just(&list{keys: []values{}})
		case *types.Slice:
			return just(&list{})
		case *types.Struct:
			return just(&object{deref(t), map[*types.Var]values{}})
		}
		return unknown
	}
	for _, a := range c.Args {
		f.eval(a)
	}
	return unknown
}

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

func (f *frame) appended(c *ast.CallExpr) values {
	out := &list{}
	add := func(v values) {
		if l, ok := one[*list](v); ok {
			out.elems, out.more = append(out.elems, l.elems...), out.more || l.more
			return
		}
		out.more = out.more || v.other
		if e := f.elements(v); !e.empty() {
			out.elems = append(out.elems, e)
			out.more = true
		}
	}
	add(f.eval(c.Args[0]))
	for i, a := range c.Args[1:] {
		v := f.eval(a)
		if c.Ellipsis.IsValid() && i == len(c.Args)-2 {
			add(v)
		} else {
			out.elems = append(out.elems, v)
		}
	}
	return just(out)
}

// std carries out what the standard library does to lists.
func (f *frame) std(c *ast.CallExpr, fn *types.Func) (values, bool) {
	if fn.Pkg() == nil || fn.Pkg().Path() != "slices" || len(c.Args) == 0 {
		return values{}, false
	}
	switch fn.Name() {
	case "Values", "All", "Clone", "Clip", "Grow":
		return f.eval(c.Args[0]), true
	case "Concat":
		out := &list{}
		for _, a := range c.Args {
			l, ok := one[*list](f.eval(a))
			if !ok {
				return unknown, true
			}
			out.elems, out.more = append(out.elems, l.elems...), out.more || l.more
		}
		return just(out), true
	case "Backward", "Reverse":
		l, ok := one[*list](f.eval(c.Args[0]))
		if !ok {
			return unknown, true
		}
		back := slices.Clone(l.elems)
		slices.Reverse(back)
		if fn.Name() == "Reverse" {
			l.elems = back
			return unknown, true
		}
		return just(&list{elems: back, more: l.more}), true
	}
	return values{}, false
}

// dynamic carries out a call of a function value.
func (f *frame) dynamic(c *ast.CallExpr) []values {
	fun := f.eval(c.Fun)
	args := f.args(c)
	out := f.applyAll(c, fun, args)
	if fun.empty() && f.kind(f.typeOf(c)) != nothing {
		// What makes it is not in view, but what it is around is.
		return []values{f.around(c, args)}
	}
	if fun.empty() {
		f.serve(args)
	}
	return out
}

// serve notes handlers that are given to what is not in view.
func (f *frame) serve(args []values) {
	for _, v := range f.handlers(args).set {
		if _, ok := v.(next); !ok {
			f.roots = append(f.roots, root{just(v), true})
		}
	}
}

// applyAll is what calls of the functions among values may return.
func (f *frame) applyAll(c *ast.CallExpr, fun values, args []values) []values {
	var out []values
	add := func(vals []values) {
		for i, v := range vals {
			if i == len(out) {
				out = append(out, values{})
			}
			out[i] = out[i].join(v)
		}
	}
	for _, v := range fun.set {
		switch v := v.(type) {
		case *function:
			add(f.apply(v, args))
		case *outside:
			add([]values{just(&outside{at: c, inner: f.handlers(args)})})
		case next:
			add([]values{unknown})
		}
	}
	return out
}

// around is what a function out of view makes of the handlers it is given.
func (f *frame) around(c *ast.CallExpr, args []values) values {
	return just(&outside{at: c, inner: f.handlers(args)})
}

// handlers are those among arguments.
func (f *frame) handlers(args []values) values {
	out := values{}
	for _, a := range args {
		for _, v := range a.set {
			switch v := v.(type) {
			case *function:
				if f.handles(f.signature(v)) {
					out = out.join(just(v))
				}
			case *router:
				v.held = true
				out = out.join(just(v))
			case *outside, next:
				out = out.join(just(v))
			case *object:
				if f.serves(ptr(v.typ)) != nil {
					out = out.join(just(v))
				}
			}
		}
	}
	return out
}

func ptr(t types.Type) types.Type {
	if types.IsInterface(t) {
		return t
	}
	return types.NewPointer(t)
}

// foreign is a call of a function that is not in view: it may make a handler of
// those it is given, serve them, or run a callback.
func (f *frame) foreign(c *ast.CallExpr) []values {
	args := f.args(c)
	recv := values{}
	if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok && f.selection(sel) != nil {
		recv = f.eval(sel.X)
	}
	k := nothing
	t := f.typeOf(c)
	if tuple, ok := t.(*types.Tuple); ok {
		if tuple.Len() == 0 {
			t = nil
		} else {
			t = tuple.At(0).Type()
		}
	}
	if t != nil {
		k = f.kind(t)
	}
	if k == handler || k == middleware {
		return []values{f.around(c, append(args, recv))}
	}
	for _, a := range args {
		for _, l := range all[*list](a) {
			for _, e := range l.elems {
				a = a.join(e)
			}
		}
		for _, v := range a.set {
			fn, ok := v.(*function)
			switch {
			case ok && !f.handles(f.signature(fn)):
				f.branch(func() { f.apply(fn, nil) })
			case ok || isServed(v):
				f.roots = append(f.roots, root{just(v), false})
			}
		}
	}
	return nil
}

func isServed(v value) bool {
	switch v.(type) {
	case *router, *outside:
		return true
	}
	return false
}

// makeRouter makes a router under the conditions at hand: what is registered on
// it under the same ones always is.
func (f *frame) makeRouter(site ast.Node, up *router) *router {
	r := f.newRouter(site, up)
	r.maybe = f.maybe
	return r
}

// rows carries out what the models say of a call.
func (f *frame) rows(c *ast.CallExpr, fn *types.Func, rows []model.Row) []values {
	recv := f.receiver(c)
	args := f.args(c)
	out := []values{}
	for _, r := range rows {
		switch r.Verb {
		case model.Router:
			n := f.makeRouter(c, nil)
			f.useAll(n, f.each(c, r.With, recv, args), r)
			out = []values{just(n)}
		case model.Use:
			for _, to := range f.routersOf(c, fn, recv) {
				f.useAll(to, f.each(c, r.With, recv, args), r)
			}
		case model.Narrow:
			f.narrow(c, r, recv, args)
		case model.Group:
			out = []values{f.group(c, fn, r, recv, args)}
		case model.Route:
			out = []values{f.register(c, fn, r, recv, args)}
		case model.Wrap:
			out = []values{f.wrapped(c, r, recv, args)}
		case model.Next:
			if f.into != nil {
				f.into.add(f.at(c), c, just(next{}), false)
			}
		}
		if r.Chain {
			out = []values{recv}
		}
	}
	return out
}

// wrapped is what a library makes of a handler, or of a middleware. A receiver
// that is a list of middlewares puts them around it.
func (f *frame) wrapped(c *ast.CallExpr, r model.Row, recv values, args []values) values {
	if r.With.Kind != model.None {
		return f.first(f.each(c, r.With, recv, args))
	}
	hs := f.each(c, r.Handler, recv, args)
	f.handlers(hs) // something stands around them
	out := values{}
	for _, of := range all[*router](recv) {
		of.held = true
		n := f.makeRouter(c, nil)
		for q := of; q != nil; q = q.up {
			n.uses = append(slices.Clone(q.uses), n.uses...)
		}
		f.seq++
		n.routes = []*Route{{At: c, in: n, handler: f.first(hs), seq: f.seq}}
		out = out.join(just(n))
	}
	if out.empty() {
		return just(&outside{at: c, inner: f.handlers(hs), cuts: f.constant(c, r.Pattern, args)})
	}
	return out
}

// narrow says when a route is taken.
func (f *frame) narrow(c *ast.CallExpr, r model.Row, recv values, args []values) {
	if r.Method.Kind == model.None {
		return
	}
	m := f.constant(c, r.Method, args)
	for _, n := range all[*Route](recv) {
		n.Method = m
	}
	for _, g := range all[*router](recv) {
		g.method = m
	}
}

func (f *frame) first(vs []values) values {
	if len(vs) == 0 {
		return unknown
	}
	return vs[0]
}

// each are the things that an attribute denotes: an argument, those of a variadic
// one in turn, or a field of the elements of a list.
func (f *frame) each(c *ast.CallExpr, a model.Arg, recv values, args []values) []values {
	switch a.Kind {
	case model.Field:
		return []values{recv}
	case model.Index:
		if a.N >= len(args) {
			return nil
		}
		v := args[a.N]
		var out []values
		l, ok := one[*list](v)
		switch {
		case ok:
			out = append(out, l.elems...)
			if l.more {
				out = append(out, unknown)
			}
		default:
			out = append(out, v)
		}
		if a.Text != "" {
			for i := range out {
				out[i] = f.named(out[i], a.Text)
			}
		}
		return out
	}
	return nil
}

// named is a field of objects, by name.
func (f *frame) named(v values, name string) values {
	out := values{}
	for _, o := range all[*object](v) {
		for k, w := range o.fields {
			if k.Name() == name {
				out = out.join(w)
			}
		}
	}
	return out
}

// routersOf are the routers that a call is about: those of the receiver, or the
// one that its package keeps.
func (f *frame) routersOf(c *ast.CallExpr, fn *types.Func, recv values) []*router {
	if fn.Signature().Recv() == nil {
		return []*router{f.defaultOf(fn.Pkg())}
	}
	rs := all[*router](recv)
	if len(rs) == 0 {
		// Made where it can't be seen: what is registered here is on its own.
		r := f.makeRouter(c, nil)
		r.open = true
		if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok {
			if id, ok := ast.Unparen(sel.X).(*ast.Ident); ok {
				if v, ok := f.use(id).(*types.Var); ok && !f.packageLevel(v) {
					if e := f.env.holder(v); e != nil {
						e.vars[v] = just(r)
					}
				}
			}
		}
		rs = []*router{r}
	}
	return rs
}

// useAll puts middlewares around what a router serves. A text among them says
// for which patterns those behind it are.
func (f *frame) useAll(r *router, with []values, row model.Row) {
	under := ""
	for _, v := range with {
		if s, ok := one[text](v); ok {
			under = string(s)
			continue
		}
		f.seq++
		r.uses = append(r.uses, use{v, f.seq, f.maybe > r.maybe, row, under})
	}
}

func (f *frame) group(c *ast.CallExpr, fn *types.Func, r model.Row, recv values, args []values) values {
	out := values{}
	for _, up := range f.routersOf(c, fn, recv) {
		g := f.makeRouter(c, up)
		g.prefix = f.constant(c, r.Pattern, args)
		if r.Method.Kind != model.None {
			g.method = f.constant(c, r.Method, args)
		}
		f.useAll(g, f.each(c, r.With, recv, args), r)
		for _, v := range f.each(c, r.Runs, recv, args) {
			for _, run := range all[*function](v) {
				f.apply(run, []values{just(g)})
			}
		}
		out = out.join(just(g))
	}
	return out
}

// constant is a method or pattern, "…" where it is not constant, "" where there
// is none.
func (f *frame) constant(c *ast.CallExpr, a model.Arg, args []values) string {
	switch a.Kind {
	case model.Text:
		return a.Text
	case model.Index:
		if a.N < len(args) {
			if s, ok := one[text](args[a.N]); ok {
				return string(s)
			}
			if l, ok := one[*list](args[a.N]); ok && !l.more {
				return f.texts(l)
			}
		}
		return "…"
	}
	return ""
}

// texts joins constant texts.
func (f *frame) texts(l *list) string {
	var out []string
	for _, e := range l.elems {
		s, ok := one[text](e)
		if !ok {
			return "…"
		}
		out = append(out, string(s))
	}
	return strings.Join(out, ",")
}

// register adds a route, and returns it.
func (f *frame) register(c *ast.CallExpr, fn *types.Func, r model.Row, recv values, args []values) values {
	hs := f.each(c, r.Handler, recv, args)
	if n := r.Handler.N + 1; r.With.Kind == model.None && fn.Signature().Variadic() && n == fn.Signature().Params().Len()-1 {
		hs = append(hs, f.each(c, model.Arg{Kind: model.Index, N: n}, recv, args)...)
	}
	if len(hs) == 0 {
		return values{}
	}
	with := hs[:len(hs)-1]
	with = append(slices.Clone(with), f.each(c, r.With, recv, args)...)
	h := hs[len(hs)-1]
	for _, in := range all[*router](h) {
		in.held = true
	}
	out := values{}
	for _, to := range f.routersOf(c, fn, recv) {
		f.seq++
		n := &Route{Method: f.constant(c, r.Method, args), Pattern: f.constant(c, r.Pattern, args), At: c, whole: r.Whole, in: to, handler: h, seq: f.seq}
		if method, pattern, ok := strings.Cut(n.Pattern, " "); ok && n.Method == "" && method == strings.ToUpper(method) {
			n.Method, n.Pattern = method, pattern // as http.ServeMux has it
		}
		for _, w := range with {
			n.with = append(n.with, use{with: w, seq: f.seq})
		}
		to.routes = append(to.routes, n)
		out = out.join(just(n))
	}
	return out
}
