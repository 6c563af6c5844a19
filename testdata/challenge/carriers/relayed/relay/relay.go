// Package relay hands on to another package what it is handed.
package relay

import (
	"log"
	"net/http"

	"authstatus.test/challenge/carriers/relayed/reply"
)

// Fail answers with an error.
func Fail(w http.ResponseWriter, r *http.Request, err error) {
	log.Println(r.URL.Path, err)
	reply.Error(w, err)
}

// Fall answers with what lies below an error.
func Fall(w http.ResponseWriter, r *http.Request, err error) {
	log.Println(r.URL.Path, err)
	reply.Cause(w, err)
}
