//go:build influence

package main

import (
	"cmp"
	"fmt"
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer"
)

// TestOccurrence counts in how many servers of a folder the words and phrases
// of the tables occur at all, in names and texts. That is more than those where
// they decide, and needs neither dependencies nor much time.
func TestOccurrence(t *testing.T) {
	if *servers == "" || *into == "" {
		t.Skip("-corpus and -into name no folders")
	}
	dirs, err := os.ReadDir(*servers)
	if err != nil {
		t.Fatal(err)
	}
	in := map[string][]string{} // servers by entry
	for _, dir := range dirs {
		for e := range occurringIn(t, filepath.Join(*servers, dir.Name())) {
			in[e] = append(in[e], dir.Name())
		}
	}
	var all []string
	for _, e := range new(analyzer.Influence).Entries() {
		if !rowOfLibrary(e.Table) {
			all = append(all, e.String())
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(len(in[a]), len(in[b])), cmp.Compare(a, b)) })
	all = slices.Compact(all)
	var b strings.Builder
	fmt.Fprintf(&b, "%d servers\n\n| entry | servers |\n|---|---|\n", len(dirs))
	for _, e := range all {
		fmt.Fprintf(&b, "| %s | %d", e, len(in[e]))
		if len(in[e]) == 1 {
			fmt.Fprintf(&b, " (%s)", in[e][0])
		}
		b.WriteString(" |\n")
	}
	if err := os.WriteFile(filepath.Join(*into, "occurrence.md"), []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// rowOfLibrary tells whether a table names functions of libraries.
func rowOfLibrary(table string) bool {
	return table == "calls" || table == "fields" || table == "sentinels"
}

// occurringIn lists the entries that occur in the code of a server.
func occurringIn(t *testing.T, dir string) map[string]bool {
	texts := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "vendor" || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var s scanner.Scanner
		s.Init(token.NewFileSet().AddFile(path, -1, len(src)), src, func(token.Position, string) {}, 0)
		for {
			_, tok, lit := s.Scan()
			switch tok {
			case token.EOF:
				return nil
			case token.IDENT:
				texts[lit] = true
			case token.STRING:
				if text, err := strconv.Unquote(lit); err == nil && len(text) < 500 {
					texts[text] = true
				}
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	var in analyzer.Influence
	for text := range texts {
		for _, e := range in.Occurring(text) {
			out[e.String()] = true
		}
	}
	return out
}
