package model

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Rows that can't have both a reported and a silent case, with the reason.
var uncased = map[string]string{
	"(*github.com/valyala/fasthttp.RequestCtx).TimeoutErrorWithCode":               "no challenge survives",
	"(*github.com/valyala/fasthttp.RequestCtx).TimeoutErrorWithResponse":           "the status of another response is not followed",
	"(*github.com/savsgio/atreugo/v11.RequestCtx).ErrorResponse":                   "no challenge survives",
	"(*net/http/httptest.ResponseRecorder).WriteHeader":                            "a recorder is no response",
	"connectrpc.com/connect.Error":                                                 "NewError makes it",
	"github.com/modelcontextprotocol/go-sdk/auth.ErrInvalidToken":                  "the middleware sends it",
	"github.com/ogen-go/ogen/ogenerrors.Error":                                     "ogen's own errors implement it",
	"google.golang.org/grpc/internal/status.Status":                                "internal: New and Newf return it",
	"k8s.io/apimachinery/pkg/api/errors.APIStatus":                                 "StatusError implements it",
	"github.com/getkin/kin-openapi/openapi3filter.SecurityRequirementsError":       "another module sends it",
	"(*github.com/getkin/kin-openapi/openapi3filter.AuthenticationInput).NewError": "another module sends it",
}

// TestCases asks for a reported and a silent case of every row that can send
// 401, in testdata/frameworks/cases. That they come out so is held by
// TestFrameworks of package analyzer.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("*.model")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Parse(file, string(text))
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(file, ".model")
		reported, silent := caseNames(t, filepath.Join("..", "..", "..", "testdata", "frameworks", "cases", base))
		for _, r := range f.Rows {
			if !sends401(r) || uncased[r.Symbol] != "" {
				continue
			}
			name := r.Symbol[strings.LastIndexByte(r.Symbol, '.')+1:]
			has := func(names map[string]bool) bool {
				return names[name] || r.Verb == Error && r.Status.Kind == Field && r.Status.Text != "" && names["func "+r.Status.Text]
			}
			if !has(reported) {
				t.Errorf("%s: no reported case: %s", base, r)
			}
			if !has(silent) {
				t.Errorf("%s: no silent case: %s", base, r)
			}
		}
	}
}

// sends401 tells whether a row can bring a 401 without a challenge about.
func sends401(r Row) bool {
	switch r.Verb {
	case Send, Record, Error, Literal, Handler:
	default:
		return false
	}
	switch r.Status.Kind {
	case Int:
		return r.Status.N == 401 && !r.Own
	case None:
		return false
	}
	return !r.Own
}

// caseNames lists what functions with a want comment mention, and what those
// without one do. A type's methods count for both, as "func Name".
func caseNames(t *testing.T, dir string) (reported, silent map[string]bool) {
	t.Helper()
	reported, silent = map[string]bool{}, map[string]bool{}
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if fd.Recv != nil {
				reported["func "+fd.Name.Name], silent["func "+fd.Name.Name] = true, true
			}
			to := silent
			for _, c := range file.Comments {
				if fd.Pos() <= c.Pos() && c.Pos() < fd.End() && strings.Contains(c.Text(), "-challenge\\]") {
					to = reported
				}
			}
			ast.Inspect(fd, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					to[id.Name] = true
				}
				return true
			})
			if fd.Recv == nil && len(to) > 0 && strings.HasPrefix(fd.Name.Name, "Routes") {
				reported["Handler"], silent["Handler"] = true, true
			}
		}
	}
	return reported, silent
}
