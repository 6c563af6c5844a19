package syntax

import (
	"go/ast"
	"go/parser"
	"slices"
	"testing"
)

// The returns of a function are its own: those of the literals in it are not.
func TestReturns(t *testing.T) {
	e, err := parser.ParseExpr(`func() int {
		if f(func() int { return 0 }) { return 1 }
		return 2
	}`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for r := range Returns(e) {
		got = append(got, r.Results[0].(*ast.BasicLit).Value)
	}
	if want := []string{"1", "2"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for r := range Returns(e) {
		if v := r.Results[0].(*ast.BasicLit).Value; v != "1" {
			t.Errorf("went on to %s", v)
		}
		break
	}
}
