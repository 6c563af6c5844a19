package fix

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// statusNames are the constants of net/http.
var statusNames = map[int64]string{401: "StatusUnauthorized", 403: "StatusForbidden", 407: "StatusProxyAuthRequired"}

// statusName is how a status is written in a file: as where it was chosen,
// else as the constant of a package that the file imports, else as a number. A
// code has no number: "" if the file has no constant for it.
func (m *Maker) statusName(p *place, chosen []token.Pos, status int64, of types.Type) string {
	if m.coded(of) {
		return m.codeName(p, chosen, status, of)
	}
	number := strconv.FormatInt(status, 10)
	for _, pos := range chosen {
		if pos < p.file.FileStart || p.file.FileEnd <= pos {
			continue
		}
		e := m.exprAt(p.file, pos)
		if e == nil || !m.IsStatus(e, status) {
			continue
		}
		if _, ok := e.(*ast.BasicLit); ok {
			return number
		}
		if text := types.ExprString(e); plain(e) && m.valueAt(p.stmt.Pos(), text) == number {
			return text
		}
	}
	literal := m.writesNumbers(p.file)
	for _, name := range m.imported(p.file, number, statusNames[status]) {
		if !literal && m.valueAt(p.stmt.Pos(), name) == number {
			return name
		}
	}
	return number
}

// codeName is how the code for a status is written in a file.
func (m *Maker) codeName(p *place, chosen []token.Pos, status int64, of types.Type) string {
	fits := func(text string) bool {
		tv, err := types.Eval(m.pass.Fset, m.pass.Pkg, p.stmt.Pos(), text)
		return err == nil && tv.Value != nil && types.Identical(tv.Type, of) && m.standsFor(tv.Value, of, status)
	}
	for _, pos := range chosen {
		if p.file.FileStart <= pos && pos < p.file.FileEnd {
			if e := m.exprAt(p.file, pos); e != nil && plain(e) && fits(types.ExprString(e)) {
				return types.ExprString(e)
			}
		}
	}
	for _, name := range m.imported(p.file, strconv.FormatInt(status, 10), "") {
		if fits(name) {
			return name
		}
	}
	return ""
}

// writesNumbers tells whether a file writes statuses as numbers and never as
// constants.
func (m *Maker) writesNumbers(file *ast.File) bool {
	numbers := false
	named := false
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if c, ok := m.info.Uses[n.Sel].(*types.Const); ok && strings.HasPrefix(c.Name(), "Status") {
				named = true
			}
		case *ast.CallExpr:
			for _, e := range n.Args {
				if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.INT && len(lit.Value) == 3 && strings.Trim(lit.Value[:1], "2345") == "" && m.rows(n) != nil {
					numbers = true
				}
			}
		}
		return !named
	})
	return numbers && !named
}

// exprAt is the largest constant expression that starts at a position.
func (m *Maker) exprAt(file *ast.File, pos token.Pos) ast.Expr {
	var found ast.Expr
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || found != nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		if e, ok := n.(ast.Expr); ok && e.Pos() == pos && m.info.Types[e].Value != nil {
			found = e
		}
		return true
	})
	return found
}

// valueAt is the constant that an expression is at a position.
func (m *Maker) valueAt(pos token.Pos, text string) string {
	tv, err := types.Eval(m.pass.Fset, m.pass.Pkg, pos, text)
	if err != nil || tv.Value == nil {
		return ""
	}
	if tv.Value.Kind() == constant.String {
		return constant.StringVal(tv.Value)
	}
	return tv.Value.ExactString()
}

// imported are the names that the models know for a constant, as a file can
// write them; those of net/http first, and fallback for it.
func (m *Maker) imported(file *ast.File, key, fallback string) []string {
	var out []string
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		name := m.importName(spec)
		if err != nil || name == "" {
			continue
		}
		if path == "net/http" && fallback != "" {
			out = append([]string{name + "." + fallback}, out...)
			continue
		}
		for _, f := range model.Builtin() {
			for _, full := range f.Names[key] {
				if q, ok := strings.CutPrefix(full, path+"."); ok && !strings.Contains(q, "/") {
					out = append(out, name+"."+q)
				}
			}
		}
	}
	return out
}

// importName is the name under which a file has an import, "" for none.
func (m *Maker) importName(spec *ast.ImportSpec) string {
	if o := m.info.PkgNameOf(spec); o != nil && o.Name() != "_" && o.Name() != "." {
		return o.Name()
	}
	return ""
}

// constants are those that are the name of a header.
type constants struct{ own, foreign []*types.Const }

// headerConstants finds the constants of the package, by name, and those of others that
// it uses, that are the name of a header.
func (m *Maker) headerConstants(header string) constants {
	if found, ok := m.headers[header]; ok {
		return found
	}
	is := func(c *types.Const) bool {
		return c.Val().Kind() == constant.String && strings.EqualFold(constant.StringVal(c.Val()), header)
	}
	var found constants
	scope := m.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		if c, ok := scope.Lookup(name).(*types.Const); ok && is(c) {
			found.own = append(found.own, c)
		}
	}
	seen := map[*types.Const]bool{}
	for _, o := range m.info.Uses {
		if c, ok := o.(*types.Const); ok && c.Pkg() != nil && c.Pkg() != m.pass.Pkg && !seen[c] && is(c) {
			seen[c] = true
			found.foreign = append(found.foreign, c)
		}
	}
	m.headers[header] = found
	return found
}

// headerName is how the name of a header is written in a file: by the constant
// that the package uses or has for it, or the framework's, else as a text.
func (m *Maker) headerName(p *place, header string) string {
	fits := func(text string) bool { return strings.EqualFold(m.valueAt(p.stmt.Pos(), text), header) }
	named := m.headerConstants(header)
	for _, c := range named.own {
		if fits(c.Name()) {
			return c.Name()
		}
	}
	// The last one in the order of names, so that the choice is always the same.
	used := ""
	for _, c := range named.foreign {
		for _, spec := range p.file.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil && path == c.Pkg().Path() && c.Exported() {
				if name := m.importName(spec); name != "" && name+"."+c.Name() > used && fits(name+"."+c.Name()) {
					used = name + "." + c.Name()
				}
			}
		}
	}
	if used != "" {
		return used
	}
	for _, name := range m.imported(p.file, header, "") {
		if fits(name) {
			return name
		}
	}
	return strconv.Quote(header)
}
