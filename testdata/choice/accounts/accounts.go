// Package accounts compares what is kept of a caller who was let in with what is
// kept of others. Both are called credentials, and neither was sent.
package accounts

import (
	"errors"
	"net/http"
)

type credentials struct{ AccessKey, SecretKey, Parent string }

type account struct{ Credentials credentials }

type server struct{ accounts map[string]account }

func (s *server) verify(r *http.Request) (credentials, error) {
	a, ok := s.accounts[r.Header.Get("X-Access-Key")]
	if !ok || a.Credentials.SecretKey != r.Header.Get("X-Secret-Key") {
		return credentials{}, errors.New("unknown key")
	}
	return a.Credentials, nil
}

func (s *server) find(key string) (account, bool) {
	a, ok := s.accounts[key]
	return a, ok
}

func (s *server) list(w http.ResponseWriter, r *http.Request) {
	cred, err := s.verify(r)
	if err != nil {
		http.Error(w, "log in", http.StatusForbidden) // want `^403 \[want-401\]: the credentials were rejected \(err from s\.verify, line \d+\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)$`
		return
	}
	key := r.PathValue("key")
	if key == "" {
		key = cred.AccessKey
	}
	target, ok := s.find(key)
	if !ok {
		http.NotFound(w, r)
		return
	}
	user := cred.AccessKey
	if cred.Parent != "" {
		user = cred.Parent
	}
	if user != target.Credentials.Parent {
		http.Error(w, "not yours", http.StatusForbidden)
		return
	}
	_, _ = w.Write([]byte(target.Credentials.AccessKey))
}

func (s *server) show(w http.ResponseWriter, r *http.Request) {
	cred, err := s.verify(r)
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Key realm="accounts"`)
		http.Error(w, "log in", http.StatusUnauthorized)
		return
	}
	target, ok := s.find(r.PathValue("key"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	if cred.AccessKey != target.Credentials.Parent {
		http.Error(w, "not yours", http.StatusForbidden)
		return
	}
	_, _ = w.Write([]byte(target.Credentials.AccessKey))
}
