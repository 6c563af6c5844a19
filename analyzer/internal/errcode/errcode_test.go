package errcode_test

import (
	"go/ast"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/checktest"
	"github.com/authstatus/authstatus/analyzer/internal/errcode"
)

// TestStatus asks for which status each code stands.
func TestStatus(t *testing.T) {
	p := checktest.Check(t, `package p

import (
	"errors"
	"net/http"
)

type asType struct{}

func (asType) Error() string { return "" }

type asked2 struct{}

func (*asked2) Error() string { return "" }

type inCase struct{}

func (*inCase) Error() string { return "" }

type withNumber struct{ Status int }

func (*withNumber) Error() string { return "" }

func isAsked(err error) bool {
	var e *asked2
	return errors.As(err, &e)
}

func of(err error) int {
	var a asType
	var n *withNumber
	if errors.As(err, &a) || isAsked(err) {
		return http.StatusForbidden
	}
	if errors.As(err, &n) {
		return http.StatusForbidden
	}
	switch err.(type) {
	case *inCase:
		return http.StatusUnauthorized
	}
	return 0
}

type grade struct{ name string }

var (
	low  = grade{"low"}
	high = grade{"high"}
)

var grades = map[grade]int{low: http.StatusUnauthorized, high: http.StatusTeapot}

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
	c := errcode.New(&analysis.Pass{Pkg: p.Types, TypesInfo: p.Info}, []*ast.File{p.File}, nil)
	for name, want := range map[string]int64{
		"inTable": 401, "inSwitch": 403, "bare": 401, "row": 403, "asked": 403,
		"asType": 403, "asked2": 403, "inCase": 401, "withNumber": 0, "low": 401, "high": 0,
		"twice": 0, "other": 0, "both": 0, "number": 0, "unused": 0, "added": 0, "ofS3": 0,
	} {
		if got := c.Status(p.Types.Scope().Lookup(name)); got != want {
			t.Errorf("%s stands for %d, want %d", name, got, want)
		}
	}
}
