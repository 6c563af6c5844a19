// Package server is written by hand: the declarations of controller-runtime
// v0.25.2 that the table of middlewares needs, without their bodies' work. The
// real one has half of Kubernetes compiled.
package server

import "net/http"

// Config and Logger stand for those of client-go and logr.
type (
	Config struct{ Host string }
	Logger struct{}
)

type Filter func(log Logger, handler http.Handler) (http.Handler, error)

type Options struct {
	BindAddress    string
	SecureServing  bool
	FilterProvider func(c *Config, httpClient *http.Client) (Filter, error)
}
