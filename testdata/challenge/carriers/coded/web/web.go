// Package web writes the status that a value answers with.
package web

import (
	"context"
	"net/http"
)

type Encoder interface{ Encode() ([]byte, error) }
type HandlerFunc func(ctx context.Context, r *http.Request) Encoder
type MidFunc func(HandlerFunc) HandlerFunc

func Respond(w http.ResponseWriter, resp Encoder) {
	status := http.StatusOK
	switch v := resp.(type) {
	case interface{ HTTPStatus() int }:
		status = v.HTTPStatus()
	case error:
		status = 500
	}
	w.WriteHeader(status)
	b, _ := resp.Encode()
	w.Write(b)
}

func Handle(mux *http.ServeMux, h HandlerFunc) {
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { Respond(w, h(r.Context(), r)) })
}
