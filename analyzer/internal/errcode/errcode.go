// Package errcode tells for which status a code of a module's own errors stands: a
// constant that a table or a switch of its package answers with it. Whoever puts such
// a code into an error chooses that status.
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

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Fact is the 401 or 403 that a constant stands for.
type Fact struct{ Status int64 }

func (*Fact) AFact() {}

func (f *Fact) String() string { return fmt.Sprintf("code of %d", f.Status) }

// FactTypes lists the facts of this package.
func FactTypes() []analysis.Fact { return []analysis.Fact{new(Fact)} }

// Codes are those that a package knows.
type Codes struct {
	pass  *analysis.Pass
	known map[*types.Const]int64 // several is the mark of one that stands for more
}

const several = -1

// New reads the tables, switches and comparisons of a package.
func New(pass *analysis.Pass, files []*ast.File) *Codes {
	c := &Codes{pass, map[*types.Const]int64{}}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				return !Fixed(n)
			case *ast.KeyValueExpr:
				c.note(n.Key, n.Value)
			case *ast.CaseClause:
				for _, e := range n.List {
					c.note(e, nodes(n.Body)...)
				}
			case *ast.IfStmt:
				c.compared(n.Cond, n.Body)
			}
			return true
		})
	}
	return c
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

// compared notes the codes that a condition asks for, with what stands under it.
func (c *Codes) compared(cond ast.Expr, body ast.Node) {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	switch {
	case ok && b.Op == token.LOR:
		c.compared(b.X, body)
		c.compared(b.Y, body)
	case ok && b.Op == token.EQL:
		c.note(b.X, body)
		c.note(b.Y, body)
	}
}

// note notes what stands beside a code. A number that may itself be a status is none.
// One that is answered in several ways, or as anything but 401 and 403, stands for
// neither, whatever its name says.
func (c *Codes) note(key ast.Expr, beside ...ast.Node) {
	id := syntax.Ident(key)
	if id == nil {
		return
	}
	k, ok := c.pass.TypesInfo.Uses[id].(*types.Const)
	if !ok || k.Pkg() == nil || k.Parent() != k.Pkg().Scope() || isStatus(k.Val()) {
		return
	}
	n := c.statusIn(beside)
	switch old, ok := c.known[k]; {
	case n == 0: // nothing is said of statuses
	case ok && old != n, n != 401 && n != 403:
		c.known[k] = several
	default:
		c.known[k] = n
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

// Status is the 401 or 403 that a constant stands for, or 0.
func (c *Codes) Status(k *types.Const) int64 {
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
