package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/authstatus/authstatus/playground/internal/bundle"
	"github.com/authstatus/authstatus/playground/internal/check"
	"github.com/authstatus/authstatus/playground/internal/presets"
)

const frameworks = "../testdata/frameworks"

func TestMain(m *testing.M) {
	if err := os.Chdir(".."); err != nil { // where build runs
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// bundles are written once for all tests.
var bundles = sync.OnceValues(func() (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "bundles")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := declarations(frameworks, dir); err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	names, err := filepath.Glob(filepath.Join(dir, "types", "*.gz"))
	for _, name := range names {
		data, err := decompressed(name)
		if err != nil {
			return nil, err
		}
		files["types/"+filepath.Base(name)] = data
	}
	return files, err
})

func decompressed(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// newStore returns a store, and what fetches for it as the page's worker does.
func newStore(t *testing.T) (*bundle.Store, bundle.Index, func(names []string)) {
	t.Helper()
	files, err := bundles()
	if err != nil {
		t.Fatal(err)
	}
	var index bundle.Index
	if err := json.Unmarshal(files["types/index.gz"], &index); err != nil {
		t.Fatal(err)
	}
	store := bundle.NewStore(index)
	return store, index, func(names []string) {
		for _, name := range names {
			store.Add(name, files[index.Bundles[name].File])
		}
	}
}

// Every package that can be imported has all its types.
func TestBundlesAreWhole(t *testing.T) {
	store, index, fetch := newStore(t)
	n := 0
	for path, p := range index.Packages {
		if p.Inside {
			continue
		}
		n++
		fetch(store.Missing([]string{path}))
		if _, err := store.Import(path); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	if n < 200 {
		t.Errorf("%d packages", n)
	}
	for _, err := range store.Errors() {
		t.Error(err)
	}
}

// What the first load needs is all that net/http needs.
func TestBase(t *testing.T) {
	store, _, fetch := newStore(t)
	fetch(store.Missing(nil))
	if need := store.Missing(base); len(need) > 0 {
		t.Errorf("beside %s it needs %q", bundle.Base, need)
	}
}

// A said is a finding, from the page or from the command.
type said struct {
	at, message string
	fixes       []string
}

func (s said) String() string { return fmt.Sprintf("%s: %s\n\t%q", s.at, s.message, s.fixes) }

// The page says of each example what the command says of it.
func TestExamplesAsCommand(t *testing.T) {
	store, _, fetch := newStore(t)
	all, err := presets.All("..")
	if err != nil {
		t.Fatal(err)
	}
	tool := filepath.Join(t.TempDir(), "authstatus")
	if out, err := exec.Command("go", "build", "-o", tool, "github.com/authstatus/authstatus/cmd/authstatus").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	// Examples of one package stand side by side in one module. A server is a
	// program, and has a module of its own.
	files := map[string]string{}
	ids := map[string]string{} // file to example
	page := map[string][]said{}
	var servers, others []presets.Preset
	for i, p := range all {
		page[p.ID] = ofPage(t, p, store, fetch)
		if strings.HasPrefix(p.Text, "-- ") {
			servers = append(servers, p)
			continue
		}
		if len(p.Rules) > 0 {
			others = append(others, p)
			continue
		}
		name := fmt.Sprintf("p%03d/main.go", i)
		files[name], ids[name] = p.Text, p.ID
	}
	command := ofCommand(t, tool, "example.com/api", files)
	for name, id := range ids {
		got := command[name]
		for i := range got { // messages name types by their package's path, which is another here
			got[i].message = strings.ReplaceAll(got[i].message, path.Dir(name)+".", "api.")
		}
		compare(t, id, page[id], got)
	}
	for _, p := range others { // one by one, for the flags that they need
		command := ofCommand(t, tool, "example.com/api", map[string]string{"main.go": p.Text}, "-rules="+strings.Join(p.Rules, ","))
		compare(t, p.ID, page[p.ID], command["main.go"])
	}
	for _, p := range servers {
		files := map[string]string{}
		for _, f := range txtar.Parse([]byte(p.Text)).Files {
			if f.Name != "go.mod" {
				files[f.Name] = string(f.Data)
			}
		}
		var got []said
		for name, ss := range ofCommand(t, tool, "example.org/shop", files) {
			for _, s := range ss {
				s.at = name + ":" + s.at
				got = append(got, s)
			}
		}
		compare(t, p.ID, page[p.ID], got)
	}
	reported := 0
	for _, ss := range page {
		reported += len(ss)
	}
	t.Logf("%d examples, %d findings", len(all), reported)
	if reported < 100 {
		t.Errorf("%d findings in all examples", reported)
	}
}

// Before is reported by its rule, and After by none.
func TestExamplesOfRules(t *testing.T) {
	store, _, fetch := newStore(t)
	all, err := presets.All("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.Group != "Rules" {
			continue
		}
		rule, side, _ := strings.Cut(p.ID, ".")
		said := ofPage(t, p, store, fetch)
		switch {
		case side == "after" && len(said) > 0:
			t.Errorf("%s: %v", p.ID, said)
		case side == "before" && !slices.ContainsFunc(said, ruleIs(rule)):
			t.Errorf("%s: no finding of the rule in %v", p.ID, said)
		}
	}
}

func ruleIs(rule string) func(said) bool {
	return func(s said) bool { return strings.Contains(s.message, "["+rule+"]") }
}

func compare(t *testing.T, id string, page, command []said) {
	t.Helper()
	order := func(a, b said) int { return strings.Compare(a.String(), b.String()) }
	slices.SortFunc(page, order)
	slices.SortFunc(command, order)
	if fmt.Sprint(page) != fmt.Sprint(command) {
		t.Errorf("%s: the page says\n%v\nthe command says\n%v", id, page, command)
	}
}

// ofPage analyses an example as the page does. It has no error in it.
func ofPage(t *testing.T, p presets.Preset, store *bundle.Store, fetch func([]string)) []said {
	t.Helper()
	set := check.Settings{Rules: p.Rules}
	answer := check.Check(p.Text, set, store)
	for len(answer.Need) > 0 {
		fetch(answer.Need)
		answer = check.Check(p.Text, set, store)
	}
	for _, pr := range answer.Problems {
		t.Errorf("%s: %s:%d: %s", p.ID, pr.File, pr.Line, pr.Text)
	}
	var out []said
	for _, f := range answer.Findings {
		s := said{at: fmt.Sprintf("%d:%d", f.Line, f.Column), message: f.Message}
		if strings.HasPrefix(p.Text, "-- ") {
			s.at = f.File + ":" + s.at
		}
		for _, fix := range f.Fixes {
			text := fix.Message
			for _, e := range fix.Edits {
				text += fmt.Sprintf("|%q>%q", p.Text[e.From:e.To], e.Text) // examples are ASCII
			}
			s.fixes = append(s.fixes, text)
		}
		out = append(out, s)
	}
	return out
}

// ofCommand runs the command on a module with these files, which has the
// frameworks, and returns what it says of each.
func ofCommand(t *testing.T, tool, module string, files map[string]string, flags ...string) map[string][]said {
	t.Helper()
	dir := t.TempDir()
	mod, err := os.ReadFile(filepath.Join(frameworks, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(filepath.Join(frameworks, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	abs, err := filepath.Abs(frameworks)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(mod), "\n")
	files["go.mod"] = "module " + module + "\n" + strings.ReplaceAll(rest, "=> ./", "=> "+abs+"/")
	files["go.sum"] = string(sum)
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(tool, append(append([]string{"-json"}, flags...), "./...")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0", "GOFLAGS=-mod=mod")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var tree map[string]map[string][]struct {
		Posn, Message string
		Fixes         []struct {
			Message string
			Edits   []struct {
				Filename   string
				Start, End int
				New        string
			}
		} `json:"suggested_fixes"`
	}
	if err := json.Unmarshal(stdout.Bytes(), &tree); err != nil {
		t.Fatal(err)
	}
	out := map[string][]said{}
	for _, analyzers := range tree {
		for _, ds := range analyzers {
			for _, d := range ds {
				rel, err := filepath.Rel(dir, d.Posn)
				if err != nil {
					t.Fatal(err)
				}
				name, at, _ := strings.Cut(filepath.ToSlash(rel), ":")
				s := said{at: at, message: d.Message}
				for _, fix := range d.Fixes {
					text := fix.Message
					for _, e := range fix.Edits {
						rel, err := filepath.Rel(dir, e.Filename)
						if err != nil {
							t.Fatal(err)
						}
						text += fmt.Sprintf("|%q>%q", files[path.Clean(filepath.ToSlash(rel))][e.Start:e.End], e.New)
					}
					s.fixes = append(s.fixes, text)
				}
				out[name] = append(out[name], s)
			}
		}
	}
	return out
}
