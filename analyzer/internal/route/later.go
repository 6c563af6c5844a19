package route

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// setsLater tells whether a function may set a challenge once a call in it has come
// back. A literal in it, around the call, is taken to run where it stands.
func (m *machine) setsLater(c *ast.CallExpr, fn ast.Node) bool {
	if !m.setsWithin(fn) {
		return false
	}
	for _, n := range slices.Backward(m.pathOf(c)) {
		var body *ast.BlockStmt
		switch n := n.(type) {
		case *ast.FuncLit:
			body = n.Body
		case *ast.FuncDecl:
			body = n.Body
		}
		if body != nil && (m.setsDeferred(body) || m.setsBehind(body, c)) {
			return true
		}
		if n == fn {
			break
		}
	}
	return false
}

// setsDeferred tells whether a body defers what sets a challenge.
func (m *machine) setsDeferred(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		d, ok := n.(*ast.DeferStmt)
		found = found || ok && m.setsWithin(d)
		return !found
	})
	return found
}

// setsBehind tells whether control leads from a call to what sets a challenge, in the
// function that a body is of.
func (m *machine) setsBehind(body *ast.BlockStmt, c *ast.CallExpr) bool {
	g := cfg.New(body, func(c *ast.CallExpr) bool { return !syntax.EndsHere(m.info(c), c) })
	from, at := nodeOf(g, c)
	if from == nil {
		return true
	}
	if m.view(c).Sets(c.End(), from.Nodes[at].End()) || slices.ContainsFunc(from.Nodes[at+1:], m.setsWithin) {
		return true
	}
	seen := map[*cfg.Block]bool{}
	for todo := from.Succs; len(todo) > 0; {
		b := todo[0]
		todo = todo[1:]
		if seen[b] {
			continue
		}
		seen[b] = true
		if slices.ContainsFunc(b.Nodes, m.setsWithin) {
			return true
		}
		todo = append(slices.Clip(todo), b.Succs...)
	}
	return false
}

// nodeOf is where a call stands in a graph, nil where control does not come to it.
func nodeOf(g *cfg.CFG, c *ast.CallExpr) (*cfg.Block, int) {
	for _, b := range g.Blocks {
		for i, n := range b.Nodes {
			if b.Live && n.Pos() <= c.Pos() && c.End() <= n.End() {
				return b, i
			}
		}
	}
	return nil, 0
}
