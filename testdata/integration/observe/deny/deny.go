// Package deny answers what handlers return.
package deny

import (
	"errors"
	"net/http"
)

type Error struct{ Status int }

func (e *Error) Error() string { return http.StatusText(e.Status) }

// Handler answers with the status of an error that next returns.
func Handler(next func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := next(w, r)
		var e *Error
		if errors.As(err, &e) {
			w.WriteHeader(e.Status)
		}
	})
}
