package know

import (
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Middleware answers requests whose credentials it refuses itself, with a 401
// that lacks a challenge, or has a malformed one. Functions stand by full name,
// fields as path.Type.Field; the import path tells versions apart.
type Middleware struct {
	Calls   []string // what makes the middleware
	Version string   // that was run
	Clone   bool     // from a clone, because the module proxy does not serve it
	Status  int64    // that it answers
	Sends   string   // the malformed challenge, or ""
	Fields  []string // configure what it answers
	Early   bool     // they are asked when the header is set already
	Options []string // likewise, as functions
	Central []string // by which a server answers the middleware's errors itself
	With    []string // only in files that also use one of these
	Asks    []string // the fields that say whether somebody is refused
	Idle    []string // functions of the library for these that refuse nobody
	Refuses []string // only where a validator returns one of these errors, for 401
	Beside  []string // and that is given to one of these, not to the call; then With is not asked for
	Failure int      // the argument that answers failures, from 1: nil leaves it to the library
	Value   bool     // also where the function is handed on, to be called by the library
	Realm   string   // the field that a literal of the type in Calls writes without quotes
	Advice  string   // how to make it send one
}

// Middlewares lists those of all libraries. The result is shared and must not be
// changed.
var Middlewares = sync.OnceValue(func() (all []*Middleware) {
	for _, l := range Libraries() {
		all = append(all, l.Middlewares...)
	}
	return all
})

// Symbols lists all that it names.
func (m *Middleware) Symbols() []string {
	return slices.Concat(m.Calls, m.Fields, m.Options, m.Central, m.With, m.Asks, m.Idle, m.Refuses, m.Beside)
}

// attribute reads a line under a middleware.
func (m *Middleware) attribute(line string) (reason string) {
	key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
	lists := map[string]*[]string{
		"fields": &m.Fields, "options": &m.Options, "central": &m.Central, "with": &m.With,
		"asks": &m.Asks, "idle": &m.Idle, "refuses": &m.Refuses, "beside": &m.Beside,
	}
	texts := map[string]*string{"version": &m.Version, "sends": &m.Sends, "realm": &m.Realm}
	flags := map[string]*bool{"clone": &m.Clone, "early": &m.Early, "value": &m.Value}
	n, err := strconv.Atoi(value)
	switch {
	case lists[key] != nil && value != "":
		*lists[key] = append(*lists[key], symbols(strings.Fields(value))...)
	case texts[key] != nil && value != "":
		*texts[key] = value
	case flags[key] != nil && value == "":
		*flags[key] = true
	case key == "status" && err == nil:
		m.Status = int64(n)
	case key == "failure" && err == nil:
		m.Failure = n
	default:
		return "no such line under a middleware: " + strings.TrimSpace(line)
	}
	return ""
}

// symbols lists what symbols with {a,b} stand for.
func symbols(list []string) (out []string) {
	for _, s := range list {
		out = append(out, Expand(s)...)
	}
	return out
}
