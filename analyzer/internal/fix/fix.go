// Package fix makes the edits that findings offer. An edit is made only where
// it is surely safe: the result compiles, is formatted, and overlaps no other
// edit. Everything else gets none.
//
// Drivers write edits as they are, without a check of the syntax, and gopls
// does not format them. So an inserted line brings its own indentation, and
// stands only where a statement may stand.
package fix

import (
	"bytes"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// frameworks are those whose idioms are used.
var frameworks = []string{"net/http", "gin"}

// Header is a header to set before a response.
type Header struct {
	Name, Value string
	Status      int64 // the status that asks for it
}

// Before sets a header right before a call that sends a response, on a line of
// its own. at are the places in the source where h.Status was chosen. Where the
// call may send other statuses as well, the line stands under a check of the
// status. The result is nil where no edit is surely safe.
func Before(pass *analysis.Pass, file *ast.File, call *ast.CallExpr, h Header, at []token.Pos) []analysis.TextEdit {
	stmt := statement(file, call)
	if stmt == nil {
		return nil
	}
	indent, eol, ok := ownLine(pass, file, stmt)
	if !ok {
		return nil
	}
	idiom := response(pass.TypesInfo, call)
	if idiom == "" {
		return nil
	}
	line := strings.NewReplacer("$header", strconv.Quote(h.Name), "$value", Quote(h.Value)).Replace(idiom)
	var text string
	switch status, constant := statusOf(pass.TypesInfo, call, h.Status, at); {
	case constant:
		text = line + eol + indent
	case status != nil && follows(file, status, at):
		name := statusName(pass.Pkg, call.Pos(), h.Status)
		text = "if " + status.Name() + " == " + name + " {" + eol + indent + "\t" + line + eol + indent + "}" + eol + indent
	default:
		return nil
	}
	return []analysis.TextEdit{{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte(text)}}
}

// Literal replaces the text of a string literal.
func Literal(pass *analysis.Pass, file *ast.File, lit *ast.BasicLit, value string) []analysis.TextEdit {
	if lit.Kind != token.STRING || !editable(pass, file) {
		return nil
	}
	text := Quote(value)
	if lit.Value[0] == '"' && !strings.ContainsAny(value, "\"\\") {
		text = strconv.Quote(value) // as it was
	}
	return []analysis.TextEdit{{Pos: lit.Pos(), End: lit.End(), NewText: []byte(text)}}
}

// Quote writes a text as a Go literal, without escapes where it can.
func Quote(s string) string {
	if strings.ContainsAny(s, "\"\\") && strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// statement is the statement that a call makes up alone, as an expression, the
// result of a return, or what is assigned to nothing; nil where that statement
// is not one of a list, so that no other can stand before it.
func statement(file *ast.File, call *ast.CallExpr) ast.Stmt {
	var stack []ast.Node
	var found ast.Stmt
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return false
		}
		if n == call && len(stack) >= 2 {
			stmt, ok := stack[len(stack)-1].(ast.Stmt)
			if ok && whole(stmt, call) && slices.Contains(list(stack[len(stack)-2]), stmt) {
				found = stmt
			}
		}
		if call.Pos() < n.Pos() || n.End() < call.End() {
			return false
		}
		stack = append(stack, n)
		return true
	})
	return found
}

func whole(stmt ast.Stmt, call *ast.CallExpr) bool {
	switch s := stmt.(type) {
	case *ast.ExprStmt:
		return s.X == call
	case *ast.ReturnStmt:
		return len(s.Results) == 1 && s.Results[0] == call
	case *ast.AssignStmt:
		blank := func(e ast.Expr) bool { id, ok := e.(*ast.Ident); return ok && id.Name == "_" }
		return s.Tok == token.ASSIGN && len(s.Rhs) == 1 && s.Rhs[0] == call &&
			!slices.ContainsFunc(s.Lhs, func(e ast.Expr) bool { return !blank(e) })
	}
	return false
}

// list are the statements that stand in a node one after the other.
func list(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

// directive is a comment that means the line below it: a line put between
// would take it away.
var directive = regexp.MustCompile(`^//(\s*(nolint|#nosec)\b|[a-z]+:\S)`)

// ownLine tells whether a statement is the first on its line, and how the line
// is indented and ended.
func ownLine(pass *analysis.Pass, file *ast.File, stmt ast.Stmt) (indent, eol string, ok bool) {
	if !editable(pass, file) {
		return "", "", false
	}
	tf := pass.Fset.File(file.FileStart)
	src, err := pass.ReadFile(tf.Name())
	if err != nil || len(src) != tf.Size() {
		return "", "", false // changed since it was parsed
	}
	before := src[:tf.Offset(stmt.Pos())]
	start := bytes.LastIndexByte(before, '\n') + 1
	if indent = string(before[start:]); strings.Trim(indent, "\t ") != "" || start == 0 {
		return "", "", false
	}
	eol = "\n"
	above := before[:start-1]
	if bytes.HasSuffix(above, []byte("\r")) {
		eol = "\r\n"
	}
	above = bytes.TrimSpace(above[bytes.LastIndexByte(above, '\n')+1:])
	return indent, eol, !directive.Match(above)
}

// editable tells whether the text of a file is what its author wrote, and
// where the compiler looks for it.
func editable(pass *analysis.Pass, file *ast.File) bool {
	tf := pass.Fset.File(file.FileStart)
	if tf == nil || pass.ReadFile == nil || ast.IsGenerated(file) {
		return false
	}
	for _, spec := range file.Imports {
		if spec.Path.Value == `"C"` {
			return false
		}
	}
	// A //line comment, as cgo and generators write it.
	return strings.HasSuffix(tf.Name(), ".go") && !strings.HasSuffix(tf.Name(), ".cgo1.go") &&
		pass.Fset.Position(file.Name.Pos()) == pass.Fset.PositionFor(file.Name.Pos(), false) &&
		pass.Fset.Position(file.FileEnd) == pass.Fset.PositionFor(file.FileEnd, false)
}

// response is the idiom for the response of a call, with the response filled
// in: the receiver or an argument, the only one that is a response. Its
// expression is written a second time, so it must call nothing.
func response(info *types.Info, call *ast.CallExpr) string {
	exprs := call.Args
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && info.Selections[sel] != nil {
		exprs = append([]ast.Expr{sel.X}, exprs...)
	}
	found := ""
	for _, e := range exprs {
		code := idiom(info.TypeOf(e))
		if code == "" {
			continue
		}
		if found != "" || !plain(e) {
			return ""
		}
		found = strings.ReplaceAll(code, "$response", types.ExprString(e))
	}
	return found
}

// idiom is how a header is set on a response of a type, "" if that is none.
func idiom(t types.Type) string {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return ""
	}
	name := n.Obj().Pkg().Path() + "." + n.Obj().Name()
	switch name {
	case "net/http.Response":
		return "" // not sent by a call
	case "github.com/gin-gonic/gin.ResponseWriter":
		name = "net/http.ResponseWriter" // which it embeds
	}
	for _, f := range known() {
		for _, i := range f.Idioms {
			if i.Type == name {
				return i.Code
			}
		}
	}
	return ""
}

func known() []*model.Framework {
	var out []*model.Framework
	for _, f := range model.Builtin() {
		if slices.Contains(frameworks, f.Name) {
			out = append(out, f)
		}
	}
	return out
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

// statusOf tells whether a call always sends a status, or else names the
// variable that it takes its status from.
func statusOf(info *types.Info, call *ast.CallExpr, status int64, at []token.Pos) (variable *types.Var, always bool) {
	is := func(e ast.Expr) bool {
		v := info.Types[e].Value
		if v == nil || v.Kind() != constant.Int {
			return false
		}
		n, exact := constant.Int64Val(v)
		return exact && n == status
	}
	for _, e := range call.Args {
		outside := func(pos token.Pos) bool { return pos < e.Pos() || e.End() <= pos }
		if is(e) && len(at) > 0 && !slices.ContainsFunc(at, outside) {
			return nil, true
		}
	}
	e := statusArg(info, call)
	if e == nil {
		return nil, false
	}
	if is(e) {
		return nil, true
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return nil, false
	}
	if v, ok := info.Uses[id].(*types.Var); ok && types.Identical(v.Type(), types.Typ[types.Int]) {
		return v, false
	}
	return nil, false
}

// follows tells whether the analysis is sure to see that a check of a variable
// covers the statuses that it holds: a parameter, or a variable that gets them
// in its own function. What a call returned is not always told apart, and the
// finding would come again.
func follows(file *ast.File, v *types.Var, at []token.Pos) bool {
	if v.Kind() == types.ParamVar {
		return true
	}
	for _, d := range file.Decls {
		if d.Pos() <= v.Pos() && v.Pos() < d.End() {
			return !slices.ContainsFunc(at, func(pos token.Pos) bool { return pos < d.Pos() || d.End() <= pos })
		}
	}
	return false
}

// statusArg is the argument by which a call of a framework gets its status.
func statusArg(info *types.Info, call *ast.CallExpr) ast.Expr {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	fn, ok := info.Uses[sel.Sel].(*types.Func)
	if !ok || call.Ellipsis.IsValid() {
		return nil
	}
	name := fn.FullName()
	for _, f := range known() {
		for _, r := range f.Rows {
			if r.Symbol == name && (r.Verb == model.Send || r.Verb == model.Record) &&
				r.Status.Kind == model.Index && r.Status.Text == "" && r.Status.N < len(call.Args) {
				return call.Args[r.Status.N]
			}
		}
	}
	return nil
}

// statusName is how a status can be written at a position: as the constant of
// net/http where the file has it under its own name, else as a number.
func statusName(pkg *types.Package, pos token.Pos, status int64) string {
	if in := pkg.Scope().Innermost(pos); in != nil {
		_, obj := in.LookupParent("http", pos)
		if p, ok := obj.(*types.PkgName); ok && p.Imported().Path() == "net/http" {
			switch status {
			case 401:
				return "http.StatusUnauthorized"
			case 407:
				return "http.StatusProxyAuthRequired"
			}
		}
	}
	return strconv.FormatInt(status, 10)
}
