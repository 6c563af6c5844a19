package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	"github.com/authstatus/authstatus/internal/outline"
	"github.com/authstatus/authstatus/playground/internal/bundle"
)

// base are the packages of the standard library that nearly every server
// imports: they come with the page. What they need comes with them.
var base = []string{"context", "encoding/base64", "encoding/json", "errors", "fmt", "log", "net/http", "os", "slices", "strconv", "strings", "sync", "time"}

// declarations writes what others see of the packages of the standard library,
// and of each module that packages of the module in dir import, as bundles.
// They come from the modules' own source; nothing is compiled.
func declarations(dir, out string) error {
	cfg := &packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule,
		Dir:  dir,
		// One platform for all who build it.
		Env: append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0", "GOWORK=off", "GOFLAGS=-mod=readonly -buildvcs=false"),
	}
	roots, err := packages.Load(cfg, "std", "./...")
	if err != nil {
		return err
	}
	d := &declarer{cut: map[*packages.Package]*cutPackage{}, importable: map[string]bool{}}
	var inBase []*cutPackage
	for _, root := range roots {
		if root.Module == nil {
			if importable(root.PkgPath) {
				c, err := d.add(root)
				if err != nil {
					return err
				}
				if slices.Contains(base, root.PkgPath) {
					inBase = append(inBase, c)
				}
			}
			continue
		}
		for _, imp := range root.Imports {
			if importable(imp.PkgPath) && imp.Module != nil && !imp.Module.Main {
				if _, err := d.add(imp); err != nil {
					return err
				}
			}
		}
	}
	for _, c := range inBase {
		c.intoBase()
	}
	return d.write(out)
}

// importable tells whether code of another module can import a package.
func importable(path string) bool {
	return path != "unsafe" && path != "C" && !strings.Contains("/"+path+"/", "/internal/") && !strings.HasPrefix(path, "vendor/") && !strings.HasPrefix(path, "cmd/")
}

// A declarer cuts packages down to their declarations, with those that they
// need.
type declarer struct {
	cut        map[*packages.Package]*cutPackage
	importable map[string]bool // by path
}

type cutPackage struct {
	pkg     *packages.Package
	base    bool
	files   []txtar.File
	imports map[string]*cutPackage // by path as it is written
}

// add cuts a package that can be imported.
func (d *declarer) add(pkg *packages.Package) (*cutPackage, error) {
	d.importable[pkg.PkgPath] = true
	return d.need(pkg)
}

func (d *declarer) need(pkg *packages.Package) (*cutPackage, error) {
	if c := d.cut[pkg]; c != nil {
		return c, nil
	}
	c := &cutPackage{pkg: pkg, imports: map[string]*cutPackage{}}
	d.cut[pkg] = c
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range pkg.GoFiles {
		f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	paths := outline.Cut(files, func(path string) string {
		if imp := pkg.Imports[path]; imp != nil {
			return imp.Name
		}
		return ""
	})
	for i, f := range files {
		if len(f.Decls) == 0 {
			continue
		}
		for _, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				fn.Body = nil
				if fn.Type.TypeParams != nil {
					fn.Body = new(ast.BlockStmt) // Go has no generic function without
				}
			}
		}
		var text bytes.Buffer
		if err := (&printer.Config{Mode: printer.RawFormat}).Fprint(&text, token.NewFileSet(), f); err != nil {
			return nil, err
		}
		c.files = append(c.files, txtar.File{Name: path.Join(pkg.PkgPath, filepath.Base(pkg.GoFiles[i])), Data: text.Bytes()})
	}
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		imp := pkg.Imports[path]
		if imp == nil || imp.PkgPath == "unsafe" {
			continue
		}
		needed, err := d.need(imp)
		if err != nil {
			return nil, err
		}
		c.imports[path] = needed
	}
	return c, nil
}

// intoBase puts a package with what it needs among those that come first.
func (c *cutPackage) intoBase() {
	if !c.base {
		c.base = true
		for _, imp := range c.imports {
			imp.intoBase()
		}
	}
}

// bundle is the name of the bundle that a package goes into, and its module.
func (c *cutPackage) bundle() (name, module string) {
	switch m := c.pkg.Module; {
	case c.base:
		return bundle.Base, ""
	case m == nil:
		return "std", ""
	default:
		return strings.ReplaceAll(m.Path, "/", "_"), m.Path + "@" + m.Version
	}
}

func (d *declarer) write(out string) error {
	index := bundle.Index{Go: runtime.Version(), Bundles: map[string]*bundle.Bundle{}, Packages: map[string]*bundle.Package{}}
	archives := map[string]*txtar.Archive{}
	byPath := func(a, b *cutPackage) int { return strings.Compare(a.pkg.PkgPath, b.pkg.PkgPath) }
	for _, c := range slices.SortedFunc(maps.Values(d.cut), byPath) {
		name, module := c.bundle()
		if archives[name] == nil {
			archives[name] = new(txtar.Archive)
			index.Bundles[name] = &bundle.Bundle{File: "types/" + name + ".gz", Module: module}
		}
		archives[name].Files = append(archives[name].Files, c.files...)
		p := &bundle.Package{Bundle: name, Inside: !d.importable[c.pkg.PkgPath], Imports: map[string]string{}}
		for path, imp := range c.imports {
			if path != imp.pkg.PkgPath {
				p.Imports[path] = imp.pkg.PkgPath
			}
			if need, _ := imp.bundle(); need != name && need != bundle.Base && !slices.Contains(p.Needs, need) {
				p.Needs = append(p.Needs, need)
			}
		}
		slices.Sort(p.Needs)
		index.Packages[c.pkg.PkgPath] = p
	}
	for name, a := range archives {
		if err := writeCompressed(filepath.Join(out, index.Bundles[name].File), txtar.Format(a)); err != nil {
			return err
		}
	}
	data, err := json.Marshal(index)
	if err != nil {
		return err
	}
	return writeCompressed(filepath.Join(out, "types", "index.gz"), data)
}

// writeCompressed writes what the page decompresses itself, so that it is small
// from a server that compresses nothing too.
func writeCompressed(name string, data []byte) error {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return err
	}
	_, err = z.Write(data)
	if err := errors.Join(err, z.Close()); err != nil {
		return err
	}
	return write(name, out.Bytes())
}

func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}
