package evidence

import (
	"go/ast"
	"go/types"
	"strings"
	"testing"
)

// What a place is found to say rests on the place: how much was asked before in
// the package, and how much one question may look at, is another matter.
func TestQuestionsAreApart(t *testing.T) {
	src := strings.Replace(world, `import "errors"`, "import \"errors\"; import \"net/http\"", 1) + `
type auth_service interface{ on() bool }
type api struct{ auth auth_service }
func (a *api) serve(r *http.Request) error { return given(r.Header.Get("Authorization")) }
func given(token string) error { if token == "" { return errors.New("x") }; return nil }
func (a *api) feature() error { if a.auth == nil { refuse(401); return errors.New("x") }; return nil }
`
	j, place := judged(t, "", "", src)
	want := j.Weigh(place, 0)
	if want.Subject != Configuration {
		t.Fatalf("%+v, want a switch of the server", want)
	}
	j, place = judged(t, "", "", src)
	var call *ast.CallExpr
	ast.Inspect(j.files[0], func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && types.ExprString(c.Fun) == "given" {
			call = c
		}
		return true
	})
	for range maxVisits {
		j.question(func() Provenance { return j.prov(call.Args[0], 0) })
	}
	if got := j.Weigh(place, 0); got.Class != want.Class || got.What != want.What {
		t.Errorf("after many questions %+v, before %+v", got, want)
	}
}
