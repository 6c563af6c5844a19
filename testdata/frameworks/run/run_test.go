// Package run starts the authentication middlewares of the table in
// docs/frameworks.md, each with every option alone, and holds the table against
// what left: go test ./run in testdata/frameworks.
package run

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A cell is one middleware with one option.
type cell struct {
	row    string // a call of its row
	with   string // the option, by its last name; "" for none
	send   string // the Authorization header
	server func(t *testing.T) answer
	left   string // the challenge that the default sends, as it was seen
}

// An answer is how a server answers a request.
type answer func(*http.Request) (*http.Response, error)

// over serves a handler on the loopback address, so that only what left counts.
func over(h http.Handler) func(*testing.T) answer {
	return func(t *testing.T) answer {
		s := httptest.NewServer(h)
		t.Cleanup(s.Close)
		return func(r *http.Request) (*http.Response, error) {
			out, err := http.NewRequest(r.Method, s.URL+r.URL.Path, nil)
			if err != nil {
				return nil, err
			}
			out.Header = r.Header
			return s.Client().Do(out)
		}
	}
}

const challenge = `Bearer realm="told"`

// deny answers as an option that is told to.
func deny(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("WWW-Authenticate", challenge)
	w.WriteHeader(http.StatusUnauthorized)
}

var served = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })

// A row is one of the table.
type row struct {
	calls        []string
	sends        string
	configuredBy string
	defaults     bool // started without an option
	any          bool // started at all
}

// table reads the documentation.
func table(t *testing.T) []*row {
	f, err := os.Open(filepath.Join("..", "..", "..", "docs", "frameworks.md"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []*row
	within := false
	for s := bufio.NewScanner(f); s.Scan(); {
		line := s.Text()
		if strings.HasPrefix(line, "#") {
			within = line == "## Authentication middlewares"
		}
		if cols := strings.Split(line, " | "); within && strings.HasPrefix(line, "| `") && len(cols) == 4 {
			out = append(out, &row{calls: strings.Split(strings.Trim(cols[0], "| `"), "`, `"), sends: cols[2], configuredBy: cols[3]})
		}
	}
	if len(out) == 0 {
		t.Fatal("no table")
	}
	return out
}

// apart are rows that are not started here, and why.
var apart = map[string]string{
	"github.com/labstack/echo/v4/middleware.JWT":                                            "an older version than the module has",
	"github.com/gofiber/jwt/v3.New":                                                         "an older version than the module has",
	"github.com/auth0/go-jwt-middleware.New":                                                "an older version than the module has",
	"github.com/go-macaron/auth.Bearer":                                                     "only declarations here",
	"github.com/uptrace/bunrouter/extra/basicauth.NewMiddleware":                            "started in byhand/run",
	"github.com/zalando/gin-oauth2.Auth":                                                    "started in byhand/run",
	"github.com/descope/go-sdk/descope/sdk.AuthenticationMiddleware":                        "started in byhand/run",
	"github.com/gofiber/contrib/v3/casbin.New":                                              "started in byhand/run",
	"github.com/gofiber/contrib/v3/paseto.New":                                              "started in byhand/run",
	"github.com/hertz-contrib/paseto.New":                                                   "started in byhand/run",
	"github.com/go-kratos/kratos/contrib/middleware/jwt/v3.Server":                          "started in byhand/run",
	"sigs.k8s.io/controller-runtime/pkg/metrics/filters.WithAuthenticationAndAuthorization": "started by hand, against a handler that answers as an API server: it brings half of Kubernetes along",
}

func TestTable(t *testing.T) {
	rows := table(t)
	for _, c := range cells() {
		name := c.row[strings.LastIndexByte(c.row, '/')+1:]
		if c.with != "" {
			name += " " + c.with
		}
		i := slices.IndexFunc(rows, func(r *row) bool { return slices.Contains(r.calls, c.row) })
		if i < 0 {
			t.Errorf("%s: no row", c.row)
			continue
		}
		r := rows[i]
		r.any, r.defaults = true, r.defaults || c.with == ""
		t.Run(name, func(t *testing.T) {
			req := httptest.NewRequest(http.MethodGet, "/", nil)
			if c.send != "" {
				req.Header.Set("Authorization", c.send)
			}
			resp, err := c.server(t)(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			field := "WWW-Authenticate"
			if resp.StatusCode == http.StatusProxyAuthRequired {
				field = "Proxy-Authenticate"
			} else if resp.StatusCode != http.StatusUnauthorized {
				t.Fatalf("answers %d", resp.StatusCode)
			}
			got := strings.Join(resp.Header.Values(field), "\n")
			told := c.with != "" && strings.Contains(r.configuredBy, c.with)
			switch {
			case told && got != challenge && got != c.left:
				t.Errorf("sends %q, was told %q", got, challenge)
			case told && got == "":
				t.Error("sends none, and was told to")
			case !told && got != c.left:
				t.Errorf("sends %q, was seen to send %q", got, c.left)
			case !told && (r.sends == "none") != (got == ""):
				t.Errorf("sends %q, and the table says %s", got, r.sends)
			}
		})
	}
	for _, r := range rows {
		if reason := apart[r.calls[0]]; reason == "" && !r.defaults {
			t.Errorf("%s is not started", r.calls[0])
		} else if reason != "" && r.any {
			t.Errorf("%s is started, and said not to be", r.calls[0])
		}
	}
}
