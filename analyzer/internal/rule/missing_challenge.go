package rule

import (
	"cmp"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

const idMissing = "missing-challenge"

// MissingChallenge is the rule missing-challenge.
var MissingChallenge = &Rule{
	ID:       idMissing,
	Check:    missing,
	Behind:   []string{idLate, idSession},
	Lacks:    true,
	Group:    GroupChallenge,
	Responds: true,
	Anywhere: true,
	Confirms: bare,
	Title:    "A 401 response without WWW-Authenticate, or a 407 without Proxy-Authenticate",
	Doc: ticks(`
A 401 must carry a WWW-Authenticate field with at least one challenge. The challenge tells a client which credentials to send. Clients that wait for it, such as git, Ansible's uri module and OAuth libraries that look for a metadata URL, give up or never send the credentials they hold.

The finding stands at the responder: the last call in the package through which the status leaves. A helper that many handlers share is one finding; it counts the places that send 401 through it and names them. Where the challenge is set on some paths only, the message names the branch that lacks it; where only some ways to a handler set it, a route that doesn't. A 407 needs Proxy-Authenticate in the same way. A 401 in code that reads Proxy-Authorization, and no credentials for itself, should be a 407 with Proxy-Authenticate, and the finding and its fix say so.
`),
	Before: ticks(`
func getReport(w http.ResponseWriter, r *http.Request) {
	if !validToken(r.Header.Get("Authorization")) {
		http.Error(w, "log in first", http.StatusUnauthorized)
		return
	}
	writeReport(w)
}
`),
	After: ticks(`
func getReport(w http.ResponseWriter, r *http.Request) {
	if !validToken(r.Header.Get("Authorization")) {
		w.Header().Set("WWW-Authenticate", ~Bearer realm="reports"~)
		http.Error(w, "log in first", http.StatusUnauthorized)
		return
	}
	writeReport(w)
}
`),
	RFC: "RFC 9110 §11.6.1 and §15.5.2 (401), §11.7.1 and §15.5.8 (407)",
	Fix: ticks(`
Sets the header right before the call that answers, on a line of its own, in the idiom of the framework and with the constants of the file. Where other statuses leave through the same call, the line stands under a check of the status, once for all callers; a status that a call returns is taken first. Where a caller may have set a challenge of its own, the check asks for that too. It stands behind calls that wipe the header, as fasthttp's ~Error~ does, in the map of headers of a value that is sent, and on an error that brings headers along, as connect's, which is kept in a variable first.

The scheme is that of the credentials that the response refuses: what the function reads, with the helpers that it calls on the way, also in other packages of the project; where it reads none, its callers; then what a middleware kept in the request under the key that is looked up; and only then the package, if it takes a token in the field and nothing else, or sends a Bearer challenge, and the response answers what others of the package choose, or the package has a challenge or a realm already. Basic counts by hand too: a prefix ~Basic~, or base64 that is cut at a colon. Where both Basic and Bearer are taken each gets a line, Basic first. A token in the field gets Bearer, with ~error="invalid_token"~ where the branch rejected one that was sent; and so does the parameter ~access_token~ of a query or a form (RFC 6750 §2.2 and §2.3); DPoP its own. A challenge that the package sends already for these credentials is repeated as it is, else the realm is a constant of the package, or one that it uses, else the name of the module. In a package that serves MCP, or the metadata of a protected resource, a Bearer challenge names ~resource_metadata~ on the host that was asked. A challenge that a later call wipes is moved behind it. ~-challenge~ overrides all that. In an editor further fixes offer other schemes, the other place, and to ignore the finding.

There is no fix, and this to do instead, where:

- some ways to the handler set the challenge, and others don't: set it on those too, because an edit in the handler would replace it;
- a condition decides on the challenge: set one on the path that lacks it, or ignore the finding if it is meant to;
- no response is in reach, as in a constructor, a package-level error, or a method that only makes an error and does not look at its receiver: set the header in the central error handler, when the status is 401, and name it with ~-challenger~ if it stands in another package;
- what is refused is a signature of the request, as of a webhook, or a form without its CSRF token;
- nothing tells which credentials are refused, as in a package of helpers, or in one that takes several kinds: only the server's author knows the scheme, and ~-challenge~ names it;
- a session cookie is read beside Basic, whose challenge would open a browser's login window for whoever's session ended;
- no registered scheme names what is refused, as a key or token in a header of its own or in a parameter: set a challenge with a private scheme, or take the token in ~Authorization~ too;
- what is refused was typed or posted, as in a form's login or the code of a second factor, or is a client certificate, or several callers refuse different things: choose a challenge with ~-challenge~;
- a page answers a browser, and its branch refused no credentials that a scheme names: its user logs in at a form;
- the call also gives whom it let in, and would then answer with the challenge: set it in the function that it calls;
- the error is answered elsewhere, and something that can't be followed was handed the response before, so that an edit might replace a challenge of its own;
- a challenge is set in another field, as git-lfs' ~Lfs-Authenticate~: its author may keep browsers from asking;
- another server refused, as where the status of a received response is tested: that is 502, or a challenge of your own;
- the realm of a container registry would have to be made up: it is the address of the token service;
- a line before the call would do more than the call: take the call out of the expression first.
`),
	Silent: ticks(`
Silent when:

- something on the path sets the challenge or may set it: the function itself, a helper before or inside the responder, a wrapper of the response writer, a map of headers from elsewhere;
- the response went to code that can't be followed, such as an interface's method with many implementations, or none in the interface's package, or a function value of which not all writers are in view;
- every way to the handler that is in view sets the challenge, or may: a middleware, what wraps it, or what calls the handler that a field, a variable or a table keeps;
- the command sees that nothing in a program leads to the function;
- the function is marked ~//authstatus:challenges~ or named with ~-challenger~;
- the status is not chosen here, as in a proxy that copies it from its upstream;
- errors of the module choose the status (~errors.Is~, ~errors.As~), and what the call gave can be none of those that become 401: a library's function can return only what it was handed, and a function of the module only what flows to its return statements, unless an interface's method, a field or a function value of unknown origin is among it;
- words in an error's text choose the status, and the error comes from a call that nothing is known of, in the same function or the one that alone calls it;
- a handler answers the error of one method of an interface itself, another package makes the 401s, no method there of that name and signature returns one, and neither the name nor the parameters speak of credentials;
- a framework's handlers return an error alone, the error comes beside other results, and no handler that can be seen lets it out;
- a package on the way has reported the 401 where it is chosen;
- a table has the status under a code that the package never gives;
- an ~*http.Response~ of one's own, or its bytes on a connection, can be read in part only, or is a 401 that a function returns, as what stands for another server does;
- the 401 is no response: it is compared, logged, counted, or a field of a body sent with another status;
- an earlier response was sent already, so that the 401 never leaves;
- the response is a recorder's, or the file is a test or generated (~-include-tests~ and ~-include-generated~ turn these on).
`),
}

// missing finds responses whose status asks for a challenge that they don't
// carry.
func missing(p *Package) []analysis.Diagnostic {
	out := append(missingOwn(p), p.textless()...)
	fixed := map[ast.Node]bool{} // a responder of 401 and of 407: two edits at one place would collide
	for _, r := range p.Responders {
		if len(r.Lacking) == 0 || p.done[r] {
			continue
		}
		node, name, fn := p.place(r)
		st := r.Lacking[0].Status
		h, rfc := header(st)
		var fixes []analysis.SuggestedFix
		way, proxy, wrong := lacksOn(r), p.forProxy(r), p.misnamed(r)
		wiped := p.wiped(r)
		if proxy {
			fixes = p.offer(node, func() []analysis.SuggestedFix { return p.mend407(r) })
		} else if wrong != nil {
			fixes = p.rename(wrong, st)
		} else if !fixed[r.Node] && way == "" && !r.Root {
			fixes = p.offer(node, func() []analysis.SuggestedFix { return p.setChallenge(r, node) })
			fixed[r.Node] = len(fixes) > 0
		}
		var d analysis.Diagnostic
		switch {
		case proxy:
			d = diagnostic(idMissing, node, "%d [missing-challenge]: %s in %s answers for want of Proxy-Authorization%s, which clients send only after 407 with Proxy-Authenticate: respond 407 with it (RFC 9110 §15.5.8)", st, name, fn, p.whence(node.Pos(), r.Lacking))
			d.Related = chosen(r.Lacking)
		case wrong != nil:
			d = diagnostic(idMissing, node, "%d [missing-challenge]: %s in %s sends no %s%s: %s on line %d does not do for a %d, rename it (%s)", st, name, fn, h, p.whence(node.Pos(), r.Lacking), otherHeader(st), p.line(wrong.Pos()), st, rfc)
			d.Related = chosen(r.Lacking)
		case wiped != nil && len(fixes) > 0:
			d = diagnostic(idMissing, node, "%d [missing-challenge]: %s in %s wipes the %s that is set on line %d%s: set it afterwards (%s)", st, name, fn, h, p.line(wiped.Node.Pos()), p.whence(node.Pos(), r.Lacking), rfc)
			d.Related = chosen(r.Lacking)
		case len(r.Lacking) > 1:
			d = diagnostic(idMissing, node, "%d [missing-challenge]: %s in %s sends no %s%s: set a challenge when the status is %d (%s)", st, name, fn, h, p.whence(node.Pos(), r.Lacking), st, rfc)
			d.Related = chosen(r.Lacking)
		case len(r.Covered) > 0 && r.Missing != nil && samePlace(r):
			cond, is := condText(r.Missing)
			d = diagnostic(idMissing, node, "%d [missing-challenge]: %s in %s sends no %s where %s is %v (line %d): set a challenge on that path too (%s)", st, name, fn, h, cond, !is, p.line(r.Missing.Cond.Pos()), rfc)
		case way != "":
			d = diagnostic(idMissing, node, "%d [missing-challenge]: %s in %s sends no %s on the way from %s: set a challenge there too (%s)", st, name, fn, h, way, rfc)
		default:
			d = diagnostic(idMissing, node, "%d [missing-challenge]: %s in %s sends no %s%s: %s (%s)", st, name, fn, h, p.whence(node.Pos(), r.Lacking), p.advice(r, fixes), rfc)
		}
		if r.Missing != nil {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: r.Missing.Cond.Pos(), Message: "the challenge depends on this condition"})
		}
		d.SuggestedFixes = fixes
		out = append(out, d)
	}
	return out
}

// lacksOn is the way to a handler on which nothing sets a challenge before it,
// where something does on others: an edit in the handler would replace that one.
func lacksOn(r *engine.Responder) string {
	way := ""
	for _, h := range r.Lacking {
		if h.Way == "" {
			return ""
		}
		way = cmp.Or(way, h.Way)
	}
	return way
}

// advice says what to do at a responder.
func (p *Package) advice(r *engine.Responder, fixes []analysis.SuggestedFix) string {
	switch {
	case p.upstream(r):
		return "it passes on that another server refused, so send 502, or a challenge of your own"
	case p.otherField(r) != "":
		return "only clients that look into " + p.otherField(r) + " see its challenge, so set one in the field of the RFC too, or ignore this with that as the reason"
	case r.Wiped && len(fixes) > 0:
		return "set a challenge after it, because it wipes the header"
	case len(fixes) > 0:
	case r.Wiped:
		return "it wipes the header, so answer in another way, with a challenge"
	case p.elsewhere(r):
		return "no registered scheme names what comes in a header or a parameter of its own, so set a challenge with a private one before it"
	case r.Direct:
		return "set a challenge where this is answered"
	}
	if r.Lacking[0].Status == 401 && p.mcp().registry && len(fixes) == 0 {
		return "set a challenge before it whose realm is the address of the token service"
	}
	if r.Lacking[0].Status == 401 && p.servesMCP() && !p.issuesTokens(r.Node.Pos()) {
		if p.mcp().path == "" {
			return "set a challenge with resource_metadata before it, and serve the document that this names"
		}
		return "set a challenge with resource_metadata before it"
	}
	return "set a challenge before it"
}

// sets tells whether the package sets a constant challenge of a scheme.
func (p *Package) sets(scheme string) bool {
	for _, u := range p.Challenges {
		cs, err := challenge.Parse(u.Value.Str)
		if u.Value.Kind != engine.AtomStr || err != nil {
			continue
		}
		for _, c := range cs {
			if strings.EqualFold(c.Scheme, scheme) {
				return true
			}
		}
	}
	return false
}

// samePlace tells whether the statuses with and without a challenge are the
// same ones, on different paths.
func samePlace(r *engine.Responder) bool {
	for _, c := range r.Covered {
		for _, l := range r.Lacking {
			if c.Pos == l.Pos && c.Ext == l.Ext {
				return true
			}
		}
	}
	return false
}

// condText is a condition as the source has it, and how it came out where the
// challenge is set.
func condText(g *engine.Guard) (string, bool) {
	e, ok := g.Cond.(ast.Expr)
	if !ok {
		return "the condition", g.Truth
	}
	return types.ExprString(e), g.Truth
}
