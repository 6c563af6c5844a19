package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// cacheModule is a server and a dependency in view, which another package that
// has no say imports in turn.
const cacheModule = `
-- server/go.mod --
module example.org/server

go 1.26

require example.org/dep v0.0.0

replace example.org/dep => ../dep
-- server/main.go --
package main

import (
	"net/http"

	"example.org/dep"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			dep.Deny(w, 401)
		}
	})
}
-- dep/go.mod --
module example.org/dep

go 1.26
-- dep/dep.go --
package dep

import (
	"net/http"

	"example.org/dep/code"
)

func Deny(w http.ResponseWriter, status int) {
	w.Header().Set(code.Header, "Bearer")
	w.WriteHeader(status)
}
-- dep/code/code.go --
package code

const Header = "Other"
`

// TestCacheTellsNothingOld changes what is kept for the next run, and compares
// with runs that keep nothing. A step that restores what was there before is
// compared with the step before that, whose result must still be found.
func TestCacheTellsNothingOld(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	t.Parallel()
	top := tempDir(t)
	for _, f := range txtar.Parse([]byte(cacheModule)).Files {
		write(t, filepath.Join(top, filepath.FromSlash(f.Name)), string(f.Data))
	}
	file := func(name string) string { return filepath.Join(top, filepath.FromSlash(name)) }
	edit := func(name, from, to string) func() {
		return func() {
			text, err := os.ReadFile(file(name))
			if err != nil || !bytes.Contains(text, []byte(from)) {
				t.Fatalf("%s has no %q: %v", name, from, err)
			}
			write(t, file(name), strings.ReplaceAll(string(text), from, to))
		}
	}
	build := filepath.Join(top, "build")
	s := &session{t: t, dir: file("server"), env: append(os.Environ(), "GOFLAGS=", "GOWORK=", "GOPROXY=off", "GO111MODULE=on", "AUTHSTATUS_CACHE="+file("kept"))}
	env, args := s.env, []string{"./..."}
	finds := func(want string) {
		t.Helper()
		if got := s.stderr; want == "" && strings.Contains(got, "main.go") || !strings.Contains(got, want) {
			s.errorf("not %q", want)
		}
	}
	const reported = "main.go:12"
	type result struct {
		code   int
		stderr string
	}
	uncached := map[string]result{}
	for _, step := range []struct {
		name   string
		change func()
		want   string // in what is found, "" for nothing
		as     string // an earlier step whose files and flags these are again
	}{
		{"at first", func() {}, reported, ""},
		{"the server", edit("server/main.go", `== ""`, `!= "x"`), reported, ""},
		{"a challenge in the dependency", edit("dep/dep.go", "code.Header", `"www-authenticate"+code.Header[:0]`), "", ""},
		{"and none again", edit("dep/dep.go", `"www-authenticate"+code.Header[:0]`, "code.Header"), reported, "the server"},
		{"a constant that it imports", edit("dep/code/code.go", "Other", "WWW-Authenticate"), "", ""},
		{"and back", edit("dep/code/code.go", "WWW-Authenticate", "Other"), reported, "the server"},
		{"another file", func() {
			write(t, file("dep/code/other.go"), "//go:build other\n\npackage code\n\nconst Header = \"WWW-Authenticate\"\n")
			edit("dep/code/code.go", "package", "//go:build !other\n\npackage")()
		}, reported, ""},
		{"tags", func() { args = []string{"-tags=other", "./..."} }, "", ""},
		{"tags in the environment", func() { args, s.env = []string{"./..."}, append(env, "GOFLAGS=-tags=other") }, "", ""},
		{"without them", func() { s.env = env }, reported, "another file"},
		{"another module in its place", func() {
			if err := os.CopyFS(file("dep2"), os.DirFS(file("dep"))); err != nil {
				t.Fatal(err)
			}
			edit("dep2/code/code.go", "Other", "WWW-Authenticate")()
			edit("server/go.mod", "../dep", "../dep2")()
		}, "", ""},
		{"another type", func() {
			edit("server/go.mod", "../dep2", "../dep")()
			edit("dep/dep.go", "status int)", "status int, more ...string)")()
		}, reported, ""},
		{"settings", func() { args = []string{"-rules=choice", "./..."} }, "", ""},
		{"an empty build cache", func() { args, s.env = []string{"./..."}, append(env, "GOCACHE="+build) }, reported, "another type"},
		{"which gains something", func() { s.run("go", "build", "example.org/dep/code") }, reported, "another type"},
		{"entries that were cut off", func() {
			kept, err := filepath.Glob(file("kept/*"))
			if err != nil || len(kept) < 3 {
				t.Fatalf("entries: %v, %v", kept, err)
			}
			for _, name := range kept {
				if err := os.Truncate(name, 40); err != nil {
					t.Fatal(err)
				}
			}
		}, reported, "another type"},
	} {
		s.line = step.name
		step.change()
		want, known := uncached[step.as]
		if !known {
			s.run(realBinary(t), append([]string{"-cache=off"}, args...)...)
			want = result{s.code, s.stderr}
		}
		uncached[step.name] = want
		for range 2 { // kept by the first, found by the second
			s.run(realBinary(t), args...)
			if got := (result{s.code, s.stderr}); got != want {
				s.errorf("without a cache exit %d\n%s", want.code, want.stderr)
			}
		}
		finds(step.want)
		if t.Failed() {
			return
		}
	}
	s.run(realBinary(t), "-debug=v", "./...")
	if !strings.Contains(s.stderr, " and 0 dependencies,") {
		s.errorf("the dependency's facts were not kept")
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
