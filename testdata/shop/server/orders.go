package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

func (s *Server) order(r *http.Request) (*Order, error) {
	order, ok := s.orders[chi.URLParam(r, "id")]
	if !ok {
		return nil, errNoOrder
	}
	return order, nil
}

// Order shows an order.
func (s *Server) Order(w http.ResponseWriter, r *http.Request) {
	order, err := s.order(r)
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, order)
}

// CancelOrder takes an order back.
func (s *Server) CancelOrder(w http.ResponseWriter, r *http.Request) {
	order, err := s.order(r)
	if err != nil {
		fail(w, err)
		return
	}
	if order.Owner != currentUser(r).Name {
		fail(w, errNotYours)
		return
	}
	if !s.mayChange(r) {
		http.Error(w, "too late", http.StatusForbidden)
		return
	}
	delete(s.orders, order.ID)
}

// Invoice shows what is to be paid.
func (s *Server) Invoice(w http.ResponseWriter, r *http.Request) {
	if !s.mayChange(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="shop"`)
		http.Error(w, "too late", http.StatusUnauthorized)
		return
	}
	writeJSON(w, s.orders[chi.URLParam(r, "id")])
}

func (s *Server) mayChange(r *http.Request) bool { return r.Header.Get("X-Checkout") != "done" }

// Stock tells the warehouse what is to be sent.
func (s *Server) Stock(w http.ResponseWriter, r *http.Request) { writeJSON(w, len(s.orders)) }

// Feed lists all orders for partners.
func (s *Server) Feed(w http.ResponseWriter, r *http.Request) { writeJSON(w, s.orders) }
