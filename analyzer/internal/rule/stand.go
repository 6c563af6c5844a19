package rule

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

// stand notes where the statuses that a finding speaks of are reported. The
// facts rest on it: importers report again what a finding here does not mend.
func (p *Package) stand(d analysis.Diagnostic, dismissed bool) {
	if isChoice(d.Category) {
		return // those speak of choices: standReplaced
	}
	for _, r := range p.Responders {
		if len(r.Lacking) == 0 || !p.behind(r, d) {
			continue
		}
		node, _, _ := p.place(r)
		for i := range p.origin[r].Lacking {
			if h := &p.origin[r].Lacking[i]; h.Status == r.Lacking[0].Status && h.Stands.Node == nil && !p.inSkippedTest(*h) {
				h.Stands = engine.Standing{Node: node, Dismissed: dismissed}
			}
		}
	}
}

// standReplaced notes the statuses whose choice is reported instead.
func (p *Package) standReplaced(res *engine.Result) {
	for _, r := range res.Responders {
		for i := range r.Lacking {
			if n := p.replaced(r.Lacking[i]); n != nil && !p.skipped(n.Pos()) {
				r.Lacking[i].Stands = engine.Standing{Node: n}
			}
		}
	}
}

// replaced is the choice that is reported where a status lacks a challenge,
// nil where none is.
func (p *Package) replaced(h engine.Hit) ast.Node {
	for n := range p.wrong {
		if n.Pos() <= h.Pos && h.Pos < n.End() {
			return n
		}
	}
	if h.Via == nil {
		return nil
	}
	// Through a helper: by every call.
	var at ast.Node
	for i := -1; i < len(h.Also); i++ {
		via := h.Via
		if i >= 0 {
			via = h.Also[i]
		}
		n := p.wrongCall(via)
		if n == nil {
			return nil
		}
		if at == nil {
			at = n
		}
	}
	return at
}

// wrongCall is the call around a node whose choice is reported.
func (p *Package) wrongCall(via ast.Node) ast.Node {
	for n := range p.wrong {
		if _, ok := n.(*ast.CallExpr); ok && via != nil && n.Pos() <= via.Pos() && via.Pos() < n.End() {
			return n
		}
	}
	return nil
}
