package rule

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// upstream tells whether a response only passes on that another server refused
// credentials, which are not the caller's: no challenge of ours helps there.
func (p *Package) upstream(r *engine.Responder) bool {
	if slices.ContainsFunc(p.refused(r), func(q reading) bool { return q.has(transports &^ readsCookie) }) {
		return false
	}
	return !slices.ContainsFunc(r.Lacking, func(h engine.Hit) bool {
		f := p.file(h.Pos)
		return !h.Pos.IsValid() || f == nil || !p.asksUpstream(syntax.PathTo(f, h.Pos))
	})
}

// otherField names a field that is set to a challenge above a place where the
// status of a responder is chosen or sent, in the same function, and is not the
// one that clients read; "" for none.
func (p *Package) otherField(r *engine.Responder) string {
	at := []token.Pos{r.Node.Pos()}
	for _, h := range r.Lacking[:min(len(r.Lacking), maxRefused)] {
		at = append(at, h.Pos)
	}
	for _, pos := range at {
		if in := p.enclosingFunc(pos); in != nil {
			if name := p.fieldSet(in, pos); name != "" {
				return name
			}
		}
	}
	return ""
}

// fieldSet names such a field that is set in a function, above a place.
func (p *Package) fieldSet(in ast.Node, at token.Pos) string {
	read := credentialReader{info: p.Pass.TypesInfo, pkg: p.Pass.Pkg}
	for n := range ast.Preorder(in) {
		c, ok := n.(*ast.CallExpr)
		if !ok || c.End() > at || len(c.Args) != 2 {
			continue
		}
		name, _ := read.constant(c.Args[0])
		value, _ := read.constant(c.Args[1])
		lower := strings.ToLower(name)
		if !strings.HasSuffix(lower, "-authenticate") || lower == "www-authenticate" || lower == "proxy-authenticate" {
			continue
		}
		if cs, err := challenge.Parse(value); err == nil && len(cs) > 0 {
			return name
		}
	}
	return ""
}

// asksUpstream tells whether a condition around a place looks at the status of
// a response that the program received.
func (p *Package) asksUpstream(path []ast.Node) bool {
	for i, n := range path[:max(0, len(path)-1)] {
		var cond ast.Node
		switch n := n.(type) {
		case *ast.IfStmt:
			if path[i+1] == ast.Node(n.Body) {
				cond = n.Cond
			}
		case *ast.SwitchStmt:
			if n.Tag != nil && path[i+1] == ast.Node(n.Body) {
				cond = n.Tag
			}
		case *ast.CaseClause:
			for _, e := range n.List {
				if p.receivedStatus(e) {
					return true
				}
			}
		}
		if cond != nil && p.receivedStatus(cond) {
			return true
		}
	}
	return false
}

// receivedStatus tells whether an expression has the status of a response that
// was received.
func (p *Package) receivedStatus(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && (sel.Sel.Name == "StatusCode" || sel.Sel.Name == "Status") {
			if t := p.Pass.TypesInfo.TypeOf(sel.X); t != nil {
				s := types.TypeString(t, nil)
				found = found || s == "*net/http.Response" || s == "net/http.Response"
			}
		}
		return !found
	})
	return found
}
