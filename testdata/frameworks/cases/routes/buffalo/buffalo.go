// Package buffalo wires handlers with Buffalo.
package buffalo

import (
	"net/http"

	"github.com/gobuffalo/buffalo"
)

func challenge(next buffalo.Handler) buffalo.Handler {
	return func(c buffalo.Context) error {
		c.Response().Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		return next(c)
	}
}

func App() *buffalo.App {
	app := buffalo.New(buffalo.Options{})
	app.GET("/open", open)
	g := app.Group("/group")
	g.Use(challenge)
	g.GET("/in", in)
	app.POST("/wrapped", challenge(wrapped))
	return app
}

// Skipped takes it off again: nobody can tell.
func Skipped() *buffalo.App {
	app := buffalo.New(buffalo.Options{})
	app.Use(challenge)
	app.Middleware.Skip(challenge, skipped)
	app.GET("/skipped", skipped)
	return app
}

func open(c buffalo.Context) error {
	c.Response().WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c.Response\(\).WriteHeader in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
	return nil
}

func in(c buffalo.Context) error {
	c.Response().WriteHeader(http.StatusUnauthorized)
	return nil
}

func wrapped(c buffalo.Context) error {
	c.Response().WriteHeader(http.StatusUnauthorized)
	return nil
}

func skipped(c buffalo.Context) error {
	c.Response().WriteHeader(http.StatusUnauthorized)
	return nil
}
