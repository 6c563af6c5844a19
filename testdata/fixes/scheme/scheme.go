// Package scheme reads credentials of every kind: each response gets the scheme
// of those that it refuses.
package scheme

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"strings"
)

type site struct {
	tokens, users, keys map[string]string
	realm               string
}

// The client of a token endpoint sends Basic, whatever the endpoint hands out
// (RFC 6749 §5.2).
func (s *site) issue(w http.ResponseWriter, r *http.Request) {
	id, secret, ok := r.BasicAuth()
	if !ok || s.users[id] != secret {
		http.Error(w, "invalid_client", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		return
	}
	fmt.Fprintln(w, s.mintToken(id))
}

func (s *site) mintToken(id string) string { return s.tokens[id] }

// A token in the field.
func (s *site) order(w http.ResponseWriter, r *http.Request) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || s.tokens[token] == "" {
		http.Error(w, "token needed", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Basic by hand: decoded, and cut at the colon.
func (s *site) decoded(r *http.Request) bool {
	_, payload, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	plain, err := base64.StdEncoding.DecodeString(payload)
	if err != nil {
		return false
	}
	user, password, ok := strings.Cut(string(plain), ":")
	return ok && s.users[user] == password
}

func (s *site) feed(w http.ResponseWriter, r *http.Request) {
	if !s.decoded(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

var basicPrefix = []byte("Basic ")

// Basic by hand: a prefix in a variable.
func (s *site) calendar(w http.ResponseWriter, r *http.Request) {
	if !bytes.HasPrefix([]byte(r.Header.Get("Authorization")), basicPrefix) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

// Basic by hand: scanned.
func (s *site) contacts(w http.ResponseWriter, r *http.Request) {
	var payload string
	if _, err := fmt.Sscanf(r.Header.Get("Authorization"), "Basic %s", &payload); err != nil {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

// Both are taken: Basic stands first, each in a line of its own.
func (s *site) both(w http.ResponseWriter, r *http.Request) {
	if user, password, ok := r.BasicAuth(); ok && s.users[user] == password {
		return
	}
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && s.tokens[token] != "" {
		return
	}
	http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

func (s *site) bothOrNot(w http.ResponseWriter, r *http.Request, status int) {
	user, _, _ := r.BasicAuth()
	if s.users[user] == "" && s.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")] == "" {
		status = http.StatusUnauthorized
	}
	w.WriteHeader(status) // want `401 \[missing-challenge\]`
}

// A token that is bound to a key.
func (s *site) bound(w http.ResponseWriter, r *http.Request) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "DPoP ")
	if !ok || s.tokens[token] != r.Header.Get("DPoP") {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

// The parameter access_token is a way of Bearer (RFC 6750 §2.2 and §2.3).
func (s *site) linked(w http.ResponseWriter, r *http.Request) {
	if s.tokens[r.FormValue("access_token")] == "" {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

// Of a key in a header of its own and a token in the field the scheme of the
// second is asked for.
func (s *site) keyed(w http.ResponseWriter, r *http.Request) {
	key := r.Header.Get("X-API-Key")
	if key == "" {
		key = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	}
	if s.keys[key] == "" {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

// A key in the field, behind a scheme that servers give it.
func (s *site) inField(w http.ResponseWriter, r *http.Request) {
	key, ok := strings.CutPrefix(r.Header.Get("Authorization"), "ApiKey ")
	if !ok || s.keys[key] == "" {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

// The form is read by who is let in: the answer is about the caller.
func (s *site) posting(w http.ResponseWriter, r *http.Request) {
	caller := s.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
	title := r.FormValue("title")
	if caller == "" {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		return
	}
	fmt.Fprintln(w, caller, title)
}

// A condition that chooses a form of the answer is no check.
func (s *site) listed(w http.ResponseWriter, r *http.Request) {
	if s.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")] == "" {
		if strings.Contains(r.Header.Get("Accept"), "json") {
			http.Error(w, "{}", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
			return
		}
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

type caller struct{ name, password string }

// login answers where it lets nobody in, and else gives the caller: there the
// challenge is set, not where it is called.
func (s *site) login(w http.ResponseWriter, name, password string, status int) *caller {
	if stored, ok := s.users[name]; ok && stored == password {
		return &caller{name, password}
	}
	http.Error(w, "no", status)
	return nil
}

func (s *site) push(w http.ResponseWriter, r *http.Request) {
	name, password, _ := r.BasicAuth()
	c := s.login(w, name, password, http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	if c == nil {
		return
	}
	fmt.Fprintln(w, c.name)
}

func (s *site) moved(w http.ResponseWriter, r *http.Request) {
	name, password, _ := r.BasicAuth()
	if c := s.login(w, name, password, http.StatusNotFound); c != nil {
		fmt.Fprintln(w, c.name)
	}
}

// They were read by the caller.
func (s *site) printer(w http.ResponseWriter, r *http.Request) {
	user, _, _ := r.BasicAuth()
	s.print(w, user)
}

func (s *site) print(w http.ResponseWriter, user string) {
	if s.users[user] == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

type userKey struct{}

// A middleware keeps who asked, and the handler looks that up.
func (s *site) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, _, _ := r.BasicAuth()
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), userKey{}, user)))
	})
}

func (s *site) identified(w http.ResponseWriter, r *http.Request) {
	if user, _ := r.Context().Value(userKey{}).(string); s.users[user] == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

// What the server sends for the same credentials is repeated.
func (s *site) gated(w http.ResponseWriter, r *http.Request) {
	field := r.Header.Get("Authorization")
	if field == "" {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("Basic realm=%q", s.realm))
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	if !strings.HasPrefix(field, "Basic ") {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

// Who holds a session is let in before; those who sent Basic are told so.
func (s *site) mixed(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie("session"); err == nil && s.tokens[c.Value] != "" {
		return
	}
	if r.Header.Get("Authorization") == "" {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if !s.decoded(r) {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

// extractor reads what follows a scheme in a field.
func extractor(field, scheme string) func(*http.Request) string {
	return func(r *http.Request) string {
		value := r.Header.Get(field)
		if len(value) > len(scheme)+1 && value[:len(scheme)] == scheme {
			return value[len(scheme)+1:]
		}
		return ""
	}
}

// The scheme is handed on, beside the name of the field.
func (s *site) handed() http.HandlerFunc {
	token := extractor("Authorization", "Token")
	return func(w http.ResponseWriter, r *http.Request) {
		if s.tokens[token(r)] == "" {
			http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		}
	}
}

// Of two that it takes the function asks for one: that is repeated, in the other
// branches too.
func (s *site) share(w http.ResponseWriter, r *http.Request) {
	user, password, ok := r.BasicAuth()
	if !ok {
		if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && s.tokens[token] != "" {
			return
		}
		w.Header().Set("WWW-Authenticate", `Basic realm="fixes"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	stored, ok := s.users[user]
	if !ok || stored != password {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

var refusal = template.Must(template.New("refusal").Parse("<p>{{.}}</p>"))

// A page whose branch refused Basic itself asks for it.
func (s *site) page(w http.ResponseWriter, r *http.Request) {
	if name, password, ok := r.BasicAuth(); !ok || s.users[name] != password {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		_ = refusal.Execute(w, "log in first")
	}
}

// The field is read as an element of the header.
func (s *site) indexed(w http.ResponseWriter, r *http.Request) {
	if fields := r.Header["Authorization"]; len(fields) == 0 || s.tokens[strings.TrimPrefix(fields[0], "Bearer ")] == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}
