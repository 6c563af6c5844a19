package syntax

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sync"
)

// A Definition is one thing that a variable may hold: a result of an expression,
// an element of what is ranged over, or, without one, a parameter.
type Definition struct {
	Expr  ast.Expr
	Index int  // which result
	Of    int  // of how many
	Range bool // an element of Expr
	Path  []ast.Node
}

// Definitions know what the local variables of a package are given where: the
// reaching definitions, without a control-flow graph. Go's statements are
// structured, so the last assignment whose block encloses a use is always made
// before it, and only those between the two may be too. Loops and closures are
// read in the order of the source.
type Definitions struct {
	info  *types.Info
	pkg   *types.Package
	files []*ast.File

	indexed  map[ast.Decl]bool // declarations whose assignments are known
	assigned map[kept][]assignment
	changed  map[*types.Var]bool // in another way, or where it can't be seen
	fills    func() map[*types.Var][]*ast.CallExpr
}

// NewDefinitions are those of a package that was type-checked.
func NewDefinitions(pkg *types.Package, info *types.Info, files []*ast.File) *Definitions {
	d := &Definitions{info: info, pkg: pkg, files: files, indexed: map[ast.Decl]bool{}, assigned: map[kept][]assignment{}, changed: map[*types.Var]bool{}}
	d.fills = sync.OnceValue(d.findFills)
	return d
}

// An assignment gives a variable one of its definitions.
type assignment struct {
	o        Definition
	pos, end token.Pos // of the statement
	from, to token.Pos // the block in which it is always made
}

// Of lists what a variable, or a field of one, may hold at a position: the last
// assignment that is always made before, and those after it that may be.
func (d *Definitions) Of(e ast.Expr, at token.Pos) []Definition {
	v, ok := d.placeOf(e)
	if !ok || v.of.Parent() == d.pkg.Scope() {
		return nil
	}
	return d.reaching(v, at)
}

// Parts lists what the fields of a local variable may hold at a position.
func (d *Definitions) Parts(v *types.Var, at token.Pos) (out []Definition) {
	if st, ok := v.Type().Underlying().(*types.Struct); ok {
		for f := range st.Fields() {
			out = append(out, d.reaching(kept{v, f}, at)...)
		}
	}
	return out
}

func (d *Definitions) reaching(v kept, at token.Pos) (out []Definition) {
	all := d.assignments(v)
	for i := len(all) - 1; i >= 0; i-- {
		a := all[i]
		// What is assigned is not held yet on the right side.
		if a.pos >= at || a.pos <= at && at < a.end {
			continue
		}
		out = append(out, a.o)
		if a.from <= at && at < a.to {
			break
		}
	}
	return out
}

// assignments lists those of a local variable, in the order of the source.
// Those of a declaration are found together, on the first question.
func (d *Definitions) assignments(v kept) []assignment {
	file := d.File(v.of.Pos())
	if file == nil {
		return nil
	}
	if decl := DeclAt(file, v.of.Pos()); decl != nil && !d.indexed[decl] {
		d.indexed[decl] = true
		d.index(decl)
	}
	return d.assigned[v]
}

// Only is the expression that a local variable is given where it is
// declared, if nothing else ever changes it.
func (d *Definitions) Only(id *ast.Ident) ast.Expr {
	v, ok := d.info.Uses[id].(*types.Var)
	if !ok || v.IsField() || v.Parent() == d.pkg.Scope() {
		return nil
	}
	all := d.assignments(kept{of: v})
	if len(all) != 1 || d.changed[v] || all[0].pos >= id.Pos() {
		return nil
	}
	if e := all[0].o.Only(); e != nil {
		return ast.Unparen(e)
	}
	return nil
}

// kept is where a value is kept: a variable, or a field of one.
type kept struct{ of, field *types.Var }

// placeOf is the variable, or the field of a variable, that an expression
// names.
func (d *Definitions) placeOf(e ast.Expr) (kept, bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, ok := d.info.ObjectOf(e).(*types.Var)
		return kept{of: v}, ok && !v.IsField()
	case *ast.SelectorExpr:
		s := d.info.Selections[e]
		id, ok := ast.Unparen(e.X).(*ast.Ident)
		if !ok || s == nil || s.Kind() != types.FieldVal {
			return kept{}, false
		}
		v, ok := d.info.ObjectOf(id).(*types.Var)
		f, isField := s.Obj().(*types.Var)
		return kept{v, f}, ok && isField && !v.IsField()
	}
	return kept{}, false
}

// index notes the assignments of a declaration.
func (d *Definitions) index(decl ast.Decl) {
	x := indexer{Definitions: d}
	ast.Inspect(decl, func(n ast.Node) bool {
		if n == nil {
			x.path = x.path[:len(x.path)-1]
			return true
		}
		x.path = append(x.path, n)
		x.node(n)
		return true
	})
}

// An indexer goes through a declaration.
type indexer struct {
	*Definitions
	path []ast.Node // to the node at hand
}

// node notes what a statement gives to variables, or does to them.
func (x *indexer) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.IncDecStmt:
		x.change(n.X)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			x.change(n.X) // through the pointer
		}
	case *ast.AssignStmt:
		if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
			x.change(n.Lhs[0])
		}
		x.given(n, n.Pos(), n.End())
	case *ast.ValueSpec:
		x.given(n, n.Pos(), n.Pos())
	case *ast.RangeStmt:
		x.change(n.Key)
		x.given(n, n.X.Pos(), n.X.Pos())
	}
}

// given notes what a statement gives.
func (x *indexer) given(n ast.Node, pos, end token.Pos) {
	for l, d := range Given(n) {
		if d.Expr != nil {
			x.one(l, d, pos, end)
		}
	}
}

// one notes what a place is given, and the fields of a literal that it gets.
func (x *indexer) one(l ast.Expr, o Definition, pos, end token.Pos) {
	v, ok := x.placeOf(l)
	if !ok {
		return
	}
	x.note(v, o, pos, end)
	lit, isLit := ast.Unparen(o.Expr).(*ast.CompositeLit)
	if u, isPtr := ast.Unparen(o.Expr).(*ast.UnaryExpr); isPtr && u.Op == token.AND {
		lit, isLit = ast.Unparen(u.X).(*ast.CompositeLit)
	}
	if !isLit || v.field != nil || o.Range {
		return
	}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		// A key of a map may be a variable too.
		if id, ok := kv.Key.(*ast.Ident); ok {
			if f, ok := x.info.Uses[id].(*types.Var); ok && f.IsField() {
				x.note(kept{v.of, f}, Definition{Expr: kv.Value, Of: 1}, pos, end)
			}
		}
	}
}

// note adds an assignment, with the block in which it is always made.
func (x *indexer) note(v kept, o Definition, pos, end token.Pos) {
	a := assignment{o: o, pos: pos, end: end}
	for k := len(x.path) - 2; k >= 0; k-- {
		switch x.path[k].(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.IfStmt, *ast.ForStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.RangeStmt:
			a.from, a.to = x.path[k].Pos(), x.path[k].End()
		default:
			continue
		}
		break
	}
	a.o.Path = append([]ast.Node(nil), x.path...)
	x.assigned[v] = append(x.assigned[v], a)
}

// change notes that a variable gets other values than those that it is given.
func (x *indexer) change(e ast.Expr) {
	if v, ok := x.placeOf(e); ok && v.field == nil {
		x.changed[v.of] = true
	}
}

// Call is the call that a variable or expression holds the only result of,
// and which result.
func (d *Definitions) Call(e ast.Expr, at token.Pos) (*ast.CallExpr, int) {
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		return e, 0
	case *ast.Ident:
		os := d.Of(e, at)
		if len(os) == 1 && !os[0].Range && os[0].Expr != nil {
			if c, ok := ast.Unparen(os[0].Expr).(*ast.CallExpr); ok {
				return c, os[0].Index
			}
		}
	case *ast.StarExpr:
		return d.Call(e.X, at)
	case *ast.TypeAssertExpr:
		return d.Call(e.X, at)
	}
	return nil, 0
}

// Calls are the calls of which a variable or expression holds the first result,
// whichever of them ran; none where it may hold something else that is not nil.
func (d *Definitions) Calls(e ast.Expr, at token.Pos) (out []*ast.CallExpr) {
	if c, idx := d.Call(e, at); c != nil && idx == 0 {
		return []*ast.CallExpr{c}
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	// A variable that is declared without a value is nil until one of them runs.
	for _, o := range d.Of(id, at) {
		if o.Expr == nil || d.info.Types[o.Expr].IsNil() {
			continue
		}
		c, ok := ast.Unparen(o.Expr).(*ast.CallExpr)
		if !ok || o.Range || o.Index != 0 {
			return nil
		}
		out = append(out, c)
	}
	return out
}

// FilledBy is the last call before a position that is handed the address of a
// local variable, or of a part of one, or nil: what decodes, scans or finds into
// it. Branches are read in the order of the source, as those of assignments are.
func (d *Definitions) FilledBy(v *types.Var, at token.Pos) (by *ast.CallExpr) {
	for _, c := range d.fills()[v] {
		if c.Pos() > v.Pos() && c.End() <= at {
			by = c
		}
	}
	return by
}

// findFills lists the calls that are handed the address of a local variable or
// of a part of it, or a local pointer to something empty, in the order of the
// source.
func (d *Definitions) findFills() map[*types.Var][]*ast.CallExpr {
	out := map[*types.Var][]*ast.CallExpr{}
	empty := map[types.Object]bool{}
	for _, f := range d.files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for l, o := range Given(n) {
					if id, ok := l.(*ast.Ident); ok && o.Of == 1 && isEmpty(d.info, o.Expr) {
						empty[d.info.Defs[id]] = true
					}
				}
			case *ast.CallExpr:
				for _, a := range n.Args {
					v := Addressed(d.info, a)
					if id, ok := a.(*ast.Ident); ok && empty[d.info.Uses[id]] {
						v, _ = d.info.Uses[id].(*types.Var)
					}
					if had := out[v]; v != nil && (len(had) == 0 || had[len(had)-1] != n) && !v.IsField() && v.Parent() != nil && v.Parent() != d.pkg.Scope() {
						out[v] = append(out[v], n)
					}
				}
			}
			return true
		})
	}
	return out
}

// isEmpty tells whether an expression points to a new value without contents:
// what is handed on next fills it, as a decoder or a parser of claims does. One
// with contents is handed over to be read, and so is one that a variable keeps
// without its address.
func isEmpty(info *types.Info, e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		lit, ok := ast.Unparen(e.X).(*ast.CompositeLit)
		return ok && e.Op == token.AND && len(lit.Elts) == 0
	case *ast.CallExpr:
		id, ok := ast.Unparen(e.Fun).(*ast.Ident)
		return ok && id.Name == "new" && len(e.Args) == 1 && info.Types[id].IsBuiltin() && info.Types[e.Args[0]].IsType()
	}
	return false
}

// Addressed is the variable of which, or of a part of which, an expression
// is the address, or nil.
func Addressed(info *types.Info, e ast.Expr) *types.Var {
	u, ok := ast.Unparen(e).(*ast.UnaryExpr)
	if !ok || u.Op != token.AND {
		return nil
	}
	// A field is a part of its struct, also behind a pointer; an element of a
	// slice or a map has a life of its own.
	x := ast.Unparen(u.X)
	for {
		sel, ok := x.(*ast.SelectorExpr)
		if !ok || info.Selections[sel] == nil {
			break
		}
		x = ast.Unparen(sel.X)
	}
	id, ok := x.(*ast.Ident)
	if !ok {
		return nil
	}
	v, _ := info.Uses[id].(*types.Var)
	return v
}

// File is the file that a position lies in, or nil.
func (d *Definitions) File(pos token.Pos) *ast.File { return FileAt(d.files, pos) }

// FileAt is the one of several files that a position lies in, or nil: as for no
// position, and one of another package.
func FileAt(files []*ast.File, pos token.Pos) *ast.File {
	for _, f := range files {
		if f.FileStart <= pos && pos < f.FileEnd {
			return f
		}
	}
	return nil
}

// DeclAt is the declaration of a file that a position lies in, or nil. There may
// be thousands, and as many questions.
func DeclAt(file *ast.File, pos token.Pos) ast.Decl {
	i, _ := slices.BinarySearchFunc(file.Decls, pos, func(d ast.Decl, pos token.Pos) int { return cmp.Compare(d.End(), pos+1) })
	if i < len(file.Decls) && file.Decls[i].Pos() <= pos {
		return file.Decls[i]
	}
	return nil
}

// PathTo leads from a file to the innermost node at a position: what the
// position stands in, outermost first. Nothing leads through no file.
func PathTo(file *ast.File, pos token.Pos) []ast.Node {
	var path []ast.Node
	if file == nil {
		return nil
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		path = append(path, n)
		return true
	})
	return path
}
