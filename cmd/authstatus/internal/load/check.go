package load

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"runtime"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// importMutex guards the packages made from export data: reading one adds to
// others.
type importMutex struct{ sync.Mutex }

// A fileCache parses each file once; a package and its test variant share it.
type fileCache struct{ m sync.Map }

type parsedFile struct {
	once sync.Once
	file *ast.File
	err  error
}

func (c *fileCache) parse(fset *token.FileSet, name string) (*ast.File, error) {
	v, _ := c.m.LoadOrStore(name, new(parsedFile))
	f := v.(*parsedFile)
	f.once.Do(func() {
		src, err := os.ReadFile(name)
		if err != nil {
			f.err = err
			return
		}
		f.file, f.err = parser.ParseFile(fset, name, src, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
	})
	return f.file, f.err
}

// startParsing parses what is known to be needed while the go command finds
// the export data.
func (l *loader) startParsing() <-chan struct{} {
	var names []string
	for p := range l.source {
		names = append(names, p.GoFiles...)
	}
	for p := range l.deps {
		names = append(names, p.GoFiles...)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		parallel(len(names), func(i int) { _, _ = l.files.parse(l.fset, names[i]) })
	}()
	return done
}

// check type-checks the source packages, each after those it imports.
func (l *loader) check() {
	ready := map[*packages.Package]chan struct{}{}
	for _, p := range l.all {
		if l.source[p] != 0 || l.deps[p] {
			ready[p] = make(chan struct{})
		}
	}
	processors := make(chan struct{}, runtime.GOMAXPROCS(0))
	for p, done := range ready {
		go func() {
			defer close(done)
			if !l.deps[p] { // dependencies import export data only
				for _, imp := range p.Imports {
					if l.source[imp] != 0 {
						<-ready[imp]
					}
				}
			}
			processors <- struct{}{}
			defer func() { <-processors }()
			l.checkPackage(p)
		}()
	}
	for _, done := range ready {
		<-done
	}
}

// checkPackage fills in the syntax and types of p.
func (l *loader) checkPackage(p *packages.Package) {
	p.Fset = l.fset
	p.TypesSizes = l.sizes
	p.Types = types.NewPackage(p.PkgPath, p.Name)
	if p.PkgPath == "unsafe" {
		p.Types = types.Unsafe
		return
	}
	p.CompiledGoFiles = p.GoFiles

	usesCgo := false
	for _, name := range p.GoFiles {
		f, err := l.files.parse(l.fset, name)
		if err != nil {
			addError(p, err)
		}
		if f == nil {
			continue
		}
		p.Syntax = append(p.Syntax, f)
		for _, imp := range f.Imports {
			usesCgo = usesCgo || imp.Path.Value == `"C"`
		}
	}

	conf := &types.Config{
		Importer:         importer(func(path string) (*types.Package, error) { return l.importFor(p, path) }),
		IgnoreFuncBodies: l.source[p] == declarations,
		// Nothing here depends on what C declares, so its names need no
		// types and cgo need not run.
		FakeImportC: usesCgo,
		Error:       func(err error) { addError(p, err) },
		Sizes:       l.sizes,
	}
	if p.Module != nil && p.Module.GoVersion != "" {
		conf.GoVersion = "go" + p.Module.GoVersion
	}
	if l.source[p] != declarations {
		p.TypesInfo = &types.Info{
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
	if err := types.NewChecker(conf, l.fset, p.Types, p.TypesInfo).Files(p.Syntax); err != nil && len(p.Errors) == 0 {
		addError(p, err)
	}
	p.IllTyped = len(p.Errors) > 0
	if l.source[p] == declarations {
		p.Syntax = nil
	}
}

// importFor resolves an import of p.
func (l *loader) importFor(p *packages.Package, path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	imp := p.Imports[path]
	if imp == nil {
		return nil, fmt.Errorf("no package for import %q", path)
	}
	if l.source[imp] != 0 {
		return imp.Types, nil
	}

	l.imports.Lock()
	defer l.imports.Unlock()
	if t := l.imported[imp.PkgPath]; t != nil && t.Complete() {
		return t, nil
	}
	name := l.exports[imp.PkgPath]
	if name == "" {
		return nil, errors.New("it could not be loaded")
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
	t, err := gcexportdata.Read(r, l.fset, l.imported, imp.PkgPath)
	if err != nil {
		return nil, fmt.Errorf("export data: %w", err)
	}
	return t, nil
}

type importer func(path string) (*types.Package, error)

func (f importer) Import(path string) (*types.Package, error) { return f(path) }

// addError adds an error of the parser or the type checker to p.
func addError(p *packages.Package, err error) {
	var (
		list scanner.ErrorList
		typ  types.Error
		file *os.PathError
	)
	switch {
	case errors.As(err, &list):
		for _, e := range list {
			p.Errors = append(p.Errors, packages.Error{Pos: e.Pos.String(), Msg: e.Msg, Kind: packages.ParseError})
		}
	case errors.As(err, &typ):
		p.TypeErrors = append(p.TypeErrors, typ)
		p.Errors = append(p.Errors, packages.Error{Pos: typ.Fset.Position(typ.Pos).String(), Msg: typ.Msg, Kind: packages.TypeError})
	case errors.As(err, &file):
		p.Errors = append(p.Errors, packages.Error{Pos: file.Path + ":1", Msg: file.Err.Error(), Kind: packages.ParseError})
	default:
		p.Errors = append(p.Errors, packages.Error{Pos: "-", Msg: err.Error(), Kind: packages.UnknownError})
	}
}

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
