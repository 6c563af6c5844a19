package mixed

import "net/http"

// The other half of the package reads Basic credentials.
func (s *site) api(w http.ResponseWriter, r *http.Request) {
	user, pass, ok := r.BasicAuth()
	if !ok || s.sessions[user] != pass {
		w.Header().Set("WWW-Authenticate", `Basic realm="mail"`)
		http.Error(w, "log in first", http.StatusUnauthorized)
	}
}
