// Package herodot has a case for every way herodot can send 401: without a challenge, and with one.
package herodot

import (
	"errors"
	"net/http"

	"github.com/ory/herodot"
)

func DefaultError(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func DefaultErrorChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized})
}

func ErrUnauthorized(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, herodot.ErrUnauthorized) // want `\[missing-challenge\]`
}

func ErrUnauthorizedChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, herodot.ErrUnauthorized)
}

func ErrorWithWrap(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithWrap(errors.New("denied"))) // want `\[missing-challenge\]`
}

func ErrorWithWrapChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithWrap(errors.New("denied")))
}

func ErrorWithID(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithID("denied")) // want `\[missing-challenge\]`
}

func ErrorWithIDChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithID("denied"))
}

func ErrorWithReason(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithReason("denied")) // want `\[missing-challenge\]`
}

func ErrorWithReasonChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithReason("denied"))
}

func ErrorWithReasonf(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithReasonf("denied")) // want `\[missing-challenge\]`
}

func ErrorWithReasonfChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithReasonf("denied"))
}

func ErrorWithError(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithError("denied")) // want `\[missing-challenge\]`
}

func ErrorWithErrorChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithError("denied"))
}

func ErrorWithErrorf(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithErrorf("denied")) // want `\[missing-challenge\]`
}

func ErrorWithErrorfChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithErrorf("denied"))
}

func ErrorWithDebug(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithDebug("denied")) // want `\[missing-challenge\]`
}

func ErrorWithDebugChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithDebug("denied"))
}

func ErrorWithDebugf(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithDebugf("denied")) // want `\[missing-challenge\]`
}

func ErrorWithDebugfChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithDebugf("denied"))
}

func ErrorWithDetail(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithDetail("denied", nil)) // want `\[missing-challenge\]`
}

func ErrorWithDetailChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithDetail("denied", nil))
}

func ErrorWithDetailf(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithDetailf("denied", "denied")) // want `\[missing-challenge\]`
}

func ErrorWithDetailfChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, herodot.DefaultError{CodeField: http.StatusUnauthorized}.WithDetailf("denied", "denied"))
}

func ErrorWithTrace(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, (&herodot.DefaultError{CodeField: http.StatusUnauthorized}).WithTrace(errors.New("denied"))) // want `\[missing-challenge\]`
}

func ErrorWithTraceChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, (&herodot.DefaultError{CodeField: http.StatusUnauthorized}).WithTrace(errors.New("denied")))
}

func WriterWriteError(w herodot.Writer, w2 http.ResponseWriter, r *http.Request) {
	w.WriteError(w2, r, &herodot.DefaultError{CodeField: http.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func WriterWriteErrorChallenged(w herodot.Writer, w2 http.ResponseWriter, r *http.Request) {
	w2.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteError(w2, r, &herodot.DefaultError{CodeField: http.StatusUnauthorized})
}

func WriterWriteErrorCode(w herodot.Writer, w2 http.ResponseWriter, r *http.Request) {
	w.WriteErrorCode(w2, r, http.StatusUnauthorized, errors.New("denied")) // want `\[missing-challenge\]`
}

func WriterWriteErrorCodeChallenged(w herodot.Writer, w2 http.ResponseWriter, r *http.Request) {
	w2.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteErrorCode(w2, r, http.StatusUnauthorized, errors.New("denied"))
}

func WriterWriteCode(w herodot.Writer, w2 http.ResponseWriter, r *http.Request) {
	w.WriteCode(w2, r, http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func WriterWriteCodeChallenged(w herodot.Writer, w2 http.ResponseWriter, r *http.Request) {
	w2.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteCode(w2, r, http.StatusUnauthorized, nil)
}

func JSONWriterWriteError(j *herodot.JSONWriter, w http.ResponseWriter, r *http.Request) {
	j.WriteError(w, r, &herodot.DefaultError{CodeField: http.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func JSONWriterWriteErrorChallenged(j *herodot.JSONWriter, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	j.WriteError(w, r, &herodot.DefaultError{CodeField: http.StatusUnauthorized})
}

func JSONWriterWriteErrorCode(j *herodot.JSONWriter, w http.ResponseWriter, r *http.Request) {
	j.WriteErrorCode(w, r, http.StatusUnauthorized, errors.New("denied")) // want `\[missing-challenge\]`
}

func JSONWriterWriteErrorCodeChallenged(j *herodot.JSONWriter, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	j.WriteErrorCode(w, r, http.StatusUnauthorized, errors.New("denied"))
}

func JSONWriterWriteCode(j *herodot.JSONWriter, w http.ResponseWriter, r *http.Request) {
	j.WriteCode(w, r, http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func JSONWriterWriteCodeChallenged(j *herodot.JSONWriter, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	j.WriteCode(w, r, http.StatusUnauthorized, nil)
}

func TextWriterWriteError(t *herodot.TextWriter, w http.ResponseWriter, r *http.Request) {
	t.WriteError(w, r, &herodot.DefaultError{CodeField: http.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func TextWriterWriteErrorChallenged(t *herodot.TextWriter, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	t.WriteError(w, r, &herodot.DefaultError{CodeField: http.StatusUnauthorized})
}

func TextWriterWriteErrorCode(t *herodot.TextWriter, w http.ResponseWriter, r *http.Request) {
	t.WriteErrorCode(w, r, http.StatusUnauthorized, errors.New("denied")) // want `\[missing-challenge\]`
}

func TextWriterWriteErrorCodeChallenged(t *herodot.TextWriter, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	t.WriteErrorCode(w, r, http.StatusUnauthorized, errors.New("denied"))
}

func TextWriterWriteCode(t *herodot.TextWriter, w http.ResponseWriter, r *http.Request) {
	t.WriteCode(w, r, http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func TextWriterWriteCodeChallenged(t *herodot.TextWriter, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	t.WriteCode(w, r, http.StatusUnauthorized, nil)
}

func NegotiationHandlerWriteError(n *herodot.NegotiationHandler, w http.ResponseWriter, r *http.Request) {
	n.WriteError(w, r, &herodot.DefaultError{CodeField: http.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func NegotiationHandlerWriteErrorChallenged(n *herodot.NegotiationHandler, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	n.WriteError(w, r, &herodot.DefaultError{CodeField: http.StatusUnauthorized})
}

func NegotiationHandlerWriteErrorCode(n *herodot.NegotiationHandler, w http.ResponseWriter, r *http.Request) {
	n.WriteErrorCode(w, r, http.StatusUnauthorized, errors.New("denied")) // want `\[missing-challenge\]`
}

func NegotiationHandlerWriteErrorCodeChallenged(n *herodot.NegotiationHandler, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	n.WriteErrorCode(w, r, http.StatusUnauthorized, errors.New("denied"))
}

func NegotiationHandlerWriteCode(n *herodot.NegotiationHandler, w http.ResponseWriter, r *http.Request) {
	n.WriteCode(w, r, http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func NegotiationHandlerWriteCodeChallenged(n *herodot.NegotiationHandler, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	n.WriteCode(w, r, http.StatusUnauthorized, nil)
}

// denied is an error of the server that knows its status.
type denied struct{}

func (denied) Error() string   { return "denied" }
func (denied) StatusCode() int { return http.StatusUnauthorized }

func StatusCodeCarrier(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, denied{}) // want `\[missing-challenge\]`
}

func ToDefaultError(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	h.WriteError(w, r, herodot.ToDefaultError(herodot.ErrUnauthorized, "id")) // want `\[missing-challenge\]`
}

func ToDefaultErrorChallenged(h herodot.Writer, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	h.WriteError(w, r, herodot.ToDefaultError(herodot.ErrUnauthorized, "id"))
}
