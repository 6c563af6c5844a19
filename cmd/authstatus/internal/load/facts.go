package load

import (
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/types/objectpath"
)

// Analyze runs the analyzer on the program's packages. Only the roots'
// findings are reported.
//
// A dependency is analysed from source, but the packages that use it see its
// export data: other objects, of the same names. The facts are carried over
// by object path, the way go vet does it between processes.
func (p *Program) Analyze(a *analysis.Analyzer, opts *checker.Options) (*checker.Graph, error) {
	facts := &factStore{facts: map[factKey]analysis.Fact{}}
	bridged := *a
	bridged.Run = func(pass *analysis.Pass) (any, error) {
		if len(p.Dependencies) > 0 {
			facts.offer(pass, p.Dependencies)
		}
		if dep := p.Dependencies[pass.Pkg.Path()]; dep != nil && dep.Types == pass.Pkg {
			facts.record(pass)
		}
		return a.Run(pass)
	}
	return checker.Analyze([]*analysis.Analyzer{&bridged}, p.Roots, opts)
}

// A factStore holds the facts of dependencies.
type factStore struct {
	mu    sync.RWMutex
	facts map[factKey]analysis.Fact
}

// A factKey names an object, or a package where the path is empty.
type factKey struct {
	pkg  string
	path objectpath.Path
	typ  reflect.Type
}

func (s *factStore) put(pkg string, path objectpath.Path, fact analysis.Fact) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.facts[factKey{pkg, path, reflect.TypeOf(fact)}] = fact
}

// get copies a fact to where fact points.
func (s *factStore) get(pkg string, path objectpath.Path, fact analysis.Fact) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	v, ok := s.facts[factKey{pkg, path, reflect.TypeOf(fact)}]
	if ok {
		reflect.ValueOf(fact).Elem().Set(reflect.ValueOf(v).Elem())
	}
	return ok
}

// record keeps the facts that pass exports.
func (s *factStore) record(pass *analysis.Pass) {
	var encoder objectpath.Encoder
	exportObject, exportPackage := pass.ExportObjectFact, pass.ExportPackageFact
	pass.ExportObjectFact = func(obj types.Object, fact analysis.Fact) {
		exportObject(obj, fact)
		// An object without a path is out of reach for other packages.
		if path, err := encoder.For(obj); err == nil {
			s.put(pass.Pkg.Path(), path, fact)
		}
	}
	pass.ExportPackageFact = func(fact analysis.Fact) {
		exportPackage(fact)
		s.put(pass.Pkg.Path(), "", fact)
	}
}

// offer lets pass import the facts of dependencies.
func (s *factStore) offer(pass *analysis.Pass, deps map[string]*packages.Package) {
	var encoder objectpath.Encoder
	importObject, importPackage := pass.ImportObjectFact, pass.ImportPackageFact
	pass.ImportObjectFact = func(obj types.Object, fact analysis.Fact) bool {
		if importObject(obj, fact) {
			return true
		}
		pkg := obj.Pkg()
		if pkg == nil || pkg == pass.Pkg || deps[pkg.Path()] == nil {
			return false
		}
		path, err := encoder.For(obj)
		return err == nil && s.get(pkg.Path(), path, fact)
	}
	pass.ImportPackageFact = func(pkg *types.Package, fact analysis.Fact) bool {
		if importPackage(pkg, fact) {
			return true
		}
		return pkg != pass.Pkg && deps[pkg.Path()] != nil && s.get(pkg.Path(), "", fact)
	}
}
