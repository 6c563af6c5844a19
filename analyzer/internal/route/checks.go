package route

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// check is a function as a middleware that lets pass where it returns no error.
func (m *machine) check(fn *function) *function {
	return variant(m.checks, fn, func(c *function) { c.checks = true })
}

// variant is a function in another part, the same each time that it is asked for:
// what is known of its body is found out anew.
func variant(known map[*function]*function, fn *function, mark func(*function)) *function {
	v := known[fn]
	if v == nil {
		copied := *fn
		v = &copied
		v.body, v.made = nil, nil
		mark(v)
		known[fn] = v
	}
	return v
}

// checked are the functions among values as such middlewares.
func (m *machine) checked(v values) values {
	out := values{other: v.other}
	for _, x := range v.set {
		if fn, ok := x.(*function); ok {
			x = m.check(fn)
		}
		out = out.join(just(x))
	}
	return out
}

// fails tells whether a statement surely returns an error.
func (m *machine) fails(st *ast.ReturnStmt) bool {
	sig := m.signatureAround(st)
	if sig == nil || len(st.Results) < sig.Results().Len() || len(st.Results) == 0 {
		return false
	}
	e := ast.Unparen(st.Results[len(st.Results)-1])
	if m.view(e).Fails(e) {
		return true
	}
	id, ok := e.(*ast.Ident)
	return ok && m.isSet(id, st)
}

// isSet tells whether a statement stands under a condition that says that a
// variable is not nil.
func (m *machine) isSet(id *ast.Ident, st ast.Stmt) bool {
	o := m.use(id)
	for _, n := range m.pathOf(st) {
		in, ok := n.(*ast.IfStmt)
		if !ok || st.Pos() < in.Body.Pos() || in.Body.End() <= st.Pos() {
			continue
		}
		if b, ok := ast.Unparen(in.Cond).(*ast.BinaryExpr); ok && b.Op == token.NEQ && m.typed(b.Y).IsNil() {
			if x, ok := ast.Unparen(b.X).(*ast.Ident); ok && m.use(x) == o {
				return true
			}
		}
	}
	return false
}

// signatureAround is that of the innermost function around a node.
func (m *machine) signatureAround(n ast.Node) *types.Signature {
	var sig *types.Signature
	for _, n := range m.pathOf(n) {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if f, ok := m.def(n.Name).(*types.Func); ok {
				sig = f.Signature()
			}
		case *ast.FuncLit:
			sig, _ = m.typeOf(n).(*types.Signature)
		}
	}
	return sig
}

// standing are middlewares as what stands around a handler: by the method that a
// row names, where they have it in view.
func (f *frame) standing(vs []values, r model.Row) []values {
	if r.Via.Kind == model.None {
		return vs
	}
	var out []values
	for _, v := range vs {
		got := values{other: v.other}
		for _, x := range v.set {
			switch o := x.(type) {
			case *object:
				if m := f.method(o, r.Via.Text); m != nil {
					x = f.function(m, just(o))
				}
			case *function:
				if r.ByMethod {
					continue
				}
			}
			got = got.join(just(x))
		}
		out = append(out, got)
	}
	return out
}
