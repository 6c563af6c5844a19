package analyzer_test

import (
	"cmp"
	"flag"
	"fmt"
	"go/ast"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer"
)

// A seed is a package of the testdata, which the fuzzer mutates.
type seed struct {
	path  string
	files []sourceFile
}

var seeds = sync.OnceValues(func() ([]seed, error) {
	byDir := map[string]*seed{}
	var order []string
	for _, mod := range []string{"challenge", "choice", "fixes"} {
		top := filepath.Join("..", "testdata", mod)
		err := filepath.WalkDir(top, func(name string, d os.DirEntry, err error) error {
			if err != nil || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			dir := filepath.Dir(name)
			if byDir[dir] == nil {
				rel, _ := filepath.Rel(top, dir)
				byDir[dir] = &seed{path: "authstatus.test/" + mod + "/" + filepath.ToSlash(rel)}
				order = append(order, dir)
			}
			byDir[dir].files = append(byDir[dir].files, sourceFile{filepath.Base(name), text})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	var out []seed
	for _, dir := range order {
		out = append(out, *byDir[dir])
	}
	return out, nil
})

// A piece is a part of a source text: a node of the tree, or a token.
type piece struct{ from, to int }

// pieces are the nodes of a text, by what can stand for what.
type pieces struct{ exprs, stmts, decls, types, tokens []piece }

func cut(text []byte) pieces {
	u := parse([]sourceFile{{"cut.go", text}})
	defer u.drop()
	var p pieces
	for _, f := range u.files {
		tf := fset.File(f.FileStart)
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil || !n.Pos().IsValid() || !n.End().IsValid() {
				return n != nil
			}
			q := piece{tf.Offset(n.Pos()), tf.Offset(n.End())}
			if q.from >= q.to || q.to > len(text) {
				return true
			}
			switch n := n.(type) {
			case *ast.ArrayType, *ast.StructType, *ast.FuncType, *ast.InterfaceType, *ast.MapType, *ast.ChanType, *ast.StarExpr:
				p.types = append(p.types, q)
			case ast.Expr:
				p.exprs = append(p.exprs, q)
			case ast.Stmt:
				p.stmts = append(p.stmts, q)
			case *ast.FuncDecl:
				p.decls = append(p.decls, q)
			case *ast.GenDecl:
				if n.Tok != token.IMPORT {
					p.decls = append(p.decls, q)
				}
			}
			return true
		})
	}
	for i := 0; i < len(text); {
		j := i + 1
		if isWord(text[i]) {
			for j < len(text) && isWord(text[j]) {
				j++
			}
		}
		if text[i] > ' ' {
			p.tokens = append(p.tokens, piece{i, j})
		}
		i = j
	}
	return p
}

func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
}

// words are put in the place of tokens and expressions.
var words = []string{
	"401", "403", "407", "0", "-1", "nil", "true", "_", "w", "r", "err", "status", "http.StatusUnauthorized", "http.StatusForbidden", "http.StatusText", "http.ResponseWriter",
	"*http.Request", "http.Handler", "http.Error", `"WWW-Authenticate"`, `"Bearer"`, "`Basic realm=\"x\"`", "error", "int", "any", "string", "interface{}", "func()", "chan int", "[]int{401}", "map[error]int{}",
	"(", ")", "{", "}", "[", "]", ".", ",", ";", ":", ":=", "=", "&", "*", "<-", "...", "!", "==", "!=", "&&", "||",
	"func", "return", "if", "else", "for", "range", "switch", "case", "default", "select", "go", "defer", "goto", "break", "continue", "fallthrough", "type", "struct", "interface", "var", "const",
	"iota", "panic(401)", "recover()", "len", "new", "make", "append", "//line x.go:1\n", "\n", "\"\xff\"", "'\\U00110000'", "0x191", "4e2", "1i", "L:", "goto L", "~int", "[T any]", "struct{ Status int }",
}

// mutate carries out a program on one of the files of a seed: each five bytes
// are a step, what to do and where.
func mutate(s seed, all []seed, program []byte) []sourceFile {
	files := slices.Clone(s.files)
	if len(program) == 0 {
		return files
	}
	at := int(program[0]) % len(files)
	program = program[1:]
	text := files[at].text
	pick := func(list []piece, n int) (piece, bool) {
		if len(list) == 0 {
			return piece{}, false
		}
		return list[n%len(list)], true
	}
	for range 12 {
		if len(program) < 5 {
			break
		}
		op, a, b := program[0], int(program[1])<<8|int(program[2]), int(program[3])<<8|int(program[4])
		program = program[5:]
		p := cut(text)
		donor, q := text, p
		if op&0x80 != 0 { // from another file
			f := all[b%len(all)].files
			donor = f[b%len(f)].text
			q = cut(donor)
		}
		to, ok := piece{}, false
		var put string
		list, other := p.exprs, q.exprs
		switch op & 0x70 >> 4 {
		case 0, 1:
		case 2, 3:
			list, other = p.stmts, q.stmts
		case 4:
			list, other = p.decls, q.decls
		case 5:
			list, other = p.types, append(q.types, q.exprs...)
		case 6:
			list, other = p.tokens, q.tokens
		case 7:
			list, other = p.exprs, q.tokens
		}
		to, ok = pick(list, a)
		from, has := pick(other, b)
		if !ok || !has {
			continue
		}
		switch op & 0x0f {
		case 0, 1, 2, 3: // replace by a piece
			put = string(donor[from.from:from.to])
		case 4, 5: // delete
		case 6: // double
			put = string(text[to.from:to.to]) + "\n" + string(text[to.from:to.to])
		case 7: // insert before
			put = string(donor[from.from:from.to]) + "\n" + string(text[to.from:to.to])
		case 8: // swap
			if op&0x80 == 0 && from.to <= to.from {
				text = slices.Concat(text[:from.from], text[to.from:to.to], text[from.to:to.from], text[from.from:from.to], text[to.to:])
				continue
			}
			put = string(donor[from.from:from.to])
		case 9: // wrap
			put = [...]string{"(%s)", "func() { %s }()", "if %s {}", "*%s", "&%s", "[]any{%s}", "(%s).(error)", "%s.Status", "%s()", "%s[0]", "!%s", "<-%s"}[b%12]
			put = strings.ReplaceAll(put, "%s", string(text[to.from:to.to]))
		default:
			put = words[b%len(words)]
		}
		if len(text)+len(put) > 64<<10 {
			break
		}
		text = slices.Concat(text[:to.from], []byte(put), text[to.to:])
	}
	files[at].text = text
	return files
}

// fuzzed runs every rule and offers every fix.
var fuzzed = []*analysis.Analyzer{
	analyzer.New(analyzer.Config{Rules: []string{"choice", "challenge"}, Confidence: "medium", Tests: true, Generated: true}),
	analyzer.New(analyzer.Config{SingleFix: true, Challenge: `Bearer realm="x"`, Models: []string{"(authstatus.test/challenge/x.T).Fail send status=$0"}}),
}

// An execution that takes longer hangs on any machine; go test ends after ten
// minutes itself, and does not show the program.
const fuzzBound = 8 * time.Minute

// FuzzAnalyzer: whatever the source, the analyzer neither panics nor runs
// without end; its findings and edits lie in the files, the same each time; and
// where the source compiles, it does so with each of the fixes.
func FuzzAnalyzer(f *testing.F) {
	all, err := seeds()
	if err == nil {
		_, err = exports()
	}
	if err != nil {
		f.Fatal(err)
	}
	for i := range all {
		f.Add(uint16(i), []byte{})
		op := i % 16
		n := byte(i*16 + op)
		f.Add(uint16(i+op*len(all)), []byte{n, byte(op | op<<4), n, n * 7, n * 3, n * 5, byte(op<<4) ^ 0x80, n * 11, n, n, n * 13})
	}
	f.Fuzz(func(t *testing.T, which uint16, program []byte) { analyzeMutated(t, all, which, program) })
}

var mutations = flag.Int("mutations", 300, "how many programs TestMutations runs")

// TestMutations does the same for programs by chance. Without instruments for
// coverage far more of them run in the same time.
func TestMutations(t *testing.T) {
	all, err := seeds()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(uint64(*mutations), 1))
	for range *mutations {
		which, program := uint16(r.UintN(1<<16)), make([]byte, 1+5*r.IntN(5))
		for i := range program {
			program[i] = byte(r.UintN(256))
		}
		if !t.Run(fmt.Sprintf("%d %x", which, program), func(t *testing.T) { analyzeMutated(t, all, which, program) }) {
			t.Logf("a seed: %d, %q", which, program)
		}
	}
}

func analyzeMutated(t *testing.T, all []seed, which uint16, program []byte) {
	s := all[int(which)%len(all)]
	a := fuzzed[len(program)&1]
	files := mutate(s, all, program)
	hang := time.AfterFunc(fuzzBound, func() {
		debug.SetTraceback("all")
		panic(fmt.Sprintf("no end after %v: %s\n%s", fuzzBound, s.path, texts(files)))
	})
	defer hang.Stop()

	u := parse(files)
	defer u.drop()
	if !checks(u, s.path) {
		return // the type checker itself panics
	}
	ds := analyzeChecked(t, u, a, files)
	if len(u.errs) == 0 && u.syntax == nil {
		// Some of the fixes: the type checker runs for each.
		n := int(which) / len(all)
		for range min(2, len(ds)) {
			d := ds[n%len(ds)]
			if n++; len(d.SuggestedFixes) > 0 {
				compiles(t, s.path, files, d, d.SuggestedFixes[n%len(d.SuggestedFixes)])
			}
		}
	}
	if len(program)%4 == 0 {
		again := parse(files)
		defer again.drop()
		if !checks(again, s.path) {
			return
		}
		if got, want := show(again, analyzeChecked(t, again, a, files)), show(u, ds); got != want {
			t.Fatalf("found first\n%s\nthen\n%s\nin\n%s", want, got, texts(files))
		}
	}
}

func checks(u *unit, path string) (ok bool) {
	defer func() { ok = recover() == nil && u.pkg != nil }()
	u.check(path)
	return true
}

// analyzeChecked analyses a unit and holds what comes out to what a driver
// needs.
func analyzeChecked(t *testing.T, u *unit, a *analysis.Analyzer, files []sourceFile) []analysis.Diagnostic {
	t.Helper()
	ds, err := u.analyze(a)
	if err != nil {
		t.Fatal(err)
	}
	if err := u.encodable(); err != nil {
		t.Fatalf("facts: %v in\n%s", err, texts(files))
	}
	within := func(from, to token.Pos) bool {
		for _, f := range u.files {
			if f.FileStart <= from && to <= f.FileEnd {
				return from <= to
			}
		}
		return false
	}
	for _, d := range ds {
		end := d.End
		if !end.IsValid() {
			end = d.Pos
		}
		if d.Category == "internal-error" || d.Message == "" || !within(d.Pos, end) {
			t.Fatalf("%s: %s in\n%s", fset.Position(d.Pos), d.Message, texts(files))
		}
		for _, r := range d.Related {
			if !within(r.Pos, max(r.Pos, r.End)) {
				t.Fatalf("related of %s is not in the files:\n%s", d.Message, texts(files))
			}
		}
		for _, fix := range d.SuggestedFixes {
			es := sorted(fix.TextEdits)
			for i, e := range es {
				if !e.End.IsValid() || !within(e.Pos, e.End) || i > 0 && (e.Pos < es[i-1].End || fset.File(e.Pos) != fset.File(es[0].Pos)) {
					t.Fatalf("fix %q of %s has edits out of the file or of order:\n%s", fix.Message, d.Message, texts(files))
				}
			}
		}
	}
	return ds
}

func sorted(es []analysis.TextEdit) []analysis.TextEdit {
	return slices.SortedStableFunc(slices.Values(es), func(a, b analysis.TextEdit) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End))
	})
}

// compiles applies a fix, type-checks what comes out, and returns it.
func compiles(t *testing.T, path string, files []sourceFile, d analysis.Diagnostic, fix analysis.SuggestedFix) (after []sourceFile) {
	t.Helper()
	after = slices.Clone(files)
	for i, f := range after {
		var out []byte
		at := 0
		for _, e := range sorted(fix.TextEdits) {
			if tf := fset.File(e.Pos); tf.Name() == f.name {
				out = append(append(out, f.text[at:tf.Offset(e.Pos)]...), e.NewText...)
				at = tf.Offset(e.End)
			}
		}
		after[i].text = append(out, f.text[at:]...)
	}
	u := parse(after)
	defer u.drop()
	if u.syntax != nil {
		t.Fatalf("%s\nfix %q: %v\nbefore:\n%s\nafter:\n%s", d.Message, fix.Message, u.syntax, texts(files), texts(after))
	}
	u.check(path)
	if len(u.errs) > 0 {
		t.Fatalf("%s\nfix %q: %v\nbefore:\n%s\nafter:\n%s", d.Message, fix.Message, u.errs, texts(files), texts(after))
	}
	return after
}

// show prints diagnostics with all that a user sees of them.
func show(u *unit, ds []analysis.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "%s-%s: %s\n", fset.PositionFor(d.Pos, false), fset.PositionFor(d.End, false), d.Message)
		for _, r := range d.Related {
			fmt.Fprintf(&b, "\t%s: %s\n", fset.PositionFor(r.Pos, false), r.Message)
		}
		for _, fix := range d.SuggestedFixes {
			fmt.Fprintf(&b, "\tfix: %s\n", fix.Message)
			for _, e := range fix.TextEdits {
				fmt.Fprintf(&b, "\t\t%s %q\n", fset.PositionFor(e.Pos, false), e.NewText)
			}
		}
	}
	return b.String()
}

func texts(files []sourceFile) string {
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "-- %s --\n%s\n", f.name, f.text)
	}
	return b.String()
}
