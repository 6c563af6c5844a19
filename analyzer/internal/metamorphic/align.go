package metamorphic

import (
	"go/scanner"
	"go/token"
)

// maxDistance bounds the tokens that another program may have changed in a file
// for the rest to be found again: work and memory grow with its square.
const maxDistance = 4000

// A lexeme is a token or comment of a text.
type lexeme struct {
	text string
	at   int
}

func lexemes(src []byte) (out []lexeme) {
	fset := token.NewFileSet()
	var s scanner.Scanner
	s.Init(fset.AddFile("", -1, len(src)), src, func(token.Position, string) {}, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return out
		}
		if tok == token.SEMICOLON && lit != ";" {
			continue // a line's end
		}
		if lit == "" {
			lit = tok.String()
		}
		out = append(out, lexeme{lit, fset.Position(pos).Offset})
	}
}

// align finds the tokens of a file again in what another program made of it.
// What it wrote stands for the next token that was there before.
func align(f *File, now []byte) Text {
	a, b := lexemes(f.Src), lexemes(now)
	match := matched(a, b)
	var t Text
	at, next := 0, len(f.Src)
	origin := make([]int, len(b)) // of the next token that was there
	for i := len(b) - 1; i >= 0; i-- {
		if match[i] >= 0 {
			next = a[match[i]].at
		}
		origin[i] = next
	}
	for i, l := range b {
		t.written(string(now[at:l.at]), Place{f.Name, origin[i]})
		at = l.at + len(l.text)
		if at > len(now) || match[i] < 0 {
			at = min(at, len(now))
			t.written(string(now[l.at:at]), Place{f.Name, origin[i]})
		} else {
			t.copied(f, origin[i], origin[i]+len(l.text))
		}
	}
	t.written(string(now[at:]), Place{f.Name, len(f.Src)})
	return t
}

// matched gives for each lexeme of b the one of a that it is, or -1, so that as
// many as can be are found (E. Myers, An O(ND) Difference Algorithm and Its
// Variations, 1986).
func matched(a, b []lexeme) []int {
	out := make([]int, len(b))
	for i := range out {
		out[i] = -1
	}
	from := 0
	for from < len(a) && from < len(b) && a[from].text == b[from].text {
		out[from] = from
		from++
	}
	enda, endb := len(a), len(b)
	for enda > from && endb > from && a[enda-1].text == b[endb-1].text {
		enda, endb = enda-1, endb-1
		out[endb] = enda
	}
	n, m := enda-from, endb-from
	limit := min(n+m, maxDistance)
	furthest := make([]int, 2*limit+3) // by diagonal x-y, plus limit+1
	var trace [][]int
	for d := 0; d <= limit; d++ {
		trace = append(trace, append([]int(nil), furthest...))
		for k := -d; k <= d; k += 2 {
			x := furthest[limit+1+k-1] + 1
			if down := furthest[limit+1+k+1]; k == -d || k != d && down >= x {
				x = down
			}
			for x < n && x-k < m && x-k >= 0 && a[from+x].text == b[from+x-k].text {
				x++
			}
			furthest[limit+1+k] = x
			if x >= n && x-k >= m {
				back(trace, limit+1, n, m, func(x, y int) { out[from+y] = from + x })
				return out
			}
		}
	}
	return out
}

// back walks from the end of a shortest way to its begin and calls found with
// each pair that it matches.
func back(trace [][]int, zero, x, y int, found func(x, y int)) {
	for d := len(trace) - 1; d > 0; d-- {
		v, k := trace[d], x-y
		prev := k - 1
		if k == -d || k != d && v[zero+k-1]+1 <= v[zero+k+1] {
			prev = k + 1
		}
		px := v[zero+prev]
		begin := px // of the diagonal after the step
		if prev == k-1 {
			begin++
		}
		for ; x > begin; x, y = x-1, y-1 {
			found(x-1, y-1)
		}
		x, y = px, px-prev
	}
	for x > 0 && y > 0 {
		x, y = x-1, y-1
		found(x, y)
	}
}
