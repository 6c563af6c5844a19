package load

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// ErrChanged is returned for files that are no longer what was analysed.
var ErrChanged = errors.New("changed while it was analysed; nothing was written to it")

// AddOwn adds to the roots the packages of the main modules that they lead to,
// and returns those that were roots before.
func (p *Program) AddOwn() []*packages.Package {
	asked := slices.Clip(p.Roots)
	for _, pkg := range p.all {
		if p.analysed(pkg) != nil && !slices.Contains(asked, pkg) {
			p.Roots = append(p.Roots, pkg)
		}
	}
	return asked
}

// ReadOwn reads a file of a package that was analysed, for a change to it. It
// refuses files of other packages, of other modules and of the Go installation,
// and files that changed since.
func (p *Program) ReadOwn(pkg *packages.Package, name string) ([]byte, error) {
	switch {
	case !slices.Contains(pkg.GoFiles, name):
		return nil, fmt.Errorf("not a file of package %s", pkg.PkgPath)
	case pkg.Module != nil && !pkg.Module.Main:
		return nil, fmt.Errorf("belongs to another module, %s", pkg.Module.Path)
	case pkg.Module == nil && p.goroot != "" && strings.HasPrefix(name, p.goroot+string(filepath.Separator)):
		return nil, errors.New("belongs to the Go installation")
	}
	text, err := os.ReadFile(name)
	if err == nil && !p.same(name, text) {
		err = ErrChanged
	}
	return text, err
}

// Unchanged returns an error if a file is not what was analysed.
func (p *Program) Unchanged(name string) error {
	text, err := os.ReadFile(name)
	if err == nil && !p.same(name, text) {
		err = fmt.Errorf("%s: %w", name, ErrChanged)
	}
	return err
}

func (p *Program) same(name string, text []byte) bool {
	sum, ok := p.files.sums.Load(name)
	return ok && sum == sha256.Sum256(text)
}
