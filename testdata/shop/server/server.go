// Package server answers for the shop.
package server

import (
	"encoding/json"
	"net/http"
)

// A User is somebody who can log in.
type User struct {
	Name  string
	Roles []string
}

// An Order is what a user bought.
type Order struct {
	ID    string
	Owner string
	Total int
}

// A Server holds what the shop knows.
type Server struct {
	users  map[string]*User // by token
	keys   map[string]bool  // of machines
	orders map[string]*Order
}

// New returns a shop without orders.
func New() *Server {
	return &Server{users: map[string]*User{}, orders: map[string]*Order{}}
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}
