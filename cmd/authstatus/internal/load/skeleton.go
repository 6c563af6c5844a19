package load

import "bytes"

// skeleton appends to dst what of a Go file declares something: without the
// bodies of functions, comments, and of the values of variables the elements
// of composite literals and long strings, on which no type depends. Every line
// keeps its number. Tokens are told apart only as far as that needs, and what
// is not Go is left to the parser.
//
// That is most of a file, and leaving it out before the parser sees it saves
// most of its time.
func skeleton(dst, src []byte) []byte {
	s := skeletonizer{src: src, out: dst}
	s.header()
	s.file()
	return s.out
}

type skeletonizer struct {
	src []byte
	pos int
	out []byte

	mode  byte // what the declaration is: the first letter of its keyword, or 0
	depth int  // of parentheses, brackets and braces
	// exact is the depth of brackets and of braces that stay. What they hold
	// may be part of a type: the length of an array, the tag of a field.
	exact int
	// typeBrace tells that the last token was struct or interface, so that a
	// brace opens a type.
	typeBrace bool
	// counted tells that [...] stands open: the elements of the composite
	// literal that follows make its length.
	counted bool
	// fresh tells that no token has been seen on this line.
	fresh bool
}

// header copies what stands before the package clause: build constraints may
// say which language version the file is in.
func (s *skeletonizer) header() {
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case c == '/' && s.pos+1 < len(s.src) && (s.src[s.pos+1] == '/' || s.src[s.pos+1] == '*'):
			start := s.pos
			s.skipComment()
			s.out = append(s.out, s.src[start:s.pos]...)
		case isLetter(c):
			return
		default:
			s.out = append(s.out, c)
			s.pos++
		}
	}
}

// file copies the rest.
func (s *skeletonizer) file() {
	s.fresh = true
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case c == '\n':
			s.fresh = true
			s.copy(1)
		case c == ' ' || c == '\t' || c == '\r':
			s.copy(1)
		case c == '/' && s.pos+1 < len(s.src) && (s.src[s.pos+1] == '/' || s.src[s.pos+1] == '*'):
			start := s.pos
			s.skipComment()
			s.out = append(s.out, ' ')
			s.newlines(start)
		case c == '"' || c == '`' || c == '\'':
			s.quoted()
		case isLetter(c):
			s.word()
		case c == '{':
			s.brace()
		default:
			s.operator(c)
		}
	}
}

func (s *skeletonizer) operator(c byte) {
	switch c {
	case '(':
		s.depth++
	case ')':
		s.depth--
	case '[':
		s.depth++
		s.exact++
		if bytes.HasPrefix(s.src[s.pos:], []byte("[...]")) {
			s.counted = true
		}
	case ']', '}':
		s.depth--
		s.exact--
	}
	s.copy(1)
	s.token()
}

// token takes note of a token that is no keyword that matters.
func (s *skeletonizer) token() { s.fresh, s.typeBrace = false, false }

func (s *skeletonizer) word() {
	start := s.pos
	for s.pos < len(s.src) && (isLetter(s.src[s.pos]) || '0' <= s.src[s.pos] && s.src[s.pos] <= '9') {
		s.pos++
	}
	word := s.src[start:s.pos]
	s.out = append(s.out, word...)
	fresh := s.fresh
	s.token()
	switch string(word) {
	case "struct", "interface":
		s.typeBrace = true
	case "func", "var", "const", "type", "import":
		if fresh && s.depth == 0 {
			s.mode, s.exact, s.counted = word[0], 0, false
		}
	}
}

// brace copies a brace and, if what it encloses can't matter, its partner
// without what lies between.
func (s *skeletonizer) brace() {
	drop := false
	switch {
	case s.typeBrace:
	case s.mode == 'f':
		drop = s.depth == 0
	case s.mode == 'v':
		drop, s.counted = !s.counted, false
	}
	s.copy(1)
	s.token()
	if !drop {
		s.depth++
		s.exact++
		return
	}
	start := s.pos
	s.skipBlock()
	// Before the closing brace: behind it the end of a line ends a statement.
	s.newlines(start)
	s.out = append(s.out, '}')
	s.fresh = false
	if s.mode == 'f' {
		s.mode = 0
	}
}

// longString is the size above which a string makes room for a shorter one.
const longString = 16

// quoted copies a string or a rune.
func (s *skeletonizer) quoted() {
	start := s.pos
	s.skipQuoted()
	text := s.src[start:s.pos]
	// A byte of a constant string may be asked for.
	if s.mode == 'v' && s.exact == 0 && len(text) > longString && !bytes.HasPrefix(bytes.TrimLeft(s.src[s.pos:], " \t"), []byte("[")) {
		// Not empty, since something may be divided by its length.
		s.out = append(s.out, text[0], '_')
		s.newlines(start)
		s.out = append(s.out, text[0])
	} else {
		s.out = append(s.out, text...)
	}
	s.token()
}

// skipBlock goes behind the brace that closes the block.
func (s *skeletonizer) skipBlock() {
	for depth := 1; s.pos < len(s.src); {
		switch c := s.src[s.pos]; c {
		case '{':
			depth++
			s.pos++
		case '}':
			depth--
			s.pos++
			if depth == 0 {
				return
			}
		case '"', '`', '\'':
			s.skipQuoted()
		case '/':
			if s.pos+1 < len(s.src) && (s.src[s.pos+1] == '/' || s.src[s.pos+1] == '*') {
				s.skipComment()
			} else {
				s.pos++
			}
		default:
			s.pos++
		}
	}
}

// skipQuoted goes behind a string or a rune.
func (s *skeletonizer) skipQuoted() {
	quote := s.src[s.pos]
	s.pos++
	if quote == '`' {
		if i := bytes.IndexByte(s.src[s.pos:], '`'); i >= 0 {
			s.pos += i + 1
		} else {
			s.pos = len(s.src)
		}
		return
	}
	for s.pos < len(s.src) {
		switch s.src[s.pos] {
		case '\\':
			s.pos += 2
		case quote:
			s.pos++
			return
		case '\n': // not Go
			return
		default:
			s.pos++
		}
	}
	s.pos = min(s.pos, len(s.src))
}

// skipComment goes behind a comment, but not behind the end of its line.
func (s *skeletonizer) skipComment() {
	end, size := "\n", 0
	if s.src[s.pos+1] == '*' {
		end, size = "*/", 2
	}
	if i := bytes.Index(s.src[s.pos+2:], []byte(end)); i >= 0 {
		s.pos += 2 + i + size
	} else {
		s.pos = len(s.src)
	}
}

// newlines writes the ends of the lines that were left out since start.
func (s *skeletonizer) newlines(start int) {
	for range bytes.Count(s.src[start:s.pos], []byte{'\n'}) {
		s.out = append(s.out, '\n')
		s.fresh = true
	}
}

func (s *skeletonizer) copy(n int) {
	s.out = append(s.out, s.src[s.pos:s.pos+n]...)
	s.pos += n
}

// isLetter counts every byte beyond ASCII as a letter: none is an operator.
func isLetter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= 0x80
}
