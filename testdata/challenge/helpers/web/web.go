// Package web holds responders that other packages of the module call. What
// it sends itself is reported here, what its callers choose is reported there.
package web

import (
	"encoding/json"
	"net/http"
)

// Problem is the body of an error response (RFC 9457).
type Problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
}

// Error answers with the status it is given: only callers know whether it is 401.
func Error(w http.ResponseWriter, status int, title string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(Problem{Title: title, Status: status})
}

// ErrorWithChallenge adds the challenge where the status asks for one.
func ErrorWithChallenge(w http.ResponseWriter, status int, title string) {
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="web"`)
	}
	Error(w, status, title)
}

// Unauthorized chooses 401 itself, so it is reported here and not at its callers.
func Unauthorized(w http.ResponseWriter, title string) {
	http.Error(w, title, http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in Unauthorized sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// Challenge sets the challenge and sends nothing.
func Challenge(w http.ResponseWriter, realm string) {
	w.Header().Set("WWW-Authenticate", "Bearer realm=\""+realm+"\"")
}

// NoStore sets a header that is no challenge.
func NoStore(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
}

// JSON puts the code into the body and always answers 200.
func JSON(w http.ResponseWriter, code int, data any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusOK)
	json.NewEncoder(w).Encode(map[string]any{"code": code, "data": data})
}

// Reply holds the writer of one response.
type Reply struct {
	w http.ResponseWriter
}

// NewReply returns a reply that writes to w.
func NewReply(w http.ResponseWriter) *Reply {
	return &Reply{w: w}
}

// Fail answers with the status it is given.
func (p *Reply) Fail(status int) {
	http.Error(p.w, http.StatusText(status), status)
}
