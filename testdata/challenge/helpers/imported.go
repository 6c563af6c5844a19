package helpers

import (
	"net/http"

	"authstatus.test/challenge/helpers/web"
)

// The responder is elsewhere and only this package knows the status.
func (s *server) getRoom(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		web.Error(w, http.StatusUnauthorized, err.Error()) // want `401 \[missing-challenge\]: web\.Error in \(\*server\)\.getRoom sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	web.Error(w, http.StatusNotFound, "no such room")
}

// Each call of an imported responder is a finding of its own.
func (s *server) putRoom(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		web.Error(w, http.StatusUnauthorized, err.Error()) // want `401 \[missing-challenge\]: web\.Error in \(\*server\)\.putRoom sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// roomError is the last responder in this package: two places, one finding.
func roomError(w http.ResponseWriter, status int) {
	web.Error(w, status, http.StatusText(status)) // want `401 \[missing-challenge\]: web\.Error in roomError sends no WWW-Authenticate, from 2 places \(lines 33, 40\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

// The first place of roomError.
func (s *server) bookRoom(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		roomError(w, http.StatusUnauthorized)
	}
}

// The second place of roomError.
func (s *server) freeRoom(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		roomError(w, http.StatusUnauthorized)
	}
}

// The imported responder adds the challenge under the status: silent.
func (s *server) cleanRoom(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		web.ErrorWithChallenge(w, http.StatusUnauthorized, err.Error())
	}
}

// The imported responder chose 401 itself and is reported there: silent.
func (s *server) paintRoom(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		web.Unauthorized(w, err.Error())
	}
}

// An imported helper sets the challenge first.
func (s *server) heatRoom(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		web.Challenge(w, "rooms")
		web.Error(w, http.StatusUnauthorized, err.Error())
	}
}

// An imported helper sets the challenge too late.
func (s *server) coolRoom(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		web.Error(w, http.StatusUnauthorized, err.Error()) // want `401 \[late-challenge\]: web\.Error in \(\*server\)\.coolRoom sends the status before WWW-Authenticate is set on line 70, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
		web.Challenge(w, "rooms")
	}
}

// An imported helper sets another header.
func (s *server) lightRoom(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		web.NoStore(w)
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.lightRoom sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// The imported helper puts its code into the body and sends 200.
func (s *server) listRooms(w http.ResponseWriter, r *http.Request) {
	if _, err := s.bearer(r); err != nil {
		web.JSON(w, http.StatusUnauthorized, nil)
	}
}

// A method of an imported type that holds the writer.
func (s *server) lockRoom(w http.ResponseWriter, r *http.Request) {
	p := web.NewReply(w)
	if _, err := s.bearer(r); err != nil {
		p.Fail(http.StatusUnauthorized) // want `401 \[missing-challenge\]: p\.Fail in \(\*server\)\.lockRoom sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// The same with the challenge set on the writer.
func (s *server) unlockRoom(w http.ResponseWriter, r *http.Request) {
	p := web.NewReply(w)
	if _, err := s.bearer(r); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="rooms"`)
		p.Fail(http.StatusUnauthorized)
	}
}
