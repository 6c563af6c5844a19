package route

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// Some frameworks find the methods of a controller by reflection.

// An action is a method of a controller that answers.
type action struct{ method, name string } // method is that of HTTP, "" any

// byName are the methods that answer where nothing else is said.
var byName = []action{
	{"GET", "Get"}, {"POST", "Post"}, {"PUT", "Put"}, {"PATCH", "Patch"}, {"DELETE", "Delete"}, {"HEAD", "Head"}, {"OPTIONS", "Options"},
}

// actions are those that texts name, all of them if one is not constant.
func (f *frame) actions(c *ast.CallExpr, r model.Row, recv values, args []values) []action {
	var out []action
	for _, v := range f.each(c, r.Actions, recv, args) {
		s, ok := one[text](v)
		if !ok {
			return nil
		}
		for pair := range strings.SplitSeq(string(s), ";") {
			methods, name, ok := strings.Cut(pair, ":")
			if !ok {
				return nil
			}
			for m := range strings.SplitSeq(methods, ",") {
				m = strings.ToUpper(strings.TrimSpace(m))
				if m == "*" {
					m = ""
				}
				out = append(out, action{m, strings.TrimSpace(name)})
			}
		}
	}
	if len(out) == 0 {
		return byName
	}
	return out
}

// registerController adds a route for each method of a controller that answers.
func (f *frame) registerController(c *ast.CallExpr, fn *types.Func, r model.Row, recv values, args []values) values {
	if r.Controller.N >= len(args) {
		return values{}
	}
	out := values{}
	for _, o := range all[*object](args[r.Controller.N]) {
		o.wired = true
		for _, a := range f.actions(c, r, recv, args) {
			m := f.method(o, a.name)
			if m == nil {
				continue
			}
			for _, to := range f.routersOf(c, fn, r, recv, args) {
				f.seq++
				n := &Route{Method: a.method, Pattern: f.constant(c, r.Pattern, args), At: c, whole: r.Whole, in: to, handler: just(f.function(m, just(o))), seq: f.seq}
				if b := f.method(o, r.Before.Text); r.Before.Kind == model.Text && b != nil {
					n.with = []use{{with: just(f.beforehand(f.function(b, just(o)))), seq: f.seq}}
				}
				to.routes = append(to.routes, n)
				out = out.join(just(n))
			}
		}
	}
	return out
}

// beforehand is a method as what runs before others of a controller.
func (m *machine) beforehand(fn *function) *function {
	return variant(m.befores, fn, func(b *function) { b.first = true })
}
