package evidence

import (
	"go/ast"
	"go/token"
	"go/types"
)

// An origin is one thing that a variable may hold: a result of an expression,
// an element of what is ranged over, or, without one, a parameter.
type origin struct {
	expr ast.Expr
	idx  int  // which result
	of   int  // of how many
	rng  bool // an element of expr
	path []ast.Node
}

// An assignment gives a variable one of its origins.
type assignment struct {
	o        origin
	pos, end token.Pos // of the statement
	from, to token.Pos // the block in which it is always made
}

// origins lists what a variable may hold at a position: the last assignment
// that is always made before, and those after it that may be.
func (j *Judge) origins(id *ast.Ident, at token.Pos) []origin {
	return j.originsOf(id, at)
}

// originsOf is origins for a variable, or a field of one.
func (j *Judge) originsOf(e ast.Expr, at token.Pos) []origin {
	v, ok := j.placeOf(e)
	if !ok || v.of.Parent() == j.pkg.Scope() {
		return nil
	}
	all := j.assignments(v)
	var out []origin
	for i := len(all) - 1; i >= 0; i-- {
		a := all[i]
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
func (j *Judge) assignments(v kept) []assignment {
	file := j.fileOf(v.of.Pos())
	if file == nil {
		return nil
	}
	for _, d := range file.Decls {
		if d.Pos() <= v.of.Pos() && v.of.Pos() < d.End() {
			if !j.indexed[d] {
				j.indexed[d] = true
				j.index(d)
			}
			break
		}
	}
	return j.assigned[v]
}

// definition is the expression that a local variable is given where it is
// declared, if nothing else ever changes it.
func (j *Judge) definition(id *ast.Ident) ast.Expr {
	v, ok := j.info.Uses[id].(*types.Var)
	if !ok || v.IsField() || v.Parent() == j.pkg.Scope() {
		return nil
	}
	all := j.assignments(kept{of: v})
	if len(all) != 1 || j.changed[v] || all[0].pos >= id.Pos() {
		return nil
	}
	if o := all[0].o; o.of == 1 && !o.rng {
		return ast.Unparen(o.expr)
	}
	return nil
}

// kept is where a value is kept: a variable, or a field of one.
type kept struct{ of, field *types.Var }

// placeOf is the variable, or the field of a variable, that an expression
// names.
func (j *Judge) placeOf(e ast.Expr) (kept, bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, ok := j.info.ObjectOf(e).(*types.Var)
		return kept{of: v}, ok && !v.IsField()
	case *ast.SelectorExpr:
		s := j.info.Selections[e]
		id, ok := ast.Unparen(e.X).(*ast.Ident)
		if !ok || s == nil || s.Kind() != types.FieldVal {
			return kept{}, false
		}
		v, ok := j.info.ObjectOf(id).(*types.Var)
		f, isField := s.Obj().(*types.Var)
		return kept{v, f}, ok && isField && !v.IsField()
	}
	return kept{}, false
}

// index notes the assignments of a declaration.
func (j *Judge) index(d ast.Decl) {
	var path []ast.Node
	note := func(v kept, o origin, pos, end token.Pos) {
		a := assignment{o: o, pos: pos, end: end}
		for k := len(path) - 2; k >= 0; k-- {
			switch path[k].(type) {
			case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.IfStmt, *ast.ForStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.RangeStmt:
				a.from, a.to = path[k].Pos(), path[k].End()
			default:
				continue
			}
			break
		}
		a.o.path = append([]ast.Node(nil), path...)
		j.assigned[v] = append(j.assigned[v], a)
	}
	add := func(l ast.Expr, o origin, pos, end token.Pos) {
		if v, ok := j.placeOf(l); ok {
			note(v, o, pos, end)
		}
		// What a literal puts into the fields of a variable.
		v, ok := j.placeOf(l)
		lit, isLit := ast.Unparen(o.expr).(*ast.CompositeLit)
		if u, isPtr := ast.Unparen(o.expr).(*ast.UnaryExpr); isPtr && u.Op == token.AND {
			lit, isLit = ast.Unparen(u.X).(*ast.CompositeLit)
		}
		if !ok || !isLit || v.field != nil || o.rng {
			return
		}
		for _, e := range lit.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok {
					if f, ok := j.info.Uses[id].(*types.Var); ok && f.IsField() {
						note(kept{v.of, f}, origin{expr: kv.Value, of: 1}, pos, end)
					}
				}
			}
		}
	}
	change := func(e ast.Expr) {
		if v, ok := j.placeOf(e); ok && v.field == nil {
			j.changed[v.of] = true
		}
	}
	ast.Inspect(d, func(n ast.Node) bool {
		if n == nil {
			path = path[:len(path)-1]
			return true
		}
		path = append(path, n)
		switch n := n.(type) {
		case *ast.IncDecStmt:
			change(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				change(n.X)
			}
		case *ast.AssignStmt:
			if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
				change(n.Lhs[0])
			}
			for i, l := range n.Lhs {
				if len(n.Rhs) == len(n.Lhs) {
					add(l, origin{expr: n.Rhs[i], of: 1}, n.Pos(), n.End())
				} else {
					add(l, origin{expr: n.Rhs[0], idx: i, of: len(n.Lhs)}, n.Pos(), n.End())
				}
			}
		case *ast.ValueSpec:
			for i, l := range n.Names {
				switch {
				case len(n.Values) == len(n.Names):
					add(l, origin{expr: n.Values[i], of: 1}, n.Pos(), n.Pos())
				case len(n.Values) == 1:
					add(l, origin{expr: n.Values[0], idx: i, of: len(n.Names)}, n.Pos(), n.Pos())
				}
			}
		case *ast.RangeStmt:
			if n.Value != nil {
				add(n.Value, origin{expr: n.X, of: 1, rng: true}, n.X.Pos(), n.X.Pos())
			}
		}
		return true
	})
}

// call is the call that a variable or expression holds the only result of,
// and which result.
func (j *Judge) callOf(e ast.Expr, at token.Pos) (*ast.CallExpr, int) {
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		return e, 0
	case *ast.Ident:
		os := j.origins(e, at)
		if len(os) == 1 && !os[0].rng && os[0].expr != nil {
			if c, ok := ast.Unparen(os[0].expr).(*ast.CallExpr); ok {
				return c, os[0].idx
			}
		}
	case *ast.StarExpr:
		return j.callOf(e.X, at)
	case *ast.TypeAssertExpr:
		return j.callOf(e.X, at)
	}
	return nil, 0
}

// identWords are the words of all names in an expression, literals apart.
func identWords(e ast.Node) []string {
	var out []string
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.Ident:
			if n.Name != "_" && n.Name != "nil" {
				out = append(appendWords(out, n.Name), ".")
			}
		}
		return true
	})
	return out
}

// allWords are identWords and those of constant strings.
func (j *Judge) allWords(e ast.Node) []string {
	out := identWords(e)
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			n = j.definition(id) // a text that a variable holds is said where it is used
		}
		if b, ok := n.(*ast.BasicLit); ok && b.Kind == token.STRING && len(b.Value) < 80 {
			out = append(appendWords(out, b.Value), ".")
		}
		return true
	})
	return out
}

func (j *Judge) fileOf(pos token.Pos) *ast.File {
	for _, f := range j.files {
		if f.FileStart <= pos && pos < f.FileEnd {
			return f
		}
	}
	return nil
}
