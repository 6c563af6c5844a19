// Package answered answers the errors of a generated server with the challenge.
package answered

import (
	"context"
	"errors"
	"net/http"

	"authstatus.test/frameworks/cases/ogen/notes"

	"github.com/ogen-go/ogen/ogenerrors"
)

type server struct{ notes.Handler }

type security struct{ users map[string]string }

func (s *security) HandleToken(ctx context.Context, operation notes.OperationName, t notes.Token) (context.Context, error) {
	if s.users[t.Token] == "" {
		return ctx, errors.New("unknown token")
	}
	return ctx, nil
}

func onError(ctx context.Context, w http.ResponseWriter, r *http.Request, err error) {
	code := ogenerrors.ErrorCode(err)
	if code == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	}
	w.WriteHeader(code)
}

func bySecurity(ctx context.Context, w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, ogenerrors.ErrSecurityRequirementIsNotSatisfied) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	}
	ogenerrors.DefaultErrorHandler(ctx, w, r, err)
}

func New() (http.Handler, error) {
	return notes.NewServer(server{}, &security{}, notes.WithErrorHandler(onError))
}

func Second() (http.Handler, error) {
	return notes.NewServer(server{}, &security{}, notes.WithErrorHandler(bySecurity))
}
