package evidence

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Judge weighs the evidence of one package.
type Judge struct {
	pass  *analysis.Pass
	info  *types.Info
	pkg   *types.Package
	files []*ast.File
	decls map[*types.Func]*ast.FuncDecl
	busy  map[ast.Node]bool // functions and literals whose returns are being read

	defs     *syntax.Definitions
	initials map[*types.Var]ast.Expr

	asked       map[*types.Var]reason
	returnPaths map[*types.Var][][]ast.Node
	failures    map[failureKey]failure

	flow Flow // nil where there is none
	asks int  // calls that were looked out to

	names  syntax.Names
	showed map[syntax.Test]bool // what a condition shows, by its outcome

	frames       []frame // the calls whose callees are being read
	visits       int
	setInRequest map[*types.Var]bool
	behind       Guarded // nil where nothing is known of routes
	keptValues   map[string][]ast.Expr
	calls        map[*types.Func][]*ast.CallExpr // of functions that are only called
	handedTo     map[*types.Var]Provenance       // parameters that were asked for
	keeping      bool                            // what is kept with a request is asked for
}

// New prepares a judge for a package.
func New(pass *analysis.Pass) *Judge {
	j := &Judge{pass: pass, info: pass.TypesInfo, pkg: pass.Pkg, files: pass.Files, decls: map[*types.Func]*ast.FuncDecl{}, busy: map[ast.Node]bool{},
		defs: syntax.NewDefinitions(pass.Pkg, pass.TypesInfo, pass.Files), failures: map[failureKey]failure{}, asked: map[*types.Var]reason{}, names: syntax.Names{}, showed: map[syntax.Test]bool{}, handedTo: map[*types.Var]Provenance{}}
	for _, f := range pass.Files {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Body != nil {
				if o, ok := pass.TypesInfo.Defs[fd.Name].(*types.Func); ok {
					j.decls[o] = fd
				}
			}
		}
	}
	return j
}

// outcomes of a condition: what failed, and what passed.
type outcomeOf struct {
	fails []Finding
	est   bool   // says that the caller is known
	mixed bool   // its parts speak against each other
	vague bool   // mixed only because some parts tell nothing
	plain bool   // only says in which form to answer
	shape bool   // a value is not of the type that its author expects
	parts *parts // of a mixed disjunction, where they can be told apart
	key   string // the object that is tested
}

// parts are the two halves of !known || !allowed.
type parts struct{ unknown, lacking Finding }

func failed(f Finding) outcomeOf { return outcomeOf{fails: []Finding{f}, key: f.Key} }

// agree is the class that all findings share, or Silent.
func agree(fs []Finding) Class {
	if len(fs) == 0 {
		return Silent
	}
	c := fs[0].class()
	for _, f := range fs {
		if f.class() != c {
			return Silent
		}
	}
	return c
}

// both joins conditions that hold together.
func both(a, b outcomeOf) outcomeOf {
	// Two conditions are not one check: there is no key.
	out := outcomeOf{fails: slices.Concat(a.fails, b.fails), est: a.est || b.est, mixed: a.mixed || b.mixed, plain: a.plain && b.plain}
	if len(out.fails) > 0 && agree(out.fails) == Silent {
		// A switch beside a finding is what makes the finding matter.
		rest := slices.DeleteFunc(slices.Clone(out.fails), func(f Finding) bool { return f.Subject == Configuration })
		if agree(rest) == Silent {
			out.mixed = true
		}
		out.fails = rest
	}
	return out
}

// either joins conditions of which one holds: all must say the same.
func either(a, b outcomeOf) outcomeOf {
	out := outcomeOf{fails: slices.Concat(a.fails, b.fails), est: a.est && b.est, plain: a.plain && b.plain}
	// Another type than expected is a mistake in the program, and no case.
	out.shape = a.shape && b.shape
	lacks := len(out.fails) > 0 && (len(a.fails) == 0 && !a.shape || len(b.fails) == 0 && !b.shape)
	against := len(out.fails) > 0 && agree(out.fails) == Silent
	out.mixed = a.mixed || b.mixed || lacks || against
	out.vague = out.mixed && !against && (!a.mixed || a.vague) && (!b.mixed || b.vague)
	if against && !a.mixed && !b.mixed && agree(a.fails) == Authentication && agree(b.fails) == Authorization {
		if f := a.fails[0]; f.Test == Absent && !lacks {
			out.parts = &parts{f, weakest(b.fails)}
		}
	}
	return out
}

// eval tells what a condition with an outcome says.
func (j *Judge) eval(e ast.Expr, truth bool, depth int) outcomeOf {
	if depth > 6 {
		return outcomeOf{}
	}
	e = ast.Unparen(e)
	if tv, ok := j.info.Types[e]; ok && tv.Value != nil {
		return outcomeOf{}
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return j.eval(e.X, !truth, depth)
		}
	case *ast.BinaryExpr:
		switch e.Op {
		case token.LAND, token.LOR:
			a, b := j.eval(e.X, truth, depth), j.eval(e.Y, truth, depth)
			if (e.Op == token.LAND) == truth {
				return both(a, b)
			}
			return either(a, b)
		case token.EQL, token.NEQ:
			return j.compare(e, e.X, e.Y, (e.Op == token.EQL) == truth, depth)
		case token.LSS, token.GTR, token.LEQ, token.GEQ:
			return j.order(e, truth, depth)
		}
	case *ast.CallExpr:
		return j.boolCall(e, 0, truth, depth)
	case *ast.Ident:
		return j.boolVar(e, truth, depth)
	case *ast.SelectorExpr:
		return j.boolField(e, truth)
	case *ast.IndexExpr:
		if o, ok := j.keyed(e, truth); ok {
			return o
		}
	case *ast.TypeAssertExpr:
		if truth && e.Type != nil {
			return j.sentinel(e.Type, e)
		}
	case *ast.StarExpr:
		return j.eval(e.X, truth, depth)
	}
	return outcomeOf{plain: in(wordsForm, j.allWords(e))}
}

// isNil, isZero and isBool tell what a constant side is.
func (j *Judge) isNil(e ast.Expr) bool {
	tv := j.info.Types[ast.Unparen(e)]
	return tv.IsNil()
}

// constOf is the constant that an expression is, or that the variable holds
// which it names, or nil.
func (j *Judge) constOf(e ast.Expr) constant.Value {
	e = ast.Unparen(e)
	if v := j.info.Types[e].Value; v != nil {
		return v
	}
	if id, ok := e.(*ast.Ident); ok {
		if only := j.defs.Only(id); only != nil {
			return j.info.Types[only].Value
		}
	}
	return nil
}

func isBool(t types.Type) bool {
	if t == nil {
		return false // of a call that does not check
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

func isErr(t types.Type) bool {
	if t == nil {
		return false
	}
	n, ok := types.Unalias(t).(*types.Named)
	if ok && n.Obj().Pkg() == nil && n.Obj().Name() == "error" {
		return true
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Error")
	f, ok := obj.(*types.Func)
	return ok && f.Signature().Params().Len() == 0 && f.Signature().Results().Len() == 1
}

// errorIs tells what an error that is there, or is not, says.
func (j *Judge) errorIs(x ast.Expr, there bool, depth int) outcomeOf {
	c, idx := (*ast.CallExpr)(nil), 0
	if id, ok := ast.Unparen(x).(*ast.Ident); ok {
		os := j.defs.Of(id, x.Pos())
		var all []outcomeOf
		for _, o := range os {
			if o.Expr != nil && j.isNil(o.Expr) {
				continue
			}
			oc, at := (*ast.CallExpr)(nil), o.Index
			if o.Expr != nil && !o.Range {
				if oc, ok = ast.Unparen(o.Expr).(*ast.CallExpr); !ok && o.Of == 1 {
					oc, at = j.failing(o.Expr)
				}
			}
			if oc == nil {
				return outcomeOf{}
			}
			c, idx = oc, at
			all = append(all, j.callFails(oc, at, onErr, there, depth))
		}
		if len(all) > 1 {
			out := all[0]
			for _, o := range all[1:] {
				out = either(out, o)
			}
			return out
		}
	} else {
		c, idx = j.failing(x)
	}
	if c == nil {
		return outcomeOf{}
	}
	return j.callFails(c, idx, onErr, there, depth)
}

// failing is the call that an error comes from, and which of its results it is
// or is kept in, as gorm keeps it in the field Error.
func (j *Judge) failing(x ast.Expr) (*ast.CallExpr, int) {
	if sel, ok := ast.Unparen(x).(*ast.SelectorExpr); ok && j.info.Selections[sel] != nil && isErr(j.info.TypeOf(sel)) {
		x = sel.X
	}
	return j.defs.Call(x, x.Pos())
}

// callFails tells what a call says that failed, or did not.
func (j *Judge) callFails(c *ast.CallExpr, idx int, how outcome, fails bool, depth int) outcomeOf {
	f := syntax.Callee(j.info, c)
	if f == nil {
		return j.dynamic(c, idx, how, fails, depth)
	}
	f = f.Origin()
	name := exprText(c.Fun)
	from := name
	switch how {
	case onErr:
		from = "err from " + name
	case onFalse, onTrue:
		if idx > 0 {
			from = "ok from " + name
		}
	}
	key := j.names.Of(f) + "#" + string('0'+rune(how)) + string('0'+rune(idx%10))
	if !fails {
		key += "+" // another outcome
	}
	if row := j.callRow(c, f); row != nil && row.Fails == how {
		if row.Arg != "" && !j.hasArg(c, row.Arg) {
			goto words
		}
		if row.Switch && !j.switches(c) {
			return outcomeOf{}
		}
		p, _ := j.handed(c)
		sent := p.has(OfCredential)
		if row.Words && !sent {
			ws := j.allWords(c)
			for _, a := range c.Args {
				ws = append(ws, j.originWords(a, c.Pos())...)
			}
			s := speak(append(ws, split(j.funcName(c.Pos()))...))
			if s.policy {
				return failed(Finding{Subject: Request, Test: Other, Typed: true, Row: row.Name, Node: c, Key: key})
			}
			if !s.credential && !s.principal && (row.Subject != Principal || !j.source(c).only(OfPrincipal)) {
				return outcomeOf{key: key}
			}
		}
		if !fails {
			return outcomeOf{est: classOf(row.Subject, row.Test) == Authentication && row.Test != Absent || classOf(row.Subject, row.Test) == Authorization, key: key}
		}
		return failed(Finding{Subject: row.Subject, Test: row.Test, Typed: true, Known: row.Test == Refused, Sent: sent, What: row.What, From: from, Node: c, Row: row.Name, Key: key})
	}
	if how == onFalse && idx == 1 && j.contextValue(c) == c && j.source(c).only(OfPrincipal) {
		if !fails {
			return outcomeOf{est: true, key: key}
		}
		return failed(Finding{Subject: Principal, Test: Absent, Strong: true, Proven: true, What: notKnown, From: from, Node: c, Key: key})
	}
	if how != onZero {
		o, ok := j.helperOf(c, f, idx, how, fails, depth)
		switch {
		case o.vague && fails:
			// Some of its failures can't be told: its name may tell.
			if w := j.callWords(c, f, idx, how, fails, from, key); agree(w.fails) == agree(o.fails) && agree(o.fails) != Silent {
				return w
			}
			if in(wordsAuthorize, split(f.Name())) && agree(o.fails) == Authorization {
				o.mixed, o.vague = false, false
				o.fails = at(o.fails, from, c, key)
				o.key = key
				return o
			}
			return outcomeOf{mixed: true, key: key}
		case ok:
			o.fails = at(o.fails, from, c, key)
			o.key = key
			return o
		}
	}
words:
	return j.callWords(c, f, idx, how, fails, from, key)
}

// at are findings of a helper, as its caller has them.
func at(fs []Finding, from string, n ast.Node, key string) []Finding {
	fs = slices.Clone(fs)
	for i := range fs {
		fs[i].From, fs[i].Node, fs[i].Key = from, n, key
	}
	return fs
}

func isPointer(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface:
		return true
	}
	return false
}

// callRow is the row of a call: of the receiver's type first, then of the
// function that it names.
func (j *Judge) callRow(c *ast.CallExpr, f *types.Func) *call {
	t := lookup()
	if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok {
		if s := j.info.Selections[sel]; s != nil {
			if n, ok := deref(s.Recv()).(*types.Named); ok && n.Obj().Pkg() != nil {
				full := n.Obj().Pkg().Path() + "." + n.Obj().Name()
				if r := keptRow(t.calls["(*"+full+")."+f.Name()]); r != nil {
					return r
				}
				if r := keptRow(t.calls["("+full+")."+f.Name()]); r != nil {
					return r
				}
			}
		}
	}
	return keptRow(t.calls[j.names.Of(f)])
}

func deref(t types.Type) types.Type {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		return types.Unalias(p.Elem())
	}
	return t
}

// hasArg tells whether an argument is a constant, in lower case.
func (j *Judge) hasArg(c *ast.CallExpr, want string) bool {
	for _, a := range c.Args {
		if v := j.constOf(a); v != nil && v.Kind() == constant.String && strings.ToLower(constant.StringVal(v)) == want {
			return true
		}
	}
	return false
}

// root is the variable that a chain of fields and calls begins with.
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.CallExpr:
			e = x.Fun
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// originWords are the words of what a variable was made from.
func (j *Judge) originWords(e ast.Expr, at token.Pos) []string {
	id := root(e)
	if id == nil {
		return nil
	}
	var out []string
	for _, o := range j.defs.Of(id, at) {
		if o.Expr != nil {
			out = append(out, j.allWords(o.Expr)...)
		}
	}
	return out
}

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
		return outcomeOf{}, false
	case m.vague:
		return m.outcomeOf, false
	case m.mixed:
		// What fails may be one thing or another.
		return outcomeOf{mixed: fails}, true
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
		return failure{}
	}
	key := failureKey{fn, idx, how, depth, j.framesKey()}
	if m, ok := j.failures[key]; ok {
		return m
	}
	j.busy[fn] = true
	defer delete(j.busy, fn)
	m := failure{}
	if j.countReturns(fn) <= maxReturns {
		m = j.returned(fn, idx, how, depth)
	}
	j.failures[key] = m
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

// isMade tells whether an expression makes an error, so that it is not nil.
func (j *Judge) isMade(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CompositeLit:
		return true
	case *ast.UnaryExpr:
		return e.Op == token.AND
	case *ast.CallExpr:
		f := syntax.Callee(j.info, e)
		return f != nil && (j.names.Of(f) == "errors.New" || j.names.Of(f) == "fmt.Errorf")
	}
	return false
}

// maxReturns bounds the places that are weighed for one function or error:
// what has more tells nothing in a clause.
const maxReturns = 30

func (j *Judge) countReturns(fn ast.Node) int {
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
	var all []outcomeOf
	unknown, sure := false, true
	var path []ast.Node
	ast.Inspect(fn, func(n ast.Node) bool {
		if n == nil {
			path = path[:len(path)-1]
			return true
		}
		path = append(path, n)
		if _, ok := n.(*ast.FuncLit); ok && n != fn {
			path = path[:len(path)-1]
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
		if last := ast.Unparen(r.Results[len(r.Results)-1]); how != onErr && len(r.Results)-1 > idx && isErr(j.info.TypeOf(last)) && !j.isNil(last) {
			return true // the caller looks at the error first
		}
		if c, ok := e.(*ast.CallExpr); ok {
			in := j.inner(c, 0, how, depth+1)
			if in.sure {
				all = append(all, j.handsOn(c, 0, how, true, path, depth+1))
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
		if c, ok := e.(*ast.CallExpr); ok {
			if f := syntax.Callee(j.info, c); f != nil && j.decls[f.Origin()] != nil && len(j.conditions(path)) == 0 {
				all = append(all, j.callFails(c, 0, how, true, depth+1))
				return true
			}
		}
		if o := j.sentinel(e, e); len(o.fails) > 0 {
			// Nobody may be known there, whatever the error is called.
			t := j.tests(j.conditions(path), depth+1)
			if !o.fails[0].Typed && agree(o.fails) == Authorization && slices.ContainsFunc(t.fails, func(f Finding) bool { return f.class() == Authentication }) {
				o = outcomeOf{mixed: true}
			}
			all = append(all, o)
			return true
		}
		sure = sure && j.isMade(e)
		if id, ok := e.(*ast.Ident); ok && isErr(j.info.TypeOf(id)) && len(j.conditions(path)) == 0 {
			all = append(all, j.errorIs(id, true, depth+1))
			return true
		}
		all = append(all, j.tests(j.conditions(path), depth+1))
		return true
	})
	if unknown || len(all) == 0 {
		return failure{never: !unknown}
	}
	var out outcomeOf
	for i, o := range all {
		if o.est {
			o.fails = slices.Clone(o.fails)
			for k := range o.fails {
				o.fails[k].Known = true
			}
		}
		if i == 0 {
			out = o
		} else {
			out = either(out, o)
		}
	}
	return failure{outcomeOf: out, told: len(out.fails) > 0 || out.mixed, sure: sure}
}

// tests is what the conditions of a place say: the innermost one that failed
// decides, and those around it whether the caller is known.
func (j *Judge) tests(ts []syntax.Test, depth int) outcomeOf {
	var out outcomeOf
	decided := false
	for i, t := range ts {
		o := j.eval(t.Cond, t.Truth, depth)
		if decided {
			out.est = out.est || o.est && len(o.fails) == 0
			continue
		}
		if i == 0 || out.key == "" && !t.Early {
			out.key = o.key
		}
		switch {
		case t.Early && (len(o.fails) == 0 || !t.Near):
			out.est = out.est || o.est
			continue
		case o.mixed && o.vague && agree(o.fails) == Authorization && proven(o.fails) && j.knownBy(ts[i+1:], depth):
			// One part lacks a right; whatever the others say, the caller is known.
			out.est, out.fails = true, o.fails
			decided = true
		case o.mixed:
			return outcomeOf{mixed: true, key: out.key, parts: o.parts, fails: o.fails}
		case len(o.fails) > 0:
			est := out.est
			out = o
			out.est = est || o.est
			decided = true
		case o.plain:
			continue
		default:
			apart := false
			for _, u := range ts[i+1:] {
				p := j.eval(u.Cond, u.Truth, depth)
				// Conditions around the check say who is asking, so that the
				// same check may mean another thing elsewhere.
				apart = apart || !u.Early && (len(p.fails) > 0 || p.est)
				out.est = out.est || p.est && len(p.fails) == 0
			}
			if apart {
				o.key = ""
			}
			return outcomeOf{key: o.key, est: out.est, shape: o.shape}
		}
	}
	return out
}

// proven tells whether all findings follow from where the operands come from.
func proven(fs []Finding) bool {
	return !slices.ContainsFunc(fs, func(f Finding) bool { return !f.Proven })
}

// knownBy tells whether one of some conditions says that the caller is known.
func (j *Judge) knownBy(ts []syntax.Test, depth int) bool {
	return slices.ContainsFunc(ts, func(t syntax.Test) bool {
		o := j.eval(t.Cond, t.Truth, depth)
		return o.est && len(o.fails) == 0
	})
}

// funcName is the name of the declared function around a position.
func (j *Judge) funcName(pos token.Pos) string {
	if fd := j.declOf(pos); fd != nil {
		return fd.Name.Name
	}
	return ""
}

func (j *Judge) declOf(pos token.Pos) *ast.FuncDecl {
	if f := j.defs.File(pos); f != nil {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Pos() <= pos && pos < fd.End() {
				return fd
			}
		}
	}
	return nil
}

// exprText is an expression as the source has it, without what would make a
// message long.
func exprText(e ast.Expr) string {
	s := types.ExprString(e)
	if len(s) > 60 {
		s = s[:57] + "..."
	}
	return s
}
