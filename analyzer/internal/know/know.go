// Package know holds what libraries tell of callers and of their credentials,
// where their bodies are out of sight: as data, one file a library (*.know), one
// fact a line. Evidence and the rules read it.
//
// # Notation
//
// A # begins a comment. In a symbol {a,b} stands for either; path.Name is a
// function, variable or type, (*path.Type).Name a method, path.Type.Name a field.
// A clause behind a colon says what was found out.
//
//	call SYMBOL fails=OUTCOME SUBJECT.TEST [words] [switch] [arg=TEXT] : CLAUSE
//	field SYMBOL fails=OUTCOME SUBJECT.TEST : CLAUSE
//	error SYMBOL SUBJECT.TEST [words] : CLAUSE
//	reads KIND PATH TYPE|* NAME...
//	tokens PATH
//	errors KIND SYMBOL...
//	ends PATH NAME...
//	callback field|type SYMBOL...
//	callback method NAME TYPE NAME
//	response SYMBOL N
//	protocol mcp PATH...
//	middleware SYMBOL... : ADVICE
//		version TEXT
//		sends TEXT
//		fields SYMBOL...
//
// call, field and error say what it means that a call fails, a field is set or an
// error is there. OUTCOME is error, false, true or zero: what the result is then.
// words counts it only beside a word of authentication and none of policy,
// because it serves other purposes too; switch only beside a word of a switch;
// arg is what the last constant argument must be, in lower case.
//
// SUBJECT.TEST is what was looked at and what was found out about it; package
// evidence decides by it. These are the pairs, and no others:
//
//	credential.absent      401: no token, password, key or certificate was sent
//	credential.rejected    401: it is wrong or malformed
//	credential.expired     401: its time is over
//	credential.revoked     it was taken back: as the flag -revoked says
//	principal.absent       401: nobody is known to ask
//	principal.attribute    403: the caller lacks a role, right, scope or membership
//	resource.relation      403: it is not the caller's
//	principal.refused      403: a policy engine refused the caller
//	configuration.off      403 where no credential is read: the endpoint is switched off
//	request.refused        403 where no credential is read: of an address
//	request.rejected       silent: another part of the request is wrong
//	request.other          silent: anything else of the request
//	account.other          silent: the account is locked, limited or unverified
//
// For want-403 the caller must be known. An error about a right says so itself,
// and so does principal.refused; where a call or a field says principal.attribute
// or resource.relation, something else must. Their clauses go on after "the caller
// is known and": lacks a scope.
//
// reads lists what reads credentials of a kind: basic, bearer, cookie, decoded (a
// part of Basic, read by hand), password (wherever it was typed) or signature (of
// what was sent: beside it the field Authorization holds no token). tokens is a
// library that is imported to check tokens; those for a login elsewhere (oauth2,
// oidc) are none, because such a login ends in a cookie. The paths of these two
// stand without their major version.
//
// errors lists functions that make an error or look into one: new wraps nothing,
// wrap its first argument, format what its verb %w takes, join all arguments;
// unwrap and cause give what is wrapped; is, as and astype ask for it. ends lists functions
// of a package that end the program or the goroutine; Fatal* are all whose names
// begin so.
//
// callback is what a middleware calls that sets a challenge itself, before or after:
// what it answers has one. A field or a type takes functions; a method is one with a
// first parameter of that type, where the other method is there too. response is a
// function that makes an *http.Response without a challenge, and which argument is its
// status, from 1. protocol is one that a library serves; its path stands without its
// major version.
//
// middleware is one whose own 401 lacks a challenge, or has a malformed one, by the
// calls that make it, and how to make it send one. The lines under it, which are
// indented, say the rest; [Middleware] has them all, by their names.
package know

import (
	"embed"
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Library is one file.
type Library struct {
	Name     string
	Rows     []Row
	Readings []Reading
	Tokens   []string
	Errors   map[string]string   // what functions do with errors, by full name
	Ends     map[string][]string // by import path, names

	Callbacks   map[string][]Callback // by kind: field, type or method
	Responses   map[string]int        // the argument of functions that is a status, from 0
	Protocols   map[string][]string   // import paths, by what they serve
	Middlewares []*Middleware
}

// A Callback is called by a middleware that sets a challenge itself.
type Callback struct {
	Symbol        string // a method's name alone
	Param, Beside string // of a method: its first parameter's type, and another method
}

// A Row says what a call, a field or an error tells.
type Row struct {
	Kind          string // call, field or error
	Symbol        string
	Fails         string // error, false, true or zero; "" of an error
	Subject, Test string
	Words, Switch bool
	Arg           string
	What          string // one clause
}

// A Reading lists functions that read credentials.
type Reading struct {
	Kind  string
	Path  string
	Recv  string // the type, where others have methods of that name
	Names []string
}

var (
	rowKinds = []string{"call", "field", "error"}
	outcomes = []string{"error", "false", "true", "zero"}
	handling = []string{"new", "wrap", "format", "join", "unwrap", "cause", "is", "as", "astype"}
	pairs    = []string{
		"credential.absent", "credential.rejected", "credential.expired", "credential.revoked",
		"principal.absent", "principal.attribute", "principal.refused", "resource.relation", "configuration.off",
		"request.refused", "request.rejected", "request.other", "account.other",
	}
	readings = []string{"basic", "bearer", "cookie", "decoded", "password", "signature"}
)

// Pairs lists what may stand for SUBJECT.TEST.
func Pairs() []string { return slices.Clone(pairs) }

//go:embed *.know
var files embed.FS

// Libraries lists what is known, by the names of the files. The result is shared
// and must not be changed.
var Libraries = sync.OnceValue(func() []*Library {
	var all []*Library
	entries, _ := files.ReadDir(".") // of an embedded directory: cannot fail, sorted
	for _, e := range entries {
		text, _ := files.ReadFile(e.Name())
		if l, err := Parse(e.Name(), string(text)); err == nil { // a test parses every file
			all = append(all, l)
		}
	}
	return all
})

func empty() *Library {
	return &Library{Errors: map[string]string{}, Ends: map[string][]string{}, Callbacks: map[string][]Callback{}, Responses: map[string]int{}, Protocols: map[string][]string{}}
}

// Parse reads a file. The error names the line.
func Parse(name, text string) (*Library, error) {
	l := empty()
	l.Name = strings.TrimSuffix(name, ".know")
	n := 0
	for line := range strings.Lines(text) {
		n++
		if reason := l.line(line); reason != "" {
			return nil, fmt.Errorf("%s:%d: %s", name, n, reason)
		}
	}
	return l, nil
}

// line reads a line, and returns what is wrong with it.
func (l *Library) line(line string) (reason string) {
	line, _, _ = strings.Cut(line, "#")
	line = strings.TrimRight(line, " \r\n")
	head, what, told := strings.Cut(line, " : ")
	ws := strings.Fields(head)
	switch {
	case len(ws) == 0:
		return ""
	case line[0] == '\t' && len(l.Middlewares) > 0:
		return l.Middlewares[len(l.Middlewares)-1].attribute(line)
	case ws[0] == "middleware" && len(ws) > 1 && told:
		l.Middlewares = append(l.Middlewares, &Middleware{Status: 401, Calls: symbols(ws[1:]), Advice: what})
	case slices.Contains(rowKinds, ws[0]):
		return l.row(ws, strings.TrimSpace(what))
	case told:
		return "a clause is for calls, fields, errors and middlewares"
	case ws[0] == "reads" && len(ws) > 4:
		r := Reading{ws[1], ws[2], ws[3], ws[4:]}
		if r.Recv == "*" {
			r.Recv = ""
		}
		if !slices.Contains(readings, r.Kind) {
			return "reads one of " + strings.Join(readings, ", ")
		}
		l.Readings = append(l.Readings, r)
	case ws[0] == "errors" && len(ws) > 2 && slices.Contains(handling, ws[1]):
		for _, s := range symbols(ws[2:]) {
			l.Errors[s] = ws[1]
		}
	case ws[0] == "ends" && len(ws) > 2:
		l.Ends[ws[1]] = ws[2:]
	case ws[0] == "tokens" && len(ws) == 2:
		l.Tokens = append(l.Tokens, ws[1])
	case len(ws) < 3 || !l.answers(ws[0], ws[1], ws[2:]):
		return "no such line: " + strings.TrimSpace(head)
	}
	return ""
}

// answers reads what a library has to do with responses beside its rows in the model.
func (l *Library) answers(what, of string, rest []string) (ok bool) {
	switch {
	case what == "callback" && (of == "field" || of == "type"):
		for _, s := range symbols(rest) {
			l.Callbacks[of] = append(l.Callbacks[of], Callback{Symbol: s})
		}
	case what == "callback" && of == "method" && len(rest) == 3:
		l.Callbacks[of] = append(l.Callbacks[of], Callback{rest[0], rest[1], rest[2]})
	case what == "protocol" && of == "mcp":
		l.Protocols[of] = append(l.Protocols[of], rest...)
	case what == "response" && len(rest) == 1:
		n, err := strconv.Atoi(rest[0])
		l.Responses[of] = n - 1
		return err == nil && n > 0
	default:
		return false
	}
	return true
}

// row reads what a call, a field or an error tells.
func (l *Library) row(ws []string, what string) (reason string) {
	r := Row{Kind: ws[0], What: what}
	if len(ws) < 3 || r.What == "" {
		return "want " + ws[0] + " SYMBOL … : CLAUSE"
	}
	r.Symbol = ws[1]
	for _, w := range ws[2:] {
		if reason := r.attribute(w); reason != "" {
			return reason
		}
	}
	if (r.Fails == "") != (r.Kind == "error") {
		return "calls and fields have fails=, errors have none"
	}
	if r.Subject == "" {
		return "want SUBJECT.TEST"
	}
	l.Rows = append(l.Rows, r)
	return ""
}

func (r *Row) attribute(w string) (reason string) {
	key, value, _ := strings.Cut(w, "=")
	subject, test, dotted := strings.Cut(w, ".")
	switch {
	case key == "fails" && slices.Contains(outcomes, value):
		r.Fails = value
	case w == "words":
		r.Words = true
	case w == "switch":
		r.Switch = true
	case key == "arg" && value != "":
		r.Arg = value
	case dotted && r.Subject == "" && !slices.Contains(pairs, w):
		return "no such SUBJECT.TEST: " + w + "; one of " + strings.Join(pairs, ", ")
	case dotted && r.Subject == "":
		r.Subject, r.Test = subject, test
	default:
		return "no such attribute: " + w
	}
	return ""
}

// Expand lists the names that a symbol with {a,b} stands for.
func Expand(symbol string) []string {
	open := strings.IndexByte(symbol, '{')
	if open < 0 {
		return []string{symbol}
	}
	end := open + strings.IndexByte(symbol[open:], '}')
	var out []string
	for _, alt := range strings.Split(symbol[open+1:end], ",") {
		out = append(out, Expand(symbol[:open]+alt+symbol[end+1:])...)
	}
	return out
}

// merged is one library of all, as far as functions are looked up by their names.
var merged = sync.OnceValue(func() *Library {
	all := empty()
	for _, l := range Libraries() {
		for kind, cs := range l.Callbacks {
			all.Callbacks[kind] = append(all.Callbacks[kind], cs...)
		}
		maps.Copy(all.Responses, l.Responses)
		for what, paths := range l.Protocols {
			all.Protocols[what] = append(all.Protocols[what], paths...)
		}
		maps.Copy(all.Errors, l.Errors)
		maps.Copy(all.Ends, l.Ends)
	}
	return all
})

// ErrorCall says what a function of a library does with errors, or "".
func ErrorCall(f *types.Func) string {
	if f == nil || f.Pkg() == nil || f.Signature().Recv() != nil {
		return ""
	}
	return merged().Errors[f.Pkg().Path()+"."+f.Name()]
}

// Callbacks lists those of a kind. The result must not be changed.
func Callbacks(kind string) []Callback { return merged().Callbacks[kind] }

// Serving lists the libraries that serve a protocol. The result must not be changed.
func Serving(protocol string) []string { return merged().Protocols[protocol] }

// Response tells whether a function makes a response without a challenge, and which
// argument is its status.
func Response(f *types.Func) (arg int, ok bool) {
	arg, ok = merged().Responses[f.FullName()]
	return arg, ok
}

// Ends tells whether a function of a library ends the program or the goroutine.
func Ends(path, name string) bool {
	return slices.ContainsFunc(merged().Ends[path], func(n string) bool {
		start, many := strings.CutSuffix(n, "*")
		return n == name || many && strings.HasPrefix(name, start)
	})
}
