package analyzer_test

import (
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/metamorphic"
)

var corpus = flag.String("corpus", "", "a folder of modules for TestMetamorphicCorpus")

// TestMetamorphicCorpus prints what the transformations change in what is said
// of the modules of a folder, as two tables. It judges nothing: servers need
// their dependencies, and time.
func TestMetamorphicCorpus(t *testing.T) {
	if *corpus == "" {
		t.Skip("-corpus names no folder")
	}
	mods, err := filepath.Glob(filepath.Join(*corpus, "*", "go.mod"))
	if err != nil || len(mods) == 0 {
		t.Fatalf("no modules in %s: %v", *corpus, err)
	}
	var rows []string
	var sums tally
	for _, mod := range mods {
		dir, err := filepath.Abs(filepath.Dir(mod))
		if err != nil {
			t.Fatal(err)
		}
		m, broken, err := metamorphic.Load(dir)
		if err != nil {
			t.Logf("%s: %v", dir, err)
			continue
		}
		t.Logf("%s: %d packages, and %d that do not load", filepath.Base(dir), len(m.Packages), len(broken))
		before := original(t, m, "challenge", "choice")
		for _, tr := range metamorphic.All {
			c, sites, err := tr.Apply(m)
			if err != nil {
				t.Fatal(err)
			}
			all := shifts(t, c, before)
			for _, group := range slices.Sorted(maps.Keys(all)) {
				s := all[group]
				n := 0
				for _, k := range s.before {
					n += k
				}
				sums.add(tr, s)
				rows = append(rows, fmt.Sprintf("| %s | %s | %s | %d | %d | %d | %d | %d |", filepath.Base(dir), tr.Name, group, sites.Done, sites.Skipped, n, len(s.lost), len(s.new)))
				for _, c := range s.lost {
					t.Logf("%s lost: %s", tr.Name, c)
				}
				for _, c := range s.new {
					t.Logf("%s new: %s", tr.Name, c)
				}
			}
		}
	}
	t.Logf("differences:\n\n| module | transformation | rules | done | skipped | before | lost | new |\n|---|---|---|---|---|---|---|---|\n%s\n", strings.Join(rows, "\n"))
	for _, tr := range metamorphic.All {
		if tr.Renames {
			_, _, byRule := sums.share(tr.Name, slices.Sorted(maps.Keys(sums.before[tr.Name]))...)
			t.Logf("of which survive, %s: %s", tr.Name, byRule)
		}
	}
}
