package paths

import (
	"errors"
	"net/http"
)

// Two tests of one field agree: where 401 is sent, the challenge is set.
func (s *server) getBook(w http.ResponseWriter, r *http.Request) {
	if s.basic {
		w.Header().Set("WWW-Authenticate", `Basic realm="books"`)
	}
	w.Header().Set("Vary", "Authorization")
	if s.basic {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusForbidden)
}

// Two tests of one local variable agree.
func (s *server) putBook(w http.ResponseWriter, r *http.Request) {
	_, err := s.subject(r)
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="books"`)
	}
	w.Header().Set("Vary", "Authorization")
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// The negation of the first test agrees with its else.
func (s *server) patchBook(w http.ResponseWriter, r *http.Request) {
	_, err := s.subject(r)
	ok := err == nil
	if !ok {
		w.Header().Set("WWW-Authenticate", `Bearer realm="books"`)
	}
	if ok {
		w.WriteHeader(http.StatusNoContent)
	} else {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The two tests contradict each other, so no path sets the challenge.
func (s *server) deleteBook(w http.ResponseWriter, r *http.Request) {
	if s.basic {
		w.Header().Set("WWW-Authenticate", `Basic realm="books"`)
	}
	if !s.basic {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.deleteBook sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// The variable changes between the tests: they no longer agree.
func (s *server) renewBook(w http.ResponseWriter, r *http.Request) {
	denied := r.Header.Get("Authorization") == ""
	if denied {
		w.Header().Set("WWW-Authenticate", `Bearer realm="books"`)
	}
	if _, err := s.subject(r); err != nil {
		denied = true
	}
	if denied {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.renewBook sends no WWW-Authenticate where denied is false \(line 62\): set a challenge on that path too \(RFC 9110 §15\.5\.2\)`
	}
}

// Both halves of a conjunction hold in its body.
func (s *server) lendBook(w http.ResponseWriter, r *http.Request) {
	_, err := s.subject(r)
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="books"`)
	}
	if err != nil && !s.browser {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// A chain of tests: every path that arrives at the 401 has set the challenge.
func (s *server) returnBook(w http.ResponseWriter, r *http.Request) {
	if _, err := s.subject(r); err == nil {
		return
	}
	if s.basic && s.browser {
		return
	} else if s.basic {
		w.Header().Set("WWW-Authenticate", `Basic realm="books"`)
	} else if !s.browser {
		w.Header().Set("WWW-Authenticate", `Bearer realm="books"`)
	} else {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusUnauthorized)
}

// A disjunction is false when both halves are.
func (s *server) reserveBook(w http.ResponseWriter, r *http.Request) {
	if s.basic || s.browser {
		w.Header().Set("WWW-Authenticate", `Basic realm="books"`)
	}
	if !s.basic && !s.browser {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusUnauthorized)
}

// A disjunction that is true may be so by its second half alone.
func (s *server) renumberBook(w http.ResponseWriter, r *http.Request) {
	if s.basic {
		w.Header().Set("WWW-Authenticate", `Basic realm="books"`)
	}
	if s.basic || s.browser {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.renumberBook sends no WWW-Authenticate where s\.basic is false \(line 118\): set a challenge on that path too \(RFC 9110 §15\.5\.2\)`
	}
}

// A double negation is none.
func (s *server) weighBook(w http.ResponseWriter, r *http.Request) {
	if !(!s.basic) {
		w.Header().Set("WWW-Authenticate", `Basic realm="books"`)
	}
	if s.basic {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A status chosen on a branch, 401 among others.
func (s *server) scanBook(w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	if _, err := s.subject(r); err != nil {
		status = http.StatusUnauthorized
	}
	w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.scanBook sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// 401 first, replaced on a branch.
func (s *server) printBook(w http.ResponseWriter, r *http.Request) {
	status := http.StatusUnauthorized
	if sub, err := s.subject(r); err == nil && sub != "admin" {
		status = http.StatusForbidden
	}
	http.Error(w, http.StatusText(status), status) // want `401 \[missing-challenge\]: http\.Error in \(\*server\)\.printBook sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// Replaced on every path: 401 never arrives.
func (s *server) bindBook(w http.ResponseWriter, r *http.Request) {
	status := http.StatusUnauthorized
	if _, err := s.subject(r); err == nil {
		status = http.StatusForbidden
	} else {
		status = http.StatusNotFound
	}
	w.WriteHeader(status)
}

// Two places choose 401 for one call.
func (s *server) scrapBook(w http.ResponseWriter, r *http.Request) {
	var status int
	switch _, err := s.subject(r); {
	case errors.Is(err, errNoToken):
		status = http.StatusUnauthorized
	case errors.Is(err, errBadToken):
		status = 401
	case err != nil:
		status = http.StatusInternalServerError
	default:
		status = http.StatusNoContent
	}
	w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.scrapBook sends no WWW-Authenticate, from 2 places \(lines 170, 172\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

// The challenge is set where the status is chosen.
func (s *server) indexBook(w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	if _, err := s.subject(r); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="books"`)
		status = http.StatusUnauthorized
	}
	w.WriteHeader(status)
}

// The challenge is set under a test of the status.
func (s *server) coverBook(w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	if sub, err := s.subject(r); err != nil {
		status = http.StatusUnauthorized
	} else if sub != "admin" {
		status = http.StatusForbidden
	}
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="books"`)
	}
	w.WriteHeader(status)
}

// The same with a test that more than 401 passes.
func (s *server) quoteBook(w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	if _, err := s.subject(r); err != nil {
		status = http.StatusUnauthorized
	}
	if status >= 400 {
		w.Header().Set("WWW-Authenticate", `Bearer realm="books"`)
	}
	w.WriteHeader(status)
}

// The same with an early return for everything else.
func (s *server) rateBook(w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	if _, err := s.subject(r); err != nil {
		status = http.StatusUnauthorized
	}
	if status != http.StatusUnauthorized {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="books"`)
	w.WriteHeader(status)
}

// The same as a switch.
func (s *server) priceBook(w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	if _, err := s.subject(r); err != nil {
		status = http.StatusUnauthorized
	}
	switch status {
	case http.StatusUnauthorized, http.StatusProxyAuthRequired:
		w.Header().Set("WWW-Authenticate", `Bearer realm="books"`)
	case http.StatusTooManyRequests:
		w.Header().Set("Retry-After", "60")
	}
	w.WriteHeader(status)
}

// A test of another status does not help the 401.
func (s *server) sellBook(w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	if sub, err := s.subject(r); err != nil {
		status = http.StatusUnauthorized
	} else if sub != "admin" {
		status = http.StatusForbidden
	}
	if status == http.StatusForbidden {
		w.Header().Set("WWW-Authenticate", `Bearer realm="books", error="insufficient_scope"`)
	}
	w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.sellBook sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// 401 is weeded out before the answer.
func (s *server) hideBook(w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	if _, err := s.subject(r); err != nil {
		status = http.StatusUnauthorized
	}
	if status == http.StatusUnauthorized {
		http.Redirect(w, r, "/login", http.StatusSeeOther)
		return
	}
	w.WriteHeader(status)
}

// A deferred answer sends what the status is in the end.
func (s *server) stampBook(w http.ResponseWriter, r *http.Request) {
	status := http.StatusNoContent
	defer func() {
		w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.stampBook sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}()
	if _, err := s.subject(r); err != nil {
		status = http.StatusUnauthorized
		return
	}
	s.tokens["stamped"] = r.PathValue("id")
}

// A challenge set on the way is set when the deferred answer leaves.
func (s *server) sealBook(w http.ResponseWriter, r *http.Request) {
	status := http.StatusNoContent
	defer func() {
		w.WriteHeader(status)
	}()
	if _, err := s.subject(r); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="books"`)
		status = http.StatusUnauthorized
		return
	}
	s.tokens["sealed"] = r.PathValue("id")
}

// A deferred call evaluates its arguments at once: this is a 200.
func (s *server) openBook(w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	defer w.WriteHeader(status)
	if _, err := s.subject(r); err != nil {
		status = http.StatusUnauthorized
		s.tokens["last"] = http.StatusText(status)
	}
}

// Deferred calls run last in, first out: the challenge is set in time.
func (s *server) closeBook(w http.ResponseWriter, r *http.Request) {
	if _, err := s.subject(r); err != nil {
		defer w.WriteHeader(http.StatusUnauthorized)
		defer w.Header().Set("WWW-Authenticate", `Bearer realm="books"`)
	}
}

// A recover handler that answers 401 is an answer.
func (s *server) restoreBook(w http.ResponseWriter, r *http.Request) {
	defer func() {
		if v := recover(); v != nil {
			http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*server\)\.restoreBook sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		}
	}()
	s.tokens[r.Header.Get("Authorization")[len("Bearer "):]] = "restored"
}

// A part of a text is another text: what is known of the whole says nothing.
func (s *server) routeBook(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	if path[0] != '/' {
		return
	}
	path = path[1:]
	if path[0] == 'b' {
		w.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
	}
}
