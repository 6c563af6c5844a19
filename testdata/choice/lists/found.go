package lists

import (
	"context"
	"net/http"
	"strconv"
	"strings"
)

type Project struct{ ID int }

type Member struct{ ID int }

// Records finds what belongs to somebody.
type Records interface {
	ProjectsOf(ctx context.Context, sub string) ([]Project, error)
	RolesOf(ctx context.Context, sub string) ([]string, error)
	MembersBySub(ctx context.Context, sub string) ([]Member, error)
	HoldersOf(ctx context.Context, token string) ([]string, error)
}

type Desk struct {
	Chk Checker
	Rec Records
}

// granted is the token and what it says.
func (d *Desk) granted(w http.ResponseWriter, r *http.Request) (gr Grant, ok bool) {
	gr, err := d.Chk.Decode(r.Context(), strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="desk"`)
		w.WriteHeader(http.StatusUnauthorized)
		return gr, false
	}
	return gr, true
}

type callerKey struct{}

// CallerOf is who was let in.
func CallerOf(ctx context.Context) *Member {
	m, _ := ctx.Value(callerKey{}).(*Member)
	return m
}

func (m *Member) String() string { return strconv.Itoa(m.ID) }

// Mine refuses a known caller who has no projects, as Projects does.
func (d *Desk) Mine(w http.ResponseWriter, r *http.Request) {
	ps, err := d.Rec.ProjectsOf(r.Context(), CallerOf(r.Context()).String())
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	if len(ps) == 0 {
		w.WriteHeader(http.StatusForbidden)
	}
}

// Projects refuses a known caller who has none: that says nothing of who they are.
func (d *Desk) Projects(w http.ResponseWriter, r *http.Request) {
	gr, ok := d.granted(w, r)
	if !ok {
		return
	}
	ps, err := d.Rec.ProjectsOf(r.Context(), gr.Sub)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	if len(ps) == 0 {
		w.WriteHeader(http.StatusForbidden)
	}
}

// Roles answers 401 where a known caller has no role.
func (d *Desk) Roles(w http.ResponseWriter, r *http.Request) {
	gr, ok := d.granted(w, r)
	if !ok {
		return
	}
	found, err := d.Rec.RolesOf(r.Context(), gr.Sub)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	if len(found) == 0 {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a role \(found, line 87\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

// Members knows nobody of whom the request says that they were let in.
func (d *Desk) Members(w http.ResponseWriter, r *http.Request) {
	ms, err := d.Rec.MembersBySub(r.Context(), CallerOf(r.Context()).String())
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	if len(ms) == 0 {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the caller is not known \(ms, line 99\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

// Holders knows nobody who holds the token.
func (d *Desk) Holders(w http.ResponseWriter, r *http.Request) {
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	hs, err := d.Rec.HoldersOf(r.Context(), token)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	if len(hs) == 0 {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the caller is not known \(hs, line 112\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}
