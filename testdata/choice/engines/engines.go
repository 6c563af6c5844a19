// Package engines asks others whether a known caller may, and compares what their
// certificate says.
package engines

import (
	"context"
	"encoding/json"
	"net/http"
)

// A Person sends requests.
type Person struct{ ID string }

// A Right is what may be asked for.
type Right struct{ name string }

// PermissionExport is one.
var PermissionExport = &Right{"export"}

// An Ask is what an engine is asked.
type Ask struct{ Who, Rule string }

// An Engine answers.
type Engine interface {
	Person(token string) (*Person, error)
	Authorize(ctx context.Context, a Ask) error
	AuthorizeToken(ctx context.Context, token string) error
	HasPermissionTo(who string, right *Right) bool
}

// A Gate has an engine.
type Gate struct{ engine Engine }

// Enter asks for a rule of who is known.
func (g *Gate) Enter(w http.ResponseWriter, r *http.Request) {
	p, err := g.engine.Person(r.Header.Get("Authorization"))
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="gate", error="invalid_token"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if err := g.engine.Authorize(r.Context(), Ask{p.ID, "enter"}); err != nil {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(err from g\.engine\.Authorize, line 42\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	if !g.engine.HasPermissionTo(p.ID, PermissionExport) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a permission \(g\.engine\.HasPermissionTo, line 46\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Token hands over the credential itself: who is refused may be anybody.
func (g *Gate) Token(w http.ResponseWriter, r *http.Request) {
	if err := g.engine.AuthorizeToken(r.Context(), r.Header.Get("Authorization")); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="gate", error="invalid_token"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Revoke lets a certificate revoke itself only: another one's serial number is no
// rejected credential.
func Revoke(w http.ResponseWriter, r *http.Request) {
	var body struct{ Serial string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if r.TLS == nil || len(r.TLS.PeerCertificates) == 0 {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if number := r.TLS.PeerCertificates[0].SerialNumber.String(); body.Serial != number {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
