package route

import (
	"go/ast"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A body is what a function does as a handler: to whom it hands its response on.
type body struct {
	fn   *function
	outs []handing
	name string // by which middlewares are selected
}

// A handing is a place where a function hands its response on to a handler.
type handing struct {
	at   ast.Node // the call, or what a middleware that returns goes on from
	to   values
	h    engine.Headers
	step bool // a plain call of a declared function
	ends bool // it returns, and its framework goes on
}

// sig is the signature of the function.
func (b *body) sig(m *machine) *types.Signature { return m.signature(b.fn) }

func (b *body) add(h engine.Headers, at ast.Node, to values, step bool) {
	b.outs = append(b.outs, handing{at: at, to: to, h: h, step: step})
}

// at is the challenge of a response where a call hands it on, as seen from the
// handler that is carried out.
func (f *frame) at(c *ast.CallExpr) engine.Headers {
	h := f.view(c).At(c)
	fn := f.into.fn
	if in := f.stack[len(f.stack)-1]; in != fn.node() && h&engine.ChEntry.Both() != 0 && f.setsAhead(fn.block(), in) {
		h |= engine.ChUnknown.Both() // a closure: what was set around it is not known here
	}
	switch commit := f.commit(f.signature(fn)); {
	case commit == model.AtCall || !f.setsLater(c, fn.node()):
	case commit == model.AtReturn:
		h |= engine.ChUnknown.Both()
	default:
		h |= later | later<<engine.Proxied
	}
	return h
}

// commit says when what a function answers leaves. Errors are answered when
// everybody has returned.
func (m *machine) commit(sig *types.Signature) model.Commit {
	if sig.Results().Len() > 0 {
		return model.AtReturn
	}
	for v := range sig.Params().Variables() {
		if m.response(v.Type()) {
			r, _ := m.roles().TypeRow(v.Type(), model.Response)
			return m.roles().Commit(r.Framework)
		}
	}
	return model.AtCall
}

// givesResponse tells whether a call hands a response on.
func (m *machine) givesResponse(c *ast.CallExpr) bool {
	for _, a := range c.Args {
		if t := m.typeOf(a); t != nil && m.response(t) {
			return true
		}
	}
	return false
}

// handOn notes a call that is given a response, if it may run a handler.
func (f *frame) handOn(c *ast.CallExpr, fn *types.Func) {
	var to values
	step := false
	switch {
	case fn == nil:
		to = f.eval(c.Fun)
		if o, ok := one[*outside](to); ok && o.inner.empty() {
			to = unknown // a library's function that a variable keeps, called to answer
		}
	case f.decls[fn] != nil:
		step = true
		if f.into != nil {
			_, id := f.callee(c)
			f.met[id] = true
		}
		to = f.bound(c, fn)
	default:
		sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
		if !ok || f.selection(sel) == nil {
			if inner := f.handlers(f.args(c)); !inner.empty() {
				to = just(&outside{at: c, by: fn, inner: inner}) // it may run what it is given
			}
			break
		}
		if k := f.kind(f.typeOf(sel.X)); k == handler || k == routes {
			to = f.receiver(c)
		}
	}
	if f.into != nil && (!to.empty() || to.other) {
		f.into.add(f.at(c), c, to, step)
	}
}

// bound is a declared function with the handlers that it is given.
func (f *frame) bound(c *ast.CallExpr, fn *types.Func) values {
	recv := f.receiver(c)
	given := false
	sig := fn.Signature()
	for v := range sig.Params().Variables() {
		given = given || f.kind(v.Type()) != nothing
	}
	if !given {
		return just(f.function(fn, recv))
	}
	return just(&function{obj: fn, decl: f.decls[fn], recv: recv, args: f.args(c)})
}

// bodyOf carries a handler out, once.
func (m *machine) bodyOf(fn *function) *body {
	if fn.body != nil {
		return fn.body
	}
	b := &body{fn: fn}
	fn.body = b
	defer m.about(request{})() // it is the same on all routes
	f := &frame{machine: m, env: newEnv(fn.env), sig: m.signature(fn), into: b}
	args := fn.args
	if args == nil {
		for v := range f.sig.Params().Variables() {
			if m.kind(v.Type()) == handler {
				args = append(args, just(next{})) // func(w, r, next)
			} else {
				args = append(args, unknown)
			}
		}
	}
	f.bind(fn, args)
	m.stack = append(m.stack, fn.node())
	if fn.obj != nil {
		m.ran[fn.obj] = true
	}
	m.part(m.declOf(fn.block()), func() { f.block(fn.block().List) })
	m.stack = m.stack[:len(m.stack)-1]
	if fn.checks || fn.first || m.passes(f.sig) {
		m.part(m.declOf(fn.block()), func() { m.goesOn(b) })
	}
	return b
}

// passes tells whether a framework goes on behind a middleware that returns.
func (m *machine) passes(sig *types.Signature) bool {
	_, ok := m.passing(sig)
	return ok
}

// passing is the row that says so.
func (m *machine) passing(sig *types.Signature) (model.Row, bool) {
	for v := range sig.Params().Variables() {
		for _, r := range m.rowsOf(syntax.TypeName(v.Type())) {
			if r.Verb == model.Passes {
				return r, true
			}
		}
	}
	return model.Row{}, false
}

// goesOn notes where a middleware returns without having stopped what comes
// behind it.
func (m *machine) goesOn(b *body) {
	row, _ := m.passing(m.signature(b.fn))
	m.of, m.answering, m.checking, m.stop = b.fn, row.Unanswered || b.fn.first, b.fn.checks, row.Stops.Text
	fn, block := b.fn.node(), b.fn.block()
	at := m.view(fn).Passings(fn)
	note := func(from, key ast.Node) {
		h := engine.ChEntry.Both()
		if len(at) > 0 {
			h = m.passed(at, key)
		}
		if h == 0 {
			return // it has answered
		}
		b.outs = append(b.outs, handing{at: from, to: just(next{}), h: h, ends: true})
	}
	if !m.ends(block.List, end{}, func(n ast.Node) { note(n, n) }).stops() {
		note(&ast.EmptyStmt{Semicolon: block.Rbrace, Implicit: true}, block)
	}
}

// passed is the challenge where a middleware returns to a framework that goes on.
// Where all that go on have answered there is none, and none is known of a return
// that control does not come to.
func (m *machine) passed(at map[ast.Node]engine.Passing, key ast.Node) engine.Headers {
	p, ok := at[key]
	if !ok {
		p = at[nil]
	}
	if m.answering {
		return p.Open | p.Recorded // a status alone is no answer
	}
	if p.Open != 0 {
		return p.Open
	}
	// What answers and goes on all the same is most often seen to abort only in
	// what it calls: what it sets says nothing of the others.
	for _, q := range at {
		p.Open |= q.Open
		p.Recorded |= q.Recorded
	}
	if p.Open != 0 {
		return p.Open
	}
	return engine.ChEntry.Both()
}

// An end is what becomes of a list of statements: whether control leaves the
// function in it, and whether what comes behind the middleware is kept from
// running.
type end struct{ leaves, aborts bool }

func (e end) stops() bool { return e.leaves || e.aborts }

// or is the end of two branches, of which one is taken.
func (e end) or(o end) end {
	switch {
	case e.leaves:
		return o
	case o.leaves:
		return e
	}
	return end{aborts: e.aborts && o.aborts}
}

// ends visits the returns of a list of statements before which nothing aborts.
func (m *machine) ends(list []ast.Stmt, e end, visit func(ast.Node)) end {
	for _, st := range list {
		if e.leaves {
			break
		}
		e = m.endOf(st, e, visit)
	}
	return e
}

func (m *machine) endOf(st ast.Stmt, e end, visit func(ast.Node)) end {
	switch st := st.(type) {
	case nil:
		return e
	case *ast.ReturnStmt:
		for _, r := range st.Results {
			e.aborts = e.aborts || m.aborts(r, 0)
		}
		e.aborts = e.aborts || m.checking && m.fails(st)
		if n := len(st.Results); n > 0 && m.stop != "" && !e.aborts {
			v := m.typed(st.Results[n-1]).Value // what is not constant may go on
			e.aborts = v != nil && v.String() == m.stop
		}
		if !e.aborts {
			visit(st)
		}
		return end{leaves: true}
	case *ast.ExprStmt:
		e.aborts = e.aborts || m.aborts(st.X, 0)
	case *ast.BlockStmt:
		return m.ends(st.List, e, visit)
	case *ast.LabeledStmt:
		return m.endOf(st.Stmt, e, visit)
	case *ast.IfStmt:
		switch is, ok := m.fixed(m.of, st.Cond, request{}); {
		case ok && is:
			return m.ends(st.Body.List, e, visit)
		case ok:
			return m.endOf(st.Else, e, visit)
		}
		return m.ends(st.Body.List, e, visit).or(m.endOf(st.Else, e, visit))
	case *ast.ForStmt:
		return e.or(m.ends(st.Body.List, e, visit))
	case *ast.RangeStmt:
		return e.or(m.ends(st.Body.List, e, visit))
	case *ast.SwitchStmt:
		return m.endOfClauses(st.Body, e, visit)
	case *ast.TypeSwitchStmt:
		return m.endOfClauses(st.Body, e, visit)
	case *ast.SelectStmt:
		return m.endOfClauses(st.Body, e, visit)
	}
	return e
}

func (m *machine) endOfClauses(b *ast.BlockStmt, e end, visit func(ast.Node)) end {
	out, rest := end{leaves: true}, false
	for _, c := range b.List {
		switch c := c.(type) {
		case *ast.CaseClause:
			rest = rest || c.List == nil
			out = out.or(m.ends(c.Body, e, visit))
		case *ast.CommClause:
			rest = true
			out = out.or(m.ends(c.Body, e, visit))
		}
	}
	if !rest {
		out = out.or(e)
	}
	return out
}

// aborts tells whether an expression keeps what comes behind a middleware from
// running, wherever it is evaluated.
func (m *machine) aborts(e ast.Expr, depth int) bool {
	c, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || depth > 3 {
		return false
	}
	fn, _ := m.callee(c)
	if fn == nil {
		return false
	}
	for _, r := range m.wiringOf(fn) {
		if r.Verb == model.Abort || r.Verb == model.Next {
			return true // or has run it already
		}
	}
	if m.answering && m.view(c).Answers(fn.FullName()) {
		return true
	}
	d := m.decls[fn]
	if d == nil {
		return m.stops(fn)
	}
	if !m.givesResponse(c) && !(m.answering && fn.Signature().Recv() != nil) { // a controller has its response
		return false
	}
	for _, st := range d.Body.List {
		if x, ok := st.(*ast.ExprStmt); ok && m.aborts(x.X, depth+1) {
			return true
		}
	}
	return false
}
