package engine_test

import (
	"flag"
	"fmt"
	"strings"
	"testing"
)

// perNode is work for each node of the syntax of a package, in steps and allocations.
type perNode struct{ steps, allocs float64 }

// bound is what the analysis may do for each node, however large a package is.
// Work that grows with the square of the code is far above it: most of the
// packages here have tens of thousands of nodes.
var bound = perNode{30, 60}

// dearer are inputs that take more, though it doesn't grow with their size.
var dearer = map[string]perNode{
	// Loops are interpreted twice, and so the innermost of them until there is
	// no budget left, which is 25 statements a node.
	"loops nested 100 deep":  {60, 160},
	"loops nested 1000 deep": {550, 350},
	// Each literal is carried out where it is made.
	"closures nested 2000 deep": {60, 60},
	// Exits are joined whenever there are four times as many as are kept.
	"switch over 3000 strings, in a function of its own": {30, 250},
	"switch with 3000 cases":                             {30, 120},
	// Nearly each node is in a finding, with a fix.
	"headers and statuses on 300 branches": {30, 220},
	// Few nodes, and text of all calls before it for each of the calls.
	"a builder with 2000 steps": {30, 330},
	// Hardly any code, beside the table of what is known, which is made for each
	// analyzer and grows with its rows.
	"line directives": {30, 140},
	// What stands in a literal is looked at again for the variables that it keeps,
	// up to the depth that is followed.
	"literals and types nested 2000 deep": {50, 60},
}

var whole = flag.Bool("whole", false, "make the inputs of TestPathological as large as their names say")

// size of an input that takes a second or more: a quarter is enough to see
// what grows with the square.
func size(n int) int {
	if *whole {
		return n
	}
	return n / 4
}

// A pathological input is code that nobody writes but generators.
type pathological struct {
	name string
	// must says that the analysis is not to give up: its findings are exactly
	// those marked. Otherwise it may also be silent.
	must bool
	make func() *source
}

var pathologicals = []pathological{
	{"straight line of 20000 statements", true, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.add("n := 0")
		for i := range 20000 {
			s.add("n = n*3 + %d", i)
		}
		s.add("_ = n")
		s.want("w.WriteHeader(401)")
		s.add("}")
		return s
	}},
	{"20000 calls that may answer", false, func() *source {
		s := newSource("net/http")
		s.add("func check(w http.ResponseWriter, r *http.Request) bool { return r.Method == \"GET\" }")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		for range size(10000) {
			s.add("if !check(w, r) { return }")
		}
		s.want("w.WriteHeader(401)")
		s.add("}")
		return s
	}},
	{"switch with 3000 cases", false, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request, code int) {")
		s.add("status := 200")
		s.add("switch code {")
		for i := range 3000 {
			s.add("case %d: status = %d", i, 400+i%20)
		}
		s.add("}")
		s.want("w.WriteHeader(status)")
		s.add("}")
		return s
	}},
	{"switch over 3000 strings, in a function of its own", false, func() *source {
		s := newSource("net/http")
		s.add("func status(code string) int {")
		s.add("switch code {")
		for i := range 3000 {
			s.add("case \"E%d\": return %d", i, 400+i%20)
		}
		s.add("}")
		s.add("return 500")
		s.add("}")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.want("w.WriteHeader(status(\"E1\"))")
		s.want("w.WriteHeader(status(r.URL.Path))")
		s.add("}")
		return s
	}},
	{"type switch with 2000 cases", false, func() *source {
		s := newSource("net/http")
		for i := range size(2000) {
			s.add("type E%d struct{ Status int }", i)
			s.add("func (e *E%d) Error() string { return \"\" }", i)
		}
		s.add("func make(i int) error {")
		s.add("switch i {")
		for i := range size(2000) {
			s.add("case %d: return &E%d{%d}", i, i, 400+i%20)
		}
		s.add("}")
		s.add("return nil")
		s.add("}")
		s.add("func write(w http.ResponseWriter, err error) {")
		s.add("switch e := err.(type) {")
		for i := range size(2000) {
			s.want("case *E%d: w.WriteHeader(e.Status)", i)
		}
		s.add("}")
		s.add("}")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.want("write(w, make(len(r.Method)))")
		s.add("}")
		return s
	}},
	{"ifs nested 2000 deep", false, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request, c []bool) {")
		for i := range 2000 {
			s.add("if c[%d] {", i)
		}
		s.want("w.WriteHeader(401)")
		s.add("%s", strings.Repeat("}\n", 2000))
		s.add("}")
		return s
	}},
	{"ifs nested 1000 deep with both branches", false, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request, c []bool) {")
		s.add("status := 200")
		for i := range 1000 {
			s.add("if c[%d] { status = 401 } else { status++", i)
		}
		s.add("%s", strings.Repeat("}", 1000))
		s.want("w.WriteHeader(status)")
		s.add("}")
		return s
	}},
	{"loops nested 100 deep", false, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request, c []bool) {")
		s.add("status := 200")
		for i := range 100 {
			s.add("for i%d := 0; c[i%d]; i%d++ { if c[%d] { status = %d }", i, i, i, i, 400+i%20)
		}
		s.want("w.WriteHeader(status)")
		s.add("%s", strings.Repeat("}", 100))
		s.add("}")
		return s
	}},
	{"closures nested 200 deep", false, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		for i := range 200 {
			s.add("f%d := func(s%d int) {", i, i)
		}
		s.want("w.WriteHeader(s199)")
		for i := 199; i >= 0; i-- {
			s.add("}; f%d(401)", i)
			s.marks = append(s.marks, s.lines)
		}
		s.add("}")
		return s
	}},
	{"500 functions that call one another", false, func() *source {
		s := newSource("net/http")
		for i := range 500 {
			s.add("func f%d(w http.ResponseWriter, r *http.Request, status int) {", i)
			s.add("if len(r.Method) == %d { f%d(w, r, status); return }", i, (i+1)%500)
			s.add("if len(r.Method) == %d { f%d(w, r, 401); return }", -i, (i*7+3)%500)
			s.marks = append(s.marks, s.lines)
			s.want("w.WriteHeader(status)")
			s.add("}")
		}
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.want("f0(w, r, 401)")
		s.add("}")
		return s
	}},
	{"500 functions that return one another's errors", false, func() *source {
		s := newSource("errors", "fmt", "net/http")
		s.add("type E struct{ Status int }")
		s.add("func (e *E) Error() string { return \"\" }")
		for i := range 500 {
			s.add("func f%d(n int) error {", i)
			s.add("if n == %d { return &E{%d} }", i, 400+i%20)
			s.add("if err := f%d(n-1); err != nil { return fmt.Errorf(\"f: %%w\", err) }", (i+1)%500)
			s.add("return f%d(n-2)", (i*7+3)%500)
			s.add("}")
		}
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.add("var e *E")
		s.add("if err := f0(len(r.Method)); errors.As(err, &e) {")
		s.want("w.WriteHeader(e.Status)")
		s.add("}")
		s.add("}")
		return s
	}},
	{"a chain of 3000 functions", true, func() *source {
		s := newSource("net/http")
		s.add("func f0(w http.ResponseWriter, status int) {")
		s.want("w.WriteHeader(status)")
		s.add("}")
		for i := 1; i < 3000; i++ {
			s.add("func f%d(w http.ResponseWriter, status int) { f%d(w, status) }", i, i-1)
		}
		s.add("func F(w http.ResponseWriter, r *http.Request) { f2999(w, 401) }")
		s.add("func G(w http.ResponseWriter, r *http.Request) { f2998(w, 401) }")
		return s
	}},
	{"500 locals joined in 500 branches", false, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request, c []bool) {")
		for i := range 500 {
			s.add("v%d := %d", i, 400+i%20)
		}
		for i := range 500 {
			s.add("if c[%d] { v%d = v%d } else { v%d = %d }", i, i, (i+1)%500, (i+7)%500, 400+i%20)
		}
		s.want("w.WriteHeader(v3)")
		for i := range 500 {
			s.add("_ = v%d", i)
		}
		s.add("}")
		return s
	}},
	{"500 objects joined in 500 branches", false, func() *source {
		s := newSource("net/http")
		s.add("type E struct { Status int; Text string; Next *E }")
		s.add("func F(w http.ResponseWriter, r *http.Request, c []bool) {")
		s.add("e := &E{}")
		for i := range 500 {
			s.add("if c[%d] { e = &E{Status: %d, Text: \"%d\", Next: e} }", i, 400+i%20, i)
		}
		s.want("w.WriteHeader(e.Status)")
		s.add("}")
		return s
	}},
	{"headers and statuses on 300 branches", false, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request, c []bool) {")
		for i := range size(300) {
			s.add("if c[%d] { w.Header().Set(\"X-%d\", \"x\") } else if c[%d] { w.Header().Set(\"WWW-Authenticate\", \"Bearer realm=%d\") }", i, i, i+1, i)
			s.marks = append(s.marks, s.lines) // its grammar is wrong
			s.want("if c[%d] { w.WriteHeader(401); return }", i)
		}
		s.add("}")
		return s
	}},
	{"cyclic types", false, func() *source {
		s := newSource("errors", "net/http")
		s.add("type node struct { next, prev *node; kids []node2; by map[string]*node; Status int; w http.ResponseWriter }")
		s.add("type node2 struct { *node; up *node2; f func(node2) *node }")
		s.add("type list []list")
		s.add("type fun func(fun) fun")
		s.add("type iface interface { Self() iface; StatusCode() int }")
		s.add("func (n *node) Self() iface { return n.next }")
		s.add("func (n *node) StatusCode() int { if n.next != nil { return n.next.StatusCode() }; return n.Self().Self().StatusCode() }")
		s.add("func (n *node) Error() string { return \"\" }")
		s.add("func (n *node) Unwrap() error { return n }")
		s.add("func (f fun) call(g fun) fun { return f(g)(f)(g) }")
		s.add("func walk(l list) list { for _, k := range l { l = append(l, walk(k)) }; return l }")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.add("n := &node{Status: 401}")
		s.add("n.next, n.prev = n, n")
		s.add("n.kids = []node2{{node: n, up: &node2{node: n}}}")
		s.add("n.by = map[string]*node{\"\": n}")
		s.add("for n.next != nil { n = n.next.prev.kids[0].up.node.by[\"\"] }")
		s.add("var err error = n")
		s.add("var to iface")
		s.add("if errors.As(err, &to) {")
		s.want("w.WriteHeader(to.Self().Self().StatusCode())")
		s.add("}")
		s.want("w.WriteHeader(n.next.next.prev.kids[0].node.next.Status)")
		s.add("n.w = w")
		s.want("n.next.w.WriteHeader(n.Status)")
		s.add("}")
		return s
	}},
	{"an error that wraps itself", false, func() *source {
		s := newSource("errors", "fmt", "net/http")
		s.add("type E struct { Status int; err error }")
		s.add("func (e *E) Error() string { return e.err.Error() }")
		s.add("func (e *E) Unwrap() error { return e.err }")
		s.add("func wrap(err error, n int) error { if n > 0 { return wrap(&E{Status: 400 + n, err: fmt.Errorf(\"%%w\", err)}, n-1) }; return err }")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.add("e := &E{Status: 401}")
		s.add("e.err = e")
		s.add("var f *E")
		s.add("for err := wrap(e, len(r.Method)); err != nil; err = errors.Unwrap(err) {")
		s.add("if errors.As(err, &f) {")
		s.want("w.WriteHeader(f.Status)")
		s.add("}")
		s.add("}")
		s.add("}")
		return s
	}},
	{"generic recursion", false, func() *source {
		s := newSource("net/http")
		s.add("type tree[T any] struct { l, r *tree[T]; v T; Status int }")
		s.add("func (t *tree[T]) find(f func(T) bool) *tree[T] { if t == nil || f(t.v) { return t }; if u := t.l.find(f); u != nil { return u }; return t.r.find(f) }")
		s.add("func send[T any, W http.ResponseWriter](w W, t *tree[T], n int) {")
		s.add("if n == 0 { w.WriteHeader(t.Status); return }")
		s.marks = append(s.marks, s.lines)
		s.add("send[T, W](w, t.l, n-1)")
		s.marks = append(s.marks, s.lines)
		s.add("back[T, W](w, t.r, n-1)")
		s.marks = append(s.marks, s.lines)
		s.add("}")
		s.want("func back[T any, W http.ResponseWriter](w W, t *tree[T], n int) { send[T, W](w, t, n) }")
		for i := range 200 {
			s.add("type a%d struct{ x int }", i)
		}
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		for i := range 200 {
			s.want("send(w, &tree[a%d]{Status: 401, l: &tree[a%d]{Status: 401}}, %d)", i, i, i)
		}
		s.add("}")
		return s
	}},
	{"a value of 10000 constants", false, func() *source {
		s := newSource("net/http")
		s.add("func code(n int) int {")
		s.add("switch n {")
		for i := range size(10000) {
			s.add("case %d: return %d", i, i)
		}
		s.add("}")
		s.add("return 0")
		s.add("}")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.want("w.WriteHeader(code(len(r.Method)))")
		s.add("}")
		return s
	}},
	{"a variable of 10000 constants", false, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.add("n, status := len(r.Method), 0")
		for i := range size(10000) {
			s.add("if n == %d { status = %d }", i, i)
		}
		s.want("w.WriteHeader(status)")
		s.add("}")
		return s
	}},
	{"a table of 10000 rows", true, func() *source {
		s := newSource("net/http")
		s.add("var table = map[string]int{")
		for i := range size(10000) {
			s.add("\"E%d\": %d,", i, i)
		}
		s.add("}")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.want("w.WriteHeader(table[\"E401\"])")
		s.add("}")
		s.add("func G(w http.ResponseWriter, r *http.Request) {")
		s.add("w.WriteHeader(table[\"E404\"])")
		s.add("}")
		return s
	}},
	{"2000 sentinels in a table", false, func() *source {
		s := newSource("errors", "net/http")
		for i := range size(2000) {
			s.add("var e%d = errors.New(\"%d\")", i, i)
		}
		s.add("var table = map[error]int{")
		for i := range size(2000) {
			s.add("e%d: %d,", i, 400+i%20)
		}
		s.add("}")
		s.add("func find(n int) error {")
		for i := range size(2000) {
			s.add("if n == %d { return e%d }", i, i)
		}
		s.add("return nil")
		s.add("}")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.want("w.WriteHeader(table[find(len(r.Method))])")
		s.add("for err, status := range table {")
		s.add("if errors.Is(find(1), err) {")
		s.want("w.WriteHeader(status)")
		s.add("}")
		s.add("}")
		s.add("}")
		return s
	}},
	{"a path of 50 fields", false, func() *source {
		s := newSource("net/http")
		for i := range 50 {
			s.add("type t%d struct{ f *t%d; Status int }", i, i+1)
		}
		s.add("type t50 struct{ Status int }")
		s.add("func fill(t *t0) {")
		s.add("t%s.Status = 401", strings.Repeat(".f", 50))
		s.add("}")
		s.add("func send(w http.ResponseWriter, t *t0) {")
		s.want("w.WriteHeader(t%s.Status)", strings.Repeat(".f", 50))
		s.add("}")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.add("var t t0")
		s.add("fill(&t)")
		s.want("send(w, &t)")
		s.add("}")
		return s
	}},
	{"a builder with 2000 steps", true, func() *source {
		s := newSource("net/http")
		s.add("type b struct { w http.ResponseWriter; status int }")
		s.add("func (x *b) with(status int) *b { x.status = status; return x }")
		s.add("func (x *b) send() {")
		s.want("x.w.WriteHeader(x.status)")
		s.add("}")
		for _, f := range []string{"F", "G"} {
			s.add("func %s(w http.ResponseWriter, r *http.Request) { (&b{w: w})%s.with(401).send() }", f, strings.Repeat(".with(200)", size(1000)))
		}
		return s
	}},
	{"an interface with 100 implementations", false, func() *source {
		s := newSource("net/http")
		s.add("type coder interface { StatusCode() int; Put(w http.ResponseWriter) }")
		for i := range 100 {
			s.add("type t%d struct{}", i)
			s.add("func (t%d) StatusCode() int { return %d }", i, 350+i)
			if 350+i == 401 || 350+i == 407 {
				s.want("func (t%d) Put(w http.ResponseWriter) { w.WriteHeader(%d) }", i, 350+i)
			} else {
				s.add("func (t%d) Put(w http.ResponseWriter) { w.WriteHeader(%d) }", i, 350+i)
			}
		}
		s.add("func F(w http.ResponseWriter, c coder) {")
		s.want("w.WriteHeader(c.StatusCode())")
		s.add("}")
		s.add("func G(w http.ResponseWriter, c coder) { c.Put(w) }")
		return s
	}},
	{"3000 conditions in one", false, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request, c []bool) {")
		s.add("if c[0]")
		text := s.String()
		s.Reset()
		s.WriteString(strings.TrimSuffix(text, "\n"))
		n := size(3000)
		for i := range n {
			s.add(" && (c[%d] || r.Header.Get(\"A%d\") == \"\")", i, i)
			if i < n-1 {
				text := s.String()
				s.Reset()
				s.WriteString(strings.TrimSuffix(text, "\n"))
				s.lines--
			}
		}
		s.lines--
		text = s.String()
		s.Reset()
		s.WriteString(strings.TrimSuffix(text, "\n") + " {\n")
		s.want("w.WriteHeader(401)")
		s.add("}")
		s.add("}")
		return s
	}},
	{"500 labels and gotos", false, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request, c []bool) {")
		s.add("status := 0")
		for i := range 500 {
			s.add("L%d: status = %d", i, 400+i%20)
			s.add("if c[%d] { goto L%d }", i, (i*7+3)%500)
			s.add("if c[%d] { goto L%d }", i+1, (i+1)%500)
		}
		s.want("w.WriteHeader(status)")
		s.add("}")
		return s
	}},
	{"1000 deferred calls", false, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request, c []bool) {")
		s.add("status := 200")
		for i := range size(1000) {
			s.add("if c[%d] { defer func() { if status == %d { w.WriteHeader(status) } }() }", i, 400+i%20)
			s.marks = append(s.marks, s.lines)
		}
		s.add("if c[0] { status = 401 }")
		s.add("}")
		return s
	}},
	{"a function of 20000 lines", false, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.add("n, status := 0, 200")
		for i := range size(5000) {
			s.add("n = n*3 + len(r.Header.Get(\"A%d\"))", i)
			s.add("if n == %d {", i)
			s.add("status = %d", 400+i%20)
			s.add("}")
		}
		s.want("w.WriteHeader(status)")
		s.add("}")
		return s
	}},
	{"ifs nested 10000 deep", false, func() *source { return deep("if c[%d] {", "w.WriteHeader(401)", "}") }},
	{"blocks nested 10000 deep", false, func() *source { return deep("{ n := %d; _ = n", "w.WriteHeader(401)", "}") }},
	{"loops nested 1000 deep", false, func() *source { return deepTo(size(1000), "for c[%d] {", "w.WriteHeader(401)", "}") }},
	{"switches nested 10000 deep", false, func() *source { return deep("switch { case c[%d]:", "w.WriteHeader(401)", "}") }},
	{"5000 branches of else if", false, func() *source {
		s := newSource("net/http")
		s.add("func F(w http.ResponseWriter, r *http.Request, c []bool) {")
		s.add("status := 200")
		s.add("if c[0] {")
		for i := range size(5000) {
			s.add("status = %d } else if c[%d] {", 400+i%20, i)
		}
		s.add("}")
		s.want("w.WriteHeader(status)")
		s.add("}")
		return s
	}},
	{"closures nested 2000 deep", false, func() *source { return deepTo(size(2000), "func(s%d int) {", "w.WriteHeader(401)", "}(401)") }},
	{"expressions nested 3000 deep", false, func() *source {
		n := size(3000)
		s := newSource("net/http")
		s.add("func same(n int) int { return n }")
		s.add("var table = map[int]int{1: 401, 2: 403}")
		s.add("func F(w http.ResponseWriter, r *http.Request, c bool, ns []int) {")
		s.want("w.WriteHeader(%s401%s)", strings.Repeat("(", n), strings.Repeat(")", n))
		s.want("w.WriteHeader(%s401%s)", strings.Repeat("same(", n), strings.Repeat(")", n))
		s.want("w.WriteHeader(%s0%s)", strings.Repeat("ns[", n), strings.Repeat("]", n))
		s.want("w.WriteHeader(table%s1%s)", strings.Repeat("[table", 50)+"[", strings.Repeat("]", 51))
		s.want("w.WriteHeader(401%s)", strings.Repeat(" + len(ns)", n))
		s.want("if %sc { w.WriteHeader(401) }", strings.Repeat("!", n))
		s.want("if c%s { w.WriteHeader(401) }", strings.Repeat(" || !c", n))
		s.want("if %sc%s { w.WriteHeader(401) }", strings.Repeat("!(c && ", n), strings.Repeat(")", n))
		s.add("}")
		return s
	}},
	{"literals and types nested 2000 deep", false, func() *source {
		n := size(2000)
		s := newSource("net/http")
		s.add("type E struct { Status int; Next *E; Kids []E }")
		s.add("var x %sint", strings.Repeat("map[string][]*", n))
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.add("e := %s&E{Status: 401}%s", strings.Repeat("&E{Status: 401, Next: ", n), strings.Repeat("}", n))
		s.add("f := []E{%s{Status: 401}%s}", strings.Repeat("{Kids: []E{", n), strings.Repeat("}}", n))
		s.want("w.WriteHeader(e%s.Status)", strings.Repeat(".Next", n))
		s.want("w.WriteHeader(f[0]%s.Status)", strings.Repeat(".Kids[0]", n))
		s.add("_ = x")
		s.add("}")
		return s
	}},
	{"2500 functions that call one another", false, func() *source {
		n := size(2500)
		s := newSource("net/http")
		for i := range n {
			s.add("func f%d(w http.ResponseWriter, r *http.Request, status int) {", i)
			// More edges are more than the type checker can take.
			s.want("if len(r.Method) == %d { f%d(w, r, status); return }", i, (i+1)%n)
			s.want("if len(r.Method) == %d { f0(w, r, 401); return }", -i)
			s.want("w.WriteHeader(status)")
			s.add("}")
		}
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.want("f0(w, r, 401)")
		s.add("}")
		return s
	}},
	{"3000 methods that call one another through an interface", false, func() *source {
		n := size(3000)
		s := newSource("net/http")
		s.add("type server interface { serve(w http.ResponseWriter, r *http.Request, next server, status int) }")
		for i := range n {
			s.add("type t%d struct{}", i)
			s.add("func (t%d) serve(w http.ResponseWriter, r *http.Request, next server, status int) {", i)
			s.want("if len(r.Method) == %d { next.serve(w, r, t%d{}, %d); return }", i, i, 400+i%20)
			s.want("w.WriteHeader(status)")
			s.add("}")
		}
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.want("t0{}.serve(w, r, t1{}, 401)")
		s.add("}")
		return s
	}},
	{"switches and tables of 10000 rows", false, func() *source {
		const n = 10000
		s := newSource("net/http")
		s.add("func status(code string) int {")
		s.add("switch code {")
		for i := range n {
			s.add("case \"E%d\": return %d", i, 400+i%20)
		}
		s.add("}")
		s.add("return 500")
		s.add("}")
		s.add("var table = map[int]int{")
		for i := range n {
			s.add("%d: %d,", i, 400+i%20)
		}
		s.add("}")
		s.add("var list = [...]struct{ code, status int }{")
		for i := range n {
			s.add("{%d, %d},", i, 400+i%20)
		}
		s.add("}")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.want("w.WriteHeader(status(r.URL.Path))")
		s.want("w.WriteHeader(table[len(r.URL.Path)])")
		s.want("for _, l := range list { if l.code == len(r.URL.Path) { w.WriteHeader(l.status) } }")
		s.want("w.WriteHeader(list[1].status)")
		s.add("}")
		return s
	}},
	{"line directives", true, func() *source {
		s := newSource("net/http")
		s.add("const bad = \"\\xff\\xfe\\x00\"")
		s.add("//line /etc/passwd:1")
		s.add("func F(w http.ResponseWriter, r *http.Request) {")
		s.add("w.Header().Set(\"X\", bad)")
		s.add("//line /etc/passwd:1000000000")
		s.want("w.WriteHeader(401)")
		s.add("}")
		return s
	}},
	{"3000 small handlers", true, func() *source {
		s := newSource("net/http")
		s.add("func fail(w http.ResponseWriter, status int) {")
		s.want("http.Error(w, \"\", status)")
		s.add("}")
		for i := range size(3000) {
			s.add("func H%d(w http.ResponseWriter, r *http.Request) { if r.Header.Get(\"Authorization\") == \"\" { fail(w, 401); return }; fail(w, 404) }", i)
		}
		return s
	}},
}

// deep is a function with many statements, each in the one before.
func deep(open, in, end string) *source { return deepTo(size(10000), open, in, end) }

func deepTo(n int, open, in, end string) *source {
	s := newSource("net/http")
	s.add("func F(w http.ResponseWriter, r *http.Request, c []bool) {")
	for i := range n {
		s.want(open, i)
	}
	s.want("%s", in)
	for range n {
		s.want("%s", end)
	}
	s.add("}")
	return s
}

// TestPathological holds that no input makes the analysis slow, fail, or say
// something wrong: what is too large is unknown, and unknown is silent.
func TestPathological(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long under the race detector")
	}
	known := map[string]bool{}
	for _, p := range pathologicals {
		known[p.name] = true
	}
	for name := range dearer {
		if !known[name] {
			t.Errorf("no input is called %q", name)
		}
	}
	for _, p := range pathologicals {
		t.Run(p.name, func(t *testing.T) {
			s := p.make()
			c := check(t, s.String())
			got, work := c.measure(t)
			nodes := c.nodes()
			steps, allocs := float64(work.steps)/float64(nodes), float64(work.allocs)/float64(nodes)
			t.Logf("%d nodes: %.1f steps and %.1f allocations for each; %d findings", nodes, steps, allocs, len(got))
			most, ok := dearer[p.name]
			if !ok {
				most = bound
			}
			if steps > most.steps || allocs > most.allocs {
				t.Errorf("%.1f steps and %.1f allocations for each of %d nodes, more than %.0f and %.0f", steps, allocs, nodes, most.steps, most.allocs)
			}
			marked := map[int]bool{}
			for _, line := range s.marks {
				marked[line] = true
			}
			for _, f := range got {
				var line int
				var rule string
				fmt.Sscanf(f, "%d %s", &line, &rule)
				if rule == "internal-error" {
					t.Errorf("the analysis failed: %s", f)
				} else if !marked[line] {
					t.Errorf("finding %s in a place where there is nothing to find", f)
				}
			}
			if p.must && len(got) != len(s.marks) {
				t.Errorf("findings %v, want one in each of the lines %v", got, s.marks)
			}
		})
	}
}
