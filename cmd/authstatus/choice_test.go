package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// A note goes before the statement that chooses a status, where the grammar has
// room for one and the statement is sure to choose it.
func TestChoice(t *testing.T) {
	for _, test := range []struct{ text, before string }{
		{"return deny(\n@401)", "return"},
		{"err = @deny", "err ="},
		{"var err = @deny", "var err"},
		{"send(@401)", "send("},
		{"switch x { case 1: send(@401) }", "send("},
		{"select { case <-c: send(@401) }", "send("},
		{"select { case c <- @401: }", ""},
		{"select { case err = <-get(@401): }", ""},
		{"if err := deny(@401); ok { return }", ""},
		{"for i = @401; ; {}", ""},
		{"l: send(@401)", ""},
		{"defer send(@401)", ""},
		{"f = func() error { return @deny }", "return"},
	} {
		text := "package p\n\nfunc f() {\n" + test.text + "\n}\n"
		at := strings.IndexByte(text, '@')
		text = strings.Replace(text, "@", "", 1)
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "p.go", text, 0)
		if err != nil {
			t.Fatal(err)
		}
		act := &checker.Action{Package: &packages.Package{Fset: fset, Syntax: []*ast.File{file}}}
		got := choice(act, file.FileStart+token.Pos(at), "401 [missing-challenge]: x")
		switch {
		case got == nil && test.before != "":
			t.Errorf("%s: nothing", test.text)
		case got != nil && (test.before == "" || got.Offset != strings.Index(text, test.before) || got.Status != 401 || got.File != "p.go"):
			t.Errorf("%s: %+v", test.text, got)
		}
		if choice(act, file.FileStart+token.Pos(at), "challenge [invalid-challenge]: x") != nil {
			t.Errorf("%s: a challenge for any status has none", test.text)
		}
	}
}
