// Package spelled calls methods as functions: what is handed first is what they
// are called on.
package spelled

import (
	"database/sql"
	"errors"
	"net/http"
)

type member struct {
	name string
	desk string
}

type office struct {
	db    *sql.DB
	rules map[string][]string
}

// whoAsks finds the member to whom a token belongs.
func (o *office) whoAsks(r *http.Request) (*member, error) {
	m := &member{}
	row := o.db.QueryRow("select name, desk from members where token = ?", r.Header.Get("Authorization"))
	if err := row.Scan(&m.name, &m.desk); err != nil {
		return nil, err
	}
	return m, nil
}

// sits fails for those who sit at another desk.
func (o *office) sits(m *member, desk string) error {
	if m.desk != desk {
		return errors.New("another desk")
	}
	return nil
}

func (o *office) called(w http.ResponseWriter, r *http.Request) {
	m, err := o.whoAsks(r)
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="office"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if err := o.sits(m, r.PathValue("desk")); err != nil {
		http.Error(w, "no", http.StatusUnauthorized) // want `^401 \[want-403\]: the caller is known and does not own the resource \(err from o\.sits, line 46\): respond 403 \(RFC 9110 §15\.5\.4\)$`
	}
}

func (o *office) spelledOut(w http.ResponseWriter, r *http.Request) {
	m, err := (*office).whoAsks(o, r)
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="office"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if err := (*office).sits(o, m, r.PathValue("desk")); err != nil {
		http.Error(w, "no", http.StatusUnauthorized) // want `^401 \[want-403\]: the caller is known and does not own the resource \(err from \(\*office\)\.sits, line 58\): respond 403 \(RFC 9110 §15\.5\.4\)$`
	}
}

// What is handed is no caller: nothing is said.
func (o *office) other(w http.ResponseWriter, r *http.Request) {
	m := &member{desk: r.FormValue("from")}
	if err := (*office).sits(o, m, r.PathValue("desk")); err != nil {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

// allowed fails where nothing is set up, and for those who sit elsewhere: a login
// helps with neither.
func (o *office) allowed(m *member, desk string) error {
	if o.db == nil {
		return errors.New("there is no database")
	}
	if m.desk != desk {
		return errors.New("another desk")
	}
	return nil
}

func (o *office) switchedOff(w http.ResponseWriter, r *http.Request) {
	m, err := o.whoAsks(r)
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="office"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if err := o.allowed(m, r.PathValue("desk")); err != nil {
		http.Error(w, "no", http.StatusUnauthorized) // want `^401 \[want-403\]: the caller is known and does not own the resource \(err from o\.allowed, line 90\): respond 403 \(RFC 9110 §15\.5\.4\)$`
	}
}

// Routes sets up the office.
func Routes(mux *http.ServeMux, db *sql.DB, rules map[string][]string) {
	o := &office{db, rules}
	mux.HandleFunc("/called/{desk}", o.called)
	mux.HandleFunc("/spelled/{desk}", o.spelledOut)
	mux.HandleFunc("/other/{desk}", o.other)
	mux.HandleFunc("/off/{desk}", o.switchedOff)
}

// What the caller is only chooses the answer: why it is given is the error.
func (o *office) chosen(w http.ResponseWriter, r *http.Request) {
	m, err := o.whoAsks(r)
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="office"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if err := o.confirm(m, r.FormValue("code")); err != nil {
		if m.desk != "front" {
			http.Error(w, "no", http.StatusBadRequest)
		} else if m.name != "admin" {
			http.Error(w, "wrong code", http.StatusUnauthorized)
		}
	}
}

func (o *office) confirm(m *member, code string) error {
	_, err := o.db.Exec("update codes set used = 1 where code = ?", code)
	return err
}
