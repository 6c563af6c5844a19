// Package told holds carriers about which what is known elsewhere tells more:
// the other result, the code that was given, the words of an error, who was
// asked.
package told

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"authstatus.test/challenge/carriers/errs"
)

func known(r *http.Request) bool { return r.Header.Get("Authorization") != "" }

// 1. A code that decides which status a helper returns.

type kind string

const (
	badInput kind = "bad input"
	noLogin  kind = "no login"
)

type answer struct {
	Status int
	Text   string
}

func answerOf(k kind) answer {
	status := http.StatusInternalServerError
	switch k {
	case badInput:
		status = http.StatusBadRequest
	case noLogin:
		status = http.StatusUnauthorized
	}
	return answer{Status: status, Text: string(k)}
}

func getPear(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		a := answerOf(noLogin)
		w.WriteHeader(a.Status) // want `401 \[missing-challenge\]: w\.WriteHeader in getPear sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	// Another code, another status: silent.
	a := answerOf(badInput)
	w.WriteHeader(a.Status)
}

// 2. Two results of one call: what the error is tells the status.

func check(r *http.Request) (int, error) {
	if !known(r) {
		return http.StatusUnauthorized, errors.New("log in first")
	}
	return http.StatusAccepted, nil
}

func getPlum(w http.ResponseWriter, r *http.Request) {
	status, err := check(r)
	if err == nil {
		w.WriteHeader(status) // silent: 202
		return
	}
	http.Error(w, err.Error(), status) // want `401 \[missing-challenge\]: http\.Error in getPlum sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// 3. A nil pointer is used before the response is sent, which never is: silent.

type account struct{ Name string }

func getQuince(w http.ResponseWriter, r *http.Request) {
	a, ok := r.Context().Value("account").(*account)
	if !ok {
		w.Header().Set("X-Account", a.Name)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.Header().Set("X-Account", a.Name)
}

// 4. The words of an error decide. Where the error comes from a call that
// nothing is known of, silent, also in a part of the function that makes the call;
// where all errors are written, not.

func byWords(err error) int {
	if strings.Contains(strings.ToLower(err.Error()), "token") {
		return http.StatusUnauthorized
	}
	return http.StatusInternalServerError
}

func getMedlar(w http.ResponseWriter, r *http.Request) {
	if _, err := strconv.Atoi(r.FormValue("page")); err != nil {
		w.WriteHeader(byWords(err))
	}
}

func writeOne(w http.ResponseWriter, err error) { w.WriteHeader(byWords(err)) }

// WriteAny writes the errors of all packages.
func WriteAny(w http.ResponseWriter, err error) {
	w.WriteHeader(byWords(err)) // want `401 \[missing-challenge\]: w\.WriteHeader in WriteAny sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// 5. A function of std returns no error of this module: silent. One that is
// handed the function that it calls may.

type orchard interface {
	Each(visit func(name string) error) error
}

func getRow(w http.ResponseWriter, r *http.Request) {
	_, err := strconv.Atoi(r.FormValue("row"))
	var f *errs.Fault
	if errors.As(err, &f) {
		w.WriteHeader(f.Code)
	}
}

// 6. A function of this package that chooses no 401 and asks nobody: silent.

func validate(r *http.Request) *errs.Fault {
	if r.FormValue("row") == "" {
		return &errs.Fault{Code: http.StatusBadRequest, Detail: "no row"}
	}
	return nil
}

func putRow(w http.ResponseWriter, r *http.Request) {
	if f := validate(r); f != nil {
		w.WriteHeader(f.Code)
	}
}

func eachRow(w http.ResponseWriter, o orchard) {
	err := o.Each(func(name string) error {
		if name == "" {
			return errs.NoLogin("log in first")
		}
		return nil
	})
	var f *errs.Fault
	if errors.As(err, &f) {
		w.WriteHeader(f.Code) // want `401 \[missing-challenge\]: w\.WriteHeader in eachRow sends no WWW-Authenticate, chosen in errs/errs\.go:84: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// 7. Headers that are set in a loop over a map in view: what its keys are is
// known.

var common = map[string]string{"Cache-Control": "no-store", "X-Frame-Options": "DENY"}

var challenging = map[string]string{"Cache-Control": "no-store", "WWW-Authenticate": `Bearer realm="told"`}

func getLoquat(w http.ResponseWriter, r *http.Request) {
	for name, value := range common {
		w.Header().Set(name, value)
	}
	if !known(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in getLoquat sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// A map that holds the challenge: silent.
func putLoquat(w http.ResponseWriter, r *http.Request) {
	for name, value := range challenging {
		w.Header()[name] = []string{value}
	}
	if !known(r) {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

var growing = map[string]string{"Cache-Control": "no-store"}

// Extend adds a header to all responses.
func Extend(name, value string) { growing[name] = value }

// A map to which others may add: silent.
func dropLoquat(w http.ResponseWriter, r *http.Request) {
	for name, value := range growing {
		w.Header().Set(name, value)
	}
	if !known(r) {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// 8. A table of codes. One that this package gives is evidence; one that it
// never gives is none: silent.

const (
	CodeNoLogin = iota + 100
	CodeNoRoom
	CodeStale
)

var roomStatus = map[int]int{CodeNoLogin: http.StatusUnauthorized, CodeNoRoom: http.StatusNotFound}

var staleStatus = map[int]int{CodeStale: http.StatusUnauthorized, CodeNoRoom: http.StatusNotFound}

// Coded is an error with a code.
type Coded struct{ Code int }

func (c *Coded) Error() string { return strconv.Itoa(c.Code) }

func roomError(known bool) *Coded {
	if !known {
		return &Coded{CodeNoLogin}
	}
	return &Coded{CodeNoRoom}
}

// WriteRoom writes any such error.
func (c *Coded) WriteRoom(w http.ResponseWriter) {
	w.WriteHeader(roomStatus[c.Code]) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*Coded\)\.WriteRoom sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// WriteStale writes any such error.
func (c *Coded) WriteStale(w http.ResponseWriter) {
	w.WriteHeader(staleStatus[c.Code])
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux, o orchard) {
	mux.HandleFunc("/pear", getPear)
	mux.HandleFunc("/plum", getPlum)
	mux.HandleFunc("/quince", getQuince)
	mux.HandleFunc("/medlar", getMedlar)
	mux.HandleFunc("GET /row", getRow)
	mux.HandleFunc("PUT /row", putRow)
	mux.HandleFunc("/room", func(w http.ResponseWriter, r *http.Request) { roomError(known(r)).WriteRoom(w) })
	mux.HandleFunc("GET /loquat", getLoquat)
	mux.HandleFunc("PUT /loquat", putLoquat)
	mux.HandleFunc("DELETE /loquat", dropLoquat)
	mux.HandleFunc("/rows", func(w http.ResponseWriter, r *http.Request) { eachRow(w, o) })
	mux.HandleFunc("/one", func(w http.ResponseWriter, r *http.Request) {
		if err := r.Context().Err(); err != nil {
			writeOne(w, err)
		}
	})
}
