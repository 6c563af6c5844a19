package fix

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file that is cut at its starts, each part formatted, is the file formatted
// as a whole.
func TestPartsAreFormattedAsTheWhole(t *testing.T) {
	names, err := filepath.Glob("../*/*.go")
	if err != nil || len(names) < 100 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	cut := 0
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		// Blanks instead of tabs, which raw strings don't mind here.
		text = bytes.ReplaceAll(text, []byte("\n\t"), []byte("\n   "))
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "", text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		s := &source{text: text, file: fset.File(file.Pos()), formatted: true}
		at := starts(s, file)
		cut += len(at) - 1
		var got []byte
		for i, from := range at {
			to := len(text)
			if i+1 < len(at) {
				to = at[i+1]
			}
			out, ok := s.format(text[from:to], from == 0)
			if !ok {
				t.Errorf("%s: not Go:\n%s", name, text[from:to])
			}
			got = append(got, out...)
		}
		want, err := format.Source(text)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is formatted as\n%s", name, got)
		}
	}
	if cut < 10*len(names) {
		t.Errorf("%d files have %d places to cut", len(names), cut)
	}
}

// A part that is a declaration with its comment keeps the comment's paragraphs.
func TestPartKeepsParagraphs(t *testing.T) {
	const part = "\n// One.\n//\n// Two.\nfunc f() {}\n"
	s := &source{formatted: true}
	if out, ok := s.format([]byte(part), false); !ok || string(out) != part {
		t.Errorf("%t, %q", ok, out)
	}
}

// A comment that means the next line stays where it is.
func TestMeansNext(t *testing.T) {
	for text, want := range map[string]bool{
		"//nolint": true, "//nolint:errcheck // why": true, "// nolint:errcheck": true, "// #nosec G101": true, "//#nosec": true,
		"//lint:ignore U1000 why": true, "//authstatus:ignore missing-challenge why": true,
		"// nolinter": false, "// See nolint.": false, "// a plain comment": false, "//": false,
	} {
		if got := meansNext(&ast.Comment{Text: text}); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}

func TestStarts(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"blank lines", "package p\n\nvar a int\n\nvar b int\n", "package p\n\n|var a int\n\n|var b int\n"},
		{"lines that touch", "package p\n\nvar a int // x\nvar long int // y\n\nvar b int\n", "package p\n\n|var a int // x\nvar long int // y\n\n|var b int\n"},
		{"imports", "package p\n\nimport \"b\"\n\nimport \"a\"\n\nvar a int\n", "package p\n\nimport \"b\"\n\nimport \"a\"\n\n|var a int\n"},
		{"a comment that floats", "package p\n\n// One.\n\n// Two.\nvar a int\n", "package p\n\n// One.\n\n|// Two.\nvar a int\n"},
		{"a comment with a blank line", "package p\n\n/* One\n\ntwo. */\nvar a int\n", "package p\n\n/* One\n\ntwo. */\nvar a int\n"},
	} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "", tt.text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		at := starts(&source{text: []byte(tt.text), file: fset.File(file.Pos())}, file)
		var parts []string
		for i, from := range at {
			to := len(tt.text)
			if i+1 < len(at) {
				to = at[i+1]
			}
			parts = append(parts, tt.text[from:to])
		}
		if got := strings.Join(parts, "|"); got != tt.want {
			t.Errorf("%s: cut as\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}
