// Package playground drives the page of playground/ in a browser.
package playground

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

const source = "../../../playground"

// dist is the built page: PLAYGROUND_DIST, or one that is built once.
var dist = sync.OnceValues(func() (string, error) {
	if dir := os.Getenv("PLAYGROUND_DIST"); dir != "" {
		return filepath.Abs(dir)
	}
	dir, err := os.MkdirTemp("", "playground")
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "dist"), buildInto(filepath.Join(dir, "dist"))
})

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := dist(); err == nil && os.Getenv("PLAYGROUND_DIST") == "" {
		_ = os.RemoveAll(filepath.Dir(dir))
	}
	os.Exit(code)
}

func buildInto(dir string) error {
	cmd := exec.Command("go", "run", "./build", "-o", dir)
	cmd.Dir = source
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}

// needNode skips where the page can't be built at all.
func needNode(t *testing.T) {
	t.Helper()
	for _, name := range []string{"node", "npm"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("no %s: the page can't be built", name)
		}
	}
}

func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium")
	return ""
}

// A page is one in a browser of its own, on a server of its own.
type page struct {
	t       *testing.T
	ctx     context.Context
	url     string
	server  *httptest.Server
	mu      sync.Mutex
	asked   []string // addresses that the page, its worker and its service worker asked for
	trouble []string // errors that the browser noted
}

// open starts a browser and loads the page at a fragment.
func open(t *testing.T, fragment string) *page {
	t.Helper()
	needNode(t)
	name := chromium(t)
	dir, err := dist()
	if err != nil {
		t.Fatal(err)
	}
	p := &page{t: t}
	files := http.FileServer(http.Dir(dir))
	p.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.asked = append(p.asked, r.URL.Path)
		p.mu.Unlock()
		// As in a folder of a larger site, which is how GitHub Pages serves it.
		http.StripPrefix("/authstatus", files).ServeHTTP(w, r)
	}))
	t.Cleanup(p.server.Close)
	p.url = p.server.URL + "/authstatus/"
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(name), chromedp.NoSandbox, chromedp.Flag("disable-dev-shm-usage", true), chromedp.WindowSize(1280, 860))...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	p.ctx, cancel = context.WithTimeout(ctx, 3*time.Minute) // a browser that hangs ends the test
	t.Cleanup(cancel)
	chromedp.ListenTarget(p.ctx, func(ev any) {
		p.mu.Lock()
		defer p.mu.Unlock()
		switch ev := ev.(type) {
		case *runtime.EventExceptionThrown:
			p.trouble = append(p.trouble, ev.ExceptionDetails.Error())
		case *log.EventEntryAdded:
			if ev.Entry.Level == log.LevelError {
				p.trouble = append(p.trouble, ev.Entry.Text)
			}
		case *network.EventRequestWillBeSent:
			if u := ev.Request.URL; !strings.HasPrefix(u, p.server.URL) && !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "blob:") {
				p.trouble = append(p.trouble, "asks another server: "+u)
			}
		}
	})
	p.do(network.Enable(), log.Enable(), chromedp.Navigate(p.url+fragment))
	p.ready()
	return p
}

func (p *page) do(actions ...chromedp.Action) {
	p.t.Helper()
	if err := chromedp.Run(p.ctx, actions...); err != nil {
		var state string
		_ = chromedp.Run(p.ctx, chromedp.Evaluate(`document.documentElement.outerHTML.slice(0, 300) + document.getElementById("status")?.textContent`, &state))
		p.mu.Lock()
		defer p.mu.Unlock()
		p.t.Fatalf("%v\n%s\n%s", err, state, strings.Join(p.trouble, "\n"))
	}
}

// ready waits until what the editor holds was checked.
func (p *page) ready() {
	p.t.Helper()
	p.do(chromedp.Poll(`["done", "broken"].includes(document.documentElement.dataset.state)`, nil, chromedp.WithPollingTimeout(2*time.Minute)))
	if state := eval[string](p, `document.documentElement.dataset.state`); state != "done" {
		p.t.Fatalf("the page is %s: %s", state, p.status())
	}
}

func eval[T any](p *page, script string) T {
	p.t.Helper()
	var v T
	p.do(chromedp.Evaluate(script, &v, func(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }))
	return v
}

func (p *page) status() string {
	return eval[string](p, `document.getElementById("status").textContent`)
}

// text is what the editor holds.
func (p *page) text() string {
	return eval[string](p, `document.querySelector(".cm-content").cmTile.view.state.doc.toString()`)
}

// paste puts a text in place of what the editor holds, as the clipboard does.
func (p *page) paste(text string) {
	p.t.Helper()
	quoted, err := json.Marshal(text)
	if err != nil {
		p.t.Fatal(err)
	}
	p.do(chromedp.Focus(".cm-content", chromedp.ByQuery), chromedp.KeyEvent("a", chromedp.KeyModifiers(input.ModifierCtrl)), chromedp.Evaluate(fmt.Sprintf(`(() => {
		const content = document.querySelector(".cm-content");
		const data = new DataTransfer();
		data.setData("text/plain", %s);
		content.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
	})()`, quoted), nil))
	p.ready()
}

// findings are the rules and lines in the list.
func (p *page) findings() []string {
	p.t.Helper()
	return eval[[]string](p, `[...document.querySelectorAll("#findings .finding")].map(f => f.dataset.line + " " + f.dataset.rule)`)
}

// noTrouble fails if the browser noted an error.
func (p *page) noTrouble() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, text := range p.trouble {
		p.t.Error(text)
	}
}
