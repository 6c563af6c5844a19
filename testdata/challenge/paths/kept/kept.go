// Package kept keeps the status in an object that a method fills in.
package kept

import (
	"errors"
	"fmt"
	"net/http"
)

// Session is what a login fills in.
type Session struct {
	Status int
	user   string
}

// newFailure makes an error: by its name it is never nil.
func newFailure(text string, args ...any) error { return problem(fmt.Sprintf(text, args...)) }

type problem string

func (p problem) Error() string { return string(p) }

// HTTPStatus is the status for the client.
func (s *Session) HTTPStatus() int {
	if s.Status > 0 {
		return s.Status
	}
	return http.StatusUnauthorized
}

// LogIn says how it went in the status, and whether it went well in the error.
func (s *Session) LogIn(user, password string) error {
	if user == "" {
		s.Status = http.StatusUnauthorized
		return newFailure("no such user %q", user)
	}
	if err := check(user, password); err != nil {
		s.Status = http.StatusUnauthorized
		return err
	}
	s.user = user
	s.Status = http.StatusOK
	return nil
}

func check(user, password string) error {
	if user != password {
		return errors.New("no")
	}
	return nil
}

func find(r *http.Request) *Session {
	if r.Header.Get("Authorization") == "" {
		return nil
	}
	return &Session{}
}

func fresh(r *http.Request) *Session { return &Session{user: r.FormValue("user")} }

// login sends the status of a session that was found or made: 401 only where
// the login failed.
func login(w http.ResponseWriter, r *http.Request) {
	var s *Session
	if found := find(r); found != nil {
		s = found
	} else {
		s = fresh(r)
	}
	if err := s.LogIn(r.FormValue("user"), r.FormValue("password")); err != nil {
		w.WriteHeader(s.HTTPStatus()) // want `401 \[missing-challenge\]: w\.WriteHeader in login sends no WWW-Authenticate, from 2 places \(lines 34, 38\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(s.HTTPStatus())
	fmt.Fprintln(w, "hello", s.user)
}

// again has none: that a nil session has no status is a panic and no answer.
func again(w http.ResponseWriter, r *http.Request) {
	if s := find(r); s == nil {
		w.WriteHeader(s.HTTPStatus())
	}
}

// tell sends the status in another function: what its caller knows of the
// session holds there too.
func tell(w http.ResponseWriter, s *Session) {
	w.WriteHeader(s.HTTPStatus()) // want `401 \[missing-challenge\]: w\.WriteHeader in tell sends no WWW-Authenticate, from 2 places \(lines 34, 38\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

func enter(w http.ResponseWriter, r *http.Request) {
	s := fresh(r)
	if err := s.LogIn(r.FormValue("user"), r.FormValue("password")); err != nil {
		tell(w, s)
	}
}

// warn is given sessions with another status: silent.
func warn(w http.ResponseWriter, s *Session) {
	w.WriteHeader(s.HTTPStatus())
}

func leave(w http.ResponseWriter, r *http.Request) {
	s := fresh(r)
	s.Status = http.StatusConflict
	warn(w, s)
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	mux.HandleFunc("POST /enter", enter)
	mux.HandleFunc("POST /leave", leave)
	mux.HandleFunc("POST /login", login)
	mux.HandleFunc("GET /again", again)
}
