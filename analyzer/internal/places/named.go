package places

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
	case resultOf:
		return p.f.FullName() + "=" + strconv.Itoa(p.i)
	}
	return ""
}

// maxNamed bounds what importers are told.
const maxNamed = 400

// Named names the fields, parameters and results of this package that may hold a
// status, for importers.
func (p *Places) Named() []string {
	var out []string
	note := func(place any, name string) {
		if len(out) < maxNamed && p.class(place) == p.class(aStatus{}) {
			out = append(out, name)
		}
	}
	scope := p.Pkg.Scope()
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
	for f := range syntax.Functions(p.Info, p.Files) {
		if f.Exported() {
			p.numbers(f.Signature(), func(v *types.Var, i int, result bool) {
				if result {
					note(resultOf{f, i}, placeName(resultOf{f, i}))
				} else {
					note(v, placeName(argOf{f, i}))
				}
			})
		}
	}
	slices.Sort(out)
	return out
}
