// Package render answers with any error: with what it writes itself, or with its
// status.
package render

import (
	"encoding/json"
	"errors"
	"net/http"
)

func JSONStatus(w http.ResponseWriter, r *http.Request, v interface{}, status int) {
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}

type RenderableError interface {
	error

	Render(http.ResponseWriter, *http.Request)
}

func Error(rw http.ResponseWriter, r *http.Request, err error) {
	var re RenderableError
	if errors.As(err, &re) {
		re.Render(rw, r)

		return
	}

	JSONStatus(rw, r, err, statusCodeFromError(err))
}

type StatusCodedError interface {
	error

	StatusCode() int
}

func statusCodeFromError(err error) (code int) {
	code = http.StatusInternalServerError

	type causer interface {
		Cause() error
	}

	for err != nil {
		var sc StatusCodedError
		if errors.As(err, &sc) {
			code = sc.StatusCode()

			break
		}

		var c causer
		if !errors.As(err, &c) {
			break
		}
		err = c.Cause()
	}

	return
}
