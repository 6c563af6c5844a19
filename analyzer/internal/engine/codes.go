package engine

import (
	"go/ast"
	"go/types"

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
