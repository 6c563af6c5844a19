package main

import (
	"fmt"
	"go/token"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis/checker"
)

// Colours, as the codes of escape sequences. They are the terminal's own, so
// that they fit light and dark ones.
const (
	bold   = "1"
	grey   = "90"
	red    = "31"
	alarm  = "1;31"
	yellow = "1;33"
	green  = "32"
	cyan   = "36"
)

func color(code, text string) string {
	if text == "" {
		return ""
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// A painter colours findings as x/tools prints them. It adds escape sequences
// and changes nothing else.
type painter struct {
	spans map[string]extent // what is flagged, by the line that says so
	at    extent            // of the line of a finding that came last
}

// An extent is a range of text.
type extent struct{ from, to token.Position }

func newPainter(graph *checker.Graph) *painter {
	p := &painter{spans: map[string]extent{}}
	for act := range graph.All() {
		fset := act.Package.Fset
		add := func(pos, end token.Pos, message string) {
			s := extent{fset.Position(pos), fset.Position(end)}
			if !s.to.IsValid() {
				s.to = s.from
			}
			p.spans[fmt.Sprintf("%s: %s", s.from, message)] = s
		}
		if !act.IsRoot {
			continue
		}
		for _, d := range act.Diagnostics {
			add(d.Pos, d.End, d.Message)
			for _, r := range d.Related {
				add(r.Pos, r.End, "\t"+r.Message)
			}
		}
	}
	return p
}

func (p *painter) paint(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line, eol := strings.CutSuffix(line, "\n")
		b.WriteString(p.line(line))
		if eol {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

var (
	messageParts = regexp.MustCompile(`^(\w+ )(\[[a-z0-9-]+\])(: .*?)( \(RFC [^()]*\))?$`)
	contextLine  = regexp.MustCompile(`^(\d+)\t`)
)

func (p *painter) line(line string) string {
	if s, ok := p.spans[line]; ok {
		p.at = s
		posn := s.from.String()
		message := line[len(posn)+len(": "):]
		if text, related := strings.CutPrefix(message, "\t"); related {
			return color(grey, posn+":") + " \t" + color(cyan, text)
		}
		if m := messageParts.FindStringSubmatch(message); m != nil {
			message = m[1] + color(yellow, m[2]) + m[3] + color(grey, m[4])
		}
		return color(bold, posn+":") + " " + message
	}
	if m := contextLine.FindStringSubmatch(line); m != nil && p.at.from.IsValid() {
		n, _ := strconv.Atoi(m[1]) // too large for a line that is flagged
		return color(grey, m[1]) + "\t" + p.code(n, line[len(m[0]):])
	}
	return line
}

// code marks the part of a line that is flagged.
func (p *painter) code(n int, text string) string {
	from, to := 0, len(text)
	if n < p.at.from.Line || n > p.at.to.Line {
		return text
	}
	if n == p.at.from.Line {
		from = min(p.at.from.Column-1, len(text))
	}
	if n == p.at.to.Line {
		to = min(p.at.to.Column-1, len(text))
	}
	if blank := len(text) - len(strings.TrimLeft(text, " \t")); from < blank {
		from = blank
	}
	if from >= to {
		return text
	}
	return text[:from] + color(alarm, text[from:to]) + text[to:]
}

// paintDiff colours a unified diff as git does.
func paintDiff(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line, eol := strings.CutSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "--- "), strings.HasPrefix(line, "+++ "):
			line = color(bold, line)
		case strings.HasPrefix(line, "@@"):
			line = color(cyan, line)
		case strings.HasPrefix(line, "+"):
			line = color(green, line)
		case strings.HasPrefix(line, "-"):
			line = color(red, line)
		}
		b.WriteString(line)
		if eol {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
