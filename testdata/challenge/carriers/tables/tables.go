// Package tables finds the status of an error in a table, a switch or a code.
package tables

import (
	"encoding/json"
	"errors"
	"net/http"
)

func known(r *http.Request) bool { return r.Header.Get("Authorization") != "" }

// A map from sentinels to statuses.
var (
	errNoLogin = errors.New("log in first")
	errNoTree  = errors.New("no such tree")
)

var statusOf = map[error]int{
	errNoLogin: http.StatusUnauthorized,
	errNoTree:  http.StatusNotFound,
}

func findTree(r *http.Request) error {
	if !known(r) {
		return errNoLogin
	}
	return errNoTree
}

func getTree(w http.ResponseWriter, r *http.Request) {
	if err := findTree(r); err != nil {
		status, ok := statusOf[err]
		if !ok {
			status = http.StatusInternalServerError
		}
		http.Error(w, err.Error(), status) // want `401 \[missing-challenge\]: http\.Error in getTree sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// The same table, ranged over.
func sendMapped(w http.ResponseWriter, err error) {
	for target, status := range statusOf {
		if errors.Is(err, target) {
			w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in sendMapped sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
	}
	w.WriteHeader(http.StatusInternalServerError)
}

func fellTree(w http.ResponseWriter, r *http.Request) {
	if err := findTree(r); err != nil {
		sendMapped(w, err)
	}
}

// A key that is not in the table's 401 row: silent.
func plantTree(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(statusOf[errNoTree])
}

// A switch over errors.
func statusFor(err error) int {
	switch {
	case err == nil:
		return http.StatusOK
	case errors.Is(err, errNoLogin):
		return http.StatusUnauthorized
	case errors.Is(err, errNoTree):
		return http.StatusNotFound
	}
	return http.StatusInternalServerError
}

func climbTree(w http.ResponseWriter, r *http.Request) {
	err := findTree(r)
	w.WriteHeader(statusFor(err)) // want `401 \[missing-challenge\]: w\.WriteHeader in climbTree sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// The same with the challenge: silent.
func shakeTree(w http.ResponseWriter, r *http.Request) {
	err := findTree(r)
	code := statusFor(err)
	if code == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="trees"`)
	}
	w.WriteHeader(code)
}

// Nothing here is mapped to 401: silent.
func paintTree(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		w.WriteHeader(statusFor(errNoTree))
	}
}

// A switch over a code in the error.
type codeError struct {
	Code string
	Text string
}

func (e *codeError) Error() string { return e.Text }

const (
	eUnauthorized = "unauthorized"
	eMissing      = "missing"
	eConflict     = "conflict"
)

func codeStatus(code string) int {
	switch code {
	case eUnauthorized:
		return http.StatusUnauthorized
	case eMissing:
		return http.StatusNotFound
	case eConflict:
		return http.StatusConflict
	}
	return http.StatusInternalServerError
}

func renderCode(w http.ResponseWriter, err error) {
	var e *codeError
	if !errors.As(err, &e) {
		e = &codeError{Code: "internal"}
	}
	w.WriteHeader(codeStatus(e.Code)) // want `401 \[missing-challenge\]: w\.WriteHeader in renderCode sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	json.NewEncoder(w).Encode(e)
}

func getBush(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		renderCode(w, &codeError{eUnauthorized, "log in first"})
		return
	}
	renderCode(w, &codeError{Code: eMissing, Text: "no such bush"})
}

func cutBush(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		renderCode(w, &codeError{Code: "unauthorized"})
	}
}

// A map from codes to statuses, in the manner of wtf.
var codeTable = map[string]int{
	"EUNAUTHORIZED": http.StatusUnauthorized,
	"ENOTFOUND":     http.StatusNotFound,
}

func fail(w http.ResponseWriter, code, msg string) {
	status, ok := codeTable[code]
	if !ok {
		status = http.StatusInternalServerError
	}
	http.Error(w, msg, status) // want `401 \[missing-challenge\]: http\.Error in fail sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func getWeed(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		fail(w, "EUNAUTHORIZED", "log in first")
		return
	}
	fail(w, "ENOTFOUND", "no such weed")
}

// An enumeration, mapped by a method.
type kind int

const (
	kindOther kind = iota
	kindNoLogin
	kindNoRight
	kindTaken
)

func (k kind) status() int {
	switch k {
	case kindNoLogin:
		return http.StatusUnauthorized
	case kindNoRight:
		return http.StatusForbidden
	case kindTaken:
		return http.StatusConflict
	}
	return http.StatusInternalServerError
}

func refuse(w http.ResponseWriter, k kind) {
	w.WriteHeader(k.status()) // want `401 \[missing-challenge\]: w\.WriteHeader in refuse sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func getMoss(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		refuse(w, kindNoLogin)
		return
	}
	refuse(w, kindTaken)
}

// An array indexed by the enumeration.
var kindTable = [...]int{
	kindOther:   http.StatusInternalServerError,
	kindNoLogin: http.StatusUnauthorized,
	kindNoRight: http.StatusForbidden,
	kindTaken:   http.StatusConflict,
}

func getFern(w http.ResponseWriter, r *http.Request) {
	k := kindTaken
	if !known(r) {
		k = kindNoLogin
	}
	w.WriteHeader(kindTable[k]) // want `401 \[missing-challenge\]: w\.WriteHeader in getFern sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// Only the row that is meant counts: silent.
func putFern(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		w.WriteHeader(kindTable[kindTaken])
	}
}

// In-house codes: the first three digits are the status.
const (
	codeNoLogin = 40101
	codeExpired = 40102
	codeNoPath  = 40401
)

type appError struct {
	Code int
	Msg  string
}

func (e appError) Error() string { return e.Msg }
func (e appError) status() int   { return e.Code / 100 }

func writeApp(w http.ResponseWriter, e appError) {
	status := http.StatusInternalServerError
	switch {
	case e.Code >= 40100 && e.Code < 40200:
		status = http.StatusUnauthorized
	case e.Code >= 40400 && e.Code < 40500:
		status = http.StatusNotFound
	}
	w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in writeApp sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func getPath(w http.ResponseWriter, r *http.Request) {
	switch {
	case !known(r):
		writeApp(w, appError{codeNoLogin, "log in first"})
	case r.Header.Get("Authorization") == "old":
		writeApp(w, appError{codeExpired, "log in again"})
	default:
		writeApp(w, appError{codeNoPath, "no such path"})
	}
}

// A table of structs, as in most registries of errors.
type entry struct {
	status int
	text   string
}

var entries = map[string]entry{
	"login":   {http.StatusUnauthorized, "log in first"},
	"missing": {http.StatusNotFound, "not found"},
}

func getLeaf(w http.ResponseWriter, r *http.Request) {
	key := "missing"
	if !known(r) {
		key = "login"
	}
	e := entries[key]
	http.Error(w, e.text, e.status) // want `401 \[missing-challenge\]: http\.Error in getLeaf sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// The row without 401: silent.
func putLeaf(w http.ResponseWriter, r *http.Request) {
	e := entries["missing"]
	http.Error(w, e.text, e.status)
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /tree": getTree,
		"/fell":     fellTree,
		"/plant":    plantTree,
		"/climb":    climbTree,
		"/shake":    shakeTree,
		"/paint":    paintTree,
		"GET /bush": getBush,
		"PUT /bush": cutBush,
		"GET /weed": getWeed,
		"GET /moss": getMoss,
		"GET /fern": getFern,
		"PUT /fern": putFern,
		"GET /path": getPath,
		"GET /leaf": getLeaf,
		"PUT /leaf": putLeaf,
	} {
		mux.HandleFunc(pattern, h)
	}
}
