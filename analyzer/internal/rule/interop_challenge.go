package rule

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

const idInterop = "interop-challenge"

// InteropChallenge is the rule interop-challenge.
var InteropChallenge = &Rule{
	ID:      idInterop,
	Check:   interop,
	Group:   GroupChallenge,
	AtValue: true,
	Title:   "A well-formed challenge that keeps out clients in use",
	Off:     true,
	Doc: ticks(`
Some clients read less than the grammar allows. Of 17 that wait for a challenge and hold Basic credentials, these forms keep out some that ~Basic realm="…"~, first and on a line of its own, lets in:

- ~Bearer realm="x", Basic realm="y"~ in one line: 9, among them Java, Maven, Mercurial and Subversion;
- ~Negotiate, Basic realm="y"~ in one line: 12, among them curl and git;
- ~Basic charset="UTF-8", realm="x"~: 3, urllib, Mercurial and Subversion;
- ~basic~ in lower case: 1, needle.

The rule is off by default, because the forms are right by the RFC. ~-rules=challenge,choice,interop-challenge~ turns it on beside the others.
`),
	Before: ticks(`
func deny(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", ~Basic charset="UTF-8", realm="files"~)
	w.WriteHeader(http.StatusUnauthorized)
}
`),
	After: ticks(`
func deny(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", ~Basic realm="files", charset="UTF-8"~)
	w.WriteHeader(http.StatusUnauthorized)
}
`),
	RFC: "RFC 9110 §11.6.1, which warns of several challenges in one line",
	Fix: ticks(`
Writes the form that all 17 read: Basic first, by that name, with its realm first.
`),
	Silent: ticks(`
Silent when:

- the value, or a part of it, is known only at run time;
- ~invalid-challenge~ speaks of it;
- it has no Basic challenge.
`),
}

// interop finds forms that keep clients out although they are right.
func interop(p *Package) []analysis.Diagnostic {
	var out []analysis.Diagnostic
	seen := map[token.Pos]bool{}
	for _, u := range p.Challenges {
		if u.Value.Kind != engine.AtomStr {
			continue
		}
		written := p.written(u.Value)
		if written == nil {
			continue
		}
		at := p.declared(written)
		why, better := challenge.Interop(u.Value.Str)
		if why == "" || seen[at.Pos()] {
			continue
		}
		seen[at.Pos()] = true
		d := diagnostic(idInterop, at, "challenge [interop-challenge]: %s: write %s (RFC 9110 §11.6.1)", why, better)
		if lit, ok := ast.Unparen(at).(*ast.BasicLit); ok && p.literal(lit) == u.Value.Str && !strings.Contains(u.Value.Str, "\n") {
			if edits := p.fixes.Literal(lit, better); edits != nil {
				d.SuggestedFixes = []analysis.SuggestedFix{{Message: "Write it as all clients read it", TextEdits: edits}}
			}
		}
		out = append(out, d)
	}
	return out
}
