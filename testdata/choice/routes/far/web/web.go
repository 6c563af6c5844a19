// Package web has handlers behind middlewares of another package.
package web

import (
	"net/http"

	"authstatus.test/choice/routes/far/members"
	"github.com/gin-gonic/gin"
)

type policy interface{ CanDelete(id string) bool }

type server struct {
	desk   *members.Desk
	policy policy
}

func (s *server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("DELETE /in", s.desk.SignedIn(http.HandlerFunc(s.in)))
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
