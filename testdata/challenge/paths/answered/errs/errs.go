// Package errs makes a status and an error of an error.
package errs

import "net/http"

type Unauthorized struct{}

func (*Unauthorized) Error() string { return "unauthorized" }

func isUnauthorized(err error) bool { return err.Error() == "unauthorized" }

// Handle never returns the 401 without an error.
func Handle(err error) (int, error) {
	if isUnauthorized(err) {
		return http.StatusUnauthorized, &Unauthorized{}
	}
	return http.StatusInternalServerError, err
}
