// Package handlers answers with generated response types.
package handlers

import (
	"context"
	"net/http"

	"authstatus.test/frameworks/cases/oapi/api"
)

type server struct{}

func (server) GetB(ctx context.Context, request api.GetBRequestObject) (api.GetBResponseObject, error) {
	switch ctx.Value("case") {
	case "json":
		return api.GetB401JSONResponse{Message: "denied"}, nil // want `\[missing-challenge\]`
	case "empty":
		return api.GetB401Response{}, nil // want `\[missing-challenge\]`
	case "header":
		return api.GetC401JSONResponse{Headers: api.GetC401ResponseHeaders{WWWAuthenticate: `Bearer realm="api"`}}, nil
	case "default":
		return api.GetBdefaultJSONResponse{StatusCode: http.StatusUnauthorized}, nil // want `\[missing-challenge\]`
	case "other":
		return api.GetBdefaultJSONResponse{StatusCode: http.StatusNotFound}, nil
	}
	return api.GetB200JSONResponse{}, nil
}

// both is a helper: what it returns leaves where its caller returns it.
func both(known bool) (api.GetBResponseObject, error) {
	if known {
		return api.GetB200JSONResponse{}, nil
	}
	return api.GetB401Response{}, nil
}

func (server) GetC(ctx context.Context, request api.GetBRequestObject) (api.GetBResponseObject, error) {
	return both(ctx.Value("known") != nil) // want `\[missing-challenge\]`
}
