// Package provenance has refusals that only the origin of their operands tells
// apart: no name says what is asked.
package provenance

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

type Person struct {
	ID            string
	Plan          string
	Tier, Entered int64
	Staff         bool
	Teams         []string
	Roles         map[string]bool
}

func (p *Person) Can(what string) bool { return p.Roles[what] }

type Ticket struct {
	Owner   string
	Expires time.Time
}

type Store interface {
	Whoami(ctx context.Context, key string) (*Person, error)
	Ticket(id string) (*Ticket, bool)
	Check(token string) error
	IsValid(token string) bool
	Load(id string) (*Ticket, error)
	Alive(t *Ticket) bool
}

type key struct{}

type srv struct {
	st      Store
	billing *http.Client
	beta    bool
	nets    []*net.IPNet
	staff   map[string]bool
	secret  string
}

func (s *srv) gate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, err := s.st.Whoami(r.Context(), r.Header.Get("X-Api-Key"))
		if err != nil {
			http.Error(w, "no", 403) // want `403 \[want-401\]: the credentials were rejected \(err from s\.st\.Whoami, line 56\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), key{}, p)))
	})
}

func GetUser(ctx context.Context) *Person {
	p, _ := ctx.Value(key{}).(*Person)
	return p
}

func fromContext(w http.ResponseWriter, r *http.Request) {
	p := GetUser(r.Context())
	if p == nil {
		http.Error(w, "no", 403) // want `403 \[want-401\]: the caller is not known \(p, line 72\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if !p.Staff {
		http.Error(w, "no", 401) // want `401 \[want-403\]: the caller is known and lacks a right \(p\.Staff, line 76\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

func plan(w http.ResponseWriter, r *http.Request) {
	p := GetUser(r.Context())
	if p.Plan == "free" {
		http.Error(w, "no", 401) // want `401 \[want-403\]: the caller is known and lacks a right \(p\.Plan == "free", line 83\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

func tier(w http.ResponseWriter, r *http.Request) {
	p := GetUser(r.Context())
	if p.Tier < 2 {
		http.Error(w, "no", 401) // want `401 \[want-403\]: the caller is known and lacks a right \(p\.Tier < 2, line 90\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

func predicate(w http.ResponseWriter, r *http.Request) {
	p := GetUser(r.Context())
	if !p.Can("write") {
		http.Error(w, "no", 401) // want `401 \[want-403\]: the caller is known and lacks a role \(p\.Can, line 97\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

func (s *srv) listed(w http.ResponseWriter, r *http.Request) {
	p := GetUser(r.Context())
	if !s.staff[p.ID] {
		http.Error(w, "no", 401) // want `401 \[want-403\]: the caller is known and lacks a right \(s\.staff\[p\.ID\], line 104\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

func (s *srv) owner(w http.ResponseWriter, r *http.Request) {
	t, err := s.st.Load(r.PathValue("id"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	if t.Owner != GetUser(r.Context()).ID {
		http.Error(w, "no", 401) // want `401 \[want-403\]: the caller is known and does not own the resource \(t\.Owner != GetUser\(r\.Context\(\)\)\.ID, line 115\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

func (s *srv) checked(w http.ResponseWriter, r *http.Request) {
	if err := s.st.Check(r.Header.Get("Authorization")); err != nil {
		http.Error(w, "no", 403) // want `403 \[want-401\]: the credentials were rejected \(err from s\.st\.Check, line 121\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

func (s *srv) trimmed(w http.ResponseWriter, r *http.Request) {
	tok := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if tok == "" {
		http.Error(w, "no", 403) // want `403 \[want-401\]: no credentials were sent \(tok, line 128\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

func (s *srv) cut(w http.ResponseWriter, r *http.Request) {
	fs := strings.Fields(r.Header.Get("Authorization"))
	if len(fs) != 2 {
		http.Error(w, "no", 403) // want `403 \[want-401\]: the credentials were rejected \(len\(fs\) != 2, line 135\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if !s.st.IsValid(fs[1]) {
		http.Error(w, "no", 403) // want `403 \[want-401\]: the credentials were rejected \(s\.st\.IsValid, line 139\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

func (s *srv) session(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("sid")
	if err != nil {
		http.Error(w, "no", 403) // want `403 \[want-401\]: no such cookie was sent \(err from r\.Cookie, line 145\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	t, ok := s.st.Ticket(c.Value)
	if !ok || time.Now().After(t.Expires) {
		http.Error(w, "no", 403) // want `403 \[want-401\]: the credentials were rejected \(ok from s\.st\.Ticket, line 150\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

func (s *srv) inQuery(w http.ResponseWriter, r *http.Request) {
	t, ok := s.st.Ticket(r.URL.Query().Get("token"))
	if !ok {
		http.Error(w, "no", 403) // want `403 \[want-401\]: the credentials were rejected \(ok from s\.st\.Ticket, line 157\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if !s.st.Alive(t) {
		http.Error(w, "no", 403) // want `403 \[want-401\]: the credentials have expired \(s\.st\.Alive, line 162\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

func (s *srv) hashed(w http.ResponseWriter, r *http.Request) {
	raw, err := base64.StdEncoding.DecodeString(r.Header.Get("Authorization")[6:])
	if err != nil {
		http.Error(w, "no", 403) // want `403 \[want-401\]: the credentials were rejected \(err from base64\.StdEncoding\.DecodeString, line 168\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	sum := sha256.Sum256(raw)
	if hex.EncodeToString(sum[:]) != s.secret {
		http.Error(w, "no", 403) // want `403 \[want-401\]: the credentials were rejected \(hex\.EncodeToString\(sum\[:\]\) != s\.secret, line 174\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

func (s *srv) dependency(w http.ResponseWriter, r *http.Request) {
	if s.billing == nil {
		http.Error(w, "no", 401) // want `401 \[want-403\]: the endpoint is switched off \(s\.billing, line 180\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(204)
}

func (s *srv) feature(w http.ResponseWriter, r *http.Request) {
	if !s.beta {
		http.Error(w, "no", 401) // want `401 \[want-403\]: the endpoint is switched off \(s\.beta, line 188\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(204)
}

func (s *srv) address(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	for _, n := range s.nets {
		if n.Contains(ip) {
			w.WriteHeader(204)
			return
		}
	}
	http.Error(w, "no", 401) // want `401 \[want-403\]: the address is not let in \(n\.Contains\(ip\), line 199\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`
}

func (s *srv) closed(w http.ResponseWriter, r *http.Request) {
	if s.billing == nil {
		http.Error(w, "no", 403)
	}
}

func (s *srv) forgery(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("csrf_token")
	if err != nil || c.Value != r.Header.Get("X-CSRF-Token") {
		http.Error(w, "no", 403)
	}
}

var errNoSeat = errors.New("no seat")

func seat(p *Person, team string) error {
	for _, t := range p.Teams {
		if t == team {
			return nil
		}
	}
	return errNoSeat
}

func helper(w http.ResponseWriter, r *http.Request) {
	if err := seat(GetUser(r.Context()), r.PathValue("team")); err != nil {
		http.Error(w, "no", 401) // want `401 \[want-403\]: the caller is known and does not own the resource \(err from seat, line 232\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

func leftOver(w http.ResponseWriter, r *http.Request) {
	u := GetUser(r.Context())
	if u.Staff {
		w.WriteHeader(204)
		return
	}
	if u.ID == r.PathValue("id") {
		w.WriteHeader(204)
		return
	}
	http.Error(w, "no", 401) // want `401 \[want-403\]: the caller is known and does not own the resource \(u\.ID == r\.PathValue\("id"\), line 243\): respond 403 \(RFC 9110 §15\.5\.4\)`
}

func challenged(w http.ResponseWriter, r *http.Request) {
	u := GetUser(r.Context())
	if !u.Staff {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		http.Error(w, "no", 401) // want `401 \[want-403\]: the caller is known and lacks a right \(u\.Staff, line 252\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

func (s *srv) prefix(w http.ResponseWriter, r *http.Request) {
	p, err := s.st.Whoami(r.Context(), r.Header.Get("X-Token"))
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		http.Error(w, "no", 401)
		return
	}
	if !strings.HasPrefix(r.URL.Path, "/u/"+p.ID+"/") {
		http.Error(w, "no", 401) // want `401 \[want-403\]: the caller is known and does not own the resource \(strings\.HasPrefix\(r\.URL\.Path, "/u/" \+ p\.ID \+ "/"\), line 265\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

func (s *srv) verified(w http.ResponseWriter, r *http.Request) {
	p, err := s.user(r)
	if err != nil {
		http.Error(w, fmt.Sprint(err), 403) // want `403 \[want-401\]: no Authorization header was sent \(err from s\.user, line 271\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if len(p.Teams) == 0 {
		http.Error(w, "no", 401) // want `401 \[want-403\]: the caller is known and lacks a right \(p\.Teams, line 276\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

func (s *srv) user(r *http.Request) (*Person, error) {
	h := r.Header.Get("Authorization")
	if h == "" {
		return nil, errors.New("nothing")
	}
	return s.st.Whoami(r.Context(), h)
}

func (s *srv) unnamed(w http.ResponseWriter, r *http.Request) {
	p, err := s.st.Whoami(r.Context(), r.Header.Get("X-Token"))
	if err != nil {
		http.Error(w, "down", 500)
		return
	}
	if p.ID == "" {
		http.Error(w, "no", 403)
	}
}
