package presets

import (
	_ "embed"
	"fmt"
	"go/format"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/authstatus/authstatus/analyzer"
)

// rules holds for each rule what its example lacks to be a file: a package
// clause with imports, and the functions that it calls.
//
//go:embed rules.txtar
var rules string

// ofRules makes files of the examples of the rules' pages.
func ofRules() ([]Preset, error) {
	parts := map[string]string{}
	for _, f := range txtar.Parse([]byte(rules)).Files {
		parts[f.Name] = string(f.Data)
	}
	var out []Preset
	for _, r := range analyzer.Rules() {
		head, rest := parts[r.ID+"/head"], parts[r.ID+"/rest"]
		if head == "" {
			return nil, fmt.Errorf("rules.txtar has no %s/head", r.ID)
		}
		for _, side := range []struct{ name, code string }{{"before", r.Before}, {"after", r.After}} {
			text := strings.Join([]string{head, side.code, rest}, "\n")
			formatted, err := format.Source([]byte(text))
			if err != nil {
				return nil, fmt.Errorf("%s, %s: %w", r.ID, side.name, err)
			}
			p := Preset{ID: r.ID + "." + side.name, Group: "Rules", Title: r.ID + ", " + side.name, Text: string(formatted)}
			if r.Off {
				p.Rules = []string{r.ID}
			}
			out = append(out, p)
		}
	}
	return out, nil
}
