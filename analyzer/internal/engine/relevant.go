package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// A function is interpreted only if it can matter: it sees a response, chooses
// a status, or makes, passes on or reads something that carries one. All others
// have no summary, and their results are opaque.

// relevant tells whether a function can matter.
func (p *pkg) relevant(f *fn) bool {
	if f.vouched || p.sigMatters(f.sig) {
		return true
	}
	return p.endsDead(f.body) || p.bodyMatters(f.body)
}

// endsDead tells whether a body ends in a panic: its callers go no further.
func (p *pkg) endsDead(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	e, ok := body.List[len(body.List)-1].(*ast.ExprStmt)
	if !ok {
		return false
	}
	c, ok := e.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := unparen(c.Fun).(*ast.Ident)
	if !ok {
		return false
	}
	_, builtin := p.info.Uses[id].(*types.Builtin)
	return builtin && id.Name == "panic"
}

func (p *pkg) sigMatters(sig *types.Signature) bool {
	var params, results []types.Type
	if r := sig.Recv(); r != nil {
		params = append(params, r.Type())
	}
	for i := range sig.Params().Len() {
		params = append(params, sig.Params().At(i).Type())
	}
	for i := range sig.Results().Len() {
		results = append(results, sig.Results().At(i).Type())
	}
	errIn, intIn, carrierIn := false, false, false
	for _, t := range params {
		if p.isResponse(t) || isHeader(t) {
			return true
		}
		errIn = errIn || isError(t)
		carrierIn = carrierIn || p.carriesType(t)
		intIn = intIn || isInt(t) && !isBool(t)
	}
	for _, t := range results {
		for _, q := range params {
			// A fluent method passes its receiver on.
			if types.Identical(t, q) && (p.holds(t) || p.carriesType(t)) {
				return true
			}
		}
		if isInt(t) && carrierIn || p.isResponse(t) {
			return true
		}
		if isErrorInterface(t) {
			if errIn || intIn {
				return true
			}
			continue
		}
		if p.carriesType(t) && (intIn || errIn) {
			return true
		}
	}
	if r := sig.Recv(); r != nil && intIn && p.carriesType(r.Type()) {
		return true
	}
	return false
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

func isErrorInterface(t types.Type) bool {
	return types.IsInterface(t) && isError(t)
}

// carriesType tells whether an object of the type may carry a status: it is an
// error, or has an integer field or method.
func (p *pkg) carriesType(t types.Type) bool {
	if t == nil {
		return true
	}
	if b, ok := p.carrier[t]; ok {
		return b
	}
	p.carrier[t] = false
	b := p.findCarries(t, 0)
	p.carrier[t] = b
	return b
}

func (p *pkg) findCarries(t types.Type, depth int) bool {
	if isError(t) || !types.IsInterface(t) && isError(ptrTo(t)) {
		return true
	}
	if it, ok := t.Underlying().(*types.Interface); ok {
		for i := range it.NumMethods() {
			m := it.Method(i)
			if s := m.Signature(); statusName(m.Name()) && s.Params().Len() == 0 && s.Results().Len() == 1 && isInt(s.Results().At(0).Type()) {
				return true
			}
		}
		return false
	}
	st, ok := deref(t).Underlying().(*types.Struct)
	if !ok {
		return false
	}
	if n := namedOf(t); n != nil && len(p.intMethods(n)) > 0 {
		return true
	}
	for i := range st.NumFields() {
		ft := st.Field(i).Type()
		if (isInt(ft) || isString(ft)) && statusName(st.Field(i).Name()) {
			return true
		}
		if depth < 2 {
			if _, ok := deref(ft).Underlying().(*types.Struct); ok && p.findCarries(ft, depth+1) {
				return true
			}
		}
	}
	return false
}

// statusName tells whether a field or method may hold a status, by its name.
// It only decides what is worth a look.
func statusName(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "code") || strings.Contains(name, "status") || strings.Contains(name, "http")
}

// bodyMatters looks for a status, a response or a call that matters.
func (p *pkg) bodyMatters(body ast.Node) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if found {
			return false
		}
		switch n := n.(type) {
		case *ast.BasicLit:
			if n.Kind == token.INT && (n.Value == "401" || n.Value == "403" || n.Value == "407") {
				found = true
			}
		case *ast.FuncLit:
			if sig, ok := p.info.TypeOf(n).(*types.Signature); ok && p.sigMatters(sig) {
				found = true
			}
		case *ast.Ident:
			found = p.identMatters(n)
		}
		return !found
	})
	return found
}

func (p *pkg) identMatters(id *ast.Ident) bool {
	switch o := p.info.Uses[id].(type) {
	case *types.Const:
		if o.Val().Kind() == constant.Int {
			if i, ok := constant.Int64Val(o.Val()); ok && status(i) {
				return true
			}
		}
	case *types.Var:
		if o.Pkg() != nil && o.Parent() == o.Pkg().Scope() {
			return p.globalMatters(o)
		}
		return p.isResponse(o.Type())
	case *types.Func:
		o = o.Origin()
		if g := p.fns[o]; g != nil {
			return !g.trivial && (g.sum != nil && p.tellsCaller(g.sum) || g.running)
		}
		if r := o.Signature().Recv(); r != nil && types.IsInterface(r.Type()) {
			for _, m := range p.implementations(o) {
				if g := p.fns[m]; g != nil && g.sum != nil && p.tellsCaller(g.sum) {
					return true
				}
			}
		}
		if p.neverReturns(o) || p.table.Rows(o.FullName()) != nil {
			return true
		}
		return o.Pkg() != p.tpkg && p.foreignSummary(o) != nil
	}
	return false
}

// tells tells whether a summary says something that matters to a caller: what
// it does to a response, or a status that it sets, makes or passes on.
func (p *pkg) tellsCaller(m *summary) bool {
	if m.unknown {
		return false
	}
	if len(m.events) > 0 || m.vouches || len(m.exits) == 0 {
		return true
	}
	for _, x := range m.exits {
		if len(x.resps) > 0 {
			return true
		}
		for _, b := range x.stores {
			if brings(b.val) {
				return true
			}
		}
		for _, b := range x.objs {
			_, last := splitLast(b.loc.Path)
			if last == statusStep || statusName(last) && brings(b.val) || last == ".Unwrap()" && brings(b.val) || p.bringsResponse(b.val) {
				return true
			}
		}
		for _, v := range x.results {
			for _, a := range v.Atoms {
				switch a.Kind {
				case AtomRef:
					t := p.types[a.Loc]
					switch a.Loc.Root.Kind {
					case RootParam, RootCaptured:
						if t != nil && (isInt(t) || isError(t) || p.isResponse(t) || p.holds(t) || p.carriesType(t)) {
							return true
						}
					case RootGlobal:
						if p.globalMatters(a.Loc.Root.Obj.(*types.Var)) {
							return true
						}
					}
				case AtomInt:
					if status(a.Int) {
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

// brings tells whether a value holds a status, or something of the caller's.
func brings(v Value) bool {
	for _, a := range v.Atoms {
		if a.Kind == AtomInt && status(a.Int) || a.Kind == AtomRef && a.Loc.Root.Kind == RootParam {
			return true
		}
	}
	return false
}

// bringsResponse tells whether a value holds a response of the caller's.
func (p *pkg) bringsResponse(v Value) bool {
	for _, a := range v.Atoms {
		if a.Kind == AtomHeader || a.Kind == AtomRef && a.Loc.Root.Kind == RootParam && p.isResponse(p.types[a.Loc]) {
			return true
		}
	}
	return false
}

// globalMatters tells whether a package-level variable carries a status.
func (p *pkg) globalMatters(v *types.Var) bool {
	if b, ok := p.globalTells[v]; ok {
		return b
	}
	p.globalTells[v] = false
	b := false
	if _, ok := p.globalRow(v); ok {
		b = true
	} else if g := p.globals[v]; g != nil && v.Pkg() == p.tpkg {
		if g.expr != nil {
			b = p.bodyMatters(g.expr)
		}
	} else if v.Pkg() != p.tpkg {
		b = len(p.globalOf(v).val.Atoms) > 0
	}
	p.globalTells[v] = b
	return b
}
