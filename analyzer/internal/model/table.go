package model

import (
	"embed"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed *.model
var files embed.FS

var builtin = sync.OnceValue(func() []*Framework {
	entries, _ := files.ReadDir(".") // of an embedded directory: cannot fail, sorted
	var all []*Framework
	for _, e := range entries {
		text, _ := files.ReadFile(e.Name())
		if f, err := Parse(e.Name(), string(text)); err == nil { // a test parses every file
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b *Framework) int { return strings.Compare(a.Name, b.Name) })
	return all
})

// Builtin returns the frameworks known from the start, sorted by name. The
// result is shared and must not be changed.
func Builtin() []*Framework { return builtin() }

// Table finds the rows of a symbol. It does not change once made, so that
// packages analysed at the same time can share it.
type Table struct {
	rows    map[string][]Row
	wiring  map[string][]Row
	codes   map[string][]Code
	idioms  map[string]Idiom
	errors  map[string][]Row // error rows of types, by package
	imports map[string]bool

	endpoints []string // types of functions that answer, sorted
}

// NewTable returns a table of the builtin frameworks and of what the user adds;
// user may be nil. A symbol for which the user has rows loses the builtin ones,
// and a constant its builtin status.
//
// uses tells whether the program uses a package; nil where that is not known.
func NewTable(user *Framework, uses func(path string) bool) *Table {
	if user == nil {
		user = new(Framework)
	}
	t := &Table{rows: map[string][]Row{}, wiring: map[string][]Row{}, codes: map[string][]Code{}, idioms: map[string]Idiom{}, errors: map[string][]Row{}, imports: map[string]bool{}}
	for _, l := range user.lines() {
		for _, path := range importPaths(l.symbol) {
			t.imports[path] = true
		}
	}
	for _, r := range user.Rows {
		t.add(r)
	}
	for _, c := range user.Codes {
		t.codes[c.Type] = append(t.codes[c.Type], c)
	}
	for _, i := range user.Idioms {
		t.idioms[i.Type] = i
	}
	t.addErrors(user.Rows)
	mine, wired := keys(t.rows), keys(t.wiring)
	for _, f := range Builtin() {
		if uses != nil && len(f.Servers) > 0 && !slices.ContainsFunc(f.Servers, uses) {
			continue
		}
		for _, path := range f.Imports {
			t.imports[path] = true
		}
		for _, c := range f.Codes {
			if !slices.ContainsFunc(user.Codes, func(u Code) bool { return u.Type == c.Type && u.Value == c.Value }) {
				t.codes[c.Type] = append(t.codes[c.Type], c)
			}
		}
		for _, r := range f.Rows {
			switch {
			case r.Verb.Wires():
				if !wired[r.Symbol] {
					t.add(r)
				}
			case !mine[r.Symbol]:
				t.add(r)
				t.addErrors([]Row{r})
			}
		}
	}
	for symbol, rows := range t.wiring {
		if rows[0].Verb == Endpoint {
			t.endpoints = append(t.endpoints, symbol)
		}
	}
	slices.Sort(t.endpoints)
	anyReceiver(t.rows)
	anyReceiver(t.wiring)
	return t
}

func (t *Table) add(r Row) {
	rows := t.rows
	if r.Verb.Wires() {
		rows = t.wiring
	}
	rows[r.Symbol] = append(rows[r.Symbol], r)
}

func keys(rows map[string][]Row) map[string]bool {
	out := make(map[string]bool, len(rows))
	for symbol := range rows {
		out[symbol] = true
	}
	return out
}

// anyReceiver files methods under both kinds of receiver: releases of a library
// differ in whether it is a pointer.
func anyReceiver(all map[string][]Row) {
	for symbol, rows := range maps.Clone(all) {
		other := "(*" + strings.TrimPrefix(symbol, "(")
		if strings.HasPrefix(symbol, "(*") {
			other = "(" + strings.TrimPrefix(symbol, "(*")
		}
		if strings.HasPrefix(symbol, "(") && all[other] == nil {
			all[other] = rows
		}
	}
}

// addErrors files the rows of error types, path.Name, by their package.
func (t *Table) addErrors(rows []Row) {
	for _, r := range rows {
		if r.Verb != Error || strings.HasPrefix(r.Symbol, "(") {
			continue
		}
		path := r.Symbol[:strings.LastIndexByte(r.Symbol, '.')]
		t.errors[path] = append(t.errors[path], r)
	}
}

// ErrorTypes returns the error rows of a package's types, variables and
// functions. The result is shared and must not be changed.
func (t *Table) ErrorTypes(path string) []Row { return t.errors[path] }

// Rows returns all rows of a symbol, nil if there is none. The result is
// shared and must not be changed.
func (t *Table) Rows(symbol string) []Row { return t.rows[symbol] }

// Wiring returns the rows that say how a symbol wires handlers. The result is
// shared and must not be changed.
func (t *Table) Wiring(symbol string) []Row { return t.wiring[symbol] }

// Codes returns the constants of a type that stand for statuses. The result is
// shared and must not be changed.
func (t *Table) Codes(typ string) []Code { return t.codes[typ] }

// CodeStatus is the status that a constant of a type stands for, 0 for none. The
// value is an int64 or a string, as constant.Val has it.
func (t *Table) CodeStatus(typ string, value any) int64 {
	for _, k := range t.codes[typ] {
		switch v := value.(type) {
		case int64:
			if k.Value.Kind == Int && int64(k.Value.N) == v {
				return int64(k.Status)
			}
		case string:
			if k.Value.Kind == Text && k.Value.Text == v {
				return int64(k.Status)
			}
		}
	}
	return 0
}

// Idiom returns the user's idiom for a type, path.Name.
func (t *Table) Idiom(typ string) (i Idiom, ok bool) {
	i, ok = t.idioms[typ]
	return i, ok
}

// ImportsAny reports whether importing path brings a framework in.
func (t *Table) ImportsAny(path string) bool { return t.imports[path] }

// importPaths returns the import paths that a symbol can mean: in a.b.C the
// package is a.b, or a with a type b.
func importPaths(symbol string) []string {
	if receiver, _, ok := strings.Cut(symbol, ")."); ok {
		symbol = strings.TrimLeft(receiver, "(*")
		return []string{symbol[:strings.LastIndexByte(symbol, '.')]}
	}
	slash := strings.LastIndexByte(symbol, '/')
	var paths []string
	for i := len(symbol) - 1; i > slash; i-- {
		if symbol[i] == '.' {
			paths = append(paths, symbol[:i])
		}
	}
	return paths[:min(len(paths), 2)]
}
