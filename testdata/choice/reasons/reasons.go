// Package reasons has helpers that give one error for several reasons: nobody is
// known, a part of what is known of the caller is not there, or a right is lacking.
package reasons

import (
	"context"
	"errors"
	"net/http"
)

type seat struct {
	Row  string
	Sits bool
}

type claims struct{ Seat *seat }

type kept struct{}

var errNotAllowed = errors.New("permission denied")

func With(r *http.Request, t *claims) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), kept{}, t))
}

func callerOf(ctx context.Context) *claims {
	t, _ := ctx.Value(kept{}).(*claims)
	return t
}

func mayJoin(ctx context.Context) (row string, err error) {
	t := callerOf(ctx)
	if t == nil || t.Seat == nil {
		err = errNotAllowed
		return
	}
	if t.Seat.Sits {
		row = t.Seat.Row
	} else {
		err = errNotAllowed
	}
	return
}

func mayLeave(ctx context.Context) error {
	t := callerOf(ctx)
	if t == nil || t.Seat == nil {
		return errNotAllowed
	}
	if !t.Seat.Sits {
		return errNotAllowed
	}
	return nil
}

// Who asks was known before the helper was asked, so what is left is the right.
func Join(w http.ResponseWriter, r *http.Request) {
	t := callerOf(r.Context())
	if t == nil || t.Seat == nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="hall"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if _, err := mayJoin(r.Context()); err != nil {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(err from mayJoin, line 64\): respond 403`
		return
	}
	if err := mayLeave(r.Context()); err != nil {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(err from mayLeave, line 68\): respond 403`
		return
	}
}

type file interface{ Load(row string) error }

func mayStay(ctx context.Context, f file) error {
	t := callerOf(ctx)
	if t == nil || t.Seat == nil {
		return errNotAllowed
	}
	return f.Load(t.Seat.Row)
}

// Who asks is known, and what fails may be a file: silent.
func Stay(f file) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		t := callerOf(r.Context())
		if t == nil || t.Seat == nil {
			w.Header().Set("WWW-Authenticate", `Bearer realm="hall"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if err := mayStay(r.Context(), f); err != nil {
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
	}
}
