package callgraph

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Reach is all that a call may lead to: what its result was made by stands
// there, where nothing brings it from elsewhere.
//
// It is what is mentioned, transitively: functions, variables with what they are
// declared with, and the literals that stand in them. To these come the
// implementations of an interface's method; for the call of a function value all
// functions of that signature that are used as values; and for the call of another
// package of the module the methods of what such packages are handed.
// That is more than runs, and never less but for what Open says.
type Reach struct {
	Foreign []*types.Func // functions of other packages, and methods of interfaces
	Dynamic bool          // function values are called
	Open    bool          // an error may come from anywhere: kept in a field or variable, or sent
	nodes   []ast.Node    // each once
	vars    []*types.Var  // likewise
	names   map[string]bool
	ranges  []span // what the nodes span, in order and apart; nil until it is asked for
}

// A span is a piece of the source, its end excluded.
type span struct{ pos, end token.Pos }

// Has tells whether a place stands in a call or in what it reaches.
func (r *Reach) Has(c *ast.CallExpr, pos token.Pos) bool {
	if c.Pos() <= pos && pos < c.End() {
		return true
	}
	if r.ranges == nil {
		r.ranges = apart(r.nodes)
	}
	i, ok := slices.BinarySearchFunc(r.ranges, pos, func(s span, pos token.Pos) int { return int(s.pos - pos) })
	return ok || i > 0 && pos < r.ranges[i-1].end
}

// apart returns what nodes span, in order and without overlaps.
func apart(nodes []ast.Node) []span {
	out := make([]span, 0, len(nodes))
	for _, n := range nodes {
		out = append(out, span{n.Pos(), n.End()})
	}
	slices.SortFunc(out, func(a, b span) int { return int(a.pos - b.pos) })
	last := 0
	for i, s := range out {
		switch {
		case i == 0:
		case s.pos < out[last].end:
			out[last].end = max(out[last].end, s.end)
		default:
			last++
			out[last] = s
		}
	}
	return out[:min(len(out), last+1)]
}

// Names tells whether a package-level variable is named in what is reached: an error
// that it holds may be returned.
func (r *Reach) Names(v string) bool {
	if r.names == nil {
		r.names = make(map[string]bool, len(r.vars))
		for _, w := range r.vars {
			r.names[syntax.GlobalName(w)] = true
		}
	}
	return r.names[v]
}

// Reach is what a call leads to, with what it is handed. One that is handed no
// function leads to the same wherever it stands. What is handed an error may give
// that back.
func (g *Graph) Reach(c *ast.CallExpr) *Reach {
	if slices.ContainsFunc(c.Args, func(e ast.Expr) bool { return syntax.IsError(g.Info.TypeOf(e)) }) {
		return &Reach{Open: true}
	}
	var of any = c
	f := syntax.Callee(g.Info, c)
	alone := f != nil && !slices.ContainsFunc(c.Args, g.mayCall)
	if alone {
		of = f.Origin()
	}
	if r := g.reaches[of]; r != nil {
		return r
	}
	w := &reaching{g, &Reach{}, syntax.Seen{}, nil}
	if alone {
		w.function(f.Origin())
	} else {
		w.visit(c)
	}
	w.run()
	g.reaches[of] = w.Reach
	return w.Reach
}

// mayCall tells whether an argument is something that the callee can call. An object
// with methods is not: these are followed where its package hands it out.
func (g *Graph) mayCall(e ast.Expr) bool {
	t := g.Info.TypeOf(e)
	return t == nil || syntax.Is[*types.Signature](t)
}

// A reaching finds a Reach: a worklist of what is to be read, each function,
// variable and literal once, so that its steps are bounded by the package's size.
type reaching struct {
	*Graph
	*Reach
	seen syntax.Seen // functions, variables, signatures, packages and nodes
	todo []ast.Node
}

// visit puts a node on the list of what is to be read. That it was met is noted
// before it is read: functions that call one another end there.
func (w *reaching) visit(n ast.Node) {
	if n != nil && w.seen.First(n) {
		w.nodes = append(w.nodes, n)
		w.todo = append(w.todo, n)
	}
}

// run follows what is on the list, and what that puts there. The order does not matter:
// what is reached is a set, and Foreign is asked whether it has such a function.
func (w *reaching) run() {
	for len(w.todo) > 0 {
		n := w.todo[len(w.todo)-1]
		w.todo = w.todo[:len(w.todo)-1]
		m := w.edgesOf(n)
		w.steps += len(m.functions) + len(m.vars) + len(m.values)
		w.Open = w.Open || m.open
		for _, f := range m.functions {
			w.function(f)
		}
		for _, v := range m.vars {
			w.variable(v)
		}
		for _, sig := range m.values {
			w.value(sig)
		}
	}
}

// edges lead from a node to what is reached from it in one step: what stands in it. Each
// node is read once for the whole graph, however many calls lead there.
type edges struct {
	functions []*types.Func
	vars      []*types.Var       // of packages
	values    []*types.Signature // of function values that are called; nil where it has none
	open      bool
}

func (g *Graph) edgesOf(n ast.Node) *edges {
	if m := g.edges[n]; m != nil {
		return m
	}
	r := reader{g, new(edges), syntax.Seen{}}
	ast.Inspect(n, func(n ast.Node) bool {
		g.steps++
		r.node(n)
		return true
	})
	g.edges[n] = r.out
	return r.out
}

// A reader finds the edges of a node.
type reader struct {
	g    *Graph
	out  *edges
	seen syntax.Seen
}

// node notes what a node names or calls. Types are not asked whether a result can
// be what is looked for: the callers know that, and one Reach serves them all.
func (r *reader) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Ident:
		switch o := r.g.Info.Uses[n].(type) {
		case *types.Func:
			if f := o.Origin(); r.seen.First(f) {
				r.out.functions = append(r.out.functions, f)
			}
		case *types.Var:
			if o.Pkg() != nil && o.Parent() == o.Pkg().Scope() && r.seen.First(o) {
				r.out.vars = append(r.out.vars, o)
			}
		}
	case *ast.ReturnStmt:
		r.hands(n.Results)
	case *ast.AssignStmt:
		r.hands(n.Rhs)
	case *ast.CompositeLit:
		r.hands(n.Elts)
	case *ast.KeyValueExpr:
		r.hands([]ast.Expr{n.Value})
	case *ast.UnaryExpr:
		if t := r.g.Info.TypeOf(n); n.Op == token.ARROW && t != nil && types.IsInterface(t) {
			r.out.open = true
		}
	case *ast.CallExpr:
		r.call(n)
	case *ast.TypeAssertExpr:
		if t := r.g.Info.TypeOf(n.X); n.Type != nil && t != nil && !syntax.IsError(t) && mayBeError(r.g.Info.TypeOf(n.Type)) {
			r.out.open = true // something kept it
		}
	}
}

// call notes what is called by no name. What another package gives of a type of this
// one it was given before.
func (r *reader) call(c *ast.CallExpr) {
	t := r.g.Info.TypeOf(c)
	if mayBeError(t) {
		r.hands(c.Args)
	}
	f := syntax.Callee(r.g.Info, c)
	if f == nil {
		tv := r.g.Info.Types[c.Fun]
		if _, here := ast.Unparen(c.Fun).(*ast.FuncLit); !here && !tv.IsType() && !tv.IsBuiltin() {
			r.out.values = append(r.out.values, syntax.Signature(r.g.Info, c))
		}
		return
	}
	if n := syntax.NamedOf(t); n != nil && f.Pkg() != r.g.Pkg && n.Obj().Pkg() == r.g.Pkg && (mayBeError(n) || mayBeError(syntax.PointerTo(n))) {
		r.out.open = true
	}
}

// hands notes the errors of fields among expressions that hand on what they are. One
// that is only looked at, as by a log, is not returned.
func (r *reader) hands(es []ast.Expr) {
	for _, e := range es {
		sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
		if !ok {
			continue
		}
		if s := r.g.Info.Selections[sel]; s != nil && s.Kind() == types.FieldVal && mayBeError(s.Type()) {
			r.out.open = true
		}
	}
}

// mayBeError tells whether what has a type, or one of several, may be an error: an
// error's own type too, and not what an error may be kept in.
func mayBeError(t types.Type) bool {
	if ts, ok := t.(*types.Tuple); ok {
		return syntax.AnyOf(ts, mayBeError)
	}
	return syntax.IsError(t)
}

// function follows a function that is named, called or not: it may be a callback.
// What is not in view is listed, for the caller to judge.
func (w *reaching) function(f *types.Func) {
	if !w.seen.First(f) {
		return
	}
	if syntax.IsAbstract(f) {
		w.Foreign = append(w.Foreign, f)
		w.abstract(f)
		return
	}
	if f.Pkg() != w.Pkg {
		w.Foreign = append(w.Foreign, f)
		if f.Pkg() != nil && w.Known(f.Pkg()) && mayCallBack(f) && w.seen.First(w.Pkg) {
			for _, m := range w.handed() {
				w.function(m)
			}
		}
		return
	}
	if d := w.declared()[f]; d != nil {
		w.visit(d)
	}
}

// abstract follows an interface's method to what implements it here, if it can return
// an error: an error's own Error leads to nothing. Of an
// interface of this package that nothing here implements, importers may return
// whatever they can name.
func (w *reaching) abstract(f *types.Func) {
	it, ok := f.Signature().Recv().Type().Underlying().(*types.Interface)
	if !ok || !mayBeError(f.Signature().Results()) {
		return
	}
	ms := w.implementing(it, f)
	for _, m := range ms {
		w.function(m)
	}
	w.Open = w.Open || len(ms) == 0 && f.Pkg() == w.Pkg
}

// mayCallBack tells whether a function may have what it could call back beside the
// functions that it is handed: it is called on something, or takes more than plain
// values. Types are not followed for what they hold: exports may leave that out.
func mayCallBack(f *types.Func) bool {
	if f.Signature().Recv() != nil {
		return true
	}
	for v := range f.Signature().Params().Variables() {
		t := v.Type().Underlying()
		if s, ok := t.(*types.Slice); ok {
			t = s.Elem().Underlying()
		}
		_, plain := t.(*types.Basic)
		_, function := t.(*types.Signature)
		if !plain && !function && syntax.TypeText(v.Type()) != "context.Context" {
			return true
		}
	}
	return false
}

// variable follows a package-level variable to what it is declared with. One that
// is assigned elsewhere may hold any error. Of another package's it is enough to
// know that it is named: what it holds comes as a fact.
func (w *reaching) variable(v *types.Var) {
	if !w.seen.First(v) {
		return
	}
	w.vars = append(w.vars, v)
	if v.Pkg() != w.Pkg {
		return
	}
	w.Open = w.Open || mayBeError(v.Type()) && (w.Writes.Again(v) || w.initial()[v] == nil) || w.Writes.Element(v)
	if spec := w.initial()[v]; spec != nil {
		w.visit(spec)
	}
}

// value follows the call of a function value. Its signature alone tells what it may
// be: where the value came from is not followed. In a generic function it may be of
// any signature that an instance has.
func (w *reaching) value(sig *types.Signature) {
	w.Dynamic = true
	if sig == nil {
		w.Open = true
		return
	}
	text := syntax.SignatureText(sig)
	if !w.seen.First(text) {
		return
	}
	all := w.values()
	if syntax.Parametric(sig) {
		for _, v := range all {
			if syntax.MayBeInstance(v.sig, sig) {
				w.visitAll(v.nodes)
			}
		}
	} else if v := all[text]; v != nil {
		w.visitAll(v.nodes)
	}
}

func (w *reaching) visitAll(ns []ast.Node) {
	for _, n := range ns {
		w.visit(n)
	}
}

// A signed lists the functions of one signature.
type signed struct {
	sig   *types.Signature
	nodes []ast.Node
}

// findValues lists by signature the functions that may be function values: all
// literals, and what is named other than to be called. A type of functions that is
// converted to counts as its signature.
func (g *Graph) findValues() map[string]*signed {
	out := map[string]*signed{}
	note := func(sig *types.Signature, n ast.Node) {
		text := syntax.SignatureText(sig)
		if out[text] == nil {
			out[text] = &signed{sig: sig}
		}
		out[text].nodes = append(out[text].nodes, n)
	}
	for _, file := range g.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if l, ok := n.(*ast.FuncLit); ok {
				if sig, ok := g.Info.TypeOf(l).(*types.Signature); ok {
					note(sig, l)
				}
			}
			return true
		})
	}
	for f, d := range syntax.Functions(g.Info, g.Files) {
		if g.Sites.Valued(f) {
			note(f.Signature(), d)
		}
	}
	return out
}

// findHanded lists the methods that return errors of the types that other packages
// of the module are handed behind interfaces: as arguments, or in their fields.
func (g *Graph) findHanded() (out []*types.Func) {
	seen := map[*types.Named]bool{}
	hand := func(e ast.Expr, to types.Type) {
		n := syntax.NamedOf(g.Info.TypeOf(e))
		if n == nil || n.Obj().Pkg() != g.Pkg || to == nil || !types.IsInterface(to) || syntax.IsError(to) || seen[n] {
			return
		}
		seen[n] = true
		for sel := range types.NewMethodSet(syntax.PointerTo(n)).Methods() {
			if m, ok := sel.Obj().(*types.Func); ok && mayBeError(m.Signature().Results()) {
				out = append(out, m.Origin())
			}
		}
	}
	known := func(o types.Object) bool { return o != nil && o.Pkg() != nil && o.Pkg() != g.Pkg && g.Known(o.Pkg()) }
	for _, file := range g.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if f := syntax.Callee(g.Info, n); f != nil && known(f) {
					for i, e := range n.Args {
						hand(e, syntax.Param(f.Signature(), min(i, f.Signature().Params().Len()-1)))
					}
				}
			case *ast.AssignStmt:
				for l, d := range syntax.Given(n) {
					if sel, ok := l.(*ast.SelectorExpr); ok && d.Of == 1 && known(g.Info.Uses[sel.Sel]) {
						hand(d.Expr, g.Info.TypeOf(sel))
					}
				}
			case *ast.KeyValueExpr:
				if id, ok := n.Key.(*ast.Ident); ok && known(g.Info.Uses[id]) {
					hand(n.Value, g.Info.TypeOf(id))
				}
			}
			return true
		})
	}
	return out
}
