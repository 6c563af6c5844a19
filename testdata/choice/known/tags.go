package known

import "net/http"

// What a framework binds to the headers of a request, by tags.
type pull struct {
	Authorization string `header:"Authorization"`
	Trace         string `header:"X-Trace-Id"`
}

// Pull compares the one with a secret, and the other with what it expects.
func (s *devices) Pull(w http.ResponseWriter, in pull, secret, trace string) {
	if in.Trace != trace {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	if in.Authorization != secret {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(in\.Authorization != secret, line 17\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.Write([]byte(in.Trace))
}
