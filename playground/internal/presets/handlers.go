package presets

import (
	_ "embed"
	"fmt"
	"go/format"
	"slices"
	"strings"
	"text/template"

	"golang.org/x/tools/txtar"
)

//go:embed handlers.txtar
var handlers string

// packages are those that handlers import if they name them.
var packages = []struct{ name, path string }{
	{"base64", "encoding/base64"}, {"errors", "errors"}, {"http", "net/http"}, {"strings", "strings"},
	{"jwt", "github.com/golang-jwt/jwt/v5"},
}

// ofFrameworks writes the typical handlers in every dialect.
func ofFrameworks() ([]Preset, error) {
	var out []Preset
	for _, d := range dialects {
		for _, f := range txtar.Parse([]byte(handlers)).Files {
			title, text, _ := strings.Cut(string(f.Data), "\n")
			code, err := d.write(text)
			if err != nil {
				return nil, fmt.Errorf("%s, %s: %w", d.id, f.Name, err)
			}
			out = append(out, Preset{ID: d.id + "." + f.Name, Group: d.title, Title: title, Text: code})
		}
	}
	return out, nil
}

func (d dialect) write(text string) (string, error) {
	t, err := template.New("").Parse(text)
	if err != nil {
		return "", err
	}
	var body strings.Builder
	if err := t.Execute(&body, d); err != nil {
		return "", err
	}
	var std, others []string
	for _, p := range packages {
		if strings.Contains(body.String(), p.name+".") {
			if strings.Contains(p.path, ".") {
				others = append(others, p.path)
			} else {
				std = append(std, p.path)
			}
		}
	}
	others = append(others, d.imports...)
	slices.Sort(others)
	lines := []string{"// Package api is an example.", "package api", "", "import ("}
	for _, path := range std {
		lines = append(lines, fmt.Sprintf("%q", path))
	}
	if len(std) > 0 && len(others) > 0 {
		lines = append(lines, "")
	}
	for _, path := range others {
		lines = append(lines, fmt.Sprintf("%q", path))
	}
	code, err := format.Source([]byte(strings.Join(append(lines, ")", ""), "\n") + "\n" + body.String()))
	return string(code), err
}
