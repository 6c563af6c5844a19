package domain

import (
	"go/constant"
	"go/token"
	"go/types"
)

// AtomKind says what an Atom is.
type AtomKind uint8

const (
	AtomNil    AtomKind = iota
	AtomInt             // a known integer
	AtomStr             // a known string
	AtomBool            // a known truth value
	AtomRef             // the object or unknown value at a location
	AtomHeader          // the header map of the response at a location
	AtomLit             // a function literal
	AtomFunc            // a declared function or method value
	AtomFormat          // a string known in part: Str, with holes
	AtomExpr            // the truth of an expression: Obj
	AtomSome            // something that is not nil, of the type Str, if that is known
)

// An Atom is one thing a Value may be. It is comparable.
type Atom struct {
	Kind AtomKind
	// Beside Kind, where they need no space of their own.
	Text bool // a status chosen by the text of an error that the caller gives
	Idle bool // a status in a table, under a code that this package never gives
	Told Told // whether this status, or what sends one, is reported where it is chosen

	Int int64
	Str string
	Loc Loc
	Pos token.Pos // where a constant was chosen
	Ext string    // the same in another package, as dir/file.go:line
	Obj any       // *ast.FuncLit or *types.Func
	If  *Branch   // it is this one only where that branch was taken
}

// Told says whether a status is reported where it is chosen, so that importers
// that let it out need not report it again.
type Told uint8

const (
	Untold     Told = iota
	ToldError       // as an error: wherever it leaves, the header set before it leaves too
	ToldObject      // as another object: who sends its status alone leaves its headers behind
)

// A Value is a may set: each atom is possible, and with Top others too.
type Value struct {
	Atoms []Atom
	Top   bool
}

// MaxAtoms bounds a value; what goes beyond is unknown, except for the
// Statuses that the rules are about.
const MaxAtoms = 48

// Top is anything.
var Top = Value{Top: true}

// One is a value that is surely this.
func One(a Atom) Value { return Value{Atoms: []Atom{a}} }

// Ref is what is at a location.
func Ref(l Loc) Value { return One(Atom{Kind: AtomRef, Loc: l}) }

// Bool is a known truth value.
func Bool(b bool) Value {
	i := int64(0)
	if b {
		i = 1
	}
	return One(Atom{Kind: AtomBool, Int: i})
}

// Nil is nil.
func Nil() Value { return One(Atom{Kind: AtomNil}) }

// Empty tells whether nothing is possible: bottom.
func (v Value) Empty() bool { return len(v.Atoms) == 0 && !v.Top }

// IsStatus tells whether n is one of the statuses that the rules are about.
func IsStatus(n int64) bool { return n == 401 || n == 403 || n == 407 }

// IsStatus tells whether an atom is such a status.
func (a Atom) IsStatus() bool { return a.Kind == AtomInt && IsStatus(a.Int) }

// Has tells whether an atom, with all that is noted of it, is among those of a value.
func (v Value) Has(a Atom) bool {
	for i := range v.Atoms {
		if b := &v.Atoms[i]; a.Kind == b.Kind && a == *b {
			return true
		}
	}
	return false
}

// KnownNonNil, in the Int of an AtomRef beside the mask of statuses, says that what
// is there is not nil.
const KnownNonNil = 1 << 8

// Find is the index of an atom that is a but for its branch, and for whether it
// is known not to be nil, or -1.
func (v Value) Find(a Atom) int {
	if a.Kind == AtomRef {
		a.Int |= KnownNonNil
	}
	for i := range v.Atoms {
		if c := &v.Atoms[i]; c.Kind != a.Kind || c.Pos != a.Pos || c.Loc.Path != a.Loc.Path {
			continue // most differ here, and need not be copied
		}
		b := v.Atoms[i]
		b.If, b.Text, b.Idle = a.If, a.Text, a.Idle
		if b.Kind == AtomRef {
			b.Int |= KnownNonNil
		}
		if a == b {
			return i
		}
	}
	return -1
}

// Bare drops the branches of a value's members, which mean nothing outside the
// function.
func (v Value) Bare() Value {
	for i := range v.Atoms {
		if v.Atoms[i].If != nil {
			out := Value{append([]Atom(nil), v.Atoms...), v.Top}
			for j := range out.Atoms {
				out.Atoms[j].If = nil
			}
			return out
		}
	}
	return v
}

// Join is the union of two values.
func Join(a, b Value) Value {
	u := Union{Value: a}
	u.Add(b)
	return u.Value
}

// Widen is a join of a value with one that came of it, after which chains of
// joins end: members that are new are unknown, but for statuses, of which a
// program has few and the rules ask.
func Widen(old, now Value) Value {
	u := Union{Value: old}
	u.Add(now.Filter(func(a Atom) bool { return a.IsStatus() || old.Find(a) >= 0 }))
	u.Top = u.Top || len(u.Atoms) < len(now.Atoms)
	return u.Value
}

// Union is a value that grows: what is added to it in turn is copied once.
type Union struct {
	Value
	mine bool // the atoms are shared with no other value
}

// Add joins a value into the union.
func (u *Union) Add(b Value) {
	u.Top = u.Top || b.Top
	if len(b.Atoms) == 0 {
		return
	}
	if len(u.Atoms) == 0 {
		u.Atoms, u.mine = b.Atoms, false
		return
	}
	own := func(more int) {
		if !u.mine {
			u.Atoms = append(make([]Atom, 0, len(u.Atoms)+more), u.Atoms...)
			u.mine = true
		}
	}
	for _, x := range b.Atoms {
		if i := u.Find(x); i >= 0 {
			mayBeNil := x.Kind == AtomRef && u.Atoms[i].Int&^x.Int&KnownNonNil != 0
			if y := u.Atoms[i]; y.If != nil && y.If != x.If || y.Text && !x.Text || y.Idle && !x.Idle || mayBeNil {
				own(len(b.Atoms))
				if mayBeNil {
					u.Atoms[i].Int &^= KnownNonNil
				}
				if y.If != x.If {
					u.Atoms[i].If = nil // on either branch
				}
				u.Atoms[i].Text, u.Atoms[i].Idle = y.Text && x.Text, y.Idle && x.Idle
			}
			continue
		}
		if len(u.Atoms) >= MaxAtoms && !x.IsStatus() || len(u.Atoms) >= 4*MaxAtoms {
			u.Top = true
			continue
		}
		own(len(b.Atoms))
		u.Atoms = append(u.Atoms, x)
	}
}

// Equal compares two values as sets.
func Equal(a, b Value) bool {
	if a.Top != b.Top || len(a.Atoms) != len(b.Atoms) {
		return false
	}
	if len(a.Atoms) == 0 || &a.Atoms[0] == &b.Atoms[0] {
		return true
	}
	for i := range a.Atoms {
		if a.Atoms[i] != b.Atoms[i] && !b.Has(a.Atoms[i]) {
			return false
		}
	}
	return true
}

// Filter keeps the atoms for which keep is true.
func (v Value) Filter(keep func(Atom) bool) Value {
	out := Value{Top: v.Top}
	for _, a := range v.Atoms {
		if keep(a) {
			out.Atoms = append(out.Atoms, a)
		}
	}
	return out
}

// Single returns the only atom of a value.
func (v Value) Single() (Atom, bool) {
	if len(v.Atoms) == 1 && !v.Top {
		return v.Atoms[0], true
	}
	return Atom{}, false
}

// Constant turns a constant of the type checker into an atom.
func Constant(c constant.Value, pos token.Pos) (Atom, bool) {
	switch c.Kind() {
	case constant.Int:
		if i, ok := constant.Int64Val(c); ok {
			return Atom{Kind: AtomInt, Int: i, Pos: pos}, true
		}
	case constant.Float:
		if i, ok := constant.Int64Val(constant.ToInt(c)); ok {
			return Atom{Kind: AtomInt, Int: i, Pos: pos}, true
		}
	case constant.String:
		return Atom{Kind: AtomStr, Str: constant.StringVal(c), Pos: pos}, true
	case constant.Bool:
		a := Bool(constant.BoolVal(c)).Atoms[0]
		return a, true
	}
	return Atom{}, false
}

// IsConst tells whether an atom is a constant (nil included).
func (a Atom) IsConst() bool {
	return a.Kind == AtomNil || a.Kind == AtomInt || a.Kind == AtomStr || a.Kind == AtomBool
}

// NeverNil tells whether an atom tells by itself that it is not nil. A string may
// be the bytes made of one.
func (a Atom) NeverNil() bool {
	switch a.Kind {
	case AtomLit, AtomFunc, AtomHeader, AtomInt, AtomStr, AtomSome:
		return true
	case AtomRef:
		return a.Int&KnownNonNil != 0 || a.Loc.Root.Kind == RootSite
	}
	return false
}

// Zero is the zero value of a type.
func Zero(t types.Type) Value {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsInteger != 0:
			return One(Atom{Kind: AtomInt})
		case u.Info()&types.IsString != 0:
			return One(Atom{Kind: AtomStr})
		case u.Info()&types.IsBoolean != 0:
			return Bool(false)
		}
		return Top
	case *types.Pointer, *types.Interface, *types.Slice, *types.Map, *types.Chan, *types.Signature:
		if _, ok := t.(*types.TypeParam); ok {
			return Top
		}
		return Nil()
	}
	return Top
}
