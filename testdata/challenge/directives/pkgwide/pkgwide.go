// Package pkgwide is behind a gateway that adds the header to every 401.
//
//authstatus:ignore missing-challenge the gateway adds the header
package pkgwide

import "net/http"

// Nothing is reported here.
func getFile(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.WriteHeader(http.StatusUnauthorized)
	}
}
