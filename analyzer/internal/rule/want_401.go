package rule

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/evidence"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

const idWant401 = "want-401"

// Want401 is the rule want-401.
var Want401 = &Rule{
	ID:    idWant401,
	Check: want401,
	Group: GroupChoice,
	Title: "A 403 where the caller has not shown who they are",
	Doc: ticks(`
A 403 says: I know enough, and the answer is no. A client that gets it gives up. Where the branch found no credentials, or wrong, malformed or expired ones, other credentials would help, and the status is 401: the client then asks its user to log in, or refreshes its token.

The finding says what the branch had found out, and where it was read: the result of a library that verifies tokens, sessions or passwords, an error of one, a helper that fails for these reasons alone, in this package or in another of the module, or the code's own names. A function that is handed credentials from the request and can refuse them verifies them, whatever it is called; credentials that are compared or looked up and are not as they should be were rejected.
`),
	Before: ticks(`
func getReport(w http.ResponseWriter, r *http.Request) {
	token, err := jwt.Parse(bearer(r), key)
	if err != nil {
		http.Error(w, "invalid token", http.StatusForbidden)
		return
	}
	writeReport(w, token)
}
`),
	After: ticks(`
func getReport(w http.ResponseWriter, r *http.Request) {
	token, err := jwt.Parse(bearer(r), key)
	if err != nil {
		w.Header().Set("WWW-Authenticate", ~Bearer realm="reports", error="invalid_token"~)
		http.Error(w, "invalid token", http.StatusUnauthorized)
		return
	}
	writeReport(w, token)
}
`),
	RFC: "RFC 9110 §15.5.2 and §11.4; RFC 6750 §3.1 for tokens",
	Fix: ticks(`
Writes 401 for 403, by the counterpart of the constant, error, constructor or helper, and sets a challenge right there, in one edit; only the status where what answers sets a challenge under it. A status that a function returns, or an error carries, gets its challenge where it is answered, under a check, if that is one place in the same file. A repeated code, a text that is no more than "Forbidden", and a constant that has a counterpart by its name follow; other texts stay.

A helper that sends a fixed 403 and has no counterpart is written out where it is called, with 401, if it is no more than one call in the same package and its arguments are evaluated as before.

There is no fix for a helper that does more, or that stands in another package: give it a sibling for 401 that sets a challenge, and call that.
`),
	Silent: ticks(`
Silent when:

- the condition can't be told apart, as in ~user == nil || !user.IsAdmin~, or its parts speak against each other;
- a password comes from a form: a login page, or a caller who is known and types it once more;
- the credentials belong to a webhook, a CSRF check or a one-time link;
- a helper fails for several reasons, of which one is another;
- a user is not found after their credentials were verified: that may mean either (~-confidence=medium~ adds these);
- the status stands in a table with codes of a protocol that fixes it: S3 answers rejected credentials with 403, and its clients read the code;
- the account is locked, blocked or unverified, or an address, an origin or a rate decides;
- a code of the module's own errors is chosen where nothing shows its status: the table or the switch that answers it stands neither in the code's package nor in the one that chooses;
- only words suggest it: ~-confidence=medium~ adds those.
`),
}

// A choice is a place that sends 401 or 403, with what its branch found out.
type choice struct {
	engine.Choice
	evidence.Verdict
}

// weigh weighs the places of the package once.
func (p *Package) weigh(j *evidence.Judge, res *engine.Result) []choice {
	if !j.Ours() {
		return nil // nothing is shown of dependencies
	}
	j.Follow(res)
	var out []choice
	for _, c := range append(slices.Clip(res.Choices), p.byType(res)...) {
		if !p.skipped(c.Node.Pos()) {
			p.failed.Run(c.Node.Pos(), p.enclosing(c.Node.Pos()), func() { out = append(out, choice{c, j.Weigh(c.Path, c.Status)}) })
		}
	}
	return p.atVars(j, out)
}

// byType lists the literals that are returned and answered by their type, which
// alone says with which status: as generated servers do.
func (p *Package) byType(res *engine.Result) []engine.Choice {
	var out []engine.Choice
	for _, r := range res.Responders {
		e, ok := r.Node.(ast.Expr)
		if !ok || !r.Direct || !isLiteral(e) || len(r.Lacking) == 0 {
			continue
		}
		st := r.Lacking[0].Status
		if !engine.IsChoice(st) || slices.ContainsFunc(r.Lacking, func(h engine.Hit) bool { return h.Status != st }) ||
			slices.ContainsFunc(res.Choices, func(c engine.Choice) bool { return e.Pos() <= c.Node.Pos() && c.Node.End() <= e.End() }) {
			continue
		}
		file := syntax.FileAt(p.Pass.Files, e.Pos())
		if file == nil {
			continue
		}
		path := syntax.PathTo(file, e.Pos())
		if i := slices.Index(path, ast.Node(e)); i >= 0 {
			out = append(out, engine.Choice{Status: st, Node: e, Path: path[:i+1]})
		}
	}
	return out
}

// isLiteral tells whether an expression makes a struct.
func isLiteral(e ast.Expr) bool {
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	_, ok := e.(*ast.CompositeLit)
	return ok
}

// atVars moves places that name an error of this package to its declaration,
// where its status is chosen: if what they found out agrees, and there is but
// one, or the error's own text says the same.
func (p *Package) atVars(j *evidence.Judge, cs []choice) []choice {
	uses := map[*types.Var][]int{}
	for i, c := range cs {
		if c.Var != nil {
			uses[c.Var] = append(uses[c.Var], i)
		}
	}
	gone := map[int]bool{}
	for v, is := range uses {
		at := j.Initial(v)
		// A function that only names the error is no place of its own: its calls are.
		is = slices.DeleteFunc(slices.Clone(is), func(i int) bool {
			return cs[i].Class == evidence.Silent && slices.ContainsFunc(is, func(k int) bool {
				fd := p.decl(p.object(cs[k].Node))
				return fd != nil && fd.Pos() <= cs[i].Node.Pos() && cs[i].Node.Pos() < fd.End()
			})
		})
		first := -1
		agree := at != nil && !p.skipped(at.Pos())
		for _, i := range is {
			c := cs[i]
			switch {
			case c.Class == evidence.Silent || !p.clear(c):
			case first >= 0 && cs[first].Class != c.Class:
				agree = false
			case first < 0:
				first = i
			}
		}
		if first < 0 || !agree || len(is) > 1 && j.Says(v) != cs[first].Class {
			continue
		}
		for _, i := range is {
			gone[i] = i != first
		}
		cs[first].Node = at
	}
	var out []choice
	for i, c := range cs {
		if !gone[i] {
			out = append(out, c)
		}
	}
	return out
}

// clear tells whether a verdict is clear enough to be reported.
func (p *Package) clear(c choice) bool {
	return c.Class != evidence.Silent && (c.High || p.medium)
}

// because is what a finding was read from, and its line.
func (p *Package) because(c choice) (what, from string, line int) {
	return c.What, c.From, p.line(c.Finding.Node.Pos())
}

// want401 finds 403s where no valid credentials were found.
func want401(p *Package) []analysis.Diagnostic {
	var out []analysis.Diagnostic
	for _, c := range p.choices {
		if c.Status != 403 || !p.clear(c) || c.Class != evidence.Authentication && (c.Class != evidence.TakenBack || p.revoked != "401") {
			continue
		}
		what, from, line := p.because(c)
		out = append(out, p.chose(idWant401, c, "403 [want-401]: %s (%s, line %d), so the caller is not authenticated: %s (RFC 9110 §15.5.2)", what, from, line, p.instead(c, "respond 401 with a challenge")))
		out[len(out)-1].SuggestedFixes = p.offer(c.Node, func() []analysis.SuggestedFix { return p.mend401(c) })
	}
	return out
}

// instead is what to do at a place: what is said of a status, or the code that
// stands for the other one where no package in view sends codes by itself.
func (p *Package) instead(c choice, status string) string {
	if n := p.code(c.Node); n != nil {
		scope := n.Obj().Pkg().Scope()
		for _, name := range scope.Names() {
			k, ok := scope.Lookup(name).(*types.Const)
			if ok && types.Identical(k.Type(), n) && p.codeStatus(n, k.Val()) == 401+403-c.Status {
				return "return " + name
			}
		}
	}
	return status
}

// code is the enumeration that a constant belongs to whose members stand for a
// status only where something else sends them, as gRPC's do; or nil.
func (p *Package) code(e ast.Expr) *types.Named {
	tv := p.Pass.TypesInfo.Types[e]
	n, ok := types.Unalias(tv.Type).(*types.Named)
	if !ok || tv.Value == nil || n.Obj().Pkg() == nil || p.table.ImportsAny(n.Obj().Pkg().Path()) || p.codeStatus(n, tv.Value) == 0 {
		return nil
	}
	return n
}

// codeStatus is the status that a member of an enumeration stands for, or 0.
func (p *Package) codeStatus(n *types.Named, v constant.Value) int64 {
	return p.table.CodeStatus(n.Obj().Pkg().Path()+"."+n.Obj().Name(), constant.Val(v))
}

// chose reports a place, and notes that it is.
func (p *Package) chose(rule string, c choice, format string, args ...any) analysis.Diagnostic {
	p.wrong[c.Node] = true
	return diagnostic(rule, c.Node, format, args...)
}
