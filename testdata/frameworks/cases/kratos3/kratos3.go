// Package kratos3 has a case for every way kratos v3 can send 401: without a challenge, and with one.
package kratos3

import (
	"errors"
	"net/http"

	kratoserrors "github.com/go-kratos/kratos/v3/errors"
	kratoshttp "github.com/go-kratos/kratos/v3/transport/http"
)

func JSON(c kratoshttp.Context) {
	c.JSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func JSONChallenged(c kratoshttp.Context) {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.JSON(http.StatusUnauthorized, nil)
}

func XML(c kratoshttp.Context) {
	c.XML(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func XMLChallenged(c kratoshttp.Context) {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.XML(http.StatusUnauthorized, nil)
}

func String(c kratoshttp.Context) {
	c.String(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func StringChallenged(c kratoshttp.Context) {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.String(http.StatusUnauthorized, "denied")
}

func Blob(c kratoshttp.Context) {
	c.Blob(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func BlobChallenged(c kratoshttp.Context) {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.Blob(http.StatusUnauthorized, "denied", nil)
}

func Stream(c kratoshttp.Context) {
	c.Stream(http.StatusUnauthorized, "denied", nil) // want `\[missing-challenge\]`
}

func StreamChallenged(c kratoshttp.Context) {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.Stream(http.StatusUnauthorized, "denied", nil)
}

func Result(c kratoshttp.Context) {
	c.Result(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func ResultChallenged(c kratoshttp.Context) {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.Result(http.StatusUnauthorized, "denied")
}

func DefaultErrorEncoder(w http.ResponseWriter, r *http.Request) {
	kratoshttp.DefaultErrorEncoder(w, r, kratoserrors.New(http.StatusUnauthorized, "denied", "denied")) // want `\[missing-challenge\]`
}

func DefaultErrorEncoderChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	kratoshttp.DefaultErrorEncoder(w, r, kratoserrors.New(http.StatusUnauthorized, "denied", "denied"))
}

func Error(c kratoshttp.Context) error {
	return &kratoserrors.Error{Status: kratoserrors.Status{Code: http.StatusUnauthorized}} // want `\[missing-challenge\]`
}

func ErrorChallenged(c kratoshttp.Context) error {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return &kratoserrors.Error{Status: kratoserrors.Status{Code: http.StatusUnauthorized}}
}

func New(c kratoshttp.Context) error {
	return kratoserrors.New(http.StatusUnauthorized, "denied", "denied") // want `\[missing-challenge\]`
}

func NewChallenged(c kratoshttp.Context) error {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return kratoserrors.New(http.StatusUnauthorized, "denied", "denied")
}

func Newf(c kratoshttp.Context) error {
	return kratoserrors.Newf(http.StatusUnauthorized, "denied", "denied") // want `\[missing-challenge\]`
}

func NewfChallenged(c kratoshttp.Context) error {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return kratoserrors.Newf(http.StatusUnauthorized, "denied", "denied")
}

func Errorf(c kratoshttp.Context) error {
	return kratoserrors.Errorf(http.StatusUnauthorized, "denied", "denied") // want `\[missing-challenge\]`
}

func ErrorfChallenged(c kratoshttp.Context) error {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return kratoserrors.Errorf(http.StatusUnauthorized, "denied", "denied")
}

func Unauthorized(c kratoshttp.Context) error {
	return kratoserrors.Unauthorized("denied", "denied") // want `\[missing-challenge\]`
}

func UnauthorizedChallenged(c kratoshttp.Context) error {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return kratoserrors.Unauthorized("denied", "denied")
}

func ErrorWithCause(c kratoshttp.Context) error {
	return kratoserrors.New(http.StatusUnauthorized, "denied", "denied").WithCause(errors.New("denied")) // want `\[missing-challenge\]`
}

func ErrorWithCauseChallenged(c kratoshttp.Context) error {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return kratoserrors.New(http.StatusUnauthorized, "denied", "denied").WithCause(errors.New("denied"))
}

func ErrorWithMetadata(c kratoshttp.Context) error {
	return kratoserrors.New(http.StatusUnauthorized, "denied", "denied").WithMetadata(nil) // want `\[missing-challenge\]`
}

func ErrorWithMetadataChallenged(c kratoshttp.Context) error {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return kratoserrors.New(http.StatusUnauthorized, "denied", "denied").WithMetadata(nil)
}

func Clone(c kratoshttp.Context) error {
	return kratoserrors.Clone(kratoserrors.Unauthorized("reason", "denied")) // want `\[missing-challenge\]`
}

func FromError(c kratoshttp.Context) error {
	return kratoserrors.FromError(kratoserrors.Unauthorized("reason", "denied")) // want `\[missing-challenge\]`
}

func ClonedChallenged(c kratoshttp.Context) error {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return kratoserrors.Clone(kratoserrors.FromError(kratoserrors.Unauthorized("reason", "denied")))
}
