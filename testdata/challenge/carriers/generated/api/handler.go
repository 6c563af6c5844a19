package api

import "context"

// Closed is a handler beside the generated code.
type Closed struct{}

func (Closed) Get(ctx context.Context, name string) (GetRes, error) {
	return &Problem{Text: "log in first"}, nil // want `\[missing-challenge\]`
}

func (Closed) Put(ctx context.Context, name string) (PutRes, error) {
	return &Problem{Text: "no such book"}, nil
}
