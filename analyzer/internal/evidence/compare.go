package evidence

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// compare tells what x == y (eq) or x != y says.
func (j *Judge) compare(e *ast.BinaryExpr, x, y ast.Expr, eq bool, depth int) outcomeOf {
	if j.isNil(x) || j.constOf(x) != nil && j.constOf(y) == nil {
		x, y = y, x
	}
	if j.isNil(y) {
		if syntax.IsError(j.info.TypeOf(x)) {
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
	if syntax.IsError(j.info.TypeOf(x)) && eq {
		if o := j.chosen(x, y, y, depth); len(o.fails) > 0 {
			return o
		}
		return outcomeOf{}
	}
	if eq {
		if o, ok := j.code(y, y); ok {
			return o
		}
		if o, ok := givenAs(j, x, y, depth); ok {
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
	if in(wordsExpiry, lastWords(x)) || in(wordsExpiry, lastWords(y)) || ofTime(j.info, j.defs, x) || ofTime(j.info, j.defs, y) {
		return outcomeOf{} // how long ago something was is no right
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

// ofTime tells whether an ordered value is a moment or a span, or is made of
// one, as in now.Add(-limit).Unix().
func ofTime(info *types.Info, defs *syntax.Definitions, x ast.Expr) bool {
	found := false
	look := func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && !found {
			t, ok := info.TypeOf(e).(*types.Named)
			found = ok && t.Obj().Pkg() != nil && t.Obj().Pkg().Path() == "time" && (t.Obj().Name() == "Time" || t.Obj().Name() == "Duration")
		}
		return !found
	}
	ast.Inspect(x, look)
	if c, _ := defs.Call(x, x.Pos()); c != nil && !found {
		ast.Inspect(c, look)
	}
	return found
}

// namesNobody tells whether a constant's name says that nobody logged in.
func (j *Judge) namesNobody(e ast.Expr) bool {
	id := syntax.Ident(e)
	c, ok := j.info.Uses[id].(*types.Const)
	return ok && c.Val().Kind() != constant.Bool && in(wordsNobody, split(id.Name))
}

// empty tells what says that something is nil, empty or zero, or is not.
func (j *Judge) empty(x ast.Expr, is bool, depth int) outcomeOf {
	x = ast.Unparen(x)
	if syntax.Is[*types.Signature](j.info.TypeOf(x)) {
		return outcomeOf{}
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
	if is && isPointer(j.info.TypeOf(x)) {
		// Functions of this package that return nil for no good credentials.
		var all []outcomeOf
		for _, c := range j.defs.Calls(x, x.Pos()) {
			f := syntax.Callee(j.info, c)
			if f == nil || j.decls[f.Origin()] == nil {
				all = nil
				break
			}
			o, ok := j.helperOf(c, f.Origin(), 0, onZero, true, depth)
			o.fails = at(o.fails, exprText(c.Fun), c, "")
			o.mixed = o.mixed || !ok
			all = append(all, o)
		}
		if o := anyOf(all); agree(o.fails) == Authentication && !o.mixed {
			return o
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
	if t := syntax.NamedOf(j.info.TypeOf(x)); t != nil {
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
		// A user that was looked up in a store, or that a message names, is another
		// matter: the one who asks comes from the session or its context.
		asks := !j.source(x).only(OfRequest) && (in(wordsAsking, append(slices.Clone(ws), at...)) || j.ofRequest(x) || j.contextValue(x) != nil)
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
	sx, sy := speak(wx), speak(wy)
	f := Finding{Node: e, From: exprText(e)}
	if (sx.policy || sy.policy) && !(j.source(x) | j.source(y)).has(OfPrincipal) {
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
		from := j.source(x) | j.source(y)
		known := from.has(OfPrincipal) && !from.has(OfCredential) // parts of who was let in: nothing that was sent
		if sx.credential && sy.credential && !sx.right && !sy.right && !known {
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
	n := syntax.NamedOf(j.info.TypeOf(sel.X))
	if n == nil || !in(wordsCtx, split(n.Obj().Name())) {
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
			if n := syntax.NamedOf(s.Recv()); n != nil {
				bs = append(bs, split(n.Obj().Name())...)
			}
			k := speak(bs)
			return !k.principal && !k.credential && !j.configExpr(sel) && !in(wordsInput, bs)
		}
	}
	return in(wordsPath, ws)
}
