package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unsafe"
)

// openTerminal returns both ends of a pseudo terminal: what is written to the
// program's end is read from the user's.
func openTerminal(t *testing.T) (user, program *os.File) {
	t.Helper()
	user, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	t.Cleanup(func() { user.Close() })
	var unlock, n int32
	for request, arg := range map[uintptr]*int32{syscall.TIOCSPTLCK: &unlock, syscall.TIOCGPTN: &n} {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, user.Fd(), request, uintptr(unsafe.Pointer(arg))); errno != 0 {
			t.Fatal(errno)
		}
	}
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	t.Cleanup(func() { program.Close() })
	return user, program
}

// onScreen returns what a command writes to a terminal that is both its
// standard output and its standard error.
func onScreen(t *testing.T, dir string, env []string, name string, args ...string) string {
	t.Helper()
	user, program := openTerminal(t)
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, append(append(os.Environ(), "NO_COLOR=", "TERM=xterm"), env...)
	cmd.Stdout, cmd.Stderr = program, program
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	program.Close()
	var out bytes.Buffer
	// Where nobody has the program's end any more, reading fails with EIO.
	if _, err := io.Copy(&out, user); err != nil && !errors.Is(err, syscall.EIO) {
		t.Fatal(err)
	}
	cmd.Wait() // findings make an exit code
	return strings.ReplaceAll(out.String(), "\r\n", "\n")
}

func TestIsTerminal(t *testing.T) {
	_, program := openTerminal(t)
	if !isTerminal(program) {
		t.Error("a pseudo terminal is none")
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, f := range []*os.File{w, null, file} {
		if isTerminal(f) {
			t.Errorf("%s is a terminal", f.Name())
		}
	}
}

var escapes = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// Colours are there for people at a terminal, unless they or their terminal want
// none, and what is written is the same but for them.
func TestColors(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	t.Parallel()
	dir, exe := writeModule(t, map[string]string{"p.go": houseCall}), realBinary(t)
	args := func(own string) []string {
		return slices.Concat(houseRows, []string{"-challenge=Bearer realm=\"test\""}, strings.Fields(own), []string{"./..."})
	}
	_, plain, _ := runIn(t, dir, os.Environ(), exe, args("-c=1")...)
	diff, _, _ := runIn(t, dir, os.Environ(), exe, args("-diff")...)
	if !strings.Contains(plain, "401 [missing-challenge]") || !strings.Contains(diff, "+\tc.Set(") {
		t.Fatalf("it prints\n%s\n%s", plain, diff)
	}
	if strings.Contains(plain+diff, "\x1b") {
		t.Fatalf("escape sequences in a pipe:\n%q", plain+diff)
	}
	for _, c := range []struct {
		env, args string
		painted   bool
	}{
		{"TERM=xterm", "-c=1", true},
		{"TERM=xterm", "-diff", true},
		{"TERM=dumb", "-c=1", false},
		{"TERM=dumb", "-diff", false},
		{"NO_COLOR=1", "-c=1", false},
		{"NO_COLOR=1", "-diff", false},
		{"NO_COLOR=1", "-color=always -c=1", true},
		{"TERM=dumb", "-color=always -diff", true},
		{"TERM=xterm", "-color=never -c=1", false},
		{"TERM=xterm", "-color=auto -c=1", true},
	} {
		got := onScreen(t, dir, []string{c.env}, exe, args(c.args)...)
		want := plain
		if strings.Contains(c.args, "-diff") {
			want = diff
		}
		if painted := strings.Contains(got, "\x1b["); painted != c.painted {
			t.Errorf("%s authstatus %s: coloured is %v", c.env, c.args, painted)
		}
		if escapes.ReplaceAllString(got, "") != want {
			t.Errorf("%s authstatus %s prints\n%s\nand in a pipe\n%s", c.env, c.args, got, want)
		}
	}
	// A pipe gets colours where they are asked for.
	if _, errs, _ := runIn(t, dir, os.Environ(), exe, args("-color=always")...); !strings.Contains(errs, "\x1b[") {
		t.Errorf("-color=always has none:\n%s", errs)
	}
}
