// Package proven compares parts of credentials, after they were found to be good
// and where nobody has asked.
package proven

import (
	"errors"
	"net/http"
	"strings"
)

var words = map[string]string{}

func known(name, word string) bool { return words[name] == word }

func unpack(s string) (name, word string, err error) {
	name, word, ok := strings.Cut(s, ":")
	if !ok {
		return "", "", errors.New("no colon")
	}
	return name, word, nil
}

// Role is silent: whose the name is was found out before.
func Role(w http.ResponseWriter, r *http.Request) {
	name, word, ok := r.BasicAuth()
	if !ok || !known(name, word) {
		w.Header().Set("WWW-Authenticate", `Basic realm="proven"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if name != "root" {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Kept is silent too.
func Kept(w http.ResponseWriter, r *http.Request) {
	name, word, _ := unpack(r.Header.Get("Authorization"))
	good := known(name, word)
	if !good {
		w.Header().Set("WWW-Authenticate", `Basic realm="proven"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if name != "root" {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Apart only takes them apart before.
func Apart(w http.ResponseWriter, r *http.Request) {
	name, word, err := unpack(r.Header.Get("Authorization"))
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Basic realm="proven"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if name != "ann" || word != "pw" {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(name != "ann", line 62\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
