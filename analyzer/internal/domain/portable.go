package domain

import (
	"encoding/binary"
	"errors"
	"strconv"
)

// What a function does is told to importers in the same terms, with portable
// locations: they begin at a parameter, at a package-level variable, whose full
// name is the root's object, or at the n-th object that the function makes. An
// atom of a portable value knows no position and no branch.

// Param is the portable root of a parameter; -1 is the receiver.
func Param(i int) Root { return Root{Kind: RootParam, Idx: i} }

// Global is the portable root of a package-level variable.
func Global(name string) Root { return Root{Kind: RootGlobal, Obj: name} }

// Made is the portable root of the n-th object that a function makes.
func Made(n int) Root { return Root{Kind: RootSite, Idx: n} }

// Relocate is a value whose locations are those that to gives for them. Where it
// gives none, the value may be anything.
func (v Value) Relocate(to func(Loc) (Loc, bool)) Value {
	out := Value{Top: v.Top}
	for _, a := range v.Atoms {
		if a.Kind == AtomRef || a.Kind == AtomHeader {
			l, ok := to(a.Loc)
			if !ok {
				out.Top = true
				continue
			}
			a.Loc = l
		}
		out.Atoms = append(out.Atoms, a)
	}
	return out
}

// Relocate is what predicates say, at the locations that to gives. Where it gives
// none, the predicate is left out, and all is false.
func Relocate(ps []Pred, to func(Loc) (Loc, bool)) (out []Pred, all bool) {
	all = true
	for _, p := range ps {
		l, ok := to(p.Loc)
		if !ok {
			all = false
			continue
		}
		p.Loc = l
		out = append(out, p)
	}
	return out, all
}

func (l Loc) String() string {
	path := l.Path.String()
	switch l.Root.Kind {
	case RootParam:
		if l.Root.Idx < 0 {
			return "r" + path
		}
		return "p" + strconv.Itoa(l.Root.Idx) + path
	case RootGlobal:
		name, _ := l.Root.Obj.(string)
		return "g" + name + "\t" + path
	case RootSite:
		return "s" + strconv.Itoa(l.Root.Idx) + path
	}
	return strconv.Itoa(int(l.Root.Kind)) + ":" + strconv.Itoa(l.Root.Idx) + path
}

var (
	errNotPortable = errors.New("a location that no other package can find")
	errMalformed   = errors.New("malformed")
)

// MarshalBinary writes a portable root, and fails for others.
func (r Root) MarshalBinary() ([]byte, error) {
	name, named := r.Obj.(string)
	if r.Obj != nil && !named {
		return nil, errNotPortable
	}
	return append(binary.AppendVarint([]byte{byte(r.Kind)}, int64(r.Idx)), name...), nil
}

// UnmarshalBinary reads it back.
func (r *Root) UnmarshalBinary(b []byte) error {
	if len(b) == 0 || b[0] > byte(RootTmp) {
		return errMalformed
	}
	idx, n := binary.Varint(b[1:])
	if n <= 0 {
		return errMalformed
	}
	*r = Root{Kind: RootKind(b[0]), Idx: int(idx)}
	if name := b[1+n:]; len(name) > 0 {
		r.Obj = string(name)
	}
	return nil
}

// MarshalBinary writes an atom of a portable value.
func (a Atom) MarshalBinary() ([]byte, error) {
	root, err := a.Loc.Root.MarshalBinary()
	if err != nil || a.Obj != nil {
		return nil, errNotPortable
	}
	path, _ := a.Loc.Path.MarshalBinary() // never fails
	flags := byte(a.Told) << 1
	if a.Text {
		flags |= 1
	}
	b := binary.AppendVarint([]byte{byte(a.Kind), flags}, a.Int)
	for _, part := range [][]byte{[]byte(a.Str), []byte(a.Ext), root, path} {
		b = append(binary.AppendUvarint(b, uint64(len(part))), part...)
	}
	return b, nil
}

// UnmarshalBinary reads it back.
func (a *Atom) UnmarshalBinary(b []byte) error {
	if len(b) < 2 || b[0] > byte(AtomSome) {
		return errMalformed
	}
	*a = Atom{Kind: AtomKind(b[0]), Text: b[1]&1 != 0, Told: Told(b[1] >> 1)}
	i, n := binary.Varint(b[2:])
	if n <= 0 {
		return errMalformed
	}
	a.Int, b = i, b[2+n:]
	var parts [4][]byte
	for k := range parts {
		size, n := binary.Uvarint(b)
		if n <= 0 || size > uint64(len(b)-n) {
			return errMalformed
		}
		parts[k], b = b[n:n+int(size)], b[n+int(size):]
	}
	a.Str, a.Ext = string(parts[0]), string(parts[1])
	return errors.Join(a.Loc.Root.UnmarshalBinary(parts[2]), a.Loc.Path.UnmarshalBinary(parts[3]))
}
