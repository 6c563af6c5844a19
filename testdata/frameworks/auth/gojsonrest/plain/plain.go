// Package plain uses the middleware, which writes the realm without quotes.
package plain

import "github.com/ant0ine/go-json-rest/rest"

func API(known func(user, password string) bool) *rest.Api {
	api := rest.NewApi()
	api.Use(&rest.AuthBasicMiddleware{Realm: "shop", Authenticator: known}) // want `401 \[middleware-challenge\]: rest\.AuthBasicMiddleware answers 401 with a malformed challenge, Basic realm=… without quotes`
	return api
}

func Types(x any) bool {
	_, ok := x.(*rest.AuthBasicMiddleware)
	return ok
}
