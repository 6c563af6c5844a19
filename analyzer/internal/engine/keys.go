package engine

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Keys are texts in which equal things agree. They hold addresses, so they
// only ever tell things apart; the order of things is that of compareLocs.

// appendRoot adds the key of a root.
func appendRoot(b []byte, r Root) []byte {
	b = append(b, byte('a'+r.Kind))
	b = strconv.AppendInt(b, int64(r.Idx), 36)
	b = append(b, '@')
	switch o := r.Obj.(type) {
	case nil:
	case variadic:
		b = append(b, 'v')
		b = strconv.AppendUint(b, uint64(reflect.ValueOf(o.c).Pointer()), 36)
	default:
		v := reflect.ValueOf(o)
		if v.Kind() != reflect.Pointer {
			return fmt.Appendf(b, "%v", o)
		}
		b = strconv.AppendUint(b, uint64(v.Pointer()), 36)
	}
	return b
}

func appendLoc(b []byte, l Loc) []byte {
	return l.Path.Append(appendRoot(b, l.Root))
}

// condsKey is the key of conditions, whatever their order.
func condsKey(cs []domain.Pred) string {
	if len(cs) == 0 {
		return ""
	}
	var buf [256]byte
	one := func(b []byte, c domain.Pred) []byte {
		b = append(appendLoc(b, c.Loc), ':', byte('a'+c.Op))
		b = strconv.AppendInt(b, c.Int, 36)
		b = append(b, ':')
		return append(b, c.Str...)
	}
	if len(cs) == 1 {
		return string(one(buf[:0], cs[0]))
	}
	ks := make([]string, len(cs))
	for i, c := range cs {
		ks[i] = string(one(buf[:0], c))
	}
	slices.Sort(ks)
	return strings.Join(ks, ";")
}

// compareLocs orders locations by what they are and where that stands in the
// source.
func compareLocs(a, b Loc) int {
	if a.Root != b.Root {
		if c := compareRoots(a.Root, b.Root); c != 0 {
			return c
		}
	}
	return a.Path.Compare(b.Path)
}

func compareRoots(a, b Root) int {
	if c := cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Idx, b.Idx)); c != 0 {
		return c
	}
	x, y := placeOf(a.Obj), placeOf(b.Obj)
	return cmp.Or(cmp.Compare(x.rank, y.rank), strings.Compare(x.name, y.name), cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to))
}

// place says where an object stands: of this package by position, of another
// by name.
type place struct {
	rank     int
	name     string
	from, to int
}

func placeOf(o any) place {
	switch o := o.(type) {
	case *fn:
		if o.sum == fromFact {
			if o.obj == nil {
				return place{rank: 1, name: o.name}
			}
			return place{rank: 1, name: o.obj.FullName()}
		}
		return place{rank: 2, from: int(o.body.Pos()), to: int(o.body.End())}
	case *types.Var:
		if o.Pkg() != nil && o.Parent() == o.Pkg().Scope() {
			return place{rank: 3, name: syntax.GlobalName(o)}
		}
		return place{rank: 4, from: int(o.Pos()), name: o.Name()}
	case variadic:
		return place{rank: 5, from: int(o.c.Pos()), to: int(o.c.End())}
	case foreignSite:
		name := ""
		switch f := o.owner.(type) {
		case *types.Func:
			name = f.FullName()
		case *types.Var:
			name = syntax.GlobalName(f)
		}
		return place{rank: 6, name: name, from: o.exit, to: o.n}
	case ast.Node:
		return place{rank: 7, from: int(o.Pos()), to: int(o.End())}
	}
	return place{name: fmt.Sprintf("%T", o)}
}

// compareConds orders lists of conditions.
func compareConds(as, bs []domain.Pred) int {
	return slices.CompareFunc(as, bs, func(a, b domain.Pred) int {
		return cmp.Or(compareLocs(a.Loc, b.Loc), cmp.Compare(a.Op, b.Op), cmp.Compare(a.Int, b.Int), strings.Compare(a.Str, b.Str))
	})
}

func compareBindings(a, b domain.Binding) int { return compareLocs(a.Loc, b.Loc) }
