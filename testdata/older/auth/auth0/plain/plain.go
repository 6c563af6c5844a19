// Package plain uses the middleware with its default error handling.
package plain

import (
	"net/http"

	jwtmiddleware "github.com/auth0/go-jwt-middleware"
	"github.com/form3tech-oss/jwt-go"
)

func New(next http.Handler, key jwt.Keyfunc) http.Handler {
	return jwtmiddleware.New(jwtmiddleware.Options{ValidationKeyGetter: key}).Handler(next) // want `\[middleware-challenge\]`
}
