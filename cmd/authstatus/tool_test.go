package main

import (
	"os"
	"os/exec"
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

// TestVetAndFix has the go command run the analyzer in the ways it knows.
func TestVetAndFix(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	const handler = `package p

import "net/http"

func Get(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "log in", http.StatusUnauthorized)
}
`
	module := func() string {
		dir := tempDir(t)
		for name, text := range map[string]string{"go.mod": "module example.org/p\n\ngo 1.25\n", "p.go": handler} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	tool := realBinary(t)
	const finding, line = "401 [missing-challenge]: http.Error in Get", "w.Header().Set(\"WWW-Authenticate\", `Bearer realm=\"test\"`)"
	for _, tt := range []struct {
		args    string
		code    int
		want    string // in the output
		written bool
	}{
		{"vet -vettool=TOOL ./...", 1, "p.go:6:2: " + finding, false},
		{"vet -vettool=TOOL -json ./...", 0, `"message": "` + finding, false},
		{"vet -vettool=TOOL -disable=missing-challenge ./...", 0, "", false},
		{"vet -vettool=TOOL -disable=nonsense ./...", 1, `no rule or group "nonsense"`, false},
		{"vet -vettool=TOOL -fix -diff -challenge=CHALLENGE ./...", 1, "+\t" + line, false},
		{"vet -vettool=TOOL -fix -challenge=CHALLENGE ./...", 0, "", true},
		{"fix -fixtool=TOOL -diff -challenge=CHALLENGE ./...", 1, "+\t" + line, false},
		{"fix -fixtool=TOOL -challenge=CHALLENGE ./...", 0, "", true},
	} {
		dir := module()
		args := strings.Fields(tt.args)
		for i := range args {
			args[i] = strings.NewReplacer("TOOL", tool, "CHALLENGE", `Bearer realm="test"`).Replace(args[i])
		}
		out, errs, code := runIn(t, dir, os.Environ(), "go", args...)
		if code != tt.code || !strings.Contains(out+errs, tt.want) {
			t.Errorf("go %s: exit %d, want %d and %q\n%s%s", tt.args, code, tt.code, tt.want, out, errs)
		}
		if strings.Contains(errs, "alternative fix") {
			t.Errorf("go %s complains about fixes for editors:\n%s", tt.args, errs)
		}
		data, err := os.ReadFile(filepath.Join(dir, "p.go"))
		if err != nil {
			t.Fatal(err)
		}
		if written := strings.Contains(string(data), "\t"+line+"\n"); written != tt.written || !written && string(data) != handler {
			t.Errorf("go %s leaves\n%s", tt.args, data)
		}
	}
}

// goVersion is the version of the go command, "" if it has none to compare.
func goVersion() string {
	out, err := exec.Command("go", "env", "GOVERSION").Output()
	if err != nil {
		return ""
	}
	v := strings.TrimPrefix(strings.TrimSpace(string(out)), "devel ")
	v, _, _ = strings.Cut(v, " ")
	v, _, _ = strings.Cut(v, "-")
	return v
}

// TestStamp builds with a version, as .goreleaser.yaml does.
func TestStamp(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	exe := filepath.Join(tempDir(t), "authstatus.exe")
	if out, errs, code := runIn(t, ".", os.Environ(), "go", "build", "-ldflags=-s -w -X main.stamp=v9.8.7", "-o", exe, "."); code != 0 {
		t.Fatal(out, errs)
	}
	if out, _, _ := runIn(t, ".", os.Environ(), exe, "version"); !strings.HasPrefix(out, "authstatus v9.8.7 go1.") {
		t.Errorf("version: %s", out)
	}
}
