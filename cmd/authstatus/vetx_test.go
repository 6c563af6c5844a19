package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/unitchecker"
)

// TestAnswerUnit checks which units are answered without parsing them. The
// file does not parse, so whatever is answered was not.
func TestAnswerUnit(t *testing.T) {
	const plain, sends = "package p\n\n)", "package p\n\nWriteHeader(401)\n\n)"
	for _, tt := range []struct {
		name, code string
		change     func(*unitchecker.Config)
		args       []string
		want       bool
	}{
		{"a dependency without HTTP", sends, func(cfg *unitchecker.Config) { cfg.ImportMap = nil }, nil, true},
		{"a dependency with HTTP, but no status", plain, nil, nil, true},
		{"a dependency with HTTP and a status", sends, nil, nil, false},
		{"a package of errors with a status", "package perr\n\nconst code = 401\n\n)", func(cfg *unitchecker.Config) { cfg.ImportMap = nil }, nil, false},
		{"std", sends, func(cfg *unitchecker.Config) { cfg.ImportPath, cfg.ModulePath, cfg.ModuleVersion = "net/http", "", "" }, nil, true},
		{"a framework", sends, func(cfg *unitchecker.Config) { cfg.ImportPath = "github.com/gin-gonic/gin" }, nil, true},
		{"the module itself", plain, func(cfg *unitchecker.Config) { cfg.ModuleVersion = "" }, nil, false},
		{"findings are wanted", plain, func(cfg *unitchecker.Config) { cfg.VetxOnly = false }, nil, false},
		{"an import has facts", plain, func(cfg *unitchecker.Config) {
			cfg.PackageVetx["net/http"] = cfg.GoFiles[0] // any file with something in it
		}, nil, false},
		{"facts of an import are missing", plain, func(cfg *unitchecker.Config) { cfg.PackageVetx["net/http"] += ".none" }, nil, false},
		{"other flags", plain, nil, []string{"-rules=choice", "-json"}, true},
		{"rows of the user", plain, nil, []string{"--model=example.org/p.F send=0"}, false},
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
				PackageVetx: map[string]string{"net/http": write("http.vetx", "")},
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
			facts, err := os.ReadFile(cfg.VetxOutput)
			if tt.want && (err != nil || len(facts) > 0) {
				t.Errorf("facts: %q, %v", facts, err)
			}
			if !tt.want && !os.IsNotExist(err) {
				t.Errorf("facts were written: %q, %v", facts, err)
			}
		})
	}
}
