package engine

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"
	"unicode"

	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// tidies tells whether a call of an interface's method is given the response and
// not the request, and returns nothing: it has nothing to judge by and answers
// nobody, as one that clears a session's cookie. The header stays as it is,
// unless the method's name or its type's says otherwise.
func (in *interp) tidies(c *ast.CallExpr) bool {
	f := syntax.Callee(in.info, c)
	if f == nil || f.Signature().Recv() == nil || !types.IsInterface(f.Signature().Recv().Type()) || f.Signature().Results().Len() > 0 || in.Credential == nil {
		return false
	}
	sig := f.Signature()
	for v := range sig.Params().Variables() {
		if roles.IsRequest(v.Type()) || roles.IsHeader(v.Type()) || syntax.IsInt(v.Type()) || syntax.IsError(v.Type()) {
			return false // it may answer
		}
	}
	if in.Credential(f.Name()) {
		return false
	}
	names := []string{f.Name()}
	if n := syntax.NamedOf(sig.Recv().Type()); n != nil {
		names = append(names, n.Obj().Name())
	}
	for _, name := range names {
		for _, w := range answerWords {
			if strings.Contains(strings.ToLower(name), w) {
				return false
			}
		}
	}
	return true
}

// answerWords are parts of names of what answers, or sets the header.
var answerWords = []string{"auth", "challenge", "deny", "error", "fail", "forbid", "handle", "header", "redirect", "refuse", "reject", "render", "respon", "send", "serve", "write"}

// bodyCode tells whether a constant is one of a family of codes of which others
// are no statuses: such codes are written into bodies.
func bodyCode(c *types.Const) bool {
	if c.Pkg() == nil || c.Parent() != c.Pkg().Scope() {
		return false
	}
	family := firstWord(c.Name())
	for _, name := range c.Pkg().Scope().Names() {
		o, ok := c.Pkg().Scope().Lookup(name).(*types.Const)
		if !ok || o.Val().Kind() != constant.Int || !types.Identical(o.Type(), c.Type()) || firstWord(name) != family {
			continue
		}
		if n, exact := constant.Int64Val(o.Val()); exact && n > 999 {
			return true
		}
	}
	return false
}

// firstWord is a name up to its second capital.
func firstWord(name string) string {
	for i, r := range name {
		if i > 0 && unicode.IsUpper(r) {
			return name[:i]
		}
	}
	return name
}

// givesBodyCode tells whether an expression takes a 401 or 403 from such a family.
func (p *pkg) givesBodyCode(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found {
			c, ok := p.info.Uses[id].(*types.Const)
			if ok && c.Val().Kind() == constant.Int {
				n, _ := constant.Int64Val(c.Val())
				found = (n == 401 || n == 403) && bodyCode(c)
			}
		}
		return !found
	})
	return found
}
