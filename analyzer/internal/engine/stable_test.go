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
	// More fields than an exit keeps: which of them must not be chance.
	s.add("type Wide struct {")
	for i := range 80 {
		s.add("Code%d int", i)
	}
	s.add("}")
	s.add("func FillWide(w *Wide, n int) {")
	for i := range 80 {
		s.add("w.Code%d = %d", i, 400+i%10)
	}
	s.add("}")
	s.add("func NewWide(n int) *Box { return &Box{Status: 401, By: map[string]*Wide{")
	for i := range 60 {
		s.add("\"%d\": {Code1: 401, Code2: %d, Code3: n, Code4: 403, Code5: 5, Code6: 6, Code7: 7, Code8: 8},", i, i)
	}
	s.add("}}}")
	s.add("type Box struct { Status int; By map[string]*Wide }")
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
	for run := range 4 {
		kept := scatter(uint64(run))
		c := check(t, src)
		runtime.KeepAlive(kept)
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

// scatter leaves holes of the sizes of syntax nodes all over the heap, which
// the next tree fills as long as what it returns is kept.
func scatter(seed uint64) (kept []ast.Node) {
	r := rand.New(rand.NewPCG(seed, 1))
	var dropped []ast.Node
	for range 20000 {
		var n ast.Node
		switch r.IntN(4) {
		case 0:
			n = new(ast.CompositeLit)
		case 1:
			n = new(ast.UnaryExpr)
		case 2:
			n = new(ast.KeyValueExpr)
		default:
			n = new(ast.CallExpr)
		}
		if r.IntN(2) == 0 {
			kept = append(kept, n)
		} else {
			dropped = append(dropped, n)
		}
	}
	clear(dropped)
	runtime.GC()
	return kept
}
