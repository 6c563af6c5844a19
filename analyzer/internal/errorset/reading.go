package errorset

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A reading adds what expressions may be to a flow. It has three questions of one:
// which errors it is (value), which it gives when it is called (funcValue), and which
// other code gets out of it that is handed it (handed).
type reading struct {
	*Sets
	*flow
	root bool        // parameters are not accounted for by callers
	seen syntax.Seen // variables, types and literals, each read once
}

// variables are what those of one declaration are assigned, by syntax. The order of
// assignments does not count: a loop or a closure may come back to each, and an error
// too many costs less than one that was overlooked.
type variables struct {
	assigned map[*types.Var][]ast.Expr // nil is not known
	params   map[*types.Var]bool       // of the function itself, and not of literals in it
}

// variables reads the declaration that a place stands in, once.
func (s *Sets) variables(pos token.Pos) *variables {
	file := syntax.FileAt(s.Graph.Files, pos)
	if file == nil {
		return nil
	}
	d := syntax.DeclAt(file, pos)
	if d == nil {
		return nil
	}
	vs := s.index[d]
	if vs == nil {
		vs = &variables{map[*types.Var][]ast.Expr{}, map[*types.Var]bool{}}
		s.index[d] = vs
		s.indexDecl(d, vs)
	}
	return vs
}

// indexDecl finds them. Parameters of literals are assigned by who calls these, which
// is not known; those of the function by its callers, who look at their arguments.
func (s *Sets) indexDecl(d ast.Decl, vs *variables) {
	note := func(l, e ast.Expr) {
		if v := base(s.info, l); v != nil {
			vs.assigned[v] = append(vs.assigned[v], e)
		}
	}
	if fd, ok := d.(*ast.FuncDecl); ok {
		if f, ok := s.info.Defs[fd.Name].(*types.Func); ok {
			vs.params[f.Signature().Recv()] = true // or nil, which no variable is
			for v := range f.Signature().Params().Variables() {
				vs.params[v] = true
			}
		}
	}
	for n := range ast.Preorder(d) {
		for l, d := range syntax.Given(n) {
			if d.Range {
				d.Expr = nil
			}
			note(l, d.Expr)
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			for _, f := range n.Type.Params.List {
				for _, id := range f.Names {
					note(id, nil)
				}
			}
		case *ast.CallExpr:
			s.indexTargets(n, note)
		case *ast.TypeSwitchStmt:
			s.indexSwitch(n, vs)
		}
	}
}

// indexTargets notes the variables whose addresses a call is handed: errors.As puts
// what it is asked of there, and of others nothing is known.
func (s *Sets) indexTargets(c *ast.CallExpr, note func(l, e ast.Expr)) {
	f := syntax.Callee(s.info, c)
	for _, a := range c.Args {
		u, ok := ast.Unparen(a).(*ast.UnaryExpr)
		if !ok || u.Op != token.AND || !isError(s.info.TypeOf(u.X)) {
			continue
		}
		if f != nil && !s.ours(f) {
			note(u.X, c.Args[0])
			continue
		}
		note(u.X, nil)
	}
}

// indexSwitch notes the variable that each clause of a type switch has of its own.
func (s *Sets) indexSwitch(sw *ast.TypeSwitchStmt, vs *variables) {
	as, ok := sw.Assign.(*ast.AssignStmt)
	if !ok || len(as.Rhs) != 1 {
		return
	}
	x, ok := ast.Unparen(as.Rhs[0]).(*ast.TypeAssertExpr)
	if !ok {
		return
	}
	for _, cc := range sw.Body.List {
		if v, ok := s.info.Implicits[cc].(*types.Var); ok {
			vs.assigned[v] = append(vs.assigned[v], x.X)
		}
	}
}

// base is the variable that is named, or of which a part is, or nil.
func base(info *types.Info, e ast.Expr) *types.Var {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.Ident:
			v, _ := info.ObjectOf(x).(*types.Var)
			return v
		default:
			return nil
		}
	}
}

// returns reads what a function or a literal gives.
func (r *reading) returns(fn ast.Node, sig *types.Signature) {
	if sig == nil || !gives(sig.Results()) {
		return
	}
	for v := range sig.Results().Variables() {
		if v.Name() != "" && isError(v.Type()) {
			r.local(v) // what a bare return gives, and a deferred function may set
		}
	}
	for ret := range syntax.Returns(fn) {
		for _, e := range ret.Results {
			r.value(e)
		}
	}
}

// value reads an expression that may be an error, or several results. Which of these
// is meant is not told apart: hardly any function gives two errors. A value of any
// type is read as what is handed on, as the arguments of fmt.Errorf are.
func (r *reading) value(e ast.Expr) {
	if e == nil {
		r.open = true
		return
	}
	e = ast.Unparen(e)
	r.steps++
	t := r.info.TypeOf(e)
	if tup, ok := t.(*types.Tuple); ok {
		if gives(tup) {
			for v := range tup.Variables() {
				r.typed(v.Type())
			}
			r.expr(e)
		}
		return
	}
	if tv := r.info.Types[e]; tv.IsNil() || tv.IsType() || r.open {
		return
	}
	switch {
	case t == nil:
		r.open = true
	case isError(t):
		r.typed(t)
		r.expr(e)
	case syntax.Is[*types.Signature](t):
		r.funcValue(e)
	case isAny(t):
		r.handed(e)
	}
}

func isAny(t types.Type) bool {
	it, ok := t.Underlying().(*types.Interface)
	return ok && it.NumMethods() == 0
}

// expr reads an error by its syntax. What comes out of a map, a slice or a channel is
// not known.
func (r *reading) expr(e ast.Expr) {
	switch e := e.(type) {
	case *ast.Ident, *ast.SelectorExpr:
		if v := syntax.GlobalVar(r.info, e); v != nil {
			r.global(v)
			return
		}
	}
	switch e := e.(type) {
	case *ast.Ident:
		if v, ok := r.info.ObjectOf(e).(*types.Var); ok {
			r.local(v)
		}
	case *ast.SelectorExpr:
		r.field(e)
	case *ast.CallExpr:
		r.call(e)
	case *ast.UnaryExpr:
		if e.Op != token.AND {
			r.open = true
			return
		}
		r.value(e.X)
	case *ast.StarExpr:
		r.value(e.X)
	case *ast.TypeAssertExpr:
		if !syntax.IsError(r.info.TypeOf(e.X)) {
			r.open = true // something kept it
		}
		r.value(e.X)
	case *ast.CompositeLit:
		r.elements(e)
	case *ast.BasicLit, *ast.BinaryExpr:
	default:
		r.open = true
	}
}

// elements reads the errors in a literal: what it wraps is one of them.
func (r *reading) elements(lit *ast.CompositeLit) {
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if inner, ok := ast.Unparen(e).(*ast.CompositeLit); ok {
			r.elements(inner)
		}
		r.value(e)
	}
}

// typed notes the type of an error, with what it says to be or to wrap by itself: its
// Is and As methods may say anything of any error, and Unwrap may name one.
func (r *reading) typed(t types.Type) {
	n := syntax.NamedOf(t)
	if n == nil || types.IsInterface(n) || !isError(n) || !r.ours(n.Obj()) || !r.seen.First(n) {
		return
	}
	r.names[syntax.GlobalName(n.Obj())] = true
	r.open = r.open || n.TypeArgs().Len() > 0
	for sel := range types.NewMethodSet(types.NewPointer(n)).Methods() {
		switch m := sel.Obj().(*types.Func); m.Name() {
		case "Is", "As":
			r.open = true
		case "Unwrap":
			r.own(m)
		}
	}
}

// global reads a package-level error: itself, and what it was made of.
func (r *reading) global(v *types.Var) {
	if !r.ours(v) || !r.seen.First(v) {
		return
	}
	r.names[syntax.GlobalName(v)] = true
	if v.Pkg() != r.pkg {
		r.add(r.imported(v))
		return
	}
	spec := r.Graph.Initial(v)
	if spec == nil || r.Graph.Writes.Again(v) {
		r.open = true
		return
	}
	for l, d := range syntax.Given(spec) {
		if r.info.Defs[l.(*ast.Ident)] == v {
			r.value(d.Expr)
		}
	}
}

// add adds a set, as that of an import.
func (r *reading) add(more *set) {
	r.open = r.open || more.open
	for _, n := range more.names {
		r.names[n] = true
	}
}

// local reads what a variable is ever assigned. A parameter's value is that of the
// arguments, which stand at the calls.
func (r *reading) local(v *types.Var) { r.each(v, r.value) }

// each reads what a variable is assigned, one way or another. In a root nobody reads
// the arguments.
func (r *reading) each(v *types.Var, read func(ast.Expr)) {
	if v.IsField() {
		r.open = true
		return
	}
	if !r.seen.First(v) {
		return
	}
	vs := r.variables(v.Pos())
	if vs == nil {
		r.open = true
		return
	}
	if vs.params[v] && r.root {
		r.open = true
	}
	for _, e := range vs.assigned[v] {
		read(e)
	}
}

// field reads a field: of a library's object what that was handed, and of others
// anything.
func (r *reading) field(e *ast.SelectorExpr) {
	if s := r.info.Selections[e]; s != nil && s.Kind() == types.FieldVal && !r.ours(s.Obj()) {
		r.handed(e.X)
		return
	}
	r.open = true
}
