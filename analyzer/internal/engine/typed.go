package engine

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/channel"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A generated server answers by the type of what a handler returns: an encoder
// switches over the types of an interface, and writes a constant status for
// each. In such code nothing is reported, so the handlers are that return one
// of these types.

// typedSends finds them among the responders that are not reported themselves.
func (p *pkg) typedSends(rs []*Responder) []channel.FactTyped {
	lacking := map[ast.Node]*Responder{}
	for _, r := range rs {
		if len(r.Lacking) > 0 && (p.dependency() || p.skippedAt(r.Node.Pos())) {
			lacking[r.Node] = r
		}
	}
	var out []channel.FactTyped
	for _, f := range p.fns {
		if len(lacking) == 0 || f.sum == nil {
			continue
		}
		for _, e := range f.sum.events {
			r := lacking[e.site.node]
			if r == nil || e.site.fn != f {
				continue
			}
			for _, c := range e.conds {
				if c.Op != domain.HasType || !c.Loc.Path.Empty() || c.Loc.Root.Kind != RootParam || c.Loc.Root.Idx < 0 {
					continue
				}
				n := p.ownInterface(f.sig.Params().At(c.Loc.Root.Idx).Type())
				if n == nil {
					continue
				}
				for _, a := range e.status.Atoms {
					if a.Kind == AtomInt && slices.ContainsFunc(r.Lacking, func(h Hit) bool { return h.Status == a.Int }) {
						out = append(out, channel.FactTyped{Iface: syntax.TypeText(n), Type: strings.TrimPrefix(c.Str, "*"), Status: a.Int})
					}
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b channel.FactTyped) int {
		return cmp.Or(strings.Compare(a.Iface, b.Iface), strings.Compare(a.Type, b.Type), cmp.Compare(a.Status, b.Status))
	})
	return slices.Compact(out)
}

// ownInterface is the interface type that is declared here by name, or nil.
func (p *pkg) ownInterface(t types.Type) *types.Named {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || !types.IsInterface(n) || n.Obj().Pkg() != p.tpkg {
		return nil
	}
	return n
}

// answersByType tells whether what is returned as an interface may be answered
// by its type: by an import, or by a generated file of this package.
func (p *pkg) answersByType(t types.Type) bool {
	if !types.IsInterface(t) || syntax.IsError(t) {
		return false
	}
	if p.ownInterface(t) != nil {
		return p.Skip != nil && slices.ContainsFunc(p.files, p.Skip)
	}
	return len(p.channels.Typed) > 0 && slices.ContainsFunc(p.channels.Typed, func(f channel.FactTyped) bool { return f.Iface == p.typeTexts.Of(t) })
}

// yielded is a value that a function returns as an interface of a server that
// may answer by its type.
type yielded struct {
	hit        directHit
	iface, typ string
}

// yieldsTyped notes such results.
func (in *interp) yieldsTyped(s *state, node ast.Node, v Value, t types.Type) {
	if !in.answersByType(t) {
		return
	}
	for _, a := range v.Atoms {
		if a.Kind != AtomRef || a.Loc.Root.Kind != RootSite {
			continue
		}
		if d := in.dynType(a.Loc); d.t != nil {
			h := in.hitHere(s, node, Atom{Kind: AtomInt, Pos: node.Pos()})
			in.yielded = append(in.yielded, &yielded{*h, in.typeTexts.Of(t), strings.TrimPrefix(in.typeTexts.Of(d.t), "*")})
		}
	}
}

// meetTyped files what is answered by its type.
func (p *pkg) meetTyped(at func(ast.Node, string, string) *Responder, add func(*[]Hit, Hit)) {
	for _, list := range [][]channel.FactTyped{p.typed, p.channels.Typed} {
		for _, f := range list {
			for _, y := range p.yielded {
				if y.iface == f.Iface && y.typ == f.Type {
					h := y.hit
					h.val.Int = f.Status
					p.fileDirect(&h, at, add)
				}
			}
		}
	}
}
