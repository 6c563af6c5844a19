// Package members knows who may come in.
package members

import (
	"errors"
	"fmt"
)

// ErrPassword says that the password is wrong.
var ErrPassword = errors.New("members: wrong password")

// ErrLocked wraps it.
var ErrLocked = fmt.Errorf("members: locked: %w", ErrPassword)

// A Denied is a refusal with its reason.
type Denied struct{ Reason string }

func (d *Denied) Error() string { return d.Reason }

// A Book has the members by name.
type Book struct {
	passwords map[string]string
	fallback  Source
}

// A Source has members elsewhere.
type Source interface {
	Password(name string) (string, error)
}

// Enter fails if the password is wrong.
func (b *Book) Enter(name, password string) error {
	if b.passwords[name] != password {
		return fmt.Errorf("%s: %w", name, ErrPassword)
	}
	return nil
}

// Lock locks a member out.
func (b *Book) Lock(name string) error {
	if b.passwords[name] == "" {
		return ErrLocked
	}
	return nil
}

// Refuse gives a reason.
func (b *Book) Refuse(name string) error { return &Denied{name} }

// Rename gives a member another name.
func (b *Book) Rename(from, to string) error {
	if to == "" {
		return errors.New("members: no name")
	}
	b.passwords[to] = b.passwords[from]
	return nil
}

// Ask asks elsewhere.
func (b *Book) Ask(name string) error {
	_, err := b.fallback.Password(name)
	return err
}

// Each calls a function for each member.
func (b *Book) Each(do func(name string) error) error {
	for name := range b.passwords {
		if err := do(name); err != nil {
			return err
		}
	}
	return nil
}
