package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// A hostile module is one that makes drivers stumble.
type hostile struct {
	name  string
	files map[string]string
	links map[string]string // name to target
	modes map[string]os.FileMode
	env   []string
	dir   string // below the top
	args  string // in words; "./..." where empty
	code  int
	want  []string // regular expressions that the output matches
	not   []string // and does not match
	vet   bool     // go vet finds the same
}

// deny is a package with one finding, in line 6.
func deny(pkg string) string { return strings.Replace(unmended, "package p", "package "+pkg, 1) }

// unixOnly is left out on Windows.
var unixOnly = map[string]bool{"dangling links and loops": true, "an unreadable file and directory": true}

const dep = "package dep\n\nimport \"net/http\"\n\nfunc Fail(w http.ResponseWriter, status int) { w.WriteHeader(status) }\n"

const usesDep = "package p\n\nimport (\n\t\"net/http\"\n\n\t\"example.org/dep\"\n)\n\nfunc Get(w http.ResponseWriter, r *http.Request) { dep.Fail(w, 401) }\n"

var vendored = map[string]string{
	"go.mod":                        "module example.org/p\n\ngo 1.25\n\nrequire example.org/dep v1.0.0\n",
	"p.go":                          usesDep,
	"vendor/modules.txt":            "# example.org/dep v1.0.0\n## explicit; go 1.25\nexample.org/dep\n",
	"vendor/example.org/dep/dep.go": dep + "\nfunc Deny(w http.ResponseWriter) { w.WriteHeader(401) }\n",
}

var hostiles = []hostile{
	{
		name: "invalid UTF-8, NUL bytes and a byte order mark",
		files: map[string]string{
			"utf8/p.go": unmended + "\nconst s = \"\xff\xfe\"\n", "zero/p.go": unmended + "\n// \x00\n", "bom/p.go": "\ufeff" + unmended,
			"utf16/p.go": "p\x00a\x00c\x00k\x00a\x00g\x00e\x00", "empty/p.go": "",
		},
		code: exitFindings,
		want: []string{`utf8/p\.go:9:\d+: .*UTF-8`, `utf8/p\.go:6:2: 401`, `zero/p\.go:.*NUL`, `zero/p\.go:6:2: 401`, `bom/p\.go:6:2: 401`, `utf16/p\.go: unexpected NUL`, `empty/p\.go:1:1: `},
	},
	{
		name: "CRLF line endings",
		files: map[string]string{
			"p.go":   strings.ReplaceAll(unmended, "\n", "\r\n"),
			"q/q.go": strings.ReplaceAll(strings.Replace(deny("q"), "\thttp.Error", "\t//authstatus:ignore missing-challenge agreed\n\thttp.Error", 1), "\n", "\r\n"),
			"r/r.go": strings.ReplaceAll("package r\n\nimport \"net/http\"\n\n// It adds one.\n//\n//authstatus:challenges\nfunc add(w http.ResponseWriter) {}\n\nfunc Deny(w http.ResponseWriter) { add(w); w.WriteHeader(401) }\n", "\n", "\r\n"),
		},
		code: exitFindings, want: []string{`[/\\]p\.go:6:2: 401`}, not: []string{`q\.go`, `r\.go`, `directive`}, vet: true,
	},
	{
		name: "line directives",
		files: map[string]string{
			"p.go": strings.Replace(unmended, "\thttp.Error", "//line template.html:70\n\thttp.Error", 1), "template.html": "<p>\n",
			"q/q.go": strings.Replace(deny("q"), "\thttp.Error", "//line nowhere/x.go:0\n/*line :1000000000000*/\thttp.Error", 1),
			"r/r.go": strings.Replace(deny("r"), "func Get", "//line r_test.go:1\nfunc Get", 1),
		},
		code: exitFindings, want: []string{`template\.html:70: 401 \[missing-challenge\]`, `q\.go.* 401 \[missing-challenge\]`, `r_test\.go:2: 401`},
	},
	{
		name: "cgo, without a C compiler", env: []string{"CGO_ENABLED=1", "CC=no-such-compiler"},
		files: map[string]string{"p.go": strings.Replace(unmended, "import \"net/http\"", "// int n(void);\nimport \"C\"\nimport \"net/http\"\n\nvar n = C.n()", 1)},
		code:  exitFindings, want: []string{`p\.go:10:2: 401`}, not: []string{`no-such-compiler`},
	},
	{
		name: "cgo, switched off", env: []string{"CGO_ENABLED=0"},
		files: map[string]string{"p.go": "package p\n\nimport \"C\"\n\nfunc Put(c *Call) { c.Fail(401) }\n", "q.go": houseCall},
		args:  "'" + houseRows[1] + "' ./...", code: exitFindings, want: []string{`q\.go:9:2: 401`}, not: []string{`p\.go`}, vet: true,
	},
	{
		name: "build tags",
		files: map[string]string{
			"p.go": "package p\n", "tagged.go": "//go:build special\n\n" + unmended, "p_plan9.go": strings.Replace(unmended, "Get", "Plan9", 1),
			"ignored.go": "//go:build ignore\n\n" + deny("main"), "only/only.go": "//go:build special\n\n" + deny("only"), "bad/bad.go": "//go:build (((\n\n" + deny("bad"),
		},
		code: exitError, want: []string{`bad\.go: parsing //go:build line`}, not: []string{`401`},
	},
	{
		name: "build tags, with one set",
		files: map[string]string{
			"p.go": houseCall, "tagged.go": "//go:build special\n\npackage p\n\nfunc Put(c *Call) { c.Fail(401) }\n",
			"only/only.go": "//go:build special\n\npackage only\n\nimport \"example.org/p\"\n\nfunc Get(c *p.Call) { c.Fail(401) }\n",
		},
		args: "-tags=special '" + houseRows[1] + "' ./...", code: exitFindings, want: []string{`tagged\.go:5:21: 401`, `only\.go:7:23: 401`}, vet: true,
	},
	{
		name: "no go.mod", files: map[string]string{"sub/p.go": unmended}, dir: "../", code: exitError,
		want: []string{`^authstatus: no go\.mod in this directory or above it`},
	},
	{
		name: "a go.mod with errors", files: map[string]string{"go.mod": "module example.org/p\n\ngo one\n", "p.go": unmended}, code: exitError,
		want: []string{`go\.mod:3: invalid go version`},
	},
	{
		name: "a go.mod that asks for a later Go", env: []string{"GOTOOLCHAIN=local"}, files: map[string]string{"go.mod": "module example.org/p\n\ngo 1.999\n", "p.go": unmended}, code: exitError,
		want: []string{`requires go >= 1\.999`},
	},
	{name: "a vendor tree", files: vendored, code: exitFindings, want: []string{`[/\\]p\.go:9:52: 401`}, not: []string{`vendor/`}, vet: true},
	{name: "a vendor tree, by GOFLAGS", files: vendored, env: []string{"GOFLAGS=-mod=vendor"}, code: exitFindings, want: []string{`[/\\]p\.go:9:52: 401`}, not: []string{`vendor/`}, vet: true},
	{
		name: "a vendor tree that does not fit go.mod", code: exitError, want: []string{`inconsistent vendoring`},
		files: map[string]string{"go.mod": vendored["go.mod"], "p.go": usesDep, "vendor/modules.txt": "", "vendor/example.org/dep/dep.go": dep},
	},
	{
		name: "GOFLAGS=-mod=vendor without a vendor tree", env: []string{"GOFLAGS=-mod=vendor"}, code: exitError, want: []string{`vendor`},
		files: map[string]string{"go.mod": vendored["go.mod"], "p.go": usesDep},
	},
	{
		name: "a workspace", dir: "one", code: exitFindings, want: []string{`[/\\]p\.go:9:52: 401`}, not: []string{`dep\.go`}, vet: true,
		files: map[string]string{"go.work": "go 1.25\n\nuse (\n\t./one\n\t./two\n)\n", "one/go.mod": "module example.org/p\n\ngo 1.25\n", "one/p.go": usesDep, "two/go.mod": "module example.org/dep\n\ngo 1.25\n", "two/dep.go": dep},
	},
	{
		name: "a workspace without one of its modules", code: exitError, want: []string{`go\.work|gone`},
		files: map[string]string{"go.work": "go 1.25\n\nuse (\n\t./one\n\t./gone\n)\n", "one/go.mod": "module example.org/p\n\ngo 1.25\n", "one/p.go": unmended}, dir: "one",
	},
	{
		name:  "dangling links and loops",
		files: map[string]string{"a/p.go": unmended, "b/p.go": deny("b")},
		links: map[string]string{"a/gone.go": "nowhere.go", "b/loop": "../b", "b/self.go": "self.go"},
		code:  exitFindings, want: []string{`a/p\.go:6:2: 401|gone\.go`, `b/p\.go:6:2: 401|self\.go`},
	},
	{
		name:  "an unreadable file and directory",
		files: map[string]string{"a/p.go": unmended, "b/p.go": deny("b"), "c/p.go": deny("c"), "c/q.go": "package c\n"},
		modes: map[string]os.FileMode{"b": 0, "c/q.go": 0},
		code:  exitFindings, want: []string{`a/p\.go:6:2: 401`, `permission denied`},
	},
	{
		name:  "packages of one directory with two names, and one that imports itself",
		files: map[string]string{"a/p.go": unmended, "a/q.go": "package q\n", "b/b.go": "package b\n\nimport _ \"example.org/p/c\"\n", "c/c.go": "package c\n\nimport _ \"example.org/p/b\"\n", "d/d.go": deny("d")},
		code:  exitFindings, want: []string{`found packages`, `import cycle`, `d/d\.go:6:2: 401`},
	},
}

// TestHostile: whatever lies in the directory, the command ends, with findings
// or an error that says what is wrong.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	t.Parallel()
	for _, h := range hostiles {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			if unixOnly[h.name] && runtime.GOOS == "windows" {
				t.Skip("needs modes and links")
			}
			if len(h.modes) > 0 && os.Geteuid() == 0 {
				t.Skip("root can read everything")
			}
			if h.dir == "../" {
				h.files["go.mod"] = "-"
			}
			files := map[string]string{}
			for name, text := range h.files {
				files[name] = text
			}
			if files["go.work"] != "" { // its modules have files of their own
				files["go.mod"] = "-"
			}
			dir := writeModule(t, files)
			if files["go.mod"] == "-" {
				if err := os.Remove(filepath.Join(dir, "go.mod")); err != nil {
					t.Fatal(err)
				}
			}
			for name, target := range h.links {
				if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
			for name, mode := range h.modes {
				if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
					t.Fatal(err)
				}
				defer os.Chmod(filepath.Join(dir, name), 0o755) // for its removal
			}
			args := words(h.args)
			if len(args) == 0 {
				args = []string{"./..."}
			}
			env := append(os.Environ(), "GOFLAGS=", "GOWORK=", "GOPROXY=off")
			env = append(env, h.env...)
			at := filepath.Join(dir, h.dir)
			if h.dir == "../" {
				at = dir
			}
			stdout, stderr, code := runIn(t, at, env, realBinary(t), args...)
			out := filepath.ToSlash(stdout + stderr)
			if code != h.code {
				t.Errorf("exit code %d, want %d", code, h.code)
			}
			for _, re := range h.want {
				if !regexp.MustCompile("(?m)" + re).MatchString(out) {
					t.Errorf("the output does not match %s", re)
				}
			}
			for _, re := range append(h.not, `^panic`, `^goroutine`, `internal-error`) {
				if regexp.MustCompile("(?m)" + re).MatchString(out) {
					t.Errorf("the output matches %s", re)
				}
			}
			if t.Failed() {
				t.Logf("output:\n%s", out)
			}
			if h.vet {
				compareDrivers(t, realBinary(t), at, env, args...)
			}
		})
	}
}

// TestLineDirectivesAndFixes: a file that says it is made of another is not
// mended, and neither is the other.
func TestLineDirectivesAndFixes(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	t.Parallel()
	text := strings.Replace(unmended, "func Get", "//line q.go:1\nfunc Get", 1)
	other := "package p\n"
	dir := writeModule(t, map[string]string{"p.go": text, "q.go": other})
	out, code := runFix(t, dir)
	if got := readFile(t, filepath.Join(dir, "p.go")); code != exitOK || got != text {
		t.Errorf("exit %d, p.go is\n%s\n%s", code, got, out)
	}
	if got := readFile(t, filepath.Join(dir, "q.go")); got != other {
		t.Errorf("q.go is\n%s", got)
	}
}

// TestFilesChange has a go command that changes files once it has listed them.
func TestFilesChange(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	goCmd, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, change string
		args         []string
		code         int
		want         []string
		p            string // what is in p/p.go in the end
	}{
		{"removed after listing", "rm -f p/p.go", []string{"./..."}, exitFindings, []string{`p/p\.go:1: .*no such file`, `q/q\.go:6:2: 401`}, ""},
		{"cut short after listing", "printf 'package p\\nfunc (' > p/p.go", []string{"./..."}, exitFindings, []string{`p/p\.go:2:\d+: expected`, `q/q\.go:6:2: 401`}, "package p\nfunc ("},
		{"another package after listing", "printf 'package other\\n' > p/p.go", []string{"./..."}, exitFindings, []string{`q/q\.go:6:2: 401`}, "package other\n"},
		{"changed after parsing, before a fix", "[ ! \"$export\" ] || { sleep 1; printf '// more\\n' >> p/p.go; }", []string{"-fix", "./..."}, exitError,
			[]string{`p/p\.go.*changed while it was analysed; nothing was written`}, unmended + "// more\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := writeModule(t, map[string]string{"p/p.go": unmended, "q/q.go": deny("q")})
			bin := tempDir(t)
			script := "#!/bin/sh\n" + goCmd + " \"$@\"\ncode=$?\nexport=\ncase \"$*\" in *-export=true*) export=true;; esac\ncase \"$*\" in *-json=*) cd " + dir + " && { " + tt.change + "; };; esac\nexit $code\n"
			if err := os.WriteFile(filepath.Join(bin, "go"), []byte(script), 0o755); err != nil {
				t.Fatal(err)
			}
			env := append(os.Environ(), "GOFLAGS=", "GOWORK=", "GOPROXY=off", "AUTHSTATUS_CACHE=off", "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
			stdout, stderr, code := runIn(t, dir, env, realBinary(t), tt.args...)
			out := stdout + stderr
			if code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			for _, re := range tt.want {
				if !regexp.MustCompile(re).MatchString(out) {
					t.Errorf("the output does not match %s", re)
				}
			}
			if strings.Contains(out, "goroutine ") {
				t.Error("it panics")
			}
			if got, err := os.ReadFile(filepath.Join(dir, "p/p.go")); string(got) != tt.p || err != nil && tt.p != "" {
				t.Errorf("p.go is %q, %v", got, err)
			}
			if t.Failed() {
				t.Logf("output:\n%s", out)
			}
		})
	}
}
