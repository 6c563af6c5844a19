package syntax

import (
	"go/ast"
	"go/token"
	"go/types"
	"iter"
)

// Writes are the variables of a package that do not keep the value that they begin
// with. They are read off its files on the first question. What is read through a
// pointer is not told apart: the address of one that is taken is a write.
type Writes struct {
	pkg   *types.Package
	info  *types.Info
	files []*ast.File
	done  bool

	again, elements map[*types.Var]bool
	closures        map[*types.Var][]ast.Expr
}

// NewWrites is about a package that was type-checked.
func NewWrites(pkg *types.Package, info *types.Info, files []*ast.File) *Writes {
	return &Writes{pkg: pkg, info: info, files: files, again: map[*types.Var]bool{}, elements: map[*types.Var]bool{}, closures: map[*types.Var][]ast.Expr{}}
}

// Again tells whether a variable is assigned after its declaration.
func (w *Writes) Again(v *types.Var) bool { return w.all().again[v] }

// Element tells whether an element of a variable is.
func (w *Writes) Element(v *types.Var) bool { return w.all().elements[v] }

// Closures lists what literals inside its function assign to a local variable;
// nil is not known.
func (w *Writes) Closures(v *types.Var) []ast.Expr { return w.all().closures[v] }

func (w *Writes) all() *Writes {
	if !w.done {
		w.done = true
		for _, file := range w.files {
			w.read(file, nil)
		}
	}
	return w
}

// read goes through a node inside a literal, or nil.
func (w *Writes) read(n ast.Node, lit *ast.FuncLit) {
	// A field of a variable is no variable: x.n = 1 writes none.
	//
	// written is the variable that an expression names, or whose element it is.
	written := func(e ast.Expr) (*types.Var, bool) {
		e = ast.Unparen(e)
		x, element := e.(*ast.IndexExpr)
		if element {
			e = ast.Unparen(x.X)
		}
		id, _ := e.(*ast.Ident)
		v, _ := w.info.Uses[id].(*types.Var)
		return v, element
	}
	mark := func(e ast.Expr) {
		if e == nil {
			return
		}
		switch v, element := written(e); {
		case v == nil:
		case element:
			w.elements[v] = true
		default:
			w.again[v] = true
		}
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			w.read(n.Body, n)
			return false
		case *ast.AssignStmt:
			for l, d := range Given(n) {
				mark(l)
				v, element := written(l)
				if lit == nil || v == nil || element || v.Parent() == w.pkg.Scope() || lit.Pos() <= v.Pos() && v.Pos() < lit.End() {
					continue
				}
				w.closures[v] = append(w.closures[v], d.Only())
			}
		case *ast.IncDecStmt:
			mark(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				mark(n.X)
			}
		case *ast.RangeStmt:
			mark(n.Key)
			mark(n.Value)
		}
		return true
	})
}

// Given goes through what a node itself, a statement or a declaration, assigns: each
// target with what it is given. The key of a range is given what no expression says.
func Given(n ast.Node) iter.Seq2[ast.Expr, Definition] {
	return func(yield func(ast.Expr, Definition) bool) {
		var lhs, rhs []ast.Expr
		switch n := n.(type) {
		case *ast.AssignStmt:
			lhs, rhs = n.Lhs, n.Rhs
		case *ast.ValueSpec:
			lhs, rhs = Exprs(n.Names), n.Values
		case *ast.RangeStmt:
			if n.Key != nil && !yield(n.Key, Definition{}) || n.Value == nil {
				return
			}
			yield(n.Value, Definition{Expr: n.X, Of: 1, Range: true})
			return
		}
		for i, l := range lhs {
			d := Definition{Of: len(lhs)}
			switch len(rhs) {
			case 0:
				return // zero
			case len(lhs):
				d.Expr, d.Of = rhs[i], 1
			default:
				d.Expr, d.Index = rhs[0], i
			}
			if !yield(l, d) {
				return
			}
		}
	}
}

// Only is the expression that a definition is the only value of, or nil.
func (d Definition) Only() ast.Expr {
	if d.Of != 1 || d.Range {
		return nil
	}
	return d.Expr
}

// Assigned lists what each variable is assigned in a body, with nil for what is
// not known.
func Assigned(info *types.Info, body ast.Node) map[types.Object][]ast.Expr {
	out := map[types.Object][]ast.Expr{}
	note := func(l, e ast.Expr) {
		if id, ok := ast.Unparen(l).(*ast.Ident); ok {
			out[info.ObjectOf(id)] = append(out[info.ObjectOf(id)], e)
		}
	}
	for n := range ast.Preorder(body) {
		for l, d := range Given(n) {
			note(l, d.Only())
		}
		if u, ok := n.(*ast.UnaryExpr); ok && u.Op == token.AND {
			note(u.X, nil)
		}
	}
	return out
}
