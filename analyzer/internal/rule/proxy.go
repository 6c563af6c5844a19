package rule

import (
	"go/ast"
	"go/constant"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/fix"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A client sends Proxy-Authorization only after a 407 with Proxy-Authenticate: a
// 401 that answers for want of it tells the client to log in at the origin.

// forProxy tells whether each 401 of a responder is chosen by code that reads
// Proxy-Authorization and no credentials for itself.
func (p *Package) forProxy(r *engine.Responder) bool {
	for _, h := range r.Lacking {
		if h.Status != 401 || !h.Pos.IsValid() || !p.asksProxy(p.enclosingDecl(h.Pos), 0) {
			return false
		}
	}
	return true
}

// maxCalls bounds how far a function's callers and callees are asked.
const maxCalls = 3

// asksProxy tells the same of a function: of itself with what it calls or, where
// that reads nothing, of all that call it.
func (p *Package) asksProxy(fd *ast.FuncDecl, depth int) bool {
	if fd == nil || depth > maxCalls {
		return false
	}
	if proxy, own := p.readsOf(fd, 0); proxy || own {
		return proxy && !own
	}
	callers := p.callersOf(fd)
	return len(callers) > 0 && !slices.ContainsFunc(callers, func(c *ast.FuncDecl) bool { return c == fd || !p.asksProxy(c, depth+1) })
}

// readsOf tells whether a function, with what it calls in the project, reads
// Proxy-Authorization, and whether it reads credentials for itself.
func (p *Package) readsOf(fd *ast.FuncDecl, depth int) (proxy, own bool) {
	if depth > maxCalls {
		return false, false
	}
	look := func(e ast.Expr) {
		v := p.Pass.TypesInfo.Types[e].Value
		if v == nil || v.Kind() != constant.String {
			return
		}
		proxy = proxy || strings.EqualFold(constant.StringVal(v), "Proxy-Authorization")
		own = own || strings.EqualFold(constant.StringVal(v), "Authorization")
	}
	ast.Inspect(fd, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IndexExpr:
			look(n.Index)
		case *ast.CallExpr:
			f := syntax.Callee(p.Pass.TypesInfo, n)
			if f == nil {
				return true
			}
			switch f.Name() {
			case "Set", "Add", "Del":
				return true // a proxy takes it away, or hands it on
			case "BasicAuth", "Cookie":
				own = true
			}
			for _, a := range n.Args {
				look(a)
			}
			if g := p.decl(f.Origin()); g != nil && g != fd {
				a, b := p.readsOf(g, depth+1)
				proxy, own = proxy || a, own || b
			}
			q := p.importedReading(f.Origin())
			proxy, own = proxy || q.has(readsProxy), own || q.has(readsField|readsBasic|readsCookie)
		}
		return true
	})
	return proxy, own
}

// callersOf lists the functions of this package that call one, each once.
func (p *Package) callersOf(fd *ast.FuncDecl) (out []*ast.FuncDecl) {
	for _, c := range p.callsOf(fd) {
		if g := p.enclosingDecl(c.Pos()); !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}

// mend407 offers to send 407 where 401 is chosen, with a challenge.
func (p *Package) mend407(r *engine.Responder) []analysis.SuggestedFix {
	if len(r.Lacking) != 1 {
		return nil
	}
	for _, c := range p.choices {
		if c.Status != 401 || r.Lacking[0].Pos < c.Node.Pos() || c.Node.End() <= r.Lacking[0].Pos {
			continue
		}
		if p.misnamed(r) != nil {
			// It sends the header of a 407 already.
			if edits := p.fixes.Status(c.Node, p.swap(401, 407)); edits != nil {
				return []analysis.SuggestedFix{{Message: "Respond 407", TextEdits: edits}}
			}
			return nil
		}
		var out []analysis.SuggestedFix
		at := p.answering(c)
		for _, q := range p.proxyProposals(r, at) {
			s := fix.Site{Node: at, Always: true, Wiped: r.Wiped, Sends: p.sends}
			if both := p.fixes.StatusAndHeader(c.Node, p.swap(401, 407), s, fix.Header{Name: "Proxy-Authenticate", Value: q.code, More: q.more, Status: 407}); both != nil {
				out = append(out, analysis.SuggestedFix{Message: "Respond 407 with Proxy-Authenticate: " + q.scheme, TextEdits: both})
			}
		}
		return out
	}
	return nil
}

// proxyProposals are the challenges that fit: that of Basic credentials where the
// code takes those.
func (p *Package) proxyProposals(r *engine.Responder, at ast.Node) []proposal {
	if !p.takesBasic() {
		return p.proposals(r, at)
	}
	return p.proposalsFor([]string{"Basic"}, true, "Proxy-Authenticate", false, at)
}

// takesBasic tells whether a function that reads Proxy-Authorization looks for
// Basic credentials in it.
func (p *Package) takesBasic() bool {
	for _, file := range p.Pass.Files {
		for _, d := range file.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if proxy, _ := p.readsOf(fd, maxCalls); !proxy {
				continue
			}
			basic := false
			ast.Inspect(fd, func(n ast.Node) bool {
				e, ok := n.(ast.Expr)
				if !ok {
					return true
				}
				v := p.Pass.TypesInfo.Types[e].Value
				basic = basic || v != nil && v.Kind() == constant.String && strings.EqualFold(strings.TrimSpace(constant.StringVal(v)), "Basic")
				return true
			})
			if basic {
				return true
			}
		}
	}
	return false
}
