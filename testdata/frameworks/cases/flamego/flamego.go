// Package flamego has a case for every way flamego can send 401: without a challenge, and with one.
package flamego

import (
	"net/http"

	"github.com/flamego/flamego"
)

func Redirect(c flamego.Context) {
	c.Redirect("denied", http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RedirectChallenged(c flamego.Context) {
	c.ResponseWriter().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.Redirect("denied", http.StatusUnauthorized)
}

func RenderJSON(r flamego.Render) {
	r.JSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderJSONChallenged(c flamego.Context, r flamego.Render) {
	c.ResponseWriter().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.JSON(http.StatusUnauthorized, nil)
}

func RenderXML(r flamego.Render) {
	r.XML(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderXMLChallenged(c flamego.Context, r flamego.Render) {
	c.ResponseWriter().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.XML(http.StatusUnauthorized, nil)
}

func RenderBinary(r flamego.Render) {
	r.Binary(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderBinaryChallenged(c flamego.Context, r flamego.Render) {
	c.ResponseWriter().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.Binary(http.StatusUnauthorized, nil)
}

func RenderPlainText(r flamego.Render) {
	r.PlainText(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func RenderPlainTextChallenged(c flamego.Context, r flamego.Render) {
	c.ResponseWriter().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.PlainText(http.StatusUnauthorized, "denied")
}

func ResponseWriterWriteHeader(w flamego.ResponseWriter) {
	w.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseWriterWriteHeaderChallenged(w flamego.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(http.StatusUnauthorized)
}

func returned() (int, string) {
	return http.StatusUnauthorized, "denied" // want `\[missing-challenge\]`
}

func returnedChallenged(c flamego.Context) (int, string) {
	c.ResponseWriter().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return http.StatusUnauthorized, "denied"
}

// notHandler is given to nobody: what it returns is a number.
func notHandler() (int, string) {
	return http.StatusUnauthorized, "denied"
}

func Routes(f *flamego.Flame) {
	f.Get("/a", returned)
	f.Get("/b", returnedChallenged)
	f.Get("/c", func() int {
		return http.StatusUnauthorized // want `\[missing-challenge\]`
	})
	notHandler()
}
