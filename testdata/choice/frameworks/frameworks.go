// Package frameworks has choices in handlers of gin and echo.
package frameworks

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/golang-jwt/jwt/v5"
	"github.com/labstack/echo/v4"
)

var key jwt.Keyfunc

type User struct{ IsAdmin bool }

func GinToken(c *gin.Context) {
	if _, err := jwt.Parse(c.GetHeader("X-Token"), key); err != nil {
		c.AbortWithStatusJSON(http.StatusForbidden, gin.H{"error": "invalid token"}) // want `want-401`
		return
	}
}

func GinUser(c *gin.Context) {
	user := c.MustGet("user").(*User)
	if !user.IsAdmin {
		c.AbortWithStatus(http.StatusUnauthorized) // want `want-403`
	}
}

// The status of the response is another.
func GinBody(c *gin.Context) {
	if _, err := jwt.Parse("x", key); err != nil {
		c.JSON(200, gin.H{"code": 403})
	}
}

func EchoToken(c echo.Context) error {
	if _, err := jwt.Parse("x", key); err != nil {
		return echo.ErrForbidden // want `want-401`
	}
	user := c.Get("user").(*User)
	if !user.IsAdmin {
		return echo.NewHTTPError(http.StatusUnauthorized, "no") // want `want-403`
	}
	return nil
}
