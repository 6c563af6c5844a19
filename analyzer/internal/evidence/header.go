package evidence

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// sentCredential tells whether an expression is a credential as the request's
// header has it, or a part of that: read here, or kept in a variable.
func (j *Judge) sentCredential(e ast.Expr, depth int) bool {
	if depth > 3 {
		return false
	}
	switch e := ast.Unparen(j.stripped(e)).(type) {
	case *ast.Ident:
		for _, o := range j.defs.Of(e, e.Pos()) {
			if o.Expr != nil && o.Index == 0 && j.sentCredential(o.Expr, depth+1) {
				return true
			}
		}
	case *ast.SliceExpr:
		return j.sentCredential(e.X, depth)
	case *ast.IndexExpr:
		if isHeader(j.info.TypeOf(e.X)) {
			return j.credentialKey(e.Index)
		}
		return j.sentCredential(e.X, depth)
	case *ast.CallExpr:
		return j.readsHeader(e)
	}
	return false
}

// readsHeader tells whether a call reads a credential from the header.
func (j *Judge) readsHeader(c *ast.CallExpr) bool {
	f := syntax.Callee(j.info, c)
	if f == nil || len(c.Args) != 1 {
		return false
	}
	row := j.callRow(c, f.Origin())
	return row != nil && row.Fails == onZero && row.Arg == "authorization" && j.credentialKey(c.Args[0])
}

// credentialKey tells whether a constant is the name of a header that only
// credentials are sent in. Those of webhooks bear the name of their sender.
func (j *Judge) credentialKey(e ast.Expr) bool {
	v := j.constOf(e)
	if v == nil || v.Kind() != constant.String {
		return false
	}
	return KeepsCredential(constant.StringVal(v))
}

// KeepsCredential tells whether a header, cookie or field of that name is where
// credentials are sent.
func KeepsCredential(key string) bool {
	if strings.EqualFold(key, "authorization") {
		return true
	}
	ws := split(key)
	if !speak(ws).credential {
		return false
	}
	for _, w := range ws {
		if !speak([]string{w}).credential && !in(wordsKeyed, []string{w}) {
			return false
		}
	}
	return true
}

func isHeader(t types.Type) bool {
	if t == nil {
		return false
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "net/http" && n.Obj().Name() == "Header"
}

// wrongCredential is what a credential of the header says that is not as it
// should be.
func wrongCredential(e ast.Expr) outcomeOf {
	return failed(Finding{Subject: Credential, Test: Rejected, Strong: true, Sent: true, What: credRejected, From: exprText(e), Node: e})
}

// malformed tells what a call of a function on texts says, where it is handed a
// credential of the header and asks for its scheme.
func (j *Judge) malformed(c *ast.CallExpr, f *types.Func) bool {
	switch j.names.Of(f) {
	case "strings.HasPrefix", "strings.CutPrefix", "strings.EqualFold", "strings.Contains", "strings.Cut":
		return len(c.Args) == 2 && j.constOf(c.Args[1]) != nil && j.sentCredential(c.Args[0], 0)
	}
	return false
}

// differs tells whether two sides are a credential of the header and what it
// should be.
func (j *Judge) differs(e *ast.BinaryExpr, x, y ast.Expr) bool {
	return (e.Op == token.EQL || e.Op == token.NEQ) && (j.sentCredential(x, 0) || j.sentCredential(y, 0))
}
