package engine_test

import (
	"slices"
	"testing"
)

// TestFixedPoint holds that a status is found however many rounds of a loop, of
// a goto or of a recursion bring it, and that what never settles ends.
func TestFixedPoint(t *testing.T) {
	for name, src := range map[string]*source{
		"loop": rounds(func(s *source) {
			s.add("func f(w http.ResponseWriter, n int) {")
			s.add("a, b, c, d, e, g, h := 200, 200, 200, 200, 200, 200, 200")
			s.add("for i := 0; i < n; i++ { a = b; b = c; c = d; d = e; e = g; g = h; h = 401 }")
			s.want("w.WriteHeader(a)")
			s.add("}")
		}),
		"nested loops": rounds(func(s *source) {
			s.add("func f(w http.ResponseWriter, n int) {")
			s.add("a, b, c, d, e := 200, 200, 200, 200, 200")
			s.add("for range n { for range n { for range n { for range n { a = b; b = c; c = d; d = e; e = 401 } } } }")
			s.want("w.WriteHeader(a)")
			s.add("}")
		}),
		"goto": rounds(func(s *source) {
			s.add("func f(w http.ResponseWriter, n int) {")
			s.add("a, b, c, d, e, g := 200, 200, 200, 200, 200, 200")
			s.add("again: a = b; b = c; c = d; d = e; e = g; g = 401")
			s.add("if n--; n > 0 { goto again }")
			s.want("w.WriteHeader(a)")
			s.add("}")
		}),
		"recursion": rounds(func(s *source) {
			s.add("func pick(n int) (a, b, c, d, e, g int) {")
			s.add("if n == 0 { return 200, 200, 200, 200, 200, 401 }")
			s.add("_, b, c, d, e, g = pick(n - 1)")
			s.add("return b, c, d, e, g, g")
			s.add("}")
			s.add("func f(w http.ResponseWriter, n int) {")
			s.add("a, _, _, _, _, _ := pick(n)")
			s.want("w.WriteHeader(a)")
			s.add("}")
		}),
		"growing text": rounds(func(s *source) {
			s.add("func f(w http.ResponseWriter, n int) {")
			s.add("text, status := \"\", 200")
			s.add("for range n { text += \"x\"; if len(text) > 3 { status = 401 } }")
			s.want("http.Error(w, text, status)")
			s.add("}")
		}),
		"growing chain": rounds(func(s *source) {
			s.add("type link struct { next *link; status int }")
			s.add("func f(w http.ResponseWriter, n int) {")
			s.add("l := &link{status: 401}")
			s.add("for range n { l = &link{next: l, status: 403} }")
			s.want("w.WriteHeader(l.status)")
			s.add("}")
		}),
	} {
		t.Run(name, func(t *testing.T) {
			got := check(t, src.String()).analyze(t)
			if want := src.findings("missing-challenge"); !slices.Equal(got, want) {
				t.Errorf("found %q, want %q in\n%s", got, want, src)
			}
		})
	}
}

func rounds(write func(*source)) *source {
	s := newSource("net/http")
	write(s)
	return s
}
