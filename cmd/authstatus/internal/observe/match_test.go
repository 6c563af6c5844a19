package observe

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer"
)

// module is a listing of a module with a server, helpers that only its tests
// use, and a middleware of another module.
func module(t *testing.T) (*Listing, string) {
	t.Helper()
	dir := t.TempDir()
	main := func(path string) *listed {
		p := &listed{ImportPath: "example.org/" + path, Dir: filepath.Join(dir, path), Name: filepath.Base(path), GoFiles: []string{"a.go"}}
		p.Module = &struct {
			Path, Version, Dir string
			Main               bool
		}{Path: "example.org", Main: true}
		return p
	}
	api, fake := main("api"), main("fake")
	api.TestImports = []string{"example.org/fake"}
	fake.Imports = []string{"net/http/httptest"}
	text := "package api\n\nfunc f() {\n\ta()\n\t//authstatus:ignore missing-challenge the gateway adds it\n\tb()\n}\n"
	if err := os.MkdirAll(api.Dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(api.Dir, "a.go"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return &Listing{packages: map[string]*listed{api.ImportPath: api, fake.ImportPath: fake}}, dir
}

// stack reads "file:line func" frames; of a file without a directory the
// module's is meant.
func stack(dir string, frames ...string) []Frame {
	var out []Frame
	for _, f := range frames {
		place, name, _ := strings.Cut(f, " ")
		file, line, _ := strings.Cut(place, ":")
		n := 0
		fmt.Sscan(line, &n)
		if strings.HasPrefix(file, "api/") || strings.HasPrefix(file, "fake/") {
			file = filepath.Join(dir, file)
		}
		out = append(out, Frame{file, n, name})
	}
	return out
}

const (
	leaves  = "/go/server.go:9 net/http.(*response).WriteHeader"
	handler = "/go/server.go:8 net/http.HandlerFunc.ServeHTTP"
	own     = "api/a.go:4 example.org/api.f"
	ignored = "api/a.go:6 example.org/api.f"
	test    = "api/a_test.go:7 example.org/api.TestF"
	trimmed = "example.org@v1.0.0/api/a.go:4 example.org/api.f"
	double  = "fake/a.go:3 example.org/fake.Server"
	proxy   = "/go/proxy.go:5 net/http/httputil.(*ReverseProxy).ServeHTTP"
	foreign = "/mod/jwt.go:5 github.com/x/jwt.Middleware.func1"
)

func TestPlace(t *testing.T) {
	l, dir := module(t)
	for _, test := range []struct {
		name   string
		stacks [][]Frame
		want   class
		lines  int
		direct bool
	}{
		{"own", [][]Frame{stack(dir, leaves, own, handler)}, classOwn, 1, false},
		{"own, called by a test", [][]Frame{stack(dir, leaves, own, test)}, classOwn, 1, true},
		{"own, behind a test's handler", [][]Frame{stack(dir, leaves, own, handler, test)}, classOwn, 1, false},
		{"built elsewhere", [][]Frame{stack(dir, leaves, trimmed, handler)}, classOwn, 1, false},
		{"a handler in a test", [][]Frame{stack(dir, leaves, test, handler)}, classTest, 0, false},
		{"a package for tests", [][]Frame{stack(dir, leaves, double, handler)}, classTest, 0, false},
		{"a reverse proxy", [][]Frame{stack(dir, leaves, proxy, own)}, classProxied, 0, false},
		{"another module's handler", [][]Frame{stack(dir, leaves, foreign, handler, own)}, classDependency, 0, false},
		{"nothing of the module", [][]Frame{stack(dir, leaves, foreign, handler)}, classUnplaced, 0, false},
		{"recorded before", [][]Frame{stack(dir, leaves, foreign, handler), stack(dir, "/mod/echo.go:1 echo.NewHTTPError", own)}, classOwn, 1, false},
		{"recorded before, behind middleware", [][]Frame{stack(dir, leaves, foreign, handler, own), stack(dir, "/mod/echo.go:1 echo.NewHTTPError", ignored)}, classOwn, 1, false},
		{"recorded by a test's handler", [][]Frame{stack(dir, leaves, foreign, handler), stack(dir, "/mod/echo.go:1 echo.NewHTTPError", test)}, classTest, 0, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := l.placer().place(&Event{Status: 401, Stacks: test.stacks})
			if got.class != test.want || len(got.frames) != test.lines || got.direct != test.direct {
				t.Errorf("%s, %v, direct %t", got.class, got.frames, got.direct)
			}
		})
	}
}

// Where the module chose a status, or gave it to a response of its own, makes
// an answer the module's unless a test's handler or a proxy answered.
func TestPlaceOwn(t *testing.T) {
	l, dir := module(t)
	chosen := stack(dir, ignored, handler)
	for _, test := range []struct {
		name  string
		stack []Frame
		want  class
		lines int
	}{
		{"own", stack(dir, leaves, own, handler), classOwn, 2},
		{"the same line", stack(dir, leaves, ignored, handler), classOwn, 1},
		{"another module's handler", stack(dir, leaves, foreign, handler, own), classOwn, 1},
		{"nothing of the module", stack(dir, leaves, foreign, handler), classOwn, 1},
		{"a handler in a test", stack(dir, leaves, test, handler), classTest, 0},
		{"a reverse proxy", stack(dir, leaves, proxy, own), classProxied, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := l.placer().place(&Event{Status: 401, Stacks: [][]Frame{test.stack}, Own: [][]Frame{chosen}})
			if got.class != test.want || len(got.frames) != test.lines {
				t.Errorf("%s, %v", got.class, got.frames)
			}
		})
	}
}

// of is a finding with what its rule says.
func of(f Finding) Finding {
	r := analyzer.RuleOf(f.Category)
	f.AtValue, f.InCallee, f.Confirms = r.AtValue, r.InCallee, r.Confirms
	return f
}

func TestCompare(t *testing.T) {
	l, dir := module(t)
	at := func(from, to int) Span { return Span{filepath.Join(dir, "api", "a.go"), from, to} }
	at401 := [][]Frame{stack(dir, leaves, own, handler)}
	finding := of(Finding{Posn: "a.go:4", At: at(3, 4), Category: "missing-challenge", Message: "401 x", Calls: true})
	value := finding
	value.At, value.Calls, value.Ways = at(1, 1), false, []Span{at(4, 4)}
	noted := value
	noted.Noted = true
	elsewhere := finding
	elsewhere.At = at(6, 6)
	middleware := of(Finding{At: at(1, 1), Category: "middleware-challenge", Message: "401 x", Calls: true, Packages: map[string]bool{"github.com/x/jwt": true}})
	// Of a challenge, where it is set.
	setter := "api/a.go:2 example.org/api.f"
	weak, invalid := finding, finding
	weak.At, weak.Category = at(2, 2), "weak-challenge"
	weak = of(weak)
	invalid.At, invalid.Category, invalid.Message = at(2, 2), "invalid-challenge", "challenge [invalid-challenge]: x"
	invalid = of(invalid)
	malformed := func(v string, status int) string { return strings.TrimPrefix(v, "fine") }

	for _, test := range []struct {
		name       string
		finding    Finding
		event      Event
		state      State
		unreported Kind
	}{
		{"seen", finding, Event{Status: 401, Stacks: at401}, Seen, ""},
		{"an empty challenge", finding, Event{Status: 401, Stacks: at401, Challenges: []string{" "}}, Seen, ""},
		{"contradicted", finding, Event{Status: 401, Stacks: at401, Challenges: []string{"fine"}, Set: stack(dir, own)}, Contradicted, ""},
		{"weak, where it is set", weak, Event{Status: 401, Stacks: at401, Challenges: []string{"fine"}, Set: stack(dir, setter)}, Seen, ""},
		{"weak, set elsewhere", weak, Event{Status: 401, Stacks: at401, Challenges: []string{"fine"}, Set: stack(dir, own)}, NotReached, ""},
		{"malformed, for any status", invalid, Event{Status: 407, Stacks: at401, Challenges: []string{"bad"}, Set: stack(dir, setter)}, Seen, ""},
		{"another status", finding, Event{Status: 407, Stacks: at401}, NotReached, KindMissing},
		{"another line", elsewhere, Event{Status: 401, Stacks: at401}, NotReached, KindMissing},
		{"by the responder of a value", value, Event{Status: 401, Stacks: at401}, Seen, ""},
		{"chosen where it is noted", noted, Event{Status: 401, Stacks: at401, Own: [][]Frame{stack(dir, "api/a.go:1 example.org/api.g")}}, Seen, ""},
		{"chosen elsewhere", noted, Event{Status: 401, Stacks: at401}, NotReached, KindMissing},
		{"malformed", finding, Event{Status: 401, Stacks: at401, Challenges: []string{"bad"}}, Contradicted, KindMalformed},
		{"late", finding, Event{Status: 401, Stacks: at401, After: 200}, NotReached, KindLate},
		{"a 403", finding, Event{Status: 403, Stacks: at401, Tests: []string{"TestForbidden"}}, NotReached, ""},
		{"a 403 that is a hint", finding, Event{Status: 403, Stacks: at401, Tests: []string{"TestList/anonymous"}}, NotReached, KindHint},
		{"a 403 in one of two tests", finding, Event{Status: 403, Stacks: at401, Tests: []string{"TestList/anonymous", "TestList/member"}}, NotReached, ""},
		{"a directive", finding, Event{Status: 401, Stacks: [][]Frame{stack(dir, leaves, ignored, handler)}}, NotReached, ""},
		{"a middleware", middleware, Event{Status: 401, Stacks: [][]Frame{stack(dir, leaves, foreign, handler)}}, Seen, ""},
		{"a middleware with a challenge", middleware, Event{Status: 401, Challenges: []string{"fine"}, Stacks: [][]Frame{stack(dir, leaves, foreign, handler)}}, Contradicted, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := l.Compare([]*Event{&test.event}, []Finding{test.finding}, malformed, func(f Frame) string { return fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line) })
			if got := r.Findings[0].State; got != test.state {
				t.Errorf("%s", got)
			}
			if got := r.Findings[0].Late; got != 0 != (test.event.After != 0) {
				t.Errorf("late %d times", got)
			}
			var kind Kind
			if len(r.Unreported) == 1 {
				kind = r.Unreported[0].Kind
			}
			if kind != test.unreported || len(r.Unreported) > 1 {
				t.Errorf("left without a finding: %+v", r.Unreported)
			}
			if test.state == Contradicted && test.event.Set != nil && !reflect.DeepEqual(r.Findings[0].SetBy, []string{"a.go:4"}) {
				t.Errorf("set by %v", r.Findings[0].SetBy)
			}
		})
	}
}

// Once a finding was seen, answers from its line that are right don't count.
func TestSeenOutweighs(t *testing.T) {
	l, dir := module(t)
	stacks := [][]Frame{stack(dir, leaves, own, handler)}
	events := []*Event{
		{Status: 401, Stacks: stacks, Challenges: []string{"fine"}, Count: 5},
		{Status: 401, Stacks: stacks, Tests: []string{"TestA", "TestA/b"}, Count: 2},
		{Status: 401, Stacks: stacks, Challenges: []string{"fine"}},
		{Dropped: 3},
	}
	f := of(Finding{At: Span{filepath.Join(dir, "api", "a.go"), 4, 4}, Category: "missing-challenge", Message: "401 x", Calls: true})
	r := l.Compare(events, []Finding{f}, func(string, int) string { return "" }, func(Frame) string { return "" })
	if got := r.Findings[0]; got.State != Seen || got.Times != 2 || !reflect.DeepEqual(got.Tests, []string{"TestA/b"}) {
		t.Errorf("%+v", got)
	}
	if r.Answers != 8 || r.Dropped != 3 || !r.Wrong() {
		t.Errorf("%+v", r)
	}
}

// A helper that answers for several callers is covered once all of them are.
func TestPlaces(t *testing.T) {
	l, dir := module(t)
	helper := "api/a.go:2 example.org/api.deny"
	events := []*Event{
		{Status: 401, Stacks: [][]Frame{stack(dir, leaves, helper, own, handler)}},
		{Status: 401, Stacks: [][]Frame{stack(dir, leaves, helper, "api/a.go:9 example.org/api.g", handler)}},
		{Status: 401, Stacks: [][]Frame{stack(dir, leaves, own, handler)}},
		{Status: 401, Stacks: [][]Frame{stack(dir, leaves, ignored, handler)}, Challenges: []string{"fine"}},
	}
	at := func(line int) Finding {
		return of(Finding{At: Span{filepath.Join(dir, "api", "a.go"), line, line}, Category: "missing-challenge", Message: "401 x", Calls: true})
	}
	short := func(f Frame) string { return fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line) }
	for _, test := range []struct {
		findings []Finding
		want     Places
	}{
		{nil, Places{2, 0, 1}},
		{[]Finding{at(4)}, Places{2, 1, 1}},
		{[]Finding{at(4), at(9)}, Places{2, 2, 1}},
	} {
		if got := l.Compare(events, test.findings, func(string, int) string { return "" }, short).Places; got != test.want {
			t.Errorf("%d findings: %+v", len(test.findings), got)
		}
	}
}

func TestTextOfTests(t *testing.T) {
	for _, test := range []struct {
		tests Tests
		want  string
	}{
		{Tests{}, "0 tests in 0 packages ran.\nThere may be tests behind build tags: -tags names them.\n0 answers"},
		{Tests{Unbuilt: []string{"a"}}, "0 tests in 0 packages ran.\nNot built: a.\n0 answers"},
		{Tests{Packages: 1, Run: 3, Failed: []string{"a T"}}, "3 tests in 1 package ran, 1 failed.\n0 answers"},
	} {
		var b strings.Builder
		if err := (&Report{Tests: &test.tests}).Text(&b); err != nil || !strings.Contains(b.String(), test.want) {
			t.Errorf("%v %s", err, &b)
		}
	}
}

func TestReadEvents(t *testing.T) {
	name := filepath.Join(t.TempDir(), "events")
	write := func(text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("{\"status\":401,\"challenges\":[\"a\",\"\"]}\n{\"status\":40")
	events, err := ReadEvents(name)
	if err != nil || len(events) != 1 || events[0].challenge() != "a" {
		t.Errorf("a line that is cut off: %v %v", events, err)
	}
	write("{}\nnone\n")
	if _, err := ReadEvents(name); err == nil || !strings.Contains(err.Error(), ":2: ") {
		t.Errorf("a line that is none: %v", err)
	}
}
