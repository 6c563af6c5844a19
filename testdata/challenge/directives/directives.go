// Package directives holds findings that are switched off in the source.
package directives

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func anonymous(r *http.Request) bool {
	return r.Header.Get("Authorization") == ""
}

// On the line.
func onTheLine(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.WriteHeader(http.StatusUnauthorized) //authstatus:ignore missing-challenge the gateway adds the header
	}
}

// On the line above.
func above(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		//authstatus:ignore missing-challenge the gateway adds the header
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// Two lines above is too far.
func tooFar(w http.ResponseWriter, r *http.Request) {
	//authstatus:ignore missing-challenge the gateway adds the header
	if anonymous(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in tooFar sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// The line below the finding is not the line of the finding.
func below(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in below sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		//authstatus:ignore missing-challenge the gateway adds the header
	}
}

// A directive speaks for the rule it names.
func otherRule(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		//authstatus:ignore late-challenge the gateway adds the header
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in otherRule sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// Or for several.
func severalRules(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		//authstatus:ignore late-challenge,missing-challenge the gateway adds the header
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A space makes it a comment like any other, which is said.
func comment(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		// authstatus:ignore missing-challenge the gateway adds the header // want `directive \[authstatus\]: a directive has no space after the slashes: write //authstatus:ignore`
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in comment sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// late-challenge stands where the status is sent, and so does its directive.
func late(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		//authstatus:ignore late-challenge the writer is buffered
		w.WriteHeader(http.StatusUnauthorized)
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	}
}

// invalid-challenge stands at the value.
func invalid(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		//authstatus:ignore invalid-challenge the appliance understands nothing else
		w.Header().Set("WWW-Authenticate", "Basic realm=legacy")
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// refuse is a responder of two places: one directive there is enough.
func refuse(w http.ResponseWriter, status int) {
	//authstatus:ignore missing-challenge the gateway adds the header
	w.WriteHeader(status)
}

// The first place of refuse.
func getKey(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		refuse(w, http.StatusUnauthorized)
	}
}

// The second place of refuse.
func putKey(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		refuse(w, http.StatusUnauthorized)
	}
}

// deny says of itself that it adds the challenge.
//
//authstatus:challenges the writer it is given adds the header on flush
func deny(w http.ResponseWriter, status int) {
	w.WriteHeader(status)
}

// Its callers are silent.
func getLock(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		deny(w, http.StatusUnauthorized)
	}
}

// prepare says so too, and sends nothing.
//
//authstatus:challenges it copies the header from the configuration
func prepare(h http.Header, defaults map[string]string) {
	h.Set("Cache-Control", defaults["Cache-Control"])
}

// What is sent after it is challenged.
func putLock(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		prepare(w.Header(), nil)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// What is sent before it is late.
func openLock(w http.ResponseWriter, r *http.Request) {
	if anonymous(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[late-challenge\]: w\.WriteHeader in openLock sends the status before WWW-Authenticate is set on line 140, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
		prepare(w.Header(), nil)
	}
}

// gin.
func ginIgnored(c *gin.Context) {
	if anonymous(c.Request) {
		//authstatus:ignore missing-challenge the gateway adds the header
		c.AbortWithStatus(http.StatusUnauthorized)
		return
	}
	c.JSON(http.StatusUnauthorized, gin.H{}) // want `401 \[missing-challenge\]: c\.JSON in ginIgnored sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}
