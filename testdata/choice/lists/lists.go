// Package lists has allow-lists and parameters after verified claims.
package lists

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"
)

type Grant struct {
	Mail    string
	Sub     string
	Realm   string
	Kinds   []string
	Level   int
	Prefix  string
	Expires time.Time
	Off     bool
}

type Checker interface {
	Decode(ctx context.Context, raw string) (Grant, error)
}

type Gate struct {
	Chk     Checker
	Mails   []string
	Realms  map[string]struct{}
	Domains []string
}

func (g *Gate) Allow(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		gr, err := g.Chk.Decode(r.Context(), raw)
		if err != nil {
			w.Header().Set("WWW-Authenticate", `Bearer realm="a"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if !slices.Contains(g.Mails, gr.Mail) {
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(slices\.Contains\(g\.Mails, gr\.Mail\), line 46\): respond 403 \(RFC 9110 §15\.5\.4\)`
			return
		}
		if _, ok := g.Realms[gr.Realm]; !ok {
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(g\.Realms\[gr\.Realm\], line 50\): respond 403 \(RFC 9110 §15\.5\.4\)`
			return
		}
		found := false
		for _, d := range g.Domains {
			if strings.HasSuffix(gr.Mail, "@"+d) {
				found = true
				break
			}
		}
		if !found {
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(strings\.HasSuffix\(gr\.Mail, "@" \+ d\), line 56\): respond 403 \(RFC 9110 §15\.5\.4\)`
			return
		}
		if !strings.HasPrefix(r.URL.Path, gr.Prefix) {
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(strings\.HasPrefix\(r\.URL\.Path, gr\.Prefix\), line 65\): respond 403 \(RFC 9110 §15\.5\.4\)`
			return
		}
		if len(gr.Kinds) == 0 {
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(gr\.Kinds, line 69\): respond 403 \(RFC 9110 §15\.5\.4\)`
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (g *Gate) Demand(kind string, chk func(string) (*Grant, error)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			gr, err := chk(r.Header.Get("X-Api-Key"))
			if err != nil {
				http.Error(w, "who?", http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(chk, line 80\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
				return
			}
			if gr.Realm != kind {
				w.Header().Set("WWW-Authenticate", `Bearer realm="a"`)
				http.Error(w, "not for you", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(gr\.Realm != kind, line 85\): respond 403 \(RFC 9110 §15\.5\.4\)`
				return
			}
			if !has(gr.Kinds, kind) {
				w.Header().Set("WWW-Authenticate", `Bearer realm="a"`)
				http.Error(w, "not for you", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(has, line 90\): respond 403 \(RFC 9110 §15\.5\.4\)`
				return
			}
			for _, k := range gr.Kinds {
				if k == kind {
					next.ServeHTTP(w, r)
					return
				}
			}
			http.Error(w, "not for you", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(k == kind, line 96\): respond 403 \(RFC 9110 §15\.5\.4\)`
		})
	}
}

func has(list []string, x string) bool {
	for _, l := range list {
		if l == x {
			return true
		}
	}
	return false
}

type who struct{}

func put(r *http.Request, g *Grant) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), who{}, g))
}

func Caller(r *http.Request) (*Grant, bool) {
	g, ok := r.Context().Value(who{}).(*Grant)
	return g, ok
}

func Show(w http.ResponseWriter, r *http.Request) {
	g, ok := Caller(r)
	if !ok {
		http.Error(w, "x", http.StatusForbidden) // want `403 \[want-401\]: the caller is not known \(ok from Caller, line 127\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if g.Sub != r.PathValue("sub") && g.Level < 3 {
		http.Error(w, "x", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(g\.Sub != r\.PathValue\("sub"\), line 132\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	json.NewEncoder(w).Encode(g)
}

var ErrLow = errors.New("level too low")

func level(g *Grant, min int) error {
	if g.Level < min {
		return ErrLow
	}
	return nil
}

func Raise(w http.ResponseWriter, r *http.Request) {
	g, _ := Caller(r)
	if err := level(g, 5); err != nil {
		http.Error(w, err.Error(), http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(err from level, line 150\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	switch {
	case g.Realm == "outer":
		http.Error(w, "inner only", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(g\.Realm == "outer", line 155\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(204)
}

// Basic gates.
func Basic(user, pass string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			u, p, ok := r.BasicAuth()
			if !ok {
				http.Error(w, "no", 403) // want `403 \[want-401\]: no Basic credentials were sent \(ok from r\.BasicAuth, line 166\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
				return
			}
			if u != user || p != pass {
				http.Error(w, "no", 403) // want `403 \[want-401\]: the credentials were rejected \(u != user, line 171\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func BasicConst(next http.Handler, known map[string]string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u, p, _ := r.BasicAuth()
		want, ok := known[strings.ToLower(u)]
		if !ok {
			http.Error(w, "no", 403) // want `403 \[want-401\]: the credentials were rejected \(known\[strings\.ToLower\(u\)\], line 183\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
			return
		}
		if subtle.ConstantTimeCompare([]byte(p), []byte(want)) != 1 {
			http.Error(w, "no", 403) // want `403 \[want-401\]: the credentials don't match \(subtle\.ConstantTimeCompare, line 188\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
			return
		}
		next.ServeHTTP(w, r)
	})
}

func BasicFn(next http.Handler, try func(name, word string) bool) http.Handler {
	check := func(r *http.Request) bool {
		n, p, ok := r.BasicAuth()
		return ok && try(n, p)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !check(r) {
			http.Error(w, "no", 403) // want `403 \[want-401\]: no Basic credentials were sent \(check, line 202\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
			return
		}
		next.ServeHTTP(w, r)
	})
}

func BasicFnErr(next http.Handler, try func(name, word string) (*Grant, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n, p, ok := r.BasicAuth(); ok {
			if g, err := try(n, p); err == nil {
				next.ServeHTTP(w, put(r, g))
				return
			}
		}
		http.Error(w, "no", 403) // want `403 \[want-401\]: no Basic credentials were sent \(ok from r\.BasicAuth, line 212\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	})
}

const (
	kindMember = iota
	kindGuest
)

type Account struct{ Kind int }

type Accounts interface {
	Verify(token string) (*Account, error)
}

// A guest has an account as well.
func NoGuests(as Accounts, w http.ResponseWriter, r *http.Request) {
	a, err := as.Verify(r.Header.Get("Authorization"))
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="a"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if a.Kind == kindGuest {
		http.Error(w, "not for guests", http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// The part of an address that a list is asked for is still the caller's.
func (g *Gate) local(mail string) bool {
	_, host, _ := strings.Cut(mail, "@")
	for _, d := range g.Domains {
		if d == host {
			return true
		}
	}
	return false
}

func (g *Gate) Cut(w http.ResponseWriter, r *http.Request) {
	gr, err := g.Chk.Decode(r.Context(), r.Header.Get("X-Token"))
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="a", error="invalid_token"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if !g.local(gr.Mail) {
		http.Error(w, "elsewhere", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(g\.local, line 266\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}
