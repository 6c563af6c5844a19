package domain

import (
	"slices"
	"strings"
)

// A Pred is one thing that is known to hold of a location.
type Pred struct {
	Loc Loc
	Op  Op
	Int int64
	Str string // string constant, type or sentinels
}

// Op is what a Pred says of a location.
type Op uint8

const (
	EqInt Op = iota
	NeInt
	LtInt
	GeInt
	EqStr
	NeStr
	IsNil
	NotNil
	IsTrue
	IsFalse
	IsErr // one of the sentinels Str, by errors.Is or ==
	NotErr
	HasType // the type Str
	NotType
	ops
)

// Negate returns the opposite of a condition.
func (c Pred) Negate() Pred {
	pairs := [...]Op{EqInt: NeInt, NeInt: EqInt, LtInt: GeInt, GeInt: LtInt,
		EqStr: NeStr, NeStr: EqStr, IsNil: NotNil, NotNil: IsNil, IsTrue: IsFalse,
		IsFalse: IsTrue, IsErr: NotErr, NotErr: IsErr, HasType: NotType, NotType: HasType}
	c.Op = pairs[c.Op]
	return c
}

// Contradicts tells whether two conditions on one location exclude each other.
func (c Pred) Contradicts(d Pred) bool {
	if c.Loc != d.Loc {
		return false
	}
	n := c.Negate()
	if n.Op == d.Op && n.Int == d.Int && n.Str == d.Str {
		return true
	}
	if d.Op < c.Op {
		c, d = d, c
	}
	switch c.Op {
	case EqInt:
		switch d.Op {
		case EqInt:
			return c.Int != d.Int
		case LtInt:
			return c.Int >= d.Int
		case GeInt:
			return c.Int < d.Int
		}
	case LtInt:
		return d.Op == GeInt && c.Int <= d.Int
	case EqStr:
		return d.Op == EqStr && c.Str != d.Str
	case IsNil:
		return d.Op == IsErr || d.Op == HasType
	}
	return false
}

// maxSentinels bounds those of one condition.
const maxSentinels = 8

// Sentinels are the errors of which IsErr says that it is one.
func (c Pred) Sentinels() []string { return strings.Split(c.Str, "|") }

// follows tells whether a condition that denies something follows from one of
// several that affirm something else: what is 1 is not 2.
func (c Pred) follows(from []Pred) bool {
	if c.Affirms() {
		return false
	}
	n := c.Negate()
	return slices.ContainsFunc(from, func(d Pred) bool { return d.Affirms() && d.Contradicts(n) })
}

// JoinPreds are the conditions that hold where one list does or the other: those of
// both, those of one that follow from the other, and of an error that it is one of
// several.
func JoinPreds(a, b []Pred) (out []Pred) {
	for _, c := range a {
		i := slices.Index(b, c)
		if i < 0 && c.Op == IsErr {
			i = slices.IndexFunc(b, func(d Pred) bool { return d.Op == IsErr && d.Loc == c.Loc })
		}
		if i < 0 {
			if c.follows(b) {
				out = append(out, c)
			}
			continue
		}
		if c != b[i] {
			names := slices.Sorted(slices.Values(append(c.Sentinels(), b[i].Sentinels()...)))
			if names = slices.Compact(names); len(names) > maxSentinels {
				continue
			}
			c.Str = strings.Join(names, "|")
		}
		out = append(out, c)
	}
	for _, c := range b {
		if c.follows(a) && !slices.Contains(a, c) {
			out = append(out, c)
		}
	}
	return out
}

// Affirms tells whether a condition says what something is.
func (c Pred) Affirms() bool {
	switch c.Op {
	case EqInt, EqStr, IsNil, IsTrue, IsErr, HasType:
		return true
	}
	return false
}

// Of says whether a predicate holds of a thing that tells it by itself, whatever
// is known of its location: 1 it does, -1 it does not, 0 that can't be said.
func (c Pred) Of(a Atom) int {
	switch c.Op {
	case EqInt, NeInt, LtInt, GeInt:
		if a.Kind == AtomInt {
			return tell(c.compares(a.Int))
		}
	case EqStr, NeStr:
		if a.Kind == AtomStr {
			return tell((a.Str == c.Str) == (c.Op == EqStr))
		}
	case IsNil, NotNil:
		switch {
		case a.Kind == AtomNil:
			return tell(c.Op == IsNil)
		case a.NeverNil():
			return tell(c.Op == NotNil)
		}
	case IsTrue, IsFalse:
		if a.Kind == AtomBool {
			return tell((a.Int == 1) == (c.Op == IsTrue))
		}
	case IsErr, NotErr:
		if a.Kind == AtomNil {
			return tell(c.Op == NotErr)
		}
	case HasType, NotType:
		if a.Kind == AtomNil {
			return tell(c.Op == NotType)
		}
	}
	return 0
}

func (c Pred) compares(n int64) bool {
	switch c.Op {
	case EqInt:
		return n == c.Int
	case NeInt:
		return n != c.Int
	case LtInt:
		return n < c.Int
	}
	return n >= c.Int
}

func tell(b bool) int {
	if b {
		return 1
	}
	return -1
}

// Excludes masks the statuses of which a predicate does not hold.
func (c Pred) Excludes() (mask int64) {
	for i, n := range Statuses {
		if c.Of(Atom{Kind: AtomInt, Int: n}) < 0 {
			mask |= 1 << i
		}
	}
	return mask
}
