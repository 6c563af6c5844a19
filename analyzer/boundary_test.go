package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer"
)

// A bomb is a type at which whoever looks panics: a mistake of the analysis
// that strikes in one place.
type bomb struct{}

func (bomb) Underlying() types.Type { panic("bomb") }
func (bomb) String() string         { panic("bomb") }

const bombed = `package p

import (
	"errors"
	"net/http"
	"strings"
)

type failure struct{ Status int }

func (f *failure) Error() string { return http.StatusText(f.Status) }

func First(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "log in", http.StatusUnauthorized)
}

func Bad(w http.ResponseWriter, r *http.Request) {
	token, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	err := error(&failure{Status: 401})
	if !found || token == "" {
		err = &failure{http.StatusForbidden}
	}
	send := func(status int) {
		if status == 407 {
			w.Header().Set("Proxy-Authenticate", "Basic")
		}
		w.WriteHeader(status)
	}
	var f *failure
	if errors.As(err, &f) {
		send(f.Status)
		return
	}
	for _, code := range []int{401, 402} {
		switch {
		case len(token) == code:
			http.Error(w, err.Error(), code)
		}
	}
	answer(w, 401)
}

func answer(w http.ResponseWriter, status int) { w.WriteHeader(status) }

func Last(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.Header().Set("WWW-Authenticate", "Basic realm=files")
	w.WriteHeader(401)
}
`

// TestBoundary holds that a panic costs the function in whose analysis it
// comes, is reported with that function's name and place, and leaves what is
// found in the others. It is brought about at every expression and name in turn.
func TestBoundary(t *testing.T) {
	files := []sourceFile{{"p.go", []byte(bombed)}}
	a := analyzer.New(analyzer.Config{})
	u := parse(files)
	u.check("authstatus.test/p")
	if len(u.errs) > 0 {
		t.Fatal(u.errs)
	}
	var fn *ast.FuncDecl
	for _, d := range u.files[0].Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && fd.Name.Name == "Bad" {
			fn = fd
		}
	}
	inBad := func(d analysis.Diagnostic) bool { return fn.Pos() <= d.Pos && d.Pos < fn.End() }
	analyze := func(t *testing.T) (others []string, failures []analysis.Diagnostic) {
		t.Helper()
		clear(u.facts)
		ds, err := u.analyze(a)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range ds {
			switch {
			case d.Category == "internal-error":
				failures = append(failures, d)
			case !inBad(d) && !strings.Contains(d.Message, "answer"): // Bad calls that
				others = append(others, fmt.Sprint(fset.Position(d.Pos), d.Message))
			}
		}
		return others, failures
	}
	want, failures := analyze(t)
	if len(want) != 3 || len(failures) > 0 {
		t.Fatalf("without a bomb: %q, %v", want, failures)
	}

	struck, places := 0, 0
	try := func(n ast.Node) {
		places++
		got, failures := analyze(t)
		if !slices.Equal(got, want) {
			t.Errorf("a bomb at %s: %q, want %q", fset.Position(n.Pos()), got, want)
		}
		for _, d := range failures {
			if !inBad(d) || !strings.Contains(d.Message, "the analysis of Bad failed (bomb)") && !strings.Contains(d.Message, "a fix in Bad") {
				t.Errorf("a bomb at %s: %s: %s", fset.Position(n.Pos()), fset.Position(d.Pos), d.Message)
			}
		}
		if len(failures) > 0 {
			struck++
		}
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		if old, ok := u.info.Types[e]; ok {
			tv := old
			tv.Type = bomb{}
			u.info.Types[e] = tv
			try(n)
			tv.Value = nil
			u.info.Types[e] = tv
			try(n)
			u.info.Types[e] = old
		}
		if id, ok := e.(*ast.Ident); ok && u.info.Uses[id] != nil {
			old := u.info.Uses[id]
			u.info.Uses[id] = types.NewVar(id.Pos(), u.pkg, id.Name, bomb{})
			try(n)
			u.info.Uses[id] = old
		}
		return true
	})
	t.Logf("%d of %d bombs went off", struck, places)
	if struck < 20 {
		t.Errorf("only %d of %d bombs went off", struck, places)
	}
}
