package main

import (
	"fmt"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/authstatus/authstatus/analyzer"
)

// A tally is what the last line of a run counts.
type tally struct {
	findings int
	fixable  int // that have a fix
	places   int // that send a status as the findings say
}

// tallied counts findings once, however many variants of a package have them.
func tallied(graph *checker.Graph) (t tally) {
	seen := map[string]bool{}
	for act := range graph.All() {
		if !act.IsRoot || act.Err != nil {
			continue
		}
		places := placesOf(act)
		for i, d := range act.Diagnostics {
			key := act.Package.Fset.Position(d.Pos).String() + d.Message
			if seen[key] {
				continue
			}
			seen[key] = true
			t.findings++
			t.places += places[i]
			if len(d.SuggestedFixes) > 0 {
				t.fixable++
			}
		}
	}
	return t
}

// placesOf counts the places of each diagnostic: one at least.
func placesOf(act *checker.Action) []int {
	places := make([]int, len(act.Diagnostics))
	for i := range places {
		places[i] = 1
	}
	if res, ok := act.Result.(*analyzer.Result); ok {
		for i, f := range res.Findings {
			places[diagnosticOf(act.Diagnostics, res, i)] = max(1, f.Places)
		}
	}
	return places
}

// diagnosticOf is the index of a finding's diagnostic: findings stand in the
// order of the diagnostics, after what the engine had to say for itself.
func diagnosticOf(ds []analysis.Diagnostic, res *analyzer.Result, finding int) int {
	return len(ds) - len(res.Findings) + finding
}

func (t tally) String() string {
	next := "none with a fix: -suggest says where to begin"
	if t.fixable > 0 {
		next = fmt.Sprintf("%d with a fix: -diff shows fixes, -fix applies them, -suggest says where to begin", t.fixable)
	}
	return fmt.Sprintf("%s at %s, %s.", count(t.findings, "finding"), count(t.places, "place"), next)
}
