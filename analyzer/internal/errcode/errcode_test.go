package errcode_test

import (
	"go/ast"
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/checktest"
	"github.com/authstatus/authstatus/analyzer/internal/errcode"
)

// TestStatus asks for which status each constant stands.
func TestStatus(t *testing.T) {
	p := checktest.Check(t, `package p

import "net/http"

const (
	inTable = "a"
	inSwitch = "b"
	twice = "c"
	other = "d"
	both = "e"
	number = 403
	unused = "f"
	bare = 7
	row = 8
	asked = "g"
	added = "h"
	ofS3 = 9
)

var table = map[string]int{inTable: http.StatusUnauthorized, twice: http.StatusForbidden, other: http.StatusNotFound}

var s3 = map[int]struct { code string; status int }{ofS3: {"AccessDenied", http.StatusForbidden}, bare: {"SignatureDoesNotMatch", http.StatusForbidden}}

var rows = map[int]struct{ status int }{row: {http.StatusForbidden}}

func status(code string, n int, again bool) int {
	switch code {
	case inSwitch:
		return http.StatusForbidden
	case twice:
		return http.StatusUnauthorized
	case both:
		if again {
			return http.StatusConflict
		}
		return http.StatusForbidden
	}
	if code == asked || code == inSwitch {
		return http.StatusForbidden
	}
	if code == added {
		println(code)
	}
	switch n {
	case number:
		return http.StatusForbidden
	case bare:
		return 401
	}
	return table[code]
}
`)
	c := errcode.New(&analysis.Pass{Pkg: p.Types, TypesInfo: p.Info}, []*ast.File{p.File})
	for name, want := range map[string]int64{
		"inTable": 401, "inSwitch": 403, "bare": 401, "row": 403, "asked": 403,
		"twice": 0, "other": 0, "both": 0, "number": 0, "unused": 0, "added": 0, "ofS3": 0,
	} {
		if got := c.Status(p.Types.Scope().Lookup(name).(*types.Const)); got != want {
			t.Errorf("%s stands for %d, want %d", name, got, want)
		}
	}
}
