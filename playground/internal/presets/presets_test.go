package presets

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer"
)

const root = "../../.."

// Ids are in links, and the rules' pages lead to theirs.
func TestIDs(t *testing.T) {
	all, err := All(root)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, p := range all {
		if seen[p.ID] || strings.ContainsAny(p.ID, " /%#&?") {
			t.Errorf("the id %q is taken, or would have to be escaped", p.ID)
		}
		seen[p.ID] = true
	}
	for _, r := range analyzer.Rules() {
		for _, side := range []string{".before", ".after"} {
			if !seen[r.ID+side] {
				t.Errorf("no example %s%s", r.ID, side)
			}
		}
	}
	for _, d := range dialects {
		n := 0
		for id := range seen {
			if strings.HasPrefix(id, d.id+".") {
				n++
			}
		}
		if n < 12 {
			t.Errorf("%s has %d handlers", d.title, n)
		}
	}
	links := regexp.MustCompile(`https://authstatus\.github\.io/authstatus/#preset=([^)\s]*)`)
	for _, r := range analyzer.Rules() {
		page, err := os.ReadFile(filepath.Join(root, "docs", "rules", r.ID+".md"))
		if err != nil {
			t.Fatal(err)
		}
		found := links.FindAllSubmatch(page, -1)
		if len(found) == 0 {
			t.Errorf("the page of %s does not lead to its example", r.ID)
		}
		for _, m := range found {
			if id := string(m[1]); !seen[id] || !strings.HasPrefix(id, r.ID+".") {
				t.Errorf("the page of %s leads to the example %q", r.ID, id)
			}
		}
	}
	if all[0].ID != "shop" {
		t.Errorf("the first example is %s", all[0].ID)
	}
}
