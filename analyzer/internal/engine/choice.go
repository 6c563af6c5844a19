package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/channel"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Choice is a place that chooses a 401 or a 403 which reaches a response, or
// leaves its function in a carrier: a constant, a call that always answers or
// returns it, or a variable that stands for it.
type Choice struct {
	Status int64
	Node   ast.Expr
	Path   []ast.Node // what the place stands in, outermost first; ends with Node
	Var    *types.Var // the package-level error of this package that the place names
}

// choices lists the places in this package that choose a 401 or 403, in the
// order of the source.
func (p *pkg) choices() []Choice {
	reached := p.reached()
	var out []Choice
	for _, file := range p.files {
		if p.Skip != nil && p.Skip(file) {
			continue
		}
		for _, d := range file.Decls {
			p.Error.Run(d.Pos(), syntax.DeclName(d), func() { out = append(out, codeChoices(p, file, d, p.choicesIn(file, d, reached))...) })
		}
	}
	return out
}

// IsChoice tells whether a status is one of those between which is chosen.
func IsChoice(status int64) bool { return status == 401 || status == 403 }

// choicesIn lists the places in one declaration.
func (p *pkg) choicesIn(file *ast.File, d ast.Decl, reached map[token.Pos]int64) []Choice {
	var out []Choice
	inBody := func(n ast.Node) bool { _, ok := n.(*ast.BlockStmt); return ok }
	ast.PreorderStack(d, []ast.Node{file}, func(n ast.Node, path []ast.Node) bool {
		if fd, ok := n.(*ast.FuncDecl); ok && !p.interpreted(fd) {
			return false // nothing in it chooses a status
		}
		path = append(path, n)
		e, ok := n.(ast.Expr)
		if !ok || !slices.ContainsFunc(path, inBody) && !inTable(path) || looked(path) {
			return true
		}
		st := p.chosen(e, reached)
		if st == 0 {
			st = p.put(path)
		} else if bodyOfOther(p, path, 0) {
			st = 0
		}
		if st != 0 {
			out = append(out, Choice{st, e, slices.Clone(path), p.ownError(e)})
			return false
		}
		return true
	})
	return out
}

// tooLate tells whether a place is only come by where the status has left.
func (p *pkg) tooLate(path []ast.Node) bool {
	for _, n := range slices.Backward(path) {
		if st, ok := n.(ast.Stmt); ok {
			if now, ok := p.guards.reach[st]; ok {
				return now.left
			}
		}
	}
	return false
}

// inTable tells whether the last node of a path stands in a literal of a
// package-level variable, beside or under what it is the status of.
func inTable(path []ast.Node) bool {
	lits := 0
	for _, n := range path[:len(path)-1] {
		switch n.(type) {
		case *ast.CompositeLit:
			lits++
		case *ast.FuncLit, *ast.CallExpr:
			return false
		}
	}
	kv, keyed := path[len(path)-2].(*ast.KeyValueExpr)
	return lits > 1 || lits == 1 && keyed && kv.Value == path[len(path)-1]
}

// interpreted tells whether a function was found to matter.
func (p *pkg) interpreted(fd *ast.FuncDecl) bool {
	o, _ := p.info.Defs[fd.Name].(*types.Func)
	f := p.fns[o]
	return f == nil || f.sum != nil
}

// looked tells whether the last node of a path is only looked at: compared, or
// written to.
func looked(path []ast.Node) bool {
	if len(path) < 2 {
		return true
	}
	n := path[len(path)-1]
	switch up := path[len(path)-2].(type) {
	case *ast.BinaryExpr:
		return true
	case *ast.CaseClause:
		return slices.Contains(up.List, n.(ast.Expr))
	case *ast.SelectorExpr:
		return up.Sel == n
	case *ast.AssignStmt:
		return slices.Contains(up.Lhs, n.(ast.Expr))
	case *ast.KeyValueExpr:
		return up.Key == n
	case *ast.CallExpr:
		if sel, ok := ast.Unparen(up.Fun).(*ast.SelectorExpr); ok && up.Fun != n {
			return sel.Sel.Name == "Is" || sel.Sel.Name == "As"
		}
	}
	return false
}

// chosen is the status that an expression chooses, or 0.
func (p *pkg) chosen(e ast.Expr, reached map[token.Pos]int64) int64 {
	if want := reached[e.Pos()]; IsChoice(want) {
		if tv := p.info.Types[e]; tv.Value != nil {
			if a, ok := p.roles.Constant(tv.Value, tv.Type, e.Pos()); ok && a.Kind == AtomInt && a.Int == want {
				return want
			}
			return 0
		}
	}
	switch e := e.(type) {
	case *ast.CompositeLit:
		return p.statusOfType(p.info.TypeOf(e))
	case *ast.CallExpr:
		if f := syntax.Callee(p.info, e); f != nil {
			return p.alwaysStatus(f.Origin())
		}
	case *ast.Ident:
		if v, ok := p.info.Uses[e].(*types.Var); ok {
			return p.standsFor(v)
		}
	case *ast.SelectorExpr:
		if v, ok := p.info.Uses[e.Sel].(*types.Var); ok && !v.IsField() {
			return p.standsFor(v)
		}
	}
	return 0
}

// bodyOfOther tells whether the last node of a path is an error that a call
// sends as the body, or as a part of the body, of a response whose status is
// another argument or has left; by way of some local variables or none.
func bodyOfOther(p *pkg, path []ast.Node, depth int) bool {
	if p.info.Types[path[len(path)-1].(ast.Expr)].Value != nil {
		return false
	}
	if p.tooLate(path) {
		return true
	}
	for i := len(path) - 1; i > 0; i-- {
		e, _ := path[i].(ast.Expr)
		switch up := path[i-1].(type) {
		case *ast.KeyValueExpr, *ast.UnaryExpr, *ast.ParenExpr, *ast.CompositeLit:
		case *ast.CallExpr:
			if !slices.Contains(up.Args, e) {
				return false
			}
			if besideStatus(p, up, e) {
				return true
			}
		case *ast.ValueSpec:
			return len(up.Names) == 1 && variableOfOther(p, path[:i], p.info.Defs[up.Names[0]], depth+1)
		case *ast.AssignStmt:
			return len(up.Rhs) == 1 && variableOfOther(p, path[:i], p.info.ObjectOf(syntax.Ident(up.Lhs[0])), depth+1)
		default:
			return false
		}
	}
	return false
}

// besideStatus tells whether a call that is handed an expression is handed the
// status too that it sends.
func besideStatus(p *pkg, c *ast.CallExpr, e ast.Expr) bool {
	for k, a := range c.Args {
		if a != e && p.isStatus(c, k) {
			return true
		}
	}
	return false
}

// variableOfOther is bodyOfOther of a local variable: whatever reads it sends it
// as the body of a response with another status, and something does.
func variableOfOther(p *pkg, path []ast.Node, v types.Object, depth int) bool {
	if v == nil || len(path) < 2 || depth > maxRenamed || v.Parent() == p.tpkg.Scope() {
		return false
	}
	sent, otherwise := false, false
	eachUse(p, path, v, func(path []ast.Node) bool {
		if sel, ok := path[len(path)-2].(*ast.SelectorExpr); ok && looked(path[:len(path)-1]) && p.info.Selections[sel] != nil {
			return true // a part of it is written to or compared
		}
		if bodyOfOther(p, path, depth) {
			sent = true
		} else {
			otherwise = true
		}
		return !otherwise
	})
	return sent && !otherwise
}

// isStatus tells whether an argument of a call is the status that it sends: a
// constant by its value, another by what is known of the call, or else its type.
func (p *pkg) isStatus(c *ast.CallExpr, i int) bool {
	if v := p.info.Types[c.Args[i]].Value; v != nil {
		n, ok := constant.Int64Val(constant.ToInt(v))
		return ok && v.Kind() == constant.Int && n >= 100 && n < 600
	}
	if sig, ok := p.info.TypeOf(c.Fun).(*types.Signature); !ok || i >= sig.Params().Len() || !syntax.IsInt(sig.Params().At(i).Type()) {
		return false
	}
	if _, st, ok := sends(p, c); ok {
		return st == Part{Idx: i}
	}
	f := syntax.Callee(p.info, c)
	return f == nil || p.bodyOf(f.Origin()) == nil || p.summaryOf(f.Origin()).touches(func(Loc, Challenge, []domain.Pred) bool { return true })
}

// put is the status that the last node of a path puts into an error of a
// library that can't be seen, which is returned or handed over with a
// response: there is little else that such an error is made for. One that is
// kept with the request is answered by whoever finds it there.
func (p *pkg) put(path []ast.Node) int64 {
	if len(path) < 3 {
		return 0
	}
	sel, ok := path[len(path)-1].(*ast.SelectorExpr)
	if !ok || !strings.HasPrefix(sel.Sel.Name, "Status") || p.info.Uses[sel.Sel] == nil {
		return 0 // a bare number may be anything
	}
	tv := p.info.Types[sel]
	if tv.Value == nil || tv.Value.Kind() != constant.Int {
		return 0
	}
	n, _ := constant.Int64Val(tv.Value)
	if n != 401 && n != 403 {
		return 0
	}
	c, ok := path[len(path)-2].(*ast.CallExpr)
	if !ok || !slices.Contains(c.Args, ast.Expr(sel)) {
		return 0
	}
	f := syntax.Callee(p.info, c)
	if up, ok := path[len(path)-3].(*ast.CallExpr); ok && f != nil && p.keepsWithRequest(up) &&
		slices.ContainsFunc(p.roles.Rows(f), func(r model.Row) bool { return r.Verb == model.Error }) {
		return n
	}
	if f == nil || f.Pkg() == nil || f.Pkg() == p.tpkg || p.hasFacts(f.Pkg()) || len(p.roles.Rows(f)) > 0 ||
		f.Signature().Results().Len() != 1 || !syntax.IsError(f.Signature().Results().At(0).Type()) {
		return 0
	}
	switch up := path[len(path)-3].(type) {
	case *ast.ReturnStmt:
		return n
	case *ast.CallExpr:
		for _, a := range up.Args {
			if t := p.info.TypeOf(a); t != nil && p.roles.IsResponse(t) {
				return n
			}
		}
	}
	return 0
}

// keepsWithRequest tells whether a call keeps any value under a key, in the
// context of a framework or of the request.
func (p *pkg) keepsWithRequest(c *ast.CallExpr) bool {
	f := syntax.Callee(p.info, c)
	if f == nil || len(p.roles.Rows(f)) > 0 {
		return false
	}
	sig := f.Signature()
	n := sig.Params().Len()
	if f.FullName() == "context.WithValue" {
		return true
	}
	if n != 2 || sig.Recv() == nil || len(c.Args) != 2 || !p.roles.IsResponse(p.recvType(c)) {
		return false
	}
	t := sig.Params().At(n - 1).Type()
	if s, ok := t.(*types.Slice); ok && sig.Variadic() {
		t = s.Elem()
	}
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.Empty()
}

// recvType is the type of what a method is called on, or nil.
func (p *pkg) recvType(c *ast.CallExpr) types.Type {
	if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok {
		return p.info.TypeOf(sel.X)
	}
	return nil
}

// ownError is the package-level variable of this package that an expression
// names, or that the function always returns which it calls, or nil.
func (p *pkg) ownError(e ast.Expr) *types.Var {
	if c, ok := e.(*ast.CallExpr); ok {
		f := syntax.Callee(p.info, c)
		if f == nil || p.fns[f.Origin()] == nil {
			return nil
		}
		m := p.summaryOf(f.Origin())
		if m == nil || m.unknown {
			return nil
		}
		var only *types.Var
		for _, x := range m.exits {
			for _, r := range x.results {
				a, ok := r.Single()
				if a.Kind == AtomNil {
					continue // beside the error there is nothing
				}
				g := globalError(a)
				if !ok || g == nil || g.Parent() != p.tpkg.Scope() || only != nil && only != g {
					return nil
				}
				only = g
			}
		}
		return only
	}
	if id, ok := e.(*ast.Ident); ok {
		if v, ok := p.info.Uses[id].(*types.Var); ok && v.Parent() == p.tpkg.Scope() {
			return v
		}
	}
	return nil
}

// reached lists where the statuses were chosen that reach a response or leave
// in a carrier.
func (p *pkg) reached() map[token.Pos]int64 {
	out := map[token.Pos]int64{}
	note := func(n int64, pos token.Pos) {
		if IsChoice(n) && pos.IsValid() {
			out[pos] = n
		}
	}
	for pos, n := range p.handed {
		note(n, pos)
	}
	sinks := slices.Collect(p.channels.Sinks())
	for _, f := range p.functions() {
		if f.sum == nil || f.sum.unknown {
			continue
		}
		for _, e := range f.sum.events {
			if p.recorder(e.resp) {
				continue
			}
			for _, a := range e.status.Atoms {
				switch a.Kind {
				case AtomInt:
					note(a.Int, a.Pos)
				case AtomRef:
					if typ, iface, path, ok := p.sinkOf(a.Loc); ok {
						sinks = append(sinks, &channel.Sink{FactSink: channel.FactSink{Type: typ, Iface: iface, Path: path}})
					}
				}
			}
		}
	}
	for _, s := range p.channels.Own() {
		sent := slices.ContainsFunc(s.Methods, func(m string) bool { return strings.HasPrefix(m, "Error()") })
		for _, k := range sinks {
			sent = sent || s.Matches(k.Type, k.Iface)
		}
		if !sent {
			continue // no more than a body, for all that is known
		}
		for _, c := range s.Statuses {
			note(c.Status, c.Pos)
		}
	}
	for _, r := range p.channels.OwnReturns() {
		note(r.Val.Status, r.Val.Pos)
	}
	for _, d := range p.direct {
		note(d.val.Int, d.val.Pos)
	}
	return out
}

// alwaysStatus is the 401 or 403 that every call of a function sends, or puts
// into the error that it returns; 0 where there is none.
func (p *pkg) alwaysStatus(f *types.Func) int64 {
	for _, r := range p.roles.Rows(f) {
		if r.Status.Kind == model.Int && (r.Verb == model.Error || r.Verb == model.Send) && IsChoice(int64(r.Status.N)) {
			return int64(r.Status.N)
		}
	}
	if n, ok := p.always[f]; ok {
		return n
	}
	p.always[f] = 0
	m := p.summaryOf(f)
	if m == nil || m.unknown {
		return 0
	}
	n := m.alwaysSent()
	if n == 0 && len(m.exits) > 0 {
		n = p.alwaysReturned(m)
	}
	p.always[f] = n
	return n
}

// handedOver notes the statuses that a call hands to a responder, also where
// one was sent before, or where the responder's own package reports it.
func (in *interp) handedOver(fr *callFrame, e *event) {
	for _, a := range e.status.Atoms {
		if a.Kind != AtomRef {
			continue
		}
		v, _ := fr.together(e.conds, a.Loc)
		for _, b := range v.Without(a.Int).Atoms {
			if b.Kind == AtomInt && IsChoice(b.Int) && b.Pos.IsValid() {
				in.handed[b.Pos] = b.Int
			}
		}
	}
}

// alwaysSent is the 401 or 403 that every call sends, or 0.
func (m *summary) alwaysSent() int64 {
	if m.sends != 0 {
		return m.sends
	}
	var n int64
	for _, e := range m.events {
		if len(e.status.Atoms) == 0 || e.status.Top {
			return 0
		}
		for _, a := range e.status.Atoms {
			if a.Kind != AtomInt || n != 0 && a.Int != n || !IsChoice(a.Int) {
				return 0
			}
			n = a.Int
		}
	}
	if n == 0 {
		return 0
	}
	for _, x := range m.exits {
		if !slices.ContainsFunc(x.resps, func(r respEffect) bool { return r.sent == SentYes || len(r.pending) > 0 }) {
			return 0
		}
	}
	return n
}

// alwaysReturned is the 401 or 403 that every call puts into an error that it
// makes, or has in the package-level error that it returns; 0 where there is none.
func (p *pkg) alwaysReturned(m *summary) int64 {
	var n int64
	for _, x := range m.exits {
		found := false
		for _, v := range x.results {
			a, ok := v.Single()
			if !ok || a.Kind != AtomRef {
				continue
			}
			var only int64
			if g := globalError(a); g != nil {
				only = p.standsFor(g)
			}
			whole := parts(p, x, a.Loc.Root)
			for _, b := range x.objs {
				if a.Loc.Root.Kind != RootSite || !slices.Contains(whole, b.Loc.Root) {
					continue
				}
				for _, c := range b.Val.Atoms {
					if c.Kind == AtomInt && IsChoice(c.Int) {
						if len(b.Val.Atoms) > 1 || b.Val.Top || only != 0 && only != c.Int {
							return 0
						}
						only = c.Int
					}
				}
			}
			if only == 0 || n != 0 && only != n {
				continue
			}
			n, found = only, true
		}
		if !found {
			return 0
		}
	}
	return n
}

// parts lists an object that an exit made, and the structs that it embeds: what
// these hold is its own, unlike what it points to.
func parts(p *pkg, x *exit, r Root) []Root {
	out := []Root{r}
	for i := 0; i < len(out) && len(out) < maxParts; i++ {
		for _, b := range x.objs {
			of, last := b.Loc.Cut()
			a, ok := b.Val.Single()
			if t := p.types[of]; b.Loc.Root != out[i] || t == nil || !ok || a.Kind != AtomRef || a.Loc.Root.Kind != RootSite {
				continue
			}
			o, _, _ := types.LookupFieldOrMethod(p.types[of], true, p.tpkg, last.Name)
			f, ok := o.(*types.Var)
			if !ok || !f.Embedded() {
				continue
			}
			if _, held := f.Type().Underlying().(*types.Struct); held && !slices.Contains(out, a.Loc.Root) {
				out = append(out, a.Loc.Root)
			}
		}
	}
	return out
}

// maxParts bounds the structs within one another that count as one.
const maxParts = 8

// globalError is the package-level variable that a value is, or nil.
func globalError(a Atom) *types.Var {
	if a.Loc.Root.Kind != RootGlobal || !a.Loc.Path.Empty() {
		return nil
	}
	v, _ := a.Loc.Root.Obj.(*types.Var)
	return v
}

// statusOfType is the 401 or 403 that every error of a type stands for, or 0.
func (p *pkg) statusOfType(t types.Type) int64 {
	if r, ok := p.roles.ErrorRow(t); ok && r.Status.Kind == model.Int && IsChoice(int64(r.Status.N)) {
		return int64(r.Status.N)
	}
	return 0
}

// standsFor is the 401 or 403 of a package-level error, or 0.
func (p *pkg) standsFor(v *types.Var) int64 {
	if v.Pkg() == nil || v.Parent() != v.Pkg().Scope() || !syntax.IsError(v.Type()) && !syntax.IsError(syntax.PointerTo(v.Type())) {
		return 0
	}
	if r, ok := p.roles.VarRow(v); ok {
		if IsChoice(int64(r.Status.N)) {
			return int64(r.Status.N)
		}
		return 0
	}
	if g := p.globals[v]; g != nil && g.expr != nil && p.givesBodyCode(g.expr) {
		return 0
	}
	a, ok := p.globalOf(v).val.Single()
	if !ok || a.Kind != AtomRef || a.Loc.Root.Kind != RootSite || p.globalOf(v).assigned {
		return 0
	}
	var n int64
	p.genv.Under(a.Loc.Root, func(_ domain.Path, w Value) {
		if b, ok := w.Single(); ok && b.Kind == AtomInt && IsChoice(b.Int) {
			if n != 0 && n != b.Int {
				n = -1
			} else {
				n = b.Int
			}
		}
	})
	return max(n, 0)
}
