// Package ask has middlewares for other packages.
package ask

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

const basic = `Basic realm="x"`

// A Gate asks on every way.
type Gate struct{ Realm string }

func (g *Gate) Ask(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", basic)
		next.ServeHTTP(w, r)
	})
}

// For makes a middleware.
func For(path string) func(http.HandlerFunc) http.HandlerFunc {
	return func(next http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == path {
				w.Header().Set("WWW-Authenticate", basic)
			}
			next(w, r)
		}
	}
}

// Log leaves the header alone.
func Log(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Seen", "1")
		next.ServeHTTP(w, r)
	})
}

// Default is a middleware that a variable keeps.
var Default = (&Gate{Realm: "x"}).Ask

// Negroni is given what stands behind it.
func Negroni(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) {
	w.Header().Set("WWW-Authenticate", basic)
	next(w, r)
}

func Gin(c *gin.Context) { c.Header("WWW-Authenticate", basic) }

func GinFor(realm string) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Header("WWW-Authenticate", basic)
		c.Next()
	}
}

func GinLog(c *gin.Context) { c.Header("X-Seen", "1") }

func Echo(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderWWWAuthenticate, basic)
		return next(c)
	}
}

func EchoLog(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error { return next(c) }
}
