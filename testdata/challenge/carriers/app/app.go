// Package app is the highest: it joins the use case and the handler, which
// don't know each other. What they send is reported in package handler, so
// nothing is reported here.
package app

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"authstatus.test/challenge/carriers/handler"
	"authstatus.test/challenge/carriers/usecase"
)

// Serve registers the handlers.
func Serve(engine *gin.Engine, mux *http.ServeMux) {
	h := handler.New(&usecase.Users{})
	engine.POST("/login", h.Login)
	engine.POST("/login/again", h.LoginChallenged)
	mux.HandleFunc("PUT /user", h.Rename)
	mux.HandleFunc("DELETE /user", h.Remove)
}
