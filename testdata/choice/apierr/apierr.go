// Package apierr makes errors that carry a status.
package apierr

type Error struct {
	Status int
	Text   string
}

func (e *Error) Error() string { return e.Text }

func Unauthorized(text string) *Error { return &Error{401, text} }

func Forbidden(text string) *Error { return &Error{403, text} }

var ErrForbidden = &Error{403, "forbidden"}
