package evidence

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

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

// isHeader tells whether a type holds the headers of a request, or what takes
// their place: a named map from names to lists, as http.Header is, gRPC's
// metadata and a parsed query.
func isHeader(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	m, ok := n.Underlying().(*types.Map)
	return ok && syntax.IsString(m.Key()) && types.Identical(m.Elem(), types.NewSlice(types.Typ[types.String]))
}

// onlyCredentials tells whether a call gives the headers of a request, of which
// the function around it reads credentials and nothing else: that there are none
// means that nothing was sent to show who asks.
func onlyCredentials(j *Judge, c *ast.CallExpr) bool {
	fd := j.declOf(c.Pos())
	if fd == nil || !isHeader(resultType(j.info, c, 0)) || len(c.Args) != 1 || !isRequestLike(j.info.TypeOf(c.Args[0])) {
		return false
	}
	found, others := false, false
	ast.Inspect(fd, func(n ast.Node) bool {
		var of, key ast.Expr
		switch n := n.(type) {
		case *ast.IndexExpr:
			of, key = n.X, n.Index
		case *ast.CallExpr:
			if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok && len(n.Args) == 1 {
				of, key = sel.X, n.Args[0]
			}
		}
		if of != nil {
			if from, _ := j.defs.Call(of, of.Pos()); from == c {
				found = true
				others = others || !j.credentialKey(key)
			}
		}
		return true
	})
	return found && !others
}

// wrongCredential is what a credential of the header says that is not as it
// should be.
func wrongCredential(e ast.Expr) outcomeOf {
	return failed(Finding{Subject: Credential, Test: Rejected, Strong: true, Sent: true, What: credRejected, From: exprText(e), Node: e})
}
