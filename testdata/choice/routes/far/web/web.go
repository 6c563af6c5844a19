// Package web has handlers behind middlewares of another package.
package web

import (
	"net/http"

	"authstatus.test/choice/routes/far/members"
	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

type policy interface{ CanDelete(id string) bool }

type server struct {
	desk   *members.Desk
	policy policy
}

func (s *server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("DELETE /in", s.desk.SignedIn(http.HandlerFunc(s.in)))
	mux.Handle("DELETE /seated", s.desk.Seated(http.HandlerFunc(s.seated)))
	mux.Handle("DELETE /looked", s.desk.Looked(http.HandlerFunc(s.looked)))
	mux.Handle("DELETE /either", s.desk.Either(true)(http.HandlerFunc(s.either)))
	mux.Handle("DELETE /both", s.desk.SignedIn(http.HandlerFunc(s.both)))
	mux.Handle("DELETE /both/open", s.desk.Looked(http.HandlerFunc(s.both)))
	return mux
}

func (s *server) in(w http.ResponseWriter, r *http.Request) {
	if !s.policy.CanDelete(r.PathValue("id")) {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(s.policy.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
	}
}

func (s *server) looked(w http.ResponseWriter, r *http.Request) {
	if !s.policy.CanDelete(r.PathValue("id")) {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

func (s *server) either(w http.ResponseWriter, r *http.Request) {
	if !s.policy.CanDelete(r.PathValue("id")) {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

func (s *server) both(w http.ResponseWriter, r *http.Request) {
	if !s.policy.CanDelete(r.PathValue("id")) {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

func (s *server) gin(r *gin.Engine) {
	refuses := func(c *gin.Context) {
		if _, err := s.desk.Verify(c.GetHeader("Authorization")); err != nil {
			members.Refuse(c)
			return
		}
	}
	says := func(c *gin.Context) {
		if _, err := s.desk.Verify(c.GetHeader("Authorization")); err != nil {
			members.Say(c)
			return
		}
	}
	r.Group("/in", s.desk.Gin()).DELETE("/:id", func(c *gin.Context) {
		if !s.policy.CanDelete(c.Param("id")) {
			c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(s.policy.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
	})
	r.Group("/refuses", refuses).DELETE("/:id", func(c *gin.Context) {
		if !s.policy.CanDelete(c.Param("id")) {
			c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(s.policy.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
	})
	r.Group("/says", says).DELETE("/:id", func(c *gin.Context) {
		if !s.policy.CanDelete(c.Param("id")) {
			c.AbortWithStatus(http.StatusUnauthorized)
		}
	})
}

func (s *server) seated(w http.ResponseWriter, r *http.Request) {
	x, _ := r.Context().Value(members.Seat).(*members.Member)
	if x == nil {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: the caller is not known \(x, line \d+\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15.5.2\)`
		return
	}
	if x.Name != r.PathValue("name") {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(x.Name != r.PathValue\("name"\), line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
	}
}

// keeps asks what was kept with the request.
func keeps(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err, ok := c.Get(members.Slot).(*echo.HTTPError); ok {
			return err
		}
		return next(c)
	}
}

func (s *server) echo(e *echo.Echo) {
	e.Group("/kept", s.desk.Kept, keeps).DELETE("/:id", func(c echo.Context) error {
		if !s.policy.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized // want `401 \[want-403\]: the caller is known and lacks a right \(s.policy.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
		return nil
	})
	e.Group("/some", s.desk.Some, keeps).DELETE("/:id", func(c echo.Context) error {
		if !s.policy.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized
		}
		return nil
	})
	e.Group("/alone", keeps).DELETE("/:id", func(c echo.Context) error {
		if !s.policy.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized
		}
		return nil
	})
	e.Group("/turned", keeps, s.desk.Kept).DELETE("/:id", func(c echo.Context) error {
		if !s.policy.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized
		}
		return nil
	})
}
