// Package stock knows nothing of HTTP.
package stock

import "context"

// An Item is in stock.
type Item struct{ Name string }

// A Source is where items come from.
type Source interface {
	Load(ctx context.Context, name string) (Item, error)
}

// A Shelf has items.
type Shelf struct{ from Source }

// New has what a source has.
func New(from Source) *Shelf { return &Shelf{from} }

// Find looks for an item.
func (s *Shelf) Find(ctx context.Context, name string) (Item, error) { return s.from.Load(ctx, name) }

// Count counts what begins so.
func Count(prefix string) (int, error) { return len(prefix), nil }

// Within runs a function inside a transaction.
func Within(do func() error) error { return do() }
