// The noop command is an analyzer that does nothing: what loading costs.
package main

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/singlechecker"
)

func main() {
	singlechecker.Main(&analysis.Analyzer{
		Name: "noop",
		Doc:  "noop does nothing",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	})
}
