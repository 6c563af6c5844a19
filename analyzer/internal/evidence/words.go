package evidence

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// split cuts a name into its words, in lower case: where the case changes, at
// underscores and at anything that is no letter.
func split(name string) []string { return appendWords(nil, name) }

// appendWords appends the words of a name.
func appendWords(out []string, name string) []string {
	start, last := -1, rune(0) // of the word at hand; the rune before
	flush := func(end int) {
		if start >= 0 {
			out = append(out, strings.ToLower(name[start:end]))
			start = -1
		}
	}
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush(i)
		case unicode.IsUpper(r) && (unicode.IsLower(last) || unicode.IsDigit(last) || unicode.IsUpper(last) && lowerAt(name[i+utf8.RuneLen(r):])):
			flush(i)
			start = i
		case start < 0:
			start = i
		}
		last = r
	}
	flush(len(name))
	return out
}

// lowerAt tells whether a text begins with a small letter.
func lowerAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// A set holds words, and pairs of words that follow one another.
type set struct{ one, two map[string]bool }

// words makes a set of words, and of pairs with a space between them.
func words(s string, pairs ...string) set {
	out := set{map[string]bool{}, map[string]bool{}}
	for _, w := range strings.Fields(s) {
		out.one[w] = true
	}
	for _, p := range pairs {
		out.two[p] = true
	}
	return note(out)
}

// in tells whether one of the words, or two that follow one another, is in a
// set.
func in(s set, ws []string) bool {
	for i, w := range ws {
		if s.one[w] && keptWord(s.one, w) {
			return true
		}
		if i > 0 && len(s.two) > 0 {
			if two := ws[i-1] + " " + w; s.two[two] && keptWord(s.two, two) {
				return true
			}
		}
	}
	return false
}

// speech is what the words of a name or expression speak for.
type speech struct{ credential, right, policy, principal, open, strong, verb bool }

// spoken says of each word, and of two words that follow one another, in which
// of speech's sets it is; opens holds the first of two.
var spoken = sync.OnceValue(func() (t struct {
	sets  map[string]uint8
	opens map[string]bool
}) {
	t.sets, t.opens = map[string]uint8{}, map[string]bool{}
	for i, s := range speaking() {
		for w := range s.one {
			t.sets[w] |= 1 << i
		}
		for w := range s.two {
			t.sets[w] |= 1 << i
			first, _, _ := strings.Cut(w, " ")
			t.opens[first] = true
		}
	}
	return t
})

// speaking are the sets that speech tells apart, in its order.
func speaking() []set {
	return []set{wordsCredential, wordsRight, wordsPolicy, wordsPrincipal, wordsOpen, strongNames, verbs}
}

func speak(ws []string) speech {
	t := spoken()
	var m uint8
	for i, w := range ws {
		m |= keptOf(t.sets[w], w)
		if i > 0 && t.opens[ws[i-1]] {
			two := ws[i-1] + " " + w
			m |= keptOf(t.sets[two], two)
		}
	}
	return speech{m&1 != 0, m&2 != 0, m&4 != 0, m&8 != 0, m&16 != 0, m&32 != 0, m&64 != 0}
}

var byLength = sync.OnceValue(func() []phrase {
	ps := slices.Clone(phrases)
	slices.SortStableFunc(ps, func(a, b phrase) int { return len(b.Text) - len(a.Text) })
	return ps
})

// textClass is what a response's text says: Silent where it says nothing or
// contradicts itself; mixed tells the two apart. Plain texts leave no doubt.
func textClass(text string) (c Class, plain, mixed bool) {
	text = strings.ToLower(text)
	whole := text
	for _, p := range byLength() {
		if !strings.Contains(text, p.Text) || keptRow(&p) == nil {
			continue
		}
		// The longer phrase goes first, and its words count once.
		text = strings.ReplaceAll(text, p.Text, "|")
		if c != Silent && c != p.Class {
			return Silent, false, true
		}
		c, plain = p.Class, plain || p.Plain
	}
	if ws := split(whole); c == Silent && in(wordsToken, ws) && in(wordsFault, ws) && !in(wordsPolicy, ws) && !in(wordsRight, ws) && !in(wordsOneTime, ws) {
		c = Authentication
	}
	return c, plain, false
}

// NamesCredential tells whether a name speaks of credentials, or of a caller who
// shows none.
func NamesCredential(name string) bool {
	ws := split(name)
	return in(wordsCredential, ws) || in(wordsUnauthorized, ws)
}

// identWords are the words of all names in an expression, literals apart.
func identWords(e ast.Node) []string {
	var out []string
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.Ident:
			if n.Name != "_" && n.Name != "nil" {
				out = append(appendWords(out, n.Name), ".")
			}
		}
		return true
	})
	return out
}

// allWords are identWords and those of constant strings.
func (j *Judge) allWords(e ast.Node) []string {
	out := identWords(e)
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			n = j.defs.Only(id) // a text that a variable holds is said where it is used
		}
		if b, ok := n.(*ast.BasicLit); ok && b.Kind == token.STRING && len(b.Value) < 80 {
			out = append(appendWords(out, b.Value), ".")
		}
		return true
	})
	return out
}
