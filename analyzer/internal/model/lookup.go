package model

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// Packages lists for each line of a user's the import paths of which one must be
// that of the package it is about.
func (f *Framework) Packages() [][]string {
	var out [][]string
	for _, l := range f.lines() {
		out = append(out, importPaths(l.symbol))
	}
	return out
}

// Check says what is wrong with a line about one of these packages: a symbol
// that its package lacks, or an argument that the function has not. A line
// about another package is not looked at. Of packages that are only imported,
// unexported symbols can't be known.
func (f *Framework) Check(pkgs []*types.Package, own *types.Package) error {
	for _, l := range f.lines() {
		obj, err := lookup(l.symbol, pkgs, own)
		if err == nil && obj != nil {
			_, isType := obj.(*types.TypeName)
			switch {
			case l.row != nil:
				err = l.row.checkArgs(obj)
			case !isType:
				err = fmt.Errorf("%s is no type", l.symbol)
			}
		}
		if err != nil {
			return fmt.Errorf("%s: %w", l, err)
		}
	}
	return nil
}

// line is one line of a user's.
type line struct {
	fmt.Stringer
	symbol string
	row    *Row // nil for a code or an idiom
}

func (f *Framework) lines() []line {
	var out []line
	for i := range f.Rows {
		out = append(out, line{f.Rows[i], f.Rows[i].Symbol, &f.Rows[i]})
	}
	for _, c := range f.Codes {
		out = append(out, line{c, c.Type, nil})
	}
	for _, i := range f.Idioms {
		out = append(out, line{i, i.Type, nil})
	}
	return out
}

// lookup finds the symbol of a line; nil where it is that of another package
// or can't be known.
func lookup(symbol string, pkgs []*types.Package, own *types.Package) (types.Object, error) {
	receiver, method, isMethod := strings.Cut(symbol, ").")
	for _, path := range importPaths(symbol) {
		i := slices.IndexFunc(pkgs, func(p *types.Package) bool { return p.Path() == path })
		if i < 0 {
			continue
		}
		pkg := pkgs[i]
		names := strings.Split(strings.TrimPrefix(strings.TrimLeft(receiver, "(*"), path+"."), ".")
		if isMethod {
			names = append(names, method)
		}
		if pkg != own && slices.ContainsFunc(names, func(n string) bool { return !token.IsExported(n) }) {
			return nil, nil
		}
		obj := pkg.Scope().Lookup(names[0])
		if obj == nil {
			return nil, fmt.Errorf("package %s has no %s", path, names[0])
		}
		if len(names) > 1 {
			typ := obj
			if _, ok := obj.(*types.TypeName); !ok {
				return nil, fmt.Errorf("%s.%s is no type", path, names[0])
			}
			obj, _, _ = types.LookupFieldOrMethod(typ.Type(), true, pkg, names[1])
			_, isFunc := obj.(*types.Func)
			switch {
			case obj == nil:
				return nil, fmt.Errorf("type %s.%s has no %s", path, names[0], names[1])
			case isFunc && !isMethod:
				return nil, fmt.Errorf("%s is a method: write (%s.%s).%[1]s or (*%[2]s.%[3]s).%[1]s", names[1], path, names[0])
			case !isFunc && isMethod:
				return nil, fmt.Errorf("%s is a field: write %s.%s.%[1]s", names[1], path, names[0])
			}
		}
		return obj, nil
	}
	return nil, nil
}

// checkArgs says which argument of a row its function has not.
func (r Row) checkArgs(obj types.Object) error {
	sig, ok := obj.Type().Underlying().(*types.Signature)
	_, isType := obj.(*types.TypeName)
	for _, a := range attributes {
		v := a.of(&r)
		if v.Kind != Index || r.Verb == Handler {
			continue
		}
		if !ok || isType {
			return fmt.Errorf("%s=%s: %s is no function", a.name, v, obj.Name())
		}
		if v.N >= sig.Params().Len() {
			return fmt.Errorf("%s=%s: %s has %d arguments", a.name, v, obj.Name(), sig.Params().Len())
		}
	}
	return nil
}
