package route_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/authstatus/authstatus/analyzer"
)

// std reads the standard library from export data, once.
var std = sync.OnceValue(func() types.ImporterFrom {
	return importer.ForCompiler(token.NewFileSet(), "gc", nil).(types.ImporterFrom)
})

// A program is analysed package by package, in the order of its text.
type program struct {
	t       *testing.T
	fset    *token.FileSet
	pkgs    map[string]*types.Package
	facts   map[factKey]analysis.Fact
	results []*analyzer.Result
	found   []*[]analysis.Diagnostic
	whole   *analyzer.Program
	a       *analysis.Analyzer
}

type factKey struct {
	of  any // *types.Package or types.Object
	typ reflect.Type
}

// mux is a router of the house, with a call for each verb of the notation.
const mux = `
-- example.test/mux --
package mux

import (
	"context"
	"net/http"
)

type (
	Ctx        struct{ W http.ResponseWriter }
	Handler    func(*Ctx)
	Middleware func(Handler) Handler
	Router     struct{}
	Route      struct {
		Method, Path string
		Handler      Handler
	}
	Option func(*Router)
	Entry  struct{}
	Req    struct {
		W http.ResponseWriter
		R *http.Request
	}

	Call        func(ctx context.Context, req any) (any, error)
	Interceptor interface {
		Unary(Call) Call
		Stream(Call) Call
	}
	UnaryFunc func(Call) Call
	Setting   interface{ apply(*Entry) }
	Match     func(name string) bool
	Pick      struct{}
)

func (f UnaryFunc) Unary(c Call) Call  { return f(c) }
func (f UnaryFunc) Stream(c Call) Call { return c }

func New(ms ...Middleware) *Router                                { return nil }
func Inside(r *Router) *Router                                    { return nil }
func (r *Router) Handle(method, path string, hs ...Handler) *Entry { return nil }
func (r *Router) Get(path string, h Handler)                      {}
func (r *Router) All(rs []Route, opts ...Option)                  {}
func (r *Router) Use(ms ...Middleware)                            {}
func (r *Router) Before(ms ...Middleware)                         {}
func (r *Router) Under(path string, m Handler)                    {}
func (r *Router) Maybe(m Middleware)                              {}
func (r *Router) Group(path string, in func(*Router))             {}
func (r *Router) Block(path string, in func(), hs ...Handler)     {}
func (e *Entry) Use(ms ...Middleware) *Entry                      { return e }
func (e *Entry) Only(method string) *Entry                        { return e }
func (r *Router) Filter(fs ...func(*Req) bool)                    {}
func Prefix(path string) Option                                   { return nil }
func Login() Option                                               { return nil }
func Quiet() Option                                               { return nil }
func Behind(ms []Middleware, rs ...Route) []Route                 { return rs }
func Around(is ...Interceptor) Setting                            { return nil }
func Limit(n int) Setting                                         { return nil }
func Unary(name string, c Call, ss ...Setting) Handler            { return nil }
func Stream(name string, c Call, ss ...Setting) Handler           { return nil }
func Chain(outer UnaryFunc, others ...UnaryFunc) UnaryFunc        { return outer }
func Serve(c Call) Handler                                        { return nil }
func Checked(check func(*http.Request) error) Middleware          { return nil }
func (r *Router) Control(path string, c any, actions ...string)   {}
func (r *Router) Inner(us ...UnaryFunc)                           {}
func (c *Ctx) Run(next Call) Call                                 { return next }
func Name(c *Ctx, name string)                                    {}
func For(us ...UnaryFunc) *Pick                                   { return nil }
func (p *Pick) Named(names ...string) *Pick                       { return p }
func (p *Pick) Under(prefixes ...string) *Pick                    { return p }
func (p *Pick) Like(patterns ...string) *Pick                     { return p }
func (p *Pick) When(m Match) *Pick                                { return p }
func (p *Pick) Made() UnaryFunc                                   { return nil }
func (c *Ctx) Next()                                              {}
func (c *Ctx) Abort()                                             {}
func Fail(c *Ctx, status int)                                     {}

var MakeError = func(c *Ctx, status int) error { return nil }
`

var rows = strings.Split(strings.TrimSpace(`
example.test/mux.Ctx response
example.test/mux.Ctx.W same
example.test/mux.Router router
example.test/mux.New router with=$0
example.test/mux.Inside router on=$0
(*example.test/mux.Router).Handle route method=$0 pattern=$1 handler=$2
(*example.test/mux.Router).Get route method="GET" pattern=$0 handler=$1
(*example.test/mux.Router).All route method=$0.Method pattern=$0.Path handler=$0.Handler with=$1
(*example.test/mux.Router).Use use with=$0
(*example.test/mux.Router).Before use with=$0 early
(*example.test/mux.Router).Under use pattern=$0 with=$1 early
(*example.test/mux.Router).Maybe use with=$0 loose
(*example.test/mux.Router).Group group pattern=$0 runs=$1
(*example.test/mux.Router).Block group pattern=$0 runs=$1 with=$2
(*example.test/mux.Entry).Use use with=$0 chain
(*example.test/mux.Entry).Only narrow method=$0 chain
example.test/mux.Prefix narrow pattern=$0
example.test/mux.Login authenticates
example.test/mux.Behind wrap with=$0 handler=$1.Handler
(*example.test/mux.Ctx).Next next
example.test/mux.Call endpoint
example.test/mux.Setting option
example.test/mux.Around wrap with=$0
example.test/mux.Unary wrap pattern=$0 handler=$1 with=$2 via="Unary" whole
example.test/mux.Stream wrap pattern=$0 handler=$1 with=$2 via="Stream" bymethod whole
example.test/mux.Chain wrap with=$0
example.test/mux.Serve wrap handler=$0
example.test/mux.Checked wrap check=$0
(*example.test/mux.Router).Inner use with=$0 inside
(*example.test/mux.Router).Control route pattern=$0 controller=$1 actions=$2 before="Prepare"
(*example.test/mux.Ctx).Run wrap handler=$0 inside
example.test/mux.Name names pattern=$1
example.test/mux.Match select
example.test/mux.For select with=$0
(*example.test/mux.Pick).Named select pattern=$0 chain
(*example.test/mux.Pick).Under select under=$0 chain
(*example.test/mux.Pick).Like select loose chain
(*example.test/mux.Pick).When select runs=$0 chain
(*example.test/mux.Pick).Made wrap with=.
(*example.test/mux.Ctx).Abort abort
example.test/mux.Ctx passes
example.test/mux.Req response
example.test/mux.Req.W same
example.test/mux.Req passes stops="false"
(*example.test/mux.Router).Filter use with=$0 early
example.test/mux.MakeError catch
example.test/mux.Fail send status=$1 on=$0 calls="example.test/mux.MakeError"
`), "\n")

// check analyses packages, each a section named by its import path.
func check(t *testing.T, text string, complete bool) *program {
	t.Helper()
	p := &program{t: t, fset: token.NewFileSet(), pkgs: map[string]*types.Package{}, facts: map[factKey]analysis.Fact{}, whole: &analyzer.Program{Complete: complete, Closed: complete}}
	cfg := analyzer.Config{Program: p.whole}
	if strings.Contains(text, "-- example.test/mux --") {
		cfg.Models = rows
	}
	p.a = analyzer.New(cfg)
	for _, f := range txtar.Parse([]byte(text)).Files {
		p.analyze(f.Name, string(f.Data))
	}
	return p
}

// Import finds the packages that came before, and the standard library.
func (p *program) Import(path string) (*types.Package, error) {
	if pkg := p.pkgs[path]; pkg != nil {
		return pkg, nil
	}
	return std().Import(path)
}

func (p *program) analyze(path, src string) {
	p.t.Helper()
	file, err := parser.ParseFile(p.fset, path[strings.LastIndexByte(path, '/')+1:]+".go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		p.t.Fatal(err)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	pkg, err := (&types.Config{Importer: p}).Check(path, p.fset, []*ast.File{file}, info)
	if err != nil {
		p.t.Fatal(err)
	}
	p.pkgs[path] = pkg
	var ds []analysis.Diagnostic
	get := func(of any, f analysis.Fact) bool {
		g, ok := p.facts[factKey{of, reflect.TypeOf(f)}]
		if ok {
			reflect.ValueOf(f).Elem().Set(reflect.ValueOf(g).Elem())
		}
		return ok
	}
	res, err := p.a.Run(&analysis.Pass{
		Analyzer: p.a, Fset: p.fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info,
		TypesSizes: types.SizesFor("gc", "amd64"), Module: &analysis.Module{Path: "example.test"}, ResultOf: map[*analysis.Analyzer]any{},
		Report:            func(d analysis.Diagnostic) { ds = append(ds, d) },
		ImportObjectFact:  func(o types.Object, f analysis.Fact) bool { return get(o, f) },
		ExportObjectFact:  func(o types.Object, f analysis.Fact) { p.facts[factKey{o, reflect.TypeOf(f)}] = f },
		ImportPackageFact: func(q *types.Package, f analysis.Fact) bool { return get(q, f) },
		ExportPackageFact: func(f analysis.Fact) { p.facts[factKey{pkg, reflect.TypeOf(f)}] = f },
	})
	if err != nil {
		p.t.Fatal(err)
	}
	p.results, p.found = append(p.results, res.(*analyzer.Result)), append(p.found, &ds)
}

// table prints the routes: method and pattern, handler, what stands around it,
// and whether the caller is known.
func (p *program) table() string {
	var b strings.Builder
	for _, r := range p.whole.Routes(p.fset, p.results) {
		method := r.Method
		if method == "" {
			method = "*"
		}
		fmt.Fprintf(&b, "%s %s %s:", method, r.Pattern, r.Handler)
		if r.Open {
			b.WriteString(" …")
		}
		for _, l := range r.Links {
			name := l.Name
			if l.Outside {
				name = "[" + name + "]"
			}
			if l.Maybe {
				name += "?"
			}
			b.WriteString(" " + name)
		}
		if r.Known {
			b.WriteString(" known")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// settled lists what stands in view of the whole program, as file, line and rule.
func (p *program) settled() []string {
	p.whole.Settle(p.results, p.found)
	var out []string
	for _, ds := range p.found {
		for _, d := range *ds {
			at := p.fset.PositionFor(d.Pos, false)
			out = append(out, fmt.Sprintf("%s:%d %s", at.Filename, at.Line, d.Category))
		}
	}
	return out
}
