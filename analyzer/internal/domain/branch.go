package domain

// Outcome is the outcome of a test that can't be said of a location.
type Outcome struct {
	Truth bool
	Vars  []any
}

// Branch is the outcome of a test by which two joined states differed: a
// condition, or the truth of an expression. Equal ones are one pointer.
type Branch struct {
	Pred    Pred
	Test    string // where it is no condition
	Outcome Outcome
	Also    []Pred // what else holds wherever it was taken
}

// JoinApart joins the values of one location in two states. What is one thing in both
// is that, and can't be what neither has it be.
func JoinApart(v, w Value, x, y *Branch) Value {
	if a, ok := v.Single(); ok && a.Kind == AtomRef {
		if b, ok := w.Single(); ok && a.Int != b.Int {
			a.Int, b.Int = a.Int&b.Int, a.Int&b.Int
			if a == b {
				return One(a)
			}
		}
	}
	if x != nil {
		v = v.Only(w, x)
	}
	if y != nil {
		w = w.Only(v, y)
	}
	return Join(v, w)
}

// Only marks the members of v that w lacks as those of a branch.
func (v Value) Only(w Value, b *Branch) Value {
	if w.Top {
		return v
	}
	out := v
	copied := false
	for i, a := range v.Atoms {
		if a.If != nil || w.Find(a) >= 0 {
			continue
		}
		if !copied {
			out.Atoms = append([]Atom(nil), v.Atoms...)
			copied = true
		}
		out.Atoms[i].If = b
	}
	return out
}

// Of marks what was read from a member of a value as the member is marked: it is
// read only where that was the one.
func (v Value) Of(a Atom) Value {
	if a.If == nil {
		return v
	}
	return v.Only(Value{}, a.If)
}
