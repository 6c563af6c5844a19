// Package plain protects its metrics as kubebuilder writes it.
package plain

import (
	"sigs.k8s.io/controller-runtime/pkg/metrics/filters"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
)

func Metrics(secure bool) server.Options {
	options := server.Options{BindAddress: ":8443", SecureServing: secure}
	if secure {
		options.FilterProvider = filters.WithAuthenticationAndAuthorization // want `401 \[middleware-challenge\]: filters\.WithAuthenticationAndAuthorization answers 401 without WWW-Authenticate`
	}
	return options
}
