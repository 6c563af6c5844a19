// Package interop sends challenges that are right and keep clients out.
package interop

import "net/http"

func joined(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="x", Basic realm="y"`) // want `challenge \[interop-challenge\]: Basic behind Bearer in one line keeps out 9 of 17 clients tried, among them Java, Maven and Subversion: write Basic realm="y", Bearer realm="x" \(RFC 9110 §11\.6\.1\)`
	w.WriteHeader(http.StatusUnauthorized)
}

func negotiated(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Negotiate, Basic realm="y"`) // want `challenge \[interop-challenge\]: Basic behind Negotiate in one line keeps out 12 of 17 clients tried, among them curl and git: write Basic realm="y", Negotiate \(RFC 9110 §11\.6\.1\)`
	w.WriteHeader(http.StatusUnauthorized)
}

func charsetFirst(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Basic charset="UTF-8", realm="x"`) // want `challenge \[interop-challenge\]: a realm that is not the first parameter keeps out 3 of 17 clients tried: urllib, Mercurial and Subversion: write Basic realm="x", charset="UTF-8" \(RFC 9110 §11\.6\.1\)`
	w.WriteHeader(http.StatusUnauthorized)
}

func lower(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `basic realm="x"`) // want `challenge \[interop-challenge\]: a name of Basic in other letters keeps out 1 of 17 clients tried, needle, and npm takes it for another scheme: write Basic realm="x" \(RFC 9110 §11\.6\.1\)`
	w.WriteHeader(http.StatusUnauthorized)
}

// All clients read these.
func fine(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Basic realm="y", Bearer realm="x"`)
	w.WriteHeader(http.StatusUnauthorized)
}

func lines(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Basic realm="y", charset="UTF-8"`)
	w.Header().Add("WWW-Authenticate", `Bearer realm="x"`)
	w.WriteHeader(http.StatusUnauthorized)
}

// npm asks for a second factor by these.
func npm(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", "OTP")
	w.WriteHeader(http.StatusUnauthorized)
}
