//go:build unix

package observe_test

import (
	"bytes"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestInterrupt ends the command and the tests that it runs, as a terminal does,
// or the command alone, as a runner of jobs does: what was seen until then is
// reported.
func TestInterrupt(t *testing.T) {
	exe := build(t)
	t.Run("a terminal", func(t *testing.T) { testInterrupt(t, exe, -1, syscall.SIGINT) })
	t.Run("a runner of jobs", func(t *testing.T) { testInterrupt(t, exe, 1, syscall.SIGTERM) })
}

// testInterrupt sends a signal to the command, or, with whom -1, to its process group.
func testInterrupt(t *testing.T, exe string, whom int, signal syscall.Signal) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.org/m\n\ngo 1.26\n",
		"m.go":   deniesAll("m"),
		"m_test.go": testsGet("m", `"net"`, `	c, err := net.Dial("tcp", "`+ln.Addr().String()+`")
	if err != nil {
		t.Fatal(err)
	}
	c.Read(make([]byte, 1))`),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(exe, "-observe", "./...")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOFLAGS=", "GOWORK=", "GOPROXY=off", "PWD="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		ended <- cmd.Wait()
		ln.Close()
	}()
	c, err := ln.Accept()
	if err != nil {
		t.Fatalf("the command ended before its test came: %v\n%s", err, &errs)
	}
	defer c.Close()
	if err := syscall.Kill(whom*cmd.Process.Pid, signal); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := <-ended; !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Errorf("exit status: %v\n%s", err, &errs)
	}
	for _, want := range []string{"m.go:6:2: 401 ", "\tseen once in TestGet\n", ", then there was an interrupt.\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, &out)
		}
	}
}
