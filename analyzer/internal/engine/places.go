package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Which fields, parameters and results may hold a status is found out from what
// is put into them and where it goes, and not from their names. Places between
// which a number or a text is copied or compared form a class (unification
// without directions or paths, as in Steensgaard's points-to analysis, so that
// one look at the syntax is enough). Those of one class with a status, or with
// what a responder is given, may hold one.

// places are the classes of a package, as a forest: up leads from each place
// towards the one that stands for its class.
type places struct {
	*pkg
	ids    map[any]int32
	up     []int32
	valued map[*types.Func]bool // functions whose values were joined with others
}

// A place is a variable, parameter or field (*types.Var), what a literal holds
// (*ast.CompositeLit), or one of these. A container is one place with its
// elements.
type (
	// aStatus is where statuses come from, and where responders are given one.
	aStatus struct{}
	// open is what importers put numbers into.
	open struct{}
	// resultPlace is a result of a declared function.
	resultPlace struct {
		f *types.Func
		i int
	}
	// methodPlace is a parameter (or result) of all methods of one name and
	// signature: an interface's, and those that implement it.
	methodPlace struct {
		name, sig string
		result    bool
		i         int
	}
	// valuePlace is the same of all function values of one signature.
	valuePlace struct {
		sig    string
		result bool
		i      int
	}
)

// classes are made on first use.
func (p *pkg) classes() *places {
	if p.classesOf == nil {
		p.classesOf = &places{pkg: p, ids: map[any]int32{}, valued: map[*types.Func]bool{}}
		for _, file := range p.files {
			for _, d := range file.Decls {
				p.Error.Run(d.Pos(), declName(d), func() { p.classesOf.decl(d) })
			}
		}
	}
	return p.classesOf
}

// mayHold tells whether a place may hold a status, or importers may put one
// there.
func (p *pkg) mayHold(place any) bool {
	c := p.classes()
	root := c.find(place)
	return root == c.find(aStatus{}) || root == c.find(open{})
}

// carriesIn tells whether a field of a struct may hold a status, which importers
// may put there.
func (p *pkg) carriesIn(t types.Type, f *types.Var) bool {
	return p.holdsIn(t, f) || isPlainInt(f.Type()) && (f.Exported() || p.mayHold(f.Origin()))
}

// holdsIn tells whether a field of a struct may hold a status that is chosen in
// this package, in one that it imports, or sent in one of these.
func (p *pkg) holdsIn(t types.Type, f *types.Var) bool {
	if !syntax.IsInt(f.Type()) && !syntax.IsString(f.Type()) {
		return false
	}
	c := p.classes()
	return p.roles.IsCode(f.Type()) || c.find(f.Origin()) == c.find(aStatus{}) || len(p.imported.places) > 0 && p.imported.places[fieldName(t, f)]
}

// methodHolds tells whether a method without parameters may return a status.
func (p *pkg) methodHolds(f *types.Func) bool {
	sig := f.Signature()
	if sig.Params().Len() > 0 || sig.Results().Len() != 1 || !syntax.IsInt(sig.Results().At(0).Type()) {
		return false
	}
	f = f.Origin()
	if p.mayHold(resultPlace{f, 0}) || p.mayHold(methodPlace{f.Name(), p.sigText(sig), true, 0}) || p.imported.places[placeName(resultPlace{f, 0})] {
		return true
	}
	return f.Pkg() != p.tpkg && p.foreignSummary(f) != nil
}

// isPlainInt tells whether a type is an int, as statuses are.
func isPlainInt(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Int
}

// numeric tells whether what may be a status is copied with values of a type.
func numeric(t types.Type, depth int) bool {
	if t == nil || depth > 3 {
		return false
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsInteger|types.IsString) != 0
	case *types.Pointer:
		return numeric(u.Elem(), depth+1)
	case *types.Slice:
		return numeric(u.Elem(), depth+1)
	case *types.Array:
		return numeric(u.Elem(), depth+1)
	case *types.Map:
		return numeric(u.Elem(), depth+1)
	case *types.Chan:
		return numeric(u.Elem(), depth+1)
	}
	return false
}

// find is what stands for the class of a place.
func (c *places) find(place any) int32 {
	k, ok := c.ids[place]
	if !ok {
		k = int32(len(c.up))
		c.ids[place] = k
		c.up = append(c.up, k)
		return k
	}
	root := k
	for c.up[root] != root {
		root = c.up[root]
	}
	for k != root {
		k, c.up[k] = c.up[k], root
	}
	return root
}

func (c *places) union(a, b any) {
	if a == nil || b == nil {
		return
	}
	c.work++
	x, y := c.find(a), c.find(b)
	c.up[x] = y
}

// enclosing is the function that a statement stands in.
type enclosing struct {
	sig    *types.Signature
	result func(i int) any
}

// decl reads a declaration.
func (c *places) decl(d ast.Decl) {
	fd, ok := d.(*ast.FuncDecl)
	if !ok {
		c.read(d, enclosing{})
		return
	}
	f, ok := c.info.Defs[fd.Name].(*types.Func)
	if !ok || fd.Body == nil {
		return
	}
	sig := f.Signature()
	c.declared(f, sig)
	c.read(fd.Body, enclosing{sig, func(i int) any { return resultPlace{f, i} }})
}

// declared joins the parameters and results of a function with those of the
// interfaces that may call it, and with what importers put there.
func (c *places) declared(f *types.Func, sig *types.Signature) {
	exported := f.Exported() && c.tpkg.Name() != "main"
	text := ""
	c.numbers(sig, func(v *types.Var, i int, result bool) {
		var own any = v
		if result {
			own = resultPlace{f, i}
			c.union(own, c.variable(v))
		} else if exported && isPlainInt(v.Type()) {
			c.union(own, open{})
		}
		if text == "" {
			text = c.sigText(sig)
		}
		if sig.Recv() != nil {
			c.union(own, methodPlace{f.Name(), text, result, i})
		}
	})
}

// numbers visits the parameters and results of a signature that matter.
func (c *places) numbers(sig *types.Signature, visit func(v *types.Var, i int, result bool)) {
	for i := range sig.Params().Len() {
		if v := sig.Params().At(i); numeric(v.Type(), 0) {
			visit(v, i, false)
		}
	}
	for i := range sig.Results().Len() {
		if v := sig.Results().At(i); numeric(v.Type(), 0) {
			visit(v, i, true)
		}
	}
}

// value joins a function, whose places are given, with all function values of
// its signature.
func (c *places) value(sig *types.Signature, of func(v *types.Var, i int, result bool) any) {
	text := ""
	c.numbers(sig, func(v *types.Var, i int, result bool) {
		if text == "" {
			text = c.sigText(sig)
		}
		c.union(of(v, i, result), valuePlace{text, result, i})
	})
}

// read joins the places between which statements copy.
func (c *places) read(n ast.Node, in enclosing) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			if sig, ok := c.info.TypeOf(n).(*types.Signature); ok {
				text := c.sigText(sig)
				c.value(sig, func(v *types.Var, i int, result bool) any { return c.variable(v) })
				c.read(n.Body, enclosing{sig, func(i int) any { return valuePlace{text, true, i} }})
			}
			return false
		case *ast.AssignStmt:
			c.assign(n.Lhs, n.Rhs)
		case *ast.ValueSpec:
			c.assign(exprs(n.Names), n.Values)
		case *ast.ReturnStmt:
			c.returned(n, in)
		case *ast.RangeStmt:
			if n.Value != nil {
				c.union(c.place(n.Value), c.place(n.X))
			}
		case *ast.SendStmt:
			c.union(c.place(n.Chan), c.place(n.Value))
		case *ast.BinaryExpr:
			switch n.Op {
			case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
				c.union(c.place(n.X), c.place(n.Y))
			}
		case *ast.SwitchStmt:
			if n.Tag != nil {
				for _, cc := range n.Body.List {
					for _, e := range cc.(*ast.CaseClause).List {
						c.union(c.place(n.Tag), c.place(e))
					}
				}
			}
		case *ast.IndexExpr:
			if c.info.Types[n.Index].IsValue() {
				c.union(c.place(n.Index), c.mapped(n.X))
			}
		case *ast.CompositeLit:
			c.literal(n)
		case *ast.CallExpr:
			c.call(n)
		case *ast.Ident:
			if f, ok := c.info.Uses[n].(*types.Func); ok && !c.valued[f.Origin()] {
				f = f.Origin()
				c.valued[f] = true
				c.value(f.Signature(), func(v *types.Var, i int, result bool) any {
					if result {
						return resultPlace{f, i}
					}
					return v
				})
			}
		}
		return true
	})
}

func exprs(ids []*ast.Ident) []ast.Expr {
	out := make([]ast.Expr, len(ids))
	for i, id := range ids {
		out[i] = id
	}
	return out
}

func (c *places) assign(lhs, rhs []ast.Expr) {
	for i, l := range lhs {
		switch {
		case len(rhs) == len(lhs):
			c.union(c.place(l), c.place(rhs[i]))
		case len(rhs) == 1:
			c.union(c.place(l), c.placeAt(rhs[0], i))
		}
	}
}

func (c *places) returned(st *ast.ReturnStmt, in enclosing) {
	if in.sig == nil {
		return
	}
	n := in.sig.Results().Len()
	for i := range n {
		if !numeric(in.sig.Results().At(i).Type(), 0) {
			continue
		}
		switch len(st.Results) {
		case n:
			c.union(in.result(i), c.place(st.Results[i]))
		case 1:
			c.union(in.result(i), c.placeAt(st.Results[0], i))
		}
	}
}

// mapped is the place of a map's elements, which stands for its keys too: what
// a table gives a status to, decides about one.
func (c *places) mapped(x ast.Expr) any {
	if t := c.info.TypeOf(x); t != nil {
		if _, ok := t.Underlying().(*types.Map); ok {
			return c.place(x)
		}
	}
	return nil
}

func (c *places) literal(lit *ast.CompositeLit) {
	t := c.info.TypeOf(lit)
	if t == nil {
		return
	}
	st, isStruct := syntax.Deref(t).Underlying().(*types.Struct)
	for i, el := range lit.Elts {
		kv, keyed := el.(*ast.KeyValueExpr)
		switch {
		case isStruct && keyed:
			if id, ok := kv.Key.(*ast.Ident); ok {
				c.union(c.variable(c.info.Uses[id]), c.place(kv.Value))
			}
		case isStruct:
			if i < st.NumFields() {
				c.union(c.variable(st.Field(i)), c.place(el))
			}
		case keyed:
			c.union(c.place(lit), c.place(kv.Value))
			c.union(c.place(lit), c.place(kv.Key))
		default:
			c.union(c.place(lit), c.place(el))
		}
	}
}

// call joins the arguments of a call with parameters, and those of a responder
// with the statuses.
func (c *places) call(call *ast.CallExpr) {
	tv := c.info.Types[call.Fun]
	if tv.IsType() {
		return
	}
	if tv.IsBuiltin() {
		if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && (id.Name == "append" || id.Name == "min" || id.Name == "max" || id.Name == "copy") {
			for _, a := range call.Args[1:] {
				c.union(c.place(call.Args[0]), c.place(a))
			}
		}
		return
	}
	if tv.Type == nil {
		return
	}
	sig, ok := tv.Type.Underlying().(*types.Signature)
	if !ok {
		return
	}
	f := syntax.Callee(c.info, call)
	text := ""
	c.numbers(sig, func(v *types.Var, i int, result bool) {
		if result {
			return
		}
		var param any
		switch {
		case f == nil:
			if text == "" {
				text = c.sigText(sig)
			}
			param = valuePlace{text, false, i}
		case abstract(f):
			if text == "" {
				text = c.sigText(f.Signature())
			}
			param = methodPlace{f.Name(), text, false, i}
		default:
			param = f.Origin().Signature().Params().At(i)
			if f.Pkg() != c.tpkg && len(c.imported.places) > 0 && c.imported.places[placeName(argOf{f.Origin(), i})] {
				param = aStatus{}
			}
		}
		last := sig.Variadic() && i == sig.Params().Len()-1
		for j, a := range call.Args {
			if j == i || last && j > i {
				c.union(param, c.place(a))
			}
		}
	})
	if f != nil {
		c.responder(call, f)
	}
}

// responder joins what a responder is given as the status.
func (c *places) responder(call *ast.CallExpr, f *types.Func) {
	rows := c.roles.Rows(f)
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && rows == nil {
		if s := c.info.Selections[sel]; s != nil {
			rows, _ = c.roles.MethodRows(s, f)
		}
	}
	status := func(i int) {
		if i >= 0 && i < len(call.Args) {
			c.union(aStatus{}, c.place(call.Args[i]))
		}
	}
	for _, r := range rows {
		if r.Status.Kind == model.Index && r.Status.Text == "" {
			status(r.Status.N)
		}
	}
	if f.Pkg() == c.tpkg {
		return
	}
	if m := c.foreignSummary(f.Origin()); m != nil {
		for _, e := range m.events {
			for _, a := range e.status.Atoms {
				if a.Kind == AtomRef && a.Loc.Root.Kind == RootParam && a.Loc.Path.Empty() {
					status(a.Loc.Root.Idx)
				}
			}
		}
	}
}

// variable is the place of a variable or field, nil for one that holds no
// number or text.
func (c *places) variable(o types.Object) any {
	v, ok := o.(*types.Var)
	if !ok || !numeric(v.Type(), 0) {
		return nil
	}
	return v.Origin()
}

// place is the place of an expression, nil where nothing is copied.
func (c *places) place(e ast.Expr) any { return c.placeAt(e, 0) }

// placeAt is the place of one of the values of an expression.
func (c *places) placeAt(e ast.Expr, i int) any {
	e = ast.Unparen(e)
	switch e := e.(type) { // a variable is no constant
	case *ast.Ident:
		o := c.info.Uses[e]
		if o == nil {
			o = c.info.Defs[e]
		}
		if v, ok := o.(*types.Var); ok {
			return c.variable(v)
		}
	case *ast.SelectorExpr:
		if v, ok := c.info.Uses[e.Sel].(*types.Var); ok {
			return c.variable(v)
		}
	}
	tv := c.info.Types[e]
	if tv.Value != nil {
		if c.isStatusConst(e, tv) {
			return aStatus{}
		}
		return nil
	}
	switch e := e.(type) {
	case *ast.StarExpr:
		return c.place(e.X)
	case *ast.UnaryExpr:
		return c.place(e.X)
	case *ast.IndexExpr:
		return c.place(e.X)
	case *ast.SliceExpr:
		return c.place(e.X)
	case *ast.CompositeLit:
		if numeric(tv.Type, 0) {
			return e
		}
	case *ast.CallExpr:
		return c.resultAt(e, i)
	}
	return nil
}

// resultAt is the place of a result of a call.
func (c *places) resultAt(call *ast.CallExpr, i int) any {
	if tv := c.info.Types[call.Fun]; tv.IsType() || tv.IsBuiltin() {
		if len(call.Args) > 0 && c.info.Types[call.Args[0]].IsValue() {
			return c.place(call.Args[0])
		}
		return nil
	}
	sig := syntax.Signature(c.info, call)
	if sig == nil || i >= sig.Results().Len() || !numeric(sig.Results().At(i).Type(), 0) {
		return nil
	}
	f := syntax.Callee(c.info, call)
	switch {
	case f == nil:
		return valuePlace{c.sigText(sig), true, i}
	case abstract(f):
		return methodPlace{f.Name(), c.sigText(f.Signature()), true, i}
	case f.Pkg() != c.tpkg && len(c.imported.places) > 0 && c.imported.places[placeName(resultPlace{f.Origin(), i})]:
		return aStatus{}
	}
	return resultPlace{f.Origin(), i}
}

// isStatusConst tells whether a constant is one of the statuses that the rules are
// about, in digits too, or has the name that net/http gives to another.
func (c *places) isStatusConst(e ast.Expr, tv types.TypeAndValue) bool {
	switch tv.Value.Kind() {
	case constant.Int:
		if n, ok := constant.Int64Val(tv.Value); ok && domain.IsStatus(n) {
			return true
		}
	case constant.String:
		if n, err := strconv.Atoi(constant.StringVal(tv.Value)); err == nil {
			return domain.IsStatus(int64(n))
		}
	}
	var id *ast.Ident
	switch e := e.(type) {
	case *ast.Ident:
		id = e
	case *ast.SelectorExpr:
		id = e.Sel
	default:
		return false
	}
	o := c.info.Uses[id]
	return o != nil && o.Pkg() != nil && o.Pkg().Path() == "net/http" && tv.Value.Kind() == constant.Int && statusConst(tv.Value)
}

// statusConst tells whether a number may be a status at all.
func statusConst(v constant.Value) bool {
	n, ok := constant.Int64Val(v)
	return ok && 100 <= n && n <= 599
}
