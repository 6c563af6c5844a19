// Package configured gives the middleware a handler for failures.
package configured

import (
	"net/http"

	clerkhttp "github.com/clerk/clerk-sdk-go/v2/http"
)

func failed(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api", error="invalid_token"`)
	w.WriteHeader(http.StatusUnauthorized)
}

func Routes(next http.Handler) http.Handler {
	return clerkhttp.WithHeaderAuthorization(clerkhttp.AuthorizationFailureHandler(http.HandlerFunc(failed)))(next)
}
