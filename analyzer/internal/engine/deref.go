package engine

// A function ends where it selects a field through a nil pointer. Which of its
// parameters it has surely done that with is noted on each path (a must analysis:
// paths that join share what both did), so that a caller that hands over nil knows
// what does not happen.

// maxDerefs bounds the parameters that are noted, the receiver among them.
const maxDerefs = 64

// derefOf marks the parameter of a function that a value is, one bit each, the
// receiver first.
func derefOf(f *fn, v Value) uint64 {
	a, ok := v.Single()
	if !ok || a.Kind != AtomRef || a.Loc.Root.Kind != RootParam || a.Loc.Root.Obj != any(f) || !a.Loc.Path.Empty() || a.Loc.Root.Idx+1 >= maxDerefs {
		return 0
	}
	return 1 << (a.Loc.Root.Idx + 1)
}

// derefs are the parameters of the caller that a callee selects from.
func (fr *callFrame) derefs(of uint64) (out uint64) {
	fr.each(of, func(v Value) { out |= derefOf(fr.in.fn, v) })
	return out
}

// panicsAt tells whether one of the parameters that a callee selects from is nil.
func (fr *callFrame) panicsAt(of uint64) (panics bool) {
	fr.each(of, func(v Value) {
		a, ok := v.Single()
		panics = panics || ok && fr.s.isNil(a)
	})
	return panics
}

// each calls do with the arguments that are marked.
func (fr *callFrame) each(of uint64, do func(Value)) {
	if of&1 != 0 {
		do(fr.recv)
	}
	for i, v := range fr.args {
		if i+1 < maxDerefs && of>>(i+1)&1 != 0 {
			do(v)
		}
	}
}
