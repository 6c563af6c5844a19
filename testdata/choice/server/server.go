// Package server chooses statuses by the constructors of another package.
package server

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"authstatus.test/choice/apierr"
)

type Claims struct {
	Admin bool
	Sub   string
}

type auth interface{ VerifyToken(string) (*Claims, error) }

var a auth

func Handle(r *http.Request) error {
	claims, err := a.VerifyToken(r.Header.Get("X-Token"))
	if err != nil {
		return apierr.Forbidden("no") // want `want-401\]: the credentials were rejected \(err from a\.VerifyToken, line 23\)`
	}
	if !claims.Admin {
		return apierr.Unauthorized("no") // want `want-403\]: the caller is known and is no administrator \(claims\.Admin, line 27\)`
	}
	if _, err := a.VerifyToken("x"); err != nil {
		return apierr.ErrForbidden // want `want-401`
	}
	return nil
}

func Adapt(w http.ResponseWriter, r *http.Request) {
	if err := Handle(r); err != nil {
		if e, ok := err.(*apierr.Error); ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
			http.Error(w, e.Text, e.Status)
		}
	}
}

// errNoAdmin is what its text says, and 401 is not.
var errNoAdmin = apierr.Unauthorized("permission denied") // want `401 \[want-403\]: the caller is known and is no administrator \(claims\.Admin, line 50\)`

// The status is chosen where the error is declared.
func Declared(claims *Claims) error {
	if !claims.Admin {
		return errNoAdmin
	}
	return nil
}

type responder func(w http.ResponseWriter)

// A closure that only answers: what led to it decides.
func Closure(claims *Claims, post *Post) responder {
	if claims.Sub != post.UserID {
		return func(w http.ResponseWriter) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(claims\.Sub != post\.UserID, line 60\)`
		}
	}
	return nil
}

type Post struct{ UserID string }

// The status of the response is another argument.
func Body(c *gin.Context) {
	if _, err := a.VerifyToken("x"); err != nil {
		c.JSON(http.StatusUnauthorized, apierr.Forbidden("no"))
	}
}

type sender interface{ Send(code int, body any) }

// So it is where it is worked out: in a call of a framework, of a helper that sends
// it, and of what can't be seen.
func Worked(c *gin.Context, w http.ResponseWriter, s sender) {
	st := struct{ code int }{http.StatusUnauthorized}
	if _, err := a.VerifyToken("x"); err != nil {
		c.JSON(st.code, apierr.Forbidden("no"))
	}
	if _, err := a.VerifyToken("y"); err != nil {
		Respond(w, st.code, apierr.Forbidden("no"))
	}
	if _, err := a.VerifyToken("z"); err != nil {
		s.Send(st.code, apierr.Forbidden("no"))
	}
}

// Respond sends a status that it is given.
func Respond(w http.ResponseWriter, code int, err *apierr.Error) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	http.Error(w, err.Text, code)
}

// A number that is no status is something else.
func Numbered(w http.ResponseWriter, id int) {
	if _, err := a.VerifyToken("x"); err != nil {
		answer(w, id, apierr.Forbidden("no")) // want `403 \[want-401\]: the credentials were rejected \(err from a\.VerifyToken, line 103\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

func answer(w http.ResponseWriter, id int, err *apierr.Error) {
	w.Header().Set("X-Request-ID", strconv.Itoa(id))
	w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	http.Error(w, err.Text, err.Status)
}
