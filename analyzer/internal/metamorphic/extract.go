package metamorphic

import (
	"bytes"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// Extract moves the innermost branches of if statements into functions.
var Extract = &Transformation{Name: "blocks into helpers", Moves: true, apply: within(extract)}

func extract(m *Module, s *Sites) Variant {
	names := m.namer()
	return m.each(func(p *Package, f *File) (edits []edit) {
		var helpers Text
		for _, d := range f.AST.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Body == nil || !s.free(d) {
				continue
			}
			if f.directs(d) {
				s.count(false)
				continue
			}
			p.branches(fd, func(b *ast.BlockStmt, sig *types.Signature) {
				e, helper, ok := p.extracted(f, b, sig, names)
				if s.count(ok) {
					edits = append(edits, e)
					s.moves(f, e.from, e.to)
					helpers.append(helper)
				}
			})
		}
		end := len(f.Src)
		return append(edits, edit{end, end, helpers})
	})
}

// directs tells whether a declaration has a directive, which speaks of a line
// or of the function.
func (f *File) directs(d ast.Decl) bool {
	from := f.offset(d.Pos())
	if fd, ok := d.(*ast.FuncDecl); ok && fd.Doc != nil {
		from = f.offset(fd.Doc.Pos())
	}
	end := f.offset(d.End())
	if n := bytes.IndexByte(f.Src[end:], '\n'); n >= 0 {
		end += n
	}
	src := f.Src[from:end]
	return bytes.Contains(src, []byte("//authstatus:")) || bytes.Contains(src, []byte("//go:"))
}

// branches calls do with each branch of an if statement that has none inside,
// and the signature of the function around.
func (p *Package) branches(fd *ast.FuncDecl, do func(*ast.BlockStmt, *types.Signature)) {
	var walk func(n ast.Node, sig *types.Signature)
	walk = func(n ast.Node, sig *types.Signature) {
		ast.Inspect(n, func(c ast.Node) bool {
			switch c := c.(type) {
			case *ast.FuncLit:
				if c != n {
					if inner, ok := p.TypesInfo.TypeOf(c).(*types.Signature); ok {
						walk(c.Body, inner)
					}
					return false
				}
			case *ast.IfStmt:
				for _, b := range []ast.Stmt{c.Body, c.Else} {
					if b, ok := b.(*ast.BlockStmt); ok && len(b.List) > 0 && !contains[*ast.IfStmt](b) {
						do(b, sig)
					}
				}
			}
			return true
		})
	}
	if fn, ok := p.TypesInfo.Defs[fd.Name].(*types.Func); ok {
		walk(fd.Body, fn.Signature())
	}
}

func contains[N ast.Node](n ast.Node) (found bool) {
	ast.Inspect(n, func(c ast.Node) bool {
		_, is := c.(N)
		found = found || is
		return !found
	})
	return found
}

// extracted is the call that stands for a block, and the function with it.
func (p *Package) extracted(f *File, b *ast.BlockStmt, sig *types.Signature, names *namer) (e edit, helper Text, ok bool) {
	if contains[*ast.FuncLit](b) || contains[*ast.BranchStmt](b) || contains[*ast.DeferStmt](b) || contains[*ast.LabeledStmt](b) {
		return e, helper, false
	}
	_, returns := b.List[len(b.List)-1].(*ast.ReturnStmt)
	if contains[*ast.ReturnStmt](b) && !returns {
		return e, helper, false
	}
	free, ok := p.freeVariables(b)
	if !ok {
		return e, helper, false
	}
	file := p.TypesInfo.Scopes[f.AST]
	var params, args, results []string
	for _, v := range free {
		text, ok := p.typeText(file, token.NoPos, v.Type())
		if !ok {
			return e, helper, false
		}
		params, args = append(params, v.Name()+" "+text), append(args, v.Name())
	}
	name := names.next("f")
	call := name + "(" + strings.Join(args, ", ") + ")"
	switch {
	case returns && sig.Results().Len() > 0:
		if sig.Results().At(0).Name() != "" {
			return e, helper, false // may return without naming them
		}
		for v := range sig.Results().Variables() {
			text, ok := p.typeText(file, token.NoPos, v.Type())
			if !ok {
				return e, helper, false
			}
			results = append(results, text)
		}
		call = "return " + call
	case returns:
		call += "; return"
	}
	from, to := f.offset(b.Lbrace)+1, f.offset(b.Rbrace)
	at := Place{f.Name, f.offset(b.List[0].Pos())}
	helper.written("\nfunc "+name+"("+strings.Join(params, ", ")+") ("+strings.Join(results, ", ")+") {", at)
	helper.copied(f, from, to)
	helper.written("}\n", at)
	return replace(f, from, to, " "+call+" "), helper, true
}

// freeVariables lists the variables of the function around that a block reads.
// It fails where the block writes one, or uses something else that is local.
func (p *Package) freeVariables(b *ast.BlockStmt) (free []*types.Var, ok bool) {
	ok = true
	outer := func(x ast.Expr) *types.Var {
		id, _ := x.(*ast.Ident)
		if id == nil {
			return nil
		}
		v, _ := p.TypesInfo.Uses[id].(*types.Var)
		if v == nil || v.IsField() || v.Parent() == p.Types.Scope() || v.Pkg() != p.Types || b.Pos() <= v.Pos() && v.Pos() < b.End() {
			return nil
		}
		return v
	}
	// written marks a variable whose own memory is written or pointed to.
	written := func(x ast.Expr) {
		for {
			switch y := x.(type) {
			case *ast.ParenExpr:
				x = y.X
				continue
			case *ast.SelectorExpr:
				if _, ptr := p.TypesInfo.TypeOf(y.X).Underlying().(*types.Pointer); !ptr {
					x = y.X
					continue
				}
			case *ast.IndexExpr:
				if _, array := p.TypesInfo.TypeOf(y.X).Underlying().(*types.Array); array {
					x = y.X
					continue
				}
			case *ast.SliceExpr:
				if _, array := p.TypesInfo.TypeOf(y.X).Underlying().(*types.Array); array {
					x = y.X
					continue
				}
			}
			break
		}
		ok = ok && outer(x) == nil
	}
	seen := map[*types.Var]bool{}
	ast.Inspect(b, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if v := outer(n); v != nil && !seen[v] {
				seen[v] = true
				free = append(free, v)
			}
			switch obj := p.TypesInfo.Uses[n].(type) {
			case *types.TypeName, *types.Const:
				local := obj.Pkg() == p.Types && obj.Parent() != p.Types.Scope()
				ok = ok && (!local || b.Pos() <= obj.Pos() && obj.Pos() < b.End())
			case *types.Builtin:
				ok = ok && obj.Name() != "recover"
			}
		case *ast.AssignStmt:
			for _, x := range n.Lhs {
				written(x)
			}
		case *ast.IncDecStmt:
			written(n.X)
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				ok = false
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				written(n.X)
			}
		case *ast.SliceExpr:
			written(n)
		case *ast.SelectorExpr:
			if p.pointed(n) {
				written(n.X)
			}
		}
		return true
	})
	return free, ok
}

// pointed tells whether a method gets a pointer to what it is called on, where
// that is none.
func (p *Package) pointed(n *ast.SelectorExpr) bool {
	sel := p.TypesInfo.Selections[n]
	if sel == nil || sel.Kind() != types.MethodVal {
		return false
	}
	recv := sel.Obj().(*types.Func).Signature().Recv()
	_, wants := types.Unalias(recv.Type()).(*types.Pointer)
	_, has := sel.Recv().Underlying().(*types.Pointer)
	return wants && !has
}
