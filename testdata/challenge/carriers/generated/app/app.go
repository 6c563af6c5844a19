// Package app answers with the types of a generated package: one type is 401
// for one operation only.
package app

import (
	"context"
	"errors"

	"authstatus.test/challenge/carriers/generated/api"
)

type shelf struct{ books map[string]*api.Book }

func (s shelf) Get(ctx context.Context, name string) (api.GetRes, error) {
	if ctx.Value("user") == nil {
		return &api.Problem{Text: "log in first"}, nil // want `401 \[missing-challenge\]: &api\.Problem{…} in shelf\.Get sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
	}
	if ctx.Value("user") == "guest" {
		return &api.Challenged{WWWAuthenticate: `Bearer realm="books"`}, nil
	}
	if b := s.books[name]; b != nil {
		return b, nil
	}
	return nil, errors.New("no such book")
}

func (s shelf) Put(ctx context.Context, name string) (api.PutRes, error) {
	if s.books[name] == nil {
		return &api.Problem{Text: "no such book"}, nil
	}
	return s.books[name], nil
}
