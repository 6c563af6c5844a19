// Package helpers holds handlers that leave the answer to a helper.
package helpers

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"strings"
)

type server struct {
	tokens map[string]string
	realm  string
}

func (s *server) bearer(r *http.Request) (string, error) {
	tok, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return "", errors.New("no bearer token")
	}
	sub, ok := s.tokens[tok]
	if !ok {
		return "", errors.New("unknown bearer token")
	}
	return sub, nil
}

// renderError gets 401 from one place, which is reported.
func renderError(w http.ResponseWriter, status int, msg string) {
	w.WriteHeader(status)
	fmt.Fprintln(w, msg)
}

// One place, one hop.
func (s *server) getOrder(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		renderError(w, http.StatusUnauthorized, err.Error()) // want `401 \[missing-challenge\]: renderError in \(\*server\)\.getOrder sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	renderError(w, http.StatusNotFound, "no such order")
}

// The challenge is set before the helper is called.
func (s *server) putOrder(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="orders"`)
		renderError(w, http.StatusUnauthorized, err.Error())
		return
	}
	renderError(w, http.StatusConflict, "order was changed")
}

// The challenge is set after the helper has answered.
func (s *server) cancelOrder(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		sendError(w, http.StatusUnauthorized, err) // want `401 \[late-challenge\]: sendError in \(\*server\)\.cancelOrder sends the status before WWW-Authenticate is set on line 59, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
		w.Header().Set("WWW-Authenticate", `Bearer realm="orders"`)
	}
}

func sendError(w http.ResponseWriter, status int, err error) {
	http.Error(w, err.Error(), status)
}

// renderProblem gets 401 from three places: one finding, at the responder.
func renderProblem(w http.ResponseWriter, status int, title string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in renderProblem sends no WWW-Authenticate, from 3 places \(lines 77, 86, 100\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
	json.NewEncoder(w).Encode(map[string]any{"title": title, "status": status})
}

// The first place that sends 401 through renderProblem.
func (s *server) listInvoices(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		renderProblem(w, http.StatusUnauthorized, "log in first")
	}
}

// The second place, and a status that does not count.
func (s *server) getInvoice(w http.ResponseWriter, r *http.Request) {
	sub, err := s.bearer(r)
	switch {
	case err != nil:
		renderProblem(w, http.StatusUnauthorized, "log in first")
	case sub != r.PathValue("customer"):
		renderProblem(w, http.StatusForbidden, "not your invoice")
	}
}

// The third place; a fourth call sets the challenge and does not count.
func (s *server) payInvoice(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="invoices"`)
		renderProblem(w, http.StatusUnauthorized, "log in first")
		return
	}
	if _, err := s.bearer(r); err != nil {
		renderProblem(w, 401, "log in again")
	}
}

// Two hops: fail passes its status on to failWith.
func (s *server) fail(w http.ResponseWriter, r *http.Request, status int) {
	log.Printf("%s %s: %d", r.Method, r.URL.Path, status)
	failWith(w, status, http.StatusText(status))
}

func failWith(w http.ResponseWriter, status int, body string) {
	http.Error(w, body, status) // want `401 \[missing-challenge\]: http\.Error in failWith sends no WWW-Authenticate, from 2 places \(lines 117, 124\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

// The first of two places, two hops away.
func (s *server) getCart(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		s.fail(w, r, http.StatusUnauthorized)
	}
}

// The second place, one hop away.
func (s *server) putCart(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		failWith(w, http.StatusUnauthorized, err.Error())
	}
}

// Three hops, with the parameters in another order each time.
func first(status int, w http.ResponseWriter) { second(w, "denied", status) }

func second(w http.ResponseWriter, msg string, code int) { third(msg, w, code) }

func third(msg string, w http.ResponseWriter, n int) {
	w.WriteHeader(n)
	fmt.Fprint(w, msg)
}

// One place, three hops.
func (s *server) emptyCart(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		first(http.StatusUnauthorized, w) // want `401 \[missing-challenge\]: first in \(\*server\)\.emptyCart sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// The status is a variable where the helper is called.
func (s *server) checkout(w http.ResponseWriter, r *http.Request) {
	status := http.StatusUnauthorized
	if sub, err := s.bearer(r); err == nil && sub == "guest" {
		status = http.StatusForbidden
	}
	renderPlain(w, status) // want `401 \[missing-challenge\]: renderPlain in \(\*server\)\.checkout sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func renderPlain(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/plain")
	w.WriteHeader(status)
}

// challenge sets the header always.
func (s *server) challenge(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", fmt.Sprintf("Bearer realm=%q", s.realm))
}

// A helper sets the challenge before the answer.
func (s *server) getStock(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		s.challenge(w)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A helper that gets the header map sets it as well.
func (s *server) putStock(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		bearerChallenge(w.Header(), "stock")
		w.WriteHeader(http.StatusUnauthorized)
	}
}

func bearerChallenge(h http.Header, realm string) {
	h.Set("WWW-Authenticate", `Bearer realm="`+realm+`"`)
}

// A helper that sets other headers does not.
func (s *server) listStock(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		noCache(w.Header())
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.listStock sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

func noCache(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Del("Etag")
}

// A helper that takes the challenge away leaves none.
func (s *server) auditStock(w http.ResponseWriter, r *http.Request) {
	s.challenge(w)
	if _, err := s.bearer(r); err != nil {
		stripChallenge(w)
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.auditStock sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

func stripChallenge(w http.ResponseWriter) {
	w.Header().Del("WWW-Authenticate")
}

// A helper that sets it too late.
func (s *server) countStock(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[late-challenge\]: w\.WriteHeader in \(\*server\)\.countStock sends the status before WWW-Authenticate is set on line 214, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
		s.challenge(w)
	}
}

// abort sets the challenge itself when the status is 401.
func abort(w http.ResponseWriter, status int) {
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="shop"`)
	}
	w.WriteHeader(status)
}

// Its callers are silent.
func (s *server) getShelf(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		abort(w, http.StatusUnauthorized)
		return
	}
	abort(w, http.StatusNotFound)
}

// deny sets it always.
func (s *server) deny(w http.ResponseWriter, status int) {
	s.challenge(w)
	http.Error(w, http.StatusText(status), status)
}

// Its callers are silent too.
func (s *server) putShelf(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		s.deny(w, http.StatusUnauthorized)
	}
}

// reject sets it for 403 only, so it lacks it for 401.
func reject(w http.ResponseWriter, status int) {
	if status == http.StatusForbidden {
		w.Header().Set("WWW-Authenticate", `Bearer realm="shop", error="insufficient_scope"`)
	}
	w.WriteHeader(status)
}

// Its caller with 401 is reported.
func (s *server) moveShelf(w http.ResponseWriter, r *http.Request) {
	sub, err := s.bearer(r)
	if err != nil {
		reject(w, http.StatusUnauthorized) // want `401 \[missing-challenge\]: reject in \(\*server\)\.moveShelf sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	if sub != "clerk" {
		reject(w, http.StatusForbidden)
	}
}

// envelope puts its code into the body and answers 200.
func envelope(w http.ResponseWriter, code int, msg string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusOK)
	json.NewEncoder(w).Encode(map[string]any{"code": code, "message": msg})
}

// So this is no 401.
func (s *server) legacyOrders(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		envelope(w, http.StatusUnauthorized, err.Error())
	}
}

// trace only logs its code.
func trace(w http.ResponseWriter, r *http.Request, code int) {
	log.Printf("%s %s: %d (%v)", r.Method, r.URL.Path, code, w.Header())
}

// So this is none either.
func (s *server) legacyCarts(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		trace(w, r, http.StatusUnauthorized)
		http.Error(w, "use the new address", http.StatusGone)
	}
}

// requireBearer has answered when it returns false; it is reported, not its callers.
func (s *server) requireBearer(w http.ResponseWriter, r *http.Request) bool {
	if _, err := s.bearer(r); err != nil {
		http.Error(w, err.Error(), http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*server\)\.requireBearer sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return false
	}
	return true
}

// The first caller of requireBearer.
func (s *server) listPrices(w http.ResponseWriter, r *http.Request) {
	if !s.requireBearer(w, r) {
		return
	}
	w.WriteHeader(http.StatusOK)
}

// The second caller; its Set runs only where no 401 was sent.
func (s *server) putPrice(w http.ResponseWriter, r *http.Request) {
	if ok := s.requireBearer(w, r); !ok {
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="prices"`)
	w.WriteHeader(http.StatusNoContent)
}

// subjectOrFail has answered when it returns an error.
func (s *server) subjectOrFail(w http.ResponseWriter, r *http.Request) (string, error) {
	sub, err := s.bearer(r)
	if err != nil {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.subjectOrFail sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return "", fmt.Errorf("subject: %w", err)
	}
	return sub, nil
}

// Its caller sends nothing more.
func (s *server) getPrice(w http.ResponseWriter, r *http.Request) {
	sub, err := s.subjectOrFail(w, r)
	if err != nil {
		log.Print(err)
		return
	}
	fmt.Fprintln(w, "price for", sub)
}

// unauthorized chooses 401 itself: one defect, however many callers.
func unauthorized(w http.ResponseWriter, msg string) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in unauthorized sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	fmt.Fprintln(w, msg)
}

// The first caller of unauthorized.
func (s *server) listCoupons(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		unauthorized(w, "log in first")
	}
}

// The second caller of unauthorized.
func (s *server) useCoupon(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		unauthorized(w, err.Error())
	}
}

// loginRequired chooses 401 too, but every caller in the package sets the
// challenge first, and nobody else can call it.
func loginRequired(w http.ResponseWriter) {
	http.Error(w, "log in first", http.StatusUnauthorized)
}

// The first caller of loginRequired.
func (s *server) listGifts(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="gifts"`)
		loginRequired(w)
	}
}

// The second caller of loginRequired.
func (s *server) wrapGift(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		s.challenge(w)
		loginRequired(w)
	}
}

// LoginRequired is exported: callers elsewhere may not set the challenge.
func LoginRequired(w http.ResponseWriter) {
	http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in LoginRequired sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// A caller that sets the challenge does not speak for the others.
func (s *server) sendGift(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		s.challenge(w)
		LoginRequired(w)
	}
}

// retry calls itself; the status it was given arrives in the end.
func (s *server) retry(w http.ResponseWriter, err error, status int) {
	if inner := errors.Unwrap(err); inner != nil {
		s.retry(w, inner, status)
		return
	}
	http.Error(w, err.Error(), status)
}

// A place that reaches the answer through the recursion.
func (s *server) trackParcel(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		s.retry(w, fmt.Errorf("track: %w", err), http.StatusUnauthorized) // want `401 \[missing-challenge\]: s\.retry in \(\*server\)\.trackParcel sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// ping and pong call each other, and one of them adds the challenge.
func ping(w http.ResponseWriter, n, status int) {
	if n > 0 {
		pong(w, n-1, status)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="parcels"`)
	w.WriteHeader(status)
}

func pong(w http.ResponseWriter, n, status int) {
	ping(w, n, status)
}

// Mutual recursion that sets the challenge is silent.
func (s *server) dropParcel(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		pong(w, 2, http.StatusUnauthorized)
	}
}

// A helper that never sends what it is given.
func swallow(w http.ResponseWriter, status int) {
	if status == http.StatusUnauthorized {
		status = http.StatusNotFound
	}
	w.WriteHeader(status)
}

// 401 becomes 404 on the way, to hide what is there.
func (s *server) findParcel(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		swallow(w, http.StatusUnauthorized)
	}
}
