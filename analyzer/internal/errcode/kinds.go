package errcode

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/know"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Asks is a fact about a function: it tells whether an error is of one of these
// types, by their full names.
type Asks struct{ Types []string }

func (*Asks) AFact() {}

func (a *Asks) String() string { return "asks for " + strings.Join(a.Types, ", ") }

// errorType is the named type of errors that a type is or points to; or nil. One with
// a number of its own may stand for any status.
func errorType(t types.Type) types.Object {
	n := syntax.NamedOf(t)
	if n == nil || n.TypeArgs().Len() > 0 || n.Obj().Pkg() == nil {
		return nil
	}
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for f := range st.Fields() {
		if f.Embedded() || syntax.IsInt(f.Type()) {
			return nil
		}
	}
	if slices.ContainsFunc(slices.Collect(n.Methods()), numbers) || !syntax.IsError(syntax.PointerTo(n)) {
		return nil
	}
	return n.Obj()
}

// numbers tells whether a method gives a number, and takes nothing.
func numbers(m *types.Func) bool {
	sig := m.Signature()
	return sig.Params().Len() == 0 && sig.Results().Len() == 1 && syntax.IsInt(sig.Results().At(0).Type())
}

// predicate notes a function that tells whether an error is of a type: it is given an
// error, returns a boolean and asks errors.As for that type. How it comes to the answer
// is not looked at: whoever asks in vain for what says yes would hardly be called.
func (c *Codes) predicate(d ast.Decl) {
	fd, ok := d.(*ast.FuncDecl)
	if !ok || fd.Recv != nil || fd.Body == nil {
		return
	}
	if f, ok := c.pass.TypesInfo.Defs[fd.Name].(*types.Func); ok && asksOne(f.Signature()) {
		c.asks[f] = asked(c.pass.TypesInfo, fd.Body)
	}
}

// asksOne tells whether a function is given an error, and says yes or no.
func asksOne(sig *types.Signature) bool {
	return sig.Params().Len() == 1 && sig.Results().Len() == 1 && types.IsInterface(sig.Params().At(0).Type()) &&
		syntax.IsError(sig.Params().At(0).Type()) && types.Identical(sig.Results().At(0).Type(), types.Typ[types.Bool])
}

// asked lists the types of errors that errors.As is asked for in a piece of code.
func asked(info *types.Info, n ast.Node) (out []*types.TypeName) {
	for n := range ast.Preorder(n) {
		if c, ok := n.(*ast.CallExpr); ok {
			out = append(out, target(info, c)...)
		}
	}
	return out
}

// target is the type that a call of errors.As asks for, as a list of it or of nothing.
// errors.Is is not here: what a variable of errors stands for is read where it is
// compared.
func target(info *types.Info, c *ast.CallExpr) []*types.TypeName {
	f := syntax.Callee(info, c)
	if f == nil || know.ErrorCall(f) != "as" || len(c.Args) != 2 {
		return nil
	}
	of := info.TypeOf(c.Args[1])
	if of == nil {
		return nil // ill-typed
	}
	p, ok := of.Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	t, _ := errorType(p.Elem()).(*types.TypeName)
	if t == nil {
		return nil
	}
	return []*types.TypeName{t}
}

// askedFor lists the types of errors that a condition asks for that is a call: of
// errors.As, or of a function that calls it. A function of another package has a fact,
// which names the types of that package, as it can hand on no others.
func (c *Codes) askedFor(call *ast.CallExpr) []*types.TypeName {
	if out := target(c.pass.TypesInfo, call); out != nil {
		return out
	}
	f := syntax.Callee(c.pass.TypesInfo, call)
	if f == nil || f.Pkg() == nil {
		return nil
	}
	if f.Pkg() == c.pass.Pkg {
		return c.asks[f]
	}
	var fact Asks
	if c.pass.ImportObjectFact == nil || !c.pass.ImportObjectFact(f, &fact) {
		return nil
	}
	var out []*types.TypeName
	for _, name := range fact.Types {
		if t, ok := f.Pkg().Scope().Lookup(name).(*types.TypeName); ok {
			out = append(out, t)
		}
	}
	return out
}

// exportAsks tells importers what the predicates of the package ask for, of its own
// types. The names are sorted: facts depend on no order of maps.
func (c *Codes) exportAsks() {
	for f, ts := range c.asks {
		var names []string
		for _, t := range ts {
			if t.Pkg() == c.pass.Pkg && t.Parent() == t.Pkg().Scope() {
				names = append(names, t.Name())
			}
		}
		if f.Exported() && len(names) > 0 && c.pass.ExportObjectFact != nil {
			slices.Sort(names)
			c.pass.ExportObjectFact(f, &Asks{slices.Compact(names)})
		}
	}
}
