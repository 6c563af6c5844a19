package rule

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
)

const idLate = "late-challenge"

// LateChallenge is the rule late-challenge.
var LateChallenge = &Rule{
	ID:       idLate,
	Check:    late,
	Group:    GroupChallenge,
	Responds: true,
	AtValue:  true,
	Confirms: bare,
	Title:    "The challenge is set after the status was sent, so it never leaves the server",
	Doc: ticks(`
A response writer sends its header with the status. What is set after WriteHeader, after http.Error, or after a rendering call of a framework stays in the map and reaches no client: the 401 leaves without a challenge.

So does one that a framework's own answer writes over: grpc-gateway's ~runtime.DefaultHTTPErrorHandler~ puts the text of the error there.

Tests seldom notice. The Header method of an httptest.ResponseRecorder shows what was set too late as well; only ~rec.Result().Header~ shows what was sent.
`),
	Before: ticks(`
func deny(w http.ResponseWriter) {
	w.WriteHeader(http.StatusUnauthorized)
	w.Header().Set("WWW-Authenticate", ~Bearer realm="api"~)
}
`),
	After: ticks(`
func deny(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", ~Bearer realm="api"~)
	w.WriteHeader(http.StatusUnauthorized)
}
`),
	RFC: "RFC 9110 §11.6.1 and §15.5.2; net/http, ResponseWriter.WriteHeader",
	Fix: ticks(`
Moves the line that sets the challenge above the call that sends the status, with its comment, where both stand in one list of statements and the line uses nothing that comes to be in between. Where it stands alone under a check, mostly of the status, the check moves with it. A deferred line is run at once. What is written over can't be moved.
`),
	Silent: ticks(`
Silent when:

- a challenge was set in time too, or may have been;
- the status sent is not 401 (or 407);
- the status sent so far is informational (1xx except 101), which leaves the header open;
- the framework only records the status and sends it later, as gin's ~c.Status~ does, or buffers the whole response;
- the header set late is another one.
`),
}

// late finds challenges that are set after the status left. A responder that
// it reports is none that lacks its challenge.
func late(p *Package) []analysis.Diagnostic {
	var out []analysis.Diagnostic
	for _, r := range p.Responders {
		if len(r.Late) == 0 || len(r.Lacking) == 0 {
			continue
		}
		p.done[r] = true
		st := r.Lacking[0].Status
		h, rfc := header(st)
		node, name, fn := p.place(r)
		if via, ok := r.Lacking[0].Via.(*ast.CallExpr); ok && node == r.Node && p.enclosingDecl(via.Pos()) == p.enclosingDecl(node.Pos()) {
			node, name = via, types.ExprString(via.Fun) // what sends a recorded status
		}
		d := diagnostic(idLate, node, "%d [late-challenge]: %s in %s sends the status before %s is set on line %d, so the challenge never leaves: set it first (%s)", st, name, fn, h, p.line(r.Late[0]), rfc)
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: r.Late[0], Message: "set here, too late"})
		if late := slices.Compact(slices.Clone(r.Late)); len(late) == 1 && !r.Wiped { // what wipes the header can only be replaced
			d.SuggestedFixes = p.offer(node, func() []analysis.SuggestedFix {
				edits := p.fixes.Move(r.Late[0], node)
				if edits == nil && p.file(node.Pos()) == p.file(r.Node.Pos()) {
					edits = p.fixes.Move(r.Late[0], r.Node) // what the helper does is mended there
				}
				if edits == nil {
					return nil
				}
				return []analysis.SuggestedFix{{Message: "Set " + h + " before the status", TextEdits: edits}}
			})
		}
		out = append(out, d)
	}
	return append(out, p.overwritten()...)
}
