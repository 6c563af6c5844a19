package challenge

import (
	"fmt"
	"sort"
	"strings"
)

// Check judges a complete value that is sent with status, or with an unknown
// status if that is 0. It returns at most one problem a defect, the most
// important first, and nil for a value without defects. A value that Parse
// rejects always has a problem. The rules are those of RFC 9110 §11 and of the
// RFCs that the IANA registry names for its schemes; what is not registered is
// only held to the grammar.
func Check(value string, status int) []Problem {
	return problems(symsOf(value), status)
}

// CheckPartial judges a value that is only known in part. It reports only what
// no filling of the holes can mend; a hole may be any text, quotes and commas
// included, but see Part.Verb. A value without holes is judged as by Check.
func CheckPartial(parts []Part, status int) []Problem {
	return problems(symsOfParts(parts), status)
}

func problems(ss []sym, status int) []Problem {
	ds, r := analyze(ss, status)
	if len(ds) == 0 {
		return nil
	}
	fixed := correction(ss, r)
	ps := make([]Problem, len(ds))
	for i, d := range ds {
		ps[i] = Problem{Text: d.text, RFC: d.rfc, Fixed: fixed, Clients: clients(d, r)}
	}
	return ps
}

// correction returns the corrected value, or "" unless it is known to be right.
func correction(ss []sym, r *reader) string {
	if r.fatal || r.nofix {
		return ""
	}
	out := r.syms()
	if again, _ := analyze(out, r.status); len(again) > 0 || !sameHoles(ss, out) {
		return ""
	}
	if countHoles(ss) == 0 {
		if _, better := Interop(text(out)); better != "" {
			return better
		}
		return text(out)
	}
	return format(out)
}

// sameHoles tells whether b has the holes of a, in their order; %s and %q are
// the same hole.
func sameHoles(a, b []sym) bool {
	holes := func(ss []sym) string {
		var hs []byte
		for _, s := range ss {
			switch {
			case s == hole+'q':
				hs = append(hs, 's')
			case s.isHole():
				hs = append(hs, s.verb())
			}
		}
		return string(hs)
	}
	return holes(a) == holes(b)
}

// analyze returns the defects of ss and the reader, which has mended what can
// be mended.
func analyze(ss []sym, status int) ([]defect, *reader) {
	r := &reader{s: clean(ss), status: status, opaque: len(ss) + 1}
	holes := countHoles(ss) > 0
	r.odd = oddQuotes(ss)
	r.control(ss)
	if !r.empty() && !r.prose() {
		r.read()
		if !r.fatal {
			r.meaning()
		}
	}
	ds := r.defects
	if holes {
		ds = r.certain(ss)
	} else if len(ds) == 0 {
		// What the reader lets through must be what Parse accepts.
		if _, err := Parse(text(ss)); err != nil {
			r.nofix = true
			ds = append(ds, defect{kind: kGrammar, text: fmt.Sprintf("the value breaks the grammar of challenges (%v)", err), rfc: "RFC 9110 §11.6.1"})
		}
	}
	sort.SliceStable(ds, func(i, j int) bool { return ds[i].kind < ds[j].kind })
	var unique []defect
	seen := map[string]bool{}
	for _, d := range ds {
		if !seen[d.text] {
			seen[d.text] = true
			unique = append(unique, d)
		}
	}
	return unique, r
}

// certain returns the defects that no filling of the holes can mend. Those of
// the grammar are certain if the automaton says so, the others if the text up
// to them is known; the checks of meaning see to that themselves.
func (r *reader) certain(ss []sym) []defect {
	var ds, grammar []defect
	for _, d := range r.defects {
		if d.grammar {
			grammar = append(grammar, d)
		} else {
			ds = append(ds, d)
		}
	}
	if len(grammar) == 0 {
		return ds
	}
	if ok, _ := mendable(ss); ok {
		return ds
	}
	sort.SliceStable(grammar, func(i, j int) bool { return grammar[i].pos < grammar[j].pos })
	// At least one of them can't be mended: those before the holes, else the
	// one that comes first.
	before := 0
	for before < len(grammar) && grammar[before].pos < r.opaque {
		before++
	}
	return append(ds, grammar[:max(before, 1)]...)
}

// clean returns ss with spaces for control characters, at their places.
func clean(ss []sym) []sym {
	out := append([]sym(nil), ss...)
	for i, s := range out {
		if s.isByte(isControl) {
			out[i] = ' '
		}
	}
	return out
}

func oddQuotes(ss []sym) bool {
	odd := false
	for i := 0; i < len(ss); i++ {
		switch ss[i] {
		case '\\':
			i++
		case '"':
			odd = !odd
		}
	}
	return odd
}

// control notes the first control character. Only line ends can be replaced
// by a space without loss: net/http does so too.
func (r *reader) control(ss []sym) {
	noted := false
	for i, s := range ss {
		if !s.isByte(isControl) {
			continue
		}
		if !noted {
			r.note(kControl, i, "RFC 9110 §5.5", "the value holds the control character U+%04X", int(s))
			noted = true
		}
		if s != '\n' && s != '\r' {
			r.nofix = true
		}
	}
}

// empty notes a value without any challenge.
func (r *reader) empty() bool {
	if v, ok := known(r.s); !ok || strings.Trim(v, " \t,;") != "" {
		return false
	}
	r.stop(kEmpty, 0, "RFC 9110 §11.6.1", "the value is empty, so it holds no challenge")
	return true
}

// prose notes a value that is a sentence. "invalid token" is a challenge by the
// grammar, so for two words the words themselves decide; three are never one.
func (r *reader) prose() bool {
	for _, s := range r.s {
		if s == '=' || s == '"' {
			return false
		}
	}
	value, whole := known(r.s)
	words := strings.Fields(value)
	if len(words) < 2 {
		return false
	}
	first := strings.TrimRight(words[0], ",;:")
	list := strings.ContainsAny(value, ",;")
	grammar := true
	if len(words) > 2 {
		ok, _ := mendable(r.s)
		switch {
		case list && knownScheme(first), ok && (!whole || !anyWord(words, isProse)):
			return false
		}
		grammar = !ok
	} else {
		grammar = !isToken(words[0])
		second := trimMarks(words[1])
		switch {
		case !whole || list || lookup(first) != nil || !all(symsOf(second), isLetter):
			return false
		case knownScheme(first) && !isProse(second), !grammar && !anyWord(words, isProse):
			return false
		}
	}
	r.defects = append(r.defects, defect{kProse, "the value is prose, not a challenge", "RFC 9110 §11.6.1", 0, grammar})
	sc := lookup(first)
	if sc == nil || !whole || sc.name != "Basic" && sc.name != "Bearer" {
		r.fatal = true
		return true
	}
	// Behind the scheme stands a realm without its name, or only an error text.
	p := restricted()
	if rest := words[1:]; !anyWord(rest, isProseWord) && !anyWord(rest, knownParam) && !anyWord(rest, isTokenWord) {
		p.value = symsOf(strings.Join(rest, " "))
	}
	r.items = []*item{{scheme: symsOf(first), params: []param{p}, end: len(r.s)}}
	return true
}

func isTokenWord(w string) bool { return strings.EqualFold(w, "token") }

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func trimMarks(w string) string { return strings.Trim(w, ".,;:!?()'") }

func anyWord(words []string, is func(string) bool) bool {
	for _, w := range words {
		if is(trimMarks(w)) {
			return true
		}
	}
	return false
}

// restricted is the realm for a challenge whose author gave none.
func restricted() param {
	return param{name: symsOf("realm"), value: symsOf("restricted"), quoted: true}
}

// meaning checks the challenges against their schemes.
func (r *reader) meaning() {
	for _, c := range r.items {
		if c.scheme == nil {
			r.guessScheme(c)
			continue
		}
		name, ok := known(c.scheme)
		if !ok {
			continue
		}
		sc := lookup(name)
		ended := c.end <= r.opaque || r.opaque > len(r.s)
		if ended && c.bare() && r.lone(c, name) {
			continue
		}
		if sc != nil && ended && !sc.token68 && c.token68 != nil && !r.data(c, sc) {
			continue
		}
		r.duplicates(c)
		if sc == nil || sc.exempt {
			continue
		}
		r.forms(c, sc)
		r.charset(c, sc)
		r.oauth(c, sc)
		r.metadata(c, sc)
		if ended {
			r.required(c, sc)
		}
	}
}

// guessScheme puts a scheme before parameters that only one scheme has.
func (r *reader) guessScheme(c *item) {
	only := true // realm only
	for i := range c.params {
		only = only && isRealm(&c.params[i])
	}
	var fits []string
	for _, name := range []string{"Basic", "Bearer", "Digest"} {
		sc := lookup(name)
		fit := !only
		for _, p := range c.params {
			fit = fit && contains(sc.params, text(p.name))
		}
		for _, need := range sc.required {
			fit = fit && find(c, need) != nil
		}
		if fit {
			fits = append(fits, name)
		}
	}
	if len(fits) != 1 {
		r.nofix = true
		return
	}
	c.scheme = symsOf(fits[0])
}

// lone notes words that are no scheme although the grammar takes them for one,
// which is why the automaton has no say.
func (r *reader) lone(c *item, name string) bool {
	if isErrorCode(name) {
		r.note(kProse, 0, "RFC 6750 §3", "%s is a value of the parameter error, not a scheme", name)
		r.defects[len(r.defects)-1].grammar = false
		c.scheme = symsOf("Bearer")
		c.params = []param{{name: symsOf("error"), value: symsOf(name), quoted: true}}
		r.checkStatus(c, lookup("Bearer"))
	} else if isLoneProse(name) {
		r.note(kProse, 0, "RFC 9110 §11.6.1", "%q is prose, not a challenge", name)
		r.defects[len(r.defects)-1].grammar = false
		r.nofix = true
	} else {
		return false
	}
	return true
}

func isErrorCode(s string) bool {
	for i := range schemes {
		for _, e := range schemes[i].errors {
			if e.name == s {
				return true
			}
		}
	}
	return false
}

// data notes a token68 after a scheme that takes parameters, and tells whether
// the other checks still make sense.
func (r *reader) data(c *item, sc *scheme) bool {
	word := text(c.token68)
	r.note(kToken68, 0, sc.rfc, "%s takes parameters, so %q needs a name before it", sc.name, word)
	switch {
	case sc.name == "Bearer" && isErrorCode(word):
		c.params = []param{{name: symsOf("error"), value: c.token68, quoted: true}}
	case sc.name != "Basic" && sc.name != "Bearer":
		r.nofix = true
		return false
	case !all(c.token68, isLetter) || knownParam(word) || isProseWord(word) || isTokenWord(word):
		c.params = []param{restricted()}
	default:
		c.params = []param{{name: symsOf("realm"), value: c.token68, quoted: true}}
	}
	c.token68 = nil
	return true
}

func find(c *item, name string) *param {
	for i := range c.params {
		if strings.EqualFold(text(c.params[i].name), name) {
			return &c.params[i]
		}
	}
	return nil
}

func (r *reader) required(c *item, sc *scheme) {
	var missing []string
	for _, name := range sc.required {
		if find(c, name) == nil {
			missing = append(missing, name)
		}
	}
	one := len(sc.oneOf) == 0
	for _, name := range sc.oneOf {
		one = one || find(c, name) != nil
	}
	if !one {
		missing = append(missing, strings.Join(sc.oneOf, " or "))
	}
	switch {
	case len(missing) == 1:
		r.note(kRequired, c.end, sc.rfc, "%s lacks the required parameter %s", sc.name, missing[0])
	case len(missing) > 1:
		r.note(kRequired, c.end, sc.rfc, "%s lacks the required parameters %s", sc.name, strings.Join(missing, ", "))
	case sc.anyParam && c.bare():
		r.note(kRequired, c.end, sc.rfc, "%s needs at least one parameter, such as realm", sc.name)
	default:
		return
	}
	if sc.anyParam || len(missing) == 1 && missing[0] == "realm" {
		c.params = append([]param{restricted()}, c.params...)
	} else {
		r.nofix = true
	}
}

func (r *reader) duplicates(c *item) {
	var kept []param
	for _, p := range c.params {
		name, ok := known(p.name)
		first := -1
		for i := range kept {
			if ok && p.name != nil && strings.EqualFold(text(kept[i].name), name) {
				first = i
			}
		}
		if first < 0 || p.pos+len(p.name) >= r.opaque {
			kept = append(kept, p)
			continue
		}
		r.note(kDuplicate, p.pos, "RFC 9110 §11.2", "the parameter %s occurs more than once", strings.ToLower(name))
		if text(kept[first].value) != text(p.value) || countHoles(p.value) > 0 {
			r.nofix = true
		}
	}
	c.params = kept
}

// forms checks what a scheme demands on quotes beyond the grammar.
func (r *reader) forms(c *item, sc *scheme) {
	for i := range c.params {
		p := &c.params[i]
		name := text(p.name)
		if p.raw || p.end > r.opaque || p.pos == p.end {
			continue
		}
		v, ok := known(p.value)
		switch {
		case !p.quoted && isToken(v) && !isRealm(p) && contains(sc.quoted, name):
			r.note(kForm, p.pos, sc.rfc, "%s must be a quoted-string in a %s challenge", name, sc.name)
		case p.quoted && ok && contains(sc.unquoted, name):
			r.note(kForm, p.pos, sc.rfc, "%s must not be quoted in a %s challenge", name, sc.name)
		}
	}
}

// valueOf returns the value of a parameter if it is known for certain.
func (r *reader) valueOf(c *item, name string) (*param, string, bool) {
	p := find(c, name)
	if p == nil || p.raw || p.end > r.opaque {
		return nil, "", false
	}
	// An unquoted value may go on in a hole.
	if !p.quoted && p.end == r.opaque {
		return nil, "", false
	}
	v, ok := known(p.value)
	return p, v, ok
}

func (r *reader) charset(c *item, sc *scheme) {
	p, v, ok := r.valueOf(c, "charset")
	if !ok || !contains(sc.params, "charset") || strings.EqualFold(v, "UTF-8") {
		return
	}
	r.note(kCharset, p.pos, sc.rfc, `charset can only be "UTF-8"`)
	switch strings.ToLower(v) {
	case "utf8", "utf_8", "utf 8":
		p.value = symsOf("UTF-8")
	default:
		r.nofix = true
	}
}

// oauth checks the values that RFC 6750 §3 restricts, for Bearer and DPoP.
func (r *reader) oauth(c *item, sc *scheme) {
	if len(sc.errors) == 0 {
		return
	}
	for _, name := range []string{"error", "error_description", "scope", "error_uri"} {
		p, v, ok := r.valueOf(c, name)
		if !ok {
			continue
		}
		if v == "" {
			r.note(kContent, p.pos, "RFC 6750 §3", "%s is empty", name)
			r.drop(c, name)
			continue
		}
		clean := v
		for i := range len(v) {
			b := v[i]
			if b < ' ' || b > '~' || b == '"' || b == '\\' || b == ' ' && name == "error_uri" {
				r.note(kContent, p.pos, "RFC 6750 §3", "%s can't hold the character %q", name, v[i:i+1])
				clean = strings.ReplaceAll(v, `"`, "'")
				break
			}
		}
		if words := strings.Join(strings.Fields(clean), " "); name == "scope" && words != clean {
			r.note(kContent, p.pos, "RFC 6750 §3", "one space stands between the values of scope, and nowhere else")
			clean = words
		}
		if clean == "" {
			r.drop(c, name)
		} else if clean != v {
			p.value = symsOf(clean)
		}
	}
	r.checkStatus(c, sc)
}

// metadata notes a resource_metadata that is no address: a client can't tell
// what a path is relative to.
func (r *reader) metadata(c *item, sc *scheme) {
	p := find(c, "resource_metadata")
	if p == nil || p.raw || p.pos >= r.opaque || len(p.value) == 0 || !contains(sc.params, "resource_metadata") {
		return
	}
	v, whole := known(p.value)
	if p.value[0] == '/' || whole && p.end <= r.opaque && v != "" && !strings.Contains(v, "://") {
		r.note(kContent, p.pos, "RFC 9728 §5.1", "resource_metadata must be a whole URL")
		r.nofix = true
	}
}

// drop removes a parameter that says nothing. A Bearer challenge must keep one.
func (r *reader) drop(c *item, name string) {
	for i := range c.params {
		if strings.EqualFold(text(c.params[i].name), name) {
			c.params = append(c.params[:i:i], c.params[i+1:]...)
			break
		}
	}
	if len(c.params) == 0 {
		c.params = []param{restricted()}
	}
}

// checkStatus compares the parameter error with the status. Which of the two
// is wrong is not known here, so there is no correction.
func (r *reader) checkStatus(c *item, sc *scheme) {
	p, v, ok := r.valueOf(c, "error")
	if !ok || r.status < 400 || r.status > 499 || r.status == 407 {
		return
	}
	for _, e := range sc.errors {
		if e.name == v && e.status != r.status {
			r.note(kStatus, p.pos, e.rfc, "error=%q belongs with status %d, not %d", v, e.status, r.status)
			r.nofix = true
		}
	}
}
