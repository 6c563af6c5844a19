package route

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A request is what a route tells of the requests that it is for.
type request struct {
	method string // "" where there may be several
	path   string // what the path begins with, "" where nothing is known of it
	whole  bool   // and that is all of it
}

// A wait is a place where a function hands on under conditions on the path, before
// it is known: what stands around a whole router asks for the path as well.
type wait struct {
	fn *function
	at ast.Node
	up *wait
}

// waiting is one wait for all ways that have it in common.
func (w *walk) waiting(q wait) *wait {
	p := w.waits[q]
	if p == nil {
		p = &q
		w.waits[q] = p
	}
	return p
}

// waitsFor tells whether routes that are still to come tell more of the path.
func (s way) waitsFor() bool { return s.cut == "" && !s.request().whole }

// restsOnPath tells whether a condition that leads to a place asks for the path.
func (w *walk) restsOnPath(fn *function, at ast.Node) bool {
	return slices.ContainsFunc(w.testsOf(fn, at), func(t syntax.Test) bool { return w.asksPath(t.Cond, 0) })
}

// asksPath tells whether the path of the request is read in an expression, or in what
// its variables are.
func (w *walk) asksPath(e ast.Expr, depth int) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			part, ok := w.requestPart(n)
			found = found || ok && part == "Path"
		case *ast.CallExpr:
			// A function that is asked may look at it.
			c, _ := w.callee(n)
			found = found || c == nil || w.tellsPath(c)
		case *ast.Ident:
			if d, _ := w.onlyOf(n); d != nil && depth < 2 {
				found = found || w.asksPath(d, depth+1)
			}
		}
		return !found
	})
	return found
}

// excluded tells whether a way has come to a route for whose path it is not taken.
func (w *walk) excluded(s way) bool {
	for q := s.waits; q != nil; q = q.up {
		if w.never(q.fn, q.at, s.request()) {
			return true
		}
	}
	return false
}

// about has what follows be carried out for the requests of a route, until what it
// returns is called.
func (m *machine) about(req request) func() {
	before := m.req
	m.req = req
	return func() { m.req = before }
}

// variable are what begins a part of a pattern that is not constant.
const variable = ":*{+<…"

// request is what is known of the requests on a way, where it has come to.
func (s way) request() request {
	q := request{}
	if isMethod(s.method) {
		q.method = s.method
	}
	if s.route == nil || s.cut != "" || s.route.Pattern != "" && !strings.HasPrefix(s.route.Pattern, "/") {
		return q // a host, or a pattern of another kind
	}
	q.path = s.pattern()
	if i := strings.IndexAny(q.path, variable); i >= 0 {
		q.path = q.path[:i]
		return q
	}
	// What is registered for a function alone has that path and no other, unless it
	// ends as the patterns of a whole tree do.
	q.whole = !strings.HasSuffix(q.path, "/") && !s.route.handler.other && len(s.route.handler.set) > 0 &&
		!slices.ContainsFunc(s.route.handler.set, func(v value) bool { _, ok := v.(*function); return !ok })
	return q
}

// isMethod tells whether requests of a route have one method. Those of GET may have
// HEAD.
func isMethod(s string) bool {
	return s != "" && s != "GET" && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// at is the path.
func (q request) at() values {
	switch {
	case q.path == "":
		return unknown
	case q.whole:
		return just(text(q.path))
	}
	return just(begins(q.path))
}

// ofRequest is a part of the request at hand that its route tells.
func (m *machine) ofRequest(e *ast.SelectorExpr) (value, bool) {
	part, ok := m.requestPart(e)
	switch {
	case !ok:
		return nil, false
	case part == "Method":
		return text(m.req.method), m.req.method != ""
	}
	v := m.req.at()
	if len(v.set) == 0 {
		return nil, false
	}
	return v.set[0], true
}

// requestPart tells whether an expression is the method or the path of a request,
// which nobody changes, and which of them.
func (m *machine) requestPart(e *ast.SelectorExpr) (string, bool) {
	v, ok := m.use(e.Sel).(*types.Var)
	switch {
	case !ok || !m.partOfRequest(v):
		return "", false
	case v.Name() == "Method":
		return "Method", true
	case v.Name() == "Path":
		x, ok := ast.Unparen(e.X).(*ast.SelectorExpr)
		if !ok {
			return "", false
		}
		u, ok := m.use(x.Sel).(*types.Var)
		return "Path", ok && m.partOfRequest(u) && u.Name() == "URL"
	}
	return "", false
}

// partOfRequest tells whether a field is the method of a request, or leads to its
// path, and is never set.
func (m *machine) partOfRequest(v *types.Var) bool {
	if !v.IsField() || v.Pkg() == nil || m.changed[v] {
		return false
	}
	switch v.Pkg().Path() {
	case "net/http":
		return v.Name() == "Method" || v.Name() == "URL"
	case "net/url":
		return v.Name() == "Path"
	}
	return false
}

// tellsPath tells whether a function gives the path of the request.
func (m *machine) tellsPath(fn *types.Func) bool { return m.has(fn, model.Path) }

// about is what a function of package strings says of two texts, or of one and what
// another begins with.
func about(name string, x, y values) values {
	if a, b, ok := both[text](x, y); ok {
		a, b := string(a), string(b)
		switch name {
		case "HasPrefix":
			return just(truth(strings.HasPrefix(a, b)))
		case "HasSuffix":
			return just(truth(strings.HasSuffix(a, b)))
		case "Contains":
			return just(truth(strings.Contains(a, b)))
		case "EqualFold":
			return just(truth(strings.EqualFold(a, b)))
		}
		return unknown
	}
	a, ok1 := one[begins](x)
	b, ok2 := one[text](y)
	switch {
	case !ok1 || !ok2 || name != "HasPrefix":
	case strings.HasPrefix(string(a), string(b)):
		return just(truth(true))
	case !strings.HasPrefix(string(b), string(a)):
		return just(truth(false))
	}
	return unknown
}
