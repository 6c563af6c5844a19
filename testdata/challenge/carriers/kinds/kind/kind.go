// Package kind says which status a failure is answered with.
package kind

import "net/http"

// Kind is why something failed.
type Kind int

// The kinds.
const (
	Gone Kind = iota + 1
	Anonymous
	Taken
)

var statuses = map[Kind]int{
	Gone:      http.StatusGone,
	Anonymous: http.StatusUnauthorized,
	Taken:     http.StatusConflict,
}

// Status finds it in a table.
func (k Kind) Status() int {
	if n, ok := statuses[k]; ok {
		return n
	}
	return http.StatusInternalServerError
}

// StatusOf finds it by a switch.
func StatusOf(k Kind) int {
	switch k {
	case Gone:
		return http.StatusGone
	case Anonymous:
		return http.StatusUnauthorized
	case Taken:
		return http.StatusConflict
	}
	return http.StatusInternalServerError
}
