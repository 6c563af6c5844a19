// Package store knows who asks and what belongs to whom.
package store

import (
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
)

// A Member is known by a key.
type Member struct{ ID, Name string }

// A Sheet belongs to a member.
type Sheet struct{ Owner, Text string }

var errNo = errors.New("no")

// Shelf keeps both.
type Shelf struct {
	members map[string]*Member
	sheets  map[string]*Sheet
}

// Sheet finds a sheet.
func (s *Shelf) Sheet(name string) *Sheet { return s.sheets[name] }

// Ask tells who asks.
func (s *Shelf) Ask(r *http.Request) (*Member, error) {
	m, ok := s.members[r.Header.Get("Authorization")]
	if !ok {
		return nil, errNo
	}
	return m, nil
}

// Reach fails for a sheet of somebody else.
func (s *Shelf) Reach(m *Member, sheet *Sheet) error {
	if sheet.Owner != m.ID {
		return errNo
	}
	return nil
}

// Allowed tells whether a member may see a sheet; the error says that this could not
// be found out.
func (s *Shelf) Allowed(m *Member, name string) (bool, error) {
	sheet, ok := s.sheets[name]
	if !ok {
		return false, errors.New("lost")
	}
	return sheet.Owner == m.ID, nil
}

// Sent takes apart what was sent, and asks nobody.
func Sent(r *http.Request) (string, error) { return taken(r.Header.Get("Authorization")) }

func taken(field string) (string, error) {
	rest, ok := strings.CutPrefix(field, "Basic ")
	if !ok {
		return "", errNo
	}
	b, err := base64.StdEncoding.DecodeString(rest)
	return string(b), err
}
