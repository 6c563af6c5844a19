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

// Parametric tells whether a type is made with type parameters of the function, or
// of the type, that it is named in.
func Parametric(t types.Type) bool { return parametric(t, 0) }

// maxNested bounds the types within one another that are looked at.
const maxNested = 8

func parametric(t types.Type, depth int) bool {
	if t == nil || depth > maxNested {
		return false
	}
	in := func(t types.Type) bool { return parametric(t, depth+1) }
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		return true
	case *types.Named:
		for a := range t.TypeArgs().Types() {
			if in(a) {
				return true
			}
		}
	case *types.Map:
		return in(t.Key()) || in(t.Elem())
	case *types.Signature:
		return AnyOf(t.Params(), in) || AnyOf(t.Results(), in)
	case interface{ Elem() types.Type }: // pointers, slices, arrays, channels
		return in(t.Elem())
	}
	return false
}

// MayBeInstance tells whether a function may be called as one of a signature that is
// made with type parameters: what is not made with them is the same in both.
func MayBeInstance(of, parametric *types.Signature) bool {
	agree := func(a, b *types.Tuple) bool {
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if t := b.At(i).Type(); !Parametric(t) && TypeText(t) != TypeText(a.At(i).Type()) {
				return false
			}
		}
		return true
	}
	return of.Variadic() == parametric.Variadic() && agree(of.Params(), parametric.Params()) && agree(of.Results(), parametric.Results())
}
