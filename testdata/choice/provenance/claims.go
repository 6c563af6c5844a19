package provenance

import (
	"errors"
	"net/http"
)

type opener interface {
	Open(token string) (map[string]any, error)
}

type renewal struct{ id any }

func (n *renewal) read(m map[string]any) error {
	id, ok := m["rid"]
	if !ok {
		return errors.New("there is no rid")
	}
	n.id = id
	return nil
}

type renewer struct{ tokens opener }

// A token without a claim is one of another kind, whoever sent it: silent.
func (s *renewer) renew(w http.ResponseWriter, r *http.Request) {
	m, err := s.tokens.Open(r.Header.Get("Authorization"))
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="renewals", error="invalid_token"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	var n renewal
	if err := n.read(m); err != nil {
		s.refuse(w)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *renewer) refuse(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="renewals"`)
	w.WriteHeader(http.StatusUnauthorized)
}

type granter interface {
	Grants(token string) (map[string]bool, error)
}

type desk struct{ tokens granter }

// What is kept of the caller by name is theirs or not.
func (s *desk) show(w http.ResponseWriter, r *http.Request) {
	m, err := s.tokens.Grants(r.Header.Get("Authorization"))
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="desk", error="invalid_token"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if _, ok := m["desk"]; !ok {
		w.Header().Set("WWW-Authenticate", `Bearer realm="desk"`)
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(m\["desk"\], line 60\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
