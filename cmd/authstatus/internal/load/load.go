// Package load loads Go packages for an analyzer with facts, and no more of
// them than it needs.
//
// The usual driver type-checks every dependency of such an analyzer from
// source, the standard library included. Here only these come from source:
// the packages asked for, the packages of the main modules that they import,
// and the few outside packages that may write a response ([Config.Dependencies]).
// Of everything else only declarations are needed. They are read from the
// compiler's export data where the build cache has it, and from source where
// it does not: nothing is compiled.
package load

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/authstatus/authstatus/cmd/authstatus/internal/cache"
)

// ErrNoPackages is returned when the patterns match nothing.
var ErrNoPackages = errors.New("matched no packages")

// ErrNoModule is returned when there is no go.mod to load packages from.
var ErrNoModule = errors.New("no go.mod in this directory or above it")

// Config says what to load.
type Config struct {
	// Tests adds the test variants of the packages.
	Tests bool
	// BuildFlags are handed to the go command, such as -tags=integration.
	BuildFlags []string
	// Dependencies tells which packages outside the main modules and std are
	// loaded from source too, because their analysis may export facts; nil
	// stands for none.
	Dependencies func(*packages.Package) bool
	// Refuse is a command that answers go list in place of the compiler, as
	// [Refuse] does. Without it no export data is used.
	Refuse []string
	// Note is told what is going on, and how many packages of how many are
	// done where that is known; nil stands for nobody.
	Note func(phase string, done, total int)
	// Syntax keeps the syntax and the types of packages that were analysed.
	Syntax bool
	// Sums keeps what [Program.Unchanged] needs.
	Sums bool
	// Cache is where things are kept for the next run; nil stands for nowhere.
	Cache *cache.Cache
	// Analysis returns a name of the analyzer in this version and with these
	// settings, so that the facts of the dependencies can be kept, or "" if
	// they can't; nil stands for "".
	Analysis func() string
	// FactTypes are those of the analyzer, if there is an Analysis.
	FactTypes []analysis.Fact
}

// A Program is a set of packages to analyse.
type Program struct {
	// Roots are the packages asked for, without the generated mains of tests.
	Roots []*packages.Package
	// Dependencies are the packages of [Config.Dependencies], if their facts
	// are not kept since an earlier run.
	Dependencies []*packages.Package

	cfg       Config
	fset      *token.FileSet
	sizes     types.Sizes
	goVersion string
	goroot    string
	env       goEnv
	all       []*packages.Package                                // the import closure, dependencies first
	importsOf map[*packages.Package]map[string]*packages.Package // before they are cut
	source    map[*packages.Package]depth
	files     fileCache
	exports   map[string]string // package path to file
	declared  *declarer
	facts     *factStore          // of the dependencies
	factsAt   *cache.Key          // where they are kept
	known     []*packages.Package // the dependencies whose facts were kept

	results sync.Map // of the analyzer, by package

	needed   []*packages.Package       // that have export data, in the order in which it is read
	imports  sync.Mutex                // guards imported: reading one package adds to others
	imported map[string]*types.Package // from export data, by path
}

// depth is how much of a package is loaded from source.
type depth int

const (
	declarations depth = iota + 1 // types only
	bodies                        // for analysis
)

// Load finds what the patterns need. It returns an error only where nothing
// can be loaded; errors in packages are in [Program.Errors].
func Load(cfg Config, patterns ...string) (*Program, error) {
	if cfg.Note == nil {
		cfg.Note = func(string, int, int) {}
	}
	cfg.Note("listing packages", 0, 0)
	env := startGoEnv()
	listed, err := packages.Load(&packages.Config{
		// Asking for neither compiled files nor export data keeps the go
		// command from compiling the packages that come from source anyway.
		Mode:       packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule,
		Tests:      cfg.Tests,
		BuildFlags: cfg.BuildFlags,
	}, patterns...)
	goenv := <-env
	if err == nil && len(listed) == 0 {
		err = fmt.Errorf("%s: %w", strings.Join(patterns, " "), ErrNoPackages)
	}
	if goenv.noModule && (err != nil || !slices.ContainsFunc(listed, hasFiles)) {
		err = ErrNoModule
	}
	if err != nil {
		return nil, err
	}

	p := &Program{
		Roots:     slices.DeleteFunc(slices.Clone(listed), isTestMain),
		cfg:       cfg,
		fset:      token.NewFileSet(),
		sizes:     types.SizesFor("gc", goenv.arch),
		goVersion: goenv.version,
		goroot:    goenv.goroot,
		env:       goenv,
		all:       slices.Collect(packages.Postorder(listed)),
		source:    map[*packages.Package]depth{},
		exports:   map[string]string{},
		importsOf: map[*packages.Package]map[string]*packages.Package{},
		imported:  map[string]*types.Package{},
	}
	if cfg.Sums {
		p.files.sums = new(sync.Map)
	}
	for _, pkg := range p.all {
		p.importsOf[pkg] = pkg.Imports
	}
	p.declared = newDeclarer(p)
	p.choose()
	if err := p.tooOld(goenv.version); err != nil {
		return nil, err
	}
	p.startParsing()
	if err := p.listExports(); err != nil {
		return nil, err
	}
	return p, nil
}

// Uses tells whether a package of another module imports one: what only its own
// module imports is there because of something else.
func (p *Program) Uses(path string) bool {
	return slices.ContainsFunc(p.all, func(pkg *packages.Package) bool {
		imp := p.importsOf[pkg][path]
		return imp != nil && (imp.Module == nil || pkg.Module == nil || imp.Module.Path != pkg.Module.Path)
	})
}

// Has tells whether a package is one of the program's, or of those that they
// import, directly or not.
func (p *Program) Has(path string) bool {
	return slices.ContainsFunc(p.all, func(pkg *packages.Package) bool { return pkg.PkgPath == path })
}

// otherDriver tells whether packages.Load asks another program than the go
// command, such as Bazel's. It knows by itself what is built.
func otherDriver() bool {
	switch os.Getenv("GOPACKAGESDRIVER") {
	case "off":
		return false
	case "":
		_, err := exec.LookPath("gopackagesdriver")
		return err == nil
	}
	return true
}

// Cached counts the packages that have export data in the build cache.
func (p *Program) Cached() int { return len(p.exports) }

// choose decides what is loaded from source.
func (p *Program) choose() {
	for _, root := range p.Roots {
		p.source[root] = bodies
	}
	for _, pkg := range p.all {
		if pkg.Module != nil && pkg.Module.Main && !isTestMain(pkg) {
			p.source[pkg] = bodies
		}
	}
	p.spread()
	if p.cfg.Dependencies != nil {
		p.chooseDependencies()
	}
	p.factsAt = p.factsKey()
	if p.facts = p.keptDependencies(p.factsAt); p.facts != nil {
		p.Dependencies, p.known = nil, p.Dependencies
	} else {
		p.facts = newFactStore()
	}
}

// spread keeps types identical: export data that speaks of a package loaded
// from source would bring a second copy of its types, so all that import such
// a package come from source too. It happens where an outside package imports
// a main module.
func (p *Program) spread() {
	for _, pkg := range p.all {
		if p.source[pkg] != 0 || isTestMain(pkg) {
			continue
		}
		for _, imp := range pkg.Imports {
			if p.source[imp] != 0 {
				p.source[pkg] = declarations
				break
			}
		}
	}
}

// listExports finds the export data of the packages that do not come from
// source. The go command is not let compile any: what the build cache lacks is
// declared from source (see [declarer]).
func (p *Program) listExports() error {
	if len(p.cfg.Refuse) == 0 {
		return nil
	}
	need := map[string]*packages.Package{}
	add := func(pkg *packages.Package) {
		for _, imp := range pkg.Imports {
			if p.source[imp] == 0 && imp.PkgPath != "unsafe" && hasFiles(imp) {
				need[imp.PkgPath] = imp
			}
		}
	}
	for pkg := range p.source {
		add(pkg)
	}
	for _, pkg := range slices.Concat(p.Dependencies, p.known) { // the same, so that it is kept under the same key
		add(pkg)
	}
	if len(need) == 0 {
		return nil
	}
	paths := slices.Sorted(maps.Keys(need))
	at := p.exportsKey(paths, need)
	if p.keptExports(at) {
		p.chooseExports()
		return nil
	}
	flags := slices.Clip(p.cfg.BuildFlags)
	if !otherDriver() {
		flags = append(flags, "-toolexec="+quoted(p.cfg.Refuse))
	}
	listed, err := packages.Load(&packages.Config{
		Mode:       packages.NeedName | packages.NeedExportFile | packages.NeedImports | packages.NeedDeps,
		BuildFlags: flags,
	}, paths...)
	if err != nil {
		return err
	}
	for pkg := range packages.Postorder(listed) {
		if pkg.ExportFile != "" {
			p.exports[pkg.PkgPath] = pkg.ExportFile
		}
	}
	p.keepExports(at, listed)
	p.chooseExports()
	return nil
}

// chooseExports lists the packages of which export data is read: what is
// imported by those that come from source, and by what has none.
func (p *Program) chooseExports() {
	wanted := map[*packages.Package]bool{}
	for _, pkg := range slices.Backward(p.all) { // importers first
		if p.exports[pkg.PkgPath] == "" && (wanted[pkg] || p.source[pkg] != 0) || slices.Contains(p.Dependencies, pkg) {
			for _, imp := range p.importsOf[pkg] {
				wanted[imp] = true
			}
		}
	}
	for _, pkg := range p.all {
		if wanted[pkg] && p.source[pkg] == 0 && p.exports[pkg.PkgPath] != "" {
			p.needed = append(p.needed, pkg)
		}
	}
}

func hasFiles(p *packages.Package) bool { return len(p.GoFiles) > 0 }

// isTestMain tells the main package that go test generates. No other package
// may import testing/internal.
func isTestMain(p *packages.Package) bool {
	return p.Name == "main" && strings.HasSuffix(p.ID, ".test") && p.Imports["testing/internal/testdeps"] != nil
}
