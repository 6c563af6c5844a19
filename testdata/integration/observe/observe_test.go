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
// is placed at its line. Frameworks are replaced by a go.mod of the command's,
// also where the user names another.
func TestFrameworks(t *testing.T) {
	exe := build(t)
	other := filepath.Join(t.TempDir(), "other.mod")
	for from, to := range map[string]string{"go.mod": other, "go.sum": strings.TrimSuffix(other, ".mod") + ".sum"} {
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := marked(t)
	before := texts(t)
	for _, flags := range [][]string{nil, {"--", "-modfile=" + other}} {
		got, unplaced := seen(t, exe, flags)
		for place, tests := range want {
			if got[place] != tests {
				t.Errorf("%v: %s: seen by %q, not by %q", flags, place, got[place], tests)
			}
			delete(got, place)
		}
		if len(got) > 0 || len(want) < 12 {
			t.Errorf("%v: seen elsewhere: %v", flags, got)
		}
		if unplaced != 0 {
			t.Errorf("%v: %d answers without a line", flags, unplaced)
		}
	}
	if after := texts(t); after != before {
		t.Errorf("the module was\n%s\nand is\n%s", before, after)
	}
}

// seen runs the tests of the server through the command, and returns the tests
// that saw an answer, by its line.
func seen(t *testing.T, exe string, flags []string) (tests map[string]string, unplaced int) {
	cmd := exec.Command(exe, append([]string{"-observe", "-json", "./server"}, flags...)...)
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
