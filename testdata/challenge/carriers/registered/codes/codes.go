// Package codes keeps what each of its codes is answered with in tables, which
// are filled when the codes are made.
package codes

import (
	"net/http"
	"sync"
)

type Code int

type Descriptor struct {
	Code   Code
	Name   string
	Status int
}

type row struct {
	Name   string
	Status int
}

var (
	byCode = map[Code]Descriptor{}
	byName = map[string]*row{}
	next   Code
	lock   sync.Mutex
)

// Register is what other packages fill the table with, too.
func Register(d Descriptor) Code {
	lock.Lock()
	defer lock.Unlock()
	next++
	d.Code = next
	byCode[d.Code] = d
	return d.Code
}

var (
	Unknown = Register(Descriptor{Name: "unknown", Status: http.StatusInternalServerError})
	Login   = Register(Descriptor{Name: "login", Status: http.StatusUnauthorized})
	Denied  = Register(Descriptor{Name: "denied", Status: http.StatusForbidden})
)

func (c Code) Error() string { return c.Descriptor().Name }

func (c Code) Descriptor() Descriptor {
	d, ok := byCode[c]
	if !ok {
		return Unknown.Descriptor()
	}
	return d
}

func Serve(w http.ResponseWriter, err error) {
	status := http.StatusInternalServerError
	if c, ok := err.(interface{ Descriptor() Descriptor }); ok {
		status = c.Descriptor().Status
	}
	w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in Serve sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// What is filled by init, and through another function, is no other.
func fill(r *row) { keep(r) }

func keep(r *row) { byName[r.Name] = r }

func init() {
	fill(&row{Name: "none", Status: http.StatusUnauthorized})
}

func ServeNamed(w http.ResponseWriter, name string) {
	w.WriteHeader(byName[name].Status) // want `401 \[missing-challenge\]: w\.WriteHeader in ServeNamed sends no WWW-Authenticate: set a challenge before it`
}

// What a function looks at, and does not keep, fills no table.
type limit struct{ Status, Times int }

var limits = map[string]limit{}

func look(l limit) bool { return l.Times > 0 && len(limits) == 0 }

var looked = look(limit{Status: http.StatusUnauthorized})

func init() { limits["rate"] = limit{Status: http.StatusTooManyRequests} }

func ServeLimit(w http.ResponseWriter, name string) {
	w.WriteHeader(limits[name].Status)
}

// A table that has no 401 sends none.
type plain struct{ Status int }

var plains = map[string]plain{}

func addPlain(name string, p plain) bool { plains[name] = p; return true }

var _ = addPlain("gone", plain{http.StatusGone})

func ServePlain(w http.ResponseWriter, name string) {
	w.WriteHeader(plains[name].Status)
}
