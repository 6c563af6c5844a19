// Package sdk is written by hand: the declarations of descope/go-sdk v1.30.0
// that the table of middlewares names, without their bodies' work.
package sdk

import "net/http"

type Token struct{ ID string }

type Authentication interface {
	ValidateSessionWithRequest(request *http.Request) (bool, *Token, error)
}

func AuthenticationMiddleware(auth Authentication, onFailure func(http.ResponseWriter, *http.Request, error), onSuccess func(http.ResponseWriter, *http.Request, http.Handler, *Token)) func(next http.Handler) http.Handler {
	return nil
}
