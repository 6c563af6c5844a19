// Package configured tells the middleware how to answer.
package configured

import (
	"net/http"

	jwtmiddleware "github.com/auth0/go-jwt-middleware"
)

func New(next http.Handler, onError func(http.ResponseWriter, *http.Request, string)) http.Handler {
	return jwtmiddleware.New(jwtmiddleware.Options{ErrorHandler: onError}).Handler(next)
}
