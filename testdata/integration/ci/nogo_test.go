package ci

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/bazelbuild/rules_go/go/runfiles" // keeps the module in go.mod
)

// The program that Bazel's nogo rule builds and starts once a package, made of
// the same files of rules_go, with the configuration that docs/ci.md shows.
// Bazel itself is not needed for that.
func TestNogo(t *testing.T) {
	text := read(t, root, "docs/ci.md")
	_, rest, _ := strings.Cut(text, "<!-- tested: nogo -->\n```json\n")
	config, _, ok := strings.Cut(rest, "```")
	if !ok || !strings.Contains(text, `deps = ["@com_github_authstatus_authstatus//analyzer"],`) {
		t.Fatal("docs/ci.md has no recipe for nogo")
	}
	abs, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	goRun := func(dir string, args ...string) string {
		t.Helper()
		out, code := run(t, dir, []string{"GOFLAGS=-mod=mod", "GOWORK=off"}, "go", args...)
		if code != 0 {
			t.Fatalf("go %s\n%s", strings.Join(args, " "), out)
		}
		return strings.TrimSpace(out)
	}

	// The list of files is that of the target nogo_srcs in rules_go, and what
	// the generator needs. x/tools lets only its own paths see its facts.
	goRun(".", "mod", "download", "github.com/bazelbuild/rules_go")
	source := filepath.Join(goRun(".", "list", "-m", "-f", "{{.Dir}}", "github.com/bazelbuild/rules_go"), "go/tools/builders")
	temp := t.TempDir()
	generate, nogo := filepath.Join(temp, "generate"), filepath.Join(temp, "nogo")
	take := func(dir string, names ...string) {
		for _, name := range names {
			write(t, dir, name, read(t, source, name))
		}
	}
	take(generate, "generate_nogo_main.go", "flags.go", "env.go", "path.go", "constants.go")
	write(t, generate, "go.mod", "module example.org/generate\n\ngo 1.25.0\n")
	write(t, generate, "main.go", "package main\n\nimport (\n\t\"log\"\n\t\"os\"\n)\n\nfunc main() {\n\tif err := genNogoMain(os.Args[1:]); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n")
	take(nogo, "constants.go", "env.go", "path.go", "flags.go", "nogo_fix.go", "nogo_goversions_go117.go", "nogo_goversions_go118.go", "nogo_goversions_go121.go",
		"nogo_goversions_go122.go", "nogo_main.go", "nogo_typeparams_go117.go", "nogo_typeparams_go118.go", "nogo_version.go", "nolint.go")
	write(t, nogo, "go.mod", fmt.Sprintf("module golang.org/x/tools/nogo\n\ngo 1.25.0\n\nrequire github.com/authstatus/authstatus v0.0.0\n\nreplace github.com/authstatus/authstatus => %s\n", abs))
	write(t, temp, "nogo.json", config)
	goRun(generate, "run", ".", "-output", filepath.Join(nogo, "generated.go"), "-analyzer_importpath", "github.com/authstatus/authstatus/analyzer", "-config", filepath.Join(temp, "nogo.json"))
	goRun(nogo, "mod", "tidy")
	exe := filepath.Join(temp, "nogo.exe")
	goRun(nogo, "build", "-o", exe, ".")

	// A helper in one package, its callers in the next: facts travel in files.
	dir := t.TempDir()
	write(t, dir, "go.mod", "module example.org/shop\n\ngo 1.25\n")
	write(t, dir, "web/web.go", "package web\n\nimport \"net/http\"\n\nfunc Fail(w http.ResponseWriter, status int) { w.WriteHeader(status) }\n")
	write(t, dir, "shop.go", "package shop\n\nimport (\n\t\"net/http\"\n\n\t\"example.org/shop/web\"\n)\n\nfunc Get(w http.ResponseWriter, _ *http.Request) {\n\tweb.Fail(w, http.StatusUnauthorized)\n}\n")
	write(t, dir, "external/other/other.go", "package other\n\nimport \"net/http\"\n\nfunc Get(w http.ResponseWriter, _ *http.Request) {\n\tw.WriteHeader(http.StatusUnauthorized)\n}\n")
	exports := goRun(dir, "list", "-export", "-deps", "-f", "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}", "./...")
	write(t, temp, "importcfg", exports+"\n")
	analyse := func(path, file string, more ...string) (string, int) {
		args := append([]string{"-p", path, "-importcfg", filepath.Join(temp, "importcfg"), "-x", filepath.Join(temp, filepath.Base(path)+".facts")}, more...)
		return run(t, dir, []string{"GOARCH=amd64"}, exe, append(args, file)...)
	}
	if out, code := analyse("example.org/shop/web", "web/web.go"); code != 0 {
		t.Errorf("web: exit %d\n%s", code, out)
	}
	if info, err := os.Stat(filepath.Join(temp, "web.facts")); err != nil || info.Size() == 0 {
		t.Errorf("no facts: %v", err)
	}
	out, code := analyse("example.org/shop", "shop.go", "-fact", "example.org/shop/web="+filepath.Join(temp, "web.facts"))
	if code == 0 || !strings.Contains(out, "shop.go:10:2: 401 [missing-challenge]: web.Fail in Get sends no WWW-Authenticate") {
		t.Errorf("shop: exit %d\n%s", code, out)
	}
	if out, code := analyse("example.org/shop/external/other", "external/other/other.go"); code != 0 {
		t.Errorf("excluded files are reported: exit %d\n%s", code, out)
	}
}
