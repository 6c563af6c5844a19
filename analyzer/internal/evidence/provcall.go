package evidence

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strconv"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// provCall is the provenance of a result of a call.
func (j *Judge) provCall(c *ast.CallExpr, idx, depth int) Provenance {
	if depth > maxProvenance {
		return 0
	}
	if tv, ok := j.info.Types[c.Fun]; ok && (tv.IsType() || tv.IsBuiltin()) {
		var p Provenance
		if id, ok := ast.Unparen(c.Fun).(*ast.Ident); ok && (id.Name == "make" || id.Name == "new") {
			return 0
		}
		for _, a := range c.Args {
			p |= j.prov(a, depth+1)
		}
		return p
	}
	if t := resultType(j.info, c, idx); t == nil || syntax.IsError(t) {
		return 0
	}
	f := syntax.Callee(j.info, c)
	if p, ok := j.reads(c, f, idx, depth); ok {
		return p
	}
	var args Provenance
	for _, a := range c.Args {
		args |= j.prov(a, depth+1)
	}
	if f == nil {
		if lit := literal(j.defs, c.Fun); lit != nil {
			if sig, ok := j.info.TypeOf(lit).(*types.Signature); ok {
				return j.provResult(c, sig, lit, idx, args, depth)
			}
		}
		return j.verified(c, idx, args)
	}
	f = f.Origin()
	if fd := j.decls[f]; fd != nil {
		p := j.provResult(c, f.Signature(), fd, idx, args, depth)
		if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok && p == 0 && len(c.Args) == 0 && besideRequest(j, sel.X, split(f.Name()), j.info.TypeOf(c)) {
			return OfPrincipal
		}
		if p.has(OfCredential) && j.proves(c, f, 0) {
			p = p&^(OfCredential|OfBearer|OfRequest) | OfPrincipal
		}
		return p
	}
	if of := j.resultsTold(f); idx < len(of) && of[idx] != 0 {
		return of[idx]
	}
	if key := j.stored.Given(f, idx); key != "" {
		return j.keptUnder(key)
	}
	if loads(f) {
		return j.found(0, args)
	}
	if f.Pkg() == nil || j.isStd(f.Pkg().Path()) {
		if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok && j.info.Selections[sel] != nil {
			args |= j.prov(sel.X, depth+1)
		}
		return args // what takes texts apart and puts them together
	}
	if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok && j.info.Selections[sel] != nil {
		switch p := j.prov(sel.X, depth+1); {
		case args == 0 && (p.has(OfPrincipal|OfCredential) || len(c.Args) == 0 && isMessage(j.info.TypeOf(sel.X))):
			return p // an accessor
		case builds(j.info, c):
			args |= p &^ OfConfiguration
		}
	}
	return j.verified(c, idx, args)
}

// resultsTold is what another package tells of the results of its function.
func (j *Judge) resultsTold(f *types.Func) []Provenance {
	var fact ResultFact
	if f.Pkg() != nil && f.Pkg() != j.pkg && j.pass.ImportObjectFact != nil && j.pass.ImportObjectFact(f, &fact) {
		return fact.Of
	}
	return nil
}

// verified is what a function out of view gives for what it is handed.
func (j *Judge) verified(c *ast.CallExpr, idx int, args Provenance) Provenance {
	if args.has(OfCredential) {
		if isContext(resultType(j.info, c, idx)) && puts(j.info, c) {
			return args // it keeps them there, and has asked nobody
		}
		if j.fails(c) && !j.extracts(c, idx) && !builds(j.info, c) {
			return OfPrincipal
		}
		return args & (OfCredential | OfBearer)
	}
	if builds(j.info, c) {
		return args
	}
	return j.found(0, args)
}

// puts tells whether a call gives a context that it is handed, with something more
// in it: nothing else, and no failure.
func puts(info *types.Info, c *ast.CallExpr) bool {
	_, several := info.TypeOf(c).(*types.Tuple)
	return !several && slices.ContainsFunc(c.Args, func(a ast.Expr) bool { return isContext(info.TypeOf(a)) })
}

// proves tells whether a function in view fails where credentials are not good,
// so that what it gives of them otherwise is who sent them. One that only takes
// them apart asks nobody.
func (j *Judge) proves(c *ast.CallExpr, f *types.Func, depth int) bool {
	idx := f.Signature().Results().Len() - 1
	if idx < 1 {
		return false
	}
	how := onErr
	switch t := f.Signature().Results().At(idx).Type(); {
	case syntax.IsBool(t):
		how = onFalse
	case !syntax.IsError(t):
		return false
	}
	o, _ := j.helperOf(c, f, idx, how, true, 1)
	return slices.ContainsFunc(o.fails, func(x Finding) bool {
		if x.Subject != Credential || x.Test != Rejected {
			return false
		}
		switch n := x.Node.(type) {
		case *ast.CallExpr:
			g := syntax.Callee(j.info, n)
			if g != nil && !x.Typed && depth < maxFrames && j.decls[g.Origin()] != nil {
				return j.proves(n, g.Origin(), depth+1)
			}
			return x.Typed || g == nil || !pure(g) && !slices.ContainsFunc(j.resultsTold(g.Origin()), func(p Provenance) bool { return p.has(OfCredential) })
		case *ast.BinaryExpr:
			return j.constOf(n.X) == nil && j.constOf(n.Y) == nil
		}
		return false
	})
}

// builds tells whether a call gives what it was called on, as a query does that
// is put together: it has found nothing yet.
func builds(info *types.Info, c *ast.CallExpr) bool {
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok || info.Selections[sel] == nil {
		return false
	}
	t := info.TypeOf(c)
	return isPointer(t) && types.Identical(t, info.TypeOf(sel.X))
}

// extracts tells whether a function that is handed a credential gives a part of
// it: a text, by a name that says no more than that.
func (j *Judge) extracts(c *ast.CallExpr, idx int) bool {
	if !syntax.IsString(resultType(j.info, c, idx)) {
		return false
	}
	f := syntax.Callee(j.info, c)
	return f != nil && in(wordsGetting, first(split(f.Name())))
}

// fails tells whether a call has a result that says no: an error, or a truth
// value.
func (j *Judge) fails(c *ast.CallExpr) bool {
	switch t := j.info.TypeOf(c).(type) {
	case nil:
		return false
	case *types.Tuple:
		for i := range t.Len() {
			if syntax.IsError(t.At(i).Type()) || syntax.IsBool(t.At(i).Type()) {
				return true
			}
		}
		return false
	default:
		return syntax.IsError(t) || syntax.IsBool(t) || isPointer(t)
	}
}

func resultType(info *types.Info, c *ast.CallExpr, idx int) types.Type {
	t := info.TypeOf(c)
	if tuple, ok := t.(*types.Tuple); ok {
		if idx >= tuple.Len() {
			return nil
		}
		return tuple.At(idx).Type()
	}
	return t
}

// provResult reads the body of a callee with what the call hands it.
func (j *Judge) provResult(c *ast.CallExpr, sig *types.Signature, fn ast.Node, idx int, args Provenance, depth int) Provenance {
	if len(j.frames) >= maxFrames || j.reading(fn) || countReturns(fn) > maxReturns {
		return j.verified(c, idx, args)
	}
	j.push(c, sig, fn)
	defer j.pop()
	p := j.returnedAt(fn, idx, sig.Results().Len(), depth)
	if p == 0 && args.has(OfPrincipal|OfCredential) {
		return j.verified(c, idx, args)
	}
	return p
}

// returnedAt joins what a function returns as one of n results.
func (j *Judge) returnedAt(fn ast.Node, idx, n, depth int) (p Provenance) {
	for r := range syntax.Returns(fn) {
		switch {
		case len(r.Results) == n:
			p |= j.provReturned(r.Results[idx], depth)
		case len(r.Results) == 1:
			if inner, ok := ast.Unparen(r.Results[0]).(*ast.CallExpr); ok {
				p |= j.provCall(inner, idx, depth+1)
			}
		}
	}
	return p
}

// provReturned is prov for what leaves a function: its own configuration tells
// the caller nothing.
func (j *Judge) provReturned(e ast.Expr, depth int) Provenance {
	return j.prov(e, depth+1) &^ OfConfiguration
}

// push makes the frame of a call; what it hands over is looked at in the frame
// of the caller.
func (j *Judge) push(c *ast.CallExpr, sig *types.Signature, fn ast.Node) {
	if fd, ok := fn.(*ast.FuncDecl); ok { // of an instance the parameters are others
		if f, ok := j.info.Defs[fd.Name].(*types.Func); ok {
			sig = f.Signature()
		}
	}
	fr := frame{fn: fn, sig: sig, of: map[*types.Var]Provenance{}}
	recv, args := syntax.Arguments(j.info, c)
	if recv != nil && sig.Recv() != nil {
		if p := j.source(recv); p.has(OfPrincipal | OfCredential | OfResource) {
			fr.of[sig.Recv()] = p
		}
	}
	for i := range sig.Params().Len() {
		v := sig.Params().At(i)
		if isRequestLike(v.Type()) {
			continue
		}
		var p Provenance
		for k, a := range args {
			if k == i || sig.Variadic() && i == sig.Params().Len()-1 && k > i {
				p |= j.source(a)
			}
		}
		fr.of[v] = p
	}
	j.frames = append(j.frames, fr)
}

func (j *Judge) pop() { j.frames = j.frames[:len(j.frames)-1] }

func (j *Judge) reading(fn ast.Node) bool {
	return slices.ContainsFunc(j.frames, func(fr frame) bool { return fr.fn == fn })
}

// framesKey tells calls apart that hand other things to the functions that are
// being read: what one is told by a parameter may be another's.
func framesKey(frames []frame) string {
	var b []byte
	for _, fr := range frames {
		b = strconv.AppendInt(append(b, '@'), int64(fr.fn.Pos()), 10)
		b = append(b, byte('@'+fr.of[fr.sig.Recv()]))
		for v := range fr.sig.Params().Variables() {
			b = append(b, byte('@'+fr.of[v]))
		}
	}
	return string(b)
}

// reads tells what a call gives that reads a request, or what a middleware kept
// with it.
func (j *Judge) reads(c *ast.CallExpr, f *types.Func, idx, depth int) (Provenance, bool) {
	if f == nil {
		return 0, false
	}
	if row := j.callRow(c, f.Origin()); row != nil {
		switch {
		case row.Arg != "" && len(c.Args) > 0:
			return j.byName(c.Args[0]), true
		case row.Subject == Credential && row.Test == Absent:
			if len(c.Args) > 0 && speak(j.allWords(c)).policy {
				return OfRequest, true
			}
			return OfCredential, true
		case row.Subject == Credential && (row.Test == Rejected || row.Test == Expired) && row.Fails == onErr:
			return OfPrincipal, true
		case row.Subject == Principal && row.Test == Absent:
			ws := j.allWords(c)
			if k := speak(ws); row.Words && (k.policy || !k.credential && !k.principal) {
				return 0, true // it keeps other things too
			}
			return OfPrincipal, true
		case row.Subject == Configuration:
			return OfConfiguration, true
		}
	}
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return 0, false
	}
	if kept := j.contextValue(c); kept != nil {
		return j.keptIn(kept, depth), true
	}
	name := split(f.Name())
	if len(c.Args) == 0 && isRequestLike(j.info.TypeOf(sel.X)) && j.addressed(c) {
		return OfRequest | OfAddress, true
	}
	// A part of the request, by its name.
	if len(c.Args) > 0 && in(wordsPart, name) && (isRequestLike(j.info.TypeOf(sel.X)) || isHeader(j.info.TypeOf(sel.X)) || j.prov(sel.X, depth+1) == OfRequest || handsRequest(j.info, c)) {
		for _, a := range c.Args {
			if v := j.constOf(a); v != nil && v.Kind() == constant.String {
				if in(wordsForms, name) && in(wordsTyped, split(constant.StringVal(v))) {
					return OfRequest, true // typed into a form
				}
				p := j.byName(a)
				if p.has(OfCredential) && !sentAsText(resultType(j.info, c, idx)) {
					p = OfPrincipal // a session that was looked up with it
				}
				return p, true
			}
		}
		return OfRequest, true
	}
	return 0, false
}

// sentAsText tells whether a type can be that of a part of a request: a text,
// several, or a cookie of net/http.
func sentAsText(t types.Type) bool {
	if t == nil {
		return false
	}
	if n, ok := syntax.Deref(t).(*types.Named); ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "net/http" {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && (b.Kind() == types.Byte || b.Kind() == types.String) || sentAsText(u.Elem())
	case *types.Basic, *types.Interface:
		return true
	}
	return false
}

// handsRequest tells whether a call is handed a request: a context.Context is
// handed to everything.
func handsRequest(info *types.Info, c *ast.CallExpr) bool {
	return slices.ContainsFunc(c.Args, func(a ast.Expr) bool {
		t := info.TypeOf(a)
		return isRequestLike(t) && !isContext(t)
	})
}
