package vetx

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// The test binary is also a tool of go vet: its analyzer exports a fact of each
// function that is called Noted, and reports calls of those.
const toolEnv = "AUTHSTATUS_TEST_UNIT"

type noted struct{}

func (*noted) AFact() {}

func TestMain(m *testing.M) {
	if os.Getenv(toolEnv) != "" {
		unitchecker.Main(&analysis.Analyzer{Name: "noted", Doc: "report calls of Noted", FactTypes: []analysis.Fact{new(noted)}, Run: runNoted})
	}
	os.Exit(m.Run())
}

func runNoted(pass *analysis.Pass) (any, error) {
	for _, f := range pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Name.Name == "Noted" {
					pass.ExportObjectFact(pass.TypesInfo.Defs[n.Name], new(noted))
				}
			case *ast.Ident:
				if fn := pass.TypesInfo.Uses[n]; fn != nil && pass.ImportObjectFact(fn, new(noted)) {
					pass.Reportf(n.Pos(), "%s.%s is noted", fn.Pkg().Name(), fn.Name())
				}
			}
			return true
		})
	}
	return nil, nil
}

// A chain of units, each of which imports the one before.
type chain struct {
	t     *testing.T
	dir   string
	files map[string]string // package to vetx
}

// unit returns the configuration of a unit.
func (c *chain) unit(path, text string, imports ...string) *unitchecker.Config {
	c.t.Helper()
	name := filepath.Join(c.dir, path+".go")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
	cfg := &unitchecker.Config{
		ID: path, ImportPath: path, GoVersion: "go1.26", GoFiles: []string{name},
		ImportMap: map[string]string{}, PackageVetx: map[string]string{},
		VetxOnly: true, VetxOutput: filepath.Join(c.dir, path+".vetx"),
	}
	for _, imp := range imports {
		cfg.ImportMap[imp] = imp
		cfg.PackageVetx[imp] = c.files[imp]
	}
	c.files[path] = cfg.VetxOutput
	return cfg
}

// check runs unitchecker on a unit and returns what it prints.
func (c *chain) check(cfg *unitchecker.Config) string {
	c.t.Helper()
	data, err := json.Marshal(cfg)
	if err != nil {
		c.t.Fatal(err)
	}
	name := filepath.Join(c.dir, cfg.ID+".cfg")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		c.t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		c.t.Fatal(err)
	}
	cmd := exec.Command(exe, name)
	cmd.Env = append(os.Environ(), toolEnv+"=1")
	out, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		c.t.Fatal(err)
	}
	return string(out)
}

// TestWithUnitchecker has units answered by WriteTypes and by unitchecker, each
// of which reads what the other wrote.
func TestWithUnitchecker(t *testing.T) {
	c := &chain{t, t.TempDir(), map[string]string{}}
	// Bodies are not looked at: this one does not type-check.
	a := c.unit("a", "package a\n\ntype T[E any] struct{ Of E }\n\nfunc (T[E]) M() E { return none }\n\nconst K = 7\n\nfunc hidden() {}\n")
	if err := WriteTypes(a); err != nil {
		t.Fatal(err)
	}
	b := c.unit("b", "package b\n\nimport \"a\"\n\ntype B struct{ a.T[string] }\n\nfunc (B) Noted() [a.K]int { return [a.K]int{} }\n", "a")
	if out := c.check(b); out != "" {
		t.Fatal(out)
	}
	d := c.unit("d", "package d\n\nimport (\n\t\"b\"\n\t\"unsafe\"\n)\n\nvar V b.B\n\nconst Size = unsafe.Sizeof(V)\n", "b", "unsafe")
	delete(d.PackageVetx, "unsafe")
	if err := WriteTypes(d); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{a.VetxOutput: false, b.VetxOutput: true, d.VetxOutput: false} {
		if has, err := HasFacts(name); err != nil || has != want {
			t.Errorf("%s has facts: %t, %v", filepath.Base(name), has, err)
		}
	}
	e := c.unit("e", "package e\n\nimport (\n\t\"b\"\n\t\"d\"\n)\n\nvar s string = d.V.M()\n\nvar n [7]int = b.B.Noted(d.V)\n", "b", "d")
	e.VetxOnly = false
	if got, want := c.check(e), e.GoFiles[0]+":10:20: b.Noted is noted\n"; got != want {
		t.Errorf("unitchecker prints\n%s\nnot\n%s", got, want)
	}

	imp := &importer{cfg: e, fset: token.NewFileSet(), done: map[string]*types.Package{}}
	pkg, err := imp.Import("d")
	if err != nil {
		t.Fatal(err)
	}
	if size, ok := pkg.Scope().Lookup("Size").(*types.Const); !ok || size.Val().String() != "16" {
		t.Errorf("the types of d have %v", size)
	}
	if pkg.Scope().Lookup("V") == nil {
		t.Error("the types of d have no V")
	}
}

// TestMalformed reads what is no such file.
func TestMalformed(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"empty":    "",
		"short":    "vetx\x00\x00",
		"magic":    "gobs\x00\x00\x00\x00\x00\x00\x00\x00",
		"too long": "vetx\xff\xff\xff\xff\x00\x00\x00\x00i",
		"no types": "vetx\x00\x00\x00\x00\x00\x00\x00\x00",
	} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		cfg := &unitchecker.Config{ImportMap: map[string]string{"p": "p"}, PackageVetx: map[string]string{"p": file}}
		imp := &importer{cfg: cfg, fset: token.NewFileSet(), done: map[string]*types.Package{}}
		if pkg, err := imp.Import("p"); err == nil {
			t.Errorf("%s: read as %v", name, pkg)
		}
		if _, err := HasFacts(file); (err == nil) != (len(text) >= header && text[:len(magic)] == magic) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestKnown(t *testing.T) {
	for _, tt := range []struct {
		module debug.Module
		want   bool
	}{
		{debug.Module{Path: "golang.org/x/tools", Version: versions[0]}, true},
		{debug.Module{Path: "golang.org/x/tools", Version: "v9.0.0"}, false},
		{debug.Module{Path: "golang.org/x/tools", Version: versions[0], Replace: &debug.Module{Path: "../tools"}}, false},
		{debug.Module{Path: "golang.org/x/mod", Version: versions[0]}, false},
	} {
		if got := known([]*debug.Module{&tt.module}); got != tt.want {
			t.Errorf("%+v: %t", tt.module, got)
		}
	}
}
