package helpers

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// reply holds the writer of one response.
type reply struct {
	w http.ResponseWriter
	r *http.Request
}

func newReply(w http.ResponseWriter, r *http.Request) *reply {
	return &reply{w: w, r: r}
}

// fail sends through the field; it gets 401 from two places.
func (p *reply) fail(status int) {
	http.Error(p.w, p.r.URL.Path+": "+http.StatusText(status), status) // want `401 \[missing-challenge\]: http\.Error in \(\*reply\)\.fail sends no WWW-Authenticate, from 2 places \(lines 28, 35\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

// A constructor hides the writer.
func (s *server) getReport(w http.ResponseWriter, r *http.Request) {
	p := newReply(w, r)
	if _, err := s.bearer(r); err != nil {
		p.fail(http.StatusUnauthorized)
	}
}

// A literal hides it too.
func (s *server) putReport(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		(&reply{w, r}).fail(http.StatusUnauthorized)
	}
}

// The challenge set on the writer is set on the field.
func (s *server) sendReport(w http.ResponseWriter, r *http.Request) {
	p := newReply(w, r)
	if _, err := s.bearer(r); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="reports"`)
		p.fail(http.StatusUnauthorized)
	}
}

// And the other way round.
func (s *server) archiveReport(w http.ResponseWriter, r *http.Request) {
	p := newReply(w, r)
	if _, err := s.bearer(r); err != nil {
		p.w.Header().Set("WWW-Authenticate", `Bearer realm="reports"`)
		p.fail(http.StatusUnauthorized)
	}
}

// denied sets the challenge on the field before it sends.
func (p *reply) denied() {
	p.w.Header().Set("WWW-Authenticate", `Bearer realm="reports"`)
	p.w.WriteHeader(http.StatusUnauthorized)
}

// So its callers are silent.
func (s *server) signReport(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		newReply(w, r).denied()
	}
}

// exchange embeds the writer.
type exchange struct {
	http.ResponseWriter
	id string
}

// stop sends through the embedded writer.
func (x exchange) stop(status int) {
	x.Header().Set("X-Request-Id", x.id)
	x.WriteHeader(status)
}

// A promoted method sends as the writer does.
func (s *server) printReport(w http.ResponseWriter, r *http.Request) {
	x := exchange{w, r.Header.Get("X-Request-Id")}
	if _, err := s.bearer(r); err != nil {
		x.stop(http.StatusUnauthorized) // want `401 \[missing-challenge\]: x\.stop in \(\*server\)\.printReport sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// A closure called once is reported where it gets its 401.
func (s *server) getMeter(w http.ResponseWriter, r *http.Request) {
	fail := func(code int) {
		w.WriteHeader(code)
	}
	if _, err := s.bearer(r); err != nil {
		fail(http.StatusUnauthorized) // want `401 \[missing-challenge\]: fail in \(\*server\)\.getMeter sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	fail(http.StatusNotFound)
}

// A closure called twice is reported at its own call.
func (s *server) putMeter(w http.ResponseWriter, r *http.Request) {
	fail := func(code int, msg string) {
		http.Error(w, msg, code) // want `401 \[missing-challenge\]: http\.Error in \(\*server\)\.putMeter sends no WWW-Authenticate, from 2 places \(lines 108, 112\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
	}
	if r.Header.Get("Authorization") == "" {
		fail(http.StatusUnauthorized, "log in first")
		return
	}
	if _, err := s.bearer(r); err != nil {
		fail(http.StatusUnauthorized, "log in again")
		return
	}
	fail(http.StatusConflict, "the meter was replaced")
}

// A closure that sets the challenge is silent.
func (s *server) readMeter(w http.ResponseWriter, r *http.Request) {
	fail := func(code int) {
		if code == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="meters"`)
		}
		w.WriteHeader(code)
	}
	if _, err := s.bearer(r); err != nil {
		fail(http.StatusUnauthorized)
	}
}

// A closure that captures the status sends what it is when it is called.
func (s *server) resetMeter(w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	finish := func() {
		w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.resetMeter sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
	if _, err := s.bearer(r); err != nil {
		status = http.StatusUnauthorized
	}
	finish()
}

// A closure that nobody calls sends nothing the engine can see leave: silent.
func (s *server) swapMeter(w http.ResponseWriter, r *http.Request) {
	_ = func() {
		w.WriteHeader(http.StatusUnauthorized)
	}
	w.WriteHeader(http.StatusNoContent)
}

// A function literal called on the spot.
func (s *server) sealMeter(w http.ResponseWriter, r *http.Request) {
	func() {
		if _, err := s.bearer(r); err != nil {
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.sealMeter sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		}
	}()
}

// failf takes its text as variadic arguments.
func failf(w http.ResponseWriter, status int, format string, args ...any) {
	w.WriteHeader(status)
	fmt.Fprintf(w, format, args...)
}

// A variadic helper with the status in front.
func (s *server) getTariff(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		failf(w, http.StatusUnauthorized, "%s: %v", r.URL.Path, err) // want `401 \[missing-challenge\]: failf in \(\*server\)\.getTariff sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// A 401 among the variadic arguments is text.
func (s *server) putTariff(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		failf(w, http.StatusBadGateway, "meter said %d", http.StatusUnauthorized)
	}
}

// writeJSON is generic in its body.
func writeJSON[T any](w http.ResponseWriter, status int, body T) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

// A generic helper is followed as any other.
func (s *server) getBill(w http.ResponseWriter, r *http.Request) {
	sub, err := s.bearer(r)
	if err != nil {
		writeJSON(w, http.StatusUnauthorized, map[string]string{"error": err.Error()}) // want `401 \[missing-challenge\]: writeJSON in \(\*server\)\.getBill sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	writeJSON(w, http.StatusOK, []string{sub})
}

// guard is given the function that answers: what it does is unknown, silent.
func (s *server) guard(next http.HandlerFunc, deny func(http.ResponseWriter, int)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := s.bearer(r); err != nil {
			deny(w, http.StatusUnauthorized)
			return
		}
		next(w, r)
	}
}

// hooks are functions set by whoever configures the server.
type hooks struct {
	beforeDeny func(http.ResponseWriter)
	onDeny     func(http.ResponseWriter, *http.Request, int)
	onError    func(error)
}

// A field that holds a function is unknown: silent.
func (s *server) getAccount(h *hooks) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := s.bearer(r); err != nil {
			h.onDeny(w, r, http.StatusUnauthorized)
		}
	}
}

// An unknown function that gets the writer may set the challenge: silent.
func (s *server) putAccount(h *hooks) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := s.bearer(r); err != nil {
			h.beforeDeny(w)
			w.WriteHeader(http.StatusUnauthorized)
		}
	}
}

// An unknown function that does not get the writer can't set anything.
func (s *server) dropAccount(h *hooks) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := s.bearer(r); err != nil {
			h.onError(err)
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.dropAccount sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		}
	}
}

// plugin has no implementation in view.
type plugin interface {
	Prepare(w http.ResponseWriter, r *http.Request)
}

// So what it does to the writer is unknown: silent.
func (s *server) lockAccount(p plugin) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := s.bearer(r); err != nil {
			p.Prepare(w, r)
			w.WriteHeader(http.StatusUnauthorized)
		}
	}
}

// errorWriter has one implementation, in this package.
type errorWriter interface {
	writeError(w http.ResponseWriter, status int)
}

type plainErrors struct{}

func (plainErrors) writeError(w http.ResponseWriter, status int) {
	w.WriteHeader(status)
}

// A call through the interface is followed into it.
func (s *server) openAccount(errs errorWriter) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := s.bearer(r); err != nil {
			errs.writeError(w, http.StatusUnauthorized) // want `401 \[missing-challenge\]: errs\.writeError in \(\*server\)\.openAccount sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		}
	}
}

// denier's only implementation sets the challenge: silent.
type denier interface {
	deny401(w http.ResponseWriter, status int)
}

type bearerDenier struct{ realm string }

func (d *bearerDenier) deny401(w http.ResponseWriter, status int) {
	w.Header().Set("WWW-Authenticate", fmt.Sprintf("Bearer realm=%q", d.realm))
	w.WriteHeader(status)
}

// The caller of denier.
func (s *server) closeAccount(d denier) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := s.bearer(r); err != nil {
			d.deny401(w, http.StatusUnauthorized)
		}
	}
}

// presenter has two implementations, and only one sets the challenge: it may
// be the one that is meant, so silent.
type presenter interface {
	present(w http.ResponseWriter, status int)
}

type textPresenter struct{}

func (textPresenter) present(w http.ResponseWriter, status int) {
	w.WriteHeader(status)
}

type challengingPresenter struct{}

func (challengingPresenter) present(w http.ResponseWriter, status int) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="accounts"`)
	w.WriteHeader(status)
}

// The caller of presenter.
func (s *server) mergeAccounts(p presenter) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := s.bearer(r); err != nil {
			p.present(w, http.StatusUnauthorized)
		}
	}
}

// names has methods that are called as functions, the receiver handed to them.
type names []string

func (n names) has(name string) bool {
	for _, m := range n {
		if m == name {
			return true
		}
	}
	return false
}

func (n names) refuse(w http.ResponseWriter, status int) { http.Error(w, n[0], status) }

func (s *server) rename(w http.ResponseWriter, r *http.Request, n names) {
	if names.has(n, r.Header.Get("Authorization")) {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	names.refuse(n, w, http.StatusUnauthorized) // want `401 \[missing-challenge\]: names\.refuse in \(\*server\)\.rename sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}
