package evidence

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/scope"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

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
		if how == onErr && pure(f) || loads(f) {
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
		all = append(all, askedWords(a)...)
	}
	n, s := speak(name), speak(all)
	if fromContext(name) && how != onTrue {
		// What a middleware left in the context of the request.
		ws := append(split(f.Pkg().Name()), name...)
		if k := speak(ws); (k.credential || k.principal || in(wordsHeld, ws)) && !k.right && !k.policy {
			return told(fails, Finding{Subject: Principal, Test: Absent, Strong: true, What: notKnown, From: from, Node: c, Key: key})
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
	if o, ok := j.refused(c, name, says(j.info, c, idx, how), how, fails, from, key); ok {
		return o
	}
	switch {
	case (n.credential || n.strong) && n.right:
		o.mixed = fails
	case n.strong:
		return told(fails, Finding{Subject: Principal, Test: Absent, Strong: !s.policy, What: notKnown, From: from, Node: c, Key: key})
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
		return told(fails, Finding{Subject: Credential, Test: Rejected, Strong: true, What: credRejected, From: from, Node: c, Key: key})
	case how == onFalse && fails && kindOfUser(name):
		return failed(Finding{Subject: Principal, Test: Attribute, What: "is not such a user", From: from, Node: c, Key: key})
	case in(wordsLookup, name) && j.byCredential(c):
		return told(fails, Finding{Subject: Credential, Test: Rejected, What: credRejected, From: from, Node: c, Key: key})
	}
	return o
}

// askedWords are the words of an argument, but for those that read the path or the
// method of a request: they say what is asked for, and are no policy.
func askedWords(e ast.Expr) (out []string) {
	switch e := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		if ast.IsExported(e.Sel.Name) && in(wordsTarget, split(e.Sel.Name)) {
			return askedWords(e.X)
		}
		return append(askedWords(e.X), identWords(e.Sel)...)
	case *ast.CallExpr:
		for _, x := range append(e.Args[:len(e.Args):len(e.Args)], e.Fun) {
			out = append(out, askedWords(x)...)
		}
		return out
	}
	return identWords(e)
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

// loads tells whether a function looks a key up in a map that several share.
func loads(f *types.Func) bool {
	return slices.Contains([]string{"(*sync.Map).Load", "(*sync.Map).LoadAndDelete"}, f.FullName())
}

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
	if n := syntax.NamedOf(t); n != nil {
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
