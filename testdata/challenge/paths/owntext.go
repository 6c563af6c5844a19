package paths

import (
	"net/http"
	"strconv"
)

type ruling struct {
	Allowed   bool
	Challenge string
}

type judge interface{ Rule(r *http.Request) ruling }

// Whoever rules says whether there is a challenge: nothing is known.
func ruled(w http.ResponseWriter, r *http.Request, j judge) {
	v := j.Rule(r)
	if !v.Allowed {
		if v.Challenge != "" {
			w.Header().Set("WWW-Authenticate", v.Challenge)
		}
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// In a function of its own.
func ruledBy(w http.ResponseWriter, r *http.Request, j judge) {
	v := j.Rule(r)
	if v.Challenge != "" {
		ask(w, v.Challenge)
	}
	refuseFor(w)
}

func ask(w http.ResponseWriter, challenge string) { w.Header().Set("WWW-Authenticate", challenge) }

func refuseFor(w http.ResponseWriter) { w.WriteHeader(http.StatusUnauthorized) }

// What the request has says nothing of the challenge.
func ruledByName(w http.ResponseWriter, r *http.Request, j judge) {
	v := j.Rule(r)
	if r.Header.Get("X-Name") != "" {
		w.Header().Set("WWW-Authenticate", v.Challenge)
	}
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in ruledByName sends no WWW-Authenticate where r\.Header\.Get\("X-Name"\) != "" is false \(line 42\): set a challenge on that path too \(RFC 9110 §15\.5\.2\)`
}

// One that callers give is known.
func refuseWith(w http.ResponseWriter, challenge string) {
	if challenge != "" {
		w.Header().Set("WWW-Authenticate", challenge)
	}
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in refuseWith sends no WWW-Authenticate where challenge != "" is false \(line 50\): set a challenge on that path too \(RFC 9110 §15\.5\.2\)`
}

func refuse(w http.ResponseWriter) { refuseWith(w, "") }

func refuseBasic(w http.ResponseWriter) { refuseWith(w, `Basic realm="paths"`) }

// What a function in view makes is not out of sight.
func ruledHere(w http.ResponseWriter, name string) {
	if text := asking(name); text != "" {
		w.Header().Set("WWW-Authenticate", text)
	}
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in ruledHere sends no WWW-Authenticate where text != "" is false \(line 62\): set a challenge on that path too \(RFC 9110 §15\.5\.2\)`
}

func asking(name string) string {
	if name == "" {
		return ""
	}
	return "Basic realm=" + strconv.Quote(name)
}
