// Package tabled answers errors of another package by tables of its own.
package tabled

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"authstatus.test/challenge/carriers/tabled/fault"
)

var statuses = map[fault.Kind]int{
	fault.Broken: http.StatusInternalServerError,
	fault.Nobody: http.StatusUnauthorized,
	fault.Gone:   http.StatusGone,
}

// All kinds come here.
func answer(w http.ResponseWriter, err error) {
	var f *fault.Fault
	if !errors.As(err, &f) {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	code, ok := statuses[f.Kind]
	if !ok {
		code = http.StatusInternalServerError
	}
	http.Error(w, f.Error(), code) // want `401 \[missing-challenge\]: http\.Error in answer sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// Silent: who is nobody is answered elsewhere.
func answerJob(w http.ResponseWriter, err error) {
	var f *fault.Fault
	if !errors.As(err, &f) {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	code, ok := statuses[f.Kind]
	if !ok {
		code = http.StatusInternalServerError
	}
	http.Error(w, f.Error(), code)
}

// Silent, without a fallback.
func answerGin(c *gin.Context, err error) {
	var f *fault.Fault
	if errors.As(err, &f) {
		c.JSON(statuses[f.Kind], gin.H{"error": f.Error()})
		return
	}
	c.Status(http.StatusInternalServerError)
}

// The kind is chosen by the caller.
func answerAny(c *gin.Context, err error) {
	var f *fault.Fault
	if errors.As(err, &f) {
		status := http.StatusInternalServerError
		if n, ok := statuses[f.Kind]; ok {
			status = n
		}
		c.JSON(status, gin.H{"error": f.Error()}) // want `401 \[missing-challenge\]: c\.JSON in answerAny sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	c.Status(http.StatusInternalServerError)
}

// What the function writes to is no kept kind. A fault is made another here.
func answerMade(w http.ResponseWriter, err error) {
	var f *fault.Fault
	if errors.As(err, &f) {
		if f.Error() == "" {
			f.Kind = fault.Nobody
		}
		w.WriteHeader(statuses[f.Kind]) // want `401 \[missing-challenge\]: w\.WriteHeader in answerMade sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

func work() error { return nil }

func Login(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		answer(w, fault.Anonymous())
		return
	}
	if err := work(); err != nil {
		answer(w, fault.Internal(err))
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func Job(w http.ResponseWriter, r *http.Request) {
	if err := work(); err != nil {
		answerJob(w, fault.Internal(err))
		return
	}
	if r.ContentLength == 0 {
		answerJob(w, fault.Any(fault.Gone))
		return
	}
	answerMade(w, fault.Away())
}

func JobGin(c *gin.Context) {
	if err := work(); err != nil {
		answerGin(c, fault.Internal(err))
		return
	}
	answerGin(c, fault.Away())
}

func AnyGin(c *gin.Context) {
	answerAny(c, fault.Any(fault.Kind(c.Query("kind"))))
}
