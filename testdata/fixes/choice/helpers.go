package choice

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/golang-jwt/jwt/v5"
)

const (
	msgForbidden    = "forbidden"
	msgUnauthorized = "unauthorized"
)

type problem struct {
	Code int    `json:"code"`
	Text string `json:"text"`
}

func fail(w http.ResponseWriter, status int, text string, err error) {
	http.Error(w, text+": "+err.Error(), status)
}

// forbidden sends a 403 and nothing else: a 401 is written out.
func forbidden(w http.ResponseWriter, err error) {
	fail(w, http.StatusForbidden, msgForbidden, wrap(err, "no access"))
}

func wrap(err error, text string) error { return errors.Join(errors.New(text), err) }

func writtenOut(w http.ResponseWriter, r *http.Request) {
	if _, err := jwt.Parse(r.Header.Get("Authorization"), key); err != nil {
		forbidden(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

type pages struct{ name string }

func (p *pages) page(w http.ResponseWriter, r *http.Request, title string, status int, err error) {
	w.WriteHeader(status)
	w.Write([]byte(p.name + title + r.URL.Path + err.Error()))
}

func (p *pages) forbiddenPage(w http.ResponseWriter, r *http.Request, err error) {
	p.page(w, r, "Forbidden", http.StatusForbidden,
		wrap(err, "no access"))
}

func (p *pages) writtenOut(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		_, err := jwt.Parse(r.Header.Get("Authorization"), key)
		if err != nil {
			p.forbiddenPage(w, r, err)
			return
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

func abortForbidden(c *gin.Context, text string) {
	c.AbortWithStatusJSON(http.StatusForbidden, problem{Code: http.StatusForbidden, Text: text})
}

func aborted(c *gin.Context) {
	if _, err := jwt.Parse(c.GetHeader("Authorization"), key); err != nil {
		abortForbidden(c, err.Error())
		return
	}
	c.Next()
}

// denyForbidden has a counterpart, which brings its own challenge.
func denyForbidden(w http.ResponseWriter) { w.WriteHeader(http.StatusForbidden) }

func denyUnauthorized(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(http.StatusUnauthorized)
}

func counterpart(w http.ResponseWriter, r *http.Request) {
	if _, err := jwt.Parse(r.Header.Get("Authorization"), key); err != nil {
		denyForbidden(w)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func anonymous(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		denyUnauthorized(w)
	}
}

// What is called after the status follows it.
func named(w http.ResponseWriter, r *http.Request) {
	if _, err := jwt.Parse(r.Header.Get("Authorization"), key); err != nil {
		http.Error(w, msgForbidden, http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// A value with headers carries the challenge.
type response struct {
	Code    int
	Headers map[string]any
	Body    any
}

func send(w http.ResponseWriter, res *response) {
	for k, v := range res.Headers {
		if s, ok := v.(string); ok {
			w.Header().Set(k, s)
		}
	}
	w.WriteHeader(res.Code)
}

func value(r *http.Request) *response {
	if _, err := jwt.Parse(r.Header.Get("Authorization"), key); err != nil {
		return &response{
			Code: http.StatusForbidden,
			Body: problem{Text: err.Error()},
		}
	}
	return nil
}

func valued(w http.ResponseWriter, r *http.Request) {
	if res := value(r); res != nil {
		send(w, res)
	}
}
