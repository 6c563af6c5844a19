package errorset

import (
	"go/ast"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// call reads what a call gives: what the function may of its own, which is known for
// those of the module, and what it is handed, whoever made it.
func (r *reading) call(c *ast.CallExpr) {
	if tv := r.info.Types[c.Fun]; tv.IsType() && len(c.Args) == 1 {
		r.value(c.Args[0])
		return
	} else if tv.IsBuiltin() {
		if id := syntax.Ident(c.Fun); id == nil || id.Name != "new" {
			r.open = true
		}
		return
	}
	f := syntax.Callee(r.info, c)
	if f == nil {
		r.funcValue(c.Fun)
		return
	}
	recv, args := syntax.Arguments(r.info, c)
	r.instance(c)
	f = f.Origin()
	r.args(f, recv, args)
	if r.ours(f) {
		r.own(f)
		return
	}
	// What an object without parameters tells it may have been handed before, as
	// the functions that a group waits for.
	if recv != nil && f.Signature().Params().Len() == 0 && !r.plain(r.info.TypeOf(recv)) && keeps(r.info.TypeOf(recv)) {
		r.open = true
	}
}

// own reads what a function of the module gives. Who implements an interface may be
// anywhere: so it is open, whatever implements it here.
func (r *reading) own(f *types.Func) {
	f = f.Origin()
	switch {
	case syntax.IsAbstract(f):
		r.open = true
	case f.Pkg() == r.pkg:
		r.calls[f] = true
	default:
		r.add(r.imported(f))
	}
}

// args reads what a function is handed that it may give back: errors, functions, and
// behind an interface all that has methods.
func (r *reading) args(f *types.Func, recv ast.Expr, args []ast.Expr) {
	sig := f.Signature()
	if recv != nil && (!r.ours(f) || isError(r.info.TypeOf(recv))) {
		r.handed(recv)
	}
	for i, a := range args {
		t := syntax.Param(sig, min(i, sig.Params().Len()-1))
		if t == nil {
			continue
		}
		if sl, ok := t.Underlying().(*types.Slice); ok {
			t = sl.Elem()
		}
		if syntax.Is[*types.Signature](t) || types.IsInterface(t) || isError(t) {
			r.handed(a)
		}
	}
}

// instance reads the types that a generic function is called with: in its body it may
// hand values of these to a library, as a decoder.
func (r *reading) instance(c *ast.CallExpr) {
	id := syntax.Ident(c.Fun)
	if id == nil {
		return
	}
	for t := range r.info.Instances[id].TypeArgs.Types() {
		r.hooks(t, 0)
	}
}

// keeps is about types of libraries. It tells whether an object may have been handed an error, or a function that
// gives one, for another of its methods to tell.
func keeps(t types.Type) bool {
	n := syntax.NamedOf(t)
	if n == nil {
		return true
	}
	if types.IsInterface(n) {
		return false // it is what a call gave, which was read
	}
	for sel := range types.NewMethodSet(types.NewPointer(n)).Methods() {
		if m := sel.Obj().(*types.Func); m.Exported() && syntax.AnyOf(m.Signature().Params(), func(t types.Type) bool { return syntax.Is[*types.Signature](t) || syntax.IsError(t) }) {
			return true
		}
	}
	return false
}

// plain tells whether values of a type bring no error of the module: it hardly
// implements them, or for other ends.
func (r *reading) plain(t types.Type) bool {
	return t == nil || r.Plain(t) || syntax.TypeText(t) == "context.Context"
}

// handed reads what other code gets hold of: an error, a function that it may call,
// or an object whose methods it may.
func (r *reading) handed(e ast.Expr) {
	if e == nil {
		r.open = true
		return
	}
	e = ast.Unparen(e)
	r.steps++
	tv := r.info.Types[e]
	t := r.info.TypeOf(e)
	if tv.IsNil() || tv.IsType() || tv.Value != nil || r.open || t == nil {
		return
	}
	if _, ok := t.(*types.Tuple); ok {
		r.source(e)
		return
	}
	switch {
	case syntax.IsError(t):
		r.value(e)
	case syntax.Is[*types.Signature](t):
		r.funcValue(e)
	case r.plain(t):
	case types.IsInterface(t):
		if isAny(t) || asks(t) {
			r.source(e)
		}
	default:
		r.hooks(t, 0)
		r.source(e)
	}
}

// asks tells whether an interface has a method that may give an error.
func asks(t types.Type) bool {
	if it, ok := t.Underlying().(*types.Interface); ok {
		for m := range it.Methods() {
			if gives(m.Signature().Results()) {
				return true
			}
		}
	}
	return false
}

// source reads where an object comes from that other code gets hold of. One behind
// an interface may be anything; of a library's own the library knows what was put in.
func (r *reading) source(e ast.Expr) {
	hidden := types.IsInterface(r.info.TypeOf(e))
	switch e := e.(type) {
	case *ast.Ident:
		v, ok := r.info.ObjectOf(e).(*types.Var)
		switch {
		case !ok:
		case v.Parent() == v.Pkg().Scope():
			r.open = r.open || hidden
		default:
			r.variable(v, hidden)
		}
	case *ast.SelectorExpr:
		switch s := r.info.Selections[e]; {
		case s != nil && s.Kind() == types.FieldVal && !r.ours(s.Obj()):
			r.handed(e.X)
		default:
			r.open = r.open || hidden
		}
	case *ast.UnaryExpr:
		r.handed(e.X)
	case *ast.StarExpr:
		r.handed(e.X)
	case *ast.CompositeLit:
		for _, x := range e.Elts {
			if kv, ok := x.(*ast.KeyValueExpr); ok {
				x = kv.Value
			}
			r.handed(x)
		}
	case *ast.CallExpr:
		r.made(e, hidden)
	default:
		r.open = r.open || hidden
	}
}

// variable reads a local variable's object. A literal's parameter is what a library
// gives it.
func (r *reading) variable(v *types.Var, hidden bool) {
	if hidden {
		r.each(v, r.handed)
		return
	}
	if vs := r.variables(v.Pos()); vs != nil && r.seen.First(v) {
		for _, e := range vs.assigned[v] {
			if e != nil {
				r.handed(e)
			}
		}
	}
}

// made reads an object that a call gives.
func (r *reading) made(c *ast.CallExpr, hidden bool) {
	if tv := r.info.Types[c.Fun]; tv.IsType() && len(c.Args) == 1 || tv.IsBuiltin() {
		r.open = r.open || len(c.Args) == 0 // recover
		for _, a := range c.Args {
			r.handed(a)
		}
		return
	}
	f := syntax.Callee(r.info, c)
	switch {
	case f == nil:
		r.open = true
	case !r.ours(f):
		recv, args := syntax.Arguments(r.info, c)
		r.args(f.Origin(), recv, args)
	case hidden:
		r.open = true
	default:
		// An object of a library that a function of the module gives was made there
		// of what is not in view.
		r.open = r.open || r.foreign(r.info.TypeOf(c))
	}
}

// foreign tells whether a type is another module's.
func (r *reading) foreign(t types.Type) bool {
	n := syntax.NamedOf(t)
	return n != nil && n.Obj().Pkg() != nil && !r.ours(n.Obj())
}

// maxHeld bounds how deep in an object methods are looked for.
const maxHeld = 3

// hooks reads the methods of an object that a library may call: those that may fail,
// are exported, and that this package does not call itself by their names.
func (r *reading) hooks(t types.Type, depth int) {
	t = elem(t)
	n := syntax.NamedOf(t)
	if depth > maxHeld || n != nil && !r.ours(n.Obj()) {
		return
	}
	if n != nil {
		if !r.seen.First([2]any{"hooks", n}) {
			return
		}
		for sel := range types.NewMethodSet(types.NewPointer(n)).Methods() {
			if m := sel.Obj().(*types.Func); m.Exported() && r.ours(m) && gives(m.Signature().Results()) && len(r.Graph.Sites.Of(m)) == 0 {
				r.own(m)
			}
		}
	}
	if st, ok := t.Underlying().(*types.Struct); ok {
		for f := range st.Fields() {
			r.hooks(f.Type(), depth+1)
		}
	}
}

// elem is what a type points to or is made of.
func elem(t types.Type) types.Type {
	for range maxHeld {
		if u, ok := types.Unalias(t).(interface{ Elem() types.Type }); ok {
			t = u.Elem()
		}
	}
	return t
}

// funcValue reads what the call of a function value gives. One in a field, or that a
// call gave, may be any.
func (r *reading) funcValue(e ast.Expr) {
	if e == nil {
		r.open = true
		return
	}
	e = ast.Unparen(e)
	t := r.info.TypeOf(e)
	if t == nil || r.info.Types[e].IsNil() {
		return
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		r.open = true // one of several results
		return
	}
	if !gives(sig.Results()) {
		return
	}
	if f := syntax.Func(r.info, e); f != nil {
		if r.ours(f) {
			r.own(f)
		}
		return
	}
	switch e := e.(type) {
	case *ast.FuncLit:
		if r.seen.First(e) {
			r.returns(e, sig)
		}
	case *ast.Ident:
		if v, ok := r.info.ObjectOf(e).(*types.Var); ok && v.Parent() != v.Pkg().Scope() {
			r.each(v, r.funcValue)
			return
		}
		r.open = true
	case *ast.CallExpr:
		if r.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
			r.funcValue(e.Args[0])
			return
		}
		r.open = true
	default:
		r.open = true
	}
}
