package evidence

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/know"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A failure is what the failing result of a function says.
type failure struct {
	outcomeOf
	told  bool
	never bool // no return statement fails
	sure  bool // all of them do
}

type failureKey struct {
	fn    ast.Node
	idx   int
	how   outcome
	depth int
	frame string // what the function is handed
}

// helper tells what the failure of a function means, by what it returns where,
// or by its fact; ok is false where it can't be told, or only in part.
func (j *Judge) helper(c *ast.CallExpr, f *types.Func, idx int, how outcome, fails bool, depth int) (outcomeOf, bool) {
	var m failure
	if fd := j.decls[f]; fd == nil {
		m = j.imported(c, f, idx, how)
	} else if depth < 3 {
		m = j.failure(fd, idx, how, depth)
	}
	return m.says(fails)
}

// says tells what the failure, or its absence, says; ok is false where it can't
// be told, or only in part.
func (m failure) says(fails bool) (outcomeOf, bool) {
	switch {
	case !m.told:
		return outcomeOf{plain: m.plain}, false
	case m.vague:
		return m.outcomeOf, false
	case m.mixed:
		// What fails may be one thing or another.
		if !fails {
			return outcomeOf{}, true
		}
		return outcomeOf{mixed: true, parts: m.parts}, true
	case !fails:
		c := agree(m.fails)
		return outcomeOf{est: c == Authentication && m.fails[0].Test != Absent || c == Authorization || m.fails[0].Subject == Principal}, true
	}
	return m.outcomeOf, true
}

// helperOf is helper, read with what a call hands the function.
func (j *Judge) helperOf(c *ast.CallExpr, f *types.Func, idx int, how outcome, fails bool, depth int) (outcomeOf, bool) {
	if fd := j.decls[f]; fd != nil && len(j.frames) < maxFrames && !j.reading(fd) {
		j.push(c, f.Signature(), fd)
		defer j.pop()
	}
	return j.helper(c, f, idx, how, fails, depth)
}

// closure is helperOf for a literal that a variable of the function keeps.
func (j *Judge) closure(c *ast.CallExpr, lit *ast.FuncLit, idx int, how outcome, fails bool, depth int) (outcomeOf, bool) {
	sig, ok := j.info.TypeOf(lit).(*types.Signature)
	if !ok || depth >= 3 || len(j.frames) >= maxFrames || j.reading(lit) {
		return outcomeOf{}, false
	}
	j.push(c, sig, lit)
	defer j.pop()
	return j.failure(lit, idx, how, depth).says(fails)
}

// literal is the function literal that a variable surely holds, or nil.
func literal(defs *syntax.Definitions, fun ast.Expr) *ast.FuncLit {
	id, ok := ast.Unparen(fun).(*ast.Ident)
	if !ok {
		return nil
	}
	lit, _ := defs.Only(id).(*ast.FuncLit)
	return lit
}

// failure tells what the failure of a function of this package, or of a literal
// in it, means.
func (j *Judge) failure(fn ast.Node, idx int, how outcome, depth int) failure {
	if j.busy[fn] {
		j.cut++
		return failure{}
	}
	key := failureKey{fn, idx, how, depth, framesKey(j.frames)}
	if m, ok := j.failures[key]; ok {
		return m
	}
	cut := j.cut
	j.busy[fn] = true
	defer delete(j.busy, fn)
	m := failure{}
	if countReturns(fn) <= maxReturns {
		m = j.returned(fn, idx, how, depth)
	}
	// What leads back to a function that is being read says less there than
	// elsewhere: it is kept for the first of these alone.
	if j.cut == cut || len(j.busy) == 1 {
		j.failures[key] = m
	}
	return m
}

// inner is the failure of a function of this package that is called.
func (j *Judge) inner(c *ast.CallExpr, idx int, how outcome, depth int) failure {
	f := syntax.Callee(j.info, c)
	if f == nil || depth >= 3 || j.decls[f.Origin()] == nil {
		return failure{}
	}
	return j.failure(j.decls[f.Origin()], idx, how, depth)
}

// handsOn tells what a return statement says that hands on what a call gives:
// where that fails for sure and says nothing, what led to it does.
func (j *Judge) handsOn(c *ast.CallExpr, idx int, how outcome, sure bool, path []ast.Node, depth int) outcomeOf {
	o := j.callFails(c, idx, how, true, depth)
	if sure && len(o.fails) == 0 && !o.mixed {
		return j.tests(j.conditions(path), depth)
	}
	return o
}

// byError tells what an error that leaves on conditions says by its own name or text.
func byError(j *Judge, e ast.Expr, cs []syntax.Test, depth int) (outcomeOf, bool) {
	o := j.ownWords(e, e)
	if len(o.fails) == 0 && syntax.GlobalVar(j.info, e) != nil && ledHere(cs) && agree(j.tests(cs, depth).fails) != Silent {
		return o, false // what it is returned for elsewhere is no matter where this place tells
	}
	o = j.sentinel(e, e)
	if agree(o.fails) != Authorization || o.fails[0].Typed {
		return o, len(o.fails) > 0
	}
	// Nobody may be known there, whatever the error is called. Where that is not the
	// only reason, whoever calls and knows who asks is told what it is called.
	t := j.tests(cs, depth)
	nobody := slices.IndexFunc(t.fails, func(f Finding) bool { return f.class() == Authentication })
	if nobody >= 0 {
		mixed := outcomeOf{mixed: true}
		if f := t.fails[nobody]; t.mixed && f.Test == Absent {
			mixed.parts = &parts{f, o.fails[0]}
		}
		return mixed, true
	}
	return o, true
}

// ledHere tells whether a condition stands around a place, and not only before it.
func ledHere(cs []syntax.Test) bool {
	return slices.ContainsFunc(cs, func(t syntax.Test) bool { return !t.Early })
}

// isMade tells whether an expression makes an error, so that it is not nil.
func (j *Judge) isMade(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CompositeLit:
		return true
	case *ast.UnaryExpr:
		return e.Op == token.AND
	case *ast.CallExpr:
		return makesError(syntax.Callee(j.info, e))
	case *ast.Ident, *ast.SelectorExpr: // one of a package
		v := syntax.GlobalVar(j.info, e)
		return v != nil && (v.Pkg() != j.pkg || j.isMade(ast.Unparen(j.Initial(v))))
	}
	return false
}

// makesError tells whether a function makes an error of a text.
func makesError(f *types.Func) bool {
	does := know.ErrorCall(f)
	return does == "new" || does == "format"
}

// besideAnswer tells whether an error came beside the answer to a question, or is made
// of one. That it could not be asked is no reason of its own, whatever is answered then.
func besideAnswer(j *Judge, e ast.Expr) bool {
	c := j.refuser(e)
	return c != nil && !syntax.IsError(j.info.TypeOf(c)) && answersNo(j.info, c, 0)
}

// isParam tells whether an expression is an error that the function is handed,
// which is there wherever somebody hands it on.
func isParam(info *types.Info, e ast.Expr, fn ast.Node) bool {
	id, ok := e.(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := info.Uses[id].(*types.Var)
	fd, declared := fn.(*ast.FuncDecl)
	return ok && declared && syntax.IsError(v.Type()) && fd.Type.Params.Pos() <= v.Pos() && v.Pos() < fd.Type.Params.End()
}

// maxReturns bounds the places that are weighed for one function or error:
// what has more tells nothing in a clause.
const maxReturns = 30

func countReturns(fn ast.Node) int {
	n := 0
	ast.Inspect(fn, func(m ast.Node) bool {
		if _, ok := m.(*ast.ReturnStmt); ok {
			n++
		}
		return n <= maxReturns
	})
	return n
}

// returned joins what the return statements of a function say.
func (j *Judge) returned(fn ast.Node, idx int, how outcome, depth int) failure {
	var all, aside []outcomeOf
	unknown, sure := false, true
	note := func(o outcomeOf, e ast.Expr) {
		if how == onErr && len(o.fails) == 0 && !o.mixed && besideAnswer(j, e) {
			aside = append(aside, o)
		} else {
			all = append(all, o)
		}
	}
	ast.PreorderStack(fn, nil, func(n ast.Node, path []ast.Node) bool {
		path = append(path, n)
		if _, ok := n.(*ast.FuncLit); ok && n != fn {
			return false
		}
		r, ok := n.(*ast.ReturnStmt)
		if !ok || unknown {
			return true
		}
		if len(r.Results) <= idx {
			if len(r.Results) == 1 {
				if c, ok := ast.Unparen(r.Results[0]).(*ast.CallExpr); ok {
					in := j.inner(c, idx, how, depth+1)
					if sure = sure && in.sure; !in.never {
						all = append(all, j.handsOn(c, idx, how, in.sure, path, depth+1))
					}
					return true
				}
			}
			unknown = true
			return true
		}
		e := ast.Unparen(r.Results[idx])
		if last := ast.Unparen(r.Results[len(r.Results)-1]); how != onErr && len(r.Results)-1 > idx && syntax.IsError(j.info.TypeOf(last)) && !j.isNil(last) {
			return true // the caller looks at the error first
		}
		if c, ok := e.(*ast.CallExpr); ok {
			in := j.inner(c, 0, how, depth+1)
			if in.sure {
				note(j.handsOn(c, 0, how, true, path, depth+1), c)
			}
			if sure = sure && (in.sure || j.isMade(c)); in.sure || in.never {
				return true
			}
		}
		switch {
		case how == onErr && j.isNil(e):
			sure = false
			return true
		case how == onZero && !j.isNil(e):
			sure = false
			if c, ok := e.(*ast.CallExpr); ok && isPointer(j.info.TypeOf(c)) {
				unknown = true
			}
			return true
		case how == onZero:
			all = append(all, j.tests(j.conditions(path), depth+1))
			return true
		case how == onFalse || how == onTrue:
			if c := j.constOf(e); c != nil && c.Kind() == constant.Bool {
				if constant.BoolVal(c) == (how == onTrue) {
					all = append(all, j.tests(j.conditions(path), depth+1))
				} else {
					sure = false
				}
				return true
			}
			sure = false
			all = append(all, j.eval(e, how == onTrue, depth+1))
			return true
		}
		cs := j.conditions(path)
		if c, ok := e.(*ast.CallExpr); ok {
			if f := syntax.Callee(j.info, c); f != nil && !makesError(f) && len(cs) == 0 {
				o := j.callFails(c, 0, how, true, depth+1)
				if len(o.fails) > 0 || o.mixed || j.decls[f.Origin()] != nil {
					all = append(all, o)
					return true
				}
			}
		}
		if o, ok := byError(j, e, cs, depth+1); ok {
			all = append(all, o)
			return true
		}
		sure = sure && (j.isMade(e) || isParam(j.info, e, fn))
		if id, ok := e.(*ast.Ident); ok && syntax.IsError(j.info.TypeOf(id)) && !ledHere(cs) {
			all = append(all, j.errorIs(id, true, depth+1))
			return true
		}
		note(j.tests(cs, depth+1), e)
		return true
	})
	if len(all) == 0 {
		all = aside
	}
	if unknown || len(all) == 0 {
		return failure{never: !unknown}
	}
	for i, o := range all {
		if o.est {
			all[i].fails = slices.Clone(o.fails)
			for k := range o.fails {
				all[i].fails[k].Known = true
			}
		}
	}
	out := anyOf(all)
	return failure{outcomeOf: out, told: len(out.fails) > 0 || out.mixed, sure: sure}
}
