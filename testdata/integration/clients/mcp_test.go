package clients

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/auth"
	"github.com/modelcontextprotocol/go-sdk/oauthex"
)

// The OAuth client of the MCP SDK for Go finds the authorization server
// through the metadata that the challenge names. Here it is another server, as
// it often is. Without the challenge it sends its user to the wrong place.
func TestMCP(t *testing.T) {
	reply := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(v)
	}
	var login *httptest.Server
	login = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/.well-known/oauth-authorization-server" {
			http.NotFound(w, r)
			return
		}
		reply(w, map[string]any{
			"issuer": login.URL, "authorization_endpoint": login.URL + "/authorize", "token_endpoint": login.URL + "/token",
			"response_types_supported": []string{"code"}, "code_challenge_methods_supported": []string{"S256"},
		})
	}))
	defer login.Close()

	for _, challenge := range []bool{true, false} {
		var api *httptest.Server
		api = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/mcp":
				if challenge {
					w.Header().Set("WWW-Authenticate", `Bearer resource_metadata="`+api.URL+`/about"`)
				}
				w.WriteHeader(http.StatusUnauthorized)
			case "/about":
				reply(w, map[string]any{"resource": api.URL + "/mcp", "authorization_servers": []string{login.URL}})
			default:
				http.NotFound(w, r)
			}
		}))
		defer api.Close()

		sent, stop := "", errors.New("the user would log in here")
		h, err := auth.NewAuthorizationCodeHandler(&auth.AuthorizationCodeHandlerConfig{
			PreregisteredClient: &oauthex.ClientCredentials{ClientID: "test"},
			RedirectURL:         "http://localhost/done",
			AuthorizationCodeFetcher: func(_ context.Context, args *auth.AuthorizationArgs) (*auth.AuthorizationResult, error) {
				sent = args.URL
				return nil, stop
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.Get(api.URL + "/mcp")
		if err != nil {
			t.Fatal(err)
		}
		err = h.Authorize(context.Background(), resp.Request, resp)
		if !errors.Is(err, stop) && challenge {
			t.Errorf("with a challenge: %v", err)
		}
		sent, _, _ = strings.Cut(sent, "?")
		t.Logf("challenge %t: sends the user to %q (api %s, login %s): %v", challenge, sent, api.URL, login.URL, err)
		if right := strings.HasPrefix(sent, login.URL); right != challenge {
			t.Errorf("challenge %t: sends the user to %q, and the login is %s", challenge, sent, login.URL)
		}
	}
}
