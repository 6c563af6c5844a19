package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Header is a header to set on a response.
type Header struct {
	Name   string
	Value  string // as Go code
	Status int64  // the status that asks for it
	// More are values for lines of their own. Where a response takes one line
	// only, they follow the value behind commas.
	More []string
}

// joined is the header with all its values in one line.
func (h Header) joined() Header {
	all := append([]string{h.Value}, h.More...)
	var texts []string
	for _, code := range all {
		if text, err := strconv.Unquote(code); err == nil {
			texts = append(texts, text)
		}
	}
	h.More = nil
	if len(texts) == len(all) && len(all) > 1 {
		h.Value = Quote(strings.Join(texts, ", "))
	} else {
		h.Value = strings.Join(all, ` + ", " + `)
	}
	return h
}

// A Site is what answers.
type Site struct {
	Node   ast.Node
	Always bool        // always with the status at hand
	Wiped  bool        // a header that was set before it does not leave
	Shared bool        // a caller may have set the header already
	Chosen []token.Pos // where the status was chosen
	// Param is the parameter that brings the status, and Path leads to it.
	Param *types.Var
	Path  string
	// Sends says which parts of what a call is given are the response and its
	// status.
	Sends func(*ast.CallExpr) (resp, status engine.Part, ok bool)
}

// Set sets a header right before what answers, on a line of its own; after it,
// where it wipes what was set before and sends nothing yet. Where other
// statuses leave there too, the line stands under a check of the status. The
// result is nil where no edit is surely safe.
func (m *Maker) Set(s Site, h Header) []analysis.TextEdit {
	return m.tried(m.fileOf(s.Node.Pos()), m.set(s, h))
}

// set is Set without a trial.
func (m *Maker) set(s Site, h Header) []analysis.TextEdit {
	if edits := m.field(s, h.joined()); m.tried(m.fileOf(s.Node.Pos()), slices.Clone(edits)) != nil {
		return edits
	}
	p := m.place(s.Node)
	if p == nil {
		return nil
	}
	to, ok := m.response(p, s)
	if !ok {
		return m.kept(p, s, h.joined())
	}
	pos := p.stmt.Pos()
	if to.adder() == "" {
		h = h.joined()
	}
	written := func(code, value string) string {
		return fill(code, to.expr, m.headerName(p, h.Name), value)
	}
	line := written(to.code, h.Value)
	lines := []string{line}
	for _, value := range h.More {
		lines = append(lines, written(to.adder(), value))
	}
	if !m.compiles(pos, lines...) {
		return nil
	}
	if m.setAlready(p, line) {
		if s.Wiped && !p.later && m.buffered(s.Node, to) && (s.Always || m.constantStatus(s, h.Status)) {
			return m.behind(p)
		}
		return nil
	}
	if p.later {
		switch {
		case !s.Always && !m.constantStatus(s, h.Status) || s.Wiped:
			return nil
		case m.constantArgs(s.Node):
			return m.deferred(p, lines)
		case m.left(p):
			return m.before(p, lines)
		}
		return nil
	}
	bare := lines
	var more []analysis.TextEdit
	unset := ""
	if s.Shared {
		if to.getter() == "" {
			return nil
		}
		if unset = written(to.getter(), "") + ` == ""`; !m.compiles(pos, unset) {
			return nil
		}
		lines = under(unset, bare)
		unset = " && " + unset
	}
	if !s.Always && !m.constantStatus(s, h.Status) {
		st, ok := m.status(p, s)
		if !ok {
			return nil
		}
		name := m.statusName(p, s.Chosen, h.Status, st.of)
		if name == "" {
			return nil
		}
		cond := st.text + " == " + name
		if st.hoisted == nil && !m.compiles(pos, cond) {
			return nil
		}
		if !m.decided(p, st.text, h.Status) {
			lines = under(cond+unset, bare)
		}
		if st.hoisted != nil {
			lines = append([]string{st.names + " := " + m.source(p.file).of(st.hoisted)}, lines...)
			more = append(more, analysis.TextEdit{Pos: st.hoisted.Pos(), End: st.hoisted.End(), NewText: []byte(st.names)})
		}
	}
	if s.Wiped {
		if !m.buffered(s.Node, to) || more != nil {
			return nil
		}
		return m.after(p, lines)
	}
	edits := m.before(p, lines)
	if edits == nil || more != nil && edits[0].Pos != edits[0].End {
		return nil
	}
	return append(edits, more...)
}

// decided tells whether a place stands in the branch of one status: in the
// clause of a switch over it, or under a comparison.
func (m *Maker) decided(p *place, status string, want int64) bool {
	s := m.source(p.file)
	same := func(e ast.Expr) bool {
		if e == nil || s.of(e) != status {
			return false
		}
		root := e
		for sel, ok := root.(*ast.SelectorExpr); ok; sel, ok = root.(*ast.SelectorExpr) {
			root = sel.X
		}
		id, ok := root.(*ast.Ident)
		if !ok {
			return false
		}
		v, ok := m.info.Uses[id].(*types.Var)
		return ok && !m.Changes(p.block, v)
	}
	for i := len(p.path) - 1; i > 1; i-- {
		switch n := p.path[i].(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		case *ast.CaseClause:
			if sw, ok := p.path[i-2].(*ast.SwitchStmt); ok && same(sw.Tag) && len(n.List) == 1 && m.IsStatus(n.List[0], want) {
				return true
			}
		case *ast.BlockStmt:
			if f, ok := p.path[i-1].(*ast.IfStmt); ok && f.Body == n {
				if c, ok := f.Cond.(*ast.BinaryExpr); ok && c.Op == token.EQL && same(c.X) && m.IsStatus(c.Y, want) {
					return true
				}
			}
		}
	}
	return false
}

// under puts lines under a condition.
func under(cond string, lines []string) []string {
	out := []string{"if " + cond + " {"}
	for _, line := range lines {
		out = append(out, "\t"+line)
	}
	return append(out, "}")
}

// setAlready tells whether the statement before a place sets the same header,
// maybe under a check: then there is more to it than the analysis sees, and the
// same edit once more would not help.
func (m *Maker) setAlready(p *place, line string) bool {
	list := syntax.Statements(p.block)
	i := slices.Index(list, p.stmt)
	setter, _, _ := strings.Cut(line, "`")
	setter, _, _ = strings.Cut(setter, ", ")
	return i > 0 && strings.Contains(m.source(p.file).of(list[i-1]), setter)
}

// buffered tells whether a response is one of a framework that sends nothing
// before the handler returns, and whether what answers leaves it at that.
func (m *Maker) buffered(n ast.Node, to target) bool {
	if c, ok := n.(*ast.CallExpr); ok {
		for _, r := range m.rows(c) {
			if r.Clear && r.Verb == model.Send {
				return false
			}
		}
	}
	return to.framework != nil && to.framework.Commit == model.AtReturn
}

// left tells whether a function returns right after the statement of a place,
// with no call on the way.
func (m *Maker) left(p *place) bool {
	list := syntax.Statements(p.block)
	i := slices.Index(list, p.stmt)
	if i < 0 {
		return false
	}
	if i == len(list)-1 {
		fd, ok := p.fn().(*ast.FuncDecl)
		return ok && fd.Body == p.block
	}
	st, ok := list[i+1].(*ast.ReturnStmt)
	return ok && m.quiet(st.Results)
}

// constantArgs tells whether the arguments of a call are the same at any time.
func (m *Maker) constantArgs(n ast.Node) bool {
	c, ok := n.(*ast.CallExpr)
	return ok && !slices.ContainsFunc(c.Args, func(e ast.Expr) bool {
		if m.info.Types[e].Value != nil {
			return false
		}
		id, ok := e.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := m.info.Uses[id].(*types.Var)
		return !ok || v.Kind() != types.ParamVar || m.assigned(v)
	})
}

// assigned tells whether a parameter gets another value than its first.
func (m *Maker) assigned(v *types.Var) bool {
	file := m.fileOf(v.Pos())
	return file == nil || m.Changes(file, v)
}

// rows are those of the call that a model has.
func (m *Maker) rows(c *ast.CallExpr) []model.Row {
	switch f := syntax.Generic(c.Fun).(type) {
	case *ast.Ident:
		if fn, ok := m.info.Uses[f].(*types.Func); ok {
			return m.table.Rows(fn.Origin().FullName())
		}
	case *ast.SelectorExpr:
		fn, ok := m.info.Uses[f.Sel].(*types.Func)
		if !ok {
			return nil
		}
		if s := m.info.Selections[f]; s != nil {
			t := s.Recv()
			for _, i := range s.Index() {
				if n := syntax.NamedOf(t); n != nil && n.Obj().Pkg() != nil {
					full := n.Obj().Pkg().Path() + "." + n.Obj().Name()
					for _, name := range []string{"(*" + full + ")." + fn.Name(), "(" + full + ")." + fn.Name()} {
						if r := m.table.Rows(name); r != nil {
							return r
						}
					}
				}
				st, ok := syntax.Deref(t).Underlying().(*types.Struct)
				if !ok || i >= st.NumFields() {
					break
				}
				t = st.Field(i).Type()
			}
		}
		if r := m.table.Rows(fn.Origin().FullName()); r != nil {
			return r
		}
		if fn.Name() == "WriteHeader" && len(c.Args) == 1 {
			return m.table.Rows("(net/http.ResponseWriter).WriteHeader")
		}
	}
	return nil
}
