// Package orders makes what the low package httpx sends: it is reported where
// the status is chosen.
package orders

import (
	"fmt"
	"net/http"

	"authstatus.test/challenge/carriers/httpx"
)

func known(r *http.Request) bool { return r.Header.Get("Authorization") != "" }

// store returns problems; httpx sends them.
type store interface {
	Find(r *http.Request) error
	Drop(r *http.Request) error
}

type memory struct{}

// Find makes the literal that a handler passes on.
func (memory) Find(r *http.Request) error {
	if !known(r) {
		return &httpx.Problem{Status: http.StatusUnauthorized, Title: "log in first"}
	}
	return &httpx.Problem{Status: http.StatusNotFound, Title: "no such order"}
}

// Drop wraps it.
func (memory) Drop(r *http.Request) error {
	if !known(r) {
		return fmt.Errorf("drop: %w", &httpx.Problem{Status: http.StatusUnauthorized, Title: "log in first"})
	}
	return nil
}

// problems is the last responder of this package for both.
func problems(w http.ResponseWriter, err error) {
	httpx.WriteProblem(w, err) // want `401 \[missing-challenge\]: httpx\.WriteProblem in problems sends no WWW-Authenticate, from 2 places: set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

func find(s store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := s.Find(r); err != nil {
			problems(w, err)
		}
	}
}

func drop(s store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := s.Drop(r); err != nil {
			problems(w, err)
		}
	}
}

// codeError is what httpx.Write asks by an interface.
type codeError int

func (c codeError) Error() string { return http.StatusText(int(c)) }
func (c codeError) HTTPCode() int { return int(c) }

// pay passes the error to the low package itself.
func pay(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		httpx.Write(w, codeError(http.StatusUnauthorized)) // want `401 \[missing-challenge\]: httpx\.Write in pay sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	httpx.Write(w, codeError(http.StatusPaymentRequired))
}

// payLater has set the challenge: silent.
func payLater(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="orders"`)
		httpx.Write(w, codeError(http.StatusUnauthorized))
	}
}

// refuse uses the writer that adds the challenge: silent.
func refuse(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		httpx.Refuse(w, httpx.Refusal{Status: http.StatusUnauthorized})
	}
}

// list is an endpoint: what it returns is sent two packages down.
func list(r *http.Request) (int, any) {
	if !known(r) {
		return http.StatusUnauthorized, nil // want `401 \[missing-challenge\]: return in list sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
	return http.StatusOK, []string{}
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
	mux.HandleFunc("GET /orders/{id}", find(memory{}))
	mux.HandleFunc("DELETE /orders/{id}", drop(memory{}))
	mux.HandleFunc("POST /orders/{id}", pay)
	mux.HandleFunc("PATCH /orders/{id}", payLater)
	mux.HandleFunc("PUT /orders/{id}", refuse)
	mux.Handle("GET /orders", httpx.Handle(list))
	mux.Handle("GET /orders/count", httpx.Handle(count))
	mux.HandleFunc("GET /orders/about", describe)
}
