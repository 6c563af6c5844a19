package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer"
)

// explain prints the documentation of a rule, or of the rules of a group.
func explain(w io.Writer, name string) error {
	var names, groups []string
	found := false
	for _, r := range analyzer.Rules() {
		names = append(names, r.ID)
		if !slices.Contains(groups, r.Group) {
			groups = append(groups, r.Group)
		}
		if r.ID != name && r.Group != name {
			continue
		}
		if found {
			fmt.Fprintln(w)
		}
		found = true
		printRule(w, r)
	}
	if !found {
		return fmt.Errorf("no rule or group %q (rules: %s; groups: %s)", name, strings.Join(names, ", "), strings.Join(groups, ", "))
	}
	return nil
}

func printRule(w io.Writer, r analyzer.Rule) {
	fmt.Fprintf(w, "%s (group %s)\n\n", r.ID, r.Group)
	paragraphs(w, r.Title+".\n\n"+r.Doc)
	fmt.Fprintf(w, "\nBefore:\n\n%s\nAfter:\n\n%s\nRFC:\n\n", indent(r.Before), indent(r.After))
	paragraphs(w, r.RFC+".")
	fmt.Fprint(w, "\nFix:\n\n")
	paragraphs(w, r.Fix)
	fmt.Fprintln(w)
	paragraphs(w, r.Silent)
	fmt.Fprintf(w, "\n%s#%s\n", analyzer.URL, r.ID)
}

func indent(code string) string {
	var b strings.Builder
	for line := range strings.Lines(code + "\n") {
		if line != "\n" {
			b.WriteString("    ")
		}
		b.WriteString(strings.ReplaceAll(line, "\t", "    "))
	}
	return b.String()
}

// paragraphs prints text in lines of at most 78 characters; items of a list
// hang. Code blocks keep their lines.
func paragraphs(w io.Writer, text string) {
	code := false
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "```") {
			code = !code
			continue
		}
		if code {
			fmt.Fprint(w, indent(line))
			continue
		}
		hang := ""
		if strings.HasPrefix(line, "- ") {
			hang = "  "
		}
		for {
			cut := len(line)
			if len(line) > 78 {
				if cut = strings.LastIndexByte(line[:79], ' '); cut <= len(hang) {
					cut = len(line)
				}
			}
			fmt.Fprintln(w, line[:cut])
			if cut == len(line) {
				break
			}
			line = hang + strings.TrimLeft(line[cut:], " ")
		}
	}
}
