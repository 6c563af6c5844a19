// Package load loads Go packages for an analyzer with facts, and no more of
// them than it needs.
//
// The usual driver type-checks every dependency of such an analyzer from
// source, the standard library included. Here only these come from source:
// the packages asked for, the packages of the main modules that they import,
// and the few outside packages that may write a response ([Config.Dependencies]).
// Everything else is read from the compiler's export data.
package load

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"go/version"
	"io"
	"maps"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
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
	// Dependencies also loads packages outside the main modules from source
	// when they may write a response: imported directly by a main module's
	// package, importing an HTTP library themselves, naming a 401 somewhere.
	Dependencies bool
}

// A Program is what was loaded.
type Program struct {
	// Roots are the packages asked for, without the generated mains of tests.
	Roots []*packages.Package
	// Dependencies are the packages of [Config.Dependencies], by path.
	Dependencies map[string]*packages.Package
	// Errors are the errors of all packages, dependencies first.
	Errors []error
}

// Load lists, parses and type-checks what the patterns need. It returns an
// error only where nothing could be loaded; errors in packages are in
// [Program.Errors].
func Load(cfg Config, patterns ...string) (*Program, error) {
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

	l := &loader{
		cfg:      cfg,
		fset:     token.NewFileSet(),
		sizes:    types.SizesFor("gc", goenv.arch),
		source:   map[*packages.Package]depth{},
		deps:     map[*packages.Package]bool{},
		exports:  map[string]string{},
		imported: map[string]*types.Package{},
	}
	l.all = slices.Collect(packages.Postorder(listed))
	roots := slices.DeleteFunc(listed, isTestMain)
	l.choose(roots)

	parsed := l.startParsing()
	if err := l.listExports(); err != nil {
		return nil, err
	}
	<-parsed
	l.check()

	prog := &Program{Roots: slices.DeleteFunc(roots, func(p *packages.Package) bool { return len(p.Syntax) == 0 })}
	prog.Errors = l.errors(goenv.version)
	prog.Dependencies = map[string]*packages.Package{}
	for p := range l.deps {
		if len(p.Errors) == 0 {
			prog.Dependencies[p.PkgPath] = p
		}
	}
	l.cut(prog)
	return prog, nil
}

// Print writes the errors and returns their number.
func (p *Program) Print(w io.Writer) int {
	for _, err := range p.Errors {
		fmt.Fprintln(w, err)
	}
	return len(p.Errors)
}

// depth is how much of a package is loaded from source.
type depth int

const (
	declarations depth = iota + 1 // types only
	bodies                        // for analysis
)

type loader struct {
	cfg     Config
	fset    *token.FileSet
	sizes   types.Sizes
	all     []*packages.Package // the import closure, dependencies first
	source  map[*packages.Package]depth
	deps    map[*packages.Package]bool // checked apart, each against export data
	files   fileCache
	exports map[string]string // package path to file

	imports  importMutex
	imported map[string]*types.Package // from export data, by path
}

// choose decides what is loaded from source.
func (l *loader) choose(roots []*packages.Package) {
	for _, p := range roots {
		l.source[p] = bodies
	}
	for _, p := range l.all {
		if isMain(p) && !isTestMain(p) {
			l.source[p] = bodies
		}
	}
	l.spread()
	if l.cfg.Dependencies {
		l.chooseDependencies()
	}
}

// spread keeps types identical: export data that speaks of a package loaded
// from source would bring a second copy of its types, so all that import such
// a package come from source too. It happens where an outside package imports
// a main module, or does not compile.
func (l *loader) spread() {
	for _, p := range l.all {
		if l.source[p] != 0 || isTestMain(p) {
			continue
		}
		for _, imp := range p.Imports {
			if l.source[imp] != 0 {
				l.source[p] = declarations
				break
			}
		}
	}
}

// listExports finds the export data of the packages that source packages
// import. What has none did not compile and is loaded from source instead.
func (l *loader) listExports() error {
	for {
		need := map[string]*packages.Package{}
		add := func(p *packages.Package) {
			for _, imp := range p.Imports {
				if _, known := l.exports[imp.PkgPath]; !known && l.source[imp] == 0 && imp.PkgPath != "unsafe" && hasFiles(imp) {
					need[imp.PkgPath] = imp
				}
			}
		}
		for p := range l.source {
			add(p)
		}
		for p := range l.deps {
			add(p)
		}
		if len(need) == 0 {
			return nil
		}
		listed, err := packages.Load(&packages.Config{
			Mode:       packages.NeedName | packages.NeedExportFile,
			BuildFlags: l.cfg.BuildFlags,
		}, slices.Sorted(maps.Keys(need))...)
		if err != nil {
			return err
		}
		for _, p := range listed {
			if p.ExportFile != "" {
				l.exports[p.PkgPath] = p.ExportFile
			}
		}
		for path, p := range need {
			if l.exports[path] == "" {
				l.source[p] = declarations
			}
		}
		l.spread()
		for p := range l.deps {
			if l.source[p] != 0 {
				delete(l.deps, p)
			}
		}
	}
}

// errors collects the errors of the packages, each once: a file that belongs
// to a package and to its test variant is checked twice.
func (l *loader) errors(goVersion string) []error {
	var errs []error
	seen := map[string]bool{}
	add := func(err error) {
		if msg := err.Error(); !seen[msg] {
			seen[msg] = true
			errs = append(errs, err)
		}
	}
	for _, p := range l.all {
		if l.deps[p] {
			continue // it compiles; what we can't read of it has no facts
		}
		for _, err := range p.Errors {
			add(err)
		}
		if p.Module != nil && p.Module.Error != nil {
			add(errors.New(p.Module.Error.Err))
		}
	}
	if own := runtime.Version(); len(errs) > 0 && version.Compare(version.Lang(own), version.Lang(goVersion)) < 0 {
		add(fmt.Errorf("authstatus was built with %s and may not read packages for %s: build it again with that version", own, goVersion))
	}
	return errs
}

// cut replaces the imports of each package under analysis by the packages
// under analysis that it reaches, directly or through others, so that those
// are analysed first and no others at all.
func (l *loader) cut(prog *Program) {
	analysed := func(p *packages.Package) bool {
		return len(p.Syntax) > 0 && (l.source[p] == bodies || prog.Dependencies[p.PkgPath] == p)
	}
	reached := map[*packages.Package]map[string]*packages.Package{}
	for _, p := range l.all { // dependencies first
		next := map[string]*packages.Package{}
		for _, imp := range p.Imports {
			if analysed(imp) {
				next[imp.ID] = imp
			} else {
				maps.Copy(next, reached[imp])
			}
		}
		reached[p] = next
	}
	for _, p := range l.all {
		if analysed(p) {
			p.Imports = reached[p]
		}
	}
}

func isMain(p *packages.Package) bool { return p.Module != nil && p.Module.Main }

func hasFiles(p *packages.Package) bool { return len(p.GoFiles) > 0 }

// isTestMain tells the main package that go test generates. No other package
// may import testing/internal.
func isTestMain(p *packages.Package) bool {
	return p.Name == "main" && strings.HasSuffix(p.ID, ".test") && p.Imports["testing/internal/testdeps"] != nil
}

// goEnv is what we ask go env for.
type goEnv struct {
	arch, version string
	noModule      bool
}

func startGoEnv() <-chan goEnv {
	c := make(chan goEnv, 1)
	go func() {
		env := goEnv{arch: runtime.GOARCH, version: runtime.Version()}
		out, err := exec.Command("go", "env", "GOARCH", "GOVERSION", "GOMOD", "GOWORK").Output()
		if v := strings.Split(string(out), "\n"); err == nil && len(v) >= 4 {
			env.arch, env.version = strings.TrimSpace(v[0]), strings.TrimSpace(v[1])
			env.noModule = strings.TrimSpace(v[2]) == os.DevNull && strings.TrimSpace(v[3]) == ""
		}
		c <- env
	}()
	return c
}
