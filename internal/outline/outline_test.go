package outline

import (
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

func TestCut(t *testing.T) {
	const src = `package p

import (
	"a"
	"b"
	c "x/d"
	_ "e"
	. "f"
	"g"
	"h"
)

func Exported(x a.T) unexported { return 0 }
func dropped(x b.T)             {}
func init()                     { b.F() }

type unexported int

func (unexported) method(c.T) {}

type lonely struct{ b.T }

func (lonely) Exported() {}

const (
	one = iota
	Two
)

const three = 3

var Typed interface{ M(g.T) } = h.New()

var _ = h.New()

var inferred = helper()

func helper() int { return 0 }

var Alias = inferred

var Table = map[string]*unexported{"x": hidden()}

var Counted = [...]struct{ names []string }{{[]string{"x"}}, {}}

func hidden() *unexported { return nil }
`
	const want = `package p

import (
	"a"
	c "x/d"
	. "f"
	"g"
)

func Exported(x a.T) unexported	{ return 0 }

type unexported int

func (unexported) method(c.T)	{}

const (
	one	= iota
	Two
)

var Typed interface{ M(g.T) }

var inferred = helper()

func helper() int	{ return 0 }

var Alias = inferred

var Table = map[string]*unexported{}

var Counted = [...]struct{ names []string }{{}, {}}
`
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	paths := Cut([]*ast.File{f}, path.Base)
	if got := slices.Sorted(maps.Keys(paths)); !slices.Equal(got, []string{"a", "f", "g", "x/d"}) {
		t.Errorf("imports are %v", got)
	}
	var b strings.Builder
	if err := (&printer.Config{Mode: printer.RawFormat}).Fprint(&b, fset, f); err != nil {
		t.Fatal(err)
	}
	if squeeze(b.String()) != squeeze(want) {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// squeeze makes texts equal that differ in blank space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// A name may be declared in one file and used in another, which has imports of
// its own.
func TestCutFiles(t *testing.T) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, src := range []string{
		"package p\nimport \"a\"\nfunc F() t { return 0 }\nfunc (t) m(a.T) {}\nfunc g(b.T) {}",
		"package p\nimport (\"a\"; \"b\")\ntype t = b.T",
	} {
		f, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	Cut(files, path.Base)
	for i, want := range []string{"a", "b"} {
		if got := files[i].Imports; len(got) != 1 || got[0].Path.Value != `"`+want+`"` {
			t.Errorf("file %d imports %d packages, want %s", i, len(got), want)
		}
	}
}
