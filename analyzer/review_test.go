package analyzer_test

import (
	"cmp"
	"fmt"
	"go/scanner"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A review sorts what changed in golden files by kind, so that a change that
// touches hundreds of cells can be read: of each kind it says how many there are
// and shows one. Cells are of one kind if the same lines came and went, whatever
// the names and texts in them.
type review struct {
	cells int
	kinds map[string]*kindOfChange
}

type kindOfChange struct {
	cells int
	files map[string]bool
	where string // the first
	show  string
}

// newReview makes a review that is printed when the test is over.
func newReview(t *testing.T) *review {
	r := &review{kinds: map[string]*kindOfChange{}}
	t.Cleanup(func() {
		if r.cells > 0 {
			t.Log(r)
		}
	})
	return r
}

// note compares two texts of a golden file, cell by cell.
func (r *review) note(file, was, is string) {
	before, after := cellsOf(was), cellsOf(is)
	seen := map[string]bool{}
	for _, c := range after {
		seen[c.name] = true
		i := slices.IndexFunc(before, func(b cell) bool { return b.name == c.name })
		switch {
		case i < 0:
			r.add(file, c.name, "new", "new:\n"+strings.TrimSpace(c.text))
		case before[i].text != c.text:
			d := changedLines(before[i].text, c.text)
			r.add(file, c.name, withoutNames(d), d)
		}
	}
	for _, c := range before {
		if !seen[c.name] {
			r.add(file, c.name, "gone", "gone:\n"+strings.TrimSpace(c.text))
		}
	}
}

func (r *review) add(file, name, kind, show string) {
	k := r.kinds[kind]
	if k == nil {
		k = &kindOfChange{files: map[string]bool{}, where: filepath.Base(file) + " " + name, show: show}
		r.kinds[kind] = k
	}
	r.cells++
	k.cells++
	k.files[file] = true
}

func (r *review) String() string {
	ks := slices.SortedFunc(maps.Values(r.kinds), func(a, b *kindOfChange) int {
		return cmp.Or(cmp.Compare(b.cells, a.cells), cmp.Compare(a.where, b.where))
	})
	var out strings.Builder
	fmt.Fprintf(&out, "cells of golden files changed: %d, in so many ways: %d\n", r.cells, len(ks))
	for i, k := range ks {
		fmt.Fprintf(&out, "\n%d. cells: %d, files: %d, as %s\n%s\n", i+1, k.cells, len(k.files), k.where, k.show)
	}
	return out.String()
}

// A cell is a part of a golden file: a section, or a declaration.
type cell struct{ name, text string }

// cellsOf splits a golden file at its section lines, and without any at the
// lines that begin a declaration.
func cellsOf(text string) []cell {
	begins := func(line string) bool { return strings.HasPrefix(line, "-- ") && strings.HasSuffix(line, " --") }
	if !begins(strings.SplitN(text, "\n", 2)[0]) {
		begins = func(line string) bool {
			return slices.ContainsFunc([]string{"func ", "type ", "var ", "const ", "import "}, func(s string) bool { return strings.HasPrefix(line, s) })
		}
	}
	out := []cell{{name: "head"}}
	for line := range strings.Lines(text) {
		if name := strings.TrimSpace(line); begins(name) && begins(strings.TrimRight(line, "\n")) {
			out = append(out, cell{name: name})
		}
		out[len(out)-1].text += line
	}
	return out
}

// changedLines are the lines that came and went.
func changedLines(was, is string) string {
	var out strings.Builder
	for line := range strings.Lines(difference(was, is)) {
		if !strings.HasPrefix(line, " ") {
			out.WriteString(line)
		}
	}
	return strings.TrimRight(out.String(), "\n")
}

// difference shows what became of a declaration, "" for nothing.
func difference(before, after string) string {
	if before == after {
		return ""
	}
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	// How many lines are common from some line of each on.
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out strings.Builder
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out.WriteString(" " + a[i] + "\n")
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			out.WriteString("-" + a[i] + "\n")
			i++
		default:
			out.WriteString("+" + b[j] + "\n")
			j++
		}
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// withoutNames are lines of Go with their names and texts left out: what they
// have in common in all frameworks.
func withoutNames(lines string) string {
	var out strings.Builder
	for line := range strings.Lines(lines) {
		var s scanner.Scanner
		fset := token.NewFileSet()
		s.Init(fset.AddFile("", -1, len(line)), []byte(line), func(token.Position, string) {}, 0)
		last := token.ILLEGAL
		for {
			_, tok, lit := s.Scan()
			if tok == token.EOF || tok == token.SEMICOLON && lit == "\n" {
				break
			}
			switch {
			case tok == token.PERIOD, tok == token.IDENT && last == token.PERIOD: // a selector is one name
			case tok == token.IDENT:
				out.WriteString(" x")
			case tok == token.STRING:
				out.WriteString(` ""`)
			default:
				out.WriteString(" " + cmp.Or(lit, tok.String()))
			}
			last = tok
		}
		out.WriteString("\n")
	}
	return strings.ReplaceAll(out.String(), " ( )", "") // a chain of accessors too
}

func TestReview(t *testing.T) {
	r := &review{kinds: map[string]*kindOfChange{}}
	r.note("gins.golden", "-- a --\n f(w)\n-- b --\n g(w)\n-- c --\n h(w)\n", "-- a --\n+w.Set(\"k\")\n f(w)\n-- b --\n g(w, 401)\n-- d --\n h(w)\n")
	r.note("chis.golden", "-- a --\n f(w)\n", "-- a --\n+c.Response().Header().Set(`v`)\n f(w)\n")
	r.note("fix.go.golden", "package p\n\nfunc a() {\n\tf(x)\n}\n", "package p\n\nfunc a() {\n\tf(x)\n\treturn\n}\n")
	const want = `cells of golden files changed: 6, in so many ways: 5

1. cells: 2, files: 2, as gins.golden -- a --
++w.Set("k")

2. cells: 1, files: 1, as fix.go.golden func a() {
+	return

3. cells: 1, files: 1, as gins.golden -- b --
- g(w)
+ g(w, 401)

4. cells: 1, files: 1, as gins.golden -- c --
gone:
-- c --
 h(w)

5. cells: 1, files: 1, as gins.golden -- d --
new:
-- d --
 h(w)
`
	if got := r.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
