package errorvals

import (
	"context"
	"net/http"
)

func withProblem(r *http.Request, p *problem) context.Context {
	return context.WithValue(r.Context(), ctxKey{}, p)
}
