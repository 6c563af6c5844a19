package challenge

import (
	"fmt"
	"strings"
)

// SyntaxError says where and why a value breaks the grammar of RFC 9110 §11.
type SyntaxError struct {
	Offset int // in bytes, from 0
	Reason string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("offset %d: %s", e.Offset, e.Reason)
}

// Parse reads a header field value: a list of challenges (RFC 9110 §11.6.1).
// Empty list elements are skipped (§5.6.1.2), so a value may hold no challenge
// at all. An error is a *SyntaxError. What follows the scheme Negotiate need
// not be a token68: RFC 4559 does not keep to the grammar.
func Parse(value string) ([]Challenge, error) {
	p := parser{s: value}
	var cs []Challenge
	open := false // the last challenge may take a parameter
	for first := true; ; first = false {
		commas := p.separators()
		if p.i == len(p.s) {
			return cs, nil
		}
		if !first && commas == 0 {
			return nil, p.errorf("want a comma")
		}
		start := p.i
		name := p.token()
		if name == "" {
			return nil, p.errorf("want a scheme or a parameter name")
		}
		if open && p.equals() {
			v, err := p.value(name)
			if err != nil {
				return nil, err
			}
			c := &cs[len(cs)-1]
			c.Params = append(c.Params, v)
			continue
		}
		if p.peek() == '=' {
			p.i = start
			return nil, p.errorf("parameter %s belongs to no scheme", name)
		}
		c := Challenge{Scheme: name}
		var err error
		if open, err = p.rest(&c); err != nil {
			return nil, err
		}
		cs = append(cs, c)
	}
}

type parser struct {
	s string
	i int
}

// rest reads what may follow a scheme: a token68 or the first parameter. It
// tells whether parameters may follow.
func (p *parser) rest(c *Challenge) (open bool, err error) {
	start := p.i
	for p.peek() == ' ' {
		p.i++
	}
	if p.i == start {
		return false, nil
	}
	if p.atEnd() {
		return true, nil
	}
	if t := p.token68(); t != "" {
		c.Token68 = t
		return false, nil
	}
	start = p.i
	name := p.token()
	if name != "" && p.equals() {
		v, err := p.value(name)
		c.Params = append(c.Params, v)
		return true, err
	}
	p.i = start
	if sc := lookup(c.Scheme); sc != nil && sc.exempt {
		for p.i < len(p.s) && isFreeData(p.s[p.i]) {
			p.i++
		}
		if p.i > start && p.atEnd() {
			c.Token68 = p.s[start:p.i]
			return false, nil
		}
		p.i = start
	}
	return false, p.errorf("want a parameter or a token68 after the scheme")
}

func (p *parser) peek() byte {
	if p.i < len(p.s) {
		return p.s[p.i]
	}
	return 0
}

// separators skips whitespace and commas and counts the commas.
func (p *parser) separators() int {
	n := 0
	for p.i < len(p.s) && (isSpace(p.s[p.i]) || p.s[p.i] == ',') {
		if p.s[p.i] == ',' {
			n++
		}
		p.i++
	}
	return n
}

func (p *parser) skipSpace() {
	for p.i < len(p.s) && isSpace(p.s[p.i]) {
		p.i++
	}
}

// atEnd tells whether only whitespace stands before a comma or the end.
func (p *parser) atEnd() bool {
	rest := strings.TrimLeft(p.s[p.i:], " \t")
	return rest == "" || rest[0] == ','
}

func (p *parser) token() string {
	start := p.i
	for p.i < len(p.s) && isTchar(p.s[p.i]) {
		p.i++
	}
	return p.s[start:p.i]
}

// token68 reads a token68 that ends its list element, or nothing.
func (p *parser) token68() string {
	start := p.i
	for p.i < len(p.s) && isToken68(p.s[p.i]) {
		p.i++
	}
	if p.i > start {
		for p.peek() == '=' {
			p.i++
		}
		if p.atEnd() {
			return p.s[start:p.i]
		}
	}
	p.i = start
	return ""
}

// equals reads "=" with the whitespace that recipients have to accept.
func (p *parser) equals() bool {
	start := p.i
	p.skipSpace()
	if p.peek() != '=' {
		p.i = start
		return false
	}
	p.i++
	p.skipSpace()
	return true
}

func (p *parser) value(name string) (Param, error) {
	if p.peek() != '"' {
		v := p.token()
		if v == "" {
			return Param{}, p.errorf("want a token or a quoted-string as the value of %s", name)
		}
		return Param{Name: name, Value: v}, nil
	}
	start := p.i
	var b strings.Builder
	for p.i++; p.i < len(p.s); p.i++ {
		c := p.s[p.i]
		if c == '"' {
			p.i++
			return Param{Name: name, Value: b.String(), Quoted: true}, nil
		}
		if c == '\\' && p.i+1 < len(p.s) {
			p.i++
			c = p.s[p.i]
		}
		if isControl(c) {
			return Param{}, p.errorf("control character in a quoted-string")
		}
		b.WriteByte(c)
	}
	p.i = start
	return Param{}, p.errorf("quoted-string without an end")
}

func (p *parser) errorf(format string, args ...any) error {
	return &SyntaxError{p.i, fmt.Sprintf(format, args...)}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }

// isControl tells the bytes that no field value may contain (RFC 9110 §5.5).
func isControl(c byte) bool { return c < ' ' && c != '\t' || c == 0x7f }

func isAlnum(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func isTchar(c byte) bool {
	return isAlnum(c) || c != 0 && strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}

func isToken68(c byte) bool {
	return isAlnum(c) || c != 0 && strings.IndexByte("-._~+/", c) >= 0
}

// isFreeData tells the bytes of the data of an exempt scheme.
func isFreeData(c byte) bool { return c > ' ' && c != 0x7f && c != ',' && c != '"' }

func isToken(s string) bool {
	for i := range len(s) {
		if !isTchar(s[i]) {
			return false
		}
	}
	return s != ""
}
