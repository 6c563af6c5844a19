package domain

import (
	"bytes"
	"encoding/binary"
	"errors"
	"iter"
	"strconv"
	"unique"
)

// StepKind says how a step leads from one location to the next.
type StepKind uint8

const (
	NoStep   StepKind = iota
	Field             // the field of that name
	Method            // the first result of the method of that name, which takes nothing
	As                // the T that errors.As finds in it
	Is                // it, seen as a T
	Key               // the element under a string
	Index             // the element under a number
	VarKey            // the element under a package-level variable, by full name
	Elem              // any element
	OpenKeys          // marks a map in which an element was set under a key that is not known
	Havoc             // marks an object of which any part may have been changed
	Slot              // what a model keeps with an object, and no source can name
	Deferred          // an argument of a deferred call
	stepKinds
)

// A Step leads from one location to another.
type Step struct {
	Kind StepKind
	Name string // of the field, method, type, key or slot, by Kind
}

// Steps without a name.
var (
	AnyElem  = Step{Kind: Elem}
	AnyKey   = Step{Kind: OpenKeys}
	Changed  = Step{Kind: Havoc}
	Argument = Step{Kind: Deferred}
)

// FieldStep leads to a field.
func FieldStep(name string) Step { return Step{Field, name} }

// MethodStep leads to what a method returns.
func MethodStep(name string) Step { return Step{Method, name} }

// TypeTest tells whether a step only says what type a thing has.
func (s Step) TypeTest() bool { return s.Kind == As || s.Kind == Is }

// Element tells whether a step leads to, or speaks of, elements.
func (s Step) Element() bool { return s.Kind >= Key && s.Kind <= OpenKeys }

func (s Step) append(b []byte) []byte {
	switch s.Kind {
	case Field:
		return append(append(b, '.'), s.Name...)
	case Method:
		return append(append(append(b, '.'), s.Name...), "()"...)
	case As:
		return append(append(append(b, ".As("...), s.Name...), ')')
	case Is:
		return append(append(append(b, ".Is("...), s.Name...), ')')
	case Key:
		return append(strconv.AppendQuote(append(b, '['), s.Name), ']')
	case Index, VarKey:
		return append(append(append(b, '['), s.Name...), ']')
	case Elem:
		return append(b, "[]"...)
	case OpenKeys:
		return append(b, "[?]"...)
	case Havoc:
		return append(b, '!')
	case Slot:
		return append(append(b, ".#"...), s.Name...)
	case Deferred:
		return append(b, "defer"...)
	}
	return b
}

func (s Step) String() string { return string(s.append(nil)) }

// depth is what a step adds to the depth of a path: how deep code is followed
// rests on no name. A mark leads nowhere.
func (s Step) depth() int {
	if s.Kind == Havoc || s.Kind == Deferred {
		return 0
	}
	return 1
}

// A Path is a few steps from a root; the zero Path is the root itself. Equal
// paths are one pointer, so that locations are compared, and looked up, without
// a look at names.
type Path struct{ last unique.Handle[node] }

type node struct {
	up    Path
	step  Step
	depth int
}

// Then is a path with one more step.
func (p Path) Then(s Step) Path {
	return Path{unique.Make(node{p, s, p.Depth() + s.depth()})}
}

// Empty tells whether a path has no steps.
func (p Path) Empty() bool { return p == Path{} }

// Depth is what [MaxDepth] bounds.
func (p Path) Depth() int {
	if p.Empty() {
		return 0
	}
	return p.last.Value().depth
}

// Cut takes the last step off a path. The empty path has none.
func (p Path) Cut() (before Path, last Step) {
	if p.Empty() {
		return Path{}, Step{}
	}
	n := p.last.Value()
	return n.up, n.step
}

// Last is the last step.
func (p Path) Last() Step {
	_, s := p.Cut()
	return s
}

// Steps are a path's steps from the root on.
func (p Path) Steps() iter.Seq[Step] {
	return func(yield func(Step) bool) { p.visit(yield) }
}

func (p Path) visit(yield func(Step) bool) bool {
	if p.Empty() {
		return true
	}
	n := p.last.Value()
	return n.up.visit(yield) && yield(n.step)
}

// First is the first step.
func (p Path) First() (first Step) {
	for s := range p.Steps() {
		return s
	}
	return first
}

// Single is the only step of a path that has one.
func (p Path) Single() (Step, bool) {
	before, s := p.Cut()
	return s, s.Kind != NoStep && before.Empty()
}

// After is what follows a prefix in a path.
func (p Path) After(prefix Path) (rest Path, ok bool) {
	if p == prefix {
		return Path{}, true
	}
	if p.Empty() {
		return Path{}, false
	}
	n := p.last.Value()
	if rest, ok = n.up.After(prefix); ok {
		rest = rest.Then(n.step)
	}
	return rest, ok
}

// Before is a path without its last steps, which are those of a suffix.
func (p Path) Before(suffix Path) Path {
	for range suffix.Steps() {
		p, _ = p.Cut()
	}
	return p
}

// Below tells whether a path begins with another and has more steps.
func (p Path) Below(prefix Path) bool {
	for !p.Empty() {
		if p, _ = p.Cut(); p == prefix {
			return true
		}
	}
	return false
}

// Concat is a path and then the steps of another.
func (p Path) Concat(q Path) Path {
	for s := range q.Steps() {
		p = p.Then(s)
	}
	return p
}

// Has tells whether one of a path's steps is such.
func (p Path) Has(such func(Step) bool) bool {
	for s := range p.Steps() {
		if such(s) {
			return true
		}
	}
	return false
}

// Append appends a path as people write it.
func (p Path) Append(b []byte) []byte {
	if p.Empty() {
		return b
	}
	n := p.last.Value()
	return n.step.append(n.up.Append(b))
}

func (p Path) String() string { return string(p.Append(nil)) }

// Compare orders paths as people write them.
func (p Path) Compare(q Path) int {
	if p == q {
		return 0
	}
	var x, y [96]byte
	return bytes.Compare(p.Append(x[:0]), q.Append(y[:0]))
}

// MarshalBinary writes a path for a fact: for each step its kind, the length of
// its name, and the name.
func (p Path) MarshalBinary() ([]byte, error) {
	var b []byte
	for s := range p.Steps() {
		b = append(binary.AppendUvarint(append(b, byte(s.Kind)), uint64(len(s.Name))), s.Name...)
	}
	return b, nil
}

var errPath = errors.New("not a path")

// UnmarshalBinary reads it back; it fails where MarshalBinary didn't write it.
func (p *Path) UnmarshalBinary(b []byte) error {
	*p = Path{}
	for len(b) > 0 {
		kind := StepKind(b[0])
		n, size := binary.Uvarint(b[1:])
		if size <= 0 || kind == NoStep || kind >= stepKinds || n > uint64(len(b)-1-size) {
			return errPath
		}
		b = b[1+size:]
		*p = p.Then(Step{kind, string(b[:n])})
		b = b[n:]
	}
	return nil
}
