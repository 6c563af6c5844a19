package nofix

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
)

// What calls back signs what it sent: the field holds no token.
func signed(w http.ResponseWriter, r *http.Request, key []byte) {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(r.URL.Path))
	if hex.EncodeToString(mac.Sum(nil)) != r.Header.Get("Authorization") {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

func checkCSRF(r *http.Request) bool { return r.Header.Get("X-Form") != "" }

// No credentials mend a request that was forged.
func form(w http.ResponseWriter, r *http.Request) {
	if token(r) == "" {
		return
	}
	if !checkCSRF(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}
