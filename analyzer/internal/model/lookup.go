package model

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// Check says what is wrong with a row about one of these packages: a symbol
// that its package lacks, or an argument that the function has not. A row about
// another package is not looked at. Of packages that are only imported,
// unexported symbols can't be known.
func (r Row) Check(pkgs []*types.Package, own *types.Package) error {
	receiver, method, isMethod := strings.Cut(r.Symbol, ").")
	for _, path := range importPaths(r.Symbol) {
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
			return nil
		}
		obj := pkg.Scope().Lookup(names[0])
		if obj == nil {
			return fmt.Errorf("package %s has no %s", path, names[0])
		}
		if len(names) > 1 {
			typ := obj
			if _, ok := obj.(*types.TypeName); !ok {
				return fmt.Errorf("%s.%s is no type", path, names[0])
			}
			obj, _, _ = types.LookupFieldOrMethod(typ.Type(), true, pkg, names[1])
			_, isFunc := obj.(*types.Func)
			switch {
			case obj == nil:
				return fmt.Errorf("type %s.%s has no %s", path, names[0], names[1])
			case isFunc && !isMethod:
				return fmt.Errorf("%s is a method: write (%s.%s).%[1]s or (*%[2]s.%[3]s).%[1]s", names[1], path, names[0])
			case !isFunc && isMethod:
				return fmt.Errorf("%s is a field: write %s.%s.%[1]s", names[1], path, names[0])
			}
		}
		return r.checkArgs(obj)
	}
	return nil
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
