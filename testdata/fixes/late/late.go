// Package late sets challenges after the status has left.
package late

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"
)

func deny(w http.ResponseWriter) {
	w.WriteHeader(http.StatusUnauthorized)
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
}

// The comment goes with the line, and what stands between stays.
func commented(w http.ResponseWriter, realm string) {
	http.Error(w, "log in first", http.StatusUnauthorized)
	fmt.Println("denied")

	// Tells git to ask for a password.
	w.Header().Set("WWW-Authenticate", fmt.Sprintf("Basic realm=%q", realm)) // quoted
}

func inCase(c *gin.Context) {
	switch c.GetHeader("Authorization") {
	case "":
		c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"message": "log in first"})
		c.Header("WWW-Authenticate", `Bearer realm="api"`)
	}
}

// A deferred call runs when the status is gone.
func hurried(w http.ResponseWriter) {
	defer w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(http.StatusUnauthorized)
}

func entry(w http.ResponseWriter) {
	h := w.Header()
	w.WriteHeader(http.StatusUnauthorized)
	h["Www-Authenticate"] = []string{`Bearer realm="api"`}
}
