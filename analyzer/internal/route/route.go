package route

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

// A Wiring is what is known of a package's routes.
type Wiring struct {
	m    *machine
	ran  bool
	sets *walk // without a look at who asks
	asks *walk // with it, once somebody wants to know
}

// New carries out what wires the handlers of a package, once it is asked.
func New(u *Unit) *Wiring { return &Wiring{m: newMachine([]*Unit{u})} }

// NewProgram carries out what wires the handlers of a program, all of whose
// packages are there.
func NewProgram(all []*Unit) *Wiring {
	m := newMachine(all)
	m.whole = true
	return &Wiring{m: m}
}

// carriedOut is the machine, once it has run.
func (w *Wiring) carriedOut() *machine {
	if !w.ran {
		w.ran = true
		w.m.run()
	}
	return w.m
}

// setting is the walk that looks at the header alone.
func (w *Wiring) setting() *walk {
	if w.sets == nil {
		w.sets = w.carriedOut().walk(false)
	}
	return w.sets
}

// asking is the walk that looks who is known.
func (w *Wiring) asking() *walk {
	if w.asks == nil {
		w.asks = w.carriedOut().walk(true)
	}
	return w.asks
}

// Ways tells what the ways to a function do, before it runs, to the header of the
// challenge that goes with a status, or if that is recorded after it has returned.
func (w *Wiring) Ways(fn ast.Node, status int64, recorded bool) engine.Ways {
	var out engine.Ways
	sets := w.setting()
	if sets.spent() {
		return out
	}
	by := map[place]engine.Headers{}
	lacks := map[place]way{}
	var order []place
	for _, s := range sets.ways[fn] {
		if !s.seen {
			continue
		}
		k := s.at()
		if _, ok := by[k]; !ok {
			order = append(order, k)
			lacks[k] = s
		}
		by[k] |= asked(s.h, status)
	}
	set := 0
	for _, k := range order {
		// One route that sets it here and not there: that can't be told.
		if h := by[k]; h.Has(engine.ChSet) || h.Has(engine.ChUnknown) || recorded && h&later != 0 {
			set++
		} else if out.Lacks == "" {
			out.Lacks = lacks[k].name()
		}
	}
	out.Known = len(order) > 0
	out.Sets = out.Known && set == len(order)
	if set == 0 || out.Sets {
		out.Lacks = ""
	}
	return out
}

// Known tells whether the caller is known on every way to a function, whatever
// leads to it.
func (w *Wiring) Known(fn ast.Node) bool {
	asks := w.asking()
	ways := asks.ways[fn]
	if len(ways) == 0 || len(ways) == maxWays || asks.spent() || w.m.lost[fn] {
		return false
	}
	for _, s := range ways {
		if !s.known {
			return false
		}
	}
	if d, ok := fn.(*ast.FuncDecl); ok {
		f, _ := w.m.def(d.Name).(*types.Func)
		for _, id := range w.m.usesOf(f) {
			if !w.m.met[id] {
				return false // nobody knows what becomes of it there
			}
		}
	}
	return true
}

// spent tells whether the wiring was too much to be carried out to the end.
func (m *machine) spent() bool { return m.steps > maxSteps }

func (w *walk) spent() bool { return w.machine.spent() || w.count > maxVisits }

// A place is where a way begins, or what hands on in the end.
type place struct {
	route          *Route
	method, prefix string
	from           string
}

func (s way) at() place {
	if s.route == nil {
		return place{from: s.from}
	}
	return place{s.route, s.method, s.prefix, ""}
}

// name is a way in words.
func (s way) name() string {
	if s.route == nil {
		return s.from
	}
	return strings.TrimSpace(s.method + " " + s.pattern())
}

// pattern is the pattern of a way, with those of the groups around it.
func (s way) pattern() string {
	p := s.prefix
	if p == "" || strings.HasPrefix(p, "{") {
		p = "/" + p
	}
	for strings.Contains(p, "//") {
		p = strings.ReplaceAll(p, "//", "/")
	}
	return p
}

func exprText(e ast.Expr) string { return types.ExprString(e) }
