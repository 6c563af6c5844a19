package domain

// Statuses are the ones that the rules are about.
var Statuses = [...]int64{401, 403, 407}

// MaskOf masks one of them.
func MaskOf(status int64) int64 {
	for i, s := range Statuses {
		if s == status {
			return 1 << i
		}
	}
	return 0
}

// AnyStatus masks all of them.
const AnyStatus = 1<<len(Statuses) - 1

// Masks says which statuses the unknown value at a location is not.
type Masks map[Loc]int64

// Mask notes it in the atoms of a value, where a join can't lose it.
func (m Masks) Mask(v Value) Value {
	if len(m) == 0 {
		return v
	}
	for i, a := range v.Atoms {
		if a.Kind == AtomRef && m[a.Loc]&^a.Int != 0 {
			w := Value{append([]Atom(nil), v.Atoms...), v.Top}
			for j := i; j < len(w.Atoms); j++ {
				if b := &w.Atoms[j]; b.Kind == AtomRef {
					b.Int |= m[b.Loc]
				}
			}
			return w
		}
	}
	return v
}

// Without drops the statuses that a mask excludes.
func (v Value) Without(mask int64) Value {
	if mask == 0 {
		return v
	}
	out := Value{Top: v.Top}
	for _, a := range v.Atoms {
		drop := false
		switch a.Kind {
		case AtomInt:
			drop = mask&MaskOf(a.Int) != 0
		case AtomRef:
			a.Int |= mask
		}
		if !drop {
			out.Atoms = append(out.Atoms, a)
		}
	}
	return out
}

// MarkIdle marks the statuses of a table's row.
func (v Value) MarkIdle() Value {
	out := Value{Top: v.Top, Atoms: append([]Atom(nil), v.Atoms...)}
	for i := range out.Atoms {
		if a := &out.Atoms[i]; a.IsStatus() {
			a.Idle = true
		}
	}
	return out
}

// WithMask notes in the unknown members of a value which statuses they are not.
func (v Value) WithMask(mask int64) Value {
	if mask == 0 {
		return v
	}
	out := Value{Top: v.Top, Atoms: append([]Atom(nil), v.Atoms...)}
	for i := range out.Atoms {
		if a := &out.Atoms[i]; a.Kind == AtomRef {
			a.Int |= mask
		}
	}
	return out
}

// BringsStatus tells whether a value holds a status.
func (v Value) BringsStatus() bool {
	for _, a := range v.Atoms {
		if a.IsStatus() {
			return true
		}
	}
	return false
}
