package load

import (
	"errors"
	"fmt"
	"go/scanner"
	"go/types"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// Errors returns the errors of all packages, dependencies first, each once: a
// file that belongs to a package and to its test variant is checked twice. It
// is complete after [Program.Analyze].
//
// A package that is not analysed has one line, the cause: for a module that is
// missing, or a dependency that does not compile. What follows from it is not
// told again: neither that the package could not be imported, nor, beyond the
// first, the type errors of those that rest on it.
func (p *Program) Errors() []error {
	r := &errorReport{seen: map[string]bool{}}
	incomplete := map[*packages.Package]bool{} // lacks declarations, or rests on what does
	for _, pkg := range p.all {
		rests := false
		for _, imp := range p.importsOf[pkg] {
			rests = rests || incomplete[imp]
		}
		errs := pkg.Errors
		if p.source[pkg] == bodies {
			incomplete[pkg] = rests
			r.analysed(errs, rests)
		} else {
			errs = append(slices.Clip(errs), p.declared.errorsOf(pkg)...)
			incomplete[pkg] = rests || len(errs) > 0
			r.other(pkg.PkgPath, errs, rests)
		}
		if pkg.Module != nil && pkg.Module.Error != nil {
			r.cause("", packages.Error{Msg: pkg.Module.Error.Err})
		}
	}
	if err := TooOld(p.goVersion); err != nil && len(r.errs) > 0 {
		// It is the cause of most of them, and what to do about it is the same.
		return []error{fmt.Errorf("authstatus: %w (%d errors left out)", err, len(r.errs))}
	}
	return r.errs
}

// An errorReport collects lines.
type errorReport struct {
	errs []error
	seen map[string]bool
}

func (r *errorReport) add(err packages.Error) {
	if msg := err.Error(); !r.seen[msg] {
		r.seen[msg] = true
		r.errs = append(r.errs, err)
	}
}

// analysed adds the errors of a package that is analysed, which may rest on
// one that is not complete.
func (r *errorReport) analysed(errs []packages.Error, rests bool) {
	var follow []packages.Error
	for _, err := range errs {
		switch {
		case !rests || err.Kind != packages.TypeError:
			r.add(err)
		case !strings.HasPrefix(err.Msg, "could not import "):
			follow = append(follow, err)
		}
	}
	r.first(follow)
}

// other adds the errors of another package.
func (r *errorReport) other(path string, errs []packages.Error, rests bool) {
	isType := func(err packages.Error) bool { return err.Kind == packages.TypeError }
	if i := slices.IndexFunc(errs, func(err packages.Error) bool { return !isType(err) && err.Kind != packages.ParseError }); i >= 0 {
		r.cause(path, errs[i]) // of the go command
		return
	}
	if rests {
		errs = slices.DeleteFunc(errs, isType)
	}
	r.first(errs)
}

// cause adds what the go command says about a package, in one line. It says
// the same about each package of a module.
func (r *errorReport) cause(path string, err packages.Error) {
	err.Msg = strings.Join(strings.Fields(err.Msg), " ")
	if path != "" && !names(err.Msg, path) {
		err.Msg = path + ": " + err.Msg
	}
	if !r.seen[err.Msg] {
		r.seen[err.Msg] = true
		r.add(err)
	}
}

// names tells whether a message names a package or one above it, which may be
// its module.
func names(msg, path string) bool {
	for strings.Contains(path, "/") {
		if strings.Contains(msg, path) {
			return true
		}
		path = path[:strings.LastIndexByte(path, '/')]
	}
	return false
}

// first adds the first of the errors of a package, and how many there are.
func (r *errorReport) first(errs []packages.Error) {
	if len(errs) == 0 {
		return
	}
	err := errs[0]
	err.Msg = strings.Join(strings.Fields(err.Msg), " ")
	switch n := len(errs) - 1; {
	case n == 1:
		err.Msg += " (and 1 more error in this package)"
	case n > 1:
		err.Msg += fmt.Sprintf(" (and %d more errors in this package)", n)
	}
	r.add(err)
}

// addError adds an error of the parser or the type checker to a package.
func addError(pkg *packages.Package, err error) {
	if typ, ok := errors.AsType[types.Error](err); ok {
		pkg.TypeErrors = append(pkg.TypeErrors, typ)
	}
	pkg.Errors = append(pkg.Errors, asErrors(err)...)
}

// asErrors writes an error of the parser or the type checker as go/packages
// does.
func asErrors(err error) (errs []packages.Error) {
	var (
		list scanner.ErrorList
		typ  types.Error
		file *os.PathError
	)
	switch {
	case errors.As(err, &list):
		for _, e := range list {
			errs = append(errs, packages.Error{Pos: e.Pos.String(), Msg: e.Msg, Kind: packages.ParseError})
		}
	case errors.As(err, &typ):
		errs = append(errs, packages.Error{Pos: typ.Fset.Position(typ.Pos).String(), Msg: typ.Msg, Kind: packages.TypeError})
	case errors.As(err, &file):
		errs = append(errs, packages.Error{Pos: file.Path + ":1", Msg: file.Err.Error(), Kind: packages.ParseError})
	default:
		errs = append(errs, packages.Error{Pos: "-", Msg: err.Error(), Kind: packages.UnknownError})
	}
	return errs
}
