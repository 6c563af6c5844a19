// Package checktest type-checks source text for tests, against the real std.
package checktest

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"sync"
	"testing"
)

// Path is the import path of what is checked.
const Path = "example.test/p"

// std reads the standard library from export data, once.
var std = sync.OnceValue(func() types.ImporterFrom {
	return importer.ForCompiler(token.NewFileSet(), "gc", nil).(types.ImporterFrom)
})

// A Package is what a driver hands to an analyzer: one file.
type Package struct {
	Fset  *token.FileSet
	File  *ast.File
	Types *types.Package
	Info  *types.Info
}

// Check type-checks a source text, and fails the test where it can't.
func Check(t *testing.T, src string) *Package {
	t.Helper()
	p := &Package{Fset: token.NewFileSet()}
	var err error
	if p.File, err = parser.ParseFile(p.Fset, "p.go", src, parser.ParseComments|parser.SkipObjectResolution); err != nil {
		t.Fatal(err)
	}
	p.Info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	conf := types.Config{Importer: std(), GoVersion: "go1.25"}
	if p.Types, err = conf.Check(Path, p.Fset, []*ast.File{p.File}, p.Info); err != nil {
		t.Fatal(err)
	}
	return p
}

// Func is the declared function of a name, or the method Type.Name.
func (p *Package) Func(t *testing.T, name string) *types.Func {
	t.Helper()
	typ, method, ok := strings.Cut(name, ".")
	o := p.Types.Scope().Lookup(typ)
	if ok && o != nil {
		o, _, _ = types.LookupFieldOrMethod(o.Type(), true, p.Types, method)
	}
	f, ok := o.(*types.Func)
	if !ok {
		t.Fatalf("no function %s", name)
	}
	return f
}

// Comments are those behind code, by line: what a test says of that line.
func (p *Package) Comments() map[int]string {
	out := map[int]string{}
	for _, g := range p.File.Comments {
		out[p.Fset.Position(g.Pos()).Line] = strings.TrimSpace(g.Text())
	}
	return out
}
