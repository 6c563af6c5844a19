// Package wire reads credentials for other packages.
package wire

import (
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
)

var errNone = errors.New("none")

// Hop reads those that are meant for a proxy.
func Hop(r *http.Request) (string, error) { return decoded(r.Header.Get("Proxy-Authorization")) }

// Origin reads those that are meant for a server.
func Origin(r *http.Request) (string, error) { return decoded(r.Header.Get("Authorization")) }

func decoded(field string) (string, error) {
	if !strings.HasPrefix(field, "Basic ") {
		return "", errNone
	}
	b, err := base64.StdEncoding.DecodeString(field[6:])
	return string(b), err
}
