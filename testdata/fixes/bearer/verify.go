package bearer

import (
	"net/http"
	"strings"
)

type claims struct{ name string }

// A verifier of tokens, out of sight.
type verifier interface {
	Verify(token string) (*claims, error)
}

// The field as it came: the verifier fails too where none was sent, and that is no
// error (RFC 6750 §3.1).
func whole(v verifier, w http.ResponseWriter, r *http.Request) {
	c, err := v.Verify(r.Header.Get("Authorization"))
	if err != nil {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		return
	}
	_, _ = w.Write([]byte(c.name))
}

// Something was sent, as a test before says.
func looked(v verifier, w http.ResponseWriter, r *http.Request) {
	h := r.Header.Get("Authorization")
	if h == "" {
		http.Error(w, "log in", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		return
	}
	c, err := v.Verify(h)
	if err != nil {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		return
	}
	_, _ = w.Write([]byte(c.name))
}

// So was what is cut out of it.
func cut(v verifier, w http.ResponseWriter, r *http.Request) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		http.Error(w, "log in", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		return
	}
	c, err := v.Verify(token)
	if err != nil {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		return
	}
	_, _ = w.Write([]byte(c.name))
}
