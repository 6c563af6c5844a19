package directive

import (
	"slices"
	"strings"
	"testing"
)

// FuzzIgnore: what follows the verb is obeyed or complained of, and never both
// dropped and passed over.
func FuzzIgnore(f *testing.F) {
	for _, s := range []string{"missing-challenge x", " missing-challenge,want-403\tx", "challenge // x", "nonsense x", "missing-challenge", "missing-challenge, x", ",", "", "a,missing-challenge,,b x", "missing-challenge \u00a0", "missing-challenge / / /"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, args string) {
		args = strings.ToValidUTF8(args, "?") // the parser complains of it
		if strings.ContainsAny(args, "\n\r\x00\ufeff") || !strings.HasPrefix(args, " ") && !strings.HasPrefix(args, "\t") {
			args = " " + strings.NewReplacer("\n", " ", "\r", " ", "\x00", " ", "\ufeff", " ").Replace(args)
		}
		s := load(t, "package p\n\nfunc f() {\n\ta() "+prefix+verbIgnore+args+"\n\tb()\n}\n")
		ignored := s.ignored("missing-challenge")
		list, reason := cutSpace(args)
		names := strings.Split(list, ",")
		asked := slices.Contains(names, "missing-challenge") || slices.Contains(names, "challenge")
		switch {
		case ignored != "" && ignored != "a":
			t.Fatalf("%q ignores %q", args, ignored)
		case ignored == "a" && (!asked || strings.Trim(reason, "/ \t") == ""):
			t.Fatalf("%q ignores what it does not name, or without a reason", args)
		case ignored == "" && asked && len(s.Problems) == 0:
			t.Fatalf("%q is neither obeyed nor complained of", args)
		case !asked && len(s.Problems) == 0 && !slices.ContainsFunc(names, known):
			t.Fatalf("%q names no rule, and nobody says so", args)
		}
	})
}
