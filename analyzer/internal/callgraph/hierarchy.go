package callgraph

import (
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// What an interface's method may be is asked at each of its calls: answers are kept
// by method and by interface. Nil is kept while one is being found out, for types
// that lead back to themselves.

// Implementations lists the methods in this package that an interface's method may
// be, for interfaces of packages that were analysed. What the interface's own
// package implements comes as a fact about the interface's method.
func (g *Graph) Implementations(f *types.Func) []*types.Func {
	if ms, ok := g.methods[f]; ok {
		return ms
	}
	g.methods[f] = nil
	it, ok := f.Signature().Recv().Type().Underlying().(*types.Interface)
	if !ok || f.Pkg() == nil || f.Pkg() != g.Pkg && !g.Analysed(f.Pkg()) {
		return nil
	}
	out := slices.DeleteFunc(g.implementing(it, f), syntax.IsAbstract)
	g.methods[f] = out
	return out
}

// implementing lists what an interface's method is in the types of this package that
// implement it. In one that embeds an interface it may be that one's, without a body.
func (g *Graph) implementing(it *types.Interface, f *types.Func) (out []*types.Func) {
	for _, n := range g.implementers(it) {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, f.Pkg(), f.Name())
		if m, ok := obj.(*types.Func); ok {
			out = append(out, m.Origin())
		}
	}
	return out
}

// implementers lists the types of this package that implement an interface. That
// one has too few methods is seen at once, and spares most of the comparisons; what
// embeds may have more than it declares.
func (g *Graph) implementers(it *types.Interface) []*types.Named {
	out, ok := g.types[it]
	if ok {
		return out
	}
	for _, n := range g.concrete() {
		if (n.NumMethods() >= it.NumMethods() || embeds(n)) && types.Implements(types.NewPointer(n), it) {
			out = append(out, n)
		}
	}
	g.types[it] = out
	return out
}

// findConcrete lists the types of the package that may implement interfaces:
// declared at package level, and without type parameters.
func (g *Graph) findConcrete() (out []*types.Named) {
	scope := g.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		if n, ok := tn.Type().(*types.Named); ok && n.TypeParams().Len() == 0 && !types.IsInterface(n) {
			out = append(out, n)
		}
	}
	return out
}

// embeds tells whether a type may have methods that it does not declare.
func embeds(n *types.Named) bool {
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range st.Fields() {
		if f.Embedded() {
			return true
		}
	}
	return false
}

// findAbstract names the methods of the package's own interfaces.
func (g *Graph) findAbstract() map[string]bool {
	out := map[string]bool{}
	scope := g.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		if it, ok := tn.Type().Underlying().(*types.Interface); ok {
			for m := range it.Methods() {
				out[m.Name()] = true
			}
		}
	}
	return out
}
