package rule

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/evidence"
	"github.com/authstatus/authstatus/analyzer/internal/fix"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Which credentials a response refuses is decided by what was read on the way
// to it, nearest first: by the function that chose the status and the one that
// called it, with the helpers they call; by the responder's function; by the
// callers of these; by what keeps, in the request, what they look up there; and
// only then by the package.

const (
	maxHelpers = 5   // calls within one another whose bodies are read
	maxCallers = 3   // levels of callers that are asked
	maxReaders = 400 // functions that are read for one response
	maxRefused = 20  // places that are asked for one response
	maxAround  = 3   // literals around one that are read, beside the declaration

	maxAroundIfs = 3 // conditions around a place that are asked
)

// A readerIndex knows what each function of a package reads.
type readerIndex struct {
	reads   map[ast.Node]reading
	kept    map[ast.Node][]token.Pos
	paths   map[string]string
	foreign map[*types.Func]reading
	general map[generalKey]string
}

func newReaderIndex() *readerIndex {
	return &readerIndex{paths: map[string]string{}, foreign: map[*types.Func]reading{}, general: map[generalKey]string{}, reads: map[ast.Node]reading{}, kept: map[ast.Node][]token.Pos{}}
}

// refused is what was read of the credentials that a response refuses, by the
// place that chose the status.
func (p *Package) refused(r *engine.Responder) []reading {
	if out, ok := p.readings[r]; ok {
		return out
	}
	var out []reading
	for _, h := range r.Lacking[:min(len(r.Lacking), maxRefused)] {
		var from []token.Pos
		if h.Pos.IsValid() {
			from = append(from, h.Pos)
		}
		if h.Via != nil {
			from = append(from, h.Via.Pos())
		}
		for _, a := range h.Also {
			from = append(from, a.Pos())
		}
		at := append(from, r.Node.Pos())
		near := at[0]
		if p.file(near) == nil {
			near = at[len(at)-1] // another package chose it
		}
		p.failed.Run(near, p.enclosing(near), func() {
			q := p.typedAt(p.typedAt(p.spared(p.readBefore(at...), at[0]), at[0]), r.Node.Pos())
			if h.Status == 401 {
				q = p.posted(q, near)
			}
			if !slices.Contains(out, q) {
				out = append(out, q)
			}
		})
	}
	p.readings[r] = out
	return out
}

// spared leaves Basic out of a reading that has a cookie too, unless the branch
// itself refused Basic: whose session ended would be asked for a password by a
// browser's login window.
func (p *Package) spared(q reading, at token.Pos) reading {
	if !q.has(readsCookie|readsCookieField) || !q.resolved().has(readsBasic) {
		return q
	}
	if own := p.readsDeciding(at); own.resolved().has(readsBasic) && !own.has(readsCookie|readsCookieField) {
		return q
	}
	return q.resolved()&^(readsBasic|readsBasicScheme|decodes|splitsColon) | readsOtherScheme
}

// typedAt leaves nothing but the password of a reading where the nearest
// condition around a place that reads credentials held one against another, or
// asks for the failure of what was handed one that was sent: that the function
// takes tokens too, says nothing of it. Nor does it where the function has handed
// on a password that was sent, and no condition around the place reads credentials.
func (p *Package) typedAt(q reading, at token.Pos) reading {
	if q.cookieOnly() || q.resolved().has(readsBasic) {
		return q
	}
	in := p.enclosingFunc(at)
	var ifs []*ast.IfStmt
	for pos := at; len(ifs) < maxAroundIfs; {
		f := p.innermostIf(pos)
		if f == nil || p.enclosingFunc(f.Pos()) != in {
			break
		}
		ifs, pos = append(ifs, f), f.Pos()
	}
	handed := func(n ast.Node) bool { return p.handsPassword(n, at) }
	if slices.ContainsFunc(ifs, func(f *ast.IfStmt) bool { return slices.ContainsFunc(p.deciding(f.Cond), handed) }) {
		return readsTyped // what is asked inside only says which failure it was
	}
	for _, f := range ifs {
		if own := p.readsCond(f.Cond); own.has(transports | readsTyped) {
			if own.has(transports) {
				return q
			}
			return readsTyped
		}
	}
	if in != nil && handed(in) {
		return readsTyped
	}
	return q
}

// handsPassword tells whether a call in a piece of code, and above a place, is
// handed what was sent, with a password among its fields.
func (p *Package) handsPassword(n ast.Node, at token.Pos) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && !found && c.End() <= at {
			found = slices.ContainsFunc(c.Args, func(a ast.Expr) bool {
				_, filled := a.(*ast.UnaryExpr) // by what decodes it
				return !filled && hasPassword(p.Pass.TypesInfo.TypeOf(a)) && evidence.Source(p.judge, a)&(evidence.OfRequest|evidence.OfPrincipal|evidence.OfResource) == evidence.OfRequest
			})
		}
		return !found
	})
	return found
}

// hasPassword tells whether a type is a struct with a password among its fields,
// or a pointer to one.
func hasPassword(t types.Type) bool {
	if t == nil {
		return false
	}
	st, ok := syntax.Deref(t).Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		if slices.Contains(words(st.Field(i).Name()), "password") {
			return true
		}
	}
	return false
}

// readsDeciding is what the innermost condition around a place reads.
func (p *Package) readsDeciding(at token.Pos) reading {
	if f := p.innermostIf(at); f != nil {
		return p.readsCond(f.Cond)
	}
	return 0
}

// readsCond is what a condition reads, and the last assignment before it to a
// variable in it, with the functions that these call.
func (p *Package) readsCond(cond ast.Expr) reading {
	w := walk{p: p, seen: map[ast.Node]bool{}}
	r := &credentialReader{info: p.Pass.TypesInfo, pkg: p.Pass.Pkg, paths: p.index.paths}
	for _, n := range p.deciding(cond) {
		r.node(n)
		w.calls(n, token.NoPos, 0)
	}
	return r.found | w.found
}

// innermostIf is the if statement in whose branch a place stands, nil for none.
func (p *Package) innermostIf(at token.Pos) *ast.IfStmt {
	file := p.file(at)
	if file == nil {
		return nil
	}
	path := syntax.PathTo(file, at)
	for i := len(path) - 1; i > 0; i-- {
		if f, ok := path[i-1].(*ast.IfStmt); ok && (path[i] == ast.Node(f.Body) || path[i] == ast.Node(f.Else)) {
			return f
		}
	}
	return nil
}

// deciding is a condition, and the last assignment before it to a variable in
// it.
func (p *Package) deciding(cond ast.Node) []ast.Node {
	out := []ast.Node{cond}
	info := p.Pass.TypesInfo
	vars := map[types.Object]bool{}
	ast.Inspect(cond, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := info.Uses[id].(*types.Var); ok && !v.IsField() {
				vars[v] = true
			}
		}
		return true
	})
	decl := p.enclosingDecl(cond.Pos())
	if decl == nil {
		return out
	}
	var last *ast.AssignStmt
	ast.Inspect(decl, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && a.Pos() < cond.Pos() && slices.ContainsFunc(a.Lhs, func(e ast.Expr) bool {
			id, ok := e.(*ast.Ident)
			return ok && vars[info.ObjectOf(id)]
		}) {
			last = a
		}
		return true
	})
	if last != nil {
		out = append(out, last)
	}
	return out
}

// readBefore is what was read on the way to places, the last of which answers.
func (p *Package) readBefore(places ...token.Pos) reading {
	w := walk{p: p, seen: map[ast.Node]bool{}}
	var fns []ast.Node
	for i, pos := range places {
		f := p.enclosingFunc(pos)
		if f == nil || slices.Contains(fns, f) {
			continue
		}
		// A status that is chosen first may be tested against what is read later.
		for _, later := range places[i+1:] {
			if later > pos && p.enclosingFunc(later) == f {
				pos = later
			}
		}
		fns = append(fns, f)
		if i == len(places)-1 && w.found.has(transports) {
			break
		}
		w.read(f, pos, 0)
		for _, up := range p.around(f) {
			if w.found.has(transports) {
				break
			}
			w.read(up, pos, 0)
		}
	}
	if w.found.has(transports) {
		return w.found
	}
	if found := w.callers(fns); found != 0 {
		if w.found.has(readsTyped) && !found.resolved().has(readsBasic) {
			return w.found // a password: no token's scheme asks for that
		}
		return w.found | found
	}
	// What keeps it was handed who asks by who read the credentials.
	var keepers []ast.Node
	for _, at := range w.kept {
		if f := p.enclosingFunc(at); f != nil {
			w.read(f, at, 0)
			keepers = append(keepers, f)
		}
	}
	if !w.found.has(transports) && len(keepers) > 0 {
		return w.found | w.callers(keepers)
	}
	return w.found
}

// around lists the functions around a literal, innermost first.
func (p *Package) around(f ast.Node) []ast.Node {
	var out []ast.Node
	if _, ok := f.(*ast.FuncLit); !ok {
		return nil
	}
	for _, n := range syntax.PathTo(p.file(f.Pos()), f.Pos()) {
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if n != f {
				out = append(out, n)
			}
		}
	}
	slices.Reverse(out)
	if len(out) > maxAround+1 {
		out = append(out[:maxAround], out[len(out)-1])
	}
	return out
}

// A walk reads functions and the helpers that they call.
type walk struct {
	p     *Package
	seen  map[ast.Node]bool
	found reading
	kept  []token.Pos // what keeps in the request what is looked up there
	far   bool        // only what functions of other packages read
}

// read adds what a function reads, and the helpers that it calls above a place.
func (w *walk) read(f ast.Node, before token.Pos, depth int) {
	if w.seen[f] || depth > maxHelpers || len(w.seen) > maxReaders {
		return
	}
	w.seen[f] = true
	if !w.far {
		w.found |= w.p.reads(f)
		w.kept = append(w.kept, w.p.keepers(f)...)
	}
	if depth > 0 {
		before = token.NoPos
	}
	w.calls(f, before, depth)
}

// calls adds what the helpers read that a node calls above a place, if there is one.
func (w *walk) calls(n ast.Node, before token.Pos, depth int) {
	for _, s := range w.p.graph.Sites.In(n) {
		if before.IsValid() && s.Call.Pos() >= before {
			return
		}
		if w.p.result.IsMiddleware(s.Func.Signature()) {
			continue // it reads when it is asked, and that may be another request
		}
		for _, fn := range w.p.graph.Called(s.Func) {
			if fd := w.p.graph.Decl(fn); fd != nil {
				w.read(fd, token.NoPos, depth+1)
			} else {
				w.found |= w.p.importedReading(fn)
			}
		}
	}
}

// callers is what the nearest callers of functions read that read anything.
// Where they read different things, only what all of them do is known.
func (w *walk) callers(fns []ast.Node) reading {
	seen := map[*ast.FuncDecl]bool{}
	for range maxCallers {
		var all reading
		var each []reading
		var next []ast.Node
		for _, f := range fns {
			fd, ok := f.(*ast.FuncDecl)
			if !ok {
				fd = w.p.enclosingDecl(f.Pos())
			}
			if fd == nil || seen[fd] {
				continue
			}
			seen[fd] = true
			for _, c := range w.p.callsOf(fd) {
				in := walk{p: w.p, seen: map[ast.Node]bool{fd: true}}
				at := w.p.enclosingFunc(c.Pos())
				in.read(at, c.Pos(), 0)
				for _, up := range w.p.around(at) {
					if !in.found.has(transports) {
						in.read(up, c.Pos(), 0)
					}
				}
				w.kept = append(w.kept, in.kept...)
				if q := in.found; q.has(transports) {
					all |= q
					each = append(each, q)
				}
				next = append(next, w.p.enclosingDecl(c.Pos()))
			}
		}
		for _, q := range each {
			if !slices.Equal(q.schemes(401), all.schemes(401)) {
				return readsOtherScheme // they differ: none answers all
			}
		}
		if all.has(transports) {
			return all
		}
		fns = next
	}
	return 0
}

// callsOf lists the calls that stand in functions of this package and may run one.
func (p *Package) callsOf(fd *ast.FuncDecl) []*ast.CallExpr {
	f, ok := p.Pass.TypesInfo.Defs[fd.Name].(*types.Func)
	if !ok {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.graph.CallsOf(f)), func(c *ast.CallExpr) bool { return p.enclosingDecl(c.Pos()) == nil })
}

// keepers are the places that keep in the request what a function looks up
// there.
func (p *Package) keepers(f ast.Node) []token.Pos {
	x := p.index
	out, ok := x.kept[f]
	if !ok {
		out = p.judge.Stored().Keepers(f)
		x.kept[f] = out
	}
	return out
}

// reads is what the body of a function reads by itself.
func (p *Package) reads(f ast.Node) reading {
	x := p.index
	if q, ok := x.reads[f]; ok {
		return q
	}
	r := &credentialReader{info: p.Pass.TypesInfo, pkg: p.Pass.Pkg, paths: x.paths}
	r.node(f)
	x.reads[f] = r.found
	return r.found
}

// schemesOf are the schemes that answer what a response refuses, and whether
// that is known. Where it refuses several kinds, a scheme has to answer each.
func (p *Package) schemesOf(r *engine.Responder) (schemes []string, known bool) {
	typedOnly := false
	for _, q := range p.refused(r) {
		if !q.has(transports) {
			typedOnly = typedOnly || q.has(readsTyped)
			continue // it says nothing of the others
		}
		own := q.schemes(r.Lacking[0].Status)
		if !known {
			schemes, known = own, true
			continue
		}
		schemes = slices.DeleteFunc(slices.Clone(schemes), func(s string) bool { return !slices.Contains(own, s) })
	}
	return schemes, known || typedOnly
}

// cookieOnly tells whether a response refuses a session cookie and nothing
// else.
func (p *Package) cookieOnly(r *engine.Responder) bool {
	all := p.refused(r)
	return len(all) > 0 && !slices.ContainsFunc(all, func(q reading) bool { return !q.cookieOnly() })
}

// elsewhere tells whether all that a response refuses came in a way that no
// registered scheme names.
func (p *Package) elsewhere(r *engine.Responder) bool {
	all := p.refused(r)
	return len(all) > 0 && !slices.ContainsFunc(all, func(q reading) bool { return !q.elsewhere() })
}

// A ReadsFact says what an exported function reads of a request.
type ReadsFact struct{ Reading uint32 }

// AFact makes it a fact.
func (*ReadsFact) AFact() {}

// FactTypes lists the facts of this package.
func FactTypes() []analysis.Fact { return []analysis.Fact{(*ReadsFact)(nil), (*HandsFact)(nil)} }

// importedReading is what a function of another package of the project reads.
func (p *Package) importedReading(fn *types.Func) reading {
	if fn.Pkg() == nil || fn.Pkg() == p.Pass.Pkg || p.Pass.ImportObjectFact == nil {
		return 0
	}
	out, ok := p.index.foreign[fn]
	if !ok {
		var fact ReadsFact
		if fix.SameProject(fn.Pkg().Path(), p.Pass.Pkg.Path()) && p.Pass.ImportObjectFact(fn, &fact) {
			out = reading(fact.Reading)
		}
		p.index.foreign[fn] = out
	}
	return out
}

// exportReadings tells importers what the exported functions read.
func (p *Package) exportReadings() {
	ours := func(q *types.Package) bool { return fix.SameProject(q.Path(), p.Pass.Pkg.Path()) }
	if p.Pass.ExportObjectFact == nil || !p.judge.Ours() {
		return
	}
	far := !p.packageReads().has(transports | readsTyped)
	if far && !slices.ContainsFunc(p.Pass.Pkg.Imports(), ours) {
		return
	}
	for fn, fd := range syntax.Functions(p.Pass.TypesInfo, p.graph.Files) {
		if !fn.Exported() {
			continue
		}
		w := walk{p: p, seen: map[ast.Node]bool{}, far: far}
		if w.read(fd, token.NoPos, 1); w.found.has(transports | readsTyped) {
			p.Pass.ExportObjectFact(fn, &ReadsFact{uint32(w.found)})
		}
	}
}
