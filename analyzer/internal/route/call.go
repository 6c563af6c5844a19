package route

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
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
	fn, id := f.callee(c)
	by := f.concrete(fn, c)
	if by != nil {
		fn = by
	}
	if f.into != nil && fn != nil && !f.givesResponse(c) && takesContext(fn) && (by != nil || f.decls[fn] != nil && !f.givenResponse(f.into.sig(f.machine))) {
		// What generated code calls for a handler, without the response; and
		// what a handler calls that has none.
		f.into.add(f.at(c), c, just(f.function(fn, f.receiver(c))), true)
		f.met[id] = true
	}
	if fn != nil && !f.ours(fn.Pkg()) {
		if by, at := f.catches(c); by != "" {
			return f.catching(c, at)
		}
	}
	if fn != nil {
		if m := f.routed(fn, c); m != nil {
			fn = m
		}
		rows := f.wiringOf(fn)
		switch {
		case rows == nil:
		case rows[0].Verb != model.Authenticates:
			return f.rows(c, fn, rows)
		case !f.givesResponse(c):
			return []values{f.authenticator(c, rows)}
		}
	}
	if f.givesResponse(c) {
		f.handOn(c, fn)
		return nil
	}
	if fn == nil {
		if t := f.typeOf(c.Fun); t != nil && f.kind(t) == handler {
			f.handOn(c, nil)
			return nil
		}
		return f.dynamic(c)
	}
	if v, ok := f.std(c, fn); ok {
		return []values{v}
	}
	if f.isOption(c) {
		return []values{{}}
	}
	if f.decls[fn] != nil {
		args := f.args(c)
		if !f.wires[fn] {
			if f.makesOne(f.typeOf(c)) {
				return []values{f.around(c, args)}
			}
			return option(f.typeOf(c))
		}
		return f.apply(f.function(fn, f.receiver(c)), args)
	}
	return f.foreign(c)
}

// adapted are functions as values of a type of theirs that answers by a method
// in view: that is what serves them. So is a text or a number of such a type.
func (f *frame) adapted(v values, t types.Type) values {
	if t == nil {
		return v
	}
	if _, ok := t.Underlying().(*types.Basic); ok && len(all[*object](v)) == 0 && f.serves(t) != nil {
		return just(&object{typ: t, fields: map[*types.Var]values{}})
	}
	if _, ok := t.Underlying().(*types.Signature); !ok || v.empty() {
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

// routed is the method of a router that a call of an interface's method runs, if
// it is one of which it is known what it does.
func (f *frame) routed(fn *types.Func, c *ast.CallExpr) *types.Func {
	recv := fn.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) || f.wiringOf(fn) != nil {
		return nil
	}
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	r, ok := one[*router](f.eval(sel.X))
	if !ok || r.typ == nil {
		return nil
	}
	o, _, _ := types.LookupFieldOrMethod(ptr(syntax.Deref(r.typ)), true, fn.Pkg(), fn.Name())
	if m, ok := o.(*types.Func); ok && f.wiringOf(m.Origin()) != nil {
		return m.Origin()
	}
	return nil
}

// takesContext tells whether a function is given the context of a request.
func takesContext(fn *types.Func) bool { return contextual(fn.Signature()) }

func contextual(sig *types.Signature) bool {
	ps := sig.Params()
	return ps.Len() > 0 && syntax.TypeName(ps.At(0).Type()) == "context.Context"
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
	if len(f.stack) > maxDepth || f.steps > maxSteps || f.again(fn, args) {
		return nil
	}
	f.stack, f.envs = append(f.stack, fn.node()), append(f.envs, fn.env)
	defer func() { f.stack, f.envs = f.stack[:len(f.stack)-1], f.envs[:len(f.envs)-1] }()
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

// maxRecursion bounds how often a function runs inside of itself.
const maxRecursion = 8

// again tells whether a function runs already: it is no literal with other variables
// around it, and is not handed a list that is known, of which each time less may be
// left.
func (f *frame) again(fn *function, args []values) bool {
	n := 0
	for _, in := range f.stack {
		if in == fn.node() {
			n++
		}
	}
	switch {
	case n == 0:
		return false
	case n > maxRecursion:
		return true
	case fn.lit != nil && !slices.Contains(f.envs, fn.env):
		return false
	}
	return !slices.ContainsFunc(args, func(v values) bool {
		l, ok := one[*list](v)
		return ok && !l.more && l.keys == nil
	})
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

// dynamic carries out a call of a function value.
func (f *frame) dynamic(c *ast.CallExpr) []values {
	fun := f.eval(c.Fun)
	if f.into != nil && f.asksEndpoint(c, fun) {
		// What an adapter calls for the handler, and answers.
		f.into.add(f.at(c), c, fun, true)
		return nil
	}
	args := f.args(c)
	out := f.applyAll(c, fun, args)
	if fun.empty() && f.kind(f.typeOf(c)) != nothing {
		// What makes it is not in view, but what it is around is.
		return []values{f.around(c, args)}
	}
	if fun.empty() {
		f.serve(args)
	}
	if fun.other {
		for _, a := range args {
			for _, o := range all[*object](a) {
				o.loose = true
			}
		}
	}
	return out
}

// asksEndpoint tells whether a call is that of function values in view that are given
// the context of a request, and no response, and may fail.
func (f *frame) asksEndpoint(c *ast.CallExpr, fun values) bool {
	t := syntax.Signature(f.info(c), c)
	return t != nil && contextual(t) && syntax.AnyOf(t.Results(), syntax.IsError) && len(all[*function](fun)) > 0
}

// serve notes handlers that are given to what is not in view.
func (f *frame) serve(args []values) {
	for _, v := range f.handlers(args).set {
		if _, ok := v.(next); !ok {
			f.roots = append(f.roots, root{vals: just(v), open: true})
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
			add([]values{just(&outside{at: c, by: v.by, inner: f.handlers(args)})})
		case *list: // middlewares that were chained
			in := args
			for _, e := range slices.Backward(v.elems) {
				in = []values{f.first(f.applyAll(c, e, in))}
			}
			add(in)
		case next:
			add([]values{unknown})
		}
	}
	return out
}

// around is what a function out of view makes of the handlers it is given.
func (f *frame) around(c *ast.CallExpr, args []values) values {
	out := &outside{at: c, inner: f.handlers(args)}
	if fn, _ := f.callee(c); fn != nil {
		out.by = fn
	}
	return just(out)
}

// authenticator is a middleware that a library makes, with what lets others pass.
func (f *frame) authenticator(c *ast.CallExpr, rows []model.Row) values {
	recv, args := f.receiver(c), f.args(c)
	out := &outside{at: c, inner: f.handlers(append(slices.Clip(args), recv))}
	out.by, _ = f.callee(c)
	for _, r := range rows {
		if r.Unless.Kind != model.None {
			out.skips = append(out.skips, f.each(c, r.Unless, recv, args)...)
		}
	}
	return just(out)
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
			case *list:
				if v.typ != nil {
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
	t := f.typeOf(c)
	if tuple, ok := t.(*types.Tuple); ok {
		out := make([]values, tuple.Len())
		made := false
		for i := range out {
			if out[i] = unknown; f.makesOne(tuple.At(i).Type()) {
				out[i], made = f.around(c, append(args, recv)), true
			}
		}
		if made {
			return out
		}
		t = nil
	}
	if f.makesOne(t) {
		return []values{f.around(c, append(args, recv))}
	}
	params, _ := f.typeOf(c.Fun).(*types.Signature)
	for i, a := range args {
		for _, l := range all[*list](a) {
			for _, e := range l.elems {
				a = a.join(e)
			}
		}
		asHandler := params != nil && i < params.Params().Len() && f.kind(params.Params().At(i).Type()) == handler
		for _, v := range a.set {
			fn, ok := v.(*function)
			o, isObject := v.(*object)
			switch {
			case ok && !f.handles(f.signature(fn)):
				f.lost[fn.node()] = true
				f.branch(func() { f.apply(fn, nil) })
			case ok || isServed(v) || isObject && asHandler && f.serves(ptr(o.typ)) != nil:
				f.roots = append(f.roots, root{vals: just(v)})
			}
		}
	}
	return option(t)
}

// option is the result of a call that makes none that may answer: nothing stands
// around anything by a function, of anything else nothing is known.
func option(t types.Type) []values {
	if t != nil {
		if _, ok := t.Underlying().(*types.Signature); ok {
			return []values{{}}
		}
	}
	return nil
}

// isOption tells whether a call makes an option of its library's, of which no row
// says that anything stands around by it.
func (f *frame) isOption(c *ast.CallExpr) bool {
	n := syntax.NamedOf(f.typeOf(c))
	fn, _ := f.callee(c)
	return n != nil && fn != nil && fn.Pkg() == n.Obj().Pkg() && slices.ContainsFunc(f.rowsOf(syntax.TypeName(n)), func(r model.Row) bool { return r.Verb == model.Option })
}

// makesOne tells whether a value of the type may answer, or stand around what does.
func (m *machine) makesOne(t types.Type) bool {
	if t == nil {
		return false
	}
	if sig, ok := t.Underlying().(*types.Signature); ok && sig.Results().Len() == 0 && !m.handles(sig) {
		return false // an option
	}
	k := m.kind(t)
	return k == handler || k == middleware
}

func isServed(v value) bool {
	switch v.(type) {
	case *router, *outside:
		return true
	}
	return false
}
