package syntax

import "go/types"

// NamedOf is the named type that a type, or what it points to, is; or nil, as
// for the type of ill-typed code.
func NamedOf(t types.Type) *types.Named {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}

// TypeName is the full name of a type, or of what it points to, as the models
// have it; "" for one that has none.
func TypeName(t types.Type) string {
	n := NamedOf(t)
	if n == nil || n.Obj().Pkg() == nil {
		return ""
	}
	return n.Obj().Pkg().Path() + "." + n.Obj().Name()
}

// Deref is what a pointer points to, also one of a named type; else the type.
func Deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}
