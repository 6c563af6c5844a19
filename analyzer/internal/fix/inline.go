package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// inlined replaces a call of a function of this package that does nothing but
// make one call with the status, by that call with the other status: as if the
// function had been written out there. What the function is given must be
// evaluated as often as before and in the same order, and every name must mean
// the same at the call.
func (m *Maker) inlined(file *ast.File, c *ast.CallExpr, f *types.Func, w Swap) []analysis.TextEdit {
	fd := m.declOf(f)
	inner := onlyCall(fd)
	s, from := m.source(file), m.source(m.fileOf(f.Pos()))
	if inner == nil || s == nil || from == nil || c.Ellipsis.IsValid() || f.Signature().Variadic() || f.Signature().TypeParams() != nil {
		return nil
	}
	if !types.Identical(m.info.TypeOf(inner), m.info.TypeOf(c)) && !m.returned(file, c) {
		return nil // a variable would get another type
	}
	for _, g := range m.fileOf(fd.Pos()).Comments {
		if inner.Pos() < g.Pos() && g.End() < inner.End() {
			return nil
		}
	}
	given, order, ok := m.arguments(c, fd)
	if !ok {
		return nil
	}
	in := inlining{m: m, file: file, at: c, given: given, order: order, uses: map[types.Object]int{}, w: w}
	if !in.walk(inner) || !in.swapped || !in.inOrder() {
		return nil
	}
	for o, e := range given {
		n := in.uses[o]
		if n == 1 || n > 1 && in.repeatable(e) || n == 0 && m.droppable(file, e) {
			continue
		}
		return nil
	}
	text, ok := in.text(from, inner, func(own string) string {
		return strings.ReplaceAll(own, from.eol()+from.indent(inner.Pos()), s.eol()+s.indent(c.Pos()))
	})
	if !ok || !m.compiles(c.Pos(), text) {
		return nil
	}
	return []analysis.TextEdit{{Pos: c.Pos(), End: c.End(), NewText: []byte(text)}}
}

// declOf is the declaration of a function of this package.
func (m *Maker) declOf(f *types.Func) *ast.FuncDecl {
	for _, g := range m.pass.Files {
		for _, d := range g.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && m.info.Defs[d.Name] == f {
				return d
			}
		}
	}
	return nil
}

// onlyCall is the call that is all a function does.
func onlyCall(fd *ast.FuncDecl) *ast.CallExpr {
	if fd == nil || fd.Body == nil || len(fd.Body.List) != 1 {
		return nil
	}
	var e ast.Expr
	switch st := fd.Body.List[0].(type) {
	case *ast.ExprStmt:
		e = st.X
	case *ast.ReturnStmt:
		if len(st.Results) == 1 {
			e = st.Results[0]
		}
	}
	c, _ := e.(*ast.CallExpr)
	if c == nil || c.Ellipsis.IsValid() {
		return nil
	}
	return c
}

// returned tells whether an expression is a statement, or returned.
func (m *Maker) returned(file *ast.File, e ast.Expr) bool {
	path := pathTo(file, e)
	if len(path) < 2 {
		return false
	}
	switch path[len(path)-2].(type) {
	case *ast.ExprStmt, *ast.ReturnStmt:
		return true
	}
	return false
}

// arguments are what a call gives to the receiver and the parameters of a
// function, and the order in which it evaluates them.
func (m *Maker) arguments(c *ast.CallExpr, fd *ast.FuncDecl) (given map[types.Object]ast.Expr, order []ast.Expr, ok bool) {
	given = map[types.Object]ast.Expr{}
	if fd.Recv != nil {
		sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
		if !ok || !plain(sel.X) {
			return nil, nil, false
		}
		for _, id := range names(fd.Recv) {
			given[m.info.Defs[id]] = sel.X
		}
	}
	i := 0
	for _, field := range fd.Type.Params.List {
		for _, id := range paramNames(field) {
			if i >= len(c.Args) {
				return nil, nil, false
			}
			e := c.Args[i]
			i++
			order = append(order, e)
			o := m.info.Defs[id]
			if o == nil || id.Name == "_" {
				if !m.steadyConstant(e) && !plain(e) {
					return nil, nil, false
				}
				continue
			}
			// An argument of another type would be another value where the
			// parameter was passed on as an interface, and so would a constant
			// that has a type from nothing but the parameter.
			b, _ := o.Type().(*types.Basic)
			switch {
			case types.IsInterface(o.Type()):
			case !types.Identical(o.Type(), m.info.TypeOf(e)):
				return nil, nil, false
			case m.info.Types[e].Value != nil && (b == nil || b.Kind() != types.String && b.Kind() != types.Int && b.Kind() != types.Bool):
				return nil, nil, false
			}
			given[o] = e
		}
	}
	return given, order, i == len(c.Args)
}

// paramNames are the names of a field of parameters; a parameter without one
// has a blank.
func paramNames(f *ast.Field) []*ast.Ident {
	if len(f.Names) == 0 {
		return []*ast.Ident{{Name: "_"}}
	}
	return f.Names
}

func (m *Maker) steadyConstant(e ast.Expr) bool {
	tv := m.info.Types[e]
	return tv.Value != nil || tv.IsNil()
}

// droppable tells whether an argument may go: it does nothing, and a variable
// is used elsewhere too.
func (m *Maker) droppable(file *ast.File, e ast.Expr) bool {
	if m.steadyConstant(e) {
		return true
	}
	if !plain(e) {
		return false
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return true
	}
	v, ok := m.info.Uses[id].(*types.Var)
	if !ok {
		return false
	}
	n := 0
	ast.Inspect(file, func(x ast.Node) bool {
		if y, ok := x.(*ast.Ident); ok && m.info.Uses[y] == v {
			n++
		}
		return n < 2
	})
	return n > 1 || v.Kind() == types.ParamVar || v.Kind() == types.RecvVar
}

// An inlining writes a function's call at a call of the function.
type inlining struct {
	m       *Maker
	file    *ast.File // of the call
	at      *ast.CallExpr
	given   map[types.Object]ast.Expr
	order   []ast.Expr
	w       Swap
	uses    map[types.Object]int
	effects []ast.Expr // arguments, and nil for a call, as they are evaluated
	edits   []analysis.TextEdit
	swapped bool
}

func (in *inlining) put(e ast.Node, text string) {
	in.edits = append(in.edits, analysis.TextEdit{Pos: e.Pos(), End: e.End(), NewText: []byte(text)})
}

// walk collects what has to be written otherwise at the call.
func (in *inlining) walk(e ast.Expr) bool {
	m := in.m
	if m.IsStatus(e, in.w.From) {
		edits := m.swap(in.file, e, in.w)
		if edits == nil {
			return false
		}
		in.swapped = true
		in.edits = append(in.edits, edits...)
		if x, ok := e.(*ast.SelectorExpr); ok && edits[0].Pos == x.Sel.Pos() {
			return in.walk(x.X)
		}
		return true
	}
	switch x := e.(type) {
	case *ast.BasicLit:
		if strings.Contains(x.Value, "\n") {
			return false // its lines can't be indented
		}
		if s, err := strconv.Unquote(x.Value); err == nil && x.Kind == token.STRING {
			if t := otherText(s, in.w); t != "" {
				in.put(x, strings.Replace(x.Value, s, t, 1))
			}
		}
		return true
	case *ast.Ident:
		if edits := m.named(x, in.w); edits != nil {
			in.edits = append(in.edits, edits...)
			return true
		}
		return !m.speaksOf(x, in.w) && in.name(x, false)
	case *ast.SelectorExpr:
		edits := m.named(x, in.w)
		if edits == nil && m.speaksOf(x, in.w) {
			return false
		}
		in.edits = append(in.edits, edits...)
		if id, ok := x.X.(*ast.Ident); ok {
			return in.name(id, true)
		}
		return in.walk(x.X)
	case *ast.CallExpr:
		if x.Ellipsis.IsValid() {
			return false
		}
		conversion := m.info.Types[x.Fun].IsType()
		if conversion && !in.typ(x.Fun) || !conversion && !in.walk(x.Fun) {
			return false
		}
		for _, a := range x.Args {
			if !in.walk(a) {
				return false
			}
		}
		if !conversion {
			in.effects = append(in.effects, nil)
		}
		return true
	case *ast.CompositeLit:
		if x.Type == nil || !in.typ(x.Type) {
			return false
		}
		st, _ := syntax.Deref(m.info.TypeOf(x)).Underlying().(*types.Struct)
		for _, a := range x.Elts {
			if kv, ok := a.(*ast.KeyValueExpr); ok {
				if st == nil && !in.walk(kv.Key) {
					return false
				}
				a = kv.Value
			}
			if !in.walk(a) {
				return false
			}
		}
		return true
	case *ast.UnaryExpr:
		_, lit := x.X.(*ast.CompositeLit)
		return (lit || x.Op != token.AND) && x.Op != token.ARROW && in.walk(x.X)
	case *ast.BinaryExpr:
		return x.Op != token.LAND && x.Op != token.LOR && in.walk(x.X) && in.walk(x.Y)
	}
	return false
}

// name handles a name: a parameter, or one that must mean the same at the
// call. Where more follows it, or an operator is around it, an argument must
// be a name too.
func (in *inlining) name(id *ast.Ident, selected bool) bool {
	m := in.m
	o := m.info.Uses[id]
	if e, ok := in.given[o]; ok {
		in.uses[o]++
		if !plain(e) && (selected || m.info.Types[e].Value == nil) {
			switch e.(type) {
			case *ast.CallExpr, *ast.CompositeLit:
			default:
				return false // may need parentheses
			}
			if selected {
				return false
			}
			in.effects = append(in.effects, e)
		}
		in.put(id, m.source(in.file).of(e))
		return true
	}
	scope := m.pass.Pkg.Scope().Innermost(in.at.Pos())
	if o == nil || scope == nil {
		return false
	}
	if p, ok := o.(*types.PkgName); ok {
		for _, spec := range in.file.Imports {
			q := m.info.PkgNameOf(spec)
			if q == nil || q.Imported() != p.Imported() || m.importName(spec) == "" {
				continue
			}
			if _, seen := scope.LookupParent(q.Name(), in.at.Pos()); seen == q {
				if q.Name() != id.Name {
					in.put(id, q.Name())
				}
				return true
			}
		}
		return false
	}
	if o.Parent() != m.pass.Pkg.Scope() && o.Parent() != types.Universe {
		return false
	}
	_, seen := scope.LookupParent(id.Name, in.at.Pos())
	return seen == o
}

// typ handles the names in a type.
func (in *inlining) typ(e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			id, isName := n.X.(*ast.Ident)
			ok = ok && isName && in.name(id, true)
			return false
		case *ast.Ident:
			ok = ok && in.name(n, true)
		case *ast.StructType, *ast.FuncType, *ast.InterfaceType:
			ok = false
		}
		return ok
	})
	return ok
}

// inOrder tells whether what is evaluated is so in the order of before: the
// arguments first, as the call has them, and then what the function calls.
func (in *inlining) inOrder() bool {
	called := false
	last := -1
	for _, e := range in.effects {
		if e == nil {
			called = true
			continue
		}
		i := slices.Index(in.order, e)
		if called || i <= last {
			return false
		}
		last = i
	}
	return true
}

// repeatable tells whether an expression may stand twice.
func (in *inlining) repeatable(e ast.Expr) bool {
	return plain(e) || in.m.steadyConstant(e)
}

// text is the function's call with all edits, and its own lines indented anew.
func (in *inlining) text(s *source, inner *ast.CallExpr, indent func(string) string) (string, bool) {
	slices.SortFunc(in.edits, func(a, b analysis.TextEdit) int { return int(a.Pos - b.Pos) })
	var b strings.Builder
	at := inner.Pos()
	for _, e := range in.edits {
		if e.Pos < at || inner.End() < e.End {
			return "", false
		}
		b.WriteString(indent(s.slice(at, e.Pos)))
		b.Write(e.NewText)
		at = e.End
	}
	b.WriteString(indent(s.slice(at, inner.End())))
	return b.String(), true
}

// named replaces a constant or a variable of a package that is called after a
// status by the one that is called after the other, if there is one of the
// same kind.
func (m *Maker) named(e ast.Expr, w Swap) []analysis.TextEdit {
	id, in := m.lookup(e)
	if id == nil {
		return nil
	}
	o := m.info.Uses[id]
	if o == nil || o.Pkg() == nil || o.Parent() != o.Pkg().Scope() {
		return nil
	}
	for _, name := range renamed(id.Name, w.To) {
		q := in(name)
		if q == nil || q.Pkg() != o.Pkg() || !types.Identical(q.Type(), o.Type()) {
			continue
		}
		switch o.(type) {
		case *types.Const:
			if _, ok := q.(*types.Const); !ok {
				continue
			}
		case *types.Var:
			if _, ok := q.(*types.Var); !ok {
				continue
			}
		default:
			continue
		}
		return []analysis.TextEdit{{Pos: id.Pos(), End: id.End(), NewText: []byte(name)}}
	}
	return nil
}

// speaksOf tells whether a constant or a variable of a package is called after
// the status that is replaced: a text that the other one would contradict.
func (m *Maker) speaksOf(e ast.Expr, w Swap) bool {
	id, _ := m.lookup(e)
	if id == nil {
		return false
	}
	o := m.info.Uses[id]
	if _, fn := o.(*types.Func); fn || o == nil || o.Pkg() == nil || o.Parent() != o.Pkg().Scope() {
		return false
	}
	return len(renamed(id.Name, w.To)) > 0
}
