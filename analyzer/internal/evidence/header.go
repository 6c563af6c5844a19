package evidence

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

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
	return syntax.TypeName(t) == "net/http.Header"
}

// wrongCredential is what a credential of the header says that is not as it
// should be.
func wrongCredential(e ast.Expr) outcomeOf {
	return failed(Finding{Subject: Credential, Test: Rejected, Strong: true, Sent: true, What: credRejected, From: exprText(e), Node: e})
}
