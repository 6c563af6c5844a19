package engine

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A function may look for words in an error's text and choose a status by
// them. What it is given decides, and a call's opaque error says nothing of
// its words: such a status counts only where the error is passed on from
// further up, in the one place that writes all errors.

// byText tells whether a state rests on words found in the text of an error.
func (in *interp) byText(s *state) bool {
	for _, c := range s.conds {
		if c.Op != domain.IsTrue || c.Loc.Root.Kind != RootOpaque || !c.Loc.Path.Empty() {
			continue
		}
		if call, ok := c.Loc.Root.Obj.(*ast.CallExpr); ok && in.searchesError(call) {
			return true
		}
	}
	return false
}

// searchesError tells whether a call looks into the text of an error.
func (in *interp) searchesError(c *ast.CallExpr) bool {
	f := syntax.Callee(in.info, c)
	return f != nil && f.Pkg() != nil && slices.Contains([]string{"strings", "bytes", "regexp"}, f.Pkg().Path()) && slices.ContainsFunc(c.Args, in.errorText)
}

// errorText tells whether an expression is made of the text of an error: a
// call of its Error method, or a variable that was assigned one.
func (in *interp) errorText(e ast.Expr) bool {
	for n := range ast.Preorder(e) {
		switch n := n.(type) {
		case *ast.CallExpr:
			if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Error" && len(n.Args) == 0 && syntax.IsError(in.info.TypeOf(sel.X)) {
				return true
			}
		case *ast.Ident:
			if v, ok := in.info.Uses[n].(*types.Var); ok && syntax.IsString(v.Type()) && in.texts()[v] {
				return true
			}
		}
	}
	return false
}

// texts are the variables of the function that hold the text of an error.
func (in *interp) texts() map[*types.Var]bool {
	if in.errTexts != nil {
		return in.errTexts
	}
	in.errTexts = map[*types.Var]bool{}
	ast.Inspect(in.fn.body, func(n ast.Node) bool {
		for l, d := range syntax.Given(n) {
			if id, ok := l.(*ast.Ident); ok && d.Only() != nil {
				if v, ok := in.info.ObjectOf(id).(*types.Var); ok && syntax.IsString(v.Type()) && in.errorText(d.Expr) {
					in.errTexts[v] = true
				}
			}
		}
		return true
	})
	return in.errTexts
}

// text marks the statuses of an exit that is taken because of a text.
func (x *exit) text(v Value) Value {
	if !x.byText || !v.BringsStatus() {
		return v
	}
	v.Atoms = slices.Clone(v.Atoms)
	for i := range v.Atoms {
		if a := &v.Atoms[i]; a.IsStatus() {
			a.Text = true
		}
	}
	return v
}

// passesOn tells whether a call is given an error that comes from further up,
// or none at all.
func (fr *callFrame) passesOn() bool {
	if fr.f == nil {
		return true
	}
	any := false
	ps := fr.f.Signature().Params()
	for i := range ps.Len() {
		if !syntax.IsError(ps.At(i).Type()) || i >= len(fr.args) {
			continue
		}
		any = true
		for _, a := range fr.args[i].Atoms {
			if a.Kind == AtomRef && (a.Loc.Root.Kind == RootParam || a.Loc.Root.Kind == RootCaptured) {
				return true
			}
		}
	}
	return !any
}
