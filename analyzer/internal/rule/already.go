package rule

import (
	"go/ast"
	"go/constant"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

// What the code does already is not advised: a challenge under the wrong name is
// renamed, and one that is wiped is set afterwards.

// otherHeader is the challenge header of the other status.
func otherHeader(status int64) string {
	if status == 407 {
		return "WWW-Authenticate"
	}
	return "Proxy-Authenticate"
}

// misnamed is what names, further up in the function of a responder, the header
// of the other status, where that status does not leave from the function: the
// name is wrong. It is nil where there is none, or more than one.
func (p *Package) misnamed(r *engine.Responder) ast.Expr {
	if len(r.Lacking) == 0 {
		return nil
	}
	st := r.Lacking[0].Status
	fd := p.enclosingFunc(r.Node.Pos())
	if fd == nil {
		return nil
	}
	for _, q := range p.Responders {
		within := fd.Pos() <= q.Node.Pos() && q.Node.Pos() < fd.End()
		if within && slices.ContainsFunc(slices.Concat(q.Lacking, q.Covered), func(h engine.Hit) bool { return h.Status != st }) {
			return nil
		}
	}
	var found ast.Expr
	for _, u := range p.Challenges {
		if !strings.EqualFold(u.Key, otherHeader(st)) || u.Node.Pos() < fd.Pos() || r.Node.Pos() <= u.Node.Pos() {
			continue
		}
		if name := p.headerName(u.Node, u.Key); name == nil || found != nil && found != name {
			return nil
		} else {
			found = name
		}
	}
	return found
}

// headerName is the constant in a call or an assignment that names a header.
func (p *Package) headerName(n ast.Node, key string) ast.Expr {
	is := func(e ast.Expr) bool {
		v := p.Pass.TypesInfo.Types[e].Value
		return v != nil && v.Kind() == constant.String && strings.EqualFold(constant.StringVal(v), key)
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		for _, a := range n.Args {
			if is(a) {
				return a
			}
		}
	case *ast.IndexExpr:
		if is(n.Index) {
			return n.Index
		}
	}
	return nil
}

// rename offers to name the header of the status at hand.
func (p *Package) rename(name ast.Expr, status int64) []analysis.SuggestedFix {
	if _, ok := ast.Unparen(name).(*ast.BasicLit); !ok {
		return nil // a constant of its own: others may use it
	}
	h, _ := header(status)
	return []analysis.SuggestedFix{{
		Message:   "Rename to " + h,
		TextEdits: []analysis.TextEdit{{Pos: name.Pos(), End: name.End(), NewText: []byte(strconv.Quote(h))}},
	}}
}

// wiped is what sets the challenge right above a responder that wipes the header,
// itself or by a function that it calls; nil where nothing does. The node stands in
// the responder's function.
func (p *Package) wiped(r *engine.Responder) (u *engine.ChallengeUse) {
	fd := p.enclosingFunc(r.Node.Pos())
	if !r.Wiped || len(r.Lacking) == 0 || fd == nil {
		return nil
	}
	h, _ := header(r.Lacking[0].Status)
	above := func(n ast.Node, of engine.ChallengeUse) {
		if strings.EqualFold(of.Key, h) && fd.Pos() <= n.Pos() && n.End() <= r.Node.Pos() && (u == nil || u.Node.Pos() < n.Pos()) {
			u = &engine.ChallengeUse{Value: of.Value, Node: n, Key: of.Key}
		}
	}
	for _, c := range p.Challenges {
		above(c.Node, c)
		for _, s := range p.graph.Sites.In(fd) {
			if d := p.graph.Decl(s.Func); d != nil && d.Pos() <= c.Node.Pos() && c.Node.Pos() < d.End() {
				above(s.Call, c)
			}
		}
	}
	return u
}
