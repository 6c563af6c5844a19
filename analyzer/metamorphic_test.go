package analyzer_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/authstatus/authstatus/analyzer"
	"github.com/authstatus/authstatus/analyzer/internal/metamorphic"
)

// A claim is one status that a rule reports, by the place where it is chosen, or
// the finding's own place where none is known. Places are those of the text
// before a transformation. After it, one may stand for several.
type claim struct {
	pkg, rule string
	places    []metamorphic.Place
	count     int // of statuses, where there are too many to show each
}

func (c claim) String() string {
	p := c.places[0]
	src, err := os.ReadFile(p.File)
	if err != nil {
		return c.pkg + ": " + c.rule
	}
	before := src[:min(len(src), p.Offset)]
	line, _, _ := strings.Cut(string(src[bytes.LastIndexByte(before, '\n')+1:]), "\n")
	return fmt.Sprintf("%s: %s at %s:%d: %s", c.pkg, c.rule, filepath.Base(p.File), 1+bytes.Count(before, []byte("\n")), strings.TrimSpace(line))
}

var declares = regexp.MustCompile(`(?m)^(?:func(?: \(.*?\))? (\w+)|(?:var|const|type) (\w+))`)

// where names the rule and the declaration that a claim is about, so that it is
// found again after the file was edited.
func (c claim) where() string {
	p := c.places[0]
	name := ""
	if src, err := os.ReadFile(p.File); err == nil {
		all := declares.FindAllSubmatch(src[:min(len(src), p.Offset)], -1)
		if len(all) > 0 {
			name = string(all[len(all)-1][1]) + string(all[len(all)-1][2])
		}
	}
	_, pkg, _ := strings.Cut(c.pkg, "/")
	return pkg + " " + name + " " + c.rule
}

// same tells whether two claims are about the same status.
func (c claim) same(d claim) bool {
	return c.pkg == d.pkg && c.rule == d.rule && c.count == d.count &&
		slices.ContainsFunc(c.places, func(p metamorphic.Place) bool { return slices.Contains(d.places, p) })
}

// claims analyses what a transformation touches of a module, with some rules.
func claims(t *testing.T, m *metamorphic.Checked, rules string) (out []claim) {
	t.Helper()
	a := analyzer.New(analyzer.Config{Rules: []string{rules}})
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		pass.ReadFile = nil // fixes are not compared, and are made of the text
		return run(pass)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, m.Touched, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatalf("%s: %v", act.Package.PkgPath, act.Err)
		}
		for _, d := range act.Diagnostics {
			if d.Category == "internal-error" {
				t.Errorf("%s: %s", act.Package.PkgPath, d.Message)
			}
		}
		for _, f := range act.Result.(*analyzer.Result).Findings {
			c := claim{pkg: act.Package.PkgPath, rule: f.Category}
			all := statuses(m, act, f)
			if len(all) == 0 || f.Places > len(f.Flows) {
				all, c.count = [][]metamorphic.Place{m.Origins(f.Pos)}, f.Places
			}
			for _, c.places = range all {
				out = append(out, c)
			}
		}
	}
	return out
}

// statuses are the places where the statuses of a finding are chosen. A finding on
// 401 against 403 speaks of a check, and that is as good a place: where a status
// is kept in a variable, the finding stands there as long as all checks that use
// it agree, and at one of them if a helper stands between.
func statuses(m *metamorphic.Checked, act *checker.Action, f analyzer.Finding) (out [][]metamorphic.Place) {
	choice := slices.Contains(choiceRules, f.Category)
	for _, flow := range f.Flows {
		var check []metamorphic.Place
		for _, s := range flow {
			switch file, line, _ := strings.Cut(s.Ext, ":"); {
			case s.Kind == "guard" && choice && s.Pos.IsValid():
				check = m.Origins(s.Pos)
			case s.Kind != "status":
			case s.Pos.IsValid():
				out = append(out, slices.Concat(m.Origins(s.Pos), check))
			case s.Ext != "":
				n, _ := strconv.Atoi(line)
				out = append(out, m.OriginsOfLine(act.Package, file, n))
			}
		}
	}
	return out
}

// without lists the claims of which others have none like it.
func without(claims, others []claim) (out []claim) {
	for _, c := range claims {
		if !slices.ContainsFunc(others, c.same) {
			out = append(out, c)
		}
	}
	return out
}

// standing adds to claims the regions that a transformation moved.
func standing(m *metamorphic.Checked, claims []claim) (out []claim) {
	for _, c := range claims {
		c.places = m.Stands(slices.Clip(c.places))
		out = append(out, c)
	}
	return out
}

// A shift is what a transformation changes in what a group of rules says.
type shift struct {
	before    map[string]int // claims by rule
	lost, new []claim
}

// shifts analyses a module after a transformation, with each group alone: where
// a rule of one takes the place of a rule of the other, a difference in one
// would be one in both.
func shifts(t *testing.T, m *metamorphic.Checked, before map[string][]claim) map[string]shift {
	t.Helper()
	out := map[string]shift{}
	for group, b := range before {
		s := shift{before: map[string]int{}}
		b, after := standing(m, b), standing(m, claims(t, m, group))
		for _, c := range b {
			s.before[c.rule]++
		}
		touched := map[string]bool{}
		for _, p := range m.Touched {
			touched[p.PkgPath] = true
		}
		s.lost, s.new = without(b, after), without(after, b)
		s.lost = slices.DeleteFunc(s.lost, func(c claim) bool { return !touched[c.pkg] })
		out[group] = s
	}
	return out
}

// original is what groups of rules say about a module as it is.
func original(t *testing.T, m *metamorphic.Module, groups ...string) map[string][]claim {
	t.Helper()
	before := map[string][]claim{}
	for _, g := range groups {
		before[g] = claims(t, m.Original(), g)
	}
	return before
}

// leastShare is the least share, in percent, of the findings on 401 against 403
// that must survive new names: what is left rests on evidence and not on words.
// docs/metamorphic.md gives the share by rule.
var leastShare = map[string]int{
	metamorphic.RenameLocals.Name: 95,
	metamorphic.RenameAll.Name:    78,
}

// choiceRules are those on 401 against 403.
var choiceRules = []string{"want-401", "want-403", "mixed-status"}

// tally sums shares over modules.
type tally struct {
	sync.Mutex
	before, lost  map[string]map[string]int // by transformation and rule
	done, skipped map[string]int
}

func (a *tally) did(tr *metamorphic.Transformation, sites metamorphic.Sites) {
	a.Lock()
	defer a.Unlock()
	if a.done == nil {
		a.done, a.skipped = map[string]int{}, map[string]int{}
	}
	a.done[tr.Name] += sites.Done
	a.skipped[tr.Name] += sites.Skipped
}

func (a *tally) add(tr *metamorphic.Transformation, s shift) {
	a.Lock()
	defer a.Unlock()
	if a.before == nil {
		a.before, a.lost = map[string]map[string]int{}, map[string]map[string]int{}
	}
	if a.before[tr.Name] == nil {
		a.before[tr.Name], a.lost[tr.Name] = map[string]int{}, map[string]int{}
	}
	for rule, n := range s.before {
		a.before[tr.Name][rule] += n
	}
	for _, c := range s.lost {
		a.lost[tr.Name][c.rule]++
	}
}

// share is how many of a group's findings survive, of how many, by rule.
func (a *tally) share(tr string, rules ...string) (survive, all int, byRule string) {
	var out []string
	for _, r := range rules {
		n, lost := a.before[tr][r], a.lost[tr][r]
		all, survive = all+n, survive+n-lost
		out = append(out, fmt.Sprintf("%s %d of %d", r, n-lost, n))
	}
	return survive, all, strings.Join(out, ", ")
}

// transformed are the modules under testdata that TestMetamorphic takes.
var transformed = []string{"challenge", "choice", "fixes", "go127", "shop"}

// notTransformed are the folders of testdata that it leaves out, and why.
var notTransformed = map[string]string{
	"frameworks":  "to compile all frameworks takes too long for every day",
	"integration": "programs that test, and not servers",
	"older":       "as frameworks",
}

// TestMetamorphicHasAll holds that every module under testdata is transformed, or
// says why not.
func TestMetamorphicHasAll(t *testing.T) {
	root := filepath.Join("..", "testdata")
	seen := 0
	err := filepath.WalkDir(root, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.Name() != "go.mod" {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if slices.Contains(transformed, rel) {
			seen++
			return nil
		}
		for dir, why := range notTransformed {
			if strings.HasPrefix(rel+"/", dir+"/") {
				t.Logf("%s: %s", rel, why)
				return nil
			}
		}
		t.Errorf("testdata/%s is not among the modules of TestMetamorphic", rel)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen != len(transformed) {
		t.Errorf("%d modules of %v are there", seen, transformed)
	}
}

// TestMetamorphic holds that a change of a program which keeps what it does
// keeps what is said of it. What is known to differ is listed with its reason.
func TestMetamorphic(t *testing.T) {
	if testing.Short() {
		t.Skip("analyses the testdata thirty times")
	}
	if len(knownShifts) > maxKnownShifts {
		t.Errorf("%d differences are known, and %d were", len(knownShifts), maxKnownShifts)
	}
	var sums tally
	t.Run("modules", func(t *testing.T) {
		for _, dir := range transformed {
			t.Run(dir, func(t *testing.T) {
				t.Parallel()
				if dir == "go127" {
					needsGo127(t)
				}
				m, broken, err := metamorphic.Load(testdata(t, dir))
				if err != nil || len(broken) > 0 {
					t.Fatal(err, broken)
				}
				before := original(t, m, "challenge", "choice")
				for _, tr := range metamorphic.All {
					before := before
					if dir == "challenge" && !tr.Renames { // of the other group it has a few, and takes long
						before = map[string][]claim{dir: before[dir]}
					}
					t.Run(tr.Name, func(t *testing.T) { holds(t, m, tr, before, &sums) })
				}
			})
		}
	})
	for _, tr := range metamorphic.All {
		if n := sums.done[tr.Name]; n == 0 || sums.skipped[tr.Name] > n {
			t.Errorf("%s: done in %d places and skipped in %d", tr.Name, n, sums.skipped[tr.Name])
		}
		if least, ok := leastShare[tr.Name]; ok {
			survive, all, byRule := sums.share(tr.Name, choiceRules...)
			t.Logf("%s: %s", tr.Name, byRule)
			if all == 0 || 100*survive < least*all {
				t.Errorf("%s: %d of %d findings survive, and %d%% must", tr.Name, survive, all, least)
			}
		}
	}
}

// holds applies a transformation and compares.
func holds(t *testing.T, m *metamorphic.Module, tr *metamorphic.Transformation, before map[string][]claim, sums *tally) {
	c, sites, err := tr.Apply(m)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("done in %d places and skipped in %d", sites.Done, sites.Skipped)
	sums.did(tr, sites)
	var occurs []knownShift
	for group, s := range shifts(t, c, before) {
		sums.add(tr, s)
		if group == "choice" && tr.Renames {
			s.lost = nil // a share of which survives
		}
		occurs = append(occurs, differ(t, tr.Name, "lost", s.lost)...)
		occurs = append(occurs, differ(t, tr.Name, "new", s.new)...)
	}
	for _, k := range knownShifts {
		if k.transformation == tr.Name && strings.HasPrefix(k.where, filepath.Base(m.Dir)+"/") && !slices.Contains(occurs, k) {
			t.Errorf("it differs no more, and the entry goes:\n\t{%q, %q, %q, %q},", k.transformation, k.what, k.where, k.why)
		}
	}
}

// differ reports the differences that are not known, and returns those that are.
func differ(t *testing.T, transformation, what string, got []claim) (known []knownShift) {
	t.Helper()
	for _, c := range got {
		i := slices.IndexFunc(knownShifts, func(k knownShift) bool {
			return k.transformation == transformation && k.what == what && k.where == c.where()
		})
		if i < 0 {
			t.Errorf("%s: %s\n\t{%q, %q, %q, \"\"},", what, c, transformation, what, c.where())
			continue
		}
		t.Logf("known: %s: %s", what, c)
		known = append(known, knownShifts[i])
	}
	return known
}
