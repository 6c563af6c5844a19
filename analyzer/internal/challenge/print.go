package challenge

import (
	"strings"
)

// String prints c as a server should send it (RFC 9110 §11.3): realm and the
// parameters that the scheme wants quoted are quoted, those that it wants bare
// are bare, every other keeps its form as far as the grammar allows. Control
// characters, which no form can carry, become spaces.
func (c Challenge) String() string {
	var b strings.Builder
	b.WriteString(c.Scheme)
	if c.Token68 != "" {
		b.WriteByte(' ')
		b.WriteString(c.Token68)
	}
	sc := lookup(c.Scheme)
	for i, p := range c.Params {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte(' ')
		b.WriteString(p.Name)
		b.WriteByte('=')
		if mustQuote(sc, p) {
			quote(&b, p.Value)
		} else {
			b.WriteString(p.Value)
		}
	}
	return b.String()
}

// Format prints challenges as one header field value.
func Format(cs []Challenge) string {
	ss := make([]string, len(cs))
	for i, c := range cs {
		ss[i] = c.String()
	}
	return strings.Join(ss, ", ")
}

func mustQuote(sc *scheme, p Param) bool {
	switch {
	case !isToken(p.Value) || strings.EqualFold(p.Name, "realm"):
		return true
	case sc != nil && contains(sc.quoted, p.Name):
		return true
	case sc != nil && contains(sc.unquoted, p.Name):
		return false
	}
	return p.Quoted
}

func quote(b *strings.Builder, s string) {
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case isControl(c):
			b.WriteByte(' ')
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
}
