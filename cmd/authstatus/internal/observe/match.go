package observe

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
)

// Bounds of a report.
const (
	maxTests      = 5 // names of tests
	maxChallenges = 3 // values
	maxSetters    = 3 // places
	maxStack      = 8 // lines
)

// A Span is a range of lines of a file.
type Span struct {
	File     string
	From, To int
}

func (s Span) has(f Frame) bool { return s.File == f.File && s.From <= f.Line && f.Line <= s.To }

// A Finding is one of the analyzer's, as far as it is matched with.
type Finding struct {
	Posn     string // to be shown
	At       Span   // the statement that it stands in
	Category string
	Message  string // begins with the status
	// Calls says that the statement calls something, so that a stack has its
	// line, and Noted that an answer knows if it was chosen there. Without both
	// (a variable of a package, a row of a table) Ways counts: the responders.
	Calls, Noted bool
	Ways         []Span
	// Packages are those of other modules whose functions stand in the finding.
	Packages map[string]bool
	modules  map[string]bool
	// What the rule says of its findings; see analyzer.Rule.
	AtValue, InCallee bool
	Confirms          func(challenge, problem string) bool
}

// A State says what was seen of a finding.
type State string

const (
	Seen         State = "seen"         // it left as the finding says
	Contradicted State = "contradicted" // it left, and always without the defect
	NotReached   State = "not reached"
)

// An Observed is a finding with what was seen of it.
type Observed struct {
	Posn       string   `json:"posn"`
	Category   string   `json:"category"`
	Message    string   `json:"message"`
	State      State    `json:"state"`
	Times      int      `json:"times,omitempty"` // that it left
	Tests      []string `json:"tests,omitempty"`
	Challenges []string `json:"challenges,omitempty"` // that left from there
	SetBy      []string `json:"setBy,omitempty"`      // what set them
	// Late is how often it was recorded after another status had left.
	Late int `json:"late,omitempty"`
}

// A Kind is what is wrong with an answer that no finding speaks of.
type Kind string

const (
	KindMissing   Kind = "missing-challenge"
	KindMalformed Kind = "invalid-challenge"
	KindLate      Kind = "late-status" // the client never saw it
	KindHint      Kind = "hint"        // a 403 in a test of a caller who is not known
)

// An Unreported is what left without a finding.
type Unreported struct {
	Posn       string   `json:"posn"` // the innermost line of the module
	Status     int      `json:"status"`
	Kind       Kind     `json:"kind"`
	Message    string   `json:"message"`
	Times      int      `json:"times"`
	Tests      []string `json:"tests,omitempty"`
	Challenges []string `json:"challenges,omitempty"`
	Stack      []string `json:"stack"`            // of the module's lines
	Direct     bool     `json:"direct,omitempty"` // a test called that function itself
	frame      Frame
}

// Apart counts the answers that are not the module's own, or can't be placed.
type Apart struct {
	Tests        int      `json:"tests"`        // of handlers in test files
	Proxied      int      `json:"proxied"`      // passed on by a reverse proxy
	Dependencies int      `json:"dependencies"` // of handlers of other modules
	Unplaced     int      `json:"unplaced"`
	Ignored      int      `json:"ignored"`            // a directive is there
	Answered     []string `json:"answered,omitempty"` // by which functions of other modules
}

// A Report is what was seen, beside what was found.
type Report struct {
	Tests      *Tests       `json:"run,omitempty"`
	Answers    int          `json:"answers"` // 401, 403 and 407 that left
	Dropped    int          `json:"dropped,omitempty"`
	Without    int          `json:"without"`    // of them, the module's own 401 and 407 without a challenge
	Challenged int          `json:"challenged"` // and with one
	Findings   []Observed   `json:"findings"`
	Unreported []Unreported `json:"unreported"`
	Apart      Apart        `json:"apart"`
	Places     Places       `json:"places"`
}

// Places count the module's lines that answered 401 or 407.
type Places struct {
	Without    int `json:"without"`    // a challenge
	Covered    int `json:"covered"`    // of these, those with a finding for each answer
	Challenged int `json:"challenged"` // that sent one
}

// Problem says what is wrong with a challenge that was sent, or "".
type Problem func(value string, status int) string

// Compare lays events beside findings. short shortens a place for people.
func (l *Listing) Compare(events []*Event, findings []Finding, problem Problem, short func(Frame) string) *Report {
	c := &comparison{
		Report:  &Report{Findings: []Observed{}, Unreported: []Unreported{}},
		problem: problem, short: short,
		missed:   map[string]*Unreported{},
		answered: map[string]bool{},
		files:    map[string][]string{},
	}
	p := l.placer()
	findings = slices.Clone(findings)
	for i, f := range findings {
		modules := map[string]bool{}
		for pkg := range f.Packages {
			modules[p.module(pkg)] = true
		}
		findings[i].modules = modules
	}
	var all []*placed
	for _, e := range events {
		if e.Dropped > 0 {
			c.Dropped += e.Dropped
			continue
		}
		c.Answers += e.times()
		all = append(all, p.place(e))
	}
	for _, f := range findings {
		c.Findings = append(c.Findings, c.observe(f, all))
	}
	for _, e := range all {
		c.rest(e, findings)
	}
	c.finish()
	return c.Report
}

type comparison struct {
	*Report
	problem  Problem
	short    func(Frame) string
	missed   map[string]*Unreported
	answered map[string]bool
	files    map[string][]string
	without  places
	open     places // of them, those with an answer that no finding speaks of
	with     places
}

// places count distinct lines.
type places map[string]bool

// on tells whether an event went through a finding.
func (f *Finding) on(e *placed) bool {
	// A challenge that is set for any status has none in its message.
	if !strings.HasPrefix(f.Message, fmt.Sprint(e.Status)) && !strings.HasPrefix(f.Message, "challenge ") {
		return false
	}
	frames := e.frames
	if f.AtValue { // it may stand where the challenge is set
		frames = slices.Concat(frames, e.set)
	}
	if slices.ContainsFunc(frames, f.At.has) {
		return true
	}
	if !f.Calls && !f.Noted {
		return slices.ContainsFunc(f.Ways, func(s Span) bool { return slices.ContainsFunc(frames, s.has) })
	}
	if !f.InCallee || e.class == classOwn {
		return false
	}
	for m := range f.modules {
		if e.others[m] {
			return true
		}
	}
	return false
}

// bears tells whether an answer is as the finding says: without a challenge,
// with a malformed one, or any.
func (f *Finding) bears(e *placed, problem Problem) bool {
	v, wrong := e.challenge(), ""
	if v != "" {
		wrong = problem(v, e.Status)
	}
	return f.Confirms == nil || f.Confirms(v, wrong)
}

func (c *comparison) observe(f Finding, all []*placed) Observed {
	o := Observed{Posn: f.Posn, Category: f.Category, Message: f.Message, State: NotReached}
	for _, e := range all {
		if !f.on(e) {
			continue
		}
		if e.After != 0 {
			o.Late += e.times()
			continue
		}
		bears := f.bears(e, c.problem)
		switch {
		case bears && o.State != Seen: // what was counted before contradicts
			o = Observed{Posn: f.Posn, Category: f.Category, Message: f.Message, State: Seen, Late: o.Late}
		case !bears && o.State == NotReached:
			o.State = Contradicted
		case !bears && o.State == Seen:
			continue
		}
		o.Times += e.times()
		o.Tests = add(o.Tests, maxTests, e.testNames()...)
		if v := e.challenge(); v != "" {
			o.Challenges = add(o.Challenges, maxChallenges, v)
			if len(e.set) > 0 {
				o.SetBy = add(o.SetBy, maxSetters, c.short(e.set[0]))
			}
		}
	}
	return o
}

// rest counts an event, and keeps it if no finding speaks of it.
func (c *comparison) rest(e *placed, findings []Finding) {
	byFinding := e.After == 0 && slices.ContainsFunc(findings, func(f Finding) bool { return f.on(e) && f.bears(e, c.problem) })
	switch e.class {
	case classTest:
		c.Apart.Tests += e.times()
		return
	case classProxied:
		c.Apart.Proxied += e.times()
		return
	case classDependency, classUnplaced:
		if byFinding {
			return
		}
		if e.answer != "" {
			c.answered[e.answer] = true
		}
		if e.class == classDependency {
			c.Apart.Dependencies += e.times()
		} else {
			c.Apart.Unplaced += e.times()
		}
		return
	}
	kind, message := c.judge(e)
	place := c.short(e.frames[0])
	if e.Status != 403 && e.After == 0 {
		if e.challenge() == "" {
			c.Without += e.times()
			c.without = c.without.with(place)
			if !byFinding {
				c.open = c.open.with(place)
			}
		} else {
			c.Challenged += e.times()
			c.with = c.with.with(place)
		}
	}
	switch {
	case kind == "" || byFinding:
	case slices.ContainsFunc(e.frames, c.ignored):
		c.Apart.Ignored += e.times()
	default:
		c.miss(e, kind, message)
	}
}

// judge says what is wrong with an answer.
func (c *comparison) judge(e *placed) (Kind, string) {
	field := "WWW-Authenticate"
	if e.Status == 407 {
		field = "Proxy-Authenticate"
	}
	value := e.challenge()
	switch {
	case e.After != 0:
		return KindLate, fmt.Sprintf("%d recorded after %d had left", e.Status, e.After)
	case e.Status == 403:
		if names := e.testNames(); len(names) > 0 && !slices.ContainsFunc(names, func(t string) bool { return !unauthenticated.MatchString(t) }) {
			return KindHint, "403 in a test that speaks of a caller who is not known, where 401 may be meant"
		}
		return "", ""
	case value == "":
		return KindMissing, fmt.Sprintf("%d left without %s", e.Status, field)
	default:
		if p := c.problem(value, e.Status); p != "" {
			return KindMalformed, fmt.Sprintf("%d left with a %s that is malformed: %s", e.Status, field, p)
		}
		return "", ""
	}
}

// unauthenticated matches names of tests in which the caller is not known.
var unauthenticated = regexp.MustCompile(`(?i)unauthenticated|unauthori[sz]ed|anonymous|not_?logged_?in|logged_?out|(no|without|missing|invalid|bad|wrong|expired)_?(auth|token|credential|session|password|login|cookie)`)

func (c *comparison) miss(e *placed, kind Kind, message string) {
	var stack []string
	for _, f := range e.frames[:min(len(e.frames), maxStack)] {
		stack = append(stack, c.short(f))
	}
	key := fmt.Sprint(kind, e.Status, message, stack)
	u := c.missed[key]
	if u == nil {
		u = &Unreported{Posn: c.short(e.frames[0]), Status: e.Status, Kind: kind, Message: message, Stack: stack, Direct: e.direct && len(e.frames) == 1, frame: e.frames[0]}
		c.missed[key] = u
	}
	u.Times += e.times()
	u.Tests = add(u.Tests, maxTests, e.testNames()...)
	if v := e.challenge(); v != "" {
		u.Challenges = add(u.Challenges, maxChallenges, v)
	}
}

func (c *comparison) finish() {
	for _, u := range c.missed {
		c.Unreported = append(c.Unreported, *u)
	}
	slices.SortFunc(c.Unreported, func(a, b Unreported) int {
		return cmp.Or(strings.Compare(a.frame.File, b.frame.File), a.frame.Line-b.frame.Line, slices.Compare(a.Stack, b.Stack), strings.Compare(a.Message, b.Message))
	})
	for name := range c.answered {
		c.Apart.Answered = append(c.Apart.Answered, name)
	}
	slices.Sort(c.Apart.Answered)
	c.Places = Places{len(c.without), len(c.without) - len(c.open), len(c.with)}
}

// ignored tells whether a directive stands at a line, above it, or above the
// file's package clause.
func (c *comparison) ignored(f Frame) bool {
	lines, ok := c.files[f.File]
	if !ok {
		text, _ := os.ReadFile(f.File) // what is gone has no directive
		lines = strings.Split(string(text), "\n")
		c.files[f.File] = lines
	}
	for i, line := range lines {
		if strings.HasPrefix(line, "package ") {
			break
		}
		if strings.HasPrefix(line, ignoreDirective) && i < f.Line {
			return true
		}
	}
	at := func(n int) string {
		if n < 1 || n > len(lines) {
			return ""
		}
		return strings.TrimSpace(lines[n-1])
	}
	return strings.Contains(at(f.Line), ignoreDirective) || strings.HasPrefix(at(f.Line-1), ignoreDirective)
}

const ignoreDirective = "//authstatus:ignore"

// testNames are the tests that an event is of: those that ran, without the
// ones that wait for a subtest. Where the stack begins in a test it is that.
func (e *placed) testNames() []string {
	var names []string
	for _, t := range e.Tests {
		if !slices.ContainsFunc(e.Tests, func(o string) bool { return strings.HasPrefix(o, t+"/") }) {
			names = append(names, t)
		}
	}
	slices.Sort(names)
	if at := slices.DeleteFunc(slices.Clone(names), func(t string) bool { return !e.begins(t) }); len(at) > 0 {
		return at
	}
	return names
}

// begins tells whether a stack goes through the function of a test.
func (e *placed) begins(test string) bool {
	top, _, _ := strings.Cut(test, "/")
	return slices.ContainsFunc(e.Stacks, func(stack []Frame) bool {
		return slices.ContainsFunc(stack, func(f Frame) bool {
			name := f.Func[strings.LastIndexByte(f.Func, '/')+1:]
			_, name, _ = strings.Cut(name, ".")
			return name == top || strings.HasPrefix(name, top+".")
		})
	})
}

func (p places) with(place string) places {
	if p == nil {
		p = places{}
	}
	p[place] = true
	return p
}

// add adds what a list does not have, up to a number.
func add(list []string, limit int, values ...string) []string {
	for _, v := range values {
		if len(list) < limit && !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return list
}

// Frame is the innermost line of the module.
func (u *Unreported) Frame() Frame { return u.frame }

// Wrong tells whether there is a finding that was not contradicted, or an
// answer without one that is more than a hint.
func (r *Report) Wrong() bool {
	return slices.ContainsFunc(r.Findings, func(f Observed) bool { return f.State != Contradicted }) ||
		slices.ContainsFunc(r.Unreported, func(u Unreported) bool { return u.Kind != KindHint })
}
