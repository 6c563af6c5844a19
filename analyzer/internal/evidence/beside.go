package evidence

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// besideRequest tells whether a part of something is who asks: of what a function
// is handed beside the response and the request, because what dispatches requests
// found it out. A part that is called so and may not be there is of such a type.
func besideRequest(j *Judge, x ast.Expr, part []string, t types.Type) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	n := syntax.NamedOf(t)
	if !ok || n == nil || !isPointer(t) || isRequestLike(t) {
		return false
	}
	if s := speak(part); !s.principal || s.policy || s.right || !speak(split(n.Obj().Name())).principal {
		return false
	}
	v, ok := j.info.Uses[id].(*types.Var)
	if !ok || isRequestLike(v.Type()) || syntax.NamedOf(v.Type()) == nil {
		return false
	}
	fd := j.declOf(v.Pos())
	if fd == nil {
		return false
	}
	for m := range ast.Preorder(fd) {
		if ft, ok := m.(*ast.FuncType); ok && ft.Params.Pos() <= v.Pos() && v.Pos() < ft.Params.End() {
			return slices.ContainsFunc(ft.Params.List, func(f *ast.Field) bool {
				t := j.info.TypeOf(f.Type)
				return isRequestLike(t) && !isContext(t)
			})
		}
	}
	return false
}
