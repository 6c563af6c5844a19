package rule

// InvalidChallenge documents invalid-challenge.
var InvalidChallenge = &Rule{
	ID:    "invalid-challenge",
	Group: GroupChallenge,
	Title: "A challenge that is empty, malformed, incomplete, or at odds with the status",
	Doc: ticks(`
A client that can't parse a challenge may treat the response as one without. Reported are: an empty value; a value without a scheme; broken grammar, such as a missing comma, an open quote or ~Basic, realm="x"~; a realm that is not in double quotes; a parameter given twice; a required parameter left out, such as Basic without realm, or Bearer with no parameter at all; and an RFC 6750 error code that belongs to another status: ~invalid_request~ to 400, ~invalid_token~ to 401, ~insufficient_scope~ to 403.

Constants are checked whole. Formats and concatenations are checked as far as their constant part goes.
`),
	Before: ticks(`
func deny(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", "Basic realm=Restricted")
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
Writes the corrected value where there is only one: quotes around the realm, the comma put in or taken out. Where a value has to be invented, such as a realm, there is no fix.
`),
	Silent: ticks(`
Silent when:

- the value, or the part in question, is known only at run time;
- the scheme is not registered but the challenge is well formed;
- the scheme is Negotiate, whose own RFC departs from the grammar;
- parameters are unknown to a scheme that lets clients ignore them;
- several challenges share one field line, which is legal;
- WWW-Authenticate stands on a status other than 401, which is allowed: only its value is checked.
`),
}
