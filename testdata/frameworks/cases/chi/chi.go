// Package chi has a case for every way chi's render package can send 401:
// without a challenge, and with one.
package chi

import (
	"context"
	"net/http"

	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/render"
)

func JSON(w http.ResponseWriter, r *http.Request) {
	render.Status(r, http.StatusUnauthorized)
	render.JSON(w, r, "denied") // want `\[missing-challenge\]`
}

func JSONChallenged(w http.ResponseWriter, r *http.Request) {
	render.Status(r, http.StatusUnauthorized)
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	render.JSON(w, r, "denied")
}

func XML(w http.ResponseWriter, r *http.Request) {
	render.Status(r, http.StatusUnauthorized)
	render.XML(w, r, "denied") // want `\[missing-challenge\]`
}

func PlainText(w http.ResponseWriter, r *http.Request) {
	render.Status(r, http.StatusUnauthorized)
	render.PlainText(w, r, "denied") // want `\[missing-challenge\]`
}

func HTML(w http.ResponseWriter, r *http.Request) {
	render.Status(r, http.StatusUnauthorized)
	render.HTML(w, r, "denied") // want `\[missing-challenge\]`
}

func Data(w http.ResponseWriter, r *http.Request) {
	render.Status(r, http.StatusUnauthorized)
	render.Data(w, r, nil) // want `\[missing-challenge\]`
}

func Respond(w http.ResponseWriter, r *http.Request) {
	render.Status(r, http.StatusUnauthorized)
	render.Respond(w, r, "denied") // want `\[missing-challenge\]`
}

func DefaultResponder(w http.ResponseWriter, r *http.Request) {
	render.Status(r, http.StatusUnauthorized)
	render.DefaultResponder(w, r, "denied") // want `\[missing-challenge\]`
}

func ContextKey(w http.ResponseWriter, r *http.Request) {
	r = r.WithContext(context.WithValue(r.Context(), render.StatusCtxKey, http.StatusUnauthorized))
	render.JSON(w, r, "denied") // want `\[missing-challenge\]`
}

func ContextKeyChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r = r.WithContext(context.WithValue(r.Context(), render.StatusCtxKey, http.StatusUnauthorized))
	render.JSON(w, r, "denied")
}

// denied is a response that names its own status.
type denied struct{}

func (denied) Render(w http.ResponseWriter, r *http.Request) error {
	render.Status(r, http.StatusUnauthorized) // want `\[missing-challenge\]`
	return nil
}

func Render(w http.ResponseWriter, r *http.Request) {
	render.Render(w, r, denied{})
}

// challenged adds the header, too.
type challenged struct{}

func (challenged) Render(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	render.Status(r, http.StatusUnauthorized)
	return nil
}

func RenderChallenged(w http.ResponseWriter, r *http.Request) {
	render.Render(w, r, challenged{})
}

// A recorded status alone is a 200; NoContent and Write ignore it.
func Recorded(w http.ResponseWriter, r *http.Request) {
	render.Status(r, http.StatusUnauthorized)
}

func NoContent(w http.ResponseWriter, r *http.Request) {
	render.Status(r, http.StatusUnauthorized)
	render.NoContent(w, r)
}

func Write(w http.ResponseWriter, r *http.Request) {
	render.Status(r, http.StatusUnauthorized)
	w.Write([]byte("denied"))
}

func Wrapped(w http.ResponseWriter, r *http.Request) {
	ww := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
	ww.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func WrappedChallenged(w http.ResponseWriter, r *http.Request) {
	ww := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	ww.WriteHeader(http.StatusUnauthorized)
}
