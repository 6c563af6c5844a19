// Package greet has something of each kind that transformations change.
package greet

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNobody is returned where nobody is to be greeted.
var ErrNobody = errors.New("nobody")

// A Greeter implements an interface of its own and one of others.
type Greeter interface {
	Greet(name string) (string, error)
	fmt.Stringer
}

type base struct{ words []string }

func (b *base) add(word string) { b.words = append(b.words, word) }

type polite struct {
	base
	*strings.Builder
	name string
}

// New makes a Greeter.
func New(name string) Greeter {
	p := &polite{base: base{words: []string{"good"}}, Builder: &strings.Builder{}, name: name}
	p.add("day")
	return p
}

// Greet greets somebody.
func (p *polite) Greet(name string) (string, error) {
	if name == "" {
		p.WriteString("!")
		return "", fmt.Errorf("%s greets: %w", p.name, ErrNobody)
	}
	return p.whole(name)
}

func (p *polite) whole(name string) (string, error) {
	text := strings.Join(p.words, " ")
	if len(name) > 5 {
		return text, tooLong(name)
	}
	return text + ", " + name, nil
}

func tooLong(name string) error {
	return fmt.Errorf("%s is too long by %d", name, len(name)-5)
}
