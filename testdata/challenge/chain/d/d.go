// Package d is the top of the chain: its handlers choose the status that
// package a sends, and it imports neither a nor b.
package d

import (
	"net/http"

	"authstatus.test/challenge/chain/c"
)

func known(r *http.Request) bool {
	return r.Header.Get("Authorization") != ""
}

// The status is chosen here and sent three packages away.
func getDoor(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		c.Fail(w, http.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.Fail in getDoor sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	c.Fail(w, http.StatusNotFound)
}

// The responder adds the challenge three packages away: silent.
func putDoor(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		c.FailChallenged(w, http.StatusUnauthorized)
	}
}

// c chose the status and is reported: silent.
func openDoor(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		c.LoginRequired(w)
	}
}

// c chose the status and set the challenge: silent.
func closeDoor(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		c.LoginRequiredChallenged(w)
	}
}

// The challenge is set three packages away as well: silent.
func lockDoor(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		c.Challenge(w)
		c.Fail(w, http.StatusUnauthorized)
	}
}

// The same too late.
func unlockDoor(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		c.Fail(w, http.StatusUnauthorized) // want `401 \[late-challenge\]: c\.Fail in unlockDoor sends the status before WWW-Authenticate is set on line 57, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
		c.Challenge(w)
	}
}

// A method of a type of package a, which d does not import.
func paintDoor(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		c.New(w).Fail(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.New\(w\)\.Fail in paintDoor sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// A method of that type that sets the challenge: silent.
func oilDoor(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		c.New(w).Deny()
	}
}

// doorError is the last responder of this package for two places.
func doorError(w http.ResponseWriter, status int) {
	c.Fail(w, status) // want `401 \[missing-challenge\]: c\.Fail in doorError sends no WWW-Authenticate, from 2 places \(lines 83, 90\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

// The first place of doorError.
func knockDoor(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		doorError(w, http.StatusUnauthorized)
	}
}

// The second place of doorError.
func slamDoor(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		doorError(w, http.StatusUnauthorized)
		return
	}
	c.NotFound(w)
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /door":    getDoor,
		"PUT /door":    putDoor,
		"POST /open":   openDoor,
		"POST /close":  closeDoor,
		"POST /lock":   lockDoor,
		"POST /unlock": unlockDoor,
		"POST /paint":  paintDoor,
		"POST /oil":    oilDoor,
		"POST /knock":  knockDoor,
		"POST /slam":   slamDoor,
	} {
		mux.HandleFunc(pattern, h)
	}
}
