// Package gorestful wires handlers with go-restful.
package gorestful

import (
	"net/http"

	"github.com/emicklei/go-restful/v3"
)

func challenge(req *restful.Request, resp *restful.Response, chain *restful.FilterChain) {
	resp.AddHeader("WWW-Authenticate", `Bearer realm="x"`)
	chain.ProcessFilter(req, resp)
}

func Services() http.Handler {
	container := restful.NewContainer()
	ws := new(restful.WebService)
	ws.Path("/users").Consumes(restful.MIME_JSON)
	ws.Route(ws.GET("/open").To(open).Doc("open"))
	ws.Route(ws.GET("/covered").Filter(challenge).To(covered))
	ws.Route(ws.PUT("/both").To(both).Filter(challenge))
	ws.Route(ws.POST("/both").To(both))
	container.Add(ws)
	other := &restful.WebService{}
	other.Filter(challenge)
	other.Route(other.DELETE("/in").To(in))
	container.Add(other)
	return container
}

func All() http.Handler {
	container := restful.NewContainer()
	ws := new(restful.WebService)
	ws.Route(ws.GET("/all").To(all))
	container.Add(ws)
	container.Filter(challenge)
	return container
}

func open(req *restful.Request, resp *restful.Response) {
	resp.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: resp.WriteHeader in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func covered(req *restful.Request, resp *restful.Response) {
	resp.WriteHeader(http.StatusUnauthorized)
}

func in(req *restful.Request, resp *restful.Response) { resp.WriteHeader(http.StatusUnauthorized) }

func all(req *restful.Request, resp *restful.Response) { resp.WriteHeader(http.StatusUnauthorized) }

func both(req *restful.Request, resp *restful.Response) {
	resp.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: resp.WriteHeader in both sends no WWW-Authenticate on the way from POST /users/both: set a challenge there too \(RFC 9110 §15.5.2\)`
}
