// Package release makes a module version of the working tree, serves it as a
// module proxy does, and follows the README on a machine with an empty home:
// go install, go get -tool, and the gopls that is built from a version.
package release

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

const (
	root    = "../../.."
	path    = "github.com/authstatus/authstatus"
	version = "v0.1.0"
)

func TestReadme(t *testing.T) {
	m := newMachine(t)

	// What the README shows is what runs here.
	readme := read(t, filepath.Join(root, "README.md"))
	for _, command := range []string{
		"go install " + path + "/cmd/authstatus@latest",
		"go get -tool " + path + "/cmd/authstatus",
		"go tool authstatus ./...",
		"authstatus ./...",
		"go vet -vettool=$(which authstatus) ./...",
		"authstatus -diff ./...",
		"authstatus -fix ./...",
	} {
		if !strings.Contains(readme, "\n"+command+"\n") {
			t.Errorf("the README does not have: %s", command)
		}
	}

	m.run(0, "", "go install "+path+"/cmd/authstatus@latest")
	m.run(0, "authstatus "+version+" go1.", "authstatus version")
	m.run(3, finding, "authstatus ./...")
	m.run(1, finding, "go vet -vettool=$(which authstatus) ./...")
	m.run(0, "", "go get -tool "+path+"/cmd/authstatus")
	m.run(3, finding, "go tool authstatus ./...")
	m.run(1, finding, "go vet -vettool=$(go tool -n authstatus) ./...")
	m.run(0, "places that each edit mends:", "authstatus -suggest ./...")
	m.run(-1, "+\tw.Header().Set(\"WWW-Authenticate\"", "authstatus -diff ./...")
	m.run(0, "", "authstatus -fix ./...")
	m.run(0, "", "authstatus ./...")
	m.run(0, "", "go build ./...")
}

// The builder is a released version, and so builds that version in.
func TestGopls(t *testing.T) {
	docs := read(t, filepath.Join(root, "docs/editors.md"))
	command := "go run " + path + "/cmd/authstatus-gopls@latest"
	if !strings.Contains(docs, "\n"+command+"\n") {
		t.Errorf("docs/editors.md does not have: %s", command)
	}
	m := newMachine(t)
	m.run(0, "with authstatus ("+version+")", command)
	m.run(0, "with authstatus", "gopls-authstatus version")
	m.run(0, "shop.go:6:2-50: 401 [missing-challenge]: http.Error in Get", "gopls-authstatus check shop.go")
}

// A machine has a home, a module to look at, and a proxy that serves authstatus.
type machine struct {
	t   *testing.T
	dir string
	env []string
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("runs a shell")
	}
	proxy := serve(t)
	home := t.TempDir()
	dir := filepath.Join(home, "shop")
	m := &machine{t: t, dir: dir}
	keep := map[string]bool{"HTTPS_PROXY": true, "https_proxy": true, "SSL_CERT_FILE": true}
	for _, kv := range os.Environ() {
		if name, _, _ := strings.Cut(kv, "="); keep[name] {
			m.env = append(m.env, kv)
		}
	}
	// The Go that runs the tests is the one that is installed there.
	m.env = append(m.env, "HOME="+home, "GOTOOLCHAIN=local",
		"PATH="+strings.Join([]string{filepath.Join(home, "go", "bin"), filepath.Join(goEnv(t, "GOROOT"), "bin"), os.Getenv("PATH")}, ":"),
		"GOPROXY=file://"+filepath.ToSlash(proxy)+","+goEnv(t, "GOPROXY"),
		"GONOSUMDB="+path, "GOFLAGS=-modcacherw",
		// The only thing that is not new, to save compiling x/tools.
		"GOCACHE="+goEnv(t, "GOCACHE"))
	write(t, filepath.Join(dir, "go.mod"), "module example.org/shop\n\ngo 1.25\n")
	write(t, filepath.Join(dir, "shop.go"), `package shop

import "net/http"

func Get(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "log in", http.StatusUnauthorized)
}
`)
	// What the package sends elsewhere says which challenge a fix sets.
	write(t, filepath.Join(dir, "token.go"), "package shop\n\nimport \"net/http\"\n\nfunc token(r *http.Request) string { return r.Header.Get(\"Authorization\") }\n\nfunc ask(w http.ResponseWriter) {\n\tw.Header().Set(\"WWW-Authenticate\", `Bearer realm=\"p\"`)\n\tw.WriteHeader(http.StatusUnauthorized)\n}\n")
	return m
}

// run runs a command of the README and returns what it prints. An exit code of
// -1 stands for any.
func (m *machine) run(code int, want, command string) string {
	m.t.Helper()
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir, cmd.Env = m.dir, append(m.env, "PWD="+m.dir)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	began := time.Now()
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		m.t.Fatal(err)
	}
	got := cmd.ProcessState.ExitCode()
	m.t.Logf("%.1f s $ %s\n%s(exit %d)", time.Since(began).Seconds(), command, out.String(), got)
	if code >= 0 && got != code || !strings.Contains(out.String(), want) {
		m.t.Fatalf("%s: exit %d, want %d and %q", command, got, code, want)
	}
	return out.String()
}

// serve makes the working tree a version in the form of a module proxy.
func serve(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	at := filepath.Join(dir, filepath.FromSlash(path), "@v")
	write(t, filepath.Join(at, "list"), version+"\n")
	write(t, filepath.Join(at, version+".info"), fmt.Sprintf(`{"Version": %q, "Time": %q}`, version, time.Now().UTC().Format(time.RFC3339)))
	write(t, filepath.Join(at, version+".mod"), read(t, filepath.Join(root, "go.mod")))

	listed, err := exec.Command("git", "-C", root, "ls-files", "-co", "--exclude-standard").Output()
	if err != nil {
		t.Fatal(err)
	}
	var files []zip.File
	modules := []string{} // nested ones are not part of the module
	for name := range strings.Lines(string(listed)) {
		name = strings.TrimSpace(name)
		if strings.HasSuffix(name, "/go.mod") {
			modules = append(modules, strings.TrimSuffix(name, "go.mod"))
		}
		files = append(files, file(name))
	}
	var own []zip.File
	for _, f := range files {
		nested := false
		for _, m := range modules {
			nested = nested || strings.HasPrefix(f.Path(), m)
		}
		if _, err := f.Lstat(); err == nil && !nested {
			own = append(own, f)
		}
	}
	w, err := os.Create(filepath.Join(at, version+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(zip.Create(w, module.Version{Path: path, Version: version}, own), w.Close()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A file of the working tree, by its path.
type file string

func (f file) Path() string                 { return string(f) }
func (f file) Lstat() (os.FileInfo, error)  { return os.Lstat(filepath.Join(root, string(f))) }
func (f file) Open() (io.ReadCloser, error) { return os.Open(filepath.Join(root, string(f))) }

func goEnv(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
