package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/authstatus/authstatus/cmd/authstatus/internal/vetx"
)

// TestAnswerUnit checks which units are answered without a look at the bodies
// of their functions. Those here do not type-check, so what is answered was not
// analysed.
func TestAnswerUnit(t *testing.T) {
	const plain, sends = "package p\n\nfunc F() { none() }\n", "package p\n\nfunc F(w W) { w.WriteHeader(401, none) }\n\ntype W int\n"
	dir := t.TempDir()
	withFacts, empty := filepath.Join(dir, "facts"), filepath.Join(dir, "empty")
	for name, text := range map[string]string{withFacts: "vetx\x00\x00\x00\x00\x01\x00\x00\x00f", empty: ""} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name, code string
		change     func(*unitchecker.Config)
		args       []string
		want       bool
	}{
		{"a dependency without HTTP", sends, func(cfg *unitchecker.Config) { cfg.ImportMap = nil }, nil, true},
		{"a dependency with HTTP, but no status", plain, nil, nil, true},
		{"a dependency with HTTP and a status", sends, nil, nil, false},
		{"a package of errors with a status", "package perr\n\nconst code = 401\n", func(cfg *unitchecker.Config) { cfg.ImportMap = nil }, nil, false},
		{"std", sends, func(cfg *unitchecker.Config) { cfg.ImportPath, cfg.ModulePath, cfg.ModuleVersion = "net/http", "", "" }, nil, true},
		{"a framework", sends, func(cfg *unitchecker.Config) { cfg.ImportPath = "github.com/gin-gonic/gin" }, nil, true},
		{"the module itself", plain, func(cfg *unitchecker.Config) { cfg.ModuleVersion = "" }, nil, false},
		{"findings are wanted", plain, func(cfg *unitchecker.Config) { cfg.VetxOnly = false }, nil, false},
		{"an import has facts", plain, func(cfg *unitchecker.Config) {
			cfg.PackageVetx["net/http"] = withFacts
		}, nil, false},
		{"facts of an import are missing", plain, func(cfg *unitchecker.Config) { cfg.PackageVetx["net/http"] += ".none" }, nil, false},
		{"other flags", plain, nil, []string{"-rules=choice", "-json"}, true},
		{"rows of the user", plain, nil, []string{"--model=example.org/house.F send status=$0"}, true},
		{"a package that imports what the user's rows describe", "package p\n\nconst code = 401\n", func(cfg *unitchecker.Config) {
			cfg.ImportMap = map[string]string{"example.org/house": "example.org/house"}
		}, []string{"-model=example.org/house.F send status=$0"}, false},
		{"the same without the rows", "package p\n\nconst code = 401\n", func(cfg *unitchecker.Config) {
			cfg.ImportMap = map[string]string{"example.org/house": "example.org/house"}
		}, nil, true},
		{"a row that can't be read", plain, nil, []string{"-model=nonsense"}, false},
		{"a row in an argument of its own", plain, nil, []string{"-model", "example.org/house.F send status=$0"}, false},
		{"an import is of another x/tools", plain, func(cfg *unitchecker.Config) { cfg.PackageVetx["net/http"] = empty }, nil, false},
		{"declarations do not type-check", "package p\n\nvar x = none\n", nil, nil, false},
		{"a file is missing", plain, func(cfg *unitchecker.Config) { cfg.GoFiles = append(cfg.GoFiles, "none.go") }, nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			write := func(name, text string) string {
				name = filepath.Join(dir, name)
				if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				return name
			}
			cfg := &unitchecker.Config{
				ImportPath: "example.org/p", ModulePath: "example.org/p", ModuleVersion: "v1.2.3",
				GoFiles:     []string{write("p.go", tt.code)},
				ImportMap:   map[string]string{"net/http": "net/http"},
				PackageVetx: map[string]string{"net/http": write("http.vetx", "vetx\x00\x00\x00\x00\x00\x00\x00\x00")},
				VetxOnly:    true,
				VetxOutput:  filepath.Join(dir, "p.vetx"),
			}
			if tt.change != nil {
				tt.change(cfg)
			}
			data, err := json.Marshal(cfg)
			if err != nil {
				t.Fatal(err)
			}
			if got := answerUnit(append(tt.args, write("unit.cfg", string(data)))); got != tt.want {
				t.Errorf("answered: %t", got)
			}
			if _, err := os.Stat(cfg.VetxOutput); !tt.want {
				if !os.IsNotExist(err) {
					t.Errorf("the file was written: %v", err)
				}
				return
			}
			if has, err := vetx.HasFacts(cfg.VetxOutput); err != nil || has {
				t.Errorf("facts: %t, %v", has, err)
			}
		})
	}
}

// TestKnownFormat stands here because tests of other packages than main are not
// told what they are built from.
func TestKnownFormat(t *testing.T) {
	if !vetx.Known() {
		t.Error("this x/tools is not among those whose format package vetx knows: if its TestWithUnitchecker passes, add it")
	}
}
