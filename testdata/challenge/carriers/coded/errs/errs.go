// Package errs makes errors with a code of a struct type, whose status a table
// has: it sends none.
package errs

import (
	"encoding/json"
	"net/http"
)

type ErrCode struct{ value int }

var (
	Internal        = ErrCode{value: 1}
	Unauthenticated = ErrCode{value: 2}
	Missing         = ErrCode{value: 3}
)

var httpStatus = map[ErrCode]int{
	Internal:        http.StatusInternalServerError,
	Unauthenticated: http.StatusUnauthorized,
	Missing:         http.StatusNotFound,
}

type Error struct {
	Code    ErrCode
	Message string
}

func New(code ErrCode, err error) *Error { return &Error{Code: code, Message: err.Error()} }
func (e *Error) Error() string           { return e.Message }
func (e *Error) Encode() ([]byte, error) { return json.Marshal(e) }
func (e *Error) HTTPStatus() int         { return httpStatus[e.Code] }
