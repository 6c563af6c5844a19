// Package humaplain makes the errors of its server itself, without a challenge.
package humaplain

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

type problem struct {
	Status int
	Detail string
}

func (p *problem) Error() string  { return p.Detail }
func (p *problem) GetStatus() int { return p.Status }

func Setup() {
	huma.NewError = func(status int, message string, _ ...error) huma.StatusError {
		return &problem{Status: status, Detail: message}
	}
	huma.NewErrorWithContext = func(_ huma.Context, status int, message string, _ ...error) huma.StatusError {
		return &problem{Status: status, Detail: message}
	}
}

func Refuse(api huma.API, c huma.Context) {
	huma.WriteErr(api, c, http.StatusUnauthorized, "log in") // want `401 \[missing-challenge\]: huma.WriteErr in Refuse sends no WWW-Authenticate`
}

type none struct{}

func Denied(context.Context, *none) (*none, error) {
	return nil, huma.Error401Unauthorized("no") // want `401 \[missing-challenge\]: huma.Error401Unauthorized in Denied sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15.5.2\)`
}

// A challenge that the package sets elsewhere is none of these errors'.
func Feed(w http.ResponseWriter, r *http.Request) {
	if _, _, ok := r.BasicAuth(); !ok {
		w.Header().Set("WWW-Authenticate", `Basic realm="feed"`)
		http.Error(w, "log in", http.StatusUnauthorized)
	}
}
