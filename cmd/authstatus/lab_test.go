package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/types/typeutil"
)

// The test binary is also the command under test: with labEnv set it runs the
// lab analyzer, whose findings don't change when the real one's do.
const labEnv = "AUTHSTATUS_TEST_LAB"

func TestMain(m *testing.M) {
	if os.Getenv(labEnv) != "" {
		os.Exit(run(newLab(), nil, os.Args[1:], os.Stdout, os.Stderr))
	}
	kept, err := os.MkdirTemp("", "authstatus")
	if err == nil {
		err = os.Setenv("AUTHSTATUS_CACHE", kept) // not the user's
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(kept)
	if realDir != "" {
		os.RemoveAll(realDir)
	}
	os.Exit(code)
}

// sends is the lab's fact: calling the function passes 401 on, at this
// distance from the constant.
type sends struct{ Depth int }

func (*sends) AFact()           {}
func (s *sends) String() string { return fmt.Sprintf("sends(%d)", s.Depth) }

// senders is the lab's package fact: the functions with a fact in the package
// and in those it imports.
type senders struct{ Count int }

func (*senders) AFact()           {}
func (s *senders) String() string { return fmt.Sprintf("senders(%d)", s.Count) }

// newLab returns an analyzer that needs all that a driver has to carry: facts
// of objects and packages, fixes, a flag, a setting that can be wrong.
func newLab() *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:             "authlab",
		Doc:              "report functions that pass 401 on",
		FactTypes:        []analysis.Fact{new(sends), new(senders)},
		RunDespiteErrors: true,
	}
	word := a.Flags.String("word", "sends", "the `verb` of the message")
	a.Run = func(pass *analysis.Pass) (any, error) {
		if *word == "bad" {
			return nil, fmt.Errorf("invalid value: -word=bad")
		}
		total := 0
		for _, imp := range pass.Pkg.Imports() {
			var fact senders
			if pass.ImportPackageFact(imp, &fact) {
				total += fact.Count
			}
		}
		for _, file := range pass.Files {
			for _, decl := range file.Decls {
				fn, ok := decl.(*ast.FuncDecl)
				if !ok || fn.Body == nil {
					continue
				}
				depth := -1
				ast.Inspect(fn.Body, func(n ast.Node) bool {
					switch n := n.(type) {
					case *ast.BasicLit:
						if v := pass.TypesInfo.Types[n].Value; v != nil && v.Kind() == constant.Int && v.ExactString() == "401" {
							depth = max(depth, 0)
							pass.Report(analysis.Diagnostic{
								Pos: n.Pos(), End: n.End(), Category: "lab", Message: fn.Name.Name + " " + *word + " 401",
								SuggestedFixes: []analysis.SuggestedFix{{
									Message:   "Use 403",
									TextEdits: []analysis.TextEdit{{Pos: n.Pos(), End: n.End(), NewText: []byte("403")}},
								}},
							})
						}
					case *ast.CallExpr:
						var fact sends
						if callee := typeutil.StaticCallee(pass.TypesInfo, n); callee != nil && callee.Pkg() != pass.Pkg && pass.ImportObjectFact(callee.Origin(), &fact) {
							depth = max(depth, fact.Depth+1)
							pass.Reportf(astutil.Unparen(n.Fun).Pos(), "%s %s 401 through %s (depth %d)", fn.Name.Name, *word, callee.Name(), fact.Depth)
						}
					}
					return true
				})
				if obj, ok := pass.TypesInfo.Defs[fn.Name].(*types.Func); ok && depth >= 0 {
					pass.ExportObjectFact(obj, &sends{depth})
					if !strings.HasSuffix(pass.Fset.File(file.FileStart).Name(), "_test.go") {
						total++
					}
				}
			}
		}
		if total > 0 {
			pass.ExportPackageFact(&senders{total})
			if len(pass.Files) > 0 && pass.Pkg.Name() == "main" {
				pass.Reportf(pass.Files[0].Name.Pos(), "%d functions send 401", total)
			}
		}
		return nil, nil
	}
	return a
}
