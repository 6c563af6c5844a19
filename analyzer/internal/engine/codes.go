package engine

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/errcode"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// idleCode tells whether the key of a table's row is a constant of this package
// that is nowhere used but to look it up: nobody here gives that code, so the
// row is no evidence that its status is sent.
func (p *pkg) idleCode(key ast.Expr) bool {
	c, ok := p.info.Uses[syntax.Ident(key)].(*types.Const)
	return ok && c.Pkg() == p.tpkg && !p.codes()[c]
}

// codes are the package's constants that are used otherwise than to be looked
// up: as the key of a table's row, or in a case of a switch.
func (p *pkg) codes() map[*types.Const]bool {
	if p.usedCodes != nil {
		return p.usedCodes
	}
	p.usedCodes = map[*types.Const]bool{}
	for _, f := range p.pass.Files {
		keys := map[*ast.Ident]bool{}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				keys[syntax.Ident(n.Key)] = true
			case *ast.CaseClause:
				for _, e := range n.List {
					keys[syntax.Ident(e)] = true
				}
			case *ast.Ident:
				if c, ok := p.info.Uses[n].(*types.Const); ok && c.Pkg() == p.tpkg && !keys[n] {
					p.usedCodes[c] = true
				}
			}
			return true
		})
	}
	return p.usedCodes
}

// codeChoices adds to the choices of a declaration the codes of errors that choose a
// status: those that are put into an error which is returned, or handed over with a
// response, and the calls of a function that does nothing else.
func codeChoices(p *pkg, file *ast.File, d ast.Decl, out []Choice) []Choice {
	ast.PreorderStack(d, []ast.Node{file}, func(n ast.Node, path []ast.Node) bool {
		path = append(path, n)
		e, ok := n.(ast.Expr)
		if !ok || looked(path) {
			return true
		}
		known := func(c Choice) bool { return c.Node.Pos() <= e.Pos() && e.Pos() < c.Node.End() }
		if st := codeStatus(p, e); st != 0 && codeLeaves(p, path, 0) && !slices.ContainsFunc(out, known) {
			out = append(out, Choice{Status: st, Node: e, Path: slices.Clone(path)})
			return false
		}
		return true
	})
	slices.SortFunc(out, func(a, b Choice) int { return cmp.Compare(a.Node.Pos(), b.Node.Pos()) })
	return out
}

// codeStatus is the 401 or 403 of a code, of an error that is made here, or of a call
// of a function of this package that only returns an error with one; or 0.
func codeStatus(p *pkg, e ast.Expr) int64 {
	if tv := p.info.Types[e]; tv.IsType() {
		return 0
	}
	if k := errcode.Code(p.info, e); k != nil && !p.roles.IsCode(k.Type()) {
		return p.errorCodes.Status(k)
	}
	if st := madeStatus(p, e); st != 0 {
		return st
	}
	c, ok := e.(*ast.CallExpr)
	if !ok {
		return 0
	}
	f := syntax.Callee(p.info, c)
	if f == nil || p.fns[f.Origin()] == nil || !fails(p.info.TypeOf(c)) {
		return 0
	}
	body := p.fns[f.Origin()].body.List
	if len(body) != 1 {
		return 0
	}
	ret, ok := body[0].(*ast.ReturnStmt)
	if !ok {
		return 0
	}
	for n := range ast.Preorder(ret) {
		e, _ := n.(ast.Expr)
		if c := errcode.Code(p.info, e); c != nil && p.errorCodes.Status(c) != 0 {
			return p.errorCodes.Status(c)
		}
		if st := madeStatus(p, e); st != 0 {
			return st
		}
	}
	return 0
}

// madeStatus is the 401 or 403 of the type of an error that is made by a literal or
// by a constructor, a function whose only result is of that type; or 0.
func madeStatus(p *pkg, e ast.Expr) int64 {
	switch e := e.(type) {
	case *ast.CompositeLit:
	case *ast.CallExpr:
		f := syntax.Callee(p.info, e)
		if f == nil || f.Signature().Recv() != nil || f.Signature().Results().Len() != 1 || f.Pkg() == nil {
			return 0
		}
	default:
		return 0
	}
	n := syntax.NamedOf(p.info.TypeOf(e))
	if n == nil || n.TypeArgs().Len() > 0 {
		return 0
	}
	return p.errorCodes.Status(n.Obj())
}

// fails tells whether a value, or the last of several, is an error.
func fails(t types.Type) bool {
	if tup, ok := t.(*types.Tuple); ok && tup.Len() > 0 {
		t = tup.At(tup.Len() - 1).Type()
	}
	return syntax.IsError(t)
}

// codeLeaves tells whether the last node of a path is a part of an error that leaves
// its function, by way of some local variables or none.
func codeLeaves(p *pkg, path []ast.Node, depth int) bool {
	last, _ := path[len(path)-1].(ast.Expr)
	failure := fails(p.info.TypeOf(last))
	for i := len(path) - 2; i > 0; i-- {
		e, _ := path[i+1].(ast.Expr)
		switch up := path[i].(type) {
		case *ast.KeyValueExpr, *ast.UnaryExpr, *ast.ParenExpr:
		case *ast.CompositeLit:
			t := p.info.TypeOf(up)
			failure = failure || t != nil && syntax.IsError(syntax.PointerTo(t))
		case *ast.SelectorExpr:
			// A method of an error adds to it.
			if c, ok := path[i-1].(*ast.CallExpr); !ok || !failure || c.Fun != up {
				return false
			}
		case *ast.CallExpr:
			if !slices.Contains(up.Args, e) && !(up.Fun == e && syntax.IsError(p.info.TypeOf(up))) {
				return false
			}
			failure = failure || syntax.IsError(p.info.TypeOf(up))
			if slices.ContainsFunc(up.Args, func(a ast.Expr) bool { t := p.info.TypeOf(a); return t != nil && p.roles.IsResponse(t) }) {
				return !besideStatus(p, up, e)
			}
		case *ast.ReturnStmt:
			return failure
		case *ast.ValueSpec:
			return depth < maxRenamed && len(up.Names) == 1 && variableLeaves(p, path[:i], p.info.Defs[up.Names[0]], depth+1)
		case *ast.AssignStmt:
			return depth < maxRenamed && len(up.Lhs) == 1 && variableLeaves(p, path[:i], p.info.ObjectOf(syntax.Ident(up.Lhs[0])), depth+1)
		default:
			return false
		}
	}
	return false
}

// maxRenamed bounds the variables that a code goes through.
const maxRenamed = 3

// variableLeaves is codeLeaves of a local variable, wherever the declaration uses it.
func variableLeaves(p *pkg, path []ast.Node, v types.Object, depth int) (leaves bool) {
	if v == nil || len(path) < 2 {
		return false
	}
	eachUse(p, path, v, func(path []ast.Node) bool {
		leaves = leaves || codeLeaves(p, path, depth)
		return !leaves
	})
	return leaves
}

// eachUse calls yield with the paths to where the declaration that a path leads into
// uses a variable, other than to compare or assign it, until yield returns false.
func eachUse(p *pkg, path []ast.Node, v types.Object, yield func([]ast.Node) bool) {
	more := true
	ast.PreorderStack(path[1], path[:1:1], func(n ast.Node, path []ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && more && p.info.Uses[id] == v {
			if path = append(path, n); !looked(path) {
				more = yield(path)
			}
		}
		return more
	})
}
