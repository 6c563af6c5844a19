package model

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

// Rows are held against the package that they are about.
func TestCheck(t *testing.T) {
	const src = `package web
type Ctx struct{ Code int }
type List[T any] struct{}
func (c *Ctx) Fail(status int, text string) {}
func (c *Ctx) fail(status int) {}
func (l *List[T]) Fail(status int) {}
func Answer(c *Ctx, codes ...int) {}
var ErrLogin error
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "web.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := (&types.Config{Importer: importer.Default()}).Check("example.com/web", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ row, want string }{
		{"(*example.com/web.Ctx).Fail send status=$0", ""},
		{"(*example.com/web.List).Fail send status=$0", ""},
		{"example.com/web.Answer send status=$1 on=$0", ""},
		{"example.com/web.Ctx response", ""},
		{"example.com/web.Ctx.Code record status=.", ""},
		{"example.com/web.ErrLogin error status=401", ""},
		{"example.com/other.Answer send status=$9 on=$0", ""},
		{"(*example.com/web.Ctx).fail send status=$0", ""},
		{"(*example.com/web.Ctx).Deny send status=$0", "type example.com/web.Ctx has no Deny"},
		{"example.com/web.Deny send status=$0 on=$1", "package example.com/web has no Deny"},
		{"example.com/web.Answer.Code record status=.", "example.com/web.Answer is no type"},
		{"(*example.com/web.Ctx).Fail send status=$2", "status=$2: Fail has 2 arguments"},
		{"example.com/web.ErrLogin error status=$0", "status=$0: ErrLogin is no function"},
		{"example.com/web.Ctx.Fail record status=.", "Fail is a method: write (example.com/web.Ctx).Fail or (*example.com/web.Ctx).Fail"},
		{"(*example.com/web.Ctx).Code send status=401", "Code is a field: write example.com/web.Ctx.Code"},
		{`code example.com/web.Ctx "denied"=401`, ""},
		{"code example.com/web.Code 16=401", "package example.com/web has no Code"},
		{"code example.com/web.Answer 16=401", "example.com/web.Answer is no type"},
		{"idiom example.com/web.Ctx $response.Set($header, $value)", ""},
		{"idiom example.com/web.Response $response.Set($header, $value)", "package example.com/web has no Response"},
		{"idiom example.com/web.ErrLogin $response.Set($header, $value)", "example.com/web.ErrLogin is no type"},
	} {
		if c.want != "" {
			c.want = c.row + ": " + c.want
		}
		got := ""
		if err := user(t, c.row).Check([]*types.Package{pkg}, pkg); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.row, got, c.want)
		}
	}
	// What another package does not export is unknown, not wrong.
	if err := user(t, "(*example.com/web.Ctx).hidden send status=$0").Check([]*types.Package{pkg}, nil); err != nil {
		t.Error(err)
	}
}

// user is what a user adds.
func user(t *testing.T, lines ...string) *Framework {
	t.Helper()
	f := new(Framework)
	for _, l := range lines {
		if err := f.Add(l); err != nil {
			t.Fatal(err)
		}
	}
	return f
}
