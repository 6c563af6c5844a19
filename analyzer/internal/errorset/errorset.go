// Package errorset tells which errors of the module a call may give: which
// package-level variables, and which types. A caller that asks for another one
// (errors.Is, errors.As) goes only one way.
//
// It is an exception analysis: each function has the errors that flow to its return
// statements, by syntax and without the order of statements, and those of what it
// calls there (Robillard and Murphy, Static analysis to support the evolution of
// exception structure, have the same for exceptions). What another module's function gives is what it was handed, as it can
// name nothing of this one: errors, functions, and what has methods that it may call
// back. What is not in view, as an interface's method or a field, makes a set open:
// it may have any error.
package errorset

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/callgraph"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Config is what the answers rest on.
type Config struct {
	Pass  *analysis.Pass
	Graph *callgraph.Graph
	Ours  func(path string) bool // tells whether a package belongs to the module
	Plain func(types.Type) bool  // values that bring no error of the module, as responses
}

// Sets answers for one package.
type Sets struct {
	Config
	info   *types.Info
	pkg    *types.Package
	flows  map[any]*flow // of functions, variables and calls
	index  map[ast.Decl]*variables
	fields map[*types.Var]bool // fields that are assigned, among other variables
	steps  int
}

// New is about a package that was type-checked.
func New(c Config) *Sets {
	return &Sets{Config: c, info: c.Pass.TypesInfo, pkg: c.Pass.Pkg, flows: map[any]*flow{}, index: map[ast.Decl]*variables{}}
}

// Steps counts the expressions that were looked at.
func (s *Sets) Steps() int { return s.steps }

// A flow is what comes together at one place, not yet with what the functions of
// this package give that are called for it: so recursion needs no fixed point, and
// each function is read once.
type flow struct {
	open  bool // nothing else matters then
	names map[string]bool
	calls map[*types.Func]bool
	whole *set // with what these give, once it was asked for
}

// A set has errors by their full names. An open one may have any.
type set struct {
	names []string
	open  bool
}

const (
	// maxNames bounds a set, and so a fact: who may give more errors gives any.
	maxNames = 24
	// maxCalls bounds the functions behind one, so that all of a package take time
	// in its size.
	maxCalls = 200
)

// Excludes tells whether what a call gives surely neither is nor wraps an error: a
// package-level variable, or a type without a star, by its full name.
func (s *Sets) Excludes(c *ast.CallExpr, name string) bool {
	dot := strings.LastIndex(name, ".")
	if dot < 0 || !s.Ours(name[:dot]) || !s.Ours(s.pkg.Path()) {
		return false // what libraries give of one another's is not known
	}
	all := s.settle(s.flowOf(c, func(r *reading) { r.value(c) }, true))
	return !all.open && !slices.Contains(all.names, name)
}

// TypeName is the name of a type of errors, or of what it points to, as Excludes is
// asked; "" for one that is not asked for: an error may implement an interface, or
// have a generic type, in many ways.
func TypeName(t types.Type) string {
	n := syntax.NamedOf(t)
	if n == nil || types.IsInterface(n) || n.TypeArgs().Len() > 0 {
		return ""
	}
	return syntax.GlobalName(n.Obj())
}

// Of lists the errors that a function or a package-level variable may give, and
// false where they can't be told. Those that a function is handed come to that, and
// whoever calls it knows them.
func (s *Sets) Of(o types.Object) ([]string, bool) {
	all := &set{open: true}
	switch o := o.(type) {
	case *types.Func:
		all = s.settle(s.function(o))
	case *types.Var:
		all = s.settle(s.flowOf(o, func(r *reading) { r.global(o) }, true))
	}
	return all.names, !all.open
}

// settle adds what the functions give that a flow calls.
func (s *Sets) settle(f *flow) *set {
	if f.whole == nil {
		f.whole = s.closure(f)
	}
	return f.whole
}

// closure is a search of the functions that a flow calls, transitively. It ends at
// the first that is open, as most large ones are.
func (s *Sets) closure(f *flow) *set {
	seen := map[*types.Func]bool{}
	names := map[string]bool{}
	todo := []*flow{f}
	for len(todo) > 0 {
		f, todo = todo[len(todo)-1], todo[:len(todo)-1]
		if f.open {
			return &set{open: true}
		}
		for n := range f.names {
			names[n] = true
		}
		for g := range f.calls {
			if !seen[g] {
				seen[g] = true
				todo = append(todo, s.function(g))
			}
		}
		if len(names) > maxNames || len(seen) > maxCalls {
			return &set{open: true}
		}
	}
	return &set{names: slices.Sorted(maps.Keys(names))}
}

// flowOf makes the flow of something on the first question. In a root nobody else
// accounts for the parameters.
func (s *Sets) flowOf(key any, read func(*reading), root bool) *flow {
	f := s.flows[key]
	if f == nil {
		f = &flow{names: map[string]bool{}, calls: map[*types.Func]bool{}}
		s.flows[key] = f
		read(&reading{Sets: s, flow: f, root: root, seen: syntax.Seen{}})
	}
	return f
}

// function is the flow of a function of this package.
func (s *Sets) function(f *types.Func) *flow {
	return s.flowOf(f, func(r *reading) {
		switch d := s.Graph.Decl(f); {
		case d == nil:
			r.open = true
		case unwraps(s.info, d) == nil:
			r.returns(d, f.Signature())
		default: // what it was made with, which stands there
			r.open = s.setLater(unwraps(s.info, d))
		}
	}, false)
}

// unwraps is the field that a method Unwrap gives, and nothing else, or nil.
func unwraps(info *types.Info, d *ast.FuncDecl) *types.Var {
	if d.Name.Name != "Unwrap" || d.Recv == nil || len(d.Body.List) != 1 {
		return nil
	}
	ret, ok := d.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return nil
	}
	sel, ok := ast.Unparen(ret.Results[0]).(*ast.SelectorExpr)
	if !ok || info.Selections[sel] == nil {
		return nil
	}
	return info.Selections[sel].Obj().(*types.Var)
}

// setLater tells whether a field of an object is assigned after it was made. Other
// packages do so with objects that they just got, as far as can be seen there.
func (s *Sets) setLater(field *types.Var) bool {
	if s.fields == nil {
		s.fields = map[*types.Var]bool{}
		for _, file := range s.Graph.Files {
			for n := range ast.Preorder(file) {
				if as, ok := n.(*ast.AssignStmt); ok {
					for _, l := range as.Lhs {
						s.fields[syntax.Var(s.info, l)] = true
					}
				}
			}
		}
	}
	return s.fields[field]
}

// ours tells whether something is declared in the module.
func (s *Sets) ours(o types.Object) bool {
	return o != nil && o.Pkg() != nil && (o.Pkg() == s.pkg || s.Ours(o.Pkg().Path()))
}

// gives tells whether one of several results may be an error.
func gives(t *types.Tuple) bool { return syntax.AnyOf(t, isError) }

// isError tells whether values of a type, or their addresses, are errors.
func isError(t types.Type) bool {
	return t != nil && (syntax.IsError(t) || syntax.IsError(syntax.PointerTo(t)))
}
