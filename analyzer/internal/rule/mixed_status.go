package rule

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/evidence"
)

const idMixed = "mixed-status"

// MixedStatus is the rule mixed-status.
var MixedStatus = &Rule{
	ID:    idMixed,
	Check: mixed,
	Group: GroupChoice,
	Title: "One check, answered with 401 here and with 403 there",
	Doc: ticks(`
The same check with the same outcome means the same for the client, whichever handler makes it. Where one place answers it with 401 and another with 403, one of the two is wrong, and clients can rely on neither. The finding stands at the place that fewer agree with and points at the other, which may be in a package that is imported.

It speaks seldom: where the evidence tells which of the two is right, ~want-401~ or ~want-403~ stands at the other one instead. What is left are checks whose meaning only their author knows.
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
- the check is not a function, method, field or error of the module, or its name says nothing of callers, credentials or rights;
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
		if p.anyWrong(q.by[0]) || p.anyWrong(q.by[1]) {
			continue
		}
		if len(q.by[0]) == 0 || len(q.by[1]) == 0 {
			if d, ok := p.otherwise(k, append(q.by[0], q.by[1]...)); ok {
				out = append(out, d)
			}
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
		d := p.chose(idMixed, c, "%d [mixed-status]: the same check (%s) is answered with %d in line %d of %s, and with %d here: %s (RFC 9110 §15.5.4)",
			c.Status, shortKey(k), o.Status, p.line(o.Node.Pos()), filename(p.Pass.Fset, p.file(o.Node.Pos())), c.Status, text)
		for _, m := range many[:min(len(many), maxRelated)] {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: m.Node.Pos(), Message: "answered otherwise here"})
		}
		out = append(out, d)
	}
	return out
}

// otherwise compares a check with what the imported packages answer it with.
func (p *Package) otherwise(key string, cs []choice) (analysis.Diagnostic, bool) {
	for _, o := range p.checks {
		if c := cs[0]; o.Key == key && o.Status != c.Status {
			return p.chose(idMixed, c, "%d [mixed-status]: the same check (%s) is answered with %d in %s, and with %d here: one of the two is wrong (RFC 9110 §15.5.4)",
				c.Status, shortKey(key), o.Status, o.Place, c.Status), true
		}
	}
	return analysis.Diagnostic{}, false
}

// importChecks reads which checks the imported packages answer with what.
func importChecks(pass *analysis.Pass) []evidence.Check {
	var out []evidence.Check
	for _, imp := range pass.Pkg.Imports() {
		var fact evidence.ChecksFact
		if pass.ImportPackageFact != nil && pass.ImportPackageFact(imp, &fact) {
			for _, c := range fact.Checks {
				if !slices.Contains(out, c) {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// exportChecks tells the packages that import this one.
func (p *Package) exportChecks() {
	all := slices.Clone(p.checks)
	for _, c := range p.choices {
		if c.Key == "" || !p.ours(c.Key) || p.wrong[c.Node] || p.skipped(c.Node.Pos()) {
			continue
		}
		at := p.Pass.Fset.Position(c.Node.Pos())
		dir, file := filepath.Split(at.Filename)
		all = append(all, evidence.Check{Key: c.Key, Status: c.Status, Place: fmt.Sprintf("%s/%s:%d", filepath.Base(dir), file, at.Line)})
	}
	if len(all) == 0 || p.Pass.ExportPackageFact == nil {
		return
	}
	slices.SortFunc(all, func(a, b evidence.Check) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Status, b.Status), cmp.Compare(a.Place, b.Place))
	})
	// One place for each check and status will do.
	all = slices.CompactFunc(all, func(a, b evidence.Check) bool { return a.Key == b.Key && a.Status == b.Status })
	p.Pass.ExportPackageFact(&evidence.ChecksFact{Checks: all[:min(len(all), maxChecks)]})
}

// maxChecks bounds the checks that a package tells its importers.
const maxChecks = 200

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
