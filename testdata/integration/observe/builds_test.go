package observe_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// deniesAll is a package with a handler that sends 401, in line 6.
func deniesAll(pkg string) string {
	return "package " + pkg + `

import "net/http"

func Get(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "log in", http.StatusUnauthorized)
}
`
}

// testsGet is a test of it that goes on with more.
func testsGet(pkg, imports, more string) string {
	return "package " + pkg + `

import (
	"net/http/httptest"
	"testing"
` + imports + `
)

func TestGet(t *testing.T) {
	Get(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
` + more + `
}
`
}

// TestObserveBuilds runs -observe on modules that are built and tested in all
// kinds of ways. States are those of the findings, by file and line.
func TestObserveBuilds(t *testing.T) {
	exe := build(t)
	const mod = "module example.org/m\n\ngo 1.26\n"
	for _, c := range []struct {
		name   string
		needsC bool
		files  map[string]string
		args   []string
		env    []string
		states map[string]string
		failed []string
		told   []string // of what failed, on standard error
	}{{
		name: "workspace",
		files: map[string]string{
			"go.work":         "go 1.26\n\nuse (\n\t./one\n\t./two\n)\n",
			"one/go.mod":      "module example.org/one\n\ngo 1.26\n",
			"one/one.go":      deniesAll("one"),
			"two/go.mod":      "module example.org/two\n\ngo 1.26\n",
			"two/two.go":      deniesAll("two"),
			"two/two_test.go": testsGet("two", `"example.org/one"`, "one.Get(httptest.NewRecorder(), nil)"),
		},
		args:   []string{"./one/...", "./two/..."},
		states: map[string]string{"one/one.go:6": "seen 1", "two/two.go:6": "seen 1"},
	}, {
		name: "vendor",
		files: map[string]string{
			"go.mod":                      mod + "\nrequire example.org/dep v1.0.0\n",
			"vendor/modules.txt":          "# example.org/dep v1.0.0\n## explicit; go 1.26\nexample.org/dep\n",
			"vendor/example.org/dep/d.go": "package dep\n\nimport \"net/http\"\n\nfunc Send(w http.ResponseWriter, code int) { w.WriteHeader(code) }\n",
			"m.go": `package m

import (
	"net/http"

	"example.org/dep"
)

func Get(w http.ResponseWriter, r *http.Request) { dep.Send(w, 401) }
`,
			"m_test.go": testsGet("m", "", ""),
		},
		states: map[string]string{"m.go:9": "seen 1"},
	}, {
		// What stands behind a middleware answers for itself.
		name: "a method value of another module",
		files: map[string]string{
			"go.mod":             mod + "\nrequire github.com/go-pkgz/auth/v2 v2.9.9\n\nrequire example.org/dep v1.0.0\n",
			"vendor/modules.txt": "# example.org/dep v1.0.0\n## explicit; go 1.26\nexample.org/dep\n# github.com/go-pkgz/auth/v2 v2.9.9\n## explicit; go 1.26\ngithub.com/go-pkgz/auth/v2/middleware\n",
			"vendor/github.com/go-pkgz/auth/v2/middleware/m.go": `package middleware

import "net/http"

type Authenticator struct{ ErrorHandler func() }

func (a *Authenticator) Auth(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			w.WriteHeader(401)
			return
		}
		next.ServeHTTP(w, r)
	})
}
`,
			"vendor/example.org/dep/d.go": `package dep

import "net/http"

type Mux struct{ by func(http.Handler) http.Handler }

func (m *Mux) Use(by func(http.Handler) http.Handler) { m.by = by }

func (m *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.by(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(401) })).ServeHTTP(w, r)
}
`,
			"m.go": `package m

import (
	"net/http"

	"example.org/dep"
	"github.com/go-pkgz/auth/v2/middleware"
)

func Routes(a middleware.Authenticator) http.Handler {
	m := new(dep.Mux)
	m.Use(a.Auth)
	return m
}
`,
			"m_test.go": `package m

import (
	"net/http/httptest"
	"testing"

	"github.com/go-pkgz/auth/v2/middleware"
)

func TestRoutes(t *testing.T) {
	for _, credentials := range []string{"", "Bearer x", "Bearer y"} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Authorization", credentials)
		Routes(middleware.Authenticator{}).ServeHTTP(httptest.NewRecorder(), r)
	}
}
`,
		},
		states: map[string]string{"m.go:12": "seen 1"},
	}, {
		name:   "cgo",
		needsC: true,
		files: map[string]string{
			"go.mod":    mod,
			"m.go":      strings.Replace(deniesAll("m"), "import", "// static int status() { return 401; }\nimport \"C\"\n\nimport", 1) + "\nvar Status = C.status()\n",
			"m_test.go": testsGet("m", "", "if Status != 401 { t.Fatal(Status) }"),
		},
		states: map[string]string{"m.go:9": "seen 1"},
	}, {
		name:   "race",
		needsC: true,
		files:  map[string]string{"go.mod": mod, "m.go": deniesAll("m"), "m_test.go": testsGet("m", "", "")},
		args:   []string{"./...", "--", "-race"},
		states: map[string]string{"m.go:6": "seen 1"},
	}, {
		name: "packages side by side",
		files: map[string]string{
			"go.mod":        mod,
			"deny/deny.go":  deniesAll("deny"),
			"a/a.go":        deniesAll("a"),
			"a/a_test.go":   testsGet("a", `"example.org/m/deny"`, "for range 30 { deny.Get(httptest.NewRecorder(), nil) }"),
			"b/b.go":        deniesAll("b"),
			"b/b_test.go":   testsGet("b", `"example.org/m/deny"`, "for range 12 { deny.Get(httptest.NewRecorder(), nil) }"),
			"none/none.go":  deniesAll("none"),
			"c/c_x_test.go": "package c_test\n",
		},
		states: map[string]string{"a/a.go:6": "seen 1", "b/b.go:6": "seen 1", "deny/deny.go:6": "seen 42", "none/none.go:6": "not reached 0"},
	}, {
		name: "processes",
		files: map[string]string{
			"go.mod": mod, "m.go": deniesAll("m"),
			"server/main.go": "package main\n\nimport (\n\t\"net/http/httptest\"\n\n\t\"example.org/m\"\n)\n\nfunc main() { m.Get(httptest.NewRecorder(), nil) }\n",
			// A test binary that calls itself, and programs that it runs and builds.
			"m_test.go": testsGet("m", `"os"
	"os/exec"`, `	if os.Getenv("CHILD") != "" {
		return
	}
	child := exec.Command(os.Args[0], "-test.run=TestGet")
	child.Env = append(os.Environ(), "CHILD=1")
	exe := t.TempDir() + "/server.exe"
	for _, cmd := range []*exec.Cmd{child, exec.Command("go", "run", "./server"), exec.Command("go", "build", "-o", exe, "./server"), exec.Command(exe)} {
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}`),
		},
		states: map[string]string{"m.go:6": "seen 4"},
	}, {
		name: "the user's overlay and go.mod",
		files: map[string]string{
			"go.mod":            "module example.org/m\n\ngo 1.26\n\nrequire example.org/none v1.0.0\n",
			"other.mod":         mod,
			"m.go":              deniesAll("m"),
			"m_test.go":         "package m\n",
			"overlay/m_test.go": testsGet("m", "", ""),
			"overlay.json":      `{"Replace": {"m_test.go": "overlay/m_test.go"}}`,
			"overlay/none.json": `{}`,
		},
		args:   []string{"./...", "--", "-modfile", "other.mod", "-overlay=overlay.json"},
		env:    []string{"GOFLAGS=-overlay=overlay/none.json"},
		states: map[string]string{"m.go:6": "seen 1"},
	}, {
		name: "a framework that is not as it is known",
		files: map[string]string{
			"go.mod":                               mod + "\nrequire github.com/go-chi/render v1.9.9\n",
			"vendor/modules.txt":                   "# github.com/go-chi/render v1.9.9\n## explicit; go 1.26\ngithub.com/go-chi/render\n",
			"vendor/github.com/go-chi/render/r.go": "package render\n\nvar Other int\n",
			"m.go":                                 strings.Replace(deniesAll("m"), `import "net/http"`, `import "net/http"; import "github.com/go-chi/render"`, 1) + "\nvar _ = render.Other\n",
			"m_test.go":                            testsGet("m", "", ""),
		},
		states: map[string]string{"m.go:6": "seen 1"},
		told:   []string{"github.com/go-chi/render v1.9.9: Status: its source has no place for it: some of its answers can't be placed"},
	}, {
		name: "failures",
		files: map[string]string{
			"go.mod":          mod,
			"fails/m.go":      deniesAll("fails"),
			"fails/m_test.go": testsGet("fails", "", `t.Error("on purpose")`),
			"panics/m.go":     deniesAll("panics"),
			"panics/m_test.go": testsGet("panics", "", `
	done := make(chan bool)
	go func() { panic("on purpose") }()
	<-done`),
			"exits/m.go":      deniesAll("exits"),
			"exits/m_test.go": testsGet("exits", `"os"`, "os.Exit(7)"),
			"works/m.go":      deniesAll("works"),
			"works/m_test.go": testsGet("works", "", ""),
		},
		states: map[string]string{"fails/m.go:6": "seen 1", "panics/m.go:6": "seen 1", "exits/m.go:6": "seen 1", "works/m.go:6": "seen 1"},
		failed: []string{"example.org/m/exits", "example.org/m/fails TestGet", "example.org/m/panics"},
		told:   []string{"m_test.go:11: on purpose", "panic: on purpose", "FAIL\texample.org/m/exits"},
	}} {
		t.Run(c.name, func(t *testing.T) {
			env := append(os.Environ(), "GOFLAGS=", "GOWORK=", "GOPROXY=off")
			if c.needsC {
				if cc := strings.TrimSpace(goOutput(t, "env", "CC")); cc == "" {
					t.Skip("no C compiler")
				} else if _, err := exec.LookPath(strings.Fields(cc)[0]); err != nil {
					t.Skip(err)
				}
				env = append(env, "CGO_ENABLED=1")
			}
			dir := t.TempDir()
			for name, text := range c.files {
				name = filepath.Join(dir, name)
				if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
					t.Fatal(err)
				}
			}
			args := c.args
			if args == nil {
				args = []string{"./..."}
			}
			cmd := exec.Command(exe, append([]string{"-observe", "-json"}, args...)...)
			cmd.Dir, cmd.Env = dir, append(append(env, c.env...), "PWD="+dir)
			var errs strings.Builder
			cmd.Stderr = &errs
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v\n%s", err, &errs)
			}
			var report struct {
				Run      struct{ Failed []string }
				Findings []struct {
					Posn, State string
					Times       int
				}
				Unreported []struct{ Posn string }
			}
			if err := json.Unmarshal(out, &report); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			states := map[string]string{}
			for _, f := range report.Findings {
				place := filepath.ToSlash(f.Posn[:strings.LastIndexByte(f.Posn, ':')])
				states[place] = fmt.Sprintf("%s %d", f.State, f.Times)
			}
			if !maps.Equal(states, c.states) || len(report.Unreported) > 0 {
				t.Errorf("findings are %v, and beside them %v; want %v\n%s", states, report.Unreported, c.states, &errs)
			}
			slices.Sort(report.Run.Failed)
			if !slices.Equal(report.Run.Failed, c.failed) {
				t.Errorf("failed: %q, want %q\n%s", report.Run.Failed, c.failed, &errs)
			}
			for _, text := range c.told {
				if !strings.Contains(errs.String(), text) {
					t.Errorf("nobody is told %q:\n%s", text, &errs)
				}
			}
			for name, text := range c.files {
				if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != text {
					t.Errorf("%s was changed: %v\n%s", name, err, got)
				}
			}
		})
	}
}

func goOutput(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
