package fix

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// pathTo is what a node stands in, outermost first; it ends with the node.
func pathTo(file *ast.File, node ast.Node) []ast.Node {
	path := syntax.PathTo(file, node.Pos())
	return path[:slices.Index(path, node)+1]
}

// A place is the statement that a node is part of, where another can stand
// before it.
type place struct {
	file  *ast.File
	path  []ast.Node // to the node
	stmt  ast.Stmt   // of the list, or the one behind a label
	block ast.Node   // what has the list
	bare  bool       // the node is evaluated first, or all there is
	later bool       // the node is the call that a defer statement names
}

// place finds the statement of a node. There is none where the node is
// evaluated only sometimes, so that a statement before it would do too much,
// and where no list of statements is around.
func (m *Maker) place(node ast.Node) *place {
	file := m.fileOf(node.Pos())
	if m.source(file) == nil {
		return nil
	}
	p := &place{file: file, path: pathTo(file, node)}
	for i := len(p.path) - 1; i > 0; i-- {
		n := p.path[i]
		switch up := p.path[i-1].(type) {
		case *ast.BlockStmt:
			p.stmt, p.block = n.(ast.Stmt), up
		case *ast.CaseClause:
			s, ok := n.(ast.Stmt)
			if !ok {
				return nil
			}
			p.stmt, p.block = s, up
		case *ast.CommClause:
			if n == up.Comm {
				return nil
			}
			p.stmt, p.block = n.(ast.Stmt), up
		case *ast.LabeledStmt:
			switch n.(type) {
			case *ast.ExprStmt, *ast.ReturnStmt, *ast.AssignStmt:
				p.stmt, p.block = n.(ast.Stmt), up
			default:
				return nil // the label has to stay at it
			}
		case *ast.BinaryExpr:
			if n == up.Y && (up.Op == token.LAND || up.Op == token.LOR) {
				return nil
			}
		case *ast.IfStmt:
			if n == up.Else || n == up.Body {
				return nil
			}
		case *ast.ForStmt:
			if n != up.Init {
				return nil
			}
		case *ast.RangeStmt:
			if n != up.X {
				return nil
			}
		case *ast.DeferStmt:
			if up.Call != node {
				return nil
			}
			p.later = true
		case *ast.GoStmt:
			return nil
		}
		if p.stmt != nil {
			p.bare = whole(p.stmt, node)
			return p
		}
	}
	return nil
}

// whole tells whether a statement does nothing but evaluate a node.
func whole(stmt ast.Stmt, node ast.Node) bool {
	only := func(es []ast.Expr) bool { return len(es) == 1 && es[0] == node }
	switch s := stmt.(type) {
	case *ast.ExprStmt:
		return s.X == node
	case *ast.ReturnStmt:
		return only(s.Results)
	case *ast.AssignStmt:
		for _, e := range s.Lhs {
			if _, ok := e.(*ast.Ident); !ok {
				return false
			}
		}
		return only(s.Rhs)
	case *ast.IfStmt:
		return s.Init != nil && whole(s.Init, node)
	}
	return false
}

// fn is the innermost function around the place.
func (p *place) fn() ast.Node {
	for i := len(p.path) - 1; i >= 0; i-- {
		switch p.path[i].(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			return p.path[i]
		}
	}
	return nil
}

// meansNext tells whether a comment means the line below it: a line put between
// would take it away.
func meansNext(c *ast.Comment) bool {
	if _, ok := ast.ParseDirective(c.Slash, c.Text); ok {
		return true
	}
	text := strings.TrimSpace(strings.TrimPrefix(c.Text, "//"))
	word := text[:len(text)-len(strings.TrimLeft(text, "#abcdefghijklmnopqrstuvwxyz"))] // of "nolint:errcheck" too
	return word == "nolint" || word == "#nosec"
}

// before puts lines before the statement of a place. An indented line is
// written with tabs in front.
func (m *Maker) before(p *place, lines []string) []analysis.TextEdit {
	s := m.source(p.file)
	eol := s.eol()
	head, _ := s.line(p.stmt.Pos())
	if strings.Trim(head, " \t") != "" {
		return m.unfold(p, lines)
	}
	at := p.stmt.Pos()
	for _, g := range p.file.Comments {
		last := g.List[len(g.List)-1]
		if s.file.Line(last.End())+1 == s.file.Line(at) && meansNext(last) {
			if above, _ := s.line(last.Pos()); strings.Trim(above, " \t") != "" {
				break // it ends another statement
			}
			at = last.Pos()
			break
		}
	}
	indent := s.indent(at)
	text := strings.Join(lines, eol+indent) + eol + indent
	return []analysis.TextEdit{{Pos: at, End: at, NewText: []byte(text)}}
}

// Above puts a comment on the line above the one that a node stands on, where
// a statement starts on it.
func (m *Maker) Above(node ast.Node, comment string) []analysis.TextEdit {
	p := m.place(node)
	if p == nil {
		return nil
	}
	s := m.source(p.file)
	head, _ := s.line(p.stmt.Pos())
	if strings.Trim(head, " \t") != "" || s.file.Line(p.stmt.Pos()) != s.file.Line(node.Pos()) {
		return nil
	}
	return m.tried(p.file, []analysis.TextEdit{{Pos: p.stmt.Pos(), End: p.stmt.Pos(), NewText: []byte(comment + s.eol() + head)}})
}

// unfold writes a block that stands on one line on several, with lines before
// the statement of the place.
func (m *Maker) unfold(p *place, lines []string) []analysis.TextEdit {
	s := m.source(p.file)
	b, ok := p.block.(*ast.BlockStmt)
	if !ok || s.file.Line(b.Lbrace) != s.file.Line(b.Rbrace) {
		return nil
	}
	for _, g := range p.file.Comments {
		if b.Lbrace < g.Pos() && g.End() <= b.Rbrace {
			return nil
		}
	}
	indent := s.eol() + s.indent(b.Lbrace)
	var text strings.Builder
	for _, st := range b.List {
		if st == p.stmt {
			for _, l := range lines {
				text.WriteString(indent + "\t" + l)
			}
		}
		text.WriteString(indent + "\t" + s.of(st))
	}
	text.WriteString(indent)
	return []analysis.TextEdit{{Pos: b.Lbrace + 1, End: b.Rbrace, NewText: []byte(text.String())}}
}

// after puts lines after the statement of a place, a plain call on lines of
// its own.
func (m *Maker) after(p *place, lines []string) []analysis.TextEdit {
	s := m.source(p.file)
	if _, ok := p.stmt.(*ast.ExprStmt); !ok || !p.bare {
		return nil
	}
	head, _ := s.line(p.stmt.Pos())
	_, tail := s.line(p.stmt.End())
	tail = strings.TrimSpace(tail)
	if strings.Trim(head, " \t") != "" || tail != "" && !strings.HasPrefix(tail, "//") {
		return nil
	}
	eol, indent := s.eol(), s.indent(p.stmt.Pos())
	_, rest := s.line(p.stmt.End())
	at := p.stmt.End() + token.Pos(len(rest))
	return []analysis.TextEdit{{Pos: at, End: at, NewText: []byte(eol + indent + strings.Join(lines, eol+indent))}}
}

// behind moves the statement above that of a place behind it, where it stands
// on a line of its own.
func (m *Maker) behind(p *place) []analysis.TextEdit {
	s := m.source(p.file)
	list := syntax.Statements(p.block)
	st, ok := list[slices.Index(list, p.stmt)-1].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, ok := st.X.(*ast.CallExpr)
	if !ok || slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return !plain(e) && m.info.Types[e].Value == nil }) {
		return nil
	}
	head, _ := s.line(st.Pos())
	_, tail := s.line(st.End())
	next := st.End() + token.Pos(len(tail)+len(s.eol()))
	edits := m.after(p, []string{s.of(st)})
	if edits == nil || strings.Trim(head, " \t") != "" || strings.TrimSpace(tail) != "" || next > p.stmt.Pos() {
		return nil
	}
	return append([]analysis.TextEdit{{Pos: st.Pos() - token.Pos(len(head)), End: next}}, edits...)
}

// deferred makes a deferred call one of a closure that runs lines first.
func (m *Maker) deferred(p *place, lines []string) []analysis.TextEdit {
	s := m.source(p.file)
	d, ok := p.stmt.(*ast.DeferStmt)
	if !ok || strings.Contains(s.of(d.Call), "\n") {
		return nil
	}
	if head, _ := s.line(d.Pos()); strings.Trim(head, " \t") != "" {
		return nil
	}
	indent := s.eol() + s.indent(d.Pos())
	return []analysis.TextEdit{
		{Pos: d.Call.Pos(), End: d.Call.Pos(), NewText: []byte("func() {" + indent + "\t" + strings.Join(lines, indent+"\t") + indent + "\t")},
		{Pos: d.Call.End(), End: d.Call.End(), NewText: []byte(indent + "}()")},
	}
}
