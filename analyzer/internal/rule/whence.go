package rule

import (
	"fmt"
	"go/token"
	"path/filepath"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

// maxPlaces bounds the places that a message names.
const maxPlaces = 4

// whence says in a message where the statuses of a finding come from, unless
// that is one place in this package, which the related places show.
func (p *Package) whence(at token.Pos, hits []engine.Hit) string {
	names, n := p.placesOf(at, hits)
	switch {
	case n == 1 && len(hits) == 1 && !hits[0].Pos.IsValid() && hits[0].Ext != "":
		if ways := 1 + len(hits[0].Also) + hits[0].More; ways > 1 {
			return fmt.Sprintf(", chosen in %s and let out at %d places", names, ways)
		}
		return ", chosen in " + names
	case len(hits) == 1:
		return ""
	case n == 1:
		return ", from 1 place (" + names + ")"
	}
	return fmt.Sprintf(", from %d places (%s)", n, names)
}

// placesOf names the places where statuses are chosen, as seen from a position:
// by line in its file, by file and line elsewhere. It counts them, each once.
func (p *Package) placesOf(at token.Pos, hits []engine.Hit) (text string, n int) {
	fset := p.Pass.Fset
	here := fset.Position(at).Filename
	var lines, files []string
	seen := map[string]bool{}
	for _, h := range hits {
		pos := h.Pos
		if !pos.IsValid() && h.Ext == "" && h.Via != nil {
			pos = h.Via.Pos()
		}
		q := fset.Position(pos)
		key := h.Ext
		if pos.IsValid() {
			key = fmt.Sprint(q.Filename, ":", q.Offset)
		}
		if seen[key] {
			continue
		}
		seen[key] = true
		switch n++; {
		case n > maxPlaces:
		case !pos.IsValid():
			files = append(files, h.Ext)
		case q.Filename == here:
			lines = append(lines, fmt.Sprint(q.Line))
		default:
			files = append(files, fmt.Sprint(filepath.Base(q.Filename), ":", q.Line))
		}
	}
	if len(lines) == 1 {
		files = append([]string{"line " + lines[0]}, files...)
	} else if len(lines) > 1 {
		files = append([]string{"lines " + strings.Join(lines, ", ")}, files...)
	}
	text = strings.Join(files, ", ")
	if n > maxPlaces {
		text += fmt.Sprintf(" and %d more", n-maxPlaces)
	}
	return text, n
}
