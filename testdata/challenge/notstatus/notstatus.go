// Package notstatus mentions 401 a good deal and never answers with it.
// Nothing is reported in it.
package notstatus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strconv"
)

var errLogin = errors.New("log in again")

// A client compares the status that it got.
func fetch(c *http.Client, u string) ([]byte, error) {
	resp, err := c.Get(u)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusUnauthorized {
		return nil, errLogin
	}
	return io.ReadAll(resp.Body)
}

// A client switches over it.
func classify(resp *http.Response) string {
	switch resp.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden:
		return "denied"
	case http.StatusOK:
		return "fine"
	}
	return "failed"
}

// A retry policy lists statuses.
var noRetry = []int{http.StatusBadRequest, 401, http.StatusForbidden}

func retry(resp *http.Response) bool {
	return !slices.Contains(noRetry, resp.StatusCode)
}

// A table of texts.
var texts = map[int]string{
	http.StatusUnauthorized: "Please log in.",
	http.StatusForbidden:    "You may not do that.",
}

// The text of 401 in the body of a 200.
func help(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "%d means: %s\n", http.StatusUnauthorized, texts[http.StatusUnauthorized])
	io.WriteString(w, http.StatusText(http.StatusUnauthorized))
}

// A log line that mentions 401, and another answer.
func hide(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		log.Printf("%s: answering %d as %d", r.URL.Path, http.StatusUnauthorized, http.StatusNotFound)
		http.NotFound(w, r)
	}
}

type counter interface {
	Inc(labels ...string)
}

// A label of a metric.
func metric(c counter, w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		c.Inc("status", strconv.Itoa(http.StatusUnauthorized))
		http.Redirect(w, r, "/login", http.StatusFound)
	}
}

type apiStatus struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// A struct with the code, encoded into the body of a 200.
func legacy(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(apiStatus{Code: http.StatusUnauthorized, Message: "log in first"})
	}
}

// The same, marshalled first and sent with an explicit 200.
func legacyBytes(w http.ResponseWriter, r *http.Request) {
	body, err := json.Marshal(apiStatus{Code: 401, Message: "log in first"})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusOK)
	w.Write(body)
}

type statusError struct {
	status int
	msg    string
}

func (e *statusError) Error() string { return e.msg }

// An error that carries 401 and is only logged.
func logged(w http.ResponseWriter, r *http.Request) {
	err := &statusError{status: http.StatusUnauthorized, msg: "no token"}
	log.Print(err)
	http.Error(w, "something went wrong", http.StatusInternalServerError)
}

type operation struct {
	Path      string
	Responses map[int]string
}

// A declaration of what an API may answer.
var spec = []operation{
	{Path: "/login", Responses: map[int]string{200: "a token", 401: "wrong password"}},
	{Path: "/logout", Responses: map[int]string{204: "done", http.StatusUnauthorized: "not logged in"}},
}

// The declaration is served, with 200.
func openapi(w http.ResponseWriter, r *http.Request) {
	json.NewEncoder(w).Encode(spec)
}

// A port and a page number.
func pages(w http.ResponseWriter, r *http.Request) {
	const perPage, port = 401, 401
	fmt.Fprintln(w, perPage, port)
}

// A proxy copies what the upstream sent.
func proxy(c *http.Client, upstream string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		resp, err := c.Get(upstream + r.URL.Path)
		if err != nil {
			http.Error(w, "upstream is down", http.StatusBadGateway)
			return
		}
		defer resp.Body.Close()
		for k, vs := range resp.Header {
			w.Header()[k] = vs
		}
		w.WriteHeader(resp.StatusCode)
		io.Copy(w, resp.Body)
	}
}

// A proxy that looks at the status on its way and copies it nevertheless.
func watchedProxy(c *http.Client, upstream string, denied func()) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		resp, err := c.Get(upstream + r.URL.Path)
		if err != nil {
			http.Error(w, "upstream is down", http.StatusBadGateway)
			return
		}
		defer resp.Body.Close()
		if resp.StatusCode == http.StatusUnauthorized {
			denied()
		}
		w.WriteHeader(resp.StatusCode)
	}
}

// The proxy of the standard library, with a look at the status.
func standardProxy(target *url.URL, denied func()) http.Handler {
	p := httputil.NewSingleHostReverseProxy(target)
	p.ModifyResponse = func(resp *http.Response) error {
		if resp.StatusCode == http.StatusUnauthorized {
			denied()
		}
		return nil
	}
	return p
}

// A recorder is a test double.
func record() int {
	rec := httptest.NewRecorder()
	rec.WriteHeader(http.StatusUnauthorized)
	return rec.Code
}

// So is what answers into it.
func replay(h http.Handler, r *http.Request) bool {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	if rec.Code != http.StatusOK {
		http.Error(rec, "replay failed", http.StatusUnauthorized)
	}
	return rec.Code == http.StatusUnauthorized
}

// A test server plays a server that refuses.
func refusingServer() *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
	}))
}

// bufferedWriter keeps a response in memory and sends it nowhere.
type bufferedWriter struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (b *bufferedWriter) Header() http.Header         { return b.header }
func (b *bufferedWriter) WriteHeader(status int)      { b.status = status }
func (b *bufferedWriter) Write(p []byte) (int, error) { return b.body.Write(p) }

// What is written to it never reaches a client.
func dryRun(h http.Handler, r *http.Request) int {
	b := &bufferedWriter{header: http.Header{}}
	h.ServeHTTP(b, r)
	if b.status == 0 {
		b.WriteHeader(http.StatusUnauthorized)
	}
	return b.status
}

// A method that is called WriteHeader and has nothing to do with HTTP.
type archive struct{ magic []int }

func (a *archive) WriteHeader(n int) { a.magic = append(a.magic, n) }

// 401 is a magic number here.
func newArchive() *archive {
	a := &archive{}
	a.WriteHeader(401)
	return a
}
