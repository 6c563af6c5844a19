package bodies

import (
	"encoding/json"
	"errors"
	"net/http"

	"authstatus.test/choice/apierr"
)

// What leaves first is the status; an error that is written after it is a body.

type member struct{ Admin bool }

var errUnknown = errors.New("unknown")

func find(key string) (*member, error) {
	if key == "" {
		return nil, errUnknown
	}
	return &member{Admin: key == "root"}, nil
}

// An Answer is a body here, and answers by itself elsewhere.
type Answer struct {
	Status int    `json:"status"`
	Text   string `json:"text"`
}

func (a Answer) Error() string { return a.Text }

func (a Answer) send(w http.ResponseWriter) {
	if a.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `ApiKey realm="bodies"`)
	}
	w.WriteHeader(a.Status)
	_ = json.NewEncoder(w).Encode(a)
}

var (
	errDenied   = Answer{http.StatusForbidden, "no"}
	errStranger = Answer{http.StatusUnauthorized, "no"}
)

// Silent: each status is right, whatever the body says.
func Written(w http.ResponseWriter, r *http.Request) {
	m, err := find(r.Header.Get("X-Api-Key"))
	if err != nil {
		w.Header().Set("WWW-Authenticate", `ApiKey realm="bodies"`)
		w.WriteHeader(http.StatusUnauthorized)
		_ = json.NewEncoder(w).Encode(errDenied)
		return
	}
	if !m.Admin {
		w.WriteHeader(http.StatusForbidden)
		_ = json.NewEncoder(w).Encode(errStranger)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Silent: it was made before.
func MadeBefore(w http.ResponseWriter, r *http.Request) {
	m, err := find(r.Header.Get("X-Api-Key"))
	if err != nil {
		b := apierr.Forbidden("no key")
		w.Header().Set("WWW-Authenticate", `ApiKey realm="bodies"`)
		w.WriteHeader(http.StatusUnauthorized)
		_ = json.NewEncoder(w).Encode(b)
		return
	}
	if !m.Admin {
		b := apierr.Unauthorized("no")
		text, err := json.Marshal(map[string]any{"error": b})
		if err != nil {
			return
		}
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write(text)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Before anything left they choose.
func First(w http.ResponseWriter, r *http.Request) {
	m, err := find(r.Header.Get("X-Api-Key"))
	if err != nil {
		Answer{http.StatusForbidden, "no"}.send(w) // want `403 \[want-401\]: no credentials were sent \(err from find, line 87\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if !m.Admin {
		Answer{http.StatusUnauthorized, "no"}.send(w) // want `401 \[want-403\]: the caller is known and is no administrator \(m\.Admin, line 92\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// One way has sent nothing yet.
func Maybe(w http.ResponseWriter, r *http.Request) {
	m, err := find(r.Header.Get("X-Api-Key"))
	if err == nil && !m.Admin {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusForbidden)
		}
		Answer{http.StatusUnauthorized, "no"}.send(w) // want `401 \[want-403\]: the caller is known and is no administrator \(m\.Admin, line 102\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
