package model

import (
	"go/types"
	"slices"
	"strings"
)

// Endpoints are the signatures of functions that answer requests and are given no
// response.
type Endpoints []*types.Signature

// Endpoints are those of the packages that one imports, and its own.
func (t *Table) Endpoints(of *types.Package) Endpoints {
	var out Endpoints
	for _, symbol := range t.endpoints {
		dot := strings.LastIndexByte(symbol, '.')
		for _, p := range append(slices.Clip(of.Imports()), of) {
			if p.Path() != symbol[:dot] {
				continue
			}
			if o := p.Scope().Lookup(symbol[dot+1:]); o != nil {
				if sig, ok := o.Type().Underlying().(*types.Signature); ok {
					out = append(out, sig)
				}
			}
		}
	}
	return out
}

// Has tells whether a function of a signature is one, whatever it is a method of.
func (es Endpoints) Has(sig *types.Signature) bool {
	if len(es) == 0 {
		return false
	}
	if sig.Recv() != nil {
		sig = types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
	}
	return slices.ContainsFunc(es, func(e *types.Signature) bool { return types.Identical(e, sig) })
}
