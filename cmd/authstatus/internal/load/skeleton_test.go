package load

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSkeleton(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"body", "package p\nfunc f() {\n\tg(\"}\", '}', `}`) // }\n\t/* } */\n}\nvar x int", "package p\nfunc f() {\n\n\n}\nvar x int"},
		{"results with braces", "package p\nfunc f() (a struct{ x int }) { g() }\nfunc g() interface{ M() } { h() }\nfunc h() map[string]struct{} { f() }",
			"package p\nfunc f() (a struct{ x int }) {}\nfunc g() interface{ M() } {}\nfunc h() map[string]struct{} {}"},
		{"type parameters", "package p\nfunc f[T interface{ ~int }](T) { g() }", "package p\nfunc f[T interface{ ~int }](T) {}"},
		{"no body", "package p\nfunc f()\nfunc g() { h() }", "package p\nfunc f()\nfunc g() {}"},
		{"composite", "package p\nvar x = map[string]T{\"a\": {1}}", "package p\nvar x = map[string]T{}"},
		{"composite of a type in place", "package p\nvar x = []struct{ a int }{{1}, {2}}", "package p\nvar x = []struct{ a int }{}"},
		{"counted array", "package p\nvar x, y = [...]T{5: {1}, {2}}, []T{{3}}", "package p\nvar x, y = [...]T{5: {}, {}}, []T{}"},
		{"function literal", "package p\nvar (\n\tf = call(func() {\n\t\tg()\n\t})\n\tx = 1\n)", "package p\nvar (\n\tf = call(func() {\n\n})\n\tx = 1\n)"},
		{"strings", "package p\nvar x, y = []byte(\"0123456789abcdef\"), `0123456789\nabcdef`\nconst c = \"0123456789abcdef\"", "package p\nvar x, y = []byte(\"_\"), `_\n`\nconst c = \"0123456789abcdef\""},
		{"strings in types", "package p\nvar x = struct{ a int `json:\"0123456789abcdef\"` }{1}\nvar y [len(\"0123456789abcdef\")]int",
			"package p\nvar x = struct{ a int `json:\"0123456789abcdef\"` }{}\nvar y [len(\"0123456789abcdef\")]int"},
		{"a byte of a string", "package p\nvar x = \"0123456789abcdef\" [15]", "package p\nvar x = \"0123456789abcdef\" [15]"},
		{"constants", "package p\nconst n = len([2]T{})", "package p\nconst n = len([2]T{})"},
		{"types", "package p\ntype T struct {\n\tf func() // f\n}", "package p\ntype T struct {\n\tf func()  \n}"},
		{"build constraint", "//go:build go1.21\n\npackage p // p", "//go:build go1.21\n\npackage p  "},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := string(skeleton(nil, []byte(test.src))); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// TestSkeletonDeclares compares skeletons of the standard library with its
// files: the same functions, types and constants, on the same lines.
func TestSkeletonDeclares(t *testing.T) {
	compared := 0
	for _, dir := range []string{"go/types", "net/http", "os", "reflect", "runtime", "slices", "syscall", "unicode", "cmd/compile/internal/ssa"} {
		names, err := filepath.Glob(filepath.Join(build.Default.GOROOT, "src", dir, "*.go"))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: no files: %v", dir, err)
		}
		for _, name := range names {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want, got := declares(t, name, src), declares(t, name, skeleton(nil, src))
			for i, w := range want {
				if i >= len(got) || got[i] != w {
					t.Errorf("%s: the file declares\n%s\nits skeleton %q", name, w, got[min(i, len(got)):])
					break
				}
			}
			compared += len(want)
		}
	}
	if compared < 10_000 {
		t.Errorf("only %d declarations compared", compared)
	}
}

// outline prints what a file declares, without the values of variables.
func declares(t *testing.T, name string, src []byte) []string {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	add := func(n ast.Node) {
		var b strings.Builder
		if err := (&printer.Config{Mode: printer.RawFormat}).Fprint(&b, fset, n); err != nil {
			t.Fatal(err)
		}
		out = append(out, fset.Position(n.Pos()).String()+" "+b.String())
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			d.Body = nil
			add(d)
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if s, ok := s.(*ast.ValueSpec); ok && d.Tok == token.VAR {
					s.Values = nil
				}
				add(s)
			}
		}
	}
	return out
}

func FuzzSkeleton(f *testing.F) {
	for _, src := range []string{"package p\nfunc f() { \"", "/*", "package p\nvar x = [...]T{", "package p; func f() {'\\", "}}}{{{", "var x = `"} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		out := skeleton(nil, []byte(src))
		if a, b := strings.Count(src, "\n"), strings.Count(string(out), "\n"); a != b {
			t.Errorf("%d lines became %d", a, b)
		}
	})
}
