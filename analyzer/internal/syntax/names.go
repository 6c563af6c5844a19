package syntax

import "go/types"

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

// TypeText is the same, made anew.
func TypeText(t types.Type) string { return types.TypeString(t, (*types.Package).Path) }

// GlobalName is the full name of what is declared at package level.
func GlobalName(o types.Object) string {
	if o.Pkg() == nil {
		return o.Name()
	}
	return o.Pkg().Path() + "." + o.Name()
}
