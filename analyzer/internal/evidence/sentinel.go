package evidence

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// returnedFor tells for what this package returns a package-level error, where
// neither its name nor its text says it: most of the places must tell, and all
// of these the same.
func (j *Judge) returnedFor(v *types.Var) (Finding, bool) {
	if m, ok := j.asked[v]; ok {
		return m.Finding, m.ok
	}
	j.asked[v] = reason{} // meanwhile
	f, ok := j.reasons(v)
	j.asked[v] = reason{f, ok}
	return f, ok
}

// A reason is what an error is returned for.
type reason struct {
	Finding
	ok bool
}

func (j *Judge) reasons(v *types.Var) (Finding, bool) {
	places := j.returns()[v]
	if len(places) > maxReturns {
		return Finding{}, false
	}
	var fs []Finding
	silent := 0
	for _, path := range places {
		o := j.tests(j.conditions(path), 1)
		switch {
		case o.mixed || len(o.fails) > 0 && agree(o.fails) == Silent:
			return Finding{}, false
		case len(o.fails) == 0:
			silent++
		default:
			fs = append(fs, o.fails...)
		}
	}
	if len(fs) == 0 || silent >= len(fs) || agree(fs) == Silent {
		return Finding{}, false
	}
	f := weakest(fs)
	f.Typed, f.Row = false, ""
	// Elsewhere it may stand for more.
	f.Strong = f.Strong && v.Pkg() == j.pkg || in(wordsUnauthorized, split(v.Name()))
	return f, true
}

// returns lists the places that return a package-level error, by the error.
func (j *Judge) returns() map[*types.Var][][]ast.Node {
	if j.returnPaths != nil {
		return j.returnPaths
	}
	j.returnPaths = map[*types.Var][][]ast.Node{}
	for _, f := range j.files {
		var path []ast.Node
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil {
				path = path[:len(path)-1]
				return true
			}
			path = append(path, n)
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			v, ok := j.info.Uses[id].(*types.Var)
			if ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() && isErr(v.Type()) && j.isReturned(path) {
				j.returnPaths[v] = append(j.returnPaths[v], append([]ast.Node(nil), path...))
			}
			return true
		})
	}
	return j.returnPaths
}

// isReturned tells whether the last node of a path is part of what a function
// returns, and not of a comparison.
func (j *Judge) isReturned(path []ast.Node) bool {
	for i := len(path) - 2; i >= 0; i-- {
		switch n := path[i].(type) {
		case *ast.ReturnStmt:
			return true
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				return false
			}
		case *ast.CallExpr:
			if f := syntax.Callee(j.info, n); f != nil && (isLike(f) || j.names.Of(f) == "errors.As") {
				return false
			}
		case *ast.FuncLit, *ast.FuncDecl, *ast.BlockStmt:
			return false
		}
	}
	return false
}
