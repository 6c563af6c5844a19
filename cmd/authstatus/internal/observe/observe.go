// Package observe lays what a server really answers beside what the analyzer
// found.
//
// A module's own tests run with copies of net/http and of some frameworks that
// note each 401, 403 and 407 as it leaves, with its challenges and the stack
// (overlay, hooks); the go command's -overlay puts them in, and nothing is
// written into the module. What package observe of this module wrote about a
// server that runs is read in the same form. Each answer is placed in the
// module's source (place), and findings are matched with them (match).
package observe

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A listed package is one that the tests are built of.
type listed struct {
	ImportPath, Dir, Name, ForTest string
	Standard                       bool
	GoFiles, CgoFiles              []string
	Imports                        []string
	TestImports, XTestImports      []string
	Module                         *struct {
		Path, Version, Dir string
		Main               bool
	}
}

func (p *listed) main() bool { return p.Module != nil && p.Module.Main }

// A Listing is what the go command knows of the packages that are tested.
type Listing struct {
	goroot, goVersion                string
	goflags, gomod, gowork, modcache string
	overlay                          string             // of the user's
	packages                         map[string]*listed // by import path, no test variants
	copies                           map[string]string  // of modules in the module cache, by path
	aliased                          bool               // goroot is a link
}

// List asks the go command for the packages of the patterns and all that they
// and their tests import.
func List(flags, patterns []string) (*Listing, error) {
	env, err := goCommand("env", "-json", "GOROOT", "GOVERSION", "GOFLAGS", "GOMOD", "GOWORK", "GOMODCACHE")
	if err != nil {
		return nil, err
	}
	var vars struct{ GOROOT, GOVERSION, GOFLAGS, GOMOD, GOWORK, GOMODCACHE string }
	if err := json.Unmarshal(env, &vars); err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	args := append([]string{"list", "-e", "-deps", "-test", "-json=ImportPath,Dir,Name,ForTest,Standard,GoFiles,CgoFiles,Imports,TestImports,XTestImports,Module"}, flags...)
	out, err := goCommand(append(append(args, "--"), patterns...)...)
	if err != nil {
		return nil, err
	}
	l := &Listing{
		goroot: vars.GOROOT, goVersion: vars.GOVERSION,
		goflags: vars.GOFLAGS, gomod: vars.GOMOD, gowork: vars.GOWORK, modcache: vars.GOMODCACHE,
		packages: map[string]*listed{}, copies: map[string]string{},
	}
	l.ownFlags(flags)
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		p := new(listed)
		if err := dec.Decode(p); errors.Is(err, io.EOF) {
			return l, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		if p.ForTest == "" && p.Dir != "" {
			l.packages[p.ImportPath] = p
		}
	}
}

func goCommand(args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, bytes.TrimSpace(errs.Bytes()))
	}
	return out, nil
}

// overlayFlag is in GOFLAGS, where -observe sets it anew.
var overlayFlag = regexp.MustCompile(`(?:^|[\s'"])--?overlay=([^\s'"]+)['"]?`)

// ownFlags reads what the user gives to flags that -observe sets anew: in
// GOFLAGS, or in flags, which count more. With -modfile in GOFLAGS packages
// can't be loaded at all.
func (l *Listing) ownFlags(flags []string) {
	if m := overlayFlag.FindStringSubmatch(l.goflags); m != nil {
		l.overlay = m[1]
	}
	for _, f := range flags {
		switch name, value, _ := strings.Cut(strings.TrimLeft(f, "-"), "="); name {
		case "modfile":
			l.gomod = value
		case "overlay":
			l.overlay = value
		}
	}
}

// std is the directory of a package of the standard library.
func (l *Listing) std(pkg string) string {
	return filepath.Join(l.goroot, "src", filepath.FromSlash(pkg))
}

// onlyForTests tells whether a package of the main modules serves tests: it is
// no command, nothing but tests imports it, and it knows testing or httptest or
// says by its name what it is for.
func (l *Listing) onlyForTests() map[string]bool {
	byTests, byOthers := map[string]bool{}, map[string]bool{}
	for _, p := range l.packages {
		if !p.main() {
			continue
		}
		for _, imp := range slices.Concat(p.TestImports, p.XTestImports) {
			byTests[imp] = true
		}
		for _, imp := range p.Imports {
			byOthers[imp] = true
		}
	}
	doubles := map[string]bool{}
	for path, p := range l.packages {
		aware := slices.Contains(p.Imports, "testing") || slices.Contains(p.Imports, "net/http/httptest") ||
			strings.HasPrefix(p.Name, "test") || strings.HasSuffix(p.Name, "test")
		if p.main() && p.Name != "main" && aware && byTests[path] && !byOthers[path] {
			doubles[path] = true
		}
	}
	return doubles
}

// quoteFlag quotes a value of GOFLAGS.
func quoteFlag(flag string) string {
	switch {
	case !strings.ContainsAny(flag, " \t\n'\""):
		return flag
	case !strings.Contains(flag, "'"):
		return "'" + flag + "'"
	default:
		return `"` + flag + `"`
	}
}
