package rule

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/know"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Callbacks of middlewares that set a challenge themselves, before they call one
// or after it: what these answer has it. The libraries' files have them.

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
	for _, c := range know.Callbacks("field") {
		if v := p.fieldVar(c.Symbol); v != nil {
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
					if ok && i < sig.Params().Len() && challengingType(sig.Params().At(i).Type()) {
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
	for _, m := range know.Callbacks("method") {
		if fn.Name() == m.Symbol && syntax.TypeName(fn.Signature().Params().At(0).Type()) == m.Param {
			o, _, _ := types.LookupFieldOrMethod(fn.Signature().Recv().Type(), true, fn.Pkg(), m.Beside)
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
	if !ok || field.Pkg() == nil || !slices.ContainsFunc(know.Callbacks("type"), func(c know.Callback) bool { return imported(field.Pkg(), c.Symbol) }) {
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
			if challengingType(of) && sameParams(sig, of) {
				return true
			}
		}
	}
	return false
}

// challengingType tells whether a type is one of callbacks.
func challengingType(t types.Type) bool {
	name := syntax.TypeName(t)
	return slices.ContainsFunc(know.Callbacks("type"), func(c know.Callback) bool { return c.Symbol == name })
}

// sameParams tells whether a signature has the parameters of a type of functions.
func sameParams(sig *types.Signature, of types.Type) bool {
	want, ok := of.Underlying().(*types.Signature)
	return ok && types.Identical(sig.Params(), want.Params())
}
