// Package answered answers, with the challenge, the errors of a strict server's handlers by a function of
// its options.
package answered

import (
	"context"
	"errors"
	"net/http"

	"authstatus.test/frameworks/cases/oapi/notes"
)

type server struct{ notes.StrictServerInterface }

var errLogin = errors.New("log in first")

func (server) GetNote(ctx context.Context, request notes.GetNoteRequestObject) (notes.GetNoteResponseObject, error) {
	if ctx.Value("caller") == nil {
		return nil, errLogin
	}
	return notes.GetNote200JSONResponse{}, nil
}

// failure is an error with a status.
type failure struct {
	status int
	text   string
}

func (f *failure) Error() string { return f.text }

func (server) DeleteNote(ctx context.Context, request notes.DeleteNoteRequestObject) (notes.DeleteNoteResponseObject, error) {
	if ctx.Value("caller") == nil {
		return nil, &failure{http.StatusUnauthorized, "log in first"}
	}
	return notes.DeleteNote204Response{}, nil
}

func onResponseError(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, errLogin) {
		challenge(w)
		http.Error(w, "log in first", http.StatusUnauthorized)
		return
	}
	var f *failure
	if errors.As(err, &f) {
		if f.status == http.StatusUnauthorized {
			challenge(w)
		}
		http.Error(w, f.text, f.status)
		return
	}
	http.Error(w, "sorry", http.StatusInternalServerError)
}

func New() http.Handler {
	return notes.Handler(notes.NewStrictHandlerWithOptions(server{}, nil, notes.StrictHTTPServerOptions{
		RequestErrorHandlerFunc:  onRequestError,
		ResponseErrorHandlerFunc: onResponseError,
	}))
}

func onRequestError(w http.ResponseWriter, r *http.Request, err error) {
	http.Error(w, err.Error(), http.StatusBadRequest)
}

// Parameters refuses requests without what an operation needs.
func Parameters() http.Handler {
	return notes.HandlerWithOptions(notes.NewStrictHandler(server{}, nil), notes.StdHTTPServerOptions{
		ErrorHandlerFunc: func(w http.ResponseWriter, r *http.Request, err error) {
			var missing *notes.RequiredHeaderError
			if errors.As(err, &missing) && missing.ParamName == "Authorization" {
				challenge(w)
				http.Error(w, "log in first", http.StatusUnauthorized)
				return
			}
			http.Error(w, err.Error(), http.StatusBadRequest)
		},
	})
}

func challenge(w http.ResponseWriter) { w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`) }
