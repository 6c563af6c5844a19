package routes

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

type policy interface{ CanDelete(id string) bool }

func ginRoutes(s *server, p policy) *gin.Engine {
	signedIn := func(c *gin.Context) {
		c.Header("WWW-Authenticate", `Bearer realm="x"`)
		u, err := s.verifyToken(c.GetHeader("Authorization"))
		if err != nil {
			c.AbortWithStatus(http.StatusUnauthorized)
			return
		}
		c.Set("user", u)
	}
	// goesOn answers and goes on all the same.
	goesOn := func(c *gin.Context) {
		c.Header("WWW-Authenticate", `Bearer realm="x"`)
		if _, err := s.verifyToken(c.GetHeader("Authorization")); err != nil {
			c.JSON(http.StatusUnauthorized, gin.H{})
			return
		}
		c.Next()
	}
	r := gin.New()
	in := r.Group("/", signedIn)
	in.DELETE("/in/:id", func(c *gin.Context) {
		if !p.CanDelete(c.Param("id")) {
			c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(p.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
	})
	r.Group("/on", goesOn).DELETE("/:id", func(c *gin.Context) {
		if !p.CanDelete(c.Param("id")) {
			c.AbortWithStatus(http.StatusUnauthorized)
		}
	})
	r.Group("/basic", gin.BasicAuth(gin.Accounts{"a": "b"})).DELETE("/:id", func(c *gin.Context) {
		if !p.CanDelete(c.Param("id")) {
			c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(p.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
	})
	r.DELETE("/out/:id", func(c *gin.Context) {
		if !p.CanDelete(c.Param("id")) {
			c.AbortWithStatus(http.StatusUnauthorized)
		}
	})
	return r
}

func echoRoutes(s *server, p policy) *echo.Echo {
	signedIn := func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Response().Header().Set("WWW-Authenticate", `Bearer realm="x"`)
			u, err := s.verifyToken(c.Request().Header.Get("Authorization"))
			if err != nil {
				return echo.ErrUnauthorized
			}
			c.Set("user", u)
			return next(c)
		}
	}
	e := echo.New()
	g := e.Group("/in", signedIn)
	g.DELETE("/:id", func(c echo.Context) error {
		if !p.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized // want `401 \[want-403\]: the caller is known and lacks a right \(p.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
		return c.NoContent(http.StatusNoContent)
	})
	e.DELETE("/out/:id", func(c echo.Context) error {
		if !p.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized
		}
		return c.NoContent(http.StatusNoContent)
	})
	return e
}
