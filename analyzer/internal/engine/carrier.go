package engine

import (
	"go/ast"
	"go/types"
	"sort"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/channel"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// methodText is a method as channel.Methods have it, "" for a function.
func methodText(f *types.Func) string {
	if f == nil || f.Signature().Recv() == nil {
		return ""
	}
	return f.Name() + strings.TrimPrefix(syntax.SignatureText(f.Signature()), "func")
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
	way    string   // on which nothing answers it, where on others something does
	at     ast.Node // the first place that lets out the same
}

// carried notes with a status whether a challenge is set where it leaves.
func (s *state) carried(c channel.Carried) channel.Carried {
	for _, r := range s.resps {
		c.Challenged = c.Challenged || r.ch == ChSet
		c.ProxyChallenged = c.ProxyChallenged || r.proxy == ChSet
	}
	return c
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
	var vals []channel.Carried
	nested := Value{}
	var brings channel.Carried // the challenges in its own map of headers
	var consts []channel.FactConst
	var embedded func(path domain.Path, v Value) // what an embedded struct holds, as of the whole
	visit := func(path domain.Path, v Value) {
		if b, ok := v.Single(); ok && (b.Kind == AtomStr && len(b.Str) < 80 || b.Kind == AtomInt || b.Kind == AtomBool) {
			consts = append(consts, channel.FactConst{Path: path, Kind: uint8(b.Kind), Int: b.Int, Str: b.Str})
		} else if ok && (b.Kind == AtomNil || b.Kind == AtomRef && b.Loc.Root.Kind == RootSite && b.Loc.Root != l.Root) {
			consts = append(consts, channel.FactConst{Path: path, Kind: uint8(b.Kind)})
		}
		for _, b := range v.Atoms {
			switch b.Kind {
			case AtomInt:
				if domain.IsStatus(b.Int) && b.Told == domain.Untold && (path.First() == statusStep || path.First().Kind != domain.Slot) {
					vals = append(vals, channel.Carried{Path: path, Status: b.Int, Pos: b.Pos, Ext: b.Ext})
				}
			case AtomRef:
				if b.Loc.Root != l.Root {
					nested = domain.Join(nested, domain.One(b))
					if strings.Contains(strings.ToLower(path.String()), "header") {
						in.keys(s, b.Loc, &brings)
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
				if b.IsStatus() && b.Told == domain.Untold {
					vals = append(vals, channel.Carried{Path: domain.Path{}.Then(domain.MethodStep(m)), Status: b.Int, Pos: b.Pos, Ext: b.Ext})
				}
			}
		}
	}
	if len(vals) > 0 && d.known() {
		sort.Slice(consts, func(i, j int) bool { return consts[i].Path.Compare(consts[j].Path) < 0 })
		src := &channel.Source{Type: strings.TrimPrefix(d.text(in.typeTexts), "*"), Consts: consts[:min(len(consts), 8)], Name: name, Methods: d.ms}
		src.Node, _ = l.Root.Obj.(ast.Node)
		if d.t != nil {
			src.Methods = in.methodsOf(d.t)
		}
		for _, c := range vals {
			c = s.carried(c)
			c.By = in.leaving
			c.Challenged, c.ProxyChallenged = c.Challenged || brings.Challenged, c.ProxyChallenged || brings.ProxyChallenged
			src.Statuses = append(src.Statuses, c)
		}
		in.channels.Put(src)
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
		t = embedded(st, step.Name)
	}
	return t != nil
}

// keys notes which challenges a map has.
func (in *interp) keys(s *state, l Loc, brings *channel.Carried) {
	s.env.Under(l.Root, func(path domain.Path, _ Value) {
		switch roles.NeededBy(keyAt(path, l.Path)) {
		case "401":
			brings.Challenged = true
		case "407":
			brings.ProxyChallenged = true
		}
	})
}

// methodsOf lists a type's methods with their signatures.
func (p *pkg) methodsOf(t types.Type) []string {
	var out []string
	for sel := range types.NewMethodSet(syntax.PointerTo(t)).Methods() {
		out = append(out, methodText(sel.Obj().(*types.Func)))
	}
	sort.Strings(out)
	return out
}

// leaves is result i of a function that callers out of view may call.
func (in *interp) leaves(s *state, at ast.Node, i int, v Value, all []Value) {
	if m := methodText(in.fn.obj); m != "" {
		in.leaving = channel.Methods(m + "\n")
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
			if a.IsStatus() {
				name := ""
				if in.fn.obj != nil && in.fn.sig.Recv() != nil {
					name = in.fn.obj.Name()
				}
				in.channels.PutReturn(&channel.Return{
					FactAsk: channel.FactAsk{Sig: in.signatures.Of(in.fn.sig), Name: name, Result: i}, Nils: nilness(all), Node: at, Passed: name != "" || in.fn.lit != nil || in.fn.passed,
					Val: s.carried(channel.Carried{Status: a.Int, Pos: a.Pos, Ext: a.Ext}),
				})
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
