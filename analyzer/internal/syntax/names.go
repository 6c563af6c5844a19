package syntax

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Names remembers the full names of functions, which are asked for at every call
// and would be made anew each time.
type Names map[*types.Func]string

// Of is types.Func.FullName.
func (n Names) Of(f *types.Func) string {
	s, ok := n[f]
	if !ok {
		s = f.FullName()
		n[f] = s
	}
	return s
}

// Texts remembers types as text.
type Texts map[types.Type]string

// Of is a type with the full paths of packages.
func (t Texts) Of(x types.Type) string {
	s, ok := t[x]
	if !ok {
		s = TypeText(x)
		t[x] = s
	}
	return s
}

// TypeText is the same, made anew. An interface that a function declares is what
// it asks for, as nobody else can name it.
func TypeText(t types.Type) string {
	if n, ok := types.Unalias(t).(*types.Named); ok && types.IsInterface(n) && n.Obj().Pkg() != nil && n.Obj().Parent() != n.Obj().Pkg().Scope() {
		t = n.Underlying()
	}
	return types.TypeString(t, (*types.Package).Path)
}

// GlobalName is the full name of what is declared at package level.
func GlobalName(o types.Object) string {
	if o.Pkg() == nil {
		return o.Name()
	}
	return o.Pkg().Path() + "." + o.Name()
}

// DeclName names a declaration in what is said to users.
func DeclName(d ast.Decl) string {
	if fd, ok := d.(*ast.FuncDecl); ok {
		return fd.Name.Name
	}
	return "a declaration"
}

// Signatures remembers signatures as text. Equal texts are one type in all packages,
// whoever imported them: identity of types is not kept across facts.
type Signatures map[*types.Signature]string

// Of is a signature without receiver and names, with the full paths of packages:
// in it agree all functions that a value of one type may be.
func (s Signatures) Of(sig *types.Signature) string {
	text, ok := s[sig]
	if !ok {
		text = SignatureText(sig)
		s[sig] = text
	}
	return text
}

// SignatureText is the same, made anew.
func SignatureText(sig *types.Signature) string {
	return TypeText(types.NewSignatureType(nil, nil, nil, unnamed(sig.Params()), unnamed(sig.Results()), sig.Variadic()))
}

func unnamed(t *types.Tuple) *types.Tuple {
	vs := make([]*types.Var, t.Len())
	for i := range vs {
		vs[i] = types.NewParam(token.NoPos, nil, "", t.At(i).Type())
	}
	return types.NewTuple(vs...)
}

// FuncName names a function in what is said to users: with its receiver, and
// without its package.
func FuncName(f *types.Func) string {
	t := Param(f.Signature(), -1)
	ptr, isPtr := t.(*types.Pointer)
	if isPtr {
		t = ptr.Elem()
	}
	n, ok := t.(*types.Named)
	switch {
	case !ok:
		return f.Name()
	case isPtr:
		return "(*" + n.Obj().Name() + ")." + f.Name()
	}
	return n.Obj().Name() + "." + f.Name()
}
