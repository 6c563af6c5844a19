package engine

import (
	"go/ast"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/channel"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// What a framework answers leaves by the results of functions, and no call sends
// it.

// fileAll files such statuses. What one constructor of another package made, and
// many functions let out, is one finding: at the first of them.
func (p *pkg) fileAll(hits []*directHit, rs []*Responder, at func(ast.Node, string, string) *Responder, add func(*[]Hit, Hit)) {
	nodes := map[string][]ast.Node{}
	for _, h := range hits {
		if h.made() && !slices.Contains(nodes[h.val.Ext], h.node) {
			nodes[h.val.Ext] = append(nodes[h.val.Ext], h.node)
		}
	}
	for _, h := range hits {
		if h.err {
			a := p.answered(h.fn, rs)
			if a.Caught {
				continue
			}
			h.way = a.Way
		}
		same := nodes[h.val.Ext]
		if !h.made() || len(same) < 2 {
			p.fileDirect(h, at, add)
			continue
		}
		first := slices.MinFunc(same, func(a, b ast.Node) int {
			if p.before(a.Pos(), b.Pos()) {
				return -1
			}
			return 1
		})
		q := *h
		q.at = first
		p.fileDirect(&q, at, add)
	}
}

// made tells whether another package made what lacks a challenge here.
func (h *directHit) made() bool {
	return h.val.Kind == AtomInt && !h.val.Pos.IsValid() && h.val.Ext != "" && askedOf(h.val.Int, h.ch, h.proxy).lacks()
}

// fileDirect files what the framework itself answers.
func (p *pkg) fileDirect(h *directHit, at func(ast.Node, string, string) *Responder, add func(*[]Hit, Hit)) {
	node := h.node
	if h.at != nil {
		node = h.at
	}
	r := at(node, exprName(node), p.funcAt(node.Pos()))
	e := &event{fn: h.fn, site: &site{node: node, fn: h.fn}, via: h.node, origin: h.node, ch: h.ch, proxy: h.proxy, guards: h.guards, conds: h.conds, way: h.way}
	if h.val.Kind == AtomRef {
		n := len(r.Lacking)
		met := p.match(r, func(list *[]Hit, hit Hit) {
			if !masked(h.val.Int, hit.Status) {
				add(list, hit)
			}
		}, e, h.val.Loc)
		if e.ch.lacks() {
			r.sinks = append(r.sinks, offer{h.fn, h.val.Loc, len(r.Lacking) > n || met})
		}
		return
	}
	r.chosen = true
	r.Root = r.Root || h.at != nil
	p.hit(r, add, e, channel.Carried{Status: h.val.Int, Pos: h.val.Pos, Ext: h.val.Ext}, false)
}

// answersFor tells whether a function answers the error of its own package's
// callers, who say what they hand over, and of importers: what carriers of this
// package meet by type may well leave elsewhere.
func (p *pkg) answersFor(f *fn, l Loc) bool {
	return f.obj != nil && f.shared && l.Root.Kind == RootParam && l.Root.Obj == any(f) && !p.givenWhole(l)
}

// fileUnsure files the carriers that such a function may meet, unless another
// responder of this package meets them too.
func (p *pkg) fileUnsure(rs []*Responder, r *Responder, add func(*[]Hit, Hit), e *event, a Atom) {
	elsewhere := func(h Hit) bool {
		return slices.ContainsFunc(rs, func(q *Responder) bool {
			return q != r && slices.ContainsFunc(slices.Concat(q.Lacking, q.Covered), func(g Hit) bool {
				return g.Status == h.Status && g.Pos == h.Pos && g.Ext == h.Ext
			})
		})
	}
	n := len(r.Lacking)
	p.match(r, func(list *[]Hit, h Hit) {
		if !masked(a.Int, h.Status) && p.decidesHere(e.fn, e, e.asked(h.Status)) && !elsewhere(h) {
			add(list, h)
		}
	}, e, a.Loc)
	if e.ch.lacks() && a.Int&1 == 0 && p.decidesHere(e.fn, e, e.ch) {
		r.sinks = append(r.sinks, offer{e.fn, a.Loc, len(r.Lacking) > n})
	}
}

// statusesOf are the members of a value that are statuses, or that carriers
// bring.
func (s *state) statusesOf(v Value) []Atom {
	return s.masked(v).Filter(func(a Atom) bool { return a.IsStatus() || a.Kind == AtomRef }).Atoms
}

// masked notes with the members of a value that carriers bring which statuses
// they are known not to be.
func (s *state) masked(v Value) Value {
	out := v
	for i, a := range v.Atoms {
		if a.Kind != AtomRef {
			continue
		}
		mask := a.Int
		for k, n := range domain.Statuses {
			if s.holds(domain.Pred{Loc: a.Loc, Op: domain.EqInt, Int: n}) < 0 {
				mask |= 1 << k
			}
		}
		if mask == a.Int {
			continue
		}
		if &out.Atoms[0] == &v.Atoms[0] {
			out.Atoms = slices.Clone(v.Atoms)
		}
		out.Atoms[i].Int = mask
	}
	return out
}
