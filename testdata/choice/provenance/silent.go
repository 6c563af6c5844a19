package provenance

import (
	"html/template"
	"net/http"
	"time"
)

// What answers 401 whatever a switch says is no endpoint that is closed.

type page struct {
	plain bool
	tmpl  *template.Template
	retry bool
}

func (p *page) refuse(w http.ResponseWriter, r *http.Request) {
	if p.tmpl == nil {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusUnauthorized)
	_ = p.tmpl.Execute(w, nil)
}

func (p *page) stop(w http.ResponseWriter, r *http.Request) {
	if p.retry {
		w.Header().Set("Retry-After", "1")
	}
	if !p.plain {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A service that lacks a part keeps everybody out, and says so.
func (s *srv) closedToo(w http.ResponseWriter, r *http.Request) {
	if !s.beta || s.st == nil {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// What was sent twice guards against forged requests.
func twice(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("pair")
	if err != nil {
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	if c.Value != r.FormValue("pair") {
		http.Error(w, "no", http.StatusForbidden)
	}
}

// What another server answers says nothing of the caller.
func (s *srv) upstream(w http.ResponseWriter, r *http.Request) {
	res, err := s.billing.Get("https://billing.example.org/" + r.PathValue("id"))
	if err != nil {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		http.Error(w, "no", http.StatusForbidden)
	}
}

// A record that is found by another part of the request is nobody who asks.
func (s *srv) record(w http.ResponseWriter, r *http.Request) {
	t, err := s.st.Load(r.PathValue("id"))
	if err != nil {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	if t.Owner == "" {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

// How long ago somebody logged in is no right of theirs.
type clock struct {
	now     func() time.Time
	longest time.Duration
}

func (c *clock) refresh(w http.ResponseWriter, r *http.Request) {
	p := GetUser(r.Context())
	if p.Entered < c.now().Add(-c.longest).Unix() {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

func (c *clock) renew(w http.ResponseWriter, r *http.Request) {
	p := GetUser(r.Context())
	first := c.now().Add(-c.longest).Unix()
	if p.Entered < first {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

func (c *clock) stay(w http.ResponseWriter, r *http.Request) {
	p := GetUser(r.Context())
	if time.Duration(p.Entered) > c.longest {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}
