package load

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

func TestMentions401(t *testing.T) {
	for _, test := range []struct {
		name, src string
		want      bool
	}{
		{"status", "package p\n\nconst code = 401\n", true},
		{"constant", "package p\n\nvar x = http.StatusUnauthorized\n", true},
		{"writer", "package p\n\nfunc f(w W, n int) { w.WriteHeader(n) }\n", true},
		{"header in any case", "package p\n\nconst h = \"WWW-authenticate\"\n", true},
		{"nothing", "package p\n\nconst code = 403\n", false},
		{"too large", "package p\n\nconst code = 401\n//" + strings.Repeat("x", maxDependency), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "p.go")
			if err := os.WriteFile(file, []byte(test.src), 0o644); err != nil {
				t.Fatal(err)
			}
			if got := mentions401(&packages.Package{GoFiles: []string{file}}); got != test.want {
				t.Errorf("got %t", got)
			}
		})
	}
}

func TestImportsHTTP(t *testing.T) {
	for path, want := range map[string]bool{
		"net/http":                     true,
		"github.com/gin-gonic/gin":     true,
		"github.com/labstack/echo/v4":  true,
		"github.com/gofiber/fiber/v3":  true,
		"net/http/cookiejar":           false,
		"github.com/gin-gonic/ginseng": false,
	} {
		if got := importsHTTP(&packages.Package{Imports: map[string]*packages.Package{path: nil}}); got != want {
			t.Errorf("%s: got %t", path, got)
		}
	}
}

// TestFrameworks checks that a package with a function for one of the response
// types that the analyzer's tables know counts as a user of HTTP: to name the
// type it must import its package.
func TestFrameworks(t *testing.T) {
	files, err := filepath.Glob("../../../../analyzer/internal/model/*.model")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	types := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			f := strings.Fields(line)
			if len(f) < 2 || f[1] != "response" {
				continue
			}
			types++
			path := f[0][:strings.LastIndexByte(f[0], '.')]
			if !importsHTTP(&packages.Package{Imports: map[string]*packages.Package{path: nil}}) {
				t.Errorf("%s: %s: not in the list of frameworks", filepath.Base(file), path)
			}
		}
	}
	if types == 0 {
		t.Error("no response types in the tables")
	}
}
