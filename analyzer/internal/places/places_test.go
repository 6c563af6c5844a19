package places_test

import (
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/checktest"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/places"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

func newPlaces(p *checktest.Package, files []*ast.File, imported map[string]bool) *places.Places {
	table := model.NewTable(nil, nil)
	return places.New(places.Config{
		Pkg: p.Types, Info: p.Info, Files: files, Roles: roles.Of(p.Types, p.Info, files, table), Signatures: syntax.Signatures{}, Imported: imported,
		Foreign: func(f *types.Func) (sent []int, known bool) {
			if f.FullName() == "strings.Repeat" { // as if its second parameter were sent
				return []int{1}, true
			}
			return nil, false
		},
	})
}

// ways are the ways in which a number gets from one place to another: each field
// is followed by whether it may hold a status.
const ways = `package p

import (
	"net/http"
	"strconv"
	"strings"
)

type T struct {
	chosen int // holds
	text string // holds
	named int // holds
	port int // -
	flag bool // -
	sent int // holds
	written int // holds
	compared int // holds
	switched int // holds
	cased int // holds
	stored int // holds
	ranged []int // holds
	sentOn chan int // holds
	appended []int // holds
	keyed map[int]int // holds
	literal int // holds
	returned int // holds
	through int // holds
	method int // holds
	dynamic int // holds
	foreign int // holds
	computed int // -
	list []string // -
	pair int // holds
	unused int // -
}

type asker interface{ code(n int) int }
type answers struct{}
func (answers) code(n int) int { return 401 }
type row struct{ status int }

func pass(n int) int { return n }
func two() (string, int) { return "", 403 }

func f(t *T, w http.ResponseWriter, a asker, call func(int) int) {
	t.chosen = 401
	t.text = "403"
	t.named = http.StatusTeapot
	t.port = 8080
	w.WriteHeader(t.sent)
	http.Error(w, "", t.written)
	if t.compared == http.StatusForbidden { return }
	switch t.switched { case http.StatusUnauthorized: }
	switch { case t.cased == 407: }
	rows := []row{{401}}
	t.stored = rows[0].status
	for _, n := range t.ranged { w.WriteHeader(n) }
	w.WriteHeader(<-t.sentOn)
	t.appended = append(t.appended, 401)
	_ = t.keyed[t.chosen]
	_ = T{literal: 401}
	t.returned = pass(401)
	func(n int) { w.WriteHeader(n) }(pass(t.through))
	t.method = a.code(1)
	w.WriteHeader(call(1))
	call = func(n int) int { return t.dynamic }
	_ = strings.Repeat("", t.foreign)
	t.computed = t.chosen + 1
	t.list = append(t.list, strconv.Itoa(1))
	_, t.pair = two()
}
`

// fields tells of each field of T whether it may hold a status.
func fields(t *testing.T, p *checktest.Package, at *places.Places) map[string]string {
	t.Helper()
	out := map[string]string{}
	typ := p.Types.Scope().Lookup("T").Type()
	for f := range typ.Underlying().(*types.Struct).Fields() {
		// A container is one place with its elements.
		out[f.Name()] = "-"
		if slices.Contains(at.Named(), checktest.Path+".T."+f.Name()) {
			out[f.Name()] = "holds"
		}
		if _, basic := f.Type().(*types.Basic); basic && at.FieldCarries(typ, f) != (out[f.Name()] == "holds") {
			t.Errorf("%s: importers are told %s", f.Name(), out[f.Name()])
		}
	}
	return out
}

func TestWays(t *testing.T) {
	p := checktest.Check(t, ways)
	said := p.Comments()
	got := fields(t, p, newPlaces(p, []*ast.File{p.File}, nil))
	for f := range p.Types.Scope().Lookup("T").Type().Underlying().(*types.Struct).Fields() {
		if want := said[p.Fset.Position(f.Pos()).Line]; got[f.Name()] != want {
			t.Errorf("%s: %s, want %s", f.Name(), got[f.Name()], want)
		}
	}
}

// TestOrder holds that the order in which code is read changes nothing, and that
// with less code less may hold a status.
func TestOrder(t *testing.T) {
	p := checktest.Check(t, ways)
	whole := fields(t, p, newPlaces(p, []*ast.File{p.File}, nil))
	r := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		file := *p.File
		file.Decls = slices.Clone(p.File.Decls)
		r.Shuffle(len(file.Decls), func(i, j int) { file.Decls[i], file.Decls[j] = file.Decls[j], file.Decls[i] })
		for i, d := range file.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			// Statements too: reading knows no order.
			body := *fd.Body
			body.List = slices.Clone(body.List)
			r.Shuffle(len(body.List), func(i, j int) { body.List[i], body.List[j] = body.List[j], body.List[i] })
			shuffled := *fd
			shuffled.Body = &body
			file.Decls[i] = &shuffled
		}
		if got := fields(t, p, newPlaces(p, []*ast.File{&file}, nil)); !maps.Equal(got, whole) {
			t.Fatalf("in another order: %v, want %v", got, whole)
		}
		file.Decls = file.Decls[:r.IntN(len(file.Decls))]
		for f, holds := range fields(t, p, newPlaces(p, []*ast.File{&file}, nil)) {
			if holds != "-" && whole[f] == "-" {
				t.Errorf("%s may hold a status in a part of the code, and not in all of it", f)
			}
		}
	}
}

// TestImporters is about what importers put in, and take out.
func TestImporters(t *testing.T) {
	const src = `package %s
import ("net/http"; "strings")
type E struct{ Code int; hidden int }
func Send(w http.ResponseWriter, code int) { w.WriteHeader(code) }
func Make(code int) error { return &E{Code: code} }
func (e *E) Error() string { return "" }
func (e *E) Status() int { return e.Code }
func (e *E) Len() int { return len(e.Error()) }
func use(e *E, n int) bool { return strings.Count("", "") == n }
`
	p := checktest.Check(t, fmt.Sprintf(src, "p"))
	at := newPlaces(p, []*ast.File{p.File}, nil)
	if got, want := strings.ReplaceAll(strings.Join(at.Named(), " "), checktest.Path, "p"), "(*p.E).Status=0 p.E.Code p.Make#0 p.Send#1"; got != want {
		t.Errorf("named are %s, want %s", got, want)
	}
	e := types.NewPointer(p.Types.Scope().Lookup("E").Type())
	// Exported parameters are one place: what an importer puts into one may be a
	// status that leaves through the other.
	if got := fmt.Sprint(at.Methods(e)); got != "[Status]" {
		t.Errorf("methods that may return a status: %s", got)
	}
	use := p.Func(t, "use")
	if n := use.Signature().Params().At(1); at.FieldCarries(e, n) {
		t.Error("a count may be a status")
	}
	// What an import names may hold one here too.
	at = newPlaces(p, []*ast.File{p.File}, map[string]bool{"strings.Count=0": true})
	if n := use.Signature().Params().At(1); !at.FieldCarries(e, n) {
		t.Error("what is compared with a result that an import names holds no status")
	}
	// Nobody imports a command.
	p = checktest.Check(t, fmt.Sprintf(src, "main"))
	if got := newPlaces(p, []*ast.File{p.File}, nil).Methods(types.NewPointer(p.Types.Scope().Lookup("E").Type())); got != nil {
		t.Errorf("in a command: %v", got)
	}
}

// TestCarries asks of the type of each variable whether an object of it may carry
// a status, and whether it holds an error.
func TestCarries(t *testing.T) {
	p := checktest.Check(t, `package p

type failure struct{ msg string }
func (*failure) Error() string { return "" }
type within struct{ failure }
type result struct{ status int }
type outer struct{ inner struct{ result } }
type far struct{ a struct{ b struct{ c result } } }
type coded struct{ n int }
func (coded) Code() int { return 401 }
type plain struct{ n int }
type open struct{ N int }
type loop struct{ next *loop }

var a error // carries holds
var b failure // carries holds
var c *within // carries holds
var d result // carries
var e *outer // carries
var f far // -
var g coded // carries
var h plain // -
var i open // carries
var j *loop // -
var k interface{ Code() int } // carries
var l interface{ Name() string } // -
var m func() // -

var _ = result{401}
`)
	at := newPlaces(p, []*ast.File{p.File}, nil)
	said := p.Comments()
	for _, name := range p.Types.Scope().Names() {
		v, ok := p.Types.Scope().Lookup(name).(*types.Var)
		if !ok {
			continue
		}
		is := []string{}
		if at.Carries(v.Type()) {
			is = append(is, "carries")
		}
		if places.HoldsError(v.Type()) {
			is = append(is, "holds")
		}
		if len(is) == 0 {
			is = append(is, "-")
		}
		if got, want := strings.Join(is, " "), said[p.Fset.Position(v.Pos()).Line]; got != want {
			t.Errorf("%s %v: %s, want %s", name, v.Type(), got, want)
		}
	}
	if !at.Carries(nil) {
		t.Error("what does not check carries nothing")
	}
	if i := p.Types.Scope().Lookup("i").Type(); at.CarriesOwn(i) {
		t.Error("what only importers fill carries a status of this package")
	}
}
