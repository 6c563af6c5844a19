package rule

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// maxFlows bounds the flows of a finding.
const maxFlows = 10

// A StepKind says what happens to a status at a place.
type StepKind string

// The steps of a flow, in their order.
const (
	StepGuard     StepKind = "guard"     // the condition that leads to the status
	StepStatus    StepKind = "status"    // where the status is chosen
	StepResponder StepKind = "responder" // the call through which it leaves
)

// A Step is one place on the way of a status.
type Step struct {
	Kind StepKind
	Pos  token.Pos // not valid where the place is in another package
	End  token.Pos // may be not valid
	Ext  string    // such a place, as dir/file.go:line
	Text string
}

// A Finding is what a diagnostic rests on. A diagnostic has room only for
// places with a text.
type Finding struct {
	Pos      token.Pos // of the diagnostic
	Category string    // of the diagnostic
	Flows    [][]Step  // the ways of the status, the first ten
	Places   int       // how many places send the status this way
	Func     string    // the function that the finding stands in, by full name
	Callee   Function  // the function called to respond
	// In are the functions on whose responses the status leaves as the
	// finding says, a *ast.FuncDecl or a *ast.FuncLit each; one may be nil.
	In []ast.Node
	// Status is the one that leaves there, 0 where that is not known; 401 where
	// others do too.
	Status int64
	// Recorded says that it leaves once the handler has returned.
	Recorded bool
	// Direct says that it is about an error which a framework answers.
	Direct bool
}

// A way is a status that a responder sends.
type way struct {
	responder *engine.Responder
	hit       engine.Hit
}

// A Function is a declared function.
type Function struct {
	Name string // as types.Func.FullName prints it
	Pkg  string // the path of its package
	Pos  token.Pos
}

// A Setter is a place that sets a challenge.
type Setter struct {
	Pos   token.Pos
	Func  string // the function it stands in, by full name
	Value string // where it is constant
}

// findings looks up what diagnostics rest on.
func (p *Package) findings(ds []analysis.Diagnostic) []Finding {
	var out []Finding
	for _, d := range ds {
		f := Finding{Pos: d.Pos, Category: d.Category, Func: p.fullName(d.Pos)}
		for _, c := range p.choices {
			if c.Node.Pos() != d.Pos || len(f.Flows) > 0 || !isChoice(d.Category) {
				continue
			}
			var steps []Step
			if n := c.Finding.Node; n != nil {
				steps = append(steps, Step{Kind: StepGuard, Pos: n.Pos(), End: n.End(), Text: c.What})
			}
			f.Flows = append(f.Flows, append(steps, Step{Kind: StepStatus, Pos: c.Node.Pos(), End: c.Node.End(), Text: fmt.Sprintf("%d is chosen", c.Status)}))
			f.Places = 1
			for i := len(c.Path) - 1; i >= 0 && len(f.In) == 0; i-- {
				switch n := c.Path[i].(type) {
				case *ast.FuncDecl, *ast.FuncLit:
					f.In = []ast.Node{n}
				}
			}
		}
		for _, r := range p.Responders {
			if len(r.Lacking) == 0 || isChoice(d.Category) || !p.behind(r, d) {
				continue
			}
			f.Direct = r.Direct && (f.Direct || f.Places == 0)
			f.Places += len(r.Lacking)
			for _, h := range r.Lacking {
				f.Recorded = h.Recorded && (f.Recorded || len(f.In) == 0)
				f.In = append(f.In, h.In...)
				if f.Status != 401 {
					f.Status = h.Status
				}
			}
			if call, ok := r.Node.(*ast.CallExpr); ok && f.Callee.Name == "" {
				if fn := syntax.Callee(p.Pass.TypesInfo, call); fn != nil {
					f.Callee = function(fn.Origin())
				}
			}
			for _, h := range r.Lacking[:min(len(r.Lacking), max(0, maxFlows-len(f.Flows)))] {
				f.Flows = append(f.Flows, p.flow(r, h))
			}
		}
		if d.Category == idWeak {
			ways := p.weakWays[d.Pos]
			f.Places = len(ways)
			for _, w := range ways[:min(len(ways), maxFlows)] {
				f.Flows, f.In = append(f.Flows, p.flow(w.responder, w.hit)), append(f.In, w.hit.In...)
			}
		}
		out = append(out, f)
	}
	return out
}

func isChoice(category string) bool {
	return slices.ContainsFunc(Select(category), func(r *Rule) bool { return r.Group == GroupChoice })
}

// behind tells whether a diagnostic speaks of a responder.
func (p *Package) behind(r *engine.Responder, d analysis.Diagnostic) bool {
	switch {
	case d.Category == idSession && p.once:
		return r.Lacking[0].Status == 401 && len(r.Late) == 0
	case slices.ContainsFunc(Select(d.Category), func(r *Rule) bool { return r.Responds }):
		node, _, _ := p.place(r)
		via := r.Lacking[0].Via
		return strings.HasPrefix(d.Message, fmt.Sprint(r.Lacking[0].Status)) &&
			(node.Pos() == d.Pos || r.Node.Pos() == d.Pos || via != nil && via.Pos() == d.Pos)
	}
	return false
}

// flow is the way of one status through a responder.
func (p *Package) flow(r *engine.Responder, h engine.Hit) []Step {
	if e, ok := r.Node.(ast.Expr); ok && r.Direct && h.Pos == e.Pos() {
		if at := p.naming(e, h.Status, 0); at != nil {
			h.Pos = at.Pos()
		}
	}
	var steps []Step
	if g := h.Guards; g != nil {
		text, is := condText(g)
		steps = append(steps, Step{Kind: StepGuard, Pos: g.Cond.Pos(), End: g.Cond.End(), Text: fmt.Sprintf("%s is %t", text, is)})
	}
	if h.Pos.IsValid() || h.Ext != "" {
		steps = append(steps, Step{Kind: StepStatus, Pos: h.Pos, Ext: h.Ext, Text: fmt.Sprintf("%d is chosen", h.Status)})
	}
	return append(steps, Step{Kind: StepResponder, Pos: r.Node.Pos(), End: r.Node.End(), Text: r.Name + " sends it"})
}

// naming is the first expression that names an error which stands for a status, in
// what is returned and in the functions of this package whose result that is.
func (p *Package) naming(e ast.Expr, status int64, depth int) ast.Expr {
	if id, ok := e.(*ast.Ident); ok {
		if only := p.judge.Definitions().Only(id); only != nil {
			e = only
		}
	}
	if v := syntax.GlobalVar(p.Pass.TypesInfo, e); v != nil && p.result.StatusOf(v) == status {
		return e
	}
	c, ok := e.(*ast.CallExpr)
	if !ok || depth == maxHelpers {
		return nil
	}
	fd := p.decl(syntax.Callee(p.Pass.TypesInfo, c))
	if fd == nil {
		return nil
	}
	for r := range syntax.Returns(fd) {
		for _, x := range r.Results {
			if at := p.naming(x, status, depth+1); at != nil {
				return at
			}
		}
	}
	return nil
}

func function(fn *types.Func) Function {
	f := Function{Name: fn.FullName(), Pos: fn.Pos()}
	if fn.Pkg() != nil {
		f.Pkg = fn.Pkg().Path()
	}
	return f
}

// middlewares lists the functions that a user might name as challenger.
func (p *Package) middlewares(res *engine.Result) []Function {
	var out []Function
	for _, d := range res.Middlewares() {
		if fn, ok := p.Pass.TypesInfo.Defs[d.Name].(*types.Func); ok {
			out = append(out, function(fn))
		}
	}
	return out
}

// setters lists the places that set a challenge.
func (p *Package) setters() []Setter {
	var out []Setter
	for _, u := range p.Challenges {
		if p.skipped(u.Node.Pos()) {
			continue
		}
		s := Setter{Pos: u.Node.Pos(), Func: p.fullName(u.Node.Pos())}
		if u.Value.Kind == engine.AtomStr {
			s.Value = u.Value.Str
		}
		out = append(out, s)
	}
	return out
}

// fullName names the declared function around a position as types.Func does,
// or is "".
func (p *Package) fullName(pos token.Pos) string {
	if fd := p.enclosingDecl(pos); fd != nil {
		if fn, ok := p.Pass.TypesInfo.Defs[fd.Name].(*types.Func); ok {
			return fn.FullName()
		}
	}
	return ""
}
