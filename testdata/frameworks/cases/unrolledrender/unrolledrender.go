// Package unrolledrender has a case for every way unrolled/render can send 401: without a challenge, and with one.
package unrolledrender

import (
	"net/http"

	"github.com/unrolled/render"
)

func RenderJSON(r *render.Render, w http.ResponseWriter) {
	r.JSON(w, http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderJSONChallenged(r *render.Render, w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.JSON(w, http.StatusUnauthorized, nil)
}

func RenderJSONP(r *render.Render, w http.ResponseWriter) {
	r.JSONP(w, http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func RenderJSONPChallenged(r *render.Render, w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.JSONP(w, http.StatusUnauthorized, "denied", nil)
}

func RenderXML(r *render.Render, w http.ResponseWriter) {
	r.XML(w, http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderXMLChallenged(r *render.Render, w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.XML(w, http.StatusUnauthorized, nil)
}

func RenderText(r *render.Render, w http.ResponseWriter) {
	r.Text(w, http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func RenderTextChallenged(r *render.Render, w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.Text(w, http.StatusUnauthorized, "denied")
}

func RenderData(r *render.Render, w http.ResponseWriter) {
	r.Data(w, http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderDataChallenged(r *render.Render, w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.Data(w, http.StatusUnauthorized, nil)
}

func RenderHTML(r *render.Render, w http.ResponseWriter) {
	r.HTML(w, http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func RenderHTMLChallenged(r *render.Render, w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.HTML(w, http.StatusUnauthorized, "denied", nil)
}
