package main

import (
	"cmp"
	"fmt"
	"go/token"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/authstatus/authstatus/analyzer"
	"github.com/authstatus/authstatus/cmd/authstatus/internal/load"
)

const (
	maxEdits = 10 // that are listed
	maxTries = 5  // challengers that are tried, with a run each
)

// suggest looks at all packages at once and says where a team that starts
// gets furthest: the edits by how many places each mends, and the flags that
// fit this module.
func suggest(opts *options, stdout, stderr io.Writer) int {
	fail := func(err error) int {
		fmt.Fprintf(stderr, "authstatus: %v\n", err)
		return exitError
	}
	s, err := survey(opts)
	if err != nil {
		return fail(err)
	}
	warnRows(stderr, opts.rows, s.has)
	for _, err := range s.errs {
		fmt.Fprintln(stderr, err)
	}
	slices.SortFunc(s.middlewares, func(a, b analyzer.Function) int { return strings.Compare(a.Name, b.Name) })
	var helpful []helper
	for _, m := range s.middlewares[:min(len(s.middlewares), maxTries)] {
		left, err := survey(opts, "-challenger="+m.Name)
		if err != nil {
			return fail(err)
		}
		if left.total() < s.total() {
			helpful = append(helpful, helper{m, left.total()})
		}
	}
	s.print(stdout, opts, helpful)
	if len(s.errs) > 0 {
		return exitError
	}
	return exitOK
}

// A helper is a middleware that leaves fewer findings when it is named.
type helper struct {
	analyzer.Function
	left int
}

// A finding is one of the survey, wherever it stands.
type finding struct {
	analyzer.Finding
	posn    token.Position
	pkg     string
	message string
}

// survey is what was found in a module.
type surveyed struct {
	fset        *token.FileSet
	modules     map[string]bool // packages of the main modules, by path
	findings    []finding
	middlewares []analyzer.Function
	values      map[string]int // constant challenges, and how often they are set
	errs        []error
	has         func(path string) bool // whether the program has a package
}

func (s *surveyed) total() int { return len(s.findings) }

// survey analyses the packages with an analyzer of its own, with the flags of
// the command line and more.
func survey(opts *options, more ...string) (*surveyed, error) {
	opts.program = new(analyzer.Program)
	a, err := withFlags(opts.program, slices.Concat(opts.analyzer, more))
	if err != nil {
		return nil, err
	}
	prog, err := load.Load(load.Config{Tests: opts.tests, BuildFlags: opts.buildFlags(), Note: opts.note, Dependencies: dependencies(opts.rows)}, opts.patterns...)
	if err != nil {
		return nil, err
	}
	graph, err := analyze(a, prog, opts, nil)
	if err != nil {
		return nil, err
	}
	s := &surveyed{modules: map[string]bool{}, values: map[string]int{}, errs: prog.Errors(), has: prog.Has}
	seen := map[string]bool{}
	for act := range graph.All() {
		s.add(act, seen)
	}
	slices.SortFunc(s.findings, func(a, b finding) int {
		return cmp.Or(strings.Compare(a.posn.Filename, b.posn.Filename), a.posn.Offset-b.posn.Offset)
	})
	return s, nil
}

func withFlags(whole *analyzer.Program, flags []string) (*analysis.Analyzer, error) {
	a := analyzer.New(analyzer.Config{Program: whole})
	for _, f := range flags {
		name, value, _ := strings.Cut(strings.TrimPrefix(f, "-"), "=")
		if err := a.Flags.Set(name, value); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// add notes what one package has; its test variant repeats it.
func (s *surveyed) add(act *checker.Action, seen map[string]bool) {
	once := func(pos token.Pos, text string) bool {
		key := act.Package.Fset.Position(pos).String() + text
		first := !seen[key]
		seen[key] = true
		return first
	}
	if isMain(act.Package) {
		s.modules[act.Package.PkgPath] = true
	}
	res, ok := act.Result.(*analyzer.Result)
	if !ok || !act.IsRoot {
		return
	}
	s.fset = act.Package.Fset
	for i, f := range res.Findings {
		d := act.Diagnostics[diagnosticOf(act.Diagnostics, res, i)]
		if once(f.Pos, d.Message) {
			s.findings = append(s.findings, finding{f, s.fset.Position(f.Pos), act.Package.PkgPath, d.Message})
		}
	}
	for _, m := range res.Middlewares {
		if once(m.Pos, "middleware") {
			s.middlewares = append(s.middlewares, m)
		}
	}
	for _, v := range res.Setters {
		if v.Value != "" && once(v.Pos, "value") {
			s.values[v.Value]++
		}
	}
}

func isMain(pkg *packages.Package) bool { return pkg.Module != nil && pkg.Module.Main }

// An edit is a place to mend, and what it mends.
type edit struct {
	text     string
	posn     token.Position
	findings int
	places   int
	packages map[string]bool
}

// edits groups the findings that lack a challenge by the function of this
// module that they respond through, the largest group first. What responds
// through other code is an edit of its own.
func (s *surveyed) edits() []*edit {
	by := map[string]*edit{}
	for _, f := range s.findings {
		r := analyzer.RuleOf(f.Category)
		if !r.Lacks {
			continue // to be mended where it stands
		}
		key, text, posn := f.posn.String(), "in "+short(f.Func), f.posn
		if callee := f.Callee; s.modules[callee.Pkg] && r.Anywhere {
			key, text, posn = callee.Name, "in "+short(callee.Name)+", when its status is "+f.message[:3], s.fset.Position(callee.Pos)
		}
		e := by[key]
		if e == nil {
			e = &edit{text: text, posn: posn, packages: map[string]bool{}}
			by[key] = e
		}
		e.findings++
		e.places += max(1, f.Places)
		e.packages[f.pkg] = true
	}
	return slices.SortedFunc(maps.Values(by), func(a, b *edit) int {
		return cmp.Or(b.places-a.places, strings.Compare(a.posn.Filename, b.posn.Filename), a.posn.Line-b.posn.Line)
	})
}

// challenge is the constant challenge that the module sets most, if it is one
// to copy: no other is set as often, its scheme is none that a browser answers
// by itself or with a window, and it speaks of no single error.
func (s *surveyed) challenge() string {
	best, tied := "", false
	for _, v := range slices.Sorted(maps.Keys(s.values)) {
		scheme, _, _ := strings.Cut(v, " ")
		if slices.ContainsFunc([]string{"Basic", "Digest", "Negotiate", "NTLM"}, func(s string) bool { return strings.EqualFold(s, scheme) }) || strings.Contains(v, "error=") || (&analyzer.Config{Challenge: v}).Validate() != nil {
			continue
		}
		switch {
		case best == "" || s.values[v] > s.values[best]:
			best, tied = v, false
		case s.values[v] == s.values[best]:
			tied = true
		}
	}
	if tied {
		return ""
	}
	return best
}

func (s *surveyed) print(w io.Writer, opts *options, helpful []helper) {
	pkgs := map[string]bool{}
	counts := map[string]int{}
	for _, f := range s.findings {
		pkgs[f.pkg] = true
		counts[f.Category]++
	}
	fmt.Fprintf(w, "%s in %s.\n", count(len(s.findings), "finding"), count(len(pkgs), "package"))
	if len(s.findings) == 0 {
		return
	}
	for _, id := range slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
	}) {
		fmt.Fprintf(w, "%6d  %s\n", counts[id], id)
	}

	if edits := s.edits(); len(edits) > 0 {
		fmt.Fprintf(w, "\nWhere to set a challenge, by the places that each edit mends:\n")
		for _, e := range edits[:min(len(edits), maxEdits)] {
			from := ""
			if len(e.packages) > 1 {
				from = fmt.Sprintf(" (from %d packages)", len(e.packages))
			}
			fmt.Fprintf(w, "%6d  %s%s: %s\n", e.places, e.text, from, relative(e.posn))
		}
		if rest := len(edits) - maxEdits; rest > 0 {
			places := 0
			for _, e := range edits[maxEdits:] {
				places += e.places
			}
			fmt.Fprintf(w, "%6d  in %s\n", places, count(rest, "further edit"))
		}
	}

	if len(helpful) > 0 {
		// How routes are wired is for the user to know: none of these goes
		// into the command below by itself.
		fmt.Fprintf(w, "\nMiddleware that adds a challenge. If one of these serves every request, name it:\n")
		for _, h := range helpful {
			fmt.Fprintf(w, "    %s\n        (%s) leaves %s\n", quoteShell("-challenger="+h.Name), relative(s.fset.Position(h.Pos)), count(h.left, "finding"))
		}
	}

	flags, settings := s.flags(opts)
	fmt.Fprintf(w, "\nCommand:\n\n    authstatus %s\n", strings.Join(append(flags, opts.patterns...), " "))
	fmt.Fprintf(w, "\nThe same for golangci-lint:\n\n%s", settings)
	if n := counts["session-challenge"]; n > 0 {
		fmt.Fprintf(w, "\nsession-challenge: where only a session cookie is read no registered scheme fits.\nRead docs/cookie-sessions.md, or switch it off with -disable=session-challenge.\n")
	}
}

// flags are those given and those suggested, for the command and as settings
// of golangci-lint.
func (s *surveyed) flags(opts *options) (flags []string, settings string) {
	all := slices.Clone(opts.analyzer)
	given := func(name string) bool {
		return slices.ContainsFunc(all, func(f string) bool { return strings.HasPrefix(f, "-"+name+"=") })
	}
	if v := s.challenge(); v != "" && !given("challenge") {
		all = append(all, "-challenge="+v)
	}

	byName := map[string][]string{}
	for _, f := range all {
		flags = append(flags, quoteShell(f))
		name, value, _ := strings.Cut(strings.TrimPrefix(f, "-"), "=")
		byName[name] = append(byName[name], value)
	}
	if opts.tags != "" {
		flags = append(flags, quoteShell("-tags="+opts.tags))
	}
	if opts.testsGiven {
		flags = append(flags, fmt.Sprintf("-test=%t", opts.tests))
	}

	var b strings.Builder
	b.WriteString("    version: \"2\"\n    linters:\n      enable: [authstatus]\n      settings:\n        custom:\n          authstatus:\n            type: module\n")
	if len(byName) > 0 {
		b.WriteString("            settings:\n")
	}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		values := byName[name]
		if len(values) == 1 {
			fmt.Fprintf(&b, "              %s: %s\n", name, quoteYAML(values[0]))
			continue
		}
		fmt.Fprintf(&b, "              %s:\n", name)
		for _, v := range values {
			fmt.Fprintf(&b, "                - %s\n", quoteYAML(v))
		}
	}
	return flags, b.String()
}

func quoteShell(s string) string {
	if strings.ContainsAny(s, " \t\"'\\()*$&;|<>?[]{}~#!`") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}

func quoteYAML(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// short is a function's full name with the last element of its path only.
func short(name string) string {
	if name == "" {
		return "package level"
	}
	at := 0
	for at < len(name) && strings.IndexByte("(*", name[at]) >= 0 {
		at++
	}
	return name[:at] + name[at+strings.LastIndexByte(name[at:], '/')+1:]
}

// relative is a position as the user would type it.
func relative(p token.Position) string {
	if dir, err := filepath.Abs("."); err == nil {
		if rel, err := filepath.Rel(dir, p.Filename); err == nil && !strings.HasPrefix(rel, "..") {
			p.Filename = rel
		}
	}
	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}
