package places

import (
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A carrier is an object that may hold a status: an error, or what has a field or
// a method that may give one.

// maxNesting bounds the structs within one another in which a status is looked
// for: the response within a result within an error, at most.
const maxNesting = 2

// Carries tells whether an object of the type may be a carrier. Of what does not
// check nothing is known: it may.
func (p *Places) Carries(t types.Type) bool {
	if t == nil {
		return true
	}
	b, ok := p.carriers[t]
	if !ok {
		p.carriers[t] = false // while it is being found out: types are recursive
		b = p.carries(t, 0, p.FieldCarries)
		p.carriers[t] = b
	}
	return b
}

// CarriesOwn tells whether it may be a carrier of a status that is chosen in this
// package, or in what it imports.
func (p *Places) CarriesOwn(t types.Type) bool { return p.carries(t, 0, p.fieldHolds) }

// carries looks for what may hold a status, where its fields are judged so.
func (p *Places) carries(t types.Type, depth int, field func(types.Type, *types.Var) bool) bool {
	if syntax.IsError(t) || !types.IsInterface(t) && syntax.IsError(syntax.PointerTo(t)) {
		return true
	}
	if it, ok := t.Underlying().(*types.Interface); ok {
		for m := range it.Methods() {
			if s := m.Signature(); s.Params().Len() == 0 && s.Results().Len() == 1 && (isPlainInt(s.Results().At(0).Type()) || p.methodHolds(m)) {
				return true
			}
		}
		return false
	}
	st, ok := syntax.Deref(t).Underlying().(*types.Struct)
	if !ok {
		return false
	}
	if n := syntax.NamedOf(t); n != nil && len(p.Methods(n)) > 0 {
		return true
	}
	for f := range st.Fields() {
		if field(t, f) {
			return true
		}
		if depth < maxNesting {
			if _, ok := syntax.Deref(f.Type()).Underlying().(*types.Struct); ok && p.carries(f.Type(), depth+1, field) {
				return true
			}
		}
	}
	return false
}

// FieldCarries tells whether a field of a struct may hold a status, which
// importers may put there.
func (p *Places) FieldCarries(t types.Type, f *types.Var) bool {
	return p.fieldHolds(t, f) || isPlainInt(f.Type()) && (f.Exported() || p.mayHold(f.Origin()))
}

// fieldHolds tells whether a field may hold a status that is chosen in this
// package, in one that it imports, or sent in one of these.
func (p *Places) fieldHolds(t types.Type, f *types.Var) bool {
	if !syntax.IsInt(f.Type()) && !syntax.IsString(f.Type()) {
		return false
	}
	return p.Roles.IsCode(f.Type()) || p.class(f.Origin()) == p.class(aStatus{}) || len(p.Imported) > 0 && p.Imported[fieldName(t, f)]
}

// Methods lists a type's methods without parameters that return one integer, which
// may be a status.
func (p *Places) Methods(t types.Type) []string {
	out, ok := p.methods[t]
	if !ok {
		for sel := range types.NewMethodSet(syntax.PointerTo(t)).Methods() {
			if f, ok := sel.Obj().(*types.Func); ok && p.methodHolds(f) {
				out = append(out, f.Name())
			}
		}
		p.methods[t] = out
	}
	return out
}

// methodHolds tells whether a method without parameters may return a status.
func (p *Places) methodHolds(f *types.Func) bool {
	sig := f.Signature()
	if sig.Params().Len() > 0 || sig.Results().Len() != 1 || !syntax.IsInt(sig.Results().At(0).Type()) {
		return false
	}
	f = f.Origin()
	result := resultOf{f, 0}
	if p.mayHold(result) || p.mayHold(ofMethods{f.Name(), p.Signatures.Of(sig), true, 0}) || p.Imported[placeName(result)] {
		return true
	}
	if f.Pkg() == p.Pkg {
		return false
	}
	_, known := p.Foreign(f)
	return known
}

// HoldsError tells whether a type is an error, or a struct with one in it.
func HoldsError(t types.Type) bool {
	failure := func(t types.Type) bool { return syntax.IsError(t) || syntax.IsError(syntax.PointerTo(t)) }
	if failure(t) {
		return true
	}
	st, ok := syntax.Deref(t).Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range st.Fields() {
		if !types.IsInterface(f.Type()) && failure(f.Type()) {
			return true
		}
	}
	return false
}

// Constructors of errors matter even where no status is in sight: which one the
// error has may be settled further down.

// FillsError tells whether a function makes an error or is given one to fill in: a
// constructor, or an option of one.
func FillsError(sig *types.Signature) bool {
	if sig.Results().Len() == 1 {
		return HoldsError(sig.Results().At(0).Type())
	}
	given := syntax.Param(sig, 0)
	return sig.Params().Len() == 1 && sig.Results().Len() == 0 && !types.IsInterface(given) && HoldsError(given)
}

// isPlainInt tells whether a type is an int, as statuses are.
func isPlainInt(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Int
}

// numeric tells whether what may be a status is copied with values of a type: it
// is a number or a text, or holds some. Deeper containers hold no statuses.
func numeric(t types.Type, depth int) bool {
	if t == nil || depth > 3 {
		return false
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsInteger|types.IsString) != 0
	case interface{ Elem() types.Type }:
		return numeric(u.Elem(), depth+1)
	}
	return false
}
