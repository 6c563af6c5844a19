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
	g := m.graph(body)
	from, at := nodeOf(g, c)
	if from == nil {
		return true
	}
	return m.view(c).Sets(c.End(), from.Nodes[at].End()) || leads(from, at, m.setsWithin)
}

// setsAhead tells whether control may have set a challenge before it comes to a
// literal, in the function around it that a body is of.
func (m *machine) setsAhead(body *ast.BlockStmt, lit ast.Node) bool {
	g := m.graph(body)
	if from, _ := nodeOf(g, lit); from == nil {
		return true
	}
	holds := func(n ast.Node) bool { return n.Pos() <= lit.Pos() && lit.End() <= n.End() }
	for _, b := range g.Blocks {
		for i, n := range b.Nodes {
			if b.Live && m.setsWithin(n) && (holds(n) || leads(b, i, holds)) {
				return true
			}
		}
	}
	return false
}

// graph is the control flow of a body, without what it calls.
func (m *machine) graph(body *ast.BlockStmt) *cfg.CFG {
	return cfg.New(body, func(c *ast.CallExpr) bool { return !syntax.EndsHere(m.info(c), c) })
}

// leads tells whether control leads from a node of a block to one of some kind.
func leads(from *cfg.Block, at int, is func(ast.Node) bool) bool {
	if slices.ContainsFunc(from.Nodes[at+1:], is) {
		return true
	}
	seen := map[*cfg.Block]bool{}
	for todo := slices.Clone(from.Succs); len(todo) > 0; {
		b := todo[0]
		todo = todo[1:]
		if seen[b] {
			continue
		}
		seen[b] = true
		if slices.ContainsFunc(b.Nodes, is) {
			return true
		}
		todo = append(todo, b.Succs...)
	}
	return false
}

// nodeOf is where something stands in a graph, nil where control does not come to it.
func nodeOf(g *cfg.CFG, x ast.Node) (*cfg.Block, int) {
	for _, b := range g.Blocks {
		for i, n := range b.Nodes {
			if b.Live && n.Pos() <= x.Pos() && x.End() <= n.End() {
				return b, i
			}
		}
	}
	return nil, 0
}
