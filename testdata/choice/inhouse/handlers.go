package inhouse

import (
	"encoding/json"
	"errors"
	"net/http"
)

type problem struct {
	Status int
	Text   string
}

func (p *problem) Error() string { return p.Text }

var (
	errWho   = &problem{http.StatusUnauthorized, "unauthorized"}
	errLimit = &problem{http.StatusTooManyRequests, "later"}
)

type Plan struct {
	Name  string
	Calls int
}

type Account struct {
	Name string
	Kind string
	Plan *Plan
}

// Chief is safe to ask of nobody.
func (a *Account) Chief() bool { return a != nil && a.Kind == "chief" }

func (a *Account) Plain() bool { return a != nil && a.Kind == "plain" }

type guest struct {
	addr    string
	account *Account
}

// Account may be nil.
func (g *guest) Account() *Account { return g.account }

type keeper interface {
	Holds(name, thing string) (bool, error)
	Verify(pass, hash string) (bool, error)
	Find(raw string) (*Account, error)
	Account(name string) (*Account, error)
}

type handle func(http.ResponseWriter, *http.Request, *guest) error

type desk struct {
	keeper keeper
	closed bool
}

func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g := &guest{addr: r.RemoteAddr}
	if raw := r.Header.Get("Authorization"); raw != "" {
		a, err := d.keeper.Find(raw)
		if err != nil {
			d.fail(w, errWho)
			return
		}
		g = &guest{addr: r.RemoteAddr, account: a}
	}
	h := d.routes()[r.URL.Path]
	if h == nil {
		http.NotFound(w, r)
		return
	}
	if err := h(w, r, g); err != nil {
		d.fail(w, err)
	}
}

func (d *desk) fail(w http.ResponseWriter, err error) {
	var p *problem
	if !errors.As(err, &p) {
		p = &problem{http.StatusInternalServerError, "oops"}
	}
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="desk"`)
	}
	http.Error(w, p.Text, p.Status)
}

func (d *desk) routes() map[string]handle {
	return map[string]handle{
		"/join":  d.join,
		"/claim": d.known(d.claim),
		"/drop":  d.known(d.drop),
		"/call":  d.call,
		"/both":  d.both,
		"/other": d.other,
		"/again": d.again,
		"/give":  d.known(d.give),
	}
}

func (d *desk) known(next handle) handle {
	return func(w http.ResponseWriter, r *http.Request, g *guest) error {
		if g.Account() == nil {
			return errWho
		}
		return next(w, r, g)
	}
}

func (d *desk) join(w http.ResponseWriter, r *http.Request, g *guest) error {
	a := g.Account()
	if !a.Chief() {
		if d.closed {
			return errLimit
		} else if a != nil {
			return errWho // want `401 \[want-403\]: the caller is known and lacks a right \(a\.Chief, line 114\): respond 403 \(RFC 9110 §15\.5\.4\)`
		}
	}
	return nil
}

type wish struct {
	Thing, Pass string
	Account     *Account `json:"account"`
}

func (d *desk) claim(w http.ResponseWriter, r *http.Request, g *guest) error {
	a := g.Account()
	var in wish
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		return err
	}
	if a.Plain() && a.Plan == nil {
		return errWho // want `401 \[want-403\]: the caller is known and lacks a right \(a\.Plain, line 135\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return nil
}

func (d *desk) drop(w http.ResponseWriter, r *http.Request, g *guest) error {
	a := g.Account()
	ok, err := d.keeper.Holds(a.Name, r.PathValue("thing"))
	if err != nil {
		return err
	} else if !ok {
		return errWho // want `401 \[want-403\]: the caller is known and lacks a right \(d\.keeper\.Holds, line 143\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return nil
}

func (d *desk) call(w http.ResponseWriter, r *http.Request, g *guest) error {
	a := g.Account()
	if a == nil || a.Plain() && a.Plan == nil {
		return errWho
	} else if a.Plain() && a.Plan.Calls == 0 {
		return errWho // want `401 \[want-403\]: the caller is known and lacks a right \(a\.Plain, line 156\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return nil
}

func (d *desk) both(w http.ResponseWriter, r *http.Request, g *guest) error {
	if !g.Account().Chief() {
		return errWho
	}
	return nil
}

// other asks about an account that the request names.
func (d *desk) other(w http.ResponseWriter, r *http.Request, g *guest) error {
	a, err := d.keeper.Account(r.PathValue("name"))
	if err != nil {
		return err
	}
	if a.Plan == nil {
		return errWho
	}
	return nil
}

// again asks for the password once more.
func (d *desk) again(w http.ResponseWriter, r *http.Request, g *guest) error {
	a := g.Account()
	var in wish
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil || a == nil {
		return errLimit
	}
	ok, err := d.keeper.Verify(a.Name, in.Pass)
	if err != nil {
		return err
	}
	if !ok {
		return errWho
	}
	return nil
}

func (d *desk) give(w http.ResponseWriter, r *http.Request, g *guest) error {
	var in wish
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		return err
	}
	return d.given(w, r, &in)
}

// given: whom the body names does not ask.
func (d *desk) given(w http.ResponseWriter, r *http.Request, in *wish) error {
	if in.Account.Plan == nil {
		return errWho
	}
	return nil
}
