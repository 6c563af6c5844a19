package check

import (
	"bytes"
	"go/token"
	"path"
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
)

// single is the name of a text that is one file.
const single = "main.go"

// A file is a part of the text.
type file struct {
	name string
	data []byte
	at   int // in the text, in bytes
	head int // bytes of data that are not in the text
}

// split reads a text as one Go file, or as a txtar archive if it has markers.
// What stands before the first marker is a file of its own if it is more than
// space, as in the Go playground.
func split(text string) []file {
	a := txtar.Parse([]byte(text))
	var files []file
	if len(a.Files) == 0 || len(bytes.TrimSpace(a.Comment)) > 0 {
		files = append(files, file{name: single, data: a.Comment})
	}
	at := len(a.Comment)
	for _, f := range a.Files {
		at += strings.IndexByte(text[at:]+"\n", '\n') + 1 // the marker
		files = append(files, file{name: path.Clean(f.Name), data: f.Data, at: min(at, len(text))})
		at = min(at+len(f.Data), len(text))
	}
	return files
}

// places turns offsets in bytes to offsets in UTF-16 code units, in which
// editors in a browser count.
type places struct {
	text  string
	files map[string]file
	wide  []int // the offsets of runes that are not one unit a byte
	lost  []int // how many units fewer than bytes there are up to and with each
}

func newPlaces(text string, files []file) *places {
	p := &places{text: text, files: map[string]file{}}
	for _, f := range files {
		p.files[f.name] = f
	}
	lost := 0
	for at, r := range text {
		n := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, n = utf8.DecodeRuneInString(text[at:])
		}
		units := 1
		if r > 0xffff {
			units = 2
		}
		if n != units {
			lost += n - units
			p.wide, p.lost = append(p.wide, at), append(p.lost, lost)
		}
	}
	return p
}

// unit is the offset in the editor of a position, and false if it lies in none
// of the files.
func (p *places) unit(pos token.Position) (int, bool) {
	f, ok := p.files[pos.Filename]
	if !ok {
		return 0, false
	}
	if pos.Offset < f.head {
		return 0, false
	}
	at := min(f.at+pos.Offset-f.head, len(p.text))
	if i := sort.SearchInts(p.wide, at); i > 0 {
		at -= p.lost[i-1]
	}
	return at, true
}
