package route

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A framework may be given a function that answers the errors which handlers return,
// in its place. A router has one, or those of the routers around it do; an option
// brings it, a field of a configuration, or an assignment to a field of the router.

// A catcher is a place that gives a framework such a function.
type catcher struct {
	framework string   // the import path of what calls it
	at        ast.Node // the call, the literal or what is assigned to
	fn        ast.Node // the function; nil where it is not in view
	makes     string   // the variable whose functions make the errors that are answered, or ""
}

// catching is an option that brings what answers errors.
type catching struct {
	at   ast.Node
	with values
}

// catchers lists them, in the order of the source.
func (m *machine) catchers() []catcher {
	if m.caught == nil {
		m.caught = []catcher{}
		for _, f := range m.files {
			ast.Inspect(f.file, func(n ast.Node) bool {
				m.noteCatchers(f, n)
				return true
			})
		}
	}
	return m.caught
}

func (m *machine) noteCatchers(f unitFile, n ast.Node) {
	roles := f.View.Roles()
	switch n := n.(type) {
	case *ast.AssignStmt:
		for l, d := range syntax.Given(n) {
			if d.Of != 1 {
				continue
			}
			if by, _ := roles.Catches(l); by != "" {
				m.noteCatcher(by, l, d.Expr, "")
			} else if v := roles.CatchingVar(l); v != nil {
				m.noteCatcher(v.Pkg().Path(), l, d.Expr, syntax.GlobalName(v))
			}
		}
	case *ast.CallExpr:
		if by, at := m.catches(n); by != "" {
			m.noteCatcher(by, n, n.Args[at], "")
		}
	case *ast.CompositeLit:
		t := syntax.NamedOf(f.Info.TypeOf(n))
		if t == nil || t.Obj().Pkg() == nil {
			return
		}
		for _, el := range n.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				if by := roles.CatchingKey(t, kv.Key); by != "" {
					m.noteCatcher(by, n, kv.Value, "")
				}
			}
		}
	}
}

// catches is the import path of the framework to which a call gives what answers
// errors, and the argument that does; or "". A call of the field that holds it, as a
// middleware makes, has an error answered.
func (m *machine) catches(c *ast.CallExpr) (by string, at int) {
	if syntax.Callee(m.info(c), c) == nil {
		return "", 0
	}
	by, at = m.view(c).Roles().Catches(c.Fun)
	if at < 0 {
		at = len(c.Args) - 1
	}
	if at < 0 || at >= len(c.Args) {
		return "", 0
	}
	return by, at
}

// noteCatcher notes the functions that an expression may be.
func (m *machine) noteCatcher(by string, at ast.Node, e ast.Expr, makes string) {
	before := len(m.caught)
	add := func(fn ast.Node) { m.caught = append(m.caught, catcher{by, at, fn, makes}) }
	switch e := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		add(e)
	case *ast.Ident, *ast.SelectorExpr:
		if f := syntax.Func(m.info(e), e); f != nil && m.decls[f.Origin()] != nil {
			add(m.decls[f.Origin()])
		}
	case *ast.CallExpr:
		// A function that makes one: the literals of that type in it.
		f, _ := m.callee(e)
		t := m.typeOf(e)
		if f == nil || t == nil || m.decls[f] == nil {
			break
		}
		want, _ := t.Underlying().(*types.Signature)
		ast.Inspect(m.decls[f].Body, func(n ast.Node) bool {
			if l, ok := n.(*ast.FuncLit); ok && want != nil && types.Identical(m.typeOf(l), want) {
				add(l)
			}
			return true
		})
	}
	if len(m.caught) == before {
		add(nil)
	}
}

// catching carries out a call that is given what answers errors: it makes an option,
// or tells the router that it is called on.
func (f *frame) catching(c *ast.CallExpr, at int) []values {
	args := f.args(c)
	o := &catching{c, f.first(args[min(at, len(args)-1):])}
	for _, r := range all[*router](f.receiver(c)) {
		f.answerBy(r, o.at, o.with)
	}
	return []values{just(o)}
}

// brings are the functions that a call, an object or a value among what a router is
// made with brings to answer errors; some tells whether it brings any.
func (f *frame) brings(r *router, v values) (some bool) {
	for _, x := range v.set {
		switch x := x.(type) {
		case *catching:
			f.answerBy(r, x.at, x.with)
			some = true
		case *object:
			n := syntax.NamedOf(x.typ)
			for field, with := range x.fields {
				if n != nil && f.all[0].View.Roles().CatchesIn(n, field.Name()) {
					for _, at := range x.sets {
						f.answerBy(r, at, with)
					}
					some = true
				}
			}
		}
	}
	return some
}

// answerBy has a router answer errors by a function.
func (f *frame) answerBy(r *router, at ast.Node, with values) {
	if f.placed == nil {
		f.placed = map[ast.Node]bool{}
	}
	f.placed[at] = true
	if with.isNil() {
		return // as if it were not there
	}
	if f.maybe > r.maybe {
		with.other = true // or the framework does
	}
	r.answers = with
}

// answersAt is the innermost router around a route, or a group, whose errors a
// function answers.
func (q *router) answersAt() *router {
	for ; q != nil; q = q.up {
		if !q.answers.isNil() {
			return q
		}
	}
	return nil
}

// elsewhere tells whether a router, or one around it, was made where it can't be seen.
func (q *router) elsewhere() bool {
	for ; q != nil; q = q.up {
		if q.open {
			return true
		}
	}
	return false
}

// mayBeOf tells whether a way may be to a handler of a framework.
func (s way) mayBeOf(framework string) bool {
	if s.route == nil {
		return true
	}
	for q := s.route.in; q != nil; q = q.up {
		n := syntax.NamedOf(q.typ)
		if n == nil || n.Obj().Pkg() == nil || n.Obj().Pkg().Path() == framework {
			return true
		}
	}
	return false
}

// Answered tells what becomes of the errors that a function returns to its framework.
// Where the ways to it do not tell which function answers them, all that the program
// gives its framework do.
func (w *Wiring) Answered(fn ast.Node, rs []*engine.Responder) engine.Answer {
	var all []catcher
	for _, c := range w.m.catchers() {
		if len(w.m.all) == 1 || w.imports(fn, c.framework) {
			all = append(all, c)
		}
	}
	adds := func(fn ast.Node, makes bool) bool {
		if fn == nil {
			return true
		}
		u := w.m.at(fn.Pos())
		if u == nil {
			return true
		}
		if len(w.m.all) > 1 {
			rs = u.Responders
		}
		return u.View.AnswersErrors(fn, makes, rs)
	}
	any := slices.ContainsFunc(all, func(c catcher) bool { return adds(c.fn, c.makes != "") })
	if !any {
		return engine.Answer{}
	}
	ways := w.setting().ways[fn]
	told := len(ways) > 0 && len(ways) < maxWays && !w.sets.spent()
	for _, c := range all {
		told = told && (c.makes == "" && w.m.placed[c.at] || !slices.ContainsFunc(ways, func(s way) bool { return s.mayBeOf(c.framework) }))
	}
	if !told {
		return engine.Answer{Caught: true}
	}
	lacks, answered := "", 0
	for _, s := range ways {
		switch {
		case s.route == nil || s.answers == nil && s.route.in.elsewhere():
			return engine.Answer{Caught: true}
		case s.answers != nil && (s.answers.answers.other || slices.ContainsFunc(s.answers.answers.set, func(v value) bool {
			f, ok := v.(*function)
			return !ok || adds(f.node(), false)
		})):
			answered++
		case lacks == "":
			lacks = s.name()
		}
	}
	switch {
	case lacks == "":
		return engine.Answer{Caught: true}
	case answered == 0:
		return engine.Answer{}
	}
	return engine.Answer{Way: lacks}
}

// SetsFirst tells whether a library's function, by its full name, first runs one that the
// program put into a variable of the library, and that sets the challenge, or may.
func (w *Wiring) SetsFirst(name string) bool {
	return slices.ContainsFunc(w.m.catchers(), func(c catcher) bool {
		if c.makes == "" || c.makes != w.m.all[0].View.RunsFirst(name) {
			return false
		}
		if c.fn == nil {
			return true
		}
		u := w.m.at(c.fn.Pos())
		return u == nil || u.View.MaySet(c.fn)
	})
}

// imports tells whether the package of a function imports another.
func (w *Wiring) imports(fn ast.Node, path string) bool {
	u := w.m.at(fn.Pos())
	return u == nil || slices.ContainsFunc(u.Pkg.Imports(), func(p *types.Package) bool { return p.Path() == path })
}
