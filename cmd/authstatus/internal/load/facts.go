package load

import (
	"go/types"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/types/objectpath"
)

// Analyze type-checks the packages and runs the analyzer on them. Only the
// roots' findings are reported.
//
// The dependencies go first, each against export data alone, and are dropped
// before the rest is checked. The packages that use them see their export
// data: other objects, of the same names. So the facts are carried over by
// object path, the way go vet does it between processes.
func (p *Program) Analyze(a *analysis.Analyzer, opts *checker.Options) (*checker.Graph, error) {
	a = p.counting(a)
	p.startDeclaring()
	p.importExports()
	if err := p.analyzeDependencies(a, opts); err != nil {
		return nil, err
	}
	var roots []*packages.Package
	for _, pkg := range p.Roots {
		if p.analysed(pkg) != nil {
			roots = append(roots, pkg)
		}
	}
	byTypes := map[*types.Package]*packages.Package{}
	for pkg := range p.source {
		p.prepare(pkg)
		byTypes[pkg.Types] = pkg
	}
	work := newTurns(runtime.GOMAXPROCS(0))
	checking := p.checking(byTypes, work)
	p.cut()
	graph, err := checker.Analyze([]*analysis.Analyzer{p.lean(p.facts.lend(a), checking, byTypes, work)}, roots, opts)
	if err == nil {
		p.keepDependencies()
	}
	return graph, err
}

// counting returns an analyzer like a that tells [Config.Note] when it is done
// with a package.
func (p *Program) counting(a *analysis.Analyzer) *analysis.Analyzer {
	total := int64(len(p.Dependencies))
	for pkg := range p.source {
		if p.analysed(pkg) != nil {
			total++
		}
	}
	var done atomic.Int64
	p.cfg.Note("analysing", 0, int(total))
	counting := *a
	counting.Run = func(pass *analysis.Pass) (any, error) {
		defer func() { p.cfg.Note("analysing", int(done.Add(1)), int(total)) }()
		return a.Run(pass)
	}
	return &counting
}

// typesFact is there to be declared: a package is then type-checked after those
// that it imports.
type typesFact struct{}

func (*typesFact) AFact() {}

// checking returns an analyzer that type-checks packages. What requires it
// finds them checked, because the driver reads the syntax and the types of a
// package only before it runs an analyzer on it.
func (p *Program) checking(byTypes map[*types.Package]*packages.Package, work *turns) *analysis.Analyzer {
	others := map[*packages.Package]*sync.Once{} // not analysed
	for pkg := range p.source {
		if p.analysed(pkg) == nil {
			others[pkg] = new(sync.Once)
		}
	}
	var check func(*packages.Package)
	check = func(pkg *packages.Package) {
		for _, imp := range p.importsOf[pkg] {
			if once := others[imp]; once != nil {
				once.Do(func() { check(imp) })
			}
		}
		p.declared.need(maps.Values(p.importsOf[pkg]))
		work.begin(false)
		defer work.end()
		p.checkPackage(pkg, p.importsOf[pkg])
	}
	return &analysis.Analyzer{
		Name:             "typecheck",
		Doc:              "type-check the package",
		FactTypes:        []analysis.Fact{new(typesFact)},
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			check(byTypes[pass.Pkg])
			return nil, nil
		},
	}
}

// lean returns an analyzer like a that waits until its package is checked, and
// lets go of the syntax when it is done, unless that is to be kept. It has
// precedence over checking more packages, so that few are in memory at a time.
func (p *Program) lean(a, checking *analysis.Analyzer, byTypes map[*types.Package]*packages.Package, work *turns) *analysis.Analyzer {
	lean := *a
	lean.Requires = append(slices.Clip(a.Requires), checking)
	lean.Run = func(pass *analysis.Pass) (any, error) {
		work.begin(true)
		defer work.end()
		defer func() {
			if p.cfg.Syntax {
				return
			}
			pass.Files, pass.TypesInfo, pass.ResultOf = nil, nil, nil
			pkg := byTypes[pass.Pkg]
			pkg.Syntax, pkg.TypesInfo = nil, nil
		}()
		res, err := a.Run(pass)
		p.results.Store(byTypes[pass.Pkg], res)
		return res, err
	}
	return &lean
}

// Result is what the analyzer returned of a package of a main module, nil where it
// did not run. The driver shows those of the roots alone.
func (p *Program) Result(pkg *packages.Package) any {
	res, _ := p.results.Load(pkg)
	return res
}

// turns lets as many work at a time as there are processors. Work that is
// urgent goes first.
type turns struct {
	mu     sync.Mutex
	wake   *sync.Cond
	free   int
	urgent int // how many wait
}

func newTurns(n int) *turns {
	t := &turns{free: n}
	t.wake = sync.NewCond(&t.mu)
	return t
}

func (t *turns) begin(urgent bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if urgent {
		t.urgent++
		defer func() { t.urgent-- }()
	}
	for t.free == 0 || !urgent && t.urgent > 0 {
		t.wake.Wait()
	}
	t.free--
}

func (t *turns) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.free++
	t.wake.Broadcast()
}

func (p *Program) analyzeDependencies(a *analysis.Analyzer, opts *checker.Options) error {
	if len(p.Dependencies) == 0 {
		return nil
	}
	var usable []*packages.Package
	copies := map[*packages.Package]*packages.Package{}
	for _, pkg := range p.Dependencies {
		dup := *pkg
		copies[pkg] = &dup
	}
	parallel(len(p.Dependencies), func(i int) {
		dup := copies[p.Dependencies[i]]
		p.prepare(dup)
		p.checkPackage(dup, dup.Imports)
	})
	for _, pkg := range p.Dependencies {
		// It compiles, so if we can't read it the loss is its facts only.
		if dup := copies[pkg]; len(dup.Errors) == 0 && len(dup.Syntax) > 0 {
			usable = append(usable, dup)
			p.facts.from[dup.PkgPath] = true
		}
	}
	reach := p.reach(func(pkg *packages.Package) *packages.Package {
		if dup := copies[pkg]; dup != nil && p.facts.from[dup.PkgPath] {
			return dup
		}
		return nil
	})
	for pkg, dup := range copies {
		dup.Imports = reach[pkg]
	}
	_, err := checker.Analyze([]*analysis.Analyzer{p.facts.keep(p.facts.lend(a))}, usable, opts)
	return err
}

// analysed returns a package if it is to be analysed, or nil.
func (p *Program) analysed(pkg *packages.Package) *packages.Package {
	if p.source[pkg] == bodies && hasFiles(pkg) && pkg.PkgPath != "unsafe" {
		return pkg
	}
	return nil
}

// cut replaces the imports of each package under analysis by the packages
// under analysis that it reaches.
func (p *Program) cut() {
	reach := p.reach(p.analysed)
	for pkg := range p.source {
		pkg.Imports = reach[pkg]
	}
}

// reach returns, for each package, the packages under analysis that it
// imports, directly or through packages that are not. The checker then
// analyses those first, and no others at all.
func (p *Program) reach(analysed func(*packages.Package) *packages.Package) map[*packages.Package]map[string]*packages.Package {
	reached := map[*packages.Package]map[string]*packages.Package{}
	for _, pkg := range p.all { // dependencies first
		next := map[string]*packages.Package{}
		for _, imp := range pkg.Imports {
			if to := analysed(imp); to != nil {
				next[to.ID] = to
			} else {
				maps.Copy(next, reached[imp])
			}
		}
		reached[pkg] = next
	}
	return reached
}

// A factStore holds the facts of dependencies.
type factStore struct {
	from  map[string]bool // the paths of the dependencies
	mu    sync.RWMutex
	facts map[factKey]analysis.Fact
}

// A factKey names an object, or a package where the path is empty.
type factKey struct {
	pkg  string
	path objectpath.Path
	typ  reflect.Type
}

func newFactStore() *factStore {
	return &factStore{from: map[string]bool{}, facts: map[factKey]analysis.Fact{}}
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

// keep returns an analyzer like a that also stores the facts it exports.
func (s *factStore) keep(a *analysis.Analyzer) *analysis.Analyzer {
	kept := *a
	kept.Run = func(pass *analysis.Pass) (any, error) {
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
		return a.Run(pass)
	}
	return &kept
}

// lend returns an analyzer like a that also imports the stored facts.
func (s *factStore) lend(a *analysis.Analyzer) *analysis.Analyzer {
	if len(s.from) == 0 {
		return a
	}
	lent := *a
	lent.Run = func(pass *analysis.Pass) (any, error) {
		var encoder objectpath.Encoder
		importObject, importPackage := pass.ImportObjectFact, pass.ImportPackageFact
		pass.ImportObjectFact = func(obj types.Object, fact analysis.Fact) bool {
			if importObject(obj, fact) {
				return true
			}
			pkg := obj.Pkg()
			if pkg == nil || pkg == pass.Pkg || !s.from[pkg.Path()] {
				return false
			}
			path, err := encoder.For(obj)
			return err == nil && s.get(pkg.Path(), path, fact)
		}
		pass.ImportPackageFact = func(pkg *types.Package, fact analysis.Fact) bool {
			return importPackage(pkg, fact) || pkg != pass.Pkg && s.from[pkg.Path()] && s.get(pkg.Path(), "", fact)
		}
		return a.Run(pass)
	}
	return &lent
}
