// Package bundle keeps the types of packages that are not part of what is
// checked: the standard library, and modules that can be imported. They come
// as bundles of declarations in Go, which are type-checked when they are asked
// for.
package bundle

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"
)

// Base is the name of the bundle that is always needed.
const Base = "base"

// An Index says which bundle has which package.
type Index struct {
	Go       string              `json:"go"` // the release whose standard library it is
	Bundles  map[string]*Bundle  `json:"bundles"`
	Packages map[string]*Package `json:"packages"` // by path
}

// A Bundle is a txtar archive of files, each in the directory of its package.
type Bundle struct {
	File   string `json:"file"`
	Module string `json:"module,omitempty"` // path@version, "" for the standard library
}

// A Package is one that is in a bundle.
type Package struct {
	Bundle  string            `json:"bundle"`
	Inside  bool              `json:"inside,omitempty"`  // only other packages import it
	Needs   []string          `json:"needs,omitempty"`   // other bundles, directly
	Imports map[string]string `json:"imports,omitempty"` // written to real path, where they differ
}

// A Store holds the bundles that were loaded.
type Store struct {
	index  Index
	needs  map[string]map[string]bool // of bundles
	fset   *token.FileSet
	files  map[string]map[string][]byte // by package
	types  map[string]*types.Package
	loaded map[string]bool
	failed map[string]string // why a bundle is not there
	errors []error
}

// NewStore returns a store without bundles.
func NewStore(index Index) *Store {
	s := &Store{
		index: index, needs: map[string]map[string]bool{}, fset: token.NewFileSet(), files: map[string]map[string][]byte{},
		types: map[string]*types.Package{"unsafe": types.Unsafe}, loaded: map[string]bool{}, failed: map[string]string{},
	}
	for _, p := range index.Packages {
		if s.needs[p.Bundle] == nil {
			s.needs[p.Bundle] = map[string]bool{}
		}
		for _, name := range p.Needs {
			s.needs[p.Bundle][name] = true
		}
	}
	return s
}

// Named is the import path that a package of a name most likely has: the
// shortest, the standard library's first. It is "" if there is none.
func (s *Store) Named(name string) string {
	best := ""
	for at, p := range s.index.Packages {
		last := path.Base(at)
		if len(last) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
			last = path.Base(path.Dir(at))
		}
		if p.Inside || last != name {
			continue
		}
		std, bestStd := s.Module(at) == "", s.Module(best) == ""
		if best == "" || std && !bestStd || std == bestStd && (len(at) < len(best) || len(at) == len(best) && at < best) {
			best = at
		}
	}
	return best
}

// Add loads a bundle.
func (s *Store) Add(name string, data []byte) {
	for _, f := range txtar.Parse(data).Files {
		pkg := path.Dir(f.Name)
		if s.files[pkg] == nil {
			s.files[pkg] = map[string][]byte{}
		}
		s.files[pkg][f.Name] = f.Data
	}
	s.loaded[name] = true
	delete(s.failed, name)
}

// Fail notes why a bundle can't be had.
func (s *Store) Fail(name, reason string) { s.failed[name] = reason }

// Retry forgets which bundles could not be had.
func (s *Store) Retry() { clear(s.failed) }

// Missing lists the bundles that imports need and that nobody has brought, or
// failed to bring.
func (s *Store) Missing(paths []string) []string {
	var names []string
	seen := map[string]bool{}
	var need func(string)
	need = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		if !s.loaded[name] && s.failed[name] == "" {
			names = append(names, name)
		}
		for other := range s.needs[name] {
			need(other)
		}
	}
	need(Base)
	for _, path := range paths {
		if p := s.index.Packages[path]; p != nil {
			need(p.Bundle)
		}
	}
	return names
}

// Errors are those in the declarations that were read, of which there should be
// none.
func (s *Store) Errors() []error { return s.errors }

// Import returns a package. The error says in plain words why it is not there.
func (s *Store) Import(path string) (*types.Package, error) {
	if p := s.index.Packages[path]; path != "unsafe" && (p == nil || p.Inside) {
		return nil, fmt.Errorf("the page has no package %s: what uses it is not looked at, the rest is", path)
	}
	return s.load(path)
}

func (s *Store) load(path string) (*types.Package, error) {
	if t := s.types[path]; t != nil {
		return t, nil
	}
	p := s.index.Packages[path]
	switch {
	case p == nil:
		return nil, fmt.Errorf("no package %s", path)
	case s.failed[p.Bundle] != "":
		return nil, fmt.Errorf("the types of %s can't be fetched (%s): what uses it is not looked at, the rest is", path, s.failed[p.Bundle])
	case !s.loaded[p.Bundle]:
		return nil, fmt.Errorf("the types of %s are not loaded", path)
	}
	var files []*ast.File
	name := ""
	for _, file := range slices.Sorted(maps.Keys(s.files[path])) {
		f, err := parser.ParseFile(s.fset, file, s.files[path][file], parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files, name = append(files, f), f.Name.Name
	}
	conf := types.Config{
		Importer:         importer(func(to string) (*types.Package, error) { return s.load(real(p, to)) }),
		Sizes:            types.SizesFor("gc", "amd64"),
		IgnoreFuncBodies: true,
		// It compiles; what is lost is a part of its types.
		Error: func(err error) { s.errors = append(s.errors, err) },
	}
	t := types.NewPackage(path, name)
	_ = types.NewChecker(&conf, s.fset, t, nil).Files(files)
	t.MarkComplete()
	s.types[path] = t
	return t, nil
}

// real is the path of the package that an import of a package leads to.
func real(p *Package, path string) string {
	if to := p.Imports[path]; to != "" {
		return to
	}
	return path
}

// Module is the module that a package comes from, as path@version.
func (s *Store) Module(path string) string {
	if p := s.index.Packages[path]; p != nil {
		return s.index.Bundles[p.Bundle].Module
	}
	return ""
}

type importer func(path string) (*types.Package, error)

func (f importer) Import(path string) (*types.Package, error) { return f(path) }
