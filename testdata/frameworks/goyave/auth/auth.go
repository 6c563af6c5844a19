// Package auth is written by hand: as much of goyave's authenticators as the
// cases use.
package auth

// JWTAuthenticator stands for the real type.
type JWTAuthenticator[T any] struct{}

// Scheme names what the middleware challenges with, before it calls
// OnUnauthorized.
func (a *JWTAuthenticator[T]) Scheme() string { return "Bearer" }
