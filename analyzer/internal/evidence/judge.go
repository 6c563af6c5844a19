package evidence

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/scope"
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

type tables struct {
	calls     map[string]*call
	fields    map[string]*field
	sentinels map[string]*sentinel
}

var lookup = sync.OnceValue(func() *tables {
	t := &tables{map[string]*call{}, map[string]*field{}, map[string]*sentinel{}}
	for i := range calls {
		for _, n := range expand(calls[i].Name) {
			t.calls[n] = &calls[i]
		}
	}
	for i := range fields {
		for _, n := range expand(fields[i].Name) {
			t.fields[n] = &fields[i]
		}
	}
	for i := range sentinels {
		for _, n := range expand(sentinels[i].Name) {
			t.sentinels[n] = &sentinels[i]
		}
	}
	return t
})

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

// compare tells what x == y (eq) or x != y says.
func (j *Judge) compare(e *ast.BinaryExpr, x, y ast.Expr, eq bool, depth int) outcomeOf {
	if j.isNil(x) || j.constOf(x) != nil && j.constOf(y) == nil {
		x, y = y, x
	}
	if j.isNil(y) {
		if isErr(j.info.TypeOf(x)) {
			return j.errorIs(x, !eq, depth)
		}
		return j.empty(x, eq, depth)
	}
	if c := j.constOf(y); c != nil {
		switch c.Kind() {
		case constant.Bool:
			return j.eval(x, eq == constant.BoolVal(c), depth)
		case constant.String:
			if constant.StringVal(c) == "" {
				return j.empty(x, eq, depth)
			}
		case constant.Int:
			n, _ := constant.Int64Val(c)
			if l := lengthOf(x); l != nil && n == 0 {
				return j.empty(l, eq, depth)
			} else if l != nil && !eq && j.source(l).has(OfCredential) {
				return wrongCredential(e) // it has not as many parts as it should
			}
			if call, _ := j.defs.Call(x, e.Pos()); call != nil && (n == 0 || n == 1) {
				if o := j.callFails(call, 0, onZero, eq == (n == 0), depth); len(o.fails) > 0 {
					return o
				}
			}
			if n == 0 && j.idLike(x) {
				return j.empty(x, eq, depth)
			}
		}
	}
	if j.namesNobody(y) {
		if !eq {
			return outcomeOf{est: true}
		}
		from := exprText(e)
		if x == y { // a row of a table
			from = exprText(y)
		}
		return failed(Finding{Subject: Principal, Test: Absent, Strong: true, What: notKnown, From: from, Node: e})
	}
	if isErr(j.info.TypeOf(x)) && eq {
		if o := j.sentinel(y, y); len(o.fails) > 0 {
			return o
		}
		return outcomeOf{}
	}
	if eq {
		if o, ok := j.code(y, y); ok {
			return o
		}
		if o, ok := j.is(e, x, y); ok {
			return o
		}
	}
	if eq {
		o := outcomeOf{plain: in(wordsForm, j.allWords(e))}
		o.est = j.mismatch(e, x, y).mismatchOfPrincipal()
		return o
	}
	return j.mismatch(e, x, y)
}

// mismatchOfPrincipal: where the right or the owner matches, the caller is
// known.
func (o outcomeOf) mismatchOfPrincipal() bool {
	return len(o.fails) > 0 && agree(o.fails) == Authorization
}

func lengthOf(e ast.Expr) ast.Expr {
	if c, ok := ast.Unparen(e).(*ast.CallExpr); ok && len(c.Args) == 1 {
		if id, ok := ast.Unparen(c.Fun).(*ast.Ident); ok && id.Name == "len" {
			return c.Args[0]
		}
	}
	return nil
}

func (j *Judge) idLike(x ast.Expr) bool {
	ws := identWords(x)
	return slices.Contains(ws, "id") || slices.Contains(ws, "uid")
}

// order tells what x < y says: a length, or a level of rights.
func (j *Judge) order(e *ast.BinaryExpr, truth bool, depth int) outcomeOf {
	op := e.Op
	if !truth {
		op = map[token.Token]token.Token{token.LSS: token.GEQ, token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR}[op]
	}
	x, y := e.X, e.Y
	if j.constOf(x) != nil && j.constOf(y) == nil {
		x, y = y, x
		op = map[token.Token]token.Token{token.LSS: token.GTR, token.GEQ: token.LEQ, token.GTR: token.LSS, token.LEQ: token.GEQ}[op]
	}
	if l := lengthOf(x); l != nil {
		if c := j.constOf(y); c != nil && c.Kind() == constant.Int {
			n, _ := constant.Int64Val(c)
			switch {
			case op == token.GTR && n == 0 || op == token.GEQ && n == 1:
				return j.empty(l, false, depth)
			case op == token.LSS && n == 1 || op == token.LEQ && n == 0:
				return j.empty(l, true, depth)
			case (op == token.LSS || op == token.LEQ) && j.source(l).has(OfCredential):
				return wrongCredential(e)
			}
		}
		return outcomeOf{}
	}
	if c, ok := ast.Unparen(x).(*ast.CallExpr); ok && len(c.Args) == 1 && j.constOf(y) != nil {
		// How long ago, or how long until, something ends.
		if f := syntax.Callee(j.info, c); f != nil && (j.names.Of(f) == "time.Since" && op == token.GTR || j.names.Of(f) == "time.Until" && (op == token.LSS || op == token.LEQ)) {
			o, _ := j.over(c, nil, c.Args[0], false)
			return o
		}
	}
	if c := j.constOf(y); c != nil && c.Kind() == constant.Int && in(wordsLevel, identWords(x)) {
		// Below the lowest level there is: nobody logged in.
		n, _ := constant.Int64Val(c)
		switch {
		case op == token.LSS && n == 1 || op == token.LEQ && n == 0:
			return failed(Finding{Subject: Principal, Test: Absent, Strong: true, What: notKnown, From: exprText(e), Node: e})
		case op == token.GEQ && n == 1 || op == token.GTR && n == 0:
			return outcomeOf{est: true}
		}
	}
	expiry := x
	if op == token.GTR || op == token.GEQ {
		expiry = y
	}
	if ws := j.sideWords(expiry); in(wordsExpiry, lastWords(expiry)) && (speak(ws).credential || slices.Contains(ws, "claims")) && !in(wordsOneTime, ws) {
		return failed(Finding{Subject: Credential, Test: Expired, Strong: true, What: "the credentials have expired", From: exprText(e), Node: e})
	}
	if in(wordsExpiry, lastWords(x)) || in(wordsExpiry, lastWords(y)) {
		return outcomeOf{}
	}
	if op == token.LSS || op == token.LEQ {
		if ws := lastWords(x); j.source(x).has(OfPrincipal) && !speak(append(ws, lastWords(y)...)).policy {
			if o, ok := j.differ(Finding{Node: e, From: exprText(e), Strong: true}, x, y, j.source(y)); ok {
				return o
			}
		}
		return j.mismatch(e, x, y)
	}
	return outcomeOf{}
}

// namesNobody tells whether a constant's name says that nobody logged in.
func (j *Judge) namesNobody(e ast.Expr) bool {
	var id *ast.Ident
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		id = e
	case *ast.SelectorExpr:
		id = e.Sel
	default:
		return false
	}
	c, ok := j.info.Uses[id].(*types.Const)
	return ok && c.Val().Kind() != constant.Bool && in(wordsNobody, split(id.Name))
}

// errorIs tells what an error that is there, or is not, says.
func (j *Judge) errorIs(x ast.Expr, there bool, depth int) outcomeOf {
	c, idx := (*ast.CallExpr)(nil), 0
	if id, ok := ast.Unparen(x).(*ast.Ident); ok {
		os := j.defs.Of(id, x.Pos())
		var all []outcomeOf
		for _, o := range os {
			oc, ok := ast.Unparen(o.Expr).(*ast.CallExpr)
			if !ok {
				if j.isNil(o.Expr) {
					continue
				}
				return outcomeOf{}
			}
			c, idx = oc, o.Index
			all = append(all, j.callFails(oc, o.Index, onErr, there, depth))
		}
		if len(all) > 1 {
			out := all[0]
			for _, o := range all[1:] {
				out = either(out, o)
			}
			return out
		}
	} else {
		c, idx = j.defs.Call(x, x.Pos())
	}
	if c == nil {
		return outcomeOf{}
	}
	return j.callFails(c, idx, onErr, there, depth)
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
			if !s.credential && !s.principal {
				return outcomeOf{key: key}
			}
		}
		if !fails {
			return outcomeOf{est: classOf(row.Subject, row.Test) == Authentication && row.Test != Absent || classOf(row.Subject, row.Test) == Authorization, key: key}
		}
		return failed(Finding{Subject: row.Subject, Test: row.Test, Typed: true, Known: row.Test == Refused, Sent: sent, What: row.What, From: from, Node: c, Row: row.Name, Key: key})
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

// callWords is what the name of a call says about its failure.
func (j *Judge) callWords(c *ast.CallExpr, f *types.Func, idx int, how outcome, fails bool, from, key string) outcomeOf {
	o := outcomeOf{key: key}
	if f.Pkg() == nil || j.isStd(f.Pkg().Path()) {
		o.key = ""
		if how == onFalse {
			if o, ok := j.holds(c, f, fails); ok {
				return o
			}
		}
		if how == onErr && pure(f) {
			if o, ok := j.refused(c, nil, false, how, fails, from, ""); ok {
				return o
			}
		}
		if how == onFalse && (j.names.Of(f) == "slices.Contains" || j.names.Of(f) == "strings.EqualFold") && len(c.Args) == 2 {
			return j.member(c, fails)
		}
		o.plain = how == onFalse && in(wordsForm, j.allWords(c))
		return o
	}
	name := split(f.Name())
	all := identWords(c.Fun)
	for _, a := range c.Args {
		all = append(all, identWords(a)...)
	}
	n, s := speak(name), speak(all)
	if fromContext(name) && how != onTrue {
		// What a middleware left in the context of the request.
		ws := append(split(f.Pkg().Name()), name...)
		if k := speak(ws); (k.credential || k.principal || in(wordsHeld, ws)) && !k.right && !k.policy {
			if !fails {
				return outcomeOf{est: true, key: key}
			}
			return failed(Finding{Subject: Principal, Test: Absent, Strong: true, What: notKnown, From: from, Node: c, Key: key})
		}
	}
	if n.strong && in(wordsNot, name) && how != onErr {
		// It says that nobody is known, where it is true.
		switch {
		case how == onTrue && fails:
			return failed(Finding{Subject: Principal, Test: Absent, Strong: true, What: notKnown, From: from, Node: c, Key: key})
		case how == onFalse && fails:
			return outcomeOf{est: true, key: key}
		}
		return o
	}
	if how == onTrue {
		if n.open && fails && !s.policy && !j.configExpr(c.Fun) {
			return failed(Finding{Subject: Principal, Test: Absent, What: notKnown, From: from, Node: c, Key: key})
		}
		return o
	}
	if how == onFalse && fails && !s.credential && !s.right && j.configExpr(c.Fun) {
		return failed(Finding{Subject: Configuration, Test: Off, Strong: true, What: switchedOff, From: exprText(c), Node: c, Key: key})
	}
	if in(wordsForm, name) && !s.credential && !s.right {
		o.plain = true
		return o
	}
	if n.policy || speak(split(f.Pkg().Name())).policy {
		return failed(Finding{Subject: Request, Test: Other, Node: c, From: from, Key: key})
	}
	if o, ok := j.refused(c, name, idx == 0 && isBool(j.info.TypeOf(c)), how, fails, from, key); ok {
		return o
	}
	switch {
	case (n.credential || n.strong) && n.right:
		o.mixed = fails
	case n.strong:
		if !fails {
			return outcomeOf{est: true, key: key}
		}
		return failed(Finding{Subject: Principal, Test: Absent, Strong: !s.policy, What: notKnown, From: from, Node: c, Key: key})
	case n.credential:
		if !fails {
			return outcomeOf{est: !in(wordsMaking, name) && !in(wordsGetting, name), key: key}
		}
		if in(wordsMaking, first(name)) || in(wordsByID, name) {
			return o
		}
		return failed(Finding{Subject: Credential, Test: Rejected, Strong: (n.verb || n.principal && j.byCredential(c)) && !s.policy && !s.right, What: credRejected, From: from, Node: c, Key: key})
	case n.right:
		asks := in(wordsAsk, name) || how == onFalse
		if !fails {
			return outcomeOf{est: asks && !in(wordsForm, name), key: key}
		}
		t := Attribute
		if in(wordsEngine, all) {
			t = Refused
		}
		return failed(Finding{Subject: Principal, Test: t, Strong: asks && !s.policy, Known: t == Refused || j.knownArgs(c), What: lacking(name), From: from, Node: c, Key: key})
	case in(wordsVerify, first(name)) && len(name) == 1 && j.verifies(c):
		if !fails {
			return outcomeOf{est: true, key: key}
		}
		return failed(Finding{Subject: Credential, Test: Rejected, Strong: true, What: credRejected, From: from, Node: c, Key: key})
	case how == onFalse && fails && kindOfUser(name):
		return failed(Finding{Subject: Principal, Test: Attribute, What: "is not such a user", From: from, Node: c, Key: key})
	case in(wordsLookup, name) && j.byCredential(c):
		if !fails {
			return outcomeOf{est: true, key: key}
		}
		return failed(Finding{Subject: Credential, Test: Rejected, What: credRejected, From: from, Node: c, Key: key})
	}
	return o
}

// verifies tells whether the receiver, or a variable that a call is handed,
// is named after a credential, and nothing after a right or a policy.
func (j *Judge) verifies(c *ast.CallExpr) bool {
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	ws := identWords(sel.X)
	for _, a := range c.Args {
		switch ast.Unparen(a).(type) {
		case *ast.Ident, *ast.SelectorExpr:
			ws = append(ws, identWords(a)...)
		}
	}
	s := speak(ws)
	return s.credential && !s.right && !s.policy && !in(wordsOneTime, ws)
}

// kindOfUser tells whether a predicate asks for a kind of user, as
// IsServiceUser does, and not whether there is one.
func kindOfUser(name []string) bool {
	last := len(name) - 1
	return last > 1 && name[0] == "is" && in(wordsKind, name[last:]) && !in(wordsNoKind, name[1:last])
}

// member tells what says that something is, or is not, one of several.
func (j *Judge) member(c *ast.CallExpr, fails bool) outcomeOf {
	x, y := c.Args[0], c.Args[1]
	switch {
	case !fails:
		return outcomeOf{}
	case j.tokensOwn(x) || j.tokensOwn(y):
		return failed(Finding{Subject: Credential, Test: Rejected, What: wrongUse, From: exprText(c), Node: c})
	}
	return outcomeOf{}
}

// byCredential tells whether what a call looks up is a credential: the last
// part of an argument.
func (j *Judge) byCredential(c *ast.CallExpr) bool {
	for _, a := range c.Args {
		for {
			if b, ok := ast.Unparen(a).(*ast.BinaryExpr); ok && b.Op == token.ADD {
				a = b.Y
			} else if s, ok := ast.Unparen(a).(*ast.CallExpr); ok && len(s.Args) > 0 {
				a = s.Args[len(s.Args)-1]
			} else {
				break
			}
		}
		if sel, ok := ast.Unparen(a).(*ast.SelectorExpr); ok {
			a = sel.Sel
		}
		ws := identWords(a)
		if s := speak(ws); s.credential && !s.right && !s.policy && in(wordsBearer, ws) {
			return true
		}
	}
	return false
}

// lacking is what a caller lacks by the words of a check.
func lacking(ws []string) string {
	for _, l := range lackings {
		if in(l.Words, ws) {
			return l.What
		}
	}
	return lacksRight
}

// fromContext tells whether a name says that the context is read.
func fromContext(name []string) bool {
	return in(wordsFromContext, name)
}

const (
	notKnown     = "the caller is not known"
	credRejected = "the credentials were rejected"
	noCredential = "no credentials were sent"
	lacksRight   = "lacks a right"
	notOwner     = "does not own the resource"
	switchedOff  = "the endpoint is switched off"
	wrongUse     = "the token is meant for another use"
	wrongAddress = "the address is not let in"
)

// isStd tells whether a package belongs to the standard library. A module may
// have a path without a dot too: its packages begin as the one at hand does.
func (j *Judge) isStd(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	own, _, _ := strings.Cut(j.pkg.Path(), "/")
	return !strings.Contains(first, ".") && path != "" && first != "main" && (first != own || j.isGo()) && !strings.Contains(path, "testdata")
}

// isGo tells whether the package at hand belongs to the standard library.
func (j *Judge) isGo() bool {
	p := scope.Package{Path: j.pkg.Path(), Module: j.pass.Module}
	return p.Std()
}

// knownArgs tells whether a call is handed a principal that must be there: a
// field of one.
func (j *Judge) knownArgs(c *ast.CallExpr) bool {
	es := slices.Clone(c.Args)
	if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok {
		es = append(es, sel)
	}
	for _, a := range es {
		if j.knownPrincipal(a) || j.ofRequest(a) {
			return true
		}
	}
	return false
}

// knownPrincipal tells whether an expression reads a field of a principal
// through a pointer, or of claims: without one it would not get so far.
func (j *Judge) knownPrincipal(e ast.Expr) bool {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	s := j.info.Selections[sel]
	if s == nil || s.Kind() != types.FieldVal {
		return false
	}
	t := s.Recv()
	ws := append(identWords(sel.X), j.originWords(sel.X, sel.Pos())...)
	if n, ok := deref(t).(*types.Named); ok {
		ws = append(ws, split(n.Obj().Name())...)
	}
	if !speak(ws).principal {
		return false
	}
	if _, ok := types.Unalias(t).Underlying().(*types.Pointer); ok {
		return true
	}
	return slices.Contains(ws, "claims")
}

// boolCall tells what a call with a boolean result says.
func (j *Judge) boolCall(c *ast.CallExpr, idx int, truth bool, depth int) outcomeOf {
	f := syntax.Callee(j.info, c)
	if f == nil {
		return j.dynamic(c, idx, onFalse, !truth, depth)
	}
	switch {
	case j.names.Of(f) == "errors.AsType":
		if t, ok := j.info.TypeOf(c).(*types.Tuple); ok && truth && idx == 1 {
			return j.sentinelType(deref(t.At(0).Type()), c)
		}
		return outcomeOf{plain: !truth}
	case isLike(f), j.names.Of(f) == "errors.As":
		if !truth || len(c.Args) != 2 {
			return outcomeOf{plain: !truth}
		}
		if f.Name() == "As" {
			if t := j.info.TypeOf(c.Args[1]); t != nil {
				return j.sentinelType(deref(deref(t)), c)
			}
			return outcomeOf{}
		}
		return j.sentinel(c.Args[1], c)
	}
	if truth {
		if o := j.callFails(c, idx, onTrue, true, depth); len(o.fails) > 0 {
			return o
		}
	}
	return j.callFails(c, idx, onFalse, !truth, depth)
}

// isLike tells whether a function compares two errors, as errors.Is does.
func isLike(f *types.Func) bool {
	p, r := f.Signature().Params(), f.Signature().Results()
	return in(wordsIs, first(split(f.Name()))) && p.Len() == 2 && r.Len() == 1 &&
		isBool(r.At(0).Type()) && isErr(p.At(0).Type()) && isErr(p.At(1).Type())
}

// sentinel tells what an error variable, or a type, says.
func (j *Judge) sentinel(e ast.Expr, at ast.Node) outcomeOf {
	e = ast.Unparen(e)
	if tv, ok := j.info.Types[e]; ok && tv.IsType() {
		return j.sentinelType(deref(tv.Type), at)
	}
	var obj types.Object
	switch e := e.(type) {
	case *ast.Ident:
		obj = j.info.Uses[e]
	case *ast.SelectorExpr:
		obj = j.info.Uses[e.Sel]
	}
	v, ok := obj.(*types.Var)
	if !ok || v.Pkg() == nil || v.Parent() != v.Pkg().Scope() {
		return outcomeOf{}
	}
	o := j.named(v.Pkg().Path()+"."+v.Name(), v.Name(), e, at)
	if len(o.fails) == 0 && !in(wordsDenied, split(v.Name())) {
		// The name leaves it open: its text may tell.
		f := Finding{Strong: true, From: exprText(e), Node: at, Key: o.key}
		switch c, plain, _ := textClass(j.errorText(v)); {
		case c == Authentication:
			f.Subject, f.Test, f.What = Credential, Rejected, credRejected
			return failed(f)
		case c == Authorization && plain:
			f.Subject, f.Test, f.What, f.Known = Principal, Attribute, lacksRight, true
			return failed(f)
		}
		if f, ok := j.returnedFor(v); ok {
			f.From, f.Node, f.Key = exprText(e), at, o.key
			return failed(f)
		}
	}
	return o
}

func (j *Judge) sentinelType(t types.Type, at ast.Node) outcomeOf {
	n, ok := t.(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return outcomeOf{}
	}
	return j.named(n.Obj().Pkg().Path()+"."+n.Obj().Name(), n.Obj().Name(), nil, at)
}

func (j *Judge) named(full, name string, e ast.Expr, at ast.Node) outcomeOf {
	from := name
	if e != nil {
		from = exprText(e)
	}
	if r := keptRow(lookup().sentinels[full]); r != nil {
		if r.Words {
			s := speak(append(split(j.funcName(at.Pos())), j.allWords(at)...))
			if s.policy || !s.credential {
				return outcomeOf{key: full}
			}
		}
		return failed(Finding{Subject: r.Subject, Test: r.Test, Typed: true, Known: r.Test == Refused, What: r.What, From: from, Node: at, Row: r.Name, Key: full})
	}
	ws := split(name)
	s := speak(ws)
	o := outcomeOf{key: full}
	switch {
	case s.policy, s.credential && s.right:
	case in(wordsRevoked, ws) && s.credential:
		return failed(Finding{Subject: Credential, Test: Revoked, Strong: true, What: "the token was revoked", From: from, Node: at, Key: full})
	case s.credential && in(wordsExpired, ws):
		return failed(Finding{Subject: Credential, Test: Expired, Strong: true, What: "the credentials have expired", From: from, Node: at, Key: full})
	case s.credential && in(wordsBad, ws):
		return failed(Finding{Subject: Credential, Test: Rejected, Strong: true, What: credRejected, From: from, Node: at, Key: full})
	case s.right && in(wordsLack, ws):
		return failed(Finding{Subject: Principal, Test: Attribute, Strong: true, Known: true, What: lacking(ws), From: from, Node: at, Key: full})
	}
	return o
}

// empty tells what says that something is nil, empty or zero, or is not.
func (j *Judge) empty(x ast.Expr, is bool, depth int) outcomeOf {
	x = ast.Unparen(x)
	if t := j.info.TypeOf(x); t != nil {
		if _, ok := t.Underlying().(*types.Signature); ok {
			return outcomeOf{}
		}
	}
	if sel, ok := x.(*ast.SelectorExpr); ok {
		if r := j.fieldRow(sel); r != nil && r.Fails == onZero {
			if is {
				return failed(Finding{Subject: r.Subject, Test: r.Test, Typed: true, What: r.What, From: exprText(sel), Node: sel, Row: r.Name})
			}
			return outcomeOf{}
		}
	}
	c, idx := j.defs.Call(x, x.Pos())
	if c != nil && idx == 0 {
		if o := j.callFails(c, idx, onZero, is, depth); len(o.fails) > 0 && (o.fails[0].Typed) || o.est {
			return o
		}
	}
	if c != nil && idx == 0 && c == x && j.readsHeader(c) {
		if !is {
			return outcomeOf{}
		}
		return failed(Finding{Subject: Credential, Test: Absent, Strong: true, What: noCredential, From: exprText(x), Node: x})
	}
	if c != nil && isPointer(j.info.TypeOf(x)) {
		if f := syntax.Callee(j.info, c); f != nil && j.decls[f.Origin()] != nil && is {
			// A function of this package that returns nil for no good credentials.
			if o, ok := j.helperOf(c, f.Origin(), idx, onZero, true, depth); ok && agree(o.fails) == Authentication && !o.mixed {
				o.fails = at(o.fails, exprText(c.Fun), c, "")
				return o
			}
		}
	}
	if !speak(append(j.allWords(x), j.originWords(x, x.Pos())...)).policy {
		if o, ok := j.lack(x, is); ok {
			return o
		}
	}
	ws := identWords(x)
	at := j.allWords(x)
	if sel, ok := x.(*ast.SelectorExpr); ok && !in(wordsID, split(sel.Sel.Name)) {
		// A field of a principal is another matter, unless it is their name.
		ws = split(sel.Sel.Name)
	}
	at = append(at, j.originWords(x, x.Pos())...)
	if t, ok := deref(j.info.TypeOf(x)).(*types.Named); ok {
		ws = append(ws, split(t.Obj().Name())...)
	}
	s, all := speak(ws), speak(append(slices.Clone(ws), at...))
	f := Finding{From: exprText(x), Node: x, Key: ""}
	switch {
	case all.policy:
		if is {
			f.Subject, f.Test = Request, Other
			return failed(f)
		}
		return outcomeOf{}
	case s.principal || slices.Contains(ws, "claims") || slices.Contains(ws, "session"):
		if all.right {
			return outcomeOf{mixed: is}
		}
		// A user that was looked up in a store is another matter: the one
		// who asks comes from the request, the session or its context.
		asks := in(wordsAsking, append(slices.Clone(ws), at...)) || j.ofRequest(x) || j.contextValue(x) != nil
		if !asks {
			return outcomeOf{}
		}
		if !is {
			return outcomeOf{est: true}
		}
		f.Subject, f.Test, f.What, f.Strong = Principal, Absent, notKnown, asks
		return failed(f)
	case s.credential:
		if !is {
			return outcomeOf{}
		}
		_, isField := x.(*ast.SelectorExpr)
		if isField && !in(wordsRequest, identWords(x)) {
			return outcomeOf{} // a field of a body or of a record
		}
		f.Subject, f.Test, f.What = Credential, Absent, noCredential
		f.Strong = !all.right && in(wordsHeader, at) && !in(wordsOneTime, at)
		return failed(f)
	}
	return outcomeOf{}
}

// mismatch tells what two things that differ say.
func (j *Judge) mismatch(e *ast.BinaryExpr, x, y ast.Expr) outcomeOf {
	wx, wy := j.sideWords(x), j.sideWords(y)
	sx, sy := speak(j.subjectWords(x, wx)), speak(j.subjectWords(y, wy))
	f := Finding{Node: e, From: exprText(e)}
	if sx.policy || sy.policy {
		f.Subject, f.Test = Request, Other
		return failed(f)
	}
	cx, cy := j.constOf(x), j.constOf(y)
	eq := compares(e.Op)
	if eq {
		if o, ok := j.apart(e, x, y); ok {
			return o
		}
	}
	if cy != nil && cy.Kind() == constant.String && in(wordsOn, split(constant.StringVal(cy))) {
		if c, _ := j.defs.Call(j.stripped(x), x.Pos()); c != nil {
			if f := syntax.Callee(j.info, c); f != nil {
				if row := j.callRow(c, f.Origin()); row != nil && row.Switch && j.switches(c) {
					return failed(Finding{Subject: row.Subject, Test: row.Test, Typed: true, What: row.What, From: f.Pkg().Name() + "." + f.Name(), Node: c, Row: row.Name})
				}
			}
		}
	}
	if eq && cx == nil && cy == nil {
		if j.principalID(x) && j.resourceID(y) || j.principalID(y) && j.resourceID(x) {
			f.Subject, f.Test, f.What, f.Strong, f.Known = Resource, Relation, notOwner, true, true
			return failed(f)
		}
		if f, ok := j.otherPrincipal(x, y, f); ok {
			return failed(f)
		}
		if in(wordsID, lastWords(x)) && in(wordsID, lastWords(y)) && (j.principalID(x) || j.principalID(y)) {
			return outcomeOf{} // names, and no credentials
		}
		nx, ny := speak(identWords(x)), speak(identWords(y))
		if sx.credential && sy.credential && !sx.right && !sy.right {
			f.Subject, f.Test, f.What = Credential, Rejected, credRejected
			f.Strong = nx.credential || ny.credential
			return failed(f)
		}
		if in(wordsUserField, lastWords(x)) && in(wordsUserField, lastWords(y)) {
			return outcomeOf{shape: true} // a name beside the password tells nothing more
		}
	}
	lhs := x
	s := sx
	if cx != nil {
		lhs, s = y, sy
	}
	if eq && j.tokensOwn(lhs) {
		f.Subject, f.Test, f.What = Credential, Rejected, wrongUse
		return failed(f)
	}
	if sel, ok := ast.Unparen(lhs).(*ast.SelectorExpr); ok && in(wordsInput, identWords(sel.X)) && !j.knownPrincipal(sel) {
		return outcomeOf{} // what the caller asks for, not what they are
	}
	if speak(identWords(lhs)).right && !s.credential && (cx != nil || cy != nil || !eq) && !in(wordsMode, wx) {
		f.Subject, f.Test, f.What = Principal, Attribute, lacking(append(identWords(lhs), j.originWords(lhs, lhs.Pos())...))
		base := lhs
		f.Known = j.knownPrincipal(base)
		f.Strong = f.Known || s.principal
		f.From = exprText(lhs)
		if sel, ok := ast.Unparen(lhs).(*ast.SelectorExpr); ok {
			if o := j.info.Uses[sel.Sel]; o != nil {
				f.Key = objKey(o)
			}
		}
		return failed(f)
	}
	return outcomeOf{}
}

// subjectWords are words of an operand without those that only say where in the
// request it stands.
func (j *Judge) subjectWords(e ast.Expr, ws []string) []string {
	if !slices.Contains(ws, "url") || !j.source(e).has(OfRequest) {
		return ws
	}
	return slices.DeleteFunc(slices.Clone(ws), func(w string) bool { return w == "url" })
}

// stripped is an expression without conversions and what trims it.
func (j *Judge) stripped(e ast.Expr) ast.Expr {
	for {
		c, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok || len(c.Args) == 0 {
			return e
		}
		f := syntax.Callee(j.info, c)
		if !j.info.Types[c.Fun].IsType() && (f == nil || f.Pkg() == nil || f.Pkg().Path() != "strings" && f.Pkg().Path() != "bytes") {
			return e
		}
		e = c.Args[0]
	}
}

// switches tells whether the words of a call, and of what it is handed, are
// those of a switch.
func (j *Judge) switches(c *ast.CallExpr) bool {
	ws := j.allWords(c)
	for _, a := range c.Args {
		ws = append(ws, j.originWords(a, c.Pos())...)
	}
	return in(wordsSwitch, ws)
}

// otherPrincipal tells whether the id of the one who asks differs from another
// id, of which nothing says whose it is.
func (j *Judge) otherPrincipal(x, y ast.Expr, f Finding) (Finding, bool) {
	if j.principalID(y) {
		x, y = y, x
	}
	ws := j.sideWords(y)
	if !j.principalID(x) || !in(wordsPlainID, identWords(y)) || j.configExpr(y) || in(wordsAskingID, ws) || speak(ws).credential {
		return f, false
	}
	f.Subject, f.Test, f.What, f.Known = Resource, Relation, notOwner, true
	return f, true
}

// tokensOwn tells whether an expression is what a token says of itself: whom
// it is for, who issued it and what it may be used as.
func (j *Judge) tokensOwn(e ast.Expr) bool {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	return ok && in(wordsClaim, split(sel.Sel.Name))
}

func objKey(o types.Object) string {
	if o.Pkg() == nil {
		return ""
	}
	return o.Pkg().Path() + "." + o.Name() + "@" + o.Type().String()
}

// sideWords are the words of an operand and of what it was made from.
func (j *Judge) sideWords(e ast.Expr) []string {
	return append(identWords(e), j.originWords(e, e.Pos())...)
}

// first is the first word of a name. One of underscores only has none.
func first(name []string) []string { return name[:min(1, len(name))] }

// lastWords are the words of the name that an expression ends in.
func lastWords(e ast.Expr) []string {
	switch e := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		return split(e.Sel.Name)
	case *ast.CallExpr:
		return lastWords(e.Fun)
	}
	return identWords(e)
}

// ofRequest tells whether an expression is looked up in the context of the
// request, under a name that is no parameter of it.
func (j *Judge) ofRequest(e ast.Expr) bool {
	c := j.contextValue(e)
	return c != nil && speak(j.allWords(c)).principal
}

// contextValue is the call by which an expression was looked up in the context
// of the request, or nil.
func (j *Judge) contextValue(e ast.Expr) *ast.CallExpr {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		if os := j.defs.Of(id, id.Pos()); len(os) == 1 && os[0].Index == 0 {
			if x, ok := os[0].Expr.(*ast.TypeAssertExpr); ok {
				e = x.X
			}
		}
	}
	c, _ := j.defs.Call(e, e.Pos())
	if c == nil {
		return nil
	}
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok || !in(wordsContext, first(split(sel.Sel.Name))) {
		return nil
	}
	n, ok := deref(j.info.TypeOf(sel.X)).(*types.Named)
	if !ok || !in(wordsCtx, split(n.Obj().Name())) {
		return nil
	}
	return c
}

// principalID tells whether an expression is the id of the one who asks.
func (j *Judge) principalID(e ast.Expr) bool {
	ws := j.sideWords(e)
	direct := identWords(e)
	id := in(wordsID, direct)
	return id && (in(wordsAskingID, ws) || j.ofRequest(e)) && !j.resourceID(e) && !j.configExpr(e)
}

// resourceID tells whether an expression is taken from the request's path or
// says whom a resource belongs to.
func (j *Judge) resourceID(e ast.Expr) bool {
	direct := identWords(e)
	if in(wordsOwner, direct) {
		return true
	}
	ws := j.sideWords(e)
	if in(wordsAskingID, ws) {
		return false
	}
	if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok && in(wordsUserField, split(sel.Sel.Name)) {
		// A record's field that names a user.
		if s := j.info.Selections[sel]; s != nil && s.Kind() == types.FieldVal {
			bs := identWords(sel.X)
			if n, ok := deref(s.Recv()).(*types.Named); ok {
				bs = append(bs, split(n.Obj().Name())...)
			}
			k := speak(bs)
			return !k.principal && !k.credential && !j.configExpr(sel) && !in(wordsInput, bs)
		}
	}
	return in(wordsPath, ws)
}

// boolVar tells what a boolean variable says.
func (j *Judge) boolVar(id *ast.Ident, truth bool, depth int) outcomeOf {
	os := j.defs.Of(id, id.Pos())
	if len(os) == 0 {
		return j.boolWords(id, nil, truth)
	}
	if len(os) > 1 {
		return j.flag(id, os, truth, depth)
	}
	o := os[0]
	if o.Range || o.Expr == nil {
		return outcomeOf{}
	}
	if o.Of == 1 && j.info.TypeOf(o.Expr) != nil && !isBool(j.info.TypeOf(o.Expr)) {
		return outcomeOf{}
	}
	if o.Of == 1 {
		if j.constOf(o.Expr) != nil {
			return outcomeOf{}
		}
		return j.eval(o.Expr, truth, depth+1)
	}
	switch x := ast.Unparen(o.Expr).(type) {
	case *ast.CallExpr:
		return j.boolCall(x, o.Index, truth, depth)
	case *ast.TypeAssertExpr:
		return j.asserted(id, x, truth, depth)
	case *ast.IndexExpr:
		s := speak(j.allWords(x))
		if isHeader(j.info.TypeOf(x.X)) && j.credentialKey(x.Index) {
			if truth {
				return outcomeOf{}
			}
			return failed(Finding{Subject: Credential, Test: Absent, Strong: true, What: noCredential, From: exprText(x), Node: x})
		}
		if s.policy || s.right {
			return outcomeOf{}
		}
		if o, ok := j.keyed(x, truth); ok {
			return o
		}
		if s.credential && in(wordsKept, j.allWords(x)) {
			if truth {
				return outcomeOf{est: true}
			}
			return failed(Finding{Subject: Credential, Test: Rejected, What: credRejected, From: exprText(x), Node: x})
		}
	}
	return outcomeOf{}
}

// flag is a variable that starts false and is set in a loop or branch.
func (j *Judge) flag(id *ast.Ident, os []syntax.Definition, truth bool, depth int) outcomeOf {
	var out outcomeOf
	first := true
	for _, o := range os {
		c := j.constOf(o.Expr)
		if c == nil || c.Kind() != constant.Bool {
			return outcomeOf{}
		}
		if constant.BoolVal(c) == truth {
			continue
		}
		ts := j.conditions(o.Path)
		if len(ts) == 0 {
			return outcomeOf{}
		}
		got := j.eval(ts[0].Cond, !ts[0].Truth, depth+1)
		if first {
			out, first = got, false
		} else {
			out = either(out, got)
		}
	}
	return out
}

// asserted tells what ok of v, ok := x.(T) says: whether the context or
// session holds a principal.
func (j *Judge) asserted(ok *ast.Ident, x *ast.TypeAssertExpr, truth bool, depth int) outcomeOf {
	ws := append(j.allWords(x), j.originWords(x.X, x.Pos())...)
	if t, ok := deref(j.info.TypeOf(x)).(*types.Named); ok {
		ws = append(ws, split(t.Obj().Name())...)
	}
	s := speak(ws)
	kept := !s.policy && j.contextValue(x.X) != nil && j.source(x.X).only(OfPrincipal)
	if !kept && (s.policy || s.right || !s.principal && !s.credential || !in(wordsContext, ws) || !j.ofRequest(x.X) && !in(wordsKept, ws) && !(s.principal && j.contextValue(x.X) != nil)) {
		return outcomeOf{shape: true}
	}
	if truth {
		return outcomeOf{est: true}
	}
	return failed(Finding{Subject: Principal, Test: Absent, Strong: true, What: notKnown, From: exprText(x), Node: x})
}

func (j *Judge) fieldRow(sel *ast.SelectorExpr) *field {
	s := j.info.Selections[sel]
	if s == nil || s.Kind() != types.FieldVal {
		return nil
	}
	if n, ok := deref(s.Recv()).(*types.Named); ok && n.Obj().Pkg() != nil {
		return keptRow(lookup().fields[n.Obj().Pkg().Path()+"."+n.Obj().Name()+"."+sel.Sel.Name])
	}
	return nil
}

// boolField tells what a boolean field says.
func (j *Judge) boolField(sel *ast.SelectorExpr, truth bool) outcomeOf {
	if r := j.fieldRow(sel); r != nil && (r.Fails == onFalse || r.Fails == onTrue) {
		if (r.Fails == onTrue) == truth {
			return failed(Finding{Subject: r.Subject, Test: r.Test, Typed: true, Known: r.Test == Refused, What: r.What, From: exprText(sel), Node: sel, Row: r.Name})
		}
		return outcomeOf{est: true}
	}
	if s := j.info.Selections[sel]; s != nil && sel.Sel.Name == "Active" {
		// RFC 7662 §2.2: the field of a token's introspection.
		ws := identWords(sel.X)
		if n, ok := deref(s.Recv()).(*types.Named); ok {
			ws = append(ws, split(n.Obj().Name())...)
		}
		if in(wordsIntrospection, ws) {
			if truth {
				return outcomeOf{est: true}
			}
			return failed(Finding{Subject: Credential, Test: Rejected, Strong: true, What: "the token is not active", From: exprText(sel), Node: sel})
		}
	}
	if os := j.defs.Of(sel, sel.Pos()); len(os) == 1 && os[0].Expr != nil && os[0].Of == 1 && !os[0].Range && j.constOf(os[0].Expr) == nil {
		if o := j.eval(os[0].Expr, truth, 1); len(o.fails) > 0 || o.est {
			return o
		}
	}
	if o, ok := j.part(sel, truth); ok {
		return o
	}
	return j.boolWords(sel.Sel, sel, truth)
}

// boolWords is what the name of a boolean says.
func (j *Judge) boolWords(id *ast.Ident, sel *ast.SelectorExpr, truth bool) outcomeOf {
	var e ast.Expr = id
	if sel != nil {
		e = sel
	}
	name := split(id.Name)
	n, all := speak(name), speak(identWords(e))
	key := ""
	if o := j.info.Uses[id]; o != nil {
		if v, ok := o.(*types.Var); ok && v.IsField() {
			key = objKey(v)
			if truth {
				key += "+"
			}
		}
	}
	f := Finding{From: exprText(e), Node: e, Key: key}
	o := outcomeOf{key: key}
	if named := sel != nil && j.configExpr(sel); named || sel != nil && j.source(sel).only(OfConfiguration) {
		if !all.credential && !all.right && !all.open && !(truth && all.principal) {
			// What is set may close an endpoint too; few words say that it does.
			f.Subject, f.Test, f.What, f.Strong, f.Proven = Configuration, Off, switchedOff, !truth || in(wordsClosed, name), !named
			return failed(f)
		}
		return o
	}
	switch {
	case n.policy:
		f.Subject, f.Test = Account, Other
		return failed(f)
	case n.strong && !n.right, n.credential && !n.right && in(wordsIn, name):
		anon := in(wordsNot, name)
		if truth != anon {
			return outcomeOf{est: true, key: key}
		}
		f.Subject, f.Test, f.What, f.Strong = Principal, Absent, notKnown, true
		return failed(f)
	case n.credential && n.right:
		o.mixed = true
	case n.right:
		if truth {
			o.est = true
			return o
		}
		f.Subject, f.Test, f.What = Principal, Attribute, lacking(name)
		f.Known = sel != nil && j.knownPrincipal(sel)
		f.Strong = sel != nil && (all.principal || f.Known)
		return failed(f)
	case in(wordsEither, name):
		// Either may be meant.
		o.mixed = !truth
	}
	o.plain = in(wordsForm, name)
	return o
}

// configExpr tells whether an expression reads the configuration.
func (j *Judge) configExpr(e ast.Expr) bool {
	root := ast.Unparen(e)
	for {
		switch x := root.(type) {
		case *ast.SelectorExpr:
			if t := j.info.TypeOf(x.X); t != nil {
				if n, ok := deref(t).(*types.Named); ok && in(wordsConfig, split(n.Obj().Name())) {
					return true
				}
			}
			if in(wordsConfig, split(x.Sel.Name)) && j.info.Selections[x] != nil && x != e {
				return true
			}
			root = ast.Unparen(x.X)
			continue
		case *ast.CallExpr:
			root = ast.Unparen(x.Fun)
			continue
		case *ast.Ident:
			return x != e && in(wordsConfig, split(x.Name))
		}
		return false
	}
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
func (j *Judge) literal(fun ast.Expr) *ast.FuncLit {
	id, ok := ast.Unparen(fun).(*ast.Ident)
	if !ok {
		return nil
	}
	os := j.defs.Of(id, id.Pos())
	if len(os) != 1 || os[0].Expr == nil || os[0].Of != 1 || os[0].Range {
		return nil
	}
	lit, _ := ast.Unparen(os[0].Expr).(*ast.FuncLit)
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
		case o.mixed && o.vague && agree(o.fails) == Authorization && j.proven(o.fails) && j.knownBy(ts[i+1:], depth):
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
func (j *Judge) proven(fs []Finding) bool {
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
