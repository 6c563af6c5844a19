package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestGoTool follows the README: a module that keeps the command as a tool
// runs it with go tool, alone and under go vet.
func TestGoTool(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	t.Parallel()
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
		"p.go":   houseCall, "std/p.go": unmended,
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	env := append(os.Environ(), "GOPROXY=off", "GOWORK=off")

	_, errs, code := runIn(t, dir, env, "go", "tool", "authstatus", "./...")
	if code != exitFindings || !strings.Contains(errs, "p.go:6:2: 401 [missing-challenge]") {
		t.Errorf("go tool authstatus: exit %d\n%s", code, errs)
	}
	path, errs, code := runIn(t, dir, env, "go", "tool", "-n", "authstatus")
	if code != 0 {
		t.Fatalf("go tool -n: exit %d\n%s", code, errs)
	}
	_, errs, code = runIn(t, dir, env, "go", append(append([]string{"vet", "-vettool=" + strings.TrimSpace(path)}, houseRows...), ".")...)
	if code != 1 || !strings.Contains(errs, "p.go:9:2: 401 [missing-challenge]") {
		t.Errorf("go vet: exit %d\n%s", code, errs)
	}
}

// houseCall is a package with one finding, in line 9, where rows tell what its
// framework does. It imports nothing: with other flags than those of other
// tests, go vet has no results of the standard library yet.
const houseCall = `package p

type Call struct{ status int }

func (c *Call) Fail(code int)          { c.status = code }
func (c *Call) Set(name, value string) {}

func Get(c *Call) {
	c.Fail(401)
}
`

var houseRows = []string{
	"-model=example.org/p.Call response",
	"-model=(*example.org/p.Call).Fail send status=$0",
	"-model=(*example.org/p.Call).Set set key=$0 value=$1",
	"-model=idiom example.org/p.Call $response.Set($header, $value)",
}

// TestVetAndFix has the go command run the analyzer in the ways it knows.
func TestVetAndFix(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	t.Parallel()
	const goMod = "module example.org/p\n\ngo 1.25\n"
	std, house := map[string]string{"go.mod": goMod, "p.go": unmended}, map[string]string{"go.mod": goMod, "p.go": houseCall}
	tool := realBinary(t)
	const finding, line = "401 [missing-challenge]: c.Fail in Get", "c.Set(\"WWW-Authenticate\", `Bearer realm=\"test\"`)"
	for _, tt := range []struct {
		module  map[string]string
		args    string
		code    int
		want    string // in the output
		written bool
	}{
		{std, "vet -vettool=TOOL ./...", 1, "p.go:6:2: 401 [missing-challenge]: http.Error in Get", false},
		{house, "vet -vettool=TOOL ROWS ./...", 1, "p.go:9:2: " + finding, false},
		{house, "vet -vettool=TOOL ROWS -json ./...", 0, `"message": "` + finding, false},
		{house, "vet -vettool=TOOL ROWS -disable=missing-challenge ./...", 0, "", false},
		{house, "vet -vettool=TOOL -disable=nonsense ./...", 1, `no rule or group "nonsense"`, false},
		{house, "vet -vettool=TOOL ROWS -fix -diff -challenge=CHALLENGE ./...", 1, "+\t" + line, false},
		{house, "vet -vettool=TOOL ROWS -fix -challenge=CHALLENGE ./...", 0, "", true},
		{house, "fix -fixtool=TOOL ROWS -diff -challenge=CHALLENGE ./...", 1, "+\t" + line, false},
		{house, "fix -fixtool=TOOL ROWS -challenge=CHALLENGE ./...", 0, "", true},
	} {
		dir := writeModule(t, tt.module)
		args := strings.Fields(tt.args)
		for i := range args {
			args[i] = strings.NewReplacer("TOOL", tool, "CHALLENGE", `Bearer realm="test"`).Replace(args[i])
		}
		if i := slices.Index(args, "ROWS"); i >= 0 {
			args = slices.Replace(args, i, i+1, houseRows...)
		}
		out, errs, code := runIn(t, dir, os.Environ(), "go", args...)
		if code != tt.code || !strings.Contains(out+errs, tt.want) {
			t.Errorf("go %s: exit %d, want %d and %q\n%s%s", tt.args, code, tt.code, tt.want, out, errs)
		}
		if strings.Contains(errs, "alternative fix") {
			t.Errorf("go %s complains about fixes for editors:\n%s", tt.args, errs)
		}
		got, before := readFile(t, filepath.Join(dir, "p.go")), tt.module["p.go"]
		if written := strings.Contains(got, "\t"+line+"\n"); written != tt.written || !written && got != before {
			t.Errorf("go %s leaves\n%s", tt.args, got)
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
	t.Parallel()
	exe := filepath.Join(tempDir(t), "authstatus.exe")
	if out, errs, code := runIn(t, ".", os.Environ(), "go", "build", "-ldflags=-s -w -X main.stamp=v9.8.7", "-o", exe, "."); code != 0 {
		t.Fatal(out, errs)
	}
	if out, _, _ := runIn(t, ".", os.Environ(), exe, "version"); !strings.HasPrefix(out, "authstatus v9.8.7 go1.") {
		t.Errorf("version: %s", out)
	}
}
