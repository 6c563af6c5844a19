// Package feed fetches feeds; its errors know the status to answer with.
package feed

import (
	"context"
	"net/http"
)

type refusal struct {
	n    int
	text string
}

func (r *refusal) Error() string   { return r.text }
func (r *refusal) StatusCode() int { return r.n }

// Source is a feed behind a login.
type Source struct{ Key string }

// Entries fails where there is no key: only this one refuses.
func (s Source) Entries(ctx context.Context, max int) ([]string, error) {
	if s.Key == "" {
		return nil, s.refuse("no key")
	}
	return nil, ctx.Err()
}

func (Source) refuse(text string) error { return &refusal{http.StatusUnauthorized, text} }

// Rename finds that another has the name.
func (Source) Rename(ctx context.Context, name string) error {
	return &refusal{http.StatusConflict, "taken: " + name}
}

// Drop finds that others read it.
func (Source) Drop(ctx context.Context, name string) error {
	return &refusal{http.StatusConflict, "read: " + name}
}

// Old is another one.
type Old struct{}

// Drop is given another kind of argument.
func (Old) Drop(ctx context.Context, n int) error {
	return &refusal{http.StatusUnauthorized, "sign in"}
}
