package evidence

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// maxAnswer bounds the statements of a branch, or of a function that answers,
// that are read as one text.
const maxAnswer = 5

// isAnswer tells whether statements are so few. Those in a row on what one variable
// holds, as on a response whose headers, status and body are set, are one.
func isAnswer(j *Judge, list []ast.Stmt) bool {
	n, last := 0, (*types.Var)(nil)
	for _, st := range list {
		var e ast.Expr
		switch st := st.(type) {
		case *ast.ExprStmt:
			e = st.X
		case *ast.AssignStmt:
			e = st.Rhs[0]
		}
		id := root(e)
		if only := j.defs.Only(id); only != nil {
			id = root(only)
		}
		on, _ := j.info.Uses[id].(*types.Var)
		if (on == nil || on != last) && (e == nil || j.constOf(e) == nil) {
			n, last = n+1, on
		}
	}
	return n <= maxAnswer
}

// text is what the response and the error at a place say: constant strings,
// and the names of constants, in the statement and the branch it stands in, and
// in the function of this package that it calls.
func (j *Judge) text(path []ast.Node, status int64) string { return j.read(path, status, false) }

// read is text, with or without the names.
func (j *Judge) read(path []ast.Node, status int64, nameless bool) string {
	place := path[len(path)-1]
	r := reader{j: j, status: status, nameless: nameless, seen: map[ast.Node]bool{}}
	if j.restates(place, status) {
		r.seen[place] = true
	}
	for i := len(path) - 1; i > 0; i-- {
		if st, ok := path[i].(ast.Stmt); ok {
			r.visit(st, 0)
			_, branch := path[max(i-2, 0)].(*ast.IfStmt)
			_, clause := path[i-1].(*ast.CaseClause)
			if list := syntax.Statements(path[i-1]); (branch || clause) && isAnswer(j, list) {
				r.list(list)
			}
			break
		}
	}
	if c, ok := place.(*ast.CallExpr); ok {
		if f := syntax.Callee(j.info, c); f != nil {
			if fd := j.decls[f.Origin()]; fd != nil && isAnswer(j, fd.Body.List) {
				r.called = true
				r.list(fd.Body.List)
			}
		}
	}
	return r.String()
}

// A reader collects what code says.
type reader struct {
	strings.Builder
	j      *Judge
	status int64
	seen   map[ast.Node]bool
	called bool // a function is read that the place calls

	nameless bool // names say nothing
}

func (r *reader) say(texts ...string) {
	for _, t := range texts {
		r.WriteString(t + " | ")
	}
}

func (r *reader) list(stmts []ast.Stmt) {
	for _, s := range stmts {
		r.visit(s, 0)
	}
}

func (r *reader) visit(n ast.Node, depth int) {
	if r.seen[n] {
		return
	}
	r.seen[n] = true
	ast.Inspect(n, func(m ast.Node) bool {
		if m != n && r.seen[m] {
			return false
		}
		switch m := m.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			return !isLog(m)
		case *ast.SelectorExpr:
			return !r.called || !r.j.restates(m, r.status)
		case *ast.BasicLit:
			if m.Kind == token.STRING {
				if v := r.j.constOf(m); v != nil {
					r.say(constant.StringVal(v))
				}
			}
		case *ast.Ident:
			if !r.called || !r.j.restates(m, r.status) {
				r.name(m, depth)
			}
		}
		return true
	})
}

// name reads what a constant or a variable says.
func (r *reader) name(id *ast.Ident, depth int) {
	j := r.j
	switch o := j.info.Uses[id].(type) {
	case *types.Const:
		if o.Pkg() == nil || j.isStd(o.Pkg().Path()) {
			return
		}
		if o.Val().Kind() == constant.String {
			r.say(constant.StringVal(o.Val()))
		}
		if !r.nameless {
			r.say(strings.Join(split(o.Name()), " "))
		}
	case *types.Var:
		if depth == 0 && !o.IsField() && syntax.IsError(o.Type()) {
			for _, q := range j.defs.Of(id, id.Pos()) {
				if c, ok := ast.Unparen(q.Expr).(*ast.CallExpr); ok && q.Of == 1 {
					if f := syntax.Callee(j.info, c); f != nil && (makesError(f) || strings.HasPrefix(f.Name(), "New")) {
						r.visit(c, 1)
					}
				}
			}
		}
		if lit, ok := j.defs.Only(id).(*ast.BasicLit); ok {
			r.visit(lit, 1)
		}
		if o.Parent() != nil && o.Pkg() != nil && o.Parent() == o.Pkg().Scope() {
			if !r.nameless {
				r.say(strings.Join(split(o.Name()), " "))
			}
			r.say(j.errorText(o))
		}
	}
}

// restates tells whether a place names the status by a constant, or an error
// whose text says no more than its status does, wherever it is used.
func (j *Judge) restates(n ast.Node, status int64) bool {
	var id *ast.Ident
	switch n := n.(type) {
	case *ast.Ident:
		id = n
	case *ast.SelectorExpr:
		id = n.Sel
	default:
		return false
	}
	if _, ok := j.info.Uses[id].(*types.Const); ok {
		return true // it is the status
	}
	v, ok := j.info.Uses[id].(*types.Var)
	if !ok || v.Pkg() == nil || v.Parent() != v.Pkg().Scope() {
		return false
	}
	c := j.Says(v)
	return c == Silent || status == 401 && c == Authentication || status == 403 && c == Authorization
}

// isLog tells whether a call's name says that it only writes a log.
func isLog(c *ast.CallExpr) bool {
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	return in(wordsLog, identWords(sel.X)) || slices.ContainsFunc([]string{"Log", "Debug", "Info", "Warn", "Print", "Trace"}, func(p string) bool { return strings.HasPrefix(sel.Sel.Name, p) })
}

// NamesScope tells whether what a caller lacks is a scope, by what survives
// another name: a constant that is compared, the claim that a field is read
// from (RFC 8693 §4.2), or what the response says.
func (j *Judge) NamesScope(path []ast.Node, f Finding, status int64) bool {
	ws := split(j.read(path, status, true))
	ast.Inspect(f.Node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if s := j.info.Selections[n]; s != nil && s.Kind() == types.FieldVal {
				ws = append(ws, split(tagOf(s))...)
			}
		case ast.Expr:
			if v := j.constOf(n); v != nil && v.Kind() == constant.String {
				ws = append(ws, split(constant.StringVal(v))...)
			}
		}
		return true
	})
	return slices.ContainsFunc(ws, func(w string) bool { return w == "scope" || w == "scopes" || w == "scp" })
}

// tagOf is the tag of a field.
func tagOf(s *types.Selection) string {
	t, tag := s.Recv(), ""
	for _, n := range s.Index() {
		st, ok := syntax.Deref(t).Underlying().(*types.Struct)
		if !ok {
			return ""
		}
		t, tag = st.Field(n).Type(), st.Tag(n)
	}
	return tag
}
