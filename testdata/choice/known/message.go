package known

import (
	"context"
	"encoding/json"
	"net/http"
)

// A message that was sent names whom it is about, and not who asks.

type grants struct{ Call, Admin bool }

type grantsKey struct{}

func getGrants(ctx context.Context) *grants {
	g, ok := ctx.Value(grantsKey{}).(*grants)
	if !ok {
		return nil
	}
	return g
}

func ensureCallPermission(ctx context.Context) error {
	claims := getGrants(ctx)
	if claims == nil || !claims.Call {
		return errPermissionDenied
	}
	return nil
}

type transferRequest struct {
	Room     string `json:"room"`
	Identity string `json:"identity"`
}

func transfer(w http.ResponseWriter, r *http.Request) {
	req := &transferRequest{}
	if err := json.NewDecoder(r.Body).Decode(req); err != nil {
		http.Error(w, "bad message", http.StatusBadRequest)
		return
	}
	move(r.Context(), w, req)
}

func move(ctx context.Context, w http.ResponseWriter, req *transferRequest) {
	if req.Identity == "" {
		http.Error(w, "whom?", http.StatusBadRequest)
		return
	}
	if err := ensureCallPermission(ctx); err != nil {
		http.Error(w, err.Error(), http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
