// Package fuego has a case for every way fuego can send 401: without a challenge, and with one.
package fuego

import (
	"net/http"

	"github.com/go-fuego/fuego"
)

func SetStatus(c fuego.ContextNoBody) {
	c.SetStatus(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func SetStatusChallenged(c fuego.ContextNoBody) {
	c.SetHeader("WWW-Authenticate", `Bearer realm="api"`)
	c.SetStatus(http.StatusUnauthorized)
}

func Redirect(c fuego.ContextNoBody) {
	c.Redirect(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func RedirectChallenged(c fuego.ContextNoBody) {
	c.SetHeader("WWW-Authenticate", `Bearer realm="api"`)
	c.Redirect(http.StatusUnauthorized, "denied")
}

func SendJSONError(w http.ResponseWriter, r *http.Request) {
	fuego.SendJSONError(w, r, &fuego.HTTPError{Status: http.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func SendJSONErrorChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	fuego.SendJSONError(w, r, &fuego.HTTPError{Status: http.StatusUnauthorized})
}

func SendYAMLError(w http.ResponseWriter, r *http.Request) {
	fuego.SendYAMLError(w, r, &fuego.HTTPError{Status: http.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func SendYAMLErrorChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	fuego.SendYAMLError(w, r, &fuego.HTTPError{Status: http.StatusUnauthorized})
}

func SendXMLError(w http.ResponseWriter, r *http.Request) {
	fuego.SendXMLError(w, r, &fuego.HTTPError{Status: http.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func SendXMLErrorChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	fuego.SendXMLError(w, r, &fuego.HTTPError{Status: http.StatusUnauthorized})
}

func SendTextError(w http.ResponseWriter, r *http.Request) {
	fuego.SendTextError(w, r, &fuego.HTTPError{Status: http.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func SendTextErrorChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	fuego.SendTextError(w, r, &fuego.HTTPError{Status: http.StatusUnauthorized})
}

func SendHTMLError(w http.ResponseWriter, r *http.Request) {
	fuego.SendHTMLError(w, r, &fuego.HTTPError{Status: http.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func SendHTMLErrorChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	fuego.SendHTMLError(w, r, &fuego.HTTPError{Status: http.StatusUnauthorized})
}

func HTTPError(c fuego.ContextNoBody) error {
	return fuego.HTTPError{Status: http.StatusUnauthorized} // want `\[missing-challenge\]`
}

func HTTPErrorChallenged(c fuego.ContextNoBody) error {
	c.SetHeader("WWW-Authenticate", `Bearer realm="api"`)
	return fuego.HTTPError{Status: http.StatusUnauthorized}
}

func UnauthorizedError(c fuego.ContextNoBody) error {
	return fuego.UnauthorizedError{} // want `\[missing-challenge\]`
}

func UnauthorizedErrorChallenged(c fuego.ContextNoBody) error {
	c.SetHeader("WWW-Authenticate", `Bearer realm="api"`)
	return fuego.UnauthorizedError{}
}

func SendError(w http.ResponseWriter, r *http.Request) {
	fuego.SendError(w, r, fuego.UnauthorizedError{}) // want `\[missing-challenge\]`
}

func SendErrorChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	fuego.SendError(w, r, fuego.UnauthorizedError{})
}

// denied is an error of the server that knows its status.
type denied struct{}

func (denied) Error() string   { return "denied" }
func (denied) StatusCode() int { return http.StatusUnauthorized }

func ErrorWithStatus(c fuego.ContextNoBody) error {
	return denied{} // want `\[missing-challenge\]`
}

func ErrorWithStatusChallenged(c fuego.ContextNoBody) error {
	c.SetHeader("WWW-Authenticate", `Bearer realm="api"`)
	return denied{}
}

// A plain error is a 500.
func Plain(c fuego.ContextNoBody) error {
	return fuego.ErrUnauthorized
}
