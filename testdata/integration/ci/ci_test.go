// Package ci runs the recipes for CI: the GitHub action without GitHub, the
// GitLab report, the pre-commit hook where pre-commit is installed, and a
// shared cache with two machines.
package ci

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

const root = "../../.."

// files is a repository with two findings, one with characters that messages
// to GitHub have to escape.
var files = map[string]string{
	"go.mod": "module example.org/shop\n\ngo 1.25\n",
	"web/web.go": `package web

import "net/http"

func Get(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "log in", http.StatusUnauthorized)
}
`,
	"late.go": `package shop

import "net/http"

func Put(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusUnauthorized)
	w.Header().Set("WWW-Authenticate", "Bearer realm=\"shop\"")
}
`,
}

// An action is the part of action.yml that is looked at.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct {
		Using string
		Steps []struct {
			Name, ID, Shell, Run, Uses, If string
			Env                            map[string]string
			With                           map[string]string
		}
	}
}

func TestGitHubAction(t *testing.T) {
	text := read(t, root, "action.yml")
	var a action
	if err := yaml.Unmarshal([]byte(text), &a); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name     string
		inputs   map[string]string
		findings string
		exit     int
	}{
		{"defaults", nil, "2", 1},
		{"flags", map[string]string{"flags": "-disable=late-challenge\n-include-tests\n"}, "1", 1},
		{"nothing found", map[string]string{"flags": "-disable=challenge"}, "0", 0},
		{"no failure", map[string]string{"fail": "false", "packages": "./web .", "directory": "."}, "2", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := repository(t)
			temp := t.TempDir()
			abs, err := filepath.Abs(root)
			if err != nil {
				t.Fatal(err)
			}
			// What a runner puts in place of an expression.
			values := map[string]string{}
			for name, in := range a.Inputs {
				values["inputs."+name] = in.Default
			}
			for name, v := range tt.inputs {
				values["inputs."+name] = v
			}
			expand := func(s string) string {
				return regexp.MustCompile(`\$\{\{ *(\S+) *\}\}`).ReplaceAllStringFunc(s, func(m string) string {
					v, ok := values[strings.TrimSpace(strings.Trim(m, "${} "))]
					if !ok {
						t.Errorf("%s has no value", m)
					}
					return v
				})
			}
			exit, all := 0, ""
			for _, step := range a.Runs.Steps {
				if step.Uses != "" {
					if !regexp.MustCompile(`^github/codeql-action/upload-sarif@[0-9a-f]{40}$`).MatchString(step.Uses) {
						t.Errorf("uses %s", step.Uses)
					}
					if _, err := os.Stat(expand(step.With["sarif_file"])); err != nil {
						t.Error(err)
					}
					continue
				}
				if step.If != "" && !holds(t, step.If, values) {
					continue
				}
				if strings.Contains(step.Run, "${{") {
					t.Errorf("step %q takes an expression into a script, and so whatever is in it", step.Name)
				}
				output := filepath.Join(temp, "output")
				write(t, temp, "output", "")
				env := []string{"GITHUB_ACTION_PATH=" + abs, "RUNNER_TEMP=" + temp, "GITHUB_OUTPUT=" + output}
				for name, v := range step.Env {
					env = append(env, name+"="+expand(v))
				}
				out, code := run(t, dir, env, step.Shell, "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
				all += out
				for line := range strings.Lines(read(t, "", output)) {
					name, v, _ := strings.Cut(strings.TrimSpace(line), "=")
					values["steps."+step.ID+".outputs."+name] = v
				}
				if code != 0 {
					exit = code
					break
				}
			}
			if exit != tt.exit {
				t.Errorf("exit %d, want %d\n%s", exit, tt.exit, all)
			}
			if got := values["steps.run.outputs.findings"]; got != tt.findings {
				t.Errorf("%s findings, want %s", got, tt.findings)
			}
			if tt.name == "defaults" && !strings.Contains(all, "::warning file=web/web.go,line=6,col=2,title=missing-challenge::401 [missing-challenge]: http.Error in Get") {
				t.Errorf("no annotation in\n%s", all)
			}
			if tt.findings == "0" && strings.Contains(all, "::") {
				t.Errorf("an annotation in\n%s", all)
			}
		})
	}
}

// holds evaluates the conditions of action.yml: comparisons joined by &&.
func holds(t *testing.T, cond string, values map[string]string) bool {
	for part := range strings.SplitSeq(cond, "&&") {
		name, want, equal := strings.Cut(strings.TrimSpace(part), " == ")
		if !equal {
			name, want, _ = strings.Cut(strings.TrimSpace(part), " != ")
		}
		v, ok := values[name]
		if !ok {
			t.Errorf("%s has no value", name)
		}
		if (v == strings.Trim(want, "'")) != equal {
			return false
		}
	}
	return true
}

func TestGitLabReport(t *testing.T) {
	bin := t.TempDir()
	build(t, bin)
	dir := repository(t)
	out, code := run(t, dir, []string{"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH")}, "bash", "-euc", recipe(t, "gitlab"))
	if code != 0 {
		t.Fatalf("exit %d\n%s", code, out)
	}
	var report []struct {
		Description string
		CheckName   string `json:"check_name"`
		Fingerprint string
		Severity    string
		Location    struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	if err := json.Unmarshal([]byte(read(t, dir, "gl-code-quality-report.json")), &report); err != nil {
		t.Fatal(err)
	}
	if len(report) != 2 {
		t.Fatalf("%d entries", len(report))
	}
	for _, e := range report {
		if e.Description == "" || e.CheckName == "" || e.Fingerprint == "" || e.Severity != "major" || e.Location.Lines.Begin != 6 || filepath.IsAbs(e.Location.Path) {
			t.Errorf("entry %+v", e)
		}
	}
}

func TestPreCommit(t *testing.T) {
	if _, err := exec.LookPath("pre-commit"); err != nil {
		t.Skip("pre-commit is not installed")
	}
	// pre-commit takes hooks from a commit: here one of the files as they are.
	own := t.TempDir()
	listed, code := run(t, root, nil, "git", "ls-files", "-co", "--exclude-standard")
	if code != 0 {
		t.Fatal(listed)
	}
	for name := range strings.Lines(listed) {
		name = strings.TrimSpace(name)
		if _, err := os.Stat(filepath.Join(root, name)); err == nil && !strings.HasPrefix(name, "testdata/") {
			write(t, own, name, read(t, root, name))
		}
	}
	commit(t, own)

	dir := repository(t)
	// pre-commit passes over a go that lies in the home directory, as those do
	// that the go command downloads.
	env := []string{"PRE_COMMIT_HOME=" + t.TempDir(), "HOME=" + t.TempDir(), "GOFLAGS=-modcacherw"}
	for _, name := range []string{"GOCACHE", "GOENV"} {
		out, code := run(t, ".", nil, "go", "env", name)
		if code != 0 {
			t.Fatal(out)
		}
		env = append(env, name+"="+strings.TrimSpace(out))
	}
	out, code := run(t, dir, env, "pre-commit", "try-repo", own, "authstatus", "--all-files", "--verbose")
	if code == 0 || !strings.Contains(out, "web.go:6:2: 401 [missing-challenge]") || !strings.Contains(out, "late.go:6:2: 401 [late-challenge]") {
		t.Errorf("exit %d\n%s", code, out)
	}
	for name, text := range files {
		write(t, dir, name, strings.ReplaceAll(text, "StatusUnauthorized", "StatusForbidden"))
	}
	if out, code := run(t, dir, env, "pre-commit", "try-repo", own, "authstatus", "--all-files"); code != 0 {
		t.Errorf("mended, exit %d\n%s", code, out)
	}
}

// Two machines, each with an empty cache of its own, and a cache that they
// share. The second starts the analyzer for no package, but finds the same.
func TestSharedCache(t *testing.T) {
	dir := repository(t)
	bin := t.TempDir()
	build(t, bin)
	for _, name := range []string{"go-cacher", "go-cacher-server"} {
		if out, code := run(t, ".", nil, "go", "build", "-o", bin, "github.com/bradfitz/go-tool-cache/cmd/"+name); code != 0 {
			t.Fatal(out)
		}
	}
	if !strings.Contains(recipe(t, "gocacheprog"), `GOCACHEPROG="go-cacher -cache-server http://`) {
		t.Error("docs/ci.md shows another use")
	}

	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	server := exec.Command(filepath.Join(bin, "go-cacher-server"), "-cache-dir", t.TempDir(), "-listen", address)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	for range 6000 { // five minutes: it is not up, and will not be
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			break
		}
		time.Sleep(50 * time.Millisecond)
	}

	// go vet starts the tool once a package, with a .cfg file.
	started := filepath.Join(bin, "started")
	tool := filepath.Join(bin, "counting")
	write(t, bin, "counting", fmt.Sprintf("#!/bin/sh\ncase \"$*\" in *.cfg) echo \"$*\" >>%s;; esac\nexec %s \"$@\"\n", started, filepath.Join(bin, "authstatus")))
	if err := os.Chmod(tool, 0o755); err != nil {
		t.Fatal(err)
	}

	machine := func(name string, patterns ...string) (starts int, findings []string, all string) {
		write(t, bin, "started", "")
		began := time.Now()
		local := t.TempDir()
		env := []string{
			"GOCACHE=" + t.TempDir(),
			"GOCACHEPROG=" + filepath.Join(bin, "go-cacher") + " -cache-dir " + local + " -cache-server http://" + address,
		}
		out, _ := run(t, dir, env, "go", append([]string{"vet", "-vettool=" + tool}, patterns...)...)
		starts = strings.Count(read(t, "", started), "\n")
		findings = regexp.MustCompile(`(?m)^\S+\.go:\d+:\d+: \S.*$`).FindAllString(out, -1)
		slices.Sort(findings)
		t.Logf("%s: %.1f s, the analyzer was started %d times, %d findings", name, time.Since(began).Seconds(), starts, len(findings))
		return starts, findings, out
	}

	first, found, out := machine("first machine", "./...")
	second, same, again := machine("second machine", "./...")
	if first < 50 {
		t.Errorf("the first machine started the analyzer %d times: too few for net/http and what it imports\n%s", first, out)
	}
	if second != 0 {
		t.Errorf("the second machine started the analyzer %d times\n%s", second, again)
	}
	if !slices.Equal(found, same) || len(found) != 2 {
		t.Errorf("the first found\n%s\nthe second\n%s", strings.Join(found, "\n"), strings.Join(same, "\n"))
	}
}

// recipe is a code block of docs/ci.md.
func recipe(t *testing.T, name string) string {
	t.Helper()
	_, rest, ok := strings.Cut(read(t, root, "docs/ci.md"), "<!-- tested: "+name+" -->\n```sh\n")
	text, _, end := strings.Cut(rest, "```")
	if !ok || !end {
		t.Fatalf("docs/ci.md has no recipe %s", name)
	}
	return text
}

// repository is a git repository with the files.
func repository(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		write(t, dir, name, text)
	}
	write(t, dir, "clean/clean.go", strings.Replace(files["web/web.go"], "Unauthorized", "Forbidden", 1))
	commit(t, dir)
	return dir
}

func commit(t *testing.T, dir string) {
	t.Helper()
	git := []string{"-c", "user.name=test", "-c", "user.email=test@example.org"}
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"commit", "-q", "-m", "test"}} {
		if out, code := run(t, dir, nil, "git", append(git, args...)...); code != 0 {
			t.Fatal(out)
		}
	}
}

func build(t *testing.T, bin string) {
	t.Helper()
	if out, code := run(t, root, nil, "go", "build", "-o", bin, "./cmd/authstatus"); code != 0 {
		t.Fatal(out)
	}
}

// run returns what a program prints and its exit code.
func run(t *testing.T, dir string, env []string, name string, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
