package metamorphic

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// A Place is a byte of a file as it was before a transformation.
type Place struct {
	File   string
	Offset int
}

// A Text is the source of a file after a transformation. It knows for each of
// its bytes which place it comes from or stands for.
type Text struct {
	pieces []piece
	size   int
}

// A piece is copied from a file, or was written by a transformation.
type piece struct {
	text    string
	at      Place // where the text was, or what it stands for
	also    Place // for which a copy stands as well, if any
	written bool
	start   int // in the new file
}

// copied appends a part of a file.
func (t *Text) copied(f *File, from, to int) {
	t.add(piece{text: string(f.Src[from:to]), at: Place{f.Name, from}})
}

// stands appends a part of a file that stands for another place too.
func (t *Text) stands(f *File, from, to int, also Place) {
	t.add(piece{text: string(f.Src[from:to]), at: Place{f.Name, from}, also: also})
}

// written appends a text that stands for a place.
func (t *Text) written(text string, at Place) {
	t.add(piece{text: text, at: at, written: true})
}

func (t *Text) append(u Text) {
	for _, p := range u.pieces {
		t.add(p)
	}
}

func (t *Text) add(p piece) {
	if p.text != "" {
		p.start = t.size
		t.size += len(p.text)
		t.pieces = append(t.pieces, p)
	}
}

// String is the new source.
func (t *Text) String() string {
	var b strings.Builder
	for _, p := range t.pieces {
		b.WriteString(p.text)
	}
	return b.String()
}

// origin is the place that a byte of the new source comes from or stands for,
// and another for which it stands too.
func (t *Text) origin(offset int) (at, also Place) {
	i := sort.Search(len(t.pieces), func(i int) bool { return t.pieces[i].start > offset }) - 1
	if i < 0 {
		return at, also
	}
	p := t.pieces[i]
	if !p.written {
		p.at.Offset += offset - p.start
	}
	return p.at, p.also
}

// changed tells whether something was written or moved.
func (t *Text) changed(f *File) bool { return t.String() != string(f.Src) }

// An edit puts a text in the place of a part of a file.
type edit struct {
	from, to int
	with     Text
}

// replace is an edit that writes a text, which stands for what it replaces.
func replace(f *File, from, to int, text string) edit {
	var t Text
	t.written(text, Place{f.Name, from})
	return edit{from, to, t}
}

// rewrite is the part of a file from one offset to another, with edits. Of two
// that overlap the second is left out; those at one offset stay in order.
func rewrite(f *File, from, to int, edits []edit) Text {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var t Text
	at := from
	for _, e := range edits {
		if e.from < at || e.to > to {
			continue
		}
		t.copied(f, at, e.from)
		t.append(e.with)
		at = e.to
	}
	t.copied(f, at, to)
	return t
}
