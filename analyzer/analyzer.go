// Package analyzer finds HTTP responses that answer an authentication or
// authorization failure wrongly.
package analyzer

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/rule"
)

// Analyzer is the analyzer with the default configuration.
var Analyzer = New(Config{})

// New returns a fresh analyzer. A configuration that is not valid is reported
// when the analyzer runs, so that every driver shows it.
func New(cfg Config) *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:             "authstatus",
		Doc:              "report 401 and 403 responses that break RFC 9110",
		URL:              "https://github.com/authstatus/authstatus/blob/main/docs/rules/README.md",
		RunDespiteErrors: true,
		FactTypes:        engine.FactTypes(),
	}
	cfg.bind(&a.Flags)
	a.Run = func(pass *analysis.Pass) (any, error) {
		if err := cfg.validate(); err != nil {
			return nil, err
		}
		res := engine.Analyze(pass, engine.Options{Table: model.NewTable(nil), Skip: func(*ast.File) bool { return false },
			Error: func(p token.Pos, s string) { println(s) }})
		for _, d := range rule.Report(pass, res) {
			pass.Report(d)
		}
		return nil, nil
	}
	return a
}
