package rule

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/fix"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// value is a challenge of a scheme as Go code: one that the package declares or
// sets already, nearest first, else one with a realm of its own.
func (p *Package) value(scheme, header string, rejected bool, at ast.Node) string {
	suffix := ""
	if rejected {
		suffix = `, error="invalid_token"`
	}
	behind := func(code string) string {
		if suffix == "" {
			return code
		}
		return code + " + " + fix.Quote(suffix)
	}
	if code := p.declaredChallenge(scheme); code != "" {
		return behind(code)
	}
	text, code := p.repeated(scheme, header, at)
	if scheme == "Bearer" && p.mcp().registry && code == "" && !strings.Contains(text, "://") {
		return "" // the address of a token service can't be made up
	}
	if scheme == "Bearer" && header == "WWW-Authenticate" && p.servesMCP() && !strings.Contains(text+code, "resource_metadata") && !p.issuesTokens(at.Pos()) {
		if metadata := p.metadataURL(at); metadata != "" {
			return fix.Quote(`Bearer resource_metadata="https://`) + " + " + metadata + " + " + fix.Quote(p.metadataPath()+`"`+suffix)
		}
	}
	switch {
	case text != "":
		return fix.Quote(text + suffix)
	case code != "":
		return behind(code)
	case scheme == "DPoP":
		return fix.Quote(`DPoP algs="ES256"`)
	}
	if realm := p.usedRealm(scheme); realm != "" {
		return fix.Quote(scheme + ` realm="` + realm + `"` + suffix)
	}
	if name := p.realmConstant(); name != "" {
		return fix.Quote(scheme+` realm="`) + "+" + name + "+" + fix.Quote(`"`+suffix)
	}
	return fix.Quote(scheme + ` realm="` + p.service() + `"` + suffix)
}

// maxRepeated bounds the challenges that are looked at.
const maxRepeated = 50

// repeated is the challenge of a scheme that the package sets nearest to a
// place, without what speaks of one failure alone: its text where that is
// constant, else the expression, where that means the same at the place.
func (p *Package) repeated(scheme, header string, at ast.Node) (text, code string) {
	best := 0
	decl, file := p.enclosingDecl(at.Pos()), p.file(at.Pos())
	for _, u := range p.Challenges[:min(len(p.Challenges), maxRepeated)] {
		f := p.file(u.Node.Pos())
		if !strings.EqualFold(u.Key, header) || f == nil || IsTest(p.Pass.Fset, f) {
			continue
		}
		near := 1
		switch {
		case decl != nil && decl.Pos() <= u.Node.Pos() && u.Node.Pos() < decl.End():
			near = 3
		case f == file:
			near = 2
		}
		if near <= best {
			continue
		}
		switch u.Value.Kind {
		case engine.AtomStr:
			if !strings.HasPrefix(strings.ToLower(u.Value.Str), strings.ToLower(scheme)) {
				continue
			}
			if t := p.generalOnce(u.Value.Str, scheme, near == 3); t != "" {
				text, code, best = t, "", near
			}
		case engine.AtomFormat:
			if name, _, _ := strings.Cut(u.Value.Str, " "); !strings.EqualFold(name, scheme) || strings.Contains(u.Value.Str, "error") ||
				len(challenge.CheckPartial(parts(u.Value.Str, true), 401)) > 0 {
				continue
			}
			if e := p.valueSet(u.Node); e != nil && p.meansSame(e, at.Pos()) {
				text, code, best = "", types.ExprString(e), near
			}
		}
	}
	return text, code
}

// generalOnce is general, asked once for each text.
func (p *Package) generalOnce(value, scheme string, here bool) string {
	key := generalKey{value, scheme, here}
	out, ok := p.index.general[key]
	if !ok {
		out = general(value, scheme, here)
		p.index.general[key] = out
	}
	return out
}

// A generalKey is what general is asked.
type generalKey struct {
	value, scheme string
	here          bool
}

// general is the text of a challenge without what speaks of one failure, and
// elsewhere without its scope; "" if it is of another scheme, or wrong.
func general(value, scheme string, here bool) string {
	cs, err := challenge.Parse(value)
	if err != nil || len(cs) != 1 || !strings.EqualFold(cs[0].Scheme, scheme) || len(challenge.Check(value, 0)) > 0 {
		return ""
	}
	c := cs[0]
	c.Params = slices.DeleteFunc(slices.Clone(c.Params), func(q challenge.Param) bool {
		name := strings.ToLower(q.Name)
		return strings.HasPrefix(name, "error") || name == "scope" && !here
	})
	if len(c.Params) == 0 || c.Token68 != "" {
		return ""
	}
	if len(c.Params) == len(cs[0].Params) {
		return value
	}
	return c.String()
}

// valueSet is the expression that a call or an assignment sets a header to.
func (p *Package) valueSet(n ast.Node) ast.Expr {
	switch n := n.(type) {
	case *ast.CallExpr:
		if len(n.Args) == 2 && !n.Ellipsis.IsValid() {
			return n.Args[1]
		}
	case *ast.AssignStmt:
		if len(n.Rhs) == 1 {
			if _, ok := n.Rhs[0].(*ast.BinaryExpr); ok {
				return n.Rhs[0]
			}
		}
	}
	return nil
}

// meansSame tells whether an expression means the same at another place: what
// it names is seen there, no variable in it gets a second value, and it calls
// nothing but what puts texts together.
func (p *Package) meansSame(e ast.Expr, at token.Pos) bool {
	in := p.Pass.Pkg.Scope().Innermost(at)
	if in == nil {
		return false
	}
	same := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			same = false
		case *ast.CallExpr:
			f := syntax.Callee(p.Pass.TypesInfo, n)
			same = same && (p.Pass.TypesInfo.Types[n.Fun].IsType() || f != nil && f.Pkg() != nil && slices.Contains([]string{"fmt", "strconv", "strings"}, f.Pkg().Path()))
		case *ast.SelectorExpr:
			if p.Pass.TypesInfo.Selections[n] == nil {
				id, ok := n.X.(*ast.Ident)
				name, isPkg := p.Pass.TypesInfo.Uses[id].(*types.PkgName)
				if !ok || !isPkg {
					same = false
					return false
				}
				_, there := in.LookupParent(id.Name, at)
				q, isPkg := there.(*types.PkgName)
				same = same && isPkg && q.Imported() == name.Imported()
				return false
			}
			ast.Inspect(n.X, func(m ast.Node) bool {
				if id, ok := m.(*ast.Ident); ok {
					same = same && p.seenAt(id, in, at)
				}
				return same
			})
			return false
		case *ast.Ident:
			same = same && p.seenAt(n, in, at)
		}
		return same
	})
	return same
}

// seenAt tells whether a name stands for the same object in a scope, and the
// object for the same value.
func (p *Package) seenAt(id *ast.Ident, in *types.Scope, at token.Pos) bool {
	o := p.Pass.TypesInfo.Uses[id]
	if o == nil {
		return false
	}
	if _, there := in.LookupParent(id.Name, at); there != o {
		return false
	}
	v, ok := o.(*types.Var)
	if !ok || v.Kind() == types.PackageVar || v.Kind() == types.FieldVar {
		return true
	}
	return (v.Kind() == types.ParamVar || v.Kind() == types.RecvVar) && !p.fixes.Changes(p.file(v.Pos()), v)
}
