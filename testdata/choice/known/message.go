package known

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
)

// A message that was sent names whom it is about, and not who asks.

type grants struct{ Call, Admin bool }

type grantsKey struct{}

type grantors struct{ byToken map[string]*grants }

var errGrant = errors.New("no such token")

func (s *grantors) verify(token string) (*grants, error) {
	g, ok := s.byToken[token]
	if !ok {
		return nil, errGrant
	}
	return g, nil
}

// Who sends no token goes on without grants.
func (s *grantors) middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
			g, err := s.verify(token)
			if err != nil {
				http.Error(w, "no such token", http.StatusUnauthorized)
				return
			}
			r = r.WithContext(context.WithValue(r.Context(), grantsKey{}, g))
		}
		next.ServeHTTP(w, r)
	})
}

func getGrants(ctx context.Context) *grants {
	g, ok := ctx.Value(grantsKey{}).(*grants)
	if !ok {
		return nil
	}
	return g
}

func ensureCallPermission(ctx context.Context) error {
	claims := getGrants(ctx)
	if claims != nil && claims.Call {
		return nil
	}
	return errPermissionDenied
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
