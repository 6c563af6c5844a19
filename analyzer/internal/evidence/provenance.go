package evidence

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Provenance says where a value may come from: a set of sources. The order
// is inclusion, the bottom is the empty set (a constant, or nothing that is
// known), and join is union. It passes through assignments, conversions,
// fields, elements and the functions in view, which are evaluated with the
// provenance of what a call hands them; it is lost where a function out of
// view makes something new of its arguments, unless a law below says what.
//
// The laws:
//
//   - What a verifier returns beside its failure is a principal: a verifier is
//     whatever takes a credential and can fail.
//   - What is found with a principal alone is a part of it; what is found with
//     another part of the request is a resource.
//   - A parameter of a function that makes a handler is configuration in that
//     handler, and so is what is only set when the server is made.
type Provenance uint8

// The sources.
const (
	OfCredential    Provenance = 1 << iota // sent to show who asks
	OfPrincipal                            // who asks, as a verifier or a middleware said
	OfRequest                              // another part of the request
	OfResource                             // looked up with other parts of the request
	OfConfiguration                        // set when the server was made
	OfAddress                              // where the request comes from
	OfBearer                               // beside OfCredential: of the Authorization field, as it was sent
)

// has tells whether one of some sources is there.
func (p Provenance) has(q Provenance) bool { return p&q != 0 }

// only tells whether there is a source, and none beside these.
func (p Provenance) only(q Provenance) bool { return p != 0 && p&^q == 0 }

const (
	maxProvenance = 12   // expressions within one another that are followed
	maxFrames     = 3    // calls within one another whose bodies are read
	maxVisits     = 4000 // expressions that are looked at for one question
)

// A frame is a call whose callee is being read: what its parameters are.
type frame struct {
	fn  ast.Node // a declaration or a literal
	sig *types.Signature
	of  map[*types.Var]Provenance
}

func (j *Judge) prov(e ast.Expr, depth int) Provenance {
	if depth > maxProvenance || e == nil {
		return 0
	}
	if j.visits++; j.visits > maxVisits {
		return 0
	}
	e = ast.Unparen(e)
	if tv, ok := j.info.Types[e]; ok && (tv.Value != nil || tv.IsType()) {
		return 0
	}
	switch e := e.(type) {
	case *ast.Ident:
		return j.provVar(e, depth)
	case *ast.SelectorExpr:
		return j.provField(e, depth)
	case *ast.CallExpr:
		return j.provCall(e, 0, depth)
	case *ast.IndexExpr:
		if isHeader(j.info.TypeOf(e.X)) {
			return j.byName(e.Index)
		}
		if syntax.Is[*types.Map](j.info.TypeOf(e.X)) {
			by := j.prov(e.Index, depth+1)
			if by == 0 && j.constOf(e.Index) == nil && !many(j.info.TypeOf(e)) {
				return 0 // what it is asked for is not known; a list is no one's
			}
			return j.found(j.prov(e.X, depth+1), by)
		}
		return j.prov(e.X, depth+1)
	case *ast.StarExpr:
		return j.prov(e.X, depth+1)
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return 0
		}
		return j.prov(e.X, depth+1)
	case *ast.TypeAssertExpr:
		p := j.prov(e.X, depth+1)
		if n := syntax.NamedOf(j.info.TypeOf(e.Type)); n != nil && p == 0 && j.contextValue(e.X) != nil {
			if s := speak(split(n.Obj().Name())); s.principal && !s.policy {
				return OfPrincipal // under whatever key
			}
		}
		return p
	case *ast.SliceExpr:
		return j.prov(e.X, depth+1)
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return j.prov(e.X, depth+1) | j.prov(e.Y, depth+1)
		}
	case *ast.CompositeLit:
		var p Provenance
		for _, el := range e.Elts[:min(len(e.Elts), 8)] {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				el = kv.Value
			}
			p |= j.prov(el, depth+1)
		}
		return p
	}
	return 0
}

// provVar is the provenance of what a variable holds where it is used.
func (j *Judge) provVar(id *ast.Ident, depth int) Provenance {
	v, ok := j.info.Uses[id].(*types.Var)
	if !ok || v.Pkg() == nil {
		return 0
	}
	if v.Parent() == v.Pkg().Scope() {
		if syntax.IsError(v.Type()) {
			return 0
		}
		return OfConfiguration
	}
	var p Provenance
	os := j.defs.Of(id, id.Pos())
	made := true // and nothing put into it
	for _, o := range os {
		if o.Expr != nil {
			p |= j.provOrigin(o, depth)
			made = made && o.Of == 1 && !o.Range && j.isMade(o.Expr)
		}
	}
	if len(os) > 0 && (p != 0 || !made) {
		return p
	}
	for _, o := range j.defs.Parts(v, id.Pos()) {
		p |= j.provOrigin(o, depth)
	}
	if p.only(OfCredential | OfBearer | OfPrincipal) {
		return p // put together of these alone
	}
	if q := j.filled(v, id.Pos(), depth); q != 0 || len(os) > 0 {
		return q
	}
	return j.provParam(v, id.Pos())
}

// filled is the provenance of what the last call before a position put into a
// variable that it was handed, or handed the address of: a part of the request
// that it decoded, or what it looked up.
func (j *Judge) filled(v *types.Var, at token.Pos, depth int) Provenance {
	by := j.defs.FilledBy(v, at)
	if by == nil {
		return 0
	}
	var p Provenance
	takes := false
	for _, e := range append(slices.Clone(by.Args), by.Fun) {
		if sel, ok := e.(*ast.SelectorExpr); ok && e == by.Fun && j.info.Selections[sel] != nil {
			e = sel.X
		} else if id, ok := e.(*ast.Ident); e == by.Fun || syntax.Addressed(j.info, e) == v || ok && j.info.Uses[id] == v {
			continue
		}
		if t := j.info.TypeOf(e); isRequestLike(t) && !isContext(t) {
			takes = true
			continue
		}
		p |= j.prov(e, depth+1)
	}
	f := syntax.Callee(j.info, by)
	switch {
	case f == nil || in(wordsMaking, split(f.Name())):
		return 0
	case takes && p == 0, f.Pkg() != nil && j.isStd(f.Pkg().Path()) && p.only(OfRequest):
		return OfRequest // it is read off the request
	}
	return j.found(0, p)
}

// provOrigin is the provenance of one thing that a variable may hold.
func (j *Judge) provOrigin(o syntax.Definition, depth int) Provenance {
	if c, ok := ast.Unparen(o.Expr).(*ast.CallExpr); ok && !o.Range {
		return j.provCall(c, o.Index, depth+1)
	}
	if o.Index > 0 {
		return 0 // whether something is there
	}
	return j.prov(o.Expr, depth+1)
}

// provParam is what a parameter brings: by the call at hand, else by what the
// function is.
func (j *Judge) provParam(v *types.Var, at token.Pos) Provenance {
	for i := len(j.frames) - 1; i >= 0; i-- {
		if p, ok := j.frames[i].of[v]; ok {
			return p
		}
	}
	fd := j.declOf(v.Pos())
	if fd == nil || isRequestLike(v.Type()) {
		return 0
	}
	if fd.Recv != nil && len(fd.Recv.List) > 0 && fd.Recv.Pos() <= v.Pos() && v.Pos() < fd.Recv.End() {
		return 0 // its fields tell
	}
	if j.captured(v, fd, at) {
		return OfConfiguration
	}
	if isMessage(v.Type()) && answers(j.info, fd) {
		return OfRequest
	}
	if n := syntax.NamedOf(v.Type()); n != nil && in(wordsVerified, split(n.Obj().Name())) {
		return OfPrincipal
	}
	return j.handedBy(v, fd)
}

// answers tells whether a function has the shape of one that a service is made
// of: an exported method that is handed the context of a request, or a stream.
func answers(info *types.Info, fd *ast.FuncDecl) bool {
	return fd.Recv != nil && fd.Name.IsExported() && slices.ContainsFunc(fd.Type.Params.List, func(f *ast.Field) bool {
		t := info.TypeOf(f.Type)
		return isRequestLike(t) || hasMethod(t, "Context")
	})
}

// isMessage tells whether a type is a message of protobuf, in which the requests
// of a service come.
func isMessage(t types.Type) bool { return hasMethod(t, "ProtoReflect") }

func hasMethod(t types.Type, name string) bool {
	if t == nil {
		return false
	}
	o, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	_, ok := o.(*types.Func)
	return ok
}

// handedBy is what all calls hand to a parameter of a function that only this
// package calls, if it is the same.
func (j *Judge) handedBy(v *types.Var, fd *ast.FuncDecl) Provenance {
	if p, ok := j.handedTo[v]; ok {
		return p
	}
	f, ok := j.info.Defs[fd.Name].(*types.Func)
	if !ok || f.Exported() && !j.keeping || j.reading(fd) {
		return 0
	}
	j.handedTo[v] = 0 // meanwhile
	p := j.joinCalls(v, f)
	j.handedTo[v] = p
	return p
}

// joinCalls asks the calls of a function what they hand to a parameter.
func (j *Judge) joinCalls(v *types.Var, f *types.Func) Provenance {
	at := -1
	for i := range f.Signature().Params().Len() {
		if f.Signature().Params().At(i) == v {
			at = i
		}
	}
	cs := j.callsOf(f)
	if at < 0 || len(cs) == 0 || len(cs) > maxReturns {
		return 0
	}
	frames := j.frames
	j.frames = nil // the calls stand in other functions
	defer func() { j.frames = frames }()
	var all Provenance
	for i, c := range cs {
		if at >= len(c.Args) || f.Signature().Variadic() {
			return 0
		}
		p := j.prov(c.Args[at], maxProvenance/2)
		if i > 0 && p != all {
			return 0
		}
		all = p
	}
	return all &^ OfConfiguration
}

// callsOf lists the calls of a function in this package, or nothing where it is
// used in another way too.
func (j *Judge) callsOf(f *types.Func) []*ast.CallExpr {
	if j.sites.Valued(f) {
		return nil
	}
	return j.sites.Of(f)
}

// captured tells whether a parameter of a function that is handed no request is
// used in a literal that is: the function makes a handler.
func (j *Judge) captured(v *types.Var, fd *ast.FuncDecl, at token.Pos) bool {
	if j.handedRequest(fd.Type) {
		return false
	}
	inside := false
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		if n == nil || at < n.Pos() || at >= n.End() {
			return n == fd.Body
		}
		if lit, ok := n.(*ast.FuncLit); ok && (v.Pos() < lit.Pos() || v.Pos() >= lit.End()) && j.handedRequest(lit.Type) {
			inside = true
		}
		return !inside
	})
	return inside
}

// handedRequest tells whether a function is handed a request, or the context
// of one.
func (j *Judge) handedRequest(t *ast.FuncType) bool {
	for _, f := range t.Params.List {
		if isRequestLike(j.info.TypeOf(f.Type)) {
			return true
		}
	}
	return false
}

// isRequestLike tells whether a type is that of a request, of a framework's
// context, or a context.
func isRequestLike(t types.Type) bool {
	n := syntax.NamedOf(t)
	if n == nil {
		return false
	}
	name := split(n.Obj().Name())
	return len(name) > 0 && in(wordsCarrier, name[len(name)-1:]) || n.Obj().Name() == "Request"
}

// provField is the provenance of a field, or of a package's variable.
func (j *Judge) provField(sel *ast.SelectorExpr, depth int) Provenance {
	s := j.info.Selections[sel]
	if s == nil {
		if v, ok := j.info.Uses[sel.Sel].(*types.Var); ok && !syntax.IsError(v.Type()) {
			return OfConfiguration
		}
		return 0
	}
	if s.Kind() != types.FieldVal {
		return 0
	}
	if n := syntax.NamedOf(s.Recv()); n != nil && n.Obj().Pkg() != nil {
		switch full := n.Obj().Pkg().Path() + "." + n.Obj().Name(); full {
		case "net/http.Request":
			if j.addressed(sel) {
				return OfRequest | OfAddress
			}
			return OfRequest
		case "crypto/tls.ConnectionState":
			if sel.Sel.Name == "PeerCertificates" || sel.Sel.Name == "VerifiedChains" {
				return OfCredential
			}
			return OfRequest
		}
	}
	var own Provenance
	for _, o := range j.defs.Of(sel, sel.Pos()) {
		if o.Expr != nil {
			own |= j.provOrigin(o, depth)
		}
	}
	if own != 0 {
		return own
	}
	if p := bound(s); p != 0 {
		return p
	}
	if p := j.prov(sel.X, depth+1); p != 0 {
		return ofCertificate(s, sel.Sel.Name, p)
	}
	v, _ := s.Obj().(*types.Var)
	if v == nil {
		return 0
	}
	if isRequestLike(j.info.TypeOf(sel.X)) {
		if isMessage(v.Type()) {
			return OfRequest // connect's Request has it in a field
		}
		return 0
	}
	if tagOf(s) == "" && besideRequest(j, sel.X, split(sel.Sel.Name), v.Type()) {
		return OfPrincipal
	}
	if j.configExpr(sel) || j.madeOnce(v, s.Recv()) {
		return OfConfiguration
	}
	return 0
}

// ofCertificate is the provenance of a part of something that has one itself.
// Whom a certificate names the handshake has verified; its bytes are still the
// credential.
func ofCertificate(s *types.Selection, part string, p Provenance) Provenance {
	n := syntax.NamedOf(s.Recv())
	if n == nil || n.Obj().Pkg() == nil || n.Obj().Pkg().Path() != "crypto/x509" || n.Obj().Name() != "Certificate" {
		return p
	}
	switch part {
	case "Subject", "DNSNames", "EmailAddresses", "IPAddresses", "URIs", "SerialNumber":
		if p.has(OfCredential) {
			return OfPrincipal
		}
	}
	return p
}

// madeOnce tells whether a field of a type of this package is only set where
// nothing is known of a request: when what has it is made.
func (j *Judge) madeOnce(v *types.Var, of types.Type) bool {
	n := syntax.NamedOf(of)
	if n == nil || v.Pkg() != j.pkg || n.Obj().Pkg() != j.pkg || !j.serves(n) {
		return false
	}
	return !j.requestFields()[v]
}

// serves tells whether a type has a method that is handed a request, or makes a
// function that is: it is made before.
func (j *Judge) serves(n *types.Named) bool {
	for i := range n.NumMethods() {
		ps := n.Method(i).Signature().Params()
		for k := range ps.Len() {
			if t := ps.At(k).Type(); isRequestLike(t) && !isContext(t) {
				return true
			}
		}
		if fd := j.decls[n.Method(i)]; fd != nil && j.handlesRequest(fd) {
			return true
		}
	}
	return false
}

func isContext(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context"
}

// requestFields are the fields that a function with a request at hand sets.
func (j *Judge) requestFields() map[*types.Var]bool {
	if j.setInRequest != nil {
		return j.setInRequest
	}
	j.setInRequest = map[*types.Var]bool{}
	note := func(e ast.Expr) {
		switch e := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			if v, ok := j.info.Uses[e.Sel].(*types.Var); ok && v.IsField() {
				j.setInRequest[v] = true
			}
		case *ast.Ident:
			if v, ok := j.info.Uses[e].(*types.Var); ok && v.IsField() {
				j.setInRequest[v] = true
			}
		}
	}
	for _, fd := range syntax.Functions(j.info, j.files) {
		if !j.handlesRequest(fd) {
			continue
		}
		ast.Inspect(fd.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, l := range n.Lhs {
					note(l)
				}
			case *ast.KeyValueExpr:
				note(n.Key)
			}
			return true
		})
	}
	return j.setInRequest
}

// handlesRequest tells whether a function, or a literal in it, is handed a
// request.
func (j *Judge) handlesRequest(fd *ast.FuncDecl) bool {
	is, known := j.handles[fd]
	if !known {
		is = slices.ContainsFunc(append(literalTypes(fd.Body), fd.Type), j.handedRequest)
		j.handles[fd] = is
	}
	return is
}

// literalTypes are the types of the literals in a function.
func literalTypes(body *ast.BlockStmt) (out []*ast.FuncType) {
	for n := range ast.Preorder(body) {
		if lit, ok := n.(*ast.FuncLit); ok {
			out = append(out, lit.Type)
		}
	}
	return out
}

// found is what comes of a look-up: who asks, if only that was asked with.
func (j *Judge) found(in, by Provenance) Provenance {
	switch {
	case by.has(OfCredential):
		return OfPrincipal
	case by.has(OfRequest | OfResource):
		return OfResource
	case by.has(OfPrincipal):
		return OfPrincipal
	}
	return in
}

// credentialOf is the provenance of a credential in a header of that name.
func credentialOf(header string) Provenance {
	if strings.EqualFold(header, "authorization") {
		return OfCredential | OfBearer
	}
	return OfCredential
}

// bound is the provenance of a field that a framework fills from a header or a
// cookie, as its tag says.
func bound(s *types.Selection) Provenance {
	tag := reflect.StructTag(tagOf(s))
	for _, key := range []string{"header", "reqHeader", "cookie"} {
		switch name, _, _ := strings.Cut(tag.Get(key), ","); {
		case name == "" || name == "-":
		case KeepsCredential(name):
			return credentialOf(name)
		default:
			return OfRequest
		}
	}
	return 0
}

// byName is the provenance of a part of the request that has a name.
func (j *Judge) byName(key ast.Expr) Provenance {
	if j.credentialKey(key) {
		return credentialOf(constant.StringVal(j.constOf(key)))
	}
	if v := j.constOf(key); v != nil && v.Kind() == constant.String && in(wordsPeer, split(constant.StringVal(v))) {
		return OfRequest | OfAddress
	}
	return OfRequest
}
