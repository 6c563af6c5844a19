package observe

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The go command lets nothing be replaced that lies in the module cache. A
// toolchain that it downloaded lies there, and so do the frameworks. They get
// names outside of it: the toolchain by a link, a module by a copy and a go.mod
// or go.work that names the copy, both outside of the user's module.

// aliasDir holds links and copies. It is kept, since what is built of a
// package depends on where it lies.
func aliasDir(temp string) string {
	if dir, err := os.UserCacheDir(); err == nil {
		dir = filepath.Join(dir, "authstatus", "observe")
		if os.MkdirAll(dir, 0o755) == nil {
			return dir
		}
	}
	return temp
}

func beneath(dir, parent string) bool {
	rel, err := filepath.Rel(parent, dir)
	return err == nil && parent != "" && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func hashed(name, of string) string {
	sum := sha256.Sum256([]byte(of))
	return fmt.Sprintf("%s-%x", name, sum[:6])
}

// aliasGoroot gives the toolchain another name, if it needs one.
func (l *Listing) aliasGoroot(aliases string) error {
	if !beneath(l.goroot, l.modcache) {
		return nil
	}
	link := filepath.Join(aliases, hashed(l.goVersion, l.goroot))
	if to, err := os.Readlink(link); err != nil || to != l.goroot {
		if err := os.RemoveAll(link); err != nil {
			return err
		}
		if err := os.Symlink(l.goroot, link); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("the toolchain in the module cache needs a link: %w", err)
		}
	}
	l.goroot, l.aliased = link, true
	return nil
}

// copyModule copies the module of a package out of the module cache, and
// returns the directory of the package there.
func (l *Listing) copyModule(p *listed, aliases string) (dir string, err error) {
	m := p.Module
	to := filepath.Join(aliases, hashed(filepath.Base(m.Path), m.Dir))
	rel, err := filepath.Rel(m.Dir, p.Dir)
	if err != nil {
		return "", err
	}
	if l.copies[m.Path] == "" {
		if _, err := os.Stat(to); err != nil {
			if err := copyDir(m.Dir, to, m.Path); err != nil {
				return "", err
			}
		}
		l.copies[m.Path] = to
	}
	return filepath.Join(to, rel), nil
}

// copyDir copies a module at once: what is interrupted leaves nothing.
func copyDir(from, to, module string) error {
	temp, err := os.MkdirTemp(filepath.Dir(to), "new")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	if err := os.CopyFS(filepath.Join(temp, "m"), os.DirFS(from)); err != nil {
		return err
	}
	mod := filepath.Join(temp, "m", "go.mod")
	if _, err := os.Stat(mod); errors.Is(err, fs.ErrNotExist) {
		if err := os.WriteFile(mod, []byte("module "+module+"\n"), 0o644); err != nil {
			return err
		}
	}
	if err := os.Rename(filepath.Join(temp, "m"), to); err != nil {
		if _, there := os.Stat(to); there != nil {
			return err
		}
	}
	return nil
}

// replaceModules writes a go.mod or go.work that names the copies, and returns
// what the go command needs to use it.
func (l *Listing) replaceModules(dir string) (flags, env []string, err error) {
	if len(l.copies) == 0 {
		return nil, nil, nil
	}
	var edits []string
	for path, to := range l.copies {
		edits = append(edits, "-replace="+path+"="+to)
	}
	slices.Sort(edits)
	if l.gowork != "" && l.gowork != "off" {
		work := filepath.Join(dir, "go.work")
		if err := copyFile(l.gowork, work); err != nil {
			return nil, nil, err
		}
		if err := copyFile(l.gowork+".sum", work+".sum"); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, nil, err
		}
		absolute, err := absoluteWork(l.gowork)
		if err != nil {
			return nil, nil, err
		}
		_, err = goCommand(slices.Concat([]string{"work", "edit"}, absolute, edits, []string{work})...)
		return nil, []string{"GOWORK=" + work}, err
	}
	mod := filepath.Join(dir, "go.mod")
	if err := copyFile(l.gomod, mod); err != nil {
		return nil, nil, err
	}
	if err := copyFile(strings.TrimSuffix(l.gomod, ".mod")+".sum", filepath.Join(dir, "go.sum")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	_, err = goCommand(slices.Concat([]string{"mod", "edit"}, edits, []string{mod})...)
	return []string{"-modfile=" + mod}, nil, err
}

// absoluteWork are the edits that make the paths of a go.work absolute.
func absoluteWork(name string) ([]string, error) {
	out, err := goCommand("work", "edit", "-json", name)
	if err != nil {
		return nil, err
	}
	var work struct {
		Use     []struct{ DiskPath string }
		Replace []struct {
			Old, New struct{ Path, Version string }
		}
	}
	if err := json.Unmarshal(out, &work); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	at := func(path string) string { return filepath.Join(filepath.Dir(name), filepath.FromSlash(path)) }
	var edits []string
	for _, u := range work.Use {
		if !filepath.IsAbs(u.DiskPath) {
			edits = append(edits, "-dropuse="+u.DiskPath, "-use="+at(u.DiskPath))
		}
	}
	for _, r := range work.Replace {
		if strings.HasPrefix(r.New.Path, ".") {
			old := r.Old.Path
			if r.Old.Version != "" {
				old += "@" + r.Old.Version
			}
			edits = append(edits, "-replace="+old+"="+at(r.New.Path))
		}
	}
	return edits, nil
}

func copyFile(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}
