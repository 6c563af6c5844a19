package engine

import (
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
	"go/types"
	"slices"
	"strconv"
)

// Importers are told which places of a package may hold a status, by name.

// fieldName names a field for importers, "" where its type has no name.
func fieldName(t types.Type, f *types.Var) string {
	if n := syntax.TypeName(t); n != "" {
		return n + "." + f.Name()
	}
	return ""
}

// argOf is a parameter of another package's function.
type argOf struct {
	f *types.Func
	i int
}

// placeName names a parameter or result for importers.
func placeName(place any) string {
	switch p := place.(type) {
	case argOf:
		return p.f.FullName() + "#" + strconv.Itoa(p.i)
	case resultPlace:
		return p.f.FullName() + "=" + strconv.Itoa(p.i)
	}
	return ""
}

// exportedPlaces names the fields, parameters and results of this package that
// may hold a status.
func (p *pkg) exportedPlaces() []string {
	var out []string
	c := p.classes()
	note := func(place any, name string) {
		if len(out) < maxCarriers && c.find(place) == c.find(aStatus{}) {
			out = append(out, name)
		}
	}
	scope := p.tpkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		if st, ok := tn.Type().Underlying().(*types.Struct); ok {
			for f := range st.Fields() {
				note(f, fieldName(tn.Type(), f))
			}
		}
	}
	for _, f := range p.decls {
		if f.obj.Exported() {
			c.numbers(f.sig, func(v *types.Var, i int, result bool) {
				if result {
					note(resultPlace{f.obj, i}, placeName(resultPlace{f.obj, i}))
				} else {
					note(v, placeName(argOf{f.obj, i}))
				}
			})
		}
	}
	slices.Sort(out)
	return out
}
