// Package bearer reads tokens. Every finding here has a fix.
package bearer

import (
	"net/http"
	"strings"
)

func token(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

func known(r *http.Request) bool { return len(token(r)) == 32 }

func direct(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// The comment above a statement stays above.
func writeHeader(w http.ResponseWriter, r *http.Request) {
	if known(r) {
		w.WriteHeader(http.StatusNoContent)
	} else {
		// No token, or none of ours.
		w.WriteHeader(401) // want `401 \[missing-challenge\]`
	}
}

func caseClause(w http.ResponseWriter, r *http.Request) {
	switch {
	case known(r):
		w.WriteHeader(http.StatusNoContent)
	default:
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

func commClause(w http.ResponseWriter, r *http.Request) {
	if known(r) {
		return
	}
	select {
	case <-r.Context().Done():
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	default:
	}
}

const refused = http.StatusUnauthorized

// The constant has a name of its own.
func named(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		w.WriteHeader(refused) // want `401 \[missing-challenge\]`
	}
}

// A call over several lines.
func long(w http.ResponseWriter, r *http.Request) {
	if known(r) {
		return
	}
	http.Error( // want `401 \[missing-challenge\]`
		w,
		"log in first",
		http.StatusUnauthorized,
	)
}

func middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !known(r) {
			http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
			return
		}
		next.ServeHTTP(w, r)
	})
}

type reply struct{ w http.ResponseWriter }

// The response is a field.
func (p *reply) deny() {
	p.w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

func replying(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		(&reply{w}).deny()
	}
}

// fail sends several statuses: it is mended once, under a check.
func fail(w http.ResponseWriter, status int) {
	http.Error(w, http.StatusText(status), status) // want `401 \[missing-challenge\]: .* from 2 places`
}

func list(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		fail(w, http.StatusUnauthorized)
		return
	}
	fail(w, http.StatusNotFound)
}

func item(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		fail(w, http.StatusUnauthorized)
	}
}

// The name of net/http is taken here.
func shadowed(w http.ResponseWriter, status int) {
	http := w
	http.WriteHeader(status) // want `401 \[missing-challenge\]: .* from 2 places`
}

func shadows(w http.ResponseWriter, r *http.Request) {
	if token(r) == "" {
		shadowed(w, 401)
		return
	}
	if !known(r) {
		shadowed(w, http.StatusUnauthorized)
		return
	}
	shadowed(w, http.StatusNoContent)
}

// A variable holds the status.
func variable(w http.ResponseWriter, r *http.Request) {
	status := http.StatusUnauthorized
	if known(r) {
		status = http.StatusNoContent
	}
	w.WriteHeader(status) // want `401 \[missing-challenge\]`
}

type answer struct {
	w      http.ResponseWriter
	status int
}

// In the branch of one status no check of it is needed.
func (a *answer) inClause() {
	switch a.status {
	case http.StatusUnauthorized:
		http.Error(a.w, "log in first", a.status) // want `401 \[missing-challenge\]: .* from 2 places`
	case http.StatusNotFound, http.StatusGone:
		a.w.WriteHeader(a.status)
	}
}

func underCheck(w http.ResponseWriter, status int) {
	if status == http.StatusUnauthorized {
		w.WriteHeader(status) // want `401 \[missing-challenge\]: .* from 2 places`
		return
	}
	w.WriteHeader(http.StatusTeapot)
}

func answers(w http.ResponseWriter, r *http.Request) {
	switch {
	case token(r) == "":
		underCheck(w, http.StatusUnauthorized)
	case !known(r):
		underCheck(w, http.StatusUnauthorized)
	default:
		underCheck(w, http.StatusNotFound)
	}
}

func answersToo(w http.ResponseWriter, r *http.Request) {
	switch {
	case token(r) == "":
		(&answer{w, http.StatusUnauthorized}).inClause()
	case !known(r):
		(&answer{w, http.StatusUnauthorized}).inClause()
	default:
		(&answer{w, http.StatusNotFound}).inClause()
	}
}

// A 407 needs another header.
func proxy(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Proxy-Authorization") == "" {
		http.Error(w, "log in at the proxy", http.StatusProxyAuthRequired) // want `407 \[missing-challenge\]`
	}
}
