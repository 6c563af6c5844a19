package server

import (
	"encoding/json"
	"errors"
	"net/http"
)

// An apiError is an error with the status that clients get.
type apiError struct {
	Status  int    `json:"-"`
	Message string `json:"message"`
}

func (e *apiError) Error() string { return e.Message }

var (
	errNoToken  = &apiError{http.StatusUnauthorized, "log in first"}
	errNoOrder  = &apiError{http.StatusNotFound, "no such order"}
	errNotYours = &apiError{http.StatusUnauthorized, "not your order"}
)

// fail answers with an error, as JSON.
func fail(w http.ResponseWriter, err error) {
	e := &apiError{http.StatusInternalServerError, "something went wrong"}
	errors.As(err, &e)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(e.Status)
	json.NewEncoder(w).Encode(e)
}
