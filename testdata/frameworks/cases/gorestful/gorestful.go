// Package gorestful has a case for every way go-restful can send 401: without a challenge, and with one.
package gorestful

import (
	"errors"
	"net/http"

	restful "github.com/emicklei/go-restful/v3"
)

func WriteHeader(res *restful.Response) {
	res.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func WriteHeaderChallenged(res *restful.Response) {
	res.AddHeader("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteHeader(http.StatusUnauthorized)
}

func WriteErrorString(res *restful.Response) {
	res.WriteErrorString(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func WriteErrorStringChallenged(res *restful.Response) {
	res.AddHeader("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteErrorString(http.StatusUnauthorized, "denied")
}

func WriteError(res *restful.Response) {
	res.WriteError(http.StatusUnauthorized, errors.New("denied")) // want `\[missing-challenge\]`
}

func WriteErrorChallenged(res *restful.Response) {
	res.AddHeader("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteError(http.StatusUnauthorized, errors.New("denied"))
}

func WriteServiceError(res *restful.Response) {
	res.WriteServiceError(http.StatusUnauthorized, restful.ServiceError{}) // want `\[missing-challenge\]`
}

func WriteServiceErrorChallenged(res *restful.Response) {
	res.AddHeader("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteServiceError(http.StatusUnauthorized, restful.ServiceError{})
}

func WriteHeaderAndEntity(res *restful.Response) {
	res.WriteHeaderAndEntity(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func WriteHeaderAndEntityChallenged(res *restful.Response) {
	res.AddHeader("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteHeaderAndEntity(http.StatusUnauthorized, nil)
}

func WriteHeaderAndJson(res *restful.Response) {
	res.WriteHeaderAndJson(http.StatusUnauthorized, nil, "denied") // want `\[missing-challenge\]`
}

func WriteHeaderAndJsonChallenged(res *restful.Response) {
	res.AddHeader("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteHeaderAndJson(http.StatusUnauthorized, nil, "denied")
}

func WriteHeaderAndXml(res *restful.Response) {
	res.WriteHeaderAndXml(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func WriteHeaderAndXmlChallenged(res *restful.Response) {
	res.AddHeader("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteHeaderAndXml(http.StatusUnauthorized, nil)
}

func ServiceError(res *restful.Response) {
	res.WriteServiceError(http.StatusUnauthorized, restful.ServiceError{Code: http.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func NewError(res *restful.Response) {
	res.WriteServiceError(http.StatusUnauthorized, restful.NewError(http.StatusUnauthorized, "denied")) // want `\[missing-challenge\]`
}

// NewErrorWithHeader shows that WriteServiceError ignores the header.
func NewErrorWithHeader(res *restful.Response) {
	h := http.Header{"Www-Authenticate": {`Bearer realm="api"`}}
	res.WriteServiceError(http.StatusUnauthorized, restful.NewErrorWithHeader(http.StatusUnauthorized, "denied", h)) // want `\[missing-challenge\]`
}

func ErrorsChallenged(res *restful.Response, header bool) {
	res.AddHeader("WWW-Authenticate", `Bearer realm="api"`)
	if header {
		res.WriteServiceError(http.StatusUnauthorized, restful.NewErrorWithHeader(http.StatusUnauthorized, "denied", nil))
		return
	}
	res.WriteServiceError(http.StatusUnauthorized, restful.NewError(http.StatusUnauthorized, "denied"))
}
