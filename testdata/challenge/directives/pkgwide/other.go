package pkgwide

import "net/http"

// Nor in another file of the package.
func putFile(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		http.Error(w, "log in first", http.StatusUnauthorized)
	}
}

// Other rules go on.
func deleteFile(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[late-challenge\]: w\.WriteHeader in deleteFile sends the status before WWW-Authenticate is set on line 16, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
		w.Header().Set("WWW-Authenticate", `Bearer realm="files"`)
	}
}
