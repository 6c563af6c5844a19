package invalid

import "net/http"

// npm asks for a one-time password, and names an address, by schemes of its own.
func oneTimePassword(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", "OTP")
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if r.Header.Get("X-Forwarded-For") != "" {
		w.Header().Set("WWW-Authenticate", "ipaddress")
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="npm", OTP`)
	w.WriteHeader(http.StatusUnauthorized)
}
