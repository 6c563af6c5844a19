package route

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

// A Row is a route with what stands around its handler.
type Row struct {
	Method, Pattern string
	At              token.Pos // where it is registered
	Handler         string
	HandlerAt       token.Pos // not valid where the handler is not in view
	Links           []Link    // outermost first
	Open            bool      // others may stand around it, which are not in view
	Known           bool      // the caller is known in the handler
	Answers         []Answer
}

// An Answer is a 401, 403 or 407 that can leave on a route.
type Answer struct {
	Status    int64
	At        token.Pos // where it is chosen, or what sends it
	In        string    // the function that sends it
	Challenge Challenge
}

// A Challenge says whether an answer carries one.
type Challenge string

// What is known of a challenge.
const (
	Lacks  Challenge = "missing"
	Has    Challenge = "set"
	MayHas Challenge = "may be set"
	Asks   Challenge = "" // of a 403, which needs none
)

// Table lists the routes, in the order of the source: by file, not by position,
// which depends on the file that happened to be parsed first.
func (w *Wiring) Table(fset *token.FileSet) []Row {
	bySource := func(a, b token.Pos) int {
		p, q := fset.Position(a), fset.Position(b)
		return cmp.Or(cmp.Compare(p.Filename, q.Filename), cmp.Compare(p.Offset, q.Offset))
	}
	asks := w.asking()
	var rs []*engine.Responder
	for _, u := range w.m.all {
		rs = append(rs, u.Responders...)
	}
	type key struct {
		place
		fn ast.Node
	}
	by := map[key]*Row{}
	var order []key
	for _, e := range asks.ended {
		if e.route == nil {
			continue
		}
		k := key{e.at(), e.fn}
		r := by[k]
		if r == nil {
			r = &Row{Method: e.method, Pattern: e.pattern(), At: e.route.At.Pos(), Handler: w.m.nameOf(e.v), Links: e.links, Known: true}
			if e.fn != nil {
				r.HandlerAt = e.fn.Pos()
			}
			by[k] = r
			order = append(order, k)
		}
		r.Known = r.Known && e.known && !asks.spent()
		r.Open = r.Open || e.open || asks.spent()
		for st := e.passed; st != nil; st = st.up {
			for _, fn := range w.calls(st.fn) {
				r.answer(w, rs, fn, st)
			}
		}
	}
	out := make([]Row, 0, len(order))
	for _, k := range order {
		r := by[k]
		slices.SortFunc(r.Answers, func(a, b Answer) int { return cmp.Or(cmp.Compare(a.Status, b.Status), bySource(a.At, b.At)) })
		out = append(out, *r)
	}
	slices.SortStableFunc(out, func(a, b Row) int { return bySource(a.At, b.At) })
	return merged(out)
}

// merged joins rows that say the same of one route: what registers it may run
// more than once.
func merged(rows []Row) []Row {
	var out []Row
	for _, r := range rows {
		i := slices.IndexFunc(out, func(q Row) bool {
			return q.At == r.At && q.Method == r.Method && q.Pattern == r.Pattern && q.HandlerAt == r.HandlerAt && q.Handler == r.Handler && slices.Equal(q.Links, r.Links)
		})
		if i < 0 {
			out = append(out, r)
			continue
		}
		q := &out[i]
		q.Known, q.Open = q.Known && r.Known, q.Open || r.Open
		for _, a := range r.Answers {
			if !slices.Contains(q.Answers, a) {
				q.Answers = append(q.Answers, a)
			}
		}
	}
	return out
}

// calls lists a handler and the functions that it calls with its response.
func (w *Wiring) calls(fn *function) []ast.Node {
	out := []ast.Node{fn.node()}
	for todo := []*function{fn}; len(todo) > 0; todo = todo[1:] {
		for _, h := range w.m.bodyOf(todo[0]).outs {
			if !h.step {
				continue
			}
			for _, c := range all[*function](h.to) {
				if !slices.Contains(out, c.node()) {
					out = append(out, c.node())
					todo = append(todo, c)
				}
			}
		}
	}
	return out
}

// answer adds what a function on the way can send.
func (r *Row) answer(w *Wiring, rs []*engine.Responder, fn ast.Node, st *step) {
	ahead := st.h
	note := func(h engine.Hit, ch Challenge) {
		if !slices.Contains(h.In, fn) || w.m.excludes(st.fn, h.Guards, request{method: r.Method}) {
			return
		}
		a := Answer{Status: h.Status, At: h.Pos, In: w.m.nameAt(fn.Pos()), Challenge: ch}
		if !a.At.IsValid() && h.Via != nil {
			a.At = h.Via.Pos()
		}
		if !slices.Contains(r.Answers, a) {
			r.Answers = append(r.Answers, a)
		}
	}
	for _, q := range rs {
		for _, h := range q.Lacking {
			note(h, before(ahead, h))
		}
		for _, h := range q.Covered {
			ch := Has
			if h.Ch == engine.ChUnknown {
				ch = MayHas
				if w.m.setsNowhere() {
					ch = Lacks // what is not in view of a function is, in the program
				}
			}
			if b := before(ahead, h); b == Has {
				ch = Has
			}
			note(h, ch)
		}
		for _, h := range q.Forbidden {
			note(h, Asks)
		}
	}
}

// setsNowhere tells whether nothing in the program sets a challenge.
func (us *units) setsNowhere() bool {
	return !slices.ContainsFunc(us.files, func(f unitFile) bool { return f.View.Sets(f.file.FileStart, f.file.FileEnd) })
}

// before is what stands before the function of a challenge that it does not set
// itself.
func before(ahead engine.Headers, hit engine.Hit) Challenge {
	h := asked(ahead, hit.Status)
	if hit.Recorded && h&later != 0 {
		return MayHas
	}
	switch h &^= later; {
	case h == engine.ChSet.Of():
		return Has
	case h.Has(engine.ChSet), h.Has(engine.ChUnknown):
		return MayHas
	}
	return Lacks
}
