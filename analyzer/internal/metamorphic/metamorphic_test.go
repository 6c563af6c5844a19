package metamorphic

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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

// A binary holds variants of the program. They are linked once, since that takes
// longer than all else: each is a package, and an argument says which is run.
type binary struct {
	dir, module string
	variants    int
}

var (
	mainPackage = regexp.MustCompile(`\bpackage main\b`)
	mainFunc    = regexp.MustCompile(`\bfunc main\(\)`)
)

// add writes a variant, and returns what runs it.
func (b *binary) add(t *testing.T, m *Module, sources map[string][]byte) int {
	t.Helper()
	n := b.variants
	b.variants++
	name := fmt.Sprint("v", n)
	found := 0
	for from, text := range sources {
		to, err := m.inside(filepath.Join(b.dir, name), from)
		if err != nil {
			t.Fatal(err)
		}
		found += len(mainFunc.FindAll(text, -1))
		text = mainPackage.ReplaceAll(text, []byte("package "+name))
		text = mainFunc.ReplaceAll(text, []byte("func Main()"))
		write(t, to, bytes.ReplaceAll(text, []byte(`"`+b.module+`/`), []byte(`"`+b.module+`/`+name+`/`)))
	}
	if found != 1 {
		t.Fatalf("%d functions main", found)
	}
	return n
}

// build links the variants.
func (b *binary) build(t *testing.T) {
	t.Helper()
	var imports, calls strings.Builder
	for i := range b.variants {
		fmt.Fprintf(&imports, "\t%q\n", fmt.Sprint(b.module, "/v", i))
		fmt.Fprintf(&calls, "\tcase \"%d\":\n\t\tv%d.Main()\n", i, i)
	}
	write(t, filepath.Join(b.dir, "main.go"), fmt.Appendf(nil, "package main\n\nimport (\n\t\"os\"\n%s)\n\nfunc main() {\n\tswitch os.Args[1] {\n%s\t}\n}\n", &imports, &calls))
	b.run(t, "go", "build", "-o", "program", ".")
}

func (b *binary) run(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = b.dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// prints is what a variant prints.
func (b *binary) prints(t *testing.T, variant int) string {
	t.Helper()
	return b.run(t, filepath.Join(b.dir, "program"), fmt.Sprint(variant))
}

func write(t *testing.T, name string, text []byte) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(name), 0o755)
	if err == nil {
		err = os.WriteFile(name, text, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Each transformation changes a program that has something for it, and the
// program prints what it did.
func TestMeaning(t *testing.T) {
	m := load(t)
	b := &binary{dir: t.TempDir(), module: "example.test/program"}
	mod, err := os.ReadFile(filepath.Join(m.Dir, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(b.dir, "go.mod"), mod)
	original := b.add(t, m, m.Original().Sources)
	variants := map[*Transformation]int{}
	for _, tr := range All {
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
			t.Fatalf("%s: %+v, %d packages changed", tr.Name, sites, changed)
		}
		variants[tr] = b.add(t, m, c.Sources)
	}
	b.build(t)
	want := b.prints(t, original)
	if !strings.Contains(want, "order [first second first init again 12]") {
		t.Fatalf("the program prints\n%s", want)
	}
	for tr, n := range variants {
		if got := b.prints(t, n); got != want {
			t.Errorf("%s: printed\n%sand now\n%s", tr.Name, want, got)
		}
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
