// Package fix makes the edits that findings offer. An edit is made only where
// it is surely safe: the result compiles, is formatted, and overlaps no other
// edit. Everything else gets none.
//
// Drivers write edits as they are, without a check of the syntax, and gopls
// does not format them. So an inserted line brings its own indentation, stands
// only where a statement may stand, and each edit is tried on the text of the
// file before it is offered.
package fix

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// A Maker makes edits in one package.
type Maker struct {
	pass    *analysis.Pass
	info    *types.Info
	table   *model.Table
	sources map[*ast.File]*source
	taken   map[ast.Node]map[string]token.Pos // names that edits declare, by block, and for which statement
	headers map[string]constants              // by the name of the header
}

// New returns a maker of edits for the package of a pass.
func New(pass *analysis.Pass, table *model.Table) *Maker {
	return &Maker{pass: pass, info: pass.TypesInfo, table: table, sources: map[*ast.File]*source{}, taken: map[ast.Node]map[string]token.Pos{}, headers: map[string]constants{}}
}

// source is the text of a file.
type source struct {
	text      []byte
	file      *token.File
	formatted bool
	starts    []int // where it can be cut, made when it is asked for
}

func (s *source) offset(pos token.Pos) int { return s.file.Offset(pos) }

func (s *source) slice(from, to token.Pos) string {
	return string(s.text[s.offset(from):s.offset(to)])
}

// of is the text of a node.
func (s *source) of(n ast.Node) string { return s.slice(n.Pos(), n.End()) }

// eol is how lines end.
func (s *source) eol() string {
	if bytes.Contains(s.text, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// line is the text of the line that a position stands on, up to the position,
// and from there on.
func (s *source) line(pos token.Pos) (before, after string) {
	i := s.offset(pos)
	start := bytes.LastIndexByte(s.text[:i], '\n') + 1
	end := len(s.text)
	if j := bytes.IndexByte(s.text[i:], '\n'); j >= 0 {
		end = i + j
	}
	return string(s.text[start:i]), strings.TrimSuffix(string(s.text[i:end]), "\r")
}

// indent is the white space that the line of a position starts with.
func (s *source) indent(pos token.Pos) string {
	before, _ := s.line(pos)
	return before[:len(before)-len(strings.TrimLeft(before, " \t"))]
}

// source returns the text of a file, nil where it is not what its author wrote
// or not where the compiler looks for it.
func (m *Maker) source(file *ast.File) *source {
	if file == nil {
		return nil
	}
	s, ok := m.sources[file]
	if !ok {
		s = m.read(file)
		m.sources[file] = s
	}
	return s
}

func (m *Maker) read(file *ast.File) *source {
	tf := m.pass.Fset.File(file.FileStart)
	if tf == nil || m.pass.ReadFile == nil || ast.IsGenerated(file) {
		return nil
	}
	for _, spec := range file.Imports {
		if spec.Path.Value == `"C"` {
			return nil
		}
	}
	// A //line comment, as cgo and generators write it.
	if !strings.HasSuffix(tf.Name(), ".go") || strings.HasSuffix(tf.Name(), ".cgo1.go") ||
		m.pass.Fset.Position(file.Name.Pos()) != m.pass.Fset.PositionFor(file.Name.Pos(), false) ||
		m.pass.Fset.Position(file.FileEnd) != m.pass.Fset.PositionFor(file.FileEnd, false) {
		return nil
	}
	text, err := m.pass.ReadFile(tf.Name())
	if err != nil || len(text) != tf.Size() {
		return nil // changed since it was parsed
	}
	out, err := format.Source(text)
	return &source{text: text, file: tf, formatted: err == nil && bytes.Equal(out, text)}
}

func (m *Maker) fileOf(pos token.Pos) *ast.File {
	for _, f := range m.pass.Files {
		if f.FileStart <= pos && pos < f.FileEnd {
			return f
		}
	}
	return nil
}

// compiles tells whether expressions can stand at a position.
func (m *Maker) compiles(pos token.Pos, exprs ...string) bool {
	for _, text := range exprs {
		e, err := parser.ParseExpr(text)
		if err != nil {
			return false
		}
		if types.CheckExpr(m.pass.Fset, m.pass.Pkg, pos, e, nil) != nil {
			return false
		}
	}
	return true
}

// Literal replaces the text of a string literal.
func (m *Maker) Literal(lit *ast.BasicLit, value string) []analysis.TextEdit {
	file := m.fileOf(lit.Pos())
	if lit.Kind != token.STRING || m.source(file) == nil {
		return nil
	}
	text := Quote(value)
	if lit.Value[0] == '"' && !strings.ContainsAny(value, "\"\\") {
		text = strconv.Quote(value) // as it was
	}
	return m.tried(file, []analysis.TextEdit{{Pos: lit.Pos(), End: lit.End(), NewText: []byte(text)}})
}

// Quote writes a text as a Go literal, without escapes where it can.
func Quote(s string) string {
	if strings.ContainsAny(s, "\"\\") && strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// join makes one list of two; nil where they touch. What is put right before or
// behind what the first list replaces becomes part of that.
func join(a, b []analysis.TextEdit) []analysis.TextEdit {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	a = slices.Clone(a)
	b = slices.DeleteFunc(slices.Clone(b), func(put analysis.TextEdit) bool {
		if put.Pos != put.End {
			return false
		}
		for i, e := range a {
			switch {
			case e.End == e.Pos:
			case e.Pos == put.Pos:
				a[i].NewText = slices.Concat(put.NewText, e.NewText)
				return true
			case e.End == put.Pos:
				a[i].NewText = slices.Concat(e.NewText, put.NewText)
				return true
			}
		}
		return false
	})
	if Meet(a, b) {
		return nil
	}
	return slices.Concat(a, b)
}

// Same tells whether two lists of edits do the same.
func Same(a, b []analysis.TextEdit) bool {
	return slices.EqualFunc(a, b, func(x, y analysis.TextEdit) bool {
		return x.Pos == y.Pos && x.End == y.End && bytes.Equal(x.NewText, y.NewText)
	})
}

// Meet tells whether two lists of edits touch each other, so that not both can
// be applied.
func Meet(a, b []analysis.TextEdit) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Pos <= y.End && y.Pos <= x.End {
				return true
			}
		}
	}
	return false
}
