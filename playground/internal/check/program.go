package check

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/playground/internal/bundle"
)

// defaultModule is the module of a text without a go.mod.
const defaultModule = "example.com/api"

// A pkg is a package of the text.
type pkg struct {
	path, name string
	files      []*ast.File
	types      *types.Package
	info       *types.Info
	errs       []types.Error
	broken     bool // some of its files do not parse, or its types are wrong
	imports    []string
	checking   bool
	result     *analysed
}

// A program is what a text says.
type program struct {
	fset     *token.FileSet
	module   *analysis.Module
	packages []*pkg // dependencies first, once they are checked
	byPath   map[string]*pkg
	store    *bundle.Store
	texts    map[string][]byte // by name of file
	problems []problem
}

// A problem is something that keeps a part of the text from being analysed.
type problem struct {
	pos  token.Position
	kind string // syntax, type, import or note
	text string
}

// parse reads the files of a text. With tests it takes _test.go files too.
func parse(files []file, tests bool, store *bundle.Store) *program {
	p := &program{fset: token.NewFileSet(), module: &analysis.Module{Path: defaultModule}, byPath: map[string]*pkg{}, store: store, texts: map[string][]byte{}}
	for i := range files {
		f := &files[i]
		if strings.HasSuffix(f.name, ".go") {
			if imports, ok := bare(f, store); ok {
				text := "no package clause: read as a file of package api"
				if len(imports) > 0 {
					text += " that imports " + strings.Join(imports, ", ")
				}
				p.problems = append(p.problems, problem{token.Position{Filename: f.name, Offset: f.head, Line: 1}, "note", text})
			}
		}
		p.texts[f.name] = f.data
		if f.name == "go.mod" {
			p.readModule(string(f.data))
		}
	}
	for _, f := range files {
		if strings.HasSuffix(f.name, ".go") && (tests || !strings.HasSuffix(f.name, "_test.go")) {
			p.parseFile(f)
		}
	}
	for _, pk := range p.packages {
		seen := map[string]bool{}
		for _, f := range pk.files {
			for _, imp := range f.Imports {
				if path, err := strconv.Unquote(imp.Path.Value); err == nil && !seen[path] {
					seen[path] = true
					pk.imports = append(pk.imports, path)
				}
			}
		}
	}
	return p
}

// readModule reads the path of a module and its Go version. There is no more in
// a go.mod that the page needs.
func (p *program) readModule(text string) {
	for line := range strings.Lines(text) {
		switch words := strings.Fields(line); {
		case len(words) < 2:
		case words[0] == "module":
			p.module.Path = strings.Trim(words[1], `"`)
		case words[0] == "go":
			p.module.GoVersion = words[1]
		}
	}
}

func (p *program) parseFile(f file) {
	syntax, err := parser.ParseFile(p.fset, f.name, f.data, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
	if list := (scanner.ErrorList)(nil); errors.As(err, &list) {
		for _, e := range list {
			p.problems = append(p.problems, problem{e.Pos, "syntax", e.Msg})
		}
	}
	if syntax == nil || syntax.Name == nil || syntax.Name.Name == "" || syntax.Name.Name == "_" {
		return
	}
	at := path.Join(p.module.Path, path.Dir(f.name))
	if strings.HasSuffix(f.name, "_test.go") && strings.HasSuffix(syntax.Name.Name, "_test") {
		at += "_test"
	}
	pk := p.byPath[at]
	if pk == nil {
		pk = &pkg{path: at, name: syntax.Name.Name}
		p.byPath[at] = pk
		p.packages = append(p.packages, pk)
	}
	if pk.name != syntax.Name.Name {
		p.problems = append(p.problems, problem{p.fset.Position(syntax.Name.Pos()), "syntax", fmt.Sprintf("package %s stands in the directory of package %s", syntax.Name.Name, pk.name)})
		return
	}
	pk.broken = pk.broken || err != nil
	pk.files = append(pk.files, syntax)
}

// outside lists the imports that are not packages of the text.
func (p *program) outside() []string {
	var out []string
	for _, pk := range p.packages {
		for _, path := range pk.imports {
			if p.byPath[path] == nil && !slices.Contains(out, path) {
				out = append(out, path)
			}
		}
	}
	return out
}

// check type-checks the packages, and puts dependencies first.
func (p *program) check() {
	var order []*pkg
	for _, pk := range p.packages {
		if pk.types == nil {
			p.checkPackage(pk, &order)
		}
	}
	p.packages = order
}

func (p *program) checkPackage(pk *pkg, order *[]*pkg) {
	pk.checking = true
	defer func() { pk.checking = false }()
	why := map[string]string{} // imports that failed
	importer := importerFunc(func(path string) (*types.Package, error) {
		t, err := p.imported(path, order)
		if err != nil {
			why[path] = err.Error()
		}
		return t, err
	})
	conf := &types.Config{
		Importer: importer,
		Sizes:    types.SizesFor("gc", "amd64"),
		Error: func(err error) {
			if e, ok := errors.AsType[types.Error](err); ok {
				pk.errs = append(pk.errs, e)
			}
		},
	}
	if v := p.module.GoVersion; v != "" {
		conf.GoVersion = "go" + v
	}
	pk.info = &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Instances:    map[*ast.Ident]types.Instance{},
		Scopes:       map[ast.Node]*types.Scope{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		FileVersions: map[*ast.File]string{},
	}
	pk.types = types.NewPackage(pk.path, pk.name)
	_ = types.NewChecker(conf, p.fset, pk.types, pk.info).Files(pk.files) // Error has them all
	pk.broken = pk.broken || len(pk.errs) > 0
	for _, e := range pk.errs {
		p.problems = append(p.problems, typeProblem(e, why))
	}
	*order = append(*order, pk)
}

// typeProblem words an error of the type checker. What it says of an import is
// only that it failed.
func typeProblem(e types.Error, why map[string]string) problem {
	pr := problem{e.Fset.Position(e.Pos), "type", e.Msg}
	if rest, ok := strings.CutPrefix(e.Msg, "could not import "); ok {
		path, _, _ := strings.Cut(rest, " ")
		if text := why[path]; text != "" {
			pr.kind, pr.text = "import", text
		}
	}
	return pr
}

func (p *program) imported(path string, order *[]*pkg) (*types.Package, error) {
	pk := p.byPath[path]
	switch {
	case pk == nil && (path == p.module.Path || strings.HasPrefix(path, p.module.Path+"/")):
		return nil, fmt.Errorf("the text has no package %s", path)
	case pk == nil:
		return p.store.Import(path)
	case pk.checking:
		return nil, fmt.Errorf("import cycle through %s", path)
	case pk.types == nil:
		p.checkPackage(pk, order)
	}
	return pk.types, nil
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
