// Package ginapp holds gin handlers. gin records a status and sends it with
// the first byte of the body, or when the handlers are done.
package ginapp

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
)

type app struct {
	tokens map[string]string
	basic  bool
}

var errNoUser = errors.New("no such user")

func (a *app) user(c *gin.Context) (string, error) {
	if u, ok := a.tokens[c.GetHeader("Authorization")]; ok {
		return u, nil
	}
	return "", errNoUser
}

// JSON sends the status.
func (a *app) listItems(c *gin.Context) {
	u, err := a.user(c)
	if err != nil {
		c.JSON(http.StatusUnauthorized, gin.H{"error": err.Error()}) // want `401 \[missing-challenge\]: c\.JSON in \(\*app\)\.listItems sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	c.JSON(http.StatusOK, gin.H{"user": u})
}

// c.Header sets the challenge.
func (a *app) getItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.Header("WWW-Authenticate", `Bearer realm="items"`)
		c.JSON(http.StatusUnauthorized, gin.H{"error": err.Error()})
		return
	}
	c.Status(http.StatusOK)
}

// So does the writer's header map.
func (a *app) putItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.Writer.Header().Set("WWW-Authenticate", `Bearer realm="items"`)
		c.AbortWithStatus(http.StatusUnauthorized)
	}
}

// The request's header does not.
func (a *app) patchItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.Request.Header.Set("WWW-Authenticate", `Bearer realm="items"`)
		c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.AbortWithStatus in \(\*app\)\.patchItem sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// c.Header with an empty value deletes.
func (a *app) deleteItem(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="items"`)
	if _, err := a.user(c); err != nil {
		c.Header("WWW-Authenticate", "")
		c.JSON(http.StatusUnauthorized, gin.H{"error": err.Error()}) // want `401 \[missing-challenge\]: c\.JSON in \(\*app\)\.deleteItem sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// AbortWithStatus sends at once.
func (a *app) copyItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[late-challenge\]: c\.AbortWithStatus in \(\*app\)\.copyItem sends the status before WWW-Authenticate is set on line 75, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
		c.Header("WWW-Authenticate", `Bearer realm="items"`)
	}
}

// AbortWithStatusJSON.
func (a *app) moveItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.AbortWithStatusJSON(401, gin.H{"error": "log in first"}) // want `401 \[missing-challenge\]: c\.AbortWithStatusJSON in \(\*app\)\.moveItem sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	c.Status(http.StatusNoContent)
}

// AbortWithError sends the status and returns the error.
func (a *app) tagItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.AbortWithError(http.StatusUnauthorized, err) // want `401 \[missing-challenge\]: c\.AbortWithError in \(\*app\)\.tagItem sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
}

// The returned error can be changed; the status is gone.
func (a *app) untagItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		_ = c.AbortWithError(http.StatusUnauthorized, err).SetType(gin.ErrorTypePublic) // want `401 \[missing-challenge\]: c\.AbortWithError in \(\*app\)\.untagItem sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// c.Error keeps the error and sends no status.
func (a *app) rateItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		_ = c.Error(err)
		c.Abort()
	}
}

// c.Status records 401; nothing sets a challenge before it leaves.
func (a *app) hideItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.Status(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.Status in \(\*app\)\.hideItem sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		c.Abort()
	}
}

// A challenge set after c.Status is in time.
func (a *app) showItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.Status(http.StatusUnauthorized)
		c.Header("WWW-Authenticate", `Bearer realm="items"`)
		c.Abort()
	}
}

// After the body it is late; the body is what sends the status.
func (a *app) lendItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.Status(http.StatusUnauthorized)
		c.Writer.WriteString("log in first") // want `401 \[late-challenge\]: c\.Writer\.WriteString in \(\*app\)\.lendItem sends the status before WWW-Authenticate is set on line 133, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
		c.Header("WWW-Authenticate", `Bearer realm="items"`)
	}
}

// c.Writer.WriteHeader records as c.Status does, unlike that of net/http.
func (a *app) sellItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.Writer.WriteHeader(http.StatusUnauthorized)
		c.Writer.Header().Set("WWW-Authenticate", `Bearer realm="items"`)
		c.Abort()
	}
}

// Without a challenge it is a 401 without a challenge.
func (a *app) buyItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.Writer.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.Writer\.WriteHeader in \(\*app\)\.buyItem sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		c.Abort()
	}
}

// WriteHeaderNow sends what was recorded.
func (a *app) giveItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.Writer.WriteHeader(http.StatusUnauthorized)
		c.Writer.WriteHeaderNow() // want `401 \[late-challenge\]: c\.Writer\.WriteHeaderNow in \(\*app\)\.giveItem sends the status before WWW-Authenticate is set on line 159, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
		c.Header("WWW-Authenticate", `Bearer realm="items"`)
	}
}

// A recorded status is replaced by the one that is sent.
func (a *app) dropItem(c *gin.Context) {
	c.Status(http.StatusUnauthorized)
	if _, err := a.user(c); err != nil {
		c.JSON(http.StatusForbidden, gin.H{"error": err.Error()})
		return
	}
	c.Status(http.StatusNoContent)
}

// The first body wins: this is a 200.
func (a *app) pollItem(c *gin.Context) {
	c.String(http.StatusOK, "waiting")
	if _, err := a.user(c); err != nil {
		c.JSON(http.StatusUnauthorized, gin.H{"error": err.Error()})
	}
}

// The first of two answers is the 401.
func (a *app) pushItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.AbortWithStatus in \(\*app\)\.pushItem sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		c.JSON(http.StatusForbidden, gin.H{"error": err.Error()})
	}
}

// String.
func (a *app) readme(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.String(http.StatusUnauthorized, "log in first: %v", err) // want `401 \[missing-challenge\]: c\.String in \(\*app\)\.readme sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// Data.
func (a *app) logo(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.Data(http.StatusUnauthorized, "image/png", nil) // want `401 \[missing-challenge\]: c\.Data in \(\*app\)\.logo sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// XML.
func (a *app) sitemap(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.XML(http.StatusUnauthorized, gin.H{"error": err.Error()}) // want `401 \[missing-challenge\]: c\.XML in \(\*app\)\.sitemap sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// HTML.
func (a *app) page(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.HTML(http.StatusUnauthorized, "login.html", gin.H{"next": c.Request.URL.Path}) // want `401 \[missing-challenge\]: c\.HTML in \(\*app\)\.page sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// HTML with 200 is a login page, not a 401.
func (a *app) loginPage(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.HTML(http.StatusOK, "login.html", gin.H{"code": http.StatusUnauthorized})
	}
}

// A redirect to the login page needs no challenge.
func (a *app) home(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.Redirect(http.StatusFound, "/login")
		c.Abort()
	}
}

// A code in the body of a 200 is no 401.
func (a *app) legacyItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.JSON(http.StatusOK, gin.H{"code": http.StatusUnauthorized, "msg": err.Error()})
		return
	}
	c.JSON(http.StatusOK, gin.H{"code": http.StatusOK})
}

// http.Error on gin's writer.
func (a *app) plainItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		http.Error(c.Writer, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*app\)\.plainItem sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		c.Abort()
	}
}

// The challenge on one branch only.
func (a *app) stockItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		if a.basic {
			c.Header("WWW-Authenticate", `Basic realm="items"`)
		}
		c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.AbortWithStatus in \(\*app\)\.stockItem sends no WWW-Authenticate where a\.basic is false \(line 252\): set a challenge on that path too \(RFC 9110 §15\.5\.2\)`
	}
}

// The status is a variable.
func (a *app) orderItem(c *gin.Context) {
	status := http.StatusOK
	u, err := a.user(c)
	if err != nil {
		status = http.StatusUnauthorized
	} else if u != "clerk" {
		status = http.StatusForbidden
	}
	c.JSON(status, gin.H{"user": u}) // want `401 \[missing-challenge\]: c\.JSON in \(\*app\)\.orderItem sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// The same with a challenge under a test of it.
func (a *app) returnItem(c *gin.Context) {
	status := http.StatusOK
	u, err := a.user(c)
	if err != nil {
		status = http.StatusUnauthorized
	}
	if status == http.StatusUnauthorized {
		c.Header("WWW-Authenticate", `Bearer realm="items"`)
	}
	c.JSON(status, gin.H{"user": u})
}

// A challenge that is malformed.
func (a *app) weighItem(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		c.Header("WWW-Authenticate", "Basic realm=Restricted") // want `challenge \[invalid-challenge\]: .*: write Basic realm="Restricted" \(RFC .*\)`
		c.AbortWithStatus(http.StatusUnauthorized)
	}
}
