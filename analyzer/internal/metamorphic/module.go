package metamorphic

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"
)

// A Module holds the packages of a module, imports before importers.
type Module struct {
	Dir      string
	Fset     *token.FileSet
	Packages []*Package
	// GoVersion is the language that a transformation may write, if it is not
	// that of the module.
	GoVersion string

	added map[string]*types.Package // that a transformation imports
	mu    sync.Mutex

	original *Checked
	once     sync.Once
}

// A Package is one that compiles.
type Package struct {
	*packages.Package
	Files []*File
}

// A File is one as it is stored.
type File struct {
	Name string
	Src  []byte
	AST  *ast.File

	tok *token.File
}

func (f *File) offset(pos token.Pos) int { return f.tok.Offset(pos) }

// Load loads and type-checks the packages below a folder. Those that do not
// compile are left out, with all that import them, and named by their errors.
func Load(dir string) (*Module, []error, error) {
	roots, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: dir}, "./...")
	if err != nil {
		return nil, nil, err
	}
	if len(roots) == 0 {
		return nil, nil, fmt.Errorf("no packages in %s", dir)
	}
	m := &Module{Dir: dir, Fset: roots[0].Fset}
	isRoot, kept := map[*packages.Package]bool{}, map[*packages.Package]bool{}
	for _, p := range roots {
		isRoot[p] = true
	}
	var broken []error
	packages.Visit(roots, nil, func(p *packages.Package) { // imports first
		if !isRoot[p] || err != nil {
			return
		}
		whole := len(p.Errors) == 0 && !p.IllTyped && slices.Equal(p.CompiledGoFiles, p.GoFiles)
		for _, imp := range p.Imports {
			whole = whole && (!isRoot[imp] || kept[imp])
		}
		if !whole {
			broken = append(broken, fmt.Errorf("%s is left out: %v", p.PkgPath, p.Errors))
			return
		}
		kept[p] = true
		q := &Package{Package: p}
		for i, f := range p.Syntax {
			src, e := os.ReadFile(p.CompiledGoFiles[i])
			if e != nil {
				err = e
				return
			}
			q.Files = append(q.Files, &File{p.CompiledGoFiles[i], src, f, m.Fset.File(f.FileStart)})
		}
		m.Packages = append(m.Packages, q)
	})
	return m, broken, err
}

// A Variant is the new text of all packages.
type Variant map[*Package][]NewFile

// A NewFile is a file after a transformation.
type NewFile struct {
	Name string
	Text Text
}

// each transforms file by file.
func (m *Module) each(do func(*Package, *File) []edit) Variant {
	v := Variant{}
	for _, p := range m.Packages {
		for _, f := range p.Files {
			v[p] = append(v[p], NewFile{f.Name, rewrite(f, 0, len(f.Src), do(p, f))})
		}
	}
	return v
}

func (m *Module) identity() Variant {
	return m.each(func(*Package, *File) []edit { return nil })
}

// Original is the module without a transformation. It is checked once, and what a
// transformation leaves alone is taken from it.
func (m *Module) Original() *Checked {
	m.once.Do(func() {
		c, errs := m.check(m.identity(), nil)
		if len(errs) > 0 {
			panic("metamorphic: a module that compiles does not compile again")
		}
		m.original = c
	})
	return m.original
}

// A Checked is a module after a transformation, parsed and type-checked.
type Checked struct {
	Packages []*packages.Package // with no imports but those of the module
	Changed  map[string]bool     // packages by path, whose text is another
	Touched  []*packages.Package // those, and what imports them, directly or not
	Sources  map[string][]byte   // by file

	// Regions are parts of the old text of which a finding may stand anywhere.
	Regions []Region

	fset  *token.FileSet
	texts map[string]*Text
}

// A Region is a part of a file.
type Region struct {
	File     string
	From, To int
}

// Stands adds to a place the regions that it is in, by their first place.
func (c *Checked) Stands(ps []Place) []Place {
	for _, r := range c.Regions {
		for _, p := range ps {
			if p.File == r.File && r.From <= p.Offset && p.Offset < r.To {
				return append(ps, Place{r.File, r.From})
			}
		}
	}
	return ps
}

// Origins are the places that a position comes from or stands for.
func (c *Checked) Origins(pos token.Pos) []Place {
	p := c.fset.PositionFor(pos, false)
	return c.origins(p.Filename, p.Offset)
}

func (c *Checked) origins(file string, offset int) []Place {
	t := c.texts[file]
	if t == nil {
		return []Place{{file, offset}}
	}
	at, also := t.origin(offset)
	if also.File != "" {
		return []Place{at, also}
	}
	return []Place{at}
}

// OriginsOfLine are the places of the first byte that is no space in a line of
// a file, of which the folder and the name are known. The file is one that the
// package imports.
func (c *Checked) OriginsOfLine(pkg *packages.Package, file string, line int) []Place {
	var names []string
	packages.Visit([]*packages.Package{pkg}, nil, func(p *packages.Package) {
		for _, name := range p.CompiledGoFiles {
			if strings.HasSuffix(name, "/"+file) {
				names = append(names, name)
			}
		}
	})
	if len(names) == 0 {
		return []Place{{File: file}}
	}
	name := slices.Min(names)
	at := 0
	for text := range strings.Lines(string(c.Sources[name])) {
		if line--; line == 0 {
			return c.origins(name, at+len(text)-len(strings.TrimLeft(text, " \t")))
		}
		at += len(text)
	}
	return []Place{{File: file}}
}

// check parses and type-checks a variant. Packages that it does not touch are those
// of another check, if there is one. The errors are places of the module.
func (m *Module) check(v Variant, base *Checked) (*Checked, []Place) {
	c := &Checked{fset: m.Fset, texts: map[string]*Text{}, Sources: map[string][]byte{}, Changed: map[string]bool{}}
	var errs []Place
	fresh, touched := map[string]*packages.Package{}, map[string]bool{}
	for i, p := range m.Packages {
		c.Changed[p.PkgPath] = changes(p, v[p])
		touched[p.PkgPath] = c.Changed[p.PkgPath] || base == nil || m.GoVersion != ""
		for path := range p.Imports {
			touched[p.PkgPath] = touched[p.PkgPath] || touched[path]
		}
		if !touched[p.PkgPath] {
			q := base.Packages[i]
			fresh[p.PkgPath], c.Packages = q, append(c.Packages, q)
			for _, f := range p.Files {
				c.Sources[f.Name] = f.Src
			}
			continue
		}
		q := *p.Package
		q.Syntax, q.GoFiles, q.CompiledGoFiles, q.Imports = nil, nil, nil, map[string]*packages.Package{}
		q.Fset = m.Fset
		for path := range p.Imports {
			if imp := fresh[path]; imp != nil {
				q.Imports[path] = imp
			}
		}
		for i, nf := range v[p] {
			c.texts[nf.Name] = &v[p][i].Text
			c.Sources[nf.Name] = []byte(nf.Text.String())
			file, err := parser.ParseFile(m.Fset, nf.Name, c.Sources[nf.Name], parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return nil, []Place{c.syntaxError(nf.Name, err)}
			}
			q.Syntax = append(q.Syntax, file)
			q.CompiledGoFiles = append(q.CompiledGoFiles, nf.Name)
		}
		q.GoFiles = q.CompiledGoFiles
		q.TypesInfo = &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}, Defs: map[*ast.Ident]types.Object{},
			Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
			Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
		}
		conf := types.Config{
			Importer: importer(func(path string) (*types.Package, error) {
				if imp := fresh[path]; imp != nil {
					return imp.Types, nil
				}
				if imp := p.Imports[path]; imp != nil && imp.Types != nil {
					return imp.Types, nil
				}
				return m.another(path)
			}),
			Sizes: p.TypesSizes,
			Error: func(err error) {
				if e := (types.Error{}); errors.As(err, &e) {
					errs = append(errs, c.Origins(e.Pos)[0])
				}
			},
		}
		if p.Module != nil && p.Module.GoVersion != "" {
			conf.GoVersion = "go" + p.Module.GoVersion
		}
		if m.GoVersion != "" {
			conf.GoVersion = m.GoVersion
		}
		q.Types, _ = conf.Check(p.PkgPath, m.Fset, q.Syntax, q.TypesInfo) // errors are reported
		q.Name = q.Types.Name()
		if len(errs) > 0 {
			return nil, errs
		}
		fresh[p.PkgPath] = &q
		c.Packages, c.Touched = append(c.Packages, &q), append(c.Touched, &q)
	}
	return c, nil
}

// changes tells whether the files of a package are others.
func changes(p *Package, files []NewFile) bool {
	if len(files) != len(p.Files) {
		return true
	}
	for i, nf := range files {
		if nf.Name != p.Files[i].Name || nf.Text.changed(p.Files[i]) {
			return true
		}
	}
	return false
}

// another is a package that a transformation imports anew: one that others
// import already, so that its types are theirs, or else one of its own.
func (m *Module) another(path string) (*types.Package, error) {
	for _, p := range m.Packages {
		if imp := p.Imports[path]; imp != nil && imp.Types != nil {
			return imp.Types, nil
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if pkg := m.added[path]; pkg != nil {
		return pkg, nil
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadTypes, Dir: m.Dir, Fset: m.Fset}, path)
	if err != nil {
		return nil, err
	}
	if len(pkgs) != 1 || len(pkgs[0].Errors) > 0 {
		return nil, fmt.Errorf("can't import %s", path)
	}
	if m.added == nil {
		m.added = map[string]*types.Package{}
	}
	m.added[path] = pkgs[0].Types
	return pkgs[0].Types, nil
}

type importer func(string) (*types.Package, error)

func (i importer) Import(path string) (*types.Package, error) { return i(path) }

func (c *Checked) syntaxError(file string, err error) Place {
	if list := (scanner.ErrorList{}); errors.As(err, &list) && len(list) > 0 {
		return c.origins(file, list[0].Pos.Offset)[0]
	}
	return Place{File: file}
}
