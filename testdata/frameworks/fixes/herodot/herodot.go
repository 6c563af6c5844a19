// Package herodot answers with herodot.
package herodot

import (
	"net/http"

	"github.com/ory/herodot"
)

type handler struct{ w herodot.Writer }

func (h *handler) given(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		h.w.WriteError(w, r, herodot.ErrUnauthorized.WithReason("log in first"))
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// The error is chosen first and answered in one place.
func (h *handler) kept(w http.ResponseWriter, r *http.Request, status int) {
	var err error
	switch status {
	case http.StatusUnauthorized:
		err = herodot.ErrUnauthorized.WithReason("log in first")
	case http.StatusForbidden:
		err = herodot.ErrForbidden.WithReason("not yours")
	default:
		err = herodot.ErrInternalServerError
	}
	h.w.WriteError(w, r, err)
}
