// Package usecase makes errors of package errs. It knows no handler, and no
// handler imports it, so nothing is reported here.
package usecase

import (
	"context"
	"fmt"

	"authstatus.test/challenge/carriers/errs"
)

// Users is the use case behind an interface of package handler.
type Users struct{ names map[string]string }

// Login returns a 401 of package errs.
func (u *Users) Login(ctx context.Context, token string) (string, error) {
	name, ok := u.names[token]
	if !ok {
		return "", errs.Unauthorized("no such token")
	}
	return name, nil
}

// Rename returns it wrapped.
func (u *Users) Rename(ctx context.Context, token, name string) error {
	if _, err := u.Login(ctx, token); err != nil {
		return fmt.Errorf("rename: %w", err)
	}
	return nil
}

// Remove returns a fault.
func (u *Users) Remove(ctx context.Context, token string) error {
	if _, ok := u.names[token]; !ok {
		return errs.NoLogin(token)
	}
	return errs.Faultf(409, "%s is the last user", token)
}

// Lock returns a variable of package errs.
func (u *Users) Lock(ctx context.Context, token string) error {
	if _, ok := u.names[token]; !ok {
		return errs.Denied
	}
	return nil
}
