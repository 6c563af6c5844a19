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
// is placed at its line.
func TestFrameworks(t *testing.T) {
	exe := build(t)
	before := texts(t)
	cmd := exec.Command(exe, "-observe", "-json", "./server")
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
	got := map[string]string{}
	for _, e := range slices.Concat(report.Findings, report.Unreported) {
		if e.State == "seen" || e.Kind != "" {
			file, line, _ := strings.Cut(e.Posn, ":")
			line, _, _ = strings.Cut(line, ":")
			slices.Sort(e.Tests)
			got[file+":"+line] = strings.Join(e.Tests, " ")
		}
	}
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
	for place, tests := range want {
		if got[place] != tests {
			t.Errorf("%s: seen by %q, not by %q", place, got[place], tests)
		}
		delete(got, place)
	}
	if len(got) > 0 || len(want) < 12 {
		t.Errorf("seen elsewhere: %v", got)
	}
	if report.Apart.Unplaced != 0 {
		t.Errorf("%d answers without a line", report.Apart.Unplaced)
	}
	if after := texts(t); after != before {
		t.Errorf("the module was\n%s\nand is\n%s", before, after)
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
