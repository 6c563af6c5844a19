package rule

import (
	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/evidence"
)

const idWant403 = "want-403"

// Want403 is the rule want-403.
var Want403 = &Rule{
	ID:    idWant403,
	Check: want403,
	Group: GroupChoice,
	Title: "A 401 where the caller is known and lacks a right",
	Doc: ticks(`
A 401 says: show who you are and try again. Where the branch knows the caller and found a role, a scope or an ownership lacking, trying again with the same credentials fails the same way. Clients that obey the 401 log their user out, or refresh a token and repeat the request without end. The status is 403.

The finding says what is lacking, and where it was read: the answer of a policy engine; a part of the caller that is compared with a constant, a list, the configuration or a resource; a helper that fails for these reasons alone; or the code's own names. Who the caller is follows from where values come from: what a function gives that was handed credentials and can refuse them, or what a middleware kept of that with the request.

The same holds where a switch in the configuration, a part of the server that is not there, or a list of addresses closes an endpoint that reads no credentials, since none would open it; and, unless ~-revoked~ says otherwise, for a token that was revoked. With ~-revoked=401~ that is ~want-401~ for a 403, and with ~-revoked=any~ nothing is said.
`),
	Before: ticks(`
func deleteReport(w http.ResponseWriter, r *http.Request) {
	claims := claimsOf(r.Context())
	if !claims.IsAdmin {
		http.Error(w, "admins only", http.StatusUnauthorized)
		return
	}
	remove(w, r)
}
`),
	After: ticks(`
func deleteReport(w http.ResponseWriter, r *http.Request) {
	claims := claimsOf(r.Context())
	if !claims.IsAdmin {
		http.Error(w, "admins only", http.StatusForbidden)
		return
	}
	remove(w, r)
}
`),
	RFC: "RFC 9110 §15.5.4 and §11.4; RFC 6750 §3.1 for scopes",
	Fix: ticks(`
Writes 403 for 401, by the counterpart of the constant, error, constructor or helper. A repeated code, a text that is no more than "Unauthorized", and a constant that has a counterpart by its name follow. A helper that sends a fixed 401 and has no counterpart is written out with 403, if it is no more than one call in the same package.

There is no fix where nothing of the same kind stands for 403: give the helper or the error a sibling.
`),
	Silent: ticks(`
Silent when:

- nothing shows that the caller is known: neither the function, nor what its package wires around it;
- the condition can't be told apart, or its parts speak against each other; for ~user == nil || !user.IsAdmin~, where one part is right, ~-confidence=medium~ names the other;
- the account is locked, blocked or unverified, or an origin, a CSRF token or a rate decides;
- an address or a switch of the server decides, and the function reads credentials too, or answers 401 whatever comes out;
- a second factor or a fresh login is asked for;
- the branch sets a challenge too, on purpose, unless it asks for a scope, or the right of a known caller is lacking beyond doubt and the challenge is not Basic, which lets a browser's user answer as somebody else; or the check was handed the ~Authorization~ header itself, so that the credentials may be what it refuses;
- the challenge of a revoked token says ~error="invalid_token"~, as RFC 6750 §3.1 has it;
- a code of the module's own errors is chosen where nothing shows its status: the table or the switch that answers it stands neither in the code's package nor in the one that chooses;
- only words suggest it: ~-confidence=medium~ adds those.
`),
}

// want403 finds 401s where the caller is known and a right is lacking.
func want403(p *Package) []analysis.Diagnostic {
	var out []analysis.Diagnostic
	for _, c := range p.choices {
		if c.Status != 401 {
			continue
		}
		if c.Part != nil && p.medium {
			out = append(out, p.chose(idWant403, c, "401 [want-403]: the condition also holds where the caller is known and %s (%s, line %d): respond 403 there (RFC 9110 §15.5.4)", c.Part.What, c.Part.From, p.line(c.Part.Node.Pos())))
			continue
		}
		if !p.clear(c) {
			continue
		}
		what, from, line := p.because(c)
		n := len(out)
		switch c.Class {
		case evidence.Authorization:
			out = append(out, p.chose(idWant403, c, "401 [want-403]: the caller is known and %s (%s, line %d): %s (RFC 9110 §15.5.4)", what, from, line, p.instead(c, "respond 403")))
		case evidence.Policy:
			out = append(out, p.chose(idWant403, c, "401 [want-403]: %s (%s, line %d) and no credentials would change that: %s (RFC 9110 §15.5.4)", what, from, line, p.instead(c, "respond 403")))
		case evidence.TakenBack:
			if p.revoked == "403" {
				out = append(out, p.chose(idWant403, c, "401 [want-403]: %s (%s, line %d), so the same credentials won't do again: %s (RFC 9110 §15.5.4)", what, from, line, p.instead(c, "respond 403")))
			}
		}
		if len(out) > n {
			out[n].SuggestedFixes = p.offer(c.Node, func() []analysis.SuggestedFix { return p.mend403(c) })
		}
	}
	return out
}
