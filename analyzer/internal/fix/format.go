package fix

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
	"sort"

	"golang.org/x/tools/go/analysis"
)

// maxReformat bounds the lines that an edit rewrites for their alignment.
const maxReformat = 12

// tried returns edits whose result is Go, and formatted if the file was. Where
// a comment has to be aligned anew, the edits become one that does so.
//
// Only the declarations around the edits are looked at: a file with a thousand
// findings is not printed a thousand times.
func (m *Maker) tried(file *ast.File, edits []analysis.TextEdit) []analysis.TextEdit {
	s := m.source(file)
	if s == nil || len(edits) == 0 {
		return nil
	}
	slices.SortFunc(edits, func(a, b analysis.TextEdit) int { return int(a.Pos - b.Pos) })
	for i, e := range edits[1:] {
		if e.Pos < edits[i].End {
			return nil
		}
	}
	if s.starts == nil {
		s.starts = starts(s, file)
	}
	var want []byte // the file, formatted
	same, at := true, 0
	for i := 0; i < len(edits); {
		from, to := s.part(edits[i])
		last := i + 1
		for last < len(edits) {
			next, end := s.part(edits[last])
			if next >= to {
				break
			}
			to = max(to, end)
			last++
		}
		old, text := s.text[from:to], s.applied(from, to, edits[i:last])
		if lead(old) != lead(text) || trail(old) != trail(text) { // joined by what the edits leave at the border
			from, to = 0, len(s.text)
			old, text = s.text, s.applied(from, to, edits)
			want, same, at, last = nil, true, 0, len(edits)
		}
		out, ok := s.format(text, from == 0)
		if !ok {
			return nil
		}
		want = append(append(want, s.text[at:from]...), out...)
		same = same && bytes.Equal(out, text)
		i, at = last, to
	}
	if same {
		return edits
	}
	return s.difference(append(want, s.text[at:]...))
}

// starts are offsets at which a file can be cut: neither the meaning nor the
// format of what stands before depends on what follows. It is so after a blank
// line between declarations, as comments are aligned over lines that touch.
// Imports are sorted in a whole file only, so they stay with its beginning.
func starts(s *source, file *ast.File) []int {
	out := []int{0}
	end := s.offset(file.Name.End())
	for _, d := range file.Decls {
		from := s.offset(d.Pos())
		if from < end {
			return []int{0} // ill-formed
		}
		gap := s.text[end:from]
		gen, _ := d.(*ast.GenDecl)
		if i := bytes.LastIndex(gap, []byte("\n\n")); i >= 0 && !bytes.Contains(gap, []byte("/*")) && (gen == nil || gen.Tok != token.IMPORT) {
			out = append(out, end+i+2)
		}
		end = s.offset(d.End())
	}
	return out
}

// part is the part of the file, between two of the starts, that an edit is in.
func (s *source) part(e analysis.TextEdit) (from, to int) {
	first := sort.SearchInts(s.starts, s.offset(e.Pos)+1) - 1
	last := max(first, sort.SearchInts(s.starts, s.offset(e.End))-1)
	to = len(s.text)
	if last+1 < len(s.starts) {
		to = s.starts[last+1]
	}
	return s.starts[first], to
}

// applied is a part of the file with edits in it.
func (s *source) applied(from, to int, edits []analysis.TextEdit) []byte {
	var out []byte
	for _, e := range edits {
		out = append(append(out, s.text[from:s.offset(e.Pos)]...), e.NewText...)
		from = s.offset(e.End)
	}
	return append(out, s.text[from:to]...)
}

// format returns a part as it is to be, and whether it is Go; first says that
// it begins with the file.
func (s *source) format(text []byte, first bool) ([]byte, bool) {
	if !s.formatted {
		if !first {
			text = slices.Concat([]byte("package p;"), text)
		}
		_, err := parser.ParseFile(token.NewFileSet(), "", text, parser.SkipObjectResolution)
		return bytes.TrimPrefix(text, []byte("package p;")), err == nil
	}
	// A part that is no file of its own would stand on the line of a package
	// clause, and what is written there above a declaration is not its comment.
	clause := []byte("package p\n\n")
	if first {
		clause = nil
	}
	out, err := format.Source(slices.Concat(clause, bytes.TrimSpace(text)))
	out = bytes.TrimSpace(bytes.TrimPrefix(out, clause))
	return slices.Concat([]byte(lead(text)), out, []byte(trail(text))), err == nil
}

// lead is the white space that text begins with.
func lead(text []byte) string {
	return string(text[:len(text)-len(bytes.TrimLeft(text, " \t\r\n"))])
}

// trail is the white space that text ends with.
func trail(text []byte) string {
	return string(text[len(bytes.TrimRight(text, " \t\r\n")):])
}

// difference is one edit that makes the text into another, by whole lines.
func (s *source) difference(want []byte) []analysis.TextEdit {
	old, next := bytes.SplitAfter(s.text, []byte("\n")), bytes.SplitAfter(want, []byte("\n"))
	from := 0
	for from < len(old) && from < len(next) && bytes.Equal(old[from], next[from]) {
		from++
	}
	to, end := len(old), len(next)
	for to > from && end > from && bytes.Equal(old[to-1], next[end-1]) {
		to--
		end--
	}
	if to-from > maxReformat {
		return nil
	}
	pos := func(line int) token.Pos { return s.file.Pos(len(bytes.Join(old[:line], nil))) }
	return []analysis.TextEdit{{Pos: pos(from), End: pos(to), NewText: bytes.Join(next[from:end], nil)}}
}
