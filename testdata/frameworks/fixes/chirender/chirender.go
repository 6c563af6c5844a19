// Package chirender answers with go-chi/render.
package chirender

import (
	"net/http"

	"github.com/go-chi/render"
)

func known(r *http.Request) bool { return r.Header.Get("Authorization") == "Bearer x" }

type failure struct {
	HTTPStatusCode int    `json:"-"`
	Message        string `json:"message"`
}

func (f *failure) Render(w http.ResponseWriter, r *http.Request) error {
	render.Status(r, f.HTTPStatusCode)
	return nil
}

func errUnauthorized() render.Renderer {
	return &failure{HTTPStatusCode: http.StatusUnauthorized, Message: "log in first"}
}

func rendered(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		render.Render(w, r, errUnauthorized())
		return
	}
	render.NoContent(w, r)
}

func status(w http.ResponseWriter, r *http.Request) {
	render.Status(r, http.StatusUnauthorized)
	render.JSON(w, r, "log in first")
}
