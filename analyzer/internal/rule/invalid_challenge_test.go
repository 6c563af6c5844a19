package rule

import (
	"reflect"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/challenge"
)

func TestParts(t *testing.T) {
	text := func(s string) challenge.Part { return challenge.Part{Text: s} }
	hole := func(v byte) challenge.Part { return challenge.Part{Hole: true, Verb: v} }
	for _, c := range []struct {
		name, in string
		plain    bool
		want     []challenge.Part
	}{
		{"no hole", "Negotiate", true, []challenge.Part{text("Negotiate")}},
		{"nothing", "", true, nil},
		{"a verb", "Bearer realm=\x00q", true, []challenge.Part{text("Bearer realm="), hole('q')}},
		{"in quotes", "Bearer realm=\"\x00s\"", true, []challenge.Part{text(`Bearer realm="`), hole('s'), text(`"`)}},
		{"may bring its quotes", "Basic realm=\x00s", true, []challenge.Part{text("Basic realm="), hole(0)}},
		{"may bring them too", "Basic realm=\x00v, a=b", true, []challenge.Part{text("Basic realm="), hole(0), text(", a=b")}},
		{"an operand", "Bearer \x00+", true, []challenge.Part{text("Bearer "), hole(0)}},
		{"two", "\x00s\x00+x", true, []challenge.Part{hole('s'), hole(0), text("x")}},
		{"flags", "Bearer realm=\x00q", false, []challenge.Part{text("Bearer realm="), hole(0)}},
	} {
		if got := parts(c.in, c.plain); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}
