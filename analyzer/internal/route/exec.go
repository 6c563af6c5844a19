package route

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A frame is a function that is being carried out.
type frame struct {
	*machine
	env     *env
	sig     *types.Signature
	results []values
	into    *body // of a handler: what it hands on is noted there
	maybe   int   // how many conditions stand around
	base    int   // how many of them stand around its call
	done    bool  // it has returned

	onto  *router // with which an option that is carried out registers
	looks bool    // at an expression of a function that is not carried out
}

func (m *machine) frame(into *body) *frame { return &frame{machine: m, env: newEnv(nil), into: into} }

// maxRounds bounds the rounds of a loop whose condition can be followed.
const maxRounds = 64

func (f *frame) block(list []ast.Stmt) {
	for _, st := range list {
		if f.done {
			return
		}
		f.stmt(st)
	}
}

// branch carries out statements that may not run, and tells whether they return.
func (f *frame) branch(run func()) (returns bool) {
	before := f.done
	f.maybe++
	run()
	f.maybe--
	returns, f.done = f.done, before
	return returns
}

func (f *frame) stmt(st ast.Stmt) {
	if f.steps++; f.steps > maxSteps {
		f.done = true
		return
	}
	switch st := st.(type) {
	case *ast.BlockStmt:
		f.block(st.List)
	case *ast.LabeledStmt:
		f.stmt(st.Stmt)
	case *ast.ExprStmt:
		f.eval(st.X)
	case *ast.GoStmt:
		f.call(st.Call)
	case *ast.DeferStmt:
		f.call(st.Call)
	case *ast.SendStmt:
		f.eval(st.Value)
	case *ast.IncDecStmt:
		by := number(1)
		if st.Tok == token.DEC {
			by = -1
		}
		if n, ok := one[number](f.eval(st.X)); ok {
			f.assign(st.X, just(n+by))
		}
	case *ast.AssignStmt:
		f.assignAll(st.Lhs, st.Rhs)
	case *ast.DeclStmt:
		if d, ok := st.Decl.(*ast.GenDecl); ok {
			for _, sp := range d.Specs {
				if vs, ok := sp.(*ast.ValueSpec); ok {
					f.declare(vs)
				}
			}
		}
	case *ast.ReturnStmt:
		f.returns(st)
	case *ast.IfStmt:
		f.ifStmt(st)
	case *ast.ForStmt:
		f.forStmt(st)
	case *ast.RangeStmt:
		f.rangeStmt(st)
	case *ast.SwitchStmt:
		if st.Init != nil {
			f.stmt(st.Init)
		}
		f.switchStmt(st)
	case *ast.TypeSwitchStmt:
		if st.Init != nil {
			f.stmt(st.Init)
		}
		f.stmt(st.Assign)
		f.clauses(st.Body)
	case *ast.SelectStmt:
		f.clauses(st.Body)
	}
}

func (f *frame) clauses(b *ast.BlockStmt) {
	all, rest := len(b.List) > 0, false
	for _, c := range b.List {
		all = f.branch(func() {
			switch c := c.(type) {
			case *ast.CaseClause:
				rest = rest || c.List == nil
				for _, e := range c.List {
					f.eval(e)
				}
				f.block(c.Body)
			case *ast.CommClause:
				rest = true
				if c.Comm != nil {
					f.stmt(c.Comm)
				}
				f.block(c.Body)
			}
		}) && all
	}
	f.done = f.done || all && rest
}

func (f *frame) ifStmt(st *ast.IfStmt) {
	if st.Init != nil {
		f.stmt(st.Init)
	}
	if is, ok := one[truth](f.eval(st.Cond)); ok && f.decides(st.Cond) {
		switch {
		case bool(is):
			f.block(st.Body.List)
		case st.Else != nil:
			f.stmt(st.Else)
		}
		return
	}
	then := f.branch(func() { f.block(st.Body.List) })
	if st.Else != nil {
		els := f.branch(func() { f.stmt(st.Else) })
		f.done = f.done || then && els
	}
}

// switchStmt carries out the clause that is taken, if that can be told, else all.
func (f *frame) switchStmt(st *ast.SwitchStmt) {
	tag := just(truth(true))
	if st.Tag != nil {
		tag = f.eval(st.Tag)
	}
	var taken *ast.CaseClause
	told := st.Tag == nil || f.decides(st.Tag)
	for _, c := range st.Body.List {
		c := c.(*ast.CaseClause)
		if c.List == nil && taken == nil {
			taken = c // until a case says that it is
		}
		for _, e := range c.List {
			same, ok := equal(tag, f.eval(e))
			told = told && ok && f.decides(e)
			if same && (taken == nil || taken.List == nil) {
				taken = c
			}
		}
		if n := len(c.Body); n > 0 {
			if b, ok := c.Body[n-1].(*ast.BranchStmt); ok && b.Tok == token.FALLTHROUGH {
				told = false
			}
		}
	}
	switch {
	case !told:
		f.clauses(st.Body)
	case taken != nil:
		f.block(taken.Body)
	}
}

// decides tells whether what an expression is made of keeps the value that it was
// seen with: no variable or field in it is set by what is not carried out.
func (f *frame) decides(e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		if id, isName := n.(*ast.Ident); isName {
			v, isVar := f.use(id).(*types.Var)
			if isVar && f.into != nil && f.moved[v] && !v.IsField() {
				_, own := f.env.vars[v]
				ok = ok && own // else another request may have set it
			}
			if isVar && (v.IsField() || f.packageLevel(v) || f.changed[v]) {
				ok = ok && (f.settled(v) || f.partOfRequest(v))
			}
		}
		return ok
	})
	return ok
}

// settled tells whether only literals and declarations set a field or a
// package-level variable. Nobody imports a command.
func (m *machine) settled(v *types.Var) bool {
	command := v.Pkg() != nil && v.Pkg().Name() == "main"
	return !m.changed[v.Origin()] && (m.whole || command || !v.Exported() || m.private[v.Origin()])
}

// within carries out a round of a loop: what it declares is its own, and literals
// keep that.
func (f *frame) within(run func()) {
	before := f.env
	f.env = newEnv(before)
	run()
	f.env = before
}

// forStmt goes round as long as the condition can be followed, else once.
func (f *frame) forStmt(st *ast.ForStmt) {
	before := f.env
	f.env = newEnv(before)
	defer func() { f.env = before }()
	if st.Init != nil {
		f.stmt(st.Init)
	}
	for range maxRounds {
		if st.Cond != nil {
			is, ok := one[truth](f.eval(st.Cond))
			ok = ok && f.decides(st.Cond) && f.typed(st.Cond).Value == nil
			if ok && !bool(is) {
				return
			}
			if ok {
				f.within(func() { f.block(st.Body.List) })
				f.env = &env{before, maps.Clone(f.env.vars)} // each round has its own
				if st.Post != nil {
					f.stmt(st.Post)
				}
				continue
			}
		}
		f.branch(func() { f.within(func() { f.block(st.Body.List) }) })
		return
	}
}

func (f *frame) rangeStmt(st *ast.RangeStmt) {
	over := f.eval(st.X)
	if over.isNil() {
		return
	}
	round := func(key, val values) {
		f.within(func() {
			if st.Key != nil {
				f.assign(st.Key, key)
			}
			if st.Value != nil {
				f.assign(st.Value, val)
			}
			f.block(st.Body.List)
		})
	}
	if n, ok := one[number](over); ok && n <= maxRounds {
		for i := range n {
			round(just(i), unknown)
		}
		return
	}
	if l, ok := one[*list](over); ok && !l.more && len(l.elems) <= 4*maxRounds {
		for i, v := range l.elems {
			k := just(number(i))
			if l.keys != nil {
				k = l.keys[i]
			}
			round(k, v)
		}
		return
	}
	f.branch(func() { round(unknown, f.elements(over)) })
}

// elements is what the lists among values hold.
func (f *frame) elements(v values) values {
	out := values{other: v.other || v.empty()}
	for _, l := range all[*list](v) {
		out.other = out.other || l.more
		for _, e := range l.elems {
			out = out.join(e)
		}
	}
	return out
}

func (f *frame) returns(st *ast.ReturnStmt) {
	var vals []values
	if len(st.Results) == 1 {
		vals = f.evalAll(st.Results[0])
	} else {
		for _, e := range st.Results {
			vals = append(vals, f.eval(e))
		}
	}
	if len(st.Results) == 0 && f.sig != nil {
		for v := range f.sig.Results().Variables() {
			vals = append(vals, f.variable(v))
		}
	}
	for i, v := range vals {
		if i == len(f.results) {
			f.results = append(f.results, values{})
		}
		f.results[i] = f.results[i].join(v)
	}
	f.done = true
}

func (f *frame) declare(vs *ast.ValueSpec) {
	if len(vs.Values) == 0 {
		for _, n := range vs.Names {
			v := values{}
			if t := f.typeOf(n); t != nil && f.kind(t) == routes {
				if _, ok := t.Underlying().(*types.Struct); ok {
					v = just(f.makeRouter(n, nil))
				}
			}
			f.define(n, v)
		}
		return
	}
	lhs := make([]ast.Expr, len(vs.Names))
	for i, n := range vs.Names {
		lhs[i] = n
	}
	f.assignAll(lhs, vs.Values)
}

func (f *frame) assignAll(lhs, rhs []ast.Expr) {
	var vals []values
	if len(rhs) == 1 {
		vals = f.evalAll(rhs[0])
	} else {
		for _, e := range rhs {
			vals = append(vals, f.eval(e))
		}
	}
	for i, e := range lhs {
		v := unknown
		if i < len(vals) {
			v = vals[i]
		}
		f.assign(e, v)
	}
}

func (f *frame) define(id *ast.Ident, v values) {
	if o, ok := f.def(id).(*types.Var); ok {
		f.env.vars[o] = v
	}
}

// assign stores a value: under a condition beside what was there.
func (f *frame) assign(lhs ast.Expr, v values) {
	switch x := ast.Unparen(lhs).(type) {
	case *ast.Ident:
		if x.Name == "_" {
			return
		}
		if f.def(x) != nil {
			f.define(x, v)
			return
		}
		o, ok := f.use(x).(*types.Var)
		if !ok {
			return
		}
		if f.packageLevel(o) {
			f.slot(o)
			f.put(o, v)
			return
		}
		e := f.env.holder(o)
		if e == nil {
			e = f.env
		}
		if f.maybe > f.base {
			v = v.join(e.vars[o])
		}
		e.vars[o] = v
	case *ast.SelectorExpr:
		base := f.eval(x.X)
		o, ok := f.use(x.Sel).(*types.Var)
		if !ok {
			return
		}
		if !o.IsField() {
			f.slot(o)
		} else if !f.ours(o.Pkg()) && f.kind(o.Type()) == handler {
			f.roots = append(f.roots, root{vals: v}) // the library serves it
		} else {
			f.holds(f.typeOf(x.X), v)
		}
		if by, _ := f.view(x).Roles().Catches(x); by != "" {
			for _, r := range all[*router](base) {
				f.answerBy(r, x, v)
			}
			for _, o := range all[*object](base) {
				o.sets = append(o.sets, x)
			}
		}
		if b, ok := one[*object](base); ok && f.maybe == f.base {
			b.fields[o] = v
		} else {
			for _, b := range all[*object](base) {
				b.fields[o] = v.join(b.fields[o])
			}
		}
		f.put(o, v)
	case *ast.IndexExpr:
		f.assignElement(x, v)
	case *ast.StarExpr:
		f.assign(x.X, v)
	}
}

func (f *frame) assignElement(x *ast.IndexExpr, v values) {
	key := f.eval(x.Index)
	f.filled[x] = f.filled[x] || f.into == nil
	for _, l := range all[*list](f.eval(x.X)) {
		if i, ok := one[number](key); ok && l.keys == nil && 0 <= i && int(i) < len(l.elems) {
			l.elems[i] = l.elems[i].join(v)
			continue
		}
		if l.keys != nil || len(l.elems) == 0 {
			l.elems, l.keys = append(l.elems, v), append(l.keys, key)
			continue
		}
		for i := range l.elems {
			l.elems[i] = l.elems[i].join(v)
		}
	}
}

// filledElsewhere tells whether what is not carried out, or a request, may set
// elements of what an expression looks up in.
func (m *machine) filledElsewhere(e *ast.IndexExpr) bool {
	return slices.ContainsFunc(m.stored[syntax.Var(m.info(e), e.X)], func(x *ast.IndexExpr) bool { return !m.filled[x] })
}

func (f *frame) packageLevel(v *types.Var) bool {
	return v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}
