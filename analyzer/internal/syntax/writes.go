package syntax

import (
	"go/ast"
	"go/token"
	"go/types"
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
			for i, l := range n.Lhs {
				mark(l)
				v, element := written(l)
				if lit == nil || v == nil || element || v.Parent() == w.pkg.Scope() || lit.Pos() <= v.Pos() && v.Pos() < lit.End() {
					continue
				}
				var e ast.Expr
				if len(n.Rhs) == len(n.Lhs) {
					e = n.Rhs[i]
				}
				w.closures[v] = append(w.closures[v], e)
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

// Assigned lists what each variable is assigned in a body, with nil for what is
// not known.
func Assigned(info *types.Info, body ast.Node) map[types.Object][]ast.Expr {
	out := map[types.Object][]ast.Expr{}
	note := func(lhs, rhs []ast.Expr) {
		for i, l := range lhs {
			id, ok := ast.Unparen(l).(*ast.Ident)
			if !ok {
				continue
			}
			o := info.ObjectOf(id)
			if len(lhs) == len(rhs) {
				out[o] = append(out[o], rhs[i])
			} else {
				out[o] = append(out[o], nil)
			}
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			note(n.Lhs, n.Rhs)
		case *ast.ValueSpec:
			note(Exprs(n.Names), n.Values)
		case *ast.RangeStmt:
			note([]ast.Expr{n.Key, n.Value}, nil)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				note([]ast.Expr{n.X}, nil)
			}
		}
		return true
	})
	return out
}
