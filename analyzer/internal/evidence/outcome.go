package evidence

import (
	"slices"
)

// outcomes of a condition: what failed, and what passed.
type outcomeOf struct {
	fails []Finding
	est   bool   // says that the caller is known
	mixed bool   // its parts speak against each other
	vague bool   // mixed only because some parts tell nothing
	plain bool   // only says in which form to answer
	shape bool   // a value is not of the type that its author expects
	parts *parts // of a mixed disjunction, where they can be told apart
	key   string // the object that is tested
}

// parts are the two halves of !known || !allowed.
type parts struct{ unknown, lacking Finding }

func failed(f Finding) outcomeOf { return outcomeOf{fails: []Finding{f}, key: f.Key} }

// told is what a test says that fails for one reason: who passes it is known.
func told(fails bool, f Finding) outcomeOf {
	if !fails {
		return outcomeOf{est: true, key: f.Key}
	}
	return failed(f)
}

// orForm is an outcome that asks for the form of the answer, where it says
// nothing of the caller.
func (o outcomeOf) orForm(form bool) outcomeOf {
	o.plain = o.plain || form && len(o.fails) == 0 && !o.mixed && !o.est
	return o
}

// agree is the class that all findings share, or Silent.
func agree(fs []Finding) Class {
	if len(fs) == 0 {
		return Silent
	}
	c := fs[0].class()
	for _, f := range fs {
		if f.class() != c {
			return Silent
		}
	}
	return c
}

// both joins conditions that hold together.
func both(a, b outcomeOf) outcomeOf {
	// Two conditions are not one check: there is no key.
	a, b = a.beside(b), b.beside(a)
	out := outcomeOf{fails: slices.Concat(a.fails, b.fails), est: a.est || b.est, mixed: a.mixed || b.mixed, plain: a.plain && b.plain}
	if len(out.fails) > 0 && agree(out.fails) == Silent {
		// A switch beside a finding is what makes the finding matter.
		rest := withoutSwitches(out.fails)
		if agree(rest) == Silent {
			out.mixed = true
		}
		out.fails = rest
	}
	return out
}

// beside is an outcome where another holds too: of !known || !allowed the right
// is left where the caller is known.
func (o outcomeOf) beside(other outcomeOf) outcomeOf {
	if o.parts == nil || !other.est || len(other.fails) > 0 || other.mixed {
		return o
	}
	return outcomeOf{fails: []Finding{o.parts.lacking}, key: o.key}
}

// withoutSwitches leaves out what the configuration says.
func withoutSwitches(fs []Finding) []Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f Finding) bool { return f.Subject == Configuration })
}

// anyOf joins conditions of which one holds, whichever.
func anyOf(all []outcomeOf) (out outcomeOf) {
	for i, o := range all {
		if i == 0 {
			out = o
		} else {
			out = either(out, o)
		}
	}
	return out
}

// either joins conditions of which one holds: all must say the same.
func either(a, b outcomeOf) outcomeOf {
	out := outcomeOf{fails: slices.Concat(a.fails, b.fails), est: a.est && b.est, plain: a.plain && b.plain}
	// Another type than expected is a mistake in the program, and no case.
	out.shape = a.shape && b.shape
	if rest := withoutSwitches(out.fails); agree(rest) == Authorization {
		out.fails = rest // what is switched off is no reason for 401 either
	}
	lacks := len(out.fails) > 0 && (len(a.fails) == 0 && !a.shape || len(b.fails) == 0 && !b.shape)
	against := len(out.fails) > 0 && agree(out.fails) == Silent
	out.mixed = a.mixed || b.mixed || lacks || against
	out.vague = out.mixed && !against && (!a.mixed || a.vague) && (!b.mixed || b.vague)
	if a.parts != nil && !b.mixed && agree(b.fails) == Authorization {
		out.parts = a.parts // one more lacks a right
	}
	if against && !a.mixed && !b.mixed && agree(a.fails) == Authentication && agree(b.fails) == Authorization {
		if f := a.fails[0]; f.Test == Absent && !lacks {
			out.parts = &parts{f, weakest(b.fails)}
		}
	}
	return out
}
