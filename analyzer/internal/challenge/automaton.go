package challenge

// A nondeterministic automaton for the values that a server may send: the
// grammar of RFC 9110 §11, without the empty list elements and the whitespace
// around "=" that only a recipient has to bear, and with realm quoted. It
// accepts every value that Check finds nothing wrong with (and some others,
// since it knows nothing of what a scheme requires). Running it with a hole as
// "any text" tells whether any filling can make a value right.

type state struct {
	at place
	n  uint8 // letters of a name matched so far, where that matters
}

type place uint8

const (
	start       place = iota // before the first challenge
	elem                     // after a comma that a parameter may follow
	elemScheme               // after a comma that only a scheme may follow
	schemeName               // n: letters of exemptName
	afterScheme              // n is 1 after exemptName
	token68
	token68Eq
	freeData
	paramName   // n: letters of realmName
	beforeValue // n is 1 after realm
	tokenValue
	inQuotes
	escaped
	afterQuotes
	wantComma       // a parameter may follow the comma
	wantCommaScheme // only a scheme may
	places
)

const (
	realmName  = "realm"
	exemptName = "negotiate"
	mismatch   = 15 // more than any name has letters
)

// match advances a count of matched letters by one letter.
func match(name string, n uint8, c byte) uint8 {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	if int(n) < len(name) && name[n] == c {
		return n + 1
	}
	return mismatch
}

// is tells whether a count of matched letters is the whole name.
func is(name string, n uint8) uint8 {
	if int(n) == len(name) {
		return 1
	}
	return 0
}

// step calls to with each state that c leads to.
func (s state) step(c byte, to func(state)) {
	goTo := func(p place) { to(state{p, 0}) }
	space := isSpace(c)
	switch s.at {
	case start, elem, elemScheme:
		switch {
		case space:
			to(s)
		case isTchar(c):
			to(state{schemeName, match(exemptName, 0, c)})
			if s.at == elem {
				to(state{paramName, match(realmName, 0, c)})
			}
		}
	case schemeName:
		switch {
		case isTchar(c):
			to(state{schemeName, match(exemptName, s.n, c)})
		case c == ' ':
			to(state{afterScheme, is(exemptName, s.n)})
		case c == '\t':
			goTo(wantCommaScheme)
		case c == ',':
			goTo(elemScheme)
		}
	case afterScheme:
		switch {
		case c == ' ':
			to(s)
		case c == '\t':
			goTo(wantCommaScheme)
		case c == ',':
			goTo(elemScheme)
		}
		if isToken68(c) {
			goTo(token68)
		}
		if isTchar(c) {
			to(state{paramName, match(realmName, 0, c)})
		}
		if s.n == 1 && isFreeData(c) {
			goTo(freeData)
		}
	case token68, token68Eq, freeData:
		switch {
		case space:
			goTo(wantCommaScheme)
		case c == ',':
			goTo(elemScheme)
		case s.at == freeData:
			if isFreeData(c) {
				to(s)
			}
		case c == '=':
			goTo(token68Eq)
		case s.at == token68 && isToken68(c):
			to(s)
		}
	case paramName:
		switch {
		case isTchar(c):
			to(state{paramName, match(realmName, s.n, c)})
		case c == '=':
			to(state{beforeValue, is(realmName, s.n)})
		}
	case beforeValue:
		switch {
		case c == '"':
			goTo(inQuotes)
		case s.n == 0 && isTchar(c):
			goTo(tokenValue)
		}
	case inQuotes:
		switch {
		case c == '"':
			goTo(afterQuotes)
		case c == '\\':
			goTo(escaped)
		case !isControl(c):
			to(s)
		}
	case escaped:
		if !isControl(c) {
			goTo(inQuotes)
		}
	case tokenValue, afterQuotes, wantComma:
		switch {
		case space:
			goTo(wantComma)
		case c == ',':
			goTo(elem)
		case s.at == tokenValue && isTchar(c):
			to(s)
		}
	case wantCommaScheme:
		switch {
		case space:
			to(s)
		case c == ',':
			goTo(elemScheme)
		}
	}
}

// accepts tells whether a value may end in s.
func (s state) accepts() bool {
	switch s.at {
	case start, elem, elemScheme, paramName, beforeValue, inQuotes, escaped:
		return false
	}
	return true
}

type states map[state]bool

func (ss states) step(c byte) states {
	next := states{}
	for s := range ss {
		s.step(c, func(t state) { next[t] = true })
	}
	return next
}

// closure adds all states that texts over the bytes of in lead to.
func (ss states) closure(in func(byte) bool) states {
	reached := states{}
	var todo []state
	add := func(s state) {
		if !reached[s] {
			reached[s] = true
			todo = append(todo, s)
		}
	}
	for s := range ss {
		add(s)
	}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for c := range 256 {
			if in(byte(c)) {
				s.step(byte(c), add)
			}
		}
	}
	return reached
}

// fill returns the states after a hole.
func (ss states) fill(h sym) states {
	if v := h.verb(); v != 0 && v != 'q' && ss[state{beforeValue, 1}] {
		// What a verb prints as the value of realm is taken to have no quotes,
		// and "realm=" is not taken for a token68.
		delete(ss, state{beforeValue, 1})
		delete(ss, state{token68Eq, 0})
	}
	switch h.verb() {
	case 'q':
		return ss.quotedHole()
	case 'd':
		next := states{}
		for c := byte(0); c < 128; c++ {
			if isNumber(c) {
				for s := range ss.step(c) {
					next[s] = true
				}
			}
		}
		return next.closure(isNumber)
	case 0:
		return ss.closure(func(byte) bool { return true })
	}
	return ss.closure(func(byte) bool { return true })
}

// quotedOnly tells whether a quoted-string is open for certain.
func quotedOnly(ss states) bool {
	return len(ss) == 1 && ss[state{inQuotes, 0}]
}

// closes tells whether a quote ends what is open, whatever holes hold.
func closes(ss []sym) bool {
	for i := 0; i < len(ss); i++ {
		switch ss[i] {
		case '\\':
			i++
		case '"':
			return true
		}
	}
	return false
}

// quotedHole returns the states after a quoted-string of any content. It can
// only be a value: inside quotes it would end them early, which is never meant.
func (ss states) quotedHole() states {
	if ss[state{beforeValue, 0}] || ss[state{beforeValue, 1}] {
		return states{{afterQuotes, 0}: true}
	}
	return nil
}

func isNumber(c byte) bool { return '0' <= c && c <= '9' || c == '-' || c == '+' || c == ' ' }

// mendable tells whether some filling of the holes makes a value that the
// automaton accepts. If none does, at is the symbol where that shows.
func mendable(ss []sym) (ok bool, at int) {
	cur := states{{start, 0}: true}
	for i, s := range ss {
		if s.isHole() && quotedOnly(cur) && closes(ss[i+1:]) {
			// The text between the quotes is taken to hold none, nor to end in
			// a backslash of its own: who writes the quotes means its ends.
			if s == hole+'q' {
				return false, i
			}
		} else if s.isHole() {
			cur = cur.fill(s)
		} else {
			cur = cur.step(byte(s))
		}
		if len(cur) == 0 {
			return false, i
		}
	}
	for s := range cur {
		if s.accepts() {
			return true, 0
		}
	}
	return false, len(ss)
}
