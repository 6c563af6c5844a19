//go:build integration

package analyzer_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var (
	only   = flag.String("dialects", "", "the dialects to write the shapes in, separated by commas; all of them, if empty")
	shaped = flag.String("shapes", "", "write the sources of the shapes into this folder")
)

// TestShapes holds the fix of every rule, in every framework, for every way to
// answer, to a golden file. Every cell has a finding, whose fix compiles and
// leaves none that could be mended.
func TestShapes(t *testing.T) {
	dir := testdata(t, "frameworks")
	needsGo(t, dir)
	given := map[string][]byte{}
	files := map[string]*dialect{}
	for _, d := range dialects {
		if *only != "" && !slices.Contains(strings.Split(*only, ","), d.name) {
			continue
		}
		src, err := d.source()
		if err != nil {
			t.Error(err)
			continue
		}
		name := filepath.Join(dir, "shapes", d.name, "shapes.go")
		given[name], files[name] = src, d
		clause, _, _ := bytes.Cut(src[bytes.Index(src, []byte("package ")):], []byte("\n"))
		given[filepath.Join(dir, "shapes", d.name, "sent.go")] = slices.Concat(clause, []byte(sentElsewhere))
		if *shaped != "" {
			writeFile(t, filepath.Join(*shaped, d.name, "shapes.go"), src)
		}
	}
	fixed, found := repair(t, dir, everything, given, "./shapes/...")
	changes := newReview(t)
	for name, d := range files {
		t.Run(d.name, func(t *testing.T) { d.hold(t, changes, dir, name, given[name], fixed[name], found) })
	}
}

// sentElsewhere is a challenge of the package, which fixes repeat where nothing
// is read that tells the scheme.
const sentElsewhere = `

import "net/http"

func sentElsewhere(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", "Bearer realm=\"frameworks\"")
	w.WriteHeader(http.StatusUnauthorized)
}
`

// hold checks the cells of one dialect.
func (d *dialect) hold(t *testing.T, changes *review, dir, name string, before, after []byte, found []reported) {
	if after == nil {
		after = before
	}
	if *shaped != "" {
		writeFile(t, filepath.Join(*shaped, d.name, "fixed.txt"), after)
	}
	was, is := declarations(t, before), declarations(t, after)
	if len(was) != len(is) {
		t.Fatalf("%d declarations became %d", len(was), len(is))
	}
	var out bytes.Buffer
	for _, rule := range shapedRules {
		for _, s := range shapes {
			if !d.has(rule, s) {
				continue
			}
			prefix := cellName(rule, s.name)
			var fixes, others int
			var texts []string
			for i, decl := range was {
				if !strings.HasPrefix(decl.name, prefix) {
					continue
				}
				for _, f := range found {
					if f.file != name || f.offset < decl.from || decl.to <= f.offset {
						continue
					}
					switch {
					case f.rule == rule && f.fixed:
						fixes++
					case f.rule == rule:
						others++
					}
				}
				if text := difference(decl.text, is[i].text); text != "" {
					texts = append(texts, text)
				}
			}
			if len(texts) > 0 {
				fmt.Fprintf(&out, "%s\n%s\n", section(rule, s), strings.Join(texts, "\n \n"))
			}
			reason := d.excepted(d.unfixed, rule, s.name)
			switch {
			case fixes == 0 && others == 0:
				t.Errorf("%s, %s: no finding", rule, s.name)
			case fixes == 0 && reason == "":
				t.Errorf("%s, %s: no fix", rule, s.name)
			case fixes > 0 && reason != "":
				t.Errorf("%s, %s: has a fix, although %s", rule, s.name, reason)
			}
		}
	}
	golden(t, changes, filepath.Join(dir, d.golden()), out.Bytes())
}

// A declaration is a function, method or type of a file.
type declaration struct {
	name, text string
	from, to   int
}

func declarations(t *testing.T, src []byte) []declaration {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []declaration
	for _, d := range file.Decls {
		from, to := fset.Position(d.Pos()).Offset, fset.Position(d.End()).Offset
		name := ""
		switch d := d.(type) {
		case *ast.FuncDecl:
			name = d.Name.Name
			if d.Recv != nil {
				name = strings.Trim(string(src[fset.Position(d.Recv.List[0].Type.Pos()).Offset:fset.Position(d.Recv.List[0].Type.End()).Offset]), "*")
			}
		case *ast.GenDecl:
			if ts, ok := d.Specs[0].(*ast.TypeSpec); ok {
				name = ts.Name.Name
			}
		}
		out = append(out, declaration{name, string(src[from:to]), from, to})
	}
	return out
}
