package know

import (
	"go/token"
	"go/types"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

func TestFiles(t *testing.T) {
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{} // symbols and readings, by the file that has them
	for _, e := range entries {
		text, err := files.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		l, err := Parse(e.Name(), string(text))
		if err != nil {
			t.Error(err)
			continue
		}
		if len(l.Rows)+len(l.Readings)+len(l.Tokens)+len(l.Errors)+len(l.Ends)+len(l.Callbacks)+len(l.Responses)+len(l.Protocols)+len(l.Middlewares) == 0 {
			t.Errorf("%s says nothing", e.Name())
		}
		var names []string
		for _, r := range l.Rows {
			for _, s := range Expand(r.Symbol) {
				names = append(names, r.Kind+" "+s)
				if !token.IsIdentifier(s[strings.LastIndexByte(s, '.')+1:]) {
					t.Errorf("%s: %s names nothing", e.Name(), s)
				}
			}
		}
		for _, r := range l.Readings {
			for _, n := range r.Names {
				names = append(names, "reads "+r.Path+" "+r.Recv+"."+n)
			}
		}
		for s := range l.Errors {
			names = append(names, "errors "+s)
		}
		for p := range l.Ends {
			names = append(names, "ends "+p)
		}
		for _, p := range l.Tokens {
			names = append(names, "tokens "+p)
		}
		for kind, cs := range l.Callbacks {
			for _, c := range cs {
				names = append(names, "callback "+kind+" "+c.Symbol+" "+c.Param)
			}
		}
		for s := range l.Responses {
			names = append(names, "response "+s)
		}
		for what, paths := range l.Protocols {
			for _, p := range paths {
				names = append(names, "protocol "+what+" "+p)
			}
		}
		for _, m := range l.Middlewares {
			if m.Version == "" || m.Advice == "" {
				t.Errorf("%s: %s lacks a version or advice", e.Name(), m.Calls[0])
			}
			if strings.HasSuffix(m.Advice, ".") {
				t.Errorf("%s: the advice on %s ends a sentence that goes on", e.Name(), m.Calls[0])
			}
			for _, c := range m.Calls {
				names = append(names, "middleware "+c)
			}
		}
		for _, n := range names {
			if other := known[n]; other != "" {
				t.Errorf("%s: %s stands in %s too", e.Name(), n, other)
			}
			known[n] = e.Name()
		}
	}
	if len(Libraries()) != len(entries) {
		t.Errorf("%d libraries of %d files", len(Libraries()), len(entries))
	}
}

func TestParse(t *testing.T) {
	l, err := Parse("x.know", "# a comment\ncall p.{A,B} fails=false credential.absent words arg=authorization : nothing was sent  # so\nerror p.Err principal.absent : nobody\nreads cookie p * Get Find\ntokens p/q\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{
		{Kind: "call", Symbol: "p.{A,B}", Fails: "false", Subject: "credential", Test: "absent", Words: true, Arg: "authorization", What: "nothing was sent"},
		{Kind: "error", Symbol: "p.Err", Subject: "principal", Test: "absent", What: "nobody"},
	}
	if !slices.Equal(l.Rows, want) {
		t.Errorf("rows %+v", l.Rows)
	}
	if r := l.Readings; len(r) != 1 || r[0].Kind != "cookie" || r[0].Path != "p" || r[0].Recv != "" || !slices.Equal(r[0].Names, []string{"Get", "Find"}) {
		t.Errorf("readings %+v", r)
	}
	if !slices.Equal(l.Tokens, []string{"p/q"}) || l.Name != "x" {
		t.Errorf("%q, tokens %q", l.Name, l.Tokens)
	}
	m, err := Parse("x.know", "middleware p.{A,B} (*q.T).C : do so\n\tversion x v1\n\tclone\n\tstatus 407\n\tsends Basic realm=… without quotes\n\tfields p.F.{G,H}\n\tbeside p.D\n\tbeside q.E\n\tfailure 2\n")
	if err != nil {
		t.Fatal(err)
	}
	wanted := &Middleware{Calls: []string{"p.A", "p.B", "(*q.T).C"}, Advice: "do so", Version: "x v1", Clone: true, Status: 407, Sends: "Basic realm=… without quotes",
		Fields: []string{"p.F.G", "p.F.H"}, Beside: []string{"p.D", "q.E"}, Failure: 2}
	if len(m.Middlewares) != 1 || !reflect.DeepEqual(m.Middlewares[0], wanted) {
		t.Errorf("middleware %+v", m.Middlewares)
	}
	c, err := Parse("x.know", "callback field p.F.{G,H}\ncallback method On q.T Name\nresponse p.New 3\nprotocol mcp p q/r\n")
	if err != nil {
		t.Fatal(err)
	}
	callbacks := map[string][]Callback{"field": {{Symbol: "p.F.G"}, {Symbol: "p.F.H"}}, "method": {{"On", "q.T", "Name"}}}
	if !reflect.DeepEqual(c.Callbacks, callbacks) || c.Responses["p.New"] != 2 || !slices.Equal(c.Protocols["mcp"], []string{"p", "q/r"}) {
		t.Errorf("read %+v", c)
	}
	if got := Expand("{a,b}.{C,D}"); !slices.Equal(got, []string{"a.C", "a.D", "b.C", "b.D"}) {
		t.Errorf("expanded to %q", got)
	}
	for _, wrong := range []string{
		"call p.A fails=false credential.absent", "call p.A credential.absent : x", "call p.A fails=maybe credential.absent : x",
		"call p.A fails=false : x", "error p.E fails=error credential.absent : x", "error p.E credential.absent often : x",
		"error p.E credential.expird : x", "error p.E credentials.expired : x", "error p.E credential.off : x", "error p.E credential. : x",
		"reads mind p * Get", "reads cookie p *", "tokens", "tokens p : x", "verify p.A",
		"middleware p.A", "middleware : x", "\tversion 1", "errors often p.A", "errors new", "ends p",
		"callback p.F.G", "callback any p.F.G", "callback method On q.T", "response p.New", "response p.New 0", "response p.New x", "protocol p", "protocol acp p",
	} {
		if _, err := Parse("x.know", "\n"+wrong+"\n"); err == nil || !strings.HasPrefix(err.Error(), "x.know:2: ") {
			t.Errorf("%q: error %v", wrong, err)
		}
	}
	// The error says which words there are.
	if _, err := Parse("x.know", "error p.E credential.expird : x"); err == nil || !strings.HasPrefix(err.Error(), "x.know:1: no such SUBJECT.TEST: credential.expird; one of credential.absent, credential.rejected, ") {
		t.Errorf("error %v", err)
	}
	for _, wrong := range []string{"version", "clone it", "status many", "often", "fields"} {
		if _, err := Parse("x.know", "middleware p.A : x\n\t"+wrong+"\n"); err == nil || !strings.HasPrefix(err.Error(), "x.know:2: ") {
			t.Errorf("%q under a middleware: error %v", wrong, err)
		}
	}
}

// handled are verifiers that no tokens or reads line goes with, with the reason.
var handled = map[string]string{
	"oidc":   "a login elsewhere ends in a cookie",
	"oauth2": "a login elsewhere ends in a cookie",
}

// inside are libraries that answer themselves when what they check fails: no
// code of a server sees the failure.
var inside = map[string]string{
	"jwt-middleware": "a middleware", "fiber": "middlewares", "kratos": "a middleware", "hertz": "middlewares",
	"echo": "middlewares", "iris": "middlewares", "gin": "a middleware",
	"go-oauth2": "its server answers", "cristalhq-jwt": "no failure was seen yet", "pascaldekloe-jwt": "no failure was seen yet",
}

// A verifier is known to what decides between 401 and 403, and to what chooses
// a scheme.
func TestVerifiers(t *testing.T) {
	used := map[string]bool{}
	for _, l := range Libraries() {
		verifies := slices.ContainsFunc(l.Rows, func(r Row) bool {
			return r.Subject == "credential" && (r.Test == "rejected" || r.Test == "expired")
		})
		reads := len(l.Readings)+len(l.Tokens) > 0
		if verifies && !reads {
			if used[l.Name] = true; handled[l.Name] == "" {
				t.Errorf("%s verifies credentials, and no line says which it reads", l.Name)
			}
		}
		if len(l.Tokens) > 0 && !verifies {
			if used[l.Name] = true; inside[l.Name] == "" {
				t.Errorf("%s checks tokens, and no line says what its failure means", l.Name)
			}
		}
	}
	for _, reasons := range []map[string]string{handled, inside} {
		for name := range maps.Keys(reasons) {
			if !used[name] {
				t.Errorf("%s needs no reason", name)
			}
		}
	}
}

// ofRequest are frameworks whose handlers read the header of something else.
var ofRequest = map[string]string{
	"atreugo": "fasthttp's", "aws-lambda": "a map", "fuego": "its contexts are generic, or give the *http.Request",
	"connect": "http.Header", "go-kit": "*http.Request", "go-zero": "*http.Request", "goyave": "http.Header",
	"grpc-gateway": "*http.Request", "herodot": "*http.Request", "kubernetes": "*http.Request", "negroni": "*http.Request",
	"ogen": "*http.Request", "pocketbase": "*http.Request", "twirp": "*http.Request", "unrolled/render": "*http.Request",
}

// A framework that sends has something that reads: how its handlers look at
// credentials.
func TestFrameworksRead(t *testing.T) {
	used := map[string]bool{}
	for _, f := range model.Builtin() {
		sends := slices.ContainsFunc(f.Rows, func(r model.Row) bool { return r.Verb == model.Send || r.Verb == model.Record })
		if !sends || reads(f) {
			continue
		}
		if used[f.Name] = true; ofRequest[f.Name] == "" {
			t.Errorf("%s sends, and no line says how its handlers read credentials", f.Name)
		}
	}
	for name := range maps.Keys(ofRequest) {
		if !used[name] {
			t.Errorf("%s needs no reason", name)
		}
	}
}

// reads tells whether a library's file has a line about a framework's package.
func reads(f *model.Framework) bool {
	within := func(path string) bool {
		path = unversioned(path)
		return slices.ContainsFunc(f.Imports, func(root string) bool {
			root = unversioned(root)
			return path == root || strings.HasPrefix(path, root+"/") || strings.HasPrefix(root, path+"/")
		})
	}
	for _, l := range Libraries() {
		for _, r := range l.Rows {
			for _, s := range Expand(r.Symbol) {
				if r.Subject == "credential" && within(packageOf(s)) {
					return true
				}
			}
		}
		for _, r := range l.Readings {
			if within(r.Path) {
				return true
			}
		}
	}
	return false
}

var version = regexp.MustCompile(`[/.]v[0-9]+`)

func unversioned(path string) string { return version.ReplaceAllString(path, "") }

// packageOf is the path of the package that a symbol stands in.
func packageOf(symbol string) string {
	symbol = strings.TrimLeft(symbol, "(*")
	slash := strings.LastIndexByte(symbol, '/') + 1
	end := strings.IndexByte(version.ReplaceAllStringFunc(symbol[slash:], func(v string) string { return strings.Repeat("_", len(v)) }), '.')
	return symbol[:slash+end]
}

func TestCalls(t *testing.T) {
	for name, want := range map[string]string{
		"errors.New": "new", "errors.Is": "is", "github.com/pkg/errors.WithStack": "wrap", "golang.org/x/xerrors.Errorf": "format", "errors.Newer": "", "errors.AsType": "astype",
	} {
		i := strings.LastIndexByte(name, '.')
		of := func(recv *types.Var) *types.Func {
			return types.NewFunc(token.NoPos, types.NewPackage(name[:i], ""), name[i+1:], types.NewSignatureType(recv, nil, nil, nil, nil, false))
		}
		if got := ErrorCall(of(types.NewParam(token.NoPos, nil, "", types.Typ[types.Int]))); got != "" {
			t.Errorf("a method named like %s is %q", name, got)
		}
		if got := ErrorCall(of(nil)); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for _, c := range []struct {
		path, name string
		ends       bool
	}{{"os", "Exit", true}, {"os", "Exiting", false}, {"log", "Fatalf", true}, {"log", "Print", false}, {"go.uber.org/zap", "Panic", true}, {"example.com/os", "Exit", false}} {
		if Ends(c.path, c.name) != c.ends {
			t.Errorf("%s.%s ends: %v", c.path, c.name, !c.ends)
		}
	}
}
