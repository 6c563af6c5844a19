package handlers

import (
	"context"

	"authstatus.test/frameworks/cases/oapi/notes"
)

type user struct{ Role string }

type userKey struct{}

func current(ctx context.Context) *user {
	u, _ := ctx.Value(userKey{}).(*user)
	return u
}

type rights struct{}

// GetNote answers a known caller who lacks a role as one who is not known.
func (rights) GetNote(ctx context.Context, request notes.GetNoteRequestObject) (notes.GetNoteResponseObject, error) {
	u := current(ctx)
	if u == nil {
		return notes.GetNote401JSONResponse{Message: "log in first"}, nil // want `401 \[missing-challenge\]: notes.GetNote401JSONResponse{…} in rights.GetNote sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15.5.2\)`
	}
	if u.Role != "admin" {
		return notes.GetNote401JSONResponse{Message: "admins only"}, nil // want `401 \[want-403\]: the caller is known and lacks a role \(u.Role != "admin", line 26\): respond 403 \(RFC 9110 §15.5.4\)`
	}
	return notes.GetNote200JSONResponse{}, nil
}

type granted struct{}

// GetNote tells them apart.
func (granted) GetNote(ctx context.Context, request notes.GetNoteRequestObject) (notes.GetNoteResponseObject, error) {
	u := current(ctx)
	if u != nil && u.Role != "admin" {
		return notes.GetNote403Response{}, nil
	}
	return notes.GetNote200JSONResponse{}, nil
}
