package main

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/authstatus/authstatus/analyzer"
	"github.com/authstatus/authstatus/cmd/authstatus/internal/vetx"
)

// answerUnit answers go vet for a unit that is wanted only for its facts and
// can have none, which is most of what a server depends on: with the types that
// it declares, so that the bodies of its functions are left alone. It reports
// whether it did; where anything is not as expected, unitchecker looks at the
// unit and says what is wrong.
func answerUnit(args []string) bool {
	var settings analyzer.Config
	for _, arg := range args {
		name, _ := flagName(arg)
		name, row, _ := strings.Cut(name, "=")
		switch {
		case name != "model":
		case row == "": // the go command writes it in one argument
			return false
		default:
			settings.Models = append(settings.Models, row)
		}
	}
	data, err := os.ReadFile(args[len(args)-1])
	if err != nil {
		return false
	}
	var cfg unitchecker.Config
	if err := json.Unmarshal(data, &cfg); err != nil || !vetx.Known() || !cfg.VetxOnly || cfg.VetxOutput == "" || len(cfg.GoFiles) == 0 {
		return false
	}
	for _, file := range cfg.PackageVetx {
		if has, err := vetx.HasFacts(file); err != nil || has {
			return false
		}
	}
	module := cfg.Module
	if module == nil && cfg.ModulePath != "" { // before Go 1.27
		module = &analysis.Module{Path: cfg.ModulePath, Version: cfg.ModuleVersion}
	}
	imports := slices.Collect(maps.Values(cfg.ImportMap))
	factless := settings.Factless()
	if !factless(analyzer.Unit{Path: cfg.ImportPath, Module: module, Imports: imports, GoFiles: cfg.GoFiles}) {
		return false
	}
	if err := vetx.WriteTypes(&cfg); err != nil {
		return false
	}
	if cfg.Stdout != "" {
		if err := os.WriteFile(cfg.Stdout, nil, 0o666); err != nil {
			return false
		}
	}
	return true
}
