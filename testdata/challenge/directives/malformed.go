package directives

import "net/http"

// Without a rule, nothing is left out.
func noRule(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		//authstatus:ignore // want `directive \[authstatus\]: //authstatus:ignore names no rule: write //authstatus:ignore <rule> <reason>`
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in noRule sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// A rule that does not exist is named; the one that does is obeyed.
func unknownRule(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		//authstatus:ignore missing-challenge,lost-challenge the gateway adds the header // want `directive \[authstatus\]: //authstatus:ignore: no rule or group is called "lost-challenge"`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A group stands for its rules.
func group(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		//authstatus:ignore challenge the gateway adds the header
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A helper with one caller is reported at the call; a directive at its
// responder goes on speaking for it.
func reject(w http.ResponseWriter, status int) {
	//authstatus:ignore missing-challenge the gateway adds the header
	w.WriteHeader(status)
}

// The caller of reject.
func getNote(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		reject(w, http.StatusUnauthorized)
	}
}
