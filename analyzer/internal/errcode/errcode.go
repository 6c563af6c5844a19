// Package errcode tells for which status a code of a module's own errors stands: a
// constant, or a variable that is used as one, that a table or a switch answers with
// it, or a type of errors that one asks for. Whoever makes an error of that type, or
// puts such a code into one, chooses that status.
package errcode

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/boundary"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Fact is the 401 or 403 that a code stands for.
type Fact struct{ Status int64 }

func (*Fact) AFact() {}

func (f *Fact) String() string { return fmt.Sprintf("code of %d", f.Status) }

// FactTypes lists the facts of this package.
func FactTypes() []analysis.Fact { return []analysis.Fact{new(Fact), new(Asks)} }

// Codes are those that a package knows.
type Codes struct {
	pass  *analysis.Pass
	known map[types.Object]int64 // several is the mark of one that stands for more
	asks  map[*types.Func][]*types.TypeName
}

const several = -1

// New reads the tables, switches and comparisons of a package. What fails in one
// declaration is reported.
func New(pass *analysis.Pass, files []*ast.File, failed boundary.Report) *Codes {
	c := &Codes{pass, map[types.Object]int64{}, map[*types.Func][]*types.TypeName{}}
	for _, read := range []func(ast.Decl){c.predicate, c.decl} { // conditions ask predicates
		for _, file := range files {
			for _, d := range file.Decls {
				failed.Run(d.Pos(), syntax.DeclName(d), func() { read(d) })
			}
		}
	}
	return c
}

// decl reads a declaration.
func (c *Codes) decl(d ast.Decl) {
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			return !Fixed(n)
		case *ast.KeyValueExpr:
			c.note(n.Key, n.Value)
		case *ast.CaseClause:
			for _, e := range n.List {
				c.compared(e, nodes(n.Body)...)
			}
		case *ast.IfStmt:
			c.compared(n.Cond, n.Body)
		}
		return true
	})
}

// protocolCodes are codes of errors that stand beside a status which the protocol
// fixes, whatever HTTP has for it. Of S3's ("Error responses" in the API Reference
// of Amazon S3) these say for sure that it is spoken: rejected credentials get 403
// there, and clients read the code.
var protocolCodes = []string{"InvalidAccessKeyId", "SignatureDoesNotMatch"}

// Fixed tells whether a literal, such as a table of errors, names the codes of a
// protocol that fixes which status goes with which: nobody chooses it there.
func Fixed(table *ast.CompositeLit) bool {
	for n := range ast.Preorder(table) {
		if b, ok := n.(*ast.BasicLit); ok && b.Kind == token.STRING && slices.Contains(protocolCodes, strings.Trim(b.Value, "`\"")) {
			return true
		}
	}
	return false
}

// compared notes the codes that a condition, or a case, asks for, with what stands
// under it: a code by itself in a case, one that something is equal to, and the type
// that a call asks for. Of an "and" nothing is noted, as its other half may decide.
func (c *Codes) compared(cond ast.Expr, body ...ast.Node) {
	switch e := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		switch e.Op {
		case token.LOR:
			c.compared(e.X, body...)
			c.compared(e.Y, body...)
		case token.EQL:
			c.note(e.X, body...)
			c.note(e.Y, body...)
		}
	case *ast.CallExpr:
		for _, t := range c.askedFor(e) {
			c.stands(t, body...)
		}
	default:
		c.note(e, body...)
	}
}

// note notes what stands beside a code.
func (c *Codes) note(key ast.Expr, beside ...ast.Node) {
	if code := Code(c.pass.TypesInfo, key); code != nil {
		c.stands(code, beside...)
	}
}

// Code is the code that an expression names: a constant of a package, unless it is a
// number that may itself be a status, a variable of a package that has the type of an
// enumeration, or a type of errors; or nil.
func Code(info *types.Info, e ast.Expr) types.Object {
	if e == nil {
		return nil
	}
	if tv, ok := info.Types[e]; ok && tv.IsType() {
		return errorType(tv.Type)
	}
	id := syntax.Ident(e)
	if id == nil {
		return nil
	}
	switch o := info.Uses[id].(type) {
	case *types.Const:
		if o.Pkg() != nil && o.Parent() == o.Pkg().Scope() && !isStatus(o.Val()) {
			return o
		}
	case *types.Var:
		if o.Pkg() != nil && o.Parent() == o.Pkg().Scope() && isEnumeration(o.Type(), o.Pkg()) {
			return o
		}
	}
	return nil
}

// isEnumeration tells whether a type is a struct that only its own package can make
// values of, as one around a number or a name: variables of it are constants to
// others, as Go has none of structs. An error is none: it may be wrapped, and what is
// then compared is read with the comparison.
func isEnumeration(t types.Type, pkg *types.Package) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() != pkg || syntax.IsError(t) {
		return false
	}
	st, ok := n.Underlying().(*types.Struct)
	if !ok || st.NumFields() != 1 || st.Field(0).Exported() {
		return false
	}
	_, basic := st.Field(0).Type().Underlying().(*types.Basic)
	return basic
}

// stands notes what stands beside a code. One that is answered in several ways, or as
// anything but 401 and 403, stands for neither, whatever its name says.
func (c *Codes) stands(code types.Object, beside ...ast.Node) {
	n := c.statusIn(beside)
	switch old, ok := c.known[code]; {
	case n == 0: // nothing is said of statuses
	case ok && old != n, n != 401 && n != 403:
		c.known[code] = several
	default:
		c.known[code] = n
	}
}

func nodes(stmts []ast.Stmt) []ast.Node {
	out := make([]ast.Node, len(stmts))
	for i, st := range stmts {
		out[i] = st
	}
	return out
}

// isStatus tells whether a constant is a number that a response may have.
func isStatus(v constant.Value) bool {
	n, ok := constant.Int64Val(constant.ToInt(v))
	return v.Kind() == constant.Int && ok && n >= 100 && n < 600
}

// Status is the 401 or 403 that a code stands for, or 0.
func (c *Codes) Status(k types.Object) int64 {
	if n, ok := c.known[k]; ok {
		return max(n, 0)
	}
	var f Fact
	if k.Pkg() != nil && k.Pkg() != c.pass.Pkg && c.pass.ImportObjectFact != nil && c.pass.ImportObjectFact(k, &f) {
		return f.Status
	}
	return 0
}

// Export tells importers of the package's own codes.
func (c *Codes) Export() {
	for k, n := range c.known {
		if k.Pkg() == c.pass.Pkg && k.Exported() && n > 0 && c.pass.ExportObjectFact != nil {
			c.pass.ExportObjectFact(k, &Fact{n})
		}
	}
	c.exportAsks()
}

// statusIn is the only status that a piece of code names: 0 where it names none, and
// several where it names others too.
func (c *Codes) statusIn(nodes []ast.Node) int64 {
	var only int64
	for _, root := range nodes {
		for n := range ast.Preorder(root) {
			e, ok := n.(ast.Expr)
			if !ok || !isStatusName(e) {
				continue
			}
			v := c.pass.TypesInfo.Types[e].Value
			if v == nil || v.Kind() != constant.Int {
				continue
			}
			st, _ := constant.Int64Val(v)
			if only != 0 && only != st {
				return several
			}
			only = st
		}
	}
	return only
}

// isStatusName tells whether an expression is a number, or a name as net/http has
// for statuses.
func isStatusName(e ast.Expr) bool {
	if lit, ok := e.(*ast.BasicLit); ok {
		return lit.Kind == token.INT && len(lit.Value) == 3
	}
	sel, ok := e.(*ast.SelectorExpr)
	return ok && strings.HasPrefix(sel.Sel.Name, "Status")
}
