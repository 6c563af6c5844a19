package rule

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/fix"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// offer makes fixes for a finding; what goes wrong in it costs the fixes and
// not the finding.
func (p *Package) offer(at ast.Node, make func() []analysis.SuggestedFix) (out []analysis.SuggestedFix) {
	p.failed.Run(at.Pos(), "a fix in "+p.enclosing(at.Pos()), func() { out = make() })
	return out
}

// site is what a fix has to know of a responder.
func (p *Package) site(r *engine.Responder) fix.Site {
	s := fix.Site{Node: r.Node, Always: r.Always, Wiped: r.Wiped, Shared: len(r.Covered) > 0, Param: r.Param, Path: r.Status.Path, Sends: p.sends}
	for _, h := range r.Lacking {
		s.Chosen = append(s.Chosen, h.Pos)
	}
	if r.Direct {
		// An error that a framework answers: what is returned may be others too.
		switch n := r.Node.(type) {
		case *ast.CallExpr:
			s.Always = p.makes(n, r.Lacking) && !p.givenResponse(n)
		case *ast.CompositeLit:
			s.Always = p.literally401(n, r)
		case *ast.UnaryExpr:
			lit, made := n.X.(*ast.CompositeLit)
			s.Always = made && p.literally401(lit, r)
		case *ast.Ident:
			s.Always = p.chosenIn(n, r.Lacking) || p.justMade(n, r.Lacking)
		default:
			s.Always = p.chosenIn(n, r.Lacking)
		}
	}
	return s
}

// givenResponse tells whether a call that returns the error is given the response
// too, so that it may answer by itself with another status.
func (p *Package) givenResponse(c *ast.CallExpr) bool {
	return slices.ContainsFunc(c.Args, func(e ast.Expr) bool {
		t := p.Pass.TypesInfo.TypeOf(e)
		return t != nil && types.TypeString(t, nil) == "net/http.ResponseWriter"
	})
}

// literally401 tells whether a literal that answers has the status at hand, by
// a constant or its type, and no other.
func (p *Package) literally401(lit *ast.CompositeLit, r *engine.Responder) bool {
	if n, ok := types.Unalias(p.Pass.TypesInfo.TypeOf(lit)).(*types.Named); ok && p.statusOf401(n.Obj()) {
		return true
	}
	return len(r.Forbidden) == 0 && p.chosenIn(lit, r.Lacking)
}

// justMade tells whether a variable that is returned got its error further up
// in the same list of statements, from a call that makes one with the status at
// hand and no other.
func (p *Package) justMade(id *ast.Ident, hits []engine.Hit) bool {
	v, ok := p.Pass.TypesInfo.Uses[id].(*types.Var)
	if !ok {
		return false
	}
	path := syntax.PathTo(p.file(id.Pos()), id.Pos())
	for i := len(path) - 1; i > 0; i-- {
		st, ok := path[i].(*ast.ReturnStmt)
		if !ok {
			continue
		}
		var list []ast.Stmt
		switch b := path[i-1].(type) {
		case *ast.BlockStmt:
			list = b.List
		case *ast.CaseClause:
			list = b.Body
		}
		for j := slices.Index(list, ast.Stmt(st)) - 1; j >= 0; j-- {
			if !p.fixes.Changes(list[j], v) {
				continue
			}
			a, ok := list[j].(*ast.AssignStmt)
			if !ok || len(a.Rhs) != 1 {
				return false
			}
			c, ok := a.Rhs[0].(*ast.CallExpr)
			return ok && p.chosenIn(c, hits) && p.makes(c, hits)
		}
		return false
	}
	return false
}

// makes tells whether a call makes an error with the status at hand, and no
// other.
func (p *Package) makes(c *ast.CallExpr, hits []engine.Hit) bool {
	if f := syntax.Callee(p.Pass.TypesInfo, c); f != nil && p.statusOf401(f) {
		return true
	}
	for _, h := range hits {
		if h.Pos < c.Pos() || c.End() <= h.Pos {
			return false
		}
	}
	return true
}

func (p *Package) statusOf401(o types.Object) bool { return p.result.StatusOf(o) == 401 }

func (p *Package) sends(c *ast.CallExpr) (resp, status engine.Part, ok bool) {
	return p.result.Sends(c)
}

// setChallenge offers to set a challenge where a finding stands: right before
// the call, or in the responder under a check of its status. The first fix is
// the one that is applied; those after it are for editors.
func (p *Package) setChallenge(r *engine.Responder, node ast.Node) []analysis.SuggestedFix {
	if len(r.Late) > 0 || p.upstream(r) || p.otherField(r) != "" || r.Direct && p.lentBefore(r.Node) {
		return nil
	}
	name, _ := header(r.Lacking[0].Status)
	all := p.proposals(r, node)
	if len(all) == 0 {
		return nil
	}
	if len(r.Covered) > 0 && samePlace(r) {
		return nil // a condition decides whether it is set, and may be meant to
	}
	var ways []func(fix.Header) []analysis.TextEdit
	var where []string
	way := func(text string, f func(fix.Header) []analysis.TextEdit) {
		ways, where = append(ways, f), append(where, text)
	}
	if node != r.Node && !p.letsPass(node) {
		way("", func(h fix.Header) []analysis.TextEdit { return p.atCaller(r, node, h) })
	}
	if p.file(node.Pos()) == p.file(r.Node.Pos()) && !p.letsPass(r.Node) {
		text := ""
		if node != r.Node {
			text = " in the responder"
		}
		way(text, func(h fix.Header) []analysis.TextEdit { return p.fixes.Set(p.site(r), h) })
	}
	if node == r.Node {
		way(" where the status is chosen", func(h fix.Header) []analysis.TextEdit { return p.atPlaces(r, node, h) })
	}
	set := func(i int, q proposal) (analysis.SuggestedFix, bool) {
		edits := ways[i](fix.Header{Name: name, Value: q.code, More: q.more, Status: r.Lacking[0].Status})
		scheme := q.scheme
		if scheme == private {
			scheme += ", a scheme of your own"
		}
		return analysis.SuggestedFix{Message: "Set " + name + ": " + scheme + where[i], TextEdits: edits}, len(edits) > 0
	}
	var out []analysis.SuggestedFix
	for i := range ways {
		f, ok := set(i, all[0])
		if !ok || slices.ContainsFunc(out, func(g analysis.SuggestedFix) bool { return fix.Same(f.TextEdits, g.TextEdits) }) {
			continue
		}
		if len(out) == 0 {
			f.Message = strings.TrimSuffix(f.Message, where[i])
		}
		out = append(out, f)
		if len(out) > 1 || p.single {
			continue // another place, the same challenge
		}
		for _, q := range all[1:] {
			if f, ok := set(i, q); ok {
				f.Message = strings.TrimSuffix(f.Message, where[i])
				out = append(out, f)
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	return append(out, p.ignoring(idMissing, node)...)
}

// private is the scheme of nobody: no browser opens a login window for it.
const private = "Session"

// ignoring offers to leave a finding out.
func (p *Package) ignoring(rule string, node ast.Node) []analysis.SuggestedFix {
	if p.single {
		return nil
	}
	edits := p.fixes.Above(node, "//authstatus:ignore "+rule+" TODO: say why")
	if edits == nil {
		return nil
	}
	return []analysis.SuggestedFix{{Message: "Ignore, with a reason", TextEdits: edits}}
}

// atCaller sets the challenge before the call that names the status.
func (p *Package) atCaller(r *engine.Responder, node ast.Node, h fix.Header) []analysis.TextEdit {
	if r.Wiped {
		return nil
	}
	s := fix.Site{Node: node, Sends: p.sends}
	for _, q := range r.Lacking {
		s.Chosen = append(s.Chosen, q.Pos)
	}
	s.Always = p.chosenIn(node, r.Lacking)
	return p.fixes.Set(s, h)
}

// chosenIn tells whether all statuses are chosen inside a node.
func (p *Package) chosenIn(node ast.Node, hits []engine.Hit) bool {
	return !slices.ContainsFunc(hits, func(h engine.Hit) bool { return h.Pos < node.Pos() || node.End() <= h.Pos })
}

// atPlaces sets the challenge at each place that names the status or makes the
// error, where these stand in the same file and leave their function at once,
// or are kept in a variable that is answered.
func (p *Package) atPlaces(r *engine.Responder, node ast.Node, h fix.Header) []analysis.TextEdit {
	file := p.file(node.Pos())
	var out []analysis.TextEdit
	for _, q := range r.Lacking {
		if !q.Pos.IsValid() || p.file(q.Pos) != file || r.Wiped {
			return nil
		}
		path := syntax.PathTo(file, q.Pos)
		var at ast.Node
		for i := len(path) - 1; i >= 0 && at == nil; i-- {
			switch n := path[i].(type) {
			case *ast.ReturnStmt:
				for _, e := range n.Results {
					if e.Pos() <= q.Pos && q.Pos < e.End() {
						at = e
					}
				}
			case *ast.AssignStmt:
				if p.answered(path[:i+1], n, r) {
					at = n.Rhs[0]
				}
			case *ast.ExprStmt:
				if c, ok := n.X.(*ast.CallExpr); ok && q.Via == ast.Node(c) && c != r.Node {
					at = c
				}
			case *ast.BlockStmt, *ast.CaseClause, *ast.FuncLit:
				i = -1
			}
		}
		if at == nil {
			return nil
		}
		edits := p.fixes.Set(fix.Site{Node: at, Always: true, Chosen: []token.Pos{q.Pos}, Sends: p.sends}, h)
		if edits == nil || fix.Meet(out, edits) {
			return nil
		}
		out = append(out, edits...)
	}
	return out
}

// answered tells whether the error that an assignment keeps in a variable is
// what a responder further down in the same function answers, and nothing else
// that the variable may get on the way.
func (p *Package) answered(path []ast.Node, st *ast.AssignStmt, r *engine.Responder) bool {
	call, ok := r.Node.(*ast.CallExpr)
	if !ok || len(st.Lhs) != 1 || len(st.Rhs) != 1 || r.Node.Pos() < st.End() || p.enclosingFunc(st.Pos()) != p.enclosingFunc(r.Node.Pos()) {
		return false
	}
	info := p.Pass.TypesInfo
	of := func(e ast.Expr) *types.Var {
		id, ok := e.(*ast.Ident)
		if !ok {
			return nil
		}
		v, _ := info.ObjectOf(id).(*types.Var)
		return v
	}
	v := of(st.Lhs[0])
	if v == nil || v.Parent() == p.Pass.Pkg.Scope() || !slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return of(e) == v }) {
		return false
	}
	if _, basic := v.Type().Underlying().(*types.Basic); basic {
		return false // no error
	}
	alone, others := true, 0
	for _, n := range path {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			alone = alone && n.Pos() <= r.Node.Pos() && r.Node.Pos() < n.End()
		}
	}
	file := p.file(st.Pos())
	ast.Inspect(p.enclosingFunc(st.Pos()), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n != st && st.End() <= n.Pos() && n.Pos() < r.Node.Pos() && slices.ContainsFunc(n.Lhs, func(e ast.Expr) bool { return of(e) == v }) {
				others++
				alone = alone && others <= maxOthers && exclusive(path, syntax.PathTo(file, n.Pos()))
			}
		case *ast.UnaryExpr:
			alone = alone && (n.Op != token.AND || of(n.X) != v)
		}
		return alone
	})
	return alone
}

// maxOthers bounds the assignments that are looked at: more are not written by
// hand.
const maxOthers = 40

// exclusive tells whether only one of two places is reached: they stand in
// different clauses of a switch, or in the branches of one if.
func exclusive(a, b []ast.Node) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	if i == 0 || i >= len(a) || i >= len(b) {
		return false
	}
	if f, ok := a[i-1].(*ast.IfStmt); ok {
		return a[i] == ast.Node(f.Body) && b[i] == f.Else
	}
	_, x := a[i].(*ast.CaseClause)
	_, y := b[i].(*ast.CaseClause)
	return x && y
}

// swap is how a status is replaced by another.
func (p *Package) swap(from, to int64) fix.Swap {
	return fix.Swap{StatusOf: p.result.StatusOf, From: from, To: to}
}

// mend403 offers to send 403 where 401 is chosen.
func (p *Package) mend403(c choice) []analysis.SuggestedFix {
	edits := p.fixes.Status(c.Node, p.swap(401, 403))
	if edits == nil {
		return nil
	}
	return append([]analysis.SuggestedFix{{Message: "Respond 403", TextEdits: edits}}, p.ignoring(idWant403, c.Node)...)
}

// mend401 offers to send 401 where 403 is chosen, with a challenge: set right
// there, unless what answers sets it under that status, or will.
func (p *Package) mend401(c choice) []analysis.SuggestedFix {
	edits := p.fixes.Status(c.Node, p.swap(403, 401))
	if edits == nil {
		return nil
	}
	if p.challenged(c.Node, edits) {
		return append([]analysis.SuggestedFix{{Message: "Respond 401", TextEdits: edits}}, p.ignoring(idWant401, c.Node)...)
	}
	helper := p.decl(p.object(c.Node))
	var through []*engine.Responder
	for _, r := range p.result.Responders {
		for _, h := range r.Forbidden {
			if c.Node.Pos() <= h.Pos && h.Pos < c.Node.End() || h.Via == ast.Node(c.Node) ||
				helper != nil && helper.Pos() <= h.Pos && h.Pos < helper.End() && !(helper.Pos() <= r.Node.Pos() && r.Node.Pos() < helper.End()) {
				through = append(through, r)
				break
			}
		}
	}
	sets := len(through) > 0
	for _, r := range through {
		sets = sets && (r.Sets || len(r.Lacking) > 1 && p.fixes.Set(p.site(r), fix.Header{Name: "WWW-Authenticate", Value: `""`, Status: 401}) != nil && len(p.proposals(r, r.Node)) > 0)
	}
	if sets {
		return append([]analysis.SuggestedFix{{Message: "Respond 401", TextEdits: edits}}, p.ignoring(idWant401, c.Node)...)
	}
	if len(through) == 0 && p.handedOn(c.Path) {
		return nil // it may be answered after others have set the field, or never
	}
	var out []analysis.SuggestedFix
	at := p.answering(c)
	read := p.readBefore(c.Node.Pos())
	if !read.has(transports) && len(through) == 1 {
		read = p.readBefore(c.Node.Pos(), through[0].Node.Pos())
	}
	read = p.posted(p.spared(read, c.Node.Pos()), c.Node.Pos())
	schemes, known := read.schemes(401), read.has(transports|readsTyped) || len(through) != 1 || !p.standsForPackage(through[0])
	for _, q := range p.proposalsFor(schemes, known, "WWW-Authenticate", p.rejectedBy(c.Verdict), at) {
		s := fix.Site{Node: at, Always: true, Chosen: nil, Sends: p.sends}
		for _, r := range through {
			s.Wiped = s.Wiped || r.Wiped
		}
		if both := p.fixes.StatusAndHeader(c.Node, p.swap(403, 401), s, fix.Header{Name: "WWW-Authenticate", Value: q.code, More: q.more, Status: 401}); both != nil {
			out = append(out, analysis.SuggestedFix{Message: "Respond 401 with WWW-Authenticate: " + q.scheme, TextEdits: both})
		}
		if len(out) == 0 {
			break
		}
	}
	if len(out) == 0 && len(through) == 1 {
		// The status is answered elsewhere: there, under a check.
		for _, q := range p.proposalsFor(schemes, known, "WWW-Authenticate", false, through[0].Node) {
			s := p.site(through[0])
			s.Always, s.Chosen = false, nil
			if both := p.fixes.StatusAndHeader(c.Node, p.swap(403, 401), s, fix.Header{Name: "WWW-Authenticate", Value: q.code, More: q.more, Status: 401}); both != nil {
				out = append(out, analysis.SuggestedFix{Message: "Respond 401 with WWW-Authenticate: " + q.scheme, TextEdits: both})
			}
		}
	}
	if len(out) > 0 {
		return append(out, p.ignoring(idWant401, c.Node)...)
	}
	if len(through) == 0 && p.code(c.Node) != nil {
		return append([]analysis.SuggestedFix{{Message: "Respond 401", TextEdits: edits}}, p.ignoring(idWant401, c.Node)...)
	}
	return nil
}

// handedOn tells whether the value at the end of a path is an argument of a call
// that stands alone and is given no response: what is kept there is answered by
// somebody else, if at all.
func (p *Package) handedOn(path []ast.Node) bool {
	for i := len(path) - 2; i >= 0; i-- {
		switch path[i].(type) {
		case *ast.ExprStmt:
			call, ok := path[i+1].(*ast.CallExpr)
			return i < len(path)-2 && !(ok && slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return p.result.IsResponse(p.Pass.TypesInfo.TypeOf(e)) }))
		case ast.Stmt, *ast.FuncLit:
			return false
		}
	}
	return false
}

// challenged tells whether edits make a call one of a function that answers
// with a challenge, or that is itself found to lack one.
func (p *Package) challenged(e ast.Expr, edits []analysis.TextEdit) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(edits) == 0 {
		return false
	}
	var id *ast.Ident
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		id = f
	case *ast.SelectorExpr:
		id = f.Sel
	default:
		return false
	}
	for _, x := range edits {
		if x.Pos != id.Pos() || x.End != id.End() {
			continue
		}
		f := p.sibling(call, string(x.NewText))
		if f == nil {
			return false
		}
		if fd := p.decl(f); fd != nil {
			for _, r := range p.result.Responders {
				if len(r.Lacking)+len(r.Covered) > 0 && fd.Pos() <= r.Node.Pos() && r.Node.Pos() < fd.End() {
					return true
				}
			}
		}
		return p.result.Challenges401(f)
	}
	return false
}

// sibling is the function of another name that a call would call.
func (p *Package) sibling(call *ast.CallExpr, name string) *types.Func {
	var o types.Object
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		o = p.Pass.Pkg.Scope().Lookup(name)
	case *ast.SelectorExpr:
		if s := p.Pass.TypesInfo.Selections[f]; s != nil {
			o, _, _ = types.LookupFieldOrMethod(s.Recv(), true, p.Pass.Pkg, name)
		} else if q := p.Pass.TypesInfo.Uses[f.Sel]; q != nil && q.Pkg() != nil {
			o = q.Pkg().Scope().Lookup(name)
		}
	}
	fn, _ := o.(*types.Func)
	return fn
}

// decl is the declaration of a function of this package, nil for others.
func (p *Package) decl(o types.Object) *ast.FuncDecl {
	f, ok := o.(*types.Func)
	if !ok || f == nil || f.Pkg() != p.Pass.Pkg {
		return nil
	}
	return p.graph.Decl(f)
}

// object is what an expression calls or names.
func (p *Package) object(e ast.Expr) types.Object {
	switch x := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		return p.object(x.Fun)
	case *ast.Ident:
		return p.Pass.TypesInfo.Uses[x]
	case *ast.SelectorExpr:
		return p.Pass.TypesInfo.Uses[x.Sel]
	}
	return nil
}

// answering is the call that a status is an argument of, or the expression
// that chooses it.
func (p *Package) answering(c choice) ast.Node {
	for i := len(c.Path) - 2; i >= 0; i-- {
		switch n := c.Path[i].(type) {
		case *ast.CallExpr:
			for _, up := range c.Path[:i] {
				if d, ok := up.(*ast.DeferStmt); ok && d.Call.Pos() <= n.Pos() && n.End() <= d.Call.End() {
					if _, closure := d.Call.Fun.(*ast.FuncLit); !closure {
						return d.Call // what is around it is evaluated at once
					}
				}
			}
			return n
		case *ast.CompositeLit:
			if p.fixes.HasHeaders(n) {
				return n
			}
		case ast.Stmt:
			return c.Node
		}
	}
	return c.Node
}

// together makes one of findings that say the same of one place, as where a
// helper is handed two closures and sends a 401 through each: the first fix of
// each, if they are alike, is one as well. They are ordered by place.
func together(ds []analysis.Diagnostic) []analysis.Diagnostic {
	var out []analysis.Diagnostic
	for _, d := range ds {
		i := len(out) - 1
		for i >= 0 && out[i].Pos == d.Pos && (out[i].Category != d.Category || out[i].Message != d.Message) {
			i--
		}
		if i < 0 || out[i].Pos != d.Pos {
			out = append(out, d)
			continue
		}
		had, more := out[i].SuggestedFixes, d.SuggestedFixes
		switch {
		case len(had) == 0:
			out[i].SuggestedFixes = more
		case len(more) > 0 && had[0].Message == more[0].Message && !fix.Meet(had[0].TextEdits, more[0].TextEdits):
			had[0].TextEdits = slices.Concat(had[0].TextEdits, more[0].TextEdits)
		}
	}
	return out
}

// apart drops fixes whose edits touch those of a finding before: drivers write
// none of a package where two collide.
func apart(ds []analysis.Diagnostic) {
	var done []analysis.TextEdit
	for i := range ds {
		fs := ds[i].SuggestedFixes
		if len(fs) == 0 {
			continue
		}
		if fix.Meet(done, fs[0].TextEdits) {
			ds[i].SuggestedFixes = nil
			continue
		}
		done = append(done, fs[0].TextEdits...)
	}
}
