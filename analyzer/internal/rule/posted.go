package rule

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/evidence"
	"github.com/authstatus/authstatus/analyzer/internal/fix"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// What a form or a body brought is no credential of a scheme: a login, a code
// of a second factor, a signature. That its function reads a token as well, as
// where only those who are known are asked for the code, says nothing of it.

// sent is what a credential of a scheme comes from.
const sent = evidence.OfCredential

// posted leaves of a reading nothing but what was typed, where the condition
// that leads to a place rests on another part of the request alone, or on that
// and on who asks; and where all that was read is a form or a body, unless it
// asks for the caller whom something else knows.
func (p *Package) posted(q reading, at token.Pos) reading {
	if q.cookieOnly() {
		return q
	}
	switch from := p.restsOn(at); {
	case !q.has(transports) && q.has(readsBody) && from != evidence.OfPrincipal,
		from&evidence.OfRequest != 0 && from&sent == 0,
		from&evidence.OfResource != 0 && from&(sent|evidence.OfPrincipal) == 0:
		return readsTyped
	}
	return q
}

// restsOn is where what decides on a place comes from: the innermost condition
// around it, else the nearest before it that others left at.
func (p *Package) restsOn(at token.Pos) evidence.Provenance {
	file := p.file(at)
	if file == nil {
		return 0
	}
	var before *syntax.Test
	for _, t := range evidence.Conditions(p.judge, syntax.PathTo(file, at)) {
		switch {
		case p.chooses(t.Cond):
		case !t.Early:
			return p.decidedBy(t.Cond, 0)
		case before == nil:
			before = &t
		}
	}
	if before == nil {
		return 0
	}
	return p.decidedBy(before.Cond, 0)
}

// chooses tells whether a condition holds what was sent against a text, and is
// about no credential: that chooses a form of the answer, or a way to it, and is
// no check.
func (p *Package) chooses(e ast.Expr) bool {
	switch x := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return p.chooses(x.X)
	case *ast.BinaryExpr:
		if x.Op == token.LAND || x.Op == token.LOR {
			return p.chooses(x.X) && p.chooses(x.Y)
		}
		return (p.asksText(x.X) || p.asksText(x.Y)) && p.decidedBy(x, 0)&sent == 0
	case *ast.CallExpr:
		return slices.ContainsFunc(x.Args, p.asksText) && p.decidedBy(x, 0)&sent == 0
	}
	return false
}

// maxDecided bounds the variables that are followed within one another.
const maxDecided = 3

// decidedBy is where the operands of a condition come from, those of the calls
// too whose failure it asks for.
func (p *Package) decidedBy(e ast.Expr, depth int) (from evidence.Provenance) {
	e = ast.Unparen(e)
	info := p.Pass.TypesInfo
	t := info.TypeOf(e)
	if depth > maxDecided || t == nil || info.Types[e].Value != nil {
		return 0
	}
	switch x := e.(type) {
	case *ast.UnaryExpr:
		return p.decidedBy(x.X, depth)
	case *ast.BinaryExpr:
		return p.decidedBy(x.X, depth) | p.decidedBy(x.Y, depth)
	case *ast.IndexExpr:
		if info.Types[x.Index].Value == nil {
			return p.decidedBy(x.X, depth) | p.decidedBy(x.Index, depth)
		}
	case *ast.CallExpr:
		if !info.Types[x.Fun].IsType() && !info.Types[x.Fun].IsBuiltin() {
			return p.handed(x, depth)
		}
	case *ast.Ident, *ast.SelectorExpr:
		called := false
		for _, d := range p.judge.Definitions().Of(x, x.Pos()) {
			if d.Expr != nil {
				from |= p.decidedBy(d.Expr, depth+1)
				_, call := ast.Unparen(d.Expr).(*ast.CallExpr)
				called = called || call
			}
		}
		if called {
			return from
		}
	}
	return from | evidence.Source(p.judge, e)
}

// handed is where what a call is handed comes from, and what it gives. Of a call
// that is handed the request itself, or its header, and may read credentials
// there, nothing but these is known.
func (p *Package) handed(c *ast.CallExpr, depth int) evidence.Provenance {
	from, known := evidence.Source(p.judge, c), ^evidence.Provenance(0)
	recv, args := syntax.Arguments(p.Pass.TypesInfo, c)
	for _, a := range args {
		if t := p.Pass.TypesInfo.TypeOf(a); (roles.IsRequest(t) || p.result.IsResponse(t) || syntax.TypeName(t) == "net/http.Header") && p.mayRead(c) {
			known = sent
		}
		from |= p.decidedBy(a, depth+1)
	}
	if recv != nil {
		from |= evidence.Source(p.judge, recv) &^ evidence.OfRequest
	}
	return from & known
}

// mayRead tells whether a call may read credentials of a request: those of the
// project do not that are seen to read none.
func (p *Package) mayRead(c *ast.CallExpr) bool {
	f := syntax.Callee(p.Pass.TypesInfo, c)
	if f == nil || f.Pkg() == nil || !fix.SameProject(f.Pkg().Path(), p.Pass.Pkg.Path()) {
		return true
	}
	w := walk{p: p, seen: map[ast.Node]bool{}}
	switch fd := p.graph.Decl(f.Origin()); {
	case fd != nil:
		w.read(fd, token.NoPos, 1)
	case f.Pkg() == p.Pass.Pkg:
		return true // a method of an interface
	default:
		w.found = p.importedReading(f)
	}
	return w.found.has(transports)
}

// asksText tells whether an expression is a text that is not empty.
func (p *Package) asksText(e ast.Expr) bool {
	v := p.Pass.TypesInfo.Types[e].Value
	return v != nil && syntax.IsString(p.Pass.TypesInfo.TypeOf(e)) && v.ExactString() != `""`
}

// letsPass tells whether a call that answers may come back without having done
// so: it is asked for more than its failure, as for the caller whom it let in. A
// challenge that is set before it would leave with what answers then.
func (p *Package) letsPass(n ast.Node) bool {
	c, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	file := p.file(c.Pos())
	f := syntax.Callee(p.Pass.TypesInfo, c)
	if f == nil || file == nil || p.table.Rows(f.Origin().FullName()) != nil {
		return false
	}
	if !syntax.AnyOf(f.Signature().Results(), func(t types.Type) bool { return !syntax.IsError(t) }) {
		return false
	}
	path := syntax.PathTo(file, c.Pos())
	for i := len(path) - 1; i > 0; i-- {
		if path[i] != ast.Node(c) {
			continue
		}
		switch up := path[i-1].(type) {
		case *ast.ExprStmt, *ast.ReturnStmt, *ast.DeferStmt, *ast.GoStmt:
			return false
		case *ast.AssignStmt:
			return keepsOther(p.Pass.TypesInfo, up)
		default:
			return true
		}
	}
	return false
}

// lentBefore tells whether, further up in the function of an error that is
// answered elsewhere, the response was handed to a call that can't be followed: a
// challenge that was set there would be replaced.
func (p *Package) lentBefore(n ast.Node) bool {
	fd := p.enclosingFunc(n.Pos())
	if fd == nil {
		return false
	}
	lent := false
	ast.Inspect(fd, func(m ast.Node) bool {
		if c, ok := m.(*ast.CallExpr); ok && !lent && c.End() <= n.Pos() && p.outOfSight(c) {
			lent = slices.ContainsFunc(c.Args, func(e ast.Expr) bool { return p.result.IsResponse(p.Pass.TypesInfo.TypeOf(e)) })
		}
		return !lent
	})
	return lent
}

// outOfSight tells whether a call is one of a function value or an interface's
// method, of which no model has a row.
func (p *Package) outOfSight(c *ast.CallExpr) bool {
	info := p.Pass.TypesInfo
	if tv := info.Types[c.Fun]; tv.IsType() || tv.IsBuiltin() {
		return false
	}
	f := syntax.Callee(info, c)
	if f == nil {
		return true
	}
	recv := f.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type()) && p.table.Rows(f.Origin().FullName()) == nil
}

// keepsOther tells whether an assignment keeps something beside errors.
func keepsOther(info *types.Info, st *ast.AssignStmt) bool {
	for _, l := range st.Lhs {
		id, ok := l.(*ast.Ident)
		if !ok || id.Name != "_" && !syntax.IsError(info.TypeOf(id)) {
			return true
		}
	}
	return false
}
