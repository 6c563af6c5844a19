package engine

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

func funcName(f *types.Func) string {
	if r := f.Signature().Recv(); r != nil {
		t := r.Type()
		ptr := ""
		if pt, ok := t.(*types.Pointer); ok {
			t, ptr = pt.Elem(), "*"
		}
		if n, ok := t.(*types.Named); ok {
			if ptr != "" {
				return "(*" + n.Obj().Name() + ")." + f.Name()
			}
			return n.Obj().Name() + "." + f.Name()
		}
	}
	return f.Name()
}

// use counts how a function is mentioned.
type use struct{ calls, others int }

// findUses counts, for each function of the package, the calls and the other
// mentions (as a value, handed to a router).
func (p *pkg) findUses() map[*types.Func]*use {
	uses := map[*types.Func]*use{}
	called := map[*ast.Ident]bool{}
	for _, file := range p.files {
		ast.Inspect(file, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				if id := syntax.Ident(c.Fun); id != nil {
					called[id] = true
				}
			}
			return true
		})
	}
	for id, obj := range p.info.Uses {
		f, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		f = f.Origin()
		if p.fns[f] == nil {
			continue
		}
		u := uses[f]
		if u == nil {
			u = &use{}
			uses[f] = u
		}
		if called[id] {
			u.calls++
		} else {
			u.others++
		}
	}
	return uses
}

// defers tells whether all callers of f are in view, so that they decide what
// it sends with the header they give it.
func (p *pkg) defers(f *fn, uses map[*types.Func]*use) bool {
	name := f.obj.Name()
	u := uses[f.obj]
	if u == nil {
		// Nobody calls it: what it returns goes nowhere.
		f.dead = !f.obj.Exported() && !p.inInterface(name) && !p.roles.Handles(f.sig)
		return false
	}
	f.passed = u.others > 0
	if u.calls == 0 || u.others > 0 {
		return false
	}
	if f.obj.Exported() && p.tpkg.Name() != "main" {
		f.shared = true
		return false
	}
	if r := f.sig.Recv(); r != nil {
		// An interface may call it.
		if f.obj.Exported() || p.inInterface(name) {
			return false
		}
	}
	return name != "main" && name != "init"
}

// inInterface tells whether an interface of the package has a method so named.
func (p *pkg) inInterface(name string) bool {
	if p.ifaceNames == nil {
		p.ifaceNames = map[string]bool{}
		scope := p.tpkg.Scope()
		for _, n := range scope.Names() {
			if tn, ok := scope.Lookup(n).(*types.TypeName); ok {
				if it, ok := tn.Type().Underlying().(*types.Interface); ok {
					for i := range it.NumMethods() {
						p.ifaceNames[it.Method(i).Name()] = true
					}
				}
			}
		}
	}
	return p.ifaceNames[name]
}

// callGraph lists the functions of the package that one calls or may call. A
// call of an interface's method leads to a node that stands for the method, and
// from there to what implements it: calls and implementations add up, where
// edges between them would multiply.
func (p *pkg) callGraph() func(*fn) []*fn {
	methods := map[*types.Func]*fn{}
	find := func(f *fn) (out []*fn) {
		if f.dispatches() {
			for _, m := range p.implementations(f.obj) {
				if g := p.fns[m]; g != nil {
					out = append(out, g)
				}
			}
			return out
		}
		for _, o := range f.content.funcs {
			g := p.fns[o]
			if syntax.IsAbstract(o) {
				if g = methods[o]; g == nil {
					g = &fn{obj: o}
					methods[o] = g
				}
			}
			if g != nil {
				out = append(out, g)
			}
		}
		return out
	}
	return func(f *fn) (out []*fn) {
		do := func() { out = find(f) }
		if f.dispatches() {
			p.stage(do)
		} else {
			p.part(f, do)
		}
		p.work += 1 + len(out)
		return out
	}
}

// dispatches tells whether a node of the call graph is an interface's method.
func (f *fn) dispatches() bool { return f.body == nil }

// selfCalls tells whether a function may call itself.
func (p *pkg) selfCalls(f *fn) bool {
	return slices.ContainsFunc(f.content.funcs, func(o *types.Func) bool {
		return o == f.obj || syntax.IsAbstract(o) && o.Name() == f.obj.Name() && slices.Contains(p.implementations(o), f.obj)
	})
}

// sccs groups functions that call one another, callees first (Tarjan).
func sccs(all []*fn, next func(*fn) []*fn) [][]*fn {
	index := map[*fn]int{}
	low := map[*fn]int{}
	on := map[*fn]bool{}
	var stack []*fn
	var out [][]*fn
	type item struct {
		f    *fn
		succ []*fn
	}
	for _, root := range all {
		if _, ok := index[root]; ok {
			continue
		}
		work := []*item{{f: root}}
		for len(work) > 0 {
			it := work[len(work)-1]
			f := it.f
			if _, ok := index[f]; !ok {
				index[f] = len(index) + 1
				low[f] = index[f]
				stack = append(stack, f)
				on[f] = true
				it.succ = next(f)
			}
			if len(it.succ) > 0 {
				g := it.succ[0]
				it.succ = it.succ[1:]
				if _, ok := index[g]; !ok {
					work = append(work, &item{f: g})
				} else if on[g] && index[g] < low[f] {
					low[f] = index[g]
				}
				continue
			}
			work = work[:len(work)-1]
			if len(work) > 0 {
				if up := work[len(work)-1].f; low[f] < low[up] {
					low[up] = low[f]
				}
			}
			if low[f] == index[f] {
				var group []*fn
				for {
					g := stack[len(stack)-1]
					stack = stack[:len(stack)-1]
					on[g] = false
					group = append(group, g)
					if g == f {
						break
					}
				}
				out = append(out, group)
			}
		}
	}
	return out
}
