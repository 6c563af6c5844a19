// Package steps keeps who asks with the request.
package steps

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"authstatus.test/choice/keptfar/slots"
)

const challenge = `ApiKey realm="far"`

type Book struct {
	Find func(string) (*slots.Row, error)
}

func (b *Book) First(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		row, err := b.Find(r.Header.Get("X-Api-Key"))
		if err != nil {
			w.Header().Set("WWW-Authenticate", challenge)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		shade := r.URL.Query().Get("shade")
		next.ServeHTTP(w, r.WithContext(slots.Paint(slots.Put(r.Context(), row), &shade)))
	})
}

func (b *Book) Second(c *gin.Context) {
	row, err := b.Find(c.GetHeader("X-Api-Key"))
	if err != nil {
		c.Header("WWW-Authenticate", challenge)
		c.AbortWithStatus(http.StatusUnauthorized)
		return
	}
	slots.Shelve(c, row)
	c.Next()
}
