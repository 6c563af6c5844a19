// Package web has handlers behind middlewares of another package.
package web

import (
	"net/http"

	"authstatus.test/challenge/routes/far/ask"
	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

type server struct{ gate *ask.Gate }

func (s *server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/method", s.gate.Ask(http.HandlerFunc(method)))
	mux.HandleFunc("/maker", ask.For("/maker")(maker))
	mux.Handle("/variable", ask.Default(http.HandlerFunc(variable)))
	mux.HandleFunc("/given", func(w http.ResponseWriter, r *http.Request) { ask.Negroni(w, r, given) })
	mux.Handle("/log", ask.Log(http.HandlerFunc(logged)))
	mux.Handle("/some", s.gate.Ask(http.HandlerFunc(some)))
	mux.Handle("/others", ask.Log(http.HandlerFunc(some)))
	return mux
}

func method(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func maker(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func variable(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func given(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func logged(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in logged sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func some(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in some sends no WWW-Authenticate on the way from /others: set a challenge there too \(RFC 9110 §15.5.2\)`
}

func ginRoutes() *gin.Engine {
	r := gin.New()
	r.Group("/in", ask.Gin).GET("/", func(c *gin.Context) { c.AbortWithStatus(http.StatusUnauthorized) })
	r.Group("/for", ask.GinFor("x")).GET("/", func(c *gin.Context) { c.AbortWithStatus(http.StatusUnauthorized) })
	r.Group("/out", ask.GinLog).GET("/", func(c *gin.Context) {
		c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c.AbortWithStatus in ginRoutes sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
	})
	return r
}

func echoRoutes() *echo.Echo {
	e := echo.New()
	e.GET("/in", func(c echo.Context) error { return echo.ErrUnauthorized }, ask.Echo)
	e.GET("/out", func(c echo.Context) error {
		return echo.ErrUnauthorized // want `401 \[missing-challenge\]: echo.ErrUnauthorized in echoRoutes sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15.5.2\)`
	}, ask.EchoLog)
	return e
}
