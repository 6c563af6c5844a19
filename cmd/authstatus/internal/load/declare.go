package load

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"iter"
	"maps"
	"os"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/authstatus/authstatus/internal/outline"
)

// declared holds the declarations of a package that is not analysed, and of
// which the build cache has no export data, from its source.
//
// What is exported has the same types as in export data, so it does not matter
// which of the two a package comes from, as long as it comes from one of them
// only. A package with export data imports none without, since the compiler
// reads the same data.
type declared struct {
	done  chan struct{} // closed when the rest is there
	types *types.Package
	errs  []error
}

// A declarer type-checks the declarations of packages, those that a package
// imports before it.
//
// Which imports a package needs is known when it is parsed. So its syntax is in
// memory until they are done, and a worker goes down one path at a time: then
// that holds for the packages on the paths of a few workers only.
type declarer struct {
	p     *Program
	slots chan struct{} // one for each processor
	texts sync.Pool     // of *texts

	mu   sync.Mutex
	pkgs map[*packages.Package]*declared
}

// workersPerProcessor is more than one since workers wait for each other.
const workersPerProcessor = 4

// texts are buffers for the text of a file and its skeleton.
type texts struct {
	file     bytes.Buffer
	skeleton []byte
}

func newDeclarer(p *Program) *declarer {
	return &declarer{
		p:     p,
		slots: make(chan struct{}, runtime.GOMAXPROCS(0)),
		texts: sync.Pool{New: func() any { return new(texts) }},
		pkgs:  map[*packages.Package]*declared{},
	}
}

// start returns a package, and whether nobody has begun to read it: then the
// caller must. It returns nil for packages that are read otherwise.
func (d *declarer) start(pkg *packages.Package) (decl *declared, first bool) {
	if pkg == nil || pkg.PkgPath == "unsafe" || d.p.source[pkg] != 0 || d.p.exports[pkg.PkgPath] != "" {
		return nil, false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	decl = d.pkgs[pkg]
	if decl == nil {
		decl, first = &declared{done: make(chan struct{})}, true
		d.pkgs[pkg] = decl
	}
	return decl, first
}

// need reads packages, or waits until others have. Imports have no cycles, so
// nobody waits for those who wait for him.
func (d *declarer) need(pkgs iter.Seq[*packages.Package]) {
	var others []*declared
	for pkg := range pkgs {
		decl, first := d.start(pkg)
		switch {
		case first:
			d.read(pkg, decl)
		case decl != nil:
			others = append(others, decl)
		}
	}
	for _, decl := range others {
		<-decl.done
	}
}

func (d *declarer) read(pkg *packages.Package, decl *declared) {
	defer close(decl.done)

	d.slots <- struct{}{}
	decl.types = types.NewPackage(pkg.PkgPath, pkg.Name)
	files, imports := d.parse(pkg, decl)
	<-d.slots

	d.need(func(yield func(*packages.Package) bool) {
		for _, path := range slices.Sorted(maps.Keys(imports)) {
			if !yield(pkg.Imports[path]) {
				return
			}
		}
	})

	d.slots <- struct{}{}
	defer func() { <-d.slots }()
	conf := d.p.typesConfig(pkg, pkg.Imports, files)
	conf.IgnoreFuncBodies = true
	conf.Error = func(err error) {
		if !conf.FakeImportC { // else it may be for want of what C declares
			decl.errs = append(decl.errs, err)
		}
	}
	types.NewChecker(conf, d.p.fset, decl.types, nil).Files(files)
}

// parse returns what importers of a package see of its files, and the paths
// of the imports that those need. A file that can't be read has its error in
// the package.
func (d *declarer) parse(pkg *packages.Package, decl *declared) ([]*ast.File, map[string]bool) {
	t := d.texts.Get().(*texts)
	defer d.texts.Put(t)
	var files []*ast.File
	for _, name := range pkg.GoFiles {
		f, err := t.parse(d.p.fset, name)
		if err != nil {
			decl.errs = append(decl.errs, err)
		}
		if f != nil {
			files = append(files, f)
		}
	}
	return files, outline.Cut(files, func(path string) string {
		if imp := pkg.Imports[path]; imp != nil {
			return imp.Name
		}
		return ""
	})
}

// parse parses the skeleton of a file.
func (t *texts) parse(fset *token.FileSet, name string) (*ast.File, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	t.file.Reset()
	if _, err := io.Copy(&t.file, file); err != nil {
		return nil, err
	}
	t.skeleton = skeleton(t.skeleton[:0], t.file.Bytes())
	if f, err := parser.ParseFile(fset, name, t.skeleton, parser.SkipObjectResolution); err == nil {
		return f, nil
	}
	// Errors are those of the whole file.
	return parser.ParseFile(fset, name, t.file.Bytes(), parser.SkipObjectResolution)
}

// errorsOf returns the errors in what was read of a package.
func (d *declarer) errorsOf(pkg *packages.Package) (errs []packages.Error) {
	d.mu.Lock()
	decl := d.pkgs[pkg]
	d.mu.Unlock()
	if decl == nil {
		return nil
	}
	<-decl.done
	for _, err := range decl.errs {
		errs = append(errs, asErrors(err)...)
	}
	return errs
}

// typesOf returns the types of a package that is read here.
func (d *declarer) typesOf(pkg *packages.Package) (*types.Package, error) {
	decl, first := d.start(pkg)
	switch {
	case decl == nil:
		return nil, fmt.Errorf("internal error: %s is not a package of declarations", pkg.PkgPath)
	case first:
		d.read(pkg, decl)
	default:
		<-decl.done
	}
	if len(pkg.GoFiles) == 0 {
		return nil, errors.New("it could not be loaded")
	}
	return decl.types, nil
}

// startDeclaring begins to read what the packages from source import.
func (p *Program) startDeclaring() {
	var roots []*packages.Package
	for _, pkg := range p.all { // in the order in which they are checked
		if p.source[pkg] != 0 || slices.Contains(p.Dependencies, pkg) {
			for _, path := range slices.Sorted(maps.Keys(pkg.Imports)) {
				roots = append(roots, pkg.Imports[path])
			}
		}
	}
	next := make(chan *packages.Package)
	for range workersPerProcessor * cap(p.declared.slots) {
		go func() {
			for pkg := range next {
				if decl, first := p.declared.start(pkg); first {
					p.declared.read(pkg, decl)
				}
			}
		}()
	}
	go func() {
		defer close(next)
		for _, pkg := range roots {
			next <- pkg
		}
	}()
}
