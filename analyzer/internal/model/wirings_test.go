package model

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// unwired are verbs of a model that no case shows, with the reason. Cases that are
// still to be written may only get fewer.
var unwired = map[string]string{
	"kratos/v3 authenticates": likeV2, "kratos/v3 endpoint": likeV2, "kratos/v3 group": likeV2, "kratos/v3 names": likeV2, "kratos/v3 route": likeV2,
	"kratos/v3 router": likeV2, "kratos/v3 select": likeV2, "kratos/v3 use": likeV2, "kratos/v3 wrap": likeV2,
	"buffalo wrap": toWrite, "echo/v5 wrap": toWrite, "flamego authenticates": toWrite, "flamego next": toWrite, "gin wrap": toWrite,
	"go-zero authenticates": toWrite, "hertz authenticates": toWrite, "kratos use": toWrite, "macaron authenticates": toWrite, "macaron next": toWrite, "negroni group": toWrite, "negroni wrap": toWrite,
}

const (
	likeV2  = "the rows of its v2 have cases"
	toWrite = "to be written"
)

// TestWirings asks for a case of each verb of wiring that a model uses, against
// the real framework. What comes out is held by TestFrameworks, TestChallenge and
// TestChoice of package analyzer: what stands around a handler decides there.
func TestWirings(t *testing.T) {
	files := namesByImport(t)
	for _, f := range Builtin() {
		shown := map[Verb]bool{}
		for _, r := range f.Rows {
			if r.Verb.Wires() {
				shown[r.Verb] = shown[r.Verb] || files.mention(f, r.Symbol[strings.LastIndexByte(r.Symbol, '.')+1:])
			}
		}
		for verb, ok := range shown {
			key := f.Name + " " + verb.String()
			switch reason := unwired[key]; {
			case !ok && reason == "":
				t.Errorf("%s: no case of %s", f.Name, verb)
			case ok && reason != "":
				t.Errorf("%s: %s needs no reason", f.Name, verb)
			}
		}
	}
}

// A source is what a file of cases imports, and the names in it.
type source struct {
	imports []string
	names   map[string]bool
}

type sources []source

func namesByImport(t *testing.T) (out sources) {
	t.Helper()
	root := filepath.Join("..", "..", "..", "testdata")
	for _, dir := range []string{filepath.Join("frameworks", "cases"), "challenge", "choice"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			s := source{names: map[string]bool{}}
			for _, spec := range file.Imports {
				p, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					return err
				}
				s.imports = append(s.imports, p)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					s.names[id.Name] = true
				}
				return true
			})
			out = append(out, s)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// mention tells whether a file that imports a framework has a name.
func (ss sources) mention(f *Framework, name string) bool {
	return slices.ContainsFunc(ss, func(s source) bool {
		return s.names[name] && slices.ContainsFunc(s.imports, func(path string) bool {
			return slices.ContainsFunc(f.Imports, func(root string) bool { return path == root || strings.HasPrefix(path, root+"/") })
		})
	})
}
