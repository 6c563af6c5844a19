package returned

import "net/http"

// Handlers that are given the writer and return their status all the same.

// statusHandler returns its status; 0 says that it has answered.
type statusHandler func(w http.ResponseWriter, r *http.Request) int

// ServeHTTP is the adapter: neither handler sets a challenge.
func (h statusHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if status := h(w, r); status != 0 {
		w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in statusHandler\.ServeHTTP sends no WWW-Authenticate, from 2 places \(lines 19, 28\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
	}
}

func openRoom(w http.ResponseWriter, r *http.Request) int {
	if !known(r) {
		return http.StatusUnauthorized
	}
	w.Write([]byte("room"))
	return 0
}

func closeRoom(w http.ResponseWriter, r *http.Request) int {
	switch {
	case !known(r):
		return 401
	case r.ContentLength == 0:
		return http.StatusBadRequest
	}
	return http.StatusNoContent
}

// pageHandler returns a tuple, and the adapter is a closure.
type pageHandler func(w http.ResponseWriter, r *http.Request) (int, error)

func serveWriter(h pageHandler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if status, err := h(w, r); err != nil {
			http.Error(w, err.Error(), status) // want `401 \[missing-challenge\]: http\.Error in serveWriter sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		}
	}
}

func openPage(w http.ResponseWriter, r *http.Request) (int, error) {
	if !known(r) {
		return http.StatusUnauthorized, errNoLogin
	}
	w.Write([]byte("page"))
	return 0, nil
}

// WriterRoutes registers the handlers.
func WriterRoutes(mux *http.ServeMux) {
	mux.Handle("POST /open", statusHandler(openRoom))
	mux.Handle("POST /close", statusHandler(closeRoom))
	mux.HandleFunc("GET /page", serveWriter(openPage))
}
