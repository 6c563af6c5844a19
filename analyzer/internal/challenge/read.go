package challenge

import (
	"fmt"
	"strings"
)

// kind orders defects, the most important first.
type kind uint8

const (
	kEmpty kind = iota
	kProse
	kControl
	kFieldName
	kNoScheme
	kScheme
	kColon
	kAfterScheme
	kUnbalanced
	kGarbage
	kMissingComma
	kSemicolon
	kGrammar
	kRealm
	kQuoting
	kRequired
	kToken68
	kDuplicate
	kForm
	kCharset
	kStatus
	kContent
	kSpace
	kEmptyElement
)

// defect is a problem before its correction is known.
type defect struct {
	kind      kind
	text, rfc string
	pos       int
	grammar   bool // the automaton judges it too
}

// item is a challenge as the author may have meant it.
type item struct {
	scheme  []sym
	token68 []sym
	params  []param
	// comma: a comma stood right after the scheme, so no parameter of this
	// challenge can follow.
	comma bool
	// end is where the challenge has ended for certain: past the scheme of the
	// next one, or the end of the value.
	end int
}

// bare tells whether nothing but the scheme was read.
func (c *item) bare() bool { return c.token68 == nil && c.params == nil }

// param is a parameter of an item. raw marks text whose form is not known,
// since it starts with a hole: it is printed as it is.
type param struct {
	name, value []sym
	quoted      bool
	raw         bool
	pos, end    int // in the value
}

// unknown tells whether even the end of the value is not known.
func (p *param) unknown() bool { return p.raw && !p.quoted }

// reader reads a value the way its author may have meant it, notes where that
// is not what the grammar says, and keeps what is needed to print it right.
type reader struct {
	s       []sym
	i       int
	status  int
	items   []*item
	defects []defect
	// opaque is the position of the first hole after which nothing is certain.
	opaque int
	odd    bool // the number of double quotes is odd
	fatal  bool // no correction is known and the rest was not read
	nofix  bool // no correction is known
	tab    bool // the whitespace last skipped held a tab
}

type separator uint8

const (
	sepStart separator = iota
	sepNone            // whitespace at most
	sepComma
	sepSemicolon
)

func (r *reader) note(k kind, pos int, rfc, format string, args ...any) {
	r.defects = append(r.defects, defect{k, fmt.Sprintf(format, args...), rfc, pos, k <= kQuoting || k >= kSpace})
}

func (r *reader) stop(k kind, pos int, rfc, format string, args ...any) {
	r.note(k, pos, rfc, format, args...)
	r.fatal = true
}

// garbage stops at text that fits nowhere.
func (r *reader) garbage(pos int, format string, args ...any) {
	if r.odd {
		r.unbalanced()
		r.fatal = true
		return
	}
	r.stop(kGarbage, pos, "RFC 9110 §11.3", format, args...)
}

// unbalanced is noted at the end, since only there it is certain.
func (r *reader) unbalanced() {
	r.note(kUnbalanced, len(r.s), "RFC 9110 §5.6.4", "a double quote has no counterpart")
}

func (r *reader) peek() sym { return r.at(r.i) }

func (r *reader) at(i int) sym {
	if i < len(r.s) {
		return r.s[i]
	}
	return end
}

// space skips whitespace and tells whether there was any.
func (r *reader) space() bool {
	from := r.i
	r.tab = false
	for r.peek().isByte(isSpace) {
		r.tab = r.tab || r.peek() == '\t'
		r.i++
	}
	return r.i > from
}

// last returns the challenge being read, or nil.
func (r *reader) last() *item {
	if len(r.items) == 0 {
		return nil
	}
	return r.items[len(r.items)-1]
}

func (r *reader) read() {
	sep := sepStart
	for !r.fatal {
		r.space()
		switch c := r.peek(); c {
		case end:
			if sep == sepComma {
				r.note(kEmptyElement, r.i, "RFC 9110 §5.6.1.1", "a comma at the end makes an empty list element")
			}
			return
		case ',':
			switch cur := r.last(); {
			case sep == sepStart && cur == nil, sep == sepComma:
				r.note(kEmptyElement, r.i, "RFC 9110 §5.6.1.1", "a comma too many makes an empty list element")
			case sep == sepNone && cur.bare():
				cur.comma = true
				cur.end = r.i + 1
			}
			r.i++
			sep = sepComma
		case ';':
			r.note(kSemicolon, r.i, "RFC 9110 §11.6.1", "parameters and challenges are separated by commas, not by semicolons")
			r.i++
			sep = sepSemicolon
		case '"':
			r.garbage(r.i, "a quoted-string stands where a scheme or a parameter name should")
		case '=':
			r.garbage(r.i, `"=" has no parameter name before it`)
		default:
			sep = r.element(sep)
		}
	}
}

// element reads a scheme, a token68 or a parameter and returns the separator
// that is in force after it.
func (r *reader) element(sep separator) separator {
	pos := r.i
	cur := r.last()
	fresh := sep == sepNone && cur.bare() // right after a scheme
	if fresh && r.tab {
		r.note(kSpace, pos, "RFC 9110 §11.3", "a space follows the scheme, not a tab")
	}
	w := r.word()
	if len(w) > 0 && !fresh && (cur == nil || sep == sepComma || sep == sepSemicolon) && r.colon(pos, w) {
		if w := strings.ToLower(text(w)); strings.HasPrefix(w, "www-authenticate:") || strings.HasPrefix(w, "proxy-authenticate:") {
			return sep
		}
		return sepNone
	}
	if fresh && r.token68(cur, pos, w) {
		return sepNone
	}
	after := r.i
	r.space()
	switch next := r.peek(); {
	case next == '=':
		r.i++
		r.param(sep, w, pos, r.i-1 > after)
	case next == '"' && cur != nil && len(w) > 1 && w[len(w)-1] == ':':
		r.note(kColon, pos, "RFC 9110 §11.2", `"=" stands between a parameter and its value, not ":"`)
		r.param(sep, w[:len(w)-1], pos, false)
	default:
		r.i = after
		r.bare(sep, w, pos)
	}
	return sepNone
}

// word reads up to whitespace or a delimiter.
func (r *reader) word() []sym {
	from := r.i
	for ; r.i < len(r.s); r.i++ {
		s := r.s[r.i]
		if s.isHole() {
			r.unsure(r.i)
		} else if isSpace(byte(s)) || strings.IndexByte(`,;="`, byte(s)) >= 0 {
			break
		}
	}
	return r.s[from:r.i]
}

// unsure marks that nothing is certain from position i on.
func (r *reader) unsure(i int) { r.opaque = min(r.opaque, i) }

// colon handles "Scheme:", which looks like a header line.
func (r *reader) colon(pos int, w []sym) bool {
	name, rest, ok := strings.Cut(text(w), ":")
	if !ok || !isToken(name) {
		return false
	}
	switch lower := strings.ToLower(name); {
	case lower == "www-authenticate" || lower == "proxy-authenticate":
		r.note(kFieldName, pos, "RFC 9110 §11.6.1", "the value repeats the field name")
		r.i = pos + len(name) + 1
		return true
	case knownScheme(name), rest == "" && r.last() == nil && r.peek() != '"' && r.peek() != '=' && !knownParam(name):
		r.note(kColon, pos, "RFC 9110 §11.3", "a space follows the scheme, not a colon")
		r.scheme(w[:len(name)], pos)
		r.i = pos + len(name) + 1
		return true
	}
	return false
}

// token68 takes w as a token68 if it has that form and ends its list element.
func (r *reader) token68(cur *item, pos int, w []sym) bool {
	from := r.i
	sc := lookup(text(cur.scheme))
	if sc != nil && sc.exempt && !all(w, isTchar) {
		for r.peek().isByte(isFreeData) {
			r.i++
		}
	}
	for r.peek() == '=' {
		r.i++
	}
	next := r.i
	for r.at(next).isByte(isSpace) {
		next++
	}
	if c := r.at(next); c == end || c == ',' || c == ';' {
		name := text(w)
		data := all(w, isToken68) || sc != nil && sc.exempt && all(w, isFreeData)
		// "realm=" is a parameter that lost its value.
		lost := r.i == from+1 && (knownParam(name) || sc != nil && !sc.token68)
		if data && !lost {
			cur.token68 = r.s[pos:r.i]
			return true
		}
	}
	r.i = from
	return false
}

// scheme starts a challenge.
func (r *reader) scheme(w []sym, pos int) {
	if cur := r.last(); cur != nil && !cur.comma {
		cur.end = pos + len(w) + 1
	}
	r.items = append(r.items, &item{scheme: w, end: len(r.s)})
}

// bare handles a word without "=".
func (r *reader) bare(sep separator, w []sym, pos int) {
	cur := r.last()
	if sep != sepNone {
		if p := r.openQop(); p != nil && strings.EqualFold(text(w), "auth-int") {
			p.value = append(p.value[:len(p.value):len(p.value)], symsOf(","+text(w))...)
			r.needsQuotes(p)
			return
		}
		for _, s := range w {
			if !s.isHole() && !s.isByte(isTchar) {
				r.stop(kScheme, pos, "RFC 9110 §11.1", "%q is not the name of a scheme", text(w))
				return
			}
		}
		r.scheme(w, pos)
		return
	}
	holes := countHoles(w) > 0
	switch {
	case lookup(text(w)) != nil && r.newChallenge():
		r.note(kMissingComma, pos, "RFC 9110 §11.6.1", "a comma is missing before %s", text(w))
		r.scheme(w, pos)
	case cur.params == nil && holes:
		cur.params = append(cur.params, param{value: w, raw: true, pos: pos, end: r.i})
	case cur.params == nil:
		r.garbage(pos, "%q is neither a parameter nor a token68", text(w))
	default:
		p := &cur.params[len(cur.params)-1]
		switch {
		case holes || p.unknown():
			r.nofix = true
			cur.params = append(cur.params, param{value: w, raw: true, pos: pos, end: r.i})
		case !p.quoted:
			// An unquoted value of several words.
			p.value = append(append(p.value[:len(p.value):len(p.value)], ' '), w...)
			p.end = r.i
			r.needsQuotes(p)
		default:
			r.garbage(pos, "%q follows the value of %s", text(w), text(p.name))
		}
	}
}

// openQop returns the parameter qop if it was just read without quotes. Its
// value is a list, so qop=auth,auth-int falls apart.
func (r *reader) openQop() *param {
	if cur := r.last(); cur != nil && len(cur.params) > 0 {
		if p := &cur.params[len(cur.params)-1]; !p.quoted && strings.EqualFold(text(p.name), "qop") {
			return p
		}
	}
	return nil
}

// newChallenge tells whether a parameter follows, after whitespace.
func (r *reader) newChallenge() bool {
	i := r.i
	for r.at(i).isByte(isSpace) {
		i++
	}
	from := i
	for r.at(i).isByte(isTchar) {
		i++
	}
	return from > r.i && i > from && r.at(i) == '='
}

// param reads the value of a parameter; the reader stands past the "=".
func (r *reader) param(sep separator, name []sym, pos int, spaced bool) {
	n := text(name)
	if _, ok := known(name); ok && !isToken(n) {
		r.garbage(pos, "%q is not the name of a parameter", n)
		return
	}
	cur := r.last()
	switch {
	case cur == nil:
		r.note(kNoScheme, pos, "RFC 9110 §11.3", "no scheme stands before %s", n)
		r.items = append(r.items, &item{end: len(r.s)})
		cur = r.last()
	case cur.token68 != nil:
		r.garbage(pos, "%s can't follow a token68", n)
		return
	case sep == sepComma && cur.bare():
		r.note(kAfterScheme, pos, "RFC 9110 §11.3", "a space follows the scheme, not a comma")
		cur.comma, cur.end = false, len(r.s)
	case sep == sepNone && !cur.bare():
		if cur.params[len(cur.params)-1].unknown() {
			r.nofix = true
		} else {
			r.note(kMissingComma, pos, "RFC 9110 §11.2", "a comma is missing before %s", n)
		}
	}
	if r.space() && r.peek() != end && r.peek() != ',' && r.peek() != ';' || spaced {
		r.note(kSpace, pos, "RFC 9110 §5.6.3", `no whitespace may stand around "="`)
	}
	p := param{name: name, pos: pos}
	r.value(&p)
	p.end = r.i
	cur.params = append(cur.params, p)
}

func isRealm(p *param) bool { return strings.EqualFold(text(p.name), "realm") }

// needsQuotes notes that a value must be a quoted-string and makes it one.
func (r *reader) needsQuotes(p *param) {
	if isRealm(p) {
		r.note(kRealm, p.pos, "RFC 9110 §11.5", "realm must be a quoted-string")
	} else {
		r.note(kQuoting, p.pos, "RFC 9110 §11.2", "the value of %s must be a quoted-string, since it is not a token", text(p.name))
	}
}

func (r *reader) value(p *param) {
	switch c := r.peek(); {
	case c == '"':
		r.quoted(p)
		return
	case c == '\'' && r.enclosed(p, `'`, "in double quotes, not in single quotes"):
		return
	case c == '\\' && r.at(r.i+1) == '"' && r.enclosed(p, `\"`, "in double quotes without backslashes"):
		return
	case c == end || c == ',' || c == ';':
		p.quoted = true
		r.note(kQuoting, p.pos, "RFC 9110 §11.2", "%s has no value", text(p.name))
		return
	}
	from := r.i
	quotes := 0
	for ; r.i < len(r.s) && !r.s[r.i].isByte(isSpace) && r.s[r.i] != ',' && r.s[r.i] != ';'; r.i++ {
		switch {
		case r.s[r.i] == '"':
			quotes++
		case r.s[r.i].isHole() && r.s[r.i].opaque():
			r.unsure(r.i)
		}
	}
	p.value = r.s[from:r.i]
	first := p.value[0]
	switch {
	case first == hole+'q':
		if len(p.value) > 1 {
			r.garbage(from+1, "text follows the value of %s", text(p.name))
		}
		p.quoted, p.raw = true, true
		return
	case quotes > 0 && first.isHole():
		p.raw, r.nofix = true, true
		return
	case quotes == 1 && p.value[len(p.value)-1] == '"':
		r.unbalanced()
		p.value = p.value[:len(p.value)-1]
		p.quoted = true
		return
	case quotes > 0:
		r.garbage(from, "a double quote stands inside the value of %s", text(p.name))
		return
	case first == hole, first.isHole() && !isRealm(p):
		p.raw = true // the hole may bring the quotes
		return
	}
	for _, s := range p.value {
		if !s.isHole() && !s.isByte(isTchar) || s == hole+'q' {
			r.needsQuotes(p)
			return
		}
	}
	if isRealm(p) {
		r.needsQuotes(p)
	}
}

// enclosed reads a value between marks that are no quotes in HTTP.
func (r *reader) enclosed(p *param, mark, want string) bool {
	from := r.i + len(mark)
	for i := from; i < len(r.s); i++ {
		n := 0
		for n < len(mark) && r.at(i+n) == sym(mark[n]) {
			n++
		}
		if n < len(mark) {
			continue
		}
		switch c := r.at(i + n); {
		case c == end, c == ',', c == ';', c.isByte(isSpace):
		default:
			continue
		}
		for j := from; j < i; j++ {
			if r.s[j] == '"' || r.s[j] == '\\' {
				return false
			}
			if r.s[j].isHole() {
				r.unsure(j)
			}
		}
		p.value, p.quoted = r.s[from:i], true
		r.i = i + n
		k := kQuoting
		if isRealm(p) {
			k = kRealm
		}
		r.note(k, p.pos, "RFC 9110 §5.6.4", "%s must be %s", text(p.name), want)
		return true
	}
	return false
}

// quoted reads a quoted-string.
func (r *reader) quoted(p *param) {
	p.quoted = true
	from := r.i
	for r.i++; r.i < len(r.s); r.i++ {
		s := r.s[r.i]
		switch {
		case s == '"':
			r.i++
			return
		case s == '\\' && r.i+1 < len(r.s):
			r.i++
			if s = r.s[r.i]; s.isHole() {
				r.unsure(r.i)
				r.nofix = true
			}
		case s == hole+'q':
			r.note(kUnbalanced, from, "RFC 9110 §5.6.4", "%s is quoted twice: %%q brings its own quotes", text(p.name))
			if r.i == from+1 && r.at(r.i+1) == '"' {
				p.raw = true
			} else {
				r.nofix = true
			}
		case s.isHole() && s.opaque() && !closes(r.s[r.i+1:]):
			r.unsure(r.i)
		}
		p.value = append(p.value, s)
	}
	r.unbalanced()
	// What follows the quote is the value only where nothing else can be in it.
	p.value = trim(p.value, " \t,;")
	for _, s := range p.value {
		if s == '=' || s == '\\' {
			r.nofix = true
		}
	}
	if len(p.value) == 0 {
		r.nofix = true
	}
}

// syms prints what was read, mended.
func (r *reader) syms() []sym {
	var out []sym
	put := func(s string) { out = append(out, symsOf(s)...) }
	for i, c := range r.items {
		if i > 0 {
			put(", ")
		}
		out = append(out, c.scheme...)
		if c.token68 != nil {
			put(" ")
			out = append(out, c.token68...)
		}
		sc := lookup(text(c.scheme))
		for j := range c.params {
			p := &c.params[j]
			if j > 0 {
				put(",")
			}
			put(" ")
			if p.name != nil {
				out = append(out, p.name...)
				put("=")
			}
			out = append(out, r.form(sc, p)...)
		}
	}
	return out
}

// form prints a value in the form it must have.
func (r *reader) form(sc *scheme, p *param) []sym {
	name := text(p.name)
	v, ok := known(p.value)
	plain := ok && isToken(v)
	switch {
	case p.raw:
		return p.value
	case plain && (!p.quoted && !isRealm(p) || sc != nil && contains(sc.unquoted, name)):
		if sc == nil || !contains(sc.quoted, name) {
			return p.value
		}
	case !ok && !p.quoted && !isRealm(p):
		// Holes in a token; whether it needs quotes depends on the rest.
		token := true
		for _, s := range p.value {
			token = token && (s.isHole() && s != hole+'q' || s.isByte(isTchar))
		}
		if token {
			return p.value
		}
	case len(p.value) == 1 && p.value[0] == hole+'s' && r.requoted(p):
		return []sym{hole + 'q'}
	}
	out := []sym{'"'}
	for _, s := range p.value {
		if s == '"' || s == '\\' {
			out = append(out, '\\')
		}
		out = append(out, s)
	}
	return append(out, '"')
}

// requoted tells whether p's quotes are new, so that %q may write them. What
// the author put in quotes already keeps its %s.
func (r *reader) requoted(p *param) bool {
	return !p.quoted || r.at(p.end-1) != '"'
}
