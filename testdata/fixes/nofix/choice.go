package nofix

import (
	"fmt"
	"net/http"

	"github.com/golang-jwt/jwt/v5"
)

func key(*jwt.Token) (any, error) { return []byte("secret"), nil }

// logged does more than answer.
func logged(w http.ResponseWriter, err error) {
	fmt.Println(err)
	http.Error(w, "no access", http.StatusForbidden)
}

func byLogged(w http.ResponseWriter, r *http.Request) {
	_, err := jwt.Parse(r.Header.Get("Authorization"), key)
	if err != nil {
		logged(w, err) // want `403 \[want-401\]`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func text(w http.ResponseWriter, status int, a, b string) { http.Error(w, a+b, status) }

func first() string  { return "a" }
func second() string { return "b" }

// swapped evaluates what it is given in another order than it would itself.
func swapped(w http.ResponseWriter, a, b string) { text(w, http.StatusForbidden, b, a) }

func bySwapped(w http.ResponseWriter, r *http.Request) {
	_, err := jwt.Parse(r.Header.Get("Authorization"), key)
	if err != nil {
		swapped(w, first(), second()) // want `403 \[want-401\]`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// twice evaluates what it is given once.
func twice(w http.ResponseWriter, a string) { text(w, http.StatusForbidden, a, a) }

func byTwice(w http.ResponseWriter, r *http.Request) {
	_, err := jwt.Parse(r.Header.Get("Authorization"), key)
	if err != nil {
		twice(w, first()) // want `403 \[want-401\]`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

const title403 = "You may not see this"

func page(w http.ResponseWriter, title string, status int) { http.Error(w, title, status) }

// refusal has a title that no other status goes with.
func refusal(w http.ResponseWriter) { page(w, title403, http.StatusForbidden) }

func byRefusal(w http.ResponseWriter, r *http.Request) {
	_, err := jwt.Parse(r.Header.Get("Authorization"), key)
	if err != nil {
		refusal(w) // want `403 \[want-401\]`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
