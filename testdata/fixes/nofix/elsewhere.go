package nofix

import (
	"net/http"
	"os"
	"strings"

	"github.com/gin-gonic/gin"
)

// What comes in a header or a parameter of its own has no registered scheme, not
// even in a package that takes Bearer tokens elsewhere.

type devices struct{ keys map[string]bool }

func (d *devices) read(w http.ResponseWriter, r *http.Request) {
	if !d.keys[r.Header.Get("X-Api-Key")] {
		http.Error(w, "unknown key", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*devices\)\.read sends no WWW-Authenticate: no registered scheme names what comes in a header or a parameter of its own, so set a challenge with a private one before it \(RFC 9110 §15\.5\.2\)`
	}
}

func apiToken(r *http.Request) string { return strings.TrimSpace(r.Header.Get("X-Api-Token")) }

func lookUp(r *http.Request) string { return apiToken(r) }

func (d *devices) byHelpers(w http.ResponseWriter, r *http.Request) {
	t := lookUp(r)
	if t == "" || !d.keys[t] {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*devices\)\.byHelpers sends no WWW-Authenticate: no registered scheme names .*`
	}
}

func (d *devices) linked(w http.ResponseWriter, r *http.Request) {
	if !d.keys[r.URL.Query().Get("apikey")] {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*devices\)\.linked sends no WWW-Authenticate: no registered scheme names .*`
	}
}

func (d *devices) mailed(w http.ResponseWriter, r *http.Request) {
	token := r.FormValue("token")
	if !d.keys[token] {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*devices\)\.mailed sends no WWW-Authenticate: no registered scheme names .*`
	}
}

// A header that has the name of the parameter of RFC 6750 is none of its ways.
func (d *devices) named(c *gin.Context) {
	if !d.keys[c.GetHeader("access_token")] {
		c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.AbortWithStatus in \(\*devices\)\.named sends no WWW-Authenticate: no registered scheme names .*`
	}
}

const keyHeader = "X-Access-Key"

func (d *devices) middleware(secret string) gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.GetHeader(keyHeader) != secret {
			c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"error": "no"}) // want `401 \[missing-challenge\]: c\.AbortWithStatusJSON in \(\*devices\)\.middleware sends no WWW-Authenticate: no registered scheme names .*`
			return
		}
		c.Next()
	}
}

// No word says that the header bears a credential: nothing is known of it.
func cron(c *gin.Context) {
	if c.GetHeader("X-Cron") != os.Getenv("CRON") {
		c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.AbortWithStatus in cron sends no WWW-Authenticate: set a challenge before it .*`
	}
}

// What a middleware kept under such a name is no header.
func kept(c *gin.Context) {
	if _, ok := c.Get("apiToken"); !ok {
		c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}
