// Package refined holds carriers about which tests tell more: which of several
// errors it is, what an accessor returned before, what a low package asks for.
package refined

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"authstatus.test/challenge/carriers/errs"
	"authstatus.test/challenge/carriers/httpx"
)

func known(r *http.Request) bool { return r.Header.Get("Authorization") != "" }

// 1. The interface that errors.As looks for has no name.

type fetch func(r *http.Request) error

type fetchError struct{ status int }

func (e fetchError) Error() string   { return http.StatusText(e.status) }
func (e fetchError) HTTPStatus() int { return e.status }

func (f fetch) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := f(r); err != nil {
		var he interface{ HTTPStatus() int }
		if errors.As(err, &he) {
			w.WriteHeader(he.HTTPStatus()) // want `401 \[missing-challenge\]: w\.WriteHeader in fetch\.ServeHTTP sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
		w.WriteHeader(http.StatusBadGateway)
	}
}

func fetchTray(r *http.Request) error {
	if !known(r) {
		return fetchError{http.StatusUnauthorized}
	}
	return nil
}

// 2. One of two errors in view is answered before the general case: silent.

type statuser interface {
	error
	StatusFor() int
}

type earlyError struct{ n int }

func (e earlyError) Error() string    { return "early" }
func (e earlyError) StatusFor() int   { return e.n }
func (e earlyError) Location() string { return "/login" }

type lateError struct{ n int }

func (e lateError) Error() string  { return "late" }
func (e lateError) StatusFor() int { return e.n }

func whichever(r *http.Request) error {
	if !known(r) {
		return earlyError{http.StatusUnauthorized}
	}
	return lateError{http.StatusConflict}
}

func getWhichever(w http.ResponseWriter, r *http.Request) {
	err := whichever(r)
	var early earlyError
	if errors.As(err, &early) {
		http.Redirect(w, r, early.Location(), http.StatusSeeOther)
		return
	}
	var s statuser
	if errors.As(err, &s) {
		w.WriteHeader(s.StatusFor())
	}
}

// 3. The same in a type switch, where the first case sets the challenge: silent.

type looker interface {
	Look(name string) error
}

type guardian struct{ open bool }

type guardError struct{ n int }

func (e *guardError) Error() string     { return "guarded" }
func (e *guardError) HTTPReply() int    { return e.n }
func (e *guardError) Challenge() string { return `Bearer realm="garden"` }

type gapError struct{ n int }

func (e *gapError) Error() string  { return "gap" }
func (e *gapError) HTTPReply() int { return e.n }

type replier interface {
	HTTPReply() int
}

func (g guardian) Look(name string) error {
	if !g.open {
		return &guardError{http.StatusUnauthorized}
	}
	return &gapError{http.StatusNotFound}
}

func look(l looker) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch e := l.Look(r.PathValue("name")).(type) {
		case nil:
		case *guardError:
			w.Header().Set("WWW-Authenticate", e.Challenge())
			w.WriteHeader(e.HTTPReply())
		case replier:
			w.WriteHeader(e.HTTPReply())
		default:
			w.WriteHeader(http.StatusInternalServerError)
		}
	}
}

// 4. An As method of the error wins over the error that it holds: silent.

type innerHook struct{ Status int }

func (e *innerHook) Error() string { return "inner" }

type hooked struct{ inner *innerHook }

func (h *hooked) Error() string { return h.inner.Error() }
func (h *hooked) Unwrap() error { return h.inner }
func (h *hooked) As(target any) bool {
	if t, ok := target.(**innerHook); ok {
		*t = &innerHook{http.StatusNotFound}
		return true
	}
	return false
}

func hookedOf(r *http.Request) error {
	if !known(r) {
		return &hooked{&innerHook{http.StatusUnauthorized}}
	}
	return nil
}

func getHooked(w http.ResponseWriter, r *http.Request) {
	var e *innerHook
	if err := hookedOf(r); errors.As(err, &e) {
		w.WriteHeader(e.Status)
	}
}

// 5. Headers that are copied in a loop: whether they hold the challenge is
// known where the map is made in view.

type output struct {
	Status  int
	Headers http.Header
}

func fill(r *http.Request) *output {
	out := &output{Status: http.StatusOK, Headers: http.Header{"Content-Type": {"text/plain"}}}
	if !known(r) {
		out.Status = http.StatusUnauthorized
	}
	return out
}

func (o *output) send(w http.ResponseWriter) {
	for k, vs := range o.Headers {
		for _, v := range vs {
			w.Header().Add(k, v)
		}
	}
	w.WriteHeader(o.Status) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*output\)\.send sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func getStone(w http.ResponseWriter, r *http.Request) {
	fill(r).send(w)
}

// Silent: the map comes from elsewhere.
func getPebble(w http.ResponseWriter, r *http.Request, h http.Header) {
	out := fill(r)
	out.Headers = h
	out.send(w)
}

// 6. The challenge under a status that is one of several: silent.

type refusal struct{ Status int }

func (e *refusal) Error() string { return http.StatusText(e.Status) }

func refuse(w http.ResponseWriter, err error) {
	status := http.StatusInternalServerError
	var e *refusal
	if errors.As(err, &e) {
		status = e.Status
	}
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="refusals"`)
	}
	w.WriteHeader(status)
}

type judge interface {
	Judge(r *http.Request) error
}

func court(j judge) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := j.Judge(r); err != nil {
			refuse(w, err)
		}
	}
}

type strict struct{}

func (strict) Judge(r *http.Request) error {
	if !known(r) {
		return &refusal{http.StatusUnauthorized}
	}
	return nil
}

// 7. The same with a method that is asked twice: silent.

type users interface {
	Rename(ctx context.Context, token, name string) error
	Lock(ctx context.Context, token string) error
}

type handler struct{ users users }

func (h *handler) rename(w http.ResponseWriter, r *http.Request) {
	if err := h.users.Rename(r.Context(), r.Header.Get("Authorization"), r.FormValue("name")); err != nil {
		e := errs.Parse(err)
		if e.Status() == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="users"`)
		}
		w.WriteHeader(e.Status())
	}
}

// The test is kept in a variable: silent.
func (h *handler) relabel(w http.ResponseWriter, r *http.Request) {
	if err := h.users.Rename(r.Context(), r.Header.Get("Authorization"), r.FormValue("name")); err != nil {
		e := errs.Parse(err)
		asks := e.Status() == http.StatusUnauthorized
		if asks {
			w.Header().Set("WWW-Authenticate", `Bearer realm="users"`)
		}
		w.WriteHeader(e.Status())
	}
}

// It tells of another status.
func (h *handler) retitle(w http.ResponseWriter, r *http.Request) {
	if err := h.users.Rename(r.Context(), r.Header.Get("Authorization"), r.FormValue("name")); err != nil {
		e := errs.Parse(err)
		asks := e.Status() == http.StatusForbidden
		if asks {
			w.Header().Set("WWW-Authenticate", `Bearer realm="users"`)
		}
		w.WriteHeader(e.Status()) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*handler\)\.retitle sends no WWW-Authenticate, chosen in errs/errs\.go:35: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// 8. A variable of a low package carries 401, and nobody in view names it.

func (h *handler) lock(w http.ResponseWriter, r *http.Request) {
	err := h.users.Lock(r.Context(), r.Header.Get("Authorization"))
	var l *errs.Lapse
	if errors.As(err, &l) {
		http.Error(w, l.Detail, l.Code) // want `401 \[missing-challenge\]: http\.Error in \(\*handler\)\.lock sends no WWW-Authenticate, chosen in errs/errs\.go:97: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// 9. The writer is in a low package, and a helper here passes two errors to
// it: the helper is the last responder of the package, so one finding.

type store interface {
	Find(r *http.Request) error
	Drop(r *http.Request) error
}

type memory struct{}

func (memory) Find(r *http.Request) error {
	if !known(r) {
		return &httpx.Problem{Status: http.StatusUnauthorized, Title: "log in first"}
	}
	return &httpx.Problem{Status: http.StatusNotFound, Title: "no such order"}
}

func (memory) Drop(r *http.Request) error {
	if !known(r) {
		return fmt.Errorf("drop: %w", &httpx.Problem{Status: http.StatusUnauthorized, Title: "log in first"})
	}
	return nil
}

func problems(w http.ResponseWriter, err error) {
	httpx.WriteProblem(w, err) // want `401 \[missing-challenge\]: httpx\.WriteProblem in problems sends no WWW-Authenticate, from 2 places \(lines 299, 306\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

func find(s store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := s.Find(r); err != nil {
			problems(w, err)
		}
	}
}

func drop(s store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := s.Drop(r); err != nil {
			problems(w, err)
		}
	}
}

// 10. An error that is an integer is not followed: silent.

type codeError int

func (c codeError) Error() string { return http.StatusText(int(c)) }
func (c codeError) HTTPCode() int { return int(c) }

func pay(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		httpx.Write(w, codeError(http.StatusUnauthorized))
		return
	}
	httpx.Write(w, codeError(http.StatusPaymentRequired))
}

// 11. A function type of a low package returns its status: it is chosen here
// and sent there.

func list(r *http.Request) (int, any) {
	if !known(r) {
		return http.StatusUnauthorized, nil // want `401 \[missing-challenge\]: return in list sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
	}
	return http.StatusOK, []string{}
}

// 12. An adapter of a named type, and a handler, a method, that sets the
// challenge: silent.

type lidHandler func(w http.ResponseWriter, r *http.Request, name string) error

type lidError struct{ status int }

func (e *lidError) Error() string { return http.StatusText(e.status) }

func (h lidHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := h(w, r, r.URL.Path); err != nil {
		if e, ok := err.(*lidError); ok {
			w.WriteHeader(e.status)
			return
		}
		w.WriteHeader(http.StatusInternalServerError)
	}
}

type lid struct{ tight bool }

func (l *lid) open(w http.ResponseWriter, r *http.Request, name string) error {
	if !known(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="lids"`)
		return &lidError{http.StatusUnauthorized}
	}
	return nil
}

// 13. One handler of an adapter sets the challenge, so the adapter may be right
// for the other too: silent.

type mixedHandler func(w http.ResponseWriter, r *http.Request) error

type mixedError struct{ status int }

func (e *mixedError) Error() string { return http.StatusText(e.status) }

func (h mixedHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := h(w, r); err != nil {
		if e, ok := err.(*mixedError); ok {
			w.WriteHeader(e.status)
			return
		}
		w.WriteHeader(http.StatusInternalServerError)
	}
}

func getMixed(w http.ResponseWriter, r *http.Request) error {
	if !known(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="mixed"`)
		return &mixedError{http.StatusUnauthorized}
	}
	return nil
}

func putMixed(w http.ResponseWriter, r *http.Request) error {
	if !known(r) {
		return &mixedError{http.StatusUnauthorized}
	}
	return nil
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	h := &handler{}
	mux.Handle("/tray", fetch(fetchTray))
	mux.HandleFunc("/whichever", getWhichever)
	mux.HandleFunc("/look/{name}", look(guardian{}))
	mux.HandleFunc("/hooked", getHooked)
	mux.HandleFunc("/stone", getStone)
	mux.HandleFunc("/court", court(strict{}))
	mux.HandleFunc("/rename", h.rename)
	mux.HandleFunc("PUT /rename", h.relabel)
	mux.HandleFunc("PATCH /rename", h.retitle)
	mux.HandleFunc("/lock", h.lock)
	mux.HandleFunc("/find", find(memory{}))
	mux.HandleFunc("/drop", drop(memory{}))
	mux.HandleFunc("/pay", pay)
	mux.Handle("/lid", lidHandler((&lid{}).open))
	mux.Handle("GET /mixed", mixedHandler(getMixed))
	mux.Handle("PUT /mixed", mixedHandler(putMixed))
	mux.Handle("/list", httpx.Handle(list))
}
