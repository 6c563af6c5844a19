package places

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

// Each declaration is read once, and of a node only what it does by itself: what is
// within it is visited next. Types say what is called; no value is looked at but
// that of a constant.

// enclosing is the function that a statement stands in.
type enclosing struct {
	sig    *types.Signature
	result func(i int) any
}

// decl reads a declaration.
func (p *Places) decl(d ast.Decl) {
	fd, ok := d.(*ast.FuncDecl)
	if !ok {
		p.body(d, enclosing{})
		return
	}
	f, ok := p.Info.Defs[fd.Name].(*types.Func)
	if !ok || fd.Body == nil {
		return
	}
	sig := f.Signature()
	p.declared(f, sig)
	p.body(fd.Body, enclosing{sig, func(i int) any { return resultOf{f, i} }})
}

// declared joins the parameters and results of a function with those of the
// interfaces that may call it, and with what importers put there.
func (p *Places) declared(f *types.Func, sig *types.Signature) {
	exported := f.Exported() && p.Pkg.Name() != "main"
	p.numbers(sig, func(v *types.Var, i int, result bool) {
		var own any = v
		if result {
			own = resultOf{f, i}
			p.union(own, p.variable(v))
		} else if exported && isPlainInt(v.Type()) {
			p.union(own, open{})
		}
		if sig.Recv() != nil {
			p.union(own, ofMethods{f.Name(), p.Signatures.Of(sig), result, i})
		}
	})
}

// numbers visits the parameters and results of a signature that matter.
func (p *Places) numbers(sig *types.Signature, visit func(v *types.Var, i int, result bool)) {
	for result, tuple := range []*types.Tuple{sig.Params(), sig.Results()} {
		for i := range tuple.Len() {
			if v := tuple.At(i); numeric(v.Type(), 0) {
				visit(v, i, result == 1)
			}
		}
	}
}

// value joins a function, whose places are given, with all function values of its
// signature.
func (p *Places) value(sig *types.Signature, of func(v *types.Var, i int, result bool) any) {
	p.numbers(sig, func(v *types.Var, i int, result bool) {
		p.union(of(v, i, result), ofValues{p.Signatures.Of(sig), result, i})
	})
}

// body joins the places between which statements copy.
func (p *Places) body(n ast.Node, in enclosing) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			if sig, ok := p.Info.TypeOf(n).(*types.Signature); ok {
				p.value(sig, func(v *types.Var, i int, result bool) any { return p.variable(v) })
				p.body(n.Body, enclosing{sig, func(i int) any { return ofValues{p.Signatures.Of(sig), true, i} }})
			}
			return false // it has its own results
		case *ast.ReturnStmt:
			p.returned(n, in)
		case ast.Stmt:
			p.statement(n)
		case *ast.ValueSpec:
			p.assign(n)
		case ast.Expr:
			p.expression(n)
		}
		return true
	})
}

// statement joins what one statement copies or compares.
func (p *Places) statement(n ast.Stmt) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		p.assign(n)
	case *ast.RangeStmt:
		if n.Value != nil {
			p.union(p.place(n.Value), p.place(n.X))
		}
	case *ast.SendStmt:
		p.union(p.place(n.Chan), p.place(n.Value))
	case *ast.SwitchStmt:
		if n.Tag == nil {
			return
		}
		for _, cc := range n.Body.List {
			for _, e := range cc.(*ast.CaseClause).List {
				p.union(p.place(n.Tag), p.place(e))
			}
		}
	}
}

// expression joins what one expression does, but for those within it.
func (p *Places) expression(n ast.Expr) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		switch n.Op {
		case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
			p.union(p.place(n.X), p.place(n.Y))
		}
	case *ast.IndexExpr:
		if p.Info.Types[n.Index].IsValue() {
			p.union(p.place(n.Index), p.mapped(n.X))
		}
	case *ast.CompositeLit:
		p.literal(n)
	case *ast.CallExpr:
		p.call(n)
	case *ast.Ident:
		// A function that is called is a value too: once is enough.
		f, ok := p.Info.Uses[n].(*types.Func)
		if !ok || p.valued[f.Origin()] {
			return
		}
		f = f.Origin()
		p.valued[f] = true
		p.value(f.Signature(), func(v *types.Var, i int, result bool) any {
			if result {
				return resultOf{f, i}
			}
			return v
		})
	}
}

// assign joins the sides of an assignment.
func (p *Places) assign(n ast.Node) {
	for l, d := range syntax.Given(n) {
		if d.Of == 1 {
			p.union(p.place(l), p.place(d.Expr))
		} else {
			p.union(p.place(l), p.placeAt(d.Expr, d.Index))
		}
	}
}

// returned joins what is returned with the results.
func (p *Places) returned(st *ast.ReturnStmt, in enclosing) {
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
			p.union(in.result(i), p.place(st.Results[i]))
		case 1:
			p.union(in.result(i), p.placeAt(st.Results[0], i))
		}
	}
}

// mapped is the place of a map's elements, which stands for its keys too: what
// a table gives a status to, decides about one.
func (p *Places) mapped(x ast.Expr) any {
	if t := p.Info.TypeOf(x); t != nil {
		if _, ok := t.Underlying().(*types.Map); ok {
			return p.place(x)
		}
	}
	return nil
}

// literal joins the elements of a literal with its fields, or with the container.
func (p *Places) literal(lit *ast.CompositeLit) {
	t := p.Info.TypeOf(lit)
	if t == nil {
		return
	}
	st, isStruct := syntax.Deref(t).Underlying().(*types.Struct)
	for i, el := range lit.Elts {
		kv, keyed := el.(*ast.KeyValueExpr)
		switch {
		case isStruct && keyed:
			if id, ok := kv.Key.(*ast.Ident); ok {
				p.union(p.variable(p.Info.Uses[id]), p.place(kv.Value))
			}
		case isStruct:
			if i < st.NumFields() {
				p.union(p.variable(st.Field(i)), p.place(el))
			}
		case keyed:
			p.union(p.place(lit), p.place(kv.Value))
			p.union(p.place(lit), p.place(kv.Key))
		default:
			p.union(p.place(lit), p.place(el))
		}
	}
}

// call joins the arguments of a call with parameters, and those of a responder
// with the statuses. Of the built-ins these copy what they are given; a conversion
// is the place of its operand already.
func (p *Places) call(call *ast.CallExpr) {
	tv := p.Info.Types[call.Fun]
	if tv.IsType() {
		return
	}
	if tv.IsBuiltin() {
		if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && len(call.Args) > 0 && (id.Name == "append" || id.Name == "min" || id.Name == "max" || id.Name == "copy") {
			for _, a := range call.Args[1:] {
				p.union(p.place(call.Args[0]), p.place(a))
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
	f := syntax.Callee(p.Info, call)
	p.numbers(sig, func(v *types.Var, i int, result bool) {
		if result {
			return
		}
		param := p.formal(f, sig, i, false)
		last := sig.Variadic() && i == sig.Params().Len()-1
		for j, a := range call.Args {
			if j == i || last && j > i {
				p.union(param, p.place(a))
			}
		}
	})
	if f != nil {
		p.responder(call, f)
	}
}

// formal is the place of a parameter or result of what a call calls: of a
// function, of the methods of an interface, or of a function value.
func (p *Places) formal(f *types.Func, sig *types.Signature, i int, result bool) any {
	if f != nil && !result && sig.Params().Len() > f.Signature().Params().Len() {
		// A method expression is handed the receiver first.
		if i--; i < 0 {
			return f.Signature().Recv()
		}
	}
	switch {
	case f == nil:
		return ofValues{p.Signatures.Of(sig), result, i}
	case syntax.IsAbstract(f):
		return ofMethods{f.Name(), p.Signatures.Of(f.Signature()), result, i}
	}
	f = f.Origin()
	known := f.Pkg() != p.Pkg && len(p.Imported) > 0 // what its package tells by name
	switch {
	case result && known && p.Imported[placeName(resultOf{f, i})], !result && known && p.Imported[placeName(argOf{f, i})]:
		return aStatus{}
	case result:
		return resultOf{f, i}
	}
	return f.Signature().Params().At(i)
}

// responder joins what a responder is given as the status: by the rows about what
// is called, or by what its package tells of it. Here its body tells.
func (p *Places) responder(call *ast.CallExpr, f *types.Func) {
	status := func(i int) {
		if i >= 0 && i < len(call.Args) {
			p.union(aStatus{}, p.place(call.Args[i]))
		}
	}
	rows := p.Roles.Rows(f)
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && rows == nil {
		if s := p.Info.Selections[sel]; s != nil {
			rows, _ = p.Roles.MethodRows(s, f)
		}
	}
	for _, r := range rows {
		if r.Status.Kind == model.Index && r.Status.Text == "" {
			status(r.Status.N)
		}
	}
	if f.Pkg() != p.Pkg {
		sent, _ := p.Foreign(f.Origin())
		for _, i := range sent {
			status(i)
		}
	}
}

// variable is the place of a variable or field, nil for one that holds no
// number or text.
func (p *Places) variable(o types.Object) any {
	v, ok := o.(*types.Var)
	if !ok || !numeric(v.Type(), 0) {
		return nil
	}
	return v.Origin()
}

// place is the place of an expression, nil where nothing is copied: of another
// constant, and of what is computed from two.
func (p *Places) place(e ast.Expr) any { return p.placeAt(e, 0) }

// placeAt is the place of one of the values of an expression.
func (p *Places) placeAt(e ast.Expr, i int) any {
	e = ast.Unparen(e)
	switch e := e.(type) { // a variable is no constant
	case *ast.Ident:
		o := p.Info.Uses[e]
		if o == nil {
			o = p.Info.Defs[e]
		}
		if v, ok := o.(*types.Var); ok {
			return p.variable(v)
		}
	case *ast.SelectorExpr:
		if v, ok := p.Info.Uses[e.Sel].(*types.Var); ok {
			return p.variable(v)
		}
	}
	tv := p.Info.Types[e]
	if tv.Value != nil {
		if p.isStatusConst(e, tv) {
			return aStatus{}
		}
		return nil
	}
	switch e := e.(type) {
	case *ast.StarExpr:
		return p.place(e.X)
	case *ast.UnaryExpr:
		return p.place(e.X)
	case *ast.IndexExpr:
		return p.place(e.X)
	case *ast.SliceExpr:
		return p.place(e.X)
	case *ast.CompositeLit:
		if numeric(tv.Type, 0) {
			return e
		}
	case *ast.CallExpr:
		return p.resultAt(e, i)
	}
	return nil
}

// resultAt is the place of a result of a call. A conversion is its operand, and a
// built-in such as append what it is given first.
func (p *Places) resultAt(call *ast.CallExpr, i int) any {
	if tv := p.Info.Types[call.Fun]; tv.IsType() || tv.IsBuiltin() {
		if len(call.Args) > 0 && p.Info.Types[call.Args[0]].IsValue() {
			return p.place(call.Args[0])
		}
		return nil
	}
	sig := syntax.Signature(p.Info, call)
	if sig == nil || i >= sig.Results().Len() || !numeric(sig.Results().At(i).Type(), 0) {
		return nil
	}
	return p.formal(syntax.Callee(p.Info, call), sig, i, true)
}

// isStatusConst tells whether a constant is one of the statuses that the rules are
// about, in digits too, or has the name that net/http gives to another.
func (p *Places) isStatusConst(e ast.Expr, tv types.TypeAndValue) bool {
	var n int64
	switch tv.Value.Kind() {
	case constant.Int:
		n, _ = constant.Int64Val(tv.Value)
	case constant.String:
		n, _ = strconv.ParseInt(constant.StringVal(tv.Value), 10, 64)
		return domain.IsStatus(n)
	}
	if domain.IsStatus(n) {
		return true
	}
	switch e.(type) {
	case *ast.Ident, *ast.SelectorExpr:
	default:
		return false
	}
	o := p.Info.Uses[syntax.Ident(e)]
	return o != nil && o.Pkg() != nil && o.Pkg().Path() == "net/http" && 100 <= n && n <= 599
}
