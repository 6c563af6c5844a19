package rule

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/know"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Proxies answer without a response writer: with an *http.Response of their own,
// or with the bytes of one on a connection. Nothing flows there that the engine
// would follow, so what is looked at is what one function shows: the literal,
// what sets its header, and where it goes.

// An ownResponse is a response that a function makes and answers with.
type ownResponse struct {
	status int64
	at     ast.Node // where it is reported
	how    string
	set    bool     // it has a challenge, or may have one
	value  ast.Expr // where its challenge stands, if that is a constant
	text   string   // of the challenge
}

// missingOwn finds responses of one's own without a challenge.
func missingOwn(p *Package) []analysis.Diagnostic {
	var out []analysis.Diagnostic
	for _, r := range p.ownResponses() {
		if name, rfc := header(r.status); !r.set {
			out = append(out, diagnostic(idMissing, r.at, "%d [missing-challenge]: %s in %s has no %s: set a challenge in its header (%s)", r.status, r.how, p.enclosing(r.at.Pos()), name, rfc))
		}
	}
	return out
}

// invalidOwn finds malformed challenges in responses of one's own.
func invalidOwn(p *Package) []analysis.Diagnostic {
	var out []analysis.Diagnostic
	for _, r := range p.ownResponses() {
		if r.value == nil {
			continue
		}
		if qs := challenge.Check(r.text, int(r.status)); len(qs) > 0 {
			write := ""
			if fixed := p.named(qs[0].Fixed, r.text); fixed != "" {
				write = ": write " + fixed
			}
			out = append(out, diagnostic(idInvalid, r.value, "challenge [invalid-challenge]: %s%s (%s; %s)", qs[0].Text, write, qs[0].RFC, qs[0].Clients))
		}
	}
	return out
}

// An ownReader reads the responses that the functions of a package make.
type ownReader struct {
	*Package
	defs *syntax.Definitions
}

// given is what an expression stands for: that of a variable that only it gives
// a value.
func (p *ownReader) given(e ast.Expr) ast.Expr {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		if only := p.defs.Only(id); only != nil {
			return only
		}
	}
	return ast.Unparen(e)
}

// textOf is the constant text that an expression stands for.
func (p *ownReader) textOf(e ast.Expr) (string, bool) {
	v := p.Pass.TypesInfo.Types[p.given(e)].Value
	if v == nil || v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}

func (pkg *Package) ownResponses() []ownResponse {
	p := &ownReader{pkg, syntax.NewDefinitions(pkg.Pass.Pkg, pkg.Pass.TypesInfo, pkg.Pass.Files)}
	var out []ownResponse
	for _, f := range p.Pass.Files {
		if p.skip(f) {
			continue
		}
		ast.PreorderStack(f, nil, func(n ast.Node, path []ast.Node) bool {
			path = append(path, n)
			switch n := n.(type) {
			case *ast.CompositeLit:
				if r, ok := p.literalResponse(n, path); ok {
					out = append(out, r)
				}
			case *ast.CallExpr:
				r, ok := p.writtenResponse(n)
				if !ok {
					r, ok = p.madeResponse(n, path)
				}
				if ok {
					out = append(out, r)
				}
			}
			return true
		})
	}
	return out
}

// literalResponse reads a literal of http.Response: one that is written to a
// connection, or a 407 that a function returns which is handed a request. Who
// returns a 401 may stand for another server, as a RoundTripper does.
func (p *ownReader) literalResponse(lit *ast.CompositeLit, path []ast.Node) (ownResponse, bool) {
	if n, ok := types.Unalias(p.Pass.TypesInfo.TypeOf(lit)).(*types.Named); !ok || n.Obj().Pkg() == nil || n.Obj().Pkg().Path() != "net/http" || n.Obj().Name() != "Response" {
		return ownResponse{}, false
	}
	r := ownResponse{}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return r, false
		}
		if v := p.Pass.TypesInfo.Types[p.given(kv.Value)].Value; types.ExprString(kv.Key) == "StatusCode" && v != nil && v.Kind() == constant.Int {
			r.status, _ = constant.Int64Val(v)
		}
	}
	p.readStatus(&r, path)
	if r.status != 401 && r.status != 407 {
		return r, false
	}
	for _, e := range lit.Elts {
		if kv := e.(*ast.KeyValueExpr); types.ExprString(kv.Key) == "Header" {
			p.readHeader(&r, kv.Value)
		}
	}
	return r, p.goesOut(&r, lit, path)
}

// madeResponse reads a response that a library makes.
func (p *ownReader) madeResponse(c *ast.CallExpr, path []ast.Node) (ownResponse, bool) {
	f := syntax.Callee(p.Pass.TypesInfo, c)
	if f == nil {
		return ownResponse{}, false
	}
	i, ok := know.Response(f)
	if !ok || i >= len(c.Args) {
		return ownResponse{}, false
	}
	r := ownResponse{}
	if v := p.Pass.TypesInfo.Types[p.given(c.Args[i])].Value; v != nil && v.Kind() == constant.Int {
		r.status, _ = constant.Int64Val(v)
	}
	return r, (r.status == 401 || r.status == 407) && p.goesOut(&r, c, path)
}

// readHeader reads the challenge off the literal of a header, and off what is
// done with the variable that keeps it; of another expression nothing is known.
func (p *ownReader) readHeader(r *ownResponse, e ast.Expr) {
	name, _ := header(r.status)
	if id, ok := ast.Unparen(e).(*ast.Ident); ok && p.given(e) != e {
		v, isVar := p.Pass.TypesInfo.ObjectOf(id).(*types.Var)
		r.set = !isVar || v.Kind() != types.LocalVar
		p.eachUse(v, id, func(use *ast.Ident, path []ast.Node) {
			r.set = r.set || p.Pass.TypesInfo.Defs[use] == nil && !p.setsOther(path, name)
		})
	}
	switch h := p.given(e).(type) {
	case *ast.CompositeLit:
		for _, el := range h.Elts {
			kv, ok := el.(*ast.KeyValueExpr)
			if !ok || !p.namesHeader(kv.Key, name) {
				r.set = r.set || !ok || !p.setsAnother(kv.Key, name)
				continue
			}
			r.set = true
			if vs, ok := p.given(kv.Value).(*ast.CompositeLit); ok && len(vs.Elts) == 1 {
				if text, ok := p.textOf(vs.Elts[0]); ok {
					r.value, r.text = p.given(vs.Elts[0]), text
				}
			}
		}
	case *ast.CallExpr:
		id, ok := ast.Unparen(h.Fun).(*ast.Ident)
		r.set = r.set || !ok || id.Name != "make"
	default:
		r.set = true
	}
}

func (p *ownReader) namesHeader(e ast.Expr, name string) bool {
	text, ok := p.textOf(e)
	return ok && strings.EqualFold(text, name)
}

// setsAnother tells whether a field has a name that is known, and no challenge's.
func (p *ownReader) setsAnother(e ast.Expr, name string) bool {
	_, ok := p.textOf(e)
	return ok && !p.namesHeader(e, name)
}

// goesOut tells whether a response is answered with, and where.
func (p *ownReader) goesOut(r *ownResponse, made ast.Expr, path []ast.Node) bool {
	r.at, r.how = made, "the response that is returned"
	if _, ok := around(path).(*ast.ReturnStmt); ok {
		return r.status == 407 && p.answersRequests(path)
	}
	v, id := p.keeper(path)
	return v != nil && p.followsOwn(r, v, id, path)
}

// around is what a literal or a call at the end of a path is a part of.
func around(path []ast.Node) ast.Node {
	if u, ok := path[len(path)-2].(*ast.UnaryExpr); ok && u.Op == token.AND {
		return path[len(path)-3]
	}
	return path[len(path)-2]
}

// keeper is the variable that a response at the end of a path is assigned to,
// and the name that does it, or nil.
func (p *ownReader) keeper(path []ast.Node) (*types.Var, *ast.Ident) {
	a, ok := around(path).(*ast.AssignStmt)
	if !ok || len(a.Lhs) != 1 {
		return nil, nil
	}
	id, _ := a.Lhs[0].(*ast.Ident)
	if id == nil {
		return nil, nil
	}
	v, _ := p.Pass.TypesInfo.ObjectOf(id).(*types.Var)
	return v, id
}

// readStatus reads the status that a response is given by an assignment, if
// that is the only one; where there are several it is unknown.
func (p *ownReader) readStatus(r *ownResponse, path []ast.Node) {
	v, def := p.keeper(path)
	if v == nil {
		return
	}
	p.eachUse(v, def, func(_ *ast.Ident, now []ast.Node) {
		sel, _ := now[len(now)-2].(*ast.SelectorExpr)
		if sel == nil || sel.Sel.Name != "StatusCode" {
			return
		}
		a, ok := now[len(now)-3].(*ast.AssignStmt)
		if !ok || !slices.Contains(a.Lhs, ast.Expr(sel)) {
			return
		}
		n := int64(-1)
		if c := p.Pass.TypesInfo.Types[p.given(a.Rhs[0])].Value; r.status == 0 && len(a.Rhs) == 1 && len(a.Lhs) == 1 && c != nil {
			n, _ = constant.Int64Val(c)
		}
		r.status = n
	})
}

// answersRequests tells whether the function around the end of a path is handed
// a request, and does not send requests itself.
func (p *ownReader) answersRequests(path []ast.Node) bool {
	for _, n := range slices.Backward(path) {
		var ft *ast.FuncType
		switch n := n.(type) {
		case *ast.FuncLit:
			ft = n.Type
		case *ast.FuncDecl:
			if n.Name.Name == "RoundTrip" || n.Name.Name == "Do" {
				return false
			}
			ft = n.Type
		default:
			continue
		}
		return slices.ContainsFunc(ft.Params.List, func(f *ast.Field) bool {
			t := p.Pass.TypesInfo.TypeOf(f.Type)
			return t != nil && t.String() == "*net/http.Request"
		})
	}
	return false
}

// followsOwn looks at all uses of the variable that keeps a response: where it
// is written or returned, and whether its header is set. Any other use may set
// it.
func (p *ownReader) followsOwn(r *ownResponse, v *types.Var, def *ast.Ident, path []ast.Node) bool {
	out := false
	name, _ := header(r.status)
	p.eachUse(v, def, func(use *ast.Ident, now []ast.Node) {
		sel, _ := now[len(now)-2].(*ast.SelectorExpr)
		up := now[max(len(now)-3, 0)]
		switch c, called := up.(*ast.CallExpr); {
		case sel == nil && p.Pass.TypesInfo.Defs[use] == v: // a named result
			out = out || r.status == 407 && p.answersRequests(path)
		case sel == nil:
			_, returned := now[len(now)-2].(*ast.ReturnStmt)
			out = out || returned && r.status == 407 && p.answersRequests(path)
			r.set = r.set || !returned
		case sel.Sel.Name == "Write" && called && c.Fun == sel:
			r.at, r.how, out = c, "the response that is written", true
		case sel.Sel.Name == "Header":
			r.set = r.set || !p.setsOther(now[:len(now)-1], name)
		}
	})
	return out
}

// eachUse visits the uses of a variable in the declaration around one of them,
// but for that one, each with the path to it.
func (p *ownReader) eachUse(v *types.Var, but *ast.Ident, visit func(*ast.Ident, []ast.Node)) {
	ast.PreorderStack(p.declAt(but.Pos()), nil, func(n ast.Node, path []ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id != but && p.Pass.TypesInfo.ObjectOf(id) == v {
			visit(id, append(path, n))
		}
		return true
	})
}

// setsOther tells whether the header at the end of a path is given another
// field than a challenge: h.Set(key, value), h.Add, or h[key] = value.
func (p *ownReader) setsOther(path []ast.Node, name string) bool {
	if len(path) < 4 {
		return false
	}
	switch up := path[len(path)-2].(type) {
	case *ast.SelectorExpr:
		c, ok := path[len(path)-3].(*ast.CallExpr)
		return ok && len(c.Args) > 0 && p.setsAnother(c.Args[0], name)
	case *ast.IndexExpr:
		return p.setsAnother(up.Index, name)
	}
	return false
}

// rawResponse tells whether a text is the head of a response that wants a
// challenge, and gives its fields.
func rawResponse(text string) (status int64, head string, ok bool) {
	text, _, ok = strings.Cut(text, "\r\n\r\n")
	line, _, _ := strings.Cut(text, "\r\n")
	version, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(rest, " ")
	switch {
	case !ok || version != "HTTP/1.0" && version != "HTTP/1.1":
		return 0, "", false
	case code == "401":
		status = 401
	case code == "407":
		status = 407
	default:
		return 0, "", false
	}
	return status, text[len(line):], true
}

// challengeLine is the value of the challenge among fields, or empty.
func challengeLine(head string, status int64) string {
	name, _ := header(status)
	for line := range strings.SplitSeq(head, "\r\n") {
		if k, v, ok := strings.Cut(line, ":"); ok && strings.EqualFold(k, name) {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// writers are the names of what writes bytes or text.
var writers = []string{"Write", "WriteString", "Fprint", "Fprintf"}

// writtenResponse reads the head of a response that a call writes.
func (p *ownReader) writtenResponse(c *ast.CallExpr) (ownResponse, bool) {
	f := syntax.Callee(p.Pass.TypesInfo, c)
	if f == nil || !slices.Contains(writers, f.Name()) {
		return ownResponse{}, false
	}
	for _, a := range c.Args {
		if conv, ok := p.given(a).(*ast.CallExpr); ok && len(conv.Args) == 1 && p.Pass.TypesInfo.Types[conv.Fun].IsType() {
			a = conv.Args[0]
		}
		text, ok := p.textOf(a)
		if !ok {
			continue
		}
		status, head, ok := rawResponse(text)
		if !ok {
			continue
		}
		line := challengeLine(head, status)
		r := ownResponse{status: status, at: c, how: "the response that is written", set: line != ""}
		if line != "" && !strings.Contains(line, "%") {
			r.value, r.text = p.given(a), line
		}
		return r, true
	}
	return ownResponse{}, false
}
