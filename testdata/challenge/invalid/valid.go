package invalid

import (
	"fmt"
	"net/http"
	"strconv"
)

// Each of these is a challenge that clients can read.
func wellFormed(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	switch r.URL.Query().Get("scheme") {
	case "basic":
		h.Set("WWW-Authenticate", `Basic realm="api", charset="UTF-8"`)
	case "lower":
		h.Set("WWW-Authenticate", `basic REALM="api"`)
	case "escaped":
		h.Set("WWW-Authenticate", `Basic realm="the \"inner\" ring"`)
	case "bearer":
		h.Set("WWW-Authenticate", memberScheme)
	case "rejected":
		h.Set("WWW-Authenticate", `Bearer error="invalid_token", error_description="the token expired"`)
	case "resource":
		h.Set("WWW-Authenticate", `Bearer resource_metadata="https://api.example.com/.well-known/oauth-protected-resource"`)
	case "dpop":
		h.Set("WWW-Authenticate", `DPoP realm="api", error="use_dpop_nonce", algs="ES256 PS256"`)
	case "digest":
		h.Set("WWW-Authenticate", `Digest realm="api", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"`)
	case "negotiate":
		h.Set("WWW-Authenticate", "Negotiate")
	case "list":
		h.Set("WWW-Authenticate", `Bearer realm="api", Basic realm="api"`)
	case "lines":
		h.Add("WWW-Authenticate", "Negotiate")
		h.Add("WWW-Authenticate", `Basic realm="api"`)
	default:
		h.Set("WWW-Authenticate", `xBasic realm="api"`)
	}
	w.WriteHeader(http.StatusUnauthorized)
}

// A scheme that nobody registered passes, well formed.
func privateScheme(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `ApiKey realm="api", header="X-Api-Key"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// %q quotes.
func quotedFormat(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("Bearer realm=%q, error=%q", r.Host, "invalid_token")) // want `401 \[weak-challenge\]: no Authorization header was sent \(anonymous, line 52\), and the challenge has error="invalid_token", which speaks of a token that was sent \(RFC 6750 §3\.1\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// So do quotes around %s; that a host could hold a quote is not known: silent.
func quotesInFormat(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Basic realm="%s"`, r.Host))
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The scheme is not known, so neither is what it asks for: silent.
func unknownScheme(scheme string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("%s realm=%q", scheme, r.Host))
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The realm may come with its quotes: silent.
func quotedElsewhere(realm string) http.HandlerFunc {
	quoted := strconv.Quote(realm)
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", "Basic realm="+quoted)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The same in a format: silent.
func quotedElsewhereFormat(realm string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("Basic realm=%s", realm))
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The rest of a concatenation may hold anything: silent.
func openEnd(params string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", "Bearer "+params)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Another header may hold what it likes.
func otherHeader(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Auth-Hint", "Basic realm=Restricted")
	w.WriteHeader(http.StatusNoContent)
}

// What a client reads is not what a server sends.
func challenged(resp *http.Response) bool {
	return resp.Header.Get("WWW-Authenticate") == "Basic realm=Restricted"
}

// The empty value is only a start, and never sent: silent.
func startValue(w http.ResponseWriter, r *http.Request) {
	value := ""
	if anonymous(r) {
		value = memberScheme
	}
	if value == "" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("WWW-Authenticate", value)
	w.WriteHeader(http.StatusUnauthorized)
}
