package errorset_test

import (
	"go/ast"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/callgraph"
	"github.com/authstatus/authstatus/analyzer/internal/checktest"
	"github.com/authstatus/authstatus/analyzer/internal/errorset"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// TestOf asks of each function what the comment behind it says: which errors of the
// module it may give, none, or any. What it is handed counts where it is called.
func TestOf(t *testing.T) {
	p := checktest.Check(t, `package p

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
)

var A = errors.New("a")
var B = fmt.Errorf("%w: b", A)
var Reset = errors.New("x")
func init() { Reset = A } // none
var table = map[string]error{"a": A}

type E struct{ code int }
func (*E) Error() string { return "" } // none
type Wrap struct{ error }
func (w Wrap) Unwrap() error { return w.error } // none
type Means struct{}
func (Means) Error() string { return "" } // none
func (Means) Unwrap() error { return A } // A
type Equal struct{}
func (Equal) Error() string { return "" } // none
func (Equal) Is(error) bool { return true } // none

func sentinel() error { return A } // A
func wrapped() error { return B } // A B
func reset() error { return Reset } // any
func of(k string) error { return table[k] } // any
func lit() error { return &E{1} } // E
func concrete() (*E, error) { return nil, nil } // none
func result() error { e, err := concrete(); if err != nil { return err }; return e } // E
func means() error { return Means{} } // A Means
func equal() error { return Equal{} } // any
func wraps() error { return Wrap{A} } // A Wrap
func wrapsGiven(err error) error { return &Wrap{err} } // Wrap
func wrapsB() error { return wrapsGiven(B) } // A B Wrap
func unwraps() error { return Wrap{A}.Unwrap() } // A Wrap
func fails() error { return fmt.Errorf("x: %w", errors.Join(A, lit())) } // A E
func given(err error) error { return fmt.Errorf("x: %w", err) } // none
func gives() error { return given(A) } // A
func text() error { return errors.New(A.Error()) } // none
func std() error { _, err := os.ReadFile("x"); return err } // none
func maybe(ok bool) (err error) { if ok { err = A }; return } // A
func deferred() (err error) { defer func() { err = A }(); return nil } // A
func again(n int) error { if n == 0 { return A }; return again(n - 1) } // A
func mutual(n int) error { if n == 0 { return B }; return again(n) } // A B
func as(err error) error { var e *E; if errors.As(err, &e) { return e }; return nil } // E
func asked(err error) bool { return errors.Is(err, A) } // none
func mapped(err error) error { if errors.Is(err, A) { return B }; return err } // A B
func switched(err error) error { switch e := err.(type) { case *E: return e }; return nil } // E
func recovered() (err error) { defer func() { err, _ = recover().(error) }(); return nil } // any
func received(c chan error) error { return <-c } // any
func literal() error { f := func() error { return A }; return f() } // A
func called(f func() error) error { return f() } // none
func calls() error { return called(sentinel) } // A
func callsLit() error { return called(func() error { return lit() }) } // E
func ranged(fs ...func() error) error { for _, f := range fs { if err := f(); err != nil { return err } }; return nil } // any
func several() (func() error, error) { return sentinel, nil } // A
func first() error { f, _ := several(); return f() } // any
type Held struct{ error }
func (h Held) Unwrap() error { return h.error } // any
func held() error { e := Held{}; e.error = A; return e } // any
func joined(errs []error) error { return errors.Join(errs...) } // none
func joins() error { return joined([]error{A, nil}) } // A
func appended() error { var errs []error; errs = append(errs, A); return errors.Join(errs...) } // A
func field() error { var v struct{ err error }; v.err = A; return v.err } // any
func method() error { f := (&service{}).same; return f() } // A
func walks() error { return filepath.WalkDir(".", func(string, os.DirEntry, error) error { return A }) } // A
func walked() error { return filepath.WalkDir(".", func(_ string, _ os.DirEntry, err error) error { return err }) } // any

type service struct { err error; r io.Reader; next interface{ Do() error }; hook func() error }
func (s *service) kept() error { return s.err } // any
func (s *service) asks() error { return s.next.Do() } // any
func (s *service) hooked() error { return s.hook() } // any
func (s *service) own() error { return s.same() } // A
func (s *service) same() error { return A } // A
func (s *service) reads() error { _, err := io.ReadAll(s.r); return err } // any

type reader struct{}
func (reader) Read([]byte) (int, error) { return 0, A } // A
func readAll() error { _, err := io.ReadAll(reader{}); return err } // A
func readBehind() error { var r io.Reader = reader{}; _, err := io.ReadAll(r); return err } // A
func decoder() error { return json.NewDecoder(reader{}).Decode(new(int)) } // A

type plain struct{ N int }
type hooks struct{ P *inner }
type inner struct{}
func (*inner) UnmarshalJSON([]byte) error { return A } // A
func (*inner) Check() error { return B } // A B
func checks(i *inner) error { return i.Check() } // A B
func body(r *http.Request) error { var v plain; return json.NewDecoder(r.Body).Decode(&v) } // none
func limited(w http.ResponseWriter, r *http.Request) error { return json.NewDecoder(http.MaxBytesReader(w, r.Body, 9)).Decode(&plain{}) } // none
func hooked(r *http.Request) error { var v hooks; return json.NewDecoder(r.Body).Decode(&v) } // A
func into(r *http.Request, v any) error { return json.NewDecoder(r.Body).Decode(v) } // none
func intoHooks(r *http.Request) error { return into(r, &hooks{}) } // A
func generic[T any](r *http.Request) (v T, err error) { err = json.NewDecoder(r.Body).Decode(&v); return v, err } // none
func genericPlain(r *http.Request) error { _, err := generic[plain](r); return err } // none
func genericHooks(r *http.Request) error { _, err := generic[hooks](r); return err } // A

func ended(ctx context.Context) error { return ctx.Err() } // none
func cause(ctx context.Context) error { return context.Cause(ctx) } // none
func file() error { f, err := os.Open("x"); if err != nil { return err }; return f.Close() } // none

type group struct{ first error }
func (g *group) Go(f func() error) { g.first = f() } // none
func (g *group) Wait() error { return g.first } // any
func waits() error { var g group; g.Go(sentinel); return g.Wait() } // any

type set struct{ Err error }
func (*set) Error() string { return "" } // none
func (s *set) Unwrap() error { return s.Err } // any
func setLater() error { s := &set{}; s.Err = A; return s } // any
`)
	said := p.Comments()
	files := []*ast.File{p.File}
	s := errorset.New(errorset.Config{
		Pass: &analysis.Pass{Pkg: p.Types, TypesInfo: p.Info},
		Graph: callgraph.New(callgraph.Config{
			Pkg: p.Types, Info: p.Info, Files: files, Sites: callgraph.NewSites(p.Types, p.Info, files), Writes: syntax.NewWrites(p.Types, p.Info, files),
		}),
		Ours:  func(path string) bool { return path == p.Types.Path() },
		Plain: func(t types.Type) bool { return syntax.TypeText(t) == "net/http.ResponseWriter" },
	})
	for f := range syntax.Functions(p.Info, files) {
		names, ok := s.Of(f)
		got := strings.ReplaceAll(strings.Join(names, " "), p.Types.Path()+".", "")
		switch {
		case !ok:
			got = "any"
		case got == "":
			got = "none"
		}
		if want := said[p.Fset.Position(f.Pos()).Line]; got != want {
			t.Errorf("%s: %s, want %s", syntax.FuncName(f), got, want)
		}
	}
}
