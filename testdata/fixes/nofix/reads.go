package nofix

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
)

// What calls back signs what it sent: the field holds no token.
func signed(w http.ResponseWriter, r *http.Request, key []byte) {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(r.URL.Path))
	if hex.EncodeToString(mac.Sum(nil)) != r.Header.Get("Authorization") {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

const secretScheme, field = "Node-Secret", "Authorization"

// A scheme of one's own, whose name is tested without the space behind it.
func nodes(w http.ResponseWriter, r *http.Request, secret string) {
	h := strings.TrimSpace(r.Header.Get(field))
	if !strings.HasPrefix(h, secretScheme) || strings.TrimPrefix(h, secretScheme) != secret {
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

// Nor one whose sender may be no human.
func register(w http.ResponseWriter, r *http.Request) {
	if token(r) == "" {
		return
	}
	ok, err := checkCaptcha(r.FormValue("answer"))
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if !ok {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

var errCaptcha = errors.New("try again")

func checkCaptcha(answer string) (bool, error) {
	if answer == "" {
		return false, errCaptcha
	}
	return answer == "7", nil
}

func again(w http.ResponseWriter, r *http.Request) {
	if token(r) == "" {
		return
	}
	_, err := checkCaptcha(r.FormValue("answer"))
	switch err {
	case errCaptcha:
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	case nil:
		w.WriteHeader(http.StatusNoContent)
	}
}
