package nofix

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
)

// What was typed into a form, or sent in a body, is no credential of a scheme.

var loginPage = template.Must(template.New("login").Parse("<p>{{.}}</p>"))

type accounts struct{ secrets, tokens map[string]string }

func (a *accounts) render(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	_ = loginPage.Execute(w, text)
}

// A form's login.
func (a *accounts) login(w http.ResponseWriter, r *http.Request) {
	user, secret := r.PostFormValue("user"), r.PostFormValue("passwd")
	if a.secrets[user] != secret {
		a.render(w, http.StatusUnauthorized, "wrong name or password") // want `401 \[missing-challenge\]`
		return
	}
	a.render(w, http.StatusOK, "welcome")
}

type attempt struct{ User, Secret string }

var errAttempt = errors.New("no such account")

func (a *accounts) verify(t attempt) (string, error) {
	if a.secrets[t.User] != t.Secret {
		return "", errAttempt
	}
	return a.tokens[t.User], nil
}

// A body's login, checked by a helper: that it gives a token says nothing.
func (a *accounts) signIn(w http.ResponseWriter, r *http.Request) {
	var t attempt
	if err := json.NewDecoder(r.Body).Decode(&t); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	token, err := a.verify(t)
	if err != nil {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		return
	}
	fmt.Fprintln(w, token)
}

// A second factor, asked of who is known by a token.
func (a *accounts) factor(w http.ResponseWriter, r *http.Request) {
	if a.tokens[token(r)] == "" {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if !a.matches(r.FormValue("code")) {
		http.Error(w, "enter the code", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

func (a *accounts) matches(code string) bool { return len(code) == 6 }

type step struct{ mfaPending bool }

func (a *accounts) resume(w http.ResponseWriter, r *http.Request) {
	s := a.stepOf(token(r))
	if s.mfaPending {
		http.Error(w, "one more step", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

func (a *accounts) stepOf(token string) step { return step{a.tokens[token] == ""} }

// A page answers a browser: what the package takes elsewhere says nothing of it.
func (a *accounts) answer(w http.ResponseWriter, err error) {
	status := http.StatusInternalServerError
	if errors.Is(err, errAttempt) {
		status = http.StatusUnauthorized
	}
	w.WriteHeader(status) // want `401 \[missing-challenge\]`
	_ = loginPage.Execute(w, err.Error())
}

func (a *accounts) renderPage(w http.ResponseWriter, status int, name string, data any) {
	w.WriteHeader(status)
	_ = template.Must(template.ParseFiles(name)).Execute(w, data)
}

func (a *accounts) account(w http.ResponseWriter, name string) {
	if a.secrets[name] == "" {
		a.renderPage(w, http.StatusUnauthorized, "account.html", nil) // want `401 \[missing-challenge\]`
	}
}
