package observe_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

type entry struct {
	Posn  string
	State string
	Kind  string
	Tests []string
}

// TestFrameworks runs the tests of the server through the command: each answer
// is placed at its line. Frameworks are replaced by a go.mod or go.work of the
// command's, also where the user names another.
func TestFrameworks(t *testing.T) {
	exe := build(t)
	temp := t.TempDir()
	other, work := filepath.Join(temp, "other.mod"), filepath.Join(temp, "go.work")
	copyText(t, "go.mod", other)
	copyText(t, "go.sum", filepath.Join(temp, "other.sum"))
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	rel, err := filepath.Rel(temp, here)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(work, []byte("go 1.26.5\n\nuse "+rel+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	want := marked(t)
	before := texts(t)
	for _, c := range []struct {
		env, flags []string
	}{{}, {env: []string{"GOWORK=" + work}}, {flags: []string{"--", "-modfile=" + other}}} {
		got, unplaced := seen(t, exe, c.env, c.flags)
		for place, tests := range want {
			if got[place] != tests {
				t.Errorf("%v: %s: seen by %q, not by %q", c, place, got[place], tests)
			}
			delete(got, place)
		}
		if len(got) > 0 || len(want) < 12 {
			t.Errorf("%v: seen elsewhere: %v", c, got)
		}
		if unplaced != 0 {
			t.Errorf("%v: %d answers without a line", c, unplaced)
		}
	}
	if after := texts(t); after != before {
		t.Errorf("the module was\n%s\nand is\n%s", before, after)
	}
}

// seen runs the tests of the server through the command, and returns the tests
// that saw an answer, by its line.
func seen(t *testing.T, exe string, env, flags []string) (tests map[string]string, unplaced int) {
	cmd := exec.Command(exe, append([]string{"-observe", "-json", "./server"}, flags...)...)
	cmd.Env = append(os.Environ(), env...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil || errs.Len() > 0 {
		t.Fatalf("%v\n%s", err, &errs)
	}
	var report struct {
		Findings, Unreported []entry
		Apart                struct{ Unplaced int }
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	tests = map[string]string{}
	for _, e := range slices.Concat(report.Findings, report.Unreported) {
		if e.State == "seen" || e.Kind != "" {
			file, line, _ := strings.Cut(e.Posn, ":")
			line, _, _ = strings.Cut(line, ":")
			slices.Sort(e.Tests)
			tests[file+":"+line] = strings.Join(e.Tests, " ")
		}
	}
	return tests, report.Apart.Unplaced
}

// marked are the lines of the server with a comment that names tests.
func marked(t *testing.T) map[string]string {
	want := map[string]string{}
	files, err := exec.Command("go", "list", "-f", `{{join .GoFiles "\n"}}`, "./server").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Fields(string(files)) { // that this Go builds
		data, err := os.ReadFile("server/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			if _, tests, ok := strings.Cut(line, "// seen: "); ok {
				want[fmt.Sprintf("server/%s:%d", name, i+1)] = tests
			}
		}
	}
	return want
}

func copyText(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// A vendored framework is replaced where it is. Where echo's error was made is
// known from its copy of echo alone, as nothing is found there.
func TestVendoredFramework(t *testing.T) {
	exe, dir := build(t), t.TempDir()
	copyText(t, "go.mod", filepath.Join(dir, "go.mod"))
	copyText(t, "go.sum", filepath.Join(dir, "go.sum"))
	for name, text := range map[string]string{"m.go": `package m

import (
	"strconv"

	"github.com/labstack/echo/v5"
)

func get(c *echo.Context) error {
	code, _ := strconv.Atoi(c.QueryParam("code"))
	return echo.NewHTTPError(code, "no")
}
`, "m_test.go": `package m

import (
	"net/http/httptest"
	"testing"

	"github.com/labstack/echo/v5"
)

func TestGet(t *testing.T) {
	e := echo.New()
	e.GET("/", get)
	e.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/?code=401", nil))
}
`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	env := append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off", "PWD="+dir)
	vendor := exec.Command("go", "mod", "vendor")
	vendor.Dir, vendor.Env = dir, env
	if out, err := vendor.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(exe, "-observe", "./...")
	cmd.Dir, cmd.Env = dir, env
	out, err := cmd.CombinedOutput()
	if want := "m.go:11: 401 left without WWW-Authenticate [missing-challenge]\n\tonce in TestGet\n"; !strings.Contains(string(out), want) {
		t.Errorf("%v: no %q in\n%s", err, want, out)
	}
}

func build(t *testing.T) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "authstatus.exe")
	cmd := exec.Command("go", "build", "-o", exe, "./cmd/authstatus")
	cmd.Dir = "../../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return exe
}

// texts are the files of the module, with their sizes and times.
func texts(t *testing.T) string {
	var b strings.Builder
	err := filepath.WalkDir(".", func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().IsRegular() {
			fmt.Fprintln(&b, name, info.Size(), info.ModTime())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
