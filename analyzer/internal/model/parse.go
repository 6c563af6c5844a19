package model

import (
	"fmt"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// SyntaxError is a place where text does not follow the notation.
type SyntaxError struct {
	File         string // "" for a row that stands alone
	Line, Column int    // from 1; the column counts bytes
	Reason       string
}

func (e *SyntaxError) Error() string {
	if e.File == "" {
		return fmt.Sprintf("column %d: %s", e.Column, e.Reason)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Reason)
}

type attribute struct {
	name string
	of   func(*Row) *Arg
}

type flag struct {
	name string
	of   func(*Row) *bool
}

var attributes = [...]attribute{
	{"status", func(r *Row) *Arg { return &r.Status }},
	{"key", func(r *Row) *Arg { return &r.Key }},
	{"value", func(r *Row) *Arg { return &r.Value }},
	{"header", func(r *Row) *Arg { return &r.Header }},
	{"on", func(r *Row) *Arg { return &r.On }},
	{"calls", func(r *Row) *Arg { return &r.Calls }},
	{"needs", func(r *Row) *Arg { return &r.Needs }},
	{"in", func(r *Row) *Arg { return &r.In }},
	{"method", func(r *Row) *Arg { return &r.Method }},
	{"pattern", func(r *Row) *Arg { return &r.Pattern }},
	{"with", func(r *Row) *Arg { return &r.With }},
	{"handler", func(r *Row) *Arg { return &r.Handler }},
	{"runs", func(r *Row) *Arg { return &r.Runs }},
	{"under", func(r *Row) *Arg { return &r.Under }},
	{"via", func(r *Row) *Arg { return &r.Via }},
	{"controller", func(r *Row) *Arg { return &r.Controller }},
	{"actions", func(r *Row) *Arg { return &r.Actions }},
	{"before", func(r *Row) *Arg { return &r.Before }},
	{"stops", func(r *Row) *Arg { return &r.Stops }},
	{"check", func(r *Row) *Arg { return &r.Check }},
	{"unless", func(r *Row) *Arg { return &r.Unless }},
}

var flags = [...]flag{
	{"clear", func(r *Row) *bool { return &r.Clear }},
	{"chain", func(r *Row) *bool { return &r.Chain }},
	{"emptydeletes", func(r *Row) *bool { return &r.EmptyDeletes }},
	{"own", func(r *Row) *bool { return &r.Own }},
	{"sent", func(r *Row) *bool { return &r.Sent }},
	{"nowrap", func(r *Row) *bool { return &r.NoWrap }},
	{"early", func(r *Row) *bool { return &r.Early }},
	{"whole", func(r *Row) *bool { return &r.Whole }},
	{"inorder", func(r *Row) *bool { return &r.InOrder }},
	{"loose", func(r *Row) *bool { return &r.Loose }},
	{"unanswered", func(r *Row) *bool { return &r.Unanswered }},
	{"inside", func(r *Row) *bool { return &r.Inside }},
	{"each", func(r *Row) *bool { return &r.Each }},
	{"bymethod", func(r *Row) *bool { return &r.ByMethod }},
}

// allowed lists the attributes and flags each verb understands.
var allowed = [...]string{
	Send:     "status header value on calls needs clear chain own",
	Record:   "status header on calls needs clear chain own",
	Write:    "on chain clear",
	Set:      "key value on chain emptydeletes",
	Add:      "key value on chain",
	Delete:   "key on chain",
	Headers:  "on",
	Same:     "on",
	Response: "",
	Error:    "status header value own sent nowrap on clear chain",
	Literal:  "status header in",
	Handler:  "status",
	Catch:    "handler",
	Trailers: "",
	Exit:     "",
	Router:   "with on pattern",
	Route:    "method pattern with handler controller actions before on chain whole each",
	Group:    "method pattern with runs on chain",
	Use:      "pattern with early inorder loose inside on chain",
	Wrap:     "with handler pattern method whole via bymethod check inside",
	Next:     "on",
	Abort:    "on",
	Passes:   "unanswered stops",

	Authenticates: "unless",
	Narrow:        "method pattern on chain",
	Raise:         "",
	Endpoint:      "",
	Option:        "",
	Names:         "pattern",
	Select:        "with pattern under runs loose chain",
	Path:          "",
	Never:         "",
}

// Parse reads a file of the notation; name is used in errors only. The error
// is a *SyntaxError.
func Parse(name, text string) (*Framework, error) {
	f := &Framework{Names: map[string][]string{}}
	headed := false
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		l := &lexer{file: name, line: n, text: strings.TrimSuffix(line, "\r")}
		if err := f.line(l, &headed); err != nil {
			return nil, err
		}
	}
	if !headed {
		return nil, &SyntaxError{name, n, 1, "no framework line"}
	}
	return f, nil
}

// Add reads one line of a user's, as the -model flag takes it: a row, a code or
// an idiom. The error is a *SyntaxError without a file.
func (f *Framework) Add(s string) error {
	l := &lexer{line: 1, text: s}
	first, err := l.next()
	if err != nil {
		return err
	}
	switch first.text {
	case "":
		return l.fail(first, "a row has a symbol and a verb")
	case "code":
		return f.code(l)
	case "idiom":
		return f.idiom(l)
	case "framework", "import", "server", "name":
		return l.fail(first, "%s lines are for the models that are built in", first.text)
	}
	row, err := l.row(first)
	if err == nil {
		f.Rows = append(f.Rows, row)
	}
	return err
}

func (f *Framework) line(l *lexer, headed *bool) error {
	first, err := l.next()
	if err != nil || first.text == "" {
		return err
	}
	if !*headed && first.text != "framework" {
		return l.fail(first, "the first line must be: framework NAME VERSION commit=call|body|return")
	}
	switch first.text {
	case "framework":
		if *headed {
			return l.fail(first, "a second framework line")
		}
		*headed = true
		return f.framework(l)
	case "import":
		path, err := l.want("an import path")
		if err != nil {
			return err
		}
		if slices.Contains(f.Imports, path.text) {
			return l.fail(path, "%s is imported twice", path.text)
		}
		f.Imports = append(f.Imports, path.text)
		return l.end()
	case "server":
		path, err := l.want("an import path")
		if err != nil {
			return err
		}
		f.Servers = append(f.Servers, path.text)
		return l.end()
	case "name":
		what, err := l.want("a status or a header")
		if err != nil {
			return err
		}
		symbol, err := l.want("a constant")
		if err != nil {
			return err
		}
		if reason := checkSymbol(symbol.text); reason != "" {
			return l.fail(symbol, "%s", reason)
		}
		if slices.Contains(f.Names[what.text], symbol.text) {
			return l.fail(symbol, "%s names %s twice", symbol.text, what.text)
		}
		f.Names[what.text] = append(f.Names[what.text], symbol.text)
		return l.end()
	case "code":
		return f.code(l)
	case "idiom":
		return f.idiom(l)
	}
	row, err := l.row(first)
	if err != nil {
		return err
	}
	row.Framework = f.Name
	f.Rows = append(f.Rows, row)
	return nil
}

func (f *Framework) framework(l *lexer) error {
	name, err := l.want("a framework's name")
	if err != nil {
		return err
	}
	version, err := l.want("a version")
	if err != nil {
		return err
	}
	commit, err := l.want("commit=call|body|return")
	if err != nil {
		return err
	}
	switch commit.text {
	case "commit=call":
		f.Commit = AtCall
	case "commit=body":
		f.Commit = AtBody
	case "commit=return":
		f.Commit = AtReturn
	default:
		return l.fail(commit, "want commit=call, commit=body or commit=return, have %q", commit.text)
	}
	f.Name, f.Version = name.text, version.text
	handlers, err := l.next()
	if err != nil {
		return err
	}
	switch handlers.text {
	case "":
	case "handlers=error":
		f.ErrorOnly = true
	default:
		return l.fail(handlers, "want handlers=error or nothing, have %q", handlers.text)
	}
	return l.end()
}

func (f *Framework) code(l *lexer) error {
	typ, err := l.want("a type")
	if err != nil {
		return err
	}
	if reason := checkSymbol(typ.text); reason != "" {
		return l.fail(typ, "%s", reason)
	}
	pair, err := l.want("VALUE=STATUS")
	if err != nil {
		return err
	}
	i := strings.LastIndexByte(pair.text, '=')
	if i < 0 {
		return l.fail(pair, "want VALUE=STATUS, have %q", pair.text)
	}
	value, reason := parseArg(pair.text[:i])
	if reason == "" && value.Kind != Int && value.Kind != Text {
		reason = "a code is an integer or a text"
	}
	if reason != "" {
		return l.fail(pair, "%s", reason)
	}
	status, err := strconv.Atoi(pair.text[i+1:])
	if err != nil || status < 100 || status > 999 {
		return l.fail(word{pair.text[i+1:], pair.col + i + 1}, "want a status, have %q", pair.text[i+1:])
	}
	f.Codes = append(f.Codes, Code{typ.text, value, status})
	return l.end()
}

func (f *Framework) idiom(l *lexer) error {
	typ, err := l.want("a type")
	if err != nil {
		return err
	}
	kind, want, parts := "", "a statement", []string{"$response", "$header", "$value"}
	switch typ.text {
	case "get":
		kind, want, parts = "get", "an expression", parts[:2]
	case "add":
		kind = "add"
	}
	if kind != "" {
		if typ, err = l.want("a type"); err != nil {
			return err
		}
	}
	if reason := checkSymbol(typ.text); reason != "" {
		return l.fail(typ, "%s", reason)
	}
	code := l.rest()
	if code.text == "" {
		return l.fail(code, "want %s", want)
	}
	for _, p := range parts {
		if strings.Count(code.text, p) != 1 {
			return l.fail(code, "%s holds %s once", want, p)
		}
	}
	i := slices.IndexFunc(f.Idioms, func(old Idiom) bool { return old.Type == typ.text })
	switch {
	case kind == "" && i >= 0 || kind == "get" && i >= 0 && f.Idioms[i].Get != "" || kind == "add" && i >= 0 && f.Idioms[i].Add != "":
		return l.fail(typ, "%s has two idioms", typ.text)
	case kind == "":
		f.Idioms = append(f.Idioms, Idiom{Type: typ.text, Code: code.text})
	case i < 0:
		return l.fail(typ, "%s has no idiom before it that sets a header", typ.text)
	case kind == "get":
		f.Idioms[i].Get = code.text
	default:
		f.Idioms[i].Add = code.text
	}
	return nil
}

// row reads the rest of a row whose symbol is first.
func (l *lexer) row(first word) (Row, error) {
	r := Row{Symbol: first.text, Line: l.line}
	if reason := checkSymbol(first.text); reason != "" {
		return Row{}, l.fail(first, "%s", reason)
	}
	verb, err := l.want("a verb")
	if err != nil {
		return Row{}, err
	}
	if i := slices.Index(verbNames[:], verb.text); i > 0 {
		r.Verb = Verb(i)
	} else {
		return Row{}, l.fail(verb, "unknown verb %q; one of %s", verb.text, strings.Join(verbNames[1:], ", "))
	}
	for {
		t, err := l.next()
		if err != nil {
			return Row{}, err
		}
		if t.text == "" {
			break
		}
		if err := l.attribute(&r, t); err != nil {
			return Row{}, err
		}
	}
	if reason := check(&r); reason != "" {
		return Row{}, l.fail(verb, "%s", reason)
	}
	return r, nil
}

func (l *lexer) attribute(r *Row, t word) error {
	name, value, valued := strings.Cut(t.text, "=")
	usable := slices.Contains(strings.Fields(allowed[r.Verb]), name)
	for _, f := range flags {
		if f.name != name {
			continue
		}
		switch flag := f.of(r); {
		case valued:
			return l.fail(t, "%s takes no value", name)
		case !usable:
			return l.fail(t, "%s does not go with %s", name, r.Verb)
		case *flag:
			return l.fail(t, "%s stands twice", name)
		default:
			*flag = true
			return nil
		}
	}
	for _, a := range attributes {
		if a.name != name {
			continue
		}
		at := word{value, t.col + len(name) + 1}
		arg := a.of(r)
		switch {
		case !valued:
			return l.fail(t, "%s needs a value", name)
		case !usable:
			return l.fail(t, "%s does not go with %s", name, r.Verb)
		case arg.Kind != None:
			return l.fail(t, "%s stands twice", name)
		}
		v, reason := parseArg(value)
		if reason == "" {
			reason = checkArg(name, v)
		}
		if reason != "" {
			return l.fail(at, "%s", reason)
		}
		*arg = v
		return nil
	}
	return l.fail(t, "unknown attribute %q", name)
}

// checkArg says why a value can't stand for an attribute, "" if it can.
func checkArg(name string, a Arg) string {
	switch name {
	case "status":
		if a.Kind == Text {
			return "a status is an argument, an integer or a field"
		}
		if a.Kind == Int && (a.N < 100 || a.N > 999) {
			return "a status has three digits"
		}
	case "key":
		if a.Kind != Index && a.Kind != Text {
			return "a key is an argument or a text"
		}
	case "value":
		if a.Kind == Int {
			return "a value is an argument, a text or a field"
		}
	case "header":
		if a.Kind != Index && (a.Kind != Field || a.Text == "") {
			return "a header is an argument or a field"
		}
	case "on", "needs":
		if a.Kind != Index || a.Text != "" {
			return name + " is an argument"
		}
	case "in":
		if a.Kind != Text {
			return "in is a type as a text"
		}
	case "method", "pattern", "under":
		if a.Kind != Index && a.Kind != Text {
			return "a " + name + " is an argument or a text"
		}
	case "stops":
		if a.Kind != Text || a.Text != "true" && a.Text != "false" {
			return `stops is "true" or "false"`
		}
	case "via", "before":
		if a.Kind != Text {
			return name + " is a method as a text"
		}
	case "handler", "with", "runs", "check", "controller", "actions":
		if a.Kind != Index && (a.Kind != Field || a.Text != "") {
			return name + " is an argument, or the receiver"
		}
	case "calls":
		if a.Kind != Text && (a.Kind != Index || a.Text == "" || strings.Contains(a.Text, ".")) {
			return "calls is a method of an argument, such as $1.Render, or the name of a variable"
		}
	}
	return ""
}

// check says why the attributes of a row don't make sense together.
func check(r *Row) string {
	switch r.Verb {
	case Record:
		if r.Status.Kind == None {
			return "record needs a status"
		}
	case Set, Add:
		if r.Key.Kind != None && r.Value.Kind == None {
			return r.Verb.String() + " with a key needs a value"
		}
	case Delete:
		if r.Key.Kind == None {
			return "del needs a key"
		}
	case Error:
		if r.Status.Kind == None && r.Header.Kind == None {
			return "error needs a status or a header"
		}
		if r.NoWrap && !r.Sent {
			return "nowrap needs sent"
		}
	case Handler:
		if r.Status.Kind != Index || r.Status.Text != "" {
			return "handler needs status=$N, a result"
		}
	case Route:
		if (r.Handler.Kind == None) == (r.Controller.Kind == None) {
			return "route needs a handler or a controller"
		}
		if (r.Actions.Kind != None || r.Before.Kind != None) && r.Controller.Kind == None {
			return "actions and before need a controller"
		}
	case Use:
		if r.With.Kind == None {
			return "use needs with"
		}
	case Wrap:
		if r.With.Kind == None && r.Handler.Kind == None && r.Check.Kind == None {
			return "wrap needs a handler, with, or check"
		}
		if (r.Method.Kind != None || r.Whole || r.Via.Kind != None) && (r.With.Kind == None || r.Handler.Kind == None) {
			return "method, whole and via need both a handler and with"
		}
		if r.ByMethod && r.Via.Kind == None {
			return "bymethod needs via"
		}
	case Catch:
		if r.Handler.Kind == Field || r.Handler.Text != "" {
			return "catch has handler=$N, an argument"
		}
	case Literal:
		if r.Status.Kind != Field || r.Status.Text == "" {
			return "literal needs status=.Field"
		}
	}
	return ""
}

// parseArg reads a value; the reason is "" if it is one.
func parseArg(s string) (a Arg, reason string) {
	if s == "" {
		return Arg{}, "a value is missing"
	}
	switch s[0] {
	case '$':
		number, path, dotted := strings.Cut(s[1:], ".")
		n, err := strconv.Atoi(number)
		if err != nil || n < 0 || n > 99 || strconv.Itoa(n) != number || dotted && !isPath(path) {
			return Arg{}, fmt.Sprintf("want an argument such as $0 or $0.Code, have %q", s)
		}
		return Arg{Kind: Index, N: n, Text: path}, ""
	case '"':
		text, err := strconv.Unquote(s)
		if err != nil {
			return Arg{}, fmt.Sprintf("want a quoted text, have %s", s)
		}
		return Arg{Kind: Text, Text: text}, ""
	case '.':
		if s != "." && !isPath(s[1:]) {
			return Arg{}, fmt.Sprintf("want a field such as .Code, have %q", s)
		}
		return Arg{Kind: Field, Text: s[1:]}, ""
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || strconv.Itoa(n) != s {
		return Arg{}, fmt.Sprintf("want $0, a number, a quoted text or .Field, have %q", s)
	}
	return Arg{Kind: Int, N: n}, ""
}

// isPath reports whether s is a chain of names, such as Status.Code.
func isPath(s string) bool {
	for name := range strings.SplitSeq(s, ".") {
		if !token.IsIdentifier(name) {
			return false
		}
	}
	return true
}

// checkSymbol says why s is none of path.Name, path.Type.Field, (path.Type).Method
// and (*path.Type).Method.
func checkSymbol(s string) string {
	const want = "want a symbol such as path.Func, path.Type.Field or (*path.Type).Method, have %q"
	path := s
	if strings.HasPrefix(s, "(") {
		receiver, method, ok := strings.Cut(s[1:], ").")
		if !ok || !token.IsIdentifier(method) {
			return fmt.Sprintf(want, s)
		}
		path = strings.TrimPrefix(receiver, "*")
	}
	if i := strings.IndexAny(path, "[]()*\"\\,;"); i >= 0 {
		if path[i] == '[' {
			return fmt.Sprintf("a symbol has no type parameters, have %q", s)
		}
		return fmt.Sprintf(want, s)
	}
	slash := strings.LastIndexByte(path, '/')
	dot := strings.LastIndexByte(path, '.')
	if dot <= slash+1 || slash == 0 || !token.IsIdentifier(path[dot+1:]) || !utf8.ValidString(path) || strings.Contains(path, "..") {
		return fmt.Sprintf(want, s)
	}
	return ""
}

// word is a word and its column.
type word struct {
	text string
	col  int
}

// lexer reads the words of one line.
type lexer struct {
	file, text string
	line, pos  int
}

func (l *lexer) fail(t word, format string, args ...any) error {
	return &SyntaxError{l.file, l.line, t.col, fmt.Sprintf(format, args...)}
}

func (l *lexer) space() {
	for l.pos < len(l.text) && (l.text[l.pos] == ' ' || l.text[l.pos] == '\t') {
		l.pos++
	}
}

// next returns the next word, an empty one at the end or before a comment. A
// quoted text may hold spaces.
func (l *lexer) next() (word, error) {
	l.space()
	start := word{"", l.pos + 1}
	if l.pos == len(l.text) || l.text[l.pos] == '#' {
		l.pos = len(l.text)
		return start, nil
	}
	from, quoted := l.pos, false
	for ; l.pos < len(l.text); l.pos++ {
		switch c := l.text[l.pos]; {
		case c == '"':
			quoted = !quoted
		case c == '\\' && quoted && l.pos+1 < len(l.text):
			l.pos++
		case c < ' ' && c != '\t' || c == 0x7f:
			return start, l.fail(word{"", l.pos + 1}, "a control character")
		case !quoted && (c == ' ' || c == '\t'):
			return word{l.text[from:l.pos], from + 1}, nil
		}
	}
	if quoted {
		return start, l.fail(start, "a text without its closing quote")
	}
	return word{l.text[from:], from + 1}, nil
}

func (l *lexer) want(what string) (word, error) {
	t, err := l.next()
	if err == nil && t.text == "" {
		err = l.fail(t, "want %s", what)
	}
	return t, err
}

func (l *lexer) end() error {
	t, err := l.next()
	if err == nil && t.text != "" {
		err = l.fail(t, "%q is too much", t.text)
	}
	return err
}

// rest returns everything up to the end of the line.
func (l *lexer) rest() word {
	l.space()
	t := word{strings.TrimRight(l.text[l.pos:], " \t"), l.pos + 1}
	l.pos = len(l.text)
	return t
}
