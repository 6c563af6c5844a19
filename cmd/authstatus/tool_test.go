package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGoTool follows the README: a module that keeps the command as a tool
// runs it with go tool, alone and under go vet.
func TestGoTool(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	_, requires, _ := strings.Cut(string(own), "\ngo ")
	dir := tempDir(t)
	for name, text := range map[string]string{
		"go.mod": "module example.org/p\n\ngo " + requires + `
require github.com/authstatus/authstatus v0.0.0

tool github.com/authstatus/authstatus/cmd/authstatus

replace github.com/authstatus/authstatus => ` + root + "\n",
		"go.sum": string(sums),
		"p.go": `package p

import "net/http"

func Get(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "log in", http.StatusUnauthorized)
}
`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const want = "p.go:6:2: 401 [missing-challenge]"
	env := append(os.Environ(), "GOPROXY=off", "GOWORK=off")

	_, errs, code := runIn(t, dir, env, "go", "tool", "authstatus", "./...")
	if code != exitFindings || !strings.Contains(errs, want) {
		t.Errorf("go tool authstatus: exit %d\n%s", code, errs)
	}
	path, errs, code := runIn(t, dir, env, "go", "tool", "-n", "authstatus")
	if code != 0 {
		t.Fatalf("go tool -n: exit %d\n%s", code, errs)
	}
	_, errs, code = runIn(t, dir, env, "go", "vet", "-vettool="+strings.TrimSpace(path), "./...")
	if code != 1 || !strings.Contains(errs, want) {
		t.Errorf("go vet: exit %d\n%s", code, errs)
	}
}
