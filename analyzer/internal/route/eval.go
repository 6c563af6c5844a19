package route

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// evalAll is eval for an expression that may have several results.
func (f *frame) evalAll(e ast.Expr) []values {
	if c, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		if f.steps++; f.steps > maxSteps {
			return nil
		}
		return f.call(c)
	}
	if x, ok := ast.Unparen(e).(*ast.IndexExpr); ok {
		return []values{f.eval(e), f.present(x)}
	}
	return []values{f.eval(e)}
}

// eval is what an expression may be, as far as it matters.
func (f *frame) eval(e ast.Expr) values {
	if f.steps++; f.steps > maxSteps || e == nil {
		return unknown
	}
	if tv := f.typed(e); tv.Type != nil {
		if tv.IsNil() {
			return values{}
		}
		if v, ok := constantOf(tv.Value); ok {
			return just(v)
		}
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return f.eval(e.X)
	case *ast.StarExpr:
		return f.eval(e.X)
	case *ast.UnaryExpr:
		v := f.eval(e.X)
		if e.Op == token.AND {
			return v
		}
		if is, ok := one[truth](v); ok && e.Op == token.NOT {
			return just(!is)
		}
	case *ast.TypeAssertExpr:
		return f.eval(e.X)
	case *ast.Ident:
		f.met[e] = true
		if v, ok := f.use(e).(*types.Var); ok && f.looks && !f.packageLevel(v) && f.env.holder(v) == nil {
			return f.onlyValue(e)
		}
		return f.object(f.use(e))
	case *ast.SelectorExpr:
		return f.selector(e)
	case *ast.FuncLit:
		return just(f.literal(e, f.env))
	case *ast.CompositeLit:
		return f.composite(e)
	case *ast.CallExpr:
		if vals := f.call(e); len(vals) > 0 {
			return vals[0]
		}
	case *ast.BinaryExpr:
		return f.binary(e)
	case *ast.IndexExpr:
		return f.index(e)
	case *ast.IndexListExpr:
		return f.eval(e.X)
	case *ast.SliceExpr:
		v := f.eval(e.X)
		if e.Low == nil && e.High == nil {
			return v
		}
		if l, ok := f.sliced(v, e); ok {
			return just(l)
		}
		return just(&list{elems: []values{f.elements(v)}, more: true})
	}
	return unknown
}

// onlyValue is what a local variable holds of a function that is not carried out.
func (f *frame) onlyValue(id *ast.Ident) values {
	d, i := f.onlyOf(id)
	if d == nil {
		return unknown
	}
	if vals := f.evalAll(d); i < len(vals) {
		return vals[i]
	}
	return unknown
}

// sliced is a part of a list between constant bounds.
func (f *frame) sliced(v values, e *ast.SliceExpr) (*list, bool) {
	l, ok := one[*list](v)
	if !ok || l.more || l.keys != nil {
		return nil, false
	}
	low, high := number(0), number(len(l.elems))
	for _, b := range []struct {
		e  ast.Expr
		to *number
	}{{e.Low, &low}, {e.High, &high}} {
		if b.e == nil {
			continue
		}
		if *b.to, ok = one[number](f.eval(b.e)); !ok {
			return nil, false
		}
	}
	if low < 0 || high < low || int(high) > len(l.elems) {
		return nil, false
	}
	return &list{elems: slices.Clone(l.elems[low:high])}, true
}

func constantOf(c constant.Value) (value, bool) {
	if c == nil {
		return nil, false
	}
	switch c.Kind() {
	case constant.String:
		return text(constant.StringVal(c)), true
	case constant.Bool:
		return truth(constant.BoolVal(c)), true
	case constant.Int:
		if n, ok := constant.Int64Val(c); ok {
			return number(n), true
		}
	}
	return nil, false
}

// object is what a name stands for.
func (f *frame) object(o types.Object) values {
	switch o := o.(type) {
	case *types.Var:
		return f.variable(o)
	case *types.Func:
		if g := o.Origin(); f.decls[g] != nil {
			return just(f.function(g, values{}))
		}
	}
	return unknown
}

func (f *frame) variable(v *types.Var) values {
	if f.packageLevel(v) {
		for _, r := range f.rowsOf(v.Pkg().Path() + "." + v.Name()) {
			if r.Verb == model.Router {
				return just(f.defaultOf(v.Pkg()))
			}
		}
		if !f.ours(v.Pkg()) {
			return unknown
		}
		return f.slot(v)
	}
	if e := f.env.holder(v); e != nil {
		got := e.vars[v]
		if got.empty() && got.other && f.kind(v.Type()) == routes {
			// Made elsewhere: what is registered on it here is one router's.
			r := f.makeRouter(nil, nil)
			r.open = true
			got = just(r)
			e.vars[v] = got
		}
		return got
	}
	return unknown
}

func (f *frame) selector(e *ast.SelectorExpr) values {
	f.met[e.Sel] = true
	sel := f.selection(e)
	if sel == nil { // of a package
		o := f.use(e.Sel)
		switch o := o.(type) {
		case *types.Func:
			if f.decls[o.Origin()] == nil {
				return just(&outside{at: e, by: o.Origin()})
			}
		case *types.Var:
			if k := f.kind(o.Type()); !f.ours(o.Pkg()) && (k == handler || k == middleware) && syntax.Is[*types.Signature](o.Type()) {
				return just(&outside{at: e, by: o})
			}
		}
		return f.object(o)
	}
	if v, ok := f.ofRequest(e); ok {
		return just(v)
	}
	base := f.eval(e.X)
	switch o := sel.Obj().(type) {
	case *types.Var:
		out, found := values{}, false
		for _, b := range all[*object](base) {
			if v, ok := b.fields[o]; ok {
				out, found = out.join(v), true
			}
			if b.loose {
				out = out.join(f.field(o))
			}
		}
		if !found {
			out = f.field(o)
		}
		return out
	case *types.Func:
		if f.decls[o.Origin()] != nil {
			return just(f.function(o.Origin(), f.promoted(sel, base)))
		}
		if b, ok := one[*object](base); ok && types.IsInterface(sel.Recv()) {
			if m := f.method(b, o.Name()); m != nil {
				return just(f.function(m, base))
			}
		}
		if f.kind(f.typeOf(e)) == handler && (f.serves(sel.Recv()) == o.Origin() || f.kind(sel.Recv()) == routes) {
			return base // handler.ServeHTTP as a function
		}
		return just(&outside{at: e, by: o.Origin(), inner: base})
	}
	return unknown
}

// field is what a field may hold, whatever it is a field of.
func (f *frame) field(v *types.Var) values {
	got, ok := f.slots[v]
	if (!ok || got.empty()) && f.kind(v.Type()) == routes {
		r := f.makeRouter(nil, nil)
		r.open = true
		got = just(r)
		f.put(v, got)
	}
	if !ok && got.empty() {
		return unknown
	}
	return got
}

// promoted is the value behind the embedded fields of a selection.
func (f *frame) promoted(sel *types.Selection, base values) values {
	t := sel.Recv()
	for _, i := range sel.Index()[:len(sel.Index())-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return unknown
		}
		v := st.Field(i)
		t = v.Type()
		if f.kind(sel.Recv()) == routes && f.kind(t) == routes {
			continue // a router that embeds its root group is one
		}
		var inner values
		for _, b := range all[*object](base) {
			inner = inner.join(b.fields[v])
		}
		if inner.empty() {
			inner = f.field(v)
		}
		base = inner
	}
	return base
}

func (f *frame) composite(e *ast.CompositeLit) values {
	t := f.typeOf(e)
	if t == nil {
		return unknown
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		if lit := f.structLit(e, t, u); f.kind(t) != routes {
			return lit
		}
		return just(f.makeRouter(e, nil))
	case *types.Map:
		l := &list{keys: []values{}, typ: f.asAnswer(t)}
		for _, x := range e.Elts {
			if kv, ok := x.(*ast.KeyValueExpr); ok {
				l.keys = append(l.keys, f.eval(kv.Key))
				l.elems = append(l.elems, f.eval(kv.Value))
			}
		}
		return just(l)
	case *types.Slice, *types.Array:
		l := &list{typ: f.asAnswer(t)}
		for _, x := range e.Elts {
			if kv, ok := x.(*ast.KeyValueExpr); ok {
				x = kv.Value
			}
			l.elems = append(l.elems, f.eval(x))
		}
		return just(l)
	}
	return unknown
}

// asAnswer is a type if a value of it answers, else nil.
func (m *machine) asAnswer(t types.Type) types.Type {
	if m.serves(ptr(t)) == nil {
		return nil
	}
	return t
}

func (f *frame) structLit(e *ast.CompositeLit, t types.Type, st *types.Struct) values {
	o := &object{sets: []ast.Node{e}, typ: t, fields: map[*types.Var]values{}}
	n, _ := types.Unalias(t).(*types.Named)
	ours := n == nil || f.ours(n.Obj().Pkg())
	for i, x := range e.Elts {
		var v *types.Var
		if kv, ok := x.(*ast.KeyValueExpr); ok {
			x = kv.Value
			if id, ok := kv.Key.(*ast.Ident); ok {
				v, _ = f.use(id).(*types.Var)
			}
		} else if i < st.NumFields() {
			v = st.Field(i)
		}
		got := f.adapted(f.eval(x), f.typeOf(x))
		if v == nil {
			continue
		}
		o.fields[v] = got
		f.put(v, got)
		f.holds(t, got)
		if !ours && f.kind(v.Type()) == handler {
			f.roots = append(f.roots, root{vals: got, in: o}) // as http.Server has it
		}
	}
	if ours {
		f.leftOut(o, st)
	}
	return just(o)
}

// leftOut gives the fields that a literal leaves out their zero values: what only
// literals set in the rows of a table, and lists, to which options and methods add.
func (f *frame) leftOut(o *object, st *types.Struct) {
	row := f.isRow(st)
	for v := range st.Fields() {
		if _, given := o.fields[v]; given {
			continue
		}
		if _, ok := v.Type().Underlying().(*types.Slice); ok && f.kind(v.Type()) != nothing {
			o.fields[v] = values{}
		} else if zero, ok := f.zero(v.Type()); ok && row && f.settled(v) {
			o.fields[v] = zero
		}
	}
}

// isRow tells whether a struct holds a handler, as the rows of a table do.
func (f *frame) isRow(st *types.Struct) bool {
	for v := range st.Fields() {
		if f.kind(v.Type()) != nothing {
			return true
		}
	}
	return false
}

// zero is the value of a field that a literal leaves out.
func (f *frame) zero(t types.Type) (values, bool) {
	if b, ok := t.Underlying().(*types.Basic); ok {
		switch {
		case b.Info()&types.IsString != 0:
			return just(text("")), true
		case b.Info()&types.IsBoolean != 0:
			return just(truth(false)), true
		case b.Info()&types.IsInteger != 0:
			return just(number(0)), true
		}
		return values{}, false
	}
	return values{}, f.kind(t) != nothing
}

func (f *frame) binary(e *ast.BinaryExpr) values {
	x, y := f.eval(e.X), f.eval(e.Y)
	if a, b, ok := both[number](x, y); ok {
		switch e.Op {
		case token.ADD:
			return just(a + b)
		case token.SUB:
			return just(a - b)
		case token.LSS:
			return just(truth(a < b))
		case token.LEQ:
			return just(truth(a <= b))
		case token.GTR:
			return just(truth(a > b))
		case token.GEQ:
			return just(truth(a >= b))
		}
	}
	if a, b, ok := both[text](x, y); ok && e.Op == token.ADD {
		return just(a + b)
	}
	switch e.Op {
	case token.LAND, token.LOR:
		return logical(e.Op, x, y)
	case token.EQL, token.NEQ:
		if same, ok := equal(x, y); ok {
			return just(truth(same == (e.Op == token.EQL)))
		}
	}
	return unknown
}

func both[T any](x, y values) (a, b T, ok bool) {
	a, ok1 := one[T](x)
	b, ok2 := one[T](y)
	return a, b, ok1 && ok2
}

func logical(op token.Token, x, y values) values {
	settles := truth(op == token.LOR) // whatever the other is
	a, ok1 := one[truth](x)
	b, ok2 := one[truth](y)
	switch {
	case ok1 && a == settles, ok2 && b == settles:
		return just(settles)
	case ok1 && ok2:
		return just(!settles)
	}
	return unknown
}

// equal tells whether two values are the same, if that can be told: of
// constants, and of what is nil or not.
func equal(x, y values) (same, ok bool) {
	if x.isNil() || y.isNil() {
		return x.isNil() && y.isNil(), !x.other && !y.other
	}
	if a, b, ok := both[text](x, y); ok {
		return a == b, true
	}
	for _, xy := range [2][2]values{{x, y}, {y, x}} {
		a, isText := one[text](xy[0])
		if b, ok := one[begins](xy[1]); ok && isText && !strings.HasPrefix(string(a), string(b)) {
			return false, true
		}
	}
	if a, b, ok := both[number](x, y); ok {
		return a == b, true
	}
	a, b, ok := both[truth](x, y)
	return a == b, ok
}

// present tells whether a map has a key.
func (f *frame) present(e *ast.IndexExpr) values {
	l, ok := one[*list](f.eval(e.X))
	if !ok || l.keys == nil || l.more || f.filledElsewhere(e) {
		return unknown
	}
	return l.has(f.eval(e.Index), l.keys)
}

// has tells whether a value is one of several.
func (l *list) has(v values, among []values) values {
	for _, k := range among {
		same, ok := equal(k, v)
		if !ok {
			return unknown
		}
		if same {
			return just(truth(true))
		}
	}
	return just(truth(false))
}

// inSet is what a map of truths has for a key: false for one that it has not.
func (f *frame) inSet(l *list, key values) values {
	if l.keys == nil || l.more {
		return unknown
	}
	if is, ok := one[truth](l.has(key, l.keys)); ok && !bool(is) {
		return just(truth(false))
	}
	return unknown
}

func (f *frame) index(e *ast.IndexExpr) values {
	x, key := f.eval(e.X), f.eval(e.Index)
	if len(all[*function](x)) > 0 {
		return x // an instance of a generic function
	}
	l, ok := one[*list](x)
	if !ok {
		return f.elements(x)
	}
	if i, ok := one[number](key); ok && l.keys == nil && 0 <= i && int(i) < len(l.elems) {
		return l.elems[i]
	}
	if k, ok := one[text](key); ok && l.keys != nil {
		for i := range l.keys {
			if s, ok := one[text](l.keys[i]); ok && s == k {
				return l.elems[i]
			}
		}
	}
	if t := f.typeOf(e.X); t != nil {
		if m, ok := t.Underlying().(*types.Map); ok && syntax.IsBool(m.Elem()) && !f.filledElsewhere(e) {
			return f.inSet(l, key)
		}
	}
	return f.elements(x)
}
