package roles_test

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/checktest"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
)

// user has rows about the types of the test's package.
const user = `framework user v1 commit=call
import example.test/p
example.test/p.Ctx response
(*example.test/p.Ctx).Fail send status=$0
(*example.test/p.Base).Fail record status=$0
example.test/p.Failure error status=.Code sent
example.test/p.Coded error status=.Code
example.test/p.ErrDenied error status=401 sent
example.test/p.Reply literal status=.Code
example.test/p.Idle literal status=.Code in="net/http/httputil.ReverseProxy"
example.test/p.Stream trailers
example.test/p.Route handler status=$0
example.test/p.Server.OnError catch
example.test/p.SetOnError catch
(example.test/p.Server).Catch catch handler=$1
example.test/p.MakeError catch
code example.test/p.Code 16=401
code example.test/p.Name "denied"=403
`

func newRoles(t *testing.T, src string) (*checktest.Package, *roles.Roles) {
	t.Helper()
	f, err := model.Parse("user", user)
	if err != nil {
		t.Fatal(err)
	}
	p := checktest.Check(t, src)
	return p, roles.Of(p.Types, p.Info, []*ast.File{p.File}, model.NewTable(f, nil))
}

// TestTypes asks about the type of each variable what the comment behind it says.
func TestTypes(t *testing.T) {
	p, r := newRoles(t, `package p

import "net/http"

type Ctx struct{ w http.ResponseWriter }
type Base struct{}
type Failure struct{ Code int }
type Coded interface{ Code() int }
type coded struct{}
func (coded) Code() int { return 0 }
type Reply struct{ Code int }
type Idle struct{ Code int }
type Code int
type Name string
type wrapper struct{ http.ResponseWriter }
type own struct{}
func (own) Header() http.Header { return nil }
func (own) Write([]byte) (int, error) { return 0, nil }
func (own) WriteHeader(int) {}
type other struct{}
func (other) Header() string { return "" }
func (other) Write([]byte) (int, error) { return 0, nil }
func (other) WriteHeader(int) {}
type loop struct{ next *loop }
type deep struct{ a struct{ b struct{ c struct{ w http.ResponseWriter } } } }
type Renderer interface{ Render(http.ResponseWriter) error }
type Served interface{ Serve(http.ResponseWriter, *http.Request) }

var a http.ResponseWriter // response named writer
var b *wrapper // response writer holds
var c own // response writer
var d other // -
var e *Ctx // response named holds
var f Base // -
var g struct{ w http.ResponseWriter } // holds
var h struct{ inner struct{ w *Ctx } } // holds
var i deep // -
var j *loop // -
var k *Failure // error
var l coded // -
var m *Reply // literal
var n Idle // -
var o Code // code
var q Name // code
var s http.Header // header
var u *http.Request // request
var v Renderer // renderer
var x Served // -
var y func() // -
var z int // -
`)
	said := p.Comments()
	for _, name := range p.Types.Scope().Names() {
		v, ok := p.Types.Scope().Lookup(name).(*types.Var)
		if !ok {
			continue
		}
		typ := v.Type()
		_, failure := r.ErrorRow(typ)
		_, literal := r.LiteralRow(typ)
		var is []string
		for _, a := range []struct {
			name string
			is   bool
		}{
			{"response", r.IsResponse(typ)}, {"named", r.IsNamedResponse(typ)}, {"writer", r.IsWriter(typ)}, {"holds", r.Holds(typ)}, {"error", failure},
			{"literal", literal}, {"code", r.IsCode(typ)}, {"header", roles.IsHeader(typ)}, {"request", roles.IsRequest(typ)}, {"renderer", r.IsRenderer(typ)},
		} {
			if a.is {
				is = append(is, a.name)
			}
		}
		if is == nil {
			is = []string{"-"}
		}
		if got, want := strings.Join(is, " "), said[p.Fset.Position(v.Pos()).Line]; got != want {
			t.Errorf("%s %v: %s, want %s", name, typ, got, want)
		}
	}
	if r.IsResponse(nil) || r.Holds(nil) || r.IsCode(nil) || roles.IsRequest(nil) {
		t.Error("what has no type has a part")
	}
}

// TestRows asks for the rows of the method that each line calls: what the comment
// says is the symbol of the first, and how many embedded fields lie before it.
func TestRows(t *testing.T) {
	p, r := newRoles(t, `package p

import "net/http"

type Base struct{}
func (*Base) Fail(int) {}
type Ctx struct{ *Base }
type Outer struct{ *Ctx }
type wrapper struct{ http.ResponseWriter }
type own struct{ http.ResponseWriter }
func (own) WriteHeader(int) {}

func f(b *Base, c *Ctx, o Outer, w wrapper, x own, rec http.Header) {
	b.Fail(1) // (*example.test/p.Base).Fail 0
	c.Fail(1) // (*example.test/p.Ctx).Fail 0
	o.Fail(1) // (*example.test/p.Ctx).Fail 1
	w.WriteHeader(1) // (net/http.ResponseWriter).WriteHeader 1
	x.WriteHeader(1) // (net/http.ResponseWriter).WriteHeader -1
	rec.Get("a") // - -1
}
`)
	said := p.Comments()
	asked := 0
	ast.Inspect(p.File, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || p.Info.Selections[sel] == nil {
			return true
		}
		rows, depth := r.MethodRows(p.Info.Selections[sel], p.Info.Uses[sel.Sel].(*types.Func))
		symbol := "-"
		if len(rows) > 0 {
			symbol = rows[0].Symbol
		}
		if got, want := fmt.Sprint(symbol, " ", depth), said[p.Fset.Position(sel.Pos()).Line]; got != want {
			t.Errorf("%s: %s, want %s", types.ExprString(sel), got, want)
		}
		asked++
		return true
	})
	if asked != 6 {
		t.Errorf("%d calls", asked)
	}
}

// TestFunctions asks about functions.
func TestFunctions(t *testing.T) {
	p, r := newRoles(t, `package p

import "net/http"

type Ctx struct{}
type Stream struct{}
type Handler func(*Ctx)
type writer struct{ http.ResponseWriter }
func (writer) WriteHeader(int) {}
func (writer) Other(int) {}

func wraps(h http.Handler) http.Handler { return h }
func makes(name string) func(http.Handler) http.Handler { return nil }
func contextual(name string) Handler { return nil }
func plain(name string) http.HandlerFunc { return nil }
func handle(w http.ResponseWriter, r *http.Request) {}
func client(r *http.Request) {}
func header(h http.Header) {}
func nothing(n int) {}
func stream(s *Stream) error { return nil }
`)
	for name, want := range map[string]string{
		"wraps": "middleware", "makes": "middleware", "contextual": "middleware", "plain": "", "handle": "takes handles renders?", "client": "handles",
		"header": "takes", "nothing": "", "stream": "trailers", "writer.WriteHeader": "takes forwards", "writer.Other": "takes",
	} {
		f := p.Func(t, name)
		sig := f.Signature()
		var is []string
		for _, a := range []struct {
			name string
			is   bool
		}{
			{"middleware", r.IsMiddleware(sig)}, {"takes", r.Takes(sig)}, {"handles", r.Handles(sig)}, {"forwards", r.Forwards(f)}, {"trailers", r.InTrailers(sig)},
			{"renders?", sig.Params().Len() == 2 && !r.Renders(sig)},
		} {
			if a.is {
				is = append(is, a.name)
			}
		}
		if got := strings.Join(is, " "); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func catches(r *roles.Roles, e ast.Expr) bool {
	by, _ := r.Catches(e)
	return by == checktest.Path
}

// TestHanded finds what frameworks are given: handlers whose results answer, and
// functions that answer errors.
func TestHanded(t *testing.T) {
	p, r := newRoles(t, `package p

type Route func(name string) int
type Server struct{ OnError func(error) }
type Embeds struct{ Server }
func SetOnError(func(error)) {}
func (Server) Catch(name string, answer func(error), rest ...string) {}
var MakeError func(error) error
func Handle(pattern string, h Route) {}
func served(name string) int { return 0 }
func idle(name string) int { return 0 }
func answers(error) {}
func wire(s *Server) {
	Handle("/", served)
	s.OnError = answers
	SetOnError(answers)
	Server.Catch(*s, "", answers, "")
	MakeError = nil
	_ = Server{OnError: answers}
}
`)
	if row, ok := r.HandlerRow(p.Func(t, "served")); !ok || row.Symbol != "example.test/p.Route" {
		t.Errorf("the row of a handler: %v", row)
	}
	if _, ok := r.HandlerRow(p.Func(t, "idle")); ok {
		t.Error("a function that is handed to nobody is a handler")
	}
	caught := map[string]bool{}
	ast.Inspect(p.File, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			caught["set "+types.ExprString(n.Lhs[0])] = catches(r, n.Lhs[0]) || r.CatchingVar(n.Lhs[0]) != nil
		case *ast.CallExpr:
			caught["call "+types.ExprString(n.Fun)] = catches(r, n.Fun)
			if by, at := r.Catches(n.Fun); by != "" && (at == 1) != (types.ExprString(n.Fun) == "Server.Catch") {
				t.Errorf("%s: argument %d", types.ExprString(n.Fun), at)
			}
		case *ast.KeyValueExpr:
			caught["key "+types.ExprString(n.Key)] = r.CatchingKey(p.Types.Scope().Lookup("Server").Type().(*types.Named), n.Key) != ""
		}
		return true
	})
	for what, want := range map[string]bool{"set s.OnError": true, "set MakeError": true, "call SetOnError": true, "call Server.Catch": true, "call Handle": false, "key OnError": true, "set _": false} {
		if got, ok := caught[what]; !ok || got != want {
			t.Errorf("%s: %t, want %t", what, got, want)
		}
	}
}

// TestNeededBy holds that the names of header fields have no case.
func TestNeededBy(t *testing.T) {
	for field, want := range map[string]string{"WWW-Authenticate": "401", "www-authenticate": "401", "Www-Authenticate": "401", "proxy-authenticate": "407", "Authenticate": "", "": ""} {
		if got := roles.NeededBy(field); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
}
