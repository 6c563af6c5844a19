// Package golangci builds a golangci-lint with authstatus the way users do,
// with golangci-lint custom and the repository's .custom-gcl.yml, and compares
// what it finds with what the command finds.
package golangci

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

const root = "../../.."

var tools struct{ golangci, authstatus string }

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "authstatus-golangci")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		if err := os.Setenv("GOLANGCI_LINT_CACHE", filepath.Join(dir, "cache")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		if err := build(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return m.Run()
	}())
}

// build builds the command, golangci-lint, and with it a golangci-lint that
// has the plugin. That clones golangci-lint from GitHub; here it clones a
// repository made of the same files from the module cache.
func build(dir string) error {
	var env []string
	run := func(in, name string, args ...string) (string, error) {
		began := time.Now()
		cmd := exec.Command(name, args...)
		cmd.Dir = in
		cmd.Env = append(os.Environ(), env...)
		var errs bytes.Buffer
		cmd.Stderr = &errs
		out, err := cmd.Output()
		fmt.Printf("%6.1f s  %s %s\n", time.Since(began).Seconds(), filepath.Base(name), strings.Join(args[:min(2, len(args))], " "))
		if err != nil {
			return "", fmt.Errorf("%s %s: %w\n%s%s", name, strings.Join(args, " "), err, out, errs.Bytes())
		}
		return strings.TrimSpace(string(out)), nil
	}
	var err error
	do := func(in, name string, args ...string) string {
		if err != nil {
			return ""
		}
		var out string
		out, err = run(in, name, args...)
		return out
	}

	// With -trimpath what golangci-lint custom compiles is what was compiled
	// for golangci-lint itself.
	env = []string{"GOFLAGS=" + strings.TrimSpace(os.Getenv("GOFLAGS")+" -trimpath"), "GOWORK=off"}
	tools.authstatus = filepath.Join(dir, "authstatus.exe")
	do(root, "go", "build", "-o", tools.authstatus, "./cmd/authstatus")
	stock := filepath.Join(dir, "golangci-lint.exe")
	do(".", "go", "build", "-ldflags=-s -w", "-o", stock, "github.com/golangci/golangci-lint/v2/cmd/golangci-lint")

	source, tag, _ := strings.Cut(do(".", "go", "list", "-m", "-f", "{{.Dir}} {{.Version}}", "github.com/golangci/golangci-lint/v2"), " ")
	if err != nil {
		return err
	}
	repo := filepath.Join(dir, "golangci-lint")
	if err := os.CopyFS(repo, os.DirFS(source)); err != nil {
		return err
	}
	env = append(env, "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
	git := func(args ...string) {
		do(repo, "git", append([]string{"-c", "user.name=test", "-c", "user.email=test@example.org"}, args...)...)
	}
	git("init", "-q", "-b", "main")
	git("add", "-A", "-f")
	git("commit", "-q", "-m", tag)
	git("tag", tag)
	env = append(env, "GIT_CONFIG_COUNT=1",
		"GIT_CONFIG_VALUE_0=https://github.com/golangci/golangci-lint.git",
		"GIT_CONFIG_KEY_0=url.file://"+filepath.ToSlash(repo)+".insteadOf")

	do(root, stock, "custom", "--destination", dir)
	tools.golangci = filepath.Join(dir, "golangci-lint-authstatus")
	if _, missing := os.Stat(tools.golangci + ".exe"); missing == nil {
		tools.golangci += ".exe"
	}
	return err
}

func TestConfiguration(t *testing.T) {
	out, code := golangci(t, root, "config", "verify", "-c", ".golangci-plugin.yml")
	if code != 0 {
		t.Errorf("exit %d\n%s", code, out)
	}
}

// The corpus of cases: the findings of the command, in each of the ways to
// set it up.
func TestSameFindings(t *testing.T) {
	tests := []struct {
		name, dir string
		settings  string // of the plugin
		flags     []string
		patterns  []string
	}{
		{"no settings", "../../challenge", "", nil, []string{"./..."}},
		// Only the last package of a chain: what it sends, the others choose.
		{"facts", "../../challenge", "", nil, []string{"./chain/d"}},
		{"settings", "../../challenge",
			"{rules: 'missing-challenge,late-challenge', disable: [late-challenge], include-tests: true, include-generated: 'true'}",
			[]string{"-rules=missing-challenge", "-include-tests", "-include-generated"}, []string{"./..."}},
		{"choice", "../../choice", "{rules: [choice], revoked: 401, confidence: medium}",
			[]string{"-rules=choice", "-revoked=401", "-confidence=medium"}, []string{"./..."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := command(t, tt.dir, append(tt.flags, tt.patterns...)...)
			got := plugin(t, tt.dir, tt.settings, tt.patterns...)
			if !slices.Equal(got, want) {
				t.Errorf("only golangci-lint:\n%s\nonly the command:\n%s", missing(got, want), missing(want, got))
			}
			if len(want) == 0 {
				t.Error("nothing is found")
			}
			t.Logf("%d findings", len(want))
		})
	}
}

// Rows for an in-house framework, as a list of settings: what
// testdata/script/inhouse.txtar shows with the command and with go vet.
func TestRows(t *testing.T) {
	archive, err := txtar.ParseFile(filepath.Join(root, "testdata/script/inhouse.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var rows []string
	for _, f := range archive.Files {
		if f.Name == "flow.rows" {
			for line := range strings.Lines(string(f.Data)) {
				if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
					rows = append(rows, "'"+line+"'")
				}
			}
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, f.Name)), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, dir, f.Name, string(f.Data))
	}
	if got := plugin(t, dir, "", "./..."); len(got) > 0 {
		t.Errorf("without rows: %v", got)
	}
	want := command(t, dir, "-model=@flow.rows", "./...")
	if got := plugin(t, dir, "{model: ["+strings.Join(rows, ", ")+"]}", "./..."); len(got) != 6 || !slices.Equal(got, want) {
		t.Errorf("with rows:\n%s\nthe command:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestWrongSettings(t *testing.T) {
	dir := module(t)
	config := configure(t, "{rule: challenge}")
	out, code := golangci(t, dir, "run", "-c", config, "./...")
	if code == 0 || !strings.Contains(out, `authstatus: settings: there is no "rule" (settings: challenge, challenger,`) {
		t.Errorf("exit %d\n%s", code, out)
	}
}

// The repository's own configuration, without a change.
func TestShippedConfiguration(t *testing.T) {
	config, err := filepath.Abs(filepath.Join(root, ".golangci-plugin.yml"))
	if err != nil {
		t.Fatal(err)
	}
	dir := module(t)
	out, code := golangci(t, dir, "run", "-c", config, "./...")
	if code != 1 || !strings.Contains(out, "401 [missing-challenge]: http.Error in Get sends no WWW-Authenticate") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if strings.Contains(out, "related information") || strings.Contains(out, "authstatus: 401") {
		t.Errorf("related places or a doubled name:\n%s", out)
	}
}

// The settings that the repository's configuration shows as a comment are
// right: with the marks taken off they are read, and each does its work.
func TestShownSettings(t *testing.T) {
	text := read(t, root, ".golangci-plugin.yml")
	shown := regexp.MustCompile(`(?m)^( {8})# (settings:|  )`).ReplaceAllString(text, "$1$2")
	for _, name := range []string{"rules", "disable", "challenge", "challenger", "model", "revoked", "confidence", "include-tests", "include-generated"} {
		if !regexp.MustCompile(`(?m)^ {10}` + name + `:`).MatchString(shown) {
			t.Errorf("the configuration shows no %s", name)
		}
	}
	// Here no challenger covers the module, and its rules are to speak.
	shown = regexp.MustCompile(`(?m)^ {10}challenger:\n( {12}- .*\n)+`).ReplaceAllString(shown, "")
	dir := module(t)
	write(t, dir, "config.yml", shown)
	if out, code := golangci(t, dir, "config", "verify", "-c", "config.yml"); code != 0 {
		t.Errorf("exit %d\n%s", code, out)
	}
	out, code := golangci(t, dir, "run", "-c", "config.yml", "--fix", "./...")
	if text := read(t, dir, "p.go"); code != 0 || strings.Count(text, "`Bearer realm=\"api\"`") != 2 {
		t.Errorf("exit %d\n%s\n%s", code, out, text)
	}
}

// One fix a finding: golangci-lint would apply all.
func TestFix(t *testing.T) {
	dir, twin := module(t), module(t)
	out, _ := golangci(t, dir, "run", "-c", configure(t, ""), "--fix", "./...")
	if text, code := run(t, twin, tools.authstatus, "-fix", "./..."); code != 0 {
		t.Fatalf("authstatus -fix: exit %d\n%s", code, text)
	}
	got, want := read(t, dir, "p.go"), read(t, twin, "p.go")
	if got != want {
		t.Errorf("golangci-lint --fix:\n%s\nauthstatus -fix:\n%s\noutput:\n%s", got, want, out)
	}
	if strings.Count(got, "WWW-Authenticate") != 2 {
		t.Errorf("not one challenge in each of two handlers:\n%s", got)
	}
	if text, code := run(t, dir, "go", "build", "./..."); code != 0 {
		t.Errorf("does not build: %s", text)
	}
}

// The comment of golangci-lint leaves a finding out, and nolintlint agrees
// that it is needed, and where it is not.
func TestNolint(t *testing.T) {
	dir := module(t)
	write(t, dir, "p.go", strings.NewReplacer(
		`http.Error(w, "log in", http.StatusUnauthorized)`,
		`http.Error(w, "log in", http.StatusUnauthorized) //nolint:authstatus // the gateway adds it`,
		`http.Error(w, "gone", http.StatusGone)`,
		`http.Error(w, "gone", http.StatusGone) //nolint:authstatus // no 401`,
	).Replace(read(t, dir, "p.go")))
	config := configure(t, "")
	text := read(t, filepath.Dir(config), filepath.Base(config))
	write(t, filepath.Dir(config), filepath.Base(config), strings.Replace(text, "    - authstatus\n", "    - authstatus\n    - nolintlint\n", 1))
	out, code := golangci(t, dir, "run", "-c", config, "--output.text.print-issued-lines=false", "./...")
	if code != 1 {
		t.Errorf("exit %d", code)
	}
	lines := issue.FindAllString(out, -1)
	want := []string{
		"p.go:11:2: 401 [missing-challenge]",
		"p.go:15:41: directive `//nolint:authstatus // no 401` is unused for linter \"authstatus\" (nolintlint)",
	}
	if len(lines) != len(want) {
		t.Fatalf("got:\n%s", out)
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, want[i]) {
			t.Errorf("got %q, want %q", line, want[i])
		}
	}
}

// What a branch adds, as docs/adopting.md has it, and GitLab's report, as
// docs/ci.md has it.
func TestNewCodeAndReport(t *testing.T) {
	dir := module(t)
	for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"add", "-A"}, {"-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "old"}, {"switch", "-q", "-c", "branch"}} {
		if out, code := run(t, dir, "git", args...); code != 0 {
			t.Fatal(out)
		}
	}
	write(t, dir, "p.go", read(t, dir, "p.go")+`
func Post(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "log in first", http.StatusUnauthorized)
}
`)
	out, code := golangci(t, dir, "run", "-c", configure(t, ""), "--new-from-merge-base=main",
		"--output.text.path=stdout", "--output.text.print-issued-lines=false", "--output.code-climate.path="+filepath.Join(dir, "gl-code-quality-report.json"), "--path-mode=abs", "./...")
	if lines := issue.FindAllString(out, -1); code != 1 || len(lines) != 1 || !strings.HasPrefix(lines[0], "p.go:19:2: 401 [missing-challenge]: http.Error in Post") {
		t.Errorf("exit %d\n%s", code, out)
	}
	var report []struct {
		Description, Fingerprint, Severity string
		Location                           struct{ Path string }
	}
	if err := json.Unmarshal([]byte(read(t, dir, "gl-code-quality-report.json")), &report); err != nil {
		t.Fatal(err)
	}
	if len(report) != 1 || report[0].Fingerprint == "" || !strings.Contains(report[0].Description, "[missing-challenge]") {
		t.Errorf("report %+v", report)
	}
}

var issue = regexp.MustCompile(`(?m)p\.go:\d+:.*$`)

// module makes a small module to edit.
func module(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "go.mod", "module example.org/p\n\ngo 1.25\n")
	write(t, dir, "p.go", `// Package p answers.
package p

import "net/http"

func Get(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "log in", http.StatusUnauthorized)
}

func Put(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "log in please", http.StatusUnauthorized)
}

func Delete(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "gone", http.StatusGone)
}
`)
	// What the package sends elsewhere says which challenge a fix sets.
	write(t, dir, "token.go", "package p\n\nimport \"net/http\"\n\nfunc token(r *http.Request) string { return r.Header.Get(\"Authorization\") }\n\nfunc ask(w http.ResponseWriter) {\n\tw.Header().Set(\"WWW-Authenticate\", `Bearer realm=\"p\"`)\n\tw.WriteHeader(http.StatusUnauthorized)\n}\n")
	return dir
}

// configure writes the repository's configuration with settings.
func configure(t *testing.T, settings string) string {
	t.Helper()
	text := read(t, root, ".golangci-plugin.yml")
	const before = "        original-url: github.com/authstatus/authstatus\n"
	if !strings.Contains(text, before) {
		t.Fatalf("the configuration has no line %q", before)
	}
	if settings != "" {
		text = strings.Replace(text, before, before+"        settings: "+settings+"\n", 1)
	}
	if strings.Contains(settings, "include-generated") {
		text = strings.Replace(text, "\nissues:\n", "  exclusions:\n    generated: disable\n\nissues:\n", 1)
	}
	dir := t.TempDir()
	write(t, dir, "config.yml", text)
	return filepath.Join(dir, "config.yml")
}

// plugin returns what golangci-lint finds, sorted.
func plugin(t *testing.T, dir, settings string, patterns ...string) []string {
	t.Helper()
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out.json")
	text, code := golangci(t, dir, append([]string{"run", "-c", configure(t, settings), "--output.json.path", out, "--path-mode=abs"}, patterns...)...)
	if code > 1 {
		t.Fatalf("golangci-lint: exit %d\n%s", code, text)
	}
	var report struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal([]byte(read(t, "", out)), &report); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	var all []string
	for _, i := range report.Issues {
		if i.FromLinter != "authstatus" {
			t.Errorf("a finding of %s: %s", i.FromLinter, i.Text)
		}
		all = append(all, fmt.Sprintf("%s:%d:%d: %s", relative(dir, i.Pos.Filename), i.Pos.Line, i.Pos.Column, i.Text))
	}
	slices.Sort(all)
	return all
}

// command returns what the command finds, sorted, each once.
func command(t *testing.T, dir string, args ...string) []string {
	t.Helper()
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	out, code := run(t, dir, tools.authstatus, append([]string{"-json"}, args...)...)
	if code != 0 {
		t.Fatalf("authstatus: exit %d\n%s", code, out)
	}
	var packages map[string]struct {
		Authstatus []struct{ Posn, Message string }
	}
	if err := json.Unmarshal([]byte(out), &packages); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range packages {
		for _, d := range p.Authstatus {
			all = append(all, relative(dir, d.Posn)+": "+d.Message)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func relative(dir, name string) string {
	rel, err := filepath.Rel(dir, name)
	if err != nil {
		return name
	}
	return filepath.ToSlash(rel)
}

// missing lists what is in a and not in b.
func missing(a, b []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) }), "\n")
}

func golangci(t *testing.T, dir string, args ...string) (string, int) {
	t.Helper()
	return run(t, dir, tools.golangci, args...)
}

// run returns what a program prints, standard output first, and its exit code.
func run(t *testing.T, dir, name string, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String() + errs.String(), cmd.ProcessState.ExitCode()
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
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
