package engine

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/channel"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// What importers hear of a status rests on where the rules report it, so facts
// are written after them. A finding at the responder mends what importers send
// through it. One that moved to a caller, that a directive leaves out, or that
// would stand in a generated file, mends nothing of theirs.

// Export writes the facts of the package, once the rules have said where each
// status stands.
func (r *Result) Export() {
	p := r.pkg
	if p != nil && p.outline().Own() {
		p.stage(p.errors.Export)
		p.stage(p.errorCodes.Export)
	}
	if r.facts {
		p.stage(func() { p.export(r) })
	}
}

// standings are the places of a package's findings, as its facts need them.
type standings struct {
	of   map[*site]*Responder      // empty in a dependency, where nothing is reported
	told map[token.Pos]domain.Told // statuses that are reported where they are chosen
}

func (p *pkg) stand(res *Result) standings {
	out := standings{map[*site]*Responder{}, map[token.Pos]domain.Told{}}
	for _, r := range res.Responders {
		if p.dependency() {
			for i := range r.Lacking {
				r.Lacking[i].Stands = Standing{} // no user sees it
			}
			continue
		}
		if x := p.sites[r.Node]; x != nil {
			out.of[x] = r
		}
		if !r.chosen {
			continue
		}
		as := p.toldAs(r)
		for _, h := range r.Lacking {
			if h.Pos.IsValid() && h.Stands.Node != nil {
				out.told[h.Pos] = as
			}
		}
	}
	return out
}

// lentOut are the responders through which importers may send a status of their
// own: it is a parameter, or a part of one, of an exported function. One edit at
// the responder mends their calls too.
func lentOut(p *pkg) map[ast.Node]bool {
	out := map[ast.Node]bool{}
	for _, f := range p.decls {
		if f.sum == nil || !f.obj.Exported() || p.tpkg.Name() == "main" {
			continue
		}
		for _, e := range f.sum.events {
			if slices.ContainsFunc(e.status.Atoms, func(a Atom) bool { return a.Kind == AtomRef && p.givenWhole(a.Loc) }) {
				out[e.site.node] = true
			}
		}
	}
	return out
}

// toldAs says as what the status of a responder is chosen.
func (p *pkg) toldAs(r *Responder) domain.Told {
	if e, ok := r.Node.(ast.Expr); ok {
		if t := p.info.TypeOf(e); t != nil && !syntax.IsError(t) && !syntax.IsError(syntax.PointerTo(t)) {
			return domain.ToldObject
		}
	}
	return domain.ToldError
}

// mended masks the statuses that a finding at the responder speaks of: who
// mends it mends every call of the responder.
func (r *Responder) mended() (mask int64) {
	if r == nil {
		return 0
	}
	for _, h := range r.Lacking {
		if h.Stands.Node == r.Node && !h.Stands.Dismissed {
			mask |= domain.MaskOf(h.Status)
		}
	}
	return mask
}

// leaves are the recorded statuses of which importers need to hear: not the
// constants that are reported here, and not what a finding at the responder
// mends.
func (st standings) leaves(rs []recorded) []recorded {
	var out []recorded
	for _, q := range rs {
		r := st.of[q.site]
		if r == nil {
			out = append(out, q)
			continue
		}
		v := Value{Top: q.val.Top}
		for _, a := range q.val.Without(r.mended()).Atoms {
			if a.Kind != AtomInt || !r.speaks(a) {
				v.Atoms = append(v.Atoms, a)
			}
		}
		if q.val = v; len(v.Atoms) > 0 || v.Top {
			out = append(out, q)
		}
	}
	return out
}

// speaks tells whether a finding speaks of a constant that leaves through r.
func (r *Responder) speaks(a Atom) bool {
	return slices.ContainsFunc(r.Lacking, func(h Hit) bool {
		return h.Status == a.Int && h.Pos == a.Pos && h.Ext == a.Ext && h.Stands.Node != nil
	})
}

// An offer is a carrier whose status a responder sends.
type offer struct {
	fn  *fn
	loc Loc
	met bool // a carrier of this package, or of one that it imports
}

// openSinks notes the carriers that met nothing here, or nothing that is
// reported at the responder: an importer may have one.
func (p *pkg) openSinks(res *Result) {
	for _, r := range res.Responders {
		for _, o := range r.sinks {
			if !o.met || r.mended()&1 == 0 {
				p.openSink(o.fn, o.loc)
			}
		}
	}
}

// openSink notes a sink that met no source here; an importer may have one.
func (p *pkg) openSink(f *fn, l Loc) {
	if l.Path.Empty() {
		p.openAsk(l)
		return
	}
	typ, iface, path, ok := p.sinkOf(l)
	if !ok || p.givenWhole(l) {
		return
	}
	p.channels.Take(channel.FactSink{Type: typ, Iface: iface, Path: path, Name: f.name})
}

// openAsk notes a dynamic call whose status is sent; an importer may have what
// it calls.
func (p *pkg) openAsk(l Loc) {
	name, sig, ok := p.dynamicCall(l)
	if !ok || !syntax.IsInt(p.types[l]) {
		return
	}
	p.channels.TakeReturn(channel.FactAsk{Sig: sig, Name: name, Result: l.Root.Idx})
}
