// Package remote relies on checks of another package.
package remote

import (
	"errors"
	"net/http"

	"authstatus.test/choice/guard"
)

func send(w http.ResponseWriter, status int) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	w.WriteHeader(status)
}

func Helper(w http.ResponseWriter, r *http.Request) {
	if err := guard.Open(r.Header.Get("X-Token")); err != nil {
		send(w, 403) // want `403 \[want-401\]: the token failed verification \(err from guard\.Open, line 17\)`
	}
}

// It fails for two reasons.
func Both(w http.ResponseWriter, r *http.Request, c *guard.Caller) {
	if err := guard.Enter(r.Header.Get("X-Token"), c); err != nil {
		send(w, 403)
	}
	if err := guard.Enter(r.Header.Get("X-Token"), c); err != nil {
		send(w, 401)
	}
}

// The text of an error says what its name leaves open.
func Text(w http.ResponseWriter, err error) {
	switch {
	case errors.Is(err, guard.ErrGate):
		send(w, 403) // want `403 \[want-401\]: the credentials were rejected \(guard\.ErrGate, line 35\)`
	case errors.Is(err, guard.ErrDoor):
		send(w, 401) // want `401 \[want-403\]: the caller is known and lacks a right \(guard\.ErrDoor, line 37\)`
	case errors.Is(err, guard.ErrDesk):
		send(w, 401)
	}
}

// The other package answers the same check with 403.
func Mixed(w http.ResponseWriter, c *guard.Caller) {
	if !guard.MayEnter(c) {
		send(w, 401) // want `401 \[mixed-status\]: the same check \(guard\.MayEnter\) is answered with 403 in guard/guard\.go:60, and with 401 here: one of the two is wrong`
	}
}
