package main

import (
	"fmt"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Sizes of a character cell.
const (
	cellWidth, cellHeight = 8.4, 18.0
	margin                = 12.0
)

const foreground, background = "#d4d4d4", "#1e1e1e"

var palette = [16]string{
	"#1e1e1e", "#f44747", "#6a9955", "#d7ba7d", "#569cd6", "#c586c0", "#4ec9b0", "#d4d4d4",
	"#808080", "#f44747", "#b5cea8", "#dcdcaa", "#9cdcfe", "#d670d6", "#29b8db", "#ffffff",
}

// A style is how text looks, as escape sequences change it.
type style struct {
	fg, bg string
	bold   bool
}

// width is how many columns the terminal has.
const width = 132

// svg draws text with escape sequences for colours, as a terminal does.
func svg(text string) string {
	lines := wrapped(strings.ReplaceAll(text, "\t", "        "))
	var b strings.Builder
	columns := 0
	var s style
	for i, line := range lines {
		y := margin + float64(i)*cellHeight
		x := 0
		for line != "" {
			if rest, ok := strings.CutPrefix(line, "\x1b["); ok {
				codes, after, _ := strings.Cut(rest, "m")
				s.apply(codes)
				line = after
				continue
			}
			run := line
			if at := strings.IndexByte(line, '\x1b'); at > 0 {
				run = line[:at]
			} else if at == 0 { // of no interest
				line = line[1:]
				continue
			}
			line = line[len(run):]
			width := utf8.RuneCountInString(run)
			s.draw(&b, run, margin+float64(x)*cellWidth, y, float64(width)*cellWidth)
			x += width
		}
		columns = max(columns, x)
	}
	w, h := 2*margin+float64(columns)*cellWidth, 2*margin+float64(len(lines))*cellHeight
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f">
<rect width="100%%" height="100%%" rx="6" fill="%s"/>
<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
%s</g>
</svg>
`, w, h, w, h, background, b.String())
}

// wrapped are the lines of a text, each of which goes on in the next where the
// terminal ends. Escape sequences have no width.
func wrapped(text string) (lines []string) {
	for line := range strings.SplitSeq(text, "\n") {
		var b strings.Builder
		column, escape := 0, false
		for _, r := range line {
			switch {
			case r == '\x1b':
				escape = true
			case escape:
				escape = r != 'm'
			case column == width:
				lines = append(lines, b.String())
				b.Reset()
				column = 1
			default:
				column++
			}
			b.WriteRune(r)
		}
		lines = append(lines, b.String())
	}
	return lines
}

func (s style) draw(b *strings.Builder, text string, x, y, width float64) {
	if s.bg != "" {
		fmt.Fprintf(b, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n", x, y, width, cellHeight, s.bg)
	}
	if strings.TrimSpace(text) == "" {
		return
	}
	fg, weight := s.fg, ""
	if fg == "" {
		fg = foreground
	}
	if s.bold {
		weight = ` font-weight="bold"`
	}
	fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%.1f\" textLength=\"%.1f\" fill=\"%s\"%s>%s</text>\n", x, y+13.5, width, fg, weight, html.EscapeString(strings.ReplaceAll(text, " ", "\u00a0")))
}

// apply does what the codes of an escape sequence say.
func (s *style) apply(codes string) {
	fields := strings.Split(codes, ";")
	number := func(i int) int {
		if i >= len(fields) {
			return 0
		}
		n, _ := strconv.Atoi(fields[i]) // empty is 0
		return n
	}
	for i := 0; i < len(fields); i++ {
		switch n := number(i); {
		case n == 0:
			*s = style{}
		case n == 1:
			s.bold = true
		case n == 7:
			s.fg, s.bg = background, foreground
		case n == 22:
			s.bold = false
		case n == 27:
			s.fg, s.bg = "", ""
		case 30 <= n && n <= 37:
			s.fg = palette[n-30]
		case 90 <= n && n <= 97:
			s.fg = palette[n-90+8]
		case 40 <= n && n <= 47:
			s.bg = palette[n-40]
		case 100 <= n && n <= 107:
			s.bg = palette[n-100+8]
		case n == 39:
			s.fg = ""
		case n == 49:
			s.bg = ""
		case n == 38 || n == 48:
			color := ""
			switch number(i + 1) {
			case 5:
				color = indexed(number(i + 2))
				i += 2
			case 2:
				color = fmt.Sprintf("#%02x%02x%02x", number(i+2), number(i+3), number(i+4))
				i += 4
			}
			if n == 38 {
				s.fg = color
			} else {
				s.bg = color
			}
		}
	}
}

// indexed is a colour of the 256 that terminals know.
func indexed(n int) string {
	switch {
	case n < 16:
		return palette[max(0, n)]
	case n < 232:
		n -= 16
		level := func(v int) int {
			if v == 0 {
				return 0
			}
			return 55 + 40*v
		}
		return fmt.Sprintf("#%02x%02x%02x", level(n/36), level(n/6%6), level(n%6))
	default:
		v := 8 + 10*(n-232)
		return fmt.Sprintf("#%02x%02x%02x", v, v, v)
	}
}
