package release

import (
	"encoding/json"
	"fmt"
	goversion "go/version"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const finding = "shop.go:6:2: 401 [missing-challenge]: http.Error in Get"

// TestOlder builds the command with the oldest Go that can, and runs it where
// the code's Go is of the next language: it says what to do and nothing else,
// and after that it works.
func TestOlder(t *testing.T) {
	var own struct{ Go string }
	if err := json.Unmarshal([]byte(output(t, "go", "mod", "edit", "-json", filepath.Join(root, "go.mod"))), &own); err != nil {
		t.Fatal(err)
	}
	lang := goversion.Lang("go" + own.Go)
	var minor int
	if _, err := fmt.Sscanf(lang, "go1.%d", &minor); err != nil {
		t.Fatalf("go.mod has go %s: %v", own.Go, err)
	}
	older, newer := toolchain(t, lang), toolchain(t, fmt.Sprintf("go1.%d", minor+1))

	m := newMachine(t)
	m.use(older)
	m.run(0, "", "go install "+path+"/cmd/authstatus@latest")
	m.run(3, finding, "authstatus ./...")

	m.use(newer)
	advice := "authstatus: built with " + older.version + ", it can't read code for " + newer.version + ": build it again with that Go, as by go install " + path + "/cmd/authstatus@latest"
	// As a tool of go vet it is in vain whatever the code asks for, since std
	// asks for the newer language.
	m.first(1, advice, "go vet -vettool=$(which authstatus) ./...")
	m.run(0, "", fmt.Sprintf("go mod edit -go=1.%d", minor+1))
	m.first(1, advice, "go vet -vettool=$(which authstatus) ./...")
	m.first(1, advice, "go fix -fixtool=$(which authstatus) ./...")
	for _, flags := range []string{"", "-diff ", "-suggest "} {
		m.first(1, advice, "authstatus "+flags+"./...")
	}

	m.run(0, "", "go install "+path+"/cmd/authstatus@latest")
	m.run(3, finding, "authstatus ./...")
	m.run(1, finding, "go vet -vettool=$(which authstatus) ./...")
}

// first runs a command that prints a line first, and no error of a package.
func (m *machine) first(code int, line, command string) {
	m.t.Helper()
	out := m.run(code, line, command)
	if !strings.HasPrefix(out, line) {
		m.t.Errorf("%s begins with something else", command)
	}
	if bad := regexp.MustCompile(`(?m)^\S+\.go:\d+:\d+: (package requires|could not import|undefined)|^internal/|^# `).FindString(out); bad != "" {
		m.t.Errorf("%s goes on with %s", command, bad)
	}
}

// TestNewestTools keeps the command as a tool in a module that requires the
// newest x/tools, and in one that replaces it, so that nothing is known of it.
func TestNewestTools(t *testing.T) {
	const tools = "golang.org/x/tools"
	m := newMachine(t)
	m.run(0, "", "go get "+tools+"@latest")
	newest := strings.TrimSpace(m.run(0, "", "go list -m -f '{{.Version}}' "+tools))
	m.run(0, "", "go get -tool "+path+"/cmd/authstatus")
	if got := strings.TrimSpace(m.run(0, "", "go list -m -f '{{.Version}}' "+tools)); got != newest {
		t.Errorf("the module has x/tools %s, required %s", got, newest)
	}
	works := func() {
		t.Helper()
		m.run(3, finding, "go tool authstatus ./...")
		m.run(1, finding, "go vet -vettool=$(go tool -n authstatus) ./...")
	}
	works()
	m.run(0, "", "go mod edit -replace "+tools+"=$(go list -m -f '{{.Dir}}' "+tools+")")
	works()
}

// A goRoot is an installed Go.
type goRoot struct{ dir, version string }

// toolchain returns a Go of a language: that of the test, or else the first
// release, which the go command brings. It skips the test if it can't.
func toolchain(t *testing.T, lang string) goRoot {
	t.Helper()
	ask := func(name string) goRoot {
		cmd := exec.Command("go", "env", "GOROOT", "GOVERSION")
		if name != "" {
			cmd.Env = append(os.Environ(), "GOTOOLCHAIN="+name, "GOFLAGS=")
		}
		// Of a toolchain that it brings first, the go command speaks on the
		// error stream.
		var errs strings.Builder
		cmd.Stderr = &errs
		out, err := cmd.Output()
		dir, v, ok := strings.Cut(strings.TrimSpace(string(out)), "\n")
		if err != nil || !ok {
			t.Skipf("no %s here: go env: %v\n%s%s", name, err, out, errs.String())
		}
		return goRoot{dir, v}
	}
	if own := ask(""); goversion.Lang(own.version) == lang {
		return own
	}
	return ask(lang + ".0")
}

// use puts a Go first, and keeps the go command from changing to another.
func (m *machine) use(g goRoot) {
	for i, kv := range m.env {
		if rest, ok := strings.CutPrefix(kv, "PATH="); ok {
			m.env[i] = "PATH=" + filepath.Join(g.dir, "bin") + ":" + rest
		}
	}
	m.env = append(m.env, "GOROOT="+g.dir, "GOTOOLCHAIN=local")
}

func output(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s %v: %v", name, args, err)
	}
	return string(out)
}
