// Package pocketbase has a case for every way pocketbase can send 401: without a challenge, and with one.
package pocketbase

import (
	"github.com/pocketbase/pocketbase/core"
	"net/http"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/tools/router"
)

func JSON(e *router.Event) {
	e.JSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func JSONChallenged(e *router.Event) {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	e.JSON(http.StatusUnauthorized, nil)
}

func String(e *router.Event) {
	e.String(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func StringChallenged(e *router.Event) {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	e.String(http.StatusUnauthorized, "denied")
}

func HTML(e *router.Event) {
	e.HTML(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func HTMLChallenged(e *router.Event) {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	e.HTML(http.StatusUnauthorized, "denied")
}

func XML(e *router.Event) {
	e.XML(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func XMLChallenged(e *router.Event) {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	e.XML(http.StatusUnauthorized, nil)
}

func Blob(e *router.Event) {
	e.Blob(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func BlobChallenged(e *router.Event) {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	e.Blob(http.StatusUnauthorized, "denied", nil)
}

func Stream(e *router.Event) {
	e.Stream(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func StreamChallenged(e *router.Event) {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	e.Stream(http.StatusUnauthorized, "denied", nil)
}

func NoContent(e *router.Event) {
	e.NoContent(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func NoContentChallenged(e *router.Event) {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	e.NoContent(http.StatusUnauthorized)
}

func Redirect(e *router.Event) {
	e.Redirect(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func RedirectChallenged(e *router.Event) {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	e.Redirect(http.StatusUnauthorized, "denied")
}

func ApiError(e *router.Event) error {
	return &router.ApiError{Status: http.StatusUnauthorized} // want `\[missing-challenge\]`
}

func ApiErrorChallenged(e *router.Event) error {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return &router.ApiError{Status: http.StatusUnauthorized}
}

func Error(e *router.Event) error {
	return e.Error(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func ErrorChallenged(e *router.Event) error {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return e.Error(http.StatusUnauthorized, "denied", nil)
}

func UnauthorizedError(e *router.Event) error {
	return e.UnauthorizedError("denied", nil) // want `\[missing-challenge\]`
}

func UnauthorizedErrorChallenged(e *router.Event) error {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return e.UnauthorizedError("denied", nil)
}

func NewApiError(e *router.Event) error {
	return router.NewApiError(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func NewApiErrorChallenged(e *router.Event) error {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return router.NewApiError(http.StatusUnauthorized, "denied", nil)
}

func NewUnauthorizedError(e *router.Event) error {
	return router.NewUnauthorizedError("denied", nil) // want `\[missing-challenge\]`
}

func NewUnauthorizedErrorChallenged(e *router.Event) error {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return router.NewUnauthorizedError("denied", nil)
}

func ErrorHandler(w http.ResponseWriter, r *http.Request) {
	router.ErrorHandler(w, r, &router.ApiError{Status: http.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func ErrorHandlerChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	router.ErrorHandler(w, r, &router.ApiError{Status: http.StatusUnauthorized})
}

func NewApiError2(e *router.Event) error {
	return apis.NewApiError(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func NewApiErrorChallenged2(e *router.Event) error {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return apis.NewApiError(http.StatusUnauthorized, "denied", nil)
}

func NewUnauthorizedError2(e *router.Event) error {
	return apis.NewUnauthorizedError("denied", nil) // want `\[missing-challenge\]`
}

func NewUnauthorizedErrorChallenged2(e *router.Event) error {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return apis.NewUnauthorizedError("denied", nil)
}

func ToApiError(e *core.RequestEvent) error {
	return apis.ToApiError(apis.NewUnauthorizedError("denied", nil)) // want `\[missing-challenge\]`
}

func ToApiErrorChallenged(e *core.RequestEvent) error {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return apis.ToApiError(apis.NewUnauthorizedError("denied", nil))
}
