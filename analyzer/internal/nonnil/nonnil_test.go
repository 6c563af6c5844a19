package nonnil_test

import (
	"go/ast"
	"go/types"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/checktest"
	"github.com/authstatus/authstatus/analyzer/internal/nonnil"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// TestMakes asks of each function what the comment behind it says: whether it
// always returns an error.
func TestMakes(t *testing.T) {
	p := checktest.Check(t, `package p

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
)

type E struct{ err error }
func (*E) Error() string { return "" } // -
func (e *E) self() error { return e } // makes
type number int
func (number) Error() string { return "" } // -

var sentinel = errors.New("x")
var reset error

func lit() *E { return &E{} } // makes
func through() error { return lit() } // makes
func pointer() error { var e *E; return e } // makes
func maybe(e *E) *E { return e } // -
func null() error { return nil } // -
func one(ok bool) error { if ok { return nil }; return lit() } // -
func valued() error { return number(1) } // makes
func named() error { return sentinel } // makes
func may() error { return reset } // -
func kept() error { err := errors.New("x"); return err } // makes
func again() error { err := errors.New("x"); err = nil; return err } // -
func pointed() error { err := errors.New("x"); use(&err); return err } // -
func use(*error) {} // -
func self(n int) error { if n > 0 { return self(n - 1) }; return lit() } // makes
func only(n int) error { return only(n - 1) } // makes
func closure() error { func() error { return nil }(); return lit() } // makes
func bare() (err error) { err = lit(); return } // -
func two() (int, error) { return 0, lit() } // -
func forever() error { for {} } // -
func library() error { return fmt.Errorf("x") } // makes
func given(err error) error { return fmt.Errorf("%w", err) } // makes
func joined(err error) error { return errors.Join(err) } // -
func parsed() error { _, err := strconv.Atoi("1"); return err } // -
func of(u *url.Error) error { return u.Unwrap() } // -
`)
	said := p.Comments()
	bodies := map[*types.Func]*ast.BlockStmt{}
	for f, d := range syntax.Functions(p.Info, []*ast.File{p.File}) {
		bodies[f] = d.Body
	}
	m := nonnil.New(nonnil.Config{
		Info: p.Info, Files: []*ast.File{p.File}, Body: func(f *types.Func) *ast.BlockStmt { return bodies[f] },
		Analysed: func(q *types.Package) bool { return q.Path() == "errors" }, Imported: map[string]bool{"errors.New": true},
		Sentinel: func(v *types.Var) bool { return v.Name() == "sentinel" },
	})
	for f := range bodies {
		got := "-"
		if m.Makes(f) {
			got = "makes"
		}
		if want := said[p.Fset.Position(f.Pos()).Line]; got != want {
			t.Errorf("%s: %s, want %s", syntax.FuncName(f), got, want)
		}
	}
	if got := strings.Join(m.Named(), " "); got != "" {
		t.Errorf("no function is exported, and importers are told of %s", got)
	}
}
