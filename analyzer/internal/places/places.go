// Package places finds out which fields, parameters, results and methods of a
// package may hold a status: from what is put into them and where it goes, and
// not from their names.
//
// A place is a variable, parameter or field, a result, or what a literal holds;
// a container is one place with its elements. Places between which a number or a
// text is copied or compared form a class: unification without directions or
// paths, as in Steensgaard's points-to analysis, so that one look at the syntax
// is enough, in almost linear time. Those of one class with a status, or with
// what a responder is given, may hold one.
//
// Laws:
//
//   - Being of one class is an equivalence, and the order in which code is read
//     does not change the classes.
//   - More code only joins classes. So the answer "may" errs on the side of a
//     look too many: it says what is worth following, and proves nothing.
//   - Parameters and results of methods of one name and signature are one place,
//     those of function values of one signature another: any may be called where
//     no callee is named.
//   - What importers may put a number into, or take one out of, is told to them
//     by name ([Places.Named]).
package places

import (
	"go/ast"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/boundary"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Config is what the places of a package rest on.
type Config struct {
	Pkg        *types.Package
	Info       *types.Info
	Files      []*ast.File
	Roles      *roles.Roles
	Signatures syntax.Signatures
	Imported   map[string]bool // what imports say may hold a status, by name
	Error      boundary.Report

	// Foreign tells which parameters a function of another package sends as a
	// status, and whether anything is known of it.
	Foreign func(*types.Func) (sent []int, known bool)
}

// Places answers for one package, which it reads on the first question.
type Places struct {
	Config
	read   bool
	steps  int
	ids    map[any]int32
	up     []int32              // the classes, as a forest: each leads towards the one that stands for its class
	valued map[*types.Func]bool // functions whose places were joined with those of function values

	carriers map[types.Type]bool
	methods  map[types.Type][]string
}

// New is about a package that was type-checked.
func New(c Config) *Places {
	return &Places{Config: c, ids: map[any]int32{}, valued: map[*types.Func]bool{}, carriers: map[types.Type]bool{}, methods: map[types.Type][]string{}}
}

// The places that are no variables, and no literals.
type (
	// aStatus is where statuses come from, and where responders are given one.
	aStatus struct{}
	// open is what importers put numbers into.
	open struct{}
	// resultOf is a result of a declared function.
	resultOf struct {
		f *types.Func
		i int
	}
	// ofMethods is a parameter (or result) of all methods of one name and
	// signature: an interface's, and those that implement it.
	ofMethods struct {
		name, sig string
		result    bool
		i         int
	}
	// ofValues is the same of all function values of one signature.
	ofValues struct {
		sig    string
		result bool
		i      int
	}
)

// Steps counts the work that was done.
func (p *Places) Steps() int { return p.steps }

// ResultMayHold tells whether a result of a function of this package is a number
// that may be a status.
func (p *Places) ResultMayHold(f *types.Func, i int) bool {
	return isPlainInt(f.Signature().Results().At(i).Type()) || p.mayHold(resultOf{f, i})
}

// mayHold tells whether a place may hold a status, or importers may put one there.
func (p *Places) mayHold(place any) bool {
	root := p.class(place)
	return root == p.class(aStatus{}) || root == p.class(open{})
}

// class is what stands for the class of a place, once all code has been read.
func (p *Places) class(place any) int32 {
	if !p.read {
		p.read = true // what is asked meanwhile is answered by what was read
		for _, file := range p.Files {
			for _, d := range file.Decls {
				p.Error.Run(d.Pos(), syntax.DeclName(d), func() { p.decl(d) })
			}
		}
	}
	return p.find(place)
}

// find is the same in what has been read. Each place that it passes leads to the
// end of the way from then on, so that ways stay short.
func (p *Places) find(place any) int32 {
	k, ok := p.ids[place]
	if !ok {
		k = int32(len(p.up))
		p.ids[place] = k
		p.up = append(p.up, k)
		return k
	}
	root := k
	for p.up[root] != root {
		root = p.up[root]
	}
	for k != root {
		k, p.up[k] = p.up[k], root
	}
	return root
}

// union makes one class of those of two places; nil is none.
func (p *Places) union(a, b any) {
	if a == nil || b == nil {
		return
	}
	p.steps++
	x, y := p.find(a), p.find(b)
	p.up[x] = y
}
