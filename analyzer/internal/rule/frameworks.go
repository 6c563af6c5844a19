package rule

import (
	"errors"
	"fmt"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/know"
	"github.com/authstatus/authstatus/analyzer/internal/model"
)

const frameworksLead = generatedNote + `# Frameworks

What a framework's calls, fields and error values do to a response is data: one file a framework in [analyzer/internal/model](../analyzer/internal/model), one row a symbol. A test resolves every row against the real module, and every way in which a framework can send 401 has a reported and a silent case in [testdata/frameworks](../testdata/frameworks), which requires the real frameworks.

`

const frameworksNotes = `
The rules of the group ~choice~ apply to all of them. A row stands for the version named; other versions are read with the same rows, and a symbol that they lack has no effect. "When the status leaves" decides what late-challenge can find: what only leaves when the handler returns can't be too late. Where a framework sends a challenge of its own, its rows say so and nothing is reported. Response types that oapi-codegen and ogen generate need no rows: what is sent for a type is reported where a handler returns it.

`

const frameworksUsers = `
## Rows of your own

~-model~ takes a row in the same notation, once for each. The command also takes a file with a row a line; it passes the rows on as if they stood on the command line, to ~go vet~ too. The analyzer itself reads no file.

~~~sh
authstatus -model '(*example.com/web.Ctx).Fail send status=$0' ./...
authstatus -model @rows.txt ./...
~~~

~~~
# An action answers with a problem that it fails with, or that it returns.
example.com/flow.Action response
(example.com/flow.Action).Fail send status=$0
(example.com/flow.Action).Meta headers
idiom example.com/flow.Action $response.Meta().Set($header, $value)

# Problems, and the codes that they carry.
example.com/problem.Problem error status=.Status sent
example.com/problem.New error status=$0 sent
code example.com/problem.Code 7=401
~~~

Rows for a symbol replace the builtin ones. A line that breaks the notation is refused with its line and column, and one whose symbol or argument does not exist with what is missing. The command warns of a line about a package that the program neither has nor imports, as after a typing error. ~go vet~ and golangci-lint can't: they look at one package at a time, and most packages don't import yours. What a row says is below.
`

// Frameworks returns docs/frameworks.md. The notation is that of the package
// comment of model, whose source is given.
func Frameworks(modelDoc string) (string, error) {
	var b strings.Builder
	b.WriteString(frameworksLead)
	b.WriteString("| framework | tested version | when the status leaves | …-challenge rules | rows |\n|---|---|---|---|---|\n")
	total := 0
	for _, f := range model.Builtin() {
		if routersOnly(f) {
			continue
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %d |\n", f.Name, f.Version, leaves(f), strings.Join(applying(f), ", "), len(f.Rows))
		total += len(f.Rows)
	}
	fmt.Fprintf(&b, "\n%d rows in all.\n", total)
	b.WriteString("\n" + ticks(frameworksNotes) + "\n\n")
	b.WriteString("## Routers\n\nWhat stands around a handler is known where it is wired with one of these: their calls that register, group and wrap handlers, and add middlewares.\n\n| library | tested version | rows |\n|---|---|---|\n")
	for _, f := range model.Builtin() {
		if n := wirings(f); n > 0 {
			fmt.Fprintf(&b, "| %s | %s | %d |\n", f.Name, f.Version, n)
		}
	}
	b.WriteString("\n")
	b.WriteString("## Authentication middlewares\n\nTheir own 401, with their default error handling; [middleware-challenge](rules/middleware-challenge.md) reports them unless something of the last column is used. All were run; those that say so from a clone of their repository, because the module proxy does not serve them.\n\n| middleware | tested version | challenge | configured by |\n|---|---|---|---|\n")
	for _, m := range know.Middlewares() {
		what := "none"
		if m.Sends != "" {
			what = "malformed: " + m.Sends
		}
		version := m.Version
		if m.Clone {
			version += " (run from a clone)"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", strings.Join(m.Calls, "`, `"), version, what, configuredBy(m))
	}
	b.WriteString("\n" + ticks(frameworksUsers) + "\n")
	notation, err := notation(modelDoc)
	b.WriteString("\n" + notation + "\n")
	return b.String(), err
}

// notation is the part of a package's comment under that heading, in Markdown.
func notation(source string) (string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), "doc.go", source, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		return "", err
	}
	_, text, ok := strings.Cut(f.Doc.Text(), "# Notation\n")
	if !ok {
		return "", errors.New("the package comment of model has no Notation")
	}
	var p comment.Parser
	printer := comment.Printer{HeadingLevel: 2, HeadingID: func(*comment.Heading) string { return "" }}
	return strings.TrimSpace(string(printer.Markdown(p.Parse("# The notation\n" + text)))), nil
}

// configuredBy says what makes a middleware answer otherwise.
func configuredBy(m *know.Middleware) string {
	var out []string
	for _, name := range slices.Concat(m.Fields, m.Options, m.Central) {
		out = append(out, "`"+name+"`")
	}
	switch {
	case m.Failure > 0:
		out = append(out, fmt.Sprintf("argument %d", m.Failure))
	case m.Realm != "":
		out = append(out, "quotes in `"+m.Realm+"`")
	case len(m.Refuses) > 0:
		out = append(out, "a validator that returns no `"+m.Refuses[0]+"`")
	case len(out) == 0:
		out = append(out, "nothing")
	}
	return strings.Join(out, ", ")
}

// wirings counts the rows that say how a library wires handlers.
func wirings(f *model.Framework) int {
	n := 0
	for _, r := range f.Rows {
		if r.Verb.Wires() {
			n++
		}
	}
	return n
}

// routersOnly tells whether a library only wires handlers.
func routersOnly(f *model.Framework) bool { return wirings(f) == len(f.Rows) }

// leaves says when a framework's status leaves the server.
func leaves(f *model.Framework) string {
	switch f.Commit {
	case model.AtBody:
		return "with the body, or at return"
	case model.AtReturn:
		return "when the handler returns"
	}
	return "with the call that names it"
}

// applying lists the rules of the group challenge that can find something in
// code of a framework, without that word.
func applying(f *model.Framework) []string {
	has := func(test func(model.Row) bool) bool { return slices.ContainsFunc(f.Rows, test) }
	var rules []string
	if has(func(r model.Row) bool {
		switch r.Verb {
		case model.Send, model.Record, model.Error, model.Literal, model.Handler:
			return r.Status.Kind != model.None && !r.Own && (r.Status.Kind != model.Int || r.Status.N == 401)
		}
		return false
	}) {
		rules = append(rules, "missing", "session")
	}
	if has(func(r model.Row) bool {
		return r.Verb == model.Send || r.Verb == model.Write && f.Commit == model.AtBody
	}) {
		rules = append(rules, "late")
	}
	rules = append(rules, "invalid")
	if slices.ContainsFunc(know.Middlewares(), func(m *know.Middleware) bool {
		return slices.ContainsFunc(f.Imports, func(path string) bool {
			s := strings.TrimLeft(m.Calls[0], "(*")
			return strings.HasPrefix(s, path+".") || strings.HasPrefix(s, path+"/")
		})
	}) {
		rules = append(rules, "middleware")
	}
	return rules
}
