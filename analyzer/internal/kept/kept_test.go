package kept

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/checktest"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// The laws of what is kept:
//
//   - Keys are one where their values and types are, and only there.
//   - Two packages keep under one key what either does: a join, in any order and
//     however often.
//   - What surely ran before is kept, and nothing that may not have run.
//   - A condition shows the caller where the one error that may be there instead is
//     not; its negation shows the opposite.
//   - Who always keeps a parameter under a key that all know is told of, and who gives
//     what is there or nothing.
//   - A fact is the same whatever was looked at first, bounded, and tells of what
//     imported packages tell.

// index is that of a source text, in which what comes from a call of whois is the
// caller and has the source 1, all else 2.
func index(t *testing.T, src string, imported ...*Fact) (*Index, *checktest.Package) {
	t.Helper()
	p := checktest.Check(t, src)
	pass := &analysis.Pass{Fset: p.Fset, Files: []*ast.File{p.File}, Pkg: p.Types, TypesInfo: p.Info}
	n := 0
	pass.ImportPackageFact = func(_ *types.Package, f analysis.Fact) bool {
		if n == len(imported) {
			return false
		}
		*f.(*Fact) = *imported[n]
		n++
		return true
	}
	whois := func(e ast.Expr) bool {
		c, ok := ast.Unparen(e).(*ast.CallExpr)
		return ok && types.ExprString(c.Fun) == "whois"
	}
	return &Index{
		Pass: pass, Files: pass.Files, Decls: maps.Collect(syntax.Functions(p.Info, pass.Files)),
		Keeps: func(c *ast.CallExpr) bool { return strings.HasSuffix(types.ExprString(c.Fun), ".Set") },
		Const: func(e ast.Expr) constant.Value { return p.Info.Types[e].Value },
		Lookup: func(e ast.Expr) *ast.CallExpr {
			c, ok := ast.Unparen(e).(*ast.CallExpr)
			if !ok || !strings.HasSuffix(types.ExprString(c.Fun), ".Value") {
				return nil
			}
			return c
		},
		Defs: syntax.NewDefinitions(p.Types, p.Info, []*ast.File{p.File}),
		Source: func(e ast.Expr) uint8 {
			if whois(e) {
				return 1
			}
			return 2
		},
		Caller: func(s Stored) bool { return whois(s.Of) },
	}, p
}

const head = `package p

import (
	"context"
	"errors"
)

type user struct{}
type fault struct{ error }
type key string
type other string
type mark struct{}

var named = new(int)

const users = key("user")

func whois() *user { return nil }

type store map[any]any

func (s store) Set(k, v any) {}

var _, _ = errors.New, context.Background

`

func TestKeys(t *testing.T) {
	x, p := index(t, head+`
func f(ctx context.Context, given key) {
	local := users
	set := key("user")
	set = key("role")
	ctx.Value(users)       // user
	ctx.Value(key("user")) // user
	ctx.Value(local)       // user
	ctx.Value(other("user")) // of another type
	ctx.Value("user")      // of no type of its own
	ctx.Value(key("role")) // role
	ctx.Value(named)       // a variable
	ctx.Value(named)       // a variable
	ctx.Value(mark{})      // a type
	ctx.Value(mark{})      // a type
	ctx.Value(given)       // what it is given
	ctx.Value(set)         // set
}
`)
	by := map[string]string{} // what the text says, by key
	said := p.Comments()
	ast.Inspect(p.File, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || x.Lookup(c) == nil {
			return true
		}
		k, want := x.Key(c.Args[0]), said[p.Fset.Position(c.Pos()).Line]
		for text, had := range by {
			if (text == k) != (had == want) {
				t.Errorf("%q (%s) and %q (%s)", text, had, k, want)
			}
		}
		by[k] = want
		return true
	})
	if len(by) != 8 {
		t.Errorf("%d keys: %v", len(by), by)
	}
}

func TestWith(t *testing.T) {
	var all []Key
	for _, of := range []uint8{0, 1, 2} {
		for _, caller := range []bool{false, true} {
			for _, errs := range [][]string{nil, {"a"}, {"b"}, {"a", "b"}} {
				all = append(all, Key{"k", of, caller, errs})
			}
		}
	}
	same := func(a, b Key) bool {
		a.Errors, b.Errors = slices.Sorted(slices.Values(a.Errors)), slices.Sorted(slices.Values(b.Errors))
		return a.Text == b.Text && a.Of == b.Of && a.Caller == b.Caller && slices.Equal(a.Errors, b.Errors)
	}
	for _, a := range all {
		if !same(a.with(a), a) {
			t.Errorf("%v with itself is %v", a, a.with(a))
		}
		for _, b := range all {
			before := slices.Clone(a.Errors)
			ab := a.with(b)
			if !same(ab, b.with(a)) {
				t.Errorf("%v and %v: %v, %v", a, b, ab, b.with(a))
			}
			if !slices.Equal(a.Errors, before) {
				t.Errorf("%v was changed", a)
			}
			if ab.Caller && !(a.Caller && b.Caller) || ab.Of != a.Of|b.Of {
				t.Errorf("%v and %v: %v", a, b, ab)
			}
			for _, c := range all {
				if !same(ab.with(c), a.with(b.with(c))) {
					t.Errorf("%v, %v and %v", a, b, c)
				}
			}
		}
	}
}

func TestUnder(t *testing.T) {
	x, p := index(t, head+`
func f(ctx context.Context, s store, v any) {
	ctx = context.WithValue(ctx, key("only"), whois())
	ctx = context.WithValue(ctx, key("either"), whois())
	ctx = context.WithValue(ctx, key("either"), fault{})
	s.Set(key("any"), whois())
	s.Set(key("any"), v)
	s.Set(key("far"), whois())
	s.Set(key("errors"), fault{})
	s.Set(key("errors"), errors.New("x"))
}
`, &Fact{Keys: []Key{{Text: "example.test/p.key \"far\"", Of: 2, Errors: []string{"q.Fault"}}, {Text: "k", Of: 1, Caller: true}}})
	for name, want := range map[string]Key{
		"only":   {Of: 1, Caller: true},
		"either": {Of: 1, Caller: true, Errors: []string{p.Types.Path() + ".fault"}},
		"any":    {Of: 3},
		"far":    {Of: 3, Errors: []string{"q.Fault"}},
		"errors": {Caller: true, Errors: []string{p.Types.Path() + ".fault", "error"}},
	} {
		want.Text = p.Types.Path() + ".key " + strconv.Quote(name)
		if got, ok := x.Under(want.Text); !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if got, ok := x.Under("k"); !ok || !got.Caller {
		t.Errorf("of an imported package alone: %v", got)
	}
	if _, ok := x.Under("nothing"); ok {
		t.Error("something is kept under a key that nobody has")
	}
}

func TestBefore(t *testing.T) {
	x, p := index(t, head+`
func f(ctx context.Context, s store, on bool, next func(context.Context)) {
	s.Set("a", 1)
	if on {
		s.Set("b", 1)
		next(ctx) // a b
		s.Set("c", 1)
	}
	func() { s.Set("d", 1) }()
	for range 2 {
		s.Set("e", 1)
	}
	next(context.WithValue(ctx, "f", 1)) // a f
	defer s.Set("g", 1)
	switch {
	case on:
		ctx = context.WithValue(ctx, "h", 1)
		next(ctx) // a h
	default:
		next(ctx) // a
	}
	func() {
		next(ctx) // -
	}()
	s.Set("a", 2)
	next(ctx) // a
}
`)
	said := p.Comments()
	var path []ast.Node
	ast.Inspect(p.File, func(n ast.Node) bool {
		if n == nil {
			path = path[:len(path)-1]
			return true
		}
		path = append(path, n)
		if c, ok := n.(*ast.CallExpr); ok && types.ExprString(c.Fun) == "next" {
			got := strings.Join(x.Before(path), " ")
			got = strings.NewReplacer("string ", "", `"`, "").Replace(got)
			line := p.Fset.Position(c.Pos()).Line
			ks := strings.Fields(got)
			slices.Sort(ks)
			if got = strings.Join(ks, " "); got == "" {
				got = "-"
			}
			if got != said[line] {
				t.Errorf("line %d: %s, want %s", line, got, said[line])
			}
		}
		return true
	})
	if got := x.Before(nil); got != nil {
		t.Errorf("before nothing: %v", got)
	}
}

func TestShows(t *testing.T) {
	x, p := index(t, head+`
func f(ctx context.Context, s store, on bool) {
	s.Set(key("user"), whois())
	s.Set(key("user"), fault{})
	s.Set(key("mixed"), 1)
	s.Set(key("mixed"), fault{})
	_, failed := ctx.Value(key("user")).(fault)
	_, mixed := ctx.Value(key("mixed")).(fault)
	_, is := ctx.Value(key("user")).(*user)
	_, _, _ = failed, mixed, is
	_ = failed       // if false
	_ = !failed      // if true
	_ = on || failed // if false
	_ = !failed && on // if true
	_ = failed && on // never
	_ = mixed        // never
	_ = is           // never
	_ = on           // never
}
`)
	user := p.Types.Path() + ".key \"user\""
	said := p.Comments()
	n := 0
	ast.Inspect(p.File, func(node ast.Node) bool {
		a, ok := node.(*ast.AssignStmt)
		if !ok || a.Tok != token.ASSIGN || len(a.Lhs) != 1 {
			return true
		}
		e, line := a.Rhs[0], p.Fset.Position(a.Pos()).Line
		not := &ast.UnaryExpr{Op: token.NOT, X: e}
		for _, truth := range []bool{false, true} {
			got := x.Shows(e, truth, []string{user})
			if want := said[line] == "if "+strconv.FormatBool(truth); got != want {
				t.Errorf("line %d, %v: %v", line, truth, got)
			}
			if x.Shows(not, !truth, []string{user}) != got {
				t.Errorf("line %d, %v: its negation says otherwise", line, truth)
			}
			if x.Shows(e, truth, nil) {
				t.Errorf("line %d: the caller is shown where nothing is kept", line)
			}
		}
		n++
		return true
	})
	if n != 8 {
		t.Errorf("%d conditions", n)
	}
}

func TestFact(t *testing.T) {
	src := head + `func f(s store) {
	s.Set("self", 1)
	s.Set("user", whois())
	s.Set(key("fails"), fault{})
	s.Set(key("fails"), errors.New("x"))
}
`
	far := []*Fact{{Keys: []Key{{Text: "b", Of: 1, Caller: true}, {Text: "a", Of: 1, Caller: true}}}, {Keys: []Key{{Text: "a", Of: 2}}}}
	x, _ := index(t, src, far...)
	f := x.Fact(1)
	var texts []string
	for _, k := range f.Keys {
		texts = append(texts, k.Text)
	}
	if want := []string{"a", "b", "example.test/p.key \"fails\"", "string \"user\""}; !slices.Equal(texts, want) {
		t.Errorf("%q, want %q", texts, want)
	}
	if a := f.Keys[0]; a.Of != 3 || a.Caller {
		t.Errorf("of two imported packages: %v", a)
	}
	y, _ := index(t, src, far[1], far[0])
	if g := y.Fact(1); !reflect.DeepEqual(f, g) {
		t.Errorf("imports in another order: %v, %v", f, g)
	}
	if z, _ := index(t, head); z.Fact(3) != nil {
		t.Error("a fact of nothing")
	}
	var b strings.Builder
	for i := range 2 * maxKeys {
		b.WriteString("	s.Set(" + strconv.Quote(strconv.Itoa(1000+i)) + ", whois())\n")
	}
	many, _ := index(t, head+"func f(s store) {\n"+b.String()+"}\n")
	if g := many.Fact(1); len(g.Keys) != maxKeys || g.Keys[0].Text != `string "1000"` || !slices.IsSortedFunc(g.Keys, func(a, b Key) int { return strings.Compare(a.Text, b.Text) }) {
		t.Errorf("%d keys", len(g.Keys))
	}
}

func TestAccess(t *testing.T) {
	src := head + `
func Put(ctx context.Context, u *user) context.Context { return context.WithValue(ctx, mark{}, u) }

func (s store) Keep(n int, u *user) { s.Set("user", u) }

func Take(ctx context.Context) (any, bool) {
	if ctx == nil {
		return nothing()
	}
	return ctx.Value(mark{}), true
}

func nothing() (any, bool) { return nil, false }

func Again(ctx context.Context) any { return Again(ctx) }

func put(ctx context.Context, u *user) context.Context { return context.WithValue(ctx, mark{}, u) }

func Sometimes(s store, u *user) {
	if u != nil {
		s.Set("user", u)
	}
}

func Whatever(ctx context.Context, k key, u *user) context.Context { return context.WithValue(ctx, k, u) }

func Other(ctx context.Context) context.Context { return context.WithValue(ctx, mark{}, whois()) }

func Either(ctx context.Context) any {
	if ctx == nil {
		return new(user)
	}
	return ctx.Value(mark{})
}

func Two(ctx context.Context, more bool) any {
	if more {
		return ctx.Value("more")
	}
	return ctx.Value(mark{})
}

func At(ctx context.Context, k key) any { return ctx.Value(k) }
`
	x, _ := index(t, src)
	f := x.Fact(1)
	want := []Access{
		{"example.test/p.Put", true, 1, "example.test/p.mark"},
		{"(example.test/p.store).Keep", true, 1, `string "user"`},
		{"example.test/p.Take", false, 0, "example.test/p.mark"},
	}
	if !slices.Equal(f.Access, want) {
		t.Errorf("%v, want %v", f.Access, want)
	}
}

// What imports tell of their functions holds of calls.
func TestImportedAccess(t *testing.T) {
	x, p := index(t, head+`
func f(ctx context.Context) {
	context.WithoutCancel(ctx)
	context.Cause(ctx)
}
`, &Fact{Access: []Access{{"context.WithoutCancel", true, 0, "k"}, {"context.Cause", false, 0, "k"}}})
	n := 0
	for node := range ast.Preorder(p.File) {
		c, ok := node.(*ast.CallExpr)
		if !ok {
			continue
		}
		f := syntax.Callee(p.Info, c)
		if f == nil || f.Pkg().Path() != "context" {
			continue
		}
		n++
		puts := f.Name() == "WithoutCancel"
		if s, ok := x.Stores(c); ok != puts || ok && (s.Key != "k" || s.Of != c.Args[0]) {
			t.Errorf("%s keeps %v, %v", f.Name(), s, ok)
		}
		if k := x.Given(f, 0); (k == "k") == puts || x.Given(f, 1) != "" {
			t.Errorf("%s gives what is under %q", f.Name(), k)
		}
	}
	if n != 2 {
		t.Errorf("%d calls", n)
	}
}
