// Package proxy407 holds a forward proxy: 407 asks for Proxy-Authenticate.
package proxy407

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

type proxy struct {
	users map[string]string
}

func (p *proxy) allowed(r *http.Request) bool {
	return p.users[r.Header.Get("Proxy-Authorization")] != ""
}

// 407 without a challenge.
func (p *proxy) connect(w http.ResponseWriter, r *http.Request) {
	if !p.allowed(r) {
		w.WriteHeader(http.StatusProxyAuthRequired) // want `407 \[missing-challenge\]: w\.WriteHeader in \(\*proxy\)\.connect sends no Proxy-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.8\)`
		return
	}
	w.WriteHeader(http.StatusOK)
}

// 407 with the challenge that belongs to it.
func (p *proxy) forward(w http.ResponseWriter, r *http.Request) {
	if !p.allowed(r) {
		w.Header().Set("Proxy-Authenticate", `Basic realm="proxy"`)
		http.Error(w, "log in to the proxy", http.StatusProxyAuthRequired)
	}
}

// WWW-Authenticate belongs to 401 and does not help a 407.
func (p *proxy) tunnel(w http.ResponseWriter, r *http.Request) {
	if !p.allowed(r) {
		w.Header().Set("WWW-Authenticate", `Basic realm="proxy"`)
		http.Error(w, "log in to the proxy", http.StatusProxyAuthRequired) // want `407 \[missing-challenge\]: http\.Error in \(\*proxy\)\.tunnel sends no Proxy-Authenticate: WWW-Authenticate on line 38 does not do for a 407, rename it \(RFC 9110 §15\.5\.8\)`
	}
}

// Proxy-Authenticate does not help a 401.
func (p *proxy) admin(w http.ResponseWriter, r *http.Request) {
	if !p.allowed(r) {
		w.Header().Set("Proxy-Authenticate", `Basic realm="proxy"`)
		http.Error(w, "log in", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*proxy\)\.admin answers for want of Proxy-Authorization, which clients send only after 407 with Proxy-Authenticate: respond 407 with it \(RFC 9110 §15\.5\.8\)`
	}
}

// Late for 407.
func (p *proxy) get(w http.ResponseWriter, r *http.Request) {
	if !p.allowed(r) {
		http.Error(w, "log in to the proxy", http.StatusProxyAuthRequired) // want `407 \[late-challenge\]: http\.Error in \(\*proxy\)\.get sends the status before Proxy-Authenticate is set on line 55, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.8\)`
		w.Header().Set("Proxy-Authenticate", `Basic realm="proxy"`)
	}
}

// On some paths only.
func (p *proxy) post(w http.ResponseWriter, r *http.Request) {
	if !p.allowed(r) {
		if r.ProtoMajor > 1 {
			w.Header().Set("Proxy-Authenticate", `Bearer realm="proxy"`)
		}
		w.WriteHeader(http.StatusProxyAuthRequired) // want `407 \[missing-challenge\]: w\.WriteHeader in \(\*proxy\)\.post sends no Proxy-Authenticate where r\.ProtoMajor > 1 is false \(line 62\): set a challenge on that path too \(RFC 9110 §15\.5\.8\)`
	}
}

// refuse gets 407 from two places.
func refuse(w http.ResponseWriter, status int) {
	w.WriteHeader(status) // want `407 \[missing-challenge\]: w\.WriteHeader in refuse sends no Proxy-Authenticate, from 2 places \(lines 77, 84\): set a challenge when the status is 407 \(RFC 9110 §15\.5\.8\)`
}

// The first place of refuse.
func (p *proxy) head(w http.ResponseWriter, r *http.Request) {
	if !p.allowed(r) {
		refuse(w, http.StatusProxyAuthRequired)
	}
}

// The second place of refuse.
func (p *proxy) options(w http.ResponseWriter, r *http.Request) {
	if !p.allowed(r) {
		refuse(w, 407)
	}
}

// A malformed challenge is one under either name.
func (p *proxy) trace(w http.ResponseWriter, r *http.Request) {
	if !p.allowed(r) {
		w.Header().Set("Proxy-Authenticate", "Basic realm=proxy") // want `challenge \[invalid-challenge\]: .*: write Basic realm="proxy" \(RFC .*\)`
		w.WriteHeader(http.StatusProxyAuthRequired)
	}
}

// gin, without and with the challenge.
func (p *proxy) ginRoutes(r *gin.Engine) {
	r.GET("/fetch", func(c *gin.Context) {
		if !p.allowed(c.Request) {
			c.AbortWithStatus(http.StatusProxyAuthRequired) // want `407 \[missing-challenge\]: c\.AbortWithStatus in \(\*proxy\)\.ginRoutes sends no Proxy-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.8\)`
		}
	})
	r.POST("/fetch", func(c *gin.Context) {
		if !p.allowed(c.Request) {
			c.Header("Proxy-Authenticate", `Basic realm="proxy"`)
			c.AbortWithStatus(http.StatusProxyAuthRequired)
		}
	})
	r.DELETE("/fetch", gin.BasicAuthForProxy(gin.Accounts{"op": "secret"}, "proxy"), func(c *gin.Context) {
		c.Status(http.StatusNoContent)
	})
}
