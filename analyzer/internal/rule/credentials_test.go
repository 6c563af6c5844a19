package rule

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

// stubs are as much of other packages as the cases need.
var stubs = map[string]string{
	"net/http": `package http

type Header map[string][]string

func (h Header) Get(key string) string { return "" }
func (h Header) Set(key, value string) {}

type Cookie struct{ Value string }

type Request struct {
	Header Header
	TLS    *tls.ConnectionState
}

func (r *Request) BasicAuth() (string, string, bool)    { return "", "", false }
func (r *Request) SetBasicAuth(user, pass string)       {}
func (r *Request) Cookie(name string) (*Cookie, error)  { return nil, nil }
func (r *Request) FormValue(key string) string          { return "" }

type Response struct{}

func (r *Response) Cookies() []*Cookie { return nil }

func Error(status int, text string) {}
func SetCookie(c *Cookie)           {}
`,
	"crypto/tls": `package tls

type ConnectionState struct{ PeerCertificates []int }
`,
	"strings": `package strings

func HasPrefix(s, prefix string) bool { return false }
func EqualFold(s, t string) bool      { return false }
`,
	"log": `package log

func Println(args ...any) {}
`,
	"github.com/golang-jwt/jwt/v5": `package jwt

func Parse(s string) {}
`,
	"github.com/gin-gonic/gin": `package gin

type Context struct{}

func (c *Context) Header(key, value string)         {}
func (c *Context) GetHeader(key string) string      { return "" }
func (c *Context) Query(key string) string          { return "" }
func (c *Context) Cookie(n string) (string, error)  { return "", nil }
func (c *Context) Set(key string, value any)        {}
`,
	"example.com/shop/csrf": `package csrf

func Token() string         { return "" }
func ValidToken(s any) bool { return true }
`,
	"example.com/shop/auth": `package auth

func ParseToken(s any) bool         { return true }
func NewToken() string              { return "" }
func ValidSessionToken(s any) bool  { return true }
`,
	"golang.org/x/net/html": `package html

type Tokenizer struct{}

func (t *Tokenizer) Token() int { return 0 }
`,
}

// typed parses and checks a package and what it imports of the stubs.
type typed struct {
	fset *token.FileSet
	more map[string]string
	done map[string]*types.Package
}

func (l *typed) Import(path string) (*types.Package, error) {
	if p := l.done[path]; p != nil {
		return p, nil
	}
	src, ok := l.more[path]
	if !ok {
		src, ok = stubs[path]
	}
	if !ok {
		return nil, fmt.Errorf("no package %s", path)
	}
	if path == "net/http" {
		src = strings.Replace(src, "package http\n", "package http\n\nimport \"crypto/tls\"\n", 1)
	}
	p, _, _, err := l.check(path, map[string]string{"stub.go": src})
	return p, err
}

func (l *typed) check(path string, files map[string]string) (*types.Package, []*ast.File, *types.Info, error) {
	var syntax []*ast.File
	for name, src := range files {
		f, err := parser.ParseFile(l.fset, name, src, parser.ParseComments)
		if err != nil {
			return nil, nil, nil, err
		}
		syntax = append(syntax, f)
	}
	info := &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	conf := types.Config{Importer: l}
	p, err := conf.Check(path, l.fset, syntax, info)
	l.done[path] = p
	return p, syntax, info, err
}

func credentialsOf(t *testing.T, files, more map[string]string) Credentials {
	t.Helper()
	return readingOf(t, files, more).credentials()
}

func readingOf(t *testing.T, files, more map[string]string) reading {
	t.Helper()
	l := &typed{fset: token.NewFileSet(), more: more, done: map[string]*types.Package{}}
	pkg, syntax, info, err := l.check("example.com/shop/web", files)
	if err != nil {
		t.Fatal(err)
	}
	return readPackage(&analysis.Pass{Fset: l.fset, Files: syntax, Pkg: pkg, TypesInfo: info}, nil)
}

func TestReadCredentials(t *testing.T) {
	const r = "r *http.Request"
	for _, c := range []struct {
		name, imports, code string
		want                Credentials
	}{
		{"nothing", "net/http", `func f(` + r + `) { http.Error(401, "no token") }`, Credentials{}},
		{"Basic", "net/http", `func f(` + r + `) { r.BasicAuth() }`, Credentials{Basic: true}},
		{"Basic sent to others", "net/http", `func f(` + r + `) { r.SetBasicAuth("a", "b") }`, Credentials{}},
		{"a prefix", "strings", `func f(h string) bool { return strings.HasPrefix(h, "Basic ") }`, Credentials{Basic: true}},
		{"a prefix by name", "strings", `const p = "Bearer "
			func f(h string) bool { return strings.HasPrefix(h, p) }`, Credentials{Bearer: true}},
		{"a comparison", "", `func f(h string) bool { return h[:6] == "Basic " }`, Credentials{Basic: true}},
		{"a whole field", "net/http", `func f(` + r + `) bool { return r.Header.Get("Authorization") == "Basic eDp5" }`, Credentials{Basic: true}},
		{"a sentence", "net/http", `func f(` + r + `, err string) bool { return r.Header.Get("Authorization") == "" || err == "token expired" }`, Credentials{Bearer: true}},
		{"a switch", "", `func f(h string) { switch h { case "basic": case "bearer": } }`, Credentials{Basic: true, Bearer: true}},
		{"a word that is no scheme", "strings", `func f(h string) bool { return strings.HasPrefix(h, "basics") }`, Credentials{}},
		{"the header", "net/http", `func f(` + r + `) { r.Header.Get("authorization") }`, Credentials{Bearer: true}},
		{"the header's key", "net/http", `func f(` + r + `) []string { return r.Header["Authorization"] }`, Credentials{Bearer: true}},
		{"the header, by a helper", "net/http", `func read(` + r + `, name string) {}
			func f(` + r + `) { read(r, "Authorization") }`, Credentials{Bearer: true}},
		{"a request of its own", "net/http", `func f(` + r + `) { r.Header.Set("Authorization", "Bearer x") }`, Credentials{}},
		{"its key stored", "net/http", `func f(` + r + `) { r.Header["Authorization"] = nil }`, Credentials{}},
		{"a list for CORS", "", `var allowed = []string{"Authorization", "X-Api-Key"}`, Credentials{}},
		{"a log", "log", `func f() { log.Println("Authorization") }`, Credentials{}},
		{"gin sets with Header", "github.com/gin-gonic/gin", `func f(c *gin.Context) { c.Header("Authorization", "x") }`, Credentials{}},
		{"gin gets with GetHeader", "github.com/gin-gonic/gin", `func f(c *gin.Context) { c.GetHeader("X-API-Key") }`, Credentials{Bearer: true}},
		{"another header", "net/http", `func f(` + r + `) { r.Header.Get("X-Request-Id") }`, Credentials{}},
		{"a form's token", "net/http", `func f(` + r + `) { r.Header.Get("X-CSRF-Token"); r.FormValue("csrf_token") }`, Credentials{}},
		{"the query", "github.com/gin-gonic/gin", `func f(c *gin.Context) { c.Query("access_token") }`, Credentials{Bearer: true}},
		{"a page of the query", "github.com/gin-gonic/gin", `func f(c *gin.Context) { c.Query("page_token") }`, Credentials{}},
		{"a field with a tag", "", "type in struct { Auth string `header:\"Authorization,omitempty\"` }", Credentials{Bearer: true}},
		{"a field with another", "", "type in struct { Auth string `json:\"authorization\" header:\"X-Trace\"` }", Credentials{}},
		{"a library", "github.com/golang-jwt/jwt/v5", `func f() { jwt.Parse("") }`, Credentials{Bearer: true}},
		{"a function of the module", "example.com/shop/auth", `func f() { auth.ParseToken("") }`, Credentials{Bearer: true}},
		{"one that makes tokens", "example.com/shop/auth", `func f() { auth.NewToken() }`, Credentials{}},
		{"one for the cookie", "example.com/shop/auth", `func f() { auth.ValidSessionToken("") }`, Credentials{}},
		{"a package for forms", "example.com/shop/csrf", `func f() { csrf.Token(); csrf.ValidToken("") }`, Credentials{}},
		{"tokens of a language", "golang.org/x/net/html", `func f(t *html.Tokenizer) { t.Token() }`, Credentials{}},
		{"a parameter", "", `func user(apiKey string) string { return "" }`, Credentials{Bearer: true}},
		{"a parameter of another kind", "", `func user(sessionToken string, tokens int) {}`, Credentials{}},
		{"a parameter to be stored", "", `func setCookie(token string) {}`, Credentials{}},
		{"a cookie", "net/http", `func f(` + r + `) { r.Cookie("sid") }`, Credentials{Cookie: true}},
		{"a cookie that holds a token", "net/http", `func f(` + r + `) { r.Cookie("access_token") }`, Credentials{Cookie: true}},
		{"a cookie of a form", "net/http", `func f(` + r + `) { r.Cookie("csrf_token"); r.Cookie("lang") }`, Credentials{}},
		{"a cookie set", "net/http", `func f() { http.SetCookie(nil) }`, Credentials{}},
		{"a client's cookies", "net/http", `func f(r *http.Response) { r.Cookies() }`, Credentials{}},
		{"gin's cookie", "github.com/gin-gonic/gin", `func f(c *gin.Context) { c.Cookie("sid") }`, Credentials{Cookie: true}},
		{"a certificate", "net/http", `func f(` + r + `) bool { return len(r.TLS.PeerCertificates) > 0 }`, Credentials{Other: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := "package web\n"
			if c.imports != "" {
				src += fmt.Sprintf("import %q\n", c.imports)
			}
			if got := credentialsOf(t, map[string]string{"web.go": src + c.code}, nil); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

// Tests read what they like.
func TestCredentialsOfTestsDoNotCount(t *testing.T) {
	const src = "package web\nimport \"net/http\"\nfunc %s(r *http.Request) { r.%s }\n"
	got := credentialsOf(t, map[string]string{
		"web.go":      fmt.Sprintf(src, "f", `Cookie("sid")`),
		"web_test.go": fmt.Sprintf(src, "g", `BasicAuth()`),
	}, nil)
	if !got.CookieOnly() {
		t.Errorf("got %+v, want a cookie only", got)
	}
}

func TestCookieOnly(t *testing.T) {
	for c, want := range map[Credentials]bool{
		{}:                           false,
		{Cookie: true}:               true,
		{Cookie: true, Basic: true}:  false,
		{Cookie: true, Bearer: true}: false,
		{Cookie: true, Other: true}:  false,
		{Bearer: true}:               false,
	} {
		if c.CookieOnly() != want {
			t.Errorf("%+v: want %v", c, want)
		}
	}
}

// Every name of the table is found, as a function or as a method of the type,
// whatever the major version; and nothing is found for another type.
func TestCredentialCalls(t *testing.T) {
	for _, row := range credentialCalls() {
		for _, name := range row.names {
			path := row.path
			if path != "net/http" && !strings.HasPrefix(path, "gopkg.in/") {
				path += "/v3"
			}
			recv := row.recv
			if recv == "" {
				recv = "Any"
			}
			call := func(recv string) reading {
				lib := fmt.Sprintf("package lib\ntype %s struct{}\nfunc (*%s) %s() {}\n", recv, recv, name)
				src := fmt.Sprintf("package web\nimport lib %q\nfunc f(x *lib.%s) { x.%s() }\n", path, recv, name)
				return readingOf(t, map[string]string{"web.go": src}, map[string]string{path: lib})
			}
			want := row.reads
			if got := call(recv); got != want {
				t.Errorf("%s: (%s).%s gives %+v, want %+v", path, recv, name, got, want)
			}
			if row.recv == "" || slices.ContainsFunc(credentialCalls(), func(o credentialCall) bool {
				return o.path == row.path && o.recv != row.recv && slices.Contains(o.names, name)
			}) {
				continue
			}
			if got := call("Other"); got == want {
				t.Errorf("%s: %s is found for any type, not for %s only", path, name, row.recv)
			}
		}
	}
}

// Words and rows are in the form that they are looked up in.
func TestCredentialTables(t *testing.T) {
	for name, list := range map[string][]string{
		"getters": getters, "notReading": notReading, "tokens": tokens, "issuing": issuing, "posting": posting,
		"comparing": comparing, "otherTokens": otherTokens, "otherCookies": otherCookies, "tokenLibraries": tokenLibraries(),
	} {
		for i, w := range list {
			if name != "getters" && w != strings.ToLower(w) {
				t.Errorf("%s: %q has upper case", name, w)
			}
			if slices.Index(list, w) != i {
				t.Errorf("%s: %q stands twice", name, w)
			}
		}
	}
	for _, path := range tokenLibraries() {
		if got := withoutVersion(path); got != path {
			t.Errorf("tokenLibraries: %s: want %s", path, got)
		}
	}
	for _, row := range credentialCalls() {
		if got := withoutVersion(row.path); got != row.path {
			t.Errorf("credentialCalls: %s: want %s", row.path, got)
		}
	}
}

// Each word and each row makes a difference: with it a package reads something
// else than with a word of none.
func TestEachCredentialWord(t *testing.T) {
	web := func(code string, more map[string]string) Credentials {
		return credentialsOf(t, map[string]string{"web.go": "package web\n" + code}, more)
	}
	lib := func(path, decl string) map[string]string { return map[string]string{path: "package lib\n" + decl} }
	for _, c := range []struct {
		name  string
		words []string
		none  string
		found func(w string) Credentials
	}{
		{"tokens", tokens, "word", func(w string) Credentials { return web("func f("+w+" string) {}", nil) }},
		{"issuing", issuing, "word", func(w string) Credentials { return web("func "+w+"It(token string) {}", nil) }},
		{"notReading", notReading, "word", func(w string) Credentials { return web("func "+w+"It(token string) {}", nil) }},
		{"otherTokens", otherTokens, "word", func(w string) Credentials { return web("func f("+w+"Token string) {}", nil) }},
		{"otherCookies", otherCookies, "word", func(w string) Credentials {
			return web("import \"net/http\"\nfunc f(r *http.Request) { r.Cookie(\""+w+"\") }", nil)
		}},
		{"getters", getters, "Word", func(w string) Credentials {
			return web("import lib \"example.org/lib\"\nfunc f() { lib."+w+"(\"token\") }", lib("example.org/lib", "func "+w+"(string) {}"))
		}},
		{"comparing", comparing, "word", func(w string) Credentials {
			name := strings.ToUpper(w[:1]) + w[1:] + "Password"
			got := readingOf(t, map[string]string{"web.go": "package web\nimport lib \"example.com/shop/auth\"\nfunc f() { lib." + name + "() }"}, lib("example.com/shop/auth", "func "+name+"() {}"))
			return Credentials{Other: got.has(readsTyped)}
		}},
		{"posting", posting, "word", func(w string) Credentials {
			got := readingOf(t, map[string]string{"web.go": "package web\nimport lib \"example.org/lib\"\nfunc f() { lib.Read" + strings.ToUpper(w[:1]) + w[1:] + "() }"}, lib("example.org/lib", "func Read"+strings.ToUpper(w[:1])+w[1:]+"() {}"))
			return Credentials{Other: got.has(readsBody)}
		}},
		{"headerPackages", headerPackages, "net/other", func(w string) Credentials {
			return web("import lib \""+w+"\"\nfunc f() { lib.Find(\"Authorization\") }", lib(w, "func Find(string) {}"))
		}},
		{"tokenLibraries", tokenLibraries(), "example.org/lib", func(w string) Credentials {
			return web("import lib \""+w+"/v2\"\nvar x lib.T", lib(w+"/v2", "type T int"))
		}},
		{"registered", slices.Sorted(maps.Keys(registered)), "private", func(w string) Credentials {
			l := &typed{fset: token.NewFileSet(), done: map[string]*types.Package{}}
			pkg, syntax, info, err := l.check("example.com/shop/web", map[string]string{"web.go": "package web\n"})
			if err != nil {
				t.Fatal(err)
			}
			set := []engine.ChallengeUse{{Value: engine.Atom{Kind: engine.AtomStr, Str: w + ` realm="shop"`}, Node: syntax[0].Name}}
			return readPackage(&analysis.Pass{Fset: l.fset, Files: syntax, Pkg: pkg, TypesInfo: info}, set).credentials()
		}},
	} {
		without := c.found(c.none)
		for _, w := range c.words {
			if c.found(w) == without {
				t.Errorf("%s: %s makes no difference (%+v)", c.name, w, without)
			}
		}
	}
}

func TestWords(t *testing.T) {
	for name, want := range map[string]string{
		"ParseJWTToken": "parse jwt token", "apiKey": "api key", "APIKey": "api key", "X-Api-Key": "x api key",
		"access_token": "access token", "token": "token", "": "", "ID": "id", "tokenV2": "token v2", "--": "",
	} {
		if got := strings.Join(words(name), " "); got != want {
			t.Errorf("words(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestWithoutVersion(t *testing.T) {
	for path, want := range map[string]string{
		"github.com/a/b/v4/middleware": "github.com/a/b/middleware", "github.com/a/b/v2": "github.com/a/b",
		"gopkg.in/macaron.v1": "gopkg.in/macaron", "gopkg.in/a/jose.v2/jwt": "gopkg.in/a/jose.v2/jwt",
		"net/http": "net/http", "github.com/a/v": "github.com/a/v", "example.com/value": "example.com/value",
	} {
		if got := withoutVersion(path); got != want {
			t.Errorf("withoutVersion(%q) = %q, want %q", path, got, want)
		}
	}
}
