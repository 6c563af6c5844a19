// Package kept finds what a package keeps with requests: middlewares put the
// caller, or the error that there was instead, into the context of a request
// under a key, and others look there.
package kept

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Fact says what a package, and those that it imports, keep with requests, and
// which functions of the package itself put and look there for others.
type Fact struct {
	Keys   []Key
	Access []Access
}

// An Access is an exported function that always puts an argument into the context of
// a request, or gives what is there as a result and nothing else.
type Access struct {
	Func string
	Puts bool
	At   int // which argument or result
	Key  string
}

// A Key is what is kept under one key.
type Key struct {
	Text   string   // its value and type
	Of     uint8    // where what is kept comes from, errors aside
	Caller bool     // all of it, errors aside, is who asks
	Errors []string // the types of errors that are kept instead
}

func (*Fact) AFact() {}

// maxKeys bounds the keys that a fact tells, and the functions.
const maxKeys = 64

// A Stored is one thing that is put into the context of a request.
type Stored struct {
	Key string
	Of  ast.Expr
}

// An Index lists what a package keeps.
type Index struct {
	Pass  *analysis.Pass
	Files []*ast.File // those of the pass that are read
	// Decls are the declarations of the functions in Files.
	Decls map[*types.Func]*ast.FuncDecl
	// Keeps tells whether a call of a framework puts its second argument under
	// its first into the context of a request.
	Keeps func(*ast.CallExpr) bool
	// Const is the constant that an expression stands for, or nil.
	Const func(ast.Expr) constant.Value
	// Lookup is the call by which an expression was looked up in the context of
	// a request, or nil.
	Lookup func(ast.Expr) *ast.CallExpr
	Defs   *syntax.Definitions
	// Source tells where what is kept comes from, Caller whether it is who asks.
	Source func(of ast.Expr) uint8
	Caller func(Stored) bool

	own  map[string][]Stored
	far  map[string]Key
	with map[string]Access // of imports
}

// Stores is what a call puts into the context of a request.
func (x *Index) Stores(c *ast.CallExpr) (Stored, bool) {
	f := syntax.Callee(x.Pass.TypesInfo, c)
	switch {
	case f == nil:
	case f.Pkg() != nil && f.Pkg() != x.Pass.Pkg && x.access(f).Puts:
		if a := x.access(f); a.At < len(c.Args) {
			return Stored{a.Key, c.Args[a.At]}, true
		}
	case len(c.Args) == 3 && f.FullName() == "context.WithValue":
		return Stored{x.Key(c.Args[1]), c.Args[2]}, true
	case len(c.Args) == 2 && x.Keeps(c):
		return Stored{x.Key(c.Args[0]), c.Args[1]}, true
	}
	return Stored{}, false
}

// Own is what the package itself keeps under a key.
func (x *Index) Own(key string) []Stored { return x.all()[key] }

func (x *Index) all() map[string][]Stored {
	if x.own != nil {
		return x.own
	}
	x.own = map[string][]Stored{}
	for _, fd := range syntax.Functions(x.Pass.TypesInfo, x.Files) {
		ast.Inspect(fd.Body, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				if s, ok := x.Stores(c); ok {
					x.own[s.Key] = append(x.own[s.Key], s)
				}
			}
			return true
		})
	}
	return x.own
}

// Far is what the packages that are imported keep under a key.
func (x *Index) Far(key string) (Key, bool) {
	k, ok := x.elsewhere()[key]
	return k, ok
}

func (x *Index) elsewhere() map[string]Key {
	if x.far != nil {
		return x.far
	}
	x.far, x.with = map[string]Key{}, map[string]Access{}
	if x.Pass.ImportPackageFact == nil {
		return x.far
	}
	for _, p := range x.Pass.Pkg.Imports() {
		var fact Fact
		if !x.Pass.ImportPackageFact(p, &fact) {
			continue
		}
		for _, a := range fact.Access {
			x.with[a.Func] = a
		}
		for _, k := range fact.Keys {
			if had, ok := x.far[k.Text]; ok {
				k = k.with(had)
			}
			x.far[k.Text] = k
		}
	}
	return x.far
}

// access is how a function of an imported package puts or looks there.
func (x *Index) access(f *types.Func) Access {
	x.elsewhere()
	return x.with[f.FullName()]
}

// Given is the key under which a function of an imported package looks for what it
// gives as a result, or empty.
func (x *Index) Given(f *types.Func, result int) string {
	if a := x.access(f); !a.Puts && a.At == result {
		return a.Key
	}
	return ""
}

// accesses are the exported functions that put and look for others.
func (x *Index) accesses() (out []Access) {
	for f, fd := range syntax.Functions(x.Pass.TypesInfo, x.Files) {
		if !f.Exported() || len(out) == maxKeys {
			continue
		}
		a, ok := x.putting(f, fd)
		if !ok {
			a = Access{Func: f.FullName()}
			a.Key, ok = x.giving(fd, 0)
		}
		if ok && a.Key != "" && !strings.Contains(a.Key, local) {
			out = append(out, a)
		}
	}
	return out
}

// putting is the first parameter that a function always keeps.
func (x *Index) putting(f *types.Func, fd *ast.FuncDecl) (a Access, ok bool) {
	for _, st := range fd.Body.List {
		switch st.(type) {
		case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt:
		default:
			continue
		}
		for n := range ast.Preorder(st) {
			c, call := n.(*ast.CallExpr)
			if !call || ok {
				continue
			}
			if s, stores := x.Stores(c); stores {
				v := x.Pass.TypesInfo.Uses[syntax.Ident(s.Of)]
				for i := range f.Signature().Params().Len() {
					if v == f.Signature().Params().At(i) {
						a, ok = Access{f.FullName(), true, i, s.Key}, true
					}
				}
			}
		}
	}
	return a, ok
}

// giving is the key under which a function looks for what it gives, if that is all it
// gives or nothing; empty where it gives nothing.
func (x *Index) giving(fd *ast.FuncDecl, depth int) (key string, ok bool) {
	for r := range syntax.Returns(fd) {
		if len(r.Results) == 0 || depth > maxGiven {
			return "", false
		}
		under, ok := "", x.Pass.TypesInfo.Types[r.Results[0]].IsNil()
		if c := x.Lookup(r.Results[0]); c != nil && len(c.Args) > 0 {
			under, ok = x.Key(c.Args[0]), true
		} else if c, call := ast.Unparen(r.Results[0]).(*ast.CallExpr); call {
			if inner := x.Decls[syntax.Callee(x.Pass.TypesInfo, c)]; inner != nil {
				under, ok = x.giving(inner, depth+1)
			}
		}
		if !ok || key != "" && under != "" && key != under {
			return "", false
		}
		key = cmp.Or(key, under)
	}
	return key, true
}

// maxGiven bounds the functions within one another that only hand on.
const maxGiven = 2

// with is what two packages keep under one key.
func (k Key) with(o Key) Key {
	k.Of |= o.Of
	k.Caller = k.Caller && o.Caller
	k.Errors = slices.Clone(k.Errors)
	for _, e := range o.Errors {
		if !slices.Contains(k.Errors, e) {
			k.Errors = append(k.Errors, e)
		}
	}
	return k
}

// Under is what is kept under a key, in this package and in those that it
// imports.
func (x *Index) Under(key string) (Key, bool) {
	far, isFar := x.Far(key)
	own := x.Own(key)
	if len(own) == 0 {
		return far, isFar
	}
	k := Key{Text: key, Caller: true}
	for _, s := range own {
		t := x.Pass.TypesInfo.TypeOf(s.Of)
		if syntax.IsError(t) {
			k = k.with(Key{Caller: true, Errors: []string{t.String()}})
			continue
		}
		k.Of |= x.Source(s.Of)
		k.Caller = k.Caller && x.Caller(s)
	}
	if isFar {
		k = k.with(far)
	}
	return k, true
}

// Instead is the key under which an assertion looks for the error that is kept
// there instead of the caller; ok is false where it does not.
func (x *Index) Instead(a *ast.TypeAssertExpr) (key string, ok bool) {
	t := x.Pass.TypesInfo.TypeOf(a.Type)
	if a.Type == nil || !syntax.IsError(t) {
		return "", false
	}
	c := x.Lookup(a.X)
	if c == nil || len(c.Args) == 0 {
		return "", false
	}
	key = x.Key(c.Args[0])
	k, ok := x.Under(key)
	return key, ok && k.Caller && len(k.Errors) == 1 && k.Errors[0] == t.String()
}

// Shows tells whether a condition with an outcome says that the caller is known,
// given the keys under which something is kept: the error that may be there is
// not, and everything else is the caller.
func (x *Index) Shows(e ast.Expr, truth bool, keys []string) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return e.Op == token.NOT && x.Shows(e.X, !truth, keys)
	case *ast.BinaryExpr:
		return (e.Op == token.LAND && truth || e.Op == token.LOR && !truth) && (x.Shows(e.X, truth, keys) || x.Shows(e.Y, truth, keys))
	case *ast.Ident:
		os := x.Defs.Of(e, e.Pos())
		if truth || len(os) != 1 || os[0].Index != 1 {
			return false
		}
		if a, ok := os[0].Expr.(*ast.TypeAssertExpr); ok {
			key, instead := x.Instead(a)
			return instead && slices.Contains(keys, key)
		}
	}
	return false
}

// Keepers are the places that keep what a node looks up.
func (x *Index) Keepers(n ast.Node) []token.Pos {
	var out []token.Pos
	ast.Inspect(n, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && len(c.Args) > 0 && x.Lookup(c) == c {
			for _, s := range x.Own(x.Key(c.Args[0])) {
				out = append(out, s.Of.Pos())
			}
		}
		return true
	})
	return out
}

// Fact is what importers hear, nil if that is nothing. Told tells whether it is
// worth it to tell where something comes from.
func (x *Index) Fact(told uint8) *Fact {
	keys := maps.Clone(x.elsewhere())
	for text := range x.all() {
		if k, ok := x.Under(text); ok && text != "" && (k.Of&told != 0 || len(k.Errors) > 0) {
			keys[text] = k
		}
	}
	f := &Fact{Access: x.accesses()}
	if len(keys)+len(f.Access) == 0 {
		return nil
	}
	for _, text := range slices.Sorted(maps.Keys(keys))[:min(len(keys), maxKeys)] {
		f.Keys = append(f.Keys, keys[text])
	}
	return f
}

// Key tells keys of a context apart: by their value and type.
func (x *Index) Key(e ast.Expr) string {
	t := x.Pass.TypesInfo.TypeOf(e)
	if t == nil {
		return ""
	}
	if v := x.Const(e); v != nil {
		return t.String() + " " + v.ExactString()
	}
	if v := syntax.GlobalVar(x.Pass.TypesInfo, e); v != nil {
		return t.String() + " " + syntax.GlobalName(v)
	}
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		if only := x.Defs.Only(id); only != nil && x.Const(only) != nil {
			return x.Key(only)
		}
	}
	if _, ok := ast.Unparen(e).(*ast.CompositeLit); ok {
		return t.String()
	}
	return t.String() + local + types.ExprString(e)
}

// local marks the key that only a variable of a function has.
const local = " ~"

// Before lists the keys under which something has surely been put into the
// context of the request where control comes to a place: by the place itself, or
// by a statement before it in a block around it. The path is that from the file.
func (x *Index) Before(path []ast.Node) []string {
	if len(path) == 0 {
		return nil
	}
	var out []string
	note := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit, *ast.BlockStmt:
				return false
			case *ast.CallExpr:
				if s, ok := x.Stores(n); ok && s.Key != "" && !slices.Contains(out, s.Key) {
					out = append(out, s.Key)
				}
			}
			return true
		})
	}
	note(path[len(path)-1])
	for i := len(path) - 1; i > 0; i-- {
		switch n := path[i-1].(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			return out
		default:
			x.before(syntax.Statements(n), path[i], note)
		}
	}
	return out
}

// before visits the statements of a list before one of them that always run to
// their end. A call that is handed a context and keeps nothing itself has handed it
// on: nobody else has what is in it.
func (x *Index) before(list []ast.Stmt, until ast.Node, visit func(ast.Node)) {
	for _, st := range list {
		if st.Pos() >= until.Pos() {
			return
		}
		switch st := st.(type) {
		case *ast.ExprStmt:
			if c, ok := ast.Unparen(st.X).(*ast.CallExpr); ok && x.Keeps(c) {
				visit(st)
			}
		case *ast.AssignStmt, *ast.DeclStmt:
			visit(st)
		}
	}
}
