package nofix

import "net/http"

// The challenge is in a field that only some clients look into, so that browsers
// don't ask: one in the field of the RFC would undo that.
func (a *accounts) objects(w http.ResponseWriter, r *http.Request) {
	ask := func() {
		w.Header().Set("X-Objects-Authenticate", `Basic realm="objects"`)
		reply(w, http.StatusUnauthorized) // want `401 \[missing-challenge\]: reply in \(\*accounts\)\.objects sends no WWW-Authenticate: only clients that look into X-Objects-Authenticate see its challenge, so set one in the field of the RFC too, or ignore this with that as the reason \(RFC 9110 §15\.5\.2\)`
	}
	if user, password, ok := r.BasicAuth(); !ok || a.secrets[user] != password {
		ask()
		return
	}
	reply(w, http.StatusOK)
}

func reply(w http.ResponseWriter, status int) { w.WriteHeader(status) }
