package metamorphic

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Local takes expressions into variables: conditions, constant arguments, what
// a chained call is made on, and what is returned. One a statement, on the same
// line, because directives speak of lines.
var Local = &Transformation{Name: "expressions into variables", apply: within(local)}

func local(m *Module, s *Sites) Variant {
	names := m.namer()
	return m.each(func(p *Package, f *File) (edits []edit) {
		f.statements(s, func(stmt ast.Stmt) {
			x := p.candidate(stmt)
			if x == nil {
				return
			}
			name := names.next("v")
			declare, ok := p.declaration(name, x, stmt.Pos())
			if !s.count(ok) {
				return
			}
			from, to := f.offset(x.Pos()), f.offset(x.End())
			at := f.offset(stmt.Pos())
			var def Text
			def.written(declare, Place{f.Name, at})
			def.copied(f, from, to)
			def.written("; ", Place{f.Name, at})
			edits = append(edits, edit{at, at, def}, replace(f, from, to, name))
		})
		return edits
	})
}

// lists calls f with each list of statements in a declaration that has no
// nested ones which f was called with before.
func lists(d ast.Node, f func([]ast.Stmt)) {
	ast.Inspect(d, func(n ast.Node) bool {
		if list := syntax.Statements(n); len(list) > 0 {
			f(list)
		}
		return true
	})
}

// statements calls do with each statement of a list, in the declarations that may be
// changed.
func (f *File) statements(s *Sites, do func(ast.Stmt)) {
	for _, d := range f.AST.Decls {
		if s.free(d) {
			lists(d, func(list []ast.Stmt) {
				for _, stmt := range list {
					do(stmt)
				}
			})
		}
	}
}

// candidate is an expression of a statement that is evaluated first, or is a
// constant.
func (p *Package) candidate(stmt ast.Stmt) ast.Expr {
	switch stmt := stmt.(type) {
	case *ast.IfStmt:
		if _, trivial := ast.Unparen(stmt.Cond).(*ast.Ident); !trivial && stmt.Init == nil {
			return stmt.Cond
		}
	case *ast.ExprStmt:
		return p.inCall(stmt.X)
	case *ast.AssignStmt:
		if len(stmt.Rhs) == 1 {
			return p.inCall(stmt.Rhs[0])
		}
	case *ast.ReturnStmt:
		n := len(stmt.Results)
		if n == 0 {
			return nil
		}
		if n == 1 {
			if x := p.inCall(stmt.Results[0]); x != nil {
				return x
			}
		}
		last := stmt.Results[n-1]
		if _, tuple := p.TypesInfo.TypeOf(last).(*types.Tuple); tuple || slices.ContainsFunc(stmt.Results[:n-1], func(x ast.Expr) bool { return !simple(x) }) {
			return nil
		}
		if _, trivial := ast.Unparen(last).(*ast.Ident); !trivial {
			return last
		}
	}
	return nil
}

// simple tells whether an expression has the same value before and after
// another is evaluated that is no assignment: a variable might be changed by a
// call, so only constants and nil do.
func simple(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.BasicLit:
		return true
	case *ast.Ident:
		return x.Name == "nil" || x.Name == "true" || x.Name == "false"
	case *ast.CompositeLit:
		return len(x.Elts) == 0
	}
	return false
}

// inCall finds what a call is made on, if that is a call again, or a constant
// argument.
func (p *Package) inCall(x ast.Expr) ast.Expr {
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok || !p.TypesInfo.Types[call.Fun].IsValue() { // a builtin or a conversion
		return nil
	}
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
		if on, ok := sel.X.(*ast.CallExpr); ok && p.TypesInfo.Types[on.Fun].IsValue() {
			return on
		}
	}
	for _, arg := range call.Args {
		if p.TypesInfo.Types[arg].Value != nil {
			return arg
		}
	}
	return nil
}

// declaration is what stands before an expression to declare a variable of its
// type.
func (p *Package) declaration(name string, x ast.Expr, pos token.Pos) (string, bool) {
	tv := p.TypesInfo.Types[x]
	if tv.IsNil() || tv.Type == nil {
		return "", false
	}
	if tv.Value == nil || natural(x, tv.Type) {
		return name + " := ", true
	}
	text, ok := p.typeText(p.Types.Scope().Innermost(pos), pos, tv.Type)
	return "var " + name + " " + text + " = ", ok
}

// natural tells whether a variable that is declared with a constant has its
// type.
func natural(x ast.Expr, t types.Type) bool {
	b, ok := types.Unalias(t).(*types.Basic)
	if !ok {
		return false
	}
	switch lit, _ := ast.Unparen(x).(*ast.BasicLit); {
	case b.Kind() == types.Bool || b.Kind() == types.UntypedBool:
		return true
	case lit == nil:
		return false
	default:
		return lit.Kind == token.INT && b.Kind() == types.Int || lit.Kind == token.STRING && b.Kind() == types.String
	}
}
