package rule

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

// Report turns what the engine found out into diagnostics, one a defect.
func Report(pass *analysis.Pass, res *engine.Result) []analysis.Diagnostic {
	p := &Package{Pass: pass, Result: res, Credentials: readCredentials(pass)}
	var out []analysis.Diagnostic
	for _, find := range []func(*Package) []analysis.Diagnostic{late, missing, invalid} {
		out = append(out, find(p)...)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Pos < out[j].Pos })
	return out
}

// Package is what the rules look at.
type Package struct {
	Pass        *analysis.Pass
	Result      *engine.Result
	Credentials Credentials
	done        map[*engine.Responder]bool // reported by an earlier rule
}

func (p *Package) line(pos token.Pos) int { return p.Pass.Fset.Position(pos).Line }

// header is the challenge header that a status needs, and the RFC section.
func header(status int64) (name, rfc string) {
	if status == 407 {
		return "Proxy-Authenticate", "RFC 9110 §15.5.8"
	}
	return "WWW-Authenticate", "RFC 9110 §15.5.2"
}

// place is where a responder is reported: the call that names the status
// where that is one call in another function, else the responder itself.
func (p *Package) place(r *engine.Responder) (node ast.Node, name, fn string) {
	if len(r.Lacking) == 1 {
		h := r.Lacking[0]
		at := p.enclosingDecl(r.Node.Pos())
		if c, ok := h.Via.(*ast.CallExpr); ok && h.Via != r.Node && (at == nil || p.enclosingDecl(h.Via.Pos()) != at) &&
			!(at != nil && at.Pos() <= h.Pos && h.Pos < at.End()) {
			return c, types.ExprString(c.Fun), p.enclosing(c.Pos())
		}
	}
	return r.Node, r.Name, r.Func
}

// enclosingDecl is the declaration around a position.
func (p *Package) enclosingDecl(pos token.Pos) *ast.FuncDecl {
	for _, f := range p.Pass.Files {
		if f.FileStart <= pos && pos < f.FileEnd {
			for _, d := range f.Decls {
				if fd, ok := d.(*ast.FuncDecl); ok && fd.Pos() <= pos && pos < fd.End() {
					return fd
				}
			}
		}
	}
	return nil
}

// enclosing names the declared function around a position.
func (p *Package) enclosing(pos token.Pos) string {
	fd := p.enclosingDecl(pos)
	switch {
	case fd == nil:
		return "package level"
	case fd.Recv == nil || len(fd.Recv.List) != 1:
		return fd.Name.Name
	}
	t := types.ExprString(fd.Recv.List[0].Type)
	if strings.HasPrefix(t, "*") {
		return "(" + t + ")." + fd.Name.Name
	}
	return t + "." + fd.Name.Name
}

func diagnostic(rule *Rule, n ast.Node, format string, args ...any) analysis.Diagnostic {
	end := n.End()
	if c, ok := n.(*ast.CallExpr); ok {
		end = c.End()
	}
	return analysis.Diagnostic{Pos: n.Pos(), End: end, Category: rule.ID, Message: fmt.Sprintf(format, args...), URL: URL + "#" + rule.ID}
}

// URL is where the rules are documented.
const URL = "https://github.com/authstatus/authstatus/blob/main/docs/rules/README.md"

func missing(p *Package) []analysis.Diagnostic {
	var out []analysis.Diagnostic
	for _, r := range p.Result.Responders {
		if len(r.Lacking) == 0 || p.done[r] {
			continue
		}
		node, name, fn := p.place(r)
		st := r.Lacking[0].Status
		h, rfc := header(st)
		var d analysis.Diagnostic
		switch {
		case len(r.Lacking) > 1:
			d = diagnostic(MissingChallenge, node, "%d [missing-challenge]: %s in %s sends no %s, from %d places: set a challenge when the status is %d (%s)", st, name, fn, h, len(r.Lacking), st, rfc)
		case len(r.Covered) > 0 && r.Missing != nil && samePlace(r):
			cond, is := condText(r.Missing)
			d = diagnostic(MissingChallenge, node, "%d [missing-challenge]: %s in %s sends no %s where %s is %v (line %d): set a challenge on that path too (%s)", st, name, fn, h, cond, !is, p.line(r.Missing.Cond.Pos()), rfc)
		default:
			d = diagnostic(MissingChallenge, node, "%d [missing-challenge]: %s in %s sends no %s: set a challenge before it (%s)", st, name, fn, h, rfc)
		}
		if len(r.Lacking) > 1 {
			for i, l := range r.Lacking {
				if i >= 20 {
					break
				}
				if l.Pos.IsValid() {
					d.Related = append(d.Related, analysis.RelatedInformation{Pos: l.Pos, Message: fmt.Sprintf("%d chosen here", st)})
				}
			}
		}
		if r.Missing != nil {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: r.Missing.Cond.Pos(), Message: "the challenge depends on this condition"})
		}
		out = append(out, d)
	}
	return out
}

// samePlace tells whether the statuses with and without a challenge are the
// same ones, on different paths.
func samePlace(r *engine.Responder) bool {
	for _, c := range r.Covered {
		for _, l := range r.Lacking {
			if c.Pos == l.Pos && c.Ext == l.Ext {
				return true
			}
		}
	}
	return false
}

func condText(g *engine.Guard) (string, bool) {
	e, ok := g.Cond.(ast.Expr)
	if !ok {
		return "the condition", g.Truth
	}
	return types.ExprString(e), g.Truth
}

func late(p *Package) []analysis.Diagnostic {
	var out []analysis.Diagnostic
	for _, r := range p.Result.Responders {
		if len(r.Late) == 0 || len(r.Lacking) == 0 {
			continue
		}
		if p.done == nil {
			p.done = map[*engine.Responder]bool{}
		}
		p.done[r] = true
		st := r.Lacking[0].Status
		h, rfc := header(st)
		node, name, fn := p.place(r)
		if via, ok := r.Lacking[0].Via.(*ast.CallExpr); ok && node == r.Node && p.enclosingDecl(via.Pos()) == p.enclosingDecl(node.Pos()) {
			node, name = via, types.ExprString(via.Fun) // what sends a recorded status
		}
		d := diagnostic(LateChallenge, node, "%d [late-challenge]: %s in %s sends the status before %s is set on line %d, so the challenge never leaves: set it first (%s)", st, name, fn, h, p.line(r.Late[0]), rfc)
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: r.Late[0], Message: "set here, too late"})
		out = append(out, d)
	}
	return out
}

func invalid(p *Package) []analysis.Diagnostic { return nil }

// Credentials are the kinds of credentials that a package reads.
type Credentials struct{ Basic, Bearer, Cookie bool }

func readCredentials(*analysis.Pass) Credentials { return Credentials{} }
