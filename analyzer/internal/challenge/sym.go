package challenge

import "strings"

// sym is one symbol of a value that may have holes: a byte, or a hole.
type sym int16

const (
	end  sym = -1  // returned past the last symbol
	hole sym = 256 // plus the verb
)

func (s sym) isHole() bool { return s >= hole }

func (s sym) verb() byte { return byte(s - hole) }

// opaque tells a hole that may stand for any text at all. A number can't hold
// a separator or a quote, and %q yields a whole quoted-string.
func (s sym) opaque() bool { return s.isHole() && s.verb() != 'd' && s.verb() != 'q' }

func (s sym) isByte(is func(byte) bool) bool { return 0 <= s && s < hole && is(byte(s)) }

func symsOf(s string) []sym {
	ss := make([]sym, len(s))
	for i := range len(s) {
		ss[i] = sym(s[i])
	}
	return ss
}

func symsOfParts(parts []Part) []sym {
	var ss []sym
	for _, p := range parts {
		if p.Hole {
			ss = append(ss, hole+sym(p.Verb))
		} else {
			ss = append(ss, symsOf(p.Text)...)
		}
	}
	return ss
}

// text prints known symbols and "…" for holes, for messages and comparisons.
func text(ss []sym) string {
	var b strings.Builder
	for _, s := range ss {
		if s.isHole() {
			b.WriteString("…")
		} else {
			b.WriteByte(byte(s))
		}
	}
	return b.String()
}

// known returns the text of ss if it has no holes.
func known(ss []sym) (string, bool) {
	return text(ss), countHoles(ss) == 0
}

func countHoles(ss []sym) int {
	n := 0
	for _, s := range ss {
		if s.isHole() {
			n++
		}
	}
	return n
}

// format prints ss as the text of a format, or "" if a verb is not known.
func format(ss []sym) string {
	var b strings.Builder
	for _, s := range ss {
		switch {
		case s == hole:
			return ""
		case s.isHole():
			b.WriteByte('%')
			b.WriteByte(s.verb())
		case s == '%':
			b.WriteString("%%")
		default:
			b.WriteByte(byte(s))
		}
	}
	return b.String()
}

func all(ss []sym, is func(byte) bool) bool {
	for _, s := range ss {
		if !s.isByte(is) {
			return false
		}
	}
	return len(ss) > 0
}

// trim cuts the symbols that cut holds from the end.
func trim(ss []sym, cut string) []sym {
	for len(ss) > 0 && ss[len(ss)-1] < hole && strings.IndexByte(cut, byte(ss[len(ss)-1])) >= 0 {
		ss = ss[:len(ss)-1]
	}
	return ss
}
