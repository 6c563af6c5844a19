package fix

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Header is a header to set on a response.
type Header struct {
	Name   string
	Value  string // as Go code
	Status int64  // the status that asks for it
	// More are values for lines of their own. Where a response takes one line
	// only, they follow the value behind commas.
	More []string
}

// joined is the header with all its values in one line.
func (h Header) joined() Header {
	all := append([]string{h.Value}, h.More...)
	var texts []string
	for _, code := range all {
		if text, err := strconv.Unquote(code); err == nil {
			texts = append(texts, text)
		}
	}
	h.More = nil
	if len(texts) == len(all) && len(all) > 1 {
		h.Value = Quote(strings.Join(texts, ", "))
	} else {
		h.Value = strings.Join(all, ` + ", " + `)
	}
	return h
}

// adder is the code by which a response gets a further line of a header, "" if
// it has none.
func adder(code string) string {
	add := strings.ReplaceAll(code, ".Header().Set($header, $value)", ".Header().Add($header, $value)")
	if add == code {
		return ""
	}
	return add
}

// A Site is what answers.
type Site struct {
	Node   ast.Node
	Always bool        // always with the status at hand
	Wiped  bool        // a header that was set before it does not leave
	Shared bool        // a caller may have set the header already
	Chosen []token.Pos // where the status was chosen
	// Param is the parameter that brings the status, and Path leads to it.
	Param *types.Var
	Path  string
	// Sends says which parts of what a call is given are the response and its
	// status.
	Sends func(*ast.CallExpr) (resp, status engine.Part, ok bool)
}

// Set sets a header right before what answers, on a line of its own; after it,
// where it wipes what was set before and sends nothing yet. Where other
// statuses leave there too, the line stands under a check of the status. The
// result is nil where no edit is surely safe.
func (m *Maker) Set(s Site, h Header) []analysis.TextEdit {
	return m.tried(m.fileOf(s.Node.Pos()), m.set(s, h))
}

// set is Set without a trial.
func (m *Maker) set(s Site, h Header) []analysis.TextEdit {
	if edits := m.field(s, h.joined()); m.tried(m.fileOf(s.Node.Pos()), slices.Clone(edits)) != nil {
		return edits
	}
	p := m.place(s.Node)
	if p == nil {
		return nil
	}
	to, ok := m.response(p, s)
	if !ok {
		return m.kept(p, s, h.joined())
	}
	pos := p.stmt.Pos()
	if adder(to.code) == "" {
		h = h.joined()
	}
	written := func(code, value string) string {
		return strings.NewReplacer("$response", to.expr, "$header", m.headerName(p, h.Name), "$value", value).Replace(code)
	}
	line := written(to.code, h.Value)
	lines := []string{line}
	for _, value := range h.More {
		lines = append(lines, written(adder(to.code), value))
	}
	if !m.compiles(pos, lines...) {
		return nil
	}
	if m.setAlready(p, line) {
		if s.Wiped && !p.later && m.buffered(s.Node, to) && (s.Always || m.constantStatus(s, h.Status)) {
			return m.behind(p)
		}
		return nil
	}
	if p.later {
		switch {
		case !s.Always && !m.constantStatus(s, h.Status) || s.Wiped:
			return nil
		case m.constantArgs(s.Node):
			return m.deferred(p, lines)
		case m.left(p):
			return m.before(p, lines)
		}
		return nil
	}
	bare := lines
	var more []analysis.TextEdit
	unset := ""
	if s.Shared {
		if unset = getter(to, m.headerName(p, h.Name)); unset == "" || !m.compiles(pos, unset) {
			return nil
		}
		lines = under(unset, bare)
		unset = " && " + unset
	}
	if !s.Always && !m.constantStatus(s, h.Status) {
		st, ok := m.status(p, s)
		if !ok {
			return nil
		}
		name := m.statusName(p, s.Chosen, h.Status, st.of)
		if name == "" {
			return nil
		}
		cond := st.text + " == " + name
		if st.hoisted == nil && !m.compiles(pos, cond) {
			return nil
		}
		if !m.decided(p, st.text, h.Status) {
			lines = under(cond+unset, bare)
		}
		if st.hoisted != nil {
			lines = append([]string{st.names + " := " + m.source(p.file).of(st.hoisted)}, lines...)
			more = append(more, analysis.TextEdit{Pos: st.hoisted.Pos(), End: st.hoisted.End(), NewText: []byte(st.names)})
		}
	}
	if s.Wiped {
		if !m.buffered(s.Node, to) || more != nil {
			return nil
		}
		return m.after(p, lines)
	}
	edits := m.before(p, lines)
	if edits == nil || more != nil && edits[0].Pos != edits[0].End {
		return nil
	}
	return append(edits, more...)
}

// decided tells whether a place stands in the branch of one status: in the
// clause of a switch over it, or under a comparison.
func (m *Maker) decided(p *place, status string, want int64) bool {
	s := m.source(p.file)
	same := func(e ast.Expr) bool {
		if e == nil || s.of(e) != status {
			return false
		}
		root := e
		for sel, ok := root.(*ast.SelectorExpr); ok; sel, ok = root.(*ast.SelectorExpr) {
			root = sel.X
		}
		id, ok := root.(*ast.Ident)
		if !ok {
			return false
		}
		v, ok := m.info.Uses[id].(*types.Var)
		return ok && !m.Changes(p.block, v)
	}
	for i := len(p.path) - 1; i > 1; i-- {
		switch n := p.path[i].(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		case *ast.CaseClause:
			if sw, ok := p.path[i-2].(*ast.SwitchStmt); ok && same(sw.Tag) && len(n.List) == 1 && m.isInt(n.List[0], want) {
				return true
			}
		case *ast.BlockStmt:
			if f, ok := p.path[i-1].(*ast.IfStmt); ok && f.Body == n {
				if c, ok := f.Cond.(*ast.BinaryExpr); ok && c.Op == token.EQL && same(c.X) && m.isInt(c.Y, want) {
					return true
				}
			}
		}
	}
	return false
}

// under puts lines under a condition.
func under(cond string, lines []string) []string {
	out := []string{"if " + cond + " {"}
	for _, line := range lines {
		out = append(out, "\t"+line)
	}
	return append(out, "}")
}

// setAlready tells whether the statement before a place sets the same header,
// maybe under a check: then there is more to it than the analysis sees, and the
// same edit once more would not help.
func (m *Maker) setAlready(p *place, line string) bool {
	list := statements(p.block)
	i := slices.Index(list, p.stmt)
	setter, _, _ := strings.Cut(line, "`")
	setter, _, _ = strings.Cut(setter, ", ")
	return i > 0 && strings.Contains(m.source(p.file).of(list[i-1]), setter)
}

// getter is the test that a header is not set yet, "" where the response has
// none.
func getter(to target, header string) string {
	code := strings.ReplaceAll(to.code, ".Header().Set($header, $value)", ".Header().Get($header)")
	if code == "$response.Header($header, $value)" {
		code = "$response.Writer.Header().Get($header)" // gin's
	}
	if code == to.code {
		return ""
	}
	return strings.NewReplacer("$response", to.expr, "$header", header).Replace(code) + ` == ""`
}

// buffered tells whether a response is one of a framework that sends nothing
// before the handler returns, and whether what answers leaves it at that.
func (m *Maker) buffered(n ast.Node, to target) bool {
	if c, ok := n.(*ast.CallExpr); ok {
		for _, r := range m.rows(c) {
			if r.Clear && r.Verb == model.Send {
				return false
			}
		}
	}
	return to.framework != nil && to.framework.Commit == model.AtReturn
}

// left tells whether a function returns right after the statement of a place,
// with no call on the way.
func (m *Maker) left(p *place) bool {
	list := statements(p.block)
	i := slices.Index(list, p.stmt)
	if i < 0 {
		return false
	}
	if i == len(list)-1 {
		fd, ok := p.fn().(*ast.FuncDecl)
		return ok && fd.Body == p.block
	}
	st, ok := list[i+1].(*ast.ReturnStmt)
	return ok && m.quiet(st.Results)
}

// constantArgs tells whether the arguments of a call are the same at any time.
func (m *Maker) constantArgs(n ast.Node) bool {
	c, ok := n.(*ast.CallExpr)
	return ok && !slices.ContainsFunc(c.Args, func(e ast.Expr) bool {
		if m.info.Types[e].Value != nil {
			return false
		}
		id, ok := e.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := m.info.Uses[id].(*types.Var)
		return !ok || v.Kind() != types.ParamVar || m.assigned(v)
	})
}

// assigned tells whether a parameter gets another value than its first.
func (m *Maker) assigned(v *types.Var) bool {
	file := m.fileOf(v.Pos())
	return file == nil || m.Changes(file, v)
}

// rows are those of the call that a model has.
func (m *Maker) rows(c *ast.CallExpr) []model.Row {
	switch f := syntax.Generic(c.Fun).(type) {
	case *ast.Ident:
		if fn, ok := m.info.Uses[f].(*types.Func); ok {
			return m.table.Rows(fn.Origin().FullName())
		}
	case *ast.SelectorExpr:
		fn, ok := m.info.Uses[f.Sel].(*types.Func)
		if !ok {
			return nil
		}
		if s := m.info.Selections[f]; s != nil {
			t := s.Recv()
			for _, i := range s.Index() {
				if n := named(t); n != nil && n.Obj().Pkg() != nil {
					full := n.Obj().Pkg().Path() + "." + n.Obj().Name()
					for _, name := range []string{"(*" + full + ")." + fn.Name(), "(" + full + ")." + fn.Name()} {
						if r := m.table.Rows(name); r != nil {
							return r
						}
					}
				}
				st, ok := deref(t).Underlying().(*types.Struct)
				if !ok || i >= st.NumFields() {
					break
				}
				t = st.Field(i).Type()
			}
		}
		if r := m.table.Rows(fn.Origin().FullName()); r != nil {
			return r
		}
		if fn.Name() == "WriteHeader" && len(c.Args) == 1 {
			return m.table.Rows("(net/http.ResponseWriter).WriteHeader")
		}
	}
	return nil
}

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
		return m.isInt(e, status)
	}
	for _, e := range call.Args {
		outside := func(pos token.Pos) bool { return pos < e.Pos() || e.End() <= pos }
		if m.isInt(e, status) && len(s.Chosen) > 0 && !slices.ContainsFunc(s.Chosen, outside) {
			return true
		}
	}
	if s.Sends != nil {
		if _, st, ok := s.Sends(call); ok && st.Path == "" && st.Idx >= 0 && st.Idx < len(call.Args) {
			return m.isInt(call.Args[st.Idx], status)
		}
	}
	return false
}

func (m *Maker) isInt(e ast.Expr, want int64) bool {
	tv := m.info.Types[e]
	return tv.Value != nil && m.standsFor(tv.Value, tv.Type, want)
}

// standsFor tells whether a constant is a status, or a code that stands for it.
func (m *Maker) standsFor(v constant.Value, t types.Type, want int64) bool {
	if m.coded(t) {
		return m.table.CodeStatus(typeName(t), constant.Val(v)) == want
	}
	if v.Kind() != constant.Int {
		return false
	}
	n, exact := constant.Int64Val(v)
	return exact && n == want
}

// coded tells whether constants of a type stand for statuses.
func (m *Maker) coded(t types.Type) bool { return len(m.table.Codes(typeName(t))) > 0 }

// typeName is the full name of a type, as the models have it; "" for one that
// has none.
func typeName(t types.Type) string {
	n := named(t)
	if n == nil || n.Obj().Pkg() == nil {
		return ""
	}
	return n.Obj().Pkg().Path() + "." + n.Obj().Name()
}

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
	list := statements(p.block)
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

// statusNames are the constants of net/http.
var statusNames = map[int64]string{401: "StatusUnauthorized", 403: "StatusForbidden", 407: "StatusProxyAuthRequired"}

// statusName is how a status is written in a file: as where it was chosen,
// else as the constant of a package that the file imports, else as a number. A
// code has no number: "" if the file has no constant for it.
func (m *Maker) statusName(p *place, chosen []token.Pos, status int64, of types.Type) string {
	if m.coded(of) {
		return m.codeName(p, chosen, status, of)
	}
	number := strconv.FormatInt(status, 10)
	for _, pos := range chosen {
		if pos < p.file.FileStart || p.file.FileEnd <= pos {
			continue
		}
		e := m.exprAt(p.file, pos)
		if e == nil || !m.isInt(e, status) {
			continue
		}
		if _, ok := e.(*ast.BasicLit); ok {
			return number
		}
		if text := types.ExprString(e); plain(e) && m.valueAt(p.stmt.Pos(), text) == number {
			return text
		}
	}
	literal := m.writesNumbers(p.file)
	for _, name := range m.imported(p.file, number, statusNames[status]) {
		if !literal && m.valueAt(p.stmt.Pos(), name) == number {
			return name
		}
	}
	return number
}

// codeName is how the code for a status is written in a file.
func (m *Maker) codeName(p *place, chosen []token.Pos, status int64, of types.Type) string {
	fits := func(text string) bool {
		tv, err := types.Eval(m.pass.Fset, m.pass.Pkg, p.stmt.Pos(), text)
		return err == nil && tv.Value != nil && types.Identical(tv.Type, of) && m.standsFor(tv.Value, of, status)
	}
	for _, pos := range chosen {
		if p.file.FileStart <= pos && pos < p.file.FileEnd {
			if e := m.exprAt(p.file, pos); e != nil && plain(e) && fits(types.ExprString(e)) {
				return types.ExprString(e)
			}
		}
	}
	for _, name := range m.imported(p.file, strconv.FormatInt(status, 10), "") {
		if fits(name) {
			return name
		}
	}
	return ""
}

// writesNumbers tells whether a file writes statuses as numbers and never as
// constants.
func (m *Maker) writesNumbers(file *ast.File) bool {
	numbers := false
	named := false
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if c, ok := m.info.Uses[n.Sel].(*types.Const); ok && strings.HasPrefix(c.Name(), "Status") {
				named = true
			}
		case *ast.CallExpr:
			for _, e := range n.Args {
				if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.INT && len(lit.Value) == 3 && strings.Trim(lit.Value[:1], "2345") == "" && m.rows(n) != nil {
					numbers = true
				}
			}
		}
		return !named
	})
	return numbers && !named
}

// exprAt is the largest constant expression that starts at a position.
func (m *Maker) exprAt(file *ast.File, pos token.Pos) ast.Expr {
	var found ast.Expr
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || found != nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		if e, ok := n.(ast.Expr); ok && e.Pos() == pos && m.info.Types[e].Value != nil {
			found = e
		}
		return true
	})
	return found
}

// valueAt is the constant that an expression is at a position.
func (m *Maker) valueAt(pos token.Pos, text string) string {
	tv, err := types.Eval(m.pass.Fset, m.pass.Pkg, pos, text)
	if err != nil || tv.Value == nil {
		return ""
	}
	if tv.Value.Kind() == constant.String {
		return constant.StringVal(tv.Value)
	}
	return tv.Value.ExactString()
}

// imported are the names that the models know for a constant, as a file can
// write them; those of net/http first, and fallback for it.
func (m *Maker) imported(file *ast.File, key, fallback string) []string {
	var out []string
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		name := m.importName(spec)
		if err != nil || name == "" {
			continue
		}
		if path == "net/http" && fallback != "" {
			out = append([]string{name + "." + fallback}, out...)
			continue
		}
		for _, f := range model.Builtin() {
			for _, full := range f.Names[key] {
				if q, ok := strings.CutPrefix(full, path+"."); ok && !strings.Contains(q, "/") {
					out = append(out, name+"."+q)
				}
			}
		}
	}
	return out
}

// importName is the name under which a file has an import, "" for none.
func (m *Maker) importName(spec *ast.ImportSpec) string {
	if o := m.info.PkgNameOf(spec); o != nil && o.Name() != "_" && o.Name() != "." {
		return o.Name()
	}
	return ""
}

// constants are those that are the name of a header.
type constants struct{ own, foreign []*types.Const }

// headerConstants finds the constants of the package, by name, and those of others that
// it uses, that are the name of a header.
func (m *Maker) headerConstants(header string) constants {
	if found, ok := m.headers[header]; ok {
		return found
	}
	is := func(c *types.Const) bool {
		return c.Val().Kind() == constant.String && strings.EqualFold(constant.StringVal(c.Val()), header)
	}
	var found constants
	scope := m.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		if c, ok := scope.Lookup(name).(*types.Const); ok && is(c) {
			found.own = append(found.own, c)
		}
	}
	seen := map[*types.Const]bool{}
	for _, o := range m.info.Uses {
		if c, ok := o.(*types.Const); ok && c.Pkg() != nil && c.Pkg() != m.pass.Pkg && !seen[c] && is(c) {
			seen[c] = true
			found.foreign = append(found.foreign, c)
		}
	}
	m.headers[header] = found
	return found
}

// headerName is how the name of a header is written in a file: by the constant
// that the package uses or has for it, or the framework's, else as a text.
func (m *Maker) headerName(p *place, header string) string {
	fits := func(text string) bool { return strings.EqualFold(m.valueAt(p.stmt.Pos(), text), header) }
	named := m.headerConstants(header)
	for _, c := range named.own {
		if fits(c.Name()) {
			return c.Name()
		}
	}
	// The last one in the order of names, so that the choice is always the same.
	used := ""
	for _, c := range named.foreign {
		for _, spec := range p.file.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil && path == c.Pkg().Path() && c.Exported() {
				if name := m.importName(spec); name != "" && name+"."+c.Name() > used && fits(name+"."+c.Name()) {
					used = name + "." + c.Name()
				}
			}
		}
	}
	if used != "" {
		return used
	}
	for _, name := range m.imported(p.file, header, "") {
		if fits(name) {
			return name
		}
	}
	return strconv.Quote(header)
}
