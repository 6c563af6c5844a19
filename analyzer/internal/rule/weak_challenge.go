package rule

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/evidence"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

const idWeak = "weak-challenge"

// WeakChallenge is the rule weak-challenge.
var WeakChallenge = &Rule{
	ID:      idWeak,
	Check:   weak,
	Group:   GroupChallenge,
	AtValue: true,
	Title:   "A Bearer challenge that leaves out what clients act on",
	Doc: ticks(`
A well-formed Bearer challenge can still leave a client with nothing to do. Reported are:

- a rejected, malformed or expired token that is answered without ~error="invalid_token"~: clients refresh their token only then;
- an ~error~ where no credentials were sent, of whatever name: a client that sent none takes it for a token of its own that expired;
- a 403 for a lacking scope without a Bearer challenge that has ~error="insufficient_scope"~: with it and ~scope~, clients ask the user for more;
- in a package that serves MCP, a 401 without ~resource_metadata~: MCP clients find the authorization server by it;
- in a container registry, a realm that is no address: registry clients fetch their token from there.

Only where the branch shows what was found out about the token, by an API or by where it came from: a function that is handed a part of the Authorization field and verifies it. Names decide nothing. A branch in a helper is read with what led to its calls, if that is the same for all. Only in packages that send Bearer challenges at all.
`),
	Before: ticks(`
func getReport(w http.ResponseWriter, r *http.Request) {
	raw := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if _, err := jwt.Parse(raw, key); err != nil {
		w.Header().Set("WWW-Authenticate", ~Bearer realm="reports"~)
		http.Error(w, "bad token", http.StatusUnauthorized)
		return
	}
	writeReport(w)
}
`),
	After: ticks(`
func getReport(w http.ResponseWriter, r *http.Request) {
	raw := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if _, err := jwt.Parse(raw, key); err != nil {
		w.Header().Set("WWW-Authenticate", ~Bearer realm="reports", error="invalid_token"~)
		http.Error(w, "bad token", http.StatusUnauthorized)
		return
	}
	writeReport(w)
}
`),
	RFC: "RFC 6750 §3 and §3.1; RFC 9728 §5.1 and the Model Context Protocol, 2025-06-18 (resource_metadata)",
	Fix: ticks(`
Puts ~error="invalid_token"~ into the text of the challenge, or takes the error out, where the challenge is a constant, or made by a format, that is set in the branch itself. There is none for a scope or an address, which only the server's author knows.
`),
	Silent: ticks(`
Silent when:

- the branch does not show whether a token was sent or rejected, or only names suggest it;
- the token came in another way than in the Authorization field, and no API says that it is one;
- the branch covers both, as in ~token == "" || !valid(token)~, or where a verifier is handed the Authorization field as it came, and nothing has looked whether it is there;
- a part of the challenge that could be the parameter is known only at run time;
- the package serves the metadata of a protected resource itself: MCP clients look there too;
- the package sends no Bearer challenge.
`),
}

// weak finds Bearer challenges that leave out what clients act on.
func weak(p *Package) []analysis.Diagnostic {
	if !slices.ContainsFunc(p.Challenges, func(u engine.ChallengeUse) bool { return ofBearer(u.Value.Str) }) {
		return nil
	}
	var out []analysis.Diagnostic
	seen := map[ast.Node]bool{}
	report := func(d *analysis.Diagnostic, at ast.Node, r *engine.Responder, h engine.Hit) {
		if d == nil {
			return
		}
		p.weakWays[at.Pos()] = append(p.weakWays[at.Pos()], way{r, h})
		if !seen[at] {
			seen[at] = true
			out = append(out, *d)
		}
	}
	weighed := 0
	for _, r := range p.result.Responders {
		for _, h := range r.Covered {
			if weighed++; weighed > maxWeighed {
				break
			}
			if h.Status == 401 && h.Ch == engine.ChSet && !p.inSkippedTest(h) && ofBearer(h.Val) {
				d, at := p.weakFor(r, h)
				report(d, at, r, h)
			}
		}
	}
	for _, c := range p.choices {
		if r, h := p.lacksScope(c); r != nil {
			what, from, line := p.because(c)
			d := diagnostic(idWeak, c.Node, "403 [weak-challenge]: %s (%s, line %d), and no challenge says so: clients ask for more at Bearer error=\"insufficient_scope\" with scope (RFC 6750 §3.1)", what, from, line)
			report(&d, c.Node, r, h)
		}
	}
	return out
}

// maxWeighed bounds the responses that are judged: more are not written by
// hand.
const maxWeighed = 400

// weakFor judges the challenge of one 401.
func (p *Package) weakFor(r *engine.Responder, h engine.Hit) (*analysis.Diagnostic, ast.Node) {
	use := p.setterOf(h)
	var at ast.Node = r.Node
	if use != nil {
		at = use.Node
	}
	v := p.foundOut(h)
	report := func(format string, args ...any) (*analysis.Diagnostic, ast.Node) {
		d := diagnostic(idWeak, at, "401 [weak-challenge]: "+format, args...)
		return &d, at
	}
	sent, known := bearerParam(h.Val, "error")
	switch {
	case !known:
	case sent == "" && v.High && p.rejectedBy(v) && p.judge.HandsToken(v.Node):
		d, at := report("%s (%s, line %d), and the challenge has no error=\"invalid_token\", at which clients refresh their token (RFC 6750 §3.1)", v.What, v.From, p.line(v.Node.Pos()))
		if use != nil {
			d.SuggestedFixes = p.offer(at, func() []analysis.SuggestedFix { return p.withError(*use, h, `, error="invalid_token"`) })
		}
		return d, at
	case sent != "" && !ofStatus[sent] && v.High && v.Class == evidence.Authentication && v.Subject == evidence.Credential && v.Test == evidence.Absent:
		why := "which no challenge has where none was sent"
		if sent == "invalid_token" {
			why = "which speaks of a token that was sent"
		}
		d, at := report("%s (%s, line %d), and the challenge has error=%q, %s (RFC 6750 §3.1)", v.What, v.From, p.line(v.Node.Pos()), sent, why)
		if use != nil {
			d.SuggestedFixes = p.offer(at, func() []analysis.SuggestedFix { return p.withError(*use, h, "") })
		}
		return d, at
	}
	if p.mcp().library && p.mcp().path == "" && !p.issuesTokens(r.Node.Pos()) {
		if sent, known := bearerParam(h.Val, "resource_metadata"); known && sent == "" {
			return report("this package serves MCP, and the challenge has no resource_metadata, by which clients find where tokens come from (RFC 9728 §5.1)")
		}
	}
	if p.mcp().registry {
		if realm, known := bearerParam(h.Val, "realm"); known && !strings.Contains(realm, "://") {
			return report("a container registry's realm is the address of its token service, and realm=%q is none, so no client gets in", realm)
		}
	}
	return nil, nil
}

// ofStatus are the errors that go with another status than 401: what sends one
// with it is invalid-challenge's.
var ofStatus = map[string]bool{"invalid_request": true, "insufficient_scope": true}

// foundOut is what the branch that chose a status found out.
func (p *Package) foundOut(h engine.Hit) evidence.Verdict {
	for _, c := range p.choices {
		if c.Status == h.Status && c.Node.Pos() <= h.Pos && h.Pos < c.Node.End() {
			if c.Class != evidence.Silent {
				return c.Verdict
			}
			return p.judge.WeighAround(c.Path, h.Status)
		}
	}
	pos := h.Pos
	if !pos.IsValid() && h.Via != nil {
		pos = h.Via.Pos()
	}
	f := p.file(pos)
	if f == nil {
		return evidence.Verdict{}
	}
	return p.judge.WeighAround(syntax.PathTo(f, pos), h.Status)
}

// setterOf is what set the challenge of a status in the same function, nil
// where that is not known.
func (p *Package) setterOf(h engine.Hit) *engine.ChallengeUse {
	return p.lastBefore(p.settersOf()[text{h.Val, "www-authenticate"}], h)
}

// withError writes a challenge anew, with an error or, if that is empty, with
// none, where it is a literal, or a format, that is set in the branch of one
// status.
func (p *Package) withError(u engine.ChallengeUse, h engine.Hit, suffix string) []analysis.SuggestedFix {
	f := p.file(u.Node.Pos())
	lit := p.textSet(u.Node)
	if lit == nil || !p.sameBranch(f, u.Node.Pos(), h) {
		return nil
	}
	written := p.literal(lit)
	if written != h.Val && holes(written) != h.Val {
		return nil
	}
	value, message := written+suffix, "Say that the token was rejected"
	if suffix == "" {
		value, message = withoutError(written), "Leave the error out"
	}
	if value == "" || len(challenge.CheckPartial(parts(holes(value), !flaggedVerb(value)), 401)) > 0 {
		return nil
	}
	edits := p.fixes.Literal(lit, value)
	if edits == nil {
		return nil
	}
	return append([]analysis.SuggestedFix{{Message: message, TextEdits: edits}}, p.ignoring(idWeak, u.Node)...)
}

// textSet is the literal that a header is set to, or that is the format of what
// it is set to; nil for others.
func (p *Package) textSet(n ast.Node) *ast.BasicLit {
	e := p.valueSet(n)
	if c, ok := e.(*ast.CallExpr); ok && len(c.Args) > 0 {
		if f := syntax.Callee(p.Pass.TypesInfo, c); f == nil || f.FullName() != "fmt.Sprintf" {
			return nil
		}
		e = c.Args[0]
	}
	lit, _ := e.(*ast.BasicLit)
	return lit
}

// withoutError is a Bearer challenge, or the format of one, without its error; ""
// where it would be left with no parameter, or is a format whose error is a verb.
func withoutError(written string) string {
	if !strings.Contains(written, "%") {
		return general(written, "Bearer", true)
	}
	i := strings.Index(written, `, error="`)
	if i < 0 {
		return ""
	}
	value, rest, ok := strings.Cut(written[i+len(`, error="`):], `"`)
	if !ok || strings.Contains(value, "%") || strings.Contains(rest, "error") {
		return ""
	}
	return written[:i] + rest
}

// sameBranch tells whether a challenge is set in the block in which a status
// is sent.
func (p *Package) sameBranch(f *ast.File, set token.Pos, h engine.Hit) bool {
	if f == nil || h.Via == nil || p.file(h.Via.Pos()) != f {
		return false
	}
	block := func(pos token.Pos) (b ast.Node) {
		for _, n := range syntax.PathTo(f, pos) {
			switch n.(type) {
			case *ast.BlockStmt, *ast.CaseClause:
				b = n
			}
		}
		return b
	}
	return block(set) == block(h.Via.Pos())
}

// lacksScope finds what sends a 403 for a scope that is lacking, and no
// challenge that says so. There is none where one does, or may.
func (p *Package) lacksScope(c choice) (out *engine.Responder, sent engine.Hit) {
	if c.Status != 403 || c.Class != evidence.Authorization || !c.High || p.wrong[c.Node] {
		return nil, sent
	}
	if !p.judge.NamesScope(c.Path, c.Finding, c.Status) {
		return nil, sent
	}
	within := func(n ast.Node, pos token.Pos) bool { return n.Pos() <= pos && pos < n.End() }
	helper := p.decl(p.object(c.Node)) // where the place is a call that always answers
	for _, r := range p.result.Responders {
		for _, h := range r.Forbidden {
			if !within(c.Node, h.Pos) && (helper == nil || !within(helper, h.Pos)) {
				continue
			}
			if h.Ch == engine.ChSet {
				said, known := bearerParam(h.Val, "error")
				if !known || said == "insufficient_scope" || h.Val == "" {
					return nil, sent
				}
			} else if h.Ch != engine.ChNone && h.Ch != engine.ChEntry {
				return nil, sent
			}
			out, sent = r, h
		}
	}
	return out, sent
}

// ofBearer tells whether a challenge, known in part or whole, is a Bearer one.
func ofBearer(value string) bool {
	return len(value) > 7 && strings.EqualFold(value[:7], "Bearer ")
}

// bearerParam is a parameter of a Bearer challenge, "" where it has none;
// known is false where a part of the challenge is not.
func bearerParam(value, name string) (param string, known bool) {
	// A hole inside of quotes may be anything that needs no other parameter.
	cs, err := challenge.Parse(holeless(value))
	if err != nil || len(cs) == 0 {
		return "", false
	}
	for _, c := range cs {
		for _, q := range c.Params {
			if strings.EqualFold(c.Scheme, "Bearer") && strings.EqualFold(q.Name, name) {
				return q.Value, !strings.Contains(q.Value, filled)
			}
		}
	}
	return "", true
}

// filled stands for what is known only at run time: a byte that quotes may hold
// (RFC 9110 §5.6.4, obs-text), and no author writes.
const filled = "\xff"

// holeless is a text with filled for the holes inside of quotes. It is no
// challenge where there are others.
func holeless(value string) string {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == 0 && i+1 < len(value):
			i++
			switch {
			case quoted:
				b.WriteString(filled)
			case value[i] == 'q':
				b.WriteString(`"` + filled + `"`)
			default:
				return ","
			}
		case c == '\\' && i+1 < len(value):
			i++
			b.WriteByte('x')
		default:
			quoted = quoted != (c == '"')
			b.WriteByte(c)
		}
	}
	return b.String()
}
