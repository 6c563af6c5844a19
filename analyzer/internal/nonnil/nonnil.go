// Package nonnil tells which functions return an error and never nil: a caller that
// tests such an error goes only one way.
//
// A function of this package does so if each of its return statements gives
// something that is not nil, by syntax and types: a literal, an address, a value
// that becomes an interface, a sentinel, a result of such a function, a variable
// that is assigned nothing else. Recursion adds nothing: a function that returns
// its own result returns what its other statements do. No path is looked at, so
// the answer no means not known.
package nonnil

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Config is what the answers rest on.
type Config struct {
	Info     *types.Info
	Files    []*ast.File
	Body     func(*types.Func) *ast.BlockStmt // of a function of this package, or nil
	Analysed func(*types.Package) bool        // tells whether an import was analysed too
	Imported map[string]bool                  // functions of those that do so, by full name
	Sentinel func(*types.Var) bool            // tells whether a package-level variable always holds something
}

// Makers answers for one package.
type Makers struct {
	Config
	known map[*types.Func]bool
	steps int
}

// New is about a package that was type-checked.
func New(c Config) *Makers {
	return &Makers{Config: c, known: map[*types.Func]bool{}}
}

// Steps counts the functions that were looked at.
func (m *Makers) Steps() int { return m.steps }

// Makes tells whether a function returns an error, and never nil: by what it
// returns, where that is in view or a fact says so. Of other packages' functions
// the name says it: New, Errorf, BadRequestError, if they are no methods, which
// may return what was kept, and are given no error, which they may hand back.
func (m *Makers) Makes(f *types.Func) bool {
	sig := f.Signature()
	if sig.Results().Len() != 1 || !syntax.IsError(sig.Results().At(0).Type()) {
		return false
	}
	if body := m.Body(f); body != nil {
		return m.returnsSome(f, body)
	}
	if m.Analysed(f.Pkg()) {
		return m.Imported[f.FullName()]
	}
	if sig.Recv() != nil || sig.Params().Len() == 0 || syntax.AnyOf(sig.Params(), syntax.IsError) {
		return false
	}
	name := strings.ToLower(f.Name())
	return strings.HasPrefix(name, "new") || strings.HasPrefix(name, "err") || strings.HasSuffix(strings.TrimSuffix(name, "f"), "error")
}

// returnsSome tells whether no return statement of a function may return nil.
func (m *Makers) returnsSome(f *types.Func, body *ast.BlockStmt) bool {
	if b, ok := m.known[f]; ok {
		return b
	}
	m.known[f] = true // one that returns its own result adds nothing
	m.steps++
	some, found := true, false
	values := syntax.Assigned(m.Info, body)
	for r := range syntax.Returns(body) {
		found = true
		if some = len(r.Results) == 1 && m.isSome(r.Results[0], f.Signature().Results().At(0).Type(), values); !some {
			break
		}
	}
	m.known[f] = some && found
	return some && found
}

// Fails tells whether an expression, but no local variable, surely is an error.
func (m *Makers) Fails(e ast.Expr) bool {
	return m.isSome(e, types.Universe.Lookup("error").Type(), nil)
}

// isSome tells whether an expression that becomes a value of type t is not nil.
func (m *Makers) isSome(e ast.Expr, t types.Type, values map[types.Object][]ast.Expr) bool {
	e = ast.Unparen(e)
	tv := m.Info.Types[e]
	if tv.Type == nil || tv.IsNil() {
		return false
	}
	if !types.IsInterface(tv.Type) && (types.IsInterface(t) || !types.AssignableTo(types.Typ[types.UntypedNil], tv.Type)) {
		return true // an interface that holds a nil pointer is not nil
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		return e.Op == token.AND
	case *ast.CompositeLit:
		return true
	case *ast.CallExpr:
		switch tv := m.Info.Types[e.Fun]; {
		case tv.IsBuiltin():
			return true
		case tv.IsType():
			return len(e.Args) == 1 && m.isSome(e.Args[0], t, values)
		}
		f := syntax.Callee(m.Info, e)
		return f != nil && m.Makes(f.Origin())
	case *ast.Ident, *ast.SelectorExpr:
		if v := syntax.GlobalVar(m.Info, e); v != nil {
			return m.Sentinel(v)
		}
		v := syntax.Var(m.Info, e) // of fields no values are known
		all := values[v]
		return len(all) > 0 && !slices.ContainsFunc(all, func(x ast.Expr) bool {
			if x == nil {
				return true
			}
			_, plain := ast.Unparen(x).(*ast.Ident)
			return plain || !m.isSome(x, v.Type(), values)
		})
	}
	return false
}

// maxNamed bounds what importers are told.
const maxNamed = 400

// Named names the exported functions that always return an error, for importers.
func (m *Makers) Named() []string {
	var out []string
	for f := range syntax.Functions(m.Info, m.Files) {
		if f.Exported() && len(out) < maxNamed && m.Makes(f) {
			out = append(out, f.FullName())
		}
	}
	slices.Sort(out)
	return out
}
