// Package plain uses the middlewares that ask for nothing.
package plain

import (
	"net/http"

	"github.com/go-pkgz/rest"
)

func Checked(check func(user, password string) bool) func(http.Handler) http.Handler {
	return rest.BasicAuth(check) // want `401 \[middleware-challenge\]: rest\.BasicAuth answers 401 without WWW-Authenticate \(seen with go-pkgz/rest v1\.24\.0\): use rest\.BasicAuthWithPrompt or rest\.BasicAuthWithBcryptHashAndPrompt, which send it, and 401 for a wrong password too \(RFC 9110 §15\.5\.2\)`
}

func Fixed() func(http.Handler) http.Handler {
	return rest.BasicAuthWithUserPasswd("ann", "secret") // want `\[middleware-challenge\]`
}

func Hashed(hash, salt string) []func(http.Handler) http.Handler {
	return []func(http.Handler) http.Handler{
		rest.BasicAuthWithBcryptHash("ann", hash),       // want `\[middleware-challenge\]`
		rest.BasicAuthWithArgon2Hash("ann", hash, salt), // want `\[middleware-challenge\]`
		rest.BasicAuthWithPrompt("ann", "secret"),
	}
}
