// Package bodycodes has errors with codes that go into bodies: a 403 among them
// is no status.
package bodycodes

import (
	"encoding/json"
	"net/http"
)

// The codes.
const (
	CodeAnonymous = 401
	CodeNoRight   = 403
	CodeFull      = 40002
)

// Failure is written into the body of a 200.
type Failure struct {
	Code int    `json:"code"`
	Text string `json:"text"`
}

func (f *Failure) Error() string { return f.Text }

func failure(code int, text string) *Failure { return &Failure{code, text} }

var errNoToken = failure(CodeNoRight, "send a token")

func tokenOf(r *http.Request) (string, error) {
	token := r.Header.Get("Authorization")
	if token == "" {
		return "", errNoToken
	}
	return token, nil
}

// Serve is silent.
func Serve(w http.ResponseWriter, r *http.Request) {
	if _, err := tokenOf(r); err != nil {
		w.WriteHeader(http.StatusOK)
		json.NewEncoder(w).Encode(err)
	}
}

// A size is no code, and what stands beside it may be a status.
const (
	MaxBody = 1 << 20
	NoRight = 403
)

// Refusal is an error of another package's handlers.
type Refusal struct {
	Status int
	Text   string
}

func (f *Refusal) Error() string { return f.Text }

var errNobody = &Refusal{NoRight, "send a token"}

func callerOf(r *http.Request) (string, error) {
	token := r.Header.Get("Authorization")
	if token == "" {
		return "", errNobody // want `403 \[want-401\]: no Authorization header was sent \(r\.Header\.Get, line 62\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	return token, nil
}

// Reply sends it.
func Reply(w http.ResponseWriter, r *http.Request) {
	if _, err := callerOf(r); err != nil {
		w.WriteHeader(errNobody.Status) // want `403 \[want-401\]: no Authorization header was sent \(err from callerOf, line \d+\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}
