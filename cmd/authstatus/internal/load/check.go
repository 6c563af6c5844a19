package load

import (
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"runtime"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// A fileCache parses each file once; a package and its test variant share it.
// It keeps a file until all that use it have taken it.
type fileCache struct {
	mu    sync.Mutex
	files map[string]*parsedFile
	sums  *sync.Map // name to sha256.Sum256 of the text, if it is asked for
}

type parsedFile struct {
	once sync.Once
	file *ast.File
	err  error
	uses int // packages that have not taken it yet
}

// expect says that a package will take its files.
func (c *fileCache) expect(names []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.files == nil {
		c.files = map[string]*parsedFile{}
	}
	for _, name := range names {
		if c.files[name] == nil {
			c.files[name] = new(parsedFile)
		}
		c.files[name].uses++
	}
}

// parse parses a file that is still to be taken.
func (c *fileCache) parse(fset *token.FileSet, name string) {
	c.mu.Lock()
	f := c.files[name]
	c.mu.Unlock()
	if f != nil {
		f.parse(fset, name, c.sums)
	}
}

// take returns a file, parsed.
func (c *fileCache) take(fset *token.FileSet, name string) (*ast.File, error) {
	c.mu.Lock()
	f := c.files[name]
	switch {
	case f == nil:
		f = new(parsedFile)
	case f.uses == 1:
		delete(c.files, name)
	default:
		f.uses--
	}
	c.mu.Unlock()
	f.parse(fset, name, c.sums)
	return f.file, f.err
}

func (f *parsedFile) parse(fset *token.FileSet, name string, sums *sync.Map) {
	f.once.Do(func() {
		src, err := os.ReadFile(name)
		if err != nil {
			f.err = err
			return
		}
		if sums != nil {
			sums.Store(name, sha256.Sum256(src))
		}
		f.file, f.err = parser.ParseFile(fset, name, src, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
	})
}

// startParsing parses what is known to be needed while the go command finds
// the export data. The files of a package are parsed one after the other, so
// that their positions are in the same order in each run.
func (p *Program) startParsing() {
	var pkgs []*packages.Package
	for _, pkg := range p.all { // in the order in which they are checked
		if p.source[pkg] != 0 {
			pkgs = append(pkgs, pkg)
			p.files.expect(pkg.GoFiles)
		}
	}
	go parallel(len(pkgs), func(i int) {
		for _, name := range pkgs[i].GoFiles {
			p.files.parse(p.fset, name)
		}
	})
}

// prepare makes the package that the type checker fills in, so that importers
// and analyses can refer to it.
func (p *Program) prepare(pkg *packages.Package) {
	pkg.Fset = p.fset
	pkg.TypesSizes = p.sizes
	pkg.Types = types.NewPackage(pkg.PkgPath, pkg.Name)
	if pkg.PkgPath == "unsafe" {
		pkg.Types = types.Unsafe
	}
}

// checkPackage fills in the syntax and types of a package.
func (p *Program) checkPackage(pkg *packages.Package, imports map[string]*packages.Package) {
	if pkg.PkgPath == "unsafe" {
		return
	}
	pkg.CompiledGoFiles = pkg.GoFiles

	for _, name := range pkg.GoFiles {
		f, err := p.files.take(p.fset, name)
		if err != nil {
			addError(pkg, err)
		}
		if f != nil {
			pkg.Syntax = append(pkg.Syntax, f)
		}
	}

	conf := p.typesConfig(pkg, imports, pkg.Syntax)
	conf.IgnoreFuncBodies = p.source[pkg] == declarations
	conf.Error = func(err error) { addError(pkg, err) }
	if p.source[pkg] != declarations {
		pkg.TypesInfo = &types.Info{
			Types:        map[ast.Expr]types.TypeAndValue{},
			Defs:         map[*ast.Ident]types.Object{},
			Uses:         map[*ast.Ident]types.Object{},
			Implicits:    map[ast.Node]types.Object{},
			Instances:    map[*ast.Ident]types.Instance{},
			Scopes:       map[ast.Node]*types.Scope{},
			Selections:   map[*ast.SelectorExpr]*types.Selection{},
			FileVersions: map[*ast.File]string{},
		}
	}
	if err := types.NewChecker(conf, p.fset, pkg.Types, pkg.TypesInfo).Files(pkg.Syntax); err != nil && len(pkg.Errors) == 0 {
		addError(pkg, err)
	}
	pkg.IllTyped = len(pkg.Errors) > 0
	if p.source[pkg] == declarations {
		pkg.Syntax = nil
	}
}

// typesConfig returns how the files of a package that has these imports are
// type-checked.
func (p *Program) typesConfig(pkg *packages.Package, imports map[string]*packages.Package, files []*ast.File) *types.Config {
	conf := &types.Config{
		Importer: importer(func(path string) (*types.Package, error) { return p.importFor(imports, path) }),
		// Nothing here depends on what C declares, so its names need no
		// types and cgo need not run.
		FakeImportC: usesCgo(files),
		Sizes:       p.sizes,
	}
	if pkg.Module != nil && pkg.Module.GoVersion != "" {
		conf.GoVersion = "go" + pkg.Module.GoVersion
	}
	return conf
}

func usesCgo(files []*ast.File) bool {
	for _, f := range files {
		for _, imp := range f.Imports {
			if imp.Path.Value == `"C"` {
				return true
			}
		}
	}
	return false
}

// importFor resolves an import of a package that has these.
func (p *Program) importFor(imports map[string]*packages.Package, path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	imp := imports[path]
	if imp == nil {
		return nil, fmt.Errorf("no package for import %q", path)
	}
	if p.source[imp] != 0 {
		return imp.Types, nil
	}
	name := p.exports[imp.PkgPath]
	if name == "" {
		return p.declared.typesOf(imp)
	}

	return p.importExport(imp, name)
}

// importExports reads the export data that is needed, before any package is
// analysed. Reading one package puts what it mentions of others into those, so
// an analysis that follows imports would race with it, and what it finds would
// depend on what happens to have been read.
func (p *Program) importExports() {
	for _, pkg := range p.needed {
		// An error is one of the packages that import it.
		_, _ = p.importExport(pkg, p.exports[pkg.PkgPath])
	}
}

func (p *Program) importExport(imp *packages.Package, name string) (*types.Package, error) {
	p.imports.Lock()
	defer p.imports.Unlock()
	if t := p.imported[imp.PkgPath]; t != nil && t.Complete() {
		return t, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := gcexportdata.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("export data: %w", err)
	}
	t, err := gcexportdata.Read(r, p.fset, p.imported, imp.PkgPath)
	if err != nil {
		return nil, fmt.Errorf("export data: %w", err)
	}
	return t, nil
}

type importer func(path string) (*types.Package, error)

func (f importer) Import(path string) (*types.Package, error) { return f(path) }

// parallel calls f(0), …, f(n-1), as many at a time as there are processors.
func parallel(n int, f func(int)) {
	var (
		wg   sync.WaitGroup
		next = make(chan int)
	)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}
