package metamorphic

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// Inline writes the bodies of unexported functions where they are called, in
// a block that begins with the parameters. A function that is called nowhere
// else goes.
var Inline = &Transformation{Name: "helpers written out", Moves: true, apply: within(inline)}

// A helper is a function whose body may be written where it is called.
type helper struct {
	fd      *ast.FuncDecl
	file    *File
	sig     *types.Signature
	params  []*types.Var // the receiver first
	returns bool         // before its end
	uses    int
	inlined int
}

// A callSite is a call whose statement may be replaced.
type callSite struct {
	call *ast.CallExpr
	stmt ast.Stmt
	// tail tells that the function returns after it, with what it returns.
	tail bool
	decl ast.Decl
	file *File
}

func inline(m *Module, s *Sites) Variant {
	v := Variant{}
	for _, p := range m.Packages {
		edits := p.inline(s)
		for _, f := range p.Files {
			v[p] = append(v[p], NewFile{f.Name, rewrite(f, 0, len(f.Src), edits[f])})
		}
	}
	return v
}

func (p *Package) inline(s *Sites) map[*File][]edit {
	helpers := p.helpers(s)
	sites := p.callSites()
	within := map[ast.Decl]bool{} // helpers that are called
	for _, site := range sites {
		if h := helpers[p.callee(site.call)]; h != nil {
			within[h.fd] = true
		}
	}
	edits := map[*File][]edit{}
	written := map[*File][][2]int{} // what became part of another text
	for _, site := range sites {
		h := helpers[p.callee(site.call)]
		if h == nil {
			continue
		}
		var e edit
		// The body of a helper that is written out is copied as it was.
		ok := !within[site.decl] && s.free(site.decl) && !site.file.directs(site.decl)
		if ok {
			e, ok = p.writtenOut(h, site)
		}
		for _, w := range written[site.file] {
			ok = ok && (e.to <= w[0] || w[1] <= e.from)
		}
		if s.count(ok) {
			s.moves(site.file, e.from, e.to)
			written[site.file] = append(written[site.file], [2]int{e.from, e.to})
			edits[site.file] = append(edits[site.file], e)
			h.inlined++
		}
	}
	gone := map[*File][]*ast.FuncDecl{}
	for _, h := range helpers {
		if h.inlined == h.uses && h.uses > 0 {
			gone[h.file] = append(gone[h.file], h.fd)
		}
	}
	for f, fds := range gone {
		for _, fd := range fds {
			from := f.offset(fd.Pos())
			if fd.Doc != nil {
				from = f.offset(fd.Doc.Pos())
			}
			edits[f] = append(edits[f], replace(f, from, f.offset(fd.End()), ""))
		}
		used := p.using(f, func(id *ast.Ident) bool {
			for _, fd := range fds {
				if fd.Pos() <= id.Pos() && id.Pos() < fd.End() {
					return false
				}
			}
			return true
		})
		for n := range p.needed(f, helpers, edits[f]) {
			used[n] = true
		}
		edits[f] = append(edits[f], p.blanked(f, used)...)
	}
	return edits
}

// needed are the imports of a file that texts written into it use.
func (p *Package) needed(f *File, helpers map[*types.Func]*helper, edits []edit) map[*types.PkgName]bool {
	used := map[*types.PkgName]bool{}
	for _, e := range edits {
		for _, piece := range e.with.pieces {
			for _, h := range helpers {
				if h.file.Name != piece.at.File || piece.written {
					continue
				}
				ast.Inspect(h.fd.Body, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok {
						if name, ok := p.TypesInfo.Uses[id].(*types.PkgName); ok && piece.at.Offset <= h.file.offset(id.Pos()) && h.file.offset(id.Pos()) < piece.at.Offset+len(piece.text) {
							if n, ok := p.TypesInfo.Scopes[f.AST].Lookup(id.Name).(*types.PkgName); ok && n.Imported() == name.Imported() {
								used[n] = true
							}
						}
					}
					return true
				})
			}
		}
	}
	return used
}

func (p *Package) callee(call *ast.CallExpr) *types.Func {
	var id *ast.Ident
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		if sel := p.TypesInfo.Selections[fun]; sel == nil || len(sel.Index()) != 1 {
			return nil
		}
		id = fun.Sel
	default:
		return nil
	}
	fn, _ := p.TypesInfo.Uses[id].(*types.Func)
	return fn
}

// helpers finds what can be written out.
func (p *Package) helpers(s *Sites) map[*types.Func]*helper {
	out := map[*types.Func]*helper{}
	for _, f := range p.Files {
		if !f.plain() {
			continue
		}
		for _, d := range f.AST.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Body == nil || fd.Name.IsExported() || fd.Name.Name == "_" || !s.free(d) || f.directs(d) {
				continue
			}
			fn, ok := p.TypesInfo.Defs[fd.Name].(*types.Func)
			if !ok {
				continue
			}
			h := &helper{fd: fd, file: f, sig: fn.Signature()}
			if h.fit() && !contains[*ast.DeferStmt](fd.Body) && !contains[*ast.BranchStmt](fd.Body) && !contains[*ast.LabeledStmt](fd.Body) {
				out[fn] = h
			}
		}
	}
	for id, obj := range p.TypesInfo.Uses {
		fn, ok := obj.(*types.Func)
		if !ok || out[fn] == nil {
			continue
		}
		h := out[fn]
		if h.uses++; h.fd.Pos() <= id.Pos() && id.Pos() < h.fd.End() {
			h.uses += 1 << 20 // it calls itself
		}
	}
	for fn, h := range out {
		if h.uses >= 1<<20 {
			delete(out, fn)
		}
	}
	return out
}

// fit tells whether the signature is simple enough, and lists the parameters.
func (h *helper) fit() bool {
	sig := h.sig
	if sig.Variadic() || sig.TypeParams() != nil || sig.RecvTypeParams() != nil || sig.Results().Len() > 0 && sig.Results().At(0).Name() != "" {
		return false
	}
	if r := sig.Recv(); r != nil {
		if types.IsInterface(r.Type()) {
			return false
		}
		h.params = append(h.params, r)
	}
	for v := range sig.Params().Variables() {
		h.params = append(h.params, v)
	}
	for i, stmt := range h.fd.Body.List {
		if r, ok := stmt.(*ast.ReturnStmt); ok && i == len(h.fd.Body.List)-1 && len(r.Results) == 0 {
			continue
		}
		ast.Inspect(stmt, func(n ast.Node) bool {
			_, closure := n.(*ast.FuncLit)
			_, ret := n.(*ast.ReturnStmt)
			h.returns = h.returns || ret
			return !closure
		})
	}
	return len(h.fd.Body.List) > 0
}

// callSites lists the calls that are a statement or what is returned.
func (p *Package) callSites() (out []callSite) {
	for _, f := range p.Files {
		for _, d := range f.AST.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Body == nil {
				continue
			}
			lists(fd, func(list []ast.Stmt) {
				for i, stmt := range list {
					switch stmt := stmt.(type) {
					case *ast.ExprStmt:
						if call, ok := stmt.X.(*ast.CallExpr); ok {
							tail := false
							if i+1 < len(list) {
								r, ok := list[i+1].(*ast.ReturnStmt)
								tail = ok && len(r.Results) == 0
							}
							out = append(out, callSite{call, stmt, tail, d, f})
						}
					case *ast.ReturnStmt:
						if len(stmt.Results) == 1 {
							if call, ok := stmt.Results[0].(*ast.CallExpr); ok {
								out = append(out, callSite{call, stmt, true, d, f})
							}
						}
					}
				}
			})
		}
	}
	return out
}

// writtenOut is the edit that writes a helper's body in the place of a call.
func (p *Package) writtenOut(h *helper, site callSite) (edit, bool) {
	_, isReturn := site.stmt.(*ast.ReturnStmt)
	results := h.sig.Results().Len()
	switch {
	case isReturn:
		if around := p.results(site); around == nil || !types.Identical(around, h.sig.Results()) {
			return edit{}, false
		}
	case results > 0 || h.returns && (!site.tail || p.results(site) == nil || p.results(site).Len() > 0):
		return edit{}, false
	}
	scope := p.Types.Scope().Innermost(site.call.Pos())
	if scope == nil || !p.sameNames(h, scope, site.call.Pos()) {
		return edit{}, false
	}
	at := Place{site.file.Name, site.file.offset(site.stmt.Pos())}
	var t Text
	t.written("{ ", at)
	if !p.bind(&t, h, site, scope) {
		return edit{}, false
	}
	from, to := h.file.offset(h.fd.Body.Lbrace)+1, h.file.offset(h.fd.Body.Rbrace)
	if r, ok := h.fd.Body.List[len(h.fd.Body.List)-1].(*ast.ReturnStmt); ok && len(r.Results) == 0 {
		to = h.file.offset(r.Pos())
	}
	t.stands(h.file, from, to, at)
	t.written("}", at)
	return edit{site.file.offset(site.stmt.Pos()), site.file.offset(site.stmt.End()), t}, true
}

// results are those of the function around a call.
func (p *Package) results(site callSite) (out *types.Tuple) {
	ast.Inspect(site.decl, func(n ast.Node) bool {
		if n == nil || n.Pos() > site.call.Pos() || n.End() < site.call.End() {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncDecl:
			out = p.TypesInfo.Defs[n.Name].(*types.Func).Signature().Results()
		case *ast.FuncLit:
			out = p.TypesInfo.TypeOf(n).(*types.Signature).Results()
		}
		return true
	})
	return out
}

// sameNames tells whether what a helper's body names has the same names where
// it is called.
func (p *Package) sameNames(h *helper, scope *types.Scope, pos token.Pos) bool {
	same := true
	ast.Inspect(h.fd.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		obj := p.TypesInfo.Uses[id]
		if obj == nil || h.fd.Pos() <= obj.Pos() && obj.Pos() < h.fd.End() {
			return true
		}
		name, isImport := obj.(*types.PkgName)
		if !isImport && obj.Parent() != p.Types.Scope() && obj.Parent() != types.Universe {
			return true // a field, a method, or of another package
		}
		_, found := scope.LookupParent(id.Name, pos)
		if other, ok := found.(*types.PkgName); isImport && ok {
			same = same && other.Imported() == name.Imported()
		} else {
			same = same && found == obj
		}
		same = same && id.Name != "recover"
		return same
	})
	return same
}

// bind declares a helper's parameters, all at once since arguments may have
// their names.
func (p *Package) bind(t *Text, h *helper, site callSite, scope *types.Scope) bool {
	args := site.call.Args
	if h.sig.Recv() != nil {
		args = append([]ast.Expr{site.call.Fun.(*ast.SelectorExpr).X}, args...)
	}
	if len(args) != len(h.params) {
		return false
	}
	if len(args) == 0 {
		return true
	}
	used := map[types.Object]bool{}
	ast.Inspect(h.fd.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			used[p.TypesInfo.Uses[id]] = true
		}
		return true
	})
	at := Place{site.file.Name, site.file.offset(site.stmt.Pos())}
	var names []string
	op := " = "
	for _, v := range h.params {
		if used[v] {
			names, op = append(names, v.Name()), " := "
		} else {
			names = append(names, "_")
		}
	}
	t.written(strings.Join(names, ", ")+op, at)
	for i, x := range args {
		if i > 0 {
			t.written(", ", at)
		}
		want, tv := h.params[i].Type(), p.TypesInfo.Types[x]
		plain := types.Identical(tv.Type, want) && (tv.Value == nil || natural(x, want))
		if !plain {
			if i == 0 && h.sig.Recv() != nil {
				return false // a receiver is not converted
			}
			text, ok := p.typeText(scope, site.call.Pos(), want)
			if !ok {
				return false
			}
			t.written("("+text+")(", at)
		}
		t.copied(site.file, site.file.offset(x.Pos()), site.file.offset(x.End()))
		if !plain {
			t.written(")", at)
		}
	}
	t.written("; ", at)
	return true
}
