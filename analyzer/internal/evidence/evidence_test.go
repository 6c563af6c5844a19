package evidence

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/callgraph"
	"github.com/authstatus/authstatus/analyzer/internal/know"
)

// libs are stubs of packages, by import path.
type libs map[string]*types.Package

func (l libs) Import(path string) (*types.Package, error) {
	if p := l[path]; p != nil {
		return p, nil
	}
	return importer.Default().Import(path)
}

// weigh type checks a file, with a stub of a library beside it, and weighs the
// place that calls refuse.
func weigh(t *testing.T, path, lib, src string) Verdict {
	t.Helper()
	j, place := judged(t, path, lib, src)
	return j.Weigh(place, 0)
}

// judged is a judge of a file, and the path to the place that calls refuse.
func judged(t *testing.T, path, lib, src string) (*Judge, []ast.Node) {
	t.Helper()
	fset := token.NewFileSet()
	ls := libs{}
	if path != "" {
		f, err := parser.ParseFile(fset, "lib.go", lib, 0)
		if err != nil {
			t.Fatalf("%v\n%s", err, lib)
		}
		if ls[path], err = (&types.Config{}).Check(path, fset, []*ast.File{f}, nil); err != nil {
			t.Fatalf("%v\n%s", err, lib)
		}
	}
	f, err := parser.ParseFile(fset, "p.go", src, 0)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Implicits: map[ast.Node]types.Object{}, Scopes: map[ast.Node]*types.Scope{}}
	pkg, err := (&types.Config{Importer: ls}).Check("example.com/app", fset, []*ast.File{f}, info)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	files := []*ast.File{f}
	j := New(&analysis.Pass{Fset: fset, Files: files, Pkg: pkg, TypesInfo: info}, callgraph.NewSites(pkg, info, files))
	var stack, place []ast.Node
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		if c, ok := n.(*ast.CallExpr); ok && place == nil {
			if id, ok := c.Fun.(*ast.Ident); ok && id.Name == "refuse" {
				place = append([]ast.Node(nil), stack...)
			}
		}
		return true
	})
	if place == nil {
		t.Fatalf("no place in\n%s", src)
	}
	return j, place
}

// declared is what a name of a table is declared as.
func declared(full string) (path, typ, name string, ptr bool) {
	if recv, method, ok := strings.Cut(strings.TrimPrefix(full, "("), ")."); ok {
		i := strings.LastIndexByte(recv, '.')
		return strings.TrimPrefix(recv[:i], "*"), recv[i+1:], method, strings.HasPrefix(recv, "*")
	}
	i := strings.LastIndexByte(full, '.')
	return full[:i], "", full[i+1:], false
}

// Every function of the table, under each of its names, says what its row has
// when it fails.
func TestCalls(t *testing.T) {
	for _, row := range lookup().callRows {
		for _, full := range know.Expand(row.Name) {
			path, typ, name, ptr := declared(full)
			result, test := "bool", "!lib%s(%s)"
			switch row.Fails {
			case onErr:
				result, test = "error", "err := lib%s(%s); err != nil"
			case onZero:
				result, test = "string", "lib%s(%s) == \"\""
			}
			lib := "package lib\nfunc " + name + "(a ...string) " + result + " { panic(0) }\n"
			call := "." + name
			if typ != "" {
				star := ""
				if ptr {
					star = "*"
				}
				lib = fmt.Sprintf("package lib\ntype %s struct{}\nfunc (%s%s) %s(a ...string) %s { panic(0) }\n", typ, star, typ, name, result)
				call = "Value." + name
			}
			use := ""
			if typ != "" {
				use = "var libValue lib." + typ + "\n"
			}
			arg := `"x"`
			if row.Arg != "" {
				arg = fmt.Sprintf("%q", row.Arg)
			}
			if row.Switch {
				arg = `"FEATURE_X"`
			}
			fn := "handle"
			switch {
			case row.Words:
				fn = "checkToken"
			case row.What == "the password is wrong":
				fn = "checkBasic"
			}
			src := fmt.Sprintf("package app\nimport lib %q\nfunc refuse(int) {}\n%sfunc %s() {\n\tif %s {\n\t\trefuse(403)\n\t}\n}\n", path, use, fn, fmt.Sprintf(test, call, arg))
			v := weigh(t, path, lib, src)
			want := classOf(row.Subject, row.Test)
			if v.Class != want || want != Silent && (v.Row != row.Name || v.High != tellsAlone(row.Subject, row.Test)) {
				t.Errorf("%s: row %q, class %d, high %v; want class %d\n%s", full, v.Row, v.Class, v.High, classOf(row.Subject, row.Test), src)
			}
			if want == Silent {
				silences(t, full, path, lib, use, "", fmt.Sprintf(test, call, arg))
			}
			if row.Words || row.What == "the password is wrong" {
				for _, other := range []string{"handle", "checkCSRF"} {
					if v := weigh(t, path, lib, strings.Replace(src, fn+"()", other+"()", 1)); v.Class != Silent {
						t.Errorf("%s in %s: class %d, want silence", full, other, v.Class)
					}
				}
			}
			if row.Switch {
				if v := weigh(t, path, lib, strings.Replace(src, arg, `"HOME"`, 1)); v.Class != Silent {
					t.Errorf("%s: any argument will do", full)
				}
			}
			if row.Arg != "" {
				if v := weigh(t, path, lib, strings.Replace(src, arg, `"accept"`, 1)); v.Row == row.Name {
					t.Errorf("%s: any argument will do", full)
				}
			}
		}
	}
}

func TestFields(t *testing.T) {
	for _, row := range lookup().fieldRows {
		for _, full := range know.Expand(row.Name) {
			i := strings.LastIndexByte(full, '.')
			k := strings.LastIndexByte(full[:i], '.')
			path, typ := full[:k], full[k+1:i]
			ft, test := "bool", "!v.%s"
			switch row.Fails {
			case onTrue:
				test = "v.%s"
			case onZero:
				ft, test = "[]int", "v.%s == nil"
			}
			lib := fmt.Sprintf("package lib\ntype %s struct{ %s %s }\n", typ, full[i+1:], ft)
			src := fmt.Sprintf("package app\nimport lib %q\nfunc refuse(int) {}\nfunc handle(v *lib.%s) {\n\tif %s {\n\t\trefuse(403)\n\t}\n}\n", path, typ, fmt.Sprintf(test, full[i+1:]))
			v := weigh(t, path, lib, src)
			if want := classOf(row.Subject, row.Test); v.Class != want || want != Silent && (v.Row != row.Name || v.High != tellsAlone(row.Subject, row.Test)) {
				t.Errorf("%s: row %q, class %d, high %v; want class %d\n%s", full, v.Row, v.Class, v.High, want, src)
			}
			if want := classOf(row.Subject, row.Test); want == Silent {
				silences(t, full, path, lib, "", "v *lib."+typ, fmt.Sprintf(test, full[i+1:]))
			}
		}
	}
}

// tellsAlone tells whether a call or a field leaves no doubt where nothing else
// says that the caller is known.
func tellsAlone(s Subject, t Tested) bool { return classOf(s, t) != Authorization || t == Refused }

// A library's right that is lacking: an error tells that the caller is known, a
// call and a field leave that to what stands before them.
func TestRights(t *testing.T) {
	const path = "example.com/footoken"
	const lib = "package footoken\ntype Claims struct{ Wide bool }\nfunc (*Claims) Has(scope string) bool { return false }\nvar E error\ntype Narrow struct{}\nfunc (*Narrow) Error() string { return \"\" }\n"
	rows, err := know.Parse("footoken.know", "call (*"+path+".Claims).Has fails=false principal.attribute : lacks a scope\n"+
		"field "+path+".Claims.Wide fails=false principal.attribute : lacks a scope\nerror "+path+".{E,Narrow} principal.attribute : lacks a scope\n")
	if err != nil {
		t.Fatal(err)
	}
	was := *lookup()
	was.calls, was.fields, was.sentinels = maps.Clone(was.calls), maps.Clone(was.fields), maps.Clone(was.sentinels)
	defer func() { *lookup() = was }()
	for _, r := range rows.Rows {
		lookup().add(r)
	}
	for _, c := range []struct {
		test string
		bare bool // high also where nothing else tells that the caller is known
	}{{`!c.Has("x")`, false}, {"!c.Wide", false}, {"err == footoken.E", true}, {"errors.As(err, &narrow)", true}} {
		for _, known := range []bool{false, true} {
			before := ""
			if known {
				before = "\tif !x.IsLoggedIn() {\n\t\treturn\n\t}\n"
			}
			src := fmt.Sprintf("package app\nimport (\n\t\"errors\"\n\t%q\n)\nfunc refuse(int) {}\ntype api interface{ IsLoggedIn() bool }\nvar x api\nvar _ = errors.As\nfunc handle(c *footoken.Claims, err error) {\n\tvar narrow *footoken.Narrow\n\t_ = narrow\n%s\tif %s {\n\t\trefuse(401)\n\t}\n}\n", path, before, c.test)
			v := weigh(t, path, lib, src)
			if v.Class != Authorization || v.What != "lacks a scope" || v.High != (known || c.bare) {
				t.Errorf("%s, known %v: class %d, high %v, %q", c.test, known, v.Class, v.High, v.What)
			}
		}
	}
}

// silences holds a row that means silence to a case that speaks without it: a
// caller is known, and the text of the response speaks of a right.
func silences(t *testing.T, full, path, lib, use, params, test string) {
	t.Helper()
	src := func(path string) string {
		return fmt.Sprintf("package app\nimport lib %q\nfunc refuse(int, string) {}\ntype api interface{ IsLoggedIn() bool }\nvar x api\n%sfunc handle(%s) {\n\tif !x.IsLoggedIn() {\n\t\treturn\n\t}\n\tif %s {\n\t\trefuse(401, \"you lack the permission\")\n\t}\n}\n", path, use, params, test)
	}
	const other = "example.com/other"
	if v := weigh(t, path, lib, src(path)); v.Class != Silent {
		t.Errorf("%s: class %d, want silence\n%s", full, v.Class, src(path))
	}
	if v := weigh(t, other, lib, src(other)); v.Class != Authorization {
		t.Errorf("%s: class %d without the row: it makes no difference here\n%s", full, v.Class, src(path))
	}
}

// A library's own errors.Is and errors.As are known by their rows, and a function
// that is only named so is not.
func TestErrorCalls(t *testing.T) {
	const lib = "package lib\nfunc Is(err, target error) bool { return false }\nfunc As(err error, target any) bool { return false }\n"
	const src = "package app\nimport lib %q\ntype TokenExpiredError struct{}\nfunc (TokenExpiredError) Error() string { return \"\" }\nvar ErrTokenExpired error = TokenExpiredError{}\nfunc refuse(int) {}\n" +
		"func handle(err error) {\n\tvar target TokenExpiredError\n\tif %s {\n\t\trefuse(403)\n\t}\n\t_ = target\n}\n"
	for _, path := range []string{"errors", "golang.org/x/xerrors", "github.com/pkg/errors", "example.com/errors"} {
		for test, want := range map[string]Class{"lib.Is(err, ErrTokenExpired)": Authentication, "lib.As(err, &target)": Authentication} {
			if path == "example.com/errors" && strings.HasPrefix(test, "lib.As") {
				want = Silent
			}
			if v := weigh(t, path, lib, fmt.Sprintf(src, path, test)); v.Class != want {
				t.Errorf("%s of %s: class %d, want %d", test, path, v.Class, want)
			}
		}
	}
}

// What the files of libraries may say is what is decided, and the other way round.
func TestPairs(t *testing.T) {
	left := slices.Clone(decisions)
	for _, p := range know.Pairs() {
		subject, test, _ := strings.Cut(p, ".")
		n := len(left)
		for i := len(left) - 1; i >= 0; i-- {
			if left[i].Subject == subjects[subject] && left[i].Test == tests[test] {
				left = slices.Delete(left, i, i+1)
			}
		}
		if len(left) != n-1 {
			t.Errorf("%d decisions on %s", n-len(left), p)
		}
	}
	for _, d := range left {
		t.Errorf("no library can say subject %d, test %d", d.Subject, d.Test)
	}
}

func TestSentinels(t *testing.T) {
	for _, row := range lookup().sentinelRows {
		for _, full := range know.Expand(row.Name) {
			path, _, name, _ := declared(full)
			lib := "package lib\nvar " + name + " error\n"
			tests := []string{"err == lib." + name}
			if !strings.HasPrefix(name, "Err") {
				lib = "package lib\ntype " + name + " struct{}\nfunc (*" + name + ") Error() string { return \"\" }\n"
				tests = []string{"errors.As(err, &target)", "_, ok := errors.AsType[*lib." + name + "](err); ok"}
			}
			fn := "handle"
			switch {
			case row.Words:
				fn = "checkSession"
			case row.What == "the password is wrong":
				fn = "checkBasic"
			}
			for _, test := range tests {
				src := fmt.Sprintf("package app\nimport lib %q\n", path)
				target := ""
				if strings.Contains(test, "errors.") {
					src += "import \"errors\"\n"
				}
				if strings.Contains(test, "target") {
					target = "\tvar target *lib." + name + "\n"
				}
				src += fmt.Sprintf("func refuse(int) {}\nfunc %s(err error) {\n%s\tif %s {\n\t\trefuse(403)\n\t}\n}\n", fn, target, test)
				v := weigh(t, path, lib, src)
				want := classOf(row.Subject, row.Test)
				if v.Class != want || want != Silent && (v.Row != row.Name || !v.High) {
					t.Errorf("%s: row %q, class %d, high %v; want class %d\n%s", full, v.Row, v.Class, v.High, classOf(row.Subject, row.Test), src)
				}
			}
		}
	}
}

// Every phrase says what its row has, and nothing else.
func TestPhrases(t *testing.T) {
	for _, p := range phrases {
		if c, plain, mixed := textClass("Sorry: " + p.Text + "!"); c != p.Class || plain != p.Plain || mixed {
			t.Errorf("%q: class %d, mixed %v, want %d", p.Text, c, mixed, p.Class)
		}
	}
	if c, _, mixed := textClass("invalid token or missing role"); c != Silent || !mixed {
		t.Errorf("a text that says both: class %d, mixed %v", c, mixed)
	}
}

// mergeOf are the words and the pairs of a set.
func mergeOf(s set) map[string]bool {
	all := maps.Clone(s.one)
	maps.Copy(all, s.two)
	return all
}

// Words decide by the class that they speak for.
func TestWords(t *testing.T) {
	each := func(s set) []string { return slices.Sorted(maps.Keys(mergeOf(s))) }
	for _, c := range []struct {
		set   set
		name  string
		class Class
	}{
		{wordsCredential, "verify_%s", Authentication},
		{wordsRight, "has_%s", Authorization},
		{wordsPolicy, "check_%s", Silent},
	} {
		for _, w := range each(c.set) {
			name := fmt.Sprintf(c.name, strings.ReplaceAll(w, " ", "_"))
			src := "package app\nfunc refuse(int) {}\nvar x api\ntype api interface{ " + name + "() bool }\nfunc handle() {\n\tif !x." + name + "() {\n\t\trefuse(403)\n\t}\n}\n"
			if in(wordsTyped, []string{w}) {
				if v := weigh(t, "", "", src); v.Class != Silent {
					t.Errorf("%s: class %d, want silence: it may come from a form", name, v.Class)
				}
				src = strings.Replace(src, "handle", "handle_basic", 1)
			}
			if v := weigh(t, "", "", src); v.Class != c.class {
				t.Errorf("%s: class %d, want %d", name, v.Class, c.class)
			}
		}
	}
}

// The decisions, and what is made of conditions that have several parts.
func TestWeigh(t *testing.T) {
	const head = `package app
import "errors"
type User struct { ID, Role string; IsAdmin, Locked bool }
type Post struct { AuthorID string }
type Token struct { ExpiresAt int64 }
type reqContext struct{}
func (reqContext) GetString(string) string { return "" }
func (reqContext) ClientIP() string { return "" }
func lookUpAccount(reqContext, string) *User { return nil }
type Config struct { Reports bool }
type store interface {
	FindUser(id string) (*User, error)
	CurrentUser() *User
	ValidateToken(t string) error
	Find() error
	Enforce(sub string) bool
	HasRole(sub string) bool
	IsLoggedIn() bool
	CanRead() bool
	Lets(addr string) bool
	IsAnonymous() bool
}
var (
	s store
	cfg Config
	ErrTokenRevoked = errors.New("x")
	ErrInvalidToken = errors.New("x")
)
func param(string) string { return "" }
func refuse(int, ...string) {}
func serve() {}
func currentUser() *User { return s.CurrentUser() }
func valid(token string) bool {
	if err := s.ValidateToken(token); err != nil { return false }
	return true
}
func either(token string) bool {
	if err := s.ValidateToken(token); err != nil { return false }
	return s.Find() == nil
}
func checkToken(token string) error {
	if token == "" { return errors.New("x") }
	if err := s.ValidateToken(token); err != nil { return err }
	if err := s.Find(); err != nil { return err }
	return nil
}
func checkRole(token string) error {
	if err := s.ValidateToken(token); err != nil { return err }
	if err := s.Find(); err != nil { return err }
	return nil
}
`
	seen := map[[2]uint8]bool{}
	for _, c := range []struct {
		name  string
		body  string
		class Class
		high  bool
	}{
		{"no credential", `func h(r map[string]string, header func(string) string) { token := header("X"); if token == "" { refuse(403) } }`, Authentication, true},
		{"rejected", `func h(t string) { if err := s.ValidateToken(t); err != nil { refuse(403) } }`, Authentication, true},
		{"early return", `func h(t string) { if err := s.ValidateToken(t); err == nil { return }; refuse(403) }`, Authentication, true},
		{"else", `func h(t string) { if s.IsLoggedIn() { return } else { refuse(403) } }`, Authentication, true},
		{"switch", `func h(t string) { switch { case !s.IsLoggedIn(): refuse(403) } }`, Authentication, true},
		{"switch default", `func h(t string) { switch { case s.IsLoggedIn(): default: refuse(403) } }`, Authentication, true},
		{"helper", `func h(t string) { if !valid(t) { refuse(403) } }`, Authentication, true},
		{"helper that fails for two reasons", `func h(t string) { if !either(t) { refuse(403) } }`, Silent, false},
		{"helper of which some failures tell nothing", `func h(t string) { if err := checkToken(t); err != nil { refuse(403) } }`, Authentication, true},
		{"helper whose name says otherwise", `func h(t string) { if err := checkRole(t); err != nil { refuse(401) } }`, Silent, false},
		{"anonymous", `func h() { if s.IsAnonymous() { refuse(403) } }`, Authentication, true},
		{"no principal", `func h() { user := currentUser(); if user == nil { refuse(403) } }`, Authentication, true},
		{"a user that was looked up is another", `func h(id string) { user, _ := s.FindUser(id); if user == nil { refuse(403) } }`, Silent, false},
		{"expired", `var ErrTokenExpired = errors.New("x"); func h(err error) { if errors.Is(err, ErrTokenExpired) { refuse(403) } }`, Authentication, true},
		{"revoked", `func h(err error) { if errors.Is(err, ErrTokenRevoked) { refuse(401) } }`, TakenBack, true},
		{"an account that was looked up, with the context", `func h(ctx reqContext, id string) { account := lookUpAccount(ctx, id); if account == nil { refuse(403) } }`, Silent, false},
		{"a caller in the context", `func h(c reqContext) { userID := c.GetString("user_id"); p := &Post{}; if p.AuthorID != userID { refuse(401) } }`, Authorization, true},
		{"a right of a caller in the context", `func h(c reqContext) { uid := c.GetString("user_id"); if !s.HasRole(uid) { refuse(401) } }`, Authorization, true},
		{"expired by the clock", `func h(now int64, token *Token) { if token.ExpiresAt < now { refuse(403) } }`, Authentication, true},
		{"expired by the clock, the other way round", `func h(now int64, token *Token) { if now > token.ExpiresAt { refuse(403) } }`, Authentication, true},
		{"not expired", `func h(now int64, token *Token) { if token.ExpiresAt > now { refuse(403) } }`, Silent, false},
		{"expiry is no right", `func h(now int64, adminClaims *Token) { if adminClaims.ExpiresAt < now { refuse(401) } }`, Authentication, true},
		{"an object of another type in a store", `func h(st map[string]any, id string) { _, ok := st[id].(*User); if !ok { refuse(403) } }`, Silent, false},
		{"attribute", `func h(user *User) { if !user.IsAdmin { refuse(401) } }`, Authorization, true},
		{"role", `func h(user *User) { if user.Role != "admin" { refuse(401) } }`, Authorization, true},
		{"role, and the caller may be unknown", `func h(role string) { if role != "admin" { refuse(401) } }`, Authorization, false},
		{"right, and the caller may be unknown", `func h() { if !s.CanRead() { refuse(401) } }`, Authorization, false},
		{"role after authentication", `func h(role, t string) { if err := s.ValidateToken(t); err != nil { return }; if !s.CanRead() { refuse(401) } }`, Authorization, true},
		{"engine", `func h(user *User) { if !s.Enforce(user.ID) { refuse(401) } }`, Authorization, true},
		{"owner", `func h(currentUser *User, p *Post) { if p.AuthorID != currentUser.ID { refuse(401) } }`, Authorization, true},
		{"configuration", `func h() { if !cfg.Reports { refuse(401) } }`, Policy, true},
		{"configuration where a token is read", `func h(token string) { if !cfg.Reports { refuse(401) } }`, Silent, false},
		{"account state", `func h(user *User) { if user.Locked { refuse(401) } }`, Silent, false},
		{"csrf", `func h(csrfToken, want string) { if csrfToken != want { refuse(401) } }`, Silent, false},
		{"both in one condition", `func h(user *User) { if !s.IsLoggedIn() || !user.IsAdmin { refuse(401) } }`, Silent, false},
		{"known and lacking", `func h() { user := currentUser(); if user != nil && !user.IsAdmin { refuse(401) } }`, Authorization, true},
		{"unknown disjunct", `func h(t string, n int) { if err := s.ValidateToken(t); err != nil || n > 3 { refuse(403) } }`, Silent, false},
		{"unknown condition inside", `func h(n int) { if !s.IsLoggedIn() { if n > 3 { refuse(403) } } }`, Silent, false},
		{"form of the answer inside", `func isAPI() bool { return param("api") != "" }; func h() { if !s.IsLoggedIn() { if isAPI() { refuse(403) } } }`, Authentication, true},
		{"a passed check tells nothing", `func h(t string) { if err := s.ValidateToken(t); err != nil { return }; refuse(403) }`, Silent, false},
		{"text contradicts", `func h() { if !s.IsLoggedIn() { refuse(403, "you lack the role") } }`, Silent, false},
		{"text of a policy", `func h() { if !s.IsLoggedIn() { refuse(403, "the account is suspended") } }`, Silent, false},
		{"known caller types a password again", `func h(t string) { if err := s.ValidateToken(t); err != nil { return }; password, old := param("p"), param("o"); if password != old+"secret" { refuse(403) } }`, Silent, false},
		{"webhook", `func webhook(t string) { if err := s.ValidateToken(t); err != nil { refuse(403) } }`, Silent, false},
		{"set in a loop", `func h(user *User, roles []string) { ok := false; for _, role := range roles { if role == "admin" { ok = true } }; if !ok { refuse(401) } }`, Authorization, false},
		{"an address", `func h(c reqContext) { if !s.Lets(c.ClientIP()) { refuse(401); return }; serve() }`, Policy, true},
		{"an address, where a token is read", `func h(c reqContext) { token := c.GetString("t"); if !s.Lets(c.ClientIP()) { refuse(401, token) } }`, Silent, false},
		{"own sentinel", `func h(err error) { if errors.Is(err, ErrInvalidToken) { refuse(403) } }`, Authentication, true},
	} {
		v := weigh(t, "", "", head+c.body)
		if v.Class != c.class || v.High != c.high {
			t.Errorf("%s: class %d, high %v; want %d, %v (%s)", c.name, v.Class, v.High, c.class, c.high, v.From)
		}
		if v.Class != Silent {
			seen[[2]uint8{uint8(v.Subject), uint8(v.Test)}] = true
		}
	}
	for _, d := range decisions {
		if d.Class != Silent && !seen[[2]uint8{uint8(d.Subject), uint8(d.Test)}] {
			t.Errorf("no case for subject %d, test %d", d.Subject, d.Test)
		}
	}
}
