package route

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A way leads from what is served to a handler.
type way struct {
	route *Route
	from  string // what hands on, where there is no route
	h     engine.Headers
	known bool   // the caller is known
	open  bool   // something that can't be seen may stand before it
	seen  bool   // it is more than a guess: a route, or a call in view, leads here
	links []Link // outermost first
	next  *chain // what next stands for

	answers *router // whose function answers errors; nil where the framework does

	inner []use  // of the route: around what the handler runs inside of it
	named string // by which they are selected

	keeps keys // under which something has been kept with the request

	method, prefix string // of the routes that it has passed
	passed         *step  // the functions that it has passed
	waits          *wait  // conditions on the path, which the route tells
	entered        *entry // the routers that it has passed
	cut            string // what was cut off the path
	aside          bool   // it leads to what a handler calls
	within         bool   // a handler has been found, and this is what it calls
}

// A step is a function on a way, and how the challenge stood before it.
type step struct {
	fn *function
	h  engine.Headers
	up *step
}

// An entry is a router on a way. A router that leads to itself has the routes that
// it has: a way enters it once.
type entry struct {
	router *router
	up     *entry
}

func (e *entry) has(r *router) bool {
	for ; e != nil; e = e.up {
		if e.router == r {
			return true
		}
	}
	return false
}

// A Link is a middleware on a way.
type Link struct {
	Name    string
	Pos     token.Pos
	Known   bool // behind it the caller is known
	Sets    bool // behind it the challenge is set, or may be
	Outside bool // it is not in view
	Maybe   bool // it stands there under a condition
}

// A chain is what a router runs: middlewares, and a handler at the end.
type chain struct {
	vals  values
	maybe bool
	tail  *chain // nil behind the handler
	up    *chain // what next stands for in the handler
}

// maxWays bounds the ways that are kept of one function, maxLinks the length of
// one.
const (
	maxWays  = 512
	maxLinks = 40
)

// A walk follows all ways.
type walk struct {
	*machine
	asks    bool // it looks who is known, too
	judged  map[ast.Node]judgement
	kept    map[ast.Node][]string
	tests   map[ast.Node][]syntax.Test // of the places where functions hand on
	ways    map[ast.Node][]way
	seen    map[wayKey]bool
	reached map[*router]bool
	ended   []ending
	behind  []way // what led to the value behind
	sets    map[*function]engine.Headers
	waits   map[wait]*wait
	count   int
}

type wayKey struct {
	v     value
	route *Route
	h     engine.Headers
	known bool
	open  bool
	next  *chain
	keeps keys
	named string

	within  bool
	answers *router
	path    string
	waits   *wait
}

// An ending is a way and the handler at its end.
type ending struct {
	way
	fn ast.Node // nil where it is not in view
	v  value
}

// maxVisits bounds a walk.
const maxVisits = 300_000

func (m *machine) newWalk(asks bool) *walk {
	return &walk{machine: m, asks: asks, judged: map[ast.Node]judgement{}, kept: map[ast.Node][]string{}, tests: map[ast.Node][]syntax.Test{}, ways: map[ast.Node][]way{}, seen: map[wayKey]bool{}, reached: map[*router]bool{}, sets: map[*function]engine.Headers{}, waits: map[wait]*wait{}}
}

func (m *machine) walk(asks bool) *walk {
	w := m.newWalk(asks)
	start := way{h: engine.ChNone.Both()}
	for _, r := range m.roots {
		if r.in != nil && r.in.wired {
			continue // what is registered is served there
		}
		s := start
		s.open = r.open
		w.visitAll(r.vals, s)
	}
	for _, r := range m.routers {
		// What nothing in view serves is served elsewhere.
		if r.up == nil && !r.held {
			s := start
			s.open = r.open
			w.router(r, s)
		}
	}
	for _, r := range m.routers {
		if r.up == nil && !w.reached[r] {
			w.router(r, way{h: engine.ChNone.Both(), open: true})
		}
	}
	// Functions that nothing in view leads to.
	for _, o := range m.order {
		if m.wires[o] && m.handles(o.Signature()) && len(w.ways[m.decls[o]]) == 0 {
			w.visit(m.function(o, values{}), way{h: engine.ChNone.Both(), open: true})
		}
	}
	return w
}

func (w *walk) visitAll(vals values, s way) {
	for _, v := range vals.set {
		w.visit(v, s)
	}
}

// visit follows a way to a value that answers.
func (w *walk) visit(v value, s way) {
	if w.count++; w.count > maxVisits || len(s.links) > maxLinks {
		return
	}
	k := wayKey{v, s.route, s.h, s.known, s.open, s.next, s.keeps, s.named, s.within, s.answers, s.request().path, s.waits}
	if _, ok := v.(next); ok {
		k.v = "next"
	}
	if w.seen[k] {
		return
	}
	w.seen[k] = true
	switch v := v.(type) {
	case *function:
		w.function(v, s)
	case *router:
		w.router(v, s)
	case *outside:
		if v.inner.empty() {
			w.end(s, nil, v)
			return
		}
		s.cut += v.cuts
		w.visitAll(v.inner, w.through(v, s))
	case *object:
		w.visitAll(w.answerer(v), s)
	case *list:
		if v.typ != nil {
			if fn := w.serves(ptr(v.typ)); fn != nil && w.decls[fn] != nil {
				w.visit(w.machine.function(fn, just(v)), s)
			}
		}
	case next:
		if s.next != nil {
			c := s.next
			w.chain(c.tail, s)
		}
	case *inside:
		w.inside(v, s)
	case behind:
		w.behind = append(w.behind, s)
	}
}

// function follows what a function hands on.
func (w *walk) function(fn *function, s way) {
	n := fn.node()
	if len(w.ways[n]) < maxWays {
		w.ways[n] = append(w.ways[n], s)
	}
	s.passed = &step{fn, s.h, s.passed}
	b := w.bodyOf(fn)
	s.named = cmp.Or(b.name, s.named)
	last := true
	for _, out := range b.outs {
		if out.ends && s.aside {
			continue // to its caller
		}
		if w.never(fn, out.at, s.request()) {
			continue
		}
		t := s
		if s.waitsFor() && w.restsOnPath(fn, out.at) {
			t.waits = w.waiting(wait{fn, out.at, s.waits})
		}
		t.h = follow(s.h, out.h)
		if w.asks && !t.known {
			t.known = w.establishes(out.at, s.keeps)
		}
		aside := out.step || w.comesBack(fn, out)
		if w.asks && !aside {
			t.keeps = s.keeps.and(w.keptAt(out.at)...)
		}
		t.aside = aside
		inner := out.step && s.route != nil && s.next == nil && w.ownStep(out) || aside && !out.step
		t.within = t.within || inner
		if !aside {
			t.links = append(slices.Clip(s.links), Link{Name: w.nameOf(fn), Pos: n.Pos(), Known: t.known && !s.known, Sets: t.h != s.h})
		}
		if t.route == nil && !t.open {
			t.seen = true
		}
		if t.route == nil {
			t.from, t.seen = w.nameOf(fn), true
		}
		for _, v := range out.to.set {
			last = last && (inner || !w.handsOn(v, s, out.step, 0, new(int)))
			w.visit(v, t)
		}
	}
	if last && !s.aside {
		w.end(s, n, fn)
	}
}

// comesBack tells whether a middleware has a function value look at its response,
// which gives it something else than handlers give: it asks, and goes on itself.
func (w *walk) comesBack(fn *function, out handing) bool {
	if out.ends || out.step || !slices.ContainsFunc(w.bodyOf(fn).outs, func(o handing) bool { return slices.Contains(o.to.set, value(next{})) }) {
		return false
	}
	for _, v := range out.to.set {
		f, ok := v.(*function)
		if !ok || types.Identical(w.signature(f).Results(), w.signature(fn).Results()) {
			return false
		}
	}
	return len(out.to.set) > 0
}

// ownStep tells whether a handler calls a function that is given its response and
// no handler: what that runs is a part of it.
func (w *walk) ownStep(out handing) bool {
	for _, v := range out.to.set {
		if fn, ok := v.(*function); !ok || fn.args != nil {
			return false
		}
	}
	return true
}

// end notes a handler at the end of a way.
func (w *walk) end(s way, fn ast.Node, v value) {
	if !s.within {
		w.ended = append(w.ended, ending{s, fn, v})
	}
}

// maxHandsOn bounds the functions that one question of handsOn looks at.
const maxHandsOn = 200

// handsOn tells whether a handler goes on at a value: it is one, or a function
// that goes on to one. Functions that go on to one another in several ways make
// the ways many, so asked counts all that are looked at.
func (w *walk) handsOn(v value, s way, step bool, depth int, asked *int) bool {
	fn, ok := v.(*function)
	if !step || !ok {
		return !step && answers(v, s)
	}
	if *asked++; depth > maxLinks || *asked > maxHandsOn {
		return false
	}
	for _, out := range w.bodyOf(fn).outs {
		if out.ends {
			continue
		}
		for _, v := range out.to.set {
			if w.handsOn(v, s, out.step, depth+1, asked) {
				return true
			}
		}
	}
	return false
}

// answers tells whether a value may be the handler at the end of a way.
func answers(v value, s way) bool {
	switch v.(type) {
	case *function, *router, *object, *list, *outside, *inside:
		return true
	case next:
		return s.next != nil
	}
	return false
}

// establishes tells whether the caller is known where a function hands on, to
// which something has been kept with the request.
func (w *walk) establishes(at ast.Node, kept keys) bool {
	j, ok := w.judged[at]
	if !ok {
		j.path = w.pathOf(at)
		j.unit = w.machine.at(at.Pos())
		j.known = w.knownAt(j.path, 0)
		w.judged[at] = j
	}
	return j.known || kept != "" && j.path != nil && j.unit.CallerKept != nil && j.unit.CallerKept(j.path, kept.list())
}

// keptAt are the keys under which a function has kept something with the request
// where it hands on.
func (w *walk) keptAt(at ast.Node) []string {
	if k, ok := w.kept[at]; ok {
		return k
	}
	var k []string
	if u := w.machine.at(at.Pos()); u != nil && u.Kept != nil {
		if path := w.pathOf(at); path != nil {
			k = u.Kept(path)
		}
	}
	w.kept[at] = k
	return k
}

// A judgement tells whether the conditions of a place say that the caller is
// known.
type judgement struct {
	path  []ast.Node
	unit  *unitFile
	known bool
}

// keys of a request's context, sorted, each with a line end.
type keys string

func (k keys) list() []string {
	if k == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(k), "\n"), "\n")
}

func (k keys) has(key string) bool { return slices.Contains(k.list(), key) }

// maxKeys bounds the keys of a way; what is beyond is as if it were not kept.
const maxKeys = 8

func (k keys) and(more ...string) keys {
	if len(more) == 0 {
		return k
	}
	all := append(k.list(), more...)
	slices.Sort(all)
	all = slices.Compact(all)
	return keys(strings.Join(all[:min(len(all), maxKeys)], "\n") + "\n")
}

// pathOf is the path from the file to a place.
func (m *machine) pathOf(at ast.Node) []ast.Node {
	pos := at.Pos()
	if u := m.at(pos); u != nil {
		file := u.file
		path := []ast.Node{}
		ast.Inspect(file, func(n ast.Node) bool {
			if n == nil || pos < n.Pos() || n.End() <= pos || len(path) > 0 && path[len(path)-1] == at {
				return false
			}
			path = append(path, n)
			return true
		})
		if e, ok := at.(*ast.EmptyStmt); ok && e.Implicit {
			return append(path, at) // behind the last statement of the body
		}
		for i, n := range path {
			if n == at {
				return path[:i+1]
			}
		}
	}
	return nil
}

// router follows the routes of a router, and of its groups.
func (w *walk) router(r *router, s way) {
	w.reached[r] = true
	if s.entered.has(r) {
		return
	}
	s.entered = &entry{r, s.entered}
	for _, q := range w.routers {
		chainOf := within(q, r)
		if chainOf == nil {
			continue
		}
		for _, n := range q.routes {
			t := s
			t.method = cmp.Or(n.Method, q.method, s.method)
			t.route, t.seen, t.within = n, true, false
			t.answers = cmp.Or(q.answersAt(), s.answers)
			t.prefix = s.prefix + prefixOf(chainOf) + n.Pattern
			if n.whole || s.route == nil {
				t.prefix = s.cut + prefixOf(chainOf) + n.Pattern
			}
			if w.excluded(t) {
				continue
			}
			c, in := w.chainOf(n, chainOf, s.next)
			t.inner = in
			w.chain(c, t)
		}
	}
}

// within lists the routers from r down to q, nil if q is no part of r.
func within(q, r *router) []*router {
	var out []*router
	for ; q != nil; q = q.up {
		out = append(out, q)
		if q == r {
			slices.Reverse(out)
			return out
		}
	}
	return nil
}

// around tells whether a middleware stands around a pattern: it begins as one of its
// prefixes does, as far as that is constant.
func (u use) around(pattern string) bool {
	return slices.ContainsFunc(u.under, func(p string) bool {
		if i := strings.IndexAny(p, variable); i >= 0 {
			p = p[:i]
		}
		return strings.HasPrefix(pattern, p)
	})
}

func prefixOf(rs []*router) string {
	p := ""
	for _, r := range rs {
		p += r.prefix
	}
	return p
}

// chainOf is what runs for a route, from the router that is served, and what stands
// around what its handler runs inside of it.
func (w *walk) chainOf(n *Route, rs []*router, up *chain) (c *chain, in []use) {
	var uses []use
	for i, r := range rs {
		before := n.seq
		if i+1 < len(rs) {
			before = rs[i+1].since
		}
		for _, u := range r.uses {
			switch {
			case len(u.under) > 0 && !u.around(prefixOf(rs[i+1:])+n.Pattern):
			case u.row.Early, u.seq < before, u.row.InOrder && u.seq < n.seq:
				uses = append(uses, u)
			}
		}
	}
	uses = append(uses, n.with...)
	c = &chain{vals: n.handler, up: up}
	for _, u := range slices.Backward(uses) {
		if u.inner {
			in = append(in, u)
			continue
		}
		c = &chain{vals: u.with, maybe: u.maybe, tail: c, up: up}
	}
	slices.Reverse(in)
	return c, in
}

// chain follows a chain from one of its members on.
func (w *walk) chain(c *chain, s way) {
	if w.count++; w.count > maxVisits || len(s.links) > maxLinks {
		return
	}
	if c.tail == nil {
		s.next = c.up
		if c.vals.empty() {
			w.end(s, nil, nil)
		}
		w.visitAll(c.vals, s)
		return
	}
	s.next = c
	if c.maybe {
		// It may stand there or not: what it sets is not known, and whom it
		// lets pass neither.
		t := s
		t.h |= w.maySet(c.vals)
		t.links = append(slices.Clip(s.links), Link{Name: w.namesOf(c.vals), Maybe: true})
		w.chain(c.tail, t)
		return
	}
	if c.vals.empty() {
		t := s
		t.links = append(slices.Clip(s.links), Link{Name: "…", Outside: true})
		w.chain(c.tail, t)
		return
	}
	for _, v := range c.vals.set {
		w.around(v, c, s)
	}
}

// maySet is ChUnknown of the challenges that a middleware in view sets, or may,
// where it lets pass.
func (w *walk) maySet(vals values) engine.Headers {
	var out engine.Headers
	for _, fn := range all[*function](vals) {
		h, ok := w.sets[fn]
		if !ok {
			within := func(fn *function) bool { return w.setsWithin(fn.node()) }
			if within(fn) || !w.handles(w.signature(fn)) && slices.ContainsFunc(all[*function](w.madeBy(fn)), within) {
				h = w.machine.behindOf(just(fn), false).unsure()
			}
			w.sets[fn] = h
		}
		out |= h
	}
	return out
}

// behindOf follows the ways through middlewares to what stands behind them.
func (m *machine) behindOf(vals values, asks bool) *walk {
	w := m.newWalk(asks)
	w.chain(&chain{vals: vals, tail: &chain{vals: just(behind{})}}, way{h: engine.ChEntry.Both()})
	return w
}

// unsure is ChUnknown of the challenges that may be set where a walk led.
func (w *walk) unsure() engine.Headers {
	if w.spent() {
		return engine.ChUnknown.Both()
	}
	var out engine.Headers
	for _, s := range w.behind {
		for _, status := range []int64{401, 407} {
			if h := asked(s.h, status); h.Has(engine.ChSet) || h.Has(engine.ChUnknown) {
				out |= engine.ChUnknown.Both() & of(status)
			}
		}
	}
	return out
}

// around follows a way through one middleware.
func (w *walk) around(v value, c *chain, s way) {
	fn, ok := v.(*function)
	if !ok {
		if o, isObject := v.(*object); isObject {
			if by := w.answerer(o); !by.empty() {
				w.visitAll(by, s)
				return
			}
		}
		w.chain(c.tail, w.through(v, s))
		return
	}
	if fn.checks || fn.first || w.handles(w.signature(fn)) {
		w.visit(fn, s) // it is given the response, and goes on itself
		return
	}
	made := w.madeBy(fn)
	if made.empty() {
		s.links = append(slices.Clip(s.links), Link{Name: w.nameOf(fn), Pos: fn.node().Pos(), Outside: true})
		w.chain(c.tail, s)
		return
	}
	w.visitAll(made, s)
}

// through is a way behind a middleware that is not in view.
func (w *walk) through(v value, s way) way {
	l := Link{Name: w.nameOf(v), Outside: true}
	var by types.Object
	switch v := v.(type) {
	case *outside:
		l.Pos = v.at.Pos()
		by = v.by
	case *object:
		if fn := w.serves(ptr(v.typ)); fn != nil {
			by = fn
		}
	}
	if fn, ok := by.(*types.Func); ok {
		l.Outside = !w.has(fn, model.Wrap)
		l.Known = w.has(fn, model.Authenticates) && !s.known && w.asksAll(v, s)
	}
	if p := w.passOf(by); p != nil {
		l.Outside = false
		l.Known = l.Known || p.Known && !s.known
		h := follow(s.h, p.Headers)
		l.Sets = h != s.h
		s.h = h
		s.keeps = s.keeps.and(p.Keeps...)
	}
	s.links = append(slices.Clip(s.links), l)
	s.known = s.known || l.Known
	return s
}

func (m *machine) has(fn *types.Func, v model.Verb) bool {
	return slices.ContainsFunc(m.wiringOf(fn), func(r model.Row) bool { return r.Verb == v })
}

// maxMakers bounds the functions that make one another in turn.
const maxMakers = 3

// madeBy is what a middleware, or what makes one, makes around next.
func (m *machine) madeBy(fn *function) values {
	made := m.makes(fn)
	for range maxMakers {
		again := values{other: made.other}
		makers := false
		for _, v := range made.set {
			if f, ok := v.(*function); ok && !m.handles(m.signature(f)) {
				makers = true
				again = again.join(m.makes(f))
			} else {
				again = again.join(just(v))
			}
		}
		if made = again; !makers {
			break
		}
	}
	return made
}

// makes is the handler that a middleware makes around next.
func (m *machine) makes(fn *function) values {
	if fn.made == nil {
		fn.made = &made{}
		f := m.frame(nil)
		if vals := f.apply(fn, []values{just(next{})}); len(vals) > 0 {
			fn.made.vals = vals[0]
		}
	}
	return fn.made.vals
}

// nameOf names a value as the source does.
func (m *machine) nameOf(v value) string {
	switch v := v.(type) {
	case *function:
		if v.obj != nil {
			return m.nameAt(v.decl.Pos())
		}
		return m.nameAt(v.lit.Pos())
	case *outside:
		if c, ok := v.at.(*ast.CallExpr); ok {
			return exprText(c.Fun)
		}
		return exprText(v.at)
	}
	return "…"
}

func (m *machine) namesOf(vals values) string {
	var out []string
	for _, v := range vals.set {
		out = append(out, m.nameOf(v))
	}
	if len(out) == 0 {
		return "…"
	}
	return strings.Join(out, " or ")
}

// nameAt names the declared function around a place.
func (m *machine) nameAt(pos token.Pos) string {
	d, ok := m.declAt(pos).(*ast.FuncDecl)
	switch {
	case !ok:
		return "a literal"
	case d.Recv != nil && len(d.Recv.List) == 1:
		return fmt.Sprintf("(%s).%s", exprText(d.Recv.List[0].Type), d.Name.Name)
	}
	return d.Name.Name
}
