// Package tables wires handlers from tables.
package tables

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
)

func challenge(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		next(w, r)
	}
}

type route struct {
	method, path string
	handler      http.HandlerFunc
	auth         bool
	around       func(http.HandlerFunc) http.HandlerFunc
}

type api struct{ mux *http.ServeMux }

func New() http.Handler {
	a := &api{mux: http.NewServeMux()}
	for _, r := range a.routes() {
		h := r.handler
		if r.auth {
			h = challenge(h)
		}
		if r.around != nil {
			h = r.around(h)
		}
		a.mux.HandleFunc(fmt.Sprintf("%s %s", r.method, r.path), h)
	}
	return a.mux
}

func (a *api) routes() []route {
	return []route{
		{"GET", "/open", open, false, nil},
		{method: "GET", path: "/flag", handler: flag, auth: true},
		{method: "GET", path: "/around", handler: around, around: challenge},
		{method: "GET", path: "/some", handler: some, auth: true},
		{method: "POST", path: "/some", handler: some},
	}
}

func open(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func flag(w http.ResponseWriter, r *http.Request)   { w.WriteHeader(http.StatusUnauthorized) }
func around(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) }

func some(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in some sends no WWW-Authenticate on the way from POST /some: set a challenge there too \(RFC 9110 §15.5.2\)`
}

var public = map[string]http.HandlerFunc{"/public": inPublic}

var private = map[string]map[string]http.HandlerFunc{
	"/private": {http.MethodGet: inPrivate},
}

func Maps(r chi.Router) {
	for path, h := range public {
		r.Get(path, h)
	}
	for path, hs := range private {
		for method, h := range hs {
			r.MethodFunc(method, path, challenge(h))
		}
	}
}

func inPublic(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in inPublic sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func inPrivate(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) }

type Route struct {
	Name, Method, Pattern string
	HandlerFunc           gin.HandlerFunc
}

type Routes []Route

var routes = Routes{
	{"Index", http.MethodGet, "/", index},
	{"Report", http.MethodPost, "/report", report},
}

func ginChallenge(c *gin.Context) { c.Header("WWW-Authenticate", `Bearer realm="x"`) }

// Generated registers as OpenAPI Generator has it.
func Generated() *gin.Engine {
	router := gin.New()
	router.Use(ginChallenge)
	for _, route := range routes {
		switch route.Method {
		case http.MethodGet:
			router.GET(route.Pattern, route.HandlerFunc)
		case http.MethodPost:
			router.POST(route.Pattern, route.HandlerFunc)
		}
	}
	return router
}

func index(c *gin.Context)  { c.Status(http.StatusUnauthorized) }
func report(c *gin.Context) { c.Status(http.StatusUnauthorized) }

// A switch that somebody may turn is none that is known.
type options struct{ Secure bool }

type row struct {
	path    string
	handler http.HandlerFunc
	secure  bool
}

func Switched(o options) http.Handler {
	mux := http.NewServeMux()
	rows := []*row{{path: "/switched", handler: switched}}
	if o.Secure {
		rows[0].secure = true
	}
	for _, r := range rows {
		if r.secure {
			mux.HandleFunc(r.path, challenge(r.handler))
			continue
		}
		mux.HandleFunc(r.path, r.handler)
	}
	return mux
}

func switched(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in switched sends no WWW-Authenticate on the way from /switched: set a challenge there too \(RFC 9110 §15.5.2\)`
}
