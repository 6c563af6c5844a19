package route_test

import "testing"

// house has what servers without a framework wire.
const house = `
import (
	"context"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

var _, _, _, _ = os.Getenv, sync.OnceFunc, context.Background, strings.HasPrefix
var _, _ = slices.Max[[]int], atomic.AddInt32

func basic(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u, p, ok := r.BasicAuth()
		if !ok || u != "a" || p != "b" {
			w.WriteHeader(401)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func logs(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(w, r) })
}

func a(w http.ResponseWriter, r *http.Request) {}
func b(w http.ResponseWriter, r *http.Request) {}

var h = http.HandlerFunc(a)

type mw = func(http.Handler) http.Handler

func main() {
	mux := http.NewServeMux()
	wire(mux)
	http.ListenAndServe(":0", mux)
}
`

// TestHouses holds the table of routes to shapes in which servers wire handlers
// themselves: what is guarded, and what looks like it.
func TestHouses(t *testing.T) {
	for _, c := range []struct{ name, decls, wire, want string }{
		{"struct that embeds a handler and answers itself", `
			type guarded struct{ http.Handler }
			func (g guarded) ServeHTTP(w http.ResponseWriter, r *http.Request) {
				if u, p, ok := r.BasicAuth(); !ok || u != "a" || p != "b" { w.WriteHeader(401); return }
				g.Handler.ServeHTTP(w, r)
			}
			type plain struct{ http.Handler }`,
			`mux.Handle("/a", guarded{h}); mux.Handle("/b", plain{h}); mux.Handle("/c", basic(plain{h}))`,
			"* /a a: (guarded).ServeHTTP known\n* /b a:\n* /c a: basic known\n"},
		{"a router that leads to itself", "",
			`mux.HandleFunc("/a", a); mux.Handle("/b/", basic(http.StripPrefix("/b", mux))); mux.Handle("/c/", logs(mux))`, "* /a a:\n"},
		{"struct that keeps the router it hands on to", `
			type app struct { inner *http.ServeMux }
			func (x *app) ServeHTTP(w http.ResponseWriter, r *http.Request) { basic(x.inner).ServeHTTP(w, r) }`,
			`in := http.NewServeMux(); in.HandleFunc("/x/a", a); mux.Handle("/x/", &app{in})`,
			"* /x/a a: (*app).ServeHTTP basic known\n"},
		{"middlewares applied backwards", `
			func apply(h http.Handler, ms []mw) http.Handler {
				for i := len(ms) - 1; i >= 0; i-- { h = ms[i](h) }
				return h
			}`,
			`mux.Handle("/a", apply(h, []mw{logs, basic})); mux.Handle("/b", apply(h, nil))`,
			"* /a a: logs basic known\n* /b a:\n"},
		{"middlewares applied by a function that calls itself", `
			func chain(ms ...mw) mw {
				return func(h http.Handler) http.Handler {
					if len(ms) == 0 { return h }
					return ms[0](chain(ms[1:]...)(h))
				}
			}`,
			`mux.Handle("/a", chain(logs, basic)(h))`,
			"* /a a: logs basic known\n"},
		{"middlewares with a method, in a list", `
			type wrapper interface { Wrap(http.Handler) http.Handler }
			type auth struct{}
			func (auth) Wrap(next http.Handler) http.Handler { return basic(next) }
			func use(h http.Handler, ws ...wrapper) http.Handler {
				for _, w := range ws { h = w.Wrap(h) }
				return h
			}`,
			`mux.Handle("/a", use(h, auth{})); mux.Handle("/b", use(h))`,
			"* /a a: basic known\n* /b a:\n"},
		{"generic wrapper", `
			func with[H http.Handler](h H) http.Handler { return basic(h) }
			func same[H http.Handler](h H) http.Handler { return h }`,
			`mux.Handle("/a", with(h)); mux.Handle("/b", same(h))`,
			"* /a a: basic known\n* /b a:\n"},
		{"handlers in a map", `var table = map[string]http.HandlerFunc{"/a": a, "/b": b}`,
			`for p, h := range table { mux.Handle(p, basic(h)) }`,
			"* /a a: basic known\n* /b b: basic known\n"},
		{"methods through an interface", `
			type api interface { List(http.ResponseWriter, *http.Request); Drop(http.ResponseWriter, *http.Request) }
			type impl struct{}
			func (impl) List(w http.ResponseWriter, r *http.Request) {}
			func (*impl) Drop(w http.ResponseWriter, r *http.Request) {}
			func newAPI() api { return &impl{} }`,
			`x := newAPI(); mux.HandleFunc("/a", x.List); mux.Handle("/b", basic(http.HandlerFunc(x.Drop)))`,
			"* /a (impl).List:\n* /b (*impl).Drop: basic known\n"},
		{"options of two servers", `
			type server struct { mux *http.ServeMux; ms []mw }
			type option func(*server)
			func WithMiddleware(ms ...mw) option { return func(s *server) { s.ms = append(s.ms, ms...) } }
			func newServer(opts ...option) *server {
				s := &server{mux: http.NewServeMux()}
				for _, o := range opts { o(s) }
				return s
			}
			func (s *server) handle(p string, h http.Handler) {
				for i := range s.ms { h = s.ms[len(s.ms)-1-i](h) }
				s.mux.Handle(p, h)
			}`,
			`s := newServer(WithMiddleware(logs, basic)); s.handle("/a", h); mux.Handle("/a", s.mux)
			q := newServer(); q.handle("/b", h); mux.Handle("/b", q.mux)`,
			"* /a a: logs basic known\n* /b a:\n"},
		{"options that are not in view", `
			type server struct { ms []mw }
			func (s *server) use(m mw) { s.ms = append(s.ms, m) }
			var Configure func(*server)`,
			`s := &server{}; Configure(s); var x http.Handler = h; for _, m := range s.ms { x = m(x) }; mux.Handle("/a", x)`,
			"* /a a:\n"},
		{"made once", `
			type lazy struct { once sync.Once; h http.Handler; mk func() http.Handler }
			func (l *lazy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
				l.once.Do(func() { l.h = l.mk() })
				l.h.ServeHTTP(w, r)
			}
			var once = sync.OnceValue(func() http.Handler { return basic(h) })`,
			`mux.Handle("/a", &lazy{mk: func() http.Handler { return basic(h) }}); mux.Handle("/b", once()); mux.Handle("/c", &lazy{mk: func() http.Handler { return h }})`,
			"* /a a: (*lazy).ServeHTTP basic known\n* /b a: basic known\n* /c a: (*lazy).ServeHTTP\n"},
		{"kept in atomic values", `
			type holder struct{ http.Handler }
			var now atomic.Value
			type app struct{ h atomic.Pointer[http.Handler] }
			func (x *app) ServeHTTP(w http.ResponseWriter, r *http.Request) { (*x.h.Load()).ServeHTTP(w, r) }
			func load(w http.ResponseWriter, r *http.Request) { now.Load().(holder).ServeHTTP(w, r) }`,
			`now.Store(holder{basic(h)}); mux.HandleFunc("/a", load)
			x := &app{}; g := logs(http.HandlerFunc(b)); x.h.Store(&g); mux.Handle("/b", x)`,
			"* /a a: load basic known\n* /b b: (*app).ServeHTTP logs\n"},
		{"a struct that embeds a router and is served", `
			type server struct{ *http.ServeMux }
			func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) { basic(s.ServeMux).ServeHTTP(w, r) }`,
			`s := &server{http.NewServeMux()}; s.HandleFunc("/a", a); go http.ListenAndServe(":1", s)`,
			"* /a a: (*server).ServeHTTP basic known\n"},
		{"a configuration that leaves out a middleware", `
			type Config struct { Wrap func(http.Handler) http.Handler; More []func(http.Handler) http.Handler }
			func with(c Config, x http.Handler) http.Handler {
				if c.Wrap != nil { x = c.Wrap(x) }
				for _, m := range slices.Backward(c.More) { x = m(x) }
				return x
			}`,
			`mux.Handle("/a", with(Config{Wrap: basic}, h)); mux.Handle("/b", with(Config{}, http.HandlerFunc(b)))`,
			"* /a a: basic known\n* /b b:\n"},
		{"a text that answers", `
			type page string
			func (p page) ServeHTTP(w http.ResponseWriter, r *http.Request) { w.Write([]byte(p)) }`,
			`mux.Handle("/a", basic(page("hello"))); mux.Handle("/b", page(os.Getenv("PAGE")))`,
			"* /a (page).ServeHTTP: basic known\n* /b (page).ServeHTTP:\n"},
		{"literals in loops", `
			func flagged(must bool) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) { if must { basic(h).ServeHTTP(w, r); return }; a(w, r) }
			}`,
			`for _, x := range []struct{ p string; h http.HandlerFunc; must bool }{{"/a", a, true}, {"/b", b, false}} {
				h := x.h
				mux.HandleFunc(x.p, func(w http.ResponseWriter, r *http.Request) { if x.must { basic(h).ServeHTTP(w, r); return }; h(w, r) })
			}
			for i := 0; i < 2; i++ {
				mux.HandleFunc([]string{"/c", "/d"}[i], func(w http.ResponseWriter, r *http.Request) { []http.HandlerFunc{a, b}[i](w, r) })
			}
			for p, must := range map[string]bool{"/e": true, "/f": false} { mux.Handle(p, flagged(must)) }`,
			"* /a a: wire basic known\n* /b b: wire\n* /c a: wire\n* /d b: wire\n* /e a: flagged basic known\n* /f flagged:\n"},
		{"modules that register themselves", `
			type module interface{ Register(*http.ServeMux) }
			type notes struct{}
			func (notes) Register(mux *http.ServeMux) { mux.Handle("/a", basic(h)); mux.HandleFunc("/b", b) }`,
			`for _, m := range []module{notes{}} { m.Register(mux) }`,
			"* /a a: basic known\n* /b b:\n"},
		{"guarded by a call", `
			type user struct{ name string }
			func who(w http.ResponseWriter, r *http.Request) *user {
				u, p, ok := r.BasicAuth()
				if !ok || u != "a" || p != "b" { w.WriteHeader(401); return nil }
				return &user{u}
			}
			func may(w http.ResponseWriter, r *http.Request) bool { if who(w, r) == nil { return false }; return true }
			func guest(w http.ResponseWriter, r *http.Request) *user { if r.Header.Get("X-Guest") != "" { return &user{} }; return who(w, r) }
			func known(h http.HandlerFunc) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) { u := who(w, r); if u == nil { return }; h(w, r) }
			}
			func allowed(h http.HandlerFunc) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) { if !may(w, r) { return }; h(w, r) }
			}
			func guests(h http.HandlerFunc) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) { if guest(w, r) == nil { return }; h(w, r) }
			}`,
			`mux.Handle("/a", known(a)); mux.Handle("/b", allowed(a)); mux.Handle("/c", guests(a))`,
			"* /a a: known known\n* /b a: allowed known\n* /c a: guests\n"},
		{"guarded on one way", `
			func optional(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if u, p, ok := r.BasicAuth(); ok {
						if u != "a" || p != "b" { w.WriteHeader(403); return }
						next.ServeHTTP(w, r)
						return
					}
					next.ServeHTTP(w, r)
				})
			}
			func skips(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path == "/public" { next.ServeHTTP(w, r); return }
					basic(next).ServeHTTP(w, r)
				})
			}
			func maybe(h http.Handler) http.Handler { if os.Getenv("AUTH") != "" { h = basic(h) }; return h }`,
			`mux.Handle("/a", optional(h)); mux.Handle("/b/", skips(h)); mux.Handle("/public", skips(h)); mux.Handle("/{page}", skips(h)); mux.Handle("/c", maybe(h))`,
			"* /a a: optional\n* /b/ a: skips basic known\n* /public a: skips\n* /{page} a: skips\n* /c a: basic\n"},
		{"what a table lets pass", `
			var free = map[string]bool{"/free": true, "/half": false}
			var more = map[string]bool{}
			func init() { more[os.Getenv("FREE")] = true }
			func unless(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					path := r.URL.Path
					if free[path] || strings.HasPrefix(path, "/assets/") { next.ServeHTTP(w, r); return }
					basic(next).ServeHTTP(w, r)
				})
			}
			func listed(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if slices.Contains([]string{"/x/free"}, r.URL.Path) { next.ServeHTTP(w, r); return }
					basic(next).ServeHTTP(w, r)
				})
			}
			func changed(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if _, ok := more[r.URL.Path]; ok { next.ServeHTTP(w, r); return }
					basic(next).ServeHTTP(w, r)
				})
			}`,
			`in := http.NewServeMux(); in.HandleFunc("/free", a); in.HandleFunc("/half", a); in.HandleFunc("/assets/", a); in.HandleFunc("/rest/{id}", a); in.HandleFunc("/{any}", b)
			mux.Handle("/", unless(in)); mux.Handle("/x/free", listed(h)); mux.Handle("/x/{id}", listed(h)); mux.Handle("/x/y/{id}", listed(h)); mux.Handle("/m", changed(h))
			mux.Handle("/cut/", http.StripPrefix("/cut", unless(http.HandlerFunc(b))))`,
			"* /free a: unless\n* /half a: unless basic known\n* /assets/ a: unless\n* /rest/{id} a: unless basic known\n* /{any} b: unless\n" +
				"* /x/free a: listed\n* /x/{id} a: listed\n* /x/y/{id} a: listed basic known\n* /m a: changed\n* /cut/ b: http.StripPrefix unless\n"},
		{"endpoints that an adapter calls", `
			func adapt[I, O any](f func(context.Context, I) (O, error)) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { var in I; f(r.Context(), in) })
			}
			func get(ctx context.Context, in int) (string, error) { return "", nil }`,
			`mux.Handle("/a", basic(adapt(get))); mux.Handle("/b", adapt(get))`,
			"* /a adapt: basic known\n* /b adapt:\n"},
		{"skipped by a function", `
			func unless(skip func(*http.Request) bool, next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if skip != nil && skip(r) { next.ServeHTTP(w, r); return }
					basic(next).ServeHTTP(w, r)
				})
			}
			func reads(r *http.Request) bool { return r.Method == http.MethodGet || r.Method == "HEAD" }
			func writes(r *http.Request) bool { if r.Method == "GET" { return false }; return true }
			func never(*http.Request) bool { return false }
			func asked(r *http.Request) bool { return r.Header.Get("X-Guest") != "" }`,
			`mux.Handle("POST /a", unless(reads, h)); mux.Handle("GET /b", unless(reads, h)); mux.Handle("/c", unless(reads, h))
			mux.Handle("/d", unless(never, h)); mux.Handle("PUT /e", unless(asked, h)); mux.Handle("PUT /f", unless(nil, h)); mux.Handle("GET /g", unless(writes, h))`,
			"POST /a a: unless basic known\nGET /b a: unless\n* /c a: unless\n* /d a: unless basic known\nPUT /e a: unless\nPUT /f a: unless basic known\nGET /g a: unless\n"},
		{"a flag that changes", `
			func once(next http.Handler) http.Handler {
				first := true
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if first { first = false; basic(next).ServeHTTP(w, r); return }
					next.ServeHTTP(w, r)
				})
			}`,
			`mux.Handle("/a", once(h))`,
			"* /a a: once basic\n"},
		{"state of a login elsewhere", `
			var states = map[string]*string{}
			func find(state string) (*string, error) { s, ok := states[state]; if !ok { return nil, os.ErrNotExist }; return s, nil }
			func callback(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					state := r.FormValue("state")
					_, err := find(state)
					if err != nil { w.WriteHeader(401); return }
					next.ServeHTTP(w, r)
				})
			}
			func either(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if _, err := find(r.FormValue("state")); err == nil || os.IsTimeout(err) { next.ServeHTTP(w, r) }
				})
			}`,
			`mux.Handle("/a", callback(h)); mux.Handle("/b", either(h))`,
			"* /a a: callback\n* /b a: either\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := check(t, "-- example.test/main --\npackage main\n"+house+c.decls+"\nfunc wire(mux *http.ServeMux) {\n"+c.wire+"\n}\n", true)
			if got := p.table(); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}
