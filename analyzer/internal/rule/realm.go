package rule

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/evidence"
	"github.com/authstatus/authstatus/analyzer/internal/fix"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A proposal is a challenge that a fix sets.
type proposal struct {
	scheme string
	code   string   // the value as Go code
	more   []string // those of further challenges, for lines of their own
}

// proposals are the challenges that fit a responder, the safest first: those
// whose schemes are read on the way to it, else what the package reads. There
// are none where what is refused has no scheme.
func (p *Package) proposals(r *engine.Responder, at ast.Node) []proposal {
	schemes, known := p.schemesOf(r)
	if p.branchSpeaksOf(r, notCredentials) || p.challenge == "" && p.onPage(r) {
		return nil
	}
	if u := p.wiped(r); u != nil && u.Value.Kind == engine.AtomStr && p.challenge == "" {
		scheme, _, _ := strings.Cut(u.Value.Str, " ")
		return []proposal{{scheme: scheme, code: fix.Quote(u.Value.Str)}} // it was meant to leave
	}
	known = known || !p.standsForPackage(r)
	name, _ := header(r.Lacking[0].Status)
	return p.proposalsFor(schemes, known, name, p.rejected(r), at)
}

// standsForPackage tells whether a responder refuses what its package takes: it
// answers what others of the package choose, or the package has a challenge, or a
// realm for one.
func (p *Package) standsForPackage(r *engine.Responder) bool {
	if p.sets("Bearer") || p.realmConstant() != "" {
		return true
	}
	d := p.declAt(r.Node.Pos())
	fd, ok := d.(*ast.FuncDecl)
	if !ok {
		return false
	}
	return len(p.callsOf(fd)) > 0 && slices.ContainsFunc(r.Lacking, func(h engine.Hit) bool {
		return h.Pos < fd.Pos() || fd.End() <= h.Pos
	})
}

// notCredentials are checks that no credentials pass: a request that was forged,
// a client that may be no human, a second factor of who is known.
var notCredentials = []string{"csrf", "xsrf", "captcha", "recaptcha", "hcaptcha", "otp", "totp", "mfa", "passcode", "factor"}

// branchSpeaksOf tells whether what decides on a branch that chose the status
// names one of these words.
func (p *Package) branchSpeaksOf(r *engine.Responder, names []string) bool {
	for _, h := range r.Lacking {
		var around []ast.Node
		if f := p.innermostIf(h.Pos); f != nil {
			around = p.deciding(f.Cond)
		}
		for _, n := range append(around, p.clauseAt(h.Pos)...) {
			if slices.ContainsFunc(p.exprWords(n), func(w string) bool { return slices.Contains(names, w) }) {
				return true
			}
		}
	}
	return false
}

// clauseAt is what decides on the innermost clause of a switch around a place.
func (p *Package) clauseAt(pos token.Pos) []ast.Node {
	file := p.file(pos)
	if file == nil {
		return nil
	}
	path := syntax.PathTo(file, pos)
	for i := len(path) - 1; i > 1; i-- {
		clause, ok := path[i].(*ast.CaseClause)
		if !ok {
			continue
		}
		var out []ast.Node
		for _, e := range clause.List {
			out = append(out, e)
		}
		if sw, ok := path[i-2].(*ast.SwitchStmt); ok && sw.Tag != nil {
			out = append(out, p.deciding(sw.Tag)...)
		}
		return out
	}
	return nil
}

// exprWords are the words of the names in an expression.
func (p *Package) exprWords(e ast.Node) []string {
	var out []string
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			out = append(out, words(id.Name)...)
		}
		return true
	})
	return out
}

// packageSchemes are the schemes for a response of which nothing tells what it
// refuses: those of a package that takes tokens and nothing else. Where it takes
// several kinds, or none, any scheme would be a guess; and Basic, which opens a
// browser's login window, is never one. A branch that speaks of it by name gets
// no other.
func (p *Package) packageSchemes(at ast.Node) []string {
	q := p.packageReads()
	if q.has(readsCookie | readsCertificate | readsOtherScheme) {
		return nil
	}
	if f := p.innermostIf(at.Pos()); f != nil && slices.Contains(p.exprWords(f.Cond), "basic") {
		return nil
	}
	switch schemes := q.schemes(401); {
	case len(schemes) == 1 && schemes[0] != "Basic":
		return schemes
	case len(schemes) == 0 && !q.has(readsElsewhere) && p.sets("Bearer"):
		return []string{"Bearer"}
	}
	return nil
}

func (p *Package) proposalsFor(schemes []string, known bool, name string, rejected bool, at ast.Node) []proposal {
	if p.challenge != "" {
		scheme, _, _ := strings.Cut(p.challenge, " ")
		return []proposal{{scheme: scheme, code: fix.Quote(p.challenge)}}
	}
	if !known {
		schemes = p.packageSchemes(at)
		if name == "Proxy-Authenticate" {
			schemes = p.packageReads().schemes(407)
		}
	}
	if len(schemes) == 0 {
		return nil
	}
	if len(schemes) > 1 && !rejected {
		schemes = p.askedHere(schemes, name, at)
	}
	first := proposal{scheme: strings.Join(schemes, " and ")}
	for i, scheme := range schemes {
		code := p.value(scheme, name, scheme == "Bearer" && rejected, at)
		if code == "" {
			return nil
		}
		if i == 0 {
			first.code = code
		} else {
			first.more = append(first.more, code)
		}
	}
	out := []proposal{first}
	for _, other := range []string{"Bearer", "Basic", "DPoP", private} {
		if p.single || first.scheme == other {
			continue
		}
		if code := p.value(other, name, other == "Bearer" && rejected, at); code != "" {
			out = append(out, proposal{scheme: other, code: code})
		}
	}
	return out
}

// askedHere are those of several schemes that the function around a place asks
// for elsewhere: it takes more than it wants to be sent. Where it asks for none
// of them, or the branch refuses one by itself, all are left.
func (p *Package) askedHere(schemes []string, header string, at ast.Node) []string {
	decl := p.enclosingDecl(at.Pos())
	if decl == nil || p.readsDeciding(at.Pos()).has(transports) {
		return schemes
	}
	asked := slices.DeleteFunc(slices.Clone(schemes), func(scheme string) bool {
		return !slices.ContainsFunc(p.Challenges, func(u engine.ChallengeUse) bool {
			name, _, _ := strings.Cut(u.Value.Str, " ")
			return decl.Pos() <= u.Node.Pos() && u.Node.Pos() < decl.End() && strings.EqualFold(u.Key, header) && strings.EqualFold(name, scheme)
		})
	})
	if len(asked) == 0 {
		return schemes
	}
	return asked
}

// service is the name of the module, as the import path has it: what a realm
// is named after where the package names none.
func (p *Package) service() string {
	elems := strings.Split(withoutVersion(p.Pass.Pkg.Path()), "/")
	if m := p.Pass.Module; m != nil && m.Path != "" {
		elems = strings.Split(withoutVersion(m.Path), "/")
	} else if len(elems) > 3 && strings.Contains(elems[0], ".") {
		elems = elems[:3]
	}
	for i := len(elems) - 1; i > 0; i-- {
		if !slices.Contains(anyService, elems[i]) {
			return elems[i]
		}
	}
	if len(elems) == 1 && elems[0] != "" && !strings.ContainsAny(elems[0], "\"\\") {
		return elems[0]
	}
	return p.Pass.Pkg.Name()
}

// anyService are names of modules that say nothing.
var anyService = []string{"server", "backend", "src", "app", "api", "go", "cmd", "service", "services", "pkg", "internal"}

// declaredChallenge names a constant of the package that is a challenge of the
// scheme.
func (p *Package) declaredChallenge(scheme string) string {
	return p.constant(func(name, value string) bool {
		cs, err := challenge.Parse(value)
		return err == nil && len(cs) == 1 && strings.EqualFold(cs[0].Scheme, scheme) && len(cs[0].Params) > 0 &&
			!hasParam(cs[0], "error") && len(challenge.Check(value, 401)) == 0
	})
}

func hasParam(c challenge.Challenge, name string) bool {
	return slices.ContainsFunc(c.Params, func(q challenge.Param) bool { return strings.EqualFold(q.Name, name) })
}

// usedRealm is the realm of a challenge that the package sets elsewhere.
func (p *Package) usedRealm(scheme string) string {
	if realms := p.usedRealms(scheme); len(realms) > 0 {
		return realms[0]
	}
	return ""
}

// usedRealms are the realms of the package's challenges of a scheme.
func (p *Package) usedRealms(scheme string) (out []string) {
	for _, c := range p.wellFormed() {
		for _, q := range c.Params {
			if strings.EqualFold(c.Scheme, scheme) && strings.EqualFold(q.Name, "realm") && q.Value != "" && !strings.ContainsAny(q.Value, "\"\\") {
				out = append(out, q.Value)
			}
		}
	}
	return out
}

// realm is that of a scheme as text: the one of the package's other challenges,
// else the name of the module. No name in the code decides what a finding says.
func (p *Package) realm(scheme string) string {
	if realms := p.usedRealms(scheme); len(realms) > 0 && !slices.ContainsFunc(realms, func(r string) bool { return r != realms[0] }) {
		return realms[0]
	}
	return p.service()
}

// findWellFormed lists the challenges that the package sets outside its tests,
// without those that are wrong for a 401.
func (p *Package) findWellFormed() (out []challenge.Challenge) {
	for _, u := range p.Challenges {
		if u.Value.Kind != engine.AtomStr || IsTest(p.Pass.Fset, fileOf(p.Pass, u.Node)) {
			continue
		}
		if cs, err := challenge.Parse(u.Value.Str); err == nil && len(challenge.Check(u.Value.Str, 401)) == 0 {
			out = append(out, cs...)
		}
	}
	return out
}

// realmConstant names a constant of the package that is a realm.
func (p *Package) realmConstant() string {
	return p.constant(func(name, value string) bool {
		return slices.Contains(words(name), "realm") && value != "" && !strings.ContainsAny(value, "\"\\=\n")
	})
}

// constant names the first text constant of the package for which is is true.
func (p *Package) constant(is func(name, value string) bool) string {
	if p.texts == nil {
		p.texts = []*types.Const{}
		scope := p.Pass.Pkg.Scope()
		for _, name := range scope.Names() {
			if c, ok := scope.Lookup(name).(*types.Const); ok && c.Val().Kind() == constant.String {
				p.texts = append(p.texts, c)
			}
		}
	}
	for _, c := range p.texts {
		if is(c.Name(), constant.StringVal(c.Val())) {
			if f := p.file(c.Pos()); f == nil || !IsTest(p.Pass.Fset, f) {
				return c.Name()
			}
		}
	}
	return ""
}

// rejected tells whether the branch that chose the status rejected a token, so
// that the challenge says so (RFC 6750 §3.1).
func (p *Package) rejected(r *engine.Responder) bool {
	if len(r.Lacking) != 1 || r.Lacking[0].Status != 401 {
		return false
	}
	pos := r.Lacking[0].Pos
	if !pos.IsValid() && r.Lacking[0].Via != nil {
		pos = r.Lacking[0].Via.Pos()
	}
	f := p.file(pos)
	if f == nil {
		return false
	}
	return p.rejectedBy(p.judge.WeighAround(syntax.PathTo(f, pos), 401))
}

// mayBeUnsent tells whether what failed was handed the Authorization field as it
// came, which nothing has looked at before: it fails where none was sent too, and
// no challenge has an error then.
func (p *Package) mayBeUnsent(failed ast.Node) bool {
	e, ok := failed.(ast.Expr)
	if sel, part := failed.(*ast.SelectorExpr); part {
		e = sel.X // of what was made of it
	}
	if !ok {
		return false
	}
	c, _ := p.judge.Definitions().Call(e, e.Pos())
	return c != nil && slices.ContainsFunc(c.Args, func(a ast.Expr) bool { return p.isField(a) && !p.looked(a, c) })
}

// isField tells whether an expression is the Authorization field as it came.
func (p *Package) isField(e ast.Expr) bool {
	c, _ := p.judge.Definitions().Call(e, e.Pos())
	f := (*types.Func)(nil)
	if c != nil {
		f = syntax.Callee(p.Pass.TypesInfo, c)
	}
	return f != nil && slices.Contains(getters, f.Name()) && evidence.Source(p.judge, e)&evidence.OfBearer != 0
}

// looked tells whether a condition around a call, or before it, asks for a
// variable that the call is handed.
func (p *Package) looked(e ast.Expr, c *ast.CallExpr) bool {
	id, ok := e.(*ast.Ident)
	file := p.file(c.Pos())
	return ok && file != nil && slices.ContainsFunc(evidence.Conditions(p.judge, syntax.PathTo(file, c.Pos())), func(t syntax.Test) bool {
		for n := range ast.Preorder(t.Cond) {
			if x, ok := n.(*ast.Ident); ok && p.Pass.TypesInfo.ObjectOf(x) == p.Pass.TypesInfo.ObjectOf(id) {
				return true
			}
		}
		return false
	})
}

// rejectedBy tells whether a verdict says so of a token: by an API that says
// what it is handed, or by where that comes from.
func (p *Package) rejectedBy(v evidence.Verdict) bool {
	if v.Class != evidence.Authentication || v.Subject != evidence.Credential || v.Test != evidence.Rejected && v.Test != evidence.Expired {
		return false
	}
	if p.mayBeUnsent(v.Node) {
		return false
	}
	// What an API says of itself is in the table.
	return v.Bearer || v.Typed && slices.ContainsFunc(words(v.What), func(w string) bool { return w == "token" || w == "jwt" })
}
