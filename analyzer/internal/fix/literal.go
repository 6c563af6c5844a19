package fix

import (
	"go/ast"
	"go/types"
	"go/version"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// field adds the header to a literal that answers and has a map for headers,
// as a value that a framework sends. It stands behind the field that holds the
// status.
func (m *Maker) field(s Site, h Header) []analysis.TextEdit {
	if call, ok := s.Node.(*ast.CallExpr); ok {
		lit := m.returnedLiteral(call)
		if lit == nil || m.fileOf(lit.Pos()) != m.fileOf(call.Pos()) {
			return nil
		}
		return m.field(Site{Node: lit}, h)
	}
	n := s.Node
	if u, ok := n.(*ast.UnaryExpr); ok {
		n = u.X
	}
	lit, ok := n.(*ast.CompositeLit)
	file := m.fileOf(s.Node.Pos())
	src := m.source(file)
	if !ok || src == nil || len(lit.Elts) == 0 {
		return nil
	}
	t := m.info.TypeOf(lit)
	if t == nil {
		return nil
	}
	path := m.headersOf(syntax.Deref(t))
	if path == nil {
		return nil
	}
	name, typ := path[len(path)-1].Name(), path[len(path)-1].Type()
	in, way := holder(lit, path)
	if in == nil || len(in.Elts) == 0 || hasKey(in, name) {
		return nil
	}
	if !s.Always && !m.chosenIn(lit, s) {
		return m.keptLiteral(s, h, in, name, typ)
	}
	if len(way) > 1 && version.Compare(m.info.FileVersions[file], "go1.27") < 0 {
		return nil // a promoted field is no key yet
	}
	lit = in
	var after ast.Expr
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return nil
		}
		if after == nil && (m.IsStatus(kv.Value, h.Status) || strings.Contains(strings.ToLower(types.ExprString(kv.Key)), "status")) {
			after = kv
		}
	}
	if after == nil {
		after = lit.Elts[len(lit.Elts)-1]
	}
	p := &place{file: file, stmt: &ast.ExprStmt{X: lit}}
	text, ok := m.mapOf(p, typ, h)
	if !ok || !m.compiles(lit.Pos(), text) {
		return nil
	}
	text = name + ": " + text
	if src.file.Line(lit.Lbrace) == src.file.Line(lit.Rbrace) {
		return []analysis.TextEdit{{Pos: after.End(), End: after.End(), NewText: []byte(", " + text)}}
	}
	before, _ := src.line(after.Pos())
	_, rest := src.line(after.End())
	if strings.TrimSpace(before) != "" || !strings.HasPrefix(rest, ",") {
		return nil
	}
	at := after.End() + 1
	return []analysis.TextEdit{{Pos: at, End: at, NewText: []byte(src.eol() + src.indent(after.Pos()) + text + ",")}}
}

// returnedLiteral is the literal that is all that a function of this package
// returns first.
func (m *Maker) returnedLiteral(call *ast.CallExpr) ast.Node {
	f := syntax.Callee(m.info, call)
	if f == nil || f.Pkg() != m.pass.Pkg {
		return nil
	}
	fd := m.declOf(f)
	if fd == nil || fd.Body == nil {
		return nil
	}
	var found ast.Node
	returns := 0
	for r := range syntax.Returns(fd.Body) {
		returns++
		if len(r.Results) > 0 {
			found = r.Results[0]
		}
	}
	if returns != 1 {
		return nil
	}
	lit := found
	if u, ok := lit.(*ast.UnaryExpr); ok {
		lit = u.X
	}
	if _, ok := lit.(*ast.CompositeLit); !ok {
		return nil
	}
	return found
}

// keptResponses are names for a response that was returned at once.
var keptResponses = []string{"resp", "response", "res", "answer"}

// keptLiteral keeps a literal that was returned at once in a variable, sets the
// header under a check of its status, and returns the variable.
func (m *Maker) keptLiteral(s Site, h Header, lit *ast.CompositeLit, field string, typ types.Type) []analysis.TextEdit {
	p := m.place(s.Node)
	if p == nil {
		return nil
	}
	src := m.source(p.file)
	st, ok := p.stmt.(*ast.ReturnStmt)
	if head, _ := src.line(p.stmt.Pos()); !ok || strings.Trim(head, " \t") != "" || st.Results[0] != s.Node {
		return nil
	}
	if !m.quiet(st.Results[1:]) {
		return nil
	}
	var status *ast.Ident
	var of types.Type
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return nil
		}
		id, ok := kv.Key.(*ast.Ident)
		if !ok {
			return nil
		}
		if field := strings.ToLower(id.Name); m.integer(m.info.TypeOf(kv.Value)) && (strings.Contains(field, "status") || field == "code") {
			status, of = id, m.info.TypeOf(kv.Value)
		}
	}
	value, ok := m.mapOf(p, typ, h)
	if status == nil || !ok || !m.compiles(st.Pos(), value) {
		return nil
	}
	asked := m.statusName(p, s.Chosen, h.Status, of)
	return m.keep(p, s.Node, keptResponses, func(name string) []string {
		return []string{"if " + name + "." + status.Name + " == " + asked + " {", "\t" + name + "." + field + " = " + value, "}"}
	})
}

// headersOf is the way to the field of a struct that has a response's header:
// its own, or one of a struct that it embeds.
func (m *Maker) headersOf(t types.Type) []*types.Var {
	if _, ok := t.Underlying().(*types.Struct); !ok {
		return nil
	}
	for _, name := range []string{"Headers", "Header"} {
		path := syntax.FieldPath(t, m.pass.Pkg, name)
		whole := len(path) > 0 && !path[len(path)-1].Embedded()
		for _, v := range path {
			_, ptr := v.Type().Underlying().(*types.Pointer)
			whole = whole && !ptr // which may be nil
		}
		if whole {
			return path
		}
	}
	return nil
}

// holder is the literal that the field at the end of a path is a key of: one
// inside, where that is written out, with the rest of the path. It is nil where
// the struct around the field is no literal.
func holder(lit *ast.CompositeLit, path []*types.Var) (in *ast.CompositeLit, rest []*types.Var) {
	for len(path) > 1 {
		i := slices.IndexFunc(lit.Elts, func(e ast.Expr) bool { return keyed(e, path[0].Name()) })
		if i < 0 {
			break
		}
		inner, ok := ast.Unparen(lit.Elts[i].(*ast.KeyValueExpr).Value).(*ast.CompositeLit)
		if !ok {
			return nil, nil
		}
		lit, path = inner, path[1:]
	}
	return lit, path
}

// hasKey tells whether a literal has a key.
func hasKey(lit *ast.CompositeLit, key string) bool {
	return slices.ContainsFunc(lit.Elts, func(e ast.Expr) bool { return keyed(e, key) })
}

// keyed tells whether an element of a literal has that key.
func keyed(e ast.Expr, key string) bool {
	kv, ok := e.(*ast.KeyValueExpr)
	if !ok {
		return false
	}
	id, ok := kv.Key.(*ast.Ident)
	return ok && id.Name == key
}

// HasHeaders tells whether a literal is one of a struct that has a response's
// header.
func (m *Maker) HasHeaders(lit *ast.CompositeLit) bool {
	t := m.info.TypeOf(lit)
	if t == nil {
		return false
	}
	return m.headersOf(syntax.Deref(t)) != nil
}

// chosenIn tells whether the status is chosen inside a literal.
func (m *Maker) chosenIn(lit *ast.CompositeLit, s Site) bool {
	for _, pos := range s.Chosen {
		if pos < lit.Pos() || lit.End() <= pos {
			return false
		}
	}
	return len(s.Chosen) > 0
}

// mapOf is a map with the header, as a file writes its type.
func (m *Maker) mapOf(p *place, t types.Type, h Header) (string, bool) {
	u, ok := t.Underlying().(*types.Map)
	if !ok {
		return "", false
	}
	if b, ok := u.Key().Underlying().(*types.Basic); !ok || b.Kind() != types.String {
		return "", false
	}
	key, value := m.headerName(p, h.Name), h.Value
	switch e := u.Elem().Underlying().(type) {
	case *types.Basic:
		if e.Kind() != types.String {
			return "", false
		}
	case *types.Interface:
		if !e.Empty() {
			return "", false
		}
	case *types.Slice:
		if b, ok := e.Elem().Underlying().(*types.Basic); !ok || b.Kind() != types.String {
			return "", false
		}
		// The map is sent as it is: the name must be in its canonical form.
		key, value = strconv.Quote(canonical(h.Name)), "{"+h.Value+"}"
	default:
		return "", false
	}
	known := true
	text := types.TypeString(t, func(pkg *types.Package) string {
		if pkg == m.pass.Pkg {
			return ""
		}
		for _, spec := range p.file.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil && path == pkg.Path() {
				if name := m.importName(spec); name != "" {
					return name
				}
			}
		}
		known = false
		return ""
	})
	text = strings.ReplaceAll(text, "interface{}", "any")
	return text + "{" + key + ": " + value + "}", known
}

// canonical is the form of a header's name in which net/http keeps it.
func canonical(name string) string {
	if name == "WWW-Authenticate" {
		return "Www-Authenticate"
	}
	return name
}
