// Package notes puts codes into errors, which another package answers.
package notes

import (
	"errors"
	"net/http"

	"authstatus.test/choice/errorcodes/fault"
)

// A User is who sends a request.
type User struct {
	ID   int
	Role string
}

// A Note belongs to a user.
type Note struct{ OwnerID int }

// Notes keeps them, with the users by their tokens.
type Notes struct {
	byID  map[int]*Note
	users map[string]*User
}

// caller gives the code of the other status where no token was sent.
func (n *Notes) caller(r *http.Request) (*User, error) {
	token := r.Header.Get("Authorization")
	if token == "" {
		return nil, fault.New(fault.Denied, "who is there?") // want `403 \[want-401\]: no Authorization header was sent \(r\.Header\.Get, line 28\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	u, ok := n.users[token]
	if !ok {
		return nil, fault.New(fault.Anonymous, "who is there?")
	}
	return u, nil
}

// Edit has one for who does not own the note.
func (n *Notes) Edit(r *http.Request, id int) error {
	u, err := n.caller(r)
	if err != nil {
		return err
	}
	if n.byID[id].OwnerID != u.ID {
		return fault.New(fault.Anonymous, "another one's") // want `401 \[want-403\]: the caller is known and does not own the resource \(n\.byID\[id\]\.OwnerID != u\.ID, line 45\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return nil
}

// Remove has texts, in a literal too.
func (n *Notes) Remove(r *http.Request, id int) *fault.Error {
	if r.Header.Get("Authorization") == "" {
		return fault.Of(fault.EFORBIDDEN, "who is there?") // want `403 \[want-401\]: no Authorization header was sent \(r\.Header\.Get, line 53\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	u, err := n.caller(r)
	if err != nil {
		return fault.Of(fault.EUNAUTHORIZED, "who is there?")
	}
	if u.Role != "admin" {
		return &fault.Error{Kind: fault.EUNAUTHORIZED, Text: "for admins"} // want `401 \[want-403\]: the caller is known and lacks a role \(u\.Role != "admin", line 60\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return nil
}

// Read has the right ones.
func (n *Notes) Read(r *http.Request, id int) error {
	u, err := n.caller(r)
	if err != nil {
		return err
	}
	note := n.byID[id]
	if note == nil {
		return fault.New(fault.Missing, "no such note")
	}
	if note.OwnerID != u.ID {
		return &fault.Error{Code: fault.Denied, Text: "another one's"}
	}
	return nil
}

// Peek gives a code that stands for another status.
func (n *Notes) Peek(r *http.Request) error {
	if r.Header.Get("Authorization") == "" {
		return fault.New(fault.Missing, "no such note")
	}
	return nil
}

// Allowed looks at a code, and gives none.
func (n *Notes) Allowed(r *http.Request, err error) (bool, error) {
	var e *fault.Error
	if r.Header.Get("Authorization") == "" {
		return errors.As(err, &e) && e.Code == fault.Denied, nil
	}
	return true, nil
}

// Share makes errors that methods of theirs add to.
func (n *Notes) Share(r *http.Request, id int) error {
	if r.Header.Get("Authorization") == "" {
		return fault.Of(fault.EFORBIDDEN, "share").With("who is there?").With("log in") // want `403 \[want-401\]: no Authorization header was sent \(r\.Header\.Get, line 101\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	if _, err := n.caller(r); err != nil {
		return fault.Of(fault.EUNAUTHORIZED, "share").With(err.Error())
	}
	return nil
}

// Kind is a field of one.
func (n *Notes) Kind(r *http.Request) string {
	if r.Header.Get("Authorization") == "" {
		return fault.Of(fault.EFORBIDDEN, "note").Kind
	}
	return ""
}

// Note writes down what would be said, and answers something else.
func (n *Notes) Note(r *http.Request) string {
	if r.Header.Get("Authorization") == "" {
		return fault.Of(fault.EFORBIDDEN, "note").With("who is there?").Error()
	}
	return ""
}
