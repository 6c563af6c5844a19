package syntax

import (
	"go/ast"
	"go/token"
	"go/types"
	"iter"

	"github.com/authstatus/authstatus/analyzer/internal/know"
)

// Ident is the identifier that names what an expression denotes: behind
// parentheses, type arguments and what it is selected from. It is nil for an
// expression without a name.
func Ident(e ast.Expr) *ast.Ident {
	switch e := Generic(e).(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return e.Sel
	}
	return nil
}

// Generic is an expression without parentheses, and a name without type
// arguments. As syntax does not tell these from an index, the element of a named
// variable is that variable: who asks for a function finds none.
func Generic(e ast.Expr) ast.Expr {
	e = ast.Unparen(e)
	switch x := e.(type) {
	case *ast.IndexExpr:
		switch y := ast.Unparen(x.X).(type) {
		case *ast.Ident, *ast.SelectorExpr:
			return y
		}
	case *ast.IndexListExpr:
		return ast.Unparen(x.X)
	}
	return e
}

// Func is the declared function or method that an expression names, or nil.
func Func(info *types.Info, e ast.Expr) *types.Func {
	id := Ident(e)
	if id == nil {
		return nil
	}
	f, _ := info.Uses[id].(*types.Func)
	return f
}

// Callee is the declared function or method that a call names, or nil: of an
// interface too, and with type arguments as they are there.
func Callee(info *types.Info, c *ast.CallExpr) *types.Func { return Func(info, c.Fun) }

// Arguments are what a call is called on, nil for a function's, and what it is
// handed. A method that is called as a function, T.Method(t, x), is called on the
// first.
func Arguments(info *types.Info, c *ast.CallExpr) (recv ast.Expr, args []ast.Expr) {
	sel, ok := Generic(c.Fun).(*ast.SelectorExpr)
	if !ok || info.Selections[sel] == nil {
		return nil, c.Args
	}
	if info.Selections[sel].Kind() == types.MethodExpr && len(c.Args) > 0 {
		return c.Args[0], c.Args[1:]
	}
	return sel.X, c.Args
}

// Statements is the list of statements that a block or a clause is, nil for what
// has none.
func Statements(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

// IsAbstract tells whether a function is an interface's method.
func IsAbstract(f *types.Func) bool {
	r := f.Signature().Recv()
	return r != nil && types.IsInterface(r.Type())
}

// Functions goes through the functions and methods of files that have a body, in
// the order of the source.
func Functions(info *types.Info, files []*ast.File) iter.Seq2[*types.Func, *ast.FuncDecl] {
	return func(yield func(*types.Func, *ast.FuncDecl) bool) {
		for _, file := range files {
			for _, d := range file.Decls {
				fd, ok := d.(*ast.FuncDecl)
				if !ok || fd.Body == nil {
					continue
				}
				if f, ok := info.Defs[fd.Name].(*types.Func); ok && !yield(f, fd) {
					return
				}
			}
		}
	}
}

// Globals goes through the package-level variables of files, in the order of the
// source, with the declarations that they stand in.
func Globals(info *types.Info, files []*ast.File) iter.Seq2[*types.Var, *ast.ValueSpec] {
	return func(yield func(*types.Var, *ast.ValueSpec) bool) {
		for _, file := range files {
			for _, d := range file.Decls {
				gd, ok := d.(*ast.GenDecl)
				if !ok || gd.Tok != token.VAR {
					continue
				}
				for _, s := range gd.Specs {
					spec := s.(*ast.ValueSpec)
					for _, id := range spec.Names {
						if v, ok := info.Defs[id].(*types.Var); ok && !yield(v, spec) {
							return
						}
					}
				}
			}
		}
	}
}

// Exprs are identifiers as expressions, as the left sides of a declaration.
func Exprs(ids []*ast.Ident) []ast.Expr {
	out := make([]ast.Expr, len(ids))
	for i, id := range ids {
		out[i] = id
	}
	return out
}

// Signature is that of what a call calls, nil where types are missing.
func Signature(info *types.Info, c *ast.CallExpr) *types.Signature {
	t := info.TypeOf(c.Fun)
	if t == nil {
		return nil
	}
	sig, _ := t.Underlying().(*types.Signature)
	return sig
}

// Var is the variable or field that an expression names, or nil.
func Var(info *types.Info, e ast.Expr) *types.Var {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, _ := info.Uses[e].(*types.Var)
		return v
	case *ast.SelectorExpr:
		v, _ := info.Uses[e.Sel].(*types.Var)
		return v
	}
	return nil
}

// GlobalVar is the package-level variable that an expression names, or nil.
func GlobalVar(info *types.Info, e ast.Expr) *types.Var {
	id := Ident(e)
	if id == nil {
		return nil
	}
	v, ok := info.Uses[id].(*types.Var)
	if !ok || v.IsField() || v.Pkg() == nil || v.Parent() != v.Pkg().Scope() {
		return nil
	}
	return v
}

// NeverReturns tells whether a function of a library ends the program or the
// goroutine.
func NeverReturns(f *types.Func) bool {
	return f.Pkg() != nil && know.Ends(f.Pkg().Path(), f.Name())
}

// EndsHere tells whether control goes no further than a call: panic, or a
// function that never returns.
func EndsHere(info *types.Info, c *ast.CallExpr) bool {
	id := Ident(c.Fun)
	if id == nil {
		return false
	}
	switch o := info.Uses[id].(type) {
	case *types.Builtin:
		return o.Name() == "panic"
	case *types.Func:
		return NeverReturns(o)
	}
	return false
}
