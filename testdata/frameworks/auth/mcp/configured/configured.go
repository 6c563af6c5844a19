// Package configured tells the middleware how to answer.
package configured

import (
	"net/http"

	"github.com/modelcontextprotocol/go-sdk/auth"
)

func New(verify auth.TokenVerifier) func(http.Handler) http.Handler {
	return auth.RequireBearerToken(verify, &auth.RequireBearerTokenOptions{ResourceMetadataURL: "https://example.com/meta"})
}

// With scopes it sends Bearer scope="…".
func Scoped(verify auth.TokenVerifier) func(http.Handler) http.Handler {
	return auth.RequireBearerToken(verify, &auth.RequireBearerTokenOptions{Scopes: []string{"read"}})
}
