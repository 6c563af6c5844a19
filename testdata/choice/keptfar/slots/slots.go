// Package slots keeps things with requests for others. It knows nothing of callers.
package slots

import (
	"context"
	"errors"

	"github.com/gin-gonic/gin"
)

type Row struct{ Kind int }

type slot struct{}

const shelf = "shelf"

var errEmpty = errors.New("permission denied")

func Put(ctx context.Context, r *Row) context.Context { return context.WithValue(ctx, slot{}, r) }

func Take(ctx context.Context) (*Row, bool) {
	r, ok := ctx.Value(slot{}).(*Row)
	return r, ok
}

func Shelve(c *gin.Context, r *Row) { c.Set(shelf, r) }

func OffShelf(c *gin.Context) (*Row, error) {
	v, ok := c.Get(shelf)
	if !ok {
		return nil, errEmpty
	}
	r, ok := v.(*Row)
	if !ok {
		return nil, errEmpty
	}
	return r, nil
}

// What is kept under this key comes from nobody who was verified.

type color struct{}

func Paint(ctx context.Context, c *string) context.Context { return context.WithValue(ctx, color{}, c) }

func Painted(ctx context.Context) (*string, bool) {
	c, ok := ctx.Value(color{}).(*string)
	return c, ok
}

// Under tells what is under whatever key it is handed.
func Under(ctx context.Context, at any) (*Row, bool) {
	r, ok := ctx.Value(at).(*Row)
	return r, ok
}
