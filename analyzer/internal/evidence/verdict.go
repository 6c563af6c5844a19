package evidence

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

// Weigh tells what the branch of a place had found out that chose a status.
// The path leads from the file to the place, as engine.Choice has it.
func (j *Judge) Weigh(path []ast.Node, status int64) Verdict {
	place := path[len(path)-1]
	o := j.tests(engine.Tests(j.info, path), 0)
	v := Verdict{Key: aboutCallers(o.key)}
	c := agree(o.fails)
	text, plain, mixed := textClass(j.text(path, status))
	if o.mixed && o.parts != nil && !mixed && text != Policy {
		f := o.parts.lacking
		f.Known = true
		v.Part = &f
	}
	if len(o.fails) == 0 && !o.mixed && !mixed {
		if f, ok := j.spoken(path, text, plain, o.est); ok {
			o.fails = []Finding{f}
			c = f.class()
		}
	}
	if o.mixed || c == Silent {
		return v
	}
	f := weakest(o.fails)
	typed := f.Typed && text != Policy
	if mixed && !typed {
		return v
	}
	ws := split(j.funcName(place.Pos()))
	if in(wordsMachine, ws) {
		return v
	}
	switch c {
	case Authentication:
		if text == Authorization && !typed || text == Policy || j.fromForm(f) {
			return v
		}
		if in(wordsLogin, ws) && !in(wordsNoForm, j.allWords(f.Node)) {
			return v
		}
		v.High = f.Typed || f.Strong
	case Authorization:
		if text == Authentication && !typed || text == Policy {
			return v
		}
		v.High = (f.Typed || f.Strong) && (f.Known || o.est)
	case Policy:
		if text == Authentication || text == Authorization || j.readsCredential(place.Pos()) {
			return v
		}
		v.High = f.Typed || f.Strong
	case TakenBack:
		if strings.Contains(j.text(path, status), "invalid_token") {
			return v // RFC 6750 §3.1: the challenge says what is wrong
		}
		v.High = f.Typed || f.Strong
	}
	v.Class, v.Finding = c, f
	return v
}

// aboutCallers is a check's key where its name is about who asks and what they
// may, or empty: other checks mean another thing in each place.
func aboutCallers(key string) string {
	name, _, _ := strings.Cut(key[strings.LastIndexByte(key, '/')+1:], "@")
	name, _, _ = strings.Cut(name, "#")
	if i := strings.LastIndexByte(name, ')'); i >= 0 {
		name = name[i+1:] // of a method, not of what it belongs to
	}
	ws := split(name)
	if s := speak(ws); len(ws) == 0 || s.policy || in(wordsMaking, ws) || in(wordsTool, ws[len(ws)-1:]) || !s.credential && !s.right && !s.principal && !in(wordsMay, ws) {
		return ""
	}
	return key
}

// fromForm tells whether a finding is about a password that does not come with
// every request, as Basic credentials do: a login form asks for it, or the
// caller is known and types it once more.
func (j *Judge) fromForm(f Finding) bool {
	if !in(wordsTyped, append(split(f.What), j.allWords(f.Node)...)) {
		return false
	}
	fd := j.declOf(f.Node.Pos())
	return fd == nil || !in(wordsSent, j.allWords(fd))
}

// spoken is what only the text of the response says, where a condition that
// tells nothing leads to it. It counts at medium confidence, but for a plain
// text where the caller is known.
func (j *Judge) spoken(path []ast.Node, text Class, plain, known bool) (Finding, bool) {
	ts := engine.Tests(j.info, path)
	if len(ts) == 0 || ts[0].Early {
		return Finding{}, false
	}
	f := Finding{From: "the text of the response", Node: path[len(path)-1]}
	switch {
	case text == Authorization && known:
		f.Subject, f.Test, f.What, f.Strong = Principal, Attribute, lacksRight, plain
	case text == Authentication && !known && j.overCredential(ts[0].Cond):
		f.Subject, f.Test, f.What = Credential, Rejected, credRejected
	default:
		return Finding{}, false
	}
	return f, true
}

// overCredential tells whether a condition looks at the error of a call that
// is named after a credential, or handed one.
func (j *Judge) overCredential(cond ast.Expr) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || !isErr(j.info.TypeOf(id)) {
			return !found
		}
		for _, o := range j.origins(id, id.Pos()) {
			if c, ok := ast.Unparen(o.expr).(*ast.CallExpr); ok {
				ws := identWords(c)
				k := speak(ws)
				found = found || k.credential && !k.right && !k.policy && !in(wordsOneTime, ws) && !in(wordsTyped, ws)
			}
		}
		return !found
	})
	return found
}

// weakest is the finding that holds a verdict together: the first that is
// neither typed nor strong, else the first.
func weakest(fs []Finding) Finding {
	for _, f := range fs {
		if !f.Typed && !f.Strong {
			return f
		}
	}
	for _, f := range fs {
		if !f.Known {
			return f
		}
	}
	return fs[0]
}

// readsCredential tells whether the function around a position looks at
// anything that names a credential.
func (j *Judge) readsCredential(pos token.Pos) bool {
	fd := j.declOf(pos)
	if fd == nil {
		return true
	}
	found := false
	ast.Inspect(fd, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			ws := split(n.Name)
			found = found || in(wordsCredential, ws) || in(wordsReads, ws)
		case *ast.BasicLit:
			found = found || n.Kind == token.STRING && strings.EqualFold(n.Value, `"authorization"`)
		}
		return !found
	})
	return found
}

// text is what the response and the error at a place say: constant strings,
// and the names of constants, in the statement and the branch it stands in.
func (j *Judge) text(path []ast.Node, status int64) string {
	var b strings.Builder
	seen := map[ast.Node]bool{}
	if j.restates(path[len(path)-1], status) {
		seen[path[len(path)-1]] = true
	}
	var visit func(n ast.Node, depth int)
	visit = func(n ast.Node, depth int) {
		if seen[n] {
			return
		}
		seen[n] = true
		ast.Inspect(n, func(m ast.Node) bool {
			if m != n && seen[m] {
				return false
			}
			switch m := m.(type) {
			case *ast.FuncLit:
				return false
			case *ast.CallExpr:
				if isLog(m) {
					return false
				}
			case *ast.BasicLit:
				if m.Kind == token.STRING {
					if v := j.constOf(m); v != nil {
						b.WriteString(constant.StringVal(v) + " | ")
					}
				}
			case *ast.Ident:
				switch o := j.info.Uses[m].(type) {
				case *types.Const:
					if o.Val().Kind() == constant.String && o.Pkg() != nil && !isStd(o.Pkg().Path()) {
						b.WriteString(constant.StringVal(o.Val()) + " | " + strings.Join(split(o.Name()), " ") + " | ")
					} else if o.Pkg() != nil && !isStd(o.Pkg().Path()) {
						b.WriteString(strings.Join(split(o.Name()), " ") + " | ")
					}
				case *types.Var:
					if depth == 0 && !o.IsField() && isErr(o.Type()) {
						for _, q := range j.origins(m, m.Pos()) {
							if c, ok := ast.Unparen(q.expr).(*ast.CallExpr); ok && q.of == 1 {
								if f := j.static(c); f != nil && (f.FullName() == "errors.New" || f.FullName() == "fmt.Errorf" || strings.HasPrefix(f.Name(), "New")) {
									visit(c, 1)
								}
							}
						}
					}
					if o.Parent() != nil && o.Pkg() != nil && o.Parent() == o.Pkg().Scope() {
						b.WriteString(strings.Join(split(o.Name()), " ") + " | " + j.errorText(o) + " | ")
					}
				}
			}
			return true
		})
	}
	for i := len(path) - 1; i > 0; i-- {
		if st, ok := path[i].(ast.Stmt); ok {
			visit(st, 0)
			switch up := path[i-1].(type) {
			case *ast.BlockStmt:
				if _, ok := path[max(i-2, 0)].(*ast.IfStmt); ok && len(up.List) <= 5 {
					visit(up, 0)
				}
			case *ast.CaseClause:
				if len(up.Body) <= 5 {
					for _, s := range up.Body {
						visit(s, 0)
					}
				}
			}
			break
		}
	}
	return b.String()
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
	for _, p := range []string{"Log", "Debug", "Info", "Warn", "Print", "Trace"} {
		if strings.HasPrefix(sel.Sel.Name, p) {
			return true
		}
	}
	return in(wordsLog, identWords(sel.X))
}
