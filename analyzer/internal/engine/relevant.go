package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/places"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A function is interpreted if it touches a response, chooses a status, or
// calls one that does. One that only hands on what it is given, such as a
// wrapper of errors, is interpreted when one of the former calls it, or for
// importers. All others have no summary, and their results are opaque.

// weight says how much a function matters.
type weight uint8

const (
	idle   weight = iota // can't matter
	relays               // may hand on what a caller gives it
	acts                 // touches a response or a status itself
)

// weigh tells whether a function can matter.
func (p *pkg) weigh(f *fn) weight {
	if f.vouched {
		return acts
	}
	if p.endpoints.Has(f.sig) {
		return acts
	}
	w := p.weighSig(f.sig)
	if w < acts {
		w = max(w, p.weighContent(f.content))
	}
	f.constructs = p.constructs(f)
	if w == idle && (p.endsDead(f.body) || f.content.makes || f.content.decides && answers(f.sig, syntax.IsBool) || f.content.begins && answers(f.sig, syntax.IsString) || f.constructs || relaysInt(f.sig) || fills(p, f)) {
		return relays
	}
	return w
}

// fills tells whether a function may keep what it is handed in a table of the
// package, a variable that holds several of that type.
func fills(p *pkg, f *fn) bool {
	for v := range f.sig.Params().Variables() {
		if p.places.Carries(v.Type()) && slices.ContainsFunc(f.content.vars, func(o *types.Var) bool {
			table, ok := o.Type().Underlying().(interface{ Elem() types.Type })
			return ok && types.Identical(syntax.Deref(table.Elem()), syntax.Deref(v.Type()))
		}) {
			return true
		}
	}
	return false
}

// constructs tells whether a function makes an error, or calls what makes one,
// and returns nothing else. Which status the error has may be settled further
// down: a constructor of one kind calls that of all kinds.
func (p *pkg) constructs(f *fn) bool {
	if f.sig.Results().Len() != 1 {
		return false
	}
	if sig, ok := f.sig.Results().At(0).Type().Underlying().(*types.Signature); ok {
		return places.FillsError(sig)
	}
	if !places.HoldsError(f.sig.Results().At(0).Type()) {
		return false
	}
	if r := f.sig.Recv(); f.content.fails || r != nil && places.HoldsError(r.Type()) {
		return true
	}
	return slices.ContainsFunc(f.content.funcs, func(o *types.Func) bool {
		if g := p.fns[o]; g != nil {
			return g.constructs
		}
		r := o.Signature().Results()
		return r.Len() == 1 && places.HoldsError(r.At(0).Type()) && p.foreignSummary(o) != nil
	})
}

// relaysInt tells whether a function may return a number that it is given, such
// as a default for it.
func relaysInt(sig *types.Signature) bool {
	number := func(t types.Type) bool {
		_, param := types.Unalias(t).(*types.TypeParam)
		return param || syntax.IsInt(t)
	}
	in := sig.Recv() != nil && number(sig.Recv().Type())
	for v := range sig.Params().Variables() {
		t := v.Type()
		if sl, ok := t.(*types.Slice); ok { // of the last parameter, mostly
			t = sl.Elem()
		}
		in = in || number(t)
	}
	return in && sig.Results().Len() == 1 && number(sig.Results().At(0).Type())
}

// answers tells whether a function returns something of a kind and nothing else.
func answers(sig *types.Signature, is func(types.Type) bool) bool {
	return sig.Results().Len() == 1 && is(sig.Results().At(0).Type())
}

// endsDead tells whether a body ends in a call that never comes back: its callers
// go no further.
func (p *pkg) endsDead(body *ast.BlockStmt) bool {
	for range maxDead {
		if len(body.List) == 0 {
			return false
		}
		e, ok := body.List[len(body.List)-1].(*ast.ExprStmt)
		if !ok {
			return false
		}
		c, ok := ast.Unparen(e.X).(*ast.CallExpr)
		if !ok {
			return false
		}
		if syntax.EndsHere(p.info, c) {
			return true
		}
		f := syntax.Callee(p.info, c)
		if f == nil || p.fns[f.Origin()] == nil {
			return false
		}
		body = p.fns[f.Origin()].body
	}
	return false
}

// maxDead bounds the calls within one another that endsDead follows.
const maxDead = 4

// weighSig judges a function by what it is given and what it returns.
func (p *pkg) weighSig(sig *types.Signature) weight {
	var params []types.Type
	for i := -1; i < sig.Params().Len(); i++ {
		if t := syntax.Param(sig, i); t != nil {
			params = append(params, t)
		}
	}
	errIn, intIn, carrierIn := false, false, false
	for _, t := range params {
		if p.roles.IsResponse(t) || roles.IsHeader(t) {
			return acts
		}
		errIn = errIn || syntax.IsError(t)
		carrierIn = carrierIn || p.places.Carries(t)
		intIn = intIn || syntax.IsInt(t) && !syntax.IsBool(t)
	}
	w := idle
	for v := range sig.Results().Variables() {
		t := v.Type()
		if p.roles.IsResponse(t) || p.roles.IsRenderer(t) || p.answersByType(t) {
			return acts
		}
		for _, q := range params {
			// A fluent method passes its receiver on.
			if types.Identical(t, q) {
				if p.roles.Holds(t) {
					return acts
				}
				if p.places.Carries(t) {
					w = relays
				}
			}
		}
		switch {
		case syntax.IsInt(t) && carrierIn, (errIn || intIn) && (types.IsInterface(t) && syntax.IsError(t) || p.places.Carries(t)):
			w = relays
		}
	}
	if r := sig.Recv(); r != nil && intIn && p.places.Carries(r.Type()) {
		w = relays
	}
	return w
}

// content is what the syntax of a function mentions, read once.
type content struct {
	acts    bool          // a status or a response
	makes   bool          // an error or a response, with a status of somewhere else
	fails   bool          // an error's literal
	begins  bool          // a text that a challenge begins with
	decides bool          // a field is compared with nil, or is a bool; or a constant bool is there
	funcs   []*types.Func // functions and methods, generic ones as declared
	vars    []*types.Var  // package-level variables
}

// contentOf finds out what a body mentions.
func (p *pkg) contentOf(body ast.Node) content {
	var c content
	funcs, vars := map[*types.Func]bool{}, map[*types.Var]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if n.Kind == token.INT && (n.Value == "401" || n.Value == "403" || n.Value == "407") {
				c.acts = true
			}
			c.begins = c.begins || challenge.Begins(strings.Trim(n.Value, "`\""))
		case *ast.CompositeLit:
			c.makes = c.makes || p.takesStatus(n)
			if t := p.info.TypeOf(n); t != nil && !c.fails {
				_, isStruct := t.Underlying().(*types.Struct)
				c.fails = isStruct && places.HoldsError(t)
			}
		case *ast.FuncLit:
			if sig, ok := p.info.TypeOf(n).(*types.Signature); ok && !c.acts && p.weighSig(sig) == acts {
				c.acts = true
			}
		case *ast.Ident:
			switch o := p.info.Uses[n].(type) {
			case *types.Nil:
				c.decides = true
			case *types.Const:
				c.decides = c.decides || o.Val().Kind() == constant.Bool
				if !c.acts && o.Val().Kind() == constant.Int {
					if i, ok := constant.Int64Val(o.Val()); ok && domain.IsStatus(i) {
						c.acts = true
					}
				}
				a, ok := domain.Constant(o.Val(), n.Pos())
				c.begins = c.begins || challenge.Begins(a.Str)
				if ok && !c.acts {
					c.acts = p.roles.CodeStatus(a, o.Type()) != 0
				}
			case *types.Var:
				if o.Pkg() != nil && o.Parent() == o.Pkg().Scope() {
					if !vars[o] {
						vars[o] = true
						c.vars = append(c.vars, o)
					}
				} else if !c.acts && (p.roles.IsResponse(o.Type()) || p.keptHeaders(o)) {
					c.acts = true
				}
			case *types.Func:
				if o = o.Origin(); !funcs[o] {
					funcs[o] = true
					c.funcs = append(c.funcs, o)
				}
			}
		}
		return true
	})
	return c
}

// takesStatus tells whether a literal of an error or a response takes a number
// that is no constant.
func (p *pkg) takesStatus(lit *ast.CompositeLit) bool {
	t := p.info.TypeOf(lit)
	if t == nil {
		return false
	}
	_, isStruct := t.Underlying().(*types.Struct)
	if !isStruct || !p.roles.IsResponse(t) && !syntax.IsError(t) && !syntax.IsError(syntax.PointerTo(t)) {
		_, fails := p.roles.ErrorRow(t)
		if _, answers := p.roles.LiteralRow(t); !fails && !answers {
			return false
		}
	}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if tv := p.info.Types[e]; tv.Value == nil && tv.Type != nil && syntax.IsInt(tv.Type) && !syntax.IsBool(tv.Type) {
			return true
		}
	}
	return false
}

// weighContent judges a body by what it mentions. What only relays is asked
// when it is called, and makes nobody else matter.
func (p *pkg) weighContent(c content) weight {
	if c.acts {
		return acts
	}
	w := idle
	for _, f := range c.funcs {
		if w = max(w, p.weighCall(f)); w == acts {
			return acts
		}
	}
	for _, v := range c.vars {
		if p.globalMatters(v) {
			return acts
		}
	}
	return w
}

// weighCall judges what mentions a function.
func (p *pkg) weighCall(o *types.Func) weight {
	if g := p.fns[o]; g != nil {
		switch {
		case g.running || g.sum != nil && p.tellsCaller(g.sum):
			return acts
		case p.endsDead(g.body):
			return relays
		}
		return idle
	}
	if r := o.Signature().Recv(); r != nil && types.IsInterface(r.Type()) {
		for _, m := range p.graph.Implementations(o) {
			p.work++
			if g := p.fns[m]; g != nil && g.sum != nil && p.tellsCaller(g.sum) {
				return acts
			}
		}
	}
	if o.Pkg() == p.tpkg {
		return idle
	}
	for _, r := range p.roles.Rows(o) {
		if r.Verb != model.Exit {
			return acts
		}
	}
	if syntax.NeverReturns(o) {
		return relays
	}
	if m := p.foreignSummary(o); m != nil {
		if p.tellsCaller(m) {
			return acts
		}
		if len(m.exits) == 0 {
			return relays
		}
	}
	return idle
}

// tells tells whether a summary says something that matters to a caller: what
// it does to a response, or a status that it sets, makes or passes on.
func (p *pkg) tellsCaller(m *summary) bool {
	if m.unknown {
		return false
	}
	if len(m.events) > 0 || m.vouches {
		return true
	}
	for _, x := range m.exits {
		if len(x.resps) > 0 {
			return true
		}
		for _, b := range x.stores {
			if b.Val.BringsStatus() || p.headersAt(b.Loc) {
				return true
			}
		}
		for _, b := range x.objs {
			last := b.Loc.Path.Last()
			if last == statusStep || p.bringsResponse(b.Val) {
				return true
			}
			if b.Val.BringsStatus() && (last.Kind == domain.Field || last.Kind == domain.Method || p.isErrorAt(Loc{Root: b.Loc.Root})) {
				return true
			}
		}
		for _, v := range x.results {
			for _, a := range v.Atoms {
				switch a.Kind {
				case AtomRef:
					switch a.Loc.Root.Kind {
					case RootParam, RootCaptured:
						if t := p.types[a.Loc]; t != nil && (p.roles.IsResponse(t) || p.roles.Holds(t)) {
							return true
						}
					case RootGlobal:
						if p.globalMatters(a.Loc.Root.Obj.(*types.Var)) {
							return true
						}
					case RootSite:
						if p.answers(p.types[a.Loc]) {
							return true
						}
					}
				case AtomInt:
					if domain.IsStatus(a.Int) {
						return true
					}
				case AtomHeader:
					return true
				}
			}
		}
	}
	return false
}

// isErrorAt tells whether what is at a location is an error, by its type.
func (p *pkg) isErrorAt(l Loc) bool {
	t := p.types[l]
	return t != nil && (syntax.IsError(t) || syntax.IsError(syntax.PointerTo(t)))
}

// answers tells whether a method of a type may return a status.
func (p *pkg) answers(t types.Type) bool {
	if t == nil {
		return false
	}
	if b, ok := p.answering[t]; ok {
		return b
	}
	p.answering[t] = false
	for _, name := range p.places.Methods(t) {
		obj, _, _ := types.LookupFieldOrMethod(syntax.PointerTo(t), true, p.tpkg, name)
		f, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		m := p.foreignSummary(f.Origin())
		if g := p.fns[f.Origin()]; g != nil {
			m = g.sum
		}
		if m == nil {
			continue
		}
		for _, x := range m.exits {
			if len(x.results) > 0 && x.results[0].BringsStatus() {
				p.answering[t] = true
			}
		}
	}
	return p.answering[t]
}

// bringsResponse tells whether a value holds a response of the caller's.
func (p *pkg) bringsResponse(v Value) bool {
	return slices.ContainsFunc(v.Atoms, func(a Atom) bool {
		return a.Kind == AtomHeader || a.Kind == AtomRef && a.Loc.Root.Kind == RootParam && p.roles.IsResponse(p.types[a.Loc])
	})
}

// globalMatters tells whether a package-level variable carries a status.
func (p *pkg) globalMatters(v *types.Var) bool {
	if b, ok := p.globalTells[v]; ok {
		return b
	}
	p.globalTells[v] = false
	b := false
	if _, ok := p.roles.VarRow(v); ok {
		b = true
	} else if g := p.globals[v]; g != nil && v.Pkg() == p.tpkg {
		b = g.expr != nil && p.weighContent(p.contentOf(g.expr)) == acts
	} else if v.Pkg() != p.tpkg {
		b = len(p.globalOf(v).val.Atoms) > 0
	}
	p.globalTells[v] = b
	return b
}
