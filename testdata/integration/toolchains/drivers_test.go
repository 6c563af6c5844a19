package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/version"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

// The first Go with generic methods, whose go vet gave the facts of a method
// to another one: tested beside the newest patches as long as its release is
// supported.
const early = "go1.27.0"

// A bench is a Go release with what was built by it and for it.
type bench struct {
	toolchain  string
	dir        string // what is built, and caches
	authstatus string
}

// A driver runs the analyzer over the module in a directory. What has to be
// prepared takes minutes to build: it is left out under early, and with -short.
type driver struct {
	name     string
	prepare  func(t *testing.T, b *bench) (note string)
	findings func(t *testing.T, b *bench, dir string) []string
}

var drivers = []driver{
	{"authstatus", nil, command},
	{"go vet -vettool", nil, vet},
	{"golangci-lint", buildGolangci, golangci},
	{"gopls", buildGopls, gopls},
}

// The modules whose findings are counted.
var modules = []string{"challenge", "choice"}

// TestSameFindings compares all drivers under all toolchains with the command
// under the newest, and prints how many findings each has.
func TestSameFindings(t *testing.T) {
	names := toolchains(t)
	want := map[string][]string{}
	cells := map[string]map[string]string{}
	for _, d := range drivers {
		cells[d.name] = map[string]string{}
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, name)
			for _, d := range drivers {
				if d.prepare != nil && (name == early || testing.Short()) {
					continue
				}
				note := ""
				if d.prepare != nil {
					note = d.prepare(t, b)
				}
				var counts []string
				for _, module := range modules {
					began := time.Now()
					dir := abs(t, filepath.Join(root, "testdata", module))
					got := d.findings(t, b, dir)
					t.Logf("%5.1f s  %s in %s: %d findings", time.Since(began).Seconds(), d.name, module, len(got))
					counts = append(counts, fmt.Sprint(len(got)))
					if want[module] == nil {
						want[module] = got
					}
					if len(got) == 0 {
						t.Errorf("%s finds nothing in %s", d.name, module)
					}
					if !slices.Equal(got, want[module]) {
						t.Errorf("%s in %s: only here\n%s\nonly %s under %s\n%s", d.name, module,
							missing(got, want[module]), drivers[0].name, names[0], missing(want[module], got))
					}
				}
				cells[d.name][name] = strings.Join(counts, " + ") + note
			}
		})
	}
	t.Logf("findings in testdata/%s:\n%s", strings.Join(modules, " + testdata/"), table(names, cells))
}

// toolchains names the toolchains to test, and says which it can't find out.
func toolchains(t *testing.T) []string {
	t.Helper()
	names, err := supported()
	if err != nil {
		t.Log(err)
	}
	if len(names) == 0 {
		t.Fatal("no Go to test with")
	}
	for _, name := range names {
		if version.Lang(name) != version.Lang(early) || name == early {
			continue
		}
		if out, err := exec.Command("env", "GOTOOLCHAIN="+early, "go", "version").CombinedOutput(); err != nil {
			t.Logf("not tested: %s can't be had: %v\n%s", early, err, out)
			break
		}
		return append(names, early)
	}
	return names
}

func table(names []string, cells map[string]map[string]string) string {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 1, ' ', tabwriter.Debug)
	fmt.Fprintf(w, " driver\t %s\n", strings.Join(names, "\t "))
	for _, d := range drivers {
		fmt.Fprintf(w, " %s", d.name)
		for _, name := range names {
			cell := cells[d.name][name]
			if cell == "" {
				cell = "-"
			}
			fmt.Fprintf(w, "\t %s", cell)
		}
		fmt.Fprintln(w)
	}
	w.Flush()
	return out.String()
}

// A fact of a method is found again at that method, where others of the type
// have type parameters.
func TestGenericMethods(t *testing.T) {
	for _, name := range toolchains(t) {
		if version.Compare(name, early) < 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			b := newBench(t, name)
			dir := t.TempDir()
			for file, text := range genericMethods {
				write(t, filepath.Join(dir, file), text)
			}
			want := []string{"shop.go:10:2: 401 [missing-challenge]: p.Fail in Get sends no WWW-Authenticate: set a challenge before it (RFC 9110 §15.5.2)"}
			for _, d := range drivers[:2] {
				got := d.findings(t, b, dir)
				if !slices.Equal(got, want) {
					t.Errorf("%s: %q, want %q", d.name, got, want)
				}
			}
		})
	}
}

var genericMethods = map[string]string{
	"go.mod": "module example.org/shop\n\ngo 1.27\n",
	"web/web.go": `package web

import (
	"fmt"
	"net/http"
)

type Page struct{ title string }

func (Page) Answer[T any](w http.ResponseWriter, code int, v T) { fmt.Println(code, v) }

func (Page) Count(w http.ResponseWriter, code int) { fmt.Println(code) }

func (Page) Each[T any](w http.ResponseWriter, code int, v []T) { fmt.Println(code, v) }

func (Page) Fail(w http.ResponseWriter, code int) { w.WriteHeader(code) }

func (Page) Title(w http.ResponseWriter, code int) { fmt.Println(code) }
`,
	"shop.go": `package shop

import (
	"net/http"

	"example.org/shop/web"
)

func Get(w http.ResponseWriter, p web.Page) {
	p.Fail(w, 401)
}

func Put(w http.ResponseWriter, p web.Page) {
	p.Answer(w, 401, 1)
	p.Count(w, 401)
	p.Each(w, 401, []int{1})
	p.Title(w, 401)
}
`,
}

// newBench builds the command with a toolchain.
func newBench(t *testing.T, name string) *bench {
	t.Helper()
	b := &bench{toolchain: name, dir: t.TempDir()}
	b.authstatus = b.build(t, root, "./cmd/authstatus")
	return b
}

// build builds a program; without paths in it, parts are shared with what the
// other integrations build.
func (b *bench) build(t *testing.T, dir, pkg string) string {
	t.Helper()
	exe := filepath.Join(b.dir, filepath.Base(pkg)+".exe")
	began := time.Now()
	b.run(t, dir, 0, "go", "build", "-trimpath", "-o", exe, pkg)
	t.Logf("%5.1f s  to build %s", time.Since(began).Seconds(), pkg)
	return exe
}

// run runs a program with the bench's Go and returns its standard output. An
// exit code above most is fatal.
func (b *bench) run(t *testing.T, dir string, most int, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOTOOLCHAIN="+b.toolchain, "GOWORK=off",
		"GOLANGCI_LINT_CACHE="+filepath.Join(b.dir, "golangci"), "GOPLSCACHE="+filepath.Join(b.dir, "gopls"))
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() > most) {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out.Bytes(), errs.Bytes())
	}
	return out.String()
}

func command(t *testing.T, b *bench, dir string) []string {
	t.Helper()
	return fromJSON(t, dir, b.run(t, dir, 0, b.authstatus, "-json", "./..."))
}

func vet(t *testing.T, b *bench, dir string) []string {
	t.Helper()
	return fromJSON(t, dir, b.run(t, dir, 0, "go", "vet", "-json", "-vettool="+b.authstatus, "./..."))
}

// fromJSON reads go vet's form, which is one value after the other.
func fromJSON(t *testing.T, dir, text string) []string {
	t.Helper()
	var all []string
	for d := json.NewDecoder(strings.NewReader(text)); d.More(); {
		var packages map[string]struct {
			Authstatus []struct{ Posn, Message string }
		}
		if err := d.Decode(&packages); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		for _, p := range packages {
			for _, f := range p.Authstatus {
				all = append(all, relative(dir, f.Posn)+": "+f.Message)
			}
		}
	}
	return sorted(all)
}

// buildGolangci builds golangci-lint with the plugin as golangci-lint custom
// does, without what that clones and builds besides; testdata/integration/golangci
// runs that itself.
func buildGolangci(t *testing.T, b *bench) string {
	t.Helper()
	dir := filepath.Join(b.dir, "custom")
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(filepath.Join("../golangci", name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), string(data))
	}
	write(t, filepath.Join(dir, "main.go"), `package main

import (
	"os"

	_ "github.com/authstatus/authstatus/analyzer/golangci"
	"github.com/golangci/golangci-lint/v2/pkg/commands"
)

func main() {
	if commands.Execute(commands.BuildInfo{Version: "(devel)"}) != nil {
		os.Exit(3)
	}
}
`)
	b.run(t, dir, 0, "go", "mod", "edit", "-require=github.com/authstatus/authstatus@v0.0.0", "-replace=github.com/authstatus/authstatus="+abs(t, root))
	began := time.Now()
	b.run(t, dir, 0, "go", "build", "-mod=mod", "-trimpath", "-ldflags=-s -w", "-o", filepath.Join(b.dir, "golangci-lint.exe"), ".")
	t.Logf("%5.1f s  to build golangci-lint", time.Since(began).Seconds())
	listed := strings.Fields(b.run(t, dir, 0, "go", "list", "-mod=mod", "-m", "github.com/golangci/golangci-lint/v2"))
	return " (" + listed[1] + ")"
}

func golangci(t *testing.T, b *bench, dir string) []string {
	t.Helper()
	report := filepath.Join(t.TempDir(), "report.json")
	b.run(t, dir, 1, filepath.Join(b.dir, "golangci-lint.exe"), "run", "-c", filepath.Join(abs(t, root), ".golangci-plugin.yml"),
		"--output.json.path", report, "--path-mode=abs", "./...")
	data, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var found struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal(data, &found); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, i := range found.Issues {
		if i.FromLinter != "authstatus" {
			t.Errorf("a finding of %s: %s", i.FromLinter, i.Text)
		}
		all = append(all, fmt.Sprintf("%s:%d:%d: %s", relative(dir, i.Pos.Filename), i.Pos.Line, i.Pos.Column, i.Text))
	}
	return sorted(all)
}

// buildGopls has authstatus-gopls build the gopls that it chooses for the
// toolchain.
func buildGopls(t *testing.T, b *bench) string {
	t.Helper()
	builder := b.build(t, root, "./cmd/authstatus-gopls")
	began := time.Now()
	out := b.run(t, root, 0, builder, "-source", abs(t, root), "-o", filepath.Join(b.dir, "gopls.exe"))
	t.Logf("%5.1f s  to build gopls", time.Since(began).Seconds())
	built := regexp.MustCompile(`^Building gopls (v\S+)`).FindStringSubmatch(out)
	if built == nil {
		t.Fatalf("authstatus-gopls says\n%s", out)
	}
	return " (" + built[1] + ")"
}

// What gopls check prints of a finding: a range, or a position where it is
// empty.
var checked = regexp.MustCompile(`(?m)^(.+?:\d+:\d+)(?:-[\d:]+)?: ((?:\d{3}|challenge|directive) \[.+)$`)

func gopls(t *testing.T, b *bench, dir string) []string {
	t.Helper()
	files := strings.Fields(b.run(t, dir, 0, "go", "list", "-f", `{{range .GoFiles}}{{$.Dir}}/{{.}} {{end}}`, "./..."))
	var all []string
	for _, m := range checked.FindAllStringSubmatch(b.run(t, dir, 0, filepath.Join(b.dir, "gopls.exe"), append([]string{"check"}, files...)...), -1) {
		all = append(all, relative(dir, m[1])+": "+m[2])
	}
	return sorted(all)
}

// sorted returns each finding once: packages are also checked as part of
// their tests.
func sorted(all []string) []string {
	slices.Sort(all)
	return slices.Compact(all)
}

// missing lists what is in a and not in b.
func missing(a, b []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) }), "\n")
}

func relative(dir, name string) string {
	rel, err := filepath.Rel(dir, name)
	if err != nil {
		return name
	}
	return filepath.ToSlash(rel)
}

func abs(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
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
