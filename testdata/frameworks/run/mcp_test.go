package run

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/auth"
)

// TestMCP runs RequireBearerToken with each option, and holds the table of
// docs/mcp.md against what leaves.
func TestMCP(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "mcp.md"))
	if err != nil {
		t.Fatal(err)
	}
	const url = "https://example.com/meta"
	columns := []string{"", "rejected", "expired", "unscoped", "expired unscoped", "timeless"}
	for _, row := range []struct {
		name string
		opts *auth.RequireBearerTokenOptions
	}{
		{"nil or none", nil},
		{"nil or none", &auth.RequireBearerTokenOptions{}},
		{"`Scopes`", &auth.RequireBearerTokenOptions{Scopes: []string{"read"}}},
		{"`ResourceMetadataURL`", &auth.RequireBearerTokenOptions{ResourceMetadataURL: url}},
		{"both", &auth.RequireBearerTokenOptions{Scopes: []string{"read"}, ResourceMetadataURL: url}},
	} {
		line := "| " + row.name + " |"
		for i, token := range columns {
			status, left := ask(t, row.opts, token)
			cell := fmt.Sprint(status)
			if left != "" {
				cell += ", `" + strings.ReplaceAll(left, url, "…") + "`"
			} else if status != http.StatusOK {
				cell += ", no challenge"
			}
			if i == 1 {
				if !strings.HasSuffix(line, " "+cell+" |") {
					t.Errorf("%s: a rejected token gets %s, and no token another answer", row.name, cell)
				}
				continue // one column with no token
			}
			line += " " + cell + " |"
		}
		if !strings.Contains(string(doc), line+"\n") {
			t.Errorf("docs/mcp.md has not this row:\n%s", line)
		}
	}
	for token, want := range map[string]int{"oauth": 400, "failing": 500, "nobody": 500} {
		if status, left := ask(t, &auth.RequireBearerTokenOptions{ResourceMetadataURL: url}, token); status != want || left != "" {
			t.Errorf("%s: %d with %q, want %d", token, status, left, want)
		}
	}
	for token, opts := range map[string]*auth.RequireBearerTokenOptions{
		"timeless": {AllowMissingExpiration: true}, "expired": {ClockSkew: 2 * time.Hour},
	} {
		if status, _ := ask(t, opts, token); status != http.StatusOK {
			t.Errorf("%s: %d", token, status)
		}
	}
}

// ask sends a token and says what came back.
func ask(t *testing.T, opts *auth.RequireBearerTokenOptions, token string) (status int, challenge string) {
	verify := func(_ context.Context, token string, _ *http.Request) (*auth.TokenInfo, error) {
		switch token {
		case "rejected":
			return nil, auth.ErrInvalidToken
		case "oauth":
			return nil, auth.ErrOAuth
		case "failing":
			return nil, errors.New("no database")
		case "nobody":
			return nil, nil
		}
		info := &auth.TokenInfo{Scopes: []string{"read"}, Expiration: time.Now().Add(time.Hour)}
		if strings.Contains(token, "expired") {
			info.Expiration = time.Now().Add(-time.Hour)
		}
		if strings.Contains(token, "unscoped") {
			info.Scopes = nil
		}
		if token == "timeless" {
			info.Expiration = time.Time{}
		}
		return info, nil
	}
	s := httptest.NewServer(auth.RequireBearerToken(verify, opts)(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})))
	defer s.Close()
	r, err := http.NewRequest(http.MethodGet, s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+strings.ReplaceAll(token, " ", "-"))
	}
	resp, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	return resp.StatusCode, strings.Join(resp.Header.Values("WWW-Authenticate"), "\n")
}
