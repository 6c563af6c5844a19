package route

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A PassFact says of a function or a variable that is a middleware, or makes
// one, how what stands behind it is reached.
type PassFact struct {
	Headers engine.Headers // the challenge there; ChEntry is as it was before
	Known   bool           // only known callers get there
	Keeps   []string       // the keys under which it always keeps something with the request
}

// A SetsFact says that a package, or one that it imports, has a middleware that
// sets a challenge, or may.
type SetsFact struct{}

// An AbortFact says of a function that it keeps what stands behind the
// middleware that calls it from running.
type AbortFact struct{}

func (*PassFact) AFact()  {}
func (*SetsFact) AFact()  {}
func (*AbortFact) AFact() {}

// FactTypes lists the facts of this package.
func FactTypes() []analysis.Fact {
	return []analysis.Fact{(*PassFact)(nil), (*AbortFact)(nil), (*SetsFact)(nil)}
}

// SetElsewhere tells whether a package that this one imports has a middleware
// that sets a challenge.
func SetElsewhere(pass *analysis.Pass) bool {
	return pass.ImportPackageFact != nil && slices.ContainsFunc(pass.Pkg.Imports(), func(p *types.Package) bool {
		return pass.ImportPackageFact(p, &SetsFact{})
	})
}

// behind is a value that only stands at the end of a chain: what is asked is how
// it is reached.
type behind struct{}

// passOf is the fact of what another package made, nil where there is none.
func (m *machine) passOf(o types.Object) *PassFact {
	var p PassFact
	if o == nil || !m.told(o, &p) {
		return nil
	}
	return &p
}

// told imports a fact about what another package declares.
func (m *machine) told(o types.Object, fact analysis.Fact) bool {
	return o.Pkg() != nil && !m.ours(o.Pkg()) && slices.ContainsFunc(m.all, func(u *Unit) bool { return u.Facts != nil && u.Facts(o, fact) })
}

// Export notes what the exported middlewares of a package do. It may ask who is
// known.
func (w *Wiring) Export(pass *analysis.Pass) {
	if pass.ExportObjectFact == nil || pass.ExportPackageFact == nil {
		return
	}
	sets := SetElsewhere(pass)
	w.eachFact(func(o types.Object, f analysis.Fact) {
		if p, ok := f.(*PassFact); ok && p.Headers&^engine.ChEntry.Both() != 0 {
			sets = true
		}
		pass.ExportObjectFact(o, f)
	})
	if sets {
		pass.ExportPackageFact(&SetsFact{})
	}
}

func (w *Wiring) eachFact(note func(types.Object, analysis.Fact)) {
	for _, o := range w.m.order {
		if !o.Exported() {
			continue
		}
		d := w.m.decls[o]
		w.m.part(d, func() {
			if w.m.abortsAlways(d, 0) {
				note(o, &AbortFact{})
			}
			if w.m.mayStandAround(o) {
				w.exportPass(o, w.carriedOut().asMiddleware(o), note)
			}
		})
	}
	for _, u := range w.m.all {
		scope := u.Pkg.Scope()
		for _, name := range scope.Names() {
			v, ok := scope.Lookup(name).(*types.Var)
			if !ok || !v.Exported() || !syntax.Is[*types.Signature](v.Type()) || w.m.kind(v.Type()) == nothing {
				continue
			}
			if vals := w.carriedOut().slot(v); !w.m.changed[v] && !vals.other {
				w.exportPass(v, vals, note)
			}
		}
	}
}

// exportPass notes how a chain that begins with some values reaches its end.
func (w *Wiring) exportPass(o types.Object, vals values, note func(types.Object, analysis.Fact)) {
	asks := w.m.behindOf(vals, true)
	if asks.spent() || len(asks.behind) == 0 {
		return
	}
	p := PassFact{Known: !vals.other, Keeps: asks.behind[0].keeps.list()}
	for _, s := range asks.behind {
		p.Headers |= s.h
		p.Known = p.Known && s.known
		p.Keeps = slices.DeleteFunc(p.Keeps, func(k string) bool { return vals.other || !s.keeps.has(k) })
	}
	if p.Known || p.Headers != engine.ChEntry.Both() || len(p.Keeps) > 0 {
		note(o, &p)
	}
}

// mayStandAround tells whether a declared function may be a middleware, or make
// one: it is given what stands behind it, or it may go on to that.
func (m *machine) mayStandAround(o *types.Func) bool {
	sig := o.Signature()
	if m.handles(sig) {
		return m.mayPass(o)
	}
	if sig.Results().Len() == 0 {
		return false
	}
	made := sig.Results().At(0).Type()
	if !m.makesOne(made) || m.kind(made) == routes {
		return false
	}
	for v := range sig.Params().Variables() {
		if m.kind(v.Type()) == handler {
			return true
		}
	}
	return m.kind(made) != handler || m.passes(resultSignature(sig))
}

// asMiddleware is what a declared function is around what stands behind it: the
// function itself if it is given a response, else what it makes of it.
func (m *machine) asMiddleware(o *types.Func) values {
	sig := o.Signature()
	if m.handles(sig) {
		return just(m.function(o, unknown))
	}
	var args []values
	for v := range sig.Params().Variables() {
		if m.kind(v.Type()) == handler {
			args = append(args, just(next{}))
		} else {
			args = append(args, unknown)
		}
	}
	if out := m.frame(nil).apply(m.function(o, unknown), args); len(out) > 0 {
		return out[0]
	}
	return values{}
}

// resultSignature is that of the function that a function returns first.
func resultSignature(sig *types.Signature) *types.Signature {
	if s, ok := sig.Results().At(0).Type().Underlying().(*types.Signature); ok {
		return s
	}
	return types.NewSignatureType(nil, nil, nil, nil, nil, false)
}

// mayPass tells whether a function that is given a response may be a middleware
// of which there is something to tell: it is given what stands behind it, or
// keeps it from running, or runs it, or sets a challenge.
func (m *machine) mayPass(o *types.Func) bool {
	for v := range o.Signature().Params().Variables() {
		if m.kind(v.Type()) == handler {
			return true
		}
	}
	if !m.passes(o.Signature()) {
		return false
	}
	d := m.decls[o]
	if m.setsWithin(d) {
		return true
	}
	found := false
	ast.Inspect(d.Body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && !found {
			fn, _ := m.callee(c)
			found = fn != nil && (m.has(fn, model.Next) || m.stops(fn) || m.decls[fn] != nil && m.givesResponse(c))
		}
		return !found
	})
	return found
}

// stops tells whether a function of a library, or of another package by its fact,
// keeps what stands behind a middleware from running.
func (m *machine) stops(fn *types.Func) bool {
	return m.has(fn, model.Abort) || m.told(fn, &AbortFact{})
}

// abortsAlways tells whether a function that is given a response keeps what
// stands behind its caller from running.
func (m *machine) abortsAlways(d *ast.FuncDecl, depth int) bool {
	o, ok := m.def(d.Name).(*types.Func)
	if !ok || depth > 3 || !m.passes(o.Signature()) {
		return false
	}
	for _, st := range d.Body.List {
		x, _ := st.(*ast.ExprStmt)
		if x == nil {
			continue
		}
		if c, ok := ast.Unparen(x.X).(*ast.CallExpr); ok {
			if fn, _ := m.callee(c); fn != nil && (m.stops(fn) || m.decls[fn] != nil && m.abortsAlways(m.decls[fn], depth+1)) {
				return true
			}
		}
	}
	return false
}
