// Package switches closes endpoints by the configuration. That a function looks
// at credentials follows from what it reads and calls, and from no name.
package switches

import (
	"errors"
	"net/http"
)

type box struct {
	left, right bool
	pairs       map[string]string
}

var errNone = errors.New("none")

func (b *box) pick(r *http.Request) (string, error) {
	v, ok := b.pairs[r.Header.Get("Authorization")]
	if !ok {
		return "", errNone
	}
	return v, nil
}

// Nothing here looks at who asks.
func (b *box) shut(w http.ResponseWriter, r *http.Request) {
	if !b.left {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the endpoint is switched off \(b\.left, line 27\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Silent: what it calls reads credentials, and the others may be let in.
func (b *box) lift(w http.ResponseWriter, r *http.Request) {
	if _, err := b.pick(r); err == nil {
		return
	}
	if b.left && b.right {
		return
	} else if !b.left {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Silent: it reads the header itself, under a name that a constant has.
func (b *box) fold(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get(field) != "" {
		return
	}
	if !b.right {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

const field = "Authorization"
