package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

const (
	tick    = 100 * time.Millisecond
	patient = 20 // ticks before a run counts as long
)

// A progress tells somebody at a terminal what a long run is at, in one line
// that is written over. What is written through it takes the line away first.
type progress struct {
	mu    sync.Mutex
	w     io.Writer
	phase string
	done  int
	total int
	ticks int
	shown string // the line that is there
	stop  chan struct{}
}

// watched returns a progress that writes to w, which runs if somebody watches.
func watched(w io.Writer) *progress {
	p := &progress{w: w, stop: make(chan struct{})}
	if obeys(w) {
		go p.run(p.stop)
	}
	return p
}

func (p *progress) run(stop <-chan struct{}) {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			p.tick()
		case <-stop:
			return
		}
	}
}

// end takes the line away for good.
func (p *progress) end() {
	close(p.stop)
	p.note("", 0, 0)
}

// note says what the run is at, and how much of it is done if total is not 0.
// Without a phase there is no line, as while results are printed.
func (p *progress) note(phase string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.phase, p.done, p.total = phase, done, total
	if phase == "" {
		p.clear()
	}
}

// tick shows the line of a run that has become long, if it says something new.
func (p *progress) tick() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ticks++
	if p.ticks <= patient || p.phase == "" {
		return
	}
	line := fmt.Sprintf("authstatus: %s", p.phase)
	if p.total > 0 {
		line += fmt.Sprintf(", %d of %s", p.done, count(p.total, "package"))
	}
	line += fmt.Sprintf(", %d s", time.Duration(p.ticks)*tick/time.Second)
	if line == p.shown {
		return
	}
	// A terminal that is narrower cuts the line off, and does not wrap it.
	fmt.Fprintf(p.w, "\r\x1b[K\x1b[?7l%s\x1b[?7h", line)
	p.shown = line
}

// Write writes to the terminal where the line stands.
func (p *progress) Write(data []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	return p.w.Write(data)
}

func (p *progress) clear() {
	if p.shown != "" {
		io.WriteString(p.w, "\r\x1b[K")
		p.shown = ""
	}
}
