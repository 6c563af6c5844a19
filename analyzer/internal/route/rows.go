package route

import (
	"cmp"
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// makeRouter makes a router under the conditions at hand: what is registered on
// it under the same ones always is.
func (f *frame) makeRouter(site ast.Node, up *router) *router {
	r := f.newRouter(site, up)
	r.maybe = f.maybe
	if e, ok := site.(ast.Expr); ok {
		r.typ = f.typeOf(e)
	}
	return r
}

// rows carries out what the models say of a call.
func (f *frame) rows(c *ast.CallExpr, fn *types.Func, rows []model.Row) []values {
	recv, args := f.receiver(c), f.args(c)
	if fn.Signature().Recv() == nil && f.isOption(c) && slices.ContainsFunc(rows, registers) {
		return []values{just(&registration{func(r *router) {
			before := f.onto
			f.onto = r
			f.carryOut(c, fn, rows, recv, args)
			f.onto = before
		}})}
	}
	return f.carryOut(c, fn, rows, recv, args)
}

// registers tells whether a row is about what a router has.
func registers(r model.Row) bool {
	return r.Verb == model.Route || r.Verb == model.Group || r.Verb == model.Use
}

func (f *frame) carryOut(c *ast.CallExpr, fn *types.Func, rows []model.Row, recv values, args []values) []values {
	out := []values{}
	for _, r := range rows {
		switch r.Verb {
		case model.Router:
			out = []values{f.routerMade(c, r, recv, args)}
		case model.Use:
			f.puts(c, fn, r, recv, args)
		case model.Narrow:
			if fn.Signature().Recv() == nil {
				out = []values{just(&narrowing{f.constant(c, r.Method, args), f.constant(c, r.Pattern, args)})}
				break
			}
			f.narrow(c, r, recv, args)
		case model.Group:
			out = []values{f.group(c, fn, r, recv, args)}
		case model.Route:
			n := f.register(c, fn, r, recv, args)
			if t := f.typeOf(c); t != nil && types.IsInterface(t) && f.kind(t) == nothing {
				n = unknown // an error
			}
			out = []values{n}
		case model.Names:
			if f.into != nil {
				f.into.name = f.constant(c, r.Pattern, args)
			}
		case model.Select:
			if r.With.Kind != model.None {
				out = []values{just(&selection{with: f.each(c, r.With, recv, args)})}
			}
			f.narrowed(c, r, recv, args)
		case model.Wrap:
			out = []values{f.wrapped(c, fn, r, recv, args)}
		case model.Path:
			out = []values{f.req.at()}
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

// routerMade is a router that a call makes, beside or inside of one that it is
// given with on=.
func (f *frame) routerMade(c *ast.CallExpr, r model.Row, recv values, args []values) values {
	var up *router
	if r.On.Kind == model.Index && r.On.N < len(args) {
		up, _ = one[*router](args[r.On.N])
	}
	n := f.makeRouter(c, up)
	n.prefix = f.constant(c, r.Pattern, args)
	f.useAll(n, f.each(c, r.With, recv, args), r)
	for _, a := range args {
		for _, v := range flat(a) {
			f.brings(n, v)
		}
	}
	return just(n)
}

// puts puts middlewares around what a router, or a route, serves.
func (f *frame) puts(c *ast.CallExpr, fn *types.Func, r model.Row, recv values, args []values) {
	with := f.each(c, r.With, recv, f.prefixed(c, args))
	if r.Pattern.Kind != model.None {
		under := strings.TrimRight(f.constant(c, r.Pattern, args), "*")
		if under == "…" || strings.Contains(under, ":") {
			under, r.Loose = "", true // around which ones can't be told
		}
		with = slices.Insert(with, 0, just(text(under)))
	}
	routes := all[*Route](recv)
	for _, n := range routes {
		for _, w := range with {
			n.with = append(n.with, use{with: w, seq: n.seq, maybe: f.maybe > n.in.maybe || r.Loose, row: r})
		}
	}
	if len(routes) > 0 {
		return
	}
	for _, to := range f.routersOf(c, fn, r, recv, args) {
		f.useAll(to, with, r)
	}
}

// prefixed are the arguments of a call, with "…" for texts that are not constant.
func (f *frame) prefixed(c *ast.CallExpr, args []values) []values {
	last := len(args) - 1
	if last < 0 || c.Ellipsis.IsValid() {
		return args
	}
	l, ok := one[*list](args[last])
	if !ok || len(l.elems) != len(c.Args)-last {
		return args
	}
	elems := slices.Clone(l.elems)
	for i, a := range c.Args[last:] {
		if _, ok := one[text](elems[i]); !ok && syntax.IsString(f.typeOf(a)) {
			elems[i] = just(text("…"))
		}
	}
	return append(args[:last:last], just(&list{elems: elems}))
}

// wrapped is what a library makes of a handler, or of a middleware. A receiver
// that is a list of middlewares puts them around it.
func (f *frame) wrapped(c *ast.CallExpr, fn *types.Func, r model.Row, recv values, args []values) values {
	switch {
	case r.With.Kind != model.None && r.Handler.Kind != model.None:
		return f.behind(c, r, recv, args)
	case r.Check.Kind != model.None:
		return f.checked(f.first(f.each(c, r.Check, recv, args)))
	case r.With.Kind != model.None && r.Inside:
		return just(&inner{f.following(c, fn, r.With, recv, args)})
	case r.Inside:
		return just(&inside{f.first(f.each(c, r.Handler, recv, args))})
	case r.With.Kind != model.None:
		if vs := f.following(c, fn, r.With, recv, args); len(vs) > 1 {
			return just(&list{elems: vs})
		} else if len(vs) == 1 {
			return vs[0]
		}
		return values{}
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
		return just(&outside{at: c, by: fn, inner: f.handlers(hs), cuts: f.constant(c, r.Pattern, args)})
	}
	return out
}

// narrow says when a route is taken.
func (f *frame) narrow(c *ast.CallExpr, r model.Row, recv values, args []values) {
	m, p := f.constant(c, r.Method, args), f.constant(c, r.Pattern, args)
	for _, n := range all[*Route](recv) {
		n.Method, n.Pattern = cmp.Or(m, n.Method), n.Pattern+p
	}
	for _, g := range all[*router](recv) {
		g.method, g.prefix = cmp.Or(m, g.method), g.prefix+p
	}
}

// behind puts middlewares around a handler, or around those of a list of structs.
func (f *frame) behind(c *ast.CallExpr, r model.Row, recv values, args []values) values {
	around := func(h values) values {
		f.handlers([]values{h})
		n := f.makeRouter(c, nil)
		n.held = true // it stands where the handler stood
		f.useAll(n, f.standing(f.each(c, r.With, recv, args), r), r)
		f.seq++
		n.routes = []*Route{{Method: f.constant(c, r.Method, args), Pattern: f.constant(c, r.Pattern, args), At: c, whole: r.Whole, in: n, handler: h, seq: f.seq}}
		return just(n)
	}
	if r.Handler.Text == "" {
		return around(f.first(f.each(c, r.Handler, recv, args)))
	}
	out := &list{}
	for _, e := range f.each(c, model.Arg{Kind: model.Index, N: r.Handler.N}, recv, args) {
		o, ok := one[*object](e)
		if !ok {
			out.elems = append(out.elems, unknown)
			continue
		}
		o.wired = true
		p := &object{typ: o.typ, fields: maps.Clone(o.fields)}
		for v, h := range o.fields {
			if v.Name() == r.Handler.Text {
				p.fields[v] = around(h)
			}
		}
		out.elems = append(out.elems, just(p))
	}
	return just(out)
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
		out := flat(args[a.N])
		if a.Text == "" {
			return out
		}
		var in []values
		for _, v := range out {
			in = append(in, flat(f.named(v, a.Text))...)
		}
		return in
	}
	return nil
}

// following are the same with those of a variadic argument that comes next.
func (f *frame) following(c *ast.CallExpr, fn *types.Func, a model.Arg, recv values, args []values) []values {
	out := f.each(c, a, recv, args)
	if n := a.N + 1; a.Kind == model.Index && fn.Signature().Variadic() && n == fn.Signature().Params().Len()-1 {
		out = append(slices.Clip(out), f.each(c, model.Arg{Kind: model.Index, N: n}, recv, args)...)
	}
	return out
}

// flat are the elements of a list, or what is no list.
func flat(v values) []values {
	l, ok := one[*list](v)
	if !ok || l.typ != nil {
		return []values{v}
	}
	var out []values
	for _, e := range l.elems {
		if in, ok := one[*list](e); ok && !in.more {
			out = append(out, in.elems...) // options that hold several
			continue
		}
		out = append(out, e)
	}
	if l.more {
		out = append(out, unknown)
	}
	return out
}

// named is a field of objects, by name.
func (f *frame) named(v values, name string) values {
	out := values{other: v.other}
	for _, v := range v.set {
		o, ok := v.(*object)
		if !ok {
			out = out.join(just(v)) // what a library made
			continue
		}
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
func (f *frame) routersOf(c *ast.CallExpr, fn *types.Func, r model.Row, recv values, args []values) []*router {
	if r.On.Kind == model.Index && r.On.N < len(args) {
		recv = args[r.On.N]
		if rs := all[*router](recv); len(rs) > 0 {
			return f.innermost(rs)
		}
		n := f.makeRouter(c, nil)
		n.open = true
		return []*router{n}
	}
	if f.onto != nil {
		return []*router{f.onto}
	}
	if fn.Signature().Recv() == nil {
		return f.innermost([]*router{f.defaultOf(fn.Pkg())})
	}
	rs := all[*router](recv)
	if len(rs) == 0 {
		// Made where it can't be seen: what is registered here is on its own.
		made := f.makeRouter(c, nil)
		made.open = true
		if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok {
			if id, ok := ast.Unparen(sel.X).(*ast.Ident); ok {
				if v, ok := f.use(id).(*types.Var); ok && !f.packageLevel(v) {
					if e := f.env.holder(v); e != nil {
						e.vars[v] = just(made)
					}
				}
			}
		}
		rs = []*router{made}
	}
	return f.innermost(rs)
}

// innermost are the groups of routers whose callbacks run.
func (f *frame) innermost(rs []*router) []*router {
	for i, r := range rs {
		for ; r.inner != nil; r = r.inner {
			rs[i] = r.inner
		}
	}
	return rs
}

// useAll puts middlewares around what a router serves. Texts among them say for
// which patterns those behind them are.
func (f *frame) useAll(r *router, with []values, row model.Row) {
	var under []string
	last := false // it was a text
	for _, v := range with {
		s, ok := one[text](v)
		switch {
		case !ok:
		case last:
			under = append(slices.Clip(under), string(s))
		default:
			under = []string{string(s)}
		}
		if last = ok; ok {
			continue
		}
		if by, ok := one[*narrowing](v); ok {
			r.prefix, r.method = r.prefix+by.prefix, cmp.Or(by.method, r.method)
			continue
		}
		for _, by := range all[*registration](v) {
			by.with(r)
		}
		if v.isNil() || f.brings(r, v) || len(all[*registration](v)) > 0 {
			continue // an option that stands around nothing
		}
		f.seq++
		u := use{with: v, seq: f.seq, maybe: f.maybe > r.maybe || row.Loose || slices.ContainsFunc(under, isPattern), row: row, under: under, inner: row.Inside}
		if in, ok := one[*inner](v); ok {
			for _, v := range in.with {
				u.with, u.inner = v, true
				r.uses = append(r.uses, u)
			}
			continue
		}
		r.uses = append(r.uses, u)
	}
}

// isPattern tells whether a prefix is not constant: around what it is can't be told.
func isPattern(prefix string) bool { return strings.ContainsAny(prefix, variable) }

func (f *frame) group(c *ast.CallExpr, fn *types.Func, r model.Row, recv values, args []values) values {
	out := values{}
	for _, up := range f.routersOf(c, fn, r, recv, args) {
		g := f.makeRouter(c, up)
		g.prefix = f.constant(c, r.Pattern, args)
		if r.Method.Kind != model.None {
			g.method = f.constant(c, r.Method, args)
		}
		f.useAll(g, f.each(c, r.With, recv, args), r)
		for _, v := range f.each(c, r.Runs, recv, args) {
			for _, run := range all[*function](v) {
				up.inner = g // for callbacks that are given no router
				f.apply(run, []values{just(g)})
				up.inner = nil
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
		if a.N >= len(args) {
			return "…"
		}
		v := args[a.N]
		if a.Text != "" {
			if v = f.named(v, a.Text); v.isNil() {
				return ""
			}
		}
		if s, ok := one[text](v); ok {
			return string(s)
		}
		if l, ok := one[*list](v); ok && !l.more {
			return f.texts(l)
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

// register adds a route, or one for each struct of a list that says so, and
// returns what it added.
func (f *frame) register(c *ast.CallExpr, fn *types.Func, r model.Row, recv values, args []values) values {
	if r.Controller.Kind != model.None {
		return f.registerController(c, fn, r, recv, args)
	}
	if r.Each {
		out := values{}
		for _, h := range f.each(c, r.Handler, recv, args) {
			one := slices.Clone(args)
			one[r.Handler.N] = h
			out = out.join(f.registerOne(c, fn, r, recv, one))
		}
		return out
	}
	if r.Handler.Kind != model.Index || r.Handler.Text == "" || r.Handler.N >= len(args) {
		return f.registerOne(c, fn, r, recv, args)
	}
	out := values{}
	for _, e := range flat(args[r.Handler.N]) {
		for _, o := range all[*object](e) {
			o.wired = true
		}
		one := slices.Clone(args)
		one[r.Handler.N] = e
		out = out.join(f.registerOne(c, fn, r, recv, one))
	}
	return out
}

func (f *frame) registerOne(c *ast.CallExpr, fn *types.Func, r model.Row, recv values, args []values) values {
	var hs []values
	if r.With.Kind == model.None {
		hs = f.following(c, fn, r.Handler, recv, args)
	} else {
		hs = f.each(c, r.Handler, recv, args)
	}
	if len(hs) == 0 {
		return values{}
	}
	with := slices.Concat(hs[:len(hs)-1], f.each(c, r.With, recv, args))
	h := hs[len(hs)-1]
	for _, in := range all[*router](h) {
		in.held = true
	}
	method, pattern := f.constant(c, r.Method, args), f.constant(c, r.Pattern, args)
	if m, p, ok := strings.Cut(pattern, " "); ok && method == "" && m == strings.ToUpper(m) {
		method, pattern = m, p // as http.ServeMux has it
	}
	out := values{}
	for _, to := range f.routersOf(c, fn, r, recv, args) {
		f.seq++
		n := &Route{Method: method, Pattern: pattern, At: c, whole: r.Whole, in: to, handler: h, seq: f.seq}
		for _, w := range with {
			if by, ok := one[*narrowing](w); ok {
				n.Method, n.Pattern = cmp.Or(by.method, n.Method), by.prefix+n.Pattern
			} else if !w.isNil() { // an option that stands around nothing
				n.with = append(n.with, use{with: w, seq: f.seq})
			}
		}
		to.routes = append(to.routes, n)
		out = out.join(just(n))
	}
	return out
}
