package load

import (
	"fmt"
	"go/version"
	"runtime"
	"strings"
)

// An OldError says that this program knows an older language than the Go that
// it reads the code of.
type OldError struct {
	Own, Code string // as runtime.Version and go env GOVERSION have it
}

func (e *OldError) Error() string {
	return fmt.Sprintf("built with %s, it can't read code for %s: build it again with that Go, as by go install github.com/authstatus/authstatus/cmd/authstatus@latest", e.Own, e.Code)
}

// TooOld returns an error if this program was built with a Go of an older
// language than the one that builds the code, by its GOVERSION. Patch releases
// don't change the language. Where a version tells nothing, as that of a Go of
// one's own, it returns nil.
func TooOld(code string) error { return tooOld(runtime.Version(), code) }

func tooOld(own, code string) error {
	o, c := language(own), language(code)
	if o == "" || c == "" || version.Compare(o, c) >= 0 {
		return nil
	}
	return &OldError{own, code}
}

// tooOld returns an error if a package to analyse is in a later language than
// this program knows. A later Go alone is no reason: it may build code in an
// older language, and only errors in packages tell (see [Program.Errors]).
func (p *Program) tooOld(code string) error {
	for pkg, depth := range p.source {
		if depth == bodies && pkg.Module != nil && TooOld("go"+pkg.Module.GoVersion) != nil {
			return &OldError{runtime.Version(), code}
		}
	}
	return nil
}

// language is the go1.N of a version, with the experiments that it names and
// its place in Go's history left out, or "".
func language(v string) string {
	for field := range strings.FieldsSeq(v) {
		if lang := version.Lang(field); lang != "" {
			return lang
		}
	}
	return ""
}
