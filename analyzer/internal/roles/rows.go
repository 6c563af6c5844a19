package roles

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Name is the full name of a function, as rows have it.
func (r *Roles) Name(f *types.Func) string { return r.names.Of(f) }

// typeName is syntax.TypeName, remembered: it is asked for at every expression.
func (r *Roles) typeName(t types.Type) string {
	n := syntax.NamedOf(t)
	if n == nil {
		return ""
	}
	s, ok := r.typeNames[n.Obj()]
	if !ok {
		s = syntax.TypeName(n)
		r.typeNames[n.Obj()] = s
	}
	return s
}

// Rows finds the rows of a function.
func (r *Roles) Rows(f *types.Func) []model.Row { return r.table.Rows(r.Name(f)) }

// MethodRows finds those of a method selected from something: the package's
// comment says whose. depth counts the embedded fields between what is called and
// the type that has the rows; -1 is all of them.
func (r *Roles) MethodRows(sel *types.Selection, f *types.Func) (rows []model.Row, depth int) {
	for i, t := range promoting(sel) {
		if rows := r.ofMethod(t, f.Name()); rows != nil {
			return rows, i
		}
	}
	if rows := r.Rows(f); rows != nil {
		return rows, -1
	}
	switch f.Name() {
	case "WriteHeader", "Write", "Header":
		if r.IsWriter(sel.Recv()) && f.Signature().Params().Len() < 2 {
			return r.table.Rows("(net/http.ResponseWriter)." + f.Name()), -1
		}
	}
	return nil, -1
}

// ofMethod finds the rows of a method by the type that is named.
func (r *Roles) ofMethod(t types.Type, name string) []model.Row {
	full := r.typeName(t)
	if full == "" {
		return nil
	}
	if rows := r.table.Rows("(*" + full + ")." + name); rows != nil {
		return rows
	}
	return r.table.Rows("(" + full + ")." + name)
}

// promoting lists the types through which a selection reaches its method,
// outermost first.
func promoting(sel *types.Selection) []types.Type {
	t := sel.Recv()
	ts := []types.Type{t}
	idx := sel.Index()
	for _, i := range idx[:len(idx)-1] {
		st, ok := syntax.Deref(t).Underlying().(*types.Struct)
		if !ok || i >= st.NumFields() {
			break
		}
		t = st.Field(i).Type()
		ts = append(ts, t)
	}
	return ts
}

// TypeRow is the first row about a type that has a verb.
func (r *Roles) TypeRow(t types.Type, verb model.Verb) (model.Row, bool) {
	return first(r.table.Rows(r.typeName(t)), verb)
}

// FieldRows finds the rows of a field, by the type that it is selected from.
func (r *Roles) FieldRows(t types.Type, field string) []model.Row {
	if full := r.typeName(t); full != "" {
		return r.table.Rows(full + "." + field)
	}
	return nil
}

// VarRow is the row of a framework's error variable.
func (r *Roles) VarRow(v *types.Var) (model.Row, bool) {
	if v.Pkg() == nil {
		return model.Row{}, false
	}
	return first(r.table.Rows(syntax.GlobalName(v)), model.Error)
}

// first is the first of several rows that has a verb.
func first(rows []model.Row, verb model.Verb) (model.Row, bool) {
	for _, row := range rows {
		if row.Verb == verb {
			return row, true
		}
	}
	return model.Row{}, false
}

// ErrorRow is the row of an error type.
func (r *Roles) ErrorRow(t types.Type) (model.Row, bool) { return r.TypeRow(t, model.Error) }

// LiteralRow is the row of a struct type that is a response by itself, in packages
// that use what serves it.
func (r *Roles) LiteralRow(t types.Type) (model.Row, bool) {
	for _, row := range r.table.Rows(r.typeName(t)) {
		if row.Verb == model.Literal && (row.In.Kind != model.Text || r.mentions(row.In.Text)) {
			return row, true
		}
	}
	return model.Row{}, false
}

// mentions tells whether the package mentions a type of another one.
func (r *Roles) mentions(name string) bool {
	used, ok := r.mentioned[name]
	if ok {
		return used
	}
	var tn types.Object
	for _, q := range r.pkg.Imports() {
		if n, ok := strings.CutPrefix(name, q.Path()+"."); ok {
			tn = q.Scope().Lookup(n)
		}
	}
	if tn != nil {
		for _, obj := range r.info.Uses {
			used = used || obj == tn
		}
	}
	r.mentioned[name] = used
	return used
}

// ifaceRow is an error row of an interface.
type ifaceRow struct {
	it  *types.Interface
	row model.Row
}

// findIfaces lists the error rows of interfaces that the package can know.
func (r *Roles) findIfaces() (out []ifaceRow) {
	for _, imp := range r.pkg.Imports() {
		for _, row := range r.table.ErrorTypes(imp.Path()) {
			tn, ok := imp.Scope().Lookup(row.Symbol[strings.LastIndexByte(row.Symbol, '.')+1:]).(*types.TypeName)
			if !ok {
				continue
			}
			if it, ok := tn.Type().Underlying().(*types.Interface); ok && it.NumMethods() > 0 {
				out = append(out, ifaceRow{it, row})
			}
		}
	}
	return out
}

// ErrorInterfaces lists the error rows of the interfaces that a type implements.
func (r *Roles) ErrorInterfaces(t types.Type) (out []model.Row) {
	if t == nil || types.IsInterface(t) {
		return nil
	}
	for _, i := range r.ifaces() {
		if types.Implements(t, i.it) || types.Implements(syntax.PointerTo(t), i.it) {
			out = append(out, i.row)
		}
	}
	return out
}

// HasHeaders tells whether an error of a type may bring headers along, as the row of
// an interface that it implements says.
func (r *Roles) HasHeaders(t types.Type) bool {
	return slices.ContainsFunc(r.ErrorInterfaces(t), func(row model.Row) bool { return row.Header.Kind != model.None })
}

// ReturnHeaders tells whether an error that a body returns may bring the challenge
// along: it can't be told what it is, or it has headers, and its package is another
// or names the challenge.
func (r *Roles) ReturnHeaders(body ast.Node, named bool) bool {
	for n := range ast.Preorder(body) {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok {
			continue
		}
		for _, e := range ret.Results {
			t := r.info.TypeOf(e)
			if n := syntax.NamedOf(t); n != nil && syntax.IsError(t) && (types.IsInterface(t) || r.HasHeaders(t) && (named || n.Obj().Pkg() != r.pkg)) {
				return true
			}
		}
	}
	return false
}

// InTrailers tells whether the status of a function's response has left before it
// returns an error, as that of a stream has.
func (r *Roles) InTrailers(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		if _, ok := r.TypeRow(v.Type(), model.Trailers); ok {
			return true
		}
	}
	return false
}

// Constant is the atom of a constant. One of a type of codes is the status that
// it stands for, wherever it goes.
func (r *Roles) Constant(v constant.Value, t types.Type, pos token.Pos) (domain.Atom, bool) {
	a, ok := domain.Constant(v, pos)
	if n := r.CodeStatus(a, t); ok && n != 0 {
		a = domain.Atom{Kind: domain.AtomInt, Int: n, Pos: pos}
	}
	return a, ok
}

// CodeStatus is the status that a constant of a type of codes stands for, or 0.
func (r *Roles) CodeStatus(a domain.Atom, t types.Type) int64 {
	switch a.Kind {
	case domain.AtomInt:
		return r.table.CodeStatus(r.typeName(t), a.Int)
	case domain.AtomStr:
		return r.table.CodeStatus(r.typeName(t), a.Str)
	}
	return 0
}

// IsCode tells whether constants of a type stand for statuses.
func (r *Roles) IsCode(t types.Type) bool {
	return len(r.table.Codes(r.typeName(t))) > 0
}

// Wiring returns the rows of a function that say how it wires handlers. Those of
// a generic type's methods have no type arguments.
func (r *Roles) Wiring(f *types.Func) []model.Row {
	name := r.Name(f)
	if i, j := strings.IndexByte(name, '['), strings.LastIndexByte(name, ']'); 0 <= i && i < j {
		name = name[:i] + name[j+1:]
	}
	return r.table.Wiring(name)
}

// Wires tells whether such a row has a verb.
func (r *Roles) Wires(f *types.Func, verb model.Verb) bool {
	_, ok := first(r.Wiring(f), verb)
	return ok
}

// frameworks are those that are known, by name. What the user's rows are about
// has none, and is taken to send with the body.
func frameworks() map[string]*model.Framework {
	out := map[string]*model.Framework{"": {Commit: model.AtBody}}
	for _, f := range model.Builtin() {
		out[f.Name] = f
	}
	return out
}

// Commit tells when the status of a framework leaves the server.
func (r *Roles) Commit(framework string) model.Commit { return r.frameworks()[framework].Commit }

// ErrorOnly tells whether the handlers of a framework return an error alone.
func (r *Roles) ErrorOnly(framework string) bool { return r.frameworks()[framework].ErrorOnly }

// HandlerRow is the row of a function, a *types.Func or a *ast.FuncLit, that is
// given to a framework as a handler whose results answer.
func (r *Roles) HandlerRow(f any) (model.Row, bool) {
	row, ok := r.handlers()[f]
	return row, ok
}

// findHandlers finds these functions among the arguments of calls.
func (r *Roles) findHandlers(files []*ast.File) map[any]model.Row {
	out := map[any]model.Row{}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				r.handedIn(c, out)
			}
			return true
		})
	}
	return out
}

// handedIn notes what a call is given as a handler: by a row of what it calls, or
// by the types of parameters.
func (r *Roles) handedIn(c *ast.CallExpr, out map[any]model.Row) {
	sig := syntax.Signature(r.info, c)
	if sig == nil || sig.Params().Len() == 0 {
		return
	}
	var all model.Row
	if f := syntax.Callee(r.info, c); f != nil {
		for _, row := range r.Rows(f) {
			if row.Verb == model.Handler {
				all = row
			}
		}
	}
	for i, a := range c.Args {
		t := syntax.Param(sig, min(i, sig.Params().Len()-1))
		if sl, ok := t.(*types.Slice); ok && sig.Variadic() {
			t = sl.Elem()
		}
		row, ok := all, all.Verb != 0
		if !ok {
			row, ok = r.TypeRow(t, model.Handler)
		}
		if !ok {
			continue
		}
		if l, ok := ast.Unparen(a).(*ast.FuncLit); ok {
			out[l] = row
		} else if o := syntax.Func(r.info, a); o != nil {
			out[o.Origin()] = row
		}
	}
}

// Catches is the import path of the framework that takes a function which answers
// errors by an expression: a call of it, or an assignment to it; or "". Of a call
// at is the argument, -1 the last.
func (r *Roles) Catches(e ast.Expr) (by string, at int) {
	if x, ok := ast.Unparen(e).(*ast.IndexExpr); ok {
		e = x.X // a map of such functions
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		if sel := r.info.Selections[e]; sel != nil && sel.Kind() == types.FieldVal {
			n := syntax.NamedOf(sel.Recv())
			if n != nil && r.catches(r.FieldRows(n, e.Sel.Name)) {
				return n.Obj().Pkg().Path(), -1
			}
			return "", -1
		}
	case *ast.Ident:
	default:
		return "", -1
	}
	f, ok := r.info.Uses[syntax.Ident(e)].(*types.Func)
	if !ok {
		return "", -1
	}
	row, ok := first(r.table.Rows(f.FullName()), model.Catch)
	if !ok {
		return "", -1
	}
	if row.Handler.Kind == model.Index {
		return f.Pkg().Path(), row.Handler.N
	}
	return f.Pkg().Path(), -1
}

// CatchingVar is the package-level variable that an expression names, if a
// framework has the errors that it answers made by what that holds; or nil.
func (r *Roles) CatchingVar(e ast.Expr) *types.Var {
	if v := syntax.GlobalVar(r.info, e); v != nil && r.catches(r.table.Rows(syntax.GlobalName(v))) {
		return v
	}
	return nil
}

// CatchingKey is the import path of the framework whose field of this kind the key
// of a literal of a type names, promoted or not; "" if it names none. Models name the
// field by the type that declares it.
func (r *Roles) CatchingKey(t *types.Named, key ast.Expr) string {
	path := syntax.KeyPath(t, r.pkg, key)
	if len(path) == 0 {
		return ""
	}
	field := path[len(path)-1]
	if len(path) > 1 {
		t = syntax.NamedOf(path[len(path)-2].Type())
	}
	if t == nil || !r.CatchesIn(t, field.Name()) {
		return ""
	}
	return field.Pkg().Path()
}

// CatchesIn tells whether a field of a type is one.
func (r *Roles) CatchesIn(t *types.Named, field string) bool {
	return r.catches(r.FieldRows(t, field))
}

func (r *Roles) catches(rows []model.Row) bool {
	_, ok := first(rows, model.Catch)
	return ok
}
