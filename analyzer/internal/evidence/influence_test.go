//go:build influence

package evidence

import (
	"strings"
	"testing"
)

// A word that is left out has no say, and is back afterwards.
func TestTry(t *testing.T) {
	src := world + `type api interface{ verify_token() bool }; var x api; func h() { if !x.verify_token() { refuse(403) } }`
	said := func() (c Class) { return weigh(t, "", "", src).Class }
	with := said()
	if with != Authentication {
		t.Fatalf("%v with all words, want authentication", with)
	}
	found := Try(Entry{}, func() { said() })
	for _, e := range []Entry{{"wordsCredential", "token"}, {"verbs", "verify"}} {
		if !found[e] {
			t.Errorf("%s had no say, in %v", e, found)
		}
	}
	without := with
	Try(Entry{"wordsCredential", "token"}, func() { without = said() })
	if without != Silent {
		t.Errorf("%v without the word token, want silent", without)
	}
	if again := said(); again != with {
		t.Errorf("%v afterwards, want %v", again, with)
	}
}

// All words of the vocabulary are listed under the names of their sets.
func TestEntries(t *testing.T) {
	listed := map[Entry]bool{}
	for _, e := range Entries() {
		if e.Table == "" || e.Name == "" || listed[e] && e.Table != "lackings" {
			t.Errorf("%q %q is listed twice or without a name", e.Table, e.Name)
		}
		listed[e] = true
	}
	for set, all := range sets(t) {
		for _, w := range strings.Split(all, "|") {
			if w != "" && !listed[Entry{set, w}] {
				t.Errorf("%s %q is not listed", set, w)
			}
		}
	}
}
