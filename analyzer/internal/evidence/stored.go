package evidence

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/kept"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// storedBy is the index of what a package keeps with requests. What stands for
// the caller is known to come from there, or is called so where nothing tells.
func storedBy(j *Judge, pass *analysis.Pass) *kept.Index {
	return &kept.Index{
		Pass: pass,
		Keeps: func(c *ast.CallExpr) bool {
			sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
			return ok && in(wordsKeep, split(sel.Sel.Name)) && isRequestLike(j.info.TypeOf(sel.X))
		},
		Const:  j.constOf,
		Only:   j.defs.Only,
		Source: func(e ast.Expr) uint8 { return uint8(j.sourceKept(e, 0)) },
		Caller: func(s kept.Stored) bool {
			p := j.sourceKept(s.Of, 0)
			k := speak(append(split(s.Key), j.allWords(s.Of)...))
			return p.only(OfPrincipal) || p == 0 && k.principal && !k.policy
		},
	}
}

// sourceKept is the provenance of what is kept with a request.
func (j *Judge) sourceKept(e ast.Expr, depth int) Provenance {
	outer := j.keeping
	j.keeping = true // what others keep there is no other thing
	defer func() { j.keeping = outer }()
	if depth == 0 {
		return j.source(e)
	}
	return j.prov(e, depth)
}

// keptIn is the provenance of what is looked up in the context of a request:
// what this package, or one that it imports, puts there under the same key, else
// what words say.
func (j *Judge) keptIn(c *ast.CallExpr, depth int) Provenance {
	if len(c.Args) > 0 {
		key := j.stored.Key(c.Args[0])
		var p Provenance
		for _, s := range j.stored.Own(key) {
			p |= j.sourceKept(s.Of, depth+2)
		}
		far, _ := j.stored.Far(key)
		if p |= Provenance(far.Of); p != 0 {
			return p
		}
	}
	ws := j.allWords(c)
	if s := speak(ws); (s.principal || in(wordsVerified, ws)) && !s.policy {
		return OfPrincipal
	}
	return 0
}

// Keepers are the places that keep, with a request, what a node looks up there.
func (j *Judge) Keepers(n ast.Node) []token.Pos {
	var out []token.Pos
	ast.Inspect(n, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || len(c.Args) == 0 || j.contextValue(c) != c {
			return true
		}
		for _, s := range j.stored.Own(j.stored.Key(c.Args[0])) {
			out = append(out, s.Of.Pos())
		}
		return true
	})
	return out
}

// Kept lists the keys under which something has surely been kept with the
// request where control comes to a place.
func (j *Judge) Kept(path []ast.Node) []string { return j.stored.Before(path) }

// CallerKept tells whether the conditions that lead to a place say that the
// caller is known, given what has been kept with the request before: the error
// that may be kept there is not, and everything else that is, is the caller.
func (j *Judge) CallerKept(path []ast.Node, keys []string) bool {
	var says func(e ast.Expr, truth bool) bool
	says = func(e ast.Expr, truth bool) bool {
		switch x := ast.Unparen(e).(type) {
		case *ast.UnaryExpr:
			return x.Op == token.NOT && says(x.X, !truth)
		case *ast.BinaryExpr:
			return (x.Op == token.LAND && truth || x.Op == token.LOR && !truth) && (says(x.X, truth) || says(x.Y, truth))
		case *ast.Ident:
			a := j.assertion(x)
			if truth || a == nil || a.Type == nil {
				return false
			}
			key, ok := j.stored.Instead(j.contextValue(a.X), j.info.TypeOf(a.Type))
			return ok && slices.Contains(keys, key)
		}
		return false
	}
	return slices.ContainsFunc(j.conditions(path), func(t syntax.Test) bool { return says(t.Cond, t.Truth) })
}

// assertion is the type assertion that a variable is the truth of, or nil.
func (j *Judge) assertion(ok *ast.Ident) *ast.TypeAssertExpr {
	os := j.defs.Of(ok, ok.Pos())
	if len(os) != 1 || os[0].Index != 1 {
		return nil
	}
	a, _ := os[0].Expr.(*ast.TypeAssertExpr)
	return a
}
