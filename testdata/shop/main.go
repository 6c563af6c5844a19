// Shop is the server of a small web shop: an API for its app, pages for
// browsers, and a feed for partners.
package main

import (
	"log"
	"net/http"

	jwtmiddleware "github.com/auth0/go-jwt-middleware/v2"
	"github.com/go-chi/chi/v5"

	"example.org/shop/server"
)

func main() {
	s := server.New()
	partners := jwtmiddleware.New(s.PartnerToken)

	r := chi.NewRouter()
	r.Post("/api/login", s.Login)
	r.Get("/api/me", s.Me)
	r.Group(func(r chi.Router) {
		r.Use(s.RequireToken)
		r.Get("/api/orders/{id}", s.Order)
		r.Delete("/api/orders/{id}", s.CancelOrder)
		r.Get("/api/orders/{id}/invoice", s.Invoice)
	})
	r.Group(func(r chi.Router) {
		r.Use(s.RequireAdmin)
		r.Get("/admin", s.AdminPage)
		r.Post("/admin/refund", s.Refund)
	})
	r.With(s.RequireKey).Get("/stock", s.Stock)
	r.Get("/account", s.AccountPage)
	r.Get("/metrics", s.Metrics)
	r.With(partners.CheckJWT).Get("/partners/feed", s.Feed)

	log.Fatal(http.ListenAndServe(":8080", r))
}
