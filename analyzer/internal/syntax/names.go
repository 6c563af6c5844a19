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
		s = types.TypeString(x, (*types.Package).Path)
		t[x] = s
	}
	return s
}
