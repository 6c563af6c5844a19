// Package around wraps the filter in one that adds the challenge.
package around

import (
	"net/http"

	"sigs.k8s.io/controller-runtime/pkg/metrics/filters"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
)

func provider(config *server.Config, client *http.Client) (server.Filter, error) {
	filter, err := filters.WithAuthenticationAndAuthorization(config, client)
	if err != nil {
		return nil, err
	}
	return func(log server.Logger, next http.Handler) (http.Handler, error) {
		inner, err := filter(log, next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="metrics"`)
			inner.ServeHTTP(w, r)
		}), err
	}, nil
}

func Metrics() server.Options { return server.Options{FilterProvider: provider} }
