package main

import (
	"errors"
	"fmt"
	"io"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/cmd/authstatus/internal/load"
)

// program loads what the command line names, and warns of the user's rows that
// are about none of it. With sums it remembers the texts of files, for those who
// write them.
func program(a *analysis.Analyzer, opts *options, sums bool, stderr io.Writer) (*load.Program, error) {
	prog, err := load.Load(load.Config{
		Tests:        opts.tests,
		BuildFlags:   opts.buildFlags(),
		Dependencies: len(a.FactTypes) > 0,
		Sums:         sums,
	}, opts.patterns...)
	if errors.Is(err, load.ErrNoModule) {
		err = fmt.Errorf("%w: go to a module, or name it with -C", err)
	}
	if err != nil {
		return nil, err
	}
	warnRows(stderr, opts.rows, prog.Has)
	return prog, nil
}
