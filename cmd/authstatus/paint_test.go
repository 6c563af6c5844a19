package main

import (
	"go/token"
	"testing"
)

// What is flagged is marked, and nothing but that.
func TestPaint(t *testing.T) {
	at := func(line, column int) token.Position {
		return token.Position{Filename: "a.go", Line: line, Column: column}
	}
	p := &painter{spans: map[string]extent{
		"a.go:2:3: 401 [missing-challenge]: text (of it) (RFC 9110 §15.5.2)": {at(2, 3), at(3, 4)},
		"a.go:5:1: \tset here": {at(5, 1), at(5, 1)},
		"a.go:6:1: broken":     {at(6, 1), at(6, 90)},
	}}
	const text = `no finding: of a package
7	and no context
a.go:2:3: 401 [missing-challenge]: text (of it) (RFC 9110 §15.5.2)
1	before()
2		first(
3		x).y()
4	after()
a.go:5:1: 	set here
5	set()
a.go:6:1: broken
6	é := 1`
	const want = "no finding: of a package\n" +
		"7\tand no context\n" +
		"\x1b[1ma.go:2:3:\x1b[0m 401 \x1b[1;33m[missing-challenge]\x1b[0m: text (of it)\x1b[90m (RFC 9110 §15.5.2)\x1b[0m\n" +
		"\x1b[90m1\x1b[0m\tbefore()\n" +
		"\x1b[90m2\x1b[0m\t\tf\x1b[1;31mirst(\x1b[0m\n" +
		"\x1b[90m3\x1b[0m\t\t\x1b[1;31mx)\x1b[0m.y()\n" +
		"\x1b[90m4\x1b[0m\tafter()\n" +
		"\x1b[90ma.go:5:1:\x1b[0m \t\x1b[36mset here\x1b[0m\n" +
		"\x1b[90m5\x1b[0m\tset()\n" +
		"\x1b[1ma.go:6:1:\x1b[0m broken\n" +
		"\x1b[90m6\x1b[0m\t\x1b[1;31mé := 1\x1b[0m"
	if got := p.paint(text); got != want {
		t.Errorf("painted\n%q\nwant\n%q", got, want)
	}
}

func TestPaintDiff(t *testing.T) {
	const text = "--- a (old)\n+++ a (new)\n@@ -1 +1 @@\n-old\n+new\n same\n\\ No newline at end of file\n"
	const want = "\x1b[1m--- a (old)\x1b[0m\n\x1b[1m+++ a (new)\x1b[0m\n\x1b[36m@@ -1 +1 @@\x1b[0m\n\x1b[31m-old\x1b[0m\n\x1b[32m+new\x1b[0m\n same\n\\ No newline at end of file\n"
	if got := paintDiff(text); got != want {
		t.Errorf("painted\n%q\nwant\n%q", got, want)
	}
}
