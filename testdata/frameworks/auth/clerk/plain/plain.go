// Package plain uses the middlewares with their default error handling.
package plain

import (
	"net/http"

	clerkhttp "github.com/clerk/clerk-sdk-go/v2/http"
)

func Routes(next http.Handler) []http.Handler {
	return []http.Handler{
		clerkhttp.WithHeaderAuthorization()(next),                                            // want `\[middleware-challenge\]`
		clerkhttp.RequireHeaderAuthorization(clerkhttp.AuthorizedPartyMatches("shop"))(next), // want `\[middleware-challenge\]`
	}
}
