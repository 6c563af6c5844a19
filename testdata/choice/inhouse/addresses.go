package inhouse

import (
	"net"
	"net/http"
)

type wall struct {
	nets  []*net.IPNet
	alone map[string]bool
	open  bool
}

func caller(r *http.Request) net.IP {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	return net.ParseIP(host)
}

func (l *wall) LetIn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var pass bool
		from := caller(r)
		if _, ok := l.alone[from.String()]; ok {
			pass = true
		}
		if !pass {
			for _, n := range l.nets {
				if n.Contains(from) {
					pass = true
					break
				}
			}
		}
		if !pass {
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the address is not let in \(n\.Contains\(from\), line 28\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (l *wall) KeepOut(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var out bool
		from := caller(r)
		for _, n := range l.nets {
			if n.Contains(from) {
				out = true
				break
			}
		}
		if out {
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the address is not let in \(n\.Contains\(from\), line 47\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Near: a flag that is set for another reason too says nothing.
func (l *wall) Near(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var out bool
		from := caller(r)
		if l.alone[from.String()] {
			out = true
		}
		if r.Method == http.MethodDelete {
			out = true
		}
		if out {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Keyed: from elsewhere a key lets in.
func (l *wall) Keyed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var pass bool
		for _, n := range l.nets {
			if n.Contains(caller(r)) {
				pass = true
			}
		}
		if !pass && r.Header.Get("X-Api-Key") != "k" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}
