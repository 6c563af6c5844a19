// Package render answers errors: those that render themselves do so, and others are
// asked for their status.
package render

import (
	"errors"
	"net/http"
)

// A Renderable error answers itself.
type Renderable interface {
	error
	Render(http.ResponseWriter)
}

// A Coded error has a status.
type Coded interface {
	error
	StatusCode() int
}

// Error answers an error.
func Error(w http.ResponseWriter, err error) {
	var own Renderable
	if errors.As(err, &own) {
		own.Render(w)
		return
	}
	var coded Coded
	if errors.As(err, &coded) {
		w.WriteHeader(coded.StatusCode())
		return
	}
	w.WriteHeader(http.StatusInternalServerError)
}
