package observe

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// An Event is a status that left a server, as the hooks and package observe
// write it, one a line.
type Event struct {
	Status     int      `json:"status"`
	After      int      `json:"after,omitempty"` // the status that had left before, and that the client sees
	Challenges []string `json:"challenges"`      // the values of the header that goes with the status
	Tests      []string `json:"tests"`           // that ran then
	Dir        string   `json:"dir"`             // of the process
	// Stacks are where it left and, of what answers later, where it was
	// recorded. Innermost frames come first.
	Stacks [][]Frame `json:"stacks"`
	Own    [][]Frame `json:"own"`   // where the module chose it, or gave it to a response of its own
	Set    []Frame   `json:"set"`   // who set the challenge
	Count  int       `json:"count"` // 0 stands for 1
	// Dropped is how many were not written, of a log that was full. It stands
	// alone.
	Dropped int `json:"dropped"`
}

// A Frame is a line of a function.
type Frame struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Func string `json:"func"`
}

// challenge is the value of the field, lines joined as recipients do.
func (e *Event) challenge() string {
	var parts []string
	for _, c := range e.Challenges {
		if c = strings.TrimSpace(c); c != "" {
			parts = append(parts, c)
		}
	}
	return strings.Join(parts, ", ")
}

func (e *Event) times() int { return max(1, e.Count) }

// ReadEvents reads a file of events. A last line that was cut off is left out.
func ReadEvents(name string) ([]*Event, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var events []*Event
	br := bufio.NewReader(f)
	for n := 1; ; n++ {
		line, err := br.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return events, nil
		} else if err != nil {
			return nil, err
		}
		e := new(Event)
		if err := json.Unmarshal(line, e); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		events = append(events, e)
	}
}
