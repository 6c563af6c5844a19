package metamorphic

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func load(t *testing.T) *Module {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("testdata", "program"))
	if err != nil {
		t.Fatal(err)
	}
	m, broken, err := Load(dir)
	if err != nil || len(broken) > 0 {
		t.Fatal(err, broken)
	}
	return m
}

// output runs the program with the text of its files.
func output(t *testing.T, m *Module, sources map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, text []byte) {
		to, err := m.inside(dir, name)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(to), 0o755)
		}
		if err == nil {
			err = os.WriteFile(to, text, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	mod, err := os.ReadFile(filepath.Join(m.Dir, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	write(filepath.Join(m.Dir, "go.mod"), mod)
	for name, text := range sources {
		write(name, text)
	}
	cmd := exec.Command("go", "run", ".")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// Each transformation changes a program that has something for it, and the
// program prints what it did.
func TestMeaning(t *testing.T) {
	m := load(t)
	want := output(t, m, m.Original().Sources)
	if !strings.Contains(want, "order [first second first init again 12]") {
		t.Fatalf("the program prints\n%s", want)
	}
	for _, tr := range All {
		t.Run(tr.Name, func(t *testing.T) {
			c, sites, err := tr.Apply(m)
			if err != nil {
				t.Fatal(err)
			}
			changed := 0
			for _, is := range c.Changed {
				if is {
					changed++
				}
			}
			if sites.Done == 0 || changed == 0 {
				t.Fatalf("%+v, %d packages changed", sites, changed)
			}
			if got := output(t, m, c.Sources); got != want {
				t.Errorf("printed\n%sand now\n%s", want, got)
			}
		})
	}
}

// Every name that was there before is found at its place again, whatever a
// transformation did to it.
func TestOrigin(t *testing.T) {
	m := load(t)
	for _, tr := range All {
		t.Run(tr.Name, func(t *testing.T) {
			c, _, err := tr.Apply(m)
			if err != nil {
				t.Fatal(err)
			}
			literals := 0
			for name, text := range c.Sources {
				for at, l := range lexemes(text) {
					if !strings.HasPrefix(l.text, `"`) {
						continue
					}
					o := c.origins(name, l.at)[0]
					was := string(m.file(t, o.File).Src[o.Offset:])
					if strings.HasPrefix(was, l.text) {
						literals++
					} else if !strings.HasPrefix(was, `"`) && !(tr == Written && strings.HasPrefix(was, "http.Error(")) { // an import that was written anew
						t.Errorf("%s, lexeme %d: %s comes from %.20q", filepath.Base(name), at, l.text, was)
					}
				}
			}
			if literals < 20 {
				t.Errorf("only %d strings were found again", literals)
			}
		})
	}
}

func (m *Module) file(t *testing.T, name string) *File {
	t.Helper()
	for _, p := range m.Packages {
		for _, f := range p.Files {
			if f.Name == name {
				return f
			}
		}
	}
	t.Fatalf("no file %s", name)
	return nil
}

// A program's output is found again token by token.
func TestAlign(t *testing.T) {
	for _, c := range []struct{ was, now string }{
		{"package p\n\nvar a = f(x, 401)\n", "package p\n\nvar (\n\ta = f(y, x, 401)\n)\n"},
		{"package p\n\nvar a = []T{T{401}, T{402}}\n", "package p\n\nvar a = []T{{401}, {402}}\n"},
		{"package p\n", "package p\n\n// 401\nvar a = 401\n"},
	} {
		f := &File{Name: "x.go", Src: []byte(c.was)}
		text := align(f, []byte(c.now))
		if text.String() != c.now {
			t.Errorf("%q became %q", c.now, text.String())
		}
		for _, l := range lexemes([]byte(c.now)) {
			if l.text != "401" || !strings.Contains(c.was, "401") { // written anew
				continue
			}
			if at, _ := text.origin(l.at); !strings.HasPrefix(c.was[at.Offset:], "401") {
				t.Errorf("401 in %q comes from %q", c.now, c.was[at.Offset:])
			}
		}
	}
}
