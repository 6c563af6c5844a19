// Package observe notes the 401, 403 and 407 that leave a server, with their
// challenges and the lines that sent them. It is for staging: authstatus lays
// what it wrote beside its findings.
//
//	report, err := observe.Create("statuses.jsonl")
//	...
//	defer report.Close()
//	http.ListenAndServe(addr, observe.Handler(mux, report))
//
//	authstatus -observe=statuses.jsonl ./...
//
// Of a request nothing is written: no path, query, header, body or address. Of
// a challenge the scheme and the parameters that name no caller are written,
// all other values as "x". Memory and the file are bounded (see [Limits]).
// Other answers cost two method calls and an allocation, these less than a
// microsecond.
//
// What answers through another goroutine's stack, or a framework that answers
// after the handler returned, has no line of the program; authstatus counts it.
package observe

import (
	"bufio"
	"encoding/json"
	"errors"
	"hash/maphash"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"runtime"
	"sync"
)

// Limits bound what a report keeps. What differs from all that is kept, once
// there is no more room, is counted and not written.
type Limits struct {
	Answers int // that differ in status, challenges or stack; 0 stands for 1000
	Frames  int // of a stack, innermost first; 0 stands for 64, and 256 is the most
}

// A Report collects what handlers answer. Its methods may be called by many
// goroutines at once.
type Report struct {
	limits Limits

	mu      sync.Mutex
	w       io.Writer
	closer  io.Closer
	kept    map[uint64]*answer
	alike   map[uint64]*alike
	dropped int
	err     error
}

// Walking a stack takes most of the time that an answer costs. So of answers
// that are alike as far as their innermost frames tell, the first are looked at
// whole, and later ones now and then, by chance: what comes in turns would
// otherwise be missed in turns. The others count with the one looked at last.
const (
	innermost = 4
	firstOnes = 64
	oneIn     = 16
	maxAlike  = 4096 // that are known; what is beyond is looked at whole
)

// An alike counts answers with the same innermost frames.
type alike struct {
	times   int
	waiting int     // not counted yet
	last    *answer // that was looked at whole; nil if there was no room for it
}

// An answer is what is written, and how often it came since.
type answer struct {
	line  record
	times int
}

// A record is a line of the file, as authstatus reads it.
type record struct {
	Status     int       `json:"status"`
	After      int       `json:"after,omitempty"`
	Challenges []string  `json:"challenges"`
	Stacks     [][]frame `json:"stacks"`
	Count      int       `json:"count"`
}

type frame struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Func string `json:"func"`
}

// Create makes a report that is written to a new file. A file of that name is
// emptied.
func Create(name string) (*Report, error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	r := New(f, Limits{})
	r.closer = f
	return r, nil
}

// New makes a report that is written to w: each answer when it first comes, and
// how often it came on Close.
func New(w io.Writer, limits Limits) *Report {
	if limits.Answers <= 0 {
		limits.Answers = 1000
	}
	if limits.Frames <= 0 {
		limits.Frames = 64
	}
	limits.Frames = min(limits.Frames, 256)
	return &Report{limits: limits, w: w, kept: map[uint64]*answer{}, alike: map[uint64]*alike{}}
}

// Close writes the counts, and closes the file of [Create]. It returns the first
// error of all writes. Later answers are left out.
func (r *Report) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil {
		return r.err
	}
	for _, a := range r.alike {
		r.count(a.last, a.waiting)
	}
	for _, a := range r.kept {
		if a.times > 1 {
			a.line.Count = a.times - 1 // one was written before
			r.write(a.line)
		}
	}
	if r.dropped > 0 {
		r.write(struct {
			Dropped int `json:"dropped"`
		}{r.dropped})
	}
	r.kept, r.alike = nil, nil
	if r.closer != nil {
		r.err = errors.Join(r.err, r.closer.Close())
	}
	return r.err
}

func (r *Report) write(line any) {
	if r.err != nil {
		return
	}
	data, err := json.Marshal(line)
	if err == nil {
		_, err = r.w.Write(append(data, '\n'))
	}
	r.err = err
}

var seed = maphash.MakeSeed()

// mix adds a word to a hash, as FNV-1a does with bytes.
func mix(h uint64, word uint64) uint64 {
	h = (h ^ word) * 0x9e3779b97f4a7c15
	return h ^ h>>32
}

// note keeps a status that leaves, or that comes after another, which is not 0.
func (r *Report) note(status int, header http.Header, after int) {
	name := "Www-Authenticate"
	if status == http.StatusProxyAuthRequired {
		name = "Proxy-Authenticate"
	}
	values := header[name]
	key := uint64(status + 1000*after)
	var near [innermost]uintptr
	runtime.Callers(3, near[:])
	first := key
	for _, pc := range near {
		first = mix(first, uint64(pc))
	}
	for _, v := range values {
		first = mix(first, maphash.String(seed, v))
	}
	group, times := r.known(first)
	if times == 0 {
		return
	}

	pcs := make([]uintptr, r.limits.Frames)
	pcs = pcs[:runtime.Callers(3, pcs)]
	for _, pc := range pcs {
		key = mix(key, uint64(pc))
	}
	challenges := []string{}
	for _, v := range values {
		c := redact(v)
		challenges = append(challenges, c)
		key = mix(key, maphash.String(seed, c))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil {
		return
	}
	a := r.kept[key]
	if a == nil && len(r.kept) < r.limits.Answers {
		a = &answer{line: record{status, after, challenges, [][]frame{frames(pcs)}, 1}}
		r.kept[key] = a
		r.write(a.line)
	}
	r.count(a, times)
	if group != nil {
		group.last = a
	}
}

// known counts an answer with those like it. It is to be looked at whole if
// times is not 0, and then counts as often.
func (r *Report) known(key uint64) (group *alike, times int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	group = r.alike[key]
	switch {
	case r.kept == nil:
		return nil, 0
	case group == nil && len(r.alike) >= maxAlike:
		return nil, 1
	case group == nil:
		group = new(alike)
		r.alike[key] = group
	}
	group.times++
	group.waiting++
	if group.times > firstOnes && rand.IntN(oneIn) > 0 {
		return group, 0
	}
	times, group.waiting = group.waiting, 0
	return group, times
}

// count adds to how often an answer came; nil is one that there was no room for.
func (r *Report) count(a *answer, times int) {
	if a == nil {
		r.dropped += times
		return
	}
	a.times += times
}

func frames(pcs []uintptr) []frame {
	var out []frame
	for fs := runtime.CallersFrames(pcs); ; {
		f, more := fs.Next()
		out = append(out, frame{f.File, f.Line, f.Function})
		if !more {
			return out
		}
	}
}

// Handler notes in a report what next answers. The response writer that next
// gets implements of Flusher, Hijacker, Pusher, CloseNotifier and
// io.ReaderFrom what that of net/http's HTTP/1 or HTTP/2 server does, if it is
// given one; of others Flusher. http.ResponseController reaches all else.
func Handler(next http.Handler, report *Report) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(wrap(w, report), r)
	})
}

// A writer passes everything on.
type writer struct {
	http.ResponseWriter
	report *Report
	wrote  int // the status that has left
}

func (w *writer) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *writer) WriteHeader(status int) {
	if status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusProxyAuthRequired {
		w.report.note(status, w.Header(), w.wrote)
	}
	if status >= 200 || status == http.StatusSwitchingProtocols {
		w.left(status)
	}
	w.ResponseWriter.WriteHeader(status)
}

// left keeps the first status.
func (w *writer) left(status int) {
	if w.wrote == 0 {
		w.wrote = status
	}
}

func (w *writer) Write(b []byte) (int, error) {
	w.left(http.StatusOK)
	return w.ResponseWriter.Write(b)
}

type flushing struct {
	writer
	flusher http.Flusher
}

func (w *flushing) Flush() {
	w.left(http.StatusOK)
	w.flusher.Flush()
}

// http1 and http2 have what the writers of these servers have. That they can
// tell when a client is gone is deprecated, and still asked for.
type http1 struct {
	flushing
	http.Hijacker
	http.CloseNotifier //nolint:staticcheck
	from               io.ReaderFrom
}

func (w *http1) Hijack() (net.Conn, *bufio.ReadWriter, error) { return w.Hijacker.Hijack() }

func (w *http1) ReadFrom(r io.Reader) (int64, error) {
	w.left(http.StatusOK)
	return w.from.ReadFrom(r)
}

type http2 struct {
	flushing
	http.Pusher
	http.CloseNotifier //nolint:staticcheck
}

func wrap(w http.ResponseWriter, report *Report) http.ResponseWriter {
	plain := writer{ResponseWriter: w, report: report}
	flusher, ok := w.(http.Flusher)
	if !ok {
		return &plain
	}
	with := flushing{plain, flusher}
	notifier, ok := w.(http.CloseNotifier) //nolint:staticcheck
	if !ok {
		return &with
	}
	if hijacker, ok := w.(http.Hijacker); ok {
		if from, ok := w.(io.ReaderFrom); ok {
			return &http1{with, hijacker, notifier, from}
		}
	}
	if pusher, ok := w.(http.Pusher); ok {
		return &http2{with, pusher, notifier}
	}
	return &with
}
