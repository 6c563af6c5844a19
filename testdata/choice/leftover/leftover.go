// Package leftover has sessions, empty headers, services switched off, validity.
package leftover

import (
	"crypto/hmac"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

type Sess struct {
	Name  string
	Until time.Time
	Ended bool
	Root  bool
}

func (s *Sess) Over() bool { return time.Now().After(s.Until) }

type Mem struct {
	mu sync.Mutex
	m  map[string]*Sess
}

func (m *Mem) Pick(id string) *Sess {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.m[id]
}

type Tokens interface {
	IsValid(raw string) error
	Check(raw string) error
	Valid(raw string) bool
	Owner(raw string) (string, bool)
}

type Mailer interface{ Send(string) error }

type Srv struct {
	mem    *Mem
	tok    Tokens
	mail   Mailer
	auth   Mailer
	closed bool
	nets   []net.IPNet
	key    []byte
	Hosts  map[string]bool
}

func (s *Srv) Sess(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("sid")
	if err != nil {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no such cookie was sent \(err from r\.Cookie, line 55\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	x := s.mem.Pick(c.Value)
	if x == nil {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the caller is not known \(x, line 61\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if x.Over() {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials have expired \(x\.Over, line 65\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if time.Now().After(x.Until) {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials have expired \(time\.Now\(\)\.After\(x\.Until\), line 69\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if x.Until.Before(time.Now()) {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials have expired \(x\.Until\.Before\(time\.Now\(\)\), line 73\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if time.Since(x.Until) > 0 {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials have expired \(time\.Since\(x\.Until\), line 77\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if !x.Root {
		w.WriteHeader(http.StatusForbidden)
		return
	}
}

func (s *Srv) Bearer(w http.ResponseWriter, r *http.Request) {
	v := r.Header["Authorization"]
	if len(v) == 0 {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no credentials were sent \(v, line 89\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	parts := strings.Fields(v[0])
	if len(parts) < 2 {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(len\(parts\) < 2, line 94\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if err := s.tok.IsValid(parts[1]); err != nil {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(err from s\.tok\.IsValid, line 98\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if s.tok.Check(parts[1]) != nil {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(err from s\.tok\.Check, line 102\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if !s.tok.Valid(parts[1]) {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(s\.tok\.Valid, line 106\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	name, ok := s.tok.Owner(parts[1])
	if !ok {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(ok from s\.tok\.Owner, line 110\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if name != r.URL.Query().Get("of") {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(name != r\.URL\.Query\(\)\.Get\("of"\), line 115\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
}

func (s *Srv) Trim(w http.ResponseWriter, r *http.Request) {
	if strings.TrimSpace(r.Header.Get("Authorization")) == "" {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no credentials were sent \(strings\.TrimSpace\(r\.Header\.Get\("Authorization"\)\), line 122\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	scheme, rest, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	if !ok || scheme != "Bearer" {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(strings\.Cut\(r\.Header\.Get\("Authorization"\), " "\), line 126\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if rest == "" {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no credentials were sent \(rest, line 131\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if _, ok := r.Header["Authorization"]; !ok {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no credentials were sent \(r\.Header\["Authorization"\], line 135\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if !strings.HasPrefix(r.Header.Get("Authorization"), "Token ") {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(strings\.HasPrefix\(r\.Header\.Get\("Authorization"\), "Token "\), line 139\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if !hmac.Equal([]byte(rest), s.key) {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the signature doesn't match \(hmac\.Equal, line 143\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
}

func (s *Srv) Post(w http.ResponseWriter, r *http.Request) {
	if s.mail == nil {
		http.Error(w, "no mail here", http.StatusUnauthorized) // want `401 \[want-403\]: the endpoint is switched off \(s\.mail, line 150\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	if s.closed {
		http.Error(w, "closed", http.StatusUnauthorized) // want `401 \[want-403\]: the endpoint is switched off \(s\.closed, line 154\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	s.mail.Send(r.URL.Path)
}

func (s *Srv) PostAuth(w http.ResponseWriter, r *http.Request) {
	if s.auth == nil {
		http.Error(w, "no auth here", http.StatusForbidden)
		return
	}
	s.auth.Send(r.URL.Path)
}

func (s *Srv) Near(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ip := net.ParseIP(strings.Split(r.RemoteAddr, ":")[0])
		ok := false
		for _, n := range s.nets {
			if n.Contains(ip) {
				ok = true
			}
		}
		if !ok {
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the address is not let in \(n\.Contains\(ip\), line 174\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Srv) Near2(w http.ResponseWriter, r *http.Request) {
	if !s.Hosts[r.RemoteAddr] {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the address is not let in \(s\.Hosts\[r\.RemoteAddr\], line 187\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(204)
}

func (s *Srv) Near3(w http.ResponseWriter, r *http.Request) {
	if !s.Hosts[r.RemoteAddr] {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(204)
}

// A form's answer: the double-submit pattern under other names.
func (s *Srv) Twice(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("pairing")
	if err != nil {
		w.WriteHeader(400)
		return
	}
	if r.Header.Get("X-Pairing") != c.Value {
		w.WriteHeader(http.StatusForbidden)
		return
	}
}

func (s *Srv) Left(w http.ResponseWriter, r *http.Request) {
	c, _ := r.Cookie("sid")
	if c != nil {
		if x := s.mem.Pick(c.Value); x != nil && !x.Over() {
			w.WriteHeader(204)
			return
		}
	}
	if h := r.Header.Get("Authorization"); h != "" {
		if s.tok.Valid(h) {
			w.WriteHeader(204)
			return
		}
	}
	w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no Authorization header was sent \(r\.Header\.Get, line 223\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
}

// What leaves under two conditions says nothing where one of them can't be told.
func (s *Srv) LeftByHour(w http.ResponseWriter, r *http.Request) {
	if time.Now().Hour() < 12 {
		if s.tok.Valid(r.Header.Get("Authorization")) {
			w.WriteHeader(204)
			return
		}
	}
	w.WriteHeader(http.StatusForbidden)
}

func (s *Srv) LeftByName(w http.ResponseWriter, r *http.Request) {
	n, ok := s.tok.Owner(r.Header.Get("Authorization"))
	if !ok {
		w.Header().Set("WWW-Authenticate", `Bearer realm="b"`)
		w.WriteHeader(401)
		return
	}
	switch n {
	case "boss":
		w.WriteHeader(204)
		return
	case "reader":
		w.WriteHeader(206)
		return
	}
	w.WriteHeader(401) // want `401 \[want-403\]: the caller is known and lacks a right \(n == "reader", line 250\): respond 403 \(RFC 9110 §15\.5\.4\)`
}

// A clause that does not leave takes nothing back.
func (s *Srv) LeftBySome(w http.ResponseWriter, r *http.Request) {
	n, ok := s.tok.Owner(r.Header.Get("Authorization"))
	if !ok {
		w.Header().Set("WWW-Authenticate", `Bearer realm="b"`)
		w.WriteHeader(401)
		return
	}
	switch n {
	case "boss":
		w.WriteHeader(204)
		return
	case "late":
		w.Header().Set("X-Late", "1")
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="b"`)
	w.WriteHeader(401) // want `401 \[want-403\]: the caller is known and lacks a right \(n == "boss", line 269\): respond 403 \(RFC 9110 §15\.5\.4\)`
}

var errGone = errors.New("gone")

func (s *Srv) load(r *http.Request) (*Sess, error) {
	c, err := r.Cookie("sid")
	if err != nil {
		return nil, err
	}
	x := s.mem.Pick(c.Value)
	if x == nil || x.Ended {
		return nil, errGone
	}
	return x, nil
}

func (s *Srv) Loaded(w http.ResponseWriter, r *http.Request) {
	x, err := s.load(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusForbidden)
		return
	}
	if !x.Root {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and is no administrator \(x\.Root, line 300\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(204)
}

// Path token looked up in a store.
func (s *Srv) Feed(w http.ResponseWriter, r *http.Request) {
	x := s.mem.Pick(r.PathValue("token"))
	if x == nil {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the caller is not known \(x, line 310\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(204)
}
