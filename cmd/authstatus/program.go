package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/authstatus/authstatus/analyzer"
	"github.com/authstatus/authstatus/cmd/authstatus/internal/cache"
	"github.com/authstatus/authstatus/cmd/authstatus/internal/load"
)

// refuse is the first argument with which go list calls the command in place of
// the compiler (see [load.Refuse]).
const refuse = "-refuse-to-compile"

// program loads what the command line names, and warns of the user's rows that
// are about none of it. With sums it remembers the texts of files, for those who
// write them.
func program(a *analysis.Analyzer, opts *options, sums bool, stderr io.Writer) (*load.Program, error) {
	cfg := load.Config{Tests: opts.tests, BuildFlags: opts.buildFlags(), Note: opts.note, Syntax: opts.observe.on, Sums: sums, Cache: cache.Open(opts.cache)}
	// Where the command can't be found again no export data is used.
	if exe, err := os.Executable(); err == nil {
		cfg.Refuse = []string{exe, refuse}
		if cfg.Cache != nil && !opts.debugs("f") { // who wants to see facts made
			cfg.Analysis, cfg.FactTypes = identity(exe, a, opts), a.FactTypes
		}
	}
	if len(a.FactTypes) > 0 {
		cfg.Dependencies = dependencies(opts.rows)
	}
	prog, err := load.Load(cfg, opts.patterns...)
	if errors.Is(err, load.ErrNoModule) {
		err = fmt.Errorf("%w: go to a module, or name it with -C", err)
	}
	if err != nil {
		return nil, err
	}
	warnRows(stderr, opts.rows, prog.Has)
	return prog, nil
}

// identity returns what names an analyzer with its settings, and this program by
// what it consists of: a version may be built twice. That is read while the go
// command lists packages.
func identity(exe string, a *analysis.Analyzer, opts *options) func() string {
	name := make(chan string, 1)
	go func() {
		k := cache.NewKey(a.Name)
		k.Add(opts.analyzer...)
		if k.AddFile(exe) != nil {
			name <- ""
			return
		}
		name <- k.String()
	}()
	return sync.OnceValue(func() string { return <-name })
}

// dependencies chooses the packages of other modules that may have facts, as go
// vet does.
func dependencies(rows []userRow) func(*packages.Package) bool {
	var cfg analyzer.Config
	for _, r := range rows {
		cfg.Models = append(cfg.Models, r.text)
	}
	factless := cfg.Factless()
	return func(pkg *packages.Package) bool {
		u := analyzer.Unit{Path: pkg.PkgPath, GoFiles: pkg.GoFiles}
		if m := pkg.Module; m != nil {
			u.Module = &analysis.Module{Path: m.Path, Version: m.Version}
		}
		for _, imp := range pkg.Imports {
			u.Imports = append(u.Imports, imp.PkgPath)
		}
		return !factless(u)
	}
}
