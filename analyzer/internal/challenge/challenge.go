// Package challenge reads, judges and prints the challenges of a
// WWW-Authenticate or Proxy-Authenticate header field (RFC 9110 §11).
//
// Parse is strict about the grammar and lenient where a recipient has to be:
// empty list elements, and whitespace around "=". Check judges a value as one
// that a server sends, so it also reports what a sender must not generate, and
// what the scheme itself asks for. CheckPartial does the same for a value of
// which only pieces are known, such as a format string.
package challenge

// Challenge is one challenge: a scheme, then nothing, a token68 or parameters.
type Challenge struct {
	Scheme, Token68 string
	Params          []Param
}

// Param is one parameter of a challenge. Value is unescaped; Quoted says that
// it was written as a quoted-string.
type Param struct {
	Name, Value string
	Quoted      bool
}

// Problem is one defect of a value.
type Problem struct {
	// Text says what is wrong: a clause in lower case without a full stop.
	Text string
	// RFC is the section that Text rests on, such as "RFC 9110 §11.5".
	RFC string
	// Clients says whom the form keeps out, as far as that was tried: a clause.
	Clients string
	// Fixed is the whole corrected value, with this and every other problem
	// mended, or "" where no correction is safe. For a value with holes it is
	// format text, with the verbs of the holes in their order (a %s that
	// stands for a whole value may become %q) and %% for a percent sign, or ""
	// if a verb is not known.
	Fixed string
}

// Part is a piece of a value: known text (of a format: with %% read as a percent
// sign), or a hole.
type Part struct {
	Text string
	Hole bool
	// Verb is the verb of a hole that comes from a format ('s', 'q', 'd', …),
	// and 0 for any other hole, such as an operand of a concatenation, or a
	// verb with flags, an index or a width, which a correction would lose.
	//
	// A hole with a verb that stands as a whole realm value (realm=%s) is
	// taken for text without quotes of its own. Where the argument is known to
	// be quoted already, as by strconv.Quote, pass 'q' or 0.
	Verb byte
}
