package fix

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// statusExpr is how the status of what answers is written.
type statusExpr struct {
	text    string
	of      types.Type
	hoisted ast.Expr // the call that it is first taken from
	names   string   // of the variables for its results
}

// constantStatus tells whether an argument is the status and nothing else.
func (m *Maker) constantStatus(s Site, status int64) bool {
	call, ok := s.Node.(*ast.CallExpr)
	if !ok {
		return false
	}
	if e := m.StatusArg(call); e != nil {
		return m.IsStatus(e, status)
	}
	for _, e := range call.Args {
		outside := func(pos token.Pos) bool { return pos < e.Pos() || e.End() <= pos }
		if m.IsStatus(e, status) && len(s.Chosen) > 0 && !slices.ContainsFunc(s.Chosen, outside) {
			return true
		}
	}
	if s.Sends != nil {
		if _, st, ok := s.Sends(call); ok && st.Path == "" && st.Idx >= 0 && st.Idx < len(call.Args) {
			return m.IsStatus(call.Args[st.Idx], status)
		}
	}
	return false
}

// IsStatus tells whether an expression is a constant that is a status, or a code
// that stands for it.
func (m *Maker) IsStatus(e ast.Expr, want int64) bool {
	tv := m.info.Types[e]
	return tv.Value != nil && m.standsFor(tv.Value, tv.Type, want)
}

// standsFor tells whether a constant is a status, or a code that stands for it.
func (m *Maker) standsFor(v constant.Value, t types.Type, want int64) bool {
	if m.coded(t) {
		return m.table.CodeStatus(syntax.TypeName(t), constant.Val(v)) == want
	}
	if v.Kind() != constant.Int {
		return false
	}
	n, exact := constant.Int64Val(v)
	return exact && n == want
}

// coded tells whether constants of a type stand for statuses.
func (m *Maker) coded(t types.Type) bool { return len(m.table.Codes(syntax.TypeName(t))) > 0 }

// StatusArg is the argument by which a call of a framework gets its status.
func (m *Maker) StatusArg(call *ast.CallExpr) ast.Expr {
	for _, r := range m.rows(call) {
		if (r.Verb == model.Send || r.Verb == model.Record || r.Verb == model.Error) && r.Status.Kind == model.Index && r.Status.Text == "" {
			if r.Status.N < len(call.Args) && !call.Ellipsis.IsValid() {
				return call.Args[r.Status.N]
			}
		}
	}
	return nil
}

// OwnText is the error whose text a call of a framework sends as a challenge, nil
// for other calls.
func (m *Maker) OwnText(call *ast.CallExpr) ast.Expr {
	for _, r := range m.rows(call) {
		if r.Verb == model.Send && r.Own && r.Value.Kind == model.Index && r.Value.N < len(call.Args) && !call.Ellipsis.IsValid() {
			return call.Args[r.Value.N]
		}
	}
	return nil
}

// ErrorText is the text, or the format of it, that a call of a framework makes an
// error of, and the status or code that it gives it; nil for other calls.
func (m *Maker) ErrorText(call *ast.CallExpr) (text, status ast.Expr) {
	for _, r := range m.rows(call) {
		if r.Verb == model.Error && r.Value.Kind == model.Index && r.Value.N < len(call.Args) {
			return call.Args[r.Value.N], m.StatusArg(call)
		}
	}
	return nil, nil
}

// Inner is what a literal of an error with a status of its own holds in the field
// whose text is sent for it; ok tells whether its type has one.
func (m *Maker) Inner(lit *ast.CompositeLit) (status, inner ast.Expr, ok bool) {
	for _, r := range m.table.Rows(syntax.TypeName(m.info.TypeOf(lit))) {
		if r.Verb != model.Error || r.Value.Kind != model.Field || r.Status.Kind != model.Field {
			continue
		}
		for _, el := range lit.Elts {
			kv, keyed := el.(*ast.KeyValueExpr)
			if !keyed {
				return nil, nil, false
			}
			switch id, _ := kv.Key.(*ast.Ident); {
			case id == nil:
			case id.Name == r.Status.Text:
				status = kv.Value
			case id.Name == r.Value.Text:
				inner = kv.Value
			}
		}
		return status, inner, status != nil
	}
	return nil, nil, false
}

// status writes the status of what answers, at the statement before it.
func (m *Maker) status(p *place, s Site) (statusExpr, bool) {
	if call, ok := s.Node.(*ast.CallExpr); ok {
		if e := m.StatusArg(call); e != nil {
			return m.written(p, s, call, m.madeOf(e))
		}
		if s.Sends != nil {
			if _, st, ok := s.Sends(call); ok {
				if e, text, ok := m.part(call, st); ok {
					if of := m.madeOf(e); of != e {
						return m.written(p, s, call, of)
					}
					if st.Path == "" {
						return m.written(p, s, call, e)
					}
					if plain(e) {
						t := m.typeAt(p.stmt.Pos(), text)
						return statusExpr{text: text, of: t}, m.comparable(t)
					}
				}
			}
		}
	}
	if e := m.recorded(p); e != nil {
		return m.written(p, s, nil, e)
	}
	if e, ok := s.Node.(ast.Expr); ok {
		if of := m.madeOf(e); of != e && plain(of) {
			return m.written(p, s, nil, of)
		}
	}
	if s.Param != nil && !m.assigned(s.Param) && m.sees(p.stmt.Pos(), s.Param) {
		text := s.Param.Name() + s.Path
		t := m.typeAt(p.stmt.Pos(), text)
		return statusExpr{text: text, of: t}, m.comparable(t)
	}
	return statusExpr{}, false
}

// recorded is the status that the nearest statement before a place records, nil
// where there is none, or another may have come since.
func (m *Maker) recorded(p *place) ast.Expr {
	list := syntax.Statements(p.block)
	i := slices.Index(list, p.stmt)
	for j := i - 1; j >= 0; j-- {
		st, ok := list[j].(*ast.ExprStmt)
		if !ok {
			return nil
		}
		call, ok := st.X.(*ast.CallExpr)
		if !ok {
			return nil
		}
		for _, r := range m.rows(call) {
			if r.Verb == model.Record && r.Status.Kind == model.Index {
				if e := m.StatusArg(call); e != nil && plain(ast.Unparen(e)) {
					return e
				}
				return nil
			}
		}
	}
	return nil
}

// madeOf is the status that an error is made of where it is answered: what the
// model says of its constructor, or the only number in its literal; for other
// expressions these themselves.
func (m *Maker) madeOf(e ast.Expr) ast.Expr {
	x := ast.Unparen(e)
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.AND {
		x = u.X
	}
	switch x := x.(type) {
	case *ast.CallExpr:
		for _, r := range m.rows(x) {
			if r.Verb == model.Error && r.Status.Kind == model.Index && r.Status.Text == "" && r.Status.N < len(x.Args) && !x.Ellipsis.IsValid() {
				return x.Args[r.Status.N]
			}
		}
	case *ast.CompositeLit:
		var found ast.Expr
		for _, el := range x.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				el = kv.Value
			}
			if !m.comparable(m.info.TypeOf(el)) {
				continue
			}
			if found != nil {
				return e
			}
			found = el
		}
		if found != nil {
			return found
		}
	}
	return e
}

// comparable tells whether a value of a type can be compared to a status.
func (m *Maker) comparable(t types.Type) bool { return m.integer(t) || m.coded(t) }

func (m *Maker) integer(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// written writes an argument a second time, or has it evaluated first if it
// calls something.
func (m *Maker) written(p *place, s Site, call *ast.CallExpr, e ast.Expr) (statusExpr, bool) {
	e = ast.Unparen(e)
	t := m.info.TypeOf(e)
	tuple, many := t.(*types.Tuple)
	if !many {
		if !m.comparable(t) {
			return statusExpr{}, false
		}
		inner := e
		if c, ok := e.(*ast.CallExpr); ok && len(c.Args) == 1 && m.info.Types[c.Fun].IsType() {
			inner = ast.Unparen(c.Args[0]) // a conversion
		}
		if plain(inner) {
			as := statusExpr{text: types.ExprString(e), of: t}
			if m.replaced(inner) {
				// Taken first, the status that is asked for is surely the one that
				// is sent.
				if st, ok := m.hoist(p, s, call, e, 1); ok {
					as = st
				}
			}
			return as, true
		}
	}
	n := 1
	if many {
		n = tuple.Len()
		if !m.comparable(tuple.At(0).Type()) || n > 3 {
			return statusExpr{}, false
		}
	}
	return m.hoist(p, s, call, e, n)
}

// replaced tells whether an expression is a field of a variable that gets
// another value after its first.
func (m *Maker) replaced(e ast.Expr) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := m.info.Uses[id].(*types.Var)
	if !ok || v.Kind() != types.ParamVar && v.Kind() != types.LocalVar {
		return false
	}
	found := false
	ast.Inspect(m.fileOf(v.Pos()), func(n ast.Node) bool {
		if st, ok := n.(*ast.AssignStmt); ok {
			found = found || slices.ContainsFunc(st.Lhs, func(e ast.Expr) bool {
				id, ok := ast.Unparen(e).(*ast.Ident)
				return ok && m.info.Uses[id] == v
			})
		}
		return !found
	})
	return found
}

// hoist has an argument of n results evaluated before the call. The call, and
// what is evaluated before the argument, must be alone: nothing may run in
// another order than before.
func (m *Maker) hoist(p *place, s Site, call *ast.CallExpr, e ast.Expr, n int) (statusExpr, bool) {
	if call == nil || !p.bare || s.Wiped || !simpleReceiver(call) {
		return statusExpr{}, false
	}
	for _, a := range call.Args {
		if a == e || ast.Unparen(a) == e {
			break
		}
		if !plain(a) && m.info.Types[a].Value == nil {
			return statusExpr{}, false
		}
	}
	names, ok := m.fresh(p, n)
	if !ok {
		return statusExpr{}, false
	}
	return statusExpr{text: names[0], of: first(m.info.TypeOf(e)), hoisted: e, names: strings.Join(names, ", ")}, true
}

// first is the type of an expression, or of its first result.
func first(t types.Type) types.Type {
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		return tuple.At(0).Type()
	}
	return t
}

// simpleReceiver tells whether nothing is called to find what is called.
func simpleReceiver(c *ast.CallExpr) bool {
	switch f := ast.Unparen(c.Fun).(type) {
	case *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return plain(f.X)
	}
	return false
}

// freshNames are names for a status and what comes with it.
var freshNames = [][]string{{"status", "code", "statusCode", "httpStatus"}, {"body", "resp", "payload", "content"}, {"extra", "rest", "more"}}

// fresh are names that mean nothing yet in the function of a place.
func (m *Maker) fresh(p *place, n int) ([]string, bool) {
	fn := p.fn()
	used := map[string]bool{}
	if fn == nil {
		return nil, false
	}
	ast.Inspect(fn, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			used[id.Name] = true
		}
		return true
	})
	in := m.pass.Pkg.Scope().Innermost(p.stmt.Pos())
	if in == nil {
		return nil, false
	}
	taken := m.taken[p.block]
	if taken == nil {
		taken = map[string]token.Pos{}
		m.taken[p.block] = taken
	}
	var out []string
	for i := range n {
		for _, name := range freshNames[i] {
			if _, o := in.LookupParent(name, token.NoPos); o == nil && !used[name] && (!taken[name].IsValid() || taken[name] == p.stmt.Pos()) {
				out = append(out, name)
				break
			}
		}
		if len(out) == i {
			return nil, false
		}
	}
	for _, name := range out {
		taken[name] = p.stmt.Pos()
	}
	return out, true
}
