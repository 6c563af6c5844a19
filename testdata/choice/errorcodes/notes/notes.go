// Package notes puts codes into errors, which another package answers.
package notes

import (
	"context"
	"errors"

	"authstatus.test/choice/errorcodes/fault"
)

// A User is who sends a request.
type User struct {
	ID   int
	Role string
}

type userKey struct{}

// UserFromContext is the caller, or nil.
func UserFromContext(ctx context.Context) *User {
	u, _ := ctx.Value(userKey{}).(*User)
	return u
}

// A Note belongs to a user.
type Note struct{ OwnerID int }

// Notes keeps them.
type Notes struct{ byID map[int]*Note }

// Edit has both codes for the other's reason.
func (n *Notes) Edit(ctx context.Context, id int) error {
	u := UserFromContext(ctx)
	if u == nil {
		return fault.New(fault.Denied, "who is there?") // want `403 \[want-401\]: the caller is not known \(u, line 34\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	if n.byID[id].OwnerID != u.ID {
		return fault.New(fault.Anonymous, "another one's") // want `401 \[want-403\]: the caller is known and does not own the resource \(n\.byID\[id\]\.OwnerID != u\.ID, line 37\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return nil
}

// Remove has them as texts, in a literal too.
func (n *Notes) Remove(ctx context.Context, id int) error {
	u := UserFromContext(ctx)
	if u == nil {
		return fault.Of(fault.EFORBIDDEN, "who is there?") // want `403 \[want-401\]: the caller is not known \(u, line 46\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	if u.Role != "admin" {
		return &fault.Error{Kind: fault.EUNAUTHORIZED, Text: "for admins"} // want `401 \[want-403\]: the caller is known and lacks a role \(u\.Role != "admin", line 49\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return nil
}

// Read has the right ones.
func (n *Notes) Read(ctx context.Context, id int) error {
	u := UserFromContext(ctx)
	if u == nil {
		return fault.New(fault.Anonymous, "who is there?")
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

// Wait gives a code that stands for several statuses.
func (n *Notes) Wait(ctx context.Context) error {
	if UserFromContext(ctx) == nil {
		return fault.New(fault.Busy, "later")
	}
	return nil
}

// Allowed looks at a code, and gives none.
func (n *Notes) Allowed(ctx context.Context, err error) (bool, error) {
	var e *fault.Error
	u := UserFromContext(ctx)
	if u == nil {
		return errors.As(err, &e) && e.Code == fault.Denied, nil
	}
	return true, nil
}
