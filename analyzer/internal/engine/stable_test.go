//go:build pending

package engine_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"unsafe"

	"golang.org/x/tools/go/types/objectpath"
)

// stableSource has exits that name several objects, stores, conditions and
// variables: what an encoder has to put into some order.
func stableSource() string {
	s := newSource("errors", "net/http")
	s.add("type E struct { Status int; Code int; Text string; In, By *E; Kids []*E; Hdr map[string]string }")
	s.add("func (e *E) Error() string { return e.Text }")
	s.add("func (e *E) Unwrap() error { if e.In != nil { return e.In }; return nil }")
	s.add("var Table = map[string]*E{\"a\": {Status: 401, In: &E{Status: 403, By: &E{Code: 7}}}, \"b\": {Status: 404, By: &E{Status: 407}}, \"c\": {In: &E{}, By: &E{Code: 3}}}")
	s.add("var Sentinel = &E{Status: 401, In: &E{Status: 402, By: &E{Status: 403}}, By: &E{Status: 407, In: &E{Code: 401}}}")
	for i := range 12 {
		s.add("func Make%d(n int, text string) (*E, *E, error) {", i)
		s.add("by := &E{Status: 400 + %d, Code: n}", i)
		s.add("in := &E{Status: n, In: &E{Text: text, By: by}, Kids: []*E{{Status: 401}, {Status: 403, In: by}, by}}")
		s.add("out := &E{Status: 401, By: &E{Code: 1, By: &E{Code: 2, In: &E{Code: 3}}}, In: in, Hdr: map[string]string{\"x\": text, \"y\": \"z\"}}")
		s.add("if n > %d { return in, out, errors.Join(by, out) }", i)
		s.add("return out, by, in")
		s.add("}")
		s.add("func Fill%d(e *E, n int, text string) error {", i)
		for j := range 30 {
			s.add("if n == %d { e.Status, e.Code = %d, n; e.In = &E{Status: %d, By: &E{Code: n}} }", j, 400+j, 390+j)
		}
		s.add("e.By, e.In.By, e.Text = &E{Status: 401}, &E{Status: 403}, text")
		s.add("return e.In")
		s.add("}")
		s.add("func Send%d(w http.ResponseWriter, e, f *E, n int) {", i)
		s.add("if e.Status == 401 && e.Code != n && f.Status < 500 && f.Text == \"x\" { w.Header().Set(\"WWW-Authenticate\", `Bearer realm=\"x\"`) }")
		s.add("if e.In != nil && n > 3 && f.By != e.By { w.WriteHeader(e.In.Status); return }")
		s.add("switch f.Code { case 1: w.WriteHeader(f.Status); case 2: w.WriteHeader(e.Status); default: w.WriteHeader(n) }")
		s.add("}")
	}
	return s.String()
}

// TestFactsWithoutAddresses holds that facts don't depend on where in memory
// the syntax tree lies: an order by pointers is another one in each process.
func TestFactsWithoutAddresses(t *testing.T) {
	src := stableSource()
	var first map[string][]byte
	for run := range 12 {
		scatter(uint64(run))
		c := check(t, src)
		c.analyze(t)
		facts := map[string][]byte{}
		for k, f := range c.facts {
			key := "package"
			if o, ok := k.of.(types.Object); ok {
				op, err := objectpath.For(o)
				if err != nil {
					t.Fatal(err)
				}
				key = string(op)
			}
			var b bytes.Buffer
			if err := gob.NewEncoder(&b).Encode(f); err != nil {
				t.Fatal(err)
			}
			facts[fmt.Sprintf("%s %T", key, f)] = b.Bytes()
		}
		if run == 0 {
			first = facts
			if len(facts) < 30 {
				t.Fatalf("%d facts, want one for each function and variable", len(facts))
			}
			continue
		}
		for _, k := range slices.Sorted(maps.Keys(first)) {
			if !bytes.Equal(first[k], facts[k]) {
				t.Errorf("run %d: %s is encoded to other bytes", run+1, k)
			}
		}
		if t.Failed() {
			return
		}
	}
}

// garbage keeps half of what scatter allocates, so that the next tree fills
// the holes.
var garbage []any

// scatter leaves holes of the sizes of syntax nodes all over the heap.
func scatter(seed uint64) {
	garbage = nil
	runtime.GC()
	r := rand.New(rand.NewPCG(seed, 1))
	var all []any
	for range 20000 {
		switch r.IntN(3) {
		case 0:
			all = append(all, new(ast.CompositeLit))
		case 1:
			all = append(all, new(ast.UnaryExpr))
		default:
			all = append(all, new([unsafe.Sizeof(ast.CallExpr{})]byte))
		}
	}
	for _, x := range all {
		if r.IntN(2) == 0 {
			garbage = append(garbage, x)
		}
	}
	clear(all)
	runtime.GC()
}
