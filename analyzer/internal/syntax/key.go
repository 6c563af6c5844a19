package syntax

import (
	"go/ast"
	"go/types"
)

// KeyPath is the way from a struct to the field that the key of a literal
// names: since Go 1.27 that may be a promoted one, behind embedded fields. The
// last is the field itself. It is nil where the key names none.
func KeyPath(t types.Type, pkg *types.Package, key ast.Expr) []*types.Var {
	id, ok := key.(*ast.Ident)
	if !ok || t == nil {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem() // an element of a literal of pointers
	}
	return FieldPath(t, pkg, id.Name)
}

// FieldPath is the way from a struct to a field, promoted or not, that a
// selector of that name in pkg selects.
func FieldPath(t types.Type, pkg *types.Package, name string) []*types.Var {
	if t == nil {
		return nil
	}
	obj, index, _ := types.LookupFieldOrMethod(t, true, pkg, name)
	if _, ok := obj.(*types.Var); !ok {
		return nil
	}
	var path []*types.Var
	for _, i := range index {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok || i >= st.NumFields() {
			return nil // a type with errors
		}
		path = append(path, st.Field(i))
		t = st.Field(i).Type()
	}
	return path
}
