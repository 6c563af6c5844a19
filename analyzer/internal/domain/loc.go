package domain

// A Root is where a location begins.
type Root struct {
	Kind RootKind
	Idx  int // parameter or result number; -1 is the receiver
	Obj  any // what tells it from others of its kind
}

// RootKind says what a Root is.
type RootKind uint8

const (
	RootNone     RootKind = iota
	RootParam             // what the function was called with
	RootVar               // a local variable
	RootCaptured          // a variable of an enclosing function
	RootGlobal            // a package-level variable
	RootSite              // an object made at a node in view
	RootOpaque            // result Idx of a call that can't be seen through
	RootExit              // which exit a call returned by: its number
	RootTmp               // result Idx of a call, for the statement at hand
)

// A Loc is a root and at most a few steps from it.
type Loc struct {
	Root Root
	Path Path
}

// At is the location a path leads to.
func (r Root) At(p Path) Loc { return Loc{r, p} }

// Then is the location one step on.
func (l Loc) Then(s Step) Loc { return Loc{l.Root, l.Path.Then(s)} }

// Cut is the location one step back, and that step.
func (l Loc) Cut() (Loc, Step) {
	before, s := l.Path.Cut()
	return Loc{l.Root, before}, s
}

// TooDeep tells whether a location is deeper than what is kept.
func (l Loc) TooDeep() bool { return l.Path.Depth() > MaxDepth }

// Below tells whether a location is a part of another.
func (l Loc) Below(m Loc) bool { return l.Root == m.Root && l.Path.Below(m.Path) }

// Fixed tells whether a location holds one thing for as long as the function
// runs: a parameter's or a call's value, or a type test or accessor of it.
func (l Loc) Fixed() bool {
	if l.Root.Kind != RootParam && l.Root.Kind != RootOpaque {
		return false
	}
	return !l.Path.Has(func(s Step) bool { return s.Kind != Method && !s.TypeTest() })
}
