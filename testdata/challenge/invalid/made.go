package invalid

import (
	"fmt"
	"net/http"
)

// A function makes the text that is set elsewhere.

type maker struct{ uri, metadata string }

func (m maker) text() string {
	return fmt.Sprintf(`Bearer authorization_uri="%s" resource_metadata="%s"`, m.uri, m.metadata) // want `challenge \[invalid-challenge\]: a comma is missing before resource_metadata: write Bearer authorization_uri="%s", resource_metadata="%s" \(RFC 9110 §11\.2; by the RFC only: curl, git, wget, urllib and Java read it\)`
}

func (m maker) refuse(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", m.text())
	w.WriteHeader(http.StatusUnauthorized)
}

func plainText() string { return "Basic realm=made" } // want `challenge \[invalid-challenge\]: realm must be a quoted-string: write Basic realm="made" \(RFC 9110 §11\.5; by the RFC only: 17 clients tried read it\)`

func refusePlain(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", plainText())
	w.WriteHeader(http.StatusUnauthorized)
}

func (m maker) good() string {
	return fmt.Sprintf(`Bearer authorization_uri="%s", resource_metadata="%s"`, m.uri, m.metadata)
}

func (m maker) refuseWell(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", m.good())
	w.WriteHeader(http.StatusUnauthorized)
}

// What is sent to others is no challenge.
func sentText(token string) string { return "Basic realm=" + token }

func send(r *http.Request) { r.Header.Set("Authorization", sentText("x")) }
