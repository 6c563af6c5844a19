package callgraph

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// maxHeld bounds the functions that a call through a field is followed to: each
// takes a state of its own.
const maxHeld = 4

// Held are the functions that a field can hold.
type Held struct {
	Literals []*ast.FuncLit
	Funcs    []*types.Func
	open     bool // it may hold others
}

// HeldBy tells what a field of a function type can hold; nil where that is not
// known, or more than a few.
func (g *Graph) HeldBy(field *types.Var) *Held {
	h := g.fields()[field.Origin()]
	if h == nil || h.open || len(h.Literals)+len(h.Funcs) > maxHeld {
		return nil
	}
	return h
}

// A field can hold what its writes give: keys and positions of literals,
// assignments, and nothing where it has none. A write that is no function in view, and
// an address that is taken, leaves it open; so does an exported field of an exported
// type, but in a command. Values that are copied whole write no field: what the
// copy holds was written to the original.

// A fieldIndex notes what is written to fields of function types.
type fieldIndex struct {
	*Graph
	held map[*types.Var]*Held
}

func (g *Graph) findFields() map[*types.Var]*Held {
	x := fieldIndex{g, map[*types.Var]*Held{}}
	for _, file := range g.Files {
		for _, d := range file.Decls {
			g.Error.Run(d.Pos(), syntax.DeclName(d), func() {
				ast.Inspect(d, func(n ast.Node) bool {
					x.node(n)
					return true
				})
			})
		}
	}
	return x.held
}

// node notes what a node writes.
func (x *fieldIndex) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.CompositeLit:
		x.literal(n)
	case *ast.AssignStmt:
		for l, d := range syntax.Given(n) {
			x.selected(l, d.Only())
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			x.selected(n.X, nil)
		}
	}
}

// selected notes a write through a selector.
func (x *fieldIndex) selected(l, e ast.Expr) {
	if sel, ok := ast.Unparen(l).(*ast.SelectorExpr); ok {
		if v, ok := x.Info.Uses[sel.Sel].(*types.Var); ok && v.IsField() {
			x.write(v, e)
		}
	}
}

// literal notes the fields of a literal.
func (x *fieldIndex) literal(n *ast.CompositeLit) {
	t := x.Info.TypeOf(n)
	if t == nil {
		return
	}
	st, ok := syntax.Deref(t).Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok {
				if v, ok := x.Info.Uses[id].(*types.Var); ok {
					x.write(v, kv.Value)
				}
			}
		} else if i < st.NumFields() {
			x.write(st.Field(i), e)
		}
	}
}

// write notes that a field may hold what an expression gives; nil is anything.
func (x *fieldIndex) write(v *types.Var, e ast.Expr) {
	if _, ok := v.Type().Underlying().(*types.Signature); !ok {
		return
	}
	v = v.Origin()
	h := x.held[v]
	if h == nil {
		h = &Held{open: v.Exported() && x.Pkg.Name() != "main" && x.ofExported(v)}
		x.held[v] = h
	}
	if c, ok := e.(*ast.CallExpr); ok && len(c.Args) == 1 && x.Info.Types[c.Fun].IsType() {
		e = ast.Unparen(c.Args[0])
	}
	switch e := e.(type) {
	case *ast.FuncLit:
		h.Literals = append(h.Literals, e)
		return
	case *ast.Ident:
		if f, ok := x.Info.Uses[e].(*types.Func); ok {
			h.Funcs = append(h.Funcs, f.Origin())
			return
		}
		if x.Info.Types[e].IsNil() {
			return
		}
	case *ast.SelectorExpr:
		if f, ok := x.Info.Uses[e.Sel].(*types.Func); ok && x.Info.Selections[e] == nil {
			h.Funcs = append(h.Funcs, f.Origin())
			return
		}
	}
	h.open = true
}

// ofExported tells whether a field is one of a type that other packages can name,
// or that has none. A struct without a name is nobody's to fill but where its type
// is written out.
func (g *Graph) ofExported(v *types.Var) bool {
	scope := g.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		if st, ok := tn.Type().Underlying().(*types.Struct); ok {
			for f := range st.Fields() {
				if f == v {
					return tn.Exported()
				}
			}
		}
	}
	return true
}

// literals are the package's function literals whose callers are in view.
type literals struct {
	called map[*ast.FuncLit]bool       // only called: on the spot, or through a variable with no other use
	bound  map[*types.Var]*ast.FuncLit // local variables that hold one literal
}

// OnlyCalled tells whether a literal is called on the spot, or bound to a variable
// that is only called.
func (g *Graph) OnlyCalled(l *ast.FuncLit) bool { return g.literals().called[l] }

// Bound is the literal that a local variable always holds, or nil.
func (g *Graph) Bound(v *types.Var) *ast.FuncLit { return g.literals().bound[v] }

// findLiterals reads which literals variables are declared with, and then all uses
// of these: a variable that is assigned anew holds no one literal, and a literal
// whose variable is used otherwise than to be called has callers out of view.
func (g *Graph) findLiterals() literals {
	out := literals{map[*ast.FuncLit]bool{}, map[*types.Var]*ast.FuncLit{}}
	called := map[*ast.Ident]bool{} // names at which something is called
	bind := func(to, e ast.Expr) {
		l, isLit := ast.Unparen(e).(*ast.FuncLit)
		id, isName := to.(*ast.Ident)
		if isLit && isName {
			if v, ok := g.Info.Defs[id].(*types.Var); ok && v.Parent() != g.Pkg.Scope() {
				out.bound[v] = l
			}
		}
	}
	for _, file := range g.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				switch f := ast.Unparen(c.Fun).(type) {
				case *ast.FuncLit:
					out.called[f] = true
				case *ast.Ident:
					called[f] = true
				}
			}
			for l, d := range syntax.Given(n) {
				bind(l, d.Only())
			}
			return true
		})
	}
	type mentions struct{ calls, others int }
	uses := map[*types.Var]mentions{}
	for id, obj := range g.Info.Uses {
		if v, ok := obj.(*types.Var); ok && out.bound[v] != nil {
			m := uses[v]
			if called[id] {
				m.calls++
			} else {
				m.others++
			}
			uses[v] = m
		}
	}
	for v, l := range out.bound {
		if g.Writes.Again(v) {
			delete(out.bound, v)
		} else if uses[v].calls > 0 && uses[v].others == 0 {
			out.called[l] = true
		}
	}
	return out
}
