package engine

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Catcher is a function that answers errors in place of a framework, or that
// makes those which it answers.
type Catcher struct {
	Framework string // the import path of what calls it
	Package   string // the package that declares it, where that is another
	Func      string // and its full name
	makes     bool
	fn        *fn
}

// errorCatchers finds them: what is assigned to a field or variable, or given to a
// function, that a model says takes one. One that is not in view has no fn.
func (p *pkg) errorCatchers() (of []Catcher) {
	note := func(by string, makes bool, e ast.Expr) {
		before := len(of)
		add := func(f *fn) {
			if f != nil {
				of = append(of, Catcher{Framework: by, makes: makes, fn: f})
			}
		}
		switch e := ast.Unparen(e).(type) {
		case *ast.FuncLit:
			if makes {
				add(&fn{lit: e, body: e.Body}) // it is only read
				break
			}
			add(p.lits[e])
		case *ast.Ident, *ast.SelectorExpr:
			if f := syntax.Func(p.info, e); f != nil {
				add(p.fns[f.Origin()])
			}
		case *ast.CallExpr:
			// A function that makes one: the literals of that type in it.
			f := syntax.Callee(p.info, e)
			want, _ := p.info.TypeOf(e).(*types.Signature)
			if f == nil || p.fns[f.Origin()] == nil {
				break
			}
			if want == nil {
				if t := p.info.TypeOf(e); t != nil {
					want, _ = t.Underlying().(*types.Signature)
				}
			}
			ast.Inspect(p.fns[f.Origin()].body, func(n ast.Node) bool {
				if l, ok := n.(*ast.FuncLit); ok && want != nil && types.Identical(p.info.TypeOf(l), want) {
					add(p.lits[l])
				}
				return true
			})
		}
		if len(of) == before {
			q := Catcher{Framework: by, makes: makes}
			if f := syntax.Func(p.info, e); f != nil && f.Pkg() != p.tpkg {
				q.Package, q.Func = f.Pkg().Path(), f.FullName()
			}
			of = append(of, q)
		}
	}
	for _, file := range p.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for i, l := range n.Lhs {
					if len(n.Lhs) != len(n.Rhs) {
						continue
					}
					if by, _ := p.roles.Catches(l); by != "" {
						note(by, false, n.Rhs[i])
					} else if v := p.roles.CatchingVar(l); v != nil {
						note(v.Pkg().Path(), true, n.Rhs[i])
					}
				}
			case *ast.CallExpr:
				by, at := p.roles.Catches(n.Fun)
				if at < 0 {
					at = len(n.Args) - 1
				}
				if by != "" && 0 <= at && at < len(n.Args) {
					note(by, false, n.Args[at])
				}
			case *ast.CompositeLit:
				t := syntax.NamedOf(p.info.TypeOf(n))
				if t == nil || t.Obj().Pkg() == nil {
					return true
				}
				for _, el := range n.Elts {
					kv, ok := el.(*ast.KeyValueExpr)
					if !ok {
						continue
					}
					if p.roles.CatchingKey(t, kv.Key) {
						note(t.Obj().Pkg().Path(), false, kv.Value)
					}
				}
			}
			return true
		})
	}
	return of
}

// caught tells whether returned errors are no responses by themselves: the
// package has a function that answers them, which adds the challenge, can't be
// seen, or is reported itself.
func (p *pkg) caught(rs []*Responder) bool {
	return slices.ContainsFunc(p.errorCatchers(), func(c Catcher) bool { return p.answersErrors(c.fn, c.makes, rs) })
}

// answersErrors tells whether a function that answers errors, or makes them, adds
// the challenge, may do so, or is reported itself.
func (p *pkg) answersErrors(f *fn, makes bool, rs []*Responder) bool {
	switch {
	case f == nil:
		return true
	case makes:
		return p.roles.ReturnHeaders(f.body, len(p.challengeNames()) > 0)
	}
	return f.sum == nil || f.sum.unknown || f.sum.sets() || slices.ContainsFunc(rs, func(r *Responder) bool {
		return len(r.Lacking) > 0 && f.body.Pos() <= r.Node.Pos() && r.Node.Pos() < f.body.End()
	})
}

// Catchers lists the functions that the package gives to frameworks to answer
// errors, or to make them.
func (v *View) Catchers() []Catcher { return v.p.errorCatchers() }

// AnswersFor tells whether a catcher adds the challenge to what it answers, may
// do so, or is reported itself, among the responders of its package. Of one that
// another package declares, v is the view of that.
func (v *View) AnswersFor(c Catcher, rs []*Responder) bool {
	f := c.fn
	for _, g := range v.p.functions() {
		if c.Func != "" && g.obj != nil && g.obj.FullName() == c.Func {
			f = g
		}
	}
	return v.p.answersErrors(f, c.makes, rs)
}
