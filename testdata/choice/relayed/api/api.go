// Package api answers what a package says that has it from another.
package api

import (
	"net/http"

	"authstatus.test/choice/relayed/service"
	"authstatus.test/choice/relayed/store"
)

type server struct{ desk *service.Desk }

func (s *server) read(w http.ResponseWriter, r *http.Request) {
	m, err := s.desk.Who(r)
	if err != nil {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(err from s\.desk\.Who, line \d+\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if err := s.desk.Open(m, s.desk.Sheet(r.PathValue("name"))); err != nil {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(err from s\.desk\.Open, line \d+\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *server) sign(w http.ResponseWriter, r *http.Request) {
	if err := s.desk.Signed(r); err != nil {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(err from s\.desk\.Signed, line \d+\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

// A question that failed is no answer to it.
func (s *server) asked(w http.ResponseWriter, r *http.Request, m *store.Member) {
	ok, err := s.desk.Allowed(m, r.PathValue("name"))
	if err != nil {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	if !ok {
		http.Error(w, "no", http.StatusForbidden)
	}
}

// What is taken apart is known of nobody.
func (s *server) part(w http.ResponseWriter, r *http.Request) {
	name, err := service.Part(r)
	if err != nil {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(err from service\.Part, line \d+\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if name != "ann:secret" {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}
