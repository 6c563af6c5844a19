package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// staging is a server with package observe around it, and the requests of its
// clients.
var staging = map[string]string{
	"main.go": `package main

import (
	"log"
	"net"
	"net/http"

	"github.com/authstatus/authstatus/observe"

	"example.org/shop/api"
)

func main() {
	report, err := observe.Create("statuses.jsonl")
	if err != nil {
		log.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go http.Serve(l, observe.Handler(api.Routes(), report))
	for _, path := range []string{"/orders", "/orders", "/orders", "/inner", "/files", "/late", "/none"} {
		resp, err := http.Get("http://" + l.Addr().String() + path + "?key=s3cret")
		if err != nil {
			log.Fatal(err)
		}
		resp.Body.Close()
	}
	if err := report.Close(); err != nil {
		log.Fatal(err)
	}
}
`,
	"api/api.go": `// Package api answers.
package api

import (
	"fmt"
	"net/http"
)

func Routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/orders", orders)
	mux.HandleFunc("/files", files)
	mux.HandleFunc("/late", late)
	mux.HandleFunc("/unused", unused)
	mux.Handle("/inner", wrap(http.HandlerFunc(inner)))
	return mux
}

func orders(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		http.Error(w, "log in", http.StatusUnauthorized)
	}
}

func unused(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "log in", http.StatusUnauthorized)
}

func inner(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "log in", http.StatusUnauthorized)
}

var wrap = func(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", "Bearer realm=\"shop\"")
		next.ServeHTTP(w, r)
	})
}

func files(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", fmt.Sprintf("Basic realm=%s", r.URL.Path+" of the shop"))
	w.WriteHeader(401)
}

func late(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(200)
	w.WriteHeader(http.StatusForbidden)
}
`,
}

// TestStaging runs a server that was built elsewhere, without the paths of its
// source, and lays what it wrote beside the findings.
func TestStaging(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a server")
	}
	t.Parallel()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"go.mod": fmt.Sprintf("module example.org/shop\n\ngo 1.26\n\nrequire github.com/authstatus/authstatus v0.0.0\n\nreplace github.com/authstatus/authstatus => %s\n", root),
		"go.sum": readFile(t, "../../go.sum"),
	}
	for name, text := range staging {
		files[name] = text
	}
	dir, there := writeModule(t, files), t.TempDir()
	server := filepath.Join(there, "server.exe")
	build := exec.Command("go", "build", "-trimpath", "-o", server, ".")
	build.Dir, build.Env = dir, append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	run := exec.Command(server)
	run.Dir = there
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	statuses := filepath.Join(there, "statuses.jsonl")
	if text := readFile(t, statuses); strings.Contains(text, "s3cret") {
		t.Errorf("the server wrote a query:\n%s", text)
	}
	out, errs, code := runIn(t, dir, append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off"), realBinary(t), "-observe="+statuses, "./...")
	if code != exitFindings || errs != "" {
		t.Errorf("exit %d\n%s", code, errs)
	}
	for _, want := range []string{
		"api.go:21:3: 401 [missing-challenge]: http.Error in orders sends no WWW-Authenticate: set a challenge before it (RFC 9110 §15.5.2)\n\tseen 3 times\n",
		"api.go:26:2: 401 [missing-challenge]: http.Error in unused sends no WWW-Authenticate: set a challenge before it (RFC 9110 §15.5.2)\n\tnot reached\n",
		"api/api.go:42: 401 left with a WWW-Authenticate that is malformed: ",
		"api/api.go:47: 403 recorded after 200 had left [late-status]\n",
		"6 answers of 401, 403 and 407. Of the module's own 401 and 407, 3 left without a challenge (1 place, 1 covered by findings) and 2 with one (2 places).\n",
		"2 findings: 1 seen, 0 contradicted, 1 not reached. 2 left without a finding.\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}
