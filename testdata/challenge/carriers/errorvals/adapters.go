package errorvals

import "net/http"

// denial is an error whose maker sets the challenge and leaves the answer to
// the adapter: silent.
type denial struct{ status int }

func (d *denial) Error() string { return http.StatusText(d.status) }

func attemptDenial(h func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			if d, ok := err.(*denial); ok {
				w.WriteHeader(d.status)
				return
			}
			w.WriteHeader(http.StatusInternalServerError)
		}
	}
}

func seal(w http.ResponseWriter, r *http.Request) error {
	if !known(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="pantry"`)
		return &denial{http.StatusUnauthorized}
	}
	return nil
}

// AdapterRoutes registers the handlers.
func AdapterRoutes(mux *http.ServeMux) {
	mux.Handle("/seal", attemptDenial(seal))
}
