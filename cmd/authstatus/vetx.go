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
)

// answerUnit answers go vet for a unit that is wanted only for its facts and
// can have none, which is most of what a server depends on, without parsing
// it: an empty file stands for no facts. It reports whether it did.
//
// This holds up to x/tools v0.51. Later releases expect the types of the
// package in the same file.
func answerUnit(args []string) bool {
	for _, arg := range args {
		if name, ok := flagName(arg); ok && (name == "model" || strings.HasPrefix(name, "model=")) {
			return false
		}
	}
	data, err := os.ReadFile(args[len(args)-1])
	if err != nil {
		return false
	}
	var cfg unitchecker.Config
	if err := json.Unmarshal(data, &cfg); err != nil || !cfg.VetxOnly || cfg.VetxOutput == "" || len(cfg.GoFiles) == 0 {
		return false
	}
	for _, file := range cfg.PackageVetx {
		if info, err := os.Stat(file); err != nil || info.Size() > 0 {
			return false
		}
	}
	module := cfg.Module
	if module == nil && cfg.ModulePath != "" { // before Go 1.27
		module = &analysis.Module{Path: cfg.ModulePath, Version: cfg.ModuleVersion}
	}
	imports := slices.Collect(maps.Values(cfg.ImportMap))
	if !analyzer.Factless(cfg.ImportPath, module, imports, cfg.GoFiles) {
		return false
	}
	if cfg.Stdout != "" {
		if err := os.WriteFile(cfg.Stdout, nil, 0o666); err != nil {
			return false
		}
	}
	return os.WriteFile(cfg.VetxOutput, nil, 0o666) == nil
}
