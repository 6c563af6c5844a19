// Package routers registers handlers with routers whose handlers get a plain
// http.ResponseWriter: chi, gorilla/mux and httprouter.
package routers

import (
	"encoding/json"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/gorilla/mux"
	"github.com/julienschmidt/httprouter"
)

type api struct {
	tokens map[string]string
}

func (a *api) subject(r *http.Request) (string, bool) {
	sub, ok := a.tokens[r.Header.Get("Authorization")]
	return sub, ok
}

// chi: a handler literal.
func (a *api) chiRoutes() http.Handler {
	r := chi.NewRouter()
	r.Use(middleware.RequestID)
	r.Get("/articles/{id}", func(w http.ResponseWriter, r *http.Request) {
		sub, ok := a.subject(r)
		if !ok {
			http.Error(w, http.StatusText(http.StatusUnauthorized), http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*api\)\.chiRoutes sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
		json.NewEncoder(w).Encode(map[string]string{"id": chi.URLParam(r, "id"), "for": sub})
	})
	r.With(a.chiAuth).Delete("/articles/{id}", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})
	return r
}

// chi: a middleware with a challenge.
func (a *api) chiAuth(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, ok := a.subject(r); !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="articles"`)
			http.Error(w, "log in first", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// chi: its own BasicAuth sends a challenge by itself.
func (a *api) chiAdmin() http.Handler {
	r := chi.NewRouter()
	r.Use(middleware.BasicAuth("admin", map[string]string{"op": "secret"}))
	r.Post("/flush", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})
	return r
}

// gorilla/mux: a method value as handler, a middleware on the router.
func (a *api) muxRoutes() http.Handler {
	r := mux.NewRouter()
	r.HandleFunc("/photos/{id}", a.getPhoto).Methods(http.MethodGet)
	r.Use(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, ok := a.subject(r); !ok {
				w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*api\)\.muxRoutes sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	return r
}

// gorilla/mux: the handler itself, with a challenge.
func (a *api) getPhoto(w http.ResponseWriter, r *http.Request) {
	if sub, ok := a.subject(r); !ok || sub != mux.Vars(r)["id"] {
		w.Header().Set("WWW-Authenticate", `Bearer realm="photos"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// httprouter: a third parameter changes nothing.
func (a *api) getTrack(w http.ResponseWriter, r *http.Request, ps httprouter.Params) {
	if _, ok := a.subject(r); !ok {
		http.Error(w, "no access to "+ps.ByName("id"), http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*api\)\.getTrack sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// httprouter: the same with a challenge.
func (a *api) putTrack(w http.ResponseWriter, r *http.Request, _ httprouter.Params) {
	if _, ok := a.subject(r); !ok {
		w.Header().Set("WWW-Authenticate", `Bearer realm="tracks"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// httprouter: a wrapper of its handle type.
func (a *api) routerAuth(h httprouter.Handle) httprouter.Handle {
	return func(w http.ResponseWriter, r *http.Request, ps httprouter.Params) {
		if _, ok := a.subject(r); !ok {
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[late-challenge\]: w\.WriteHeader in \(\*api\)\.routerAuth sends the status before WWW-Authenticate is set on line 108, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
			w.Header().Set("WWW-Authenticate", `Bearer realm="tracks"`)
			return
		}
		h(w, r, ps)
	}
}

// httprouter: the routes.
func (a *api) trackRoutes() http.Handler {
	r := httprouter.New()
	r.GET("/tracks/:id", a.getTrack)
	r.PUT("/tracks/:id", a.routerAuth(a.putTrack))
	return r
}
