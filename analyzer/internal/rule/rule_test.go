package rule

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every rule is shown at work: some case expects a finding of it. And a want
// comment names only rules that there are.
func TestEveryRuleHasACase(t *testing.T) {
	cases := map[string]int{}
	err := filepath.WalkDir(filepath.Join(root, "testdata"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(text)) {
			_, want, ok := strings.Cut(line, "// want ")
			for ok {
				var before, id string
				if before, want, ok = strings.Cut(want, `\[`); ok {
					if id, want, ok = strings.Cut(want, `\]`); ok {
						if strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && strings.TrimRight(before, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_)") == before {
							cases[id]++ // an index or a type argument in a message is none
						}
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range All {
		if cases[r.ID] == 0 {
			t.Errorf("no case expects %s", r.ID)
		}
		delete(cases, r.ID)
	}
	delete(cases, "authstatus") // a malformed directive
	for id := range cases {
		t.Errorf("a case expects %s, which is no rule", id)
	}
}

// Every rule has its page, and a place in the documents that list them.
func TestEveryRuleIsDocumented(t *testing.T) {
	for _, r := range All {
		if text := read(t, "docs/rules/"+r.ID+".md"); !strings.Contains(text, "# "+r.ID+"\n") {
			t.Errorf("docs/rules/%s.md is not about it", r.ID)
		}
		for name, text := range map[string]string{"README.md": Table(), "docs/rules/README.md": Index(), "Doc": Doc()} {
			if !strings.Contains(text, r.ID) {
				t.Errorf("%s leaves out %s", name, r.ID)
			}
		}
	}
}

func TestSelect(t *testing.T) {
	if all := len(Select(GroupChallenge)) + len(Select(GroupChoice)); all != len(All) || len(Select(GroupChoice)) == 0 {
		t.Errorf("%d of %d rules are in groups", all, len(All))
	}
	for name, want := range map[string]int{"missing-challenge": 1, "lost-challenge": 0, "": 0} {
		if got := len(Select(name)); got != want {
			t.Errorf("Select(%q) has %d rules, want %d", name, got, want)
		}
	}
	for name, want := range map[string]bool{GroupChallenge: true, GroupChoice: true, "late-challenge": true, "late": false, "": false} {
		if Known(name) != want {
			t.Errorf("Known(%q): want %v", name, want)
		}
	}
}
