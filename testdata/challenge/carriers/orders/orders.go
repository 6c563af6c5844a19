// Package orders makes what the low package httpx sends: it is reported where
// the status is chosen.
package orders

import (
	"net/http"

	"authstatus.test/challenge/carriers/httpx"
)

func known(r *http.Request) bool { return r.Header.Get("Authorization") != "" }

// loader is what the low package calls: the literal is all of it that stands
// here.
type loader struct{ strict bool }

func (l loader) Load(r *http.Request) error {
	switch {
	case l.strict && !known(r):
		return &httpx.Trouble{Status: http.StatusUnauthorized} // want `401 \[missing-challenge\]: httpx\.Trouble\{…\} in loader\.Load sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
	case r.ContentLength > 0:
		return &httpx.Trouble{Status: http.StatusBadRequest}
	}
	return nil
}

// send passes the problem to the low package itself.
func send(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		httpx.WriteProblem(w, &httpx.Problem{Status: http.StatusUnauthorized, Title: "log in first"}) // want `401 \[missing-challenge\]: httpx\.WriteProblem in send sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	httpx.WriteProblem(w, &httpx.Problem{Status: http.StatusNotFound, Title: "no such order"})
}

// codeError is what httpx.Write asks by an interface.
type codeError struct{ code int }

func (c codeError) Error() string { return http.StatusText(c.code) }
func (c codeError) HTTPCode() int { return c.code }

// pay passes the error to the low package itself.
func pay(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		httpx.Write(w, codeError{http.StatusUnauthorized}) // want `401 \[missing-challenge\]: httpx\.Write in pay sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	httpx.Write(w, codeError{http.StatusPaymentRequired})
}

// payLater has set the challenge: silent.
func payLater(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="orders"`)
		httpx.Write(w, codeError{http.StatusUnauthorized})
	}
}

// refuse uses the writer that adds the challenge: silent.
func refuse(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		httpx.Refuse(w, &httpx.Refusal{Status: http.StatusUnauthorized})
	}
}

// count is one that never says 401: silent.
func count(r *http.Request) (int, any) {
	if !known(r) {
		return http.StatusNotFound, nil
	}
	return http.StatusOK, 0
}

// describe puts the code into a body that httpx sends with 200: silent.
func describe(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		httpx.OK(w, httpx.Body{Code: http.StatusUnauthorized, Message: "log in first"})
	}
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	mux.Handle("GET /orders/{id}", httpx.Load(loader{strict: true}))
	mux.HandleFunc("DELETE /orders/{id}", send)
	mux.HandleFunc("POST /orders/{id}", pay)
	mux.HandleFunc("PATCH /orders/{id}", payLater)
	mux.HandleFunc("PUT /orders/{id}", refuse)
	mux.Handle("GET /orders/count", httpx.Handle(count))
	mux.HandleFunc("GET /orders/about", describe)
}
