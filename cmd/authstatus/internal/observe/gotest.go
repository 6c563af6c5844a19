package observe

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
)

// fileEnv names the file that the hooks write to.
const fileEnv = "AUTHSTATUS_OBSERVE"

// maxOutput bounds what is kept of a test's output, to be shown if it fails.
const maxOutput = 1 << 16

// Tests is what ran.
type Tests struct {
	Packages int      `json:"packages"` // that have tests
	Run      int      `json:"run"`      // tests and subtests
	Failed   []string `json:"failed,omitempty"`
	Unbuilt  []string `json:"unbuilt,omitempty"` // packages
	// Interrupted says that not all could run.
	Interrupted bool `json:"interrupted,omitempty"`
}

// A testEvent is a line of go test -json.
type testEvent struct {
	Action, Package, Test, Output, FailedBuild, ImportPath string
}

// Test runs the tests of the patterns with go test's flags; what the hooks
// note goes to a file. The output of what fails goes to out. An error says that
// the go command could not run them; that tests fail, or don't build, is none.
func (b *Build) Test(patterns, flags []string, file string, out io.Writer) (*Tests, error) {
	args := slices.Concat([]string{"test", "-json", "-count=1"}, b.Flags, patterns, b.without(flags))
	cmd := exec.Command(b.Go, args...)
	cmd.Env = append(append(os.Environ(), b.Env...), fileEnv+"="+file)
	cmd.Stderr = out
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	// An interrupt at a terminal reaches go test too, which ends. What ends this
	// process alone, as a runner of jobs does, ends go test here. Either way what
	// was seen until then is reported.
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(stop)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	var interrupted atomic.Bool
	go func() {
		s := <-stop
		interrupted.Store(true)
		if s == syscall.SIGTERM {
			cmd.Process.Kill()
		}
	}()
	c := &collector{tests: new(Tests), out: out, output: map[string]string{}, started: map[string]bool{}}
	readErr := c.read(pipe)
	err = cmd.Wait()
	if interrupted.Load() || killed(err) {
		c.tests.Interrupted = true
		return c.tests, nil
	}
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && (len(c.tests.Failed) > 0 || len(c.tests.Unbuilt) > 0) {
		err = nil // told in the report
	}
	if err == nil {
		err = readErr
	}
	if err != nil {
		return nil, fmt.Errorf("go test: %w", err)
	}
	return c.tests, nil
}

// killed tells whether a process was ended by a signal.
func killed(err error) bool {
	exit := (*exec.ExitError)(nil)
	if !errors.As(err, &exit) {
		return false
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signaled()
}

// without leaves out the user's flags that the build's own hold: of two the last
// would count, and nothing be noted.
func (b *Build) without(flags []string) (rest []string) {
	modfile := slices.ContainsFunc(b.Flags, func(f string) bool { return strings.HasPrefix(f, "-modfile=") })
	for i := 0; i < len(flags); i++ {
		name, _, hasValue := strings.Cut(strings.TrimLeft(flags[i], "-"), "=")
		switch {
		case name == "args":
			return append(rest, flags[i:]...)
		case strings.HasPrefix(flags[i], "-") && (name == "overlay" || name == "modfile" && modfile):
			if !hasValue {
				i++ // its value
			}
		default:
			rest = append(rest, flags[i])
		}
	}
	return rest
}

// A collector counts tests, and keeps their output until they have passed.
type collector struct {
	tests   *Tests
	out     io.Writer
	output  map[string]string
	started map[string]bool // packages
}

func (c *collector) read(r io.Reader) error {
	br := bufio.NewReader(r)
	for {
		line, err := br.ReadString('\n')
		var e testEvent
		switch {
		case json.Unmarshal([]byte(line), &e) == nil && e.Action != "":
			c.event(e)
		case strings.TrimSpace(line) != "":
			io.WriteString(c.out, line) // not of go test: a program that writes to its standard output
		}
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func (c *collector) event(e testEvent) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "build-output":
		io.WriteString(c.out, e.Output)
	case "output":
		if len(c.output[key]) < maxOutput {
			c.output[key] += e.Output
		}
	case "run":
		c.tests.Run++
		c.started[e.Package] = true
	case "fail":
		switch {
		case e.FailedBuild != "":
			c.tests.Unbuilt = append(c.tests.Unbuilt, e.Package)
		case e.Test != "":
			c.tests.Failed = append(c.tests.Failed, e.Package+" "+e.Test)
		case !slices.ContainsFunc(c.tests.Failed, func(f string) bool { return strings.HasPrefix(f, key) }):
			c.tests.Failed = append(c.tests.Failed, e.Package) // TestMain, a panic, a time limit
		}
		c.tell(key)
		if e.Test == "" { // a panic is the output of tests that never ended
			for _, key := range slices.Sorted(maps.Keys(c.output)) {
				if strings.HasPrefix(key, e.Package+" ") {
					c.tell(key)
				}
			}
		}
	case "pass", "skip":
		delete(c.output, key)
	}
	if e.Test == "" && c.started[e.Package] && (e.Action == "pass" || e.Action == "fail" || e.Action == "skip") {
		c.tests.Packages++
	}
}

// tell writes what a test put out.
func (c *collector) tell(key string) {
	io.WriteString(c.out, c.output[key])
	delete(c.output, key)
}
