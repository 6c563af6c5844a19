package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// source is an object that carries a status and leaves the function that made
// it: returned, stored, panicked or handed to something unknown.
type source struct {
	typ     string   // its type, without a star
	methods []string // with signatures
	vals    []carried
	consts  []FactConst // its other constant fields: they rule paths out
	name    string      // of the package-level variable that holds it, if one does
	node    ast.Node    // what makes it, if that is in view
	told    domain.Told // of another package, which reports its status where it is chosen
}

// carried is a status that an object answers with on a path.
type carried struct {
	path   domain.Path
	status int64
	pos    token.Pos
	ext    string
	// Whether a challenge was set on the way, wherever it leaves its function.
	ch, proxy Challenge
	by        methods // that return it
}

// methods are names of methods with signatures, each on a line of its own.
type methods string

// maxMethods bounds the text: an error that everything returns says little.
const maxMethods = 2000

func (m methods) has(method string) bool {
	return method != "" && strings.Contains("\n"+string(m), "\n"+method+"\n")
}

func (m methods) and(more methods) methods {
	for line := range strings.Lines(string(more)) {
		if !m.has(strings.TrimSuffix(line, "\n")) && len(m)+len(line) < maxMethods {
			m += methods(line)
		}
	}
	return m
}

// methodText is a method as methods have it, "" for a function.
func methodText(f *types.Func) string {
	if f == nil || f.Signature().Recv() == nil {
		return ""
	}
	return f.Name() + strings.TrimPrefix(syntax.SignatureText(f.Signature()), "func")
}

// retSource is a function value or method that returns a status.
type retSource struct {
	sig    string // of the function
	name   string // of the method, or ""
	result int
	nils   string // of each result: 0 nil, 1 not nil, ? unknown
	val    carried
	node   ast.Node // the return statement, if that is in view
	passed bool     // the function is handed on as a value, or is a method
}

type sourceKey struct {
	typ, name string
	path      domain.Path
	pos       token.Pos
	ext       string
}

// carriers are the sources and sinks that a package and its imports have.
type carriers struct {
	sources []*source
	rets    []*retSource
	sinks   []*sink
	asks    []*retSink
	typed   []FactTyped
	places  map[string]bool // that may hold a status
	makers  map[string]bool // functions that return an error and never nil
}

// retSink says that a package sends, without a challenge, a status that a
// function value or an interface's method returns.
type retSink struct {
	sig    string
	name   string // of the method, or ""
	result int
	done   bool // it was met here
}

// sink says that a package sends the status of a carrier.
type sink struct {
	typ   string
	iface []string
	path  domain.Path
	name  string // the responder's function
	done  bool   // it was met here
}

// directHit is an error that the framework itself answers.
type directHit struct {
	fn     *fn
	node   ast.Node
	val    Atom
	ch     Challenge
	proxy  Challenge
	guards *Guard
	conds  []domain.Pred
	err    bool     // an error, which another function may answer
	at     ast.Node // the first place that lets out the same
}

// carried notes with a status whether a challenge is set where it leaves.
func (s *state) carried(c carried) carried {
	for _, r := range s.resps {
		if r.ch == ChSet {
			c.ch = ChSet
		}
		if r.proxy == ChSet {
			c.proxy = ChSet
		}
	}
	return c
}

// covered tells whether a challenge goes with the status wherever it leaves.
func (c carried) covered() bool {
	if c.status == 407 {
		return c.proxy != ChEntry
	}
	return c.ch != ChEntry
}

// weaken notes that the status leaves in another way too.
func (c *carried) weaken(d carried) {
	if d.ch == ChEntry {
		c.ch = ChEntry
	}
	if d.proxy == ChEntry {
		c.proxy = ChEntry
	}
}

// escapes notes the statuses that a value carries out of the function.
func (in *interp) escapes(s *state, v Value) { in.escapesTo(s, v, 0) }

// keepsIn is escapes for what a package-level variable holds from now on, alone
// or in a list. What a parameter brings escapes where the function is called.
func keepsIn(in *interp, s *state, v Value) {
	v = domain.Join(v, in.elements(s, v))
	in.escapes(s, v)
	for _, a := range v.Atoms {
		if r := a.Loc.Root; a.Kind == AtomRef && a.Loc.Path.Empty() && r.Kind == RootParam && r.Idx >= 0 && r.Idx < 64 {
			in.keeps |= 1 << r.Idx
		}
	}
}

func (in *interp) escapesTo(s *state, v Value, depth int) {
	if depth > 2 {
		return
	}
	for _, a := range v.Atoms {
		if a.Kind != AtomRef {
			continue
		}
		switch a.Loc.Root.Kind {
		case RootSite, RootGlobal:
		default:
			continue
		}
		in.emit(s, a, "", depth)
	}
}

// exportedSentinels makes sources of the package-level errors that other
// packages return.
func (p *pkg) exportedSentinels() {
	if p.tpkg.Name() == "main" {
		return
	}
	in := &interp{pkg: p, fn: &fn{sig: types.NewSignatureType(nil, nil, nil, nil, nil, false)}, budget: 5000}
	scope := p.tpkg.Scope()
	for _, name := range scope.Names() {
		v, ok := scope.Lookup(name).(*types.Var)
		if ok && v.Exported() && p.globals[v] != nil && (syntax.IsError(v.Type()) || syntax.IsError(syntax.PointerTo(v.Type()))) && p.globalMatters(v) {
			in.emit(newState(), Atom{Kind: AtomRef, Loc: Loc{Root: Root{Kind: RootGlobal, Obj: v}}}, "", 0)
		}
	}
}

// emit makes a source of an object, which the variable of that name holds.
func (in *interp) emit(s *state, a Atom, name string, depth int) {
	l := a.Loc
	if l.Root.Kind == RootGlobal {
		if !l.Path.Empty() {
			return
		}
		v := l.Root.Obj.(*types.Var)
		for _, b := range in.globalOf(v).val.Atoms {
			if b.Kind == AtomRef && b.Loc.Root.Kind == RootSite {
				in.emit(s, b, syntax.GlobalName(v), depth)
			}
		}
		return
	}
	d := in.dynType(l)
	if d.t != nil && !in.places.Carries(d.t) {
		return
	}
	var vals []carried
	nested := Value{}
	var brings carried // the challenges in its own map of headers
	var consts []FactConst
	var embedded func(path domain.Path, v Value) // what an embedded struct holds, as of the whole
	visit := func(path domain.Path, v Value) {
		if b, ok := v.Single(); ok && (b.Kind == AtomStr && len(b.Str) < 80 || b.Kind == AtomInt || b.Kind == AtomBool) {
			consts = append(consts, FactConst{path, uint8(b.Kind), b.Int, b.Str})
		} else if ok && (b.Kind == AtomNil || b.Kind == AtomRef && b.Loc.Root.Kind == RootSite && b.Loc.Root != l.Root) {
			consts = append(consts, FactConst{Path: path, Kind: uint8(b.Kind)})
		}
		for _, b := range v.Atoms {
			switch b.Kind {
			case AtomInt:
				if domain.IsStatus(b.Int) && b.Told == domain.Untold && (path.First() == statusStep || path.First().Kind != domain.Slot) {
					vals = append(vals, carried{path: path, status: b.Int, pos: b.Pos, ext: b.Ext})
				}
			case AtomRef:
				if b.Loc.Root != l.Root {
					nested = domain.Join(nested, domain.One(b))
					if strings.Contains(strings.ToLower(path.String()), "header") {
						brings.ch, brings.proxy = in.keys(s, b.Loc, brings)
					}
				}
			}
		}
	}
	embedded = func(path domain.Path, v Value) {
		visit(path, v)
		if b, ok := v.Single(); ok && b.Kind == AtomRef && b.Loc.Root.Kind == RootSite && b.Loc.Root != l.Root && path.Depth() < domain.MaxDepth && embedsAt(d.t, path) {
			in.below(s, b.Loc, func(sub domain.Path, w Value) { embedded(path.Concat(sub), w) })
		}
	}
	in.below(s, l, embedded)
	if d.t != nil {
		for _, m := range in.places.Methods(d.t) {
			v := in.callByName(s, domain.One(a), m, types.Typ[types.Int])
			for _, b := range v.Atoms {
				if b.Kind == AtomInt && domain.IsStatus(b.Int) && b.Told == domain.Untold {
					vals = append(vals, carried{path: domain.Path{}.Then(domain.MethodStep(m)), status: b.Int, pos: b.Pos, ext: b.Ext})
				}
			}
		}
	}
	if len(vals) > 0 && d.known() {
		sort.Slice(consts, func(i, j int) bool { return consts[i].Path.Compare(consts[j].Path) < 0 })
		src := &source{typ: strings.TrimPrefix(d.text(in.typeTexts), "*"), consts: consts[:min(len(consts), 8)], name: name}
		src.node, _ = l.Root.Obj.(ast.Node)
		if d.t != nil {
			src.methods = in.methodsOf(d.t)
		} else {
			src.methods = d.ms
		}
		src.vals = make([]carried, 0, len(vals)) // never moved: pointers lead into it
		for _, c := range vals {
			k := sourceKey{src.typ, name, c.path, c.pos, c.ext}
			c = s.carried(c)
			c.by = in.leaving
			if brings.ch != ChEntry {
				c.ch = brings.ch
			}
			if brings.proxy != ChEntry {
				c.proxy = brings.proxy
			}
			if seen := in.sourceSeen[k]; seen != nil {
				seen.weaken(c)
				seen.by = seen.by.and(c.by)
				continue
			}
			src.vals = append(src.vals, c)
			in.sourceSeen[k] = &src.vals[len(src.vals)-1]
		}
		if len(src.vals) > 0 && len(in.sources) < 4096 {
			in.sources = append(in.sources, src)
		}
	}
	if !nested.Empty() && !d.hooks() && (d.t == nil || syntax.IsError(d.t) || syntax.IsError(syntax.PointerTo(d.t))) {
		in.escapesTo(s, nested, depth+1)
	}
}

// below visits what a state knows of what lies below a location.
func (in *interp) below(s *state, l Loc, visit func(path domain.Path, v Value)) {
	s.env.Under(l.Root, func(path domain.Path, v Value) {
		if rest, ok := path.After(l.Path); ok && !rest.Empty() {
			visit(rest, v)
		}
	})
	in.genv.Under(l.Root, func(path domain.Path, v Value) {
		if _, ok := s.env.Get(l.Root.At(path)); ok {
			return
		}
		if rest, ok := path.After(l.Path); ok && !rest.Empty() {
			visit(rest, v)
		}
	})
}

// embedsAt tells whether all steps of a path lead to embedded structs.
func embedsAt(t types.Type, path domain.Path) bool {
	for step := range path.Steps() {
		if t == nil || step.Kind != domain.Field {
			return false
		}
		st, ok := syntax.Deref(t).Underlying().(*types.Struct)
		if !ok {
			return false
		}
		t = nil
		for f := range st.Fields() {
			if f.Embedded() && f.Name() == step.Name {
				t = f.Type()
			}
		}
	}
	return t != nil
}

// keys tells which challenges a map has, beside those found before.
func (in *interp) keys(s *state, l Loc, found carried) (ch, proxy Challenge) {
	ch, proxy = found.ch, found.proxy
	s.env.Under(l.Root, func(path domain.Path, _ Value) {
		switch roles.NeededBy(keyAt(path, l.Path)) {
		case "401":
			ch = ChSet
		case "407":
			proxy = ChSet
		}
	})
	return ch, proxy
}

// methodsOf lists a type's methods with their signatures.
func (p *pkg) methodsOf(t types.Type) []string {
	var out []string
	for sel := range types.NewMethodSet(syntax.PointerTo(t)).Methods() {
		f := sel.Obj()
		out = append(out, f.Name()+strings.TrimPrefix(syntax.TypeText(f.Type()), "func"))
	}
	sort.Strings(out)
	return out
}

// leaves is result i of a function that callers out of view may call.
func (in *interp) leaves(s *state, at ast.Node, i int, v Value, all []Value) {
	if m := methodText(in.fn.obj); m != "" {
		in.leaving = methods(m + "\n")
	}
	in.escapes(s, v)
	in.leaving = ""
	var node ast.Node = at
	if r, ok := at.(*ast.ReturnStmt); ok && i < len(r.Results) {
		node = r.Results[i]
	}
	t := in.fn.sig.Results().At(i).Type()
	if syntax.IsInt(t) {
		for _, a := range v.Atoms {
			if a.Kind == AtomInt && domain.IsStatus(a.Int) {
				name := ""
				if in.fn.obj != nil && in.fn.sig.Recv() != nil {
					name = in.fn.obj.Name()
				}
				in.addRet(&retSource{sig: in.signatures.Of(in.fn.sig), name: name, result: i, nils: nilness(all), val: s.carried(carried{status: a.Int, pos: a.Pos, ext: a.Ext}), node: at, passed: name != "" || in.fn.lit != nil || in.fn.passed})
			}
		}
	}
	if (syntax.IsError(t) || in.roles.IsRenderer(t)) && !in.roles.InTrailers(in.fn.sig) {
		in.sentErrors(s, node, v, false, 0)
	}
	in.sentLiterals(s, node, v)
	in.sentRenderers(s, node, v, t)
	in.yieldsTyped(s, node, v, t)
	if syntax.IsInt(t) {
		in.sentResult(s, node, i, v)
	}
}

func (in *interp) addRet(r *retSource) {
	for _, q := range in.retSources {
		t := *r
		t.val.ch, t.val.proxy = q.val.ch, q.val.proxy
		if *q == t {
			q.val.weaken(r.val)
			return
		}
	}
	if len(in.retSources) < 4096 {
		in.retSources = append(in.retSources, r)
	}
}

// nilness says of each value whether it is nil.
func nilness(vs []Value) string {
	b := make([]byte, len(vs))
	for i, v := range vs {
		b[i] = '?'
		nils, others := 0, 0
		for _, a := range v.Atoms {
			switch {
			case a.Kind == AtomNil:
				nils++
			case a.Kind != AtomRef || a.Loc.Root.Kind == RootSite:
				others++
			default:
				nils, others = 1, 1
			}
		}
		if v.Top || nils > 0 && others > 0 {
			continue
		}
		if nils > 0 {
			b[i] = '0'
		} else if others > 0 {
			b[i] = '1'
		}
	}
	return string(b)
}
