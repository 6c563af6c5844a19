package rule

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/know"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

const idMiddleware = "middleware-challenge"

// MiddlewareChallenge is the rule middleware-challenge.
var MiddlewareChallenge = &Rule{
	ID:       idMiddleware,
	Check:    middlewareChallenge,
	Lacks:    true,
	Group:    GroupChallenge,
	InCallee: true,
	Confirms: func(challenge, problem string) bool { return challenge == "" || problem != "" },
	Title:    "An authentication middleware whose own 401 carries no challenge, or a malformed one",
	Doc: ticks(`
Many ready-made authentication middlewares answer 401 without WWW-Authenticate: of 64 that were run with their default error handling, 38 send none, two of them only where a validator answers, and 8 send a malformed one. The server's own code never names the status, so nothing in it looks wrong.

The finding stands at the call that makes the middleware, or, where that is a method of an object, at the first use of the object, and says how that one is told to send a challenge. The table of middlewares holds for the version it names; import paths tell major versions apart.
`),
	Before: ticks(`

func routes(e *echo.Echo) {
	e.Use(middleware.KeyAuth(validKey))
}
`),
	After: ticks(`

func routes(e *echo.Echo) {
	e.Use(middleware.KeyAuthWithConfig(middleware.KeyAuthConfig{
		Validator: validKey,
		ErrorHandler: func(err error, c echo.Context) error {
			c.Response().Header().Set("WWW-Authenticate", ~Bearer realm="api"~)
			return echo.ErrUnauthorized
		},
	}))
}
`),
	RFC: "RFC 9110 §11.6.1 and §15.5.2",
	Fix: ticks(`
None: what to configure differs, and the message names it.
`),
	Silent: ticks(`
Silent when:

- this call configures an error handler, an unauthorized callback or whatever the middleware has for it, or the package does and the call does not tell; but a callback that is asked when the header is set already, as gin-jwt's, counts only if it sends another status than it is given, or comes from another package;
- the configuration, or an option, comes from somewhere that can't be seen;
- what the middleware asks says yes to everybody, as a validator's function that always returns nil;
- the package mentions WWW-Authenticate, as in an error handler or a middleware around this one, but not where it configures another use;
- errors go to a central error handler that is made in another package;
- the middleware is one of a file that is generated, or a test; but a server that is handed to a function there, or in another package, is reported where it is made, if that can be seen.
`),
}

// middlewareChallenge finds middlewares that are used with their default error
// handling.
func middlewareChallenge(p *Package) []analysis.Diagnostic {
	byCall := map[string]*know.Middleware{}
	for _, m := range know.Middlewares() {
		for _, c := range m.Calls {
			if imported(p.Pass.Pkg, c) {
				byCall[c] = m
			}
		}
	}
	if len(byCall) == 0 {
		return nil
	}
	var out []analysis.Diagnostic
	instances := map[string]int{}
	for _, u := range p.defaultUses(byCall) {
		if u.instance != "" {
			if i, again := instances[u.instance]; again {
				if len(out[i].Related) < maxRelated {
					out[i].Related = append(out[i].Related, analysis.RelatedInformation{Pos: u.node.Pos(), End: u.node.End(), Message: "and here"})
				}
				continue
			}
			instances[u.instance] = len(out)
		}
		st := u.row.Status
		h, rfc := header(st)
		what := "without " + h
		if u.row.Sends != "" {
			what, rfc = "with a malformed challenge, "+u.row.Sends, "RFC 9110 §11.6.1"
		}
		out = append(out, diagnostic(idMiddleware, u.node, "%d [middleware-challenge]: %s answers %d %s (seen with %s): %s (%s)", st, u.name, st, what, u.row.Version, u.row.Advice, rfc))
	}
	return out
}

// A middlewareUse is one of a middleware that has its default error handling.
type middlewareUse struct {
	row      *know.Middleware
	node     ast.Node
	name     string
	instance string // whose method it is, where one setting mends all its uses
}

// defaultUses lists the uses that leave a middleware its default error handling.
func (p *Package) defaultUses(byCall map[string]*know.Middleware) []middlewareUse {
	mentioned := p.mentionsChallenge(byCall)
	uses := p.usesOf()
	out := p.handedMiddlewares(byCall, mentioned, uses)
	for _, file := range p.Pass.Files {
		if p.skip(file) {
			continue
		}
		called := map[*ast.Ident]*ast.CallExpr{}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if id := calledIdent(n); id != nil {
					called[id] = n
				}
			case *ast.CompositeLit:
				if u := p.literalUse(n, byCall); u != nil && !mentioned["WWW-Authenticate"] {
					out = append(out, *u)
				}
			}
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			f, ok := p.Pass.TypesInfo.Uses[id].(*types.Func)
			if !ok {
				return true
			}
			m := byCall[f.FullName()]
			if m == nil {
				return true
			}
			h, _ := header(m.Status)
			if p.idle(m, called[id]) || mentioned[h] || !p.stands(m, file) || !p.leaves(m, called[id]) {
				return true
			}
			here, told := p.usesIn(called[id], m, f)
			if !told {
				here = uses
			}
			here.own = uses.own
			for _, n := range m.Central {
				here.funcs[n], here.fields[n] = uses.funcs[n], uses.fields[n]
			}
			if !here.leave(m) {
				return true
			}
			u := middlewareUse{row: m, node: id, name: f.Pkg().Name() + "." + f.Name()}
			if len(m.Options) == 0 {
				u.instance = p.instance(id)
			}
			if c := called[id]; c != nil {
				if len(m.Fields)+len(m.Options) > 0 && !p.inView(c, f) {
					return true
				}
				u.node, u.name = c, types.ExprString(c.Fun)
			} else if !wraps(f.Signature()) && !m.Value {
				return true // a value that may make one some day
			}
			out = append(out, u)
			return true
		})
	}
	return out
}

// instance names the object whose method an identifier selects: the variable,
// the field or the call that it comes from. "" where none is named.
func (p *Package) instance(id *ast.Ident) string {
	path := syntax.PathTo(p.file(id.Pos()), id.Pos())
	if len(path) < 2 {
		return ""
	}
	sel, ok := path[len(path)-2].(*ast.SelectorExpr)
	if !ok || sel.Sel != id || p.Pass.TypesInfo.Selections[sel] == nil {
		return ""
	}
	if o := p.object(sel.X); o != nil {
		return fmt.Sprint(o.Pos(), o.Name())
	}
	return ""
}

// leave tells whether a package that uses these things leaves a middleware its
// default error handling.
func (u usesOf) leave(m *know.Middleware) bool {
	any := func(names []string, own map[string]bool) bool {
		for _, n := range names {
			if (u.funcs[n] || u.fields[n]) && !own[n] {
				return true
			}
		}
		return false
	}
	// A callback of this package that sends the status it is given leaves the
	// challenge as it is: the package mentions none.
	var same map[string]bool
	if m.Early {
		same = u.same
	}
	if any(m.Fields, same) || any(m.Options, nil) {
		return false
	}
	for _, n := range m.Central {
		if (u.funcs[n] || u.fields[n]) && !u.own[n] {
			return false
		}
	}
	return true
}

// mentionsChallenge lists the headers that a package names, outside of what
// configures one of these middlewares: that is how to answer there, and says
// nothing of other uses.
func (p *Package) mentionsChallenge(byCall map[string]*know.Middleware) map[string]bool {
	info := p.Pass.TypesInfo
	var within []*ast.CallExpr
	for id, o := range info.Uses {
		if f, ok := o.(*types.Func); ok && byCall[f.FullName()] != nil {
			for _, n := range syntax.PathTo(p.file(id.Pos()), id.Pos()) {
				if c, ok := n.(*ast.CallExpr); ok && calledIdent(c) == id {
					within = append(within, c)
				}
			}
		}
	}
	out := map[string]bool{}
	for e, tv := range info.Types {
		if tv.Value == nil || tv.Value.Kind() != constant.String {
			continue
		}
		for _, st := range []int64{401, 407} {
			if h, _ := header(st); strings.EqualFold(constant.StringVal(tv.Value), h) &&
				!slices.ContainsFunc(within, func(c *ast.CallExpr) bool { return c.Pos() <= e.Pos() && e.Pos() < c.End() }) {
				out[h] = true
			}
		}
	}
	return out
}
