package main

import (
	"fmt"
	"io"
	"os"
)

// colorFlag is -color, with the values that git, ls and golangci-lint know.
type colorFlag string

func (c *colorFlag) Set(s string) error {
	switch s {
	case "auto", "always", "never":
		*c = colorFlag(s)
		return nil
	}
	return fmt.Errorf("want auto, always or never")
}

func (c *colorFlag) String() string { return string(*c) }

// paints tells whether what goes to w is coloured.
func (c colorFlag) paints(w io.Writer) bool {
	switch c {
	case "always":
		return true
	case "never":
		return false
	}
	return os.Getenv("NO_COLOR") == "" && obeys(w) // https://no-color.org
}

// obeys tells whether w is a terminal that obeys escape sequences.
func obeys(w io.Writer) bool {
	if p, ok := w.(*progress); ok {
		w = p.w
	}
	f, ok := w.(*os.File)
	return ok && os.Getenv("TERM") != "dumb" && isTerminal(f)
}
