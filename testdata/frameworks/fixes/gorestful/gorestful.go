// Package gorestful answers with go-restful.
package gorestful

import (
	"net/http"

	"github.com/emicklei/go-restful/v3"
)

func direct(req *restful.Request, resp *restful.Response) {
	if req.HeaderParameter("Authorization") == "" {
		resp.WriteErrorString(http.StatusUnauthorized, "log in first")
		return
	}
	resp.WriteHeader(http.StatusNoContent)
}

func checked(req *restful.Request, resp *restful.Response) {
	if err := resp.WriteError(http.StatusUnauthorized, http.ErrNoCookie); err != nil {
		panic(err)
	}
}
