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

// returnedFor tells for what this package returns a package-level error, where
// neither its name nor its text says it.
func (j *Judge) returnedFor(v *types.Var) (Finding, bool) {
	if m, ok := j.asked[v]; ok {
		return m.Finding, m.ok
	}
	j.asked[v] = reason{} // meanwhile
	f, ok := j.reasons(v)
	j.asked[v] = reason{f, ok}
	return f, ok
}

// A reason is what an error is returned for.
type reason struct {
	Finding
	ok bool
}

func (j *Judge) reasons(v *types.Var) (Finding, bool) {
	paths := j.returns()[v]
	if len(paths) > maxReturns {
		return Finding{}, false
	}
	var places []outcomeOf
	for _, path := range paths {
		places = append(places, j.tests(j.conditions(path), 1))
	}
	f, ok := consensus(places)
	// Elsewhere it may stand for more.
	f.Strong = f.Strong && v.Pkg() == j.pkg || in(wordsUnauthorized, split(v.Name()))
	return f, ok
}

// chosen tells what says that an error is, or wraps, a package-level one: by
// its name or text, or by what the function that gave the error returns it for,
// read with what it was handed here.
func (j *Judge) chosen(err, target ast.Expr, at ast.Node, depth int) outcomeOf {
	o := j.sentinel(target, at)
	v := syntax.GlobalVar(j.info, target)
	if len(o.fails) > 0 || v == nil {
		return o
	}
	if f, ok := consensus(j.reasonsOf(j.refuser(err), v, depth)); ok {
		f.From, f.Node, f.Key = exprText(target), at, v.Pkg().Path()+"."+v.Name()
		return failed(f)
	}
	if in(wordsNothing, split(v.Name())) && j.looksUp(j.refuser(err)) {
		return failed(Finding{Subject: Credential, Test: Rejected, Strong: true, Proven: true, Sent: true, What: credRejected, From: exprText(target), Node: at, Key: v.Pkg().Path() + "." + v.Name()})
	}
	return o
}

// looksUp tells whether a call, or one that it is made on, is handed a credential
// and nothing else of the request: what it does not find is nobody's.
func (j *Judge) looksUp(c *ast.CallExpr) bool {
	var p Provenance
	for c != nil {
		q, _ := j.handed(c)
		p |= q
		sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
		if !ok {
			break
		}
		c, _ = ast.Unparen(sel.X).(*ast.CallExpr)
	}
	return p.has(OfCredential) && p&(OfRequest|OfResource) == 0
}

// reasonsOf lists for what the function of this package that is called returns
// an error or a constant of an enumeration, or hands it on.
func (j *Judge) reasonsOf(c *ast.CallExpr, v types.Object, depth int) []outcomeOf {
	if c == nil || depth >= 3 || len(j.frames) >= maxFrames {
		return nil
	}
	f := syntax.Callee(j.info, c)
	if f == nil {
		return nil
	}
	fd := j.decls[f.Origin()]
	if fd == nil || j.reading(fd) {
		return nil
	}
	j.push(c, f.Signature(), fd)
	defer j.pop()
	var out []outcomeOf
	for _, path := range j.returns()[v] {
		if slices.Contains(path, ast.Node(fd)) {
			out = append(out, j.tests(j.conditions(path), depth+1))
		}
	}
	ast.PreorderStack(fd, nil, func(n ast.Node, path []ast.Node) bool {
		path = append(path, n)
		ret, ok := n.(*ast.ReturnStmt)
		if !ok || len(ret.Results) == 0 || len(out) > maxReturns {
			return true
		}
		var given *ast.CallExpr
		switch e := ast.Unparen(ret.Results[len(ret.Results)-1]).(type) {
		case *ast.CallExpr:
			given = e
		case *ast.Ident:
			given = j.refuser(e)
		}
		for _, o := range j.reasonsOf(given, v, depth+1) {
			if len(o.fails) == 0 && !o.mixed { // it is there to give this error
				o = j.tests(j.conditions(path), depth+1)
			}
			out = append(out, o)
		}
		return true
	})
	return out
}

// consensus tells for what an error is returned in some places: most of them must
// tell, and all of these the same.
func consensus(places []outcomeOf) (Finding, bool) {
	if len(places) > maxReturns {
		return Finding{}, false
	}
	var fs []Finding
	silent := 0
	for _, o := range places {
		switch {
		case o.mixed || len(o.fails) > 0 && agree(o.fails) == Silent:
			return Finding{}, false
		case len(o.fails) == 0:
			silent++
		default:
			fs = append(fs, o.fails...)
		}
	}
	if len(fs) == 0 || silent >= len(fs) || agree(fs) == Silent {
		return Finding{}, false
	}
	f := weakest(fs)
	f.Typed, f.Row = false, ""
	return f, true
}

// givenAs tells what a call that gave a constant of an enumeration gives it for.
func givenAs(j *Judge, x, y ast.Expr, depth int) (outcomeOf, bool) {
	c, ok := j.info.Uses[syntax.Ident(y)].(*types.Const)
	if !ok || !enumerated(c) {
		return outcomeOf{}, false
	}
	call, _ := j.defs.Call(x, x.Pos())
	f, ok := consensus(j.reasonsOf(call, c, depth))
	if !ok {
		return outcomeOf{}, false
	}
	f.From, f.Node, f.Key = exprText(y), y, c.Pkg().Path()+"."+c.Name()
	return failed(f), true
}

// enumerated tells whether a constant is one of a type of a module's own.
func enumerated(c *types.Const) bool {
	_, named := types.Unalias(c.Type()).(*types.Named)
	return named && c.Pkg() != nil && c.Val().Kind() != constant.Bool
}

// returns lists the places that return a package-level error, or a constant of an
// enumeration, by what that is.
func (j *Judge) returns() map[types.Object][][]ast.Node {
	if j.returnPaths != nil {
		return j.returnPaths
	}
	j.returnPaths = map[types.Object][][]ast.Node{}
	for _, f := range j.files {
		ast.PreorderStack(f, nil, func(n ast.Node, path []ast.Node) bool {
			path = append(path, n)
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			v := j.info.Uses[id]
			if isReason(v) && j.isReturned(path) {
				j.returnPaths[v] = append(j.returnPaths[v], append([]ast.Node(nil), path...))
			}
			return true
		})
	}
	return j.returnPaths
}

// isReason tells whether functions return an object to say why they fail.
func isReason(o types.Object) bool {
	switch o := o.(type) {
	case *types.Var:
		return o.Pkg() != nil && o.Parent() == o.Pkg().Scope() && syntax.IsError(o.Type())
	case *types.Const:
		return enumerated(o)
	}
	return false
}

// isReturned tells whether the last node of a path is part of what a function
// returns, and not of a comparison.
func (j *Judge) isReturned(path []ast.Node) bool {
	for i := len(path) - 2; i >= 0; i-- {
		switch n := path[i].(type) {
		case *ast.ReturnStmt:
			return true
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				return false
			}
		case *ast.CallExpr:
			if f := syntax.Callee(j.info, n); f != nil && (isLike(f) || know.ErrorCall(f) == "as") {
				return false
			}
		case *ast.FuncLit, *ast.FuncDecl, *ast.BlockStmt:
			return false
		}
	}
	return false
}

// sentinel tells what an error variable, or a type, says.
func (j *Judge) sentinel(e ast.Expr, at ast.Node) outcomeOf {
	o := j.ownWords(e, at)
	v := syntax.GlobalVar(j.info, ast.Unparen(e))
	if len(o.fails) > 0 || v == nil || in(wordsDenied, split(v.Name())) {
		return o
	}
	if f, ok := j.returnedFor(v); ok {
		f.From, f.Node, f.Key = exprText(e), at, o.key
		return failed(f)
	}
	return o
}

// ownWords is what an error or its type says by its name or text.
func (j *Judge) ownWords(e ast.Expr, at ast.Node) outcomeOf {
	e = ast.Unparen(e)
	if tv, ok := j.info.Types[e]; ok && tv.IsType() {
		return j.sentinelType(tv.Type, at)
	}
	v := syntax.GlobalVar(j.info, e)
	if v == nil {
		return outcomeOf{}
	}
	o := j.named(v.Pkg().Path()+"."+v.Name(), v.Name(), e, at)
	if len(o.fails) > 0 || in(wordsDenied, split(v.Name())) {
		return o
	}
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
	return o
}

func (j *Judge) sentinelType(t types.Type, at ast.Node) outcomeOf {
	n := syntax.NamedOf(t)
	if n == nil || n.Obj().Pkg() == nil {
		return outcomeOf{}
	}
	return j.named(n.Obj().Pkg().Path()+"."+n.Obj().Name(), n.Obj().Name(), nil, at)
}

func (j *Judge) named(full, name string, e ast.Expr, at ast.Node) outcomeOf {
	from := name
	if e != nil {
		from = exprText(e)
	}
	if r := keptRow(lookup().sentinels[full]); r != nil { // one about a right is made once the caller is known
		if r.Words {
			s := speak(append(split(j.funcName(at.Pos())), j.allWords(at)...))
			if s.policy || !s.credential {
				return outcomeOf{key: full}
			}
		}
		return failed(Finding{Subject: r.Subject, Test: r.Test, Typed: true, Known: classOf(r.Subject, r.Test) == Authorization, What: r.What, From: from, Node: at, Row: r.Name, Key: full})
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
