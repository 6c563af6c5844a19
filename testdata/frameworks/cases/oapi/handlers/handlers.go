// Package handlers answers with the types of a generated strict server. From
// testdata/frameworks:
//
//	go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 --config oapi.yml notes.yaml
package handlers

import (
	"context"
	"net/http"

	"authstatus.test/frameworks/cases/oapi/notes"
)

type server struct{}

var _ notes.StrictServerInterface = server{}

type caller struct{}

// GetNote answers by type: each knows how to write itself.
func (server) GetNote(ctx context.Context, request notes.GetNoteRequestObject) (notes.GetNoteResponseObject, error) {
	switch ctx.Value(caller{}) {
	case "typed":
		return notes.GetNote401JSONResponse{Message: "log in first"}, nil // want `401 \[missing-challenge\]: notes.GetNote401JSONResponse{…} in server.GetNote sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15.5.2\)`
	case "helper":
		return known(ctx.Value("user") != nil) // want `\[missing-challenge\]`
	case "default":
		return notes.GetNotedefaultJSONResponse{StatusCode: http.StatusUnauthorized}, nil // want `\[missing-challenge\]`
	case "gone":
		return notes.GetNotedefaultJSONResponse{StatusCode: http.StatusGone}, nil
	case "right":
		return notes.GetNote403Response{}, nil
	}
	return notes.GetNote200JSONResponse{}, nil
}

// known is a helper: what it returns leaves where its caller returns it.
func known(user bool) (notes.GetNoteResponseObject, error) {
	if user {
		return notes.GetNote200JSONResponse{}, nil
	}
	return notes.GetNote401JSONResponse{Message: "log in first"}, nil
}

// DeleteNote has a type for 401 that brings the header along.
func (server) DeleteNote(ctx context.Context, request notes.DeleteNoteRequestObject) (notes.DeleteNoteResponseObject, error) {
	if ctx.Value(caller{}) == nil {
		return notes.DeleteNote401Response{Headers: notes.DeleteNote401ResponseHeaders{WWWAuthenticate: `Bearer realm="notes"`}}, nil
	}
	return notes.DeleteNote204Response{}, nil
}
