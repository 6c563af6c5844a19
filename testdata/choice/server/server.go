// Package server chooses statuses by the constructors of another package.
package server

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"authstatus.test/choice/apierr"
)

type Claims struct {
	Admin bool
	Sub   string
}

type auth interface{ VerifyToken(string) (*Claims, error) }

var a auth

func Handle(r *http.Request) error {
	claims, err := a.VerifyToken(r.Header.Get("X-Token"))
	if err != nil {
		return apierr.Forbidden("no") // want `want-401\]: the credentials were rejected \(err from a\.VerifyToken, line 22\)`
	}
	if !claims.Admin {
		return apierr.Unauthorized("no") // want `want-403\]: the caller is known and is no administrator \(claims\.Admin, line 26\)`
	}
	if _, err := a.VerifyToken("x"); err != nil {
		return apierr.ErrForbidden // want `want-401`
	}
	return nil
}

func Adapt(w http.ResponseWriter, r *http.Request) {
	if err := Handle(r); err != nil {
		if e, ok := err.(*apierr.Error); ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
			http.Error(w, e.Text, e.Status)
		}
	}
}

// errNoAdmin is what its text says, and 401 is not.
var errNoAdmin = apierr.Unauthorized("permission denied") // want `401 \[want-403\]: the caller is known and is no administrator \(claims\.Admin, line 49\)`

// The status is chosen where the error is declared.
func Declared(claims *Claims) error {
	if !claims.Admin {
		return errNoAdmin
	}
	return nil
}

type responder func(w http.ResponseWriter)

// A closure that only answers: what led to it decides.
func Closure(claims *Claims, post *Post) responder {
	if claims.Sub != post.UserID {
		return func(w http.ResponseWriter) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(claims\.Sub != post\.UserID, line 59\)`
		}
	}
	return nil
}

type Post struct{ UserID string }

// The status of the response is another argument.
func Body(c *gin.Context) {
	if _, err := a.VerifyToken("x"); err != nil {
		c.JSON(http.StatusUnauthorized, apierr.Forbidden("no"))
	}
}
