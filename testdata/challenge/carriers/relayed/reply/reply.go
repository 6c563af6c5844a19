// Package reply answers with any error that says its status, whoever declares it.
package reply

import (
	"errors"
	"net/http"
)

// Error answers with an error, or 500.
func Error(w http.ResponseWriter, err error) {
	status := http.StatusInternalServerError
	if c, ok := err.(interface{ HTTPStatus() int }); ok {
		status = c.HTTPStatus()
	}
	http.Error(w, err.Error(), status)
}

// Cause answers with what lies below an error.
func Cause(w http.ResponseWriter, err error) {
	type coded interface {
		error
		HTTPStatus() int
	}
	var c coded
	if errors.As(err, &c) {
		http.Error(w, c.Error(), c.HTTPStatus())
		return
	}
	http.Error(w, "failed", http.StatusInternalServerError)
}
