// Package tables has error codes, two-step errors.
package tables

import (
	"encoding/json"
	"errors"
	"net/http"
)

type Code int

const (
	CodeNone Code = iota
	CodeNoToken
	CodeTokenExpired
	CodeNotAdmin
	CodeNoRole
	CodeBadPassword
)

type Fail struct {
	Code Code
	Msg  string
}

func (f *Fail) Error() string { return f.Msg }

func status(c Code) int {
	switch c {
	case CodeNoToken:
		return http.StatusForbidden // want `403 \[want-401\]: the credentials were rejected \(CodeNoToken, line 30\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	case CodeTokenExpired:
		return http.StatusForbidden // want `403 \[want-401\]: the credentials have expired \(CodeTokenExpired, line 32\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	case CodeNotAdmin:
		return http.StatusUnauthorized // want `401 \[want-403\]: the caller is known and is no administrator \(CodeNotAdmin, line 34\): respond 403 \(RFC 9110 §15\.5\.4\)`
	case CodeNoRole:
		return http.StatusUnauthorized // want `401 \[want-403\]: the caller is known and lacks a role \(CodeNoRole, line 36\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return 500
}

func Render(w http.ResponseWriter, f *Fail) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="c"`)
	w.WriteHeader(status(f.Code))
	json.NewEncoder(w).Encode(f)
}

var (
	ErrTokenMissing = errors.New("token missing")
	ErrNotOwner     = errors.New("not the owner")
)

func Write(w http.ResponseWriter, err error) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="c"`)
	switch {
	case errors.Is(err, ErrTokenMissing):
		w.WriteHeader(403) // want `403 \[want-401\]: the credentials were rejected \(ErrTokenMissing, line 56\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	case errors.Is(err, ErrNotOwner):
		w.WriteHeader(401) // want `401 \[want-403\]: the caller is known and is not the owner \(ErrNotOwner, line 58\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

var table = map[error]int{
	ErrTokenMissing: 403, // want `403 \[want-401\]: the credentials were rejected \(ErrTokenMissing, line 64\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	ErrNotOwner:     401, // want `401 \[want-403\]: the caller is known and is not the owner \(ErrNotOwner, line 65\): respond 403 \(RFC 9110 §15\.5\.4\)`
}

func Tab(w http.ResponseWriter, err error) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="c"`)
	w.WriteHeader(table[err])
}

type Kind string

const (
	KindUnauthenticated Kind = "unauthenticated"
	KindPermission      Kind = "permission_denied"
)

var kinds = map[Kind]int{
	KindUnauthenticated: http.StatusForbidden,    // want `403 \[want-401\]: the caller is not known \(KindUnauthenticated, line 81\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	KindPermission:      http.StatusUnauthorized, // want `401 \[want-403\]: the caller is known and lacks a permission \(KindPermission, line 82\): respond 403 \(RFC 9110 §15\.5\.4\)`
}

func Tab2(w http.ResponseWriter, k Kind) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="c"`)
	w.WriteHeader(kinds[k])
}
