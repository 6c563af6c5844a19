// Package presets holds the examples of the page.
package presets

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"
)

// A Preset is an example: one Go file, or a txtar archive of several.
type Preset struct {
	ID    string `json:"id"` // it is in links, so it stays
	Group string `json:"group"`
	Title string `json:"title"`
	Text  string `json:"text"`
	// Rules are those to run, where they are not the ones that run by default.
	Rules []string `json:"rules,omitempty"`
}

// All returns the examples in the order in which the page lists them. The
// first is the small server of the README. root is the repository.
func All(root string) ([]Preset, error) {
	shop, err := server(filepath.Join(root, "testdata", "shop"))
	if err != nil {
		return nil, fmt.Errorf("the server of the README: %w", err)
	}
	all := []Preset{{ID: "shop", Group: "A small server", Title: "A web shop, with a dozen findings", Text: shop}}
	rules, err := ofRules()
	if err != nil {
		return nil, err
	}
	handlers, err := ofFrameworks()
	if err != nil {
		return nil, err
	}
	return slices.Concat(all, rules, handlers), nil
}

// server makes one text of a module: packages first, its go.mod last.
func server(dir string) (string, error) {
	var a txtar.Archive
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" && d.Name() != "go.mod" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		a.Files = append(a.Files, txtar.File{Name: filepath.ToSlash(rel), Data: data})
		return nil
	})
	if err != nil {
		return "", err
	}
	slices.SortStableFunc(a.Files, func(x, y txtar.File) int {
		if x, y := x.Name == "go.mod", y.Name == "go.mod"; x != y {
			if x {
				return 1
			}
			return -1
		}
		return strings.Compare(x.Name, y.Name)
	})
	return string(txtar.Format(&a)), nil
}
