package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"go/version"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestScripts runs testdata/script/*.txtar at the top of the repository. The
// files of an archive are a module or more, its comment is a script, a
// command a line:
//
// ARGS may be in single quotes.
//
//	cd DIR                     for the commands that follow, from the top
//	env NAME=VALUE             for the commands that follow
//	needs GO                   the rest is skipped under a go command before GO
//	lab ARGS, authstatus ARGS  run the command, with the lab's or the real analyzer
//	vet ARGS                   run go vet with the lab as its tool
//	realvet ARGS               run go vet with the real command as its tool
//	cold ARGS                  run the real command with a build cache that has
//	                           nothing, and with one that has all: the same,
//	                           and nothing is compiled
//	exit N                     the last command's exit code
//	stdout RE, stderr RE       its output matches; a leading ! says it does not
//	count N RE                 so many lines of its output match
//	same ARGS                  lab and vet find the same, and something
//	grep RE FILE               a file matches, after fixes; may be negated too
//	shown FILE NAME            the output begins as a file of docs shows it
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	t.Parallel()
	files, err := filepath.Glob("../../testdata/script/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			runScript(t, archive)
		})
	}
}

func runScript(t *testing.T, archive *txtar.Archive) {
	top := tempDir(t)
	for _, f := range archive.Files {
		name := filepath.Join(top, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}

	s := &session{t: t, dir: top, env: append(os.Environ(), "GOFLAGS=", "GOWORK=", "GOPROXY=off", "GO111MODULE=on")}
	for i, line := range strings.Split(string(archive.Comment), "\n") {
		fields := words(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		s.line = fmt.Sprintf("line %d: %s", i+1, line)
		want := fields[0] != "!"
		if !want {
			fields = fields[1:]
		}
		name, args := fields[0], fields[1:]
		rest := strings.TrimSpace(line[strings.Index(line, name)+len(name):])
		switch name {
		case "cd":
			s.dir = filepath.Join(top, rest)
		case "needs":
			if v := goVersion(); version.Compare(v, rest) < 0 {
				t.Skipf("%s; the go command here is %s", s.line, v)
			}
		case "env":
			s.env = append(s.env, rest)
		case "lab":
			s.run(testBinary(t), args...)
		case "authstatus":
			s.run(realBinary(t), args...)
		case "vet":
			s.run("go", append([]string{"vet", "-vettool=" + testBinary(t)}, args...)...)
		case "realvet":
			s.run("go", append([]string{"vet", "-vettool=" + realBinary(t)}, args...)...)
		case "cold":
			s.cold(args...)
		case "exit":
			if n, _ := strconv.Atoi(rest); s.code != n {
				s.errorf("exit code %d", s.code)
			}
		case "stdout", "stderr":
			text := s.stdout
			if name == "stderr" {
				text = s.stderr
			}
			if s.match(rest, text) != want {
				s.errorf("match is %t", !want)
			}
		case "count":
			re := s.compile(strings.TrimSpace(strings.TrimPrefix(rest, args[0])))
			if n, _ := strconv.Atoi(args[0]); len(re.FindAllString(s.stdout+s.stderr, -1)) != n {
				s.errorf("matches %d times", len(re.FindAllString(s.stdout+s.stderr, -1)))
			}
		case "grep":
			data, err := os.ReadFile(filepath.Join(top, args[len(args)-1]))
			if err != nil {
				t.Fatal(err)
			}
			if s.match(strings.Join(args[:len(args)-1], " "), string(data)) != want {
				s.errorf("match is %t in\n%s", !want, data)
			}
		case "shown":
			if want := shown(t, args[0], args[1]); !strings.HasPrefix(s.stdout, want) {
				s.errorf("docs/%s shows\n%s", args[0], want)
			}
		case "same":
			compareDrivers(t, testBinary(t), s.dir, s.env, args...)
		default:
			t.Fatalf("%s: unknown command", s.line)
		}
		if t.Failed() {
			return
		}
	}
}

// words cuts a line at spaces, except between single quotes.
func words(line string) []string {
	var out []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			out = append(out, part)
		} else {
			out = append(out, strings.Fields(part)...)
		}
	}
	return out
}

// shown is the output in a document that the comment "output: name" marks.
func shown(t *testing.T, file, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../docs", file))
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), "<!-- output: "+name+" -->\n")
	indent := before[strings.LastIndexByte(before, '\n')+1:]
	rest = strings.ReplaceAll("\n"+rest, "\n"+indent, "\n")
	text, _, end := strings.Cut(strings.TrimPrefix(rest, "\n```\n"), "```\n")
	if !ok || !end || text == "" {
		t.Fatalf("docs/%s has no output %s", file, name)
	}
	return text
}

type session struct {
	t              *testing.T
	dir            string
	env            []string
	line           string
	stdout, stderr string
	code           int
}

func (s *session) run(name string, args ...string) {
	s.t.Helper()
	s.stdout, s.stderr, s.code = runIn(s.t, s.dir, s.env, name, args...)
}

// cold compares a run without compiled packages with one that has them all.
func (s *session) cold(args ...string) {
	s.t.Helper()
	cache := tempDir(s.t)
	env := s.env
	s.env = append(slices.Clip(env), "GOCACHE="+cache)
	s.run(realBinary(s.t), args...)
	if n := archives(s.t, cache); n > 0 {
		s.errorf("%d packages were compiled", n)
	}
	s.env = env
	code, stdout, stderr := s.code, s.stdout, s.stderr
	s.run("go", "build", "./...")
	s.run(realBinary(s.t), args...)
	if s.code != code || s.stdout != stdout || s.stderr != stderr {
		s.errorf("without a cache exit %d\nstdout:\n%s\nstderr:\n%s", code, stdout, stderr)
	}
}

// archives counts compiled packages in a directory.
func archives(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(name)
		if bytes.HasPrefix(data, []byte("!<arch>")) {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (s *session) compile(re string) *regexp.Regexp {
	r, err := regexp.Compile("(?m)" + re)
	if err != nil {
		s.t.Fatalf("%s: %v", s.line, err)
	}
	return r
}

func (s *session) match(re, text string) bool { return s.compile(re).MatchString(text) }

func (s *session) errorf(format string, args ...any) {
	s.t.Helper()
	s.t.Errorf("%s: %s\nexit %d\nstdout:\n%s\nstderr:\n%s", s.line, fmt.Sprintf(format, args...), s.code, s.stdout, s.stderr)
}

// runIn runs a program with the lab switched on.
func runIn(t *testing.T, dir string, env []string, name string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(slices.Clip(env), labEnv+"=1", "PWD="+dir)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// compareDrivers checks that the command and go vet with it as a tool report
// the same in a module, and something.
func compareDrivers(t *testing.T, tool, dir string, env []string, args ...string) {
	t.Helper()
	_, own, code := runIn(t, dir, env, tool, args...)
	if code != exitFindings && code != exitOK {
		t.Errorf("standalone: exit %d\n%s", code, own)
	}
	_, vet, _ := runIn(t, dir, env, "go", append([]string{"vet", "-vettool=" + tool}, args...)...)
	got, want := findings(dir, own), findings(dir, vet)
	if !slices.Equal(got, want) {
		t.Errorf("standalone:\n%s\ngo vet:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(got) == 0 {
		t.Errorf("nothing found:\n%s", own)
	}
}

var posn = regexp.MustCompile(`^(?:vet: )?(\S[^:]*\.go):(\d+:\d+: .*)$`)

// findings returns the lines of a driver's output that are findings, sorted,
// with paths relative to dir.
func findings(dir, output string) []string {
	var all []string
	for line := range strings.Lines(output) {
		m := posn.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil {
			continue
		}
		name := m[1]
		if !filepath.IsAbs(name) {
			name = filepath.Join(dir, name)
		}
		if rel, err := filepath.Rel(dir, name); err == nil {
			name = filepath.ToSlash(rel)
		}
		all = append(all, name+":"+m[2])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// tempDir is t.TempDir without links in its name, since go list has none.
func tempDir(t *testing.T) string {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func testBinary(t *testing.T) string {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return exe
}

var realDir string // where buildReal put it, for TestMain to remove

var buildReal = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "authstatus")
	if err != nil {
		return "", err
	}
	realDir = dir
	exe := filepath.Join(dir, "authstatus.exe") // the name Windows wants
	out, err := exec.Command("go", "build", "-o", exe, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return exe, nil
})

// realBinary builds the command once. The test binary would not do: go vet
// takes programs with the same content for the same tool and would mix the
// lab's facts into the results.
func realBinary(t *testing.T) string {
	exe, err := buildReal()
	if err != nil {
		t.Fatal(err)
	}
	return exe
}

var runs = flag.Int("runs", 2, "how many runs of each driver TestSameFindings compares")

// TestSameFindings compares the command, which is told to look at packages one by
// one, with itself, on any number of processors and, in the second run, with an
// empty build cache, and with go vet, on the module that holds the analyzer's
// cases: the same findings in the same order. (TestDeterministic of package analyzer
// does so for the drivers inside a test.)
func TestSameFindings(t *testing.T) {
	if testing.Short() {
		t.Skip("type-checks frameworks")
	}
	t.Parallel()
	dir, err := filepath.Abs("../../testdata/challenge")
	if err != nil {
		t.Fatal(err)
	}
	var first string
	for i := range *runs {
		procs := []int{1, 2, 8, 3}[i%4]
		env := append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", procs))
		if i == 1 { // Nor does it matter what is compiled.
			env = append(env, "GOCACHE="+t.TempDir())
		}
		_, errs, code := runIn(t, dir, env, realBinary(t), "-whole=false", "./...")
		switch {
		case code != exitFindings:
			t.Fatalf("exit %d\n%s", code, errs)
		case i == 0:
			first = errs
		case errs != first:
			t.Errorf("run %d, on %d processors, prints\n%s\nnot\n%s", i+1, procs, errs, first)
		}
	}
	own := byPackage(dir, first)
	if len(own) < 20 {
		t.Fatalf("findings in %d packages only:\n%s", len(own), first)
	}
	// Frameworks are left to CI, which also compares all drivers on them: for the
	// standard library alone other tests have asked go vet already.
	patterns := []string{"./..."}
	if *runs/3 == 0 {
		patterns = onStd(t, dir)
		maps.DeleteFunc(own, func(pkg string, _ []string) bool { return !slices.Contains(patterns, "./"+pkg) })
		if len(own) < 20 {
			t.Fatalf("findings in %d packages without frameworks", len(own))
		}
	}
	for i := range max(1, *runs/3) {
		args := append([]string{"vet", "-vettool=" + realBinary(t)}, patterns...)
		if i > 0 { // With flags, though they change nothing, go vet has no results yet.
			args = slices.Insert(args, 2, []string{"-confidence=high", "-revoked=403", "-include-tests=false"}[i%3])
		}
		_, vet, _ := runIn(t, dir, append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", []int{8, 1, 2}[i%3])), "go", args...)
		got := byPackage(dir, vet)
		for pkg, want := range own {
			if !slices.Equal(got[pkg], want) {
				t.Errorf("in %s the command finds\n%s\nand go vet\n%s", pkg, strings.Join(want, "\n"), strings.Join(got[pkg], "\n"))
			}
		}
		if len(got) != len(own) {
			for pkg := range own {
				delete(got, pkg)
			}
			t.Errorf("go vet finds something where the command finds nothing: %v", got)
		}
	}
}

// onStd lists the packages of a module that need no other module.
func onStd(t *testing.T, dir string) (patterns []string) {
	out, errs, code := runIn(t, dir, os.Environ(), "go", "list", "-f", "{{.Dir}}{{range .Deps}} {{.}}{{end}}", "./...")
	if code != 0 {
		t.Fatal(errs)
	}
	for line := range strings.Lines(out) {
		pkg, deps, _ := strings.Cut(line, " ")
		rel, err := filepath.Rel(dir, pkg)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(strings.Fields(deps), func(dep string) bool {
			first, _, _ := strings.Cut(dep, "/")
			return strings.Contains(first, ".")
		}) {
			patterns = append(patterns, "./"+filepath.ToSlash(rel))
		}
	}
	return patterns
}

// byPackage returns the findings of each directory in the order of a driver's
// output; go vet prints packages as they are done.
func byPackage(dir, output string) map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(output) {
		for _, f := range findings(dir, line) {
			file, _, _ := strings.Cut(f, ":")
			all[path.Dir(file)] = append(all[path.Dir(file)], f)
		}
	}
	return all
}
