// Package weak has Bearer challenges whose error is left out, or stands where
// none belongs.
package weak

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
)

func verifyToken(raw string) (string, error) {
	if raw != "secret" {
		return "", errors.New("invalid token")
	}
	return "ann", nil
}

func bearer(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

func rejected(w http.ResponseWriter, r *http.Request) {
	if _, err := verifyToken(bearer(r)); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="weak"`)
		http.Error(w, "bad token", http.StatusUnauthorized)
	}
}

func absent(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="weak", error="invalid_token", error_description="no token"`)
		http.Error(w, "no token", http.StatusUnauthorized)
	}
}

// In a format the rest stays.
func absentIn(w http.ResponseWriter, r *http.Request, realm string) {
	if r.Header.Get("Authorization") == "" {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm=%q, error="missing_token", scope="read"`, realm))
		http.Error(w, "no token", http.StatusUnauthorized)
	}
}

func rejectedIn(w http.ResponseWriter, r *http.Request, realm string) {
	if _, err := verifyToken(bearer(r)); err != nil {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm="%s"`, realm))
		http.Error(w, "bad token", http.StatusUnauthorized)
	}
}
