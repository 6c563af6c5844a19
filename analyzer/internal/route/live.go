package route

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// Live finds the functions that something in a program may run. A function is
// live that a live one, or a package-level variable, mentions; and every method,
// and everything that other modules can import: who runs those is not in view.
// It returns what tells of a function in the syntax whether it is live.
func Live(all []*Unit) func(fn ast.Node) bool {
	us := newUnits(all)
	l := &liveness{units: us, decls: map[string]*ast.FuncDecl{}, live: map[*ast.FuncDecl]bool{}}
	for _, f := range us.files {
		for _, d := range f.file.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok {
				if o, ok := us.def(fd.Name).(*types.Func); ok {
					l.decls[o.FullName()] = fd
				}
			}
		}
	}
	for _, f := range us.files {
		for _, d := range f.file.Decls {
			switch d := d.(type) {
			case *ast.GenDecl:
				l.mentions(d)
			case *ast.FuncDecl:
				if l.root(f, d) {
					l.mark(d)
				}
			}
		}
	}
	for len(l.todo) > 0 {
		d := l.todo[len(l.todo)-1]
		l.todo = l.todo[:len(l.todo)-1]
		l.mentions(d)
	}
	return func(fn ast.Node) bool {
		d := us.declAround(fn.Pos())
		return d == nil || l.live[d]
	}
}

type liveness struct {
	*units
	decls map[string]*ast.FuncDecl
	live  map[*ast.FuncDecl]bool
	todo  []*ast.FuncDecl
}

// root tells whether a function may be run by what is not in view.
func (l *liveness) root(f unitFile, d *ast.FuncDecl) bool {
	switch {
	case d.Recv != nil, d.Body == nil, d.Name.Name == "main", d.Name.Name == "init", d.Name.Name == "_":
		return true
	case d.Doc != nil && strings.Contains(docText(d.Doc), "//go:linkname"), d.Doc != nil && strings.Contains(docText(d.Doc), "//export "):
		return true
	case !d.Name.IsExported():
		return false
	}
	return f.Importable
}

func docText(g *ast.CommentGroup) string {
	var b strings.Builder
	for _, c := range g.List {
		b.WriteString(c.Text + "\n")
	}
	return b.String()
}

func (l *liveness) mark(d *ast.FuncDecl) {
	if !l.live[d] {
		l.live[d] = true
		l.todo = append(l.todo, d)
	}
}

// mentions marks the functions that a declaration names.
func (l *liveness) mentions(d ast.Node) {
	ast.Inspect(d, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if o, ok := l.use(id).(*types.Func); ok {
				if fd := l.decls[o.Origin().FullName()]; fd != nil {
					l.mark(fd)
				}
			}
		}
		return true
	})
}

// declAround is the declared function around a place.
func (us *units) declAround(pos token.Pos) *ast.FuncDecl {
	f := us.at(pos)
	if f == nil {
		return nil
	}
	for _, d := range f.file.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && d.Pos() <= pos && pos < d.End() {
			return fd
		}
	}
	return nil
}
