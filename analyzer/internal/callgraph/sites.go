package callgraph

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sync"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Sites are where the functions of a package, and those that it calls, are called
// by their name. They are read off its files once, on the first question, and any
// goroutine may ask. What goes through an interface is told by a [Graph].
type Sites struct {
	pkg   *types.Package
	info  *types.Info
	Files []*ast.File
	index func() *siteIndex
}

// A Site is a call of a function.
type Site struct {
	Call *ast.CallExpr
	Func *types.Func // as it was declared: without type arguments
}

type siteIndex struct {
	all    []Site
	of     map[*types.Func][]*ast.CallExpr
	valued map[*types.Func]bool
}

// NewSites is about some files of a package that was type-checked. Tests are left
// out where they are not looked at: what they hand to a function says nothing of
// the server, and the findings are the same without them.
func NewSites(pkg *types.Package, info *types.Info, files []*ast.File) *Sites {
	s := &Sites{pkg: pkg, info: info, Files: files}
	s.index = sync.OnceValue(s.find)
	return s
}

// Of lists the calls of a function, in the order of the source.
func (s *Sites) Of(f *types.Func) []*ast.CallExpr { return s.index().of[f.Origin()] }

// In lists the calls in a node, in the order of the source.
func (s *Sites) In(n ast.Node) []Site {
	all := s.index().all
	by := func(x Site, pos token.Pos) int { return cmp.Compare(x.Call.Pos(), pos) }
	from, _ := slices.BinarySearchFunc(all, n.Pos(), by)
	to, _ := slices.BinarySearchFunc(all, n.End(), by)
	return all[from:to]
}

// Valued tells whether a function of the package is named other than to be called:
// who has the value may do anything with it.
func (s *Sites) Valued(f *types.Func) bool { return s.index().valued[f.Origin()] }

func (s *Sites) find() *siteIndex {
	x := &siteIndex{of: map[*types.Func][]*ast.CallExpr{}, valued: map[*types.Func]bool{}}
	called := map[*ast.Ident]bool{}
	for _, file := range s.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr: // comes before the name of what it calls
				if f := syntax.Callee(s.info, n); f != nil {
					f = f.Origin()
					called[syntax.Ident(n.Fun)] = true
					x.of[f] = append(x.of[f], n)
					x.all = append(x.all, Site{n, f})
				}
			case *ast.Ident:
				if f, ok := s.info.Uses[n].(*types.Func); ok && f.Pkg() == s.pkg && !called[n] {
					x.valued[f.Origin()] = true
				}
			}
			return true
		})
	}
	// Calls in a chain begin at one place; the outermost was met first.
	slices.SortStableFunc(x.all, func(a, b Site) int { return cmp.Compare(a.Call.Pos(), b.Call.Pos()) })
	return x
}
