// Package sarif writes findings as SARIF 2.1.0, the form that code scanning
// services read.
package sarif

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/authstatus/authstatus/analyzer"
)

// The schema that the output follows.
const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// srcRoot is the name of the directory that paths are relative to.
const srcRoot = "%SRCROOT%"

// More is what a run knows beside its findings.
type More struct {
	// Properties are those of a finding; nil for none.
	Properties func(*token.FileSet, analysis.Diagnostic) map[string]any
	// Results are further ones.
	Results []Result
}

// A Result is one that is no diagnostic: a line of a file.
type Result struct {
	RuleID, Message, File string
	Line                  int
	Properties            map[string]any
}

// Write writes the findings of a run. errs are what kept packages from being
// read or analysed; root is the directory that paths are relative to.
func Write(w io.Writer, graph *checker.Graph, errs []error, version, root string, more More) error {
	l := &logger{more: more, root: root, lines: map[string][][]byte{}, seen: map[string]bool{}, rules: map[string]int{}, prints: map[string]int{}}
	for _, r := range analyzer.Rules() {
		l.rules[r.ID] = len(l.descriptors)
		l.descriptors = append(l.descriptors, describe(r))
	}
	if graph != nil {
		for _, act := range graph.Roots {
			if act.Err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", act.Package.PkgPath, act.Err))
				continue
			}
			l.fset = act.Package.Fset
			res, _ := act.Result.(*analyzer.Result)
			for _, d := range act.Diagnostics {
				l.add(d, behind(res, d))
			}
		}
	}
	for _, r := range more.Results {
		l.addResult(r)
	}
	slices.SortStableFunc(l.results, func(a, b result) int { return a.at.compare(b.at) })
	for i := range l.results {
		l.fingerprint(&l.results[i])
	}

	inv := invocation{ExecutionSuccessful: len(errs) == 0}
	for _, err := range errs {
		inv.Notifications = append(inv.Notifications, notification{Level: "error", Message: message{Text: err.Error()}})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(sarifLog{
		Schema:  schema,
		Version: "2.1.0",
		Runs: []run{{
			Tool: tool{component{
				Name:           "authstatus",
				Version:        version,
				InformationURI: "https://github.com/authstatus/authstatus",
				Rules:          l.descriptors,
			}},
			Invocations: []invocation{inv},
			BaseIDs:     map[string]artifact{srcRoot: {URI: fileURL(root) + "/"}},
			Columns:     "unicodeCodePoints",
			Results:     append([]result{}, l.results...), // [] and not null
		}},
	})
}

// Root finds the directory that paths should be relative to: the top of the
// repository that dir lies in, as services expect it, or dir itself.
func Root(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}

// behind finds what a diagnostic rests on.
func behind(res *analyzer.Result, d analysis.Diagnostic) *analyzer.Finding {
	if res != nil {
		for i, f := range res.Findings {
			if f.Pos == d.Pos && f.Category == d.Category {
				return &res.Findings[i]
			}
		}
	}
	return nil
}

type logger struct {
	more        More
	root        string
	fset        *token.FileSet
	lines       map[string][][]byte // of the files, by name
	descriptors []descriptor
	rules       map[string]int
	results     []result
	seen        map[string]bool
	prints      map[string]int
}

// add adds a finding; the test variant of a package repeats those of the
// package.
func (l *logger) add(d analysis.Diagnostic, f *analyzer.Finding) {
	at := l.place(d.Pos, d.End, "")
	key := fmt.Sprint(at.uri(), at.Physical.Region, d.Message)
	if l.seen[key] {
		return
	}
	l.seen[key] = true
	r := result{
		at:      at,
		RuleID:  d.Category,
		Index:   l.rule(d.Category),
		Level:   "warning",
		Message: message{Text: d.Message},
		Places:  []location{at},
	}
	for i, rel := range d.Related {
		p := l.place(rel.Pos, rel.End, rel.Message)
		p.ID = i + 1
		r.Related = append(r.Related, p)
	}
	if f != nil {
		for _, steps := range f.Flows {
			if flow := l.flow(steps); len(flow.Locations) > 1 {
				r.Flows = append(r.Flows, codeFlow{[]threadFlow{flow}})
			}
		}
	}
	for _, sf := range d.SuggestedFixes {
		r.Fixes = append(r.Fixes, l.fix(sf))
	}
	if l.more.Properties != nil {
		r.Props = l.more.Properties(l.fset, d)
	}
	l.results = append(l.results, r)
}

func (l *logger) addResult(more Result) {
	at := location{Physical: &physical{
		Artifact: l.artifact(more.File),
		Region:   region{StartLine: more.Line, StartColumn: 1, EndLine: more.Line, EndColumn: 1 + utf8.RuneCount(l.line(more.File, more.Line))},
	}}
	l.results = append(l.results, result{
		at:      at,
		RuleID:  more.RuleID,
		Index:   l.rule(more.RuleID),
		Level:   "warning",
		Message: message{Text: more.Message},
		Places:  []location{at},
		Props:   more.Properties,
	})
}

// rule is the index of a rule. What is no rule, such as a directive that is
// wrong, gets a short entry.
func (l *logger) rule(id string) int {
	i, ok := l.rules[id]
	if !ok {
		i = len(l.descriptors)
		l.rules[id] = i
		l.descriptors = append(l.descriptors, descriptor{ID: id, Config: &config{true, "warning"}})
	}
	return i
}

func (l *logger) flow(steps []analyzer.Step) threadFlow {
	var flow threadFlow
	for _, s := range steps {
		loc := location{Message: &message{Text: s.Text}}
		switch {
		case s.Pos.IsValid():
			loc = l.place(s.Pos, s.End, s.Text)
		case s.Ext != "":
			loc.Message.Text += " in " + s.Ext // another package's: its path is not known here
		}
		flow.Locations = append(flow.Locations, flowLocation{loc, []string{string(s.Kind)}})
	}
	return flow
}

func (l *logger) fix(sf analysis.SuggestedFix) fix {
	f := fix{Description: message{Text: sf.Message}}
	by := map[string]int{}
	for _, e := range sf.TextEdits {
		end := e.End
		if !end.IsValid() {
			end = e.Pos
		}
		at := l.place(e.Pos, end, "")
		i, ok := by[at.uri()]
		if !ok {
			i = len(f.Changes)
			by[at.uri()] = i
			f.Changes = append(f.Changes, change{Artifact: at.Physical.Artifact})
		}
		f.Changes[i].Replacements = append(f.Changes[i].Replacements, replacement{at.Physical.Region, content{string(e.NewText)}})
	}
	return f
}

// place describes a range of a file. Columns of go/token count bytes, those
// of the log count characters.
func (l *logger) place(pos, end token.Pos, text string) location {
	if !end.IsValid() {
		end = pos
	}
	from, to := l.fset.PositionFor(pos, false), l.fset.PositionFor(end, false)
	reg := region{StartLine: max(1, from.Line), StartColumn: l.column(from)}
	reg.EndLine, reg.EndColumn = max(reg.StartLine, to.Line), l.column(to)
	loc := location{Physical: &physical{Artifact: l.artifact(from.Filename), Region: reg}}
	if text != "" {
		loc.Message = &message{Text: text}
	}
	return loc
}

func (l *logger) column(p token.Position) int {
	line := l.line(p.Filename, p.Line)
	return 1 + utf8.RuneCount(line[:max(0, min(len(line), p.Column-1))])
}

func (l *logger) line(file string, n int) []byte {
	lines, ok := l.lines[file]
	if !ok {
		data, _ := os.ReadFile(file) // columns fall back to 1
		lines = bytes.Split(data, []byte("\n"))
		l.lines[file] = lines
	}
	if n < 1 || n > len(lines) {
		return nil
	}
	return lines[n-1]
}

func (l *logger) artifact(file string) artifact {
	rel, err := filepath.Rel(l.root, file)
	if err != nil || strings.HasPrefix(rel, "..") {
		return artifact{URI: fileURL(file)}
	}
	return artifact{URI: (&url.URL{Path: filepath.ToSlash(rel)}).EscapedPath(), Base: srcRoot}
}

func fileURL(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// fingerprint lets a service recognise a finding when lines above it change.
func (l *logger) fingerprint(r *result) {
	line := l.line(l.file(r.at), r.at.Physical.Region.StartLine)
	key := r.RuleID + "\x00" + r.at.uri() + "\x00" + string(bytes.TrimSpace(line))
	n := l.prints[key]
	l.prints[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, n))
	r.Fingerprints = map[string]string{"authstatus/v1": fmt.Sprintf("%x", sum[:12])}
}

func (l *logger) file(at location) string {
	path, err := url.PathUnescape(at.uri())
	if err != nil || at.Physical.Artifact.Base == "" {
		return ""
	}
	return filepath.Join(l.root, filepath.FromSlash(path))
}

// describe makes the entry of a rule.
func describe(r analyzer.Rule) descriptor {
	lead, _, _ := strings.Cut(r.Doc, "\n\n")
	md := fmt.Sprintf("%s\n\nBefore:\n\n```go\n%s\n```\n\nAfter:\n\n```go\n%s\n```\n\nBasis: %s.\n\n**Fix.** %s\n\n%s\n", r.Doc, r.Before, r.After, r.RFC, r.Fix, r.Silent)
	plain := fmt.Sprintf("%s\n\nBefore:\n\n%s\n\nAfter:\n\n%s\n\nBasis: %s.\n\nFix: %s\n\n%s\n", r.Doc, r.Before, r.After, r.RFC, r.Fix, r.Silent)
	return descriptor{
		ID:      r.ID,
		Name:    camel(r.ID),
		Short:   &message{Text: r.Title + "."},
		Full:    &message{Text: lead},
		Help:    &message{Text: plain, Markdown: md},
		HelpURI: analyzer.URL + "#" + r.ID,
		Config:  &config{true, "warning"},
		Props:   map[string]any{"tags": []string{"http", "authentication", r.Group}, "precision": "high", "problem.severity": "warning"},
	}
}

func camel(id string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(id, "-") {
		if part != "" {
			b.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return b.String()
}
