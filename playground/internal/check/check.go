// Package check says what authstatus finds in a text, in the form in which the
// page shows it.
package check

import (
	"go/token"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer"
	"github.com/authstatus/authstatus/playground/internal/bundle"
)

// Settings are those of the page, with the names and the meaning of the
// command's flags.
type Settings struct {
	Rules       []string `json:"rules,omitempty"`
	Disable     []string `json:"disable,omitempty"`
	Challenge   string   `json:"challenge,omitempty"`
	Challengers []string `json:"challengers,omitempty"`
	Models      []string `json:"models,omitempty"`
	Confidence  string   `json:"confidence,omitempty"`
	Revoked     string   `json:"revoked,omitempty"`
	Tests       bool     `json:"tests,omitempty"`
	Generated   bool     `json:"generated,omitempty"`
}

// An Answer is what there is to say about a text. Places in it are offsets in
// UTF-16 code units.
type Answer struct {
	// Need names bundles that have to be added first; then the rest is empty.
	Need     []string  `json:"need,omitempty"`
	Findings []Finding `json:"findings"`
	Problems []Problem `json:"problems"`
	Routes   []Route   `json:"routes"`
	Settings string    `json:"settings,omitempty"` // what is wrong with the settings
	Steps    int       `json:"steps"`
}

// A Span is a place in the text.
type Span struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	File string `json:"file"`
	Line int    `json:"line"`
}

// A Finding is a diagnostic with what it rests on.
type Finding struct {
	Span
	Column  int       `json:"column"`
	Rule    string    `json:"rule"`
	Message string    `json:"message"`
	Ways    [][]Step  `json:"ways"`
	Related []Related `json:"related"`
	Fixes   []Fix     `json:"fixes"`
}

// A Step is one on the way of a status to the client. Outside the text it has
// only a name.
type Step struct {
	*Span
	Outside string `json:"outside,omitempty"`
	Text    string `json:"text"`
}

// Related is a place that a finding names.
type Related struct {
	Span
	Text string `json:"text"`
}

// A Fix mends a finding.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// An Edit replaces a part of the text.
type Edit struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

// A Problem keeps a part of the text from being analysed.
type Problem struct {
	Span
	Kind string `json:"kind"` // syntax, type, import or note
	Text string `json:"text"`
}

// Check analyses a text with the types of the store.
func Check(text string, set Settings, store *bundle.Store) Answer {
	files := split(text)
	p := parse(files, set.Tests, store)
	if need := store.Missing(p.outside()); len(need) > 0 {
		return Answer{Need: need}
	}
	w := &writer{program: p, places: newPlaces(text, files)}
	p.check()
	whole := new(analyzer.Program)
	cfg := set.config()
	cfg.Program = whole
	if err := cfg.Validate(); err != nil {
		w.answer.Settings = err.Error()
	} else if err := p.analyze(analyzer.New(cfg), whole); err != nil {
		w.answer.Settings = err.Error()
	} else {
		w.findings()
		w.routes(whole)
	}
	w.problems()
	return w.answer
}

func (s Settings) config() analyzer.Config {
	return analyzer.Config{
		Rules: s.Rules, Disable: s.Disable, Challenge: s.Challenge, Challengers: s.Challengers,
		Models: s.Models, Confidence: s.Confidence, Revoked: s.Revoked, Tests: s.Tests, Generated: s.Generated,
	}
}

// A writer puts places of the syntax into the form of the page.
type writer struct {
	program *program
	places  *places
	answer  Answer
}

func (w *writer) span(pos, end token.Pos) (Span, bool) {
	return w.between(w.program.span(pos, end))
}

func (w *writer) between(a, b token.Position) (Span, bool) {
	from, ok := w.places.unit(a)
	to, in := w.places.unit(b)
	if !ok || !in || to < from {
		to = from
	}
	return Span{from, to, a.Filename, a.Line}, ok
}

func (w *writer) findings() {
	w.answer.Findings = []Finding{}
	for _, pk := range w.program.packages {
		res := pk.result
		first := len(res.diagnostics) - len(res.result.Findings) // others come before them
		for i, d := range res.diagnostics {
			at, ok := w.span(d.Pos, d.End)
			if !ok {
				continue
			}
			f := Finding{Span: at, Column: w.program.fset.Position(d.Pos).Column, Rule: d.Category, Message: d.Message, Ways: [][]Step{}, Related: []Related{}, Fixes: []Fix{}}
			for _, r := range d.Related {
				if at, ok := w.span(r.Pos, r.End); ok {
					f.Related = append(f.Related, Related{at, r.Message})
				}
			}
			for _, fix := range d.SuggestedFixes {
				out := Fix{Message: fix.Message}
				for _, e := range fix.TextEdits {
					at, ok := w.span(e.Pos, e.End)
					if ok {
						out.Edits = append(out.Edits, Edit{at.From, at.To, string(e.NewText)})
					}
				}
				if len(out.Edits) == len(fix.TextEdits) {
					f.Fixes = append(f.Fixes, out)
				}
			}
			if i >= first {
				f.Ways = w.ways(res.result.Findings[i-first])
			}
			w.answer.Findings = append(w.answer.Findings, f)
		}
		w.answer.Steps += res.result.Steps
	}
	slices.SortStableFunc(w.answer.Findings, func(a, b Finding) int { return a.From - b.From })
}

func (w *writer) ways(f analyzer.Finding) [][]Step {
	ways := [][]Step{}
	for _, flow := range f.Flows {
		var way []Step
		for _, s := range flow {
			step := Step{Outside: s.Ext, Text: s.Text}
			if at, ok := w.span(s.Pos, s.End); ok {
				step.Span = &at
			}
			if step.Text == "" {
				step.Text = strings.ToLower(string(s.Kind))
			}
			way = append(way, step)
		}
		ways = append(ways, way)
	}
	return ways
}

func (w *writer) problems() {
	w.answer.Problems = []Problem{}
	for _, pr := range w.program.problems {
		if at, ok := w.between(pr.pos, pr.pos); ok {
			w.answer.Problems = append(w.answer.Problems, Problem{at, pr.kind, pr.text})
		}
	}
	slices.SortStableFunc(w.answer.Problems, func(a, b Problem) int { return a.From - b.From })
}
