// Package bodies sends errors that are made for another status than the one that
// is sent: where that is an argument of its own, the error is a body.
package bodies

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"

	"authstatus.test/choice/apierr"
)

const challenge = `Bearer realm="bodies"`

// The argument decides, wherever the body was made. Silent.
func (h *H) Made(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		c.Header("WWW-Authenticate", challenge)
		b := apierr.Forbidden("no token")
		b.Text += "!"
		c.JSON(http.StatusUnauthorized, b)
		return
	}
	c.Status(204)
}

// Silent.
func (h *H) Part(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		c.Header("WWW-Authenticate", challenge)
		var b = apierr.Forbidden("no token")
		c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"error": b})
		return
	}
	c.Status(204)
}

// Silent.
func (h *H) Renamed(c echo.Context) error {
	if c.Request().Header.Get("Authorization") == "" {
		c.Response().Header().Set("WWW-Authenticate", challenge)
		b := apierr.Forbidden("no token")
		sent := b
		return c.JSON(http.StatusUnauthorized, sent)
	}
	return c.NoContent(204)
}

// Here it is the error's own status that is sent.
func (h *H) Own(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		b := apierr.Forbidden("no token") // want `403 \[want-401\]: no Authorization header was sent \(c\.GetHeader, line 52\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		c.JSON(b.Status, b)
		return
	}
	c.Status(204)
}

// Some leave with the error, whatever others are told.
func (h *H) Both(c echo.Context) error {
	if c.Request().Header.Get("Authorization") == "" {
		b := apierr.Forbidden("no token") // want `403 \[want-401\]: no Authorization header was sent \(c\.Request\(\)\.Header\.Get, line 62\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		if c.QueryParam("soft") != "" {
			return c.JSON(http.StatusOK, b)
		}
		return b
	}
	return c.NoContent(204)
}

// H serves.
type H struct{}

func answer(server *echo.Echo, err error, c echo.Context) {
	if e, ok := err.(*apierr.Error); ok {
		_ = c.JSON(e.Status, e)
		return
	}
	server.DefaultHTTPErrorHandler(err, c)
}

// Serve wires them.
func Serve() {
	h := &H{}
	g := gin.New()
	g.GET("/made", h.Made)
	g.GET("/part", h.Part)
	g.GET("/own", h.Own)
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		answer(e, err, c)
	}
	e.GET("/renamed", h.Renamed)
	e.GET("/both", h.Both)
	_ = e.Start(":1")
	_ = g.Run(":2")
}
