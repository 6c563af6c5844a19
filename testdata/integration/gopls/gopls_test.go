// Package gopls builds a gopls with authstatus the way users do, and drives
// it as an editor does: over its standard input and output, with buffers that
// were never saved.
package gopls

import (
	"fmt"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var server struct{ plain, baked string }

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "gopls-test")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		server.plain = filepath.Join(dir, "gopls-authstatus")
		server.baked = filepath.Join(dir, "gopls-baked")
		if err := build(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return m.Run()
	}())
}

// build builds two servers, the second with flags in it, and checks that the
// builder leaves nothing behind.
func build(dir string) error {
	builder := filepath.Join(dir, "authstatus-gopls.exe")
	run := func(in, name string, args ...string) error {
		began := time.Now()
		cmd := exec.Command(name, args...)
		cmd.Dir = in
		cmd.Env = append(os.Environ(), "TMPDIR="+filepath.Join(dir, "tmp"))
		out, err := cmd.CombinedOutput()
		fmt.Printf("%6.1f s  %s\n%s", time.Since(began).Seconds(), filepath.Base(name), out)
		if err != nil {
			return fmt.Errorf("%s: %w", strings.Join(args, " "), err)
		}
		return nil
	}
	if err := os.Mkdir(filepath.Join(dir, "tmp"), 0o755); err != nil {
		return err
	}
	if err := run("../../..", "go", "build", "-o", builder, "./cmd/authstatus-gopls"); err != nil {
		return err
	}
	// The newest gopls that the installed Go can build, or another: the
	// others that the builder knows are tested by hand.
	other := "-gopls=" + os.Getenv("GOPLS_VERSION")
	if err := run("../../..", builder, other, "-o", server.plain); err != nil {
		return err
	}
	if err := run("../../..", builder, other, "-o", server.baked, "-disable=late-challenge", `-challenge=Bearer realm="baked"`); err != nil {
		return err
	}
	left, err := os.ReadDir(filepath.Join(dir, "tmp"))
	if err == nil && len(left) > 0 {
		err = fmt.Errorf("the builder left %s behind", left[0].Name())
	}
	return err
}

// workspace is a module with a helper in one package and handlers in another.
func workspace(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"go.mod": "module example.org/shop\n\ngo 1.25\n",
		"web/web.go": `package web

import "net/http"

func Fail(w http.ResponseWriter, status int) {
	w.WriteHeader(status)
}
`,
		"shop.go": `package shop

import (
	"net/http"

	"example.org/shop/web"
)

func Get(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		http.Error(w, "log in", http.StatusUnauthorized)
		return
	}
	if r.Method == http.MethodPut {
		web.Fail(w, 404)
	}
}
`,
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func ours(n int) func(ours, others []diagnostic) bool {
	return func(ours, _ []diagnostic) bool { return len(ours) == n }
}

func TestEditing(t *testing.T) {
	c := start(t, server.plain, workspace(t))
	c.open("shop.go")
	found, _ := c.wait("shop.go", ours(1))
	d := found[0]
	if d.Code != "missing-challenge" || d.Severity != 2 || !strings.HasPrefix(d.Message, "401 [missing-challenge]: http.Error in Get sends no WWW-Authenticate") {
		t.Errorf("finding %+v", d)
	}
	if d.CodeDescription == nil || !strings.HasSuffix(d.CodeDescription.Href, "/docs/rules/README.md#missing-challenge") {
		t.Errorf("links to %+v", d.CodeDescription)
	}
	if want := (position{10, 2}); d.Range.Start != want {
		t.Errorf("stands at %+v, want %+v", d.Range.Start, want)
	}

	// The fix is offered, and what it leaves is formatted, which gopls does
	// not do by itself.
	actions := c.actions("shop.go", d)
	if len(actions) == 0 || !strings.Contains(actions[0].Title, "Set WWW-Authenticate: Bearer") || actions[0].Kind != "quickfix" {
		t.Fatalf("fixes: %+v", actions)
	}
	// The alternatives follow, the safe ones first; to leave the finding out
	// comes last.
	if last := actions[len(actions)-1].Title; len(actions) < 3 || last != "Ignore, with a reason" {
		t.Errorf("fixes: %+v", actions)
	}
	before := c.texts["shop.go"]
	c.apply(actions[0])
	text := c.texts["shop.go"]
	if text == before || !strings.Contains(text, `w.Header().Set("WWW-Authenticate", `) {
		t.Fatalf("the fix changes nothing:\n%s", text)
	}
	if out, err := format.Source([]byte(text)); err != nil || string(out) != text {
		t.Errorf("the fix leaves this unformatted (%v):\n%s", err, text)
	}
	c.wait("shop.go", ours(0))

	// While a line is being typed it does not parse, then it does not
	// type-check: gopls says so and goes on.
	c.edit("shop.go", before)
	c.wait("shop.go", ours(1))
	c.replace("shop.go", "	if r.Method == http.MethodPut {\n", "	if r.Method == {\n")
	c.wait("shop.go", func(_, others []diagnostic) bool { return len(others) > 0 })
	c.replace("shop.go", "	if r.Method == {\n", "	if r.Nonsense == http.MethodPut {\n")
	found, _ = c.wait("shop.go", func(ours, others []diagnostic) bool { return len(others) > 0 && len(ours) == 1 })
	if found[0].Code != "missing-challenge" {
		t.Errorf("in an ill-typed package: %+v", found)
	}
	c.edit("shop.go", before)
	c.wait("shop.go", func(ours, others []diagnostic) bool { return len(ours) == 1 && len(others) == 0 })
}

// The helper's facts come from its unsaved buffer.
func TestFactsAcrossPackages(t *testing.T) {
	c := start(t, server.plain, workspace(t))
	c.open("shop.go")
	c.open("web/web.go")
	c.wait("shop.go", ours(1))
	c.replace("shop.go", "web.Fail(w, 404)", "web.Fail(w, 401)")
	found, _ := c.wait("shop.go", ours(2))
	if d := found[1]; !strings.Contains(d.Message, "web.Fail in Get sends no WWW-Authenticate") {
		t.Errorf("finding %+v", d)
	}
	c.replace("web/web.go", "	w.WriteHeader(status)\n", "	if status == http.StatusUnauthorized {\n		w.Header().Set(\"WWW-Authenticate\", `Bearer realm=\"shop\"`)\n	}\n	w.WriteHeader(status)\n")
	c.wait("shop.go", ours(1))
}

// Flags that were built in.
func TestBakedFlags(t *testing.T) {
	dir := workspace(t)
	late := `package shop

import "net/http"

func Put(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusUnauthorized)
	w.Header().Set("WWW-Authenticate", "Bearer")
}
`
	if err := os.WriteFile(filepath.Join(dir, "late.go"), []byte(late), 0o644); err != nil {
		t.Fatal(err)
	}
	has := func(code string) func(ours, others []diagnostic) bool {
		return func(ours, _ []diagnostic) bool {
			for _, d := range ours {
				if d.Code == code {
					return true
				}
			}
			return false
		}
	}
	c := start(t, server.plain, dir)
	c.open("late.go")
	c.wait("late.go", has("late-challenge"))

	c = start(t, server.baked, dir)
	c.open("late.go")
	c.open("shop.go")
	found, _ := c.wait("shop.go", ours(1))
	actions := c.actions("shop.go", found[0])
	if len(actions) == 0 {
		t.Fatal("no fix")
	}
	c.apply(actions[0])
	if text := c.texts["shop.go"]; !strings.Contains(text, "`Bearer realm=\"baked\"`") && !strings.Contains(text, `"Bearer realm=\"baked\""`) {
		t.Errorf("the fix sets another challenge:\n%s", text)
	}
	found, _ = c.wait("late.go", func(_, _ []diagnostic) bool { return true })
	for _, d := range found {
		if d.Code == "late-challenge" {
			t.Errorf("reported although it is off: %+v", d)
		}
	}
}

func TestUnsupportedVersion(t *testing.T) {
	out, err := exec.Command(filepath.Join(filepath.Dir(server.plain), "authstatus-gopls.exe"), "-gopls=v0.21.1").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "gopls v0.21.1 is not supported (supported: gopls v0.") {
		t.Errorf("%v\n%s", err, out)
	}
}

// What the server calls itself.
func TestVersion(t *testing.T) {
	out, err := exec.Command(server.plain, "version").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "with authstatus") {
		t.Errorf("%v\n%s", err, out)
	}
}
