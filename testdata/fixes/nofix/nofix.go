// Package nofix has findings where no edit is surely safe.
package nofix

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

func token(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

// An earlier header would be sent with what the function sends before.
func deferred(w http.ResponseWriter) {
	defer w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

func oneLine(w http.ResponseWriter) { w.WriteHeader(http.StatusUnauthorized) } // want `401 \[missing-challenge\]`

func oneLineClosure() gin.HandlerFunc {
	return func(c *gin.Context) { c.AbortWithStatus(http.StatusUnauthorized) } // want `401 \[missing-challenge\]`
}

func ifInit(c *gin.Context) {
	if err := c.AbortWithError(http.StatusUnauthorized, http.ErrNoCookie); err != nil { // want `401 \[missing-challenge\]`
		fmt.Println(err)
	}
}

func switchInit(c *gin.Context) {
	switch c.AbortWithStatus(http.StatusUnauthorized); { // want `401 \[missing-challenge\]`
	case c.IsAborted():
	}
}

func sameLine(w http.ResponseWriter) {
	/* no token */ w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

// A line between would take the directive away.
func belowDirective(c *gin.Context) {
	//nolint:errcheck
	c.AbortWithError(http.StatusUnauthorized, http.ErrNoCookie) // want `401 \[missing-challenge\]`
}

func label(w http.ResponseWriter, r *http.Request) {
	if token(r) == "" {
		goto deny
	}
	return
deny:
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

// The response comes from a call, which must not run twice.
func called(next func() http.ResponseWriter) {
	next().WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

// The Digest challenge of the one path would be replaced.
func somePath(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/digest" {
		w.Header().Set("WWW-Authenticate", `Digest realm="x", qop="auth", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"`)
	}
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

// The status is computed in the call.
func computed(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(pick(r)) // want `401 \[missing-challenge\]`
}

func pick(r *http.Request) int {
	if token(r) == "" {
		return http.StatusUnauthorized
	}
	return http.StatusNoContent
}

type resource interface {
	answer(r *http.Request) (int, string)
}

type cellar struct{}

func (cellar) answer(r *http.Request) (int, string) { return http.StatusUnauthorized, "" }

// A check of the status would not silence the finding.
func mount(res resource) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		status, body := res.answer(r)
		w.WriteHeader(status) // want `401 \[missing-challenge\]`
		fmt.Fprintln(w, body)
	}
}

// The finding stands at the caller, the responder is another call.
func helper(w http.ResponseWriter, status int) {
	w.WriteHeader(status)
}

func caller(w http.ResponseWriter) {
	helper(w, http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

// The value is put together.
func concatenated(w http.ResponseWriter, realm string) {
	w.Header().Set("WWW-Authenticate", "Basic realm="+"x") // want `challenge \[invalid-challenge\]`
	w.WriteHeader(http.StatusUnauthorized)
}
