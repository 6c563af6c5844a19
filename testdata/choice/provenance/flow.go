package provenance

import (
	"net/http"
	"os"
)

type gate struct{ st Store }

func die() { os.Exit(1) }

func serve(w http.ResponseWriter) { w.WriteHeader(204) }

func (g *gate) neverBack(w http.ResponseWriter, r *http.Request) {
	if g.st.IsValid(r.Header.Get("Authorization")) {
		serve(w)
		die()
	}
	http.Error(w, "x", 403) // want `403 \[want-401\]: the credentials were rejected \(g\.st\.IsValid, line 15\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
}

func (g *gate) loop(w http.ResponseWriter, r *http.Request) {
	for g.st.IsValid(r.Header.Get("Authorization")) {
		serve(w)
		return
	}
	http.Error(w, "x", 403) // want `403 \[want-401\]: the credentials were rejected \(g\.st\.IsValid, line 23\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
}

func (g *gate) jump(w http.ResponseWriter, r *http.Request) {
	if !g.st.IsValid(r.Header.Get("Authorization")) {
		goto no
	}
	serve(w)
	return
no:
	http.Error(w, "x", 403) // want `403 \[want-401\]: the credentials were rejected \(g\.st\.IsValid, line 31\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
}

type outcome struct{ ok bool }

func (g *gate) kept(w http.ResponseWriter, r *http.Request) {
	var v outcome
	v.ok = g.st.IsValid(r.Header.Get("Authorization"))
	if !v.ok {
		http.Error(w, "x", 403) // want `403 \[want-401\]: the credentials were rejected \(g\.st\.IsValid, line 44\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	serve(w)
}

func (g *gate) keptLit(w http.ResponseWriter, r *http.Request) {
	v := outcome{ok: g.st.IsValid(r.Header.Get("Authorization"))}
	if !v.ok {
		http.Error(w, "x", 403) // want `403 \[want-401\]: the credentials were rejected \(g\.st\.IsValid, line 53\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	serve(w)
}
