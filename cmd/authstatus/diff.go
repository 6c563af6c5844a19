package main

import (
	"bytes"
	"fmt"
	"strings"
)

// around is how many lines a diff shows around a change.
const around = 3

// unified is the difference of two texts in the unified format. Fixes change
// few lines, so lines are compared from both ends of a change, by the shortest
// way to where both texts agree again.
func unified(before, after []byte) string {
	a, b := splitLines(before), splitLines(after)
	type change struct{ a, aEnd, b, bEnd int }
	var changes []change
	for i, j := 0, 0; i < len(a) || j < len(b); {
		if i < len(a) && j < len(b) && a[i] == b[j] {
			i, j = i+1, j+1
			continue
		}
		x, y := agree(a[i:], b[j:])
		changes = append(changes, change{i, i + x, j, j + y})
		i, j = i+x, j+y
	}
	var out strings.Builder
	for len(changes) > 0 {
		n := 1
		for n < len(changes) && changes[n].a-changes[n-1].aEnd <= 2*around {
			n++
		}
		hunk := changes[:n]
		changes = changes[n:]
		first, last := hunk[0], hunk[n-1]
		from := max(0, first.a-around)
		to := min(len(a), last.aEnd+around)
		fmt.Fprintf(&out, "@@ -%s +%s @@\n", span(from, to), span(first.b-(first.a-from), last.bEnd+(to-last.aEnd)))
		at := from
		for _, c := range hunk {
			show(&out, " ", a[at:c.a])
			show(&out, "-", a[c.a:c.aEnd])
			show(&out, "+", b[c.b:c.bEnd])
			at = c.aEnd
		}
		show(&out, " ", a[at:to])
	}
	return out.String()
}

// agree is how many lines to leave out of each text until three lines, or all
// that is left, are the same.
func agree(a, b []string) (x, y int) {
	for n := 1; n <= len(a)+len(b); n++ {
		for x := max(0, n-len(b)); x <= min(n, len(a)); x++ {
			if y := n - x; same(a[x:], b[y:]) {
				return x, y
			}
		}
	}
	return len(a), len(b)
}

func same(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	for i := range min(3, max(len(a), len(b))) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return false
		}
	}
	return true
}

// span is a range of lines as a hunk's head has it.
func span(from, to int) string {
	switch n := to - from; n {
	case 0:
		return fmt.Sprintf("%d,0", from)
	case 1:
		return fmt.Sprint(from + 1)
	default:
		return fmt.Sprintf("%d,%d", from+1, n)
	}
}

func show(out *strings.Builder, mark string, lines []string) {
	for _, l := range lines {
		out.WriteString(mark + l)
		if !strings.HasSuffix(l, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

func splitLines(text []byte) []string {
	var out []string
	for _, l := range bytes.SplitAfter(text, []byte("\n")) {
		if len(l) > 0 {
			out = append(out, string(l))
		}
	}
	return out
}
