package evidence

import (
	"go/ast"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/errcode"
)

// fixedByProtocol tells whether a status stands in a literal whose statuses a
// protocol fixes.
func fixedByProtocol(path []ast.Node) bool {
	at := slices.IndexFunc(path, func(n ast.Node) bool { _, ok := n.(*ast.CompositeLit); return ok })
	return at >= 0 && errcode.Fixed(path[at].(*ast.CompositeLit))
}
