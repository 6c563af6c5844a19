package known

import (
	"encoding/xml"
	"net/http"
	"strings"
)

type device struct{ Name string }

type devices struct {
	all interface {
		ByKey(key string) (*device, error)
	}
}

func (s *devices) byKey(r *http.Request) *device {
	key := r.Header.Get("X-Api-Key")
	if key == "" {
		return nil
	}
	d, err := s.all.ByKey(key)
	if err != nil {
		return nil
	}
	return d
}

func (s *devices) byToken(r *http.Request) *device {
	d, err := s.all.ByKey(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	if err != nil {
		return nil
	}
	return d
}

func (s *devices) byName(r *http.Request) *device {
	d, err := s.all.ByKey(r.PathValue("name"))
	if err != nil {
		return nil
	}
	return d
}

// Poll asks two functions, neither of which knows the caller.
func (s *devices) Poll(w http.ResponseWriter, r *http.Request) {
	var d *device
	if r.Header.Get("Authorization") != "" {
		d = s.byToken(r)
	} else {
		d = s.byKey(r)
	}
	if d == nil {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no credentials were sent \(s\.byKey, line 51\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.Write([]byte(d.Name))
}

// Show asks one that knows no caller: silent.
func (s *devices) Show(w http.ResponseWriter, r *http.Request) {
	d := s.byName(r)
	if d == nil {
		d = s.byKey(r)
	}
	if d == nil {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.Write([]byte(d.Name))
}

// Sync reads where a client left off, which RFC 6578 calls a token: silent.
func (s *devices) Sync(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Token string `xml:"sync-token"`
	}
	if xml.NewDecoder(r.Body).Decode(&body) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	n, ok := parseSyncToken(body.Token)
	if !ok {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.Write([]byte(n))
}

func parseSyncToken(s string) (string, bool) { return strings.CutPrefix(s, "sync-") }
