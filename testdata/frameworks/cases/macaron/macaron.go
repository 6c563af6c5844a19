// Package macaron has a case for every way macaron can send 401: without a challenge, and with one.
package macaron

import (
	"net/http"

	macaron "gopkg.in/macaron.v1"
)

func HTML(c *macaron.Context) {
	c.HTML(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func HTMLChallenged(c *macaron.Context) {
	c.Resp.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.HTML(http.StatusUnauthorized, "denied")
}

func HTMLSet(c *macaron.Context) {
	c.HTMLSet(http.StatusUnauthorized, "denied", "denied") // want `\[missing-challenge\]`
}

func HTMLSetChallenged(c *macaron.Context) {
	c.Resp.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.HTMLSet(http.StatusUnauthorized, "denied", "denied")
}

func Redirect(c *macaron.Context) {
	c.Redirect("denied", http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RedirectChallenged(c *macaron.Context) {
	c.Resp.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.Redirect("denied", http.StatusUnauthorized)
}

func RenderJSON(r macaron.Render) {
	r.JSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderJSONChallenged(r macaron.Render) {
	r.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.JSON(http.StatusUnauthorized, nil)
}

func RenderXML(r macaron.Render) {
	r.XML(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderXMLChallenged(r macaron.Render) {
	r.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.XML(http.StatusUnauthorized, nil)
}

func RenderRawData(r macaron.Render) {
	r.RawData(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderRawDataChallenged(r macaron.Render) {
	r.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.RawData(http.StatusUnauthorized, nil)
}

func RenderPlainText(r macaron.Render) {
	r.PlainText(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderPlainTextChallenged(r macaron.Render) {
	r.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.PlainText(http.StatusUnauthorized, nil)
}

func RenderHTML(r macaron.Render) {
	r.HTML(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func RenderHTMLChallenged(r macaron.Render) {
	r.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.HTML(http.StatusUnauthorized, "denied", nil)
}

func RenderHTMLSet(r macaron.Render) {
	r.HTMLSet(http.StatusUnauthorized, "denied", "denied", nil) // want `\[missing-challenge\]`
}

func RenderHTMLSetChallenged(r macaron.Render) {
	r.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.HTMLSet(http.StatusUnauthorized, "denied", "denied", nil)
}

func RenderError(r macaron.Render) {
	r.Error(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RenderErrorChallenged(r macaron.Render) {
	r.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.Error(http.StatusUnauthorized)
}

func RenderStatus(r macaron.Render) {
	r.Status(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RenderStatusChallenged(r macaron.Render) {
	r.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	r.Status(http.StatusUnauthorized)
}

func ResponseWriterWriteHeader(w macaron.ResponseWriter) {
	w.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseWriterWriteHeaderChallenged(w macaron.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(http.StatusUnauthorized)
}

func returned() (int, string) {
	return http.StatusUnauthorized, "denied" // want `\[missing-challenge\]`
}

func returnedChallenged(c *macaron.Context) (int, string) {
	c.Resp.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return http.StatusUnauthorized, "denied"
}

func Routes(m *macaron.Macaron) {
	m.Get("/a", returned)
	m.Get("/b", returnedChallenged)
	m.Post("/c", func() int {
		return http.StatusUnauthorized // want `\[missing-challenge\]`
	})
}
