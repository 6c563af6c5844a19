package rule

import (
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

const root = "../../.."

func TestRulesAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range All {
		t.Run(r.ID, func(t *testing.T) {
			v := reflect.ValueOf(*r)
			for i := range v.NumField() {
				if s, ok := v.Field(i).Interface().(string); ok && strings.TrimSpace(s) == "" {
					t.Errorf("%s is empty", v.Type().Field(i).Name)
				}
			}
			if seen[r.ID] {
				t.Error("the id is taken twice")
			}
			seen[r.ID] = true
			if r.Check == nil {
				t.Error("it finds nothing: no Check")
			}
			if _, err := os.Stat(strings.ReplaceAll(r.ID, "-", "_") + ".go"); err != nil {
				t.Errorf("a rule has a file of its name: %v", err)
			}
			if !slices.Contains(Groups, r.Group) {
				t.Errorf("group %q is not one of the groups", r.Group)
			}
			if slices.Contains(Groups, r.ID) {
				t.Error("the id is the name of a group")
			}
			if strings.ContainsAny(r.Title, "\n|") || strings.HasSuffix(r.Title, ".") {
				t.Errorf("title %q: want one line, no full stop, nothing that breaks a table", r.Title)
			}
			if !strings.HasPrefix(r.Silent, "Silent when") {
				t.Errorf("Silent starts with %.20q, want Silent when", r.Silent)
			}
			if !strings.Contains(r.RFC, "§") {
				t.Errorf("RFC %q names no section", r.RFC)
			}
		})
	}
}

// A rule runs behind those that leave it what they don't find.
func TestOrder(t *testing.T) {
	for _, group := range Groups {
		ran := map[string]bool{}
		for _, r := range inOrder(Select(group)) {
			for _, id := range r.Behind {
				if !ran[id] {
					t.Errorf("%s runs before %s", r.ID, id)
				}
			}
			ran[r.ID] = true
		}
		if len(ran) != len(Select(group)) {
			t.Errorf("%d of %d rules run", len(ran), len(Select(group)))
		}
	}
}

// The snippets are what users copy: they parse and are formatted.
func TestSnippetsAreGo(t *testing.T) {
	for _, r := range All {
		for name, code := range map[string]string{"Before": r.Before, "After": r.After} {
			src := "package p\n\n" + code + "\n"
			if _, err := parser.ParseFile(token.NewFileSet(), name, src, 0); err != nil {
				t.Errorf("%s: %v", r.ID, err)
				continue
			}
			if out, err := format.Source([]byte(src)); err != nil || string(out) != src {
				t.Errorf("%s: %s is not gofmt-clean: %v", r.ID, name, err)
			}
		}
		if r.Before == r.After {
			t.Errorf("%s: Before and After are the same", r.ID)
		}
	}
}

func TestGeneratedFilesAreFresh(t *testing.T) {
	readme := read(t, "README.md")
	files, err := Files(readme, read(t, "analyzer/internal/model/doc.go"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		if got := read(t, name); got != want {
			t.Errorf("%s is stale: run go generate ./...", name)
		}
	}
	pages, err := filepath.Glob(filepath.Join(root, "docs", "rules", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		if name := "docs/rules/" + filepath.Base(p); files[name] == "" {
			t.Errorf("%s belongs to no rule: remove it", name)
		}
	}
}

// A diagnostic's URL ends in #<id>, so the index needs that heading.
func TestIndexHasAnAnchorForEachRule(t *testing.T) {
	for _, r := range All {
		if !strings.Contains(Index(), "\n## "+r.ID+"\n") {
			t.Errorf("docs/rules/README.md has no heading %s", r.ID)
		}
	}
}

func TestDocNamesEveryRule(t *testing.T) {
	paras := strings.Split(Doc(), "\n\n")
	if paras[0] != Summary {
		t.Errorf("Doc starts with %q, want the summary", paras[0])
	}
	for i, r := range All {
		if i+1 >= len(paras) || !strings.HasPrefix(paras[i+1], r.ID+": ") {
			t.Errorf("paragraph %d of Doc is not about %s", i+1, r.ID)
		}
	}
	for line := range strings.Lines(Doc()) {
		if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 80 {
			t.Errorf("Doc has a line of %d columns: %s", n, line)
		}
	}
}

func TestSplice(t *testing.T) {
	for _, c := range []struct{ text, want, err string }{
		{"a<b>old<e>z", "a<b>\n\nNEW\n<e>z", ""},
		{"a<b>old", "", "<e> 0 times"},
		{"a<b><b>old<e>", "", "<b> 2 times"},
		{"a<e>old<b>", "", "<e> before <b>"},
	} {
		got, err := splice(c.text, "<b>", "<e>", "NEW")
		if got != c.want {
			t.Errorf("splice(%q) = %q, want %q", c.text, got, c.want)
		}
		if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("splice(%q): error %v, want %q", c.text, err, c.err)
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
