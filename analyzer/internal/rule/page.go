package rule

import (
	"go/ast"
	"go/constant"
	"path"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A page answers a browser, whose user logs in at a form: Basic would open the
// browser's login window over it, and no other scheme is one that a browser can
// answer. Only a branch that refuses such credentials itself asks for them.

// pages are words of functions that answer with a page, and endings of files that
// one is made of.
var (
	pages     = []string{"html", "page", "template"}
	templates = []string{".gohtml", ".html", ".tmpl", ".tpl"}
)

// onPage tells whether a responder answers with a page, and no branch that chose
// its status read credentials that a scheme names.
func (p *Package) onPage(r *engine.Responder) bool {
	c, ok := r.Node.(*ast.CallExpr)
	if !ok || !p.showsPage(c) && !p.pageFollows(c) {
		return false
	}
	return !slices.ContainsFunc(r.Lacking, func(h engine.Hit) bool {
		at := h.Pos
		if p.file(at) == nil {
			at = r.Node.Pos()
		}
		return p.readsDeciding(at).has(transports &^ (readsCookie | readsElsewhere))
	})
}

// showsPage tells whether a call answers with a page by its name, or by that of
// the template that it is handed.
func (p *Package) showsPage(c *ast.CallExpr) bool {
	f := syntax.Callee(p.Pass.TypesInfo, c)
	if f != nil && slices.ContainsFunc(words(f.Name()), func(w string) bool { return slices.Contains(pages, w) }) {
		return true
	}
	return slices.ContainsFunc(c.Args, func(e ast.Expr) bool {
		v := p.Pass.TypesInfo.Types[e].Value
		return v != nil && v.Kind() == constant.String && slices.Contains(templates, path.Ext(constant.StringVal(v)))
	})
}

// pageFollows tells whether a template of html/template is carried out further
// down in the statements around a call.
func (p *Package) pageFollows(c *ast.CallExpr) bool {
	var block ast.Node
	for _, n := range syntax.PathTo(p.file(c.Pos()), c.Pos()) {
		switch n.(type) {
		case *ast.BlockStmt, *ast.CaseClause:
			block = n
		}
	}
	found := false
	for _, st := range syntax.Statements(block) {
		if st.Pos() < c.End() {
			continue
		}
		ast.Inspect(st, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && !found {
				f := syntax.Callee(p.Pass.TypesInfo, call)
				found = f != nil && f.Pkg() != nil && f.Pkg().Path() == "html/template"
			}
			return !found
		})
	}
	return found
}
