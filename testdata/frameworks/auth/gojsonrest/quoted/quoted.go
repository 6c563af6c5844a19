// Package quoted writes the quotes itself.
package quoted

import "github.com/ant0ine/go-json-rest/rest"

func API(known func(user, password string) bool) *rest.Api {
	api := rest.NewApi()
	api.Use(&rest.AuthBasicMiddleware{Realm: `"shop"`, Authenticator: known})
	return api
}
