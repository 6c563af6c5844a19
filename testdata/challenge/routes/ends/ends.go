// Package ends has middlewares that set a challenge only where they answer
// themselves: what stands behind them has none.
package ends

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/labstack/echo/v4"
)

const bearer = `Bearer realm="x"`

// goesOnFirst goes on in the branch that stands before the refusal.
func goesOnFirst(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Header.Get("Authorization") == "k" {
			return next(c)
		}
		c.Response().Header().Set("WWW-Authenticate", bearer)
		return echo.ErrUnauthorized
	}
}

// goesOnInside keeps the error and returns it in the branch.
func goesOnInside(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Header.Get("Authorization") == "k" {
			err := next(c)
			return err
		}
		c.Response().Header().Set("WWW-Authenticate", bearer)
		return echo.ErrUnauthorized
	}
}

// onError sets it on the way back, where echo has yet to answer.
func onError(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Method == http.MethodOptions {
			return c.NoContent(http.StatusNoContent)
		}
		if err := next(c); err != nil {
			c.Response().Header().Set("WWW-Authenticate", bearer)
			return err
		}
		return nil
	}
}

// deferred does so in a deferred call.
func deferred(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if err != nil {
				c.Response().Header().Set("WWW-Authenticate", bearer)
			}
		}()
		return next(c)
	}
}

func Echo(closed bool) *echo.Echo {
	e := echo.New()
	e.GET("/first", first, goesOnFirst)
	e.GET("/inside", inside, goesOnInside)
	e.GET("/back", back, onError)
	e.GET("/late", late, deferred)
	g := e.Group("/some")
	if closed {
		g.Use(goesOnFirst)
	}
	g.GET("", some)
	return e
}

func first(c echo.Context) error { return c.NoContent(http.StatusUnauthorized) } // want `401 \[missing-challenge\]: c.NoContent in first sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`

func inside(c echo.Context) error { return c.NoContent(http.StatusUnauthorized) } // want `401 \[missing-challenge\]: c.NoContent in inside sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`

func back(c echo.Context) error { return echo.ErrUnauthorized }

func late(c echo.Context) error { return echo.ErrUnauthorized }

func some(c echo.Context) error { return c.NoContent(http.StatusUnauthorized) } // want `401 \[missing-challenge\]: c.NoContent in some sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`

var errNo = errors.New("no")

// stops leaves the answer to who reads c.Errors, and keeps the handler from running.
func stops() gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.GetHeader("Authorization") == "" {
			c.Header("WWW-Authenticate", bearer)
			_ = c.Error(errNo)
			c.Abort()
			return
		}
	}
}

// asks is told by a helper that it has answered.
func asks(c *gin.Context) {
	if refused(c) {
		return
	}
	c.Set("ok", true)
}

func refused(c *gin.Context) bool {
	if c.GetHeader("Authorization") == "" {
		c.Header("WWW-Authenticate", bearer)
		c.AbortWithStatus(http.StatusUnauthorized)
		return true
	}
	return false
}

// warns sets it and goes on.
func warns(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		c.Header("WWW-Authenticate", bearer)
		return
	}
	c.Set("ok", true)
}

func Gin() *gin.Engine {
	r := gin.New()
	r.GET("/stopped", stops(), stopped)
	r.GET("/asked", asks, asked)
	r.GET("/warned", warns, warned)
	return r
}

func stopped(c *gin.Context) { c.Status(http.StatusUnauthorized) } // want `401 \[missing-challenge\]: c.Status in stopped sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`

func asked(c *gin.Context) { c.Status(http.StatusUnauthorized) } // want `401 \[missing-challenge\]: c.Status in asked sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`

func warned(c *gin.Context) { c.Status(http.StatusUnauthorized) }

// guard answers in the branch behind the call.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("WWW-Authenticate", bearer)
		w.WriteHeader(http.StatusUnauthorized)
	})
}

// inClosure goes on in a closure.
func inClosure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			w.Header().Set("WWW-Authenticate", bearer)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		timed(func() { next.ServeHTTP(w, r) })
	})
}

func timed(do func()) { do() }

func Chi(closed bool) http.Handler {
	r := chi.NewRouter()
	r.With(guard).Get("/guarded", guarded)
	r.With(inClosure).Get("/closure", closure)
	r.Group(func(r chi.Router) {
		if closed {
			r.Use(guard)
		}
		r.Get("/maybe", maybe)
	})
	return r
}

func guarded(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) } // want `401 \[missing-challenge\]: w.WriteHeader in guarded sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`

func closure(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) } // want `401 \[missing-challenge\]: w.WriteHeader in closure sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`

func maybe(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) } // want `401 \[missing-challenge\]: w.WriteHeader in maybe sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
