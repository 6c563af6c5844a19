package rule

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/fix"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Credentials are the kinds of credentials that a package reads, as far as its
// own code shows. Where it reads none, its callers may.
type Credentials struct {
	Basic  bool // a user and a password in the Authorization header
	Bearer bool // a token or key: in the Authorization header, another header, the query
	Cookie bool // a session cookie
	Other  bool // a client certificate, or a registered scheme that the package itself names
}

// CookieOnly tells whether a session cookie is read and nothing else, so that
// no registered scheme fits.
func (c Credentials) CookieOnly() bool { return c == Credentials{Cookie: true} }

// Credentials are those that the package reads.
func (p *Package) Credentials() Credentials { return p.packageReads().credentials() }

// readPackage is what a package reads, its tests aside.
func readPackage(pass *analysis.Pass, set []engine.ChallengeUse) reading {
	r := &credentialReader{info: pass.TypesInfo, pkg: pass.Pkg}
	for _, f := range pass.Files {
		if !IsTest(pass.Fset, f) {
			r.file(f)
		}
	}
	for _, u := range set {
		if cs, err := challenge.Parse(u.Value.Str); u.Value.Kind == engine.AtomStr && err == nil && !IsTest(pass.Fset, fileOf(pass, u.Node)) {
			for _, c := range cs {
				if registered[strings.ToLower(c.Scheme)] {
					r.found |= namesScheme
				}
			}
		}
	}
	return r.found
}

func fileOf(pass *analysis.Pass, n ast.Node) *ast.File {
	if f := syntax.FileAt(pass.Files, n.Pos()); f != nil {
		return f
	}
	return &ast.File{}
}

// credentialReader collects what a package reads.
type credentialReader struct {
	info  *types.Info
	pkg   *types.Package
	found reading
	paths map[string]string // without versions, by path

	fields []types.Object // variables that hold the Authorization field
}

// unversioned is withoutVersion, asked once for each path.
func (r *credentialReader) unversioned(path string) string {
	out, ok := r.paths[path]
	if !ok {
		if r.paths == nil {
			r.paths = map[string]string{}
		}
		out = withoutVersion(path)
		r.paths[path] = out
	}
	return out
}

func (r *credentialReader) file(f *ast.File) {
	for _, spec := range f.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil && slices.ContainsFunc(tokenLibraries(), func(lib string) bool {
			path = withoutVersion(path)
			return path == lib || strings.HasPrefix(path, lib+"/")
		}) {
			r.found |= readsToken
		}
	}
	r.node(f)
}

// node looks through a piece of code.
func (r *credentialReader) node(f ast.Node) {
	var stored ast.Expr // the left side of the assignment at hand
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			r.call(n)
		case *ast.AssignStmt:
			if len(n.Lhs) == 1 {
				stored = n.Lhs[0]
			}
			if id, ok := n.Lhs[0].(*ast.Ident); ok && len(n.Rhs) == 1 && r.ofField(n.Rhs[0]) {
				r.fields = append(r.fields, r.info.ObjectOf(id))
			}
		case *ast.IndexExpr:
			// r.Header["Authorization"]
			if n != stored {
				r.header(n.Index)
			}
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				r.scheme(n.X)
				r.scheme(n.Y)
				r.firstWord(n.X, n.Y)
				r.firstWord(n.Y, n.X)
			}
		case *ast.CaseClause:
			for _, e := range n.List {
				r.scheme(e)
			}
		case *ast.SelectorExpr:
			if t := r.info.TypeOf(n.X); n.Sel.Name == "Body" && t != nil && roles.IsRequest(syntax.Deref(t)) {
				r.found |= readsBody
			}
			if n.Sel.Name == "Password" {
				r.found |= readsTyped // of a form or a body; of the user that it is held against
			}
			if n.Sel.Name != "PeerCertificates" && n.Sel.Name != "VerifiedChains" {
				break
			}
			if s := r.info.Selections[n]; s != nil && s.Kind() == types.FieldVal && s.Obj().Pkg() != nil && s.Obj().Pkg().Path() == "crypto/tls" {
				r.found |= readsCertificate
			}
		case *ast.FuncDecl:
			r.params(n)
		case *ast.Field:
			r.tag(n)
		}
		return true
	})
}

// call looks at what is called, and at its constant arguments.
func (r *credentialReader) call(c *ast.CallExpr) {
	fn := syntax.Callee(r.info, c)
	if fn == nil || fn.Pkg() == nil {
		return
	}
	path := r.unversioned(fn.Pkg().Path())
	for _, row := range credentialCalls() {
		if row.path != path || !slices.Contains(row.names, fn.Name()) || row.recv != "" && receiver(fn) != row.recv {
			continue
		}
		if row.reads != readsCookie || !r.otherCookie(c) {
			r.found |= row.reads
		}
		return
	}
	if fn.Name() == "Header" && len(c.Args) == 2 {
		return // gin's, which sets
	}
	host, _, _ := strings.Cut(path, "/")
	switch std := !strings.Contains(host, "."); {
	case path == "fmt" && fn.Name() == "Sscanf" && len(c.Args) > 1:
		if format, ok := r.constant(c.Args[1]); ok {
			name, _, _ := strings.Cut(format, " ")
			r.found |= schemeReading(name)
		}
	case path == "strings" || path == "bytes":
		for _, e := range c.Args {
			r.scheme(e)
			if s, ok := r.constant(e); ok && strings.HasSuffix(fn.Name(), "Prefix") {
				name, spaced := strings.CutSuffix(s, " ")
				if schemeLike(name) && (spaced || unicode.IsUpper(rune(name[0])) && r.ofField(c.Args[0])) {
					r.found |= namesOwn
				}
			}
			if sep, ok := r.constant(e); ok && sep == ":" {
				r.found |= splitsColon
			}
		}
		if fn.Name() == "EqualFold" {
			for _, e := range c.Args {
				r.header(e)
			}
		}
	case std && !fix.SameProject(path, r.pkg.Path()) && !slices.Contains(headerPackages, path):
		// Formats, logs and tables read no credentials.
	default:
		name := words(fn.Name())
		if slices.ContainsFunc(name, func(w string) bool { return slices.Contains(posting, w) }) {
			r.found |= readsBody
		}
		if len(name) > 0 && slices.Contains(notReading, name[0]) {
			return // outgoing requests
		}
		for _, e := range c.Args {
			r.header(e)
			if slices.Contains(getters, fn.Name()) && !keeps(fn) {
				s, ok := r.constant(e)
				switch {
				case !ok || !keyLike(s) || fieldOfAuth(s):
				case s == "access_token" && !strings.Contains(fn.Name()+receiver(fn), "Header"):
					r.found |= readsParameter
				case tokenWords(words(s)):
					r.found |= readsElsewhere
				case slices.Contains(words(s), "password"):
					r.found |= readsTyped
				}
			}
		}
		if fix.SameProject(path, r.pkg.Path()) {
			if slices.ContainsFunc(c.Args, func(e ast.Expr) bool { s, ok := r.constant(e); return ok && fieldOfAuth(s) }) {
				for _, e := range c.Args {
					r.scheme(e) // to be read in the field
				}
			}
			if tokenWords(name) && tokenPackage(path) {
				r.found |= readsToken
			}
			if slices.Contains(name, "password") && slices.ContainsFunc(name, func(w string) bool { return slices.Contains(comparing, w) }) {
				r.found |= readsTyped
			}
		}
	}
}

// otherCookie tells whether a call names a cookie that holds no session.
func (r *credentialReader) otherCookie(c *ast.CallExpr) bool {
	for _, e := range c.Args {
		if s, ok := r.constant(e); ok && slices.ContainsFunc(words(s), func(w string) bool { return slices.Contains(otherCookies, w) }) {
			return true
		}
	}
	return false
}

// header looks for the name of a header that brings a credential.
func (r *credentialReader) header(e ast.Expr) {
	s, ok := r.constant(e)
	if !ok {
		return
	}
	switch s = strings.ToLower(s); {
	case s == "authorization":
		r.found |= readsField
	case s == "proxy-authorization":
		r.found |= readsProxy
	case s == "dpop":
		r.found |= readsDPoP
	case s == "cookie":
		r.found |= readsCookieField
	case strings.Contains(s, "-") && keyLike(s) && tokenWords(words(s)):
		r.found |= readsElsewhere
	}
}

// scheme looks for the test of a scheme, or of a field that begins with Basic or
// Bearer.
func (r *credentialReader) scheme(e ast.Expr) {
	if s, ok := r.constant(e); ok {
		name, _, _ := strings.Cut(s, " ")
		r.found |= schemeReading(strings.TrimRight(s, " :")) | schemeReading(name)&(readsBasicScheme|readsBearer)
	}
}

// firstWord looks for the test of the first of several words: in a function
// that reads the field this is a scheme, whatever its name.
func (r *credentialReader) firstWord(of, name ast.Expr) {
	x, ok := ast.Unparen(of).(*ast.IndexExpr)
	if !ok {
		return
	}
	i := r.info.Types[x.Index].Value
	if s, ok := r.constant(name); ok && i != nil && i.ExactString() == "0" && schemeLike(s) {
		r.found |= namesOwn
	}
}

// schemeLike tells whether a text can be the name of a scheme.
func schemeLike(s string) bool { return len(s) > 2 && keyLike(s) && unicode.IsLetter(rune(s[0])) }

// params looks at what a function wants to be given: a token to check.
func (r *credentialReader) params(fd *ast.FuncDecl) {
	name := words(fd.Name.Name)
	if len(name) > 0 && (slices.Contains(notReading, name[0]) || slices.Contains(issuing, name[0])) || qualified(name) {
		return
	}
	for _, field := range fd.Type.Params.List {
		t, ok := field.Type.(*ast.Ident)
		if !ok || t.Name != "string" {
			continue
		}
		for _, id := range field.Names {
			if tokenWords(words(id.Name)) {
				r.found |= readsToken
			}
		}
	}
}

// tag looks at a field that a framework fills from a header.
func (r *credentialReader) tag(f *ast.Field) {
	if f.Tag == nil {
		return
	}
	text, err := strconv.Unquote(f.Tag.Value)
	if err != nil {
		return
	}
	for _, key := range []string{"header", "reqHeader"} {
		name, _, _ := strings.Cut(reflect.StructTag(text).Get(key), ",")
		switch name = strings.ToLower(name); {
		case name == "authorization":
			r.found |= readsField
		case keyLike(name) && tokenWords(words(name)):
			r.found |= readsElsewhere
		}
	}
}

// constant is the text of an expression: a constant, one that is converted, or
// a variable of the package that is declared as one.
func (r *credentialReader) constant(e ast.Expr) (string, bool) {
	switch x := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		if len(x.Args) == 1 && r.info.Types[x.Fun].IsType() {
			return r.constant(x.Args[0])
		}
	case *ast.Ident:
		if v, ok := r.info.Uses[x].(*types.Var); ok && v.Parent() == r.pkg.Scope() {
			for _, in := range r.info.InitOrder {
				if len(in.Lhs) == 1 && in.Lhs[0] == v {
					if _, again := ast.Unparen(in.Rhs).(*ast.Ident); !again {
						return r.constant(in.Rhs)
					}
				}
			}
		}
	}
	if v := r.info.Types[e].Value; v != nil && v.Kind() == constant.String {
		return constant.StringVal(v), true
	}
	return "", false
}

// receiver names the type whose method a function is, "" for none.
func receiver(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		t := recv.Type()
		if p, ok := t.(*types.Pointer); ok {
			t = p.Elem()
		}
		if n, ok := t.(*types.Named); ok {
			return n.Obj().Name()
		}
	}
	return ""
}

// withoutVersion strips the major version from an import path.
func withoutVersion(path string) string {
	isVersion := func(e string) bool {
		return len(e) > 1 && e[0] == 'v' && strings.Trim(e[1:], "0123456789") == ""
	}
	elems := slices.DeleteFunc(strings.Split(path, "/"), isVersion)
	if last := len(elems) - 1; last >= 0 {
		if name, version, ok := strings.Cut(elems[last], "."); ok && isVersion(version) { // gopkg.in
			elems[last] = name
		}
	}
	return strings.Join(elems, "/")
}

// keyLike tells whether a text can be the name of a header or a parameter.
func keyLike(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool {
		return c != '-' && c != '_' && (c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c))
	})
}

// words splits a name into lower-case words: ParseJWTToken, parse_jwt_token
// and Parse-JWT-Token are parse, jwt, token.
func words(name string) []string {
	var out []string
	rs := []rune(name)
	start := 0
	cut := func(end int) {
		if start < end {
			out = append(out, strings.ToLower(string(rs[start:end])))
		}
	}
	for i, c := range rs {
		switch {
		case !unicode.IsLetter(c) && !unicode.IsDigit(c):
			cut(i)
			start = i + 1
		case i > start && unicode.IsUpper(c) && (!unicode.IsUpper(rs[i-1]) || i+1 < len(rs) && unicode.IsLower(rs[i+1])):
			cut(i)
			start = i
		}
	}
	cut(len(rs))
	return out
}

// tokenWords tells whether words speak of a token that stands for a user.
func tokenWords(ws []string) bool {
	if len(ws) == 0 || slices.Contains(issuing, ws[0]) || qualified(ws) {
		return false
	}
	for i, w := range ws {
		if slices.Contains(tokens, w) || w == "key" && i > 0 && (ws[i-1] == "api" || ws[i-1] == "access") {
			return true
		}
	}
	return false
}

// qualified tells whether words speak of another kind of token.
func qualified(ws []string) bool {
	return slices.ContainsFunc(ws, func(w string) bool { return slices.Contains(otherTokens, w) })
}

// tokenPackage tells whether the tokens of a package can be credentials.
func tokenPackage(path string) bool {
	return !qualified(words(path[strings.LastIndexByte(path, '/')+1:]))
}
