// Package service hands on what another package says.
package service

import (
	"net/http"

	"authstatus.test/choice/relayed/store"
)

// Desk has a shelf.
type Desk struct{ *store.Shelf }

// Who tells who asks.
func (d *Desk) Who(r *http.Request) (*store.Member, error) { return d.Shelf.Ask(r) }

// Open fails for a sheet of somebody else.
func (d *Desk) Open(m *store.Member, sheet *store.Sheet) error { return d.Shelf.Reach(m, sheet) }

// Signed fails where nobody is known.
func (d *Desk) Signed(r *http.Request) error {
	_, err := d.Shelf.Ask(r)
	return err
}

// Part is what was sent.
func Part(r *http.Request) (string, error) { return store.Sent(r) }
