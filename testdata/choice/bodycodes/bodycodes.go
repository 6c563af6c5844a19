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
