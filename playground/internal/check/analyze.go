package check

import (
	"go/token"
	"go/types"
	"io/fs"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer"
)

// analysed is what the analyzer said of a package.
type analysed struct {
	diagnostics []analysis.Diagnostic
	result      *analyzer.Result
}

// A factKey names a fact of an object, or of a package where obj is nil.
type factKey struct {
	pkg *types.Package
	obj types.Object
	typ reflect.Type
}

// facts are those of all packages. They share their types, so objects are
// their own names.
type facts map[factKey]analysis.Fact

// get copies a fact to where fact points.
func (fs facts) get(k factKey, fact analysis.Fact) bool {
	v, ok := fs[k]
	if ok {
		reflect.ValueOf(fact).Elem().Set(reflect.ValueOf(v).Elem())
	}
	return ok
}

// visible tells whether importers of an object's package may see facts of it.
// It is what drivers that keep packages apart do, see
// golang.org/x/tools/go/analysis/checker.
func visible(obj types.Object) bool {
	f, ok := obj.(*types.Func)
	return !ok || f.Exported() || f.Signature().Recv() != nil
}

// analyze runs the analyzer on the packages, which are checked, dependencies
// first. It is the driver that x/tools has in its package checker, without
// go/packages, which a browser has no use for.
func (p *program) analyze(a *analysis.Analyzer, whole *analyzer.Program) error {
	whole.Complete, whole.Closed = p.complete(), p.closed()
	if whole.Complete {
		whole.Uses = p.uses
	}
	known := facts{}
	var results []*analyzer.Result
	var diagnostics []*[]analysis.Diagnostic
	for _, pk := range p.packages {
		pk.result = new(analysed)
		res, err := a.Run(p.pass(a, pk, known))
		if err != nil {
			return err
		}
		pk.result.result = res.(*analyzer.Result)
		results = append(results, pk.result.result)
		diagnostics = append(diagnostics, &pk.result.diagnostics)
	}
	whole.Settle(results, diagnostics)
	return nil
}

func (p *program) pass(a *analysis.Analyzer, pk *pkg, known facts) *analysis.Pass {
	return &analysis.Pass{
		Analyzer:   a,
		Fset:       p.fset,
		Files:      pk.files,
		Pkg:        pk.types,
		TypesInfo:  pk.info,
		TypesSizes: types.SizesFor("gc", "amd64"),
		TypeErrors: pk.errs,
		Module:     p.module,
		ResultOf:   map[*analysis.Analyzer]any{},
		ReadFile:   p.read,
		Report:     func(d analysis.Diagnostic) { pk.result.diagnostics = append(pk.result.diagnostics, d) },
		ImportObjectFact: func(obj types.Object, fact analysis.Fact) bool {
			return (obj.Pkg() == pk.types || visible(obj)) && known.get(factKey{obj: obj, typ: reflect.TypeOf(fact)}, fact)
		},
		ImportPackageFact: func(of *types.Package, fact analysis.Fact) bool {
			return known.get(factKey{pkg: of, typ: reflect.TypeOf(fact)}, fact)
		},
		ExportObjectFact: func(obj types.Object, fact analysis.Fact) {
			known[factKey{obj: obj, typ: reflect.TypeOf(fact)}] = fact
		},
		ExportPackageFact: func(fact analysis.Fact) {
			known[factKey{pkg: pk.types, typ: reflect.TypeOf(fact)}] = fact
		},
		AllObjectFacts:  func() []analysis.ObjectFact { return nil },
		AllPackageFacts: func() []analysis.PackageFact { return nil },
	}
}

func (p *program) read(name string) ([]byte, error) {
	text, ok := p.texts[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return text, nil
}

// complete tells whether the text is a whole program, as the command does.
func (p *program) complete() bool {
	commands := false
	for _, pk := range p.packages {
		if pk.broken {
			return false
		}
		commands = commands || pk.name == "main"
	}
	return commands
}

func (p *program) closed() bool {
	pk := p.byPath[p.module.Path]
	return pk != nil && pk.name == "main"
}

// uses tells whether a package of the text, or one that they import, imports
// one.
func (p *program) uses(path string) bool {
	seen := map[*types.Package]bool{}
	var reaches func(*types.Package) bool
	reaches = func(t *types.Package) bool {
		if seen[t] {
			return false
		}
		seen[t] = true
		return t.Path() == path || slices.ContainsFunc(t.Imports(), reaches)
	}
	return slices.ContainsFunc(p.packages, func(pk *pkg) bool {
		return slices.ContainsFunc(pk.types.Imports(), reaches)
	})
}

// span are the ends of a place that may have only one.
func (p *program) span(pos, end token.Pos) (from, to token.Position) {
	if !end.IsValid() {
		end = pos
	}
	return p.fset.Position(pos), p.fset.Position(end)
}
