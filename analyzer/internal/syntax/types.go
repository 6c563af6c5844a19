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

// Deref is what a pointer points to, also one of a named type; else the type, nil of
// what is ill-typed.
func Deref(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// errorType is the interface of errors.
var errorType = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

// IsError tells whether values of a type are errors. Like the questions below it
// may be asked of nil, the type of what does not check.
func IsError(t types.Type) bool { return t != nil && types.Implements(t, errorType) }

// IsInt tells whether a type is one of integers.
func IsInt(t types.Type) bool { return isBasic(t, types.IsInteger) }

// IsString tells whether a type is one of strings.
func IsString(t types.Type) bool { return isBasic(t, types.IsString) }

// IsBool tells whether a type is one of truth values.
func IsBool(t types.Type) bool { return isBasic(t, types.IsBoolean) }

// Is tells whether the type under a type is of a kind, such as a pointer.
func Is[T types.Type](t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(T)
	return ok
}

func isBasic(t types.Type, info types.BasicInfo) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&info != 0
}

// PointerTo is the pointer to a type, or the type itself if it is one already:
// what has all of its methods.
func PointerTo(t types.Type) types.Type {
	if _, ok := t.Underlying().(*types.Pointer); ok {
		return t
	}
	return types.NewPointer(t)
}

// AnyOf tells whether one of several parameters or results has such a type.
func AnyOf(tup *types.Tuple, is func(types.Type) bool) bool {
	for v := range tup.Variables() {
		if is(v.Type()) {
			return true
		}
	}
	return false
}

// Param is the static type of a parameter, of the receiver for -1, or nil.
func Param(sig *types.Signature, i int) types.Type {
	switch {
	case i < 0 && sig.Recv() != nil:
		return sig.Recv().Type()
	case 0 <= i && i < sig.Params().Len():
		return sig.Params().At(i).Type()
	}
	return nil
}
