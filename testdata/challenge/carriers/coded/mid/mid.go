// Package mid imports both: the 401 of the one leaves by the other.
package mid

import (
	"authstatus.test/challenge/carriers/coded/errs"
	"authstatus.test/challenge/carriers/coded/web"
	"context"
	"net/http"
)

func Authenticate(verify func(string) error) web.MidFunc {
	return func(next web.HandlerFunc) web.HandlerFunc {
		return func(ctx context.Context, r *http.Request) web.Encoder {
			if err := verify(r.Header.Get("Authorization")); err != nil {
				return errs.New(errs.Unauthenticated, err) // want `401 \[missing-challenge\]: errs\.New in Authenticate sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
			}
			return next(ctx, r)
		}
	}
}
