// Package metamorphic changes programs without changing what they do, so that
// tests can ask whether an analyzer says the same before and after. Each
// transformation has a file of its own. It works on the syntax trees of a
// module that was loaded once, and the new text knows which place of the old
// one each of its bytes stands for.
package metamorphic

import (
	"fmt"
	"go/ast"
	"go/token"
)

// A Transformation changes the text of a module and keeps its meaning.
type Transformation struct {
	Name string
	// Moves tells that code leaves its function, so that a finding, which
	// stands at the responder, may stand elsewhere. What it covers stays.
	Moves bool
	// Renames tells that names change, of which rules on words may think.
	Renames bool

	apply func(*Module, *Sites) (Variant, error)
}

// within is a transformation that needs no other program, and so does not fail.
func within(f func(*Module, *Sites) Variant) func(*Module, *Sites) (Variant, error) {
	return func(m *Module, s *Sites) (Variant, error) { return f(m, s), nil }
}

// All are the transformations that need no other program.
var All = []*Transformation{
	Reorder,
	Merge,
	Split,
	Elaborate,
	Local,
	Extract,
	Inline,
	Else,
	Initial,
	Chain,
	Wrap,
	Written,
	Generic,
	Kept,
	Named,
	RenameLocals,
	RenameAll,
}

// Sites counts the places where a transformation could be applied.
type Sites struct {
	Done    int
	Skipped int // where it is not sure to keep the meaning, or the result does not compile

	barred  map[ast.Node]bool
	regions []Region
}

// moves notes a statement or block whose code leaves its function.
func (s *Sites) moves(f *File, from, to int) { s.regions = append(s.regions, Region{f.Name, from, to}) }

// free tells whether a transformation may touch a declaration or a file. What
// did not compile when it was touched is skipped.
func (s *Sites) free(n ast.Node) bool { return !s.barred[n] }

func (s *Sites) count(done bool) bool {
	if done {
		s.Done++
	} else {
		s.Skipped++
	}
	return done
}

// Apply transforms a module. The result compiles: where it would not, the
// declarations that the errors stand in are left as they were, then their file,
// then their package. An error is one of another program.
func (t *Transformation) Apply(m *Module) (*Checked, Sites, error) {
	barred := map[ast.Node]bool{}
	for {
		s := Sites{barred: barred}
		v, err := t.apply(m, &s)
		if err != nil {
			return nil, s, fmt.Errorf("%s: %w", t.Name, err)
		}
		c, errs := m.check(v, m.Original())
		if len(errs) == 0 {
			s.Skipped += len(barred)
			c.Regions = s.regions
			return c, s, nil
		}
		more := false
		for _, e := range errs {
			for _, n := range m.around(e) {
				if !barred[n] {
					barred[n], more = true, true
					break // the innermost that was not tried
				}
			}
		}
		if !more { // nothing that was left as it was is to blame
			return m.Original(), Sites{Skipped: s.Done + s.Skipped}, nil
		}
	}
}

// around lists what a transformation may be kept from around a place: the
// declaration, the file, and all files of its package.
func (m *Module) around(at Place) []ast.Node {
	for _, p := range m.Packages {
		for _, f := range p.Files {
			if f.Name != at.File {
				continue
			}
			var out []ast.Node
			for _, d := range f.AST.Decls {
				if f.offset(d.Pos()) <= at.Offset && at.Offset <= f.offset(d.End()) && !isImport(d) {
					out = append(out, d)
				}
			}
			out = append(out, f.AST)
			for _, g := range p.Files {
				if g != f {
					out = append(out, g.AST)
				}
			}
			return out
		}
	}
	return nil
}

func isImport(d ast.Decl) bool {
	g, ok := d.(*ast.GenDecl)
	return ok && g.Tok == token.IMPORT
}
