package rule

import (
	"fmt"
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

// SessionChallenge documents session-challenge.
var SessionChallenge = &Rule{
	ID:    "session-challenge",
	Group: GroupChallenge,
	Title: "A 401 without a challenge in a package that knows only a session cookie",
	Doc: ticks(`
A package that reads nothing but a session cookie has no registered scheme to name: cookies are outside HTTP's authentication framework. A 401 must carry a challenge all the same. This is reported once a package, because the way out is one decision and not an edit at every place.

There are three ways out. Set a challenge with a private scheme, in one place: a browser opens no login window for a scheme it does not know. Answer a page load with a redirect to the login page. Or switch this rule off; ~missing-challenge~ stays on for the rest of the server.
`),
	Before: ticks(`
func profile(w http.ResponseWriter, r *http.Request) {
	if _, err := r.Cookie("session"); err != nil {
		http.Error(w, "log in first", http.StatusUnauthorized)
		return
	}
	writeProfile(w)
}
`),
	After: ticks(`
func profile(w http.ResponseWriter, r *http.Request) {
	if _, err := r.Cookie("session"); err != nil {
		loginRequired(w)
		return
	}
	writeProfile(w)
}

// Session is a scheme of our own: no browser opens a login window for it.
func loginRequired(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", ~Session realm="app"~)
	http.Error(w, "log in first", http.StatusUnauthorized)
}
`),
	RFC: "RFC 9110 §11.4 and §15.5.2",
	Fix: ticks(`
None is applied by itself, because the choice between the three ways is the team's.
`),
	Silent: ticks(`
Silent when:

- the package also reads an Authorization header, Basic credentials, a token or a client certificate: then ~missing-challenge~ speaks;
- the rule has spoken once in the package;
- ~missing-challenge~ would be silent at the place.
`),
}

// session finds the package that sends 401 and reads nothing but a session
// cookie. What it counts is left alone by missing.
func session(p *Package) []analysis.Diagnostic {
	var lacking []*engine.Responder
	var hits []engine.Hit
	places := map[token.Pos]bool{} // in this package: where 401 is chosen, or comes in from another
	// It stands at the responder with the most places that were followed all
	// the way, or else with the most, the first of these.
	var at ast.Node
	most := 0
	for _, r := range p.Responders {
		if len(r.Lacking) == 0 || p.done[r] || r.Lacking[0].Status != 401 {
			continue
		}
		lacking = append(lacking, r)
		hits = append(hits, r.Lacking...)
		for _, h := range r.Lacking {
			if h.Pos.IsValid() {
				places[h.Pos] = true
			} else {
				places[r.Node.Pos()] = true
			}
		}
		weight := len(r.Lacking)
		for _, h := range r.Lacking {
			if !h.Carried {
				weight += 1 << 16
			}
		}
		if node, _, _ := p.place(r); !p.skipped(node.Pos()) && weight > most {
			at, most = node, weight
		}
	}
	if at == nil || !p.Credentials().CookieOnly() {
		return nil
	}
	for _, r := range lacking {
		p.done[r] = true
	}
	from := "1 place"
	if len(places) > 1 {
		names, _ := p.placesOf(at.Pos(), hits)
		from = fmt.Sprintf("%d places (%s)", len(places), names)
	}
	d := diagnostic(SessionChallenge, at, "401 [session-challenge]: this package reads nothing but a session cookie and sends 401 from %s without WWW-Authenticate: add a private scheme in one place, redirect page loads to the login, or disable this rule (RFC 9110 §11.4)", from)
	if len(places) > 1 {
		d.Related = chosen(hits)
	}
	return []analysis.Diagnostic{d}
}
