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

// boolCall tells what a call with a boolean result says.
func (j *Judge) boolCall(c *ast.CallExpr, idx int, truth bool, depth int) outcomeOf {
	f := syntax.Callee(j.info, c)
	if f == nil {
		return j.dynamic(c, idx, onFalse, !truth, depth)
	}
	switch does := know.ErrorCall(f); {
	case does == "astype":
		if t, ok := j.info.TypeOf(c).(*types.Tuple); ok && truth && idx == 1 {
			return j.sentinelType(t.At(0).Type(), c)
		}
		return outcomeOf{plain: !truth}
	case does == "as", isLike(f):
		if !truth || len(c.Args) != 2 {
			return outcomeOf{plain: !truth}
		}
		if does == "as" {
			if t := j.info.TypeOf(c.Args[1]); t != nil {
				return j.sentinelType(syntax.Deref(t), c)
			}
			return outcomeOf{}
		}
		return j.chosen(c.Args[0], c.Args[1], c, depth)
	}
	form := false
	if truth {
		o := j.callFails(c, idx, onTrue, true, depth)
		if len(o.fails) > 0 {
			return o
		}
		form = o.plain
	}
	return j.callFails(c, idx, onFalse, !truth, depth).orForm(form)
}

// isLike tells whether a function compares two errors, as errors.Is does.
func isLike(f *types.Func) bool {
	p, r := f.Signature().Params(), f.Signature().Results()
	return in(wordsIs, first(split(f.Name()))) && p.Len() == 2 && r.Len() == 1 &&
		syntax.IsBool(r.At(0).Type()) && syntax.IsError(p.At(0).Type()) && syntax.IsError(p.At(1).Type())
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
	if o := os[0]; o.Of == 1 && j.constOf(o.Expr) != nil {
		return j.flag(id, os, truth, depth) // it is false where it is declared
	}
	return j.boolGiven(id, os[0], truth, depth)
}

// boolGiven tells what a boolean variable says that was given a value in one place.
func (j *Judge) boolGiven(id *ast.Ident, o syntax.Definition, truth bool, depth int) outcomeOf {
	if o.Range || o.Expr == nil || o.Of == 1 && j.info.TypeOf(o.Expr) != nil && !syntax.IsBool(j.info.TypeOf(o.Expr)) {
		return outcomeOf{}
	}
	if o.Of == 1 {
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
		if (s.policy || s.right) && !j.source(x.Index).has(OfAddress) {
			return outcomeOf{}
		}
		if o, ok := j.keyed(x, truth); ok {
			return o
		}
		if s.credential && in(wordsKept, j.allWords(x)) {
			return told(!truth, Finding{Subject: Credential, Test: Rejected, What: credRejected, From: exprText(x), Node: x})
		}
	}
	return outcomeOf{}
}

// flag is a variable that starts as one thing and is set in a loop or branch: to a
// constant, or to what a test says.
func (j *Judge) flag(id *ast.Ident, os []syntax.Definition, truth bool, depth int) outcomeOf {
	is := func(o syntax.Definition) bool {
		c := j.constOf(o.Expr)
		return c != nil && c.Kind() == constant.Bool && constant.BoolVal(c) == truth
	}
	starts := slices.ContainsFunc(os, is)
	var all []outcomeOf
	for _, o := range os {
		ts := j.conditions(o.Path)
		switch c := j.constOf(o.Expr); {
		case is(o):
		case len(ts) == 0 && c != nil:
			return j.listed(os, truth, depth)
		case c == nil:
			all = append(all, j.boolGiven(id, o, truth, depth))
		}
		if !is(o) && len(ts) > 0 && (starts || j.constOf(o.Expr) != nil) {
			all = append(all, j.eval(besideFlag(j, ts[0], id), !ts[0].Truth, depth+1))
		}
	}
	if len(all) == 0 {
		return j.listed(os, truth, depth)
	}
	return anyOf(all)
}

// besideFlag is the condition of a test without the part that asks whether a variable is
// not yet true: if !ok && other() { ok = true }.
func besideFlag(j *Judge, t syntax.Test, flag *ast.Ident) ast.Expr {
	b, ok := keptIn(j.defs, t.Cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.LAND || !t.Truth {
		return t.Cond
	}
	not, ok := keptIn(j.defs, b.X).(*ast.UnaryExpr)
	if ok && not.Op == token.NOT && j.info.Uses[syntax.Ident(not.X)] == j.info.Uses[flag] {
		return b.Y
	}
	return t.Cond
}

// keptIn is an expression, or what the variable holds that it names.
func keptIn(defs *syntax.Definitions, e ast.Expr) ast.Expr {
	e = ast.Unparen(e)
	if id, ok := e.(*ast.Ident); ok {
		if only := defs.Only(id); only != nil {
			return only
		}
	}
	return e
}

// listed is a flag that is up because an address is on a list of those that are
// kept out: whatever sets it looks at nothing else.
func (j *Judge) listed(os []syntax.Definition, truth bool, depth int) outcomeOf {
	var all []outcomeOf
	for _, o := range os {
		ts := j.conditions(o.Path)
		if c := j.constOf(o.Expr); c == nil || c.Kind() != constant.Bool || constant.BoolVal(c) != truth || len(ts) == 0 {
			continue
		}
		not := j.eval(ts[0].Cond, !ts[0].Truth, depth+1)
		if slices.ContainsFunc(not.fails, func(f Finding) bool { return f.What != wrongAddress }) {
			return outcomeOf{}
		}
		all = append(all, not)
	}
	return anyOf(all)
}

// asserted tells what ok of v, ok := x.(T) says: whether the context or
// session holds a principal.
func (j *Judge) asserted(ok *ast.Ident, x *ast.TypeAssertExpr, truth bool, depth int) outcomeOf {
	if _, instead := j.stored.Instead(x); instead {
		return outcomeOf{shape: true} // nobody may have kept anything
	}
	ws := append(j.allWords(x), j.originWords(x.X, x.Pos())...)
	if t := syntax.NamedOf(j.info.TypeOf(x.Type)); t != nil {
		ws = append(ws, split(t.Obj().Name())...)
	}
	s := speak(ws)
	kept := !s.policy && j.contextValue(x.X) != nil && j.source(x.X).only(OfPrincipal)
	if !kept && (s.policy || s.right || !s.principal && !s.credential || !in(wordsContext, ws) || !j.ofRequest(x.X) && !in(wordsKept, ws) && !(s.principal && j.contextValue(x.X) != nil)) {
		return outcomeOf{shape: true}
	}
	return told(!truth, Finding{Subject: Principal, Test: Absent, Strong: true, What: notKnown, From: exprText(x), Node: x})
}

func (j *Judge) fieldRow(sel *ast.SelectorExpr) *field {
	s := j.info.Selections[sel]
	if s == nil || s.Kind() != types.FieldVal {
		return nil
	}
	if n := syntax.NamedOf(s.Recv()); n != nil && n.Obj().Pkg() != nil {
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
		if n := syntax.NamedOf(s.Recv()); n != nil {
			ws = append(ws, split(n.Obj().Name())...)
		}
		if in(wordsIntrospection, ws) {
			return told(!truth, Finding{Subject: Credential, Test: Rejected, Strong: true, What: "the token is not active", From: exprText(sel), Node: sel})
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
			if n := syntax.NamedOf(j.info.TypeOf(x.X)); n != nil && in(wordsConfig, split(n.Obj().Name())) {
				return true
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
