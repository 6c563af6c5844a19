// Package server chooses statuses by the constructors of another package.
package server

import (
	"net/http"

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
		return apierr.Forbidden("no") // want `want-401\]: the credentials were rejected \(err from a\.VerifyToken, line 20\)`
	}
	if !claims.Admin {
		return apierr.Unauthorized("no") // want `want-403\]: the caller is known and is no administrator \(claims\.Admin, line 24\)`
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
