package invalid

import (
	"fmt"
	"net/http"
)

// Metadata is found by an address.
func metadata(w http.ResponseWriter, r *http.Request, host string) {
	switch {
	case anonymous(r):
		w.Header().Set("WWW-Authenticate", `Bearer resource_metadata="/.well-known/oauth-protected-resource"`) // want `challenge \[invalid-challenge\]: resource_metadata must be a whole URL \(RFC 9728 §5\.1; by the RFC; not tried with clients\)`
		w.WriteHeader(http.StatusUnauthorized)
	case host == "":
		w.Header().Set("WWW-Authenticate", "Bearer resource_metadata=https://"+host+"/.well-known/oauth-protected-resource") // want `challenge \[invalid-challenge\]: the value of resource_metadata must be a quoted-string, since it is not a token \(RFC 9110 §11\.2; by the RFC; not tried with clients\)`
		w.WriteHeader(http.StatusUnauthorized)
	default:
		w.Header().Set("WWW-Authenticate", `Bearer resource_metadata="https://`+host+`/.well-known/oauth-protected-resource"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Two values that are put together, and no comma between them.
func twoHoles(w http.ResponseWriter, r *http.Request, realm, scope string) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="`+realm+`" scope="`+scope+`"`) // want `challenge \[invalid-challenge\]: a comma is missing before scope \(RFC 9110 §11\.2; by the RFC only: curl, git, wget, urllib and Java read it\)`
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm="%s",service="%s" scope="%s"`, realm, r.Host, scope)) // want `challenge \[invalid-challenge\]: a comma is missing before scope: write Bearer realm="%s", service="%s", scope="%s" \(RFC 9110 §11\.2; by the RFC only: curl, git, wget, urllib and Java read it\)`
	w.WriteHeader(http.StatusUnauthorized)
}

// The error belongs with another status, whatever the realm is.
func errorWith401(w http.ResponseWriter, r *http.Request, realm string) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm="%s", error="insufficient_scope"`, realm)) // want `challenge \[invalid-challenge\]: error="insufficient_scope" belongs with status 403, not 401 \(RFC 6750 §3\.1; by the RFC; not tried with clients\)`
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// What %q quotes is known where its argument is.
func quotedError(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm=%q, error=%q`, r.Host, "insufficient_scope")) // want `challenge \[invalid-challenge\]: error="insufficient_scope" belongs with status 403, not 401 \(RFC 6750 §3\.1; by the RFC; not tried with clients\)`
	w.WriteHeader(http.StatusUnauthorized)
}

func errorWith403(w http.ResponseWriter, r *http.Request, realm string) {
	if anonymous(r) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm="%s", error="insufficient_scope"`, realm)+"")
		w.WriteHeader(http.StatusForbidden)
	}
}
