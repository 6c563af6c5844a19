package scope_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/scope"
)

var (
	own   = &analysis.Module{Path: "example.org/p"}
	other = &analysis.Module{Path: "example.org/q", Version: "v1.2.3"}
	large = "\n//" + strings.Repeat("x", 200<<10)
)

// TestIn asks about packages by their text and by their syntax.
func TestIn(t *testing.T) {
	const sends, silent = "package p\n\nconst code = 403\n", "package p\n\nconst code = 400\n"
	http := []string{"net/http"}
	for _, tt := range []struct {
		name, path string
		module     *analysis.Module
		imports    []string
		text       string
		in         bool
		factless   bool
	}{
		{"a dependency that sends", "example.org/q", other, http, sends, true, false},
		{"without a status", "example.org/q", other, http, silent, false, true},
		{"without HTTP", "example.org/q", other, []string{"fmt"}, sends, false, true},
		{"of a framework in place of net/http", "example.org/q", other, []string{"github.com/gofiber/fiber/v3"}, sends, true, false},
		{"a path like a framework's", "example.org/q", other, []string{"github.com/gofiber/fiber/v3x"}, sends, false, true},
		{"errors without HTTP", "example.org/q", other, nil, "package qerr\n\nconst code = 403\n", true, false},
		{"too large", "example.org/q", other, http, sends + large, false, true},
		{"a framework", "github.com/gin-gonic/gin", &analysis.Module{Path: "github.com/gin-gonic/gin", Version: "v1.9.0"}, http, sends, false, true},
		{"the framework's own module", "github.com/gin-gonic/gin", &analysis.Module{Path: "github.com/gin-gonic/gin"}, nil, silent, true, false},
		{"std", "net/http/pprof", nil, http, sends, false, true},
		{"std with an empty module", "net/http/pprof", &analysis.Module{}, http, sends, false, true},
		{"the module with HTTP", "example.org/p", own, http, silent, true, false},
		{"the module with a status", "example.org/p", own, nil, sends, true, false},
		{"the module with neither", "example.org/p", own, nil, silent, false, false},
		{"the module, large", "example.org/p", own, nil, sends + large, true, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			table := model.NewTable(nil, nil)
			for form, text := range forms(t, tt.text) {
				p := scope.Package{Path: tt.path, Module: tt.module, Imports: tt.imports, Text: text}
				if got := p.In(table); got != tt.in {
					t.Errorf("by its %s: in scope: %t", form, got)
				}
				if got := p.Factless(table); got != tt.factless {
					t.Errorf("by its %s: factless: %t", form, got)
				}
			}
		})
	}
}

// TestUnread has a file that can't be read: nobody may say that it has no facts.
func TestUnread(t *testing.T) {
	for _, imports := range [][]string{nil, {"net/http"}} {
		p := scope.Package{Path: "example.org/q", Module: other, Imports: imports, Text: scope.Files([]string{filepath.Join(t.TempDir(), "none.go")})}
		if table := model.NewTable(nil, nil); !p.In(table) || p.Factless(table) {
			t.Errorf("imports %v: in scope %t, factless %t", imports, p.In(table), p.Factless(table))
		}
	}
}

// TestImports has a dependency for each line of the models that names a package:
// whoever imports it writes responses.
func TestImports(t *testing.T) {
	table := model.NewTable(nil, nil)
	n := 0
	for _, f := range model.Builtin() {
		for _, path := range f.Imports {
			n++
			for form, text := range forms(t, "package q\n\nconst code = 403\n") {
				p := scope.Package{Path: "example.org/q", Module: other, Imports: []string{path}, Text: text}
				if !p.In(table) {
					t.Errorf("%s: a dependency that imports %s is out of scope by its %s", f.Name, path, form)
				}
			}
		}
	}
	if n < 50 {
		t.Errorf("%d imports in the models", n)
	}
}

// TestMentions compares what text and syntax say: where syntax has a word, text
// has it too.
func TestMentions(t *testing.T) {
	for _, tt := range []struct {
		text           string
		syntax, unread bool // what each says
	}{
		{"const code = 401", true, true},
		{"const code = 403", true, true},
		{"const code = 407", true, true},
		{"const code = 404", false, false},
		{"var x = http.StatusUnauthorized", true, true},
		{"var x = http.StatusForbidden", true, true},
		{"var x = http.StatusProxyAuthRequired", true, true},
		{"func f(w W, n int) { w.WriteHeader(n) }", true, true},
		{`const h = "WWW-authenticate"`, true, true},
		{"const h = `www-authenticate`", true, true},
		{`const h = "Proxy-Authenticate"`, true, true},
		{"// It never sends 401.", false, true},
		{"const n = 14010", false, true},
		{"const h = `", false, false}, // does not parse
	} {
		got := map[string]bool{}
		for form, text := range forms(t, "package p\n\n"+tt.text+"\n") {
			got[form] = text.Mentions()
		}
		if got["syntax"] != tt.syntax || got["text"] != tt.unread {
			t.Errorf("%s: syntax %t, text %t", tt.text, got["syntax"], got["text"])
		}
	}
}

// forms returns a file as text and as syntax, as far as it parses.
func forms(t *testing.T, text string) map[string]scope.Text {
	t.Helper()
	name := filepath.Join(t.TempDir(), "p.go")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	tests := filepath.Join(t.TempDir(), "p_test.go") // never read
	f, _ := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	return map[string]scope.Text{
		"text":   scope.Files([]string{name, tests}),
		"syntax": scope.Syntax([]*ast.File{f}),
	}
}
