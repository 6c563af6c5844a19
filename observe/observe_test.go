package observe

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func lines(t *testing.T, text string) []record {
	t.Helper()
	var all []record
	for line := range strings.Lines(text) {
		var r record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		all = append(all, r)
	}
	return all
}

func deny(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api", error_description="token s3cret is old"`)
	http.Error(w, "s3cret body", http.StatusUnauthorized)
}

func TestHandlerWritesEachAnswerOnce(t *testing.T) {
	var out bytes.Buffer
	report := New(&out, Limits{})
	h := Handler(http.HandlerFunc(deny), report)
	for range 3 {
		r := httptest.NewRequest("GET", "/s3cret?key=s3cret", nil)
		r.Header.Set("Authorization", "Bearer s3cret")
		h.ServeHTTP(httptest.NewRecorder(), r)
	}
	if first := lines(t, out.String()); len(first) != 1 || first[0].Count != 1 {
		t.Errorf("before Close:\n%s", &out)
	}
	if err := report.Close(); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "s3cret") {
		t.Errorf("writes what is secret:\n%s", &out)
	}
	all := lines(t, out.String())
	if len(all) != 2 || all[1].Count != 2 {
		t.Fatalf("after Close:\n%s", &out)
	}
	got := all[0]
	if got.Status != 401 || got.After != 0 || len(got.Challenges) != 1 || got.Challenges[0] != `Bearer realm="api", error_description="x"` {
		t.Errorf("%+v", got)
	}
	named := false
	for _, f := range got.Stacks[0] {
		named = named || strings.HasSuffix(f.Func, "/observe.deny") && f.Line > 0 && strings.HasSuffix(f.File, "observe_test.go")
	}
	if !named {
		t.Errorf("no frame of deny: %+v", got.Stacks)
	}
}

func TestLateStatus(t *testing.T) {
	var out bytes.Buffer
	report := New(&out, Limits{})
	Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "body")
		w.WriteHeader(403)
	}), report).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	if all := lines(t, out.String()); len(all) != 1 || all[0].After != 200 || all[0].Status != 403 {
		t.Errorf("%s", &out)
	}
}

func TestLimits(t *testing.T) {
	var out bytes.Buffer
	report := New(&out, Limits{Answers: 1, Frames: 2})
	h := Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/a" {
			w.WriteHeader(401)
			return
		}
		w.WriteHeader(403)
	}), report)
	for _, path := range []string{"/a", "/b", "/b"} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", path, nil))
	}
	if err := report.Close(); err != nil {
		t.Fatal(err)
	}
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/a", nil)) // after Close
	if all := lines(t, out.String()); len(all) != 2 || len(all[0].Stacks[0]) != 2 || !strings.HasSuffix(out.String(), "{\"dropped\":2}\n") {
		t.Errorf("%s", &out)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestCloseReturnsErrors(t *testing.T) {
	report := New(broken{}, Limits{})
	Handler(http.HandlerFunc(deny), report).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	if err := report.Close(); err == nil || err.Error() != "full" {
		t.Errorf("error %v", err)
	}
	if _, err := Create(filepath.Join(t.TempDir(), "no", "such")); err == nil {
		t.Error("no error for a directory that is missing")
	}
}

// A handler finds what it finds without the middleware.
func TestInterfaces(t *testing.T) {
	kinds := func(w http.ResponseWriter) string {
		var s []string
		if _, ok := w.(http.Flusher); ok {
			s = append(s, "flush")
		}
		if _, ok := w.(http.Hijacker); ok {
			s = append(s, "hijack")
		}
		if _, ok := w.(http.Pusher); ok {
			s = append(s, "push")
		}
		if _, ok := w.(io.ReaderFrom); ok {
			s = append(s, "from")
		}
		if _, ok := w.(http.CloseNotifier); ok { //nolint:staticcheck
			s = append(s, "gone")
		}
		return strings.Join(s, " ")
	}
	report := New(io.Discard, Limits{})
	for _, v2 := range []bool{false, true} {
		var got, want string
		inner := Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			got = kinds(w)
			if err := http.NewResponseController(w).Flush(); err != nil {
				t.Error(err)
			}
		}), report)
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			want = kinds(w)
			inner.ServeHTTP(w, r)
		}))
		s.EnableHTTP2 = v2
		s.StartTLS()
		resp, err := s.Client().Get(s.URL)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		s.Close()
		if got != want || got == "" {
			t.Errorf("HTTP/2 %t: %q, not %q", v2, got, want)
		}
	}
	if got := kinds(wrap(struct{ http.ResponseWriter }{httptest.NewRecorder()}, report)); got != "" {
		t.Errorf("of a plain writer: %q", got)
	}
}

func TestConcurrent(t *testing.T) {
	var out bytes.Buffer
	report := New(&out, Limits{})
	h := Handler(http.HandlerFunc(deny), report)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
			}
		})
	}
	wg.Wait()
	if err := report.Close(); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, r := range lines(t, out.String()) {
		n += r.Count
	}
	if n != 400 {
		t.Errorf("%d answers", n)
	}
}

func TestRedact(t *testing.T) {
	for value, want := range map[string]string{
		``:                   ``,
		`Bearer`:             `Bearer`,
		`Basic realm="a, b"`: `Basic realm="a, b"`,
		`Basic realm=shop`:   `Basic realm=shop`,
		`Negotiate YIIabc==`: `Negotiate x==`,
		`Negotiate YII/a+b`:  `Negotiate x`,
		`Digest realm="r", nonce="abc", opaque=abc, qop="auth"`:                            `Digest realm="r", nonce="x", opaque=x, qop="auth"`,
		`Bearer error="invalid_token", error_description="no \"t\" here", Basic realm="r"`: `Bearer error="invalid_token", error_description="x", Basic realm="r"`,
		`Bearer token="open`:   `Bearer token="x`,
		`Bearer token = "abc"`: `Bearer token = "x"`,
	} {
		if got := redact(value); got != want {
			t.Errorf("%s: %s, not %s", value, got, want)
		}
	}
	if got := redact(`Basic realm="` + strings.Repeat("a", 1000)); len(got) > maxChallenge {
		t.Errorf("%d bytes", len(got))
	}
}

// All answers are counted, though not each is looked at whole, and what comes for
// the first time is seen.
func TestCounts(t *testing.T) {
	const many = 10 * firstOnes
	var out bytes.Buffer
	report := New(&out, Limits{})
	h := Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/a":
			chain(w, innermost) // one place of two, by its innermost frames
		case "/b":
			chain(w, innermost)
		default:
			w.WriteHeader(403)
		}
	}), report)
	get := func(path string) {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", path, nil))
	}
	for range many {
		get("/a")
		get("/b")
	}
	before := out.Len()
	get("/c")
	if out.Len() == before {
		t.Error("an answer that is new is not written at once")
	}
	if err := report.Close(); err != nil {
		t.Fatal(err)
	}
	total := map[int]int{}
	stacks := map[int]bool{} // by the line that chose to answer
	for _, r := range lines(t, out.String()) {
		total[r.Status] += r.Count
		if r.Status == 401 {
			stacks[r.Stacks[0][innermost+1].Line] = true
		}
	}
	if total[401] != 2*many || total[403] != 1 || len(stacks) != 2 {
		t.Errorf("%d times 401 and %d times 403, from %d lines:\n%s", total[401], total[403], len(stacks), &out)
	}
}

func chain(w http.ResponseWriter, n int) {
	if n > 0 {
		chain(w, n-1)
		return
	}
	w.WriteHeader(401)
}

type quiet struct{ h http.Header }

func (q quiet) Header() http.Header             { return q.h }
func (quiet) Write(b []byte) (int, error)       { return len(b), nil }
func (quiet) WriteHeader(int)                   {}
func ok(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(200) }

func refuse(w http.ResponseWriter, _ *http.Request) {
	w.Header()["Www-Authenticate"] = challenge
	w.WriteHeader(401)
}

var challenge = []string{`Bearer realm="api", error="invalid_token"`}

// BenchmarkHandler is what the middleware costs a request: the cases with it
// less those without it.
func BenchmarkHandler(b *testing.B) {
	for _, test := range []struct {
		name string
		h    http.HandlerFunc
	}{{"200", ok}, {"401", refuse}, {"401 behind 20 others", func(w http.ResponseWriter, _ *http.Request) { chain(w, 20) }}} {
		var w http.ResponseWriter = quiet{http.Header{}}
		r := httptest.NewRequest("GET", "/", nil)
		b.Run(test.name+"/without", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				test.h.ServeHTTP(w, r)
			}
		})
		b.Run(test.name+"/with", func(b *testing.B) {
			b.ReportAllocs()
			h := Handler(test.h, New(io.Discard, Limits{}))
			for b.Loop() {
				h.ServeHTTP(w, r)
			}
		})
	}
}

// An answer costs one allocation, and one that is looked at whole a few more.
func TestAllocations(t *testing.T) {
	var w http.ResponseWriter = quiet{http.Header{}}
	r := httptest.NewRequest("GET", "/", nil)
	for name, next := range map[string]http.HandlerFunc{"200": ok, "401": refuse} {
		h := Handler(next, New(io.Discard, Limits{}))
		for range firstOnes {
			h.ServeHTTP(w, r)
		}
		if n := testing.AllocsPerRun(1000, func() { h.ServeHTTP(w, r) }); n > 1 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
