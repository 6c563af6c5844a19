// Package filler puts a challenge into maps that it is given.
package filler

import "net/http"

// Fill puts one in.
func Fill(h http.Header) {
	for name, value := range challenges() {
		h.Set(name, value)
	}
}

func challenges() map[string]string {
	return map[string]string{"WWW-Authenticate": `Basic realm="filler"`}
}

// Filler puts headers into a map.
type Filler interface {
	Fill(headers map[string]string)
}
