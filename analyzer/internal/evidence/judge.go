package evidence

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/callgraph"
	"github.com/authstatus/authstatus/analyzer/internal/kept"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Judge weighs the evidence of one package.
type Judge struct {
	pass  *analysis.Pass
	info  *types.Info
	pkg   *types.Package
	files []*ast.File
	decls map[*types.Func]*ast.FuncDecl
	sites *callgraph.Sites
	busy  map[ast.Node]bool // functions and literals whose returns are being read

	defs     *syntax.Definitions
	initials map[*types.Var]ast.Expr

	asked       map[*types.Var]reason
	returnPaths map[types.Object][][]ast.Node
	failures    map[failureKey]failure
	sources     map[sourceKey]Provenance
	cut         int // how often a function was asked for that is being read

	flow Flow // nil where there is none
	asks int  // calls that were looked out to

	names  syntax.Names
	showed map[syntax.Test]bool // what a condition shows, by its outcome

	frames       []frame // the calls whose callees are being read
	visits       int     // expressions that were looked at for the question at hand
	asking       bool    // there is one
	setInRequest map[*types.Var]bool
	handles      map[*ast.FuncDecl]bool // see handlesRequest
	behind       Guarded                // nil where nothing is known of routes
	stored       *kept.Index
	handedTo     map[*types.Var]Provenance // parameters that were asked for
	keeping      bool                      // what is kept with a request is asked for
	keptKeys     []string                  // under which that is
}

// New prepares a judge for a package.
func New(pass *analysis.Pass, sites *callgraph.Sites) *Judge {
	j := &Judge{pass: pass, sites: sites, info: pass.TypesInfo, pkg: pass.Pkg, files: sites.Files, decls: map[*types.Func]*ast.FuncDecl{}, busy: map[ast.Node]bool{},
		defs: syntax.NewDefinitions(pass.Pkg, pass.TypesInfo, sites.Files), failures: map[failureKey]failure{}, sources: map[sourceKey]Provenance{}, asked: map[*types.Var]reason{}, names: syntax.Names{}, showed: map[syntax.Test]bool{}, handedTo: map[*types.Var]Provenance{}, handles: map[*ast.FuncDecl]bool{}}
	j.stored = storedBy(j, pass)
	maps.Insert(j.decls, syntax.Functions(pass.TypesInfo, sites.Files))
	return j
}

// Definitions are what the variables of the package hold.
func (j *Judge) Definitions() *syntax.Definitions { return j.defs }

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
			b := j.eval(e.Y, truth, depth)
			if (e.Op == token.LAND) == truth {
				return both(j.eval(e.X, truth, depth), b)
			}
			rest, last := lastOperand(e.X, e.Op)
			switch a := j.eval(last, truth, depth); {
			case agree(a.fails) == Authentication || !guardsIndex(last, e.Y):
				return either(j.eval(e.X, truth, depth), b)
			case rest == nil:
				return b
			}
			return either(j.eval(rest, truth, depth), b)
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

// lastOperand takes the last operand off a chain of one operator; there is no rest
// where there is one alone.
func lastOperand(e ast.Expr, op token.Token) (rest, last ast.Expr) {
	if b, ok := ast.Unparen(e).(*ast.BinaryExpr); ok && b.Op == op {
		return b.X, b.Y
	}
	return nil, e
}

// guardsIndex tells whether x only asks whether there is the element of a list
// that y is about.
func guardsIndex(x, y ast.Expr) bool {
	cmp, ok := ast.Unparen(x).(*ast.BinaryExpr)
	if !ok {
		return false
	}
	list := lengthOf(cmp.X)
	if list == nil {
		return false
	}
	name, found := types.ExprString(list), false
	ast.Inspect(y, func(n ast.Node) bool {
		i, ok := n.(*ast.IndexExpr)
		found = found || ok && types.ExprString(i.X) == name
		return !found
	})
	return found
}

// isNil, isZero and isBool tell what a constant side is.
func (j *Judge) isNil(e ast.Expr) bool {
	tv := j.info.Types[ast.Unparen(e)]
	return tv.IsNil()
}

// constOf is the constant that an expression is, or that the variable holds
// which it names, or nil.
func (j *Judge) constOf(e ast.Expr) constant.Value {
	if v := j.info.Types[ast.Unparen(e)].Value; v != nil {
		return v
	}
	return j.info.Types[keptIn(j.defs, e)].Value
}

// errorIs tells what an error that is there, or is not, says.
func (j *Judge) errorIs(x ast.Expr, there bool, depth int) outcomeOf {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		c, at := j.failing(x)
		if c == nil {
			return outcomeOf{}
		}
		return j.callFails(c, at, onErr, there, depth)
	}
	var all []outcomeOf
	for _, o := range j.defs.Of(id, x.Pos()) {
		if o.Expr != nil && j.isNil(o.Expr) {
			continue
		}
		if set, ok := errorSet(j, o, there, depth); ok {
			all = append(all, set)
			continue
		}
		c, at := (*ast.CallExpr)(nil), o.Index
		if o.Expr != nil && !o.Range {
			if c, ok = ast.Unparen(o.Expr).(*ast.CallExpr); !ok && o.Of == 1 {
				c, at = j.failing(o.Expr)
			}
		}
		if c == nil {
			return outcomeOf{}
		}
		all = append(all, j.callFails(c, at, onErr, there, depth))
	}
	return anyOf(all)
}

// errorSet tells what an error says, there or not, that a branch made or took from
// the package's own and kept in a variable: what a return statement there would.
func errorSet(j *Judge, o syntax.Definition, there bool, depth int) (outcomeOf, bool) {
	if o.Expr == nil || o.Of != 1 || o.Range || depth >= 3 {
		return outcomeOf{}, false
	}
	e := ast.Unparen(o.Expr)
	ts := j.conditions(o.Path)
	if len(ts) == 0 || ts[0].Early || !j.isMade(e) && syntax.GlobalVar(j.info, e) == nil {
		return outcomeOf{}, false
	}
	out, named := byError(j, e, ts, depth+1)
	if !named {
		out = j.tests(ts, depth+1)
	}
	if len(out.fails) == 0 || out.mixed {
		return outcomeOf{}, false
	}
	return failure{outcomeOf: out, told: true}.says(there)
}

// failing is the call that an error comes from, and which of its results it is
// or is kept in, as gorm keeps it in the field Error.
func (j *Judge) failing(x ast.Expr) (*ast.CallExpr, int) {
	if sel, ok := ast.Unparen(x).(*ast.SelectorExpr); ok && j.info.Selections[sel] != nil && syntax.IsError(j.info.TypeOf(sel)) {
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
	if idx == 1 && (how == onFalse && j.contextValue(c) == c || j.stored.Given(f, 0) != "") && j.source(c).only(OfPrincipal) {
		return told(fails, Finding{Subject: Principal, Test: Absent, Strong: true, Proven: true, What: notKnown, From: from, Node: c, Key: key})
	}
	if how == onFalse && idx == 1 && onlyCredentials(j, c) {
		if !fails {
			return outcomeOf{}
		}
		return failed(Finding{Subject: Credential, Test: Absent, Strong: true, Proven: true, Sent: true, What: noCredential, From: from, Node: c, Key: key})
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
			return outcomeOf{mixed: true, vague: true, fails: at(o.fails, from, c, key), key: key}
		case o.vague && agree(o.fails) == Authentication && !slices.ContainsFunc(o.fails, func(f Finding) bool { return f.Test == Absent }):
			return outcomeOf{est: true, key: key} // whatever else it refuses, it verified them
		case o.plain:
			// What it returns asks for the form of the answer; its name may say more.
			return j.callWords(c, f, idx, how, fails, from, key).orForm(true)
		case ok:
			o.fails = at(o.fails, from, c, key)
			if fails {
				confirm(o.fails, j.callWords(c, f, idx, how, fails, from, key))
			}
			if p := o.parts; p != nil {
				fs := at([]Finding{p.unknown, p.lacking}, from, c, key)
				o.parts = &parts{fs[0], fs[1]}
			}
			o.key = key
			return o
		}
	}
words:
	o := j.callWords(c, f, idx, how, fails, from, key)
	if how == onErr && idx > 0 && syntax.IsBool(resultType(j.info, c, 0)) && (agree(o.fails) == Authorization || !fails && speak(split(f.Name())).right) {
		return outcomeOf{key: key} // who may not is told by the truth value: the question failed
	}
	return o
}

// confirm strengthens what the body of a function leaves weak and its name, or what
// it is handed, says as well.
func confirm(fs []Finding, by outcomeOf) {
	if by.mixed || agree(by.fails) == Silent || agree(by.fails) != agree(fs) || !weakest(by.fails).Strong {
		return
	}
	for i := range fs {
		fs[i].Strong = true
	}
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
	return syntax.Is[*types.Pointer](t) || syntax.Is[*types.Interface](t)
}

// callRow is the row of a call: of the receiver's type first, then of the
// function that it names.
func (j *Judge) callRow(c *ast.CallExpr, f *types.Func) *call {
	t := lookup()
	if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok {
		if s := j.info.Selections[sel]; s != nil {
			if n := syntax.NamedOf(s.Recv()); n != nil && n.Obj().Pkg() != nil {
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
		case o.parts != nil && j.knownBy(ts[i+1:], depth):
			out.est, out.fails = true, []Finding{o.parts.lacking}
			decided = true
		case o.mixed:
			return outcomeOf{mixed: true, vague: o.vague, key: out.key, parts: o.parts, fails: o.fails}
		case len(o.fails) > 0:
			est := out.est
			out = o
			out.est = est || o.est
			decided = true
		case o.plain:
			continue
		case o.est && !t.Early && lacksAround(j, ts[i+1:], o, depth, &out):
			decided = true
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

// lacksAround finds the condition around one that says that the caller is known,
// if it says that they lack a right: the two are one test, nested.
func lacksAround(j *Judge, around []syntax.Test, known outcomeOf, depth int, out *outcomeOf) bool {
	for _, t := range around {
		if t.Early {
			continue
		}
		o := j.eval(t.Cond, t.Truth, depth).beside(known)
		if len(withoutSwitches(o.fails)) == 0 && !o.mixed {
			continue
		}
		if o.mixed || agree(o.fails) != Authorization {
			return false
		}
		*out = outcomeOf{fails: o.fails, est: true}
		return true
	}
	return false
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
		fd, _ := syntax.DeclAt(f, pos).(*ast.FuncDecl)
		return fd
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
