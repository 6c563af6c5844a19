// Package browser tests what docs/cookie-sessions.md says: for which
// challenges a browser opens its login window, and that the middleware shown
// there is one.
package browser

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/chromedp"
)

const doc = "../../../docs/cookie-sessions.md"

// A browser without a window asks whoever drives it, at the moment when it
// would open its login window.
func TestLoginWindow(t *testing.T) {
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			browser = path
			break
		}
	}
	if browser == "" {
		t.Skip("no Chromium")
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/401" {
			fmt.Fprint(w, "<title>page</title>")
			return
		}
		if c := r.URL.Query().Get("challenge"); c != "" {
			w.Header().Set("WWW-Authenticate", c)
		}
		http.Error(w, "log in", http.StatusUnauthorized)
	}))
	defer server.Close()

	alloc, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.Flag("disable-dev-shm-usage", true))...)
	defer cancel()
	ctx, cancel := chromedp.NewContext(alloc)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	var asked atomic.Int32
	chromedp.ListenTarget(ctx, func(ev any) {
		go func() {
			var act chromedp.Action
			switch ev := ev.(type) {
			case *fetch.EventRequestPaused:
				act = fetch.ContinueRequest(ev.RequestID)
			case *fetch.EventAuthRequired:
				asked.Add(1)
				act = fetch.ContinueWithAuth(ev.RequestID, &fetch.AuthChallengeResponse{Response: fetch.AuthChallengeResponseResponseCancelAuth})
			default:
				return
			}
			_ = chromedp.Run(ctx, act)
		}()
	})
	if err := chromedp.Run(ctx, fetch.Enable().WithHandleAuthRequests(true)); err != nil {
		t.Fatal(err)
	}

	text := read(t, doc)
	for _, tt := range []struct{ row, challenge string }{
		{"`Basic realm=\"app\"`", `Basic realm="app"`},
		{"`Bearer realm=\"app\"`", `Bearer realm="app"`},
		{"`Session realm=\"app\"`", `Session realm="app"`},
		{"no challenge", ""},
	} {
		answer := func(actions ...chromedp.Action) string {
			asked.Store(0)
			if err := chromedp.Run(ctx, actions...); err != nil {
				t.Fatal(err)
			}
			if asked.Load() > 0 {
				return "asks for a password"
			}
			return "does not ask"
		}
		u := server.URL + "/401?challenge=" + strings.NewReplacer(" ", "%20", `"`, "%22").Replace(tt.challenge)
		page := answer(chromedp.Navigate(u))
		var status int
		script := answer(chromedp.Navigate(server.URL+"/"),
			chromedp.Evaluate(fmt.Sprintf("fetch(%q).then(r => r.status)", u), &status, awaitPromise))
		if status != 401 {
			t.Errorf("%s: the script got %d", tt.row, status)
		}
		row := fmt.Sprintf("| %s | %s | %s |", tt.row, page, script)
		t.Log(row)
		if !strings.Contains(text, row+"\n") {
			t.Errorf("the document has no row\n%s", row)
		}
	}
}

// The middleware of the document compiles, adds the challenge, and is
// recognised: with the flag that is shown nothing is left to report.
func TestMiddleware(t *testing.T) {
	text := read(t, doc)
	code := block(t, text, "middleware", "go")
	flag := strings.Fields(block(t, text, "flag", "sh"))
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":     "module example.org/app\n\ngo 1.25\n",
		"web/web.go": "package web\n\nimport \"net/http\"\n\n" + code,
		"web/web_test.go": `package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestChallenge(t *testing.T) {
	for status, want := range map[int]string{200: "", 401: "Session realm=\"app\"", 403: ""} {
		rec := httptest.NewRecorder()
		Challenge(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(status) })).ServeHTTP(rec, httptest.NewRequest("GET", "/", nil))
		if got := rec.Result().Header.Get("WWW-Authenticate"); got != want {
			t.Errorf("%d: %q", status, got)
		}
	}
}
`,
		"pages/pages.go": `package pages

import "net/http"

func Inbox(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie("session"); err != nil || c.Value == "" {
		http.Error(w, "log in first", http.StatusUnauthorized)
		return
	}
}
`,
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tool := filepath.Join(t.TempDir(), "authstatus")
	if out, code := run(t, "../../..", "go", "build", "-o", tool, "./cmd/authstatus"); code != 0 {
		t.Fatal(out)
	}
	if out, code := run(t, dir, "go", "test", "./web"); code != 0 {
		t.Errorf("the middleware's own test: %s", out)
	}
	if out, code := run(t, dir, tool, "./..."); code != 3 || !strings.Contains(out, "[session-challenge]") {
		t.Errorf("without the flag: exit %d\n%s", code, out)
	}
	if out, code := run(t, dir, tool, flag[1:]...); code != 0 {
		t.Errorf("with %s: exit %d\n%s", flag, code, out)
	}
	if out, code := run(t, dir, tool, "-suggest", "./..."); code != 0 || !strings.Contains(out, "-challenger=example.org/app/web.Challenge") {
		t.Errorf("-suggest: exit %d\n%s", code, out)
	}
}

// block is the code block after a mark in the document.
func block(t *testing.T, text, mark, language string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, "<!-- tested: "+mark+" -->\n```"+language+"\n")
	code, _, end := strings.Cut(rest, "```")
	if !ok || !end {
		t.Fatalf("the document has no block %s", mark)
	}
	return code
}

func run(t *testing.T, dir, name string, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
