// Package registry is one of containers: the realm of its challenges is the
// address of a token service, which no fix can make up.
package registry

import (
	"net/http"
	"strings"
)

const authRealm = "registry"

func sent(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ")
}

func base(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Docker-Distribution-Api-Version", "registry/2.0")
	if !sent(r) {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in base sends no WWW-Authenticate: set a challenge before it whose realm is the address of the token service \(RFC 9110 §15\.5\.2\)`
	}
}

func manifest(w http.ResponseWriter, r *http.Request) {
	if !sent(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="registry",service="registry"`) // want `401 \[weak-challenge\]: a container registry's realm is the address of its token service, and realm="registry" is none, so no client gets in`
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

func blob(w http.ResponseWriter, r *http.Request) {
	if !sent(r) {
		w.Header().Set("WWW-Authenticate", "Bearer") // want `challenge \[invalid-challenge\]: Bearer needs at least one parameter, such as realm \(RFC 6750 §3; keeps out all 5 clients of container registries\)`
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

// What the address is, is known only at run time.
func tags(w http.ResponseWriter, r *http.Request, realm string) {
	if !sent(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="`+realm+`",service="registry"`)
		http.Error(w, "no", http.StatusUnauthorized)
	}
}
