package nethttp

import "net/http"

// asksProxy sets the challenge of a proxy, asksOrigin that of an origin: each does
// for its own status only.
func asksProxy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Proxy-Authenticate", `Basic realm="proxy"`)
		next.ServeHTTP(w, r)
	})
}

func asksOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Basic realm="proxy"`)
		next.ServeHTTP(w, r)
	})
}

func Proxies(mux *http.ServeMux) {
	mux.Handle("/covered", asksProxy(http.HandlerFunc(covered407)))
	mux.Handle("/crossed", asksOrigin(http.HandlerFunc(crossed407)))
	mux.Handle("/crossed401", asksProxy(http.HandlerFunc(crossed401)))
	mux.Handle("/once", asksProxy(http.HandlerFunc(half407)))
	mux.Handle("/again", asksOrigin(http.HandlerFunc(half407)))
}

func covered407(w http.ResponseWriter, r *http.Request) { w.WriteHeader(407) }

func crossed407(w http.ResponseWriter, r *http.Request) { w.WriteHeader(407) } // want `407 \[missing-challenge\]: w\.WriteHeader in crossed407 sends no Proxy-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.8\)`

func crossed401(w http.ResponseWriter, r *http.Request) { w.WriteHeader(401) } // want `401 \[missing-challenge\]: w\.WriteHeader in crossed401 sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`

func half407(w http.ResponseWriter, r *http.Request) { w.WriteHeader(407) } // want `407 \[missing-challenge\]: w\.WriteHeader in half407 sends no Proxy-Authenticate on the way from /again: set a challenge there too \(RFC 9110 §15\.5\.8\)`
