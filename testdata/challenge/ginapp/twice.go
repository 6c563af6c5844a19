package ginapp

import "github.com/gin-gonic/gin"

// The status that is recorded is what it was compared with before, and is compared
// with again. Silent.
func recordedBetween(c *gin.Context, code int) {
	if code == 401 {
		c.Set("refused", true)
	}
	c.Status(code)
	if code == 401 {
		c.Header("WWW-Authenticate", `Bearer realm="twice"`)
	}
}

// Another test leaves one of them out.
func recordedOtherwise(c *gin.Context, code int) {
	if code == 401 {
		c.Set("refused", true)
	}
	c.Status(code)
	if code == 407 {
		c.Header("WWW-Authenticate", `Bearer realm="twice"`)
	}
}

func (a *app) twice(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		recordedBetween(c, 401)
		return
	}
	recordedOtherwise(c, 401) // want `401 \[missing-challenge\]: recordedOtherwise in \(\*app\)\.twice sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}
