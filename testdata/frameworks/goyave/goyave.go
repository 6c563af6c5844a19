// Package goyave is written by hand: the declarations of goyave.dev/goyave/v5
// v5.12.1 that the framework tables name, without their bodies' work. The
// module proxy does not serve the real one everywhere.
package goyave

import "net/http"

// Server stands for the real type, of which nothing is needed.
type Server struct{}

// Request stands for the real type, of which nothing is needed.
type Request struct{ http *http.Request }

// Header holds what the client sent.
func (r *Request) Header() http.Header { return r.http.Header }

// Response is what a handler answers with.
type Response struct{ w http.ResponseWriter }

func NewResponse(server *Server, request *Request, writer http.ResponseWriter) *Response {
	return &Response{writer}
}

func (r *Response) Header() http.Header                     { return r.w.Header() }
func (r *Response) Status(status int)                       {}
func (r *Response) JSON(responseCode int, data any)         {}
func (r *Response) String(responseCode int, message string) {}
func (r *Response) WriteHeader(status int)                  {}
func (r *Response) Write(data []byte) (int, error)          { return len(data), nil }
func (r *Response) Flush()                                  {}
func (r *Response) Error(err any)                           {}
