package route_test

import (
	"slices"
	"strings"
	"testing"
)

// around has handlers and middlewares that the cases wire.
const around = `
import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"os"

	"example.test/mux"
)

var _, _, _, _, _ = fmt.Sprint, path.Join, os.Getenv, http.StatusOK, errors.New

func a(c *mux.Ctx) {}
func b(c *mux.Ctx) {}

func m(next mux.Handler) mux.Handler { return func(c *mux.Ctx) { next(c) } }
func n(next mux.Handler) mux.Handler { return func(c *mux.Ctx) { next(c) } }
func pass(c *mux.Ctx)                {}

func skips(skip func(*mux.Ctx) bool) func(mux.Handler) mux.Handler {
	key := header("X-Key")
	return func(next mux.Handler) mux.Handler {
		return func(c *mux.Ctx) {
			if k, err := key(c); skip(c) || err == nil && k != "" {
				next(c)
			}
		}
	}
}

func header(name string) func(*mux.Ctx) (string, error) {
	return func(c *mux.Ctx) (string, error) { return c.W.Header().Get(name), nil }
}

func health(c *mux.Ctx) bool { return false }

func call(ctx context.Context, req any) (any, error) { return help(ctx) }
func help(ctx context.Context) (any, error)          { return nil, nil }

func logs(next mux.Call) mux.Call {
	return func(ctx context.Context, req any) (any, error) { return next(ctx, req) }
}

func asks(next mux.Call) mux.Call {
	return func(ctx context.Context, req any) (any, error) {
		if ok := verifyToken(ctx); !ok {
			return nil, errors.New("no")
		}
		return next(ctx, req)
	}
}

func filter(c *mux.Req) bool {
	if ok := verifyToken(c.R.Context()); !ok {
		c.W.WriteHeader(403)
		return false
	}
	return true
}

func lets(c *mux.Req) bool {
	if ok := verifyToken(c.R.Context()); !ok {
		c.W.Header().Set("X-Guest", "1")
		return true
	}
	return true
}

func returns(c *mux.Req) bool {
	ok := verifyToken(c.R.Context())
	return ok
}

func must(refuse bool) func(*mux.Req) bool {
	return func(c *mux.Req) bool {
		if ok := verifyToken(c.R.Context()); !ok {
			if refuse {
				c.W.WriteHeader(403)
				return false
			}
			return true
		}
		return true
	}
}

func runs(c *mux.Ctx) {
	mux.Name(c, "notes.Get")
	h := c.Run(call)
	h(context.Background(), nil)
}

func login(c *mux.Ctx) {
	mux.Name(c, "notes.Login")
	h := c.Run(call)
	h(context.Background(), nil)
}

func open(names ...string) mux.Match {
	list := map[string]bool{}
	for _, n := range names {
		list[n] = true
	}
	return func(name string) bool {
		if _, ok := list[name]; ok {
			return false
		}
		return true
	}
}

func sometimes(string) bool { return on() }

type base struct{ ctx *mux.Ctx }

func (b *base) Prepare() {
	u, p, ok := (&http.Request{}).BasicAuth()
	if !ok || u != "a" || p != "b" {
		b.deny()
		return
	}
}

func (b *base) deny() { b.ctx.W.WriteHeader(401) }

type notes struct{ base }

func (n *notes) Get()  {}
func (n *notes) Save() {}

type bare struct{ ctx *mux.Ctx }

func (*bare) Post() {}

type guard struct{}

func (guard) Unary(next mux.Call) mux.Call  { return asks(next) }
func (guard) Stream(next mux.Call) mux.Call { return next }

func verifyToken(ctx context.Context) bool { return ctx.Value("token") == os.Getenv("TOKEN") }

func token(r *http.Request) error {
	if _, _, ok := r.BasicAuth(); !ok {
		return errors.New("no")
	}
	return nil
}

func tokenOrNot(r *http.Request) error {
	if r.Header.Get("Authorization") == "" {
		return nil
	}
	_, err := signedIn(r.Header.Get("Authorization"))
	if err != nil {
		return err
	}
	return nil
}

func tokenAlways(r *http.Request) error {
	_, err := signedIn(r.Header.Get("Authorization"))
	if err != nil {
		return err
	}
	return nil
}

func signedIn(token string) (string, error) { return "", errors.New("no") }

func on() bool { return os.Getenv("ON") != "" }

func main() {
	r := mux.New()
	wire(r)
}
`

// TestTable holds the table of routes to the statements that wire them.
func TestTable(t *testing.T) {
	for _, c := range []struct{ name, wire, want string }{
		{"nothing", ``, ``},
		{"order", `r.Get("/a", a); r.Use(m, n); r.Get("/b", b)`, "GET /a a:\nGET /b b: m n\n"},
		{"functions that a middleware asks", `r.Get("/a", skips(health)(a))`, "GET /a a: skips\n"},
		{"early", `r.Get("/a", a); r.Before(m)`, "GET /a a: m\n"},
		{"loose", `r.Maybe(m); r.Get("/a", a)`, "GET /a a: m?\n"},
		{"condition", `if on() { r.Use(m) }; r.Get("/a", a)`, "GET /a a: m?\n"},
		{"constant condition", `const off = false; if off { r.Use(m) }; r.Get("/a", a)`, "GET /a a:\n"},
		{"inline", `r.Handle("PUT", "/a", pass, a)`, "PUT /a a: pass\n"},
		{"wrapped by hand", `r.Get("/a", m(n(a)))`, "GET /a a: m n\n"},
		{"group", `r.Group("/g", func(r *mux.Router) { r.Use(m); r.Get("/a", a) }); r.Get("/b", b)`, "GET /g/a a: m\nGET /b b:\n"},
		{"group without a parameter", `r.Block("/g", func() { r.Get("/a", a); r.Block("/h", func() { r.Get("/b", b) }) }, pass); r.Get("/b", b)`, "GET /g/a a: pass\nGET /g/h/b b: pass\nGET /b b:\n"},
		{"under a pattern", `r.Get("/x/a", a); r.Get("/b", b); r.Under("/x/*", pass)`, "GET /x/a a: pass\nGET /b b:\n"},
		{"on the route", `r.Handle("", "/a", a).Use(m).Only("POST")`, "POST /a a: m\n"},
		{"inside another", `r.Use(m); mux.Inside(r).Get("/a", a)`, "GET /a a: m\n"},
		{"pattern that is made", `p := path.Join("/v1", "x"); r.Get(fmt.Sprintf("%s/%d", p, 2), a)`, "GET /v1/x/2 a:\n"},
		{"pattern that is not constant", `r.Get(os.Getenv("P"), a)`, "GET … a:\n"},
		{"structs", `r.All([]mux.Route{{"GET", "/a", a}, {Method: "PUT", Path: "/b", Handler: b}}, mux.Prefix("/v1"), mux.Quiet())`, "GET /v1/a a:\nPUT /v1/b b:\n"},
		{"structs behind a middleware", `r.All(mux.Behind([]mux.Middleware{m, n}, []mux.Route{{"GET", "/a", a}}...))`, "GET /a a: m n\n"},
		{"an option that authenticates", `r.All([]mux.Route{{"GET", "/a", a}}, mux.Login())`, "GET /a a: [mux.Login] known\n"},
		{"endpoint", `r.Get("/a", mux.Serve(call))`, "GET /a call: mux.Serve\n"},
		{"endpoint behind middlewares", `r.Get("/a", mux.Serve(logs(asks(call))))`, "GET /a call: mux.Serve logs asks known\n"},
		{"endpoint behind a chain", `r.Get("/a", mux.Serve(mux.Chain(logs, asks)(call)))`, "GET /a call: mux.Serve logs asks known\n"},
		{"interceptors", `r.Get("/p", mux.Unary("/p/Get", call, mux.Limit(1), mux.Around(mux.UnaryFunc(logs), guard{})))`, "GET /p/Get call: logs asks known\n"},
		{"interceptors of a stream", `r.Get("/p", mux.Stream("/p/Get", call, mux.Around(mux.UnaryFunc(asks), guard{})))`, "GET /p/Get call:\n"},
		{"check", `r.Use(mux.Checked(tokenAlways)); r.Get("/a", a)`, "GET /a a: tokenAlways known\n"},
		{"check of what may be missing", `r.Use(mux.Checked(tokenOrNot)); r.Get("/a", a)`, "GET /a a: tokenOrNot\n"},
		{"check of what is merely there", `r.Use(mux.Checked(token)); r.Get("/a", a)`, "GET /a a: token\n"},
		{"filters that return whether to go on", `r.Get("/a", a); r.Filter(filter)`, "GET /a a: filter known\n"},
		{"a filter that goes on all the same", `r.Get("/a", a); r.Filter(lets)`, "GET /a a: lets\n"},
		{"a filter that goes on by what is not constant", `r.Get("/a", a); r.Filter(returns)`, "GET /a a: returns\n"},
		{"a filter made with a flag", `r.Get("/a", a); r.Filter(must(true))`, "GET /a a: must known\n"},
		{"a filter made with the other", `r.Get("/a", a); r.Filter(must(false))`, "GET /a a: must\n"},
		{"a filter made with a flag that is not known", `r.Get("/a", a); r.Filter(must(on()))`, "GET /a a: must\n"},
		{"inside", `r.Inner(logs, asks); r.Get("/a", runs); r.Get("/b", a)`, "GET /a call: runs logs asks known\nGET /b a:\n"},
		{"inside, by name", `r.Inner(logs, mux.For(asks).Named("notes.Get").Made()); r.Get("/a", runs); r.Get("/b", login)`, "GET /a call: runs logs asks known\nGET /b call: login logs\n"},
		{"inside, by the beginning of a name", `r.Inner(mux.For(asks).Under("notes.").Made()); r.Get("/a", runs)`, "GET /a call: runs asks known\n"},
		{"inside, by a function", `r.Inner(mux.For(asks).When(open("notes.Login")).Made()); r.Get("/a", runs); r.Get("/b", login)`, "GET /a call: runs asks known\nGET /b call: login\n"},
		{"inside, by what can't be told", `r.Inner(mux.For(asks).When(sometimes).Made(), mux.For(asks).Like("n.*").Made()); r.Get("/a", runs)`, "GET /a call: runs asks? asks?\n"},
		{"controller", `r.Control("/a", &notes{}); r.Control("/b", &bare{})`, "GET /a (*notes).Get: (*base).Prepare known\nPOST /b (*bare).Post:\n"},
		{"actions of a controller", `r.Control("/a", &notes{}, "post,put:Save;*:Get")`, "POST /a (*notes).Save: (*base).Prepare known\nPUT /a (*notes).Save: (*base).Prepare known\n* /a (*notes).Get: (*base).Prepare known\n"},
		{"actions that are not constant", `r.Control("/a", &notes{}, os.Getenv("A"))`, ""},
		{"loop", `for _, x := range []struct{ p string; h mux.Handler }{{"/a", a}, {"/b", b}} { r.Get(x.p, x.h) }`, "GET /a a:\nGET /b b:\n"},
		{"loop with a switch of its own", `
			for _, x := range []struct{ p string; h mux.Handler; auth bool }{{"/a", a, true}, {p: "/b", h: b}} {
				h := x.h
				if x.auth { h = m(h) }
				r.Get(x.p, h)
			}`, "GET /a a: m\nGET /b b:\n"},
		{"loop with a method", `
			for _, x := range []struct{ m, p string; h mux.Handler }{{"GET", "/a", a}, {"PUT", "/b", b}} {
				switch x.m {
				case "GET": r.Get(x.p, x.h)
				default: r.Handle(x.m, x.p, x.h)
				}
			}`, "GET /a a:\nPUT /b b:\n"},
		{"map", `for p, h := range map[string]mux.Handler{"/a": a} { r.Get(p, h) }`, "GET /a a:\n"},
		{"list of middlewares", `h := mux.Handler(a); for _, w := range []mux.Middleware{m, n} { h = w(h) }; r.Get("/a", h)`, "GET /a a: n m\n"},
		{"a switch that is not known", `
			s := struct{ h mux.Handler; auth bool }{h: a}
			s.auth = on()
			if s.auth { r.Use(m) }
			r.Get("/a", s.h)`, "GET /a a: m?\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := check(t, mux+"-- example.test --\npackage main\n"+around+"\nfunc wire(r *mux.Router) {\n"+c.wire+"\n}\n", true)
			if got := p.table(); got != c.want {
				t.Errorf("got:\n%swant:\n%s", got, c.want)
			}
		})
	}
}

// TestHandlers wires with net/http, from what keeps handlers.
func TestHandlers(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"fields", `
			type server struct{ h http.HandlerFunc; mw func(http.Handler) http.Handler }
			func h(w http.ResponseWriter, r *http.Request) {}
			func wrap(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(w, r) })
			}
			func main() {
				s := &server{h: h, mw: wrap}
				http.Handle("GET /h", s.mw(s.h))
			}`, "GET /h h: wrap\n"},
		{"methods", `
			type api struct{}
			func (a *api) get(w http.ResponseWriter, r *http.Request) {}
			func (a *api) routes(mux *http.ServeMux) { mux.HandleFunc("/get", a.get) }
			func main() {
				mux := http.NewServeMux()
				(&api{}).routes(mux)
				http.ListenAndServe("127.0.0.1:0", http.StripPrefix("/v1", mux))
			}`, "* /v1/get (*api).get: http.StripPrefix\n"},
		{"functions that a variable lists", `
			var all = []func(*http.ServeMux){one}
			func one(mux *http.ServeMux) { mux.HandleFunc("/one", h) }
			func h(w http.ResponseWriter, r *http.Request) {}
			func main() {
				mux := http.NewServeMux()
				for _, f := range all { f(mux) }
				http.ListenAndServe("127.0.0.1:0", mux)
			}`, "* /one h:\n"},
		{"what a handler calls is a part of it", `
			func wrap(next http.HandlerFunc) http.HandlerFunc { return func(w http.ResponseWriter, r *http.Request) { next(w, r) } }
			func inner(w http.ResponseWriter, r *http.Request) {}
			func helper(w http.ResponseWriter, r *http.Request) { wrap(inner)(w, r) }
			func h(w http.ResponseWriter, r *http.Request) { helper(w, r) }
			func main() { http.HandleFunc("/h", h) }`, "* /h h:\n"},
		{"a generated server, with a router behind its own interface", `
			type router interface {
				HandleFunc(string, func(http.ResponseWriter, *http.Request))
				http.Handler
			}
			type api interface{ Get(http.ResponseWriter, *http.Request) }
			type options struct {
				router router
				around []func(http.Handler) http.Handler
			}
			type wrapper struct {
				api    api
				around []func(http.Handler) http.Handler
			}
			func (x *wrapper) get(w http.ResponseWriter, r *http.Request) {
				h := http.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { x.api.Get(w, r) }))
				for _, m := range x.around { h = m(h) }
				h.ServeHTTP(w, r)
			}
			func serve(a api, o options) http.Handler {
				m := o.router
				if m == nil { m = http.NewServeMux() }
				x := wrapper{api: a, around: o.around}
				m.HandleFunc("GET /note", x.get)
				return m
			}
			func wrap(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(w, r) })
			}
			type mine struct{}
			func (mine) Get(w http.ResponseWriter, r *http.Request) {}
			func main() {
				http.ListenAndServe("127.0.0.1:0", serve(mine{}, options{around: []func(http.Handler) http.Handler{wrap}}))
			}`, "GET /note (*wrapper).get: (*wrapper).get wrap\n"},
		{"a handler of its own type", `
			type app func(w http.ResponseWriter, r *http.Request) error
			func (a app) ServeHTTP(w http.ResponseWriter, r *http.Request) { _ = a(w, r) }
			func h(w http.ResponseWriter, r *http.Request) error { return nil }
			func main() { http.Handle("/h", app(h)) }`, "* /h h: (app).ServeHTTP\n"},
		{"a server that is given one", `
			func h(w http.ResponseWriter, r *http.Request) {}
			func main() {
				var mux http.ServeMux
				mux.HandleFunc("/h", h)
				_ = &http.Server{Handler: &mux}
			}`, "* /h h:\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := check(t, "-- example.test --\npackage main\nimport \"net/http\"\n"+c.src+"\n", true)
			if got := p.table(); got != c.want {
				t.Errorf("got:\n%swant:\n%s", got, c.want)
			}
		})
	}
}

// TestPackages wires across packages: the handler's, the middleware's, and that of
// the program.
func TestPackages(t *testing.T) {
	p := check(t, `
-- example.test/edge --
package edge

import "net/http"

func Challenge(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", "Basic realm=\"x\"")
		next.ServeHTTP(w, r)
	})
}
-- example.test/api --
package api

import "net/http"

func Open(w http.ResponseWriter, r *http.Request)    { http.Error(w, "no", 401) }
func Guarded(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", 401) }
func Nobody(w http.ResponseWriter, r *http.Request)  { http.Error(w, "no", 401) }
-- example.test --
package main

import (
	"net/http"

	"example.test/api"
	"example.test/edge"
)

func main() {
	http.HandleFunc("/open", api.Open)
	http.Handle("/guarded", edge.Challenge(http.HandlerFunc(api.Guarded)))
}
`, true)
	want := "* /open Open:\n* /guarded Guarded: Challenge\n"
	if got := p.table(); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	if got, want := p.settled(), []string{"api.go:5 missing-challenge"}; !slices.Equal(got, want) {
		t.Errorf("stands: %v, want %v", got, want)
	}
}

// TestRunFirst answers by a function of a library that first runs one which another
// package of the program put into a variable.
func TestRunFirst(t *testing.T) {
	for _, c := range []struct {
		first string
		want  []string
	}{
		{`c.W.Header().Set("WWW-Authenticate", "Basic realm=\"x\"")`, nil},
		{`c.W.Header().Set("X-Status", "no")`, []string{"api.go:5 missing-challenge"}},
	} {
		p := check(t, mux+`
-- example.test/api --
package api

import "example.test/mux"

func Refuse(c *mux.Ctx) { mux.Fail(c, 401) }
-- example.test --
package main

import (
	"example.test/api"
	"example.test/mux"
)

func main() {
	mux.MakeError = func(c *mux.Ctx, status int) error {
		`+c.first+`
		return nil
	}
	mux.New().Get("/", api.Refuse)
}
`, true)
		if got := p.settled(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v stand, want %v", c.first, got, c.want)
		}
	}
}

// TestLive keeps what may be run by what is not in view.
func TestLive(t *testing.T) {
	const text = `
-- example.test/api --
package api

import "net/http"

type T struct{}

func (T) method(w http.ResponseWriter, r *http.Request)    { http.Error(w, "no", 401) }
func Exported(w http.ResponseWriter, r *http.Request)      { http.Error(w, "no", 401) }
func unexported(w http.ResponseWriter, r *http.Request)    { http.Error(w, "no", 401) }
func kept(w http.ResponseWriter, r *http.Request)          { http.Error(w, "no", 401) }

var table = []http.HandlerFunc{kept}
`
	for _, c := range []struct {
		complete bool
		want     []string
	}{
		{true, []string{"api.go:7 missing-challenge", "api.go:10 missing-challenge"}},
		{false, []string{"api.go:7 missing-challenge", "api.go:8 missing-challenge", "api.go:9 missing-challenge", "api.go:10 missing-challenge"}},
	} {
		if got := check(t, text, c.complete).settled(); !slices.Equal(got, c.want) {
			t.Errorf("complete %v: %v stand, want %v", c.complete, got, c.want)
		}
	}
}

// TestBounds wires without end: the analysis does end, and claims nothing.
func TestBounds(t *testing.T) {
	for _, c := range []struct{ name, wire string }{
		{"recursion", `r.Get("/a", a); wire(r)`},
		{"a middleware around itself", `var w mux.Middleware; w = func(next mux.Handler) mux.Handler { return w(next) }; r.Get("/a", w(a))`},
		{"a handler that calls itself", `var h mux.Handler; h = func(c *mux.Ctx) { h(c) }; r.Get("/a", h)`},
		{"a group in itself", `var g func(*mux.Router); g = func(r *mux.Router) { r.Get("/a", a); r.Group("/g", g) }; g(r)`},
		{"loops in loops", strings.Repeat("for range 60 {\n", 6) + `r.All([]mux.Route{{"GET", "/a", a}}, mux.Login())` + strings.Repeat("\n}", 6)},
		{"a long list", `hs := []mux.Handler{` + strings.Repeat("a, ", 2000) + `}; for _, h := range hs { r.Get("/a", h) }`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := check(t, mux+"-- example.test --\npackage main\n"+around+"\nfunc wire(r *mux.Router) {\n"+c.wire+"\n}\n", true)
			if got := p.table(); strings.Contains(got, "known") {
				t.Errorf("claims that a caller is known:\n%s", got[:min(len(got), 500)])
			}
		})
	}
}
