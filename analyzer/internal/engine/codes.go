package engine

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

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
// response.
func codeChoices(p *pkg, file *ast.File, d ast.Decl, out []Choice) []Choice {
	ast.PreorderStack(d, []ast.Node{file}, func(n ast.Node, path []ast.Node) bool {
		path = append(path, n)
		e, ok := n.(ast.Expr)
		if !ok || looked(path) {
			return true
		}
		if k, ok := p.info.Uses[syntax.Ident(e)].(*types.Const); ok {
			known := func(c Choice) bool { return c.Node.Pos() <= e.Pos() && e.Pos() < c.Node.End() }
			if st := p.errorCodes.Status(k); st != 0 && !p.roles.IsCode(k.Type()) && codeLeaves(p, path) && !slices.ContainsFunc(out, known) {
				out = append(out, Choice{Status: st, Node: e, Path: slices.Clone(path)})
			}
			return false
		}
		return true
	})
	slices.SortFunc(out, func(a, b Choice) int { return cmp.Compare(a.Node.Pos(), b.Node.Pos()) })
	return out
}

// codeLeaves tells whether the last node of a path is a part of an error that leaves
// its function.
func codeLeaves(p *pkg, path []ast.Node) bool {
	failure := false
	for i := len(path) - 2; i > 0; i-- {
		e, _ := path[i+1].(ast.Expr)
		switch up := path[i].(type) {
		case *ast.KeyValueExpr, *ast.UnaryExpr, *ast.ParenExpr:
		case *ast.CompositeLit:
			t := p.info.TypeOf(up)
			failure = failure || t != nil && syntax.IsError(syntax.PointerTo(t))
		case *ast.CallExpr:
			if !slices.Contains(up.Args, e) {
				return false
			}
			failure = failure || syntax.IsError(p.info.TypeOf(up))
			if slices.ContainsFunc(up.Args, func(a ast.Expr) bool { t := p.info.TypeOf(a); return t != nil && p.roles.IsResponse(t) }) {
				return true
			}
		case *ast.ReturnStmt:
			return failure
		default:
			return false
		}
	}
	return false
}
