package rule

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/know"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
)

// Servers of the Model Context Protocol tell clients by resource_metadata where
// tokens come from (MCP 2025-06-18, RFC 9728 §5.1).

// wellKnown is where the metadata of a protected resource stands (RFC 9728 §3).
const wellKnown = "/.well-known/oauth-protected-resource"

// mcpUse is what a package has to do with the protocol.
type mcpUse struct {
	library  bool   // it imports one that serves it
	serves   bool   // it does, or names the path of the metadata
	path     string // of the metadata, where the package names one
	registry bool   // it is a registry of containers, whose realm is an address
}

// servesMCP tells whether a package serves the protocol, or the metadata of a
// protected resource, which asks for the same.
func (p *Package) servesMCP() bool { return p.mcp().serves }

// metadataPath is the path of the metadata.
func (p *Package) metadataPath() string {
	if path := p.mcp().path; path != "" {
		return path
	}
	return wellKnown
}

// findMCP looks through the files, tests aside.
func (p *Package) findMCP() (use mcpUse) {
	for _, f := range p.Pass.Files {
		if IsTest(p.Pass.Fset, f) {
			continue
		}
		for _, spec := range f.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			use.library = use.library || err == nil && slices.ContainsFunc(know.Serving("mcp"), func(lib string) bool {
				path := withoutVersion(path)
				return path == lib || strings.HasPrefix(path, lib+"/")
			})
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			if v := p.Pass.TypesInfo.Types[lit].Value; v != nil && v.Kind() == constant.String {
				if strings.EqualFold(constant.StringVal(v), "Docker-Distribution-Api-Version") {
					use.registry = true
				}
				if i := strings.Index(constant.StringVal(v), wellKnown); i >= 0 {
					use.serves = true
					// A route, maybe behind its method.
					s := constant.StringVal(v)
					if s = s[strings.LastIndexByte(s[:i], ' ')+1:]; s[0] == '/' && !strings.ContainsAny(s, "\"{}%*: ") && use.path == "" {
						use.path = strings.TrimSuffix(s, "/")
					}
				}
			}
			return true
		})
	}
	use.serves = use.serves || use.library
	return use
}

// ofTokenEndpoint are names of RFC 6749 §2.3.1, §4 and §5.2 that only requests of a
// token endpoint have, and answers to them.
var ofTokenEndpoint = []string{"client_secret", "grant_type", "invalid_client", "unsupported_grant_type"}

// issuesTokens tells whether the declaration around a place is a token endpoint,
// as far as it speaks of what only those are sent or answer. It hands out what a
// protected resource asks for, and is none itself.
func (p *Package) issuesTokens(at token.Pos) bool {
	found := false
	if decl := p.declAt(at); decl != nil {
		ast.Inspect(decl, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok && !found {
				v := p.Pass.TypesInfo.Types[e].Value
				found = v != nil && v.Kind() == constant.String && slices.ContainsFunc(ofTokenEndpoint, func(name string) bool {
					return strings.Contains(constant.StringVal(v), name)
				})
			}
			return !found
		})
	}
	return found
}

// metadataURL is Go code for the host that a request asks for, as far as a
// request is seen at a place; "" where none is.
func (p *Package) metadataURL(at ast.Node) string {
	in := p.Pass.Pkg.Scope().Innermost(at.Pos())
	for ; in != nil && in != p.Pass.Pkg.Scope(); in = in.Parent() {
		for _, name := range in.Names() {
			v, ok := in.Lookup(name).(*types.Var)
			if !ok || name == "_" || v.Pos() >= at.Pos() {
				continue
			}
			if roles.IsRequest(v.Type()) {
				return name + ".Host"
			}
			o, _, _ := types.LookupFieldOrMethod(v.Type(), true, p.Pass.Pkg, "Request")
			switch o := o.(type) {
			case *types.Var:
				if roles.IsRequest(o.Type()) {
					return name + ".Request.Host"
				}
			case *types.Func:
				if sig := o.Signature(); sig.Params().Len() == 0 && sig.Results().Len() == 1 && roles.IsRequest(sig.Results().At(0).Type()) {
					return name + ".Request().Host"
				}
			}
		}
	}
	return ""
}
