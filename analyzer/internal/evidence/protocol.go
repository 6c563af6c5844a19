package evidence

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// protocolCodes are codes of errors that stand beside a status which the protocol
// fixes, whatever HTTP has for it. Of S3's ("Error responses" in the API Reference
// of Amazon S3) these say for sure that it is spoken: rejected credentials get 403
// there, and clients read the code.
var protocolCodes = []string{"InvalidAccessKeyId", "SignatureDoesNotMatch"}

// fixedByProtocol tells whether a status stands in a literal, such as a table of
// errors, that names the codes of such a protocol.
func fixedByProtocol(path []ast.Node) bool {
	at := slices.IndexFunc(path, func(n ast.Node) bool { _, ok := n.(*ast.CompositeLit); return ok })
	if at < 0 {
		return false
	}
	for n := range ast.Preorder(path[at]) {
		if b, ok := n.(*ast.BasicLit); ok && b.Kind == token.STRING && slices.Contains(protocolCodes, strings.Trim(b.Value, "`\"")) {
			return true
		}
	}
	return false
}
