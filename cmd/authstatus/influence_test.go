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

// decided counts what an entry decides, by server.
type decided struct {
	verdicts         map[string]int
	brings, prevents map[string]int // reports at the default confidence
}

// table shows the entries by the number of servers, and what each server alone
// speaks for.
func table(all []influence) string {
	tallies := map[string]*decided{}
	choices := 0
	for _, s := range all {
		choices += s.Choices
		for _, c := range s.Changes {
			n := tallies[c.String()]
			if n == nil {
				n = &decided{map[string]int{}, map[string]int{}, map[string]int{}}
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
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d servers, %d choices, %d words and rows that decide.\n\n| word or row | servers | choices | brings a report in | prevents one in |\n|---|---|---|---|---|\n", len(all), choices, len(tallies))
	names := slices.SortedFunc(maps.Keys(tallies), func(x, y string) int {
		return cmp.Or(cmp.Compare(len(tallies[y].verdicts), len(tallies[x].verdicts)), cmp.Compare(x, y))
	})
	alone := map[string][]string{}
	for _, e := range names {
		n := tallies[e]
		places := 0
		for s, k := range n.verdicts {
			places += k
			if len(n.verdicts) == 1 {
				alone[s] = append(alone[s], e)
			}
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d |\n", e, len(n.verdicts), places, len(n.brings), len(n.prevents))
	}
	b.WriteString("\n## Leave one out\n\n| server | choices | decides there only | kinds of verdicts that no other has |\n|---|---|---|---|\n")
	kinds := kindsOf(all)
	for _, s := range all {
		var own []string
		for _, k := range slices.Sorted(maps.Keys(kinds)) {
			if len(kinds[k]) == 1 && kinds[k][s.Server] {
				own = append(own, k)
			}
		}
		_, name, _ := strings.Cut(s.Server, "__")
		fmt.Fprintf(&b, "| %s | %d | %s | %s |\n", cmp.Or(name, s.Server), s.Choices, strings.Join(alone[s.Server], ", "), strings.Join(own, "; "))
	}
	return b.String()
}

// kindsOf are the classes of verdicts with what they rest on, by server.
func kindsOf(all []influence) map[string]map[string]bool {
	kinds := map[string]map[string]bool{}
	for _, s := range all {
		for class, by := range s.Kinds {
			for what := range by {
				k := strings.TrimSuffix(class, "?") + ": " + what
				if kinds[k] == nil {
					kinds[k] = map[string]bool{}
				}
				kinds[k][s.Server] = true
			}
		}
	}
	return kinds
}
