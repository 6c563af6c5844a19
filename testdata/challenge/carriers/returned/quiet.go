package returned

import (
	"log"
	"net/http"
)

// verdict returns a status that nobody sends.
func verdict(r *http.Request) int {
	if !known(r) {
		return http.StatusUnauthorized
	}
	return http.StatusOK
}

// The result is dropped.
func getShed(w http.ResponseWriter, r *http.Request) {
	verdict(r)
	w.WriteHeader(http.StatusOK)
}

// The result is only logged.
func putShed(w http.ResponseWriter, r *http.Request) {
	log.Printf("%s: %d", r.URL.Path, verdict(r))
	w.WriteHeader(http.StatusOK)
}

// The result decides, and is not sent.
func sellShed(w http.ResponseWriter, r *http.Request) {
	if verdict(r) >= 400 {
		http.Redirect(w, r, "/login", http.StatusFound)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// audit returns a status that its adapter puts into the body only.
type audit func(r *http.Request, strict bool) int

func (a audit) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	writeCode(w, a(r, true))
}

func writeCode(w http.ResponseWriter, code int) {
	w.WriteHeader(http.StatusOK)
	w.Write([]byte(http.StatusText(code)))
}

func auditShed(r *http.Request, strict bool) int {
	if strict && !known(r) {
		return http.StatusUnauthorized
	}
	return http.StatusOK
}

// probe returns a status; the adapter sends it with a challenge.
type probe func(r *http.Request, deep, wide bool) int

func (p probe) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	status := p(r, true, false)
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="sheds"`)
	}
	w.WriteHeader(status)
}

func probeShed(r *http.Request, deep, wide bool) int {
	if !known(r) {
		return http.StatusUnauthorized
	}
	return http.StatusOK
}

// tap returns a status; the adapter sends another in its place.
type tap func(r *http.Request, drops int) int

func (t tap) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	status := t(r, 3)
	if status == http.StatusUnauthorized {
		status = http.StatusNotFound
	}
	w.WriteHeader(status)
}

func openTap(r *http.Request, drops int) int {
	if !known(r) {
		return http.StatusUnauthorized
	}
	return http.StatusOK
}

// QuietRoutes registers the handlers.
func QuietRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /shed", getShed)
	mux.HandleFunc("PUT /shed", putShed)
	mux.HandleFunc("POST /shed", sellShed)
	mux.Handle("/audit", audit(auditShed))
	mux.Handle("/probe", probe(probeShed))
	mux.Handle("/tap", tap(openTap))
}
