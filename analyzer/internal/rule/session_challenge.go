package rule

import (
	"fmt"
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

const idSession = "session-challenge"

// SessionChallenge is the rule session-challenge.
var SessionChallenge = &Rule{
	ID:       idSession,
	Check:    session,
	Behind:   []string{idLate},
	Lacks:    true,
	Group:    GroupChallenge,
	Responds: true,
	Confirms: bare,
	Title:    "A 401 without a challenge where only a session cookie is read",
	Doc: ticks(`
Where nothing but a session cookie is read, whatever its name and whatever it holds, there is no registered scheme to name: cookies are outside HTTP's authentication framework. A 401 must carry a challenge all the same. In a package that reads nothing else this is reported once, because the way out is one decision and not an edit at every place; in others, at each response that refuses a cookie and nothing else.

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

- the function that answers, or what it calls on the way, also reads an Authorization header, Basic credentials, a key or a client certificate: then ~missing-challenge~ speaks;
- the rule has spoken once in a package that reads nothing else;
- ~missing-challenge~ would be silent at the place.
`),
}

// session finds the 401s that refuse nothing but a session cookie: once for a
// package that has no others, else each. What it counts is left alone by
// missing.
func session(p *Package) []analysis.Diagnostic {
	var lacking, own []*engine.Responder // of a cookie alone: own
	for _, r := range p.Responders {
		if len(r.Lacking) == 0 || p.done[r] || r.Lacking[0].Status != 401 {
			continue
		}
		lacking = append(lacking, r)
		if p.cookieOnly(r) && !p.upstream(r) {
			own = append(own, r)
		}
	}
	if len(lacking) == 0 {
		return nil
	}
	if p.Credentials().CookieOnly() || len(own) == len(lacking) && p.packageReads().cookieOnly() {
		return p.sessionPackage(lacking)
	}
	var out []analysis.Diagnostic
	for _, r := range own {
		p.done[r] = true
		node, name, fn := p.place(r)
		places := ""
		if len(r.Lacking) > 1 {
			places = fmt.Sprintf(", from %d places", len(r.Lacking))
		}
		d := diagnostic(idSession, node, "401 [session-challenge]: %s in %s sends no WWW-Authenticate%s, and refuses nothing but a session cookie: name a private scheme, redirect page loads to the login, or disable this rule (RFC 9110 §11.4)", name, fn, places)
		if len(r.Lacking) > 1 {
			d.Related = chosen(r.Lacking)
		}
		out = append(out, d)
	}
	return out
}

// sessionPackage speaks once for a package. It stands at the responder with the
// most places that were followed all the way, or else with the most, the first
// of these.
func (p *Package) sessionPackage(lacking []*engine.Responder) []analysis.Diagnostic {
	var hits []engine.Hit
	places := map[token.Pos]bool{} // in this package: where 401 is chosen, or comes in from another
	var at ast.Node
	most := 0
	for _, r := range lacking {
		hits = append(hits, r.Lacking...)
		weight := len(r.Lacking)
		for _, h := range r.Lacking {
			if h.Pos.IsValid() {
				places[h.Pos] = true
			} else {
				places[r.Node.Pos()] = true
			}
			if !h.Carried {
				weight += 1 << 16
			}
		}
		if node, _, _ := p.place(r); !p.skipped(node.Pos()) && weight > most {
			at, most = node, weight
		}
	}
	if at == nil {
		return nil
	}
	for _, r := range lacking {
		p.done[r] = true
	}
	p.once = true
	from := "1 place"
	if len(places) > 1 {
		names, _ := p.placesOf(at.Pos(), hits)
		from = fmt.Sprintf("%d places (%s)", len(places), names)
	}
	d := diagnostic(idSession, at, "401 [session-challenge]: this package reads nothing but a session cookie and sends 401 from %s without WWW-Authenticate: add a private scheme in one place, redirect page loads to the login, or disable this rule (RFC 9110 §11.4)", from)
	if len(places) > 1 {
		d.Related = chosen(hits)
	}
	return []analysis.Diagnostic{d}
}
