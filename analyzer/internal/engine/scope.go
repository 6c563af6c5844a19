package engine

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// maxDependency is the size in bytes above which a package outside the module
// gets no summaries: responders and error constructors live in small ones.
const maxDependency = 200 << 10

// inScope tells whether a package is worth a look. Std is known by its model,
// and so are frameworks, unless it is their own module that is analysed. Of
// other dependencies only those are looked at that may send a 401 or make an
// error that does.
func (p *pkg) inScope() bool {
	path := p.tpkg.Path()
	if isStd(path, p.pass.Module) {
		return false
	}
	if p.dependency() {
		if p.table.ImportsAny(path) {
			return false
		}
		size := 0
		for _, f := range p.files {
			size += int(f.FileEnd - f.FileStart)
		}
		if size > maxDependency {
			return false
		}
		return (p.importsHTTP() || strings.Contains(p.tpkg.Name(), "err")) && p.mentions()
	}
	if p.importsHTTP() || p.table.ImportsAny(path) {
		return true
	}
	for _, q := range p.tpkg.Imports() {
		if p.hasFacts(q) {
			return true
		}
	}
	return p.mentions()
}

// isStd tells whether a package belongs to the standard library.
func isStd(path string, m *analysis.Module) bool {
	// Some drivers give packages of std an empty module, others none.
	if m != nil && m.Path != "" {
		return false
	}
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && !strings.Contains(path, "testdata") && path != "command-line-arguments" && first != "main"
}

// dependency tells whether a package belongs to another module than the one
// that is looked at: nothing is reported in it.
func (p *pkg) dependency() bool { return p.pass.Module != nil && p.pass.Module.Version != "" }

// importsHTTP tells whether the package imports net/http or a framework.
func (p *pkg) importsHTTP() bool {
	for _, q := range p.tpkg.Imports() {
		if p.table.ImportsAny(q.Path()) {
			return true
		}
	}
	return false
}

// mentions looks for the words without which a package hardly decides about a
// 401.
func (p *pkg) mentions() bool {
	found := false
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				found = found || n.Name == "StatusUnauthorized" || n.Name == "WriteHeader" || n.Name == "StatusForbidden"
			case *ast.BasicLit:
				switch n.Kind {
				case token.INT:
					found = found || n.Value == "401" || n.Value == "407" || n.Value == "403"
				case token.STRING:
					found = found || len(n.Value) == len(`"WWW-Authenticate"`) && strings.EqualFold(n.Value, `"WWW-Authenticate"`)
				}
			}
			return !found
		})
		if found {
			return true
		}
	}
	return false
}
