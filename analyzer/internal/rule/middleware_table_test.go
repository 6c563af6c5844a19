package rule

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/know"
)

// Every call of a row is reported in some case, and every way of configuring a
// middleware keeps some other case silent.
func TestMiddlewareCases(t *testing.T) {
	reported, silent := map[string]string{}, map[string]string{} // import path to text
	paths, err := filepath.Glob(filepath.Join(root, "testdata", "*", "auth", "*", "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		wanted := ""
		for line := range strings.Lines(string(text)) {
			if strings.Contains(line, "// want ") {
				wanted += line
			}
		}
		for _, imp := range file.Imports {
			p, _ := strconv.Unquote(imp.Path.Value)
			reported[p] += wanted
			if wanted == "" {
				silent[p] += string(text)
			}
		}
	}
	// has looks for a symbol in the text of the files that import its package.
	has := func(in map[string]string, symbol string) bool {
		s := strings.TrimLeft(symbol, "(*")
		name := s[strings.LastIndexByte(s, '.')+1:]
		for path, text := range in {
			if strings.HasPrefix(s, path+".") && strings.Contains(text, name) {
				return true
			}
		}
		return false
	}
	for _, m := range know.Middlewares() {
		for _, c := range m.Calls {
			if !has(reported, c) {
				t.Errorf("no case expects %s to be reported", c)
			}
		}
		for _, list := range [][]string{m.Fields, m.Options, m.Central} {
			for _, s := range list {
				if !has(silent, s) && !strings.Contains(s, "iris/v12/core/router") {
					t.Errorf("no silent case uses %s", s)
				}
			}
		}
		if !slices.ContainsFunc(m.Calls, func(c string) bool { return has(silent, c) }) {
			t.Errorf("no silent case of %s", m.Calls[0])
		}
	}
}
