// Package handlers answers with the types of a generated server. From
// testdata/frameworks:
//
//	go run github.com/ogen-go/ogen/cmd/ogen@v1.24.0 --config ogen.yml --target cases/ogen/notes --package notes --clean notes.yaml
package handlers

import (
	"context"
	"errors"
	"net/http"

	"authstatus.test/frameworks/cases/ogen/notes"
)

type server struct{ users map[string]string }

type caller struct{}

// GetNote answers by type: the encoder writes 401 for one, and the status that
// another holds.
func (s *server) GetNote(ctx context.Context) (notes.GetNoteRes, error) {
	switch ctx.Value(caller{}) {
	case "typed":
		return &notes.Error{Message: "log in first"}, nil // want `401 \[missing-challenge\]: &notes.Error{…} in \(\*server\).GetNote sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15.5.2\)`
	case "named":
		res := &notes.Error{}
		res.SetMessage("log in first")
		return res, nil // want `\[missing-challenge\]`
	case "helper":
		return s.known(ctx.Value("user") != nil), nil // want `\[missing-challenge\]`
	case "default":
		return nil, &notes.FailedStatusCode{StatusCode: http.StatusUnauthorized} // want `\[missing-challenge\]`
	case "gone":
		return nil, &notes.FailedStatusCode{StatusCode: http.StatusGone}
	case "right":
		return &notes.GetNoteForbidden{}, nil
	}
	return &notes.Note{Text: "milk"}, nil
}

func (s *server) known(user bool) notes.GetNoteRes {
	if user {
		return &notes.Note{}
	}
	return &notes.Error{Message: "log in first"}
}

// DeleteNote has a type for 401 that brings the header along.
func (s *server) DeleteNote(ctx context.Context) (notes.DeleteNoteRes, error) {
	if ctx.Value(caller{}) == nil {
		return &notes.DeleteNoteUnauthorized{WWWAuthenticate: `Bearer realm="notes"`}, nil
	}
	return &notes.DeleteNoteNoContent{}, nil
}

// NewError answers the errors of handlers.
func (s *server) NewError(ctx context.Context, err error) *notes.FailedStatusCode {
	if errors.Is(err, errLogin) {
		return &notes.FailedStatusCode{StatusCode: http.StatusUnauthorized} // want `\[missing-challenge\]`
	}
	return &notes.FailedStatusCode{StatusCode: http.StatusInternalServerError}
}

var errLogin = errors.New("log in first")

// HandleToken refuses a token; NewError answers it.
func (s *server) HandleToken(ctx context.Context, operation notes.OperationName, t notes.Token) (context.Context, error) {
	if s.users[t.Token] == "" {
		return ctx, errLogin
	}
	return context.WithValue(ctx, caller{}, s.users[t.Token]), nil
}

// Elsewhere the type says nothing.
func message(ctx context.Context) (any, error) {
	return &notes.Error{Message: "out of paper"}, nil
}

// Serve runs the server.
func Serve() error {
	s := &server{}
	h, err := notes.NewServer(s, s)
	if err != nil {
		return err
	}
	return http.ListenAndServe(":8080", h)
}
