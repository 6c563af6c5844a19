package observe

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Other releases whose sources are patched, if they are on this machine. Each
// compiles net/http anew, so they are not in the everyday tests.
var others = flag.String("toolchains", "", "other Go releases for TestPatchesOfStd, as go1.26.0,go1.27.0")

// In every toolchain each edit finds its place, and the patched packages of
// std compile. CI runs this under the newest patch of each supported release.
func TestPatchesOfStd(t *testing.T) {
	toolchains := []string{"local"}
	if *others != "" {
		toolchains = append(toolchains, strings.Split(*others, ",")...)
	}
	for _, tc := range toolchains {
		t.Run(tc, func(t *testing.T) {
			t.Setenv("GOTOOLCHAIN", tc)
			t.Setenv("GOFLAGS", "")
			t.Setenv("GOPROXY", "off")
			if out, err := exec.Command("go", "version").CombinedOutput(); err != nil {
				t.Skipf("not on this machine: %s", out)
			}
			listing, err := List(nil, []string{"net/http/httptest"})
			if err != nil {
				t.Fatal(err)
			}
			b, err := listing.Instrument(t.TempDir(), nil)
			if err != nil || len(b.Warnings) > 0 {
				t.Fatal(err, b)
			}
			build := exec.Command(b.Go, "build", "net/http/httptest", "testing")
			build.Env = append(os.Environ(), b.Env...)
			if out, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
		})
	}
}

func TestPatchNeedsEachPlace(t *testing.T) {
	files := []source{{"a.go", []byte("package p\n\nfunc (w *response) WriteHeader(code int) {\n\tw.x = code\n}\n\nfunc late(w *response) { w.send(1); w.send(2) }\n")}}
	for _, test := range []struct {
		name     string
		edit     edit
		declares string
		want     string
	}{
		{"a method", edit{function: "response.WriteHeader", text: "note($r, $1)"}, "", "{ note(w, code); \n"},
		{"another type", edit{function: "other.WriteHeader", text: "note()"}, "", ""},
		{"another function", edit{function: "WriteHeader", text: "note()"}, "", ""},
		{"no receiver", edit{function: "late", text: "note($r)"}, "", ""},
		{"a statement", edit{function: "late", before: "w.send(2)", text: "note()"}, "", "w.send(1);  note(); w.send(2)"},
		{"no such statement", edit{function: "late", before: "w.send(3)", text: "note()"}, "", ""},
		{"not declared", edit{function: "late", text: "note()"}, "running", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			changed, err := patch(files, []edit{test.edit}, test.declares)
			if test.want == "" {
				if !errors.Is(err, errNoPlace) {
					t.Errorf("error %v", err)
				}
				return
			}
			if err != nil || len(changed) != 1 || !strings.Contains(string(changed[0].text), test.want) {
				t.Errorf("%v %s", err, changed)
			}
		})
	}
}

// A release whose source is different is told by name.
func TestUnknownRelease(t *testing.T) {
	dir := t.TempDir()
	for _, pkg := range []string{recorderPkg, "testing"} {
		if err := os.MkdirAll(filepath.Join(dir, "src", pkg), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	l := &Listing{goroot: dir, goVersion: "go1.99"}
	_, err := l.Instrument(t.TempDir(), nil)
	if err == nil || !strings.Contains(err.Error(), "go1.99 is not supported by -observe: testing: running") {
		t.Errorf("error %v", err)
	}
}

func TestWithoutMajor(t *testing.T) {
	for path, want := range map[string]string{
		"github.com/labstack/echo/v4":       "github.com/labstack/echo",
		"github.com/labstack/echo":          "github.com/labstack/echo",
		"github.com/x/v2/p":                 "github.com/x/p",
		"golang.org/x/net/http2":            "golang.org/x/net/http2",
		"github.com/valyala/fasthttp":       "github.com/valyala/fasthttp",
		"github.com/danielgtaylor/huma/v2x": "github.com/danielgtaylor/huma/v2x",
	} {
		if got := withoutMajor(path); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}

// The types of a package that keep or hand on a status are those with a method
// like that of http.ResponseWriter.
func TestRecordings(t *testing.T) {
	files := []source{{"a.go", []byte(`package a

type kept[T any] struct{}

func (k *kept[T]) WriteHeader(code int) {}
func (k other) WriteHeader(n int)       {}
func (unused) WriteHeader(_ int)        {}
func (noCode) WriteHeader()             {}
func (tar) WriteHeader(h *Header) error { return nil }
func WriteHeader(code int)              {}
`)}, {"b.go", []byte("package a\n\nfunc (w *writer) WriteHeader(code int) { w.code = code }\n")}}
	var got []string
	for _, e := range recordings(files) {
		got = append(got, e.function)
	}
	if want := []string{"kept.WriteHeader", "other.WriteHeader", "writer.WriteHeader"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	edits := append(recordings(files), edit{file: "b.go", offset: strings.Index(string(files[1].text), "w.code"), text: "authstatusChosen(401)"})
	changed, err := patch(files, edits, "")
	if err == nil && !strings.HasSuffix(string(changed[1].text), "{ authstatusGiven(code);   authstatusChosen(401); w.code = code }\n") {
		t.Errorf("%s", changed[1].text)
	}
	if err != nil || len(changed) != 2 || !strings.Contains(string(changed[0].text), "WriteHeader(n int)       { authstatusGiven(n); }") {
		t.Errorf("%v %s", err, changed)
	}
}

// What the user gives to the flags that are set anew is kept, and stands in no
// second flag.
func TestFlagsOfTheUser(t *testing.T) {
	l := &Listing{gomod: "go.mod", goflags: "'-overlay=a.json' -v"}
	l.ownFlags([]string{"--modfile=b.mod", "-tags=x"})
	if l.gomod != "b.mod" || l.overlay != "a.json" {
		t.Errorf("%s, %s", l.gomod, l.overlay)
	}
	if got := overlayFlag.ReplaceAllString(l.goflags, ""); got != " -v" {
		t.Errorf("%q is left", got)
	}
	flags := []string{"-overlay", "x", "-modfile=y", "-run=overlay", "-args", "-modfile=z"}
	for own, want := range map[string]string{"-modfile=m": "-run=overlay -args -modfile=z", "-v": "-modfile=y -run=overlay -args -modfile=z"} {
		b := &Build{Flags: []string{own}}
		if got := strings.Join(b.without(flags), " "); got != want {
			t.Errorf("beside %s: %s", own, got)
		}
	}
}
