package playground

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	cdp "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const handler = `package api

import "net/http"

func orders(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		http.Error(w, "log in first", http.StatusUnauthorized)
		return
	}
}
`

// The first load shows the README's server, with its findings, and asks for no
// more than it needs.
func TestLoad(t *testing.T) {
	p := open(t, "")
	golden, err := os.ReadFile("../../shop/findings.golden")
	if err != nil {
		t.Fatal(err)
	}
	want := len(regexp.MustCompile(`(?m)^\S+\.go:\d+:\d+: .*\[[a-z0-9-]+\]:`).FindAll(golden, -1))
	if got := p.findings(); len(got) != want || want < 10 {
		t.Errorf("%d findings, the command has %d: %q", len(got), want, got)
	}
	if status := p.status(); !strings.HasPrefix(status, fmt.Sprintf("%d findings", want)) {
		t.Errorf("the status line says %q", status)
	}
	if n := eval[int](p, `document.querySelectorAll("#routes .route").length`); n < 10 {
		t.Errorf("%d routes are drawn", n)
	}
	if eval[string](p, `location.hash`) != "#preset=shop" {
		t.Errorf("the address ends in %s", eval[string](p, `location.hash`))
	}
	p.noTrouble()
}

// A handler that is pasted is checked, with the finding at its line, its
// evidence, its way, and the rule's documentation; and the fix mends it.
func TestPasteAndFix(t *testing.T) {
	p := open(t, "")
	p.paste(handler)
	if got := p.findings(); !slices.Equal(got, []string{"7 missing-challenge"}) {
		t.Fatalf("findings: %q", got)
	}
	p.do(chromedp.Poll(`document.querySelector(".cm-lintRange-warning")?.textContent.startsWith("http.Error(") && document.querySelector(".cm-line .note") !== null`, nil))
	p.do(chromedp.Evaluate(`document.querySelector(".finding .head").getAttribute("aria-expanded") === "true" || document.querySelector(".finding .head").click()`, nil))
	card := eval[string](p, `document.querySelector(".finding.open").innerText`)
	for _, want := range []string{"sends no WWW-Authenticate", "RFC 9110", "Way of the status", "main.go:7", "About missing-challenge", "Diff", `+ 		w.Header().Set("WWW-Authenticate"`} {
		if !strings.Contains(card, want) {
			t.Errorf("the finding does not show %q:\n%s", want, card)
		}
	}
	p.do(chromedp.Click(".finding.open .apply", chromedp.ByQuery))
	p.ready()
	want := strings.Replace(handler, "\t\thttp.Error", "\t\tw.Header().Set(\"WWW-Authenticate\", `Bearer realm=\"api\"`)\n\t\thttp.Error", 1)
	if got := p.text(); got != want {
		t.Errorf("after the fix the editor holds\n%s", got)
	}
	if got := p.findings(); len(got) != 0 {
		t.Errorf("after the fix: %q", got)
	}
	p.noTrouble()
}

// A link holds the text and the settings, and nothing of it is sent.
func TestPermalink(t *testing.T) {
	p := open(t, "")
	text := strings.Replace(handler, "log in first", "melden Sie sich an: “été” 🔑", 1)
	p.paste(text)
	p.do(chromedp.Click("#tab-settings", chromedp.ByQuery), chromedp.SendKeys("#challenge", `Bearer realm="mine"`, chromedp.ByQuery))
	p.do(chromedp.Poll(`document.querySelector(".diff")?.textContent.includes("mine")`, nil))
	p.do(chromedp.Click("#share", chromedp.ByQuery), chromedp.Poll(`location.hash.startsWith("#code=") && /link/.test(document.getElementById("status").textContent)`, nil))
	link := eval[string](p, `location.href`)
	p.do(chromedp.Navigate("about:blank"), chromedp.Navigate(link))
	p.ready()
	if got := p.text(); got != text {
		t.Errorf("the link holds\n%s", got)
	}
	if got := eval[string](p, `document.getElementById("challenge").value`); got != `Bearer realm="mine"` {
		t.Errorf("the link holds the challenge %q", got)
	}
	if got := p.findings(); !slices.Equal(got, []string{"7 missing-challenge"}) {
		t.Errorf("findings: %q", got)
	}
	// Behind what is wider than a byte, too, the fix stands in its place.
	p.do(chromedp.Click(".finding .apply", chromedp.ByQuery))
	p.ready()
	if want := strings.Replace(text, "\t\thttp.Error", "\t\tw.Header().Set(\"WWW-Authenticate\", `Bearer realm=\"mine\"`)\n\t\thttp.Error", 1); p.text() != want {
		t.Errorf("after the fix the editor holds\n%s", p.text())
	}
	p.do(chromedp.Navigate("about:blank"), chromedp.Navigate(p.url+"#code=broken"))
	p.ready()
	if n := len(p.findings()); n < 10 {
		t.Errorf("a damaged link shows %d findings, not the first example", n)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, path := range p.asked {
		if strings.Contains(path, "code") || strings.Contains(path, "melden") {
			t.Errorf("the server was asked for %s", path)
		}
	}
}

// The types of a framework are fetched when an import asks for them, and not
// before.
func TestFramework(t *testing.T) {
	p := open(t, "#preset=late-challenge.before")
	fetched := func(name string) bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return slices.Contains(p.asked, "/authstatus/types/"+name+".gz")
	}
	const gin = "github.com_gin-gonic_gin"
	if fetched(gin) {
		t.Error("gin was fetched before anything imports it")
	}
	p.paste(`package api

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func orders(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		c.AbortWithStatus(http.StatusUnauthorized)
		return
	}
}
`)
	if got := p.findings(); !slices.Equal(got, []string{"11 missing-challenge"}) {
		t.Errorf("findings: %q", got)
	}
	if !fetched(gin) {
		t.Error("gin was not fetched")
	}
	p.noTrouble()
}

// What keeps a part of the text from being analysed is said in its place, and
// the rest is analysed.
func TestErrors(t *testing.T) {
	p := open(t, "#preset=late-challenge.before")
	problems := func() string {
		return eval[string](p, `[...document.querySelectorAll("#findings .problem")].map(e => e.innerText).join("\n")`)
	}
	for _, tt := range []struct{ name, old, new, problem string }{
		{"syntax", "\t}\n}\n", "\t}\n}\n\nfunc broken() {\n\tx := \n}\n", "Syntax error"},
		{"type", "func orders", "var x int = \"text\"\n\nfunc orders", "Type error: cannot use \"text\""},
		{"import", `import "net/http"`, "import (\n\t\"net/http\"\n\n\t\"example.org/nowhere\"\n)\n\nvar _ = nowhere.Thing", "Not there: the page has no package example.org/nowhere"},
	} {
		p.paste(strings.Replace(handler, tt.old, tt.new, 1))
		if got := problems(); !strings.Contains(got, tt.problem) {
			t.Errorf("%s: it says %q, want %q", tt.name, got, tt.problem)
		}
		if n := eval[int](p, `document.querySelectorAll(".cm-lint-marker-error").length`); n == 0 {
			t.Errorf("%s: nothing is marked in the editor", tt.name)
		}
		if got := p.findings(); len(got) != 1 || !strings.HasSuffix(got[0], " missing-challenge") {
			t.Errorf("%s: findings %q", tt.name, got)
		}
	}
	// A handler alone is read as a file with what it lacks.
	_, alone, _ := strings.Cut(handler, "import \"net/http\"\n\n")
	p.paste(alone)
	if got := problems(); got != "" {
		t.Errorf("of a handler alone it says %q", got)
	}
	if got := p.findings(); !slices.Equal(got, []string{"3 missing-challenge"}) {
		t.Errorf("findings in a handler alone: %q", got)
	}
	p.do(chromedp.Click(".finding .apply", chromedp.ByQuery))
	p.ready()
	if got := p.text(); !strings.HasPrefix(got, "func orders(") || !strings.Contains(got, `Set("WWW-Authenticate"`) {
		t.Errorf("after the fix the editor holds\n%s", got)
	}
	p.paste(handler)
	if got := problems(); got != "" {
		t.Errorf("of a text without errors it says %q", got)
	}
}

// many writes handlers up to a number of lines, every tenth of which answers 401
// without a challenge, and returns how many they are.
func many(text *strings.Builder, lines int) (n int) {
	_, body, _ := strings.Cut(handler, "import \"net/http\"\n")
	right := strings.Replace(body, "http.StatusUnauthorized", "http.StatusBadRequest", 1)
	for ; strings.Count(text.String(), "\n") < lines; n++ {
		from := right
		if n%10 == 0 {
			from = body
		}
		text.WriteString(strings.Replace(from, "orders", fmt.Sprintf("orders%d", n), 1))
	}
	return n
}

// A long text is analysed whole, and the page stays in use meanwhile.
func TestLong(t *testing.T) {
	p := open(t, "#preset=late-challenge.before")
	var text strings.Builder
	text.WriteString("package api\n\nimport \"net/http\"\n")
	n := many(&text, 5000)
	p.paste(text.String())
	if got := p.findings(); len(got) != (n+9)/10 {
		t.Errorf("%d findings in %d handlers", len(got), n)
	}
	t.Logf("%d handlers in %s ms", n, eval[string](p, `document.documentElement.dataset.milliseconds`))
	if hash := eval[string](p, `location.hash`); !strings.HasPrefix(hash, "#code=") {
		t.Errorf("the address ends in %.40s", hash)
	}
	p.noTrouble()
}

// Once it was loaded, the page works when its server is gone, also after it is
// loaded anew.
func TestOffline(t *testing.T) {
	p := open(t, "#preset=late-challenge.before")
	p.do(chromedp.Poll(`document.documentElement.dataset.offline === "ready"`, nil))
	p.server.CloseClientConnections()
	p.server.Close()
	p.do(chromedp.Reload())
	p.ready()
	p.paste(handler)
	if got := p.findings(); !slices.Equal(got, []string{"7 missing-challenge"}) {
		t.Errorf("findings: %q", got)
	}
	p.paste(strings.Replace(handler, `import "net/http"`, "import (\n\t\"net/http\"\n\n\t_ \"github.com/gin-gonic/gin\"\n)", 1))
	if status := p.status(); !strings.Contains(status, "import that is not there") {
		t.Errorf("of types that can't be fetched the status line says %q", status)
	}
	if got := p.findings(); len(got) != 1 {
		t.Errorf("findings beside them: %q", got)
	}
}

// Each example opens by its link, and the last of the list too.
func TestExamples(t *testing.T) {
	p := open(t, "#preset=want-403.before")
	if got := p.findings(); len(got) != 1 || !strings.HasSuffix(got[0], " want-403") {
		t.Errorf("findings: %q", got)
	}
	ids := eval[[]string](p, `[...document.querySelectorAll("#presets option")].map(o => o.value).filter(Boolean)`)
	for _, id := range []string{"interop-challenge.before", "echo5.weak", ids[len(ids)-1]} {
		p.do(chromedp.Evaluate(fmt.Sprintf(`(() => { const s = document.getElementById("presets"); s.value = %q; s.dispatchEvent(new Event("change")); })()`, id), nil),
			chromedp.Poll(fmt.Sprintf(`location.hash === "#preset=%s"`, id), nil))
		p.ready()
		if id == "interop-challenge.before" && len(p.findings()) != 1 {
			t.Errorf("%s: findings %q", id, p.findings())
		}
		if n := eval[int](p, `document.querySelectorAll("#findings .problem").length`); n > 0 {
			t.Errorf("%s: %d problems", id, n)
		}
	}
	p.noTrouble()
}

// The keyboard alone reaches a finding, its fix, and the tabs, and leaves the
// editor again.
func TestKeyboard(t *testing.T) {
	p := open(t, "")
	p.paste(handler)
	p.do(chromedp.KeyEvent("\t"))
	if id := eval[string](p, `document.activeElement.id`); id != "tab-findings" {
		t.Fatalf("Tab leads from the editor to %q", eval[string](p, `document.activeElement.outerHTML.slice(0, 80)`))
	}
	p.do(chromedp.KeyEvent(kb.ArrowRight))
	if !eval[bool](p, `document.activeElement.id === "tab-routes" && !document.getElementById("panel-routes").hidden && document.getElementById("panel-findings").hidden`) {
		t.Error("the arrow does not lead to the routes")
	}
	p.do(chromedp.KeyEvent(kb.ArrowLeft), chromedp.KeyEvent("\t"))
	if !eval[bool](p, `document.activeElement.className === "head"`) {
		t.Errorf("Tab leads from the tabs to %s", eval[string](p, `document.activeElement.outerHTML.slice(0, 80)`))
	}
	if eval[string](p, `document.activeElement.getAttribute("aria-expanded")`) != "true" {
		p.do(chromedp.KeyEvent("\r"))
	}
	p.do(chromedp.KeyEvent("\t"))
	if !eval[bool](p, `document.activeElement.className === "apply"`) {
		t.Fatalf("Tab leads from the finding to %s", eval[string](p, `document.activeElement.outerHTML.slice(0, 80)`))
	}
	p.do(chromedp.KeyEvent("\r"))
	p.ready()
	if got := p.findings(); len(got) != 0 {
		t.Errorf("after the fix: %q", got)
	}
}

// TestAccessible has axe look at every tab, in light and dark, on a desktop and
// on a phone.
func TestAccessible(t *testing.T) {
	p := open(t, "")
	axe, err := os.ReadFile(filepath.Join(source, "web/node_modules/axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.Evaluate(string(axe), nil))
	p.do(chromedp.Evaluate(`for (const d of document.querySelectorAll("details")) d.open = true`, nil))
	for _, width := range []int64{1280, 390} {
		for _, scheme := range []string{"light", "dark"} {
			p.do(chromedp.EmulateViewport(width, 844), colours(scheme))
			if over := eval[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
				t.Errorf("at %d the page is %d wider than the window", width, over)
			}
			for _, tab := range []string{"findings", "routes", "docs", "settings"} {
				p.do(chromedp.Evaluate(fmt.Sprintf(`document.getElementById("tab-%s").click()`, tab), nil))
				found := eval[[]struct {
					ID, Help string
					Nodes    []struct{ HTML, FailureSummary string }
				}](p, `axe.run(document, { resultTypes: ["violations"] }).then(r => r.violations)`)
				for _, v := range found {
					for _, n := range v.Nodes {
						t.Errorf("%s, %s, %d: %s: %s\n%.200s\n%s", tab, scheme, width, v.ID, v.Help, n.HTML, n.FailureSummary)
					}
				}
			}
		}
	}
}

// The first load is small, and a text of 200 lines is checked at once. The
// time is printed and not tested: tests look at no clock.
func TestSize(t *testing.T) {
	p := open(t, "#preset=late-challenge.before")
	dir, err := dist()
	if err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	asked := slices.Clone(p.asked)
	p.mu.Unlock()
	slices.Sort(asked)
	total := 0
	for _, path := range slices.Compact(asked) {
		name := strings.TrimPrefix(path, "/authstatus/")
		if name == "" {
			name = "index.html"
		}
		n := gzipped(t, filepath.Join(dir, name))
		t.Logf("%9d %s", n, name)
		total += n
	}
	t.Logf("%9d in all", total)
	if total > 3_000_000 {
		t.Errorf("the first load is %d bytes", total)
	}
	var text strings.Builder
	text.WriteString("package api\n\nimport \"net/http\"\n")
	many(&text, 200)
	p.paste(text.String())
	var times []string
	for range 5 {
		text.WriteString("\n// again\n")
		p.paste(text.String())
		times = append(times, eval[string](p, `document.documentElement.dataset.milliseconds`))
	}
	t.Logf("200 lines: %s ms", strings.Join(times, ", "))
}

// TestReproducible builds the page twice.
func TestReproducible(t *testing.T) {
	needNode(t)
	if testing.Short() {
		t.Skip("builds the page once more")
	}
	one, err := dist()
	if err != nil {
		t.Fatal(err)
	}
	two := filepath.Join(t.TempDir(), "dist")
	if err := buildInto(two); err != nil {
		t.Fatal(err)
	}
	a, b := sums(t, one), sums(t, two)
	if len(a) < 50 {
		t.Errorf("%d files", len(a))
	}
	for name, sum := range a {
		if b[name] != sum {
			t.Errorf("%s differs", name)
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d and %d files", len(a), len(b))
	}
}

var pictures = flag.String("pictures", "", "the `folder` to write pictures of the page to, such as ../../../docs/pictures")

// TestPictures makes the pictures of the documents.
func TestPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("only with -pictures")
	}
	p := open(t, "")
	p.do(chromedp.Evaluate(`document.querySelectorAll(".finding .head")[2].click()`, nil))
	for _, shot := range []struct {
		name          string
		width, height int64
		scheme, tab   string
	}{
		{"playground", 1280, 800, "light", "findings"},
		{"playground-routes", 1280, 640, "dark", "routes"},
		{"playground-phone", 390, 844, "light", "findings"},
	} {
		var picture []byte
		p.do(chromedp.EmulateViewport(shot.width, shot.height), colours(shot.scheme),
			chromedp.Evaluate(fmt.Sprintf(`document.getElementById("tab-%s").click(); document.activeElement.blur()`, shot.tab), nil),
			chromedp.Poll(`new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`, nil),
			chromedp.ActionFunc(func(ctx context.Context) (err error) {
				picture, err = cdp.CaptureScreenshot().WithFormat(cdp.CaptureScreenshotFormatWebp).WithQuality(80).Do(ctx)
				return err
			}))
		if len(picture) > 150_000 {
			t.Errorf("%s is %d bytes", shot.name, len(picture))
		}
		if err := os.WriteFile(filepath.Join(*pictures, shot.name+".webp"), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
