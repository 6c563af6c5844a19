// Package named sets headers through helpers that are given their names.
package named

import (
	"encoding/json"
	"net/http"
)

func setHeader(w http.ResponseWriter, key, value string) { w.Header().Set(key, value) }

func plain(w http.ResponseWriter, r *http.Request) {
	setHeader(w, "Content-Type", "application/json")
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in plain sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// challenged is given the challenge's name, whatever its case: silent.
func challenged(w http.ResponseWriter, r *http.Request) {
	setHeader(w, "www-authenticate", `Bearer realm="api"`)
	w.WriteHeader(http.StatusUnauthorized)
}

// unknown doesn't know the name: silent.
func unknown(w http.ResponseWriter, r *http.Request) {
	setHeader(w, r.FormValue("name"), r.FormValue("value"))
	w.WriteHeader(http.StatusUnauthorized)
}

// Pass hands the name on: nothing is said here, where it is not known.
func Pass(w http.ResponseWriter, key, value string) {
	setHeader(w, key, value)
	w.WriteHeader(http.StatusUnauthorized)
}

func passed(w http.ResponseWriter, r *http.Request) {
	Pass(w, "X-Reason", "no token")
}

func passedOn(w http.ResponseWriter, r *http.Request) {
	Pass(w, "WWW-Authenticate", `Bearer realm="api"`)
}

func deny(w http.ResponseWriter, key, value string) {
	setHeader(w, key, value)
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in deny sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func denied(w http.ResponseWriter, r *http.Request) { deny(w, "X-Reason", "no token") }

func deniedWell(w http.ResponseWriter, r *http.Request) {
	deny(w, "WWW-Authenticate", `Bearer realm="api"`)
}

func proxied(w http.ResponseWriter, r *http.Request) {
	setHeader(w, "Proxy-Authenticate", `Basic realm="proxy"`)
	w.WriteHeader(http.StatusProxyAuthRequired)
}

func proxiedBadly(w http.ResponseWriter, r *http.Request) {
	setHeader(w, "WWW-Authenticate", `Basic realm="proxy"`)
	w.WriteHeader(http.StatusProxyAuthRequired) // want `407 \[missing-challenge\]: w\.WriteHeader in proxiedBadly sends no Proxy-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.8\)`
}

// reply is built up.
type reply struct{ w http.ResponseWriter }

func (p *reply) header(key, value string) *reply {
	p.w.Header().Set(key, value)
	return p
}

func (p *reply) send(status int, body interface{}) {
	p.w.WriteHeader(status)
	json.NewEncoder(p.w).Encode(body)
}

func built(w http.ResponseWriter, r *http.Request) {
	(&reply{w}).header("Content-Type", "application/json").send(http.StatusUnauthorized, nil) // want `401 \[missing-challenge\]: \(&reply\{…\}\)\.header\("Content-Type", "application/json"\)\.send in built sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func builtWell(w http.ResponseWriter, r *http.Request) {
	(&reply{w}).header("Content-Type", "application/json").header("WWW-Authenticate", `Bearer realm="api"`).send(http.StatusUnauthorized, nil)
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	for path, f := range map[string]http.HandlerFunc{
		"/plain": plain, "/challenged": challenged, "/unknown": unknown, "/passed": passed, "/passed/on": passedOn, "/denied": denied,
		"/denied/well": deniedWell, "/proxied": proxied, "/proxied/badly": proxiedBadly, "/built": built, "/built/well": builtWell,
	} {
		mux.HandleFunc(path, f)
	}
}
