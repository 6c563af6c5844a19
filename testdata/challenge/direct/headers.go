package direct

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
)

const headerChallenge = "www-authenticate"

// Set makes the key canonical, so lower case will do.
func (s *server) getUser(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header().Set("www-authenticate", `Bearer realm="users"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The key may be a constant.
func (s *server) putUser(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header().Set(headerChallenge, `Bearer realm="users"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Add counts, once for each challenge.
func (s *server) patchUser(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header().Add("WWW-Authenticate", `Bearer realm="users"`)
		w.Header().Add("WWW-Authenticate", `Basic realm="users"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Another header is no challenge, and nor is another key that starts alike.
func (s *server) deleteUser(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.Header().Set("WWW-Authenticate-Hint", "log in first")
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.deleteUser sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// The request's own header is not the response's.
func (s *server) proxyUser(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		r.Header.Set("WWW-Authenticate", `Bearer realm="users"`)
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.proxyUser sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// The canonical key written into the map.
func (s *server) listTeams(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header()["Www-Authenticate"] = []string{`Bearer realm="teams"`}
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A key that is not canonical is sent as it is written.
func (s *server) getTeam(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header()["WWW-Authenticate"] = []string{`Bearer realm="teams"`}
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A nil value sends nothing.
func (s *server) putTeam(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header()["Www-Authenticate"] = nil
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.putTeam sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// An alias of the header map is the header map.
func (s *server) deleteTeam(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if !s.known(r) {
		h.Set("WWW-Authenticate", `Bearer realm="teams"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// An alias that sets something else adds no challenge.
func (s *server) moveTeam(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if !s.known(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.moveTeam sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// What is set on a clone is lost.
func (s *server) renameTeam(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		h := w.Header().Clone()
		h.Set("WWW-Authenticate", `Bearer realm="teams"`)
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.renameTeam sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// A second writer variable is the same response.
func (s *server) mergeTeams(w http.ResponseWriter, r *http.Request) {
	rw := w
	if !s.known(r) {
		rw.Header().Set("WWW-Authenticate", `Bearer realm="teams"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Copying a map that holds a challenge sets it.
func (s *server) splitTeam(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		maps.Copy(w.Header(), http.Header{
			"Cache-Control":    {"no-store"},
			"Www-Authenticate": {`Bearer realm="teams"`},
		})
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A map from elsewhere may hold a challenge: silent.
func (s *server) syncTeam(w http.ResponseWriter, r *http.Request, extra http.Header) {
	if !s.known(r) {
		maps.Copy(w.Header(), extra)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// So may a loop over keys that are not constant: silent.
func (s *server) importTeam(w http.ResponseWriter, r *http.Request, extra map[string]string) {
	if !s.known(r) {
		for k, v := range extra {
			w.Header().Set(k, v)
		}
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A table of schemes is expected to hold one: silent, although the loop may
// run no times.
func (s *server) exportTeam(w http.ResponseWriter, r *http.Request, schemes []string) {
	if !s.known(r) {
		for _, scheme := range schemes {
			w.Header().Add("WWW-Authenticate", scheme+` realm="teams"`)
		}
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Del takes the challenge away again.
func (s *server) embed(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="embed"`)
	if !s.known(r) {
		w.Header().Del("WWW-Authenticate")
		http.Error(w, "no login window in a frame", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*server\)\.embed sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// So does delete, with the canonical key.
func (s *server) widget(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="widget"`)
	if !s.known(r) {
		delete(w.Header(), "Www-Authenticate")
		http.Error(w, "no login window in a frame", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*server\)\.widget sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// Del of another header leaves the challenge alone.
func (s *server) preview(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="preview"`)
	w.Header().Del("Cache-Control")
	if !s.known(r) {
		http.Error(w, "previews are private", http.StatusUnauthorized)
	}
}

// Set after Del counts.
func (s *server) share(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header().Del("WWW-Authenticate")
		w.Header().Set("WWW-Authenticate", `Bearer realm="share"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Set with an empty value sends an empty field, which is no challenge.
func (s *server) badge(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header().Set("WWW-Authenticate", "") // want `challenge \[invalid-challenge\]: .*`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A value that is only known at run time counts as a challenge.
func (s *server) feed(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header().Set("WWW-Authenticate", strings.Join([]string{"Bearer", s.realm}, " "))
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// So does a formatted one.
func (s *server) calendar(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("Basic realm=%q", s.realm))
		w.WriteHeader(http.StatusUnauthorized)
	}
}
