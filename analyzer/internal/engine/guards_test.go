package engine_test

import (
	"go/ast"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/callgraph"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// follow runs the engine alone, and no rule.
func (c *checked) follow() *engine.Result {
	files := []*ast.File{c.File}
	return engine.Analyze(&analysis.Pass{
		Fset: c.Fset, Files: files, Pkg: c.Types, TypesInfo: c.Info, Module: &analysis.Module{Path: "example.test"},
		ImportObjectFact:  func(types.Object, analysis.Fact) bool { return false },
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
	}, engine.Options{Sites: callgraph.NewSites(c.Types, c.Info, files), Table: model.NewTable(nil, nil), Credential: func(string) bool { return false }})
}

// TestGuards holds which conditions are known to have been passed at a call of
// here: in the comment behind it, from the innermost outwards.
func TestGuards(t *testing.T) {
	c := check(t, `package p
import ("net/http"; "os"; "fmt")
func here() {}
func die() { fmt.Println(); os.Exit(1) }
func no() bool
type server struct{ open bool }
func f(w http.ResponseWriter, r *http.Request, s *server, a, b, c bool, n int, v any, ks []int) {
	here() // -
	if a {
		here() // a
	} else {
		here() // !a
	}
	here() // -
	if a || b {
		here() // (a || b)
		if c && n > 3 { here() } // (n > 3) c (a || b)
	}
	if !(a && b) {
		here() // !(a && b)
	}
	if c { w.WriteHeader(403); die() }
	here() // !c
	if s.open { return }
	here() // !s.open !c
	switch n {
	case 1:
		here() // (n == 1) !s.open !c
	case 2, 3:
		here() // (n == 2 || n == 3) !(n == 1) !s.open !c
	default:
		here() // !(n == 3) !(n == 2) !(n == 1) !s.open !c
	}
	here() // !s.open !c
	switch v.(type) {
	case error, fmt.Stringer:
		here() // (v.(error) || v.(fmt.Stringer)) !s.open !c
	case int:
		here() // v.(int) !v.(fmt.Stringer) !v.(error) !s.open !c
	}
	for no() {
		here() // no() !s.open !c
		if n == 7 { continue }
		here() // !(n == 7) no() !s.open !c
	}
	here() // !no() !s.open !c
	for _, k := range ks {
		if k == n { return }
		here() // !(k == n) !no() !s.open !c
	}
	here() // !no() !s.open !c
	func() {
		here() // -
		if b { here() } // b
	}()
}
func g(w http.ResponseWriter, a, b bool) {
	if a { goto out }
	here() // !a
	if b { w.WriteHeader(403); return }
	here() // !b !a
out:
	here() // -
	for a { w.WriteHeader(401); return }
	here() // !a
}
`)
	res := c.follow()
	comments := map[int]string{}
	for _, g := range c.File.Comments {
		comments[c.Fset.Position(g.Pos()).Line] = strings.TrimSpace(g.Text())
	}
	seen := 0
	ast.Inspect(c.File, func(n ast.Node) bool {
		st, ok := n.(*ast.ExprStmt)
		if !ok || types.ExprString(st.X) != "here()" {
			return true
		}
		seen++
		line := c.Fset.Position(st.Pos()).Line
		g, ok := res.Guards(st)
		if !ok {
			t.Errorf("line %d: not reached", line)
			return true
		}
		var got []string
		for ; g != nil; g = g.Up {
			text := types.ExprString(g.Cond)
			if _, op := g.Cond.(*ast.BinaryExpr); op {
				text = "(" + text + ")"
			}
			if !g.Truth {
				text = "!" + text
			}
			got = append(got, text)
		}
		if got == nil {
			got = []string{"-"}
		}
		if want := comments[line]; strings.Join(got, " ") != want {
			t.Errorf("line %d:\nwant %s\ngot  %s", line, want, strings.Join(got, " "))
		}
		return true
	})
	if seen == 0 {
		t.Fatal("no call of here")
	}
}
