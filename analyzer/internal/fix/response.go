package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
	"sync"
	"unicode"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// An idiom is how a header is set on a response.
type idiom struct {
	code      string
	get, add  string           // what reads a header, and what adds a line to one, or ""
	framework *model.Framework // nil for a type of the module itself, or of the user's rows
}

// onMap is how a header is set where it is an http.Header: it has Get and Add too.
const onMap = ".Header().Set($header, $value)"

// adder is the code by which a response gets a further line of a header, "" if it
// has none.
func (i idiom) adder() string {
	if before, ok := strings.CutSuffix(i.code, onMap); ok && i.add == "" {
		return before + ".Header().Add($header, $value)"
	}
	return i.add
}

// getter is the code that reads a header of a response, "" if it has none.
func (i idiom) getter() string {
	if before, ok := strings.CutSuffix(i.code, onMap); ok && i.get == "" {
		return before + ".Header().Get($header)"
	}
	return i.get
}

// fill is the code of an idiom for a response, a header and its value.
func fill(code, response, header, value string) string {
	return strings.NewReplacer("$response", response, "$header", header, "$value", value).Replace(code)
}

// idioms are those of the models, by type.
var idioms = sync.OnceValue(func() map[string]idiom {
	out := map[string]idiom{}
	for _, f := range model.Builtin() {
		for _, i := range f.Idioms {
			out[i.Type] = idiom{i.Code, i.Get, i.Add, f}
		}
	}
	delete(out, "net/http.Response") // what a client got, or sent by no call
	return out
})

// idiom is how a header is set on a response of a type, or of a type that
// embeds one.
func (m *Maker) idiom(t types.Type) (idiom, bool) {
	type at struct {
		t     types.Type
		depth int
	}
	seen := map[types.Type]bool{}
	for queue := []at{{t, 0}}; len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		if x.t == nil || seen[x.t] || x.depth > 4 {
			continue
		}
		seen[x.t] = true
		n := syntax.NamedOf(x.t)
		if n != nil && n.Obj().Pkg() != nil {
			name := n.Obj().Pkg().Path() + "." + n.Obj().Name()
			i, ok := idioms()[name]
			if own, is := m.table.Idiom(name); is {
				i, ok = idiom{own.Code, own.Get, own.Add, nil}, true
			}
			if ok && m.reaches(t, x.t, i.code) {
				return i, true
			}
		}
		switch u := syntax.Deref(x.t).Underlying().(type) {
		case *types.Struct:
			for i := range u.NumFields() {
				if f := u.Field(i); f.Embedded() {
					queue = append(queue, at{f.Type(), x.depth + 1})
				}
			}
		case *types.Interface:
			for i := range u.NumEmbeddeds() {
				queue = append(queue, at{u.EmbeddedType(i), x.depth + 1})
			}
		}
	}
	if m.has(t, "Header", "func() net/http.Header") && m.has(t, "WriteHeader", "func(int)") {
		return idioms()["net/http.ResponseWriter"], true
	}
	return idiom{}, false
}

// ownIdiom is that of a type that no model knows: one of the module itself that
// hides its framework, or one that hands out its response.
func (m *Maker) ownIdiom(t types.Type) (idiom, bool) {
	n := syntax.NamedOf(t)
	if n == nil || n.Obj().Pkg() == nil {
		return idiom{}, false
	}
	if SameProject(n.Obj().Pkg().Path(), m.pass.Pkg.Path()) && m.has(t, "SetHeader", "func(string, string)") {
		return idiom{code: "$response.SetHeader($header, $value)"}, true
	}
	o, _, _ := types.LookupFieldOrMethod(t, true, m.pass.Pkg, "Response")
	if f, ok := o.(*types.Func); ok {
		sig := f.Signature()
		if sig.Params().Len() == 0 && sig.Results().Len() == 1 {
			if r := sig.Results().At(0).Type(); m.has(r, "Header", "func() net/http.Header") && m.has(r, "WriteHeader", "func(int)") {
				return idiom{code: "$response.Response().Header().Set($header, $value)"}, true
			}
		}
	}
	return idiom{}, false
}

// SameProject tells whether two packages are likely of one project: a host and
// an owner agree, or the first element where there is no host.
func SameProject(a, b string) bool {
	root := func(path string) string {
		host, rest, more := strings.Cut(path, "/")
		if !more || !strings.Contains(host, ".") {
			return host
		}
		owner, _, _ := strings.Cut(rest, "/")
		return path[:len(host)+1+len(owner)]
	}
	return root(a) == root(b)
}

// has tells whether a type has a method of a signature.
func (m *Maker) has(t types.Type, name, sig string) bool {
	if t == nil {
		return false // ill-typed
	}
	o, _, _ := types.LookupFieldOrMethod(t, true, m.pass.Pkg, name)
	f, ok := o.(*types.Func)
	if !ok {
		return false
	}
	s := f.Signature()
	bare := func(t *types.Tuple) *types.Tuple {
		vs := make([]*types.Var, t.Len())
		for i := range vs {
			vs[i] = types.NewParam(token.NoPos, nil, "", t.At(i).Type())
		}
		return types.NewTuple(vs...)
	}
	return types.TypeString(types.NewSignatureType(nil, nil, nil, bare(s.Params()), bare(s.Results()), false), nil) == sig
}

// reaches tells whether the idiom of one type means the same on another, which
// embeds it.
func (m *Maker) reaches(t, of types.Type, code string) bool {
	if t == of {
		return true
	}
	step := firstStep(code)
	if step == "" {
		return false
	}
	a, _, _ := types.LookupFieldOrMethod(t, true, m.pass.Pkg, step)
	b, _, _ := types.LookupFieldOrMethod(of, true, m.pass.Pkg, step)
	return a != nil && a == b
}

// firstStep is the field or method that an idiom reaches for first.
func firstStep(code string) string {
	rest, ok := strings.CutPrefix(code, "$response.")
	if !ok {
		return ""
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if end < 0 {
		end = len(rest)
	}
	return rest[:end]
}

// plain tells whether an expression is a name, or a field of one.
func plain(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name != "_"
	case *ast.SelectorExpr:
		return plain(e.X)
	}
	return false
}

// a target is a response, and how a header is set on it.
type target struct {
	expr string
	idiom
}

// response finds the response that a node answers with: the receiver or an
// argument of the call, or of one that it is chained to; else what the
// function around it was given. Its expression is written a second time, so it
// must call nothing.
func (m *Maker) response(p *place, s Site) (target, bool) {
	call, _ := s.Node.(*ast.CallExpr)
	found := map[target]bool{}
	hidden := false // the response comes from a call
	look := m.idiom
	add := func(e ast.Expr) {
		if tv := m.info.Types[e]; plain(e) && tv.IsValue() {
			if i, ok := look(tv.Type); ok {
				found[target{types.ExprString(e), i}] = true
			}
		}
	}
	chain := func() {
		for c := call; c != nil; {
			for _, e := range c.Args {
				add(e)
			}
			sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
			if !ok {
				break
			}
			if m.info.Selections[sel] != nil {
				add(sel.X)
				if _, ok := look(m.info.TypeOf(sel.X)); ok && !plain(sel.X) {
					hidden = true
				}
			}
			c, _ = ast.Unparen(sel.X).(*ast.CallExpr)
		}
	}
	chain()
	if len(found) == 0 && call != nil && s.Sends != nil {
		if resp, _, ok := s.Sends(call); ok {
			if e, text, ok := m.part(call, resp); ok && plain(e) {
				if i, ok := m.idiom(m.typeAt(p.stmt.Pos(), text)); ok {
					found[target{text, i}] = true
				}
			}
		}
	}
	if len(found) == 0 {
		look = m.ownIdiom
		chain()
	}
	if len(found) == 0 {
		if hidden {
			return target{}, false
		}
		for _, look := range []func(types.Type) (idiom, bool){m.idiom, m.ownIdiom} {
			if t, ok := m.given(p, look); ok || t.expr != "" {
				return t, ok
			}
		}
		return target{}, false
	}
	for t := range found {
		return t, len(found) == 1
	}
	return target{}, false
}

// part is the expression for a part of what a call is given.
func (m *Maker) part(c *ast.CallExpr, q engine.Part) (ast.Expr, string, bool) {
	var e ast.Expr
	switch {
	case q.Idx >= 0 && q.Idx < len(c.Args) && !c.Ellipsis.IsValid():
		e = c.Args[q.Idx]
	case q.Idx == -1:
		sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
		if !ok || m.info.Selections[sel] == nil {
			return nil, "", false
		}
		e = sel.X
	default:
		return nil, "", false
	}
	if strings.ContainsAny(q.Path, "[#") || strings.Contains(q.Path, ".As(") || strings.Contains(q.Path, ".Is(") {
		return nil, "", false
	}
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND && q.Path != "" {
		e = u.X
	}
	return e, types.ExprString(e) + q.Path, true
}

// typeAt is the type of an expression at a position, nil where it has none.
func (m *Maker) typeAt(pos token.Pos, text string) types.Type {
	tv, err := types.Eval(m.pass.Fset, m.pass.Pkg, pos, text)
	if err != nil {
		return nil
	}
	return tv.Type
}

// given is the response that the functions around a place were given, the
// innermost that has one.
func (m *Maker) given(p *place, look func(types.Type) (idiom, bool)) (target, bool) {
	for i := len(p.path) - 1; i >= 0; i-- {
		var lists []*ast.FieldList
		switch f := p.path[i].(type) {
		case *ast.FuncLit:
			lists = []*ast.FieldList{f.Type.Params}
		case *ast.FuncDecl:
			lists = []*ast.FieldList{f.Type.Params, f.Recv}
		}
		for _, list := range lists {
			var found []target
			for _, id := range names(list) {
				if v, ok := m.info.Defs[id].(*types.Var); ok && m.sees(p.stmt.Pos(), v) && (v.Kind() != types.RecvVar || m.usedIn(p.path[i], v)) {
					if i, ok := look(v.Type()); ok {
						found = append(found, target{id.Name, i})
					}
				}
			}
			if len(found) > 0 {
				return found[0], len(found) == 1
			}
		}
	}
	return target{}, false
}

// usedIn tells whether a function uses a variable. A method that does not use
// its receiver, as one that makes an error, may be called on one that is not
// ready to answer.
func (m *Maker) usedIn(fn ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(fn, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && m.info.Uses[id] == v
		return !found
	})
	return found
}

func names(list *ast.FieldList) []*ast.Ident {
	var out []*ast.Ident
	if list != nil {
		for _, f := range list.List {
			for _, id := range f.Names {
				if id.Name != "_" {
					out = append(out, id)
				}
			}
		}
	}
	return out
}

// sees tells whether the name of a variable means it at a position.
func (m *Maker) sees(pos token.Pos, v *types.Var) bool {
	in := m.pass.Pkg.Scope().Innermost(pos)
	if in == nil {
		return false
	}
	_, o := in.LookupParent(v.Name(), pos)
	return o == v
}
