package helpers

import "net/http"

// A helper is given a response twice: as itself and as its header map. Callers
// know that they are one.

// refuseBoth sets the challenge on the map: silent.
func refuseBoth(w http.ResponseWriter, h http.Header) {
	h.Set("WWW-Authenticate", `Bearer realm="twice"`)
	w.WriteHeader(http.StatusUnauthorized)
}

func getTwice(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		refuseBoth(w, w.Header())
	}
}

// putTwice gives it the map of the request.
func putTwice(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		refuseOne(w, r.Header)
	}
}

func refuseOne(w http.ResponseWriter, h http.Header) {
	h.Set("WWW-Authenticate", `Bearer realm="twice"`)
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in refuseOne sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// An exported helper may be given one response, or two: silent.

// RefuseAny refuses.
func RefuseAny(w http.ResponseWriter, h http.Header) {
	h.Set("WWW-Authenticate", `Bearer realm="twice"`)
	w.WriteHeader(http.StatusUnauthorized)
}

// An outcome that is kept in a variable tells as much as one that is asked for.

func kept(w http.ResponseWriter, r *http.Request) {
	bare := r.Header.Get("Authorization") == "" || r.TLS == nil
	if bare {
		w.Header().Set("WWW-Authenticate", `Bearer realm="kept"`)
	}
	plain := !bare
	if plain {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.WriteHeader(http.StatusUnauthorized)
}

func keptOther(w http.ResponseWriter, r *http.Request) {
	bare := r.Header.Get("Authorization") == "" || r.TLS == nil
	if bare {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in keptOther sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="kept"`)
	w.WriteHeader(http.StatusNoContent)
}
