package analyzer_test

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// fset is shared by all units and by what they import, since positions of
// imported objects are looked up too.
var fset = token.NewFileSet()

// exports are the files of export data of what the testdata imports.
var exports = sync.OnceValues(func() (map[string]string, error) {
	out := map[string]string{}
	for _, dir := range []string{"challenge", "choice", "fixes"} {
		cmd := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}", "./...")
		cmd.Dir = "../testdata/" + dir
		text, err := cmd.Output()
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
			return nil, fmt.Errorf("go list in %s: %w\n%s", dir, err, exit.Stderr)
		} else if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(text)) {
			if path, file, _ := strings.Cut(strings.TrimSpace(line), "\t"); file != "" {
				out[path] = file
			}
		}
	}
	return out, nil
})

var imports = sync.OnceValue(func() types.Importer {
	return importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		files, err := exports()
		if err != nil {
			return nil, err
		}
		if files[path] == "" {
			return nil, fmt.Errorf("no export data of %s", path)
		}
		return os.Open(files[path])
	})
})

// A unit is a package in memory, as a driver hands it to an analyzer. Errors
// in it are kept and no more.
type unit struct {
	files  []*ast.File
	pkg    *types.Package
	info   *types.Info
	syntax error // of the parser
	errs   []error
	facts  map[unitFact]analysis.Fact
	texts  map[string][]byte
}

type unitFact struct {
	of  any // *types.Package or types.Object
	typ reflect.Type
}

type sourceFile struct {
	name string
	text []byte
}

// parse parses the files of a unit.
func parse(files []sourceFile) *unit {
	u := &unit{facts: map[unitFact]analysis.Fact{}, texts: map[string][]byte{}}
	for _, f := range files {
		u.texts[f.name] = f.text
		file, err := parser.ParseFile(fset, f.name, f.text, parser.ParseComments|parser.SkipObjectResolution|parser.AllErrors)
		u.syntax = errors.Join(u.syntax, err)
		if file != nil {
			u.files = append(u.files, file)
		}
	}
	return u
}

// check type-checks a unit.
func (u *unit) check(path string) {
	u.info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	conf := types.Config{Importer: imports(), GoVersion: "go1.25", Error: func(err error) { u.errs = append(u.errs, err) }}
	u.pkg, _ = conf.Check(path, fset, u.files, u.info) // the error is among errs
}

// drop forgets the positions of a unit.
func (u *unit) drop() {
	for _, f := range u.files {
		if tf := fset.File(f.FileStart); tf != nil {
			fset.RemoveFile(tf)
		}
	}
}

// analyze runs an analyzer over a unit and returns its diagnostics.
func (u *unit) analyze(a *analysis.Analyzer) (ds []analysis.Diagnostic, err error) {
	get := func(of any, f analysis.Fact) bool {
		g, ok := u.facts[unitFact{of, reflect.TypeOf(f)}]
		if ok {
			reflect.ValueOf(f).Elem().Set(reflect.ValueOf(g).Elem())
		}
		return ok
	}
	_, err = a.Run(&analysis.Pass{
		Analyzer: a, Fset: fset, Files: slices.Clone(u.files), Pkg: u.pkg, TypesInfo: u.info,
		TypesSizes: types.SizesFor("gc", "amd64"), Module: &analysis.Module{Path: "authstatus.test"}, ResultOf: map[*analysis.Analyzer]any{},
		ReadFile: func(name string) ([]byte, error) {
			if text, ok := u.texts[name]; ok {
				return text, nil
			}
			return nil, os.ErrNotExist
		},
		Report:            func(d analysis.Diagnostic) { ds = append(ds, d) },
		ImportObjectFact:  func(o types.Object, f analysis.Fact) bool { return get(o, f) },
		ExportObjectFact:  func(o types.Object, f analysis.Fact) { u.facts[unitFact{o, reflect.TypeOf(f)}] = f },
		ImportPackageFact: func(p *types.Package, f analysis.Fact) bool { return get(p, f) },
		ExportPackageFact: func(f analysis.Fact) { u.facts[unitFact{u.pkg, reflect.TypeOf(f)}] = f },
	})
	return ds, err
}

// encodable tells whether a driver could store the unit's facts.
func (u *unit) encodable() error {
	for _, f := range u.facts {
		var b bytes.Buffer
		if err := gob.NewEncoder(&b).Encode(f); err != nil {
			return fmt.Errorf("%T: %w", f, err)
		}
	}
	return nil
}
