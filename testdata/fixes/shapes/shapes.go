// Package shapes answers in every way that a handler can.
package shapes

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"
)

const (
	// Realm is what the service calls itself.
	Realm = "reports"

	headerChallenge = "WWW-Authenticate"
)

func token(r *http.Request) string { return r.Header.Get("Authorization") }

func deferred(w http.ResponseWriter) {
	defer w.WriteHeader(http.StatusUnauthorized)
}

func oneLine(w http.ResponseWriter) { w.WriteHeader(http.StatusUnauthorized) }

func oneLineTwo(w http.ResponseWriter) { fmt.Println("denied"); w.WriteHeader(401) }

func oneLineClosure() gin.HandlerFunc {
	return func(c *gin.Context) { c.AbortWithStatus(http.StatusUnauthorized) }
}

func routes(r *gin.Engine) {
	r.GET("/reports", func(c *gin.Context) { c.AbortWithStatus(http.StatusUnauthorized) })
}

func ifInit(c *gin.Context) {
	if err := c.AbortWithError(http.StatusUnauthorized, http.ErrNoCookie); err != nil {
		fmt.Println(err)
	}
}

func switchInit(c *gin.Context) {
	switch c.AbortWithStatus(http.StatusUnauthorized); {
	case c.IsAborted():
	}
}

// A directive stays at its line.
func belowDirective(c *gin.Context) {
	//nolint:errcheck
	c.AbortWithError(http.StatusUnauthorized, http.ErrNoCookie)
}

func label(w http.ResponseWriter, r *http.Request) {
	if token(r) == "" {
		goto deny
	}
	return
deny:
	w.WriteHeader(http.StatusUnauthorized)
}

func otherwise(w http.ResponseWriter, r *http.Request) {
	if token(r) != "" {
		w.WriteHeader(http.StatusNoContent)
	} else if r.Method == http.MethodHead {
		w.WriteHeader(http.StatusUnauthorized)
	} else {
		http.Error(w, "log in first", http.StatusUnauthorized)
	}
}

// The status is taken first, since the call must run once.
func computed(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(pick(r))
}

func pick(r *http.Request) int {
	if token(r) == "" {
		return http.StatusUnauthorized
	}
	return http.StatusNoContent
}

// The name status means something here.
func computedToo(w http.ResponseWriter, r *http.Request, status string) {
	fmt.Println(status)
	w.WriteHeader(pick(r))
}

// The comment behind the line is aligned anew.
func aligned(w http.ResponseWriter, r *http.Request) {
	fmt.Println("denied, since nobody logged in") // for the log
	w.WriteHeader(http.StatusUnauthorized)        // for the client
}

func helper(w http.ResponseWriter, status int) {
	w.WriteHeader(status)
}

func caller(w http.ResponseWriter) {
	helper(w, http.StatusUnauthorized)
}

// A failure is answered in one place.
type failure struct {
	Status  int
	Message string
}

func (f *failure) Error() string { return f.Message }

func load(r *http.Request) error {
	if token(r) == "" {
		return &failure{Status: http.StatusUnauthorized, Message: "log in first"}
	}
	return &failure{Status: http.StatusNotFound, Message: "no such report"}
}

func write(w http.ResponseWriter, f *failure) {
	http.Error(w, f.Message, f.Status)
}

func central(w http.ResponseWriter, r *http.Request) {
	if f, ok := load(r).(*failure); ok {
		write(w, f)
	}
}

// A builder sends what it was told.
type reply struct {
	w      http.ResponseWriter
	status int
}

func to(w http.ResponseWriter) *reply { return &reply{w: w, status: http.StatusOK} }

func (p *reply) with(status int) *reply {
	p.status = status
	return p
}

func (p *reply) send() {
	p.w.WriteHeader(p.status)
}

func built(w http.ResponseWriter, r *http.Request) {
	if token(r) == "" {
		to(w).with(http.StatusUnauthorized).send()
		return
	}
	to(w).send()
}

// A caller may have set a challenge of its own.
func deny(w http.ResponseWriter, status int) {
	w.WriteHeader(status)
}

func digest(w http.ResponseWriter) {
	w.Header().Set(headerChallenge, `Digest realm="x", qop="auth", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"`)
	deny(w, http.StatusUnauthorized)
}

func none(w http.ResponseWriter, r *http.Request) {
	if token(r) == "" {
		deny(w, http.StatusUnauthorized)
	}
}

func noneEither(w http.ResponseWriter, r *http.Request) {
	if token(r) == "" {
		deny(w, http.StatusUnauthorized)
	}
}

// What is answered may be another value than the one that was given.
type result struct {
	Code int
	JSON any
}

func encoded(w http.ResponseWriter, res result) {
	b, err := json.Marshal(res.JSON)
	if err != nil {
		res = result{Code: http.StatusInternalServerError}
	}
	w.WriteHeader(res.Code)
	w.Write(b)
}

func encodes(w http.ResponseWriter, r *http.Request) {
	if token(r) == "" {
		encoded(w, result{Code: http.StatusUnauthorized})
		return
	}
	if token(r) == "Bearer old" {
		encoded(w, result{Code: http.StatusUnauthorized, JSON: "expired"})
		return
	}
	encoded(w, result{Code: http.StatusNotFound})
}

func defaulted(w http.ResponseWriter, err error) {
	var f *failure
	if !errors.As(err, &f) || f == nil {
		f = &failure{Status: http.StatusInternalServerError}
	}
	http.Error(w, f.Message, f.Status)
}

func defaults(w http.ResponseWriter, r *http.Request) {
	if err := load(r); err != nil {
		defaulted(w, err)
	}
}

// A context hands out its response.
type exchange struct{ w *writer }

type writer struct{ http.ResponseWriter }

func (e *exchange) Response() *writer { return e.w }

func handed(e *exchange) {
	e.Response().WriteHeader(http.StatusUnauthorized)
}
