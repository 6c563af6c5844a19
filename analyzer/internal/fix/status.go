package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// pairs are the words by which names and texts speak of 401 and of 403.
var pairs = [][2]string{
	{"Unauthorized", "Forbidden"}, {"unauthorized", "forbidden"}, {"UNAUTHORIZED", "FORBIDDEN"},
	{"Unauthorised", "Forbidden"}, {"unauthorised", "forbidden"},
	{"Unauthenticated", "PermissionDenied"}, {"401", "403"},
}

// proxyPairs are those of 401 and of 407.
var proxyPairs = [][2]string{{"Unauthorized", "ProxyAuthRequired"}, {"401", "407"}}

// renamed are the names that stand for the other status, best first.
func renamed(name string, to int64) []string {
	var out []string
	list := pairs
	if to == 407 {
		list = proxyPairs
	}
	for _, p := range list {
		from, into := p[0], p[1]
		if to == 401 {
			from, into = into, from
		}
		if strings.Count(name, from) == 1 {
			if n := strings.Replace(name, from, into, 1); !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// A Swap is how an expression that stands for one status is made to stand for
// another.
type Swap struct {
	// StatusOf is the status that an object stands for or always answers.
	StatusOf func(types.Object) int64
	From, To int64
}

// Status replaces what chooses a status, and the same status and its text in
// the rest of the statement. The result is nil where nothing of the same kind
// stands for the other status.
func (m *Maker) Status(node ast.Expr, w Swap) []analysis.TextEdit {
	return m.tried(m.fileOf(node.Pos()), m.exchanged(node, w))
}

// StatusAndHeader is Status, and sets a header that the new status asks for, in
// one list of edits.
func (m *Maker) StatusAndHeader(node ast.Expr, w Swap, s Site, h Header) []analysis.TextEdit {
	edits := join(m.exchanged(node, w), m.set(s, h))
	if m.fileOf(node.Pos()) != m.fileOf(s.Node.Pos()) {
		return nil
	}
	return m.tried(m.fileOf(node.Pos()), edits)
}

// exchanged is Status without a trial.
func (m *Maker) exchanged(node ast.Expr, w Swap) []analysis.TextEdit {
	file := m.fileOf(node.Pos())
	if m.source(file) == nil {
		return nil
	}
	edits := m.swap(file, node, w)
	if edits == nil {
		return nil
	}
	path := pathTo(file, node)
	for i := len(path) - 1; i >= 0; i-- {
		switch st := path[i].(type) {
		case *ast.ExprStmt, *ast.ReturnStmt, *ast.AssignStmt, *ast.DeferStmt:
			return append(edits, m.texts(file, st, edits, w)...)
		case ast.Stmt, *ast.FuncLit:
			return edits
		}
	}
	return edits
}

// swap replaces an expression, or the part of it that names the status.
func (m *Maker) swap(file *ast.File, e ast.Expr, w Swap) []analysis.TextEdit {
	rename := func(id *ast.Ident, fits func(types.Object) bool, in func(string) types.Object) []analysis.TextEdit {
		for _, name := range renamed(id.Name, w.To) {
			if o := in(name); o != nil && fits(o) {
				return []analysis.TextEdit{{Pos: id.Pos(), End: id.End(), NewText: []byte(name)}}
			}
		}
		return nil
	}
	if m.IsStatus(e, w.From) {
		if lit, ok := ast.Unparen(e).(*ast.BasicLit); ok {
			return []analysis.TextEdit{{Pos: lit.Pos(), End: lit.End(), NewText: []byte(strconv.FormatInt(w.To, 10))}}
		}
		isTo := func(o types.Object) bool {
			c, ok := o.(*types.Const)
			return ok && m.standsFor(c.Val(), c.Type(), w.To) &&
				(types.Identical(c.Type(), m.info.TypeOf(e)) || !m.coded(c.Type()) && !m.coded(m.info.TypeOf(e)))
		}
		if id, in := m.lookup(e); id != nil {
			if edits := rename(id, isTo, in); edits != nil {
				return edits
			}
		}
		if !plain(e) || !m.integer(m.info.TypeOf(e)) || m.coded(m.info.TypeOf(e)) {
			return nil
		}
		// A constant that has no counterpart.
		p := &place{file: file, stmt: &ast.ExprStmt{X: e}}
		return []analysis.TextEdit{{Pos: e.Pos(), End: e.End(), NewText: []byte(m.statusName(p, nil, w.To, nil))}}
	}
	same := func(t types.Type) func(types.Object) bool {
		return func(o types.Object) bool {
			return types.Identical(o.Type(), t) && w.StatusOf != nil && w.StatusOf(o) == w.To
		}
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident, *ast.SelectorExpr:
		if id, in := m.lookup(x); id != nil {
			if edits := rename(id, same(m.info.TypeOf(id)), in); edits != nil {
				return edits
			}
			if name := m.counterpart(file, x, same(m.info.TypeOf(id)), w); name != "" {
				return []analysis.TextEdit{{Pos: x.Pos(), End: x.End(), NewText: []byte(name)}}
			}
		}
	case *ast.CompositeLit:
		id, in := m.lookup(x.Type)
		if id == nil {
			return nil
		}
		return rename(id, func(o types.Object) bool {
			t, ok := o.(*types.TypeName)
			return ok && types.Identical(t.Type().Underlying(), m.info.TypeOf(x).Underlying()) && w.StatusOf(t) == w.To
		}, in)
	case *ast.CallExpr:
		fun := ast.Unparen(x.Fun)
		id, in := m.lookup(fun)
		if id == nil {
			return nil
		}
		f, ok := m.info.Uses[id].(*types.Func)
		if !ok {
			return nil
		}
		if edits := rename(id, func(o types.Object) bool {
			g, ok := o.(*types.Func)
			return ok && sameSignature(f, g) && w.StatusOf(g) == w.To
		}, in); edits != nil {
			return edits
		}
		return m.inlined(file, x, f, w)
	}
	return nil
}

// counterpart names the one variable of this package, or of one that the file
// imports, that is called after the other status and stands for it.
func (m *Maker) counterpart(file *ast.File, e ast.Expr, fits func(types.Object) bool, w Swap) string {
	found := ""
	search := func(scope *types.Scope, qualifier string, exported bool) bool {
		for _, name := range scope.Names() {
			v, ok := scope.Lookup(name).(*types.Var)
			if !ok || exported && !v.Exported() || len(renamed(name, w.From)) == 0 || !fits(v) {
				continue
			}
			if found != "" {
				return false
			}
			found = qualifier + name
		}
		return true
	}
	if !search(m.pass.Pkg.Scope(), "", false) {
		return ""
	}
	for _, spec := range file.Imports {
		o := m.info.PkgNameOf(spec)
		if o == nil || m.importName(spec) == "" || !SameProject(o.Imported().Path(), m.pass.Pkg.Path()) {
			continue
		}
		if !search(o.Imported().Scope(), m.importName(spec)+".", true) {
			return ""
		}
	}
	if found == "" || !m.compiles(e.Pos(), found) {
		return ""
	}
	return found
}

func sameSignature(f, g *types.Func) bool {
	a, b := f.Signature(), g.Signature()
	return types.Identical(types.NewSignatureType(nil, nil, nil, a.Params(), a.Results(), a.Variadic()),
		types.NewSignatureType(nil, nil, nil, b.Params(), b.Results(), b.Variadic()))
}

// lookup is the name in an expression that is a name, a qualified name or a
// method, and where others of its kind are found.
func (m *Maker) lookup(e ast.Expr) (*ast.Ident, func(string) types.Object) {
	visible := func(o types.Object) bool { return o != nil && (o.Exported() || o.Pkg() == m.pass.Pkg) }
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		in := m.pass.Pkg.Scope().Innermost(x.Pos())
		if in == nil {
			return nil, nil
		}
		return x, func(name string) types.Object {
			if _, o := in.LookupParent(name, x.Pos()); visible(o) {
				return o
			}
			return nil
		}
	case *ast.SelectorExpr:
		if s := m.info.Selections[x]; s != nil {
			return x.Sel, func(name string) types.Object {
				if o, _, _ := types.LookupFieldOrMethod(s.Recv(), true, m.pass.Pkg, name); visible(o) {
					return o
				}
				return nil
			}
		}
		if o := m.info.Uses[x.Sel]; o != nil && o.Pkg() != nil {
			return x.Sel, func(name string) types.Object {
				if q := o.Pkg().Scope().Lookup(name); visible(q) {
					return q
				}
				return nil
			}
		}
	}
	return nil, nil
}

// texts are edits of what else in a statement says the status: the constant
// once more, the text that HTTP has for it, and what is called after it.
func (m *Maker) texts(file *ast.File, st ast.Node, done []analysis.TextEdit, w Swap) []analysis.TextEdit {
	var out []analysis.TextEdit
	add := func(edits []analysis.TextEdit) {
		if edits != nil && !Meet(edits, done) && !Meet(edits, out) {
			out = append(out, edits...)
		}
	}
	ast.Inspect(st, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectorExpr:
			if m.IsStatus(n, w.From) {
				add(m.swap(file, n, w))
				return false
			}
			add(m.named(n, w))
		case *ast.Ident:
			if m.IsStatus(n, w.From) {
				add(m.swap(file, n, w))
			} else {
				add(m.named(n, w))
			}
		case *ast.BasicLit:
			switch n.Kind {
			case token.INT:
				if m.IsStatus(n, w.From) && n.Value == strconv.FormatInt(w.From, 10) {
					add(m.swap(file, n, w))
				}
			case token.STRING:
				if s, err := strconv.Unquote(n.Value); err == nil {
					if t := otherText(s, w); t != "" {
						q := strings.Replace(n.Value, s, t, 1)
						add([]analysis.TextEdit{{Pos: n.Pos(), End: n.End(), NewText: []byte(q)}})
					}
				}
			}
		}
		return true
	})
	return out
}

// otherText is the text of the other status for one that is no more than the
// status's own; "" for any other text.
func otherText(s string, w Swap) string {
	if w.To == 407 {
		return "" // the texts of a 401 say as much of a proxy
	}
	code, word, ok := strings.Cut(s, " ")
	if !ok || code != strconv.FormatInt(w.From, 10) {
		code, word = "", s
	} else {
		code = strconv.FormatInt(w.To, 10) + " "
	}
	bare := strings.TrimRight(word, ".!\n")
	for _, p := range pairs[:5] {
		from, into := p[0], p[1]
		if w.To == 401 {
			from, into = into, from
		}
		if bare == from {
			return code + into + word[len(bare):]
		}
	}
	return ""
}
