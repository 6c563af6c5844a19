// Package normal brings functions into one form, in which the rest of the analysis
// reads them: a return statement names what it gives. Go lets a function with named
// results assign them and return without saying so.
//
// The syntax that drivers share is left alone: a function that changes is a copy, of
// itself and of the statements around what changes. Expressions are the same nodes, so
// that their types are known. Edits are made on the syntax as it was.
//
// What a return statement takes up goes away as an assignment: a deferred function
// finds the same in the results, as Go assigns them before it calls these.
package normal

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Pass is a pass over the same package whose declared functions are in this form; it
// is the same one where all are. Literals stay as they are: they are expressions, and
// so would be what they stand in.
func Pass(pass *analysis.Pass) *analysis.Pass {
	f := &former{info: pass.TypesInfo}
	files := slices.Clone(pass.Files)
	for i, file := range files {
		for k, d := range file.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Body == nil || !f.enter(fd.Type.Results) {
				continue
			}
			body := f.block(fd.Body)
			if body == fd.Body {
				continue
			}
			if files[i] == file {
				files[i] = copied(file)
				files[i].Decls = slices.Clone(file.Decls)
			}
			next := copied(fd)
			next.Body = body
			files[i].Decls[k] = next
		}
	}
	if slices.Equal(files, pass.Files) {
		return pass
	}
	p := *pass
	p.Files, p.TypesInfo = files, f.info
	return &p
}

// copied is a shallow copy.
func copied[T any](x *T) *T {
	y := *x
	return &y
}

// A former goes through one function at a time.
type former struct {
	info  *types.Info
	own   bool         // info is a copy
	names []*types.Var // the results
}

// enter begins with a function of these results. It tells whether all have names: what
// a blank one holds can't be written.
func (f *former) enter(results *ast.FieldList) bool {
	f.names = nil
	if results == nil {
		return false
	}
	for _, r := range results.List {
		for _, id := range r.Names {
			v, ok := f.info.Defs[id].(*types.Var)
			if !ok || id.Name == "_" {
				return false
			}
			f.names = append(f.names, v)
		}
	}
	return len(f.names) > 0
}

// block is a block in this form, the same one where nothing changes, as for all below.
func (f *former) block(b *ast.BlockStmt) *ast.BlockStmt {
	if b == nil {
		return nil
	}
	list, changed := f.list(b.List)
	if !changed {
		return b
	}
	b = copied(b)
	b.List = list
	return b
}

// list is a list of statements in this form.
func (f *former) list(list []ast.Stmt) (out []ast.Stmt, changed bool) {
	for _, st := range list {
		if r, ok := st.(*ast.ReturnStmt); ok && len(r.Results) == 0 {
			out, changed = f.given(out, r), true
			continue
		}
		next := f.stmt(st)
		out, changed = append(out, next), changed || next != st
	}
	return out, changed
}

// stmt copies a statement in which something changes.
func (f *former) stmt(st ast.Stmt) ast.Stmt {
	switch st := st.(type) {
	case *ast.BlockStmt:
		return f.block(st)
	case *ast.LabeledStmt: // what jumps there goes by the label's name
		if in := f.stmt(st.Stmt); in != st.Stmt {
			st = copied(st)
			st.Stmt = in
		}
		return st
	case *ast.IfStmt:
		body, otherwise := f.block(st.Body), st.Else
		if otherwise != nil {
			otherwise = f.stmt(otherwise)
		}
		if body != st.Body || otherwise != st.Else {
			st = copied(st)
			st.Body, st.Else = body, otherwise
		}
		return st
	case *ast.ForStmt:
		return with(st, f.block(st.Body), func(st *ast.ForStmt) **ast.BlockStmt { return &st.Body })
	case *ast.RangeStmt:
		return with(st, f.block(st.Body), func(st *ast.RangeStmt) **ast.BlockStmt { return &st.Body })
	case *ast.SwitchStmt:
		return with(st, f.block(st.Body), func(st *ast.SwitchStmt) **ast.BlockStmt { return &st.Body })
	case *ast.TypeSwitchStmt:
		return with(st, f.block(st.Body), func(st *ast.TypeSwitchStmt) **ast.BlockStmt { return &st.Body })
	case *ast.SelectStmt:
		return with(st, f.block(st.Body), func(st *ast.SelectStmt) **ast.BlockStmt { return &st.Body })
	case *ast.CaseClause:
		body, changed := f.list(st.Body)
		if !changed {
			return st
		}
		next := copied(st)
		next.Body = body
		if v, ok := f.info.Implicits[st]; ok { // the variable of a type switch
			f.owned().Implicits[next] = v
		}
		return next
	case *ast.CommClause:
		body, changed := f.list(st.Body)
		if changed {
			st = copied(st)
			st.Body = body
		}
		return st
	}
	return st
}

// with is a statement with another body.
func with[T any](st *T, body *ast.BlockStmt, of func(*T) **ast.BlockStmt) *T {
	if *of(st) == body {
		return st
	}
	st = copied(st)
	*of(st) = body
	return st
}

// owned is the information of types, to be added to: drivers share what they hand over.
func (f *former) owned() *types.Info {
	if !f.own {
		f.own, f.info = true, copied(f.info)
		f.info.Uses, f.info.Implicits = maps.Clone(f.info.Uses), maps.Clone(f.info.Implicits)
	}
	return f.info
}

// given appends to statements what a return without results says. The assignments
// before it become a part of it; what they leave open is named.
func (f *former) given(list []ast.Stmt, r *ast.ReturnStmt) []ast.Stmt {
	out := &ast.ReturnStmt{Return: r.Return, Results: make([]ast.Expr, len(f.names))}
	// The statement begins with the first assignment that it takes up, so that places
	// lie in it as they do in others.
	for len(list) > 0 && slices.Contains(out.Results, nil) {
		as, ok := list[len(list)-1].(*ast.AssignStmt)
		if !ok || as.Tok != token.ASSIGN || !f.takes(out, as) {
			break
		}
		list, out.Return = list[:len(list)-1], as.Pos()
	}
	if len(out.Results) == len(f.names) { // else one call gives all of them
		for i, v := range f.names {
			if out.Results[i] == nil {
				id := &ast.Ident{NamePos: r.Return, Name: v.Name()}
				f.owned().Uses[id] = v
				out.Results[i] = id
			}
		}
	}
	return append(list, out)
}

// takes makes an assignment a part of the return statement behind it, if that means
// the same: it assigns nothing but results, none of which what comes later assigns or
// reads, and no two calls change places.
func (f *former) takes(out *ast.ReturnStmt, as *ast.AssignStmt) bool {
	var of []int // which results it assigns
	for _, l := range as.Lhs {
		id, _ := l.(*ast.Ident)
		v, _ := f.info.Uses[id].(*types.Var)
		i := slices.Index(f.names, v)
		if v == nil || i < 0 || len(out.Results) != len(f.names) || out.Results[i] != nil {
			return false
		}
		of = append(of, i)
	}
	for _, e := range out.Results {
		if e == nil {
			continue
		}
		for n := range ast.Preorder(e) {
			id, _ := n.(*ast.Ident)
			v, _ := f.info.Uses[id].(*types.Var)
			_, calls := n.(*ast.CallExpr)
			// A call may do what the other one sees.
			if v != nil && slices.ContainsFunc(of, func(i int) bool { return f.names[i] == v }) || calls && slices.ContainsFunc(as.Rhs, hasCall) {
				return false
			}
		}
	}
	switch {
	case len(as.Lhs) == len(as.Rhs): // in any order
		for k, i := range of {
			out.Results[i] = as.Rhs[k]
		}
	case len(of) == len(f.names) && slices.IsSorted(of):
		out.Results = as.Rhs
	default:
		return false
	}
	return true
}

// hasCall tells whether an expression calls something, or has a literal that does.
func hasCall(e ast.Expr) bool {
	for n := range ast.Preorder(e) {
		if _, ok := n.(*ast.CallExpr); ok {
			return true
		}
	}
	return false
}
