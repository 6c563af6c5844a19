// Package authmiddleware has what authentication middlewares let others answer
// with.
package authmiddleware

import (
	"net/http"

	jwtmiddleware "github.com/auth0/go-jwt-middleware/v2"
)

func DefaultErrorHandler(w http.ResponseWriter, r *http.Request) {
	jwtmiddleware.DefaultErrorHandler(w, r, jwtmiddleware.ErrJWTInvalid) // want `\[missing-challenge\]`
}

func DefaultErrorHandlerChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	jwtmiddleware.DefaultErrorHandler(w, r, jwtmiddleware.ErrJWTInvalid)
}

// A missing token is a 400 there.
func Missing(w http.ResponseWriter, r *http.Request) {
	jwtmiddleware.DefaultErrorHandler(w, r, jwtmiddleware.ErrJWTMissing)
}
