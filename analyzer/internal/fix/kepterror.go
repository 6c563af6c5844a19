package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// keptNames are names for an error that is made where it was returned at once.
var keptNames = []string{"err", "denied", "authErr", "unauthorized"}

// kept keeps an error that brings headers along, as connect's, in a variable
// first, sets the header on it, and returns it then. Where it is in a variable
// already, the line stands behind that.
func (m *Maker) kept(p *place, s Site, h Header) []analysis.TextEdit {
	e, ok := s.Node.(ast.Expr)
	if !ok || p.later || !s.Always && !m.constantStatus(s, h.Status) {
		return nil
	}
	t := m.info.TypeOf(e)
	i, ok := m.idiom(t)
	if !ok || !syntax.IsError(t) {
		return nil
	}
	line := func(name string) string {
		return fill(i.code, name, m.headerName(p, h.Name), h.Value)
	}
	src := m.source(p.file)
	head, _ := src.line(p.stmt.Pos())
	if strings.Trim(head, " \t") != "" {
		return nil
	}
	if id, ok := e.(*ast.Ident); ok {
		if v, ok := m.info.Uses[id].(*types.Var); !ok || v.Parent() == m.pass.Pkg.Scope() {
			return nil
		}
		return m.before(p, []string{line(id.Name)})
	}
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return nil
	}
	switch st := p.stmt.(type) {
	case *ast.ReturnStmt:
		n := len(st.Results)
		if n == 0 || st.Results[n-1] != call || !m.quiet(st.Results[:n-1]) {
			return nil
		}
		return m.keep(p, call, keptNames, func(name string) []string { return []string{line(name)} })
	case *ast.AssignStmt:
		if len(st.Lhs) != 1 || len(st.Rhs) != 1 || st.Rhs[0] != call {
			return nil
		}
		id, ok := st.Lhs[0].(*ast.Ident)
		if !ok || id.Name == "_" {
			return nil
		}
		v, ok := m.info.ObjectOf(id).(*types.Var)
		if !ok || !types.Identical(v.Type(), t) {
			return nil // as an error it has no headers
		}
		if _, tail := src.line(st.End()); strings.TrimSpace(tail) != "" {
			return nil
		}
		return []analysis.TextEdit{{Pos: st.End(), End: st.End(), NewText: []byte(src.eol() + src.indent(st.Pos()) + line(id.Name))}}
	}
	return nil
}

// keep keeps what a statement returns in a variable first, and has lines that
// speak of it run before the variable is returned.
func (m *Maker) keep(p *place, result ast.Node, list []string, lines func(name string) []string) []analysis.TextEdit {
	name := m.unused(p, list)
	if name == "" {
		return nil
	}
	src := m.source(p.file)
	newline := src.eol() + src.indent(p.stmt.Pos())
	back := src.slice(p.stmt.Pos(), result.Pos()) + name
	return []analysis.TextEdit{
		{Pos: p.stmt.Pos(), End: result.Pos(), NewText: []byte(name + " := ")},
		{Pos: result.End(), End: result.End(), NewText: []byte(newline + strings.Join(append(lines(name), back), newline))},
	}
}

// quiet tells whether expressions do nothing when they are evaluated.
func (m *Maker) quiet(es []ast.Expr) bool {
	return !slices.ContainsFunc(es, func(e ast.Expr) bool { return !plain(e) && !m.steadyConstant(e) })
}

// unused is the first of some names that means nothing yet at a place and in
// the function around it, "" for none.
func (m *Maker) unused(p *place, list []string) string {
	fn := p.fn()
	in := m.pass.Pkg.Scope().Innermost(p.stmt.Pos())
	if fn == nil || in == nil {
		return ""
	}
	used := map[string]bool{}
	ast.Inspect(fn, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			used[id.Name] = true
		}
		return true
	})
	for _, name := range list {
		if _, o := in.LookupParent(name, token.NoPos); o == nil && !used[name] {
			return name
		}
	}
	return ""
}
