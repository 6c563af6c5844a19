//go:build influence

package main

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/checker"

	"github.com/authstatus/authstatus/analyzer"
	"github.com/authstatus/authstatus/cmd/authstatus/internal/load"
)

var (
	servers = flag.String("corpus", "", "a folder of servers for TestInfluence")
	into    = flag.String("into", "", "a folder for what each server says; those that are there are not analysed again")
)

// influence is what one server says.
type influence struct {
	Server  string
	Modules int // that could be analysed
	Broken  int // errors in their packages
	Choices int
	Kinds   map[string]map[string]int // of verdicts, by what they rest on
	Reports []string
	Changes []analyzer.Change
}

// TestInfluence counts in how many servers of a folder each word of the
// vocabulary and each row of the tables decides; see docs/influence.md. It
// judges nothing: servers need their dependencies, and time.
func TestInfluence(t *testing.T) {
	if *servers == "" || *into == "" {
		t.Skip("-corpus and -into name no folders")
	}
	dirs, err := os.ReadDir(*servers)
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		file := filepath.Join(*into, dir.Name()+".json")
		if _, err := os.Stat(file); err == nil || !dir.IsDir() {
			continue
		}
		t.Run(dir.Name(), func(t *testing.T) {
			one := influenceOf(t, filepath.Join(*servers, dir.Name()))
			text, err := json.MarshalIndent(one, "", "\t")
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, text, 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
	files, err := filepath.Glob(filepath.Join(*into, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []influence
	for _, file := range files {
		var one influence
		if text, err := os.ReadFile(file); err != nil {
			t.Fatal(err)
		} else if err := json.Unmarshal(text, &one); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if one.Modules > 0 {
			all = append(all, one)
		}
	}
	text := table(all)
	t.Log("\n" + text)
	if err := os.WriteFile(filepath.Join(*into, "influence.md"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// influenceOf analyses the modules of a server as the command does.
func influenceOf(t *testing.T, dir string) influence {
	out := influence{Server: filepath.Base(dir), Kinds: map[string]map[string]int{}}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "go.mod" || d.IsDir() {
			return err
		}
		t.Chdir(filepath.Dir(path))
		var in analyzer.Influence
		prog, err := load.Load(load.Config{Dependencies: dependencies(nil)}, "./...")
		if err == nil {
			_, err = prog.Analyze(analyzer.New(in.Watch(analyzer.Config{})), &checker.Options{Sequential: true})
		}
		if err != nil {
			t.Logf("%s: %v", path, err)
			return nil
		}
		out.Modules++
		out.Broken += len(prog.Errors())
		out.Choices += in.Choices
		out.Changes = append(out.Changes, in.Changes...)
		for _, v := range in.Verdicts {
			if v.Rests != "" {
				if out.Kinds[v.Says] == nil {
					out.Kinds[v.Says] = map[string]int{}
				}
				out.Kinds[v.Says][v.Rests]++
			}
			if v.Reports != "" {
				out.Reports = append(out.Reports, v.Reports+" "+v.Place+" "+v.Rests)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(out.Changes, func(a, b analyzer.Change) int {
		return cmp.Or(cmp.Compare(a.String(), b.String()), cmp.Compare(a.Place, b.Place))
	})
	return out
}

// tally counts what an entry decides, by server.
type tally struct {
	verdicts         map[string]int
	brings, prevents map[string]int // reports at the default confidence
	medium           map[string]int // reports at medium confidence
}

// table shows the entries by the number of servers, and what each server alone
// speaks for.
func table(all []influence) string {
	tallies := map[string]*tally{}
	choices := 0
	for _, s := range all {
		choices += s.Choices
		for _, c := range s.Changes {
			n := tallies[c.String()]
			if n == nil {
				n = &tally{map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}}
				tallies[c.String()] = n
			}
			n.verdicts[s.Server]++
			sure := func(rule string) bool { return rule != "" && !strings.HasSuffix(rule, "?") }
			switch {
			case c.Reports == c.Otherwise:
			case sure(c.Reports):
				n.brings[s.Server]++
			case sure(c.Otherwise):
				n.prevents[s.Server]++
			default:
				n.medium[s.Server]++
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d servers, %d choices\n\n| entry | servers | choices | reports it brings in | prevents in | at medium in |\n|---|---|---|---|---|---|\n", len(all), choices)
	count := func(n *tally) int {
		return len(n.verdicts)
	}
	names := slices.SortedFunc(maps.Keys(tallies), func(x, y string) int {
		return cmp.Or(cmp.Compare(count(tallies[y]), count(tallies[x])), cmp.Compare(x, y))
	})
	for _, e := range names {
		n := tallies[e]
		places := 0
		for _, k := range n.verdicts {
			places += k
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %d |\n", e, count(n), places, len(n.brings), len(n.prevents), len(n.medium))
	}
	b.WriteString("\n## Decides in one server only\n\n")
	alone := map[string][]string{}
	for _, e := range names {
		if ss := tallies[e].verdicts; len(ss) == 1 {
			for s := range ss {
				alone[s] = append(alone[s], e)
			}
		}
	}
	kinds := map[string]map[string]bool{}
	for _, s := range all {
		for rule, by := range s.Kinds {
			for what := range by {
				k := rule + ": " + what
				if kinds[k] == nil {
					kinds[k] = map[string]bool{}
				}
				kinds[k][s.Server] = true
			}
		}
	}
	for _, s := range all {
		fmt.Fprintf(&b, "- %s (%d choices): %s", s.Server, s.Choices, cmp.Or(strings.Join(alone[s.Server], "; "), "nothing"))
		for _, k := range slices.Sorted(maps.Keys(kinds)) {
			if len(kinds[k]) == 1 && kinds[k][s.Server] {
				fmt.Fprintf(&b, ". Kind found nowhere else: %s", k)
			}
		}
		b.WriteString("\n")
	}
	b.WriteString("\n## Kinds of reports\n\n| kind | servers |\n|---|---|\n")
	for _, k := range slices.SortedFunc(maps.Keys(kinds), func(x, y string) int {
		return cmp.Or(cmp.Compare(len(kinds[y]), len(kinds[x])), cmp.Compare(x, y))
	}) {
		fmt.Fprintf(&b, "| %s | %d |\n", k, len(kinds[k]))
	}
	b.WriteString("\n## Decides nowhere\n\n")
	var in analyzer.Influence
	var none []string
	for _, e := range in.Entries() {
		if tallies[e.String()] == nil {
			none = append(none, e.String())
		}
	}
	slices.Sort(none)
	fmt.Fprintf(&b, "%d of %d:\n\n%s\n", len(none), len(in.Entries()), strings.Join(none, "\n"))
	return b.String()
}
