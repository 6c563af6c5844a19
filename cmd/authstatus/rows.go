package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer"
)

// A userRow is a row of -model and where it stands.
type userRow struct{ at, text string }

// rowsFlag is -model, which also takes @FILE, a row a line. The rows are passed
// on as if they stood on the command line, so that the analyzer reads no file
// and go vet's cache knows them.
type rowsFlag struct {
	flag.Value
	rows *[]userRow
}

func (f rowsFlag) Set(s string) error {
	name, ok := strings.CutPrefix(s, "@")
	if !ok {
		*f.rows = append(*f.rows, userRow{"-model", s})
		return f.Value.Set(s)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		row := strings.TrimSpace(line)
		if row == "" || strings.HasPrefix(row, "#") {
			continue
		}
		indent := strings.Index(line, row)
		if bad := (*analyzer.RowError)(nil); errors.As((&analyzer.Config{Models: []string{row}}).Validate(), &bad) {
			return fmt.Errorf("%s:%d:%d: %s", name, n, bad.Column+indent, bad.Reason)
		}
		*f.rows = append(*f.rows, userRow{fmt.Sprintf("%s:%d", name, n), row})
		if err := f.Value.Set(row); err != nil {
			return err
		}
	}
	return nil
}

// warnRows warns of rows about packages that a program does not have, as after
// a typing error. It is no error: a team may keep one file of rows for several
// programs.
func warnRows(w io.Writer, rows []userRow, has func(path string) bool) {
	for _, r := range rows {
		for _, paths := range (&analyzer.Config{Models: []string{r.text}}).ModelPackages() {
			if !slices.ContainsFunc(paths, has) {
				fmt.Fprintf(w, "authstatus: %s: no package here is or imports %s, so this row has no effect: %s\n", r.at, strings.Join(paths, " or "), r.text)
			}
		}
	}
}
