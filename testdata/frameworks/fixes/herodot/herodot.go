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
