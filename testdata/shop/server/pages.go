package server

import (
	"fmt"
	"net/http"
	"os"
	"slices"
)

// AccountPage shows a browser's user what they bought.
func (s *Server) AccountPage(w http.ResponseWriter, r *http.Request) {
	cookie, err := r.Cookie("session")
	if err != nil {
		http.Error(w, "log in first", http.StatusUnauthorized)
		return
	}
	fmt.Fprintf(w, "<h1>Hello %s</h1>", s.users[cookie.Value].Name)
}

// RequireAdmin lets in who may run the shop.
func (s *Server) RequireAdmin(next http.Handler) http.Handler {
	return s.RequireToken(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user := currentUser(r)
		if !slices.Contains(user.Roles, "admin") {
			http.Error(w, "admins only", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	}))
}

// AdminPage shows all orders.
func (s *Server) AdminPage(w http.ResponseWriter, r *http.Request) { writeJSON(w, s.orders) }

// Refund gives money back.
func (s *Server) Refund(w http.ResponseWriter, r *http.Request) {
	if !slices.Contains(currentUser(r).Roles, "cashier") {
		fail(w, &apiError{http.StatusUnauthorized, "cashiers only"})
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Metrics is for the monitoring.
func (s *Server) Metrics(w http.ResponseWriter, r *http.Request) {
	_, password, _ := r.BasicAuth()
	if password != os.Getenv("METRICS_PASSWORD") {
		w.WriteHeader(http.StatusUnauthorized)
		w.Header().Set("WWW-Authenticate", `Basic realm="metrics"`)
		return
	}
	fmt.Fprintf(w, "orders %d\n", len(s.orders))
}
