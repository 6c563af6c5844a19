package route

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

// A Wiring is what is known of a package's routes.
type Wiring struct {
	m    *machine
	sets *walk // without a look at who asks
}

// New carries out what wires the handlers of a package.
func New(pass *analysis.Pass, v *engine.View) *Wiring {
	m := newMachine(v, pass.TypesInfo, pass.Pkg, v.Files())
	m.run()
	return &Wiring{m: m, sets: m.walk(nil)}
}

// Ways tells what the ways to a function do to the header before it runs.
func (w *Wiring) Ways(fn ast.Node) engine.Ways {
	var out engine.Ways
	by := map[place]engine.Headers{}
	lacks := map[place]way{}
	var order []place
	for _, s := range w.sets.ways[fn] {
		if !s.seen {
			continue
		}
		k := place{s.route, s.method, s.prefix, ""}
		if s.route == nil {
			k.from = s.from
		}
		if _, ok := by[k]; !ok {
			order = append(order, k)
			lacks[k] = s
		}
		by[k] |= s.h
	}
	set := 0
	for _, k := range order {
		// One route that sets it here and not there: that can't be told.
		if h := by[k]; h.Has(engine.ChSet) || h.Has(engine.ChUnknown) {
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

// A place is where a way begins, or what hands on in the end.
type place struct {
	route          *Route
	method, prefix string
	from           string
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
	if s.prefix == "" {
		return "/"
	}
	return s.prefix
}

func exprText(e ast.Expr) string { return types.ExprString(e) }
