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

// Weigh tells what the branch of a place had found out that chose a status.
// The path leads from the file to the place, as engine.Choice has it.
func (j *Judge) Weigh(path []ast.Node, status int64) Verdict {
	calls := j.closureCalls(path)
	if len(calls) == 0 {
		return j.decide(path, j.conditions(path), j.text(path, status), status)
	}
	// What led to the calls of a closure decides, if it is the same.
	var v Verdict
	said := j.text(path, status)
	for i, ts := range calls {
		w := j.decide(path, ts, said, status)
		switch {
		case i > 0 && w.Class != v.Class:
			return Verdict{}
		case i == 0 || w.High && !v.High:
			v = w
		}
	}
	v.Key, v.Part = "", nil
	return v
}

// decide tells what conditions that lead to a place say, and what is said there.
func (j *Judge) decide(path []ast.Node, ts []syntax.Test, said string, status int64) Verdict {
	place := path[len(path)-1]
	o := j.tests(ts, 0)
	o.est = o.est || j.mustKnow(path)
	// What stands before the handler is a question about the whole program.
	known := func() bool { return o.est || j.guarded(path) }
	v := Verdict{Key: aboutCallers(o.key)}
	if o.parts != nil && known() {
		o.fails, o.mixed, o.parts = []Finding{o.parts.lacking}, false, nil
	}
	c := agree(o.fails)
	text, plain, mixed := textClass(said)
	if o.mixed && o.parts != nil && !mixed && text != Policy {
		f := o.parts.lacking
		f.Known = true
		v.Part = &f
	}
	if len(o.fails) == 0 && !o.mixed && !mixed {
		if f, ok := j.spoken(path, text, plain, known); ok {
			o.fails = []Finding{f}
			c = f.class()
		}
	}
	if o.mixed || c == Silent {
		return v
	}
	f := weakest(o.fails)
	// What is told by where the operands come from needs no words: whose a
	// resource is, and whether credentials were good.
	typed := (f.Typed || f.Proven && (c == Authentication || f.Subject == Resource)) && text != Policy
	if mixed && !typed {
		return v
	}
	ws := placeWords(j.info, j.declOf(place.Pos()))
	if in(wordsMachine, ws) {
		return v
	}
	switch c {
	case Authentication:
		// A signature that doesn't match is no webhook's, where a token is parsed.
		token := f.Typed && in(wordsToken, split(said)) && !in(wordsMachine, split(said))
		if text == Authorization && !typed || text == Policy && !token || j.fromForm(f) {
			return v
		}
		if in(wordsLogin, ws) && !in(wordsNoForm, j.allWords(f.Node)) || fixedByProtocol(path) {
			return v
		}
		// A user who is not found, after their credentials were verified, may
		// mean either; a token that names none is no valid one.
		found := o.est && f.Subject == Principal && !slices.Contains(j.allWords(f.Node), "claims") && !j.foundByCredential(f)
		v.High = f.Typed || f.Strong && !found
	case Authorization:
		if text == Authentication && !typed || text == Policy || !typed && challenges(said) && !j.beyondDoubt(f, said) || !f.Typed && (j.judgesCredential(f.Node) || answersError(j, ts, f)) {
			return v
		}
		v.High = (f.Typed || f.Strong) && (f.Known || known())
	case Policy:
		if text == Authentication || text == Authorization || j.readsCredential(place.Pos(), f.Node) || f.Proven && !j.onlyRefusal(path, status) {
			return v
		}
		v.High = f.Typed || f.Strong
	case TakenBack:
		if strings.Contains(said, "invalid_token") {
			return v // RFC 6750 §3.1: the challenge says what is wrong
		}
		v.High = f.Typed || f.Strong
	}
	v.Class, v.Finding, v.Bearer = c, f, j.verifiesBearer(f.Node)
	return v
}

// answersError tells whether a place answers an error that a finding says nothing
// of: then that only chooses between answers, and the error is the reason.
func answersError(j *Judge, ts []syntax.Test, f Finding) bool {
	for _, t := range ts {
		b, ok := ast.Unparen(t.Cond).(*ast.BinaryExpr)
		if !ok || !syntax.IsError(j.info.TypeOf(b.X)) || !j.isNil(b.Y) || (b.Op == token.NEQ) != t.Truth {
			continue
		}
		if c, _ := j.failing(b.X); c != nil {
			return c != f.Node && !asks(j.info, f.Node, b.X)
		}
	}
	return false
}

// asks tells whether a node uses a variable.
func asks(info *types.Info, n ast.Node, x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok || n == nil {
		return false
	}
	for m := range ast.Preorder(n) {
		if use, ok := m.(*ast.Ident); ok && info.Uses[use] == info.Uses[id] {
			return true
		}
	}
	return false
}

// placeWords are the words of a function's name, without
// those of what it makes: hooks of a server, as twirp has them, are no webhook.
func placeWords(info *types.Info, fd *ast.FuncDecl) []string {
	if fd == nil {
		return nil
	}
	var made []string
	if fd.Type.Results != nil {
		for _, f := range fd.Type.Results.List {
			if n := syntax.NamedOf(info.TypeOf(f.Type)); n != nil {
				made = append(made, split(n.Obj().Name())...)
			}
		}
	}
	return slices.DeleteFunc(split(fd.Name.Name), func(w string) bool { return slices.Contains(made, w) })
}

// foundByCredential tells whether what is not there was looked up with the
// credential itself: nobody else has verified it before.
func (j *Judge) foundByCredential(f Finding) bool {
	e, ok := f.Node.(ast.Expr)
	if !ok || !f.Proven {
		return false
	}
	c, idx := j.defs.Call(e, e.Pos())
	if c == nil || idx != 0 {
		return false
	}
	p, _ := j.handed(c)
	return p.has(OfCredential) && !p.has(OfPrincipal)
}

// onlyRefusal tells whether a function does something else where a switch of
// the server, or an address, doesn't stop it: what answers 401 all the same,
// or is called to answer it, is no endpoint that is closed.
func (j *Judge) onlyRefusal(path []ast.Node, status int64) bool {
	place := path[len(path)-1]
	var body *ast.BlockStmt
	var own ast.Node // the branch that the place stands in
	var otherwise ast.Stmt
	var around []ast.Node // the body
	for i := len(path) - 1; i > 0 && body == nil; i-- {
		switch n := path[i].(type) {
		case *ast.FuncLit:
			body, around = n.Body, slices.Clone(path[:i+1])
		case *ast.FuncDecl:
			if in(wordsUnauthorized, split(n.Name.Name)) || in(wordsDenied, split(n.Name.Name)) {
				return false
			}
			body, around = n.Body, slices.Clone(path[:i+1])
		case *ast.IfStmt:
			// An else branch of one that leaves is what follows it.
			if rest := n.Else == path[i+1] && syntax.Leaves(j.info, n.Body); !rest {
				own, otherwise = n, n.Else
			}
		case *ast.RangeStmt, *ast.ForStmt:
			own, otherwise = n, nil
		}
	}
	follows := func(n ast.Node) bool {
		return own != nil && (n.Pos() >= own.End() || otherwise != nil && n.Pos() > otherwise.Pos() && otherwise.Pos() > place.Pos())
	}
	if body == nil {
		return false
	}
	others, more := false, false
	ast.PreorderStack(body, around, func(n ast.Node, now []ast.Node) bool {
		now = append(now, n)
		switch n := n.(type) {
		case ast.Expr:
			if n == place {
				return false
			}
			if v := j.info.Types[n].Value; v != nil && v.Kind() == constant.Int {
				if k, ok := constant.Int64Val(v); ok && k == status {
					// Another switch may keep everybody out as well.
					o := j.tests(j.conditions(now), 0)
					others = others || agree(o.fails) != Policy || !weakest(o.fails).Strong
				}
			}
		case *ast.ReturnStmt:
			passes := len(n.Results) > 0 && (j.isNil(n.Results[len(n.Results)-1]) || answersBy(j.info, n.Results[len(n.Results)-1]))
			more = more || n.End() <= place.Pos() || passes && follows(n)
		case ast.Stmt:
			more = more || follows(n)
		}
		return true
	})
	return more && !others
}

// answersBy tells whether what a handler returns is a method of a framework's
// context that answers, as those of echo and fiber do.
func answersBy(info *types.Info, e ast.Expr) bool {
	c, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || !syntax.IsError(info.TypeOf(c)) {
		return false
	}
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	return ok && info.Selections[sel] != nil && isRequestLike(info.TypeOf(sel.X)) && !isContext(info.TypeOf(sel.X))
}

// challenges tells whether a branch asks for credentials on purpose. One that
// asks for other scopes says so.
func challenges(said string) bool {
	said = strings.ToLower(said)
	return strings.Contains(said, "www-authenticate") && !strings.Contains(said, "insufficient_scope")
}

// beyondDoubt tells whether a right is lacking, whatever challenge is sent
// along: to a Basic challenge the browser's user may answer as somebody else.
func (j *Judge) beyondDoubt(f Finding, said string) bool {
	return f.Strong && f.Known && !strings.Contains(strings.ToLower(said), "basic ")
}

// judgesCredential tells whether what says no was handed the credentials
// themselves: they may be what it refuses.
func (j *Judge) judgesCredential(n ast.Node) bool {
	e, ok := n.(ast.Expr)
	if !ok {
		return false
	}
	c, _ := e.(*ast.CallExpr)
	if id := root(e); c == nil && id != nil {
		c, _ = j.defs.Call(id, id.Pos())
	}
	if c == nil {
		return false
	}
	// What reads the credentials fails with an error; what authorizes says no:
	// it has a name that says so, or is told what is asked for.
	f := syntax.Callee(j.info, c)
	if f == nil {
		return false
	}
	sent := false
	asks := in(wordsAuthorize, split(f.Name())) || speak(split(f.Name())).right
	for _, a := range c.Args {
		v := j.constOf(a)
		asks = asks || v != nil && v.Kind() == constant.String
		sent = sent || j.source(a).has(OfBearer)
	}
	return asks && sent
}

// mustKnow tells whether a statement before a place takes the caller from the
// context of the request without asking whether there is one.
func (j *Judge) mustKnow(path []ast.Node) bool {
	for i := len(path) - 2; i > 0; i-- {
		var list []ast.Stmt
		switch b := path[i].(type) {
		case *ast.BlockStmt:
			list = b.List
		case *ast.CaseClause:
			list = b.Body
		case *ast.FuncDecl:
			return false
		}
		for _, st := range list {
			if st.Pos() >= path[i+1].Pos() {
				break
			}
			a, ok := st.(*ast.AssignStmt)
			if !ok || len(a.Lhs) != 1 || len(a.Rhs) != 1 {
				continue
			}
			x, ok := ast.Unparen(a.Rhs[0]).(*ast.TypeAssertExpr)
			if !ok || x.Type == nil {
				continue
			}
			ws := append(identWords(a.Lhs[0]), j.allWords(x.X)...)
			if n := syntax.NamedOf(j.info.TypeOf(x)); n != nil {
				ws = append(ws, split(n.Obj().Name())...)
			}
			if k := speak(ws); k.principal && !k.policy && in(wordsContext, ws) {
				return true
			}
		}
	}
	return false
}

// aboutCallers is a check's key where its name is about who asks and what they
// may, or empty: other checks mean another thing in each place.
func aboutCallers(key string) string {
	name, _, _ := strings.Cut(key[strings.LastIndexByte(key, '/')+1:], "@")
	name, _, _ = strings.Cut(name, "#")
	if i := strings.LastIndexByte(name, ')'); i >= 0 {
		name = name[i+1:] // of a method, not of what it belongs to
	}
	ws := split(name)
	if s := speak(ws); len(ws) == 0 || s.policy || in(wordsMaking, ws) || in(wordsTool, ws[len(ws)-1:]) || !s.credential && !s.right && !s.principal && !in(wordsMay, ws) {
		return ""
	}
	return key
}

// fromForm tells whether a finding is about a password that does not come with
// every request, as Basic credentials do: a login form asks for it, or the
// caller is known and types it once more.
func (j *Judge) fromForm(f Finding) bool {
	if f.Sent || !in(wordsTyped, append(split(f.What), j.allWords(f.Node)...)) {
		return false
	}
	fd := j.declOf(f.Node.Pos())
	return fd == nil || !in(wordsSent, j.allWords(fd))
}

// spoken is what only the text of the response says, where a condition that
// tells nothing leads to it. It counts at medium confidence, but for a plain
// text where the caller is known.
func (j *Judge) spoken(path []ast.Node, text Class, plain bool, known func() bool) (Finding, bool) {
	ts := j.conditions(path)
	if len(ts) == 0 || ts[0].Early {
		return Finding{}, false
	}
	f := Finding{From: "the text of the response", Node: path[len(path)-1]}
	switch {
	case text == Authorization && known():
		f.Subject, f.Test, f.What, f.Strong = Principal, Attribute, lacksRight, plain
	case text == Authentication && j.overCredential(ts[0].Cond) && !known():
		f.Subject, f.Test, f.What = Credential, Rejected, credRejected
	default:
		return Finding{}, false
	}
	return f, true
}

// overCredential tells whether a condition looks at the error of a call that
// is named after a credential, or handed one.
func (j *Judge) overCredential(cond ast.Expr) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || !syntax.IsError(j.info.TypeOf(id)) {
			return !found
		}
		for _, o := range j.defs.Of(id, id.Pos()) {
			if c, ok := ast.Unparen(o.Expr).(*ast.CallExpr); ok {
				ws := identWords(c)
				k := speak(ws)
				found = found || k.credential && !k.right && !k.policy && !in(wordsOneTime, ws) && !in(wordsTyped, ws)
			}
		}
		return !found
	})
	return found
}

// weakest is the finding that holds a verdict together: the first that is
// neither typed nor strong, else the first.
func weakest(fs []Finding) Finding {
	for _, f := range fs {
		if !f.Typed && !f.Strong {
			return f
		}
	}
	for _, f := range fs {
		if !f.Known {
			return f
		}
	}
	return fs[0]
}

// readsCredential tells whether the function around a position looks at
// credentials, calls what gives them or the caller, or names them.
func (j *Judge) readsCredential(pos token.Pos, but ast.Node) bool {
	fd := j.declOf(pos)
	if fd == nil {
		return true
	}
	found := false
	ast.Inspect(fd, func(n ast.Node) bool {
		if n == but {
			return false
		}
		switch n := n.(type) {
		case *ast.Ident:
			ws := split(n.Name)
			found = found || in(wordsCredential, ws) || in(wordsReads, ws)
		case *ast.CallExpr:
			found = found || j.source(n).has(OfCredential|OfPrincipal)
		}
		if x, ok := n.(ast.Expr); ok && !found {
			v := j.constOf(x)
			found = v != nil && v.Kind() == constant.String && strings.EqualFold(constant.StringVal(v), "authorization")
		}
		return !found
	})
	return found
}
