package model

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	const text = `# gin, abridged
framework gin v1.12.0 commit=body
import github.com/gin-gonic/gin
import github.com/gin-gonic/gin/render

name 401 net/http.StatusUnauthorized
name 401 github.com/valyala/fasthttp.StatusUnauthorized  # two names
code google.golang.org/grpc/codes.Code 16=401
code github.com/twitchtv/twirp.ErrorCode "permission denied"=403
idiom github.com/gin-gonic/gin.Context   $response.Header($header, $value)
	(*github.com/gin-gonic/gin.Context).Header set key=$0 value=$1 emptydeletes # deletes
net/http.Error send status=$2 on=$0
x.Deny send status=401 own
x.Basic set key="WWW-Authenticate" value="Basic realm=\"a # b\"" on=$1
github.com/go-chi/render.Render send on=$0 calls=$2.Render
x.Error error status=.Status.Code header=.Header sent nowrap
x.Response.Status record status=.
x.Fail record status=$1.Code clear chain
idiom get github.com/gin-gonic/gin.Context $response.Writer.Header().Get($header)
idiom add github.com/gin-gonic/gin.Context $response.Writer.Header().Add($header, $value)
`
	got, err := Parse("gin.model", text)
	if err != nil {
		t.Fatal(err)
	}
	arg := func(n int) Arg { return Arg{Kind: Index, N: n} }
	want := &Framework{
		Name: "gin", Version: "v1.12.0", Commit: AtBody,
		Imports: []string{"github.com/gin-gonic/gin", "github.com/gin-gonic/gin/render"},
		Names:   map[string][]string{"401": {"net/http.StatusUnauthorized", "github.com/valyala/fasthttp.StatusUnauthorized"}},
		Codes: []Code{
			{"google.golang.org/grpc/codes.Code", Arg{Kind: Int, N: 16}, 401},
			{"github.com/twitchtv/twirp.ErrorCode", Arg{Kind: Text, Text: "permission denied"}, 403},
		},
		Idioms: []Idiom{{"github.com/gin-gonic/gin.Context", "$response.Header($header, $value)", "$response.Writer.Header().Get($header)", "$response.Writer.Header().Add($header, $value)"}},
		Rows: []Row{
			{Symbol: "(*github.com/gin-gonic/gin.Context).Header", Verb: Set, Key: arg(0), Value: arg(1), EmptyDeletes: true, Line: 11},
			{Symbol: "net/http.Error", Verb: Send, Status: arg(2), On: arg(0), Line: 12},
			{Symbol: "x.Deny", Verb: Send, Status: Arg{Kind: Int, N: 401}, Own: true, Line: 13},
			{Symbol: "x.Basic", Verb: Set, Key: Arg{Kind: Text, Text: "WWW-Authenticate"}, Value: Arg{Kind: Text, Text: `Basic realm="a # b"`}, On: arg(1), Line: 14},
			{Symbol: "github.com/go-chi/render.Render", Verb: Send, On: arg(0), Calls: Arg{Kind: Index, N: 2, Text: "Render"}, Line: 15},
			{Symbol: "x.Error", Verb: Error, Status: Arg{Kind: Field, Text: "Status.Code"}, Header: Arg{Kind: Field, Text: "Header"}, Sent: true, NoWrap: true, Line: 16},
			{Symbol: "x.Response.Status", Verb: Record, Status: Arg{Kind: Field}, Line: 17},
			{Symbol: "x.Fail", Verb: Record, Status: Arg{Kind: Index, N: 1, Text: "Code"}, Clear: true, Chain: true, Line: 18},
		},
	}
	for i := range want.Rows {
		want.Rows[i].Framework = "gin"
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestParseErrors(t *testing.T) {
	const head = "framework f v1 commit=call\n"
	tests := []struct{ text, want string }{
		{"", "f.model:1:1: no framework line"},
		{"# nothing\n", "f.model:2:1: no framework line"},
		{"import a.b/c\n", "f.model:1:1: the first line must be"},
		{"framework\n", "f.model:1:10: want a framework's name"},
		{"framework f\n", "f.model:1:12: want a version"},
		{"framework f v1\n", "f.model:1:15: want commit=call|body|return"},
		{"framework f v1 commit=later\n", `f.model:1:16: want commit=call, commit=body or commit=return, have "commit=later"`},
		{"framework f v1 commit=call now\n", `f.model:1:28: want handlers=error or nothing, have "now"`},
		{"framework f v1 commit=call handlers=error now\n", `f.model:1:43: "now" is too much`},
		{head + head, "f.model:2:1: a second framework line"},
		{head + "import\n", "f.model:2:7: want an import path"},
		{head + "import a a\n", `f.model:2:10: "a" is too much`},
		{head + "import a\nimport a\n", "f.model:3:8: a is imported twice"},
		{head + "name\n", "f.model:2:5: want a status or a header"},
		{head + "name 401\n", "f.model:2:9: want a constant"},
		{head + "name 401 Unauthorized\n", "f.model:2:10: want a symbol"},
		{head + "name 401 a.B x\n", `f.model:2:14: "x" is too much`},
		{head + "name 401 a.B\nname 401 a.B\n", "f.model:3:10: a.B names 401 twice"},
		{head + "code\n", "f.model:2:5: want a type"},
		{head + "code C 1=401\n", "f.model:2:6: want a symbol"},
		{head + "code a.C\n", "f.model:2:9: want VALUE=STATUS"},
		{head + "code a.C 401\n", "f.model:2:10: want VALUE=STATUS"},
		{head + "code a.C $0=401\n", "f.model:2:10: a code is an integer or a text"},
		{head + "code a.C x=401\n", "f.model:2:10: want $0, a number, a quoted text or .Field"},
		{head + "code a.C 16=4O1\n", `f.model:2:13: want a status, have "4O1"`},
		{head + "code a.C 16=42\n", `f.model:2:13: want a status, have "42"`},
		{head + "code a.C 16=401 x\n", `f.model:2:17: "x" is too much`},
		{head + "idiom\n", "f.model:2:6: want a type"},
		{head + "idiom T $response.Set($header, $value)\n", "f.model:2:7: want a symbol"},
		{head + "idiom a.T\n", "f.model:2:10: want a statement"},
		{head + "idiom a.T $response.Set($value)\n", "f.model:2:11: a statement holds $header once"},
		{head + "idiom a.T $response.Set($header, $value, $value)\n", "f.model:2:11: a statement holds $value once"},
		{head + "idiom get a.T $response.Get($header)\n", "f.model:2:11: a.T has no idiom before it that sets a header"},
		{head + "idiom a.T $response.Set($header, $value)\nidiom get a.T $response.Get()\n", "f.model:3:15: an expression holds $header once"},
		{head + "idiom a.T $response.Set($header, $value)\nidiom add a.T $response.Add($header)\n", "f.model:3:15: a statement holds $value once"},
		{head + "idiom a.T $response.Set($header, $value)\nidiom add a.T $response.Add($header, $value)\nidiom add a.T $response.Add($header, $value)\n", "f.model:4:11: a.T has two idioms"},
		{head + "idiom a.T $response.Set($header, $value)\nidiom a.T $response.Add($header, $value)\n", "f.model:3:7: a.T has two idioms"},
		{head + "Error send\n", "f.model:2:1: want a symbol"},
		{head + "a.B\n", "f.model:2:4: want a verb"},
		{head + "  a.B sends status=$0\n", `f.model:2:7: unknown verb "sends"; one of send,`},
		{head + "a.B send staus=$0\n", `f.model:2:10: unknown attribute "staus"`},
		{head + "a.B send status\n", "f.model:2:10: status needs a value"},
		{head + "a.B send status=\n", "f.model:2:17: a value is missing"},
		{head + "a.B send status=$\n", `f.model:2:17: want an argument such as $0 or $0.Code, have "$"`},
		{head + "a.B send status=$01\n", "f.model:2:17: want an argument"},
		{head + "a.B send status=$0.\n", "f.model:2:17: want an argument"},
		{head + "a.B send status=-1\n", "f.model:2:17: want $0, a number"},
		{head + "a.B send status=.a-b\n", "f.model:2:17: want a field such as .Code"},
		{head + "a.B send status=42\n", "f.model:2:17: a status has three digits"},
		{head + "a.B send status=\"401\"\n", "f.model:2:17: a status is an argument, an integer or a field"},
		{head + "a.B send status=$0 status=$1\n", "f.model:2:20: status stands twice"},
		{head + "a.B send own own\n", "f.model:2:14: own stands twice"},
		{head + "a.B send own=1\n", "f.model:2:10: own takes no value"},
		{head + "a.B send key=$0\n", "f.model:2:10: key does not go with send"},
		{head + "a.B write sent\n", "f.model:2:11: sent does not go with write"},
		{head + "a.B set key=1 value=$1\n", "f.model:2:13: a key is an argument or a text"},
		{head + "a.B set key=$0 value=1\n", "f.model:2:22: a value is an argument, a text or a field"},
		{head + "a.B send header=401\n", "f.model:2:17: a header is an argument or a field"},
		{head + "a.B send on=.W\n", "f.model:2:13: on is an argument"},
		{head + "a.B send on=$0.W\n", "f.model:2:13: on is an argument"},
		{head + "a.B send calls=$0\n", "f.model:2:16: calls is a method of an argument"},
		{head + "a.B record\n", "f.model:2:5: record needs a status"},
		{head + "a.B set key=$0\n", "f.model:2:5: set with a key needs a value"},
		{head + "a.B add key=$0\n", "f.model:2:5: add with a key needs a value"},
		{head + "a.B del\n", "f.model:2:5: del needs a key"},
		{head + "a.B error\n", "f.model:2:5: error needs a status or a header"},
		{head + "a.B error status=401 nowrap\n", "f.model:2:5: nowrap needs sent"},
		{head + "a.B literal header=.H\n", "f.model:2:5: literal needs status=.Field"},
		{head + "a.B literal status=.S in=4\n", "f.model:2:26: in is a type as a text"},
		{head + "a.B send in=\"a.T\"\n", "f.model:2:10: in does not go with send"},
		{head + "a.B send needs=401\n", "f.model:2:16: needs is an argument"},
		{head + "a.B handler\n", "f.model:2:5: handler needs status=$N, a result"},
		{head + "a.B handler status=401\n", "f.model:2:5: handler needs status=$N, a result"},
		{head + "a.B passes stops=\"no\"\n", `f.model:2:18: stops is "true" or "false"`},
		{head + "a.B catch handler=$0.F\n", "f.model:2:5: catch has handler=$N, an argument"},
		{head + "a.B catch status=$0\n", "f.model:2:11: status does not go with catch"},
		{head + "a.B set key=\"a value=$1\n", "f.model:2:9: a text without its closing quote"},
		{head + "a.B set key=\"\\q\" value=$1\n", "f.model:2:13: want a quoted text"},
		{head + "a.B\x01 send\n", "f.model:2:4: a control character"},
		{head + "(*a.B.C send\n", "f.model:2:1: want a symbol"},
		{head + "(*a.B).1 send\n", "f.model:2:1: want a symbol"},
		{head + "(B).C send\n", "f.model:2:1: want a symbol"},
		{head + "(*a.B[T]).C send\n", "f.model:2:1: a symbol has no type parameters"},
		{head + "/.B send\n", "f.model:2:1: want a symbol"},
		{head + "a/.B send\n", "f.model:2:1: want a symbol"},
	}
	for _, test := range tests {
		_, err := Parse("f.model", test.text)
		var syntax *SyntaxError
		switch {
		case err == nil:
			t.Errorf("%q: no error, want %s", test.text, test.want)
		case !errors.As(err, &syntax):
			t.Errorf("%q: a %T, want a *SyntaxError", test.text, err)
		case !strings.HasPrefix(err.Error(), test.want):
			t.Errorf("%q:\n got %s\nwant %s", test.text, err, test.want)
		}
	}
}

func TestAdd(t *testing.T) {
	f := user(t,
		"(*my/api.Server).fail  send status=$1 on=$0 # ours",
		`code my/api.Code "denied"=401`,
		"idiom my/api.Server $response.Set($header, $value)",
	)
	want := &Framework{
		Rows:   []Row{{Symbol: "(*my/api.Server).fail", Verb: Send, Status: Arg{Kind: Index, N: 1}, On: Arg{Kind: Index}, Line: 1}},
		Codes:  []Code{{"my/api.Code", Arg{Kind: Text, Text: "denied"}, 401}},
		Idioms: []Idiom{{Type: "my/api.Server", Code: "$response.Set($header, $value)"}},
	}
	if !reflect.DeepEqual(f, want) {
		t.Errorf("got %+v, want %+v", f, want)
	}
	for _, test := range []struct{ line, want string }{
		{"", "column 1: a row has a symbol and a verb"},
		{"   # nothing", "column 4: a row has a symbol and a verb"},
		{"my/api.Fail send status=$x", `column 25: want an argument such as $0 or $0.Code, have "$x"`},
		{" import my/api", "column 2: import lines are for the models that are built in"},
		{"framework api v1 commit=call", "column 1: framework lines are for"},
		{"name 401 my/api.Unauthorized", "column 1: name lines are for"},
		{"code my/api.Code 16:401", "column 18: want VALUE=STATUS"},
		{"idiom my/api.Server w.Set($header, $value)", "column 21: a statement holds $response once"},
		{"my/api.Fail send\nmy/api.Deny send", "column 17: a control character"},
	} {
		err := new(Framework).Add(test.line)
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%q: got %v, want %s", test.line, err, test.want)
		}
	}
}

// A line that parses prints as one that parses to the same.
func FuzzAdd(f *testing.F) {
	for _, fw := range Builtin() {
		for _, l := range fw.lines() {
			f.Add(l.String())
		}
	}
	f.Add(`(*a/b.c.T).M set key="WWW-Authenticate" value="Basic realm=\"x\"" on=$1 chain emptydeletes`)
	f.Add("a.B send status=$1.Code.X header=.Y calls=$0.Z own clear")
	f.Add("a.B error status=. sent nowrap # comment")
	f.Fuzz(func(t *testing.T, s string) {
		got := new(Framework)
		if err := got.Add(s); err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("a %T", err)
			}
			if syntax.Line != 1 || syntax.Column < 1 || syntax.Column > len(s)+1 || syntax.Reason == "" {
				t.Fatalf("place %d:%d of %d bytes, reason %q", syntax.Line, syntax.Column, len(s), syntax.Reason)
			}
			return
		}
		text := got.lines()[0].String()
		again := new(Framework)
		if err := again.Add(text); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if !reflect.DeepEqual(again, got) {
			t.Fatalf("%+v prints as %q, which is %+v", got, text, again)
		}
	})
}

// Builtin leaves out what doesn't parse, so every file is parsed here.
// The package comment, and docs/frameworks.md that is made of it, have every word
// of the notation at the start of its explanation.
func TestNotation(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if line, ok := strings.CutPrefix(line, "//\t"); ok {
			words, _, _ := strings.Cut(line, "  ")
			for w := range strings.SplitSeq(words, ", ") {
				told[strings.TrimSpace(w)] = true
			}
		}
	}
	want := verbNames[1:]
	for _, a := range attributes {
		want = append(want, a.name+"=")
	}
	for _, f := range flags {
		want = append(want, f.name)
	}
	for _, w := range want {
		if !told[w] && !told[w+" "] {
			t.Errorf("doc.go leaves out %s", w)
		}
	}
}

func TestFiles(t *testing.T) {
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, e := range entries {
		text, err := files.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		f, err := Parse(e.Name(), string(text))
		if err != nil {
			t.Error(err)
			continue
		}
		if old := names[f.Name]; old != "" {
			t.Errorf("%s and %s both describe %s", old, e.Name(), f.Name)
		}
		names[f.Name] = e.Name()
		if len(f.Rows) == 0 {
			t.Errorf("%s has no rows", e.Name())
		}
	}
	if got := len(Builtin()); got != len(entries) {
		t.Errorf("Builtin has %d frameworks, want %d", got, len(entries))
	}
}

// A symbol belongs to one framework and does a thing once.
func TestNoDuplicates(t *testing.T) {
	type key struct {
		symbol string
		verb   Verb
		unless Arg // of several rows all let others pass
	}
	rows := map[key]Row{}
	owner := map[string]string{}
	idioms := map[string]string{}
	for _, f := range Builtin() {
		for _, r := range f.Rows {
			k := key{r.Symbol, r.Verb, r.Unless}
			if old, ok := rows[k]; ok {
				t.Errorf("%s, lines %d and %d: %s has two %s rows", f.Name, old.Line, r.Line, r.Symbol, r.Verb)
			}
			rows[k] = r
			if o := owner[r.Symbol]; o != "" && o != f.Name {
				t.Errorf("%s stands in %s and %s", r.Symbol, o, f.Name)
			}
			owner[r.Symbol] = f.Name
		}
		for _, i := range f.Idioms {
			if o := idioms[i.Type]; o != "" {
				t.Errorf("%s and %s have an idiom for %s", o, f.Name, i.Type)
			}
			idioms[i.Type] = f.Name
		}
	}
}

func TestTable(t *testing.T) {
	mine := user(t,
		"(*my/api.Server).Deny send status=401",
		"net/http.Error write on=$0",
		"example.org/v1.web.Context response",
		"code my/codes.Code 7=401",
		"code google.golang.org/grpc/codes.Code 7=401",
		"idiom my/api.Server $response.Set($header, $value)",
	)
	deny, write := mine.Rows[0], mine.Rows[1]
	table := NewTable(mine, nil)

	if got := table.Rows(deny.Symbol); len(got) != 1 || got[0] != deny {
		t.Errorf("a row of the user: got %v", got)
	}
	if got := table.Rows("net/http.Error"); len(got) != 1 || got[0] != write {
		t.Errorf("a user's row replaces the builtin ones: got %v", got)
	}
	if got := table.Rows("(*github.com/gin-gonic/gin.Context).JSON"); len(got) != 1 || got[0].Framework != "gin" || got[0].Verb != Send {
		t.Errorf("a builtin row: got %v", got)
	}
	if got := table.Rows("(*github.com/gogf/gf/v2/net/ghttp.Response).WriteStatusExit"); len(got) != 2 {
		t.Errorf("a symbol with two rows: got %v", got)
	}
	if got := table.Rows("(*github.com/gin-gonic/gin.Context).Get"); got != nil {
		t.Errorf("a symbol without rows: got %v", got)
	}
	if got := table.Codes("my/codes.Code"); len(got) != 1 || got[0] != mine.Codes[0] {
		t.Errorf("a code of the user: got %v", got)
	}
	statuses := map[string]int{}
	for _, c := range table.Codes("google.golang.org/grpc/codes.Code") {
		statuses[c.Value.String()] += c.Status
	}
	if statuses["7"] != 401 || statuses["16"] != 401 {
		t.Errorf("a user's code replaces the builtin one: got %v", statuses)
	}
	if got, ok := table.Idiom("my/api.Server"); !ok || got != mine.Idioms[0] {
		t.Errorf("an idiom of the user: got %q", got)
	}
	for path, want := range map[string]bool{
		"net/http": true, "my/codes": true, "github.com/gin-gonic/gin": true, "my/api": true, "example.org/v1.web": true,
		"fmt": false, "io": false, "github.com/gin-gonic": false, "my": false, "": false,
	} {
		if got := table.ImportsAny(path); got != want {
			t.Errorf("ImportsAny(%q) = %v", path, got)
		}
	}
}
