// Package restful answers the errors of routing itself. No other error gets there.
package restful

import (
	"errors"
	"net/http"

	rest "github.com/emicklei/go-restful/v3"
)

func answer(err rest.ServiceError, req *rest.Request, resp *rest.Response) {
	resp.WriteErrorString(err.Code, err.Message)
}

func New() *rest.Container {
	c := rest.NewContainer()
	c.ServiceErrorHandler(answer)
	ws := new(rest.WebService)
	ws.Filter(signedIn)
	ws.Route(ws.GET("/notes").To(notes))
	return c.Add(ws)
}

func signedIn(req *rest.Request, resp *rest.Response, chain *rest.FilterChain) {
	if req.HeaderParameter("Authorization") == "" {
		resp.WriteServiceError(http.StatusUnauthorized, rest.NewError(http.StatusUnauthorized, "log in first")) // want `401 \[missing-challenge\]: resp\.WriteServiceError in signedIn sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	chain.ProcessFilter(req, resp)
}

func notes(req *rest.Request, resp *rest.Response) {
	resp.WriteError(http.StatusNotFound, errors.New("none"))
}
