package rule

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

const idInvalid = "invalid-challenge"

// InvalidChallenge is the rule invalid-challenge.
var InvalidChallenge = &Rule{
	ID:       idInvalid,
	Check:    invalid,
	Group:    GroupChallenge,
	AtValue:  true,
	Confirms: func(challenge, problem string) bool { return challenge != "" && problem != "" },
	Title:    "A challenge that is empty, malformed, incomplete, or at odds with the status",
	Doc: ticks(`
A client that can't read a challenge treats the response as one without. Each finding says whom its form keeps out, or that it is wrong by the RFC only: 17 clients that wait for a challenge were tried with each form (of Basic), and 5 of container registries. Reported are: an empty value; a value without a scheme; broken grammar, such as a missing comma, an open quote or ~Basic, realm="x"~; a realm that is not in double quotes; a parameter given twice; a required parameter left out, such as Basic without realm, or Bearer with no parameter at all; and an RFC 6750 error code that belongs to another status: ~invalid_request~ to 400, ~invalid_token~ to 401, ~insufficient_scope~ to 403.

Constants are checked whole. Formats and concatenations are checked as far as their constant part goes; what stands between two quotes of a format is taken to bring none of its own.
`),
	Before: ticks(`
func deny(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", ~Basic: realm="Restricted"~)
	w.WriteHeader(http.StatusUnauthorized)
}
`),
	After: ticks(`
func deny(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", ~Basic realm="Restricted"~)
	w.WriteHeader(http.StatusUnauthorized)
}
`),
	RFC: "RFC 9110 §11.2 to §11.6.1; RFC 6750 §3 and §3.1 (Bearer), 7616 (Digest), 7617 (Basic), 9449 §7.1 (DPoP), 9728 §5.1 (resource_metadata); the IANA HTTP Authentication Scheme Registry",
	Fix: ticks(`
Writes the corrected value: quotes around the realm, the comma put in or taken out, the realm of the package's other challenges, or the name of the module, where Basic or Bearer has none, Basic in front of other challenges, where all clients look for it. Where another value would have to be invented, or the value is put together from parts, there is no fix.
`),
	Silent: ticks(`
Silent when:

- the value, or the part in question, is known only at run time;
- the scheme is not registered but the challenge is well formed;
- the scheme is Negotiate, whose own RFC departs from the grammar;
- parameters are unknown to a scheme that lets clients ignore them;
- several challenges share one field line, which is legal: ~interop-challenge~ speaks of those that keep clients out;
- the scheme is one of npm's own, ~OTP~ or ~ipaddress~;
- WWW-Authenticate stands on a status other than 401, which is allowed: only its value is checked.
`),
}

// invalid finds challenges that clients can't read, one finding a value.
func invalid(p *Package) []analysis.Diagnostic {
	out := append(invalidOwn(p), p.malformedTexts()...)
	seen := map[token.Pos]bool{}
	for _, u := range p.Challenges {
		written := p.written(u.Value)
		if written == nil {
			continue
		}
		at := p.declared(written)
		if seen[at.Pos()] {
			continue
		}
		inCall := u.Node.Pos() <= u.Value.Pos && u.Value.Pos < u.Node.End()
		if u.Value.Str == "" && !inCall {
			continue // a start value that a later test may exclude
		}
		status := p.statuses()[setting{u.Node, textOf(u)}]
		var problems []challenge.Problem
		if u.Value.Kind == engine.AtomFormat {
			problems = challenge.CheckPartial(parts(u.Value.Str, p.plainVerbs(written)), status)
		} else {
			problems = challenge.Check(u.Value.Str, status)
		}
		if len(problems) == 0 {
			continue
		}
		seen[at.Pos()] = true
		q := problems[0]
		q.Fixed = p.named(q.Fixed, u.Value.Str)
		if q.Fixed == "" {
			out = append(out, diagnostic(idInvalid, at, "challenge [invalid-challenge]: %s (%s; %s)", q.Text, q.RFC, q.Clients))
			continue
		}
		d := diagnostic(idInvalid, at, "challenge [invalid-challenge]: %s: write %s (%s; %s)", q.Text, q.Fixed, q.RFC, q.Clients)
		// Only where the literal is the whole value or format, not an operand.
		if lit, ok := ast.Unparen(at).(*ast.BasicLit); ok && (u.Value.Kind == engine.AtomStr && p.literal(lit) == u.Value.Str || u.Value.Kind == engine.AtomFormat && holes(p.literal(lit)) == u.Value.Str) {
			if edits := p.fixes.Literal(lit, q.Fixed); edits != nil {
				d.SuggestedFixes = []analysis.SuggestedFix{{Message: "Correct the challenge", TextEdits: edits}}
			}
		}
		out = append(out, d)
	}
	return out
}

// named puts the realm of this package into a corrected value whose author gave
// none, so that all challenges of a server name the same.
func (p *Package) named(fixed, written string) string {
	const restricted = `realm="restricted"`
	if !strings.Contains(fixed, restricted) || strings.Contains(strings.ToLower(written), "restricted") {
		return fixed
	}
	scheme, _, _ := strings.Cut(fixed, " ")
	if scheme == "Bearer" && p.mcp().registry && !strings.Contains(p.realm(scheme), "://") {
		return "" // the address of a token service can't be made up
	}
	return strings.ReplaceAll(fixed, restricted, `realm="`+p.realm(scheme)+`"`)
}

// holes is a format as the engine has it: each verb behind a zero byte.
func holes(format string) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		switch {
		case format[i] != '%' || i+1 == len(format):
			b.WriteByte(format[i])
		case format[i+1] == '%':
			b.WriteByte('%')
			i++
		default:
			b.WriteByte(0)
			b.WriteByte(format[i+1])
			i++
		}
	}
	return b.String()
}

// literal is the text of a literal, "" if it is no string.
func (p *Package) literal(lit *ast.BasicLit) string {
	if v := p.Pass.TypesInfo.Types[lit].Value; v != nil && v.Kind() == constant.String {
		return constant.StringVal(v)
	}
	return ""
}

// A text is the value of a header; its name is in lower case.
type text struct{ str, name string }

func textOf(u engine.ChallengeUse) text { return text{u.Value.Str, strings.ToLower(u.Key)} }

// A setting is a place that sets a challenge.
type setting struct {
	node ast.Node
	text text
}

// findSetters lists what sets each challenge, in the order of positions.
func (p *Package) findSetters() map[text][]*engine.ChallengeUse {
	out := map[text][]*engine.ChallengeUse{}
	for i, u := range p.Challenges {
		out[textOf(u)] = append(out[textOf(u)], &p.Challenges[i])
	}
	for _, us := range out {
		slices.SortStableFunc(us, func(a, b *engine.ChallengeUse) int { return cmp.Compare(a.Node.Pos(), b.Node.Pos()) })
	}
	return out
}

// findStatuses tells with which status the challenges of the package are sent.
// None is there for what is sent with several, or with one that is not known. A
// value that is set in several places goes with a status only where it was the
// last one set above it.
func (p *Package) findStatuses() map[setting]int {
	out, several := map[setting]int{}, map[setting]bool{}
	hits := p.findHitsWith()
	for t, us := range p.settersOf() {
		for _, h := range hits[t.str] {
			if name, _ := header(h.Status); !strings.EqualFold(name, t.name) {
				continue
			}
			u := us[0]
			if len(us) > 1 {
				u = p.lastBefore(us, h)
			}
			if u == nil {
				continue
			}
			s := setting{u.Node, t}
			several[s] = several[s] || out[s] != 0 && out[s] != int(h.Status)
			out[s] = int(h.Status)
		}
	}
	maps.DeleteFunc(out, func(s setting, _ int) bool { return several[s] })
	return out
}

// findHitsWith lists the statuses that leave with a challenge whose text is
// known, by that.
func (p *Package) findHitsWith() map[string][]engine.Hit {
	out := map[string][]engine.Hit{}
	note := func(hs []engine.Hit) {
		for _, h := range hs {
			if h.Ch == engine.ChSet && h.Val != "" {
				out[h.Val] = append(out[h.Val], h)
			}
		}
	}
	for _, r := range p.result.Responders {
		note(r.Covered)
		note(r.Forbidden)
	}
	return out
}

// lastBefore is the last of uses above the place where a status leaves, in the
// same function, or nil. Uses are in the order of their positions.
func (p *Package) lastBefore(uses []*engine.ChallengeUse, h engine.Hit) *engine.ChallengeUse {
	if h.Via == nil {
		return nil
	}
	n, _ := slices.BinarySearchFunc(uses, h.Via.End(), func(u *engine.ChallengeUse, end token.Pos) int { return cmp.Compare(u.Node.Pos(), end) })
	if n == 0 {
		return nil
	}
	last := uses[n-1]
	if decl := p.enclosingDecl(h.Via.Pos()); decl == nil || last.Node.Pos() < decl.Pos() || decl.End() <= last.Node.Pos() {
		return nil
	}
	return last
}

// written is the expression that a value was read from: the largest one at its
// position that is the constant, else the largest text.
func (p *Package) written(v engine.Atom) ast.Expr {
	f := p.file(v.Pos)
	if f == nil {
		return nil
	}
	var exact, text ast.Expr
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil || v.Pos < n.Pos() || n.End() <= v.Pos {
			return false
		}
		e, ok := n.(ast.Expr)
		if !ok || e.Pos() != v.Pos {
			return true
		}
		if _, value, ok := p.text(e); ok {
			if text == nil {
				text = e
			}
			if exact == nil && v.Kind == engine.AtomStr && value != nil && constant.StringVal(value) == v.Str {
				exact = e
			}
		}
		return true
	})
	if exact != nil {
		return exact
	}
	return text
}

// text tells whether an expression is a string, and its value if constant.
func (p *Package) text(e ast.Expr) (types.Type, constant.Value, bool) {
	tv, ok := p.Pass.TypesInfo.Types[e]
	if !ok || !tv.IsValue() || tv.Type == nil {
		if id, isID := e.(*ast.Ident); isID { // not in Types where it is defined
			if c, isConst := p.Pass.TypesInfo.ObjectOf(id).(*types.Const); isConst && c.Val().Kind() == constant.String {
				return c.Type(), c.Val(), true
			}
		}
		return nil, nil, false
	}
	b, ok := tv.Type.Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsString == 0 {
		return nil, nil, false
	}
	if tv.Value != nil && tv.Value.Kind() != constant.String {
		return tv.Type, nil, true
	}
	return tv.Type, tv.Value, true
}

// declared follows a named constant to the text in its declaration, where it
// has to be mended, once for all its uses.
func (p *Package) declared(e ast.Expr) ast.Expr {
	for range 8 { // constants named by constants
		var id *ast.Ident
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			id = x
		case *ast.SelectorExpr:
			id = x.Sel
		default:
			return e
		}
		c, ok := p.Pass.TypesInfo.ObjectOf(id).(*types.Const)
		if !ok || p.skipped(c.Pos()) {
			return e
		}
		value := p.valueOf(c)
		if value == nil {
			return e
		}
		e = value
	}
	return e
}

// valueOf is the expression in the declaration of a constant.
func (p *Package) valueOf(c *types.Const) ast.Expr {
	var value ast.Expr
	ast.Inspect(p.file(c.Pos()), func(n ast.Node) bool {
		if n == nil || c.Pos() < n.Pos() || n.End() <= c.Pos() {
			return false
		}
		if spec, ok := n.(*ast.ValueSpec); ok {
			for i, name := range spec.Names {
				if name.Pos() == c.Pos() && i < len(spec.Values) {
					value = spec.Values[i]
				}
			}
		}
		return true
	})
	return value
}

// flaggedVerb tells whether a format has a verb with flags, a width or an index.
func flaggedVerb(format string) bool {
	for {
		_, after, found := strings.Cut(format, "%")
		if !found {
			return false
		}
		verb := strings.TrimLeft(after, "-+# 0123456789.*[]")
		if len(verb) < len(after) && verb != "" && 'a' <= verb[0]|0x20 && verb[0]|0x20 <= 'z' {
			return true
		}
		format = after
	}
}

// plainVerbs tells whether the verbs in an expression have no flags or widths.
func (p *Package) plainVerbs(e ast.Expr) bool {
	plain := true
	ast.Inspect(e, func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok {
			if _, value, ok := p.text(x); ok && value != nil && flaggedVerb(constant.StringVal(value)) {
				plain = false
			}
		}
		return plain
	})
	return plain
}

// parts cuts a partly known text at its holes: "\x00" and a verb, or "\x00+"
// for an operand of a concatenation. plain tells that the verbs had no flags.
func parts(s string, plain bool) []challenge.Part {
	var out []challenge.Part
	for {
		before, after, found := strings.Cut(s, "\x00")
		if before != "" {
			out = append(out, challenge.Part{Text: before})
		}
		if !found || after == "" {
			return out
		}
		verb := after[0]
		// What stands as a value without quotes may bring its own.
		bare := strings.HasSuffix(before, "=") && (verb == 's' || verb == 'v')
		if verb == '+' || !plain || bare {
			verb = 0
		}
		out = append(out, challenge.Part{Hole: true, Verb: verb})
		s = after[1:]
	}
}
