// Package gozero has a case for every way go-zero can send 401: without a challenge, and with one.
package gozero

import (
	"context"
	"errors"
	"net/http"

	"github.com/zeromicro/go-zero/rest/httpx"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func WriteJson(w http.ResponseWriter) {
	httpx.WriteJson(w, http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func WriteJsonChallenged(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	httpx.WriteJson(w, http.StatusUnauthorized, nil)
}

func WriteJsonCtx(c context.Context, w http.ResponseWriter) {
	httpx.WriteJsonCtx(c, w, http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func WriteJsonCtxChallenged(c context.Context, w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	httpx.WriteJsonCtx(c, w, http.StatusUnauthorized, nil)
}

func Error(w http.ResponseWriter) {
	httpx.Error(w, status.Error(codes.Unauthenticated, "denied")) // want `\[missing-challenge\]`
}

func ErrorChallenged(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	httpx.Error(w, status.Error(codes.Unauthenticated, "denied"))
}

func ErrorCtx(c context.Context, w http.ResponseWriter) {
	httpx.ErrorCtx(c, w, status.Error(codes.Unauthenticated, "denied")) // want `\[missing-challenge\]`
}

func ErrorCtxChallenged(c context.Context, w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	httpx.ErrorCtx(c, w, status.Error(codes.Unauthenticated, "denied"))
}

func Errorf(w http.ResponseWriter) {
	httpx.Error(w, status.Errorf(codes.Unauthenticated, "no %s", "token")) // want `\[missing-challenge\]`
}

func New(w http.ResponseWriter) {
	httpx.Error(w, status.New(codes.Unauthenticated, "denied").Err()) // want `\[missing-challenge\]`
}

func Newf(w http.ResponseWriter) {
	httpx.Error(w, status.Newf(codes.Unauthenticated, "no %s", "token").Err()) // want `\[missing-challenge\]`
}

// Another code, or no gRPC error at all, is no 401.
func Others(w http.ResponseWriter) {
	httpx.Error(w, status.Error(codes.NotFound, "denied"))
	httpx.Error(w, errors.New("unauthorized"))
}

func SetErrorHandler() {
	httpx.SetErrorHandler(func(err error) (int, any) {
		if errors.Is(err, errDenied) {
			return http.StatusUnauthorized, "denied" // want `\[missing-challenge\]`
		}
		return http.StatusBadRequest, err.Error()
	})
	httpx.SetErrorHandlerCtx(func(ctx context.Context, err error) (int, any) {
		return http.StatusUnauthorized, "denied" // want `\[missing-challenge\]`
	})
}

func SetErrorHandlerOther() {
	httpx.SetErrorHandler(func(err error) (int, any) { return http.StatusNotFound, nil })
	httpx.SetErrorHandlerCtx(func(ctx context.Context, err error) (int, any) { return http.StatusNotFound, nil })
}

var errDenied = errors.New("denied")
