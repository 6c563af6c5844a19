package challenge

import (
	"reflect"
	"testing"
)

var seeds = []string{
	``, `,`, `realm="x"`, `Bearer`, `Basic realm="x"`, `Basic realm=x y, a="b\"c"`, `Basic realm='x'; charset=utf8`,
	`Basic, realm="x"`, `Basic , realm="x"`, `Bearer: realm="a" error=invalid_token,`, `Negotiate a:b=c, NTLM abc==`,
	`Digest realm="x", nonce=y, qop=auth,auth-int, algorithm="MD5"`, `Basic realm="x`, `Basic realm=\"x\"`, "Basic\trealm = \"x\"\n",
	`invalid token`, `Basic log in please`, `WWW-Authenticate: Bearer scope="a  b"`, `Bearer Basic realm="x"`, `Bearer error_description="a \"b\""`,
	`insufficient_scope`, `Bearer insufficient_scope`, `Mutual version=1, algorithm=a, validation=host, sid=1`, `Basic realm: "x"`, `a=`, `a ==`, "Bearer a=\"\x80\\\xff\"",
	`Bearer scope=" ", error=""`, `error="x", realm=y`,
}

// FuzzParse: what Parse accepts, Format prints so that Parse reads the same.
func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		cs, err := Parse(s)
		if err != nil {
			return
		}
		printed := Format(cs)
		again, err := Parse(printed)
		if err != nil {
			t.Fatalf("Parse(%q), printed from %q: %v", printed, s, err)
		}
		if !reflect.DeepEqual(bare(cs), bare(again)) {
			t.Fatalf("%q became %q: %+v, %+v", s, printed, cs, again)
		}
		if third := Format(again); third != printed {
			t.Fatalf("Format is not stable: %q, %q", printed, third)
		}
	})
}

// bare forgets how values were written, which Format may change.
func bare(cs []Challenge) []Challenge {
	var out []Challenge
	for _, c := range cs {
		var ps []Param
		for _, p := range c.Params {
			ps = append(ps, Param{p.Name, p.Value, false})
		}
		out = append(out, Challenge{c.Scheme, c.Token68, ps})
	}
	return out
}

// FuzzCheck: a correction has no problems, a value without problems is one that
// Parse and the automaton accept.
func FuzzCheck(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, uint16(401))
		f.Add(s, uint16(0))
	}
	f.Fuzz(func(t *testing.T, s string, status uint16) {
		ps := Check(s, int(status))
		for _, p := range ps {
			if p.Text == "" || p.RFC == "" || p.Fixed != ps[0].Fixed {
				t.Fatalf("%q: %+v", s, ps)
			}
			if p.Fixed == "" {
				continue
			}
			if again := Check(p.Fixed, int(status)); len(again) > 0 {
				t.Fatalf("%q was corrected to %q, which has %+v", s, p.Fixed, again)
			}
		}
		if len(ps) > 0 {
			return
		}
		if cs, err := Parse(s); err != nil || len(cs) == 0 {
			t.Fatalf("%q has no problems but Parse returns %v, %v", s, cs, err)
		}
		if ok, at := mendable(symsOf(s)); !ok {
			t.Fatalf("%q has no problems but the automaton stops at %d", s, at)
		}
	})
}

// FuzzCheckPartial: a value without problems has none when pieces of it are
// not known.
func FuzzCheckPartial(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, uint8(3), uint8(5), uint8(2), uint8(4))
		f.Add(s, uint8(12), uint8(2), uint8(1), uint8(0))
	}
	f.Fuzz(func(t *testing.T, s string, skip1, hole1, skip2, hole2 uint8) {
		var parts []Part
		rest := s
		cut := func(n uint8) string {
			i := min(int(n), len(rest))
			piece := rest[:i]
			rest = rest[i:]
			return piece
		}
		parts = append(parts, Part{Text: cut(skip1)})
		cut(hole1)
		parts = append(parts, Part{Hole: true}, Part{Text: cut(skip2)})
		if hole2 > 0 {
			cut(hole2)
			parts = append(parts, Part{Hole: true})
		}
		parts = append(parts, Part{Text: rest})
		ps := CheckPartial(parts, 401)
		for _, p := range ps {
			if p.Fixed != "" {
				t.Fatalf("%+v: holes without verbs have the correction %q", parts, p.Fixed)
			}
		}
		if len(ps) > 0 && len(Check(s, 401)) == 0 {
			t.Fatalf("%q is fine, but of %+v it is said that nothing can mend it: %+v", s, parts, ps)
		}
		// With verbs only the assumptions on realm differ; it must not panic.
		for i := range parts {
			if parts[i].Hole {
				parts[i].Verb = "sqdv"[int(skip1)%4]
			}
		}
		CheckPartial(parts, 401)
	})
}
