package evidence

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// What provenance says of a test. Names have a say only where it leaves a
// question open.

// refused is what the failure of a call says by what the call was handed: who
// refuses a credential does not know the caller, who refuses a principal knows
// them, and an address is no matter of who asks.
func (j *Judge) refused(c *ast.CallExpr, name []string, only bool, how outcome, fails bool, from, key string) (outcomeOf, bool) {
	if in(wordsMaking, first(name)) {
		return outcomeOf{}, false
	}
	p, asked := j.handed(c)
	n := speak(name)
	f := Finding{From: from, Node: c, Key: key, Strong: true, Proven: true}
	est := true // who passes is known
	switch {
	case p.has(OfCredential) && !p.has(OfPrincipal) && how != onTrue:
		if n.right && (in(wordsAsk, name) || !finds(j.info, c)) || in(wordsAuthorize, name) {
			return outcomeOf{}, false // it may be the right that the bearer lacks
		}
		est = !in(wordsGetting, first(name))
		f.Subject, f.Test, f.What, f.Sent = Credential, Rejected, credRejected, true
	case p.has(OfPrincipal) && how == onFalse && only && asked && in(wordsTyped, j.allWords(c)):
		return outcomeOf{}, false // who is known types a password once more
	case p.has(OfPrincipal) && how == onFalse && only && asked:
		f.Subject, f.Test, f.What, f.Known = Principal, Attribute, lacking(name), true
	case p.has(OfPrincipal) && !p.has(OfCredential) && how == onErr && only && len(name) == 1 && in(wordsAuthorize, name):
		f.Subject, f.Test, f.What, f.Known = Principal, Refused, lacking(name), true
	case p.has(OfPrincipal) && only && in(wordsFresh, name) && how == onFalse, p.has(OfPrincipal) && only && in(wordsExpired, name) && how == onTrue:
		if kindOfCaller(c.Fun) {
			return outcomeOf{}, false // an account may end too
		}
		f.Subject, f.Test, f.What, f.Sent = Credential, Expired, "the credentials have expired", true
	case p.has(OfAddress) && how == onFalse && only && !p.has(OfPrincipal):
		est = false
		f.Subject, f.Test, f.What = Request, Refused, wrongAddress
	default:
		return outcomeOf{}, false
	}
	if !fails {
		return outcomeOf{est: est, key: key}, true
	}
	return failed(f), true
}

// finds tells whether a call gives something beside its failure, and no answer
// to a question.
func finds(info *types.Info, c *ast.CallExpr) bool {
	t, ok := info.TypeOf(c).(*types.Tuple)
	return ok && t.Len() > 1 && !syntax.IsBool(t.At(0).Type()) && !syntax.IsError(t.At(0).Type())
}

// handed joins what a call is handed, its receiver too; asked tells whether
// there is something beside the one principal, so that it is more than a
// question about them alone.
func (j *Judge) handed(c *ast.CallExpr) (p Provenance, asked bool) {
	if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok && j.info.Selections[sel] != nil {
		p = j.source(sel.X)
		asked = p.has(OfRequest|OfResource) && !p.has(OfPrincipal)
	}
	for _, a := range c.Args {
		q := j.source(a)
		if isContext(j.info.TypeOf(a)) && !isContext(resultType(j.info, c, 0)) {
			q &^= OfCredential | OfBearer // it is handed to everything
		}
		p |= q
		means := q.only(OfConfiguration) && isPointer(j.info.TypeOf(a)) && !speak(identWords(a)).right
		asked = asked || !q.has(OfPrincipal) && !isRequestLike(j.info.TypeOf(a)) && !means
	}
	return p, asked
}

// kindOfCaller tells whether an expression names an account rather than what
// was shown for it.
func kindOfCaller(e ast.Expr) bool {
	if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
		e = sel.X
	}
	s := speak(identWords(e))
	return s.principal && !s.credential
}

// pure tells whether a function of the standard library fails for nothing but
// what it is handed.
func pure(f *types.Func) bool {
	if f.Pkg() == nil {
		return false
	}
	path := f.Pkg().Path()
	return slices.Contains([]string{"strings", "bytes", "strconv", "net", "net/netip", "net/url", "slices", "maps", "path", "regexp"}, path) ||
		strings.HasPrefix(path, "encoding/") || strings.HasPrefix(path, "crypto/")
}

// holds tells what a function of the standard library says that asks whether
// one value is, or is in, another.
func (j *Judge) holds(c *ast.CallExpr, f *types.Func, fails bool) (outcomeOf, bool) {
	var x, y ast.Expr
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	method := ok && j.info.Selections[sel] != nil
	switch {
	case method && f.Pkg() != nil && f.Pkg().Path() == "time" && len(c.Args) == 1 && (f.Name() == "After" || f.Name() == "Before"):
		x, y = sel.X, c.Args[0]
		if f.Name() == "Before" {
			x, y = y, x
		}
		return j.over(c, x, y, fails)
	case method && pure(f) && len(c.Args) == 1:
		x, y = sel.X, c.Args[0]
	case !method && pure(f) && len(c.Args) >= 2:
		x, y = c.Args[0], c.Args[1]
	default:
		return outcomeOf{}, false
	}
	if o, ok := j.apart(c, x, y); ok {
		if fails {
			return o, true
		}
		return outcomeOf{est: agree(o.fails) == Authorization || agree(o.fails) == Authentication}, true
	}
	return outcomeOf{}, false
}

// over tells what says that one time lies after another: the end of what was
// shown, or of what was found with it, is past. That it is not leaves open who
// asks.
func (j *Judge) over(c *ast.CallExpr, now, end ast.Expr, says bool) (outcomeOf, bool) {
	// says is the outcome of failure, which is that of a false answer.
	if says {
		now, end = end, now
	}
	if !in(wordsExpiry, lastWords(end)) || kindOfCaller(end) || !j.source(end).has(OfPrincipal|OfCredential) {
		return outcomeOf{}, false
	}
	return failed(Finding{Subject: Credential, Test: Expired, Strong: true, Proven: true, Sent: true, What: "the credentials have expired", From: exprText(c), Node: c}), true
}

// apart tells what two values say that differ, or of which one is not in the
// other.
func (j *Judge) apart(at ast.Expr, x, y ast.Expr) (outcomeOf, bool) {
	px, py := j.source(x), j.source(y)
	f := Finding{Node: at, From: exprText(at), Strong: true, Proven: true}
	if px.has(OfCredential) || py.has(OfCredential) {
		if sent := OfCredential | OfRequest; px.has(sent) && py.has(sent) {
			f.Subject, f.Test, f.Strong, f.Proven = Request, Other, false, false // sent twice, as against forged requests
			return failed(f), true
		}
		f.Subject, f.Test, f.What, f.Sent = Credential, Rejected, credRejected, true
		return failed(f), true
	}
	if !px.has(OfPrincipal) {
		x, y, px, py = y, x, py, px
	}
	if px.has(OfPrincipal) {
		return j.differ(f, x, y, py)
	}
	if px.has(OfAddress) && py&OfRequest == 0 || py.has(OfAddress) && px&OfRequest == 0 {
		f.Subject, f.Test, f.What = Request, Refused, wrongAddress
		return failed(f), true
	}
	return outcomeOf{}, false
}

// differ tells what says that a part of the principal is not another value.
func (j *Judge) differ(f Finding, x, y ast.Expr, py Provenance) (outcomeOf, bool) {
	last := lastWords(x)
	if s := speak(last); s.credential || s.policy && !py.has(OfConfiguration) || in(wordsFactor, last) || j.tokensOwn(x) || in(wordsExpiry, last) || in(wordsOwnSay, last) {
		return outcomeOf{}, false // what the token says of itself
	}
	f.Known = true
	switch {
	case py.has(OfPrincipal):
		return outcomeOf{}, false
	case py.has(OfRequest | OfResource), ofRecord(j, y):
		f.Subject, f.Test, f.What = Resource, Relation, notOwner
	case py.has(OfConfiguration), j.parameter(y):
		f.Subject, f.Test, f.What = Principal, Attribute, lacking(append(last, lastWords(y)...))
	case j.constOf(y) != nil:
		f.Subject, f.Test, f.What = Principal, Attribute, lacking(last)
	default:
		return outcomeOf{}, false
	}
	return failed(f), true
}

// parameter tells whether an expression is a parameter of the function that is
// read for a call: what the call asks for.
func (j *Judge) parameter(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || len(j.frames) == 0 {
		return false
	}
	v, ok := j.info.Uses[id].(*types.Var)
	if !ok {
		return false
	}
	p, ok := j.frames[len(j.frames)-1].of[v]
	return ok && p == 0
}

// ofRecord tells whether an expression is a part of a record that the function is
// handed beside who asks.
func ofRecord(j *Judge, e ast.Expr) bool {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id := root(sel)
	return id != nil && j.parameter(id) && mayBeCaller(j.info.TypeOf(id))
}

// lack tells what says that something is nil, empty or zero, by where it comes
// from.
func (j *Judge) lack(x ast.Expr, is bool) (outcomeOf, bool) {
	p := j.source(x)
	f := Finding{From: exprText(x), Node: x, Strong: true, Proven: true}
	sel, field := ast.Unparen(x).(*ast.SelectorExpr)
	est := false // where there is one, who asks is known
	switch {
	case p.has(OfCredential) && !p.has(OfPrincipal):
		f.Subject, f.Test, f.What, f.Sent = Credential, Absent, noCredential, true
	case p.only(OfConfiguration) && isPointer(j.info.TypeOf(x)):
		f.Subject, f.Test, f.What = Configuration, Off, switchedOff
	case p.has(OfPrincipal) && field && !in(wordsID, split(sel.Sel.Name)) && rightOf(j.info, sel):
		est = true
		f.Subject, f.Test, f.What, f.Known = Principal, Attribute, lacking(split(sel.Sel.Name)), true
	case p.only(OfPrincipal) && !field:
		est = true
		ws := append(j.allWords(x), j.originWords(x, x.Pos())...)
		switch {
		case j.foundBy(x).has(OfCredential):
			f.Subject, f.Test, f.What, f.Sent = Credential, Rejected, credRejected, true
		case !theirs(j, x):
			f.Subject, f.Test, f.What = Principal, Absent, notKnown
		case speak(ws).right:
			f.Subject, f.Test, f.What, f.Known = Principal, Attribute, lacking(ws), true
		default:
			return outcomeOf{est: !is, mixed: is}, true
		}
	default:
		return outcomeOf{}, false
	}
	if !is {
		return outcomeOf{est: est}, true
	}
	return failed(f), true
}

// theirs tells whether an expression is what a call found for a known caller, as a
// list: that it is empty does not say that they are not known.
func theirs(j *Judge, x ast.Expr) bool {
	c, _ := j.defs.Call(x, x.Pos())
	if c == nil || !many(j.info.TypeOf(x)) {
		return false
	}
	sl, ok := j.info.TypeOf(x).Underlying().(*types.Slice)
	if !ok || types.Identical(sl.Elem(), types.Typ[types.Byte]) {
		return false
	}
	if n := syntax.NamedOf(sl.Elem()); n != nil && speak(split(n.Obj().Name())).principal {
		return false
	}
	var args Provenance
	for _, a := range c.Args {
		args |= j.source(a)
	}
	return args.has(OfPrincipal) && !args.has(OfCredential)
}

// rightOf tells whether a field may be a right that a caller has or lacks: by its
// name, or because there are several. What a pointer leads to may be the caller.
func rightOf(info *types.Info, sel *ast.SelectorExpr) bool {
	t := info.TypeOf(sel)
	right := speak(split(sel.Sel.Name)).right
	if !isPointer(t) {
		return right || many(t)
	}
	n := syntax.NamedOf(t)
	return right && n != nil && !speak(split(n.Obj().Name())).principal
}

// foundBy is the provenance of the key that something was looked up with.
func (j *Judge) foundBy(x ast.Expr) Provenance {
	if id, ok := ast.Unparen(x).(*ast.Ident); ok {
		if os := j.defs.Of(id, id.Pos()); len(os) == 1 && os[0].Expr != nil && os[0].Index == 0 && !os[0].Range {
			x = os[0].Expr
		}
	}
	if i, ok := ast.Unparen(x).(*ast.IndexExpr); ok {
		return j.source(i.Index)
	}
	return 0
}

// many tells whether a type holds several things.
func many(t types.Type) bool {
	return syntax.Is[*types.Slice](t) || syntax.Is[*types.Map](t)
}

// is tells what says that a part of the principal is a constant: an attribute
// that bars them, or that nobody is there.
func (j *Judge) is(e ast.Expr, x, y ast.Expr) (outcomeOf, bool) {
	c := j.constOf(y)
	if c == nil || !j.source(x).has(OfPrincipal) {
		return outcomeOf{}, false
	}
	f := Finding{Node: e, From: exprText(e), Strong: true, Proven: true}
	if ws := append(lastWords(y), split(strings.Trim(c.ExactString(), `"`))...); in(wordsNobody, ws) {
		f.Subject, f.Test, f.What = Principal, Absent, notKnown
		return failed(f), true
	} else if speak(ws).open || speak(ws).policy { // a guest may have an account

		return outcomeOf{}, false
	}
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok || j.info.Selections[sel] == nil || c.Kind() == constant.Bool || c.Kind() == constant.Int && c.ExactString() == "0" {
		return outcomeOf{}, false
	}
	return j.differ(f, x, y, 0)
}

// keyed tells what says that there is something under a key, or not.
func (j *Judge) keyed(x *ast.IndexExpr, truth bool) (outcomeOf, bool) {
	t := j.info.TypeOf(x.X)
	if isHeader(t) || !syntax.Is[*types.Map](t) {
		return outcomeOf{}, false
	}
	k := j.source(x.Index)
	f := Finding{From: exprText(x), Node: x, Strong: true, Proven: true}
	switch {
	case k.has(OfCredential):
		f.Subject, f.Test, f.What, f.Sent = Credential, Rejected, credRejected, true
	case k.has(OfPrincipal):
		f.Subject, f.Test, f.What, f.Known = Principal, Attribute, lacking(j.allWords(x.X)), true
	case j.source(x.X).has(OfPrincipal) && j.constOf(x.Index) != nil && types.IsInterface(t.Underlying().(*types.Map).Elem()):
		return outcomeOf{}, false // a claim that is not there makes no token of this kind
	case j.source(x.X).has(OfPrincipal):
		f.Subject, f.Test, f.What, f.Known = Principal, Attribute, lacking(j.allWords(x)), true
	case k.has(OfAddress):
		f.Subject, f.Test, f.What = Request, Refused, wrongAddress
	default:
		return outcomeOf{}, false
	}
	if truth {
		return outcomeOf{est: f.Subject != Request}, true
	}
	return failed(f), true
}

// code tells what a constant of an enumeration says by its name, as an error
// variable would.
func (j *Judge) code(e ast.Expr, at ast.Node) (outcomeOf, bool) {
	id := syntax.Ident(e)
	c, ok := j.info.Uses[id].(*types.Const)
	if !ok || !enumerated(c) || j.isStd(c.Pkg().Path()) {
		return outcomeOf{}, false
	}
	name := c.Name()
	if c.Val().Kind() == constant.String {
		name += " " + constant.StringVal(c.Val())
	}
	o := j.named(c.Pkg().Path()+"."+c.Name(), name, e, at)
	return o, len(o.fails) > 0
}

// dynamic tells what the failure of a call through a function value says.
func (j *Judge) dynamic(c *ast.CallExpr, idx int, how outcome, fails bool, depth int) outcomeOf {
	tv, ok := j.info.Types[c.Fun]
	if !ok || tv.IsType() || tv.IsBuiltin() {
		return outcomeOf{}
	}
	if lit := literal(j.defs, c.Fun); lit != nil {
		o, ok := j.closure(c, lit, idx, how, fails, depth)
		if !ok {
			return outcomeOf{mixed: o.mixed && fails}
		}
		o.fails = at(o.fails, exprText(c.Fun), c, "")
		return o
	}
	name := lastWords(c.Fun)
	if s := speak(name); s.policy {
		return outcomeOf{}
	}
	o, _ := j.refused(c, name, says(j.info, c, idx, how), how, fails, exprText(c.Fun), "")
	return o
}

// addressed tells whether an expression is where a request comes from.
func (j *Judge) addressed(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		return in(wordsPeer, split(e.Sel.Name))
	case *ast.CallExpr:
		if in(wordsPeer, lastWords(e.Fun)) {
			return true
		}
		for _, a := range e.Args {
			if v := j.constOf(a); v != nil && v.Kind() == constant.String && in(wordsPeer, split(constant.StringVal(v))) {
				return true
			}
		}
	}
	return false
}

// part tells what a boolean part of the principal says that is false.
func (j *Judge) part(sel *ast.SelectorExpr, truth bool) (outcomeOf, bool) {
	s := j.info.Selections[sel]
	if s == nil || s.Kind() != types.FieldVal || !j.source(sel.X).has(OfPrincipal) {
		return outcomeOf{}, false
	}
	name := split(sel.Sel.Name)
	k := speak(name)
	f := Finding{From: exprText(sel), Node: sel, Strong: true, Proven: true}
	switch {
	case k.policy, k.credential, k.strong, k.open, in(wordsOwnSay, name), in(wordsEither, name):
		return outcomeOf{}, false
	case in(wordsFresh, name) && !kindOfCaller(sel), in(wordsExpired, name) && !kindOfCaller(sel):
		if truth != in(wordsExpired, name) {
			return outcomeOf{est: true}, true
		}
		f.Subject, f.Test, f.What, f.Sent = Credential, Expired, "the credentials have expired", true
	case in(wordsFresh, name):
		return outcomeOf{}, false
	case truth:
		return outcomeOf{est: true}, true
	default:
		f.Subject, f.Test, f.What, f.Known = Principal, Attribute, lacking(name), true
		if o := j.info.Uses[sel.Sel]; o != nil {
			f.Key = objKey(o)
		}
	}
	return failed(f), true
}

// compares tells whether an operator asks whether two values are the same.
func compares(op token.Token) bool { return op == token.EQL || op == token.NEQ }

// refuser is the call whose failure a finding speaks of: errors.Is, and what
// else is asked about an error, lead on to what gave it.
func (j *Judge) refuser(n ast.Node) *ast.CallExpr {
	e, ok := n.(ast.Expr)
	if !ok {
		return nil
	}
	c, _ := j.defs.Call(e, e.Pos())
	if c != nil {
		for _, a := range c.Args {
			if _, named := ast.Unparen(a).(*ast.Ident); named && syntax.IsError(j.info.TypeOf(a)) {
				return j.refuser(a)
			}
		}
	}
	return c
}

// HandsToken tells whether what failed was handed a text, so that one was sent:
// what is handed a request, or a context, also fails where none was.
func (j *Judge) HandsToken(n ast.Node) bool {
	c := j.refuser(n)
	return c != nil && slices.ContainsFunc(c.Args, func(a ast.Expr) bool {
		t := j.info.TypeOf(a)
		return t != nil && types.ConvertibleTo(t, types.Typ[types.String]) && j.constOf(a) == nil
	})
}

// verifiesBearer tells whether what failed is a function that was handed a part
// of the Authorization field and is there to verify it: it is asked nothing else
// about the request, and has more to say than no, or a text that it cut out.
func (j *Judge) verifiesBearer(n ast.Node) bool {
	c := j.refuser(n)
	if c == nil {
		return false
	}
	if f := syntax.Callee(j.info, c); f != nil && (f.Pkg() == nil || j.isStd(f.Pkg().Path())) {
		return false
	}
	if p, _ := j.handed(c); !p.has(OfBearer) || p.has(OfRequest|OfResource|OfPrincipal) {
		return false
	}
	t, ok := j.info.TypeOf(c).(*types.Tuple)
	if !ok {
		return !syntax.IsBool(j.info.TypeOf(c))
	}
	for i := range t.Len() {
		switch r := t.At(i).Type(); {
		case syntax.IsError(r), syntax.IsBool(r):
		case !syntax.IsString(r), j.inView(c) && !j.question(func() Provenance { return j.provCall(c, i, 0) }).has(OfCredential):
			return true
		}
	}
	return false
}

// inView tells whether a call is one of a function of this package.
func (j *Judge) inView(c *ast.CallExpr) bool {
	f := syntax.Callee(j.info, c)
	return f != nil && j.decls[f.Origin()] != nil
}

// says tells whether a failure is all that a call has to say: the answer to a
// question, an error alone, or one that is kept in what it gives.
func says(info *types.Info, c *ast.CallExpr, idx int, how outcome) bool {
	if how != onErr {
		return answersNo(info, c, idx)
	}
	return syntax.IsError(info.TypeOf(c)) || !syntax.IsError(resultType(info, c, idx))
}

// answersNo tells whether a result of a call is the answer to a question: it is
// all that the call gives, beside an error.
func answersNo(info *types.Info, c *ast.CallExpr, idx int) bool {
	if idx != 0 || !syntax.IsBool(resultType(info, c, 0)) {
		return false
	}
	t, several := info.TypeOf(c).(*types.Tuple)
	return !several || t.Len() == 2 && syntax.IsError(t.At(1).Type())
}
