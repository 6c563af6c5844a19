// Package handler sends the errors of a use case that it sees as an interface
// only.
package handler

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"authstatus.test/challenge/carriers/errs"
)

// Users is implemented by a package that is not imported.
type Users interface {
	Login(ctx context.Context, token string) (string, error)
	Rename(ctx context.Context, token, name string) error
	Remove(ctx context.Context, token string) error
}

// Stock is implemented by another.
type Stock interface {
	Find(ctx context.Context, name string) error
	Count(ctx context.Context) (int, error)
}

// Handler holds the use case.
type Handler struct{ users Users }

// New returns a handler for a use case.
func New(users Users) *Handler { return &Handler{users} }

// Login spreads status and body over the responder.
func (h *Handler) Login(c *gin.Context) {
	name, err := h.users.Login(c, c.GetHeader("Authorization"))
	if err != nil {
		c.JSON(errs.Response(err)) // want `401 \[missing-challenge\]: c\.JSON in \(\*Handler\)\.Login sends no WWW-Authenticate, chosen in errs/errs\.go:35: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	c.JSON(http.StatusOK, name)
}

// LoginChallenged sets the challenge first: silent.
func (h *Handler) LoginChallenged(c *gin.Context) {
	name, err := h.users.Login(c, c.GetHeader("Authorization"))
	if err != nil {
		c.Header("WWW-Authenticate", `Bearer realm="users"`)
		c.JSON(errs.Response(err))
		return
	}
	c.JSON(http.StatusOK, name)
}

// Rename asks the error for its status.
func (h *Handler) Rename(w http.ResponseWriter, r *http.Request) {
	if err := h.users.Rename(r.Context(), r.Header.Get("Authorization"), r.FormValue("name")); err != nil {
		e := errs.Parse(err)
		w.WriteHeader(e.Status()) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*Handler\)\.Rename sends no WWW-Authenticate, chosen in errs/errs\.go:35: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		json.NewEncoder(w).Encode(e.Causes())
	}
}

// Remove finds a fault; package errs makes one with 401.
func (h *Handler) Remove(w http.ResponseWriter, r *http.Request) {
	err := h.users.Remove(r.Context(), r.Header.Get("Authorization"))
	var f *errs.Fault
	switch {
	case errors.As(err, &f):
		http.Error(w, f.Detail, f.Code) // want `401 \[missing-challenge\]: http\.Error in \(\*Handler\)\.Remove sends no WWW-Authenticate, chosen in errs/errs\.go:84: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	case err != nil:
		w.WriteHeader(http.StatusInternalServerError)
	}
}

// Shop holds another use case.
type Shop struct{ stock Stock }

// Find and Count send the error of a method that is about no credentials: most
// methods of a service return no 401, so each handler of its own is silent.
func (h *Shop) Find(c *gin.Context) {
	if err := h.stock.Find(c, c.Param("name")); err != nil {
		c.JSON(errs.Response(err))
	}
}

func (h *Shop) Count(w http.ResponseWriter, r *http.Request) {
	n, err := h.stock.Count(r.Context())
	var f *errs.Fault
	if errors.As(err, &f) {
		http.Error(w, f.Detail, f.Code)
		return
	}
	json.NewEncoder(w).Encode(n)
}

// RemoveQuietly answers all faults with 409: silent.
func (h *Handler) RemoveQuietly(w http.ResponseWriter, r *http.Request) {
	err := h.users.Remove(r.Context(), r.Header.Get("Authorization"))
	var f *errs.Fault
	if errors.As(err, &f) {
		http.Error(w, f.Detail, http.StatusConflict)
	}
}

// Brew sends a fault in view that is no 401: silent.
func (h *Handler) Brew(w http.ResponseWriter, r *http.Request) {
	http.Error(w, errs.Teapot.Detail, errs.Teapot.Code)
}

// Knock sends the one that is.
func (h *Handler) Knock(w http.ResponseWriter, r *http.Request) {
	http.Error(w, errs.Denied.Detail, errs.Denied.Code) // want `401 \[missing-challenge\]: http\.Error in \(\*Handler\)\.Knock sends no WWW-Authenticate, chosen in errs/errs\.go:97: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}
