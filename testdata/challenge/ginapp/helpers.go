package ginapp

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

// fail gets 401 from three places: one finding.
func fail(c *gin.Context, code int, msg string) {
	c.AbortWithStatusJSON(code, gin.H{"code": code, "message": msg}) // want `401 \[missing-challenge\]: c\.AbortWithStatusJSON in fail sends no WWW-Authenticate, from 3 places \(lines 18, 26, 37\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

// The first place of fail.
func (a *app) listTags(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		fail(c, http.StatusUnauthorized, err.Error())
	}
}

// The second place, and one that is no 401.
func (a *app) putTag(c *gin.Context) {
	u, err := a.user(c)
	if err != nil {
		fail(c, http.StatusUnauthorized, err.Error())
		return
	}
	if u != "editor" {
		fail(c, http.StatusForbidden, "editors only")
	}
}

// The third place, one hop further.
func (a *app) deleteTag(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		failCode(http.StatusUnauthorized, c)
	}
}

func failCode(code int, c *gin.Context) {
	fail(c, code, http.StatusText(code))
}

// result puts its code into the body and answers 200.
func result(c *gin.Context, code int, data any) {
	c.JSON(http.StatusOK, gin.H{"code": code, "data": data})
}

// So this is no 401.
func (a *app) mergeTags(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		result(c, http.StatusUnauthorized, nil)
		return
	}
	result(c, 0, []string{})
}

// Gin wraps the context, as many projects do.
type Gin struct {
	C *gin.Context
}

// Response sends its first code and puts the second into the body.
func (g *Gin) Response(httpCode, errCode int, data any) {
	g.C.JSON(httpCode, gin.H{"code": errCode, "data": data}) // want `401 \[missing-challenge\]: g\.C\.JSON in \(\*Gin\)\.Response sends no WWW-Authenticate, from 2 places \(lines 73, 83\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

// The status goes into the status line.
func (a *app) listUsers(c *gin.Context) {
	g := Gin{C: c}
	if _, err := a.user(c); err != nil {
		g.Response(http.StatusUnauthorized, 20001, nil)
		return
	}
	g.Response(http.StatusOK, 0, nil)
}

// The second place.
func (a *app) getUser(c *gin.Context) {
	g := &Gin{c}
	if _, err := a.user(c); err != nil {
		g.Response(http.StatusUnauthorized, 20002, nil)
	}
}

// Here 401 is the body's code: silent.
func (a *app) putUser(c *gin.Context) {
	g := Gin{C: c}
	if _, err := a.user(c); err != nil {
		g.Response(http.StatusOK, http.StatusUnauthorized, nil)
	}
}

// The challenge set on the context is set for the wrapper.
func (a *app) deleteUser(c *gin.Context) {
	g := Gin{C: c}
	if _, err := a.user(c); err != nil {
		c.Header("WWW-Authenticate", `Bearer realm="users"`)
		g.Response(http.StatusUnauthorized, 20003, nil)
	}
}

// abort adds the challenge itself.
func abort(c *gin.Context, code int) {
	if code == http.StatusUnauthorized {
		c.Header("WWW-Authenticate", `Bearer realm="users"`)
	}
	c.AbortWithStatus(code)
}

// So its callers are silent.
func (a *app) lockUser(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		abort(c, http.StatusUnauthorized)
	}
}

// record leaves the status to be sent later.
func record(c *gin.Context, code int) {
	c.Status(code)
}

// So a challenge after it is in time.
func (a *app) unlockUser(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		record(c, http.StatusUnauthorized)
		c.Header("WWW-Authenticate", `Bearer realm="users"`)
	}
}

// And without one it is reported where the status is named.
func (a *app) renameUser(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		record(c, http.StatusUnauthorized) // want `401 \[missing-challenge\]: record in \(\*app\)\.renameUser sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// A helper that writes to gin's writer as to any other.
func (a *app) banUser(c *gin.Context) {
	if _, err := a.user(c); err != nil {
		plain(c.Writer, http.StatusUnauthorized, "log in first") // want `401 \[missing-challenge\]: plain in \(\*app\)\.banUser sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

func plain(w http.ResponseWriter, status int, msg string) {
	http.Error(w, msg, status)
}

// Auth is a middleware as gin has them.
func (a *app) Auth() gin.HandlerFunc {
	return func(c *gin.Context) {
		tok, ok := strings.CutPrefix(c.GetHeader("Authorization"), "Bearer ")
		if !ok {
			c.Header("WWW-Authenticate", `Bearer realm="app"`)
			c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"error": "no token"})
			return
		}
		u, ok := a.tokens[tok]
		if !ok {
			c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"error": "unknown token"}) // want `401 \[missing-challenge\]: c\.AbortWithStatusJSON in \(\*app\)\.Auth sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
		c.Set("user", u)
		c.Next()
	}
}

// Observe reads the status that others sent.
func Observe(count func(status int)) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Next()
		if c.Writer.Status() == http.StatusUnauthorized {
			count(http.StatusUnauthorized)
		}
	}
}

// hooked gives the context to a function nobody can see: silent.
func (a *app) hooked(before func(*gin.Context)) gin.HandlerFunc {
	return func(c *gin.Context) {
		if _, err := a.user(c); err != nil {
			before(c)
			c.AbortWithStatus(http.StatusUnauthorized)
		}
	}
}

// Routes registers the handlers; gin.BasicAuth sends a challenge of its own.
func (a *app) Routes(r *gin.Engine) {
	r.GET("/items", a.listItems)
	admin := r.Group("/admin", gin.BasicAuth(gin.Accounts{"op": "secret"}))
	admin.GET("/stats", func(c *gin.Context) {
		c.String(http.StatusOK, "ok")
	})
	r.GET("/inline", func(c *gin.Context) {
		if _, err := a.user(c); err != nil {
			c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.AbortWithStatus in \(\*app\)\.Routes sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		}
	})
}
