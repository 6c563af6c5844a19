//go:build influence

package evidence

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"runtime"
	"strings"
	"sync"
)

// An Entry is a word of a set of the vocabulary, or a row of a table.
type Entry struct{ Table, Name string }

func (e Entry) String() string { return e.Table + " `" + e.Name + "`" }

// trial is what is left out, and what was asked for and found. Trials run one at
// a time, while nothing else asks the tables: this package has state only under
// the build tag.
var trial struct {
	on      bool
	without Entry
	found   map[Entry]bool
}

// Try runs do without one entry, the zero Entry for none, and returns the
// entries that had a say.
func Try(without Entry, do func()) map[Entry]bool {
	trial.on, trial.without, trial.found = true, without, map[Entry]bool{}
	defer func() { trial.on = false }()
	do()
	return trial.found
}

func say(e Entry) bool {
	trial.found[e] = true
	return e != trial.without
}

func keptWord(set map[string]bool, w string) bool {
	return !trial.on || say(Entry{nameOf(set), w})
}

func keptOf(sets uint8, w string) uint8 {
	if !trial.on || sets == 0 {
		return sets
	}
	for i, s := range speaking() {
		if bit := uint8(1) << i; sets&bit != 0 {
			of := s.one
			if s.two[w] {
				of = s.two
			}
			if !keptWord(of, w) {
				sets &^= bit
			}
		}
	}
	return sets
}

func keptRow[T any](row *T) *T {
	if row == nil || !trial.on {
		return row
	}
	if !say(rowEntry(row)) {
		return nil
	}
	return row
}

// rowEntry names a row of a table.
func rowEntry(row any) Entry {
	switch r := row.(type) {
	case *call:
		if r.Arg != "" {
			return Entry{"calls", r.Name + " " + r.Arg}
		}
		return Entry{"calls", r.Name}
	case *field:
		return Entry{"fields", r.Name}
	case *sentinel:
		return Entry{"sentinels", r.Name}
	case *phrase:
		return Entry{"phrases", r.Text}
	}
	panic(fmt.Sprintf("no name for rows of %T", row))
}

// nameOf is the variable that a set is declared with.
func nameOf(set map[string]bool) string {
	name, ok := setNames()[reflect.ValueOf(set).Pointer()]
	if !ok {
		panic("a set of words that no variable of vocabulary.go holds")
	}
	return name
}

// made are the sets, each with the line of vocabulary.go that makes it.
var made []struct {
	set
	line int
}

// note remembers where a set is made: variables can't be listed.
func note(s set) set {
	_, _, line, _ := runtime.Caller(2)
	made = append(made, struct {
		set
		line int
	}{s, line})
	return s
}

var setNames = sync.OnceValue(func() map[uintptr]string {
	fset := token.NewFileSet()
	_, here, _, _ := runtime.Caller(0)
	f, err := parser.ParseFile(fset, here[:len(here)-len("influence.go")]+"vocabulary.go", nil, 0)
	if err != nil {
		panic(err)
	}
	byLine := map[int]string{}
	for _, d := range f.Decls {
		for _, s := range d.(*ast.GenDecl).Specs {
			v := s.(*ast.ValueSpec)
			for line := fset.Position(v.Pos()).Line; line <= fset.Position(v.End()).Line; line++ {
				byLine[line] = v.Names[0].Name
			}
		}
	}
	out := map[uintptr]string{}
	for _, m := range made {
		out[reflect.ValueOf(m.one).Pointer()] = byLine[m.line]
		out[reflect.ValueOf(m.two).Pointer()] = byLine[m.line]
	}
	return out
})

// Entries lists all words and rows.
func Entries() []Entry {
	var out []Entry
	for _, m := range made {
		for _, ws := range []map[string]bool{m.one, m.two} {
			for w := range ws {
				out = append(out, Entry{nameOf(ws), w})
			}
		}
	}
	for _, r := range lookup().callRows {
		out = append(out, rowEntry(r))
	}
	for _, r := range lookup().fieldRows {
		out = append(out, rowEntry(r))
	}
	for _, r := range lookup().sentinelRows {
		out = append(out, rowEntry(r))
	}
	for i := range phrases {
		out = append(out, rowEntry(&phrases[i]))
	}
	return out
}

// Occurring lists the words and phrases of the tables that a name or a text has.
// What occurs nowhere decides nowhere.
func Occurring(text string) (out []Entry) {
	ws := split(text)
	for i, w := range ws {
		two := ""
		if i > 0 {
			two = ws[i-1] + " " + w
		}
		for _, m := range made {
			if m.one[w] {
				out = append(out, Entry{nameOf(m.one), w})
			}
			if m.two[two] {
				out = append(out, Entry{nameOf(m.two), two})
			}
		}
	}
	text = strings.ToLower(text)
	for i := range phrases {
		if strings.Contains(text, phrases[i].Text) {
			out = append(out, rowEntry(&phrases[i]))
		}
	}
	return out
}
