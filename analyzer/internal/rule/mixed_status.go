package rule

import (
	"strings"

	"golang.org/x/tools/go/analysis"
)

// MixedStatus documents mixed-status.
var MixedStatus = &Rule{
	ID:    "mixed-status",
	Group: GroupChoice,
	Draft: true,
	Title: "One check, answered with 401 here and with 403 there",
	Doc: ticks(`
The same check with the same outcome means the same for the client, whichever handler makes it. Where one place answers it with 401 and another with 403, one of the two is wrong, and clients can rely on neither. The finding stands at the place that fewer agree with and points at the other.
`),
	Before: ticks(`
func list(w http.ResponseWriter, r *http.Request) {
	if !store.mayRead(r) {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	writeList(w)
}

func item(w http.ResponseWriter, r *http.Request) {
	if !store.mayRead(r) {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	writeItem(w)
}
`),
	After: ticks(`
func list(w http.ResponseWriter, r *http.Request) {
	if !store.mayRead(r) {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	writeList(w)
}

func item(w http.ResponseWriter, r *http.Request) {
	if !store.mayRead(r) {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	writeItem(w)
}
`),
	RFC: "RFC 9110 §15.5.2 and §15.5.4",
	Fix: ticks(`
None: which of the two is meant is for the author to say.
`),
	Silent: ticks(`
Silent when:

- the evidence decides which place is wrong: then ~want-401~ or ~want-403~ speaks there;
- the check is not a function, method, field or error of the module;
- further conditions tell the two places apart.
`),
}

// mixed finds checks that are answered with 401 here and with 403 there.
func mixed(p *Package) []analysis.Diagnostic {
	type pair struct{ by [2][]choice }
	checks := map[string]*pair{}
	var order []string
	for _, c := range p.choices {
		if c.Key == "" || !p.ours(c.Key) {
			continue
		}
		q := checks[c.Key]
		if q == nil {
			q = &pair{}
			checks[c.Key] = q
			order = append(order, c.Key)
		}
		q.by[(c.Status-401)/2] = append(q.by[(c.Status-401)/2], c)
	}
	var out []analysis.Diagnostic
	for _, k := range order {
		q := checks[k]
		if len(q.by[0]) == 0 || len(q.by[1]) == 0 || p.anyWrong(q.by[0]) || p.anyWrong(q.by[1]) {
			continue
		}
		few, many := q.by[0], q.by[1]
		if len(few) > len(many) {
			few, many = many, few
		}
		c, o := few[0], many[0]
		text := "one of the two is wrong"
		if len(many) > len(few) {
			text = "most places send the other"
		}
		d := p.chose(MixedStatus, c, "%d [mixed-status]: the same check (%s) is answered with %d in line %d of %s, and with %d here: %s (RFC 9110 §15.5.4)",
			c.Status, shortKey(k), o.Status, p.line(o.Node.Pos()), filename(p.Pass.Fset, p.file(o.Node.Pos())), c.Status, text)
		for _, m := range many[:min(len(many), maxRelated)] {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: m.Node.Pos(), Message: "answered otherwise here"})
		}
		out = append(out, d)
	}
	return out
}

func (p *Package) anyWrong(cs []choice) bool {
	for _, c := range cs {
		if p.wrong[c.Node] {
			return true
		}
	}
	return false
}

// ours tells whether the object of a check is declared in the module that is
// analysed.
func (p *Package) ours(key string) bool {
	path := strings.TrimLeft(key, "(*")
	root := p.Pass.Pkg.Path()
	if m := p.Pass.Module; m != nil && m.Path != "" {
		root = m.Path
	}
	return strings.HasPrefix(path, root+"/") || strings.HasPrefix(path, root+".")
}

// shortKey is the name of a check without its import path.
func shortKey(key string) string {
	key, _, _ = strings.Cut(key, "@")
	key, _, _ = strings.Cut(key, "#")
	if i := strings.LastIndexByte(key, '/'); i >= 0 {
		prefix := ""
		if strings.HasPrefix(key, "(*") {
			prefix = "(*"
		} else if strings.HasPrefix(key, "(") {
			prefix = "("
		}
		return prefix + key[i+1:]
	}
	return key
}
