package route

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A machine carries out what wires the handlers of packages.
type machine struct {
	*units

	decls map[*types.Func]*ast.FuncDecl
	uses  map[*types.Func][]*ast.Ident // see usesOf
	order []*types.Func                // in the order of the source
	wires map[*types.Func]bool         // what has to be carried out
	kinds map[types.Type]kind

	checks  map[*function]*function // as what lets pass whom they find no fault with
	befores map[*function]*function // of controllers

	slots    map[*types.Var]values // fields and package-level variables
	inits    map[*types.Var]ast.Expr
	plain    map[plainKey]*function
	lits     map[litKey]*function
	defaults map[*types.Package]*router // the routers that libraries keep themselves
	routers  []*router
	roots    []root

	whole   bool                            // no other package sets anything
	changed map[*types.Var]bool             // set by assignment, or their address is taken
	moved   map[*types.Var]bool             // local ones that are assigned to after they were declared
	stored  map[*types.Var][]*ast.IndexExpr // where elements are set
	filled  map[*ast.IndexExpr]bool         // of these, what was carried out
	private map[*types.Var]bool             // fields of types that only their package names

	caught []catcher         // once they were asked for
	placed map[ast.Node]bool // which of them a router has been given

	ran map[*types.Func]bool
	met map[*ast.Ident]bool // names of functions that were come by

	lost map[ast.Node]bool // functions that are no handlers by their types, and were given to what is not in view

	req       request   // what is known of the requests of the route at hand
	of        *function // the one at hand, of which it is asked where it goes on
	answering bool      // in the function at hand, an answer keeps what comes behind it from running
	stop      string    // what the function at hand returns to keep it from running, or ""
	checking  bool      // and an error does
	stack     []ast.Node
	envs      []*env // around the literals that run
	seq       int
	steps     int
}

// Values of one kind are made once, so that they can be told apart.
type (
	plainKey struct {
		obj  *types.Func
		recv value
	}
	litKey struct {
		lit *ast.FuncLit
		env *env
	}
)

// A root is something that is served by what can't be seen.
type root struct {
	vals values
	open bool    // others may stand around it
	in   *object // a field of which it is
}

// maxSteps bounds the work on a package, in expressions and statements; the
// servers that this was tried on stay far below.
const maxSteps = 400_000

// maxDepth bounds the functions that are carried out inside one another.
const maxDepth = 24

func newMachine(all []*Unit) *machine {
	m := &machine{
		units: newUnits(all),
		decls: map[*types.Func]*ast.FuncDecl{}, wires: map[*types.Func]bool{}, kinds: map[types.Type]kind{},
		slots: map[*types.Var]values{}, inits: map[*types.Var]ast.Expr{}, plain: map[plainKey]*function{}, lits: map[litKey]*function{},
		defaults: map[*types.Package]*router{}, ran: map[*types.Func]bool{}, met: map[*ast.Ident]bool{}, lost: map[ast.Node]bool{},
		changed: map[*types.Var]bool{}, moved: map[*types.Var]bool{}, stored: map[*types.Var][]*ast.IndexExpr{}, filled: map[*ast.IndexExpr]bool{}, private: map[*types.Var]bool{}, checks: map[*function]*function{}, befores: map[*function]*function{},
	}
	for _, f := range m.files {
		for _, d := range f.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if o, ok := m.def(d.Name).(*types.Func); ok && d.Body != nil {
					m.decls[o] = d
					m.order = append(m.order, o)
				}
			case *ast.GenDecl:
				m.noteVars(d)
			}
		}
	}
	return m
}

// change notes that a field or a variable is set, or may be through its address.
// Local variables are followed where they are assigned to.
func (m *machine) change(e ast.Expr, address bool) {
	if x, ok := ast.Unparen(e).(*ast.IndexExpr); ok {
		v := syntax.Var(m.info(x), x.X)
		m.stored[v] = append(m.stored[v], x)
	}
	id := syntax.Ident(e)
	if id == nil {
		return
	}
	v, ok := m.use(id).(*types.Var)
	switch {
	case !ok:
	case address || v.IsField() || v.Pkg() != nil && v.Parent() == v.Pkg().Scope():
		m.changed[v.Origin()] = true
	default:
		m.moved[v] = true
	}
}

// notePrivate notes the fields of a struct that no other package can name.
func (m *machine) notePrivate(st *ast.StructType) {
	for _, f := range st.Fields.List {
		for _, n := range f.Names {
			if v, ok := m.def(n).(*types.Var); ok {
				m.private[v] = true
			}
		}
	}
}

// noteVars keeps the expressions of package-level variables, and notes the fields
// of types that are not exported.
func (m *machine) noteVars(d *ast.GenDecl) {
	if d.Tok == token.TYPE || d.Tok == token.VAR {
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				return !n.Name.IsExported()
			case *ast.StructType:
				m.notePrivate(n)
			case *ast.AssignStmt:
				for _, l := range n.Lhs {
					m.change(l, false)
				}
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					m.change(n.X, true)
				}
			}
			return true
		})
	}
	if d.Tok != token.VAR {
		return
	}
	for _, sp := range d.Specs {
		vs := sp.(*ast.ValueSpec)
		if len(vs.Values) != len(vs.Names) {
			continue
		}
		for i, n := range vs.Names {
			if v, ok := m.def(n).(*types.Var); ok {
				m.inits[v] = vs.Values[i]
			}
		}
	}
}

// run carries out everything that wires: first what nothing else calls.
func (m *machine) run() {
	inner, called := m.scan()
	for _, waits := range []func(*types.Func) bool{
		func(o *types.Func) bool { return inner[o] },
		func(o *types.Func) bool { return called[o] }, // mentioned only, as in the table of a program's commands
		func(*types.Func) bool { return false },
	} {
		for _, o := range m.order {
			if m.wires[o] && !m.ran[o] && !waits(o) && !m.handles(o.Signature()) {
				m.start(o)
			}
		}
	}
	for v := range m.inits {
		m.slot(v)
	}
}

// start carries out a function whose callers are not in view. They serve what it
// gives, and a middleware around what they like.
func (m *machine) start(o *types.Func) {
	f := m.frame(nil)
	m.part(m.decls[o], func() {
		for _, v := range f.apply(m.function(o, unknown), nil) {
			m.roots = append(m.roots, root{vals: v, open: true})
			for _, fn := range all[*function](v) {
				if sig := m.signature(fn); !m.handles(sig) && slices.ContainsFunc(slices.Collect(sig.Results().Variables()), func(r *types.Var) bool { return m.makesOne(r.Type()) }) {
					m.roots = append(m.roots, root{vals: m.madeBy(fn), open: true})
				}
			}
		}
	})
}

// part does what concerns a declaration: if that fails, it is an error about it,
// and the rest goes on.
func (m *machine) part(d ast.Decl, do func()) (ok bool) {
	depth, envs := len(m.stack), len(m.envs)
	ok = m.view(d).Part(d, do)
	m.stack, m.envs = m.stack[:depth], m.envs[:envs]
	return ok
}

// declOf is the declaration around a node.
func (m *machine) declOf(n ast.Node) ast.Decl {
	if d := m.declAt(n.Pos()); d != nil {
		return d
	}
	return &ast.BadDecl{From: n.Pos(), To: n.End()}
}

// declAt is the declaration around a place, nil if it is in none.
func (us *units) declAt(pos token.Pos) ast.Decl {
	if f := us.at(pos); f != nil {
		return syntax.DeclAt(f.file, pos)
	}
	return nil
}

// scan finds the functions that wire, directly or by what they call, and those
// that something in the package calls or mentions, and that functions call.
func (m *machine) scan() (inner, called map[*types.Func]bool) {
	inner, called = map[*types.Func]bool{}, map[*types.Func]bool{}
	for _, e := range m.inits {
		ast.Inspect(e, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if f, ok := m.use(id).(*types.Func); ok && m.decls[f.Origin()] != nil {
					inner[f.Origin()] = true
				}
			}
			return true
		})
	}
	callers := map[*types.Func][]*types.Func{}
	abstract := map[string]bool{} // methods that are called through an interface
	var todo []*types.Func
	for _, o := range m.order {
		var names []*ast.Ident // of what is called, outermost first
		wires := false
		look := func() {
			for v := range o.Signature().Results().Variables() {
				wires = wires || m.kind(v.Type()) != nothing
			}
			ast.Inspect(m.decls[o].Body, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					if f, id := m.callee(n); f != nil {
						names = append(names, id)
						abstract[f.Name()] = abstract[f.Name()] || syntax.IsAbstract(f)
						if m.decls[f] != nil && f != o {
							callers[f] = append(callers[f], o)
							inner[f], called[f] = true, true
						}
						wires = wires || len(m.wiringOf(f)) > 0
					}
					wires = wires || m.kind(m.typeOf(n)) != nothing
				case *ast.AssignStmt:
					for _, l := range n.Lhs {
						m.change(l, false)
					}
				case *ast.IncDecStmt:
					m.change(n.X, false)
				case *ast.UnaryExpr:
					if n.Op == token.AND {
						m.change(n.X, true)
					}
				case *ast.StructType:
					m.notePrivate(n)
				case *ast.CompositeLit:
					wires = wires || m.controls(m.typeOf(n))
				case *ast.FuncLit:
					wires = wires || m.kind(m.typeOf(n)) != nothing
				case *ast.Ident:
					if last := len(names) - 1; last >= 0 && names[last] == n {
						names = names[:last]
					} else if obj := m.use(n); obj != nil {
						if f, ok := obj.(*types.Func); ok && m.decls[f.Origin()] != nil {
							inner[f.Origin()] = true
						}
						wires = wires || m.kind(obj.Type()) != nothing
					}
				}
				return true
			})
		}
		wires = m.part(m.decls[o], look) && wires
		if wires {
			m.wires[o] = true
			todo = append(todo, o)
		}
	}
	for _, o := range m.order {
		if o.Signature().Recv() != nil && abstract[o.Name()] {
			inner[o], called[o] = true, true
		}
	}
	for len(todo) > 0 {
		o := todo[0]
		todo = todo[1:]
		for _, c := range callers[o] {
			if !m.wires[c] {
				m.wires[c] = true
				todo = append(todo, c)
			}
		}
	}
	return inner, called
}

// usesOf are the places that name a declared handler.
func (m *machine) usesOf(f *types.Func) []*ast.Ident {
	if m.uses == nil {
		m.uses = map[*types.Func][]*ast.Ident{}
		for _, u := range m.all {
			for id, o := range u.Info.Uses {
				if f, ok := o.(*types.Func); ok && m.at(id.Pos()) != nil && m.decls[f.Origin()] != nil && (m.handles(f.Signature()) || takesContext(f)) {
					m.uses[f.Origin()] = append(m.uses[f.Origin()], id)
				}
			}
		}
	}
	return m.uses[f]
}

// callee is the declared function that a call names, and its name.
func (m *machine) callee(c *ast.CallExpr) (*types.Func, *ast.Ident) {
	id := syntax.Ident(c.Fun)
	if id == nil {
		return nil, nil
	}
	f, ok := m.use(id).(*types.Func)
	if !ok {
		return nil, nil
	}
	return f.Origin(), id
}

// A kind says what a type has to do with wiring.
type kind uint8

const (
	unasked kind = iota
	nothing
	handler    // it answers requests
	middleware // it makes handlers of handlers, or routes, or the like
	routes     // it is a router
)

// kind tells what a type has to do with wiring.
func (m *machine) kind(t types.Type) kind {
	if t == nil {
		return nothing
	}
	if k := m.kinds[t]; k != unasked {
		return k
	}
	m.kinds[t] = nothing // until more is known: types lead to themselves
	k := m.findKind(t)
	m.kinds[t] = k
	return k
}

func (m *machine) findKind(t types.Type) kind {
	for _, r := range m.rowsOf(syntax.TypeName(t)) {
		switch r.Verb {
		case model.Router:
			return routes
		case model.Endpoint:
			return handler
		case model.Select:
			return middleware // or what selects them
		}
	}
	if m.response(t) {
		return nothing
	}
	if _, isFunc := t.Underlying().(*types.Signature); !isFunc && m.serves(t) != nil {
		return handler
	}
	switch u := t.Underlying().(type) {
	case *types.Signature:
		if m.handles(u) {
			return handler
		}
		for _, tuple := range []*types.Tuple{u.Params(), u.Results()} {
			for v := range tuple.Variables() {
				if m.kind(v.Type()) != nothing {
					return middleware
				}
			}
		}
		return nothing
	case *types.Slice:
		return m.element(u.Elem())
	case *types.Map:
		return m.element(u.Elem())
	case *types.Array:
		return m.element(u.Elem())
	}
	return nothing
}

// element is the kind of what holds several of a type.
func (m *machine) element(t types.Type) kind {
	if m.kind(t) != nothing {
		return middleware
	}
	return nothing
}

// handles tells whether a function answers requests: it is given a response, or
// is an endpoint.
func (m *machine) handles(sig *types.Signature) bool {
	return m.givenResponse(sig) || slices.ContainsFunc(m.all, func(u *Unit) bool { return u.View.Endpoints().Has(sig) })
}

// givenResponse tells whether a function is given a response.
func (m *machine) givenResponse(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		if m.response(v.Type()) {
			return true
		}
	}
	return false
}

// serves is the method by which a value of the type answers, or nil.
func (m *machine) serves(t types.Type) *types.Func {
	o, _, _ := types.LookupFieldOrMethod(t, true, nil, "ServeHTTP")
	if f, ok := o.(*types.Func); ok && m.handles(f.Signature()) {
		return f.Origin()
	}
	return nil
}

// controls tells whether a type has a method in view that answers.
func (m *machine) controls(t types.Type) bool {
	n := syntax.NamedOf(t)
	if n == nil || !m.ours(n.Obj().Pkg()) {
		return false
	}
	for f := range n.Methods() {
		if m.decls[f] != nil && m.handles(f.Signature()) {
			return true
		}
	}
	return false
}

// answerer is what answers where an object does: its own method, or the value that
// it embeds.
func (m *machine) answerer(o *object) values {
	obj, index, _ := types.LookupFieldOrMethod(ptr(o.typ), true, nil, "ServeHTTP")
	fn, ok := obj.(*types.Func)
	if !ok || !m.handles(fn.Signature()) {
		return values{}
	}
	recv, t := just(o), o.typ
	for _, i := range index[:len(index)-1] {
		st, ok := syntax.Deref(t).Underlying().(*types.Struct)
		if !ok {
			return values{}
		}
		v := st.Field(i)
		t = v.Type()
		in, found := values{}, false
		for _, b := range all[*object](recv) {
			got, ok := b.fields[v]
			in, found = in.join(got), found || ok
		}
		if !found {
			in = m.frame(nil).field(v)
		}
		recv = in
	}
	if m.decls[fn.Origin()] != nil {
		return just(m.function(fn.Origin(), recv))
	}
	if len(index) == 1 {
		return values{} // of another package
	}
	return recv
}

// holds notes that something which answers itself keeps routers: who asks it is
// handed on to them.
func (m *machine) holds(t types.Type, v values) {
	if t != nil && m.serves(ptr(syntax.Deref(t))) != nil {
		for _, r := range all[*router](v) {
			r.held = true
		}
	}
}

// function is a declared function as a value.
func (m *machine) function(o *types.Func, recv values) *function {
	k := plainKey{obj: o}
	if len(recv.set) > 0 {
		k.recv = recv.set[0]
	}
	f := m.plain[k]
	if f == nil {
		f = &function{obj: o, decl: m.decls[o], recv: recv}
		m.plain[k] = f
	}
	return f
}

// literal is a literal as a value, with the variables around it.
func (m *machine) literal(l *ast.FuncLit, e *env) *function {
	k := litKey{l, e}
	f := m.lits[k]
	if f == nil {
		f = &function{lit: l, env: e}
		m.lits[k] = f
	}
	return f
}

// slot is what a field or a package-level variable may hold.
func (m *machine) slot(v *types.Var) values {
	if e := m.inits[v]; e != nil {
		delete(m.inits, v)
		if m.kind(v.Type()) != nothing || holdsValues(v.Type()) {
			m.part(m.declOf(e), func() { m.put(v, m.frame(nil).eval(e)) })
		}
	}
	return m.slots[v]
}

// holdsValues tells whether a type may lead to handlers that a table holds.
func holdsValues(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Map, *types.Array, *types.Struct:
		return true
	}
	return false
}

func (m *machine) put(v *types.Var, vals values) { m.slots[v] = m.slots[v].join(vals) }

// newRouter makes a router.
func (m *machine) newRouter(site ast.Node, up *router) *router {
	m.seq++
	r := &router{site: site, up: up, since: m.seq}
	m.routers = append(m.routers, r)
	return r
}

// defaultOf is the router that a library keeps itself.
func (m *machine) defaultOf(p *types.Package) *router {
	r := m.defaults[p]
	if r == nil {
		r = m.newRouter(nil, nil)
		m.defaults[p] = r
	}
	return r
}
