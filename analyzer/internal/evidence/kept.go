package evidence

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/kept"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// storedBy is the index of what a package keeps with requests. What stands for
// the caller is known to come from there, or is called so where nothing tells.
func storedBy(j *Judge, pass *analysis.Pass) *kept.Index {
	return &kept.Index{
		Pass:  pass,
		Files: j.files,
		Decls: j.decls,
		Keeps: func(c *ast.CallExpr) bool {
			sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
			return ok && in(wordsKeep, split(sel.Sel.Name)) && isRequestLike(j.info.TypeOf(sel.X))
		},
		Const:  j.constOf,
		Defs:   j.defs,
		Lookup: j.contextValue,
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
		if p := j.keptUnder(j.stored.Key(c.Args[0])); p != 0 {
			return p
		}
	}
	ws := j.allWords(c)
	if s := speak(ws); (s.principal || in(wordsVerified, ws)) && !s.policy {
		return OfPrincipal
	}
	return 0
}

// keptUnder is the provenance of what is known to be kept under a key. One key has one
// kind of thing: where what is kept is the caller, it is theirs too where it is made of
// what they sent.
func (j *Judge) keptUnder(key string) Provenance {
	far, _ := j.stored.Far(key)
	p := j.ownKept(key) | Provenance(far.Of)
	if p.has(OfPrincipal) {
		return OfPrincipal
	}
	return p
}

// ownKept is the provenance of what this package keeps under a key. It is no part of
// what is looked at where it is asked for: the bound of depth begins anew. Who asks
// for it meanwhile, as what is kept came from there, adds nothing.
func (j *Judge) ownKept(key string) (p Provenance) {
	if slices.Contains(j.keptKeys, key) {
		return 0
	}
	j.keptKeys = append(j.keptKeys, key)
	defer func() { j.keptKeys = j.keptKeys[:len(j.keptKeys)-1] }()
	for _, s := range j.stored.Own(key) {
		p |= j.sourceKept(s.Of, 1)
	}
	return p
}

// Stored is what is known of what the package keeps with requests.
func (j *Judge) Stored() *kept.Index { return j.stored }

// CallerKept tells whether the conditions that lead to a place say that the
// caller is known, given the keys under which something has been kept before.
func (j *Judge) CallerKept(path []ast.Node, keys []string) bool {
	return slices.ContainsFunc(j.conditions(path), func(t syntax.Test) bool { return j.stored.Shows(t.Cond, t.Truth, keys) })
}
