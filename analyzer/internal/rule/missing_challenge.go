package rule

// MissingChallenge documents missing-challenge.
var MissingChallenge = &Rule{
	ID:    "missing-challenge",
	Group: GroupChallenge,
	Title: "A 401 response without WWW-Authenticate, or a 407 without Proxy-Authenticate",
	Doc: ticks(`
A 401 must carry a WWW-Authenticate field with at least one challenge. The challenge tells a client which credentials to send. Clients that wait for it, such as git, Ansible's uri module and OAuth libraries that look for a metadata URL, give up or never send the credentials they hold.

The finding stands at the responder: the last call in the package through which the status leaves. A helper that many handlers share is one finding; it counts the places that send 401 through it and names them. Where the challenge is set on some paths only, the message names the branch that lacks it. A 407 needs Proxy-Authenticate in the same way.
`),
	Before: ticks(`
func getReport(w http.ResponseWriter, r *http.Request) {
	if !validToken(r.Header.Get("Authorization")) {
		http.Error(w, "log in first", http.StatusUnauthorized)
		return
	}
	writeReport(w)
}
`),
	After: ticks(`
func getReport(w http.ResponseWriter, r *http.Request) {
	if !validToken(r.Header.Get("Authorization")) {
		w.Header().Set("WWW-Authenticate", ~Bearer realm="reports"~)
		http.Error(w, "log in first", http.StatusUnauthorized)
		return
	}
	writeReport(w)
}
`),
	RFC: "RFC 9110 §11.6.1 and §15.5.2 (401), §11.7.1 and §15.5.8 (407)",
	Fix: ticks(`
Sets the header right before the response, in the idiom of the file. In a responder that several statuses pass it stands under a check of the status, once for all callers. The scheme is Basic only where the code reads Basic credentials, because a Basic challenge opens the browser's login window; otherwise it is Bearer, with ~error="invalid_token"~ where a token was rejected (RFC 6750 §3.1). ~-challenge~ overrides the choice.
`),
	Silent: ticks(`
Silent when:

- something on the path sets the challenge or may set it: the function itself, a helper before or inside the responder, a wrapper of the response writer, a map of headers from elsewhere;
- the response went to code that can't be followed, such as an interface method or a function value;
- the function is marked ~//authstatus:challenges~ or named with ~-challenger~;
- the status is not chosen here, as in a proxy that copies it from its upstream;
- the 401 is no response: it is compared, logged, counted, or a field of a body sent with another status;
- an earlier response was sent already, so that the 401 never leaves;
- the response is a recorder's, or the file is a test or generated (~-include-tests~ and ~-include-generated~ turn these on).
`),
}
