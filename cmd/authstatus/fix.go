package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/authstatus/authstatus/cmd/authstatus/internal/load"
)

// fix applies the first fix of each finding, or shows them. The code of x/tools
// that does so is not open to other drivers, and writes over the files; here an
// interrupted run leaves each file either old or new.
func fix(a *analysis.Analyzer, opts *options, stdout, stderr io.Writer) (code int) {
	fail := func(err error) {
		fmt.Fprintf(stderr, "authstatus: %v\n", err)
		code = exitError
	}
	prog, err := program(a, opts, true, stderr)
	if err != nil {
		fail(err)
		return code
	}
	graph, err := analyze(a, prog, opts, nil)
	for _, err := range prog.Errors() {
		fmt.Fprintln(stderr, err)
		code = exitError
	}
	if err != nil {
		fail(err)
		return code
	}

	m := &mender{prog: prog, files: map[string]*mended{}}
	for _, act := range graph.Roots {
		if act.Err != nil {
			fail(act.Err)
			continue
		}
		m.add(act)
	}
	if m.ill != "" {
		fail(fmt.Errorf("no fixes in package %s, which does not compile", m.ill))
	}
	if m.clashes > 0 {
		fail(fmt.Errorf("%d fixes meet others and were left out: run it again", m.clashes))
	}
	for _, name := range slices.Sorted(slices.Values(m.order)) {
		f := m.files[name]
		switch text, err := f.result(); {
		case err != nil:
			fail(fmt.Errorf("%s: %w", name, err))
		case opts.diff:
			diff := fmt.Sprintf("--- %s (old)\n+++ %s (new)\n%s", name, name, unified(f.old, text))
			if opts.color.paints(stdout) {
				diff = paintDiff(diff)
			}
			io.WriteString(stdout, diff)
			code = max(code, exitError)
		default:
			if err := prog.Unchanged(name); err != nil {
				fail(err)
			} else if err := replaceFile(name, text); err != nil {
				fail(err)
			}
		}
	}
	return code
}

// A mender collects the edits of a run.
type mender struct {
	prog    *load.Program
	files   map[string]*mended
	order   []string
	clashes int
	ill     string // a package that does not compile
}

// mended is a file and what is to change in it.
type mended struct {
	old   []byte
	err   error // nothing can be written
	pkg   *types.Package
	edits []textEdit // in their order, apart from each other
}

// A textEdit replaces old[from:to].
type textEdit struct {
	from, to int
	text     string
}

// add takes up the fixes of one package.
func (m *mender) add(act *checker.Action) {
	for _, d := range act.Diagnostics {
		if len(d.SuggestedFixes) == 0 {
			// Maybe because the file has changed.
			name := act.Package.Fset.File(d.Pos).Name()
			if f := m.file(act, name); errors.Is(f.err, load.ErrChanged) && !slices.Contains(m.order, name) {
				m.order = append(m.order, name)
			}
			continue
		}
		if act.Package.IllTyped {
			m.ill = act.Package.PkgPath
			return
		}
		byFile := map[string][]textEdit{}
		for _, e := range d.SuggestedFixes[0].TextEdits {
			tf := act.Package.Fset.File(e.Pos)
			end := e.End
			if !end.IsValid() {
				end = e.Pos
			}
			byFile[tf.Name()] = append(byFile[tf.Name()], textEdit{tf.Offset(e.Pos), tf.Offset(end), string(e.NewText)})
		}
		merged := map[string][]textEdit{}
		clash, generated := false, false
		for name, edits := range byFile {
			f := m.file(act, name)
			generated = generated || f.generated()
			all, ok := merge(f.edits, edits)
			clash = clash || !ok
			merged[name] = all
		}
		switch {
		case generated: // by a program, which would undo it
		case clash:
			m.clashes++
		default:
			for name, edits := range merged {
				m.files[name].edits = edits
				if !slices.Contains(m.order, name) {
					m.order = append(m.order, name)
				}
			}
		}
	}
}

// file is what is known of a file.
func (m *mender) file(act *checker.Action, name string) *mended {
	f := m.files[name]
	if f == nil {
		f = &mended{pkg: act.Package.Types}
		f.old, f.err = m.prog.ReadOwn(act.Package, name)
		m.files[name] = f
	}
	return f
}

func (f *mended) generated() bool {
	file, err := parser.ParseFile(token.NewFileSet(), "", f.old, parser.PackageClauseOnly|parser.ParseComments)
	return err == nil && ast.IsGenerated(file)
}

// merge adds edits to others; it fails where two meet that are not the same. A
// file of a package and of its tests brings all of its edits twice.
func merge(old, edits []textEdit) ([]textEdit, bool) {
	all := slices.Clone(old)
	for _, e := range edits {
		if !slices.Contains(old, e) {
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b textEdit) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	for i := 1; i < len(all); i++ {
		if a, b := all[i-1], all[i]; b.from < a.to || b.from == a.from {
			return nil, false
		}
	}
	return all, true
}

// result is the text of the file with its edits. They are formatted as the code
// around them, so the rest of the file stays as it is, also its line endings.
func (f *mended) result() ([]byte, error) {
	if f.err != nil {
		return nil, f.err
	}
	var out []byte
	at := 0
	for _, e := range f.edits {
		if e.to > len(f.old) {
			return nil, errors.New("the file has changed")
		}
		text := e.text
		if crlf(f.old) {
			text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
		}
		out = append(append(out, f.old[at:e.from]...), text...)
		at = e.to
	}
	out = append(out, f.old[at:]...)
	out = dropImports(f.pkg, f.old, out)
	if _, err := parser.ParseFile(token.NewFileSet(), "", out, parser.SkipObjectResolution); err != nil {
		return nil, fmt.Errorf("the fixes do not fit together: %w", err)
	}
	return out, nil
}

// crlf tells whether the lines of a text end as they do on Windows.
func crlf(text []byte) bool {
	i := bytes.IndexByte(text, '\n')
	return i > 0 && text[i-1] == '\r'
}

// dropImports removes the imports that were used before, and are not after.
func dropImports(pkg *types.Package, before, after []byte) []byte {
	_, _, old := importsOf(before)
	tf, file, used := importsOf(after)
	if file == nil {
		return after
	}
	names := map[string]string{}
	for _, imp := range pkg.Imports() {
		names[imp.Path()] = imp.Name()
	}
	var gone []piece
	for _, d := range file.Decls {
		gd, ok := d.(*ast.GenDecl)
		if !ok || gd.Tok != token.IMPORT {
			continue
		}
		var here []piece
		for _, s := range gd.Specs {
			spec := s.(*ast.ImportSpec)
			path, _ := strconv.Unquote(spec.Path.Value)
			name := names[path]
			if spec.Name != nil {
				name = spec.Name.Name
			}
			if name != "" && old[name] && !used[name] {
				here = append(here, lines(after, tf.Offset(spec.Pos()), tf.Offset(spec.End())))
			}
		}
		if len(here) == len(gd.Specs) && len(here) > 0 {
			here = []piece{lines(after, tf.Offset(gd.Pos()), tf.Offset(gd.End()))}
		}
		gone = append(gone, here...)
	}
	for _, g := range slices.Backward(gone) {
		after = slices.Concat(after[:g.from], after[g.to:])
	}
	return after
}

// importsOf parses a file and tells which names stand before a dot in it, as
// those of packages do.
func importsOf(text []byte) (tf *token.File, file *ast.File, used map[string]bool) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", text, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, nil
	}
	used = map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok {
				used[id.Name] = true
			}
		}
		return true
	})
	return fset.File(file.FileStart), file, used
}

// A piece is text[from:to].
type piece struct{ from, to int }

// lines widens a piece to its lines, if nothing else stands on them.
func lines(text []byte, from, to int) piece {
	start := bytes.LastIndexByte(text[:from], '\n') + 1
	end := len(text)
	if i := bytes.IndexByte(text[to:], '\n'); i >= 0 {
		end = to + i + 1
	}
	if len(bytes.TrimSpace(text[start:from])) > 0 || len(bytes.TrimSpace(text[to:end])) > 0 {
		return piece{from, to}
	}
	return piece{start, end}
}
