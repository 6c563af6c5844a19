package rule

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Callbacks of middlewares that set a challenge themselves, before they call one
// or after it: what these answer has it. All were run as the middlewares were,
// but for goyave's, whose source was read.

// challenging are fields that take one.
var challenging = []string{
	"github.com/appleboy/gin-jwt/v3.GinJWTMiddleware.Unauthorized",       // gin-jwt v3.5.1, before
	"github.com/gofiber/fiber/v3/middleware/keyauth.Config.ErrorHandler", // fiber v3.4.0, after, if it is 401 or 407
}

// challengingTypes are types of them. Generated servers keep functions of the
// same parameters in a struct beside a field that takes the type.
var challengingTypes = []string{
	"github.com/go-openapi/runtime/security.UserPassAuthentication", // runtime v0.33.4, before
	"github.com/go-openapi/runtime/security.UserPassAuthenticationCtx",
}

// challengingMethods are methods, by the type of their first parameter, of what
// also has a method that names the scheme.
var challengingMethods = []struct{ name, param, scheme string }{
	{"OnUnauthorized", "goyave.dev/goyave/v5.Response", "Scheme"}, // goyave v5.12.1, before
}

// answersForLibrary tells whether a response is that of a callback whose
// middleware sets a challenge itself.
func (p *Package) answersForLibrary(n ast.Node) bool {
	if p.callbacks == nil {
		p.callbacks = p.challengingCallbacks()
	}
	if len(p.callbacks) == 0 {
		return false
	}
	f := p.enclosingFunc(n.Pos())
	return p.callbacks[f] || slices.ContainsFunc(p.around(f), func(up ast.Node) bool { return p.callbacks[up] })
}

// challengingCallbacks finds the functions of the package that are such callbacks.
func (p *Package) challengingCallbacks() map[ast.Node]bool {
	info, out := p.Pass.TypesInfo, map[ast.Node]bool{}
	fields := map[*types.Var]bool{}
	for _, name := range challenging {
		if v := p.fieldVar(name); v != nil {
			fields[v] = true
		}
	}
	note := func(value ast.Expr) {
		if lit, ok := ast.Unparen(value).(*ast.FuncLit); ok {
			out[lit] = true
		} else if fd := p.decl(syntax.Func(info, value)); fd != nil {
			out[fd] = true
		}
	}
	set := func(key, value ast.Expr) {
		v, ok := info.Uses[syntax.Ident(key)].(*types.Var)
		if ok && (fields[v] || v.IsField() && besideChallenging(v)) {
			note(value)
		}
	}
	for _, f := range p.Pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if p.challengingMethod(n) {
					out[n] = true
				}
			case *ast.CallExpr:
				sig, ok := info.TypeOf(n.Fun).(*types.Signature)
				for i, e := range n.Args {
					if ok && i < sig.Params().Len() && slices.Contains(challengingTypes, syntax.TypeName(sig.Params().At(i).Type())) {
						note(e)
					}
				}
			case *ast.KeyValueExpr:
				set(n.Key, n.Value)
			case *ast.AssignStmt:
				for l, d := range syntax.Given(n) {
					if d.Of == 1 {
						set(l, d.Expr)
					}
				}
			}
			return true
		})
	}
	return out
}

// challengingMethod tells whether a declaration is a method that a middleware
// calls when it has set a challenge.
func (p *Package) challengingMethod(fd *ast.FuncDecl) bool {
	fn, ok := p.Pass.TypesInfo.Defs[fd.Name].(*types.Func)
	if !ok || fn.Signature().Recv() == nil || fn.Signature().Params().Len() == 0 {
		return false
	}
	for _, m := range challengingMethods {
		if fn.Name() == m.name && syntax.TypeName(fn.Signature().Params().At(0).Type()) == m.param {
			o, _, _ := types.LookupFieldOrMethod(fn.Signature().Recv().Type(), true, fn.Pkg(), m.scheme)
			_, names := o.(*types.Func)
			return names
		}
	}
	return false
}

// besideChallenging tells whether a field is of a function with the parameters of
// a type of callbacks, in a struct that has a field for functions which take the
// type.
func besideChallenging(field *types.Var) bool {
	sig, ok := types.Unalias(field.Type()).Underlying().(*types.Signature)
	if !ok || field.Pkg() == nil || !slices.ContainsFunc(challengingTypes, func(name string) bool { return imported(field.Pkg(), name) }) {
		return false
	}
	for _, name := range field.Pkg().Scope().Names() {
		tn, ok := field.Pkg().Scope().Lookup(name).(*types.TypeName)
		if !ok || !hasField(tn.Type(), field) {
			continue
		}
		st := tn.Type().Underlying().(*types.Struct)
		for i := range st.NumFields() {
			taker, ok := st.Field(i).Type().Underlying().(*types.Signature)
			if !ok || taker.Params().Len() == 0 {
				continue
			}
			of := taker.Params().At(0).Type()
			if slices.Contains(challengingTypes, syntax.TypeName(of)) && sameParams(sig, of) {
				return true
			}
		}
	}
	return false
}

// sameParams tells whether a signature has the parameters of a type of functions.
func sameParams(sig *types.Signature, of types.Type) bool {
	want, ok := of.Underlying().(*types.Signature)
	return ok && types.Identical(sig.Params(), want.Params())
}
