package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"go/token"
	"html/template"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/authstatus/authstatus/analyzer"
	"github.com/authstatus/authstatus/cmd/authstatus/internal/load"
)

// A listing is what -routes prints. Its form as JSON is documented in
// docs/routes.md.
type listing struct {
	Routes []routeEntry `json:"routes"`
}

type routeEntry struct {
	Method      string            `json:"method"` // empty for any
	Pattern     string            `json:"pattern"`
	Registered  string            `json:"registered"`
	Handler     string            `json:"handler"`
	HandlerAt   string            `json:"handler_at,omitempty"` // empty where it is not in view
	Middlewares []middlewareEntry `json:"middlewares"`          // outermost first
	Open        bool              `json:"open,omitempty"`       // more may stand before them
	Caller      string            `json:"caller"`               // known, unknown, or unseen
	Answers     []answerEntry     `json:"answers"`
}

type middlewareEntry struct {
	Name        string `json:"name"`
	At          string `json:"at,omitempty"`
	Unseen      bool   `json:"unseen,omitempty"`      // what it does is not in view
	Conditional bool   `json:"conditional,omitempty"` // it stands there under a condition
	KnowsCaller bool   `json:"knows_caller,omitempty"`
	Challenges  bool   `json:"challenges,omitempty"` // it sets a challenge for what is behind it
}

type answerEntry struct {
	Status    int64  `json:"status"`
	At        string `json:"at"`
	In        string `json:"in"`
	Challenge string `json:"challenge,omitempty"` // missing, set, or may be set
}

// routes prints the routes of the program.
func routes(opts *options, stdout, stderr io.Writer) int {
	fail := func(err error) int {
		fmt.Fprintf(stderr, "authstatus: %v\n", err)
		return exitError
	}
	opts.program = new(analyzer.Program)
	a, err := withFlags(opts.program, opts.analyzer)
	if err != nil {
		return fail(err)
	}
	prog, err := load.Load(load.Config{Tests: opts.tests, BuildFlags: opts.buildFlags(), Note: opts.note, Dependencies: dependencies(opts.rows)}, opts.patterns...)
	if err != nil {
		return fail(err)
	}
	graph, err := analyze(a, prog, opts, nil)
	if err != nil {
		return fail(err)
	}
	code := exitOK
	for _, err := range prog.Errors() {
		fmt.Fprintln(stderr, err)
		code = exitError
	}
	var results []*analyzer.Result
	var fset *token.FileSet
	for act := range graph.All() {
		if res, ok := prog.Result(act.Package).(*analyzer.Result); ok && isMain(act.Package) && act.Analyzer.Name == a.Name {
			results = append(results, res)
			fset = act.Package.Fset
		}
	}
	dir, _ := os.Getwd() // without it paths are absolute
	l := list(opts.program.Routes(fset, results), func(p token.Pos) string { return placeOf(fset, dir, p) })
	switch {
	case opts.json:
		enc := json.NewEncoder(stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "\t")
		err = enc.Encode(l)
	case opts.html:
		err = routesPage.Execute(stdout, l)
	default:
		err = l.print(stdout)
	}
	if err != nil {
		return fail(err)
	}
	return code
}

// placeOf is a place as file:line, relative to the directory if it is in it.
func placeOf(fset *token.FileSet, dir string, pos token.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	p := fset.Position(pos)
	name := p.Filename
	if rel, err := filepath.Rel(dir, name); dir != "" && err == nil && filepath.IsLocal(rel) {
		name = filepath.ToSlash(rel)
	}
	return fmt.Sprintf("%s:%d", name, p.Line)
}

func list(rows []analyzer.Route, at func(token.Pos) string) listing {
	l := listing{Routes: []routeEntry{}}
	for _, r := range rows {
		e := routeEntry{
			Method: r.Method, Pattern: r.Pattern, Registered: at(r.At), Handler: r.Handler, HandlerAt: at(r.HandlerAt),
			Open: r.Open, Caller: "unknown", Middlewares: []middlewareEntry{}, Answers: []answerEntry{},
		}
		unseen := r.Open
		for _, m := range r.Links {
			e.Middlewares = append(e.Middlewares, middlewareEntry{m.Name, at(m.Pos), m.Outside, m.Maybe, m.Known, m.Sets})
			unseen = unseen || m.Outside || m.Maybe
		}
		switch {
		case r.Known:
			e.Caller = "known"
		case unseen:
			e.Caller = "unseen"
		}
		for _, a := range r.Answers {
			e.Answers = append(e.Answers, answerEntry{a.Status, at(a.At), a.In, string(a.Challenge)})
		}
		l.Routes = append(l.Routes, e)
	}
	return l
}

// Chain is what stands around the handler, in one line.
func (r routeEntry) Chain() string {
	var out []string
	if r.Open {
		out = append(out, "…")
	}
	for _, m := range r.Middlewares {
		out = append(out, m.String())
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, " > ")
}

func (m middlewareEntry) String() string {
	name := m.Name
	if m.Unseen {
		name = "[" + name + "]"
	}
	if m.Conditional {
		name += "?"
	}
	return name
}

func (a answerEntry) String() string {
	s := fmt.Sprintf("%d", a.Status)
	if a.Challenge != "" {
		s += " challenge " + a.Challenge
	}
	return s + " " + a.At
}

// AnyMethod is the method, or * for all.
func (r routeEntry) AnyMethod() string {
	if r.Method == "" {
		return "*"
	}
	return r.Method
}

func (l listing) print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "METHOD\tPATTERN\tHANDLER\tBEHIND\tCALLER\tANSWERS")
	for _, r := range l.Routes {
		answers := "-"
		for i, a := range r.Answers {
			if i == 0 {
				answers = a.String()
				continue
			}
			answers += "; " + a.String()
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", r.AnyMethod(), r.Pattern, r.Handler, r.Chain(), r.Caller, answers)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%d routes. [name] is a middleware that is not in view, name? stands there under a condition, … is what may stand before the first. A caller is unseen where one of these may tell who it is.\n", len(l.Routes))
	return err
}

//go:embed routes.html
var routesHTML string

var routesPage = template.Must(template.New("routes").Parse(routesHTML))
